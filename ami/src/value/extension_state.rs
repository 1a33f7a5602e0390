coded! {
    /// What the devices behind an extension's hint do together (`Status` of `ExtensionStatus`).
    ///
    /// ```
    /// use switchhook_ami::value::ExtensionState;
    /// assert_eq!(ExtensionState::from_code(8), ExtensionState::Ringing);
    /// assert_eq!(ExtensionState::from_code(-1), ExtensionState::NotFound);
    /// assert_eq!(ExtensionState::from_code(3).code(), 3);
    /// ```
    pub enum ExtensionState(i16) {
        /// The extension was removed from the dialplan.
        Removed = -2 "removed",
        /// There is no such hint.
        NotFound = -1 "not found",
        /// All free.
        Idle = 0 "idle",
        /// One is in a call.
        InUse = 1 "in use",
        /// All busy.
        Busy = 2 "busy",
        /// None is registered.
        Unavailable = 4 "unavailable",
        /// One rings.
        Ringing = 8 "ringing",
        /// One is in a call, and a second call rings.
        InUseRinging = 9 "in use and ringing",
        /// One holds a call.
        OnHold = 16 "on hold",
        /// One is in a call and holds another.
        InUseOnHold = 17 "in use and on hold",
    }
}

worded! {
    /// What a device does (`State` of `DeviceStateChange`), as in Asterisk's `devicestate.c`.
    ///
    /// ```
    /// use switchhook_ami::value::DeviceState;
    /// assert_eq!(DeviceState::from_word("INUSE"), DeviceState::InUse);
    /// assert_eq!(DeviceState::InUse.to_string(), "INUSE");
    /// ```
    pub enum DeviceState {
        /// Nothing is known of it.
        Unknown = "UNKNOWN",
        /// Free.
        NotInUse = "NOT_INUSE",
        /// In a call.
        InUse = "INUSE",
        /// Busy.
        Busy = "BUSY",
        /// No such device.
        Invalid = "INVALID",
        /// Not registered or switched off.
        Unavailable = "UNAVAILABLE",
        /// Rings.
        Ringing = "RINGING",
        /// In a call, and a second one rings.
        RingInUse = "RINGINUSE",
        /// Holds a call.
        OnHold = "ONHOLD",
    }
}

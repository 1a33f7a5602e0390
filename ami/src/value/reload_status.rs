coded! {
    /// What became of a reload (`Status` of the event `Reload`).
    ///
    /// ```
    /// use switchhook_ami::value::ReloadStatus;
    /// assert_eq!(ReloadStatus::from_code(2), ReloadStatus::NotFound);
    /// ```
    pub enum ReloadStatus(u8) {
        /// Done.
        Success = 0 "success",
        /// Will be done when Asterisk has booted.
        Queued = 1 "queued",
        /// There is no such module.
        NotFound = 2 "module not found",
        /// The module could not.
        Error = 3 "error",
        /// Another reload is under way.
        InProgress = 4 "another reload is in progress",
        /// The module is not ready.
        Uninitialized = 5 "module not initialised",
        /// The module cannot be reloaded.
        NotSupported = 6 "module cannot be reloaded",
    }
}

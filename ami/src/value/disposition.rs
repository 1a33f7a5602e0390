worded! {
    /// How a recorded call ended (`Disposition` of `Cdr`).
    ///
    /// ```
    /// use switchhook_ami::value::Disposition;
    /// assert_eq!(Disposition::from_word("NO ANSWER"), Disposition::NoAnswer);
    /// ```
    pub enum Disposition {
        /// It was answered.
        Answered = "ANSWERED",
        /// Nobody answered.
        NoAnswer = "NO ANSWER",
        /// Busy.
        Busy = "BUSY",
        /// It could not be placed.
        Failed = "FAILED",
        /// The network was congested (`congestion=yes` in `cdr.conf`).
        Congestion = "CONGESTION",
        /// The caller gave up (`canceldispositionenabled=yes`).
        Cancel = "CANCEL",
    }
}

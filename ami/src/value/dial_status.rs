worded! {
    /// How far a dialled leg came (`DialStatus` of `DialState` and `DialEnd`).
    ///
    /// ```
    /// use switchhook_ami::value::DialStatus;
    /// assert_eq!(DialStatus::from_word("ANSWER"), DialStatus::Answer);
    /// assert_eq!(DialStatus::from_word("TORTURE").as_str(), "TORTURE");
    /// ```
    pub enum DialStatus {
        /// Answered.
        Answer = "ANSWER",
        /// Busy.
        Busy = "BUSY",
        /// Rang in vain.
        NoAnswer = "NOANSWER",
        /// The caller gave up.
        Cancel = "CANCEL",
        /// The network could not.
        Congestion = "CONGESTION",
        /// The device could not be reached.
        Unavailable = "CHANUNAVAIL",
        /// The caller's privacy settings refused it.
        DontCall = "DONTCALL",
        /// The dialled device has sent the call to another.
        Forward = "FORWARD",
        /// Rings (`DialState`).
        Ringing = "RINGING",
        /// The far network is at work (`DialState`).
        Proceeding = "PROCEEDING",
        /// Early sound is heard (`DialState`).
        Progress = "PROGRESS",
    }
}

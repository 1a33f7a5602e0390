worded! {
    /// Whether a device is there (`PeerStatus`).
    ///
    /// ```
    /// use switchhook_ami::value::PeerState;
    /// assert_eq!(PeerState::from_word("Registered"), PeerState::Registered);
    /// assert_eq!(PeerState::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum PeerState {
        /// It has registered.
        Registered = "Registered",
        /// Its registration ended.
        Unregistered = "Unregistered",
        /// Its registration was refused.
        Rejected = "Rejected",
        /// It answers.
        Reachable = "Reachable",
        /// It answers late.
        Lagged = "Lagged",
        /// It does not answer.
        Unreachable = "Unreachable",
        /// Asterisk does not know.
        Unknown = "Unknown",
    }
}

worded! {
    /// What a person says of themself (`Status` of presence events).
    ///
    /// ```
    /// use switchhook_ami::value::PresenceState;
    /// assert_eq!(PresenceState::from_word("dnd"), PresenceState::DoNotDisturb);
    /// assert_eq!(PresenceState::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum PresenceState {
        /// Nothing.
        NotSet = "not_set",
        /// Not there.
        Unavailable = "unavailable",
        /// There.
        Available = "available",
        /// Away for a moment.
        Away = "away",
        /// Away for long.
        ExtendedAway = "xa",
        /// Wants to talk.
        Chat = "chat",
        /// Does not want to be disturbed.
        DoNotDisturb = "dnd",
    }
}

worded! {
    /// Whether a registered address answers (`ContactStatus`).
    ///
    /// ```
    /// use switchhook_ami::value::ContactState;
    /// assert_eq!(ContactState::from_word("Reachable"), ContactState::Reachable);
    /// assert_eq!(ContactState::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum ContactState {
        /// It answers.
        Reachable = "Reachable",
        /// It does not answer.
        Unreachable = "Unreachable",
        /// It is not asked.
        NonQualified = "NonQualified",
        /// It is not asked (older Asterisk).
        Unqualified = "Unqualified",
        /// It was not asked yet.
        Unknown = "Unknown",
        /// It was registered (older Asterisk).
        Created = "Created",
        /// Its registration was renewed.
        Updated = "Updated",
        /// Its registration ended.
        Removed = "Removed",
    }
}

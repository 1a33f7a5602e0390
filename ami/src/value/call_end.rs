worded! {
    /// Who ended a queue call (`Reason` of `AgentComplete`).
    ///
    /// ```
    /// use switchhook_ami::value::CallEnd;
    /// assert_eq!(CallEnd::from_word("caller"), CallEnd::Caller);
    /// assert_eq!(CallEnd::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum CallEnd {
        /// The caller hung up.
        Caller = "caller",
        /// The member hung up.
        Agent = "agent",
        /// The member sent the caller elsewhere.
        Transfer = "transfer",
    }
}

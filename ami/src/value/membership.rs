worded! {
    /// How a member came into a queue (`Membership`).
    ///
    /// ```
    /// use switchhook_ami::value::Membership;
    /// assert_eq!(Membership::from_word("realtime"), Membership::Realtime);
    /// assert_eq!(Membership::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum Membership {
        /// `queues.conf` has it.
        Static = "static",
        /// It was added while Asterisk runs.
        Dynamic = "dynamic",
        /// A database has it.
        Realtime = "realtime",
    }
}

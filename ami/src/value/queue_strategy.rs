worded! {
    /// How a queue chooses members (`Strategy` of `QueueParams`).
    ///
    /// ```
    /// use switchhook_ami::value::QueueStrategy;
    /// assert_eq!(QueueStrategy::from_word("ringall"), QueueStrategy::RingAll);
    /// assert_eq!(QueueStrategy::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum QueueStrategy {
        /// All at once.
        RingAll = "ringall",
        /// Whose last call is longest ago.
        LeastRecent = "leastrecent",
        /// Who took fewest calls.
        FewestCalls = "fewestcalls",
        /// Anyone.
        Random = "random",
        /// In turn, going on after the last one.
        RoundRobinMemory = "rrmemory",
        /// In turn, in the order of the configuration.
        RoundRobinOrdered = "rrordered",
        /// In the order of the configuration, always from the first.
        Linear = "linear",
        /// Anyone, those of a low penalty more often.
        WeightedRandom = "wrandom",
    }
}

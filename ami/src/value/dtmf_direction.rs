worded! {
    /// Which way a digit went, as Asterisk sees it (`Direction` of `DTMFBegin` and `DTMFEnd`).
    ///
    /// ```
    /// use switchhook_ami::value::DtmfDirection;
    /// assert_eq!(DtmfDirection::from_word("Received"), DtmfDirection::Received);
    /// assert_eq!(DtmfDirection::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum DtmfDirection {
        /// The channel pressed it.
        Received = "Received",
        /// It was played to the channel.
        Sent = "Sent",
    }
}

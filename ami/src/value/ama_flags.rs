worded! {
    /// For whom a call is counted (`AMAFlags` of `Cdr` and `CEL`).
    ///
    /// ```
    /// use switchhook_ami::value::AmaFlags;
    /// assert_eq!(AmaFlags::from_word("BILLING"), AmaFlags::Billing);
    /// assert_eq!(AmaFlags::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum AmaFlags {
        /// Not at all.
        Omit = "OMIT",
        /// For the bill.
        Billing = "BILLING",
        /// For the record: what calls are unless said otherwise.
        Documentation = "DOCUMENTATION",
    }
}

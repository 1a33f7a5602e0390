worded! {
    /// What became of a transfer (`Result` of `BlindTransfer` and `AttendedTransfer`).
    ///
    /// ```
    /// use switchhook_ami::value::TransferResult;
    /// assert_eq!(TransferResult::from_word("Success"), TransferResult::Success);
    /// assert_eq!(TransferResult::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum TransferResult {
        /// It worked.
        Success = "Success",
        /// It could not be done.
        Fail = "Fail",
        /// There was nothing to transfer.
        Invalid = "Invalid",
        /// The bridge does not allow it.
        NotPermitted = "Not Permitted",
    }
}

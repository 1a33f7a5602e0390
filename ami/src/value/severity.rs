worded! {
    /// How serious a security event is (`Severity`).
    ///
    /// ```
    /// use switchhook_ami::value::Severity;
    /// assert_eq!(Severity::from_word("Error"), Severity::Error);
    /// assert_eq!(Severity::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum Severity {
        /// As it should be.
        Informational = "Informational",
        /// Somebody was refused.
        Error = "Error",
    }
}

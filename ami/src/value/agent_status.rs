worded! {
    /// What an agent of `app_agent_pool` does (`Status` of `Agents`).
    ///
    /// ```
    /// use switchhook_ami::value::AgentStatus;
    /// assert_eq!(AgentStatus::from_word("AGENT_ONCALL"), AgentStatus::OnCall);
    /// assert_eq!(AgentStatus::from_word("novelty").as_str(), "novelty");
    /// ```
    pub enum AgentStatus {
        /// Not logged in.
        LoggedOff = "AGENT_LOGGEDOFF",
        /// Waits for a call.
        Idle = "AGENT_IDLE",
        /// Is in a call.
        OnCall = "AGENT_ONCALL",
        /// Asterisk does not know.
        Unknown = "AGENT_UNKNOWN",
    }
}

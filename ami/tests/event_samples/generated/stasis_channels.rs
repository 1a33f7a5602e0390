// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    agent_login: AgentLogin reads
    ["AgentLogin"]
    "Agent" = "some text" => agent "\"some text\""
}

samples! {
    agent_logoff: AgentLogoff reads
    ["AgentLogoff"]
    "Agent" = "some text" => agent "\"some text\""
    "Logintime" = "65" => login_time "65s"
}

samples! {
    channel_talking_stop: ChannelTalkingStop reads
    ["ChannelTalkingStop"]
    "Duration" = "1500" => duration "1.5s"
}

samples! {
    var_set: VarSet reads
    ["VarSet"]
    "Variable" = "some text" => variable "\"some text\""
    "Value" = "a\\nb" => value "\"a\\nb\""
}

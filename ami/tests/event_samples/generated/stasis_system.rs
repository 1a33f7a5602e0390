// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    call_completion: CallCompletion reads
    ["CCAvailable", "CCCallerRecalling", "CCCallerStartMonitoring", "CCCallerStopMonitoring", "CCFailure",
    "CCMonitorFailed", "CCOfferTimerStart", "CCRecallComplete", "CCRequestAcknowledged", "CCRequested"]
    "CoreID" = "42" => core_id "42"
    "Callee" = "some text" => callee "\"some text\""
    "Service" = "some text" => service "\"some text\""
    "Caller" = "some text" => caller "\"some text\""
    "Reason" = "some text" => reason "\"some text\""
    "Expires" = "65" => expires "65s"
}

samples! {
    registry: Registry reads
    ["Registry"]
    "ChannelType" = "some text" => channel_type "\"some text\""
    "Username" = "some text" => username "\"some text\""
    "Domain" = "some text" => domain "\"some text\""
    "Status" = "some text" => status "\"some text\""
    "Cause" = "some text" => cause "\"some text\""
}

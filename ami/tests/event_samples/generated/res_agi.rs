// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    legacy_agi_exec: LegacyAgiExec reads
    ["AGIExec"]
    "SubEvent" = "some text" => sub_event "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "CommandId" = "some text" => command_id "\"some text\""
    "Command" = "some text" => command "\"some text\""
    "ResultCode" = "-1" => result_code "-1"
    "Result" = "unknown" => result "\"unknown\""
}

samples! {
    agi_exec: AgiExec reads
    ["AGIExecEnd", "AGIExecStart"]
    "Command" = "some text" => command "\"some text\""
    "CommandId" = "some text" => command_id "\"some text\""
    "ResultCode" = "-1" => result_code "-1"
    "Result" = "unknown" => result "\"unknown\""
}

samples! {
    legacy_async_agi: LegacyAsyncAgi reads
    ["AsyncAGI"]
    "SubEvent" = "some text" => sub_event "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "Env" = "unknown" => env "\"unknown\""
    "CommandID" = "some text" => command_id "\"some text\""
    "Result" = "unknown" => result "\"unknown\""
}

samples! {
    channel_event: ChannelEvent reads
    ["AsyncAGIEnd", "BridgeInfoChannel", "ChannelTalkingStart", "Flash", "MixMonitorStart", "MixMonitorStop",
    "MonitorStart", "MonitorStop", "MusicOnHoldStop", "Newchannel", "NewConnectedLine", "Newstate", "Unhold",
    "Wink"]
}

samples! {
    async_agi_exec: AsyncAgiExec reads
    ["AsyncAGIExec"]
    "CommandID" = "some text" => command_id "\"some text\""
    "Result" = "unknown" => result "\"unknown\""
}

samples! {
    async_agi_start: AsyncAgiStart reads
    ["AsyncAGIStart"]
    "Env" = "unknown" => env "\"unknown\""
}

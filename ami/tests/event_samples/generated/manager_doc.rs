// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    core_show_channel: CoreShowChannel reads
    ["CoreShowChannel"]
    "BridgeId" = "some text" => bridge "\"some text\""
    "Application" = "some text" => application "\"some text\""
    "ApplicationData" = "some text" => data "\"some text\""
    "Duration" = "01:01:05" => duration "3665s"
}

samples! {
    extension_status: ExtensionStatus reads
    ["ExtensionStatus"]
    "Exten" = "some text" => extension "\"some text\""
    "Context" = "some text" => context "\"some text\""
    "Hint" = "some text" => hint "\"some text\""
    "Status" = "9" => status "InUseRinging"
    "StatusText" = "some text" => status_text "\"some text\""
}

samples! {
    originate_response: OriginateResponse reads
    ["OriginateResponse"]
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "Context" = "some text" => context "\"some text\""
    "Exten" = "some text" => extension "\"some text\""
    "Application" = "some text" => application "\"some text\""
    "Data" = "unknown" => data "\"unknown\""
    "Reason" = "-1" => reason "-1"
    "Uniqueid" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
    "CallerIDNum" = "some text" => caller_number "\"some text\""
    "CallerIDName" = "some text" => caller_name "\"some text\""
}

samples! {
    presence_status: PresenceStatus reads
    ["PresenceStatus"]
    "Exten" = "some text" => extension "\"some text\""
    "Context" = "some text" => context "\"some text\""
    "Hint" = "some text" => hint "\"some text\""
    "Status" = "away" => status "Away"
    "Subtype" = "a\\nb" => subtype "\"a\\nb\""
    "Message" = "a\\nb" => note "\"a\\nb\""
}

samples! {
    status: Status reads
    ["Status"]
    "Type" = "some text" => type_ "\"some text\""
    "DNID" = "some text" => dnid "\"some text\""
    "EffectiveConnectedLineNum" = "some text" => effective_connected_line_num "\"some text\""
    "EffectiveConnectedLineName" = "some text" => effective_connected_line_name "\"some text\""
    "TimeToHangup" = "1718000000" => hangs_up_at "1718000000"
    "BridgeID" = "some text" => bridge_id "\"some text\""
    "Application" = "some text" => application "\"some text\""
    "Data" = "some text" => data "\"some text\""
    "Nativeformats" = "some text" => native_formats "\"some text\""
    "Readformat" = "some text" => read_format "\"some text\""
    "Readtrans" = "some text" => read_translation "\"some text\""
    "Writeformat" = "some text" => write_format "\"some text\""
    "Writetrans" = "some text" => write_translation "\"some text\""
    "Callgroup" = "4294967296" => call_group "4294967296"
    "Pickupgroup" = "4294967296" => pickup_group "4294967296"
    "Seconds" = "65" => seconds "65s"
}

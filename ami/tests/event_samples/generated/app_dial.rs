// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    legacy_dial: LegacyDial reads
    ["Dial"]
    "SubEvent" = "some text" => sub_event "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "Source" = "PJSIP/100-0000001f" => source "ChannelName(\"PJSIP/100-0000001f\")"
    "Destination" = "PJSIP/100-0000001f" => destination "ChannelName(\"PJSIP/100-0000001f\")"
    "CallerID" = "some text" => caller_id "\"some text\""
    "CallerIDNum" = "some text" => caller_number "\"some text\""
    "CallerIDName" = "some text" => caller_name "\"some text\""
    "ConnectedLineNum" = "some text" => connected_number "\"some text\""
    "ConnectedLineName" = "some text" => connected_name "\"some text\""
    "UniqueID" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
    "SrcUniqueID" = "1718000000.42" => src_unique_id "UniqueId(\"1718000000.42\")"
    "DestUniqueID" = "1718000000.42" => dest_unique_id "UniqueId(\"1718000000.42\")"
    "Dialstring" = "some text" => dial_string "\"some text\""
    "DialStatus" = "BUSY" => dial_status "Busy"
}

// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    attended_transfer: AttendedTransfer reads
    ["AttendedTransfer"]
    "Result" = "Not Permitted" => result "NotPermitted"
    "DestType" = "some text" => dest_type "\"some text\""
    "DestBridgeUniqueid" = "some text" => dest_bridge_id "\"some text\""
    "DestApp" = "some text" => dest_app "\"some text\""
    "DestTransfererChannel" = "PJSIP/100-0000001f" => dest_transferer_channel "ChannelName(\"PJSIP/100-0000001f\")"
    "IsExternal" = "Yes" => is_external "true"
}

samples! {
    blind_transfer: BlindTransfer reads
    ["BlindTransfer"]
    "Result" = "Not Permitted" => result "NotPermitted"
    "IsExternal" = "Yes" => is_external "true"
    "Context" = "some text" => context "\"some text\""
    "Extension" = "some text" => extension "\"some text\""
}

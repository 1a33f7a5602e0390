// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    legacy_bridge: LegacyBridge reads
    ["Bridge", "Link", "Unlink"]
    "Bridgestate" = "some text" => bridge_state "\"some text\""
    "Bridgetype" = "some text" => bridge_type "\"some text\""
    "Channel1" = "PJSIP/100-0000001f" => channel_1 "ChannelName(\"PJSIP/100-0000001f\")"
    "Channel2" = "PJSIP/100-0000001f" => channel_2 "ChannelName(\"PJSIP/100-0000001f\")"
    "Uniqueid1" = "1718000000.42" => unique_id_1 "UniqueId(\"1718000000.42\")"
    "Uniqueid2" = "1718000000.42" => unique_id_2 "UniqueId(\"1718000000.42\")"
    "CallerID1" = "some text" => caller_id_1 "\"some text\""
    "CallerID2" = "some text" => caller_id_2 "\"some text\""
}

samples! {
    legacy_dtmf: LegacyDtmf reads
    ["DTMF"]
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "Uniqueid" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
    "Digit" = "some text" => digit "\"some text\""
    "Direction" = "Received" => direction "Received"
    "Begin" = "Yes" => begin "true"
    "End" = "Yes" => end "true"
}

samples! {
    legacy_masquerade: LegacyMasquerade reads
    ["Masquerade"]
    "Clone" = "PJSIP/100-0000001f" => cloned "ChannelName(\"PJSIP/100-0000001f\")"
    "CloneState" = "some text" => clone_state "\"some text\""
    "Original" = "PJSIP/100-0000001f" => original "ChannelName(\"PJSIP/100-0000001f\")"
    "OriginalState" = "some text" => original_state "\"some text\""
}

samples! {
    rename: Rename reads
    ["Rename"]
    "Channel" = "PJSIP/100-0000001f" => old_name "ChannelName(\"PJSIP/100-0000001f\")"
    "Newname" = "PJSIP/100-0000001f" => new_name "ChannelName(\"PJSIP/100-0000001f\")"
    "Uniqueid" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
}

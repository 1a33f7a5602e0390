// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    channel_hungup: ChannelHungup reads
    ["ChannelHungup"]
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
}

samples! {
    core_show_channel_map: CoreShowChannelMap reads
    ["CoreShowChannelMap"]
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "ConnectedChannel" = "PJSIP/100-0000001f" => connected_channel "ChannelName(\"PJSIP/100-0000001f\")"
}

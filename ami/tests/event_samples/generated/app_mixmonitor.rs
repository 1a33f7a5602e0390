// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    mix_monitor_mute: MixMonitorMute reads
    ["MixMonitorMute"]
    "Direction" = "some text" => direction "\"some text\""
    "State" = "Yes" => muted "true"
}

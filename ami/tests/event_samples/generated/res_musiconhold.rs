// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    legacy_music_on_hold: LegacyMusicOnHold reads
    ["MusicOnHold"]
    "State" = "some text" => state "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "UniqueID" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
    "Class" = "some text" => class "\"some text\""
}

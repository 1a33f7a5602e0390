// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    bridge_event: BridgeEvent reads
    ["BridgeCreate", "BridgeDestroy", "BridgeListItem"]
}

samples! {
    bridge_member: BridgeMember reads
    ["BridgeEnter", "BridgeLeave"]
    "SwapUniqueid" = "1718000000.42" => swapped_with "UniqueId(\"1718000000.42\")"
}

samples! {
    bridge_info_complete: BridgeInfoComplete reads
    ["BridgeInfoComplete"]
    "EventList" = "some text" => event_list "\"some text\""
    "ListItems" = "42" => list_items "42"
}

samples! {
    bridge_merge: BridgeMerge reads
    ["BridgeMerge"]
}

samples! {
    bridge_video_source_update: BridgeVideoSourceUpdate reads
    ["BridgeVideoSourceUpdate"]
    "BridgePreviousVideoSource" = "some text" => bridge_previous_video_source "\"some text\""
}

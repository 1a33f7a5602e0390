// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    bridge_technology_list_item: BridgeTechnologyListItem reads
    ["BridgeTechnologyListItem"]
    "BridgeTechnology" = "some text" => bridge_technology "\"some text\""
    "BridgeType" = "some text" => bridge_type "\"some text\""
    "BridgePriority" = "42" => bridge_priority "42"
    "BridgeSuspended" = "Yes" => bridge_suspended "true"
}

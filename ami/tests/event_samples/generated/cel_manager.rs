// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    cel: Cel reads
    ["CEL"]
    "EventName" = "BRIDGE_ENTER" => event_name "BridgeEnter"
    "AccountCode" = "some text" => account_code "\"some text\""
    "CallerIDnum" = "some text" => caller_number "\"some text\""
    "CallerIDname" = "some text" => caller_name "\"some text\""
    "CallerIDani" = "some text" => caller_ani "\"some text\""
    "CallerIDrdnis" = "some text" => caller_rdnis "\"some text\""
    "CallerIDdnid" = "some text" => caller_dnid "\"some text\""
    "Exten" = "some text" => extension "\"some text\""
    "Context" = "some text" => context "\"some text\""
    "Application" = "some text" => application "\"some text\""
    "AppData" = "unknown" => data "\"unknown\""
    "EventTime" = "2026-11-22 02:17:51" => event_time "CivilTime { year: 2026, month: 11, day: 22, hour: 2, minute: 17, second: 51 }"
    "AMAFlags" = "DOCUMENTATION" => ama_flags "Documentation"
    "UniqueID" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
    "LinkedID" = "1718000000.41" => linked_id "LinkedId(\"1718000000.41\")"
    "UserField" = "some text" => user_field "\"some text\""
    "Peer" = "some text" => peer "\"some text\""
    "PeerAccount" = "some text" => peer_account "\"some text\""
    "Extra" = "some text" => extra "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
}

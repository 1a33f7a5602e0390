// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    cdr: Cdr reads
    ["Cdr"]
    "AccountCode" = "some text" => account_code "\"some text\""
    "Source" = "some text" => source "\"some text\""
    "Destination" = "some text" => destination "\"some text\""
    "DestinationContext" = "some text" => destination_context "\"some text\""
    "CallerID" = "some text" => caller_id "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "DestinationChannel" = "PJSIP/100-0000001f" => destination_channel "ChannelName(\"PJSIP/100-0000001f\")"
    "LastApplication" = "some text" => last_application "\"some text\""
    "LastData" = "some text" => last_data "\"some text\""
    "StartTime" = "2026-11-22 02:17:51" => start_time "CivilTime { year: 2026, month: 11, day: 22, hour: 2, minute: 17, second: 51 }"
    "AnswerTime" = "2026-11-22 02:17:51" => answer_time "CivilTime { year: 2026, month: 11, day: 22, hour: 2, minute: 17, second: 51 }"
    "EndTime" = "2026-11-22 02:17:51" => end_time "CivilTime { year: 2026, month: 11, day: 22, hour: 2, minute: 17, second: 51 }"
    "Duration" = "65" => duration "65s"
    "BillableSeconds" = "65" => billable "65s"
    "Disposition" = "NO ANSWER" => disposition "NoAnswer"
    "AMAFlags" = "DOCUMENTATION" => ama_flags "Documentation"
    "UniqueID" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
    "UserField" = "some text" => user_field "\"some text\""
    "LinkedID" = "1718000000.41" => linked_id "LinkedId(\"1718000000.41\")"
    "Sequence" = "4294967296" => sequence "4294967296"
}

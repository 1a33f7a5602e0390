// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    fax_session: FaxSession reads
    ["FAXSession"]
    "SessionNumber" = "42" => session_number "42"
    "Operation" = "some text" => operation "\"some text\""
    "State" = "some text" => state "\"some text\""
    "ErrorCorrectionMode" = "Yes" => error_correction_mode "true"
    "DataRate" = "42" => data_rate "42"
    "ImageResolution" = "some text" => image_resolution "\"some text\""
    "PageNumber" = "42" => page_number "42"
    "FileName" = "some text" => file_name "\"some text\""
    "PagesTransmitted" = "42" => pages_transmitted "42"
    "PagesReceived" = "42" => pages_received "42"
    "TotalBadLines" = "42" => total_bad_lines "42"
}

samples! {
    fax_sessions_entry: FaxSessionsEntry reads
    ["FAXSessionsEntry"]
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "Technology" = "some text" => technology "\"some text\""
    "SessionNumber" = "42" => session_number "42"
    "SessionType" = "some text" => session_type "\"some text\""
    "Operation" = "some text" => operation "\"some text\""
    "State" = "some text" => state "\"some text\""
    "Files" = "some text" => files "\"some text\""
}

samples! {
    fax_stats: FaxStats reads
    ["FAXStats"]
    "CurrentSessions" = "42" => current_sessions "42"
    "ReservedSessions" = "42" => reserved_sessions "42"
    "TransmitAttempts" = "42" => transmit_attempts "42"
    "ReceiveAttempts" = "42" => receive_attempts "42"
    "CompletedFAXes" = "42" => completed_faxes "42"
    "FailedFAXes" = "42" => failed_faxes "42"
}

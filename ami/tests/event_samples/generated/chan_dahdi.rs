// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    dahdi_alarm: DahdiAlarm reads
    ["Alarm", "AlarmClear"]
    "DAHDIChannel" = "some text" => dahdi_channel "\"some text\""
    "Alarm" = "some text" => alarm "\"some text\""
}

samples! {
    dahdi_channel: DahdiChannel reads
    ["DAHDIChannel"]
    "DAHDIGroup" = "some text" => dahdi_group "\"some text\""
    "DAHDISpan" = "42" => dahdi_span "42"
    "DAHDIChannel" = "some text" => dahdi_channel "\"some text\""
}

samples! {
    dahdi_show_channels: DahdiShowChannels reads
    ["DAHDIShowChannels"]
    "DAHDIChannel" = "some text" => dahdi_channel "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "Uniqueid" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
    "AccountCode" = "some text" => account_code "\"some text\""
    "Signalling" = "some text" => signalling "\"some text\""
    "SignallingCode" = "some text" => signalling_code "\"some text\""
    "Context" = "some text" => context "\"some text\""
    "DND" = "Yes" => dnd "true"
    "Alarm" = "some text" => alarm "\"some text\""
    "Description" = "some text" => description "\"some text\""
}

samples! {
    dahdi_show_status: DahdiShowStatus reads
    ["DAHDIShowStatus"]
    "Span" = "42" => span "42"
    "Description" = "some text" => description "\"some text\""
    "Alarms" = "some text" => alarms "\"some text\""
    "IRQ" = "42" => irq "42"
    "bpviol" = "42" => bipolar_violations "42"
    "CRC" = "some text" => crc "\"some text\""
    "Framing" = "some text" => framing "\"some text\""
    "Coding" = "some text" => coding "\"some text\""
    "Options" = "some text" => options "\"some text\""
    "LBO" = "some text" => lbo "\"some text\""
}

samples! {
    dnd_state: DndState reads
    ["DNDState"]
    "DAHDIChannel" = "some text" => dahdi_channel "\"some text\""
    "Status" = "Yes" => enabled "true"
}

samples! {
    mcid: Mcid reads
    ["MCID"]
    "MCallerIDNumValid" = "Yes" => m_caller_id_num_valid "true"
    "MCallerIDNum" = "some text" => m_caller_id_num "\"some text\""
    "MCallerIDton" = "some text" => m_caller_id_ton "\"some text\""
    "MCallerIDNumPlan" = "some text" => m_caller_id_num_plan "\"some text\""
    "MCallerIDNumPres" = "some text" => m_caller_id_num_pres "\"some text\""
    "MCallerIDNameValid" = "Yes" => m_caller_id_name_valid "true"
    "MCallerIDName" = "some text" => m_caller_id_name "\"some text\""
    "MCallerIDNameCharSet" = "some text" => m_caller_id_name_char_set "\"some text\""
    "MCallerIDNamePres" = "some text" => m_caller_id_name_pres "\"some text\""
    "MCallerIDSubaddr" = "some text" => m_caller_id_subaddr "\"some text\""
    "MCallerIDSubaddrType" = "some text" => m_caller_id_subaddr_type "\"some text\""
    "MCallerIDSubaddrOdd" = "Yes" => m_caller_id_subaddr_odd "true"
    "MCallerIDPres" = "some text" => m_caller_id_pres "\"some text\""
    "MConnectedIDNumValid" = "Yes" => m_connected_id_num_valid "true"
    "MConnectedIDNum" = "some text" => m_connected_id_num "\"some text\""
    "MConnectedIDton" = "some text" => m_connected_id_ton "\"some text\""
    "MConnectedIDNumPlan" = "some text" => m_connected_id_num_plan "\"some text\""
    "MConnectedIDNumPres" = "some text" => m_connected_id_num_pres "\"some text\""
    "MConnectedIDNameValid" = "Yes" => m_connected_id_name_valid "true"
    "MConnectedIDName" = "some text" => m_connected_id_name "\"some text\""
    "MConnectedIDNameCharSet" = "some text" => m_connected_id_name_char_set "\"some text\""
    "MConnectedIDNamePres" = "some text" => m_connected_id_name_pres "\"some text\""
    "MConnectedIDSubaddr" = "some text" => m_connected_id_subaddr "\"some text\""
    "MConnectedIDSubaddrType" = "some text" => m_connected_id_subaddr_type "\"some text\""
    "MConnectedIDSubaddrOdd" = "Yes" => m_connected_id_subaddr_odd "true"
    "MConnectedIDPres" = "some text" => m_connected_id_pres "\"some text\""
}

samples! {
    pri_show_spans: PriShowSpans reads
    ["PRIShowSpans"]
    "Span" = "42" => span "42"
    "DChannel" = "42" => d_channel "42"
    "Order" = "some text" => order "\"some text\""
    "Active" = "Yes" => active "true"
    "Alarm" = "some text" => alarm "\"some text\""
    "Up" = "Yes" => up "true"
}

samples! {
    span_alarm: SpanAlarm reads
    ["SpanAlarm", "SpanAlarmClear"]
    "Span" = "42" => span "42"
    "Alarm" = "some text" => alarm "\"some text\""
}

// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    deadlock_start: DeadlockStart reads
    ["DeadlockStart"]
    "Mutex" = "some text" => mutex "\"some text\""
}

samples! {
    device_state_change: DeviceStateChange reads
    ["DeviceStateChange"]
    "Device" = "some text" => device "\"some text\""
    "State" = "NOT_INUSE" => state "NotInUse"
}

samples! {
    log_channel: LogChannel reads
    ["LogChannel"]
    "Channel" = "some text" => channel "\"some text\""
    "Enabled" = "Yes" => enabled "true"
    "Reason" = "some text" => reason "\"some text\""
}

samples! {
    message_waiting: MessageWaiting reads
    ["MessageWaiting"]
    "Mailbox" = "some text" => mailbox "\"some text\""
    "Waiting" = "Yes" => waiting "true"
    "New" = "42" => new_messages "42"
    "Old" = "42" => old_messages "42"
}

samples! {
    pickup: Pickup reads
    ["Pickup"]
}

samples! {
    presence_state_change: PresenceStateChange reads
    ["PresenceStateChange"]
    "Presentity" = "some text" => presentity "\"some text\""
    "Status" = "away" => status "Away"
    "Subtype" = "a\\nb" => subtype "\"a\\nb\""
    "Message" = "a\\nb" => note "\"a\\nb\""
}

samples! {
    test_event: TestEvent reads
    ["TestEvent"]
    "Type" = "some text" => type_ "\"some text\""
    "State" = "some text" => state "\"some text\""
    "AppFile" = "some text" => app_file "\"some text\""
    "AppFunction" = "some text" => app_function "\"some text\""
    "AppLine" = "42" => app_line "42"
    "CallID" = "some text" => call_id "\"some text\""
    "PriorCallID" = "some text" => prior_call_id "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
}

samples! {
    legacy_transfer: LegacyTransfer reads
    ["Transfer"]
    "TransferMethod" = "some text" => transfer_method "\"some text\""
    "TransferType" = "some text" => transfer_type "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "Uniqueid" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
    "SIP-Callid" = "some text" => sip_callid "\"some text\""
    "TargetChannel" = "PJSIP/100-0000001f" => target_channel "ChannelName(\"PJSIP/100-0000001f\")"
    "TargetUniqueid" = "1718000000.42" => target_unique_id "UniqueId(\"1718000000.42\")"
    "TransferExten" = "some text" => transfer_extension "\"some text\""
    "TransferContext" = "some text" => transfer_context "\"some text\""
    "Transfer2Parking" = "some text" => transfer2parking "\"some text\""
    "ParkedSlot" = "some text" => parked_slot "\"some text\""
}

samples! {
    user_event: UserEvent reads
    ["UserEvent"]
    "UserEvent" = "some text" => name "\"some text\""
}

// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    agents: Agents reads
    ["Agents"]
    "Agent" = "some text" => agent "\"some text\""
    "Name" = "some text" => name "\"some text\""
    "Status" = "AGENT_IDLE" => status "Idle"
    "TalkingToChan" = "PJSIP/100-0000001f" => talking_to_chan "ChannelName(\"PJSIP/100-0000001f\")"
    "CallStarted" = "1718000000" => call_started "1718000000"
    "LoggedInTime" = "1718000000" => logged_in_time "1718000000"
}

samples! {
    list_end: ListEnd reads
    ["AgentsComplete", "AorListComplete", "AuthListComplete", "BridgeListComplete",
    "BridgeTechnologyListComplete", "ChannelsHungupListComplete", "ConfbridgeListComplete",
    "ConfbridgeListRoomsComplete", "ContactListComplete", "ContactStatusDetailComplete",
    "CoreShowChannelMapComplete", "CoreShowChannelsComplete", "DAHDIShowChannelsComplete",
    "DAHDIShowStatusComplete", "DBGetComplete", "DBGetTreeComplete", "DevicelistComplete",
    "DeviceStateListComplete", "EndpointDetailComplete", "EndpointListComplete", "ExtensionStateListComplete",
    "FAXSessionsComplete", "InboundRegistrationDetailComplete", "InboundSubscriptionDetailComplete",
    "LinelistComplete", "MeetmeListComplete", "MeetmeListRoomsComplete", "MWIGetComplete",
    "OutboundRegistrationDetailComplete", "OutboundSubscriptionDetailComplete", "ParkedCallsComplete",
    "ParkinglotsComplete", "PeerlistComplete", "PJSIPMaintenanceStatusComplete", "PresenceStateListComplete",
    "PRIShowSpansComplete", "QueueStatusComplete", "QueueSummaryComplete", "RegistrationsComplete",
    "ResourceListDetailComplete", "ShowDialPlanComplete", "SIPpeerstatusComplete", "StatusComplete",
    "VoicemailBoxDetailComplete", "VoicemailUserDetailComplete", "VoicemailUserEntryComplete",
    "WaitEventComplete"]
    "EventList" = "some text" => event_list "\"some text\""
    "ListItems" = "42" => list_items "42"
    "Items" = "42" => items "42"
    "Total" = "42" => total "42"
    "Registered" = "42" => registered "42"
    "NotRegistered" = "42" => not_registered "42"
    "ListExtensions" = "42" => list_extensions "42"
    "ListPriorities" = "42" => list_priorities "42"
    "ListContexts" = "42" => list_contexts "42"
}

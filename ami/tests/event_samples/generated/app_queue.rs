// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    agent_call: AgentCall reads
    ["AgentCalled", "AgentComplete", "AgentConnect", "AgentDump", "AgentRingNoAnswer"]
    "Queue" = "some text" => queue "\"some text\""
    "MemberName" = "some text" => member_name "\"some text\""
    "Interface" = "some text" => interface "\"some text\""
    "HoldTime" = "65" => hold_time "65s"
    "TalkTime" = "65" => talk_time "65s"
    "Reason" = "agent" => reason "Agent"
}

samples! {
    queue_caller: QueueCaller reads
    ["Join", "Leave", "QueueCallerAbandon", "QueueCallerJoin", "QueueCallerLeave"]
    "Queue" = "some text" => queue "\"some text\""
    "Position" = "42" => position "42"
    "Count" = "42" => count "42"
    "OriginalPosition" = "42" => original_position "42"
    "HoldTime" = "65" => hold_time "65s"
}

samples! {
    queue_entry: QueueEntry reads
    ["QueueEntry"]
    "Queue" = "some text" => queue "\"some text\""
    "Position" = "42" => position "42"
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "Uniqueid" = "1718000000.42" => unique_id "UniqueId(\"1718000000.42\")"
    "CallerIDNum" = "some text" => caller_number "\"some text\""
    "CallerIDName" = "some text" => caller_name "\"some text\""
    "ConnectedLineNum" = "some text" => connected_number "\"some text\""
    "ConnectedLineName" = "some text" => connected_name "\"some text\""
    "Wait" = "65" => wait "65s"
    "Priority" = "-1" => priority "-1"
}

samples! {
    queue_member: QueueMember reads
    ["QueueMember", "QueueMemberAdded", "QueueMemberPause", "QueueMemberPaused", "QueueMemberPenalty",
    "QueueMemberRemoved", "QueueMemberRinginuse", "QueueMemberStatus"]
    "Queue" = "some text" => queue "\"some text\""
    "Name" = "some text" => name "\"some text\""
    "MemberName" = "some text" => name "\"some text\""
    "Location" = "some text" => interface "\"some text\""
    "Interface" = "some text" => interface "\"some text\""
    "StateInterface" = "some text" => state_interface "\"some text\""
    "Membership" = "dynamic" => membership "Dynamic"
    "Penalty" = "42" => penalty "42"
    "CallsTaken" = "42" => calls_taken "42"
    "LastCall" = "1718000000" => last_call "1718000000"
    "LastPause" = "1718000000" => last_pause "1718000000"
    "LoginTime" = "1718000000" => login_time "1718000000"
    "InCall" = "Yes" => in_call "true"
    "Status" = "6" => status "Ringing"
    "Paused" = "Yes" => paused "true"
    "PausedReason" = "some text" => paused_reason "\"some text\""
    "Reason" = "some text" => paused_reason "\"some text\""
    "Wrapuptime" = "65" => wrap_up_time "65s"
    "Ringinuse" = "Yes" => ring_in_use "true"
}

samples! {
    queue_params: QueueParams reads
    ["QueueParams"]
    "Max" = "20" => max "20"
    "Strategy" = "rrmemory" => strategy "RoundRobinMemory"
    "Calls" = "42" => calls "42"
    "Holdtime" = "65" => hold_time "65s"
    "TalkTime" = "65" => talk_time "65s"
    "Completed" = "42" => completed "42"
    "Abandoned" = "42" => abandoned "42"
    "Queue" = "some text" => queue "\"some text\""
    "ServiceLevel" = "65" => service_level "65s"
    "ServicelevelPerf" = "92.5" => service_level_percent "92.5"
    "ServicelevelPerf2" = "92.5" => service_level_percent_of_all "92.5"
    "Weight" = "42" => weight "42"
}

samples! {
    queue_summary: QueueSummary reads
    ["QueueSummary"]
    "Queue" = "some text" => queue "\"some text\""
    "LoggedIn" = "42" => logged_in "42"
    "Available" = "42" => available "42"
    "Callers" = "42" => callers "42"
    "HoldTime" = "65" => hold_time "65s"
    "TalkTime" = "65" => talk_time "65s"
    "LongestHoldTime" = "65" => longest_hold_time "65s"
}

// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    meetme_end: MeetmeEnd reads
    ["MeetmeEnd"]
    "Meetme" = "some text" => meetme "\"some text\""
}

samples! {
    meetme_member: MeetmeMember reads
    ["MeetmeJoin", "MeetmeLeave", "MeetmeMute", "MeetmeTalking", "MeetmeTalkRequest"]
    "Meetme" = "some text" => meetme "\"some text\""
    "User" = "42" => user "42"
    "Duration" = "65" => duration "65s"
    "Status" = "Yes" => status "true"
}

samples! {
    meetme_list: MeetmeList reads
    ["MeetmeList"]
    "Conference" = "some text" => conference "\"some text\""
    "UserNumber" = "42" => user_number "42"
    "CallerIDNum" = "some text" => caller_number "\"some text\""
    "CallerIDName" = "some text" => caller_name "\"some text\""
    "ConnectedLineNum" = "some text" => connected_number "\"some text\""
    "ConnectedLineName" = "some text" => connected_name "\"some text\""
    "Channel" = "PJSIP/100-0000001f" => channel "ChannelName(\"PJSIP/100-0000001f\")"
    "Admin" = "Yes" => admin "true"
    "Role" = "some text" => role "\"some text\""
    "MarkedUser" = "Yes" => marked_user "true"
    "Muted" = "some text" => muted "\"some text\""
    "Talking" = "Yes" => talking "true"
}

samples! {
    meetme_room: MeetmeRoom reads
    ["MeetmeListRooms"]
    "Conference" = "some text" => conference "\"some text\""
    "Parties" = "42" => parties "42"
    "Marked" = "42" => marked "42"
    "Activity" = "01:01:05" => activity "3665s"
    "Creation" = "some text" => creation "\"some text\""
    "Locked" = "Yes" => locked "true"
}

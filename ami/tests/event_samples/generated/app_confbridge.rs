// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    confbridge_room: ConfbridgeRoom reads
    ["ConfbridgeEnd", "ConfbridgeRecord", "ConfbridgeStart", "ConfbridgeStopRecord"]
    "Conference" = "some text" => conference "\"some text\""
}

samples! {
    confbridge_member: ConfbridgeMember reads
    ["ConfbridgeJoin", "ConfbridgeLeave", "ConfbridgeMute", "ConfbridgeTalking", "ConfbridgeUnmute"]
    "Conference" = "some text" => conference "\"some text\""
    "Admin" = "Yes" => admin "true"
    "Muted" = "Yes" => muted "true"
    "TalkingStatus" = "Yes" => talking_status "true"
}

samples! {
    confbridge_list: ConfbridgeList reads
    ["ConfbridgeList"]
    "Conference" = "some text" => conference "\"some text\""
    "Admin" = "Yes" => admin "true"
    "MarkedUser" = "Yes" => marked_user "true"
    "WaitMarked" = "Yes" => wait_marked "true"
    "EndMarked" = "Yes" => end_marked "true"
    "Waiting" = "Yes" => waiting "true"
    "Muted" = "Yes" => muted "true"
    "Talking" = "Yes" => talking "true"
    "AnsweredTime" = "65" => answered_for "65s"
    "EndMarkedAny" = "Yes" => end_marked_any "true"
}

samples! {
    confbridge_room_item: ConfbridgeRoomItem reads
    ["ConfbridgeListRooms"]
    "Conference" = "some text" => conference "\"some text\""
    "Parties" = "42" => parties "42"
    "Marked" = "42" => marked "42"
    "Locked" = "Yes" => locked "true"
    "Muted" = "Yes" => muted "true"
}

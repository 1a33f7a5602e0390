// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    device_entry: DeviceEntry reads
    ["DeviceEntry"]
    "Channeltype" = "some text" => channel_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "ChannelObjectType" = "some text" => channel_object_type "\"some text\""
    "DeviceId" = "some text" => device_id "\"some text\""
    "IPaddress" = "some text" => ip_address "\"some text\""
    "Type" = "some text" => type_ "\"some text\""
    "Devicestatus" = "some text" => device_status "\"some text\""
    "NumberOfLines" = "42" => number_of_lines "42"
    "EventList" = "some text" => event_list "\"some text\""
    "ListItems" = "42" => list_items "42"
}

samples! {
    line_entry: LineEntry reads
    ["LineEntry"]
    "Channeltype" = "some text" => channel_type "\"some text\""
    "ObjectName" = "some text" => object_name "\"some text\""
    "ChannelObjectType" = "some text" => channel_object_type "\"some text\""
    "Device" = "some text" => device "\"some text\""
    "Instance" = "42" => instance "42"
    "Label" = "some text" => label "\"some text\""
    "EventList" = "some text" => event_list "\"some text\""
    "ListItems" = "42" => list_items "42"
}

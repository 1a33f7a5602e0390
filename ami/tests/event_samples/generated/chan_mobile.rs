// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    mobile_status: MobileStatus reads
    ["MobileStatus"]
    "Status" = "some text" => status "\"some text\""
    "Device" = "some text" => device "\"some text\""
}

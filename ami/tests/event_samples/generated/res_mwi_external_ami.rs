// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    mwi_get: MwiGet reads
    ["MWIGet"]
    "Mailbox" = "some text" => mailbox "\"some text\""
    "OldMessages" = "42" => old_messages "42"
    "NewMessages" = "42" => new_messages "42"
}

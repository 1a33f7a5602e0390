// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    jabber_status: JabberStatus reads
    ["JabberStatus"]
    "Account" = "some text" => account "\"some text\""
    "JID" = "some text" => jid "\"some text\""
    "Resource" = "some text" => resource "\"some text\""
    "Status" = "some text" => status "\"some text\""
    "Priority" = "some text" => priority "\"some text\""
    "Description" = "some text" => description "\"some text\""
}

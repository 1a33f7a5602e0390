// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    mini_voice_mail: MiniVoiceMail reads
    ["MiniVoiceMail"]
    "Action" = "some text" => action "\"some text\""
    "Mailbox" = "some text" => mailbox "\"some text\""
    "Counter" = "42" => counter "42"
}

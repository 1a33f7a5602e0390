// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

view! {
    /// Reads the event `MWIGet` (Asterisk `res/res_mwi_external_ami.c`).
    pub struct MwiGet {
        MwiGet
    }
}

impl<'a> MwiGet<'a> {
    /// `Mailbox`.
    pub fn mailbox(self) -> Option<Cow<'a, str>> {
        self.0.known("Mailbox")
    }
    /// `OldMessages`.
    pub fn old_messages(self) -> Option<u32> {
        self.0.number("OldMessages")
    }
    /// `NewMessages`.
    pub fn new_messages(self) -> Option<u32> {
        self.0.number("NewMessages")
    }
}

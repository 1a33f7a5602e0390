// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

view! {
    /// Reads the event `DBGetResponse` (Asterisk `main/db.c`).
    pub struct DbGetResponse {
        DbGetResponse
    }
}

impl<'a> DbGetResponse<'a> {
    /// `Family`.
    pub fn family(self) -> Option<Cow<'a, str>> {
        self.0.known("Family")
    }
    /// `Key`.
    pub fn key(self) -> Option<Cow<'a, str>> {
        self.0.known("Key")
    }
    /// `Val`, exactly as sent, empty too.
    pub fn value(self) -> Option<Cow<'a, str>> {
        self.0.text("Val")
    }
}

view! {
    /// Reads the event `DBGetTreeResponse` (Asterisk `main/db.c`).
    pub struct DbGetTreeResponse {
        DbGetTreeResponse
    }
}

impl<'a> DbGetTreeResponse<'a> {
    /// `Key`.
    pub fn key(self) -> Option<Cow<'a, str>> {
        self.0.known("Key")
    }
    /// `Val`, exactly as sent, empty too.
    pub fn value(self) -> Option<Cow<'a, str>> {
        self.0.text("Val")
    }
}

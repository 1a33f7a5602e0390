// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

view! {
    /// Reads the event `JabberStatus` (Asterisk `res/res_xmpp.c`).
    pub struct JabberStatus {
        JabberStatus
    }
}

impl<'a> JabberStatus<'a> {
    /// `Account`.
    pub fn account(self) -> Option<Cow<'a, str>> {
        self.0.known("Account")
    }
    /// `JID`.
    pub fn jid(self) -> Option<Cow<'a, str>> {
        self.0.known("JID")
    }
    /// `Resource`.
    pub fn resource(self) -> Option<Cow<'a, str>> {
        self.0.known("Resource")
    }
    /// `Status`.
    pub fn status(self) -> Option<Cow<'a, str>> {
        self.0.known("Status")
    }
    /// `Priority`.
    pub fn priority(self) -> Option<Cow<'a, str>> {
        self.0.known("Priority")
    }
    /// `Description`.
    pub fn description(self) -> Option<Cow<'a, str>> {
        self.0.known("Description")
    }
}

// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

view! {
    /// Reads the event `FullyBooted` (Asterisk `main/asterisk.c`).
    pub struct FullyBooted {
        FullyBooted
    }
}

impl<'a> FullyBooted<'a> {
    /// `Status`.
    pub fn status(self) -> Option<Cow<'a, str>> {
        self.0.known("Status")
    }
    /// `Uptime`.
    pub fn uptime(self) -> Option<Duration> {
        self.0.seconds("Uptime")
    }
    /// `LastReload`.
    pub fn last_reload(self) -> Option<Duration> {
        self.0.seconds("LastReload")
    }
}

view! {
    /// Reads the event `Shutdown` (Asterisk `main/asterisk.c`).
    pub struct Shutdown {
        Shutdown
    }
}

impl<'a> Shutdown<'a> {
    /// `Shutdown`.
    pub fn shutdown(self) -> Option<Cow<'a, str>> {
        self.0.known("Shutdown")
    }
    /// `Restart`.
    pub fn restarts(self) -> Option<bool> {
        self.0.flag("Restart")
    }
}

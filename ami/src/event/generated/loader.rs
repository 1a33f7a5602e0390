// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::value::ReloadStatus;

view! {
    /// Reads the events
    /// `Load`, `Unload` (Asterisk `main/loader.c`).
    pub struct ModuleEvent {
        Load, Unload
    }
}

impl<'a> ModuleEvent<'a> {
    /// `Module`.
    pub fn module(self) -> Option<Cow<'a, str>> {
        self.0.known("Module")
    }
    /// `Status`.
    pub fn status(self) -> Option<Cow<'a, str>> {
        self.0.known("Status")
    }
}

view! {
    /// Reads the event `Reload` (Asterisk `main/loader.c`).
    pub struct Reload {
        Reload
    }
}

impl<'a> Reload<'a> {
    /// `Module`.
    pub fn module(self) -> Option<Cow<'a, str>> {
        self.0.known("Module")
    }
    /// `Status`.
    pub fn status(self) -> Option<ReloadStatus> {
        self.0.coded("Status", ReloadStatus::from_code)
    }
}

// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::value::Priority;

view! {
    /// Reads the event `ListDialplan` (Asterisk `main/pbx.c`).
    pub struct ListDialplan {
        ListDialplan
    }
}

impl<'a> ListDialplan<'a> {
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `Extension`.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.0.known("Extension")
    }
    /// `ExtensionLabel`.
    pub fn extension_label(self) -> Option<Cow<'a, str>> {
        self.0.known("ExtensionLabel")
    }
    /// `Priority`.
    pub fn priority(self) -> Option<Priority> {
        self.0.priority("Priority")
    }
    /// `Application`.
    pub fn application(self) -> Option<Cow<'a, str>> {
        self.0.known("Application")
    }
    /// `AppData`, exactly as sent, empty too.
    pub fn data(self) -> Option<Cow<'a, str>> {
        self.0.text("AppData")
    }
    /// `Registrar`.
    pub fn registrar(self) -> Option<Cow<'a, str>> {
        self.0.known("Registrar")
    }
    /// `IncludeContext`.
    pub fn include_context(self) -> Option<Cow<'a, str>> {
        self.0.known("IncludeContext")
    }
    /// `IgnorePattern`.
    pub fn ignore_pattern(self) -> Option<Cow<'a, str>> {
        self.0.known("IgnorePattern")
    }
    /// `Switch`.
    pub fn switch(self) -> Option<Cow<'a, str>> {
        self.0.known("Switch")
    }
}

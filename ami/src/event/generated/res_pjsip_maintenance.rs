// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

view! {
    /// Reads the event `PJSIPMaintenanceStatus` (Asterisk `res/res_pjsip_maintenance.c`).
    pub struct PjsipMaintenanceStatus {
        PjsipMaintenanceStatus
    }
}

impl<'a> PjsipMaintenanceStatus<'a> {
    /// `Endpoint`.
    pub fn endpoint(self) -> Option<Cow<'a, str>> {
        self.0.known("Endpoint")
    }
    /// `Status`.
    pub fn enabled(self) -> Option<bool> {
        self.0.flag("Status")
    }
}

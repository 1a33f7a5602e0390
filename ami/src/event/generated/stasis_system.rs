// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

view! {
    /// Reads the events
    /// `CCAvailable`, `CCCallerRecalling`, `CCCallerStartMonitoring`, `CCCallerStopMonitoring`, `CCFailure`,
    /// `CCMonitorFailed`, `CCOfferTimerStart`, `CCRecallComplete`, `CCRequestAcknowledged`, `CCRequested`
    /// (Asterisk `main/stasis_system.c`).
    pub struct CallCompletion {
        CcAvailable, CcCallerRecalling, CcCallerStartMonitoring, CcCallerStopMonitoring, CcFailure,
        CcMonitorFailed, CcOfferTimerStart, CcRecallComplete, CcRequestAcknowledged, CcRequested
    }
}

impl<'a> CallCompletion<'a> {
    /// `CoreID`.
    pub fn core_id(self) -> Option<u32> {
        self.0.number("CoreID")
    }
    /// `Callee`.
    pub fn callee(self) -> Option<Cow<'a, str>> {
        self.0.known("Callee")
    }
    /// `Service`.
    pub fn service(self) -> Option<Cow<'a, str>> {
        self.0.known("Service")
    }
    /// `Caller`.
    pub fn caller(self) -> Option<Cow<'a, str>> {
        self.0.known("Caller")
    }
    /// `Reason`.
    pub fn reason(self) -> Option<Cow<'a, str>> {
        self.0.known("Reason")
    }
    /// `Expires`.
    pub fn expires(self) -> Option<Duration> {
        self.0.seconds("Expires")
    }
}

view! {
    /// Reads the event `Registry` (Asterisk `main/stasis_system.c`).
    pub struct Registry {
        Registry
    }
}

impl<'a> Registry<'a> {
    /// `ChannelType`.
    pub fn channel_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ChannelType")
    }
    /// `Username`.
    pub fn username(self) -> Option<Cow<'a, str>> {
        self.0.known("Username")
    }
    /// `Domain`.
    pub fn domain(self) -> Option<Cow<'a, str>> {
        self.0.known("Domain")
    }
    /// `Status`.
    pub fn status(self) -> Option<Cow<'a, str>> {
        self.0.known("Status")
    }
    /// `Cause`.
    pub fn cause(self) -> Option<Cow<'a, str>> {
        self.0.known("Cause")
    }
}

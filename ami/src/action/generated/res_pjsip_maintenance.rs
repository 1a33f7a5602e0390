// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Begins or ends the maintenance of an endpoint.
///
/// The account needs write class system. Part of `res_pjsip_maintenance` (Asterisk `res/res_pjsip_maintenance.c`) since 20.20.0, 22.10.0, 23.4.0.
///
/// ```
/// use switchhook_ami::action::{PjsipSetMaintenance, Request};
/// assert!(Request::new(&PjsipSetMaintenance::new("some text", true)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipSetMaintenance {
    endpoint: String,
    state: bool,
}

impl PjsipSetMaintenance {
    /// What Asterisk cannot do without:
    ///
    /// - `Endpoint`: The endpoint, or `all`.
    /// - `State`: Whether maintenance begins.
    pub fn new(endpoint: impl Into<String>, state: bool) -> Self {
        Self {
            endpoint: endpoint.into(),
            state,
        }
    }
}

impl Action for PjsipSetMaintenance {
    type Response = ();

    fn name(&self) -> &str {
        "PJSIPSetMaintenance"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Endpoint", &self.endpoint)
            .header("State", if self.state { "on" } else { "off" });
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the endpoints that are under maintenance.
///
/// The account needs write class system or reporting. Part of `res_pjsip_maintenance` (Asterisk `res/res_pjsip_maintenance.c`) since 20.20.0, 22.10.0, 23.4.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowMaintenance, Request};
/// assert!(Request::new(&PjsipShowMaintenance::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowMaintenance {
    endpoint: Option<String>,
}

impl PjsipShowMaintenance {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Endpoint`: Only this endpoint. Default: all.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }
}

impl Action for PjsipShowMaintenance {
    type Response = List<event::PjsipMaintenanceStatus<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowMaintenance"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Endpoint", self.endpoint.as_ref());
    }

    fn expects(&self) -> Expects {
        Expects::List("PJSIPMaintenanceStatusComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "PJSIPMaintenanceStatusComplete")
    }
}

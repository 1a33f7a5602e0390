// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Registers elsewhere now.
///
/// The account needs write class system or reporting. Part of `res_pjsip_outbound_registration` (Asterisk `res/res_pjsip_outbound_registration.c`) since 13.2.0.
///
/// ```
/// use switchhook_ami::action::{PjsipRegister, Request};
/// assert!(Request::new(&PjsipRegister::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipRegister {
    registration: String,
}

impl PjsipRegister {
    /// What Asterisk cannot do without:
    ///
    /// - `Registration`: The registration, or `*all`.
    pub fn new(registration: impl Into<String>) -> Self {
        Self {
            registration: registration.into(),
        }
    }
}

impl Action for PjsipRegister {
    type Response = ();

    fn name(&self) -> &str {
        "PJSIPRegister"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Registration", &self.registration);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the registrations that are kept up elsewhere. The answer holds passwords.
///
/// The account needs write class system or reporting. Part of `res_pjsip_outbound_registration` (Asterisk `res/res_pjsip_outbound_registration.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowRegistrationsOutbound, Request};
/// assert!(Request::new(&PjsipShowRegistrationsOutbound).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowRegistrationsOutbound;

impl Action for PjsipShowRegistrationsOutbound {
    type Response = List<event::Event<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowRegistrationsOutbound"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("OutboundRegistrationDetailComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "OutboundRegistrationDetailComplete")
    }
}

/// Ends a registration elsewhere.
///
/// The account needs write class system or reporting. Part of `res_pjsip_outbound_registration` (Asterisk `res/res_pjsip_outbound_registration.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipUnregister, Request};
/// assert!(Request::new(&PjsipUnregister::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipUnregister {
    registration: String,
}

impl PjsipUnregister {
    /// What Asterisk cannot do without:
    ///
    /// - `Registration`: The registration, or `*all`.
    pub fn new(registration: impl Into<String>) -> Self {
        Self {
            registration: registration.into(),
        }
    }
}

impl Action for PjsipUnregister {
    type Response = ();

    fn name(&self) -> &str {
        "PJSIPUnregister"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Registration", &self.registration);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Lists the state of the contacts that have registered here.
///
/// The account needs write class system. Part of `res_pjsip_registrar` (Asterisk `res/res_pjsip_registrar.c`) since 14.3.0, 13.14.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowRegistrationInboundContactStatuses, Request};
/// assert!(Request::new(&PjsipShowRegistrationInboundContactStatuses).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowRegistrationInboundContactStatuses;

impl Action for PjsipShowRegistrationInboundContactStatuses {
    type Response = List<event::ContactStatusDetail<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowRegistrationInboundContactStatuses"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("ContactStatusDetailComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "ContactStatusDetailComplete")
    }
}

/// Lists the addresses of record with what has registered on them.
///
/// The account needs write class system. Part of `res_pjsip_registrar` (Asterisk `res/res_pjsip_registrar.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowRegistrationsInbound, Request};
/// assert!(Request::new(&PjsipShowRegistrationsInbound).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowRegistrationsInbound;

impl Action for PjsipShowRegistrationsInbound {
    type Response = List<event::InboundRegistrationDetail<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowRegistrationsInbound"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("InboundRegistrationDetailComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "InboundRegistrationDetailComplete")
    }
}

// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Lists the resource lists.
///
/// The account needs write class system. Part of `res_pjsip_pubsub` (Asterisk `res/res_pjsip_pubsub.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowResourceLists, Request};
/// assert!(Request::new(&PjsipShowResourceLists).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowResourceLists;

impl Action for PjsipShowResourceLists {
    type Response = List<event::ResourceListDetail<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowResourceLists"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("ResourceListDetailComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "ResourceListDetailComplete")
    }
}

/// Lists the subscriptions of others.
///
/// The account needs write class system. Part of `res_pjsip_pubsub` (Asterisk `res/res_pjsip_pubsub.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowSubscriptionsInbound, Request};
/// assert!(Request::new(&PjsipShowSubscriptionsInbound).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowSubscriptionsInbound;

impl Action for PjsipShowSubscriptionsInbound {
    type Response = List<event::SubscriptionDetail<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowSubscriptionsInbound"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("InboundSubscriptionDetailComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "InboundSubscriptionDetailComplete")
    }
}

/// Lists our subscriptions elsewhere.
///
/// The account needs write class system. Part of `res_pjsip_pubsub` (Asterisk `res/res_pjsip_pubsub.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowSubscriptionsOutbound, Request};
/// assert!(Request::new(&PjsipShowSubscriptionsOutbound).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowSubscriptionsOutbound;

impl Action for PjsipShowSubscriptionsOutbound {
    type Response = List<event::SubscriptionDetail<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowSubscriptionsOutbound"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("OutboundSubscriptionDetailComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "OutboundSubscriptionDetailComplete")
    }
}

// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Asks an endpoint's contacts whether they are there.
///
/// The account needs write class system or reporting. Part of `res_pjsip` (Asterisk `res/res_pjsip/pjsip_options.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipQualify, Request};
/// assert!(Request::new(&PjsipQualify::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipQualify {
    endpoint: String,
}

impl PjsipQualify {
    /// What Asterisk cannot do without:
    ///
    /// - `Endpoint`: The endpoint.
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
        }
    }
}

impl Action for PjsipQualify {
    type Response = ();

    fn name(&self) -> &str {
        "PJSIPQualify"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Endpoint", &self.endpoint);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the addresses of record.
///
/// The account needs write class system. Part of `res_pjsip` (Asterisk `res/res_pjsip/location.c`) since 16.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowAors, Request};
/// assert!(Request::new(&PjsipShowAors).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowAors;

impl Action for PjsipShowAors {
    type Response = List<event::AorList<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowAors"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("AorListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "AorListComplete")
    }
}

/// Lists the credentials. The answer holds the passwords.
///
/// The account needs write class system. Part of `res_pjsip` (Asterisk `res/res_pjsip/config_auth.c`) since 16.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowAuths, Request};
/// assert!(Request::new(&PjsipShowAuths).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowAuths;

impl Action for PjsipShowAuths {
    type Response = List<event::AuthDetail<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowAuths"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("AuthListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "AuthListComplete")
    }
}

/// Lists the contacts: where endpoints are reached.
///
/// The account needs write class system. Part of `res_pjsip` (Asterisk `res/res_pjsip/pjsip_options.c`) since 16.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowContacts, Request};
/// assert!(Request::new(&PjsipShowContacts).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowContacts;

impl Action for PjsipShowContacts {
    type Response = List<event::ContactList<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowContacts"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("ContactListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "ContactListComplete")
    }
}

/// Asks for one endpoint with all that belongs to it. The answer holds its password.
///
/// The account needs write class system. Part of `res_pjsip` (Asterisk `res/res_pjsip/pjsip_configuration.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowEndpoint, Request};
/// assert!(Request::new(&PjsipShowEndpoint::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowEndpoint {
    endpoint: String,
}

impl PjsipShowEndpoint {
    /// What Asterisk cannot do without:
    ///
    /// - `Endpoint`: The endpoint.
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
        }
    }
}

impl Action for PjsipShowEndpoint {
    type Response = List<event::Event<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowEndpoint"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Endpoint", &self.endpoint);
    }

    fn expects(&self) -> Expects {
        Expects::List("EndpointDetailComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "EndpointDetailComplete")
    }
}

/// Lists the endpoints.
///
/// The account needs write class system. Part of `res_pjsip` (Asterisk `res/res_pjsip/pjsip_configuration.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipShowEndpoints, Request};
/// assert!(Request::new(&PjsipShowEndpoints).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipShowEndpoints;

impl Action for PjsipShowEndpoints {
    type Response = List<event::EndpointList<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PJSIPShowEndpoints"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("EndpointListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "EndpointListComplete")
    }
}

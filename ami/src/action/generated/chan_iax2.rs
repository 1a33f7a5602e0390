// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Lists the IAX2 peers.
///
/// The account needs write class system or reporting. Part of `chan_iax2` (Asterisk `channels/chan_iax2.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{IaxPeerlist, Request};
/// assert!(Request::new(&IaxPeerlist).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct IaxPeerlist;

impl Action for IaxPeerlist {
    type Response = List<event::PeerEntry<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "IAXpeerlist"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("PeerlistComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "PeerlistComplete")
    }
}

/// Lists the IAX2 peers.
///
/// The account needs write class system or reporting. Part of `chan_iax2` (Asterisk `channels/chan_iax2.c`) since 0.3.0.
///
/// ```
/// use switchhook_ami::action::{IaxPeers, Request};
/// assert!(Request::new(&IaxPeers).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct IaxPeers;

impl Action for IaxPeers {
    type Response = List<event::PeerEntry<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "IAXpeers"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("PeerlistComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "PeerlistComplete")
    }
}

/// Lists the registrations that IAX2 keeps up elsewhere.
///
/// The account needs write class system or reporting. Part of `chan_iax2` (Asterisk `channels/chan_iax2.c`) since 1.6.2.0.
///
/// ```
/// use switchhook_ami::action::{IaxRegistry, Request};
/// assert!(Request::new(&IaxRegistry).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct IaxRegistry;

impl Action for IaxRegistry {
    type Response = List<event::RegistryEntry<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "IAXregistry"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("RegistrationsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "RegistrationsComplete")
    }
}

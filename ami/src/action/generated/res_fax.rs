// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::{List, Then};
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Asks for one fax session.
///
/// The account needs write class call. Part of `res_fax` (Asterisk `res/res_fax.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{FaxSession, Request};
/// assert!(Request::new(&FaxSession::new(7)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct FaxSession {
    session_number: u32,
}

impl FaxSession {
    /// What Asterisk cannot do without:
    ///
    /// - `SessionNumber`: The session's number.
    pub fn new(session_number: u32) -> Self {
        Self { session_number }
    }
}

impl Action for FaxSession {
    type Response = Then<event::FaxSession<'static>>;

    fn name(&self) -> &str {
        "FAXSession"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.display("SessionNumber", self.session_number);
    }

    fn expects(&self) -> Expects {
        Expects::Event("FAXSession")
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        Then::read(reply, "FAXSession", "FAXSession")
    }
}

/// Lists the fax sessions that are going on.
///
/// The account needs write class call. Part of `res_fax` (Asterisk `res/res_fax.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{FaxSessions, Request};
/// assert!(Request::new(&FaxSessions).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct FaxSessions;

impl Action for FaxSessions {
    type Response = List<event::FaxSessionsEntry<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "FAXSessions"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("FAXSessionsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "FAXSessionsComplete")
    }
}

/// Asks how many faxes were sent and received.
///
/// The account needs write class reporting. Part of `res_fax` (Asterisk `res/res_fax.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{FaxStats, Request};
/// assert!(Request::new(&FaxStats).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct FaxStats;

impl Action for FaxStats {
    type Response = Then<event::FaxStats<'static>>;

    fn name(&self) -> &str {
        "FAXStats"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::Event("FAXStats")
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        Then::read(reply, "FAXStats", "FAXStats")
    }
}

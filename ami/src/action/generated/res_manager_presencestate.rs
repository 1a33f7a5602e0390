// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Lists every presence state.
///
/// The account needs write class call or reporting. Part of `res_manager_presencestate` (Asterisk `res/res_manager_presencestate.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{PresenceStateList, Request};
/// assert!(Request::new(&PresenceStateList).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PresenceStateList;

impl Action for PresenceStateList {
    type Response = List<event::PresenceStateChange<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "PresenceStateList"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("PresenceStateListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "PresenceStateListComplete")
    }
}

// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Lists the state of every device that Asterisk watches.
///
/// The account needs write class call or reporting. Part of `res_manager_devicestate` (Asterisk `res/res_manager_devicestate.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{DeviceStateList, Request};
/// assert!(Request::new(&DeviceStateList).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct DeviceStateList;

impl Action for DeviceStateList {
    type Response = List<event::DeviceStateChange<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "DeviceStateList"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("DeviceStateListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "DeviceStateListComplete")
    }
}

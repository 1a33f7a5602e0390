use super::{Action, Expects, Reply, ReplyError};
use crate::event::{DeviceStateChange, Event};
use crate::wire::{HeaderWriter, MessageBuf};

/// Lists the state of every device that Asterisk watches. Needs write class call or reporting.
///
/// ```
/// use switchhook_ami::action::{DeviceStateList, Request};
/// assert!(Request::new(&DeviceStateList).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DeviceStateList;

/// The answer to [`DeviceStateList`].
#[derive(Clone, Debug)]
pub struct DeviceStates(Vec<MessageBuf>);

impl DeviceStates {
    /// The devices, in Asterisk's order.
    pub fn iter(&self) -> impl Iterator<Item = DeviceStateChange<'_>> {
        self.0.iter().filter_map(|item| match item.event() {
            Event::DeviceStateChange(device) => Some(device),
            _ => None,
        })
    }
}

impl Action for DeviceStateList {
    type Response = DeviceStates;

    fn name(&self) -> &str {
        "DeviceStateList"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("DeviceStateListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<DeviceStates, ReplyError> {
        reply.accepted()?;
        Ok(DeviceStates(reply.events.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::DeviceStateList;
    use crate::action::Action;
    use crate::action::testing::reply;
    use crate::value::DeviceState;

    #[test]
    fn an_unknown_state_is_a_state() {
        let list = reply(
            "Response: Success\nEventList: start\n\nEvent: DeviceStateChange\nDevice: PJSIP/100\nState: UNKNOWN\n\n\
             Event: DeviceStateListComplete\nEventList: Complete",
        );
        let states = DeviceStateList.response(&list).unwrap();
        let all: Vec<_> = states.iter().map(|item| (item.device(), item.state())).collect();
        assert_eq!(all, [(Some("PJSIP/100".into()), Some(DeviceState::Unknown))]);
    }
}

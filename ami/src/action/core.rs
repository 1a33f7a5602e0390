use super::{Action, Expects, Reply, ReplyError};
use crate::event::{CoreShowChannel, Event};
use crate::wire::{HeaderWriter, MessageBuf};

/// Asks which Asterisk this is. Needs write class system or reporting.
///
/// ```
/// use switchhook_ami::action::{CoreSettings, Request};
/// assert!(Request::new(&CoreSettings).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CoreSettings;

/// The answer to [`CoreSettings`].
#[derive(Clone, Debug)]
pub struct Settings(MessageBuf);

impl Settings {
    /// `AsteriskVersion`, such as `22.10.1`.
    pub fn asterisk_version(&self) -> Option<&str> {
        self.0.get("AsteriskVersion")
    }

    /// `AMIversion`, such as `11.0.0`.
    pub fn ami_version(&self) -> Option<&str> {
        self.0.get("AMIversion")
    }

    /// `SystemName`, where one is set.
    pub fn system_name(&self) -> Option<&str> {
        self.0.get("SystemName").filter(|name| !name.is_empty())
    }

    /// The message with every header.
    pub fn message(&self) -> &MessageBuf {
        &self.0
    }
}

impl Action for CoreSettings {
    type Response = Settings;

    fn name(&self) -> &str {
        "CoreSettings"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn response(&self, reply: &Reply) -> Result<Settings, ReplyError> {
        reply.accepted()?;
        Ok(Settings(reply.response.clone()))
    }
}

/// Lists the channels there are. Needs write class system or reporting.
///
/// ```
/// use switchhook_ami::action::{CoreShowChannels, Request};
/// assert!(Request::new(&CoreShowChannels).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CoreShowChannels;

/// The answer to [`CoreShowChannels`].
#[derive(Clone, Debug)]
pub struct Channels(Vec<MessageBuf>);

impl Channels {
    /// The channels, in Asterisk's order.
    pub fn iter(&self) -> impl Iterator<Item = CoreShowChannel<'_>> {
        self.0.iter().filter_map(|item| match item.event() {
            Event::CoreShowChannel(channel) => Some(channel),
            _ => None,
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl Action for CoreShowChannels {
    type Response = Channels;

    fn name(&self) -> &str {
        "CoreShowChannels"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("CoreShowChannelsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Channels, ReplyError> {
        reply.accepted()?;
        Ok(Channels(reply.events.clone()))
    }
}

/// Makes Asterisk read its configuration again. Needs write class config or system.
///
/// ```
/// use switchhook_ami::action::{Reload, Request};
/// assert!(Request::new(&Reload::module("res_pjsip.so")).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct Reload {
    module: Option<String>,
}

impl Reload {
    /// Everything.
    pub fn all() -> Self {
        Self { module: None }
    }

    /// One module, such as `res_pjsip.so`, or a core part such as `manager`.
    pub fn module(name: impl Into<String>) -> Self {
        Self {
            module: Some(name.into()),
        }
    }
}

impl Action for Reload {
    type Response = ();

    fn name(&self) -> &str {
        "Reload"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Module", self.module.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

#[cfg(test)]
mod tests {
    use super::{CoreShowChannels, Reload};
    use crate::action::Action;
    use crate::action::testing::{encoded, reply};

    #[test]
    fn channels_are_the_items_between_start_and_end() {
        let list = reply(
            "Response: Success\nEventList: start\n\nEvent: CoreShowChannel\nChannel: PJSIP/100-1\n\n\
             Event: CoreShowChannel\nChannel: PJSIP/200-2\n\nEvent: CoreShowChannelsComplete\nListItems: 2\n\n",
        );
        let channels = CoreShowChannels.response(&list).unwrap();
        let names: Vec<_> = channels
            .iter()
            .filter_map(|item| item.channel().name())
            .map(String::from)
            .collect();
        assert_eq!(names, ["PJSIP/100-1", "PJSIP/200-2"]);
        assert_eq!(channels.len(), 2);
    }

    #[test]
    fn a_reload_of_everything_names_no_module() {
        assert_eq!(
            encoded(&Reload::all()).unwrap(),
            "Action: Reload\nActionID: 1\n\n"
        );
        assert_eq!(
            encoded(&Reload::module("x")).unwrap(),
            "Action: Reload\nActionID: 1\nModule: x\n\n"
        );
    }
}

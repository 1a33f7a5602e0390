use super::{Action, Reply, ReplyError};
use crate::value::{ChannelName, HangupCause};
use crate::wire::{EncodeError, HeaderWriter};

/// Hangs up a channel. Needs write class call or system.
///
/// ```
/// use switchhook_ami::{HangupCause, action::{Hangup, Request}};
/// let hangup = Hangup::channel("PJSIP/100-00000001").cause(HangupCause::NormalClearing);
/// assert!(Request::new(&hangup).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct Hangup {
    channel: String,
    is_pattern: bool,
    cause: Option<HangupCause>,
}

/// The answer to a [`Hangup`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HungUp {
    /// The channels of a [`Hangup::matching`]; empty for a single channel.
    pub channels: Vec<ChannelName>,
}

impl Hangup {
    /// The channel of exactly this name. A name in slashes is a pattern to Asterisk and is refused here.
    pub fn channel(name: impl Into<String>) -> Self {
        Self {
            channel: name.into(),
            is_pattern: false,
            cause: None,
        }
    }

    /// All channels whose name matches a POSIX regular expression, given without slashes.
    pub fn matching(regex: &str) -> Self {
        Self {
            channel: format!("/{regex}/"),
            is_pattern: true,
            cause: None,
        }
    }

    /// What the other side is told. Default: normal clearing.
    #[must_use]
    pub fn cause(mut self, cause: HangupCause) -> Self {
        self.cause = Some(cause);
        self
    }
}

/// Hangs up a PJSIP channel. Needs write class call or system; Asterisk 18.21, 20.6, 21.1 and later.
///
/// ```
/// use switchhook_ami::action::{PjsipHangup, Request};
/// assert!(Request::new(&PjsipHangup::channel("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
pub struct PjsipHangup(Hangup);

impl PjsipHangup {
    /// The channel of exactly this name. A name in slashes is a pattern to Asterisk and is refused here.
    pub fn channel(name: impl Into<String>) -> Self {
        Self(Hangup::channel(name))
    }

    /// All channels whose name matches a POSIX regular expression, given without slashes.
    pub fn matching(regex: &str) -> Self {
        Self(Hangup::matching(regex))
    }
}

impl Action for PjsipHangup {
    type Response = HungUp;

    fn name(&self) -> &str {
        "PJSIPHangup"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        self.0.encode(headers);
    }

    fn response(&self, reply: &Reply) -> Result<HungUp, ReplyError> {
        self.0.response(reply)
    }
}

impl Action for Hangup {
    type Response = HungUp;

    fn name(&self) -> &str {
        "Hangup"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        if !self.is_pattern && self.channel.starts_with('/') {
            headers.fail(EncodeError::Value {
                header: "Channel".to_owned(),
                problem: "begins with a slash, which makes it a pattern to Asterisk; use Hangup::matching",
            });
        }
        headers
            .header("Channel", &self.channel)
            .optional("Cause", self.cause.map(|cause| cause.code().to_string()));
    }

    fn response(&self, reply: &Reply) -> Result<HungUp, ReplyError> {
        reply.accepted()?;
        let channels = reply
            .events_named("ChannelHungup")
            .filter_map(|event| event.text("Channel"))
            .map(ChannelName::new)
            .collect();
        Ok(HungUp { channels })
    }
}

#[cfg(test)]
mod tests {
    use super::Hangup;
    use crate::action::Action;
    use crate::action::testing::{encoded, reply};
    use crate::value::{ChannelName, HangupCause};

    #[test]
    fn a_name_never_becomes_a_pattern() {
        let error = encoded(&Hangup::channel("/./")).unwrap_err().to_string();
        assert_eq!(
            error,
            "header Channel: begins with a slash, which makes it a pattern to Asterisk; use Hangup::matching"
        );
    }

    #[test]
    fn a_pattern_is_written_between_slashes_and_lists_what_it_hung_up() {
        let hangup = Hangup::matching("^PJSIP/100-").cause(HangupCause::Busy);
        assert_eq!(
            encoded(&hangup).unwrap(),
            "Action: Hangup\nActionID: 1\nChannel: /^PJSIP/100-/\nCause: 17\n\n"
        );
        let list = reply(
            "Response: Success\nEventList: start\n\nEvent: ChannelHungup\nChannel: PJSIP/100-1\n\n\
             Event: ChannelsHungupListComplete\nEventList: Complete\n\n",
        );
        assert_eq!(
            hangup.response(&list).unwrap().channels,
            [ChannelName::new("PJSIP/100-1")]
        );
    }
}

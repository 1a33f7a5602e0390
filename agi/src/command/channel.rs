use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Asks for the state of this channel, or of another one.
///
/// ```
/// use switchhook_agi::command::{ChannelState, ChannelStatus, Command};
/// use switchhook_agi::wire::Reply;
/// let status = ChannelStatus::new();
/// assert_eq!(status.response(&Reply::parse(b"200 result=6", status.shape())?)?, Some(ChannelState::Up));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelStatus {
    channel: Option<String>,
}

impl ChannelStatus {
    /// Of this channel.
    pub fn new() -> Self {
        Self::default()
    }

    /// Of the channel of this name.
    pub fn of(channel: impl Into<String>) -> Self {
        Self {
            channel: Some(channel.into()),
        }
    }
}

/// What a channel is doing (Asterisk `include/asterisk/channelstate.h`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChannelState {
    /// 0: down and available.
    Down,
    /// 1: down and reserved.
    Reserved,
    /// 2: off hook.
    OffHook,
    /// 3: digits have been dialled.
    Dialing,
    /// 4: the line rings.
    Ring,
    /// 5: the remote end rings.
    Ringing,
    /// 6: the call is up.
    Up,
    /// 7: the line is busy.
    Busy,
    /// 8: digits have been dialled while off hook.
    DialingOffHook,
    /// 9: an incoming call was noticed and waits for its caller's number.
    PreRing,
    /// Any other.
    Other(u32),
}

impl From<u32> for ChannelState {
    fn from(number: u32) -> Self {
        match number {
            0 => Self::Down,
            1 => Self::Reserved,
            2 => Self::OffHook,
            3 => Self::Dialing,
            4 => Self::Ring,
            5 => Self::Ringing,
            6 => Self::Up,
            7 => Self::Busy,
            8 => Self::DialingOffHook,
            9 => Self::PreRing,
            other => Self::Other(other),
        }
    }
}

impl Command for ChannelStatus {
    /// The state; `None` if there is no such channel.
    type Response = Option<ChannelState>;

    fn name(&self) -> &str {
        "CHANNEL STATUS"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.optional(self.channel.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Option<ChannelState>, ReplyError> {
        match ReplyError::unless_failed(reply) {
            Ok(number) => match u32::try_from(number) {
                Ok(number) => Ok(Some(number.into())),
                Err(_) => Err(ReplyError::Malformed {
                    problem: format!("result {number}, which is no state").into(),
                }),
            },
            Err(ReplyError::Failed) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{ChannelState, ChannelStatus, ReplyError};

    #[test]
    fn a_state_is_a_number_and_no_channel_is_none() {
        assert_eq!(line(&ChannelStatus::new()), "CHANNEL STATUS");
        let status = ChannelStatus::of("PJSIP/101-00000002");
        assert_eq!(line(&status), r#"CHANNEL STATUS "PJSIP/101-00000002""#);
        for (reply, state) in [
            ("200 result=0", Some(ChannelState::Down)),
            ("200 result=4", Some(ChannelState::Ring)),
            ("200 result=9", Some(ChannelState::PreRing)),
            ("200 result=12", Some(ChannelState::Other(12))),
            ("200 result=-1", None),
        ] {
            assert_eq!(read(&status, reply), Ok(state), "{reply}");
        }
        assert!(matches!(
            read(&status, "200 result=-7"),
            Err(ReplyError::Malformed { .. })
        ));
        assert_eq!(
            read(&status, "511 Command Not Permitted"),
            Err(ReplyError::NotPermitted)
        );
    }
}

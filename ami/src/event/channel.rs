use std::borrow::Cow;
use std::time::Duration;

use super::snapshot::ChannelSnapshot;
use crate::value::{ChannelName, HangupCause, UniqueId};

view! {
    /// An event that says how a channel is now (Asterisk `main/manager_channels.c`).
    pub struct ChannelChange;
}

view! {
    /// The event `Newexten`: a channel reached another step of the dialplan.
    pub struct Newexten;
}

view! {
    /// The event `Rename`.
    pub struct Rename;
}

view! {
    /// The event `Hangup`: the last snapshot of a channel. A `Cdr` may still follow.
    pub struct Hangup;
}

view! {
    /// The list item `CoreShowChannel`.
    pub struct CoreShowChannel;
}

impl<'a> ChannelChange<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
}

impl<'a> Newexten<'a> {
    /// The channel; its `extension()` is the step reached.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }

    /// The application of this step.
    pub fn application(self) -> Option<Cow<'a, str>> {
        self.0.known("Application")
    }

    /// Its arguments; may be cut at a line break that a variable brought in.
    pub fn data(self) -> Option<Cow<'a, str>> {
        self.0.known("AppData")
    }
}

impl Rename<'_> {
    /// The name so far.
    pub fn old_name(self) -> Option<ChannelName> {
        self.0.known("Channel").map(ChannelName::new)
    }

    /// The name from now on.
    pub fn new_name(self) -> Option<ChannelName> {
        self.0.known("Newname").map(ChannelName::new)
    }

    /// The channel's id, which stays.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.known("Uniqueid").map(UniqueId::new)
    }
}

impl<'a> Hangup<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }

    /// Why.
    pub fn cause(self) -> Option<HangupCause> {
        self.0.number("Cause").map(HangupCause::from_code)
    }

    /// Why, in Asterisk's words.
    pub fn cause_text(self) -> Option<Cow<'a, str>> {
        self.0.known("Cause-txt")
    }
}

impl<'a> CoreShowChannel<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }

    /// The bridge it is in.
    pub fn bridge(self) -> Option<Cow<'a, str>> {
        self.0.known("BridgeId")
    }

    /// The application it runs.
    pub fn application(self) -> Option<Cow<'a, str>> {
        self.0.known("Application")
    }

    /// The application's arguments.
    pub fn data(self) -> Option<Cow<'a, str>> {
        self.0.known("ApplicationData")
    }

    /// How long the channel has existed; Asterisk writes `HH:MM:SS`.
    pub fn duration(self) -> Option<Duration> {
        let text = self.0.get("Duration")?;
        let mut parts = text.splitn(3, ':').map(str::parse::<u64>);
        let mut part = || parts.next()?.ok();
        let (hours, minutes, seconds) = (part()?, part()?, part()?);
        let total = hours
            .checked_mul(60)?
            .checked_add(minutes)?
            .checked_mul(60)?
            .checked_add(seconds)?;
        Some(Duration::from_secs(total))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::value::{ChannelState, HangupCause};
    use crate::wire::MessageBuf;
    use crate::{Event, UniqueId};

    fn message(text: &str) -> MessageBuf {
        MessageBuf::parse(text.replace('\n', "\r\n").as_bytes()).expect("a whole message")
    }

    #[test]
    fn a_snapshot_tells_a_missing_party_from_a_named_one() {
        let message = message(
            "Event: Newchannel\nPrivilege: call,all\nChannel: PJSIP/100-00000001\nChannelState: 4\n\
             CallerIDNum: 100\nCallerIDName: Ana \\\"A\\\"\nConnectedLineNum: <unknown>\nConnectedLineName: \n\
             Priority: 1\nUniqueid: 1718000000.1\nLinkedid: 1718000000.1\nChanVariable: a=1=2\nChanVariable: b=\n\n",
        );
        let Event::Newchannel(event) = message.event() else {
            panic!("{message:?}")
        };
        let channel = event.channel();
        assert_eq!(channel.state(), Some(ChannelState::Ring));
        assert_eq!(channel.caller_name().as_deref(), Some("Ana \"A\""));
        assert_eq!(channel.connected_number(), None);
        assert_eq!(channel.connected_name(), None);
        assert_eq!(channel.unique_id(), Some(UniqueId::new("1718000000.1")));
        assert_eq!(
            channel.variables().collect::<Vec<_>>(),
            [("a".into(), "1=2".into()), ("b".into(), "".into())]
        );
    }

    #[test]
    fn a_hangup_with_a_cause_that_is_no_number_is_still_a_hangup() {
        for (cause, expected) in [("16", Some(HangupCause::NormalClearing)), ("x", None), ("", None)] {
            let message = message(&format!("Event: Hangup\nCause: {cause}\n\n"));
            let Event::Hangup(hangup) = message.event() else {
                panic!("{message:?}")
            };
            assert_eq!(hangup.cause(), expected, "{cause:?}");
        }
    }

    #[test]
    fn durations_of_listed_channels_are_clock_times() {
        for (text, seconds) in [
            ("00:01:05", Some(65)),
            ("100:00:00", Some(360_000)),
            ("5", None),
            ("a:b:c", None),
        ] {
            let message = message(&format!("Event: CoreShowChannel\nDuration: {text}\n\n"));
            let Event::CoreShowChannel(item) = message.event() else {
                panic!("{message:?}")
            };
            assert_eq!(item.duration(), seconds.map(Duration::from_secs), "{text}");
        }
    }
}

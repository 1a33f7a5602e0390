use std::borrow::Cow;

use super::field::unescape;
use crate::value::{ChannelName, ChannelState, LinkedId, UniqueId};
use crate::wire::Message;

/// What an event says of one channel: the block of headers from `Channel` to `Linkedid`, with a prefix where an
/// event speaks of several (`DestChannel`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChannelSnapshot<'a> {
    message: Message<'a>,
    prefix: &'static str,
}

impl<'a> ChannelSnapshot<'a> {
    /// The snapshot whose headers begin with `prefix`.
    pub fn new(message: Message<'a>, prefix: &'static str) -> Self {
        Self { message, prefix }
    }

    fn field(self, name: &str) -> Option<Cow<'a, str>> {
        self.message.joined(self.prefix, name)
    }

    /// Whether the event speaks of such a channel at all: a `DialBegin` without a caller has only the dialled one.
    pub fn is_present(self) -> bool {
        self.field("Uniqueid").is_some() || self.field("Channel").is_some()
    }

    /// The snapshot, if the event speaks of such a channel at all.
    pub fn if_present(self) -> Option<Self> {
        self.is_present().then_some(self)
    }

    /// `Channel`.
    pub fn name(self) -> Option<ChannelName> {
        self.field("Channel").map(ChannelName::new)
    }

    /// `ChannelState`; Asterisk 1.4 has only `State`, in words.
    pub fn state(self) -> Option<ChannelState> {
        match self.field("ChannelState") {
            Some(code) => code.parse().ok().map(ChannelState::from_code),
            None => ChannelState::from_word(&self.field("State")?),
        }
    }

    /// `ChannelStateDesc`: the state in Asterisk's words, such as `Ringing`.
    pub fn state_text(self) -> Option<Cow<'a, str>> {
        self.field("ChannelStateDesc").or_else(|| self.field("State"))
    }

    /// `CallerIDNum`: the number of this channel's own party; some events of Asterisk 1.4 call it `CallerID`.
    pub fn caller_number(self) -> Option<Cow<'a, str>> {
        self.field("CallerIDNum").or_else(|| self.field("CallerID"))
    }

    /// `CallerIDName`: the name of this channel's own party.
    pub fn caller_name(self) -> Option<Cow<'a, str>> {
        self.field("CallerIDName").map(unescape)
    }

    /// `ConnectedLineNum`: the number of the other party.
    pub fn connected_number(self) -> Option<Cow<'a, str>> {
        self.field("ConnectedLineNum")
    }

    /// `ConnectedLineName`: the name of the other party.
    pub fn connected_name(self) -> Option<Cow<'a, str>> {
        self.field("ConnectedLineName").map(unescape)
    }

    /// `Language` of the prompts, such as `en`.
    pub fn language(self) -> Option<Cow<'a, str>> {
        self.field("Language")
    }

    /// `AccountCode`.
    pub fn account_code(self) -> Option<Cow<'a, str>> {
        self.field("AccountCode")
    }

    /// `Context` of the dialplan where the channel is.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.field("Context")
    }

    /// `Exten` of the dialplan where the channel is.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.field("Exten")
    }

    /// `Priority` of the dialplan where the channel is.
    pub fn priority(self) -> Option<u32> {
        self.field("Priority")?.parse().ok()
    }

    /// `Uniqueid`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.field("Uniqueid").map(UniqueId::new)
    }

    /// `Linkedid`.
    pub fn linked_id(self) -> Option<LinkedId> {
        self.field("Linkedid").map(LinkedId::new)
    }

    /// `Tenantid`; Asterisk 18.25, 20.10, 21.5, 22 and later, where one is set.
    pub fn tenant_id(self) -> Option<Cow<'a, str>> {
        self.field("Tenantid")
    }

    /// The variables that `channelvars` of `manager.conf` adds, in order.
    pub fn variables(self) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>)> {
        let prefix = self.prefix;
        self.message.headers().filter_map(move |header| {
            let name = header.name();
            let is_variable = name.len() == prefix.len() + "ChanVariable".len()
                && name.get(..prefix.len())?.eq_ignore_ascii_case(prefix)
                && name.get(prefix.len()..)?.eq_ignore_ascii_case("ChanVariable");
            let value = header.value_bytes();
            let at = value
                .iter()
                .position(|byte| *byte == b'=')
                .filter(|_| is_variable)?;
            Some((
                String::from_utf8_lossy(&value[..at]),
                unescape(String::from_utf8_lossy(&value[at + 1..])),
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::value::{ChannelName, ChannelState, LinkedId};
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
    fn every_header_of_a_channel_is_read_behind_its_prefix() {
        let message = message(
            "Event: ChanSpyStart\nSpyeeChannel: PJSIP/100-00000001\nspyeechannelstate: 6\nSpyeeChannelStateDesc: Up\n\
             SpyeeCallerIDNum: 100\nSpyeeCallerIDName: Ana\nSpyeeConnectedLineNum: 200\nSpyeeConnectedLineName: Bob\n\
             SpyeeLanguage: fr\nSpyeeAccountCode: sales\nSpyeeContext: internal\nSpyeeExten: 200\nSpyeePriority: 3\n\
             SpyeeUniqueid: 1.1\nSpyeeLinkedid: 1.0\nSpyeeTenantid: t1\nSpyeeChanVariable: a=1\nChanVariable: b=2\n\n",
        );
        let Event::ChanSpyStart(event) = message.event() else {
            panic!("{message:?}")
        };
        let channel = event.spyee();
        assert_eq!(channel.name(), Some(ChannelName::new("PJSIP/100-00000001")));
        assert_eq!(channel.state(), Some(ChannelState::Up));
        assert_eq!(channel.state_text().as_deref(), Some("Up"));
        assert_eq!(channel.caller_number().as_deref(), Some("100"));
        assert_eq!(channel.caller_name().as_deref(), Some("Ana"));
        assert_eq!(channel.connected_number().as_deref(), Some("200"));
        assert_eq!(channel.connected_name().as_deref(), Some("Bob"));
        assert_eq!(channel.language().as_deref(), Some("fr"));
        assert_eq!(channel.account_code().as_deref(), Some("sales"));
        assert_eq!(channel.context().as_deref(), Some("internal"));
        assert_eq!(channel.extension().as_deref(), Some("200"));
        assert_eq!(channel.priority(), Some(3));
        assert_eq!(channel.unique_id(), Some(UniqueId::new("1.1")));
        assert_eq!(channel.linked_id(), Some(LinkedId::new("1.0")));
        assert_eq!(channel.tenant_id().as_deref(), Some("t1"));
        assert_eq!(
            channel.variables().collect::<Vec<_>>(),
            [("a".into(), "1".into())]
        );
        assert!(!event.spyer().is_present());
    }

    #[test]
    fn a_channel_of_asterisk_1_4_has_its_state_in_words() {
        let message =
            message("Event: Newstate\nChannel: SIP/100-1\nState: Ringing\nCallerID: 100\nUniqueid: 1.1\n\n");
        let Event::Newstate(event) = message.event() else {
            panic!("{message:?}")
        };
        assert_eq!(event.channel().state(), Some(ChannelState::Ringing));
        assert_eq!(event.channel().caller_number().as_deref(), Some("100"));
    }
}

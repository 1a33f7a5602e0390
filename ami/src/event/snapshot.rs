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
    pub(super) fn new(message: Message<'a>, prefix: &'static str) -> Self {
        Self { message, prefix }
    }

    fn field(self, name: &str) -> Option<Cow<'a, str>> {
        self.message.joined(self.prefix, name)
    }

    /// Whether the event speaks of such a channel at all: a `DialBegin` without a caller has only the dialled one.
    pub fn is_present(self) -> bool {
        self.field("Uniqueid").is_some() || self.field("Channel").is_some()
    }

    /// `Channel`.
    pub fn name(self) -> Option<ChannelName> {
        self.field("Channel").map(ChannelName::new)
    }

    /// `ChannelState`.
    pub fn state(self) -> Option<ChannelState> {
        self.field("ChannelState")?
            .parse()
            .ok()
            .map(ChannelState::from_code)
    }

    /// `CallerIDNum`: the number of this channel's own party.
    pub fn caller_number(self) -> Option<Cow<'a, str>> {
        self.field("CallerIDNum")
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

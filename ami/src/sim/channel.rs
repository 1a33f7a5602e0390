//! Channels and how they look in events.

use std::collections::BTreeMap;

use super::clock::Moment;
use super::text::Message;

/// What a channel is doing: the number and text of `ChannelState` and `ChannelStateDesc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChannelState {
    Down,
    Ring,
    Ringing,
    Up,
}

impl ChannelState {
    const fn wire(self) -> (u8, &'static str) {
        match self {
            Self::Down => (0, "Down"),
            Self::Ring => (4, "Ring"),
            Self::Ringing => (5, "Ringing"),
            Self::Up => (6, "Up"),
        }
    }
}

/// Number and name of a party; empty is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) number: String,
    pub(super) name: String,
}

impl Party {
    pub(super) fn new(number: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            name: name.into(),
        }
    }

    /// Reads `"Name" <number>`, `Name <number>` or a bare number, as Originate's `CallerID` is written.
    pub(super) fn parse(text: &str) -> Self {
        let text = text.trim();
        if let Some((name, rest)) = text.split_once('<') {
            let number = rest.split('>').next().unwrap_or("");
            return Self::new(number.trim(), name.trim().trim_matches('"'));
        }
        let numeric = text
            .bytes()
            .all(|b| b.is_ascii_digit() || b"+*#()- .".contains(&b));
        if numeric {
            Self::new(text, "")
        } else {
            Self::new("", text.trim_matches('"'))
        }
    }
}

/// A live channel.
#[derive(Clone, Debug)]
pub(super) struct Channel {
    /// `PJSIP/ab12cd34-0000001f`.
    pub(super) name: String,
    /// `ab12cd34`.
    pub(super) endpoint: String,
    pub(super) unique_id: String,
    pub(super) linked_id: String,
    pub(super) state: ChannelState,
    pub(super) caller: Party,
    pub(super) connected: Party,
    pub(super) context: String,
    pub(super) exten: String,
    pub(super) priority: u32,
    pub(super) account: String,
    pub(super) application: String,
    pub(super) data: String,
    pub(super) bridge: String,
    pub(super) created: Moment,
    pub(super) variables: BTreeMap<String, String>,
    /// Whether it is recorded.
    pub(super) recorded: bool,
}

impl Channel {
    /// Adds the channel's snapshot, each header name beginning with `prefix`.
    ///
    /// Asterisk `main/manager_channels.c`, `ast_manager_build_channel_state_string_prefix`.
    pub(super) fn snapshot(&self, prefix: &str, message: &mut Message) {
        let (state, description) = self.state.wire();
        let mut push = |name: &str, value: &str| message.push(&format!("{prefix}{name}"), value);
        push("Channel", &self.name);
        push("ChannelState", &state.to_string());
        push("ChannelStateDesc", description);
        push("CallerIDNum", known(&self.caller.number));
        push("CallerIDName", known(&self.caller.name));
        push("ConnectedLineNum", known(&self.connected.number));
        push("ConnectedLineName", known(&self.connected.name));
        push("Language", "en");
        push("AccountCode", &self.account);
        push("Context", &self.context);
        push("Exten", &self.exten);
        push("Priority", &self.priority.to_string());
        push("Uniqueid", &self.unique_id);
        push("Linkedid", &self.linked_id);
    }
}

fn known(text: &str) -> &str {
    if text.is_empty() { "<unknown>" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn caller_ids_are_read_in_every_form() {
        for (text, number, name) in [
            ("\"Moana Tehei\" <101>", "101", "Moana Tehei"),
            ("Moana <101>", "101", "Moana"),
            ("<101>", "101", ""),
            ("101", "101", ""),
            ("Moana", "", "Moana"),
            ("", "", ""),
        ] {
            assert_eq!(Party::parse(text), Party::new(number, name), "{text:?}");
        }
    }
}

//! Channels come, change and go, and everybody is told.

use std::collections::BTreeMap;

use super::super::channel::{Channel, ChannelState, Party};
use super::super::class::Classes;
use super::super::company::Version;
use super::super::text::Message;
use super::{Key, Model};

/// Hangup causes that happen here, with Asterisk's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Unknown = 0,
    NormalClearing = 16,
    UserBusy = 17,
    NoAnswer = 19,
    SubscriberAbsent = 20,
    AnsweredElsewhere = 26,
    Congestion = 34,
}

impl Cause {
    const fn text(self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::NormalClearing => "Normal Clearing",
            Self::UserBusy => "User busy",
            Self::NoAnswer => "User alerting, no answer",
            Self::SubscriberAbsent => "Subscriber absent",
            Self::AnsweredElsewhere => "Answered elsewhere",
            Self::Congestion => "Circuit/channel congestion",
        }
    }
}

/// The code of the SIP answer, which Asterisk 16 does not tell.
pub(super) fn tech_cause(message: Message, version: Version, code: u16) -> Message {
    match version {
        Version::V16 => message,
        Version::V22 => message.header("TechCause", code),
    }
}

impl Model {
    /// Number and name of a phone.
    pub(super) fn phone_party(&self, endpoint: &str) -> Party {
        self.phones
            .get(endpoint)
            .map(|p| Party::new(&p.extension, &p.name))
            .unwrap_or_default()
    }

    /// A channel that nobody has heard of yet; `linked` is the channel on whose behalf it was made.
    pub(super) fn new_channel(&mut self, endpoint: &str, state: ChannelState, linked: Option<Key>) -> Key {
        let key = self.key();
        let unique_id = format!("{}.{}", self.now.seconds(), self.next_serial);
        self.next_serial += 1;
        let linked_id = linked
            .and_then(|key| self.channels.get(&key))
            .map_or(&unique_id, |c| &c.linked_id)
            .clone();
        let channel = Channel {
            name: format!("PJSIP/{endpoint}-{:08x}", self.next_channel),
            endpoint: endpoint.to_owned(),
            unique_id,
            linked_id,
            state,
            caller: Party::default(),
            connected: Party::default(),
            context: self.settings.context.clone(),
            exten: "s".to_owned(),
            priority: 1,
            account: String::new(),
            application: String::new(),
            data: String::new(),
            bridge: String::new(),
            created: self.now,
            variables: BTreeMap::new(),
            recorded: false,
        };
        self.next_channel += 1;
        self.channels.insert(key, channel);
        key
    }

    pub(super) fn announce_channel(&mut self, key: Key) {
        self.emit_channel("Newchannel", Classes::CALL, key, |m| m);
        self.refresh_channel_device(key);
    }

    fn refresh_channel_device(&mut self, key: Key) {
        if let Some(endpoint) = self.channels.get(&key).map(|c| c.endpoint.clone()) {
            self.refresh_device(&endpoint);
        }
    }

    pub(super) fn set_state(&mut self, key: Key, state: ChannelState) {
        let Some(channel) = self.channels.get_mut(&key) else {
            return;
        };
        if channel.state == state {
            return;
        }
        channel.state = state;
        self.emit_channel("Newstate", Classes::CALL, key, |m| m);
        self.refresh_channel_device(key);
    }

    /// A channel learns whom it is connected to.
    pub(super) fn set_connected(&mut self, key: Key, party: Party) {
        let Some(channel) = self.channels.get_mut(&key).filter(|c| c.connected != party) else {
            return;
        };
        channel.connected = party;
        self.emit_channel("NewConnectedLine", Classes::CALL, key, |m| m);
    }

    /// A channel is given another caller id.
    pub(super) fn set_caller(&mut self, key: Key, party: Party) {
        let Some(channel) = self.channels.get_mut(&key).filter(|c| c.caller != party) else {
            return;
        };
        channel.caller = party;
        self.emit_channel("NewCallerid", Classes::CALL, key, |message| {
            message.header("CID-CallingPres", "0 (Presentation Allowed, Not Screened)")
        });
    }

    /// A channel is given another account code.
    pub(super) fn set_account(&mut self, key: Key, account: &str) {
        let Some(channel) = self.channels.get_mut(&key).filter(|c| c.account != account) else {
            return;
        };
        let old = std::mem::replace(&mut channel.account, account.to_owned());
        self.emit_channel("NewAccountCode", Classes::CALL, key, |message| {
            message.header("OldAccountCode", old)
        });
    }

    /// The caller's channel runs an application of the dialplan.
    pub(super) fn run_application(&mut self, key: Key, application: &str, data: &str) {
        let Some(channel) = self.channels.get_mut(&key) else {
            return;
        };
        application.clone_into(&mut channel.application);
        data.clone_into(&mut channel.data);
        let exten = channel.exten.clone();
        self.emit_channel("Newexten", Classes::DIALPLAN, key, |message| {
            message
                .header("Extension", exten)
                .header("Application", application)
                .header("AppData", data)
        });
    }

    /// Hangs a channel up and returns what it was.
    pub(super) fn hang_up(&mut self, key: Key, cause: Cause) -> Option<Channel> {
        if self.channels.get(&key)?.recorded {
            self.announce_recording(key, "MixMonitorStop");
        }
        // The SIP answer is told where it was a refusal, by the channel that got it.
        let channel = self.channels.get(&key)?;
        let dialled = channel.application.starts_with("AppDial");
        let answer = match cause {
            Cause::UserBusy if dialled => Some(486),
            Cause::Congestion if dialled => Some(503),
            Cause::NoAnswer if channel.application == "AppDial2" => Some(480),
            _ => None,
        };
        let version = self.settings.version;
        self.emit_channel("Hangup", Classes::CALL, key, |message| {
            let message = message
                .header("Cause", cause as u8)
                .header("Cause-txt", cause.text());
            match answer {
                Some(answer) => tech_cause(message, version, answer),
                None => message,
            }
        });
        let channel = self.channels.remove(&key)?;
        self.refresh_device(&channel.endpoint);
        Some(channel)
    }
}

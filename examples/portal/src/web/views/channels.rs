//! What the calls are made of.

use askama::Template;

use super::common::{Party, Picture};
use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /channels`; kept up to date by the topic `channels`.
#[derive(Debug, Template)]
#[template(path = "channels.html")]
pub(crate) struct ChannelsPage {
    pub(crate) frame: Frame,
    pub(crate) channels: ChannelTable,
}

/// The event `channels` of the live stream, also part of the page.
#[derive(Debug, Template)]
#[template(path = "fragments/channels.html")]
pub(crate) struct ChannelTable {
    pub(crate) t: Texts,
    pub(crate) picture: Picture,
    pub(crate) bridges: Vec<Joined>,
}

impl ChannelTable {
    fn count(&self) -> i64 {
        let count: usize = self.bridges.iter().map(|bridge| bridge.channels.len()).sum();
        i64::try_from(count).unwrap_or(i64::MAX)
    }
}

/// Channels in one bridge, or those in none.
#[derive(Clone, Debug)]
pub(crate) struct Joined {
    /// Empty for those in none.
    pub(crate) id: String,
    /// Asterisk's word, such as `basic`.
    pub(crate) kind: String,
    pub(crate) channels: Vec<Channel>,
}

impl Joined {
    fn label(&self, t: &Texts) -> String {
        match (self.id.as_str(), self.kind.as_str()) {
            ("", _) => t.channels_alone(),
            // An ordinary conversation needs no word of its own.
            (_, "" | "basic") => t.channels_bridge(),
            (_, kind) => t.channels_bridge_kind(kind),
        }
    }
}

/// A channel.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) id: String,
    /// Asterisk's name of it.
    pub(crate) name: String,
    /// Asterisk's word, such as `Up`.
    pub(crate) state: String,
    pub(crate) party: Party,
    pub(crate) connected: Party,
    pub(crate) application: String,
    /// When it was made, in milliseconds of the epoch.
    pub(crate) since_ms: i64,
}

impl Channel {
    /// What it does, in the reader's language; a state that Asterisk may invent stays its own word.
    fn word(&self, t: &Texts) -> String {
        match self.state.as_str() {
            "Up" => t.channel_up(),
            "Ringing" => t.call_ringing(),
            "Ring" | "Dialing" | "Dialing Offhook" => t.channel_calling(),
            "Down" | "Rsrvd" | "OffHook" | "Pre-ring" => t.channel_preparing(),
            "Busy" => t.channel_busy(),
            other => other.to_owned(),
        }
    }
}

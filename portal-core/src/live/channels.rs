//! Every channel and bridge, for those who may see all calls.

use chrono::{DateTime, Utc};
use switchhook_ami::mirror::Channel;

use super::{LiveState, moment};
use crate::call_log::masked;
use crate::rights::Scopes;
use crate::{Capability, Party, PartyIndex, Subject};

/// A channel, as one person may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveChannel {
    /// Its unique id.
    pub id: String,
    /// Its name; without the part of a `Local` channel that is a number dialled, where numbers are masked.
    pub name: String,
    /// Asterisk's word for what it does, such as `Up`.
    pub state: String,
    /// Whose it is.
    pub party: Party,
    /// Whom it talks to.
    pub connected: Party,
    /// The application of the dialplan that it runs; may be empty.
    pub application: String,
    /// Since when it exists.
    pub created: DateTime<Utc>,
}

/// Channels that are joined, or the one without a bridge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveBridge {
    /// Its id; empty for channels that are in none.
    pub id: String,
    /// Asterisk's word for its kind, such as `basic`.
    pub kind: String,
    /// Who is in it, oldest first.
    pub channels: Vec<LiveChannel>,
}

impl LiveState {
    /// All channels by bridge, those in none last; nothing for who may not see all calls. Numbers are masked as in the
    /// call log.
    pub fn bridges_for(&self, subject: &Subject, index: &PartyIndex) -> Vec<LiveBridge> {
        let Some(state) = self.state().filter(|_| {
            subject
                .scope(Capability::LiveCallsRead)
                .is_some_and(Scopes::is_all)
        }) else {
            return Vec::new();
        };
        let rows = |bridge: Option<&str>| {
            let mut channels: Vec<LiveChannel> = state
                .channels()
                .filter(|channel| channel.bridge.as_deref() == bridge)
                .map(|channel| row(channel, subject, index))
                .collect();
            channels.sort_by(|one, other| (one.created, &one.id).cmp(&(other.created, &other.id)));
            channels
        };
        let mut bridges: Vec<LiveBridge> = state
            .bridges()
            .map(|bridge| LiveBridge {
                id: bridge.id.clone(),
                kind: bridge.kind.clone(),
                channels: rows(Some(&bridge.id)),
            })
            .collect();
        bridges.push(LiveBridge {
            id: String::new(),
            kind: String::new(),
            channels: rows(None),
        });
        bridges.retain(|bridge| !bridge.channels.is_empty());
        bridges
    }
}

fn row(channel: &Channel, subject: &Subject, index: &PartyIndex) -> LiveChannel {
    let own = index
        .by_channel(channel.name.as_str())
        .cloned()
        .unwrap_or_else(|| Party::outside(&*channel.caller.number, &*channel.caller.name));
    let other = index
        .by_extension(&channel.connected.number)
        .cloned()
        .unwrap_or_else(|| Party::outside(&*channel.connected.number, &*channel.connected.name));
    let whole = [&own, &other]
        .into_iter()
        .any(|party| subject.is(party) || subject.reaches(Capability::CallLogUnmask, party));
    let shown = |party: Party| {
        if whole {
            party
        } else {
            masked(subject, Capability::LiveCallsRead, &party)
        }
    };
    // `Local/0600123456@from-internal-0001;1` tells the number.
    let name = match channel.name.as_str() {
        name if !whole && name.starts_with("Local/") => {
            format!("Local/…{}", name.rsplit_once('@').map_or("", |(_, rest)| rest))
        }
        name => name.to_owned(),
    };
    LiveChannel {
        id: channel.unique_id.as_str().to_owned(),
        name,
        state: channel.state.to_string(),
        party: shown(own),
        connected: shown(other),
        application: channel.application.clone(),
        created: moment(channel.created),
    }
}

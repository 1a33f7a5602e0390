//! What was said about one call so far. Whatever order it came in, and however often, the same is kept.

use chrono::{DateTime, Utc};

use super::fact::{About, Fact, Said};
use super::{Leg, Limits, Side};

/// The applications that a caller hears something of.
const HEARD: [&str; 17] = [
    "agi",
    "authenticate",
    "background",
    "confbridge",
    "directory",
    "disa",
    "echo",
    "meetme",
    "musiconhold",
    "playback",
    "read",
    "record",
    "saydigits",
    "saynumber",
    "voicemail",
    "voicemailmain",
    "waitforsilence",
];

/// Whether a caller hears something of an application, given in small letters.
pub(super) fn is_heard(application: &str) -> bool {
    HEARD.contains(&application)
}

/// A call in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered {
    pub(super) linked_ids: Vec<String>,
    pub(super) channels: Vec<Channel>,
    pub(super) actions: Vec<Action>,
    pub(super) bridges: Vec<String>,
    /// Linked ids that no channel bears any more, and since when.
    pub(super) over: Vec<(DateTime<Utc>, String)>,
    /// The moment of the last statement.
    pub(super) last: DateTime<Utc>,
    pub(super) is_cut: bool,
}

/// A channel of it.
#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub(super) unique_id: String,
    /// The linked id it bore last.
    pub(super) linked_id: String,
    pub(super) name: Told<String>,
    pub(super) number: Told<String>,
    pub(super) caller_name: Told<String>,
    pub(super) dialled: String,
    pub(super) calling: Option<bool>,
    pub(super) began: DateTime<Utc>,
    /// Whether its begin was told, and not only something after it.
    pub(super) has_begun: bool,
    pub(super) ringing: Option<DateTime<Utc>>,
    pub(super) answered: Option<DateTime<Utc>>,
    pub(super) ended: Option<DateTime<Utc>>,
    pub(super) cause: Option<u16>,
    pub(super) hung_up_itself: bool,
    pub(super) is_repaired: bool,
    /// How its last `Dial` ended, and when.
    pub(super) status: Option<(DateTime<Utc>, String)>,
    pub(super) moves: Vec<Move>,
    pub(super) last: DateTime<Utc>,
}

/// A value and the moment from which it is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Told<T> {
    pub(super) value: T,
    at: Option<DateTime<Utc>>,
}

impl Told<String> {
    /// The earliest value that says something stands.
    fn tell(&mut self, at: DateTime<Utc>, value: String) {
        if !value.is_empty() && self.at.is_none_or(|before| at < before) {
            *self = Self { value, at: Some(at) };
        }
    }
}

/// Into a bridge, or out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Move {
    pub(super) at: DateTime<Utc>,
    pub(super) bridge: String,
    pub(super) is_in: bool,
    pub(super) is_holding: bool,
}

/// Something that a channel did, or that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Action {
    pub(super) at: DateTime<Utc>,
    pub(super) channel: String,
    pub(super) what: Said,
}

impl Gathered {
    pub(super) fn take(&mut self, fact: Fact, limits: &Limits) {
        let Fact { at, about, what } = fact;
        self.last = self.last.max(at);
        if what == Said::LinkedIdEnded {
            let over = (at, about.linked_id);
            if self.over.len() < limits.legs && !self.over.contains(&over) {
                self.over.push(over);
            }
            return;
        }
        let Some(index) = self.index(&about, at, limits) else {
            return;
        };
        let channel = &mut self.channels[index];
        channel.told(at, about);
        let room = self.actions.len() < limits.steps;
        match what {
            Said::Seen | Said::LinkedIdEnded => {}
            Said::Began { dialled, calling } => {
                channel.began = channel.began.min(at);
                channel.has_begun = true;
                if !dialled.is_empty() {
                    channel.dialled = dialled;
                }
                channel.calling = channel.calling.or(calling);
            }
            Said::Rings => earliest(&mut channel.ringing, at),
            Said::Answered => earliest(&mut channel.answered, at),
            Said::HangsUp => channel.hung_up_itself = true,
            Said::Ended { cause } => {
                // A repair is only as good as what is told later.
                if channel.is_repaired {
                    (channel.ended, channel.is_repaired) = (None, false);
                }
                earliest(&mut channel.ended, at);
                channel.cause = channel.cause.or(cause);
            }
            Said::Dialled { status } => {
                if channel.status.as_ref().is_none_or(|(before, _)| *before <= at) {
                    channel.status = Some((at, status));
                }
            }
            Said::Entered { bridge, is_holding } => {
                if !is_holding && !bridge.is_empty() && !self.bridges.contains(&bridge) && room {
                    self.bridges.push(bridge.clone());
                }
                let into = Move {
                    at,
                    bridge,
                    is_in: true,
                    is_holding,
                };
                self.is_cut |= !channel.moved(into, limits);
            }
            Said::Left { bridge } => {
                let out = Move {
                    at,
                    bridge,
                    is_in: false,
                    is_holding: false,
                };
                self.is_cut |= !channel.moved(out, limits);
            }
            what => {
                let action = Action {
                    at,
                    channel: channel.unique_id.clone(),
                    what,
                };
                if !self.actions.contains(&action) {
                    self.is_cut |= !room;
                    if room {
                        self.actions.push(action);
                    }
                }
            }
        }
    }

    fn index(&mut self, about: &About, at: DateTime<Utc>, limits: &Limits) -> Option<usize> {
        let found = self
            .channels
            .iter()
            .position(|channel| channel.unique_id == about.unique_id);
        if found.is_none() {
            if self.channels.len() >= limits.legs {
                self.is_cut = true;
                return None;
            }
            self.channels.push(Channel::new(&about.unique_id, at));
        }
        found.or(Some(self.channels.len() - 1))
    }

    /// Two calls became one.
    pub(super) fn join(&mut self, other: Self, limits: &Limits) {
        for linked_id in other.linked_ids {
            if !self.linked_ids.contains(&linked_id) {
                self.linked_ids.push(linked_id);
            }
        }
        self.channels.extend(other.channels);
        self.actions.extend(other.actions);
        self.bridges.extend(other.bridges);
        self.over.extend(other.over);
        self.last = self.last.max(other.last);
        self.is_cut |= other.is_cut || self.channels.len() > limits.legs || self.actions.len() > limits.steps;
        self.channels.truncate(limits.legs);
        self.actions.truncate(limits.steps);
    }

    /// When a channel went, as far as that is known, and whether nobody said so.
    pub(super) fn end_of(&self, channel: &Channel) -> Option<(DateTime<Utc>, bool)> {
        let told = channel.ended.map(|ended| (ended, channel.is_repaired));
        told.or_else(|| {
            let over = |(at, linked_id): &&(DateTime<Utc>, String)| {
                *linked_id == channel.linked_id && *at >= channel.last
            };
            self.over.iter().find(over).map(|(at, _)| (*at, true))
        })
    }

    pub(super) fn is_over(&self) -> bool {
        self.channels.iter().all(|channel| self.end_of(channel).is_some())
    }

    /// The channel of this unique id or name.
    pub(super) fn channel(&self, key: &str) -> Option<&Channel> {
        let is_it = |channel: &&Channel| channel.unique_id == key || channel.name.value == key;
        self.channels.iter().find(is_it)
    }
}

impl Channel {
    fn new(unique_id: &str, at: DateTime<Utc>) -> Self {
        Self {
            unique_id: unique_id.to_owned(),
            linked_id: String::new(),
            name: Told::default(),
            number: Told::default(),
            caller_name: Told::default(),
            dialled: String::new(),
            calling: None,
            began: at,
            ringing: None,
            answered: None,
            ended: None,
            cause: None,
            hung_up_itself: false,
            has_begun: false,
            is_repaired: false,
            status: None,
            moves: Vec::new(),
            last: at,
        }
    }

    fn told(&mut self, at: DateTime<Utc>, about: About) {
        self.began = self.began.min(at);
        if at >= self.last || self.linked_id.is_empty() {
            self.linked_id = about.linked_id;
        }
        self.last = self.last.max(at);
        self.name.tell(at, about.channel);
        self.number.tell(at, about.number);
        self.caller_name.tell(at, about.name);
    }

    /// Says whether there was room.
    fn moved(&mut self, step: Move, limits: &Limits) -> bool {
        if self.moves.contains(&step) {
            return true;
        }
        if self.moves.len() >= limits.steps {
            return false;
        }
        // Statements of one moment stay in the order in which they came.
        let place = self.moves.partition_point(|other| other.at <= step.at);
        self.moves.insert(place, step);
        true
    }

    /// Half of a `Local` channel, which is nobody.
    pub(super) fn is_local(&self) -> bool {
        self.name.value.starts_with("Local/")
    }

    /// A device, and not something that Asterisk makes for itself.
    pub(super) fn is_leg(&self) -> bool {
        let name = &self.name.value;
        !self.is_local()
            && !name.ends_with("<ZOMBIE>")
            && !["Message/", "Surrogate/", "AsyncGoto/", "Announcer/", "Recorder/"]
                .iter()
                .any(|begin| name.starts_with(begin))
    }

    /// The half of a `Local` channel that runs the dialplan.
    pub(super) fn is_second_half(&self) -> bool {
        self.name.value.ends_with(";2")
    }

    /// What both halves of a `Local` channel share.
    pub(super) fn pair(&self) -> Option<&str> {
        let name = self.name.value.as_str();
        let pair = name.strip_suffix(";1").or_else(|| name.strip_suffix(";2"));
        pair.filter(|_| self.is_local())
    }

    /// What it dialled; nothing for one that was called, which begins at no number or at `s`.
    pub(super) fn side(&self) -> Side {
        let dials = !matches!(self.dialled.as_str(), "" | "s");
        if self.calling.unwrap_or(dials) {
            Side::Calling
        } else {
            Side::Called
        }
    }

    pub(super) fn leg(&self) -> Leg {
        let side = self.side();
        Leg {
            unique_id: self.unique_id.clone(),
            channel: self.name.value.clone(),
            number: self.number.value.clone(),
            name: self.caller_name.value.clone(),
            dialled: match side {
                Side::Calling => self.dialled.clone(),
                Side::Called => String::new(),
            },
            side,
            began: self.began,
            ringing: self.ringing,
            answered: self.answered,
            ended: self.ended,
            cause: self.cause,
            ending: super::Ending::Open,
        }
    }
}

fn earliest(slot: &mut Option<DateTime<Utc>>, at: DateTime<Utc>) {
    *slot = Some(slot.map_or(at, |before| before.min(at)));
}

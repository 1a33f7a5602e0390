//! What happened to a call: one journey for each call, whatever became of it.
//!
//! A journey is everything that bears one linked id, or several that became one: who was called, who talked to whom, the
//! queues, menus and mailboxes in between, and how it ended. It says so as data, in keys that pages translate.
//!
//! There are three sources, which tell different amounts ([`Source`]):
//!
//! - manager events, fed one by one to a [`Builder`] ([`Builder::event`]);
//! - rows of Asterisk's channel event log, from a table ([`CelRow`], [`Builder::cel`]) or a file ([`read_cel`]);
//! - call detail records alone ([`from_records`]).
//!
//! The halves of `Local` channels are not legs: those whom they connect talk to each other.

mod builder;
mod cel;
mod cel_file;
mod event;
mod fact;
mod gathered;
mod json;
mod records;
mod shape;
mod talk;
mod view;

use std::time::Duration;

use chrono::{DateTime, Utc};

pub use builder::{Builder, Limits};
pub use cel::{CelError, CelRow};
pub use cel_file::{CEL_COLUMNS, CelLine, read_cel};
pub use records::from_records;
pub use view::JourneyView;

/// What happened to one call.
///
/// ```
/// use chrono::DateTime;
/// use switchhook_portal_core::journey::{Builder, Ending, Limits, Source};
///
/// let at = |seconds: i64| DateTime::from_timestamp(1_795_404_450 + seconds, 0).unwrap();
/// let mut builder = Builder::new(Limits::default(), Source::Events);
/// let channel = [("Channel", "PJSIP/100-00000001"), ("Uniqueid", "1.1"), ("Linkedid", "1.1")];
/// let event = |name, more: (&'static str, &'static str)| {
///     [&[("Event", name), more][..], &channel].concat()
/// };
/// builder.event(event("Newchannel", ("Exten", "999")).as_slice(), at(0));
/// builder.event(event("Hangup", ("Cause", "1")).as_slice(), at(1));
///
/// let journeys = builder.finished(at(10));
/// assert_eq!(journeys[0].legs[0].dialled, "999");
/// assert_eq!(journeys[0].ending, Ending::Failed);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Journey {
    /// The linked id; of several that became one, that of the channel that is oldest.
    pub id: String,
    /// Linked ids that became this one, in their order.
    pub joined: Vec<String>,
    /// Where it is known from.
    pub source: Source,
    /// When its first channel was made.
    pub began: DateTime<Utc>,
    /// When its last channel went; `None` while one is there.
    pub ended: Option<DateTime<Utc>>,
    /// How it ended.
    pub ending: Ending,
    /// Everybody who took part, in the order in which they came.
    pub legs: Vec<Leg>,
    /// What happened, in its order.
    pub steps: Vec<Step>,
    /// Whether something is missing: the begin or the end of a channel was never told, news in between was
    /// [lost](Builder::interrupted), or a [limit](Limits) was reached.
    pub is_incomplete: bool,
}

impl Journey {
    /// The leg of a channel, by its unique id.
    pub fn leg(&self, unique_id: &str) -> Option<&Leg> {
        self.legs.iter().find(|leg| leg.unique_id == unique_id)
    }

    /// How long at least two talked.
    pub fn talked(&self) -> Duration {
        self.steps
            .iter()
            .filter(|step| matches!(step.what, What::Talk { .. }))
            .filter_map(|step| (step.until? - step.at).to_std().ok())
            .sum()
    }
}

/// What a journey is known from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Source {
    /// Manager events. Menus, their keys and mailboxes show to an account with the classes `dialplan` and `dtmf`, or
    /// where CEL reports applications (`apps` in `cel.conf`) to the manager.
    Events,
    /// The channel event log. It does not tell when a phone began to ring, nor, before Asterisk 22, which keys were
    /// pressed; mailboxes, menus and queues show as far as `apps` in `cel.conf` names their applications.
    Cel,
    /// Call detail records: who was connected to whom and when; no transfers, pickups, keys or ringing, and a mailbox
    /// only where the record's last application is that.
    Records,
}

impl Source {
    /// A stable name such as `events`, for the store and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Cel => "cel",
            Self::Records => "records",
        }
    }
}

/// A telephone or line that took part in a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Leg {
    /// The channel's unique id.
    pub unique_id: String,
    /// The channel's first name, such as `PJSIP/100-00000001`.
    pub channel: String,
    /// The number of its caller id; may be empty.
    pub number: String,
    /// The name of its caller id; may be empty.
    pub name: String,
    /// What it dialled; empty for one that was called.
    pub dialled: String,
    /// Whether it called or was called.
    pub side: Side,
    /// When its channel was made.
    pub began: DateTime<Utc>,
    /// When it began to ring.
    pub ringing: Option<DateTime<Utc>>,
    /// When it answered, or was answered.
    pub answered: Option<DateTime<Utc>>,
    /// When it hung up.
    pub ended: Option<DateTime<Utc>>,
    /// Why, as Asterisk's number (`causes.h`, from Q.850); `None` until then, or where nobody said.
    pub cause: Option<u16>,
    /// How it ended for this one.
    pub ending: Ending,
}

/// Which side of a call a leg is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum Side {
    /// It dialled, or came in from a line.
    Calling,
    /// The PBX called it: for somebody, for a queue, or for a click.
    Called,
}

impl Side {
    /// A stable name, for the store and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Calling => "calling",
            Self::Called => "called",
        }
    }
}

/// How a call, or one leg of it, ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Ending {
    /// It goes on.
    Open,
    /// At least two talked.
    Answered,
    /// Only an application of the PBX answered: a menu, an announcement.
    Service,
    /// The caller came to a mailbox.
    Voicemail,
    /// The caller gave up in a queue.
    Abandoned,
    /// The caller left a queue unanswered and reached nobody: its time was over, a key was pressed, nobody was there.
    LeftQueue,
    /// Nobody answered in time.
    NoAnswer,
    /// It was busy.
    Busy,
    /// It was declined.
    Rejected,
    /// The caller gave up while it rang.
    Cancelled,
    /// Somebody else answered.
    Elsewhere,
    /// The phone could not be reached.
    Unavailable,
    /// The network had no room.
    Congestion,
    /// It could not be made: a wrong number, a fault.
    Failed,
}

impl Ending {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Open,
        Self::Answered,
        Self::Service,
        Self::Voicemail,
        Self::Abandoned,
        Self::LeftQueue,
        Self::NoAnswer,
        Self::Busy,
        Self::Rejected,
        Self::Cancelled,
        Self::Elsewhere,
        Self::Unavailable,
        Self::Congestion,
        Self::Failed,
    ];

    /// A stable name such as `no-answer`, for the store, translations and style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Service => "service",
            Self::Voicemail => "voicemail",
            Self::Abandoned => "abandoned",
            Self::LeftQueue => "left-queue",
            Self::NoAnswer => "no-answer",
            Self::Busy => "busy",
            Self::Rejected => "rejected",
            Self::Cancelled => "cancelled",
            Self::Elsewhere => "elsewhere",
            Self::Unavailable => "unavailable",
            Self::Congestion => "congestion",
            Self::Failed => "failed",
        }
    }

    /// The ending of a [`key`](Self::key).
    ///
    /// ```
    /// use switchhook_portal_core::journey::Ending;
    ///
    /// assert_eq!(Ending::from_key("no-answer"), Some(Ending::NoAnswer));
    /// ```
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ending| ending.key() == key)
    }
}

/// Something that happened in a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Step {
    /// When it began.
    pub at: DateTime<Utc>,
    /// When it was over, for what lasts; `None` while it goes on.
    pub until: Option<DateTime<Utc>>,
    /// What it was.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub what: What,
}

/// What happened. Legs are named by the unique ids of their channels.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "what", rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum What {
    /// An application of the dialplan that a caller hears: an announcement, a menu, a conference.
    Application {
        /// Who heard it.
        leg: String,
        /// Asterisk's name of it in small letters, such as `background`.
        name: String,
        /// With what, as the dialplan says it.
        data: String,
    },
    /// Keys that were pressed, one after the other without anything between.
    Digits {
        /// By whom.
        leg: String,
        /// `0` to `9`, `*`, `#`, `A` to `D`.
        digits: String,
    },
    /// A stay in a queue.
    Queue {
        /// Who waited.
        leg: String,
        /// The queue.
        queue: String,
        /// How it ended: [`Answered`](Ending::Answered), [`Abandoned`](Ending::Abandoned),
        /// [`LeftQueue`](Ending::LeftQueue) or [`Open`](Ending::Open).
        ending: Ending,
    },
    /// They heard each other.
    Talk {
        /// At least two, in the order of their legs.
        legs: Vec<String>,
    },
    /// A call went on to another number than the one that was dialled.
    Forward {
        /// The number that was dialled.
        from: String,
        /// The number that was called instead.
        to: String,
    },
    /// Somebody sent a talk on to a number.
    BlindTransfer {
        /// Who did.
        by: String,
        /// Who was sent; empty where Asterisk does not tell.
        whom: String,
        /// Where to.
        to: String,
    },
    /// Somebody joined the two others that they talked to, and left.
    AttendedTransfer {
        /// Who did.
        by: String,
        /// Who was handed over.
        whom: String,
        /// To whom; empty if that one had not answered.
        to: String,
    },
    /// Somebody joined the two others that they talked to, and stayed.
    ThreeWay {
        /// Who did.
        by: String,
        /// One of the others.
        whom: String,
        /// The other.
        to: String,
    },
    /// Somebody took a call that rang elsewhere.
    Pickup {
        /// Who did.
        by: String,
        /// Where it rang.
        from: String,
    },
    /// A call was parked.
    Park {
        /// Who waited.
        leg: String,
        /// Where, such as `701`; empty where Asterisk does not tell (CEL).
        space: String,
        /// Who fetched it; empty if nobody did.
        fetched: String,
    },
    /// The caller came to a mailbox.
    Voicemail {
        /// Who did.
        leg: String,
        /// Whose, such as `103@default`.
        mailbox: String,
    },
}

impl What {
    /// A stable name such as `blind-transfer`, for the store and translations.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Application { .. } => "application",
            Self::Digits { .. } => "digits",
            Self::Queue { .. } => "queue",
            Self::Talk { .. } => "talk",
            Self::Forward { .. } => "forward",
            Self::BlindTransfer { .. } => "blind-transfer",
            Self::AttendedTransfer { .. } => "attended-transfer",
            Self::ThreeWay { .. } => "three-way",
            Self::Pickup { .. } => "pickup",
            Self::Park { .. } => "park",
            Self::Voicemail { .. } => "voicemail",
        }
    }
}

#[cfg(test)]
mod tests;

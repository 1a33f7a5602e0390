use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use crate::astdb::{Family, Found};
use crate::{DialString, Phone, PhoneId};

/// When a forward applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Always.
    Immediate,
    /// While the phone is busy.
    Busy,
    /// When nobody answers, or the phone is not there.
    NoAnswer,
    /// Always, to voicemail: the phone does not ring.
    Voicemail,
}

impl Kind {
    /// All of them, in the order of lists.
    pub const ALL: [Self; 4] = [Self::Immediate, Self::Busy, Self::NoAnswer, Self::Voicemail];

    /// Where AstDB has it.
    pub fn family(self) -> Family {
        match self {
            Self::Immediate => Family::ForwardImmediate,
            Self::Busy => Family::ForwardBusy,
            Self::NoAnswer => Family::ForwardNoAnswer,
            Self::Voicemail => Family::ForwardVoicemail,
        }
    }

    /// A stable name such as `no-answer`, for forms and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Immediate => "immediate",
            Self::Busy => "busy",
            Self::NoAnswer => "no-answer",
            Self::Voicemail => "voicemail",
        }
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(key: &str) -> Result<Self, UnknownKind> {
        let found = Self::ALL.into_iter().find(|kind| kind.key() == key);
        found.ok_or_else(|| UnknownKind(key.to_owned()))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// A name that is no kind of forward.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no forward {0:?}; use one of immediate, busy, no-answer, voicemail")]
pub struct UnknownKind(pub String);

/// A forward of one phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forward {
    /// Where to, as the phone would dial it.
    pub target: DialString,
    /// When it ends, if it does by itself.
    pub until: Option<DateTime<Utc>>,
}

impl Forward {
    /// Whether it has not ended yet.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.until.is_none_or(|until| now < until)
    }
}

/// What a phone does with calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Its forwards, those that have ended too.
    pub forwards: BTreeMap<Kind, Forward>,
    /// Nobody gets through, but the forward for busy applies.
    pub do_not_disturb: bool,
}

impl Settings {
    /// The forward of a kind, unless it has ended.
    pub fn holding(&self, kind: Kind, now: DateTime<Utc>) -> Option<&Forward> {
        self.forwards.get(&kind).filter(|forward| forward.holds(now))
    }
}

/// All forwards that AstDB has, by phone.
///
/// ```
/// use switchhook_portal_core::astdb::Found;
/// use switchhook_portal_core::forward::{Kind, State};
/// # use switchhook_portal_core::{Phone, PhoneId};
/// # let phone = Phone { id: PhoneId(1), endpoint: "ab12cd34".parse()?, extension: "106".parse()?, owner: None, department: None, label: String::new(), hidden: false };
///
/// let found = Found::read([("/CFIM/ab12cd34", "107"), ("/CFEND/CFIM/ab12cd34", "1795313937"), ("/CFIM/gone", "108")]);
/// let state = State::read(&found, &[phone]);
/// let forward = &state.of(PhoneId(1)).forwards[&Kind::Immediate];
/// assert_eq!((forward.target.as_str(), forward.until.unwrap().timestamp()), ("107", 1_795_313_937));
/// assert_eq!(state.strangers(), ["/CFIM/gone"], "no phone of the site");
/// # Ok::<(), switchhook_portal_core::Problem>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    phones: BTreeMap<PhoneId, Settings>,
    strangers: Vec<String>,
}

/// What a phone without any entry has.
static NOTHING: Settings = Settings {
    forwards: BTreeMap::new(),
    do_not_disturb: false,
};

impl State {
    /// Out of what was found.
    pub fn read(found: &Found, phones: &[Phone]) -> Self {
        let by_endpoint: BTreeMap<&str, PhoneId> = phones
            .iter()
            .map(|phone| (phone.endpoint.as_str(), phone.id))
            .collect();
        let mut state = Self::default();
        for kind in Kind::ALL {
            let family = kind.family();
            for (endpoint, target) in found.family(family) {
                let Some(phone) = by_endpoint.get(endpoint) else {
                    state.strangers.push(format!("/{family}/{endpoint}"));
                    continue;
                };
                // The family takes no other value.
                let Ok(target) = target.parse() else { continue };
                let until = found
                    .value(Family::ForwardEnd, &format!("{family}/{endpoint}"))
                    .and_then(|seconds| seconds.parse().ok())
                    .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
                let settings = state.phones.entry(*phone).or_default();
                settings.forwards.insert(kind, Forward { target, until });
            }
        }
        for (endpoint, _) in found.family(Family::DoNotDisturb) {
            match by_endpoint.get(endpoint) {
                Some(phone) => state.phones.entry(*phone).or_default().do_not_disturb = true,
                None => state
                    .strangers
                    .push(format!("/{}/{endpoint}", Family::DoNotDisturb)),
            }
        }
        state
    }

    /// What a phone does with calls.
    pub fn of(&self, phone: PhoneId) -> &Settings {
        self.phones.get(&phone).unwrap_or(&NOTHING)
    }

    /// The phones that do anything with calls, and what.
    pub fn iter(&self) -> impl Iterator<Item = (PhoneId, &Settings)> {
        self.phones.iter().map(|(phone, settings)| (*phone, settings))
    }

    /// Entries of accounts that no phone of the site has.
    pub fn strangers(&self) -> &[String] {
        &self.strangers
    }

    /// The same with a forward set or taken away.
    #[must_use]
    pub fn with(mut self, phone: PhoneId, kind: Kind, forward: Option<Forward>) -> Self {
        let settings = self.phones.entry(phone).or_default();
        match forward {
            Some(forward) => settings.forwards.insert(kind, forward),
            None => settings.forwards.remove(&kind),
        };
        if *settings == NOTHING {
            self.phones.remove(&phone);
        }
        self
    }

    /// The same where a phone has no other forward than this one.
    pub(super) fn only(mut self, phone: PhoneId, kind: Kind) -> Self {
        if let Some(settings) = self.phones.get_mut(&phone) {
            settings.forwards.retain(|other, _| *other == kind);
            settings.do_not_disturb = false;
        }
        self
    }
}

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, Utc};

use super::{Facts, Kind, Leads};
use crate::numbering::{Because, Number};
use crate::{DialString, Extension, PhoneId};

/// What a phone would do with a call now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It rings.
    Rings,
    /// It is in use.
    Busy,
    /// Nobody answers, or it is not there.
    NoAnswer,
}

/// Who would ring now, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What happens to the call on its way, in order.
    pub steps: Vec<Step>,
    /// What becomes of it.
    pub end: End,
}

/// Something that happens to a call on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// A forward sent it on.
    Forwarded {
        /// Whose.
        phone: PhoneId,
        /// Which.
        kind: Kind,
        /// Where to.
        target: DialString,
        /// When that ends.
        until: Option<DateTime<Utc>>,
    },
    /// A forward would have, but has ended.
    Over {
        /// Whose.
        phone: PhoneId,
        /// Which.
        kind: Kind,
        /// When it ended.
        until: DateTime<Utc>,
    },
    /// The target is a short number.
    Short {
        /// As dialled.
        short: DialString,
        /// What it stands for.
        number: DialString,
    },
    /// A phone does not disturb.
    DoNotDisturb {
        /// Whose.
        phone: PhoneId,
    },
    /// A phone is in use.
    Busy {
        /// Which.
        phone: PhoneId,
    },
    /// Nobody answers a phone.
    Unanswered {
        /// Which.
        phone: PhoneId,
    },
}

/// What becomes of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// A phone rings.
    Rings {
        /// Which.
        phone: PhoneId,
    },
    /// The voicemail of a phone takes it.
    Voicemail {
        /// Whose.
        phone: PhoneId,
    },
    /// A queue, a menu or another service takes it.
    Application {
        /// Its number.
        extension: Extension,
    },
    /// It leaves the house.
    Outside {
        /// Where to.
        number: Number,
        /// Which phone sends it there.
        by: PhoneId,
    },
    /// It would leave the house, but a phone on its way may not call there.
    Refused {
        /// Where to.
        number: Number,
        /// The first phone that may not.
        by: PhoneId,
        /// By which rule.
        because: Because,
    },
    /// The last phone is busy, or does not disturb.
    Busy {
        /// Which.
        phone: PhoneId,
    },
    /// Nobody answers the last phone.
    Unanswered {
        /// Which.
        phone: PhoneId,
    },
    /// Phones forward to each other: the call stays with the last one.
    Loop {
        /// The circle; the first phone is the last one too.
        phones: Vec<PhoneId>,
    },
    /// More phones send it on than a chain may have.
    TooLong {
        /// The most.
        max: usize,
    },
    /// The target is nobody's number, or one that no call may be forwarded to.
    Nobody {
        /// As the forward says.
        target: DialString,
    },
}

impl End {
    /// A stable name such as `rings`, for translations.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Rings { .. } => "rings",
            Self::Voicemail { .. } => "voicemail",
            Self::Application { .. } => "application",
            Self::Outside { .. } => "outside",
            Self::Refused { .. } => "refused",
            Self::Busy { .. } => "busy",
            Self::Unanswered { .. } => "unanswered",
            Self::Loop { .. } => "loop",
            Self::TooLong { .. } => "too-long",
            Self::Nobody { .. } => "nobody",
        }
    }
}

/// What can be reached from a phone by forwards of any kind.
#[derive(Debug, Default)]
pub(super) struct Reachable {
    /// The phones, each with the one before it on the shortest way.
    pub(super) phones: BTreeMap<PhoneId, Option<PhoneId>>,
    /// The numbers outside.
    pub(super) outside: BTreeSet<Number>,
}

impl Reachable {
    /// The shortest way to a phone.
    pub(super) fn way(&self, to: PhoneId) -> Vec<PhoneId> {
        let mut way = vec![to];
        let mut at = to;
        while let Some(Some(before)) = self.phones.get(&at) {
            way.push(*before);
            at = *before;
        }
        way.reverse();
        way
    }

    /// How many phones the longest of the shortest ways has.
    pub(super) fn depth(&self) -> usize {
        self.phones
            .keys()
            .map(|phone| self.way(*phone).len())
            .max()
            .unwrap_or_default()
    }
}

impl Facts<'_> {
    /// The most phones that one call is sent on by.
    pub const MAX_CHAIN: usize = 8;

    /// Who would ring now if somebody called a phone, and why. `reach` says what each phone would do.
    ///
    /// ```
    /// use switchhook_portal_core::astdb::Found;
    /// use switchhook_portal_core::forward::{End, Facts, Reach, State};
    /// use switchhook_portal_core::numbering::Site;
    /// # use switchhook_portal_core::{Phone, PhoneId};
    /// # let phone = |id: i64| Phone { id: PhoneId(id), endpoint: format!("p{id}").parse().unwrap(), extension: format!("10{id}").parse().unwrap(), owner: None, department: None, label: String::new(), hidden: false };
    ///
    /// let phones = [phone(1), phone(2), phone(3)];
    /// let found = Found::read([("/CFIM/p1", "102"), ("/CFBS/p2", "103")]);
    /// let facts = Facts {
    ///     phones: &phones,
    ///     rights: &Default::default(),
    ///     direct: &Default::default(),
    ///     short: &Default::default(),
    ///     site: &Site::default(),
    ///     state: &State::read(&found, &phones),
    ///     now: Default::default(),
    /// };
    /// let busy = |phone| if phone == PhoneId(2) { Reach::Busy } else { Reach::Rings };
    /// assert_eq!(facts.trace(PhoneId(1), busy).end, End::Rings { phone: PhoneId(3) });
    /// ```
    pub fn trace(&self, start: PhoneId, reach: impl Fn(PhoneId) -> Reach) -> Trace {
        let mut steps = Vec::new();
        let end = self.follow(start, reach, &mut steps);
        Trace { steps, end }
    }

    fn follow(&self, start: PhoneId, reach: impl Fn(PhoneId) -> Reach, steps: &mut Vec<Step>) -> End {
        let mut way = vec![start];
        let mut phone = start;
        loop {
            let (kind, otherwise) = self.first_kind(phone, &reach, steps);
            let settings = self.state.of(phone);
            let Some((kind, forward)) = kind.and_then(|kind| Some((kind, settings.holding(kind, self.now)?)))
            else {
                return otherwise;
            };
            if kind == Kind::Voicemail {
                return End::Voicemail { phone };
            }
            steps.push(Step::Forwarded {
                phone,
                kind,
                target: forward.target.clone(),
                until: forward.until,
            });
            let target = forward.target.clone();
            let Some(from) = self.phone(phone) else {
                return End::Nobody { target };
            };
            let (short, leads) = self.leads(from, &target);
            if let Some((short, number)) = short {
                steps.push(Step::Short { short, number });
            }
            match leads {
                Leads::Phone(next) => {
                    if let Some(from) = way.iter().position(|phone| *phone == next) {
                        let phones = way.iter().skip(from).copied().chain([next]).collect();
                        return End::Loop { phones };
                    }
                    if way.len() >= Self::MAX_CHAIN {
                        return End::TooLong { max: Self::MAX_CHAIN };
                    }
                    way.push(next);
                    phone = next;
                }
                Leads::Application(extension) => return End::Application { extension },
                Leads::Outside(number) => return self.leave(&way, phone, number),
                Leads::Emergency | Leads::Code | Leads::Nobody => return End::Nobody { target },
            }
        }
    }

    /// A call leaves the house only if every phone that sent it on may call there.
    fn leave(&self, way: &[PhoneId], by: PhoneId, number: Number) -> End {
        match self.forbidden(way.iter().copied(), &number) {
            Some((by, because)) => End::Refused { number, by, because },
            None => End::Outside { number, by },
        }
    }

    /// The first of these phones that may not call a number, and by which rule.
    pub(super) fn forbidden(
        &self,
        mut phones: impl Iterator<Item = PhoneId>,
        number: &Number,
    ) -> Option<(PhoneId, Because)> {
        phones.find_map(|phone| {
            let verdict = self.site.may_call(&self.rights_of(phone), number);
            (!verdict.allowed).then_some((phone, verdict.because))
        })
    }

    /// Which forward of a phone applies first, and what happens without it.
    fn first_kind(
        &self,
        phone: PhoneId,
        reach: &impl Fn(PhoneId) -> Reach,
        steps: &mut Vec<Step>,
    ) -> (Option<Kind>, End) {
        let settings = self.state.of(phone);
        let applies = |kind, steps: &mut Vec<Step>| match settings.forwards.get(&kind) {
            Some(forward) if forward.holds(self.now) => true,
            Some(forward) => {
                if let Some(until) = forward.until {
                    steps.push(Step::Over { phone, kind, until });
                }
                false
            }
            None => false,
        };
        for kind in [Kind::Immediate, Kind::Voicemail] {
            if applies(kind, steps) {
                return (Some(kind), End::Rings { phone });
            }
        }
        let (step, kind, otherwise) = if settings.do_not_disturb {
            (Step::DoNotDisturb { phone }, Kind::Busy, End::Busy { phone })
        } else {
            match reach(phone) {
                Reach::Rings => return (None, End::Rings { phone }),
                Reach::Busy => (Step::Busy { phone }, Kind::Busy, End::Busy { phone }),
                Reach::NoAnswer => (
                    Step::Unanswered { phone },
                    Kind::NoAnswer,
                    End::Unanswered { phone },
                ),
            }
        };
        steps.push(step);
        (applies(kind, steps).then_some(kind), otherwise)
    }

    /// What calls for a phone can reach by any forward that holds.
    pub(super) fn reachable(&self, start: PhoneId) -> Reachable {
        let mut reachable = Reachable::default();
        reachable.phones.insert(start, None);
        let mut waiting = VecDeque::from([start]);
        while let Some(phone) = waiting.pop_front() {
            let Some(from) = self.phone(phone) else { continue };
            for (kind, forward) in &self.state.of(phone).forwards {
                if *kind == Kind::Voicemail || !forward.holds(self.now) {
                    continue;
                }
                match self.leads(from, &forward.target).1 {
                    Leads::Phone(next) if !reachable.phones.contains_key(&next) => {
                        reachable.phones.insert(next, Some(phone));
                        waiting.push_back(next);
                    }
                    Leads::Outside(number) => {
                        reachable.outside.insert(number);
                    }
                    _ => {}
                }
            }
        }
        reachable
    }

    /// The phones whose calls can reach a phone by any forward that holds, without itself.
    pub(super) fn upstream(&self, phone: PhoneId) -> BTreeSet<PhoneId> {
        let mut before: BTreeMap<PhoneId, BTreeSet<PhoneId>> = BTreeMap::new();
        for (from, settings) in self.state.iter() {
            let Some(sender) = self.phone(from) else { continue };
            for (kind, forward) in &settings.forwards {
                if *kind != Kind::Voicemail
                    && forward.holds(self.now)
                    && let Leads::Phone(to) = self.leads(sender, &forward.target).1
                {
                    before.entry(to).or_default().insert(from);
                }
            }
        }
        let mut found = BTreeSet::new();
        let mut waiting = vec![phone];
        while let Some(at) = waiting.pop() {
            for from in before.get(&at).into_iter().flatten() {
                if *from != phone && found.insert(*from) {
                    waiting.push(*from);
                }
            }
        }
        found
    }
}

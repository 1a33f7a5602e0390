use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::trace::Reachable;
use super::{Facts, Forward, Kind, Leads, Reason, State};
use crate::approved::Approved;
use crate::astdb::{Change, Entry, Family, Found};
use crate::audit::{Action, Actor, AuditEntry, Object, Outcome};
use crate::dial::Pattern;
use crate::number::DialStringError;
use crate::numbering::{ClassKind, Digits, Number};
use crate::{Capability, DialString, Phone, PhoneId, Subject};

/// A forward that a person wants.
#[derive(Clone, Copy, Debug)]
pub struct Set<'a> {
    /// Whose calls.
    pub phone: PhoneId,
    /// When.
    pub kind: Kind,
    /// Where to, as typed; for voicemail it does not matter.
    pub target: &'a str,
    /// When it ends, if it does by itself.
    pub until: Option<DateTime<Utc>>,
    /// The person has just shown again who they are.
    pub confirmed: bool,
}

/// A forward that a person wants no longer.
#[derive(Clone, Copy, Debug)]
pub struct Clear {
    /// Whose calls.
    pub phone: PhoneId,
    /// Which forward.
    pub kind: Kind,
}

/// The rules of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// A forward out of the house has to be confirmed; it does by default.
    pub confirm: bool,
    /// How long a forward out of the house may last, and lasts if nobody says; 30 days by default, `None` for ever.
    pub longest: Option<Duration>,
    /// The countries to which calls may be forwarded, by code; all if empty.
    pub countries: Vec<Digits>,
    /// Where calls may not be forwarded, as people write it or with `+`.
    pub forbidden: Vec<Pattern>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            confirm: true,
            longest: Some(Duration::from_secs(30 * 24 * 3600)),
            countries: Vec::new(),
            forbidden: Vec::new(),
        }
    }
}

/// What is to happen, and what goes into the audit trail in either case.
///
/// Only what was decided reaches AstDB: an [`Effect`] that somebody made is no decision.
///
/// ```compile_fail,E0308
/// use switchhook_portal_core::approved::Approved;
/// use switchhook_portal_core::forward::Effect;
///
/// fn write(approved: &Approved<Effect>) {}
/// write(&Effect::default());
/// ```
#[derive(Debug, PartialEq, Eq)]
pub enum Decision {
    /// AstDB is to be changed.
    Change(Approved<Effect>),
    /// Nothing is changed.
    Denied {
        /// Why.
        reason: Reason,
        /// For the audit trail.
        audit: AuditEntry,
    },
}

/// What Asterisk has to do, and what people have to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// What has to be written and removed, in order; nothing if all is as wanted.
    pub changes: Vec<Change>,
    /// What the person has to know.
    pub warnings: Vec<Warning>,
    /// What the phone's owner and the administrators have to be told.
    pub notice: Option<Notice>,
}

/// Calls leave the house: fraud begins so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whose calls.
    pub phone: PhoneId,
    /// Where to, in part.
    pub number: String,
    /// Until when.
    pub until: Option<DateTime<Utc>>,
}

/// What a person has to know of a forward that is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// The target is forwarded itself.
    TargetForwarded {
        /// By which extensions calls go on.
        extensions: Vec<String>,
    },
    /// Calls leave the house, at the site's cost.
    LeavesTheHouse,
    /// Calls of these phones come along.
    TakesAlong {
        /// Their extensions.
        extensions: Vec<String>,
    },
}

impl Warning {
    /// A stable name, for translations.
    pub fn key(&self) -> &'static str {
        match self {
            Self::TargetForwarded { .. } => "target-forwarded",
            Self::LeavesTheHouse => "leaves-the-house",
            Self::TakesAlong { .. } => "takes-along",
        }
    }
}

/// Decides about a forward.
///
/// The person needs [`Capability::ForwardInternal`] over the phone; where calls can leave the house, by this forward or
/// by those that follow it, [`Capability::ForwardExternal`], and every phone on the way needs the right to call there.
///
/// ```
/// use switchhook_portal_core::forward::{Decision, Facts, Kind, Policy, Set, State, set};
/// use switchhook_portal_core::numbering::Site;
/// use switchhook_portal_core::{PersonId, Profile, Subject};
/// # use switchhook_portal_core::{Phone, PhoneId};
/// # let phone = |id: i64| Phone { id: PhoneId(id), endpoint: format!("p{id}").parse().unwrap(), extension: format!("10{id}").parse().unwrap(), owner: Some(PersonId(id)), department: None, label: String::new(), hidden: false };
///
/// let phones = [phone(1), phone(2)];
/// let facts = Facts {
///     phones: &phones,
///     rights: &Default::default(),
///     direct: &Default::default(),
///     short: &Default::default(),
///     site: &Site { country: "689".parse()?, ..Site::default() },
///     state: &State::default(),
///     now: Default::default(),
/// };
/// let subject = Subject {
///     person: PersonId(1),
///     profiles: [Profile::User].into(),
///     phones: vec![PhoneId(1)],
///     departments: [].into(),
/// };
/// let ask = |target| {
///     let command = Set { phone: PhoneId(1), kind: Kind::Immediate, target, until: None, confirmed: true };
///     set(&subject, &command, &facts, &Policy::default())
/// };
/// let Decision::Change(approved) = ask("102") else { panic!() };
/// assert_eq!(approved.effect().changes.len(), 1, "CFIM/p1 = 102");
/// assert!(matches!(ask("+689 87 72 12 34"), Decision::Denied { .. }), "out of the house needs a right");
/// # Ok::<(), switchhook_portal_core::numbering::ParseDigitsError>(())
/// ```
pub fn set(subject: &Subject, command: &Set<'_>, facts: &Facts<'_>, policy: &Policy) -> Decision {
    let audit = audit_of(subject, command.phone);
    match wanted(subject, command, facts, policy) {
        Err(reason) => denied(reason, audit),
        Ok((phone, forward, mut effect)) => {
            let before = facts.state.of(phone.id).forwards.get(&command.kind);
            effect.changes = changes(phone, command.kind, before, Some(&forward));
            let audit = audit.change(
                field(command.kind),
                shown(before, facts),
                shown(Some(&forward), facts),
            );
            Decision::Change(Approved::new(effect, audit))
        }
    }
}

/// Decides about the end of a forward: who may set forwards of a phone may take them away.
pub fn clear(subject: &Subject, command: &Clear, facts: &Facts<'_>) -> Decision {
    let audit = audit_of(subject, command.phone);
    let Some(phone) = settable(subject, command.phone, facts) else {
        return denied(Reason::NotYourPhone, audit);
    };
    let before = facts.state.of(phone.id).forwards.get(&command.kind);
    let effect = Effect {
        changes: changes(phone, command.kind, before, None),
        ..Effect::default()
    };
    let audit = audit.change(field(command.kind), shown(before, facts), "");
    Decision::Change(Approved::new(effect, audit))
}

/// What has to be removed because it has ended, and ends of forwards that are no longer there.
///
/// Until that is done, [`Facts::trace`] and a dialplan that looks at `CFEND` follow no forward that has ended.
///
/// ```
/// use switchhook_portal_core::astdb::Found;
/// use switchhook_portal_core::forward::expired;
///
/// let found = Found::read([("/CFIM/ab12cd34", "107"), ("/CFEND/CFIM/ab12cd34", "1000"), ("/CFEND/CFBS/x", "9999")]);
/// assert_eq!(expired(&found, chrono::DateTime::from_timestamp(999, 0).unwrap()).len(), 1, "the end without a forward");
/// assert_eq!(expired(&found, chrono::DateTime::from_timestamp(1000, 0).unwrap()).len(), 3);
/// ```
pub fn expired(found: &Found, now: DateTime<Utc>) -> Vec<Change> {
    let mut changes = Vec::new();
    for (key, until) in found.family(Family::ForwardEnd) {
        let Some((family, endpoint)) = key.split_once('/') else {
            continue;
        };
        let Ok(family) = family.parse::<Family>() else {
            continue;
        };
        let over = until.parse::<i64>().is_ok_and(|until| until <= now.timestamp());
        let there = found.value(family, endpoint).is_some();
        if over && there {
            changes.push(Change::Delete {
                family,
                key: endpoint.to_owned(),
            });
        }
        if over || !there {
            changes.push(Change::Delete {
                family: Family::ForwardEnd,
                key: key.to_owned(),
            });
        }
    }
    changes
}

/// The same as effects, each with its entry for the trail: one for every forward that ended, on behalf of the portal.
///
/// ```
/// use switchhook_portal_core::astdb::Found;
/// use switchhook_portal_core::forward::end_expired;
/// # use switchhook_portal_core::{Phone, PhoneId};
/// # let phones = [Phone { id: PhoneId(7), endpoint: "ab12cd34".parse().unwrap(), extension: "107".parse().unwrap(), owner: None, department: None, label: String::new(), hidden: false }];
///
/// let found = Found::read([("/CFIM/ab12cd34", "107"), ("/CFEND/CFIM/ab12cd34", "1000")]);
/// let ended = end_expired(&phones, &found, chrono::DateTime::from_timestamp(1000, 0).unwrap());
/// assert_eq!(ended.len(), 1);
/// assert_eq!(ended[0].effect().changes.len(), 2, "the forward and its end");
/// assert_eq!((ended[0].audit().object_text(), ended[0].audit().detail()), ("phone 7".into(), "forward: immediate → ".into()));
/// ```
pub fn end_expired(phones: &[Phone], found: &Found, now: DateTime<Utc>) -> Vec<Approved<Effect>> {
    let mut by_forward: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    for change in expired(found, now) {
        let name = match change.family() {
            Family::ForwardEnd => change.key().to_owned(),
            family => format!("{family}/{}", change.key()),
        };
        by_forward.entry(name).or_default().push(change);
    }
    by_forward
        .into_values()
        .map(|changes| {
            let ended = changes
                .iter()
                .find(|change| change.family() != Family::ForwardEnd);
            let phone = ended.and_then(|change| {
                phones
                    .iter()
                    .find(|phone| phone.endpoint.as_str() == change.key())
            });
            // A telephone that is no more, or an end without its forward, belongs to the site.
            let object = phone.map_or(Object::Site, |phone| Object::Phone(phone.id));
            let kind = ended.and_then(|change| {
                Kind::ALL
                    .into_iter()
                    .find(|kind| kind.family() == change.family())
            });
            let audit = AuditEntry::new(Actor::System, Action::Update, object).change(
                "forward",
                kind.map_or("", Kind::key),
                "",
            );
            let effect = Effect {
                changes,
                ..Effect::default()
            };
            Approved::new(effect, audit)
        })
        .collect()
}

fn denied(reason: Reason, audit: AuditEntry) -> Decision {
    let audit = audit.outcome(Outcome::Refused(reason.key().to_owned()));
    Decision::Denied { reason, audit }
}

fn audit_of(subject: &Subject, phone: PhoneId) -> AuditEntry {
    AuditEntry::new(
        Actor::Person(subject.person),
        Action::Update,
        Object::Phone(phone),
    )
}

fn field(kind: Kind) -> &'static str {
    match kind {
        Kind::Immediate => "forward_immediate",
        Kind::Busy => "forward_busy",
        Kind::NoAnswer => "forward_no_answer",
        Kind::Voicemail => "forward_voicemail",
    }
}

/// Others read the audit trail: numbers outside are there in part.
fn shown(forward: Option<&Forward>, facts: &Facts<'_>) -> String {
    let Some(forward) = forward else {
        return String::new();
    };
    let number = facts.site.read_dialled(&forward.target).masked();
    match forward.until {
        Some(until) => format!("{number} until {}", until.format("%Y-%m-%dT%H:%MZ")),
        None => number,
    }
}

/// The phone, if the person may forward its calls at all.
fn settable<'a>(subject: &Subject, phone: PhoneId, facts: &Facts<'a>) -> Option<&'a Phone> {
    let phone = facts.phone(phone)?;
    let party = Facts::party(phone);
    let may = [Capability::ForwardInternal, Capability::ForwardExternal]
        .into_iter()
        .any(|capability| subject.reaches(capability, &party));
    may.then_some(phone)
}

fn wanted<'a>(
    subject: &Subject,
    command: &Set<'_>,
    facts: &Facts<'a>,
    policy: &Policy,
) -> Result<(&'a Phone, Forward, Effect), Reason> {
    let phone = settable(subject, command.phone, facts).ok_or(Reason::NotYourPhone)?;
    if command.until.is_some_and(|until| until <= facts.now) {
        return Err(Reason::EndsInThePast);
    }
    if command.kind == Kind::Voicemail {
        let target = phone.extension.as_str().parse()?;
        let forward = Forward {
            target,
            until: command.until,
        };
        return Ok((phone, forward, Effect::default()));
    }
    let target = target(command.target, phone, facts)?;
    let mut forward = Forward {
        target,
        until: command.until,
    };
    let reachable = look_ahead(phone, command.kind, &forward, facts)?;
    let mut effect = Effect::default();
    let upstream = facts.upstream(phone.id);
    let direct = match facts.leads(phone, &forward.target).1 {
        Leads::Outside(number) => Some(number),
        _ => None,
    };
    // Another forward of the same phone is none of this decision's.
    let mut outside = beyond(phone.id, &forward, facts);
    outside.extend(direct.clone());
    if !outside.is_empty() {
        external(
            subject,
            phone,
            command,
            &outside,
            direct.is_some(),
            &reachable,
            facts,
        )?;
        for number in &outside {
            toll(number, facts, policy)?;
            let senders = upstream.iter().copied().chain([phone.id]);
            if let Some((by, because)) = facts.forbidden(senders, number) {
                let extension = facts.extension(by);
                return Err(Reason::NotCallable { extension, because });
            }
        }
        if policy.confirm && !command.confirmed {
            return Err(Reason::NotConfirmed);
        }
        forward.until = latest(command.until, facts.now, policy)?;
        effect.warnings.push(Warning::LeavesTheHouse);
        let masked = outside.iter().map(Number::masked).collect::<Vec<_>>();
        effect.notice = Some(Notice {
            phone: phone.id,
            number: masked.join(", "),
            until: forward.until,
        });
    }
    let names = |phones: &mut dyn Iterator<Item = PhoneId>| phones.map(|p| facts.extension(p)).collect();
    if let Some(last) = further(phone.id, &forward, facts, &reachable) {
        effect.warnings.push(Warning::TargetForwarded {
            extensions: names(&mut reachable.way(last).into_iter().skip(1)),
        });
    }
    if !upstream.is_empty() {
        effect.warnings.push(Warning::TakesAlong {
            extensions: names(&mut upstream.into_iter()),
        });
    }
    Ok((phone, forward, effect))
}

/// The typed number as the phone would dial it.
fn target(typed: &str, phone: &Phone, facts: &Facts<'_>) -> Result<DialString, Reason> {
    let written: DialString = typed.parse()?;
    let unknown = || Reason::UnknownNumber {
        number: written.to_string(),
    };
    // A short number stays one: who changes what it stands for changes the forward, and is checked then by the trace.
    let short = facts.short.find(&written, phone.owner).is_some();
    let dialled = if short {
        written.clone()
    } else {
        let dialled = facts.site.to_dial(&facts.site.read(&written));
        // Nothing can be dialled behind a `+`, and what is dialled must mean what was written.
        if dialled.as_str().rfind('+').is_some_and(|place| place > 0) {
            return Err(Reason::BadNumber(DialStringError::BadCharacter {
                character: '+',
            }));
        }
        dialled
    };
    match facts.leads(phone, &dialled).1 {
        Leads::Phone(id) if id == phone.id => Err(Reason::OwnNumber),
        Leads::Phone(_) | Leads::Application(_) | Leads::Outside(_) => Ok(dialled),
        Leads::Emergency => Err(Reason::Emergency),
        Leads::Code => Err(Reason::FeatureCode),
        Leads::Nobody => Err(unknown()),
    }
}

/// What can be reached once the forward holds; no circle, and not too far.
fn look_ahead(phone: &Phone, kind: Kind, forward: &Forward, facts: &Facts<'_>) -> Result<Reachable, Reason> {
    let state = facts.state.clone().with(phone.id, kind, Some(forward.clone()));
    let after = Facts {
        state: &state,
        ..*facts
    };
    let reachable = after.reachable(phone.id);
    // The phone that sends calls back, if there is one.
    let back = reachable.phones.keys().copied().find(|id| {
        facts.phone(*id).is_some_and(|from| {
            let mut forwards = state.of(*id).forwards.iter();
            forwards.any(|(kind, forward)| {
                *kind != Kind::Voicemail
                    && forward.holds(facts.now)
                    && after.leads(from, &forward.target).1 == Leads::Phone(phone.id)
            })
        })
    });
    if let Some(back) = back {
        let circle = reachable.way(back).into_iter().chain([phone.id]);
        return Err(Reason::Loop {
            extensions: circle.map(|id| facts.extension(id)).collect(),
        });
    }
    // Those who already forward to the phone make the chain longer.
    let before = facts
        .upstream(phone.id)
        .into_iter()
        .map(|id| facts.reachable(id).way(phone.id).len())
        .max()
        .unwrap_or(1);
    if before + reachable.depth() - 1 > Facts::MAX_CHAIN {
        let max = Facts::MAX_CHAIN;
        return Err(Reason::TooLong { max });
    }
    Ok(reachable)
}

/// The numbers outside that calls reach by the target's own forwards.
fn beyond(phone: PhoneId, forward: &Forward, facts: &Facts<'_>) -> BTreeSet<Number> {
    let from = facts.phone(phone);
    match from.map(|from| facts.leads(from, &forward.target).1) {
        Some(Leads::Phone(next)) => facts.reachable(next).outside,
        _ => BTreeSet::new(),
    }
}

/// The last phone to which the target's own forwards send calls, if they do.
fn further(phone: PhoneId, forward: &Forward, facts: &Facts<'_>, reachable: &Reachable) -> Option<PhoneId> {
    let Leads::Phone(next) = facts.leads(facts.phone(phone)?, &forward.target).1 else {
        return None;
    };
    let beyond = facts.reachable(next).phones;
    beyond
        .into_keys()
        .filter(|id| *id != next)
        .max_by_key(|id| reachable.way(*id).len())
}

fn external(
    subject: &Subject,
    phone: &Phone,
    command: &Set<'_>,
    outside: &BTreeSet<Number>,
    direct: bool,
    reachable: &Reachable,
    facts: &Facts<'_>,
) -> Result<(), Reason> {
    if subject.reaches(Capability::ForwardExternal, &Facts::party(phone)) {
        return Ok(());
    }
    if direct {
        return Err(Reason::NoExternalRight);
    }
    // The phone that sends calls out, and the way to it.
    let leaves = reachable.phones.keys().copied().find(|id| {
        facts.phone(*id).is_some_and(|from| {
            let settings = facts.state.of(*id);
            Kind::ALL.into_iter().any(|kind| {
                (*id, kind) != (phone.id, command.kind)
                    && settings.holding(kind, facts.now).is_some_and(|forward| {
                        matches!(facts.leads(from, &forward.target).1, Leads::Outside(n) if outside.contains(&n))
                    })
            })
        })
    });
    let way = leaves.map(|id| reachable.way(id)).unwrap_or_default();
    Err(Reason::ChainLeaves {
        extensions: way.into_iter().map(|id| facts.extension(id)).collect(),
    })
}

/// The rules against fraud that are about the number alone.
fn toll(number: &Number, facts: &Facts<'_>, policy: &Policy) -> Result<(), Reason> {
    let spellings = facts.site.spellings(number);
    let forbidden = |pattern: &Pattern| spellings.iter().any(|number| pattern.matches(number));
    if policy.forbidden.iter().any(forbidden) {
        return Err(Reason::Forbidden);
    }
    if facts.site.kind_of(number) == Some(ClassKind::Premium) {
        return Err(Reason::Premium);
    }
    let digits = match number {
        Number::Outside(number) => number.digits(),
        // A number that is not known whole may be anywhere.
        _ => String::new(),
    };
    let listed = |country: &Digits| !country.as_str().is_empty() && digits.starts_with(country.as_str());
    if !policy.countries.is_empty() && !policy.countries.iter().any(listed) {
        return Err(Reason::Country);
    }
    Ok(())
}

/// When a forward out of the house ends.
fn latest(
    wanted: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    policy: &Policy,
) -> Result<Option<DateTime<Utc>>, Reason> {
    let Some(longest) = policy.longest else {
        return Ok(wanted);
    };
    let latest = chrono::TimeDelta::from_std(longest)
        .ok()
        .and_then(|longest| now.checked_add_signed(longest))
        .unwrap_or(DateTime::<Utc>::MAX_UTC);
    match wanted {
        Some(until) if until > latest => Err(Reason::EndsTooLate { latest }),
        Some(until) => Ok(Some(until)),
        None => Ok(Some(latest)),
    }
}

/// From one forward to another. The end goes first where a forward comes, so that none without its end ever holds.
fn changes(phone: &Phone, kind: Kind, before: Option<&Forward>, after: Option<&Forward>) -> Vec<Change> {
    let (family, endpoint) = (kind.family(), &phone.endpoint);
    let end = |until| Entry::forward_end(family, endpoint, until);
    let delete_end = || Change::Delete {
        family: Family::ForwardEnd,
        key: format!("{family}/{endpoint}"),
    };
    let had_end = before.is_some_and(|forward| forward.until.is_some());
    let mut changes = Vec::new();
    match after {
        Some(after) => {
            if let Some(until) = after.until {
                changes.push(Change::Put(end(until)));
            }
            if before.map(|forward| &forward.target) != Some(&after.target) {
                changes.push(Change::Put(Entry::forward(family, endpoint, &after.target)));
            }
            if had_end && after.until.is_none() {
                changes.push(delete_end());
            }
        }
        None if before.is_some() => {
            changes.push(Change::Delete {
                family,
                key: endpoint.to_string(),
            });
            if had_end {
                changes.push(delete_end());
            }
        }
        None => {}
    }
    changes
}

impl State {
    /// Whether anything of a phone is forwarded now.
    pub fn is_forwarded(&self, phone: PhoneId, now: DateTime<Utc>) -> bool {
        let settings = self.of(phone);
        Kind::ALL
            .into_iter()
            .any(|kind| settings.holding(kind, now).is_some())
    }
}

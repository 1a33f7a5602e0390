//! Calls planned for later: the own phone rings at a time, then the number is dialled.
//!
//! What may be dialled is what may be dialled by a click, but for emergency numbers: nobody may be there when the telephone
//! rings.

use chrono::{DateTime, TimeDelta, Utc};

use crate::audit::{Action, Actor, AuditEntry, Object, Outcome};
use crate::dial::{self, OriginateEffect, Pattern};
use crate::number::mask;
use crate::{Capability, DialString, Party, PhoneId, Problem, Subject};

/// What a person wants.
#[derive(Clone, Copy, Debug)]
pub struct Command<'a> {
    /// The number, as typed or clicked.
    pub number: &'a str,
    /// The own phone that is to ring; the first one by default.
    pub phone: Option<PhoneId>,
    /// When.
    pub at: DateTime<Utc>,
    /// What it is about, for oneself.
    pub note: &'a str,
}

/// What the decision is made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Those of a click on the number.
    pub dial: dial::Facts<'a>,
    /// What the person's calls that are not over will dial.
    pub waiting: &'a [String],
    /// Whether the number is the extension of a telephone here: then it is no emergency number, whatever it looks like.
    pub extension: bool,
    /// The present.
    pub now: DateTime<Utc>,
}

/// The rules of a site.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Those of a click.
    pub dial: dial::Policy,
    /// Refused whatever the rules of a click say.
    pub emergency: Vec<Pattern>,
    /// The most calls that a person may have planned at once.
    pub most: u32,
    /// How far ahead, in days.
    pub days: u32,
}

/// Why a call is not planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The person may not plan calls.
    #[error("this needs the right call-schedule; ask an administrator for it")]
    NoRight,
    /// A click on the number would be refused.
    #[error(transparent)]
    Dial(#[from] dial::Reason),
    /// Emergency calls are made by somebody, at once.
    #[error("emergency numbers cannot be called later; call now")]
    Emergency,
    /// The time has passed.
    #[error("the time has passed; choose one to come")]
    Past,
    /// The time is further away than the site wants.
    #[error("the time is more than {days} days away; choose an earlier one")]
    TooFar {
        /// The site's limit.
        days: u32,
    },
    /// The note cannot be kept.
    #[error("the note {0}")]
    Note(Problem),
    /// A call to the number is planned already.
    #[error("you have planned a call to this number already; change its time")]
    Twice,
    /// As many as the site allows are planned.
    #[error("you have planned {limit} calls; cancel one first")]
    TooMany {
        /// The site's limit.
        limit: u32,
    },
}

impl Reason {
    /// A stable name such as `too-many-planned`, for translations and the audit trail.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoRight => "no-right",
            Self::Dial(reason) => reason.key(),
            Self::Emergency => "emergency",
            Self::Past => "past",
            Self::TooFar { .. } => "too-far",
            Self::Note(_) => "bad-note",
            Self::Twice => "planned-twice",
            Self::TooMany { .. } => "too-many-planned",
        }
    }
}

/// What is to happen, and what goes into the audit trail in either case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The call is planned.
    Plan {
        /// What Asterisk has to do when it is time.
        effect: OriginateEffect,
        /// What it is about.
        note: String,
        /// For the audit trail.
        audit: AuditEntry,
    },
    /// It is not.
    Denied {
        /// Why.
        reason: Reason,
        /// For the audit trail.
        audit: AuditEntry,
    },
}

/// Decides about a wish to call somebody later.
///
/// ```
/// use chrono::{TimeDelta, Utc};
/// use switchhook_portal_core::schedule::{Command, Decision, Facts, Policy, Reason, decide};
/// use switchhook_portal_core::{PersonId, Phone, PhoneId, Profile, Subject, dial};
///
/// let phone = Phone {
///     id: PhoneId(1),
///     endpoint: "ab12cd34".parse()?,
///     extension: "106".parse()?,
///     owner: Some(PersonId(1)),
///     department: None,
///     label: String::new(),
///     hidden: false,
/// };
/// let subject = Subject {
///     person: PersonId(1),
///     profiles: [Profile::User].into(),
///     phones: vec![PhoneId(1)],
///     departments: [].into(),
/// };
/// let now = "2026-11-22T09:00:00Z".parse()?;
/// let dial = dial::Facts { phones: &[phone], caller_name: "Ana Souza", recent_calls: 0 };
/// let facts = Facts { dial, waiting: &["107".to_owned()], extension: false, now };
/// let policy = Policy { dial: dial::Policy::new("from-phones"), emergency: vec!["112".parse()?], most: 5, days: 30 };
///
/// let plan = |number, hours| {
///     let command = Command { number, phone: None, at: now + TimeDelta::hours(hours), note: "the offer" };
///     match decide(&subject, &command, &facts, &policy) {
///         Decision::Plan { effect, .. } => Ok(effect.extension.to_string()),
///         Decision::Denied { reason, .. } => Err(reason),
///     }
/// };
/// assert_eq!(plan("27 24 10", 1), Ok("272410".to_owned()));
/// assert_eq!(plan("27 24 10", -1), Err(Reason::Past));
/// assert_eq!(plan("107", 1), Err(Reason::Twice));
/// assert_eq!(plan("112", 1), Err(Reason::Emergency));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decide(subject: &Subject, command: &Command<'_>, facts: &Facts<'_>, policy: &Policy) -> Decision {
    let number = command.number.parse::<DialString>();
    // Others read the audit trail: whom somebody calls is not for them.
    let shown = number.map(|number| mask(number.as_str())).unwrap_or_default();
    let audit = AuditEntry::new(
        Actor::Person(subject.person),
        Action::Schedule,
        Object::Call(shown),
    );
    match plan(subject, command, facts, policy) {
        Ok((effect, note)) => Decision::Plan { effect, note, audit },
        Err(reason) => {
            let audit = audit.outcome(Outcome::Refused(reason.key().to_owned()));
            Decision::Denied { reason, audit }
        }
    }
}

fn plan(
    subject: &Subject,
    command: &Command<'_>,
    facts: &Facts<'_>,
    policy: &Policy,
) -> Result<(OriginateEffect, String), Reason> {
    let effect = effect(subject, command.number, command.phone, facts, policy)?;
    in_time(command.at, facts.now, policy)?;
    let note = crate::form::line(command.note, 200).map_err(Reason::Note)?;
    if facts
        .waiting
        .iter()
        .any(|number| number == effect.extension.as_str())
    {
        return Err(Reason::Twice);
    }
    if facts.waiting.len() >= policy.most as usize {
        return Err(Reason::TooMany { limit: policy.most });
    }
    Ok((effect, note))
}

/// What Asterisk would have to do for a call from this phone: asked again while the call waits, since people leave, phones
/// change hands, and rules change.
///
/// # Errors
///
/// The person may not, or not any more.
pub fn effect(
    subject: &Subject,
    number: &str,
    phone: Option<PhoneId>,
    facts: &Facts<'_>,
    policy: &Policy,
) -> Result<OriginateEffect, Reason> {
    subject
        .require(Capability::CallSchedule)
        .map_err(|_| Reason::NoRight)?;
    let effect = match dial::decide(
        subject,
        &dial::Command { number, phone },
        &facts.dial,
        &policy.dial,
    ) {
        dial::Decision::Dial(approved) => approved.into_parts().0,
        dial::Decision::Denied { reason, .. } => return Err(reason.into()),
    };
    if !facts.extension && is_emergency(number, &effect.extension, policy) {
        return Err(Reason::Emergency);
    }
    Ok(effect)
}

/// Whether the time is one for which a call can be planned.
///
/// # Errors
///
/// It has passed, or is too far away.
pub fn in_time(at: DateTime<Utc>, now: DateTime<Utc>, policy: &Policy) -> Result<(), Reason> {
    if at <= now {
        return Err(Reason::Past);
    }
    if at - now > TimeDelta::days(policy.days.into()) {
        return Err(Reason::TooFar { days: policy.days });
    }
    Ok(())
}

/// As given, as dialled, and both without the prefix that gets a line.
fn is_emergency(number: &str, dialled: &DialString, policy: &Policy) -> bool {
    let given = number.parse::<DialString>().ok();
    let prefix = policy.dial.prefix.as_ref().map(DialString::as_str);
    [given.as_ref(), Some(dialled)]
        .into_iter()
        .flatten()
        .flat_map(|form| {
            let bare = prefix.and_then(|prefix| form.as_str().strip_prefix(prefix)?.parse().ok());
            [Some(form.clone()), bare]
        })
        .flatten()
        .any(|form: DialString| policy.emergency.iter().any(|pattern| pattern.matches(&form)))
}

/// What a person may see of a planned call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The number, its end masked where it is not for this person.
    pub number: String,
    /// The note: for whoever wrote it only.
    pub note: String,
    /// Whether it is the person's own.
    pub own: bool,
}

/// A planned call as somebody may see it: by [`Capability::CallSchedule`]. `owner` is who planned it.
pub fn seen_by(subject: &Subject, owner: &Party, number: &str, note: &str) -> Option<Seen> {
    if !subject.reaches(Capability::CallSchedule, owner) {
        return None;
    }
    let own = subject.is(owner);
    let whole = own || subject.reaches(Capability::CallLogUnmask, owner);
    Some(Seen {
        number: if whole { number.to_owned() } else { mask(number) },
        note: if own { note.to_owned() } else { String::new() },
        own,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::testing::{party, phone, subject};

    fn policy() -> Policy {
        Policy {
            dial: dial::Policy {
                prefix: Some("0".parse().unwrap()),
                internal_digits: 4,
                forbidden: vec!["36.".parse().unwrap()],
                ..dial::Policy::new("phones")
            },
            emergency: ["112", "15"].map(|text| text.parse().unwrap()).into(),
            most: 2,
            days: 30,
        }
    }

    fn ask(who: &Subject, number: &str, minutes: i64, waiting: &[&str], extension: bool) -> &'static str {
        let phones = [phone(10, "106", Some(1)), phone(11, "107", Some(2))];
        let waiting: Vec<String> = waiting.iter().map(|&number| number.to_owned()).collect();
        let now: DateTime<Utc> = "2026-11-22T09:00:00Z".parse().unwrap();
        let facts = Facts {
            dial: dial::Facts {
                phones: &phones,
                caller_name: "Ana",
                recent_calls: 0,
            },
            waiting: &waiting,
            extension,
            now,
        };
        let command = Command {
            number,
            phone: None,
            at: now + TimeDelta::minutes(minutes),
            note: "",
        };
        match decide(who, &command, &facts, &policy()) {
            Decision::Plan { audit, .. } => {
                assert_eq!(audit.outcome, Outcome::Done);
                "planned"
            }
            Decision::Denied { reason, audit } => {
                assert_eq!(audit.outcome, Outcome::Refused(reason.key().to_owned()));
                reason.key()
            }
        }
    }

    #[test]
    fn refusals_say_why() {
        let user = subject(1, &[Profile::User], &[10], &[]);
        let auditor = subject(1, &[Profile::Auditor], &[10], &[]);
        let phoneless = subject(1, &[Profile::User], &[], &[]);
        let month = 30 * 24 * 60;
        for (who, number, minutes, waiting, extension, expected) in [
            (&user, "107", 1, &[][..], true, "planned"),
            (&user, "107", month, &["108"], true, "planned"),
            (&auditor, "107", 1, &[], true, "no-right"),
            (&phoneless, "107", 1, &[], true, "no-phone"),
            (&user, "106", 1, &[], true, "own-number"),
            (&user, "1O7", 1, &[], false, "bad-number"),
            (&user, "364000", 1, &[], false, "not-allowed"),
            (&user, "107", 0, &[], true, "past"),
            (&user, "107", -1, &[], true, "past"),
            (&user, "107", month + 1, &[], true, "too-far"),
            (&user, "107", 1, &["107"], true, "planned-twice"),
            (&user, "27 24 10", 1, &["0272410"], false, "planned-twice"),
            (&user, "107", 1, &["108", "109"], true, "too-many-planned"),
            (&user, "112", 1, &[], false, "emergency"),
            (&user, "0112", 1, &[], false, "emergency"),
            (&user, "1 5", 1, &[], false, "emergency"),
            // A colleague's telephone may have a number like that.
            (&user, "15", 1, &[], true, "planned"),
        ] {
            assert_eq!(
                ask(who, number, minutes, waiting, extension),
                expected,
                "{number:?} in {minutes} min"
            );
        }
    }

    #[test]
    fn others_see_a_masked_number_and_no_note() {
        let owner = party(Some(10), Some(1), Some(5));
        let seen = |who: &Subject| seen_by(who, &owner, "272410", "salary");
        let own = seen(&subject(1, &[Profile::User], &[10], &[])).unwrap();
        assert_eq!((&*own.number, &*own.note, own.own), ("272410", "salary", true));
        let head = seen(&subject(2, &[Profile::DepartmentHead], &[], &[5])).unwrap();
        assert_eq!(
            (&*head.number, &*head.note, head.own),
            (&*mask("272410"), "", false)
        );
        assert_eq!(seen(&subject(2, &[Profile::DepartmentHead], &[], &[6])), None);
        assert_eq!(seen(&subject(2, &[Profile::User], &[], &[5])), None);
        assert!(seen(&subject(2, &[Profile::Administrator], &[], &[])).is_some());
    }
}

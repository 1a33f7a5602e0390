//! Click-to-dial: may this person call that number, and what does Asterisk have to do?

pub mod budget;
mod client;
mod pattern;
mod purse;
mod rules;

use std::collections::HashMap;
use std::time::Duration;

use crate::approved::Approved;
use crate::asterisk::EXTENSION_VARIABLE;
use crate::audit::{Action, Actor, AuditEntry, Object, Outcome};
use crate::number::{DialStringError, mask};
use crate::text::ascii_name;
use crate::{Capability, DialString, EndpointName, Phone, PhoneId, Subject};

pub use client::{ApiClient, ClientCommand, ClientFacts, ClientForm, NewApiClient, decide_for_client};
pub use pattern::{ParsePatternError, Pattern};
pub use purse::{Purse, Purses};
pub use rules::{Rule, RuleError, Source, SourceRule, Step};

/// What a person wants.
#[derive(Clone, Copy, Debug)]
pub struct Command<'a> {
    /// The number, as typed or clicked.
    pub number: &'a str,
    /// The own phone that is to ring; the first one by default.
    pub phone: Option<PhoneId>,
}

/// What the decision is made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// All phones of the person, and perhaps others.
    pub phones: &'a [Phone],
    /// The person's name, as colleagues see it when they are called.
    pub caller_name: &'a str,
    /// How many calls the person began in the last minute.
    pub recent_calls: u32,
}

/// The rules of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Dialled before a number that is no extension, such as `0` for a line. Behind it, the `+` of a number becomes `00`.
    pub prefix: Option<DialString>,
    /// The most digits of an internal number, which gets no prefix; 6 by default.
    pub internal_digits: usize,
    /// How numbers that people and programs give become those that the dialplan knows; the first rule that fits.
    pub destinations: Vec<Rule>,
    /// How numbers that other programs give become telephones; the first rule that fits.
    pub sources: Vec<SourceRule>,
    /// What may be dialled, after the rules; everything if empty.
    pub allowed: Vec<Pattern>,
    /// What may not be dialled, whether as given, after the rules or with the prefix.
    pub forbidden: Vec<Pattern>,
    /// Where the dialplan takes the call over.
    pub context: String,
    /// How long the own phone rings; 30 s by default.
    pub timeout: Duration,
    /// Shown to those called, in place of the person's name and extension.
    pub caller_id: Option<String>,
    /// Shown in place of the extension alone, as in calls that the phones themselves make (see
    /// [`PhoneSettings::outside_number`](crate::asterisk::PhoneSettings::outside_number)).
    pub outside_number: Option<String>,
    /// The numbers of phones that have one of their own, by extension; shown in place of both.
    pub direct_numbers: HashMap<String, String>,
    /// The most calls in a minute, if there is a limit.
    pub per_minute: Option<u32>,
}

impl Policy {
    /// Everything may be dialled in a context, without prefix.
    pub fn new(context: impl Into<String>) -> Self {
        Self {
            prefix: None,
            internal_digits: crate::Extension::MAX,
            destinations: Vec::new(),
            sources: Vec::new(),
            allowed: Vec::new(),
            forbidden: Vec::new(),
            context: context.into(),
            timeout: Duration::from_secs(30),
            caller_id: None,
            outside_number: None,
            direct_numbers: HashMap::new(),
            per_minute: None,
        }
    }

    /// What a call from one of the own phones shows, and the variable with which the dialplan puts the extension back.
    fn shown(&self, name: &str, extension: &str) -> (String, Option<(&'static str, String)>) {
        let outside = self
            .direct_numbers
            .get(extension)
            .or(self.outside_number.as_ref());
        let hidden = outside
            .is_some()
            .then(|| (EXTENSION_VARIABLE, extension.to_owned()));
        let caller_id = self.caller_id.clone().unwrap_or_else(|| {
            let number = outside.map_or(extension, String::as_str);
            if name.is_empty() {
                format!("<{number}>")
            } else {
                format!("\"{name}\" <{number}>")
            }
        });
        (caller_id, hidden)
    }
}

/// What is to happen, and what goes into the audit trail in either case.
#[derive(Debug, PartialEq, Eq)]
pub enum Decision {
    /// The call is to be made; a failure of Asterisk is noted in the entry.
    Dial(Approved<OriginateEffect>),
    /// The call is refused.
    Denied {
        /// Why.
        reason: Reason,
        /// For the audit trail.
        audit: AuditEntry,
    },
}

/// A call that Asterisk has to make: the own phone rings, and once it is lifted the dialplan calls the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginateEffect {
    /// The own phone, if it is one that the portal manages.
    pub phone: Option<PhoneId>,
    /// What colleagues dial to reach it.
    pub source: String,
    /// Its SIP account; [`EndpointName::channel`] is what Asterisk calls.
    pub endpoint: EndpointName,
    /// Where the dialplan takes over.
    pub context: String,
    /// The number, with the site's prefix.
    pub extension: DialString,
    /// Shown to those called, such as `"Ana Souza" <106>`.
    pub caller_id: String,
    /// How long the own phone rings.
    pub timeout: Duration,
    /// Channel variables for the dialplan: `SWITCHHOOK_PERSON` is who clicked, `SWITCHHOOK_CLIENT` the program that asked,
    /// [`EXTENSION_VARIABLE`] the extension where another number is shown.
    pub variables: Vec<(&'static str, String)>,
}

#[cfg(feature = "ami")]
impl From<&OriginateEffect> for switchhook_ami::action::Originate {
    /// The action that makes the call.
    fn from(effect: &OriginateEffect) -> Self {
        use switchhook_ami::action::{Originate, Target};
        let target = Target::extension(&effect.context, effect.extension.as_str());
        let originate = Originate::new(effect.endpoint.channel(), target)
            .caller_id(&effect.caller_id)
            .timeout(effect.timeout);
        effect
            .variables
            .iter()
            .fold(originate, |originate, (name, value)| {
                originate.variable(*name, value)
            })
    }
}

/// Why a call is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// The person may not call by a click.
    #[error("this needs the right call-originate; ask an administrator for it")]
    NoRight,
    /// The person has no phone.
    #[error("you have no telephone; ask an administrator for one")]
    NoPhone,
    /// The phone is somebody else's.
    #[error("this telephone is not yours; choose one of your own")]
    NotYourPhone,
    /// The number cannot be dialled.
    #[error(transparent)]
    BadNumber(#[from] DialStringError),
    /// The site's rules leave the number out.
    #[error("the number may not be dialled from here; ask an administrator")]
    NotAllowed,
    /// The number is the phone's own.
    #[error("this is your own number; dial another")]
    OwnNumber,
    /// The number of the telephone that is to ring first is none.
    #[error("the source is no number: {0}")]
    BadSource(#[source] DialStringError),
    /// No telephone has the number that is to ring first.
    #[error("no telephone has the source's number; add the telephone, or a rule to pbx.dialing.source")]
    UnknownSource,
    /// The program may not ring this telephone.
    #[error("this client may not ring the source; add the number to the client's sources")]
    SourceNotAllowed,
    /// Too many calls in a minute.
    #[error("you made {limit} calls within a minute; wait a little")]
    TooMany {
        /// The site's limit.
        limit: u32,
    },
    /// A budget does not allow the call.
    #[error(transparent)]
    Limit(#[from] budget::Limit),
}

impl Reason {
    /// A stable name such as `no-phone`, for translations and the audit trail.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NoRight => "no-right",
            Self::NoPhone => "no-phone",
            Self::NotYourPhone => "not-your-phone",
            Self::BadNumber(_) => "bad-number",
            Self::NotAllowed => "not-allowed",
            Self::OwnNumber => "own-number",
            Self::BadSource(_) => "bad-source",
            Self::UnknownSource => "unknown-source",
            Self::SourceNotAllowed => "source-not-allowed",
            Self::TooMany { .. } => "too-many",
            Self::Limit(limit) => limit.key(),
        }
    }
}

/// Decides about a click on a number.
///
/// ```
/// use switchhook_portal_core::dial::{Command, Decision, Facts, Policy, Reason, decide};
/// use switchhook_portal_core::{PersonId, Phone, PhoneId, Profile, Subject};
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
/// let facts = Facts { phones: &[phone], caller_name: "Ana Souza", recent_calls: 0 };
/// let policy = Policy::new("from-phones");
///
/// let click = |number| decide(&subject, &Command { number, phone: None }, &facts, &policy);
/// let Decision::Dial(approved) = click("107") else { panic!() };
/// assert_eq!(approved.effect().endpoint.channel(), "PJSIP/ab12cd34");
/// assert_eq!(approved.effect().caller_id, "\"Ana Souza\" <106>");
/// assert!(matches!(click("call me"), Decision::Denied { reason: Reason::BadNumber(_), .. }));
/// # Ok::<(), switchhook_portal_core::Problem>(())
/// ```
pub fn decide(subject: &Subject, command: &Command<'_>, facts: &Facts<'_>, policy: &Policy) -> Decision {
    let number = command.number.parse::<DialString>();
    // Others read the audit trail: whom somebody called is not for them.
    let shown = number
        .as_ref()
        .map(|number| mask(number.as_str()))
        .unwrap_or_default();
    let audit = AuditEntry::new(
        Actor::Person(subject.person),
        Action::Originate,
        Object::Call(shown),
    );
    match effect(subject, command, number, facts, policy) {
        Ok(effect) => Decision::Dial(Approved::new(effect, audit)),
        Err(reason) => {
            let audit = audit.outcome(Outcome::Refused(reason.key().to_owned()));
            Decision::Denied { reason, audit }
        }
    }
}

fn effect(
    subject: &Subject,
    command: &Command<'_>,
    number: Result<DialString, DialStringError>,
    facts: &Facts<'_>,
    policy: &Policy,
) -> Result<OriginateEffect, Reason> {
    subject
        .require(Capability::CallOriginate)
        .map_err(|_| Reason::NoRight)?;
    let phone = own_phone(subject, command.phone, facts.phones)?;
    let number = number?;
    let dialled = policy.destination(&number).1?;
    // A rule may lead back to the own number, as from its form of abroad.
    if [&number, &dialled]
        .iter()
        .any(|n| n.as_str() == phone.extension.as_str())
    {
        return Err(Reason::OwnNumber);
    }
    if let Some(limit) = policy.per_minute.filter(|&limit| facts.recent_calls >= limit) {
        return Err(Reason::TooMany { limit });
    }
    let (caller_id, hidden) = policy.shown(&ascii_name(facts.caller_name), phone.extension.as_str());
    Ok(OriginateEffect {
        phone: Some(phone.id),
        source: phone.extension.to_string(),
        endpoint: phone.endpoint.clone(),
        context: policy.context.clone(),
        extension: dialled,
        caller_id,
        timeout: policy.timeout,
        variables: [("SWITCHHOOK_PERSON", subject.person.to_string())]
            .into_iter()
            .chain(hidden)
            .collect(),
    })
}

fn own_phone<'a>(
    subject: &Subject,
    wanted: Option<PhoneId>,
    phones: &'a [Phone],
) -> Result<&'a Phone, Reason> {
    let first = *subject.phones.first().ok_or(Reason::NoPhone)?;
    let id = wanted.unwrap_or(first);
    let own = |phone: &&Phone| phone.id == id && phone.owner == Some(subject.person);
    phones
        .iter()
        .find(own)
        .filter(|_| subject.phones.contains(&id))
        .ok_or(Reason::NotYourPhone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::testing::{phone, subject};

    fn ask(
        subject: &Subject,
        number: &str,
        wanted: Option<i64>,
        policy: &Policy,
        recent_calls: u32,
    ) -> Decision {
        let phones = [
            phone(10, "106", Some(1)),
            phone(11, "107", Some(2)),
            phone(12, "108", Some(1)),
        ];
        let facts = Facts {
            phones: &phones,
            caller_name: "Zoë \"Z\" Müller",
            recent_calls,
        };
        decide(
            subject,
            &Command {
                number,
                phone: wanted.map(PhoneId),
            },
            &facts,
            policy,
        )
    }

    fn reason(decision: &Decision) -> Option<&'static str> {
        match decision {
            Decision::Dial(_) => None,
            Decision::Denied { reason, audit } => {
                assert_eq!(audit.outcome, Outcome::Refused(reason.key().to_owned()));
                Some(reason.key())
            }
        }
    }

    fn user() -> Subject {
        subject(1, &[Profile::User], &[10, 12], &[])
    }

    #[test]
    fn refusals_say_why() {
        let policy = Policy {
            allowed: vec!["XXX".parse().unwrap()],
            per_minute: Some(3),
            ..Policy::new("p")
        };
        let auditor = subject(1, &[Profile::Auditor], &[10], &[]);
        let phoneless = subject(1, &[Profile::User], &[], &[]);
        for (who, number, phone, recent, expected) in [
            (&user(), "107", None, 0, None),
            (&user(), "107", Some(12), 2, None),
            (&auditor, "107", None, 0, Some("no-right")),
            (&phoneless, "107", None, 0, Some("no-phone")),
            (&user(), "107", Some(11), 0, Some("not-your-phone")),
            (&user(), "107", Some(99), 0, Some("not-your-phone")),
            (&user(), "", None, 0, Some("bad-number")),
            (&user(), "107\r\nAction: Logoff", None, 0, Some("bad-number")),
            (&user(), "1O7", None, 0, Some("bad-number")),
            (&user(), "106", None, 0, Some("own-number")),
            (&user(), "0687123456", None, 0, Some("not-allowed")),
            (&user(), "107", None, 3, Some("too-many")),
        ] {
            assert_eq!(
                reason(&ask(who, number, phone, &policy, recent)),
                expected,
                "{number:?} {phone:?} {recent}"
            );
        }
    }

    #[test]
    fn the_own_phone_rings_and_the_dialplan_calls() {
        let Decision::Dial(approved) = ask(&user(), "1 07", Some(12), &Policy::new("phones"), 0) else {
            panic!("refused")
        };
        let (effect, audit) = approved.into_parts();
        assert_eq!(
            effect,
            OriginateEffect {
                phone: Some(PhoneId(12)),
                source: "108".into(),
                endpoint: "phone108".parse().unwrap(),
                context: "phones".into(),
                extension: "107".parse().unwrap(),
                caller_id: "\"Zoe Z Muller\" <108>".into(),
                timeout: Duration::from_secs(30),
                variables: vec![("SWITCHHOOK_PERSON", "1".into())],
            }
        );
        assert_eq!(audit.object, Object::Call("***".into()));
    }

    #[test]
    fn a_subject_cannot_ring_a_phone_that_its_owner_list_does_not_confirm() {
        // Stale rights: the subject still lists a phone that is somebody else's now.
        let stale = subject(1, &[Profile::User], &[11], &[]);
        assert_eq!(
            reason(&ask(&stale, "108", None, &Policy::new("p"), 0)),
            Some("not-your-phone")
        );
    }

    #[test]
    fn outside_numbers_get_the_prefix() {
        let policy = Policy {
            prefix: Some("0".parse().unwrap()),
            internal_digits: 4,
            ..Policy::new("p")
        };
        for (number, expected) in [
            ("107", "107"),
            ("1234", "1234"),
            ("12345", "012345"),
            ("+33612345678", "00033612345678"),
            ("*98", "*98"),
            ("*21*0687123456#", "*21*0687123456#"),
        ] {
            let Decision::Dial(approved) = ask(&user(), number, None, &policy, 0) else {
                panic!("{number}")
            };
            assert_eq!(approved.effect().extension.as_str(), expected, "{number}");
        }
        let long = "1".repeat(32);
        assert_eq!(reason(&ask(&user(), &long, None, &policy, 0)), Some("bad-number"));
    }
}

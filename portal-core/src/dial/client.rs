//! Other programs that ask for calls: a CRM says which telephone rings and whom it then calls.

use super::{Decision, OriginateEffect, Pattern, Policy, Reason};
use crate::approved::Approved;
use crate::audit::{Action, Actor, AuditEntry, Object, Outcome};
use crate::form::{Checks, line};
use crate::number::mask;
use crate::text::ascii_name;
use crate::{ApiClientId, DialString, FieldError, Person, Phone, Problem};

/// Another program that may ask for calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiClient {
    /// Which.
    pub id: ApiClientId,
    /// Its name in the audit trail, such as `crm`.
    pub name: String,
    /// The extensions that it may ring first; every telephone if empty.
    pub sources: Vec<Pattern>,
}

/// The fields of the form for a client, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClientForm<'a> {
    /// `name`: letters, digits and `.`, `_`, `-`; at most 40.
    pub name: &'a str,
    /// `sources`: patterns with blanks or commas between; may be empty.
    pub sources: &'a str,
}

/// A client as a form describes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewApiClient {
    /// Its name.
    pub name: String,
    /// The extensions that it may ring first.
    pub sources: Vec<Pattern>,
}

impl NewApiClient {
    /// Reads a form.
    ///
    /// # Errors
    ///
    /// All fields that are wrong.
    ///
    /// ```
    /// use switchhook_portal_core::Problem;
    /// use switchhook_portal_core::dial::{ClientForm, NewApiClient};
    ///
    /// let crm = NewApiClient::parse(&ClientForm { name: "crm", sources: "1XX, 200" })?;
    /// assert_eq!(crm.sources_text(), "1XX 200");
    /// let wrong = NewApiClient::parse(&ClientForm { name: "crm", sources: "1[0-4]" }).unwrap_err();
    /// assert_eq!(wrong[0].problem, Problem::BadCharacter { character: '[' });
    /// # Ok::<(), Vec<switchhook_portal_core::FieldError>>(())
    /// ```
    pub fn parse(form: &ClientForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let name = checks.take("name", name(form.name));
        let sources = checks.take("sources", sources(form.sources));
        let new = name.zip(sources).map(|(name, sources)| Self { name, sources });
        checks.finish(new)
    }

    /// The patterns with a blank between, as the form and the store have them.
    pub fn sources_text(&self) -> String {
        let texts: Vec<_> = self.sources.iter().map(Pattern::to_string).collect();
        texts.join(" ")
    }
}

/// A name that can stand in a log line, in an audit trail and in a channel variable as it is.
fn name(text: &str) -> Result<String, Problem> {
    let name = line(text, 40)?;
    if name.is_empty() {
        return Err(Problem::Empty);
    }
    match name
        .chars()
        .find(|&c| !c.is_ascii_alphanumeric() && !"._-".contains(c))
    {
        Some(character) => Err(Problem::BadCharacter { character }),
        None => Ok(name),
    }
}

fn sources(text: &str) -> Result<Vec<Pattern>, Problem> {
    let text = line(text, 400)?;
    text.split([' ', ',', ';'])
        .filter(|word| !word.is_empty())
        .map(|word| {
            word.parse().map_err(|error| match error {
                super::ParsePatternError::Empty => Problem::Empty,
                super::ParsePatternError::BadCharacter { character, .. } => {
                    Problem::BadCharacter { character }
                }
            })
        })
        .collect()
}

/// What a program asks for.
#[derive(Clone, Copy, Debug)]
pub struct ClientCommand<'a> {
    /// The telephone that rings first, by its number.
    pub source: &'a str,
    /// Whom it then calls.
    pub destination: &'a str,
}

/// What the decision is made from.
#[derive(Clone, Copy, Debug)]
pub struct ClientFacts<'a> {
    /// All telephones.
    pub phones: &'a [Phone],
    /// Their owners, and perhaps others.
    pub people: &'a [Person],
}

/// Decides about a request of another program.
///
/// The same rules hold as for a click, and those for the source besides. How often a program may ask is up to whoever
/// calls this.
///
/// ```
/// use switchhook_portal_core::ApiClientId;
/// use switchhook_portal_core::dial::{
///     ApiClient, ClientCommand, ClientFacts, Decision, Policy, Rule, SourceRule, decide_for_client,
/// };
///
/// // The CRM knows Ana's telephone as 10; for Asterisk it is the account desk-110.
/// let mut policy = Policy::new("from-phones");
/// policy.sources = vec![SourceRule::new(Rule::new("XX".parse()?, 0, "1").unwrap(), Some("desk-{number}")).unwrap()];
/// let crm = ApiClient { id: ApiClientId(1), name: "crm".into(), sources: vec!["1XX".parse()?] };
/// let facts = ClientFacts { phones: &[], people: &[] };
///
/// let command = ClientCommand { source: "10", destination: "93200900" };
/// let Decision::Dial(approved) = decide_for_client(&crm, &command, &facts, &policy) else { panic!() };
/// let (effect, audit) = approved.into_parts();
/// assert_eq!(effect.endpoint.channel(), "PJSIP/desk-110");
/// assert_eq!(audit.object.reference(), "110 → 93200***");
/// # Ok::<(), switchhook_portal_core::dial::ParsePatternError>(())
/// ```
pub fn decide_for_client(
    client: &ApiClient,
    command: &ClientCommand<'_>,
    facts: &ClientFacts<'_>,
    policy: &Policy,
) -> Decision {
    let source = command.source.parse::<DialString>();
    let destination = command.destination.parse::<DialString>();
    let found = source.map_err(Reason::BadSource).and_then(|given| {
        // A telephone that does not exist is named as the program named it.
        policy
            .source(&given, facts.phones)
            .1
            .map_err(|reason| match reason {
                Reason::BadNumber(problem) => Reason::BadSource(problem),
                other => other,
            })
    });
    let ringing = match &found {
        Ok(source) => source.number.to_string(),
        Err(_) => known_part(command.source),
    };
    let called = destination.as_ref().map(|d| mask(d.as_str())).unwrap_or_default();
    let audit = AuditEntry::new(
        Actor::Client(client.id),
        Action::Originate,
        Object::Call(format!("{ringing} → {called}")),
    );
    let effect = found.and_then(|source| {
        let allowed = |pattern: &Pattern| pattern.matches(&source.number);
        if !client.sources.is_empty() && !client.sources.iter().any(allowed) {
            return Err(Reason::SourceNotAllowed);
        }
        let destination = destination?;
        let dialled = policy.destination(&destination).1?;
        if [&destination, &dialled].contains(&&source.number) {
            return Err(Reason::OwnNumber);
        }
        let phone = facts.phones.iter().find(|p| Some(p.id) == source.phone);
        let owner = phone.and_then(|phone| facts.people.iter().find(|p| Some(p.id) == phone.owner));
        let name = match (owner, phone) {
            (Some(owner), _) => owner.ascii_name(),
            (None, Some(phone)) => ascii_name(&phone.label),
            (None, None) => String::new(),
        };
        let (caller_id, hidden) = policy.shown(&name, source.number.as_str());
        Ok(OriginateEffect {
            phone: source.phone,
            source: source.number.to_string(),
            endpoint: source.endpoint,
            context: policy.context.clone(),
            extension: dialled,
            caller_id,
            timeout: policy.timeout,
            variables: [("SWITCHHOOK_CLIENT", client.name.clone())]
                .into_iter()
                .chain(hidden)
                .collect(),
        })
    });
    match effect {
        Ok(effect) => Decision::Dial(Approved::new(effect, audit)),
        Err(reason) => {
            let audit = audit.outcome(Outcome::Refused(reason.key().to_owned()));
            Decision::Denied { reason, audit }
        }
    }
}

/// What of a wrong source may stand in the audit trail: if it is a number at all, but not the whole of somebody's.
fn known_part(source: &str) -> String {
    source
        .parse::<DialString>()
        .map(|number| mask(number.as_str()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{person, phone};
    use crate::{Profile, dial::Rule, dial::SourceRule};

    fn ask(client: &ApiClient, source: &str, destination: &str, policy: &Policy) -> Decision {
        let phones = [phone(10, "110", Some(1)), phone(11, "111", None)];
        let people = [person(1, &[Profile::User])];
        let facts = ClientFacts {
            phones: &phones,
            people: &people,
        };
        let command = ClientCommand { source, destination };
        decide_for_client(client, &command, &facts, policy)
    }

    fn crm(sources: &str) -> ApiClient {
        let new = NewApiClient::parse(&ClientForm { name: "crm", sources }).unwrap();
        ApiClient {
            id: ApiClientId(7),
            name: new.name,
            sources: new.sources,
        }
    }

    #[test]
    fn what_is_missing_or_not_allowed_is_refused_with_its_reason_and_noted() {
        let policy = Policy {
            forbidden: vec!["36.".parse().unwrap()],
            ..Policy::new("internal")
        };
        for (sources, source, destination, expected, noted) in [
            ("", "", "111", "bad-source", " → ***"),
            ("", "110\r\nAction: Logoff", "111", "bad-source", " → ***"),
            ("", "PJSIP/110", "111", "bad-source", " → ***"),
            ("", "299", "254200", "unknown-source", "*** → 254***"),
            ("111", "110", "254200", "source-not-allowed", "110 → 254***"),
            ("", "110", "call me", "bad-number", "110 → "),
            ("", "110", "", "bad-number", "110 → "),
            ("", "110", "254200&PJSIP/trunk", "bad-number", "110 → "),
            ("", "110", "364200", "not-allowed", "110 → 364***"),
            ("", "110", "110", "own-number", "110 → ***"),
        ] {
            let Decision::Denied { reason, audit } = ask(&crm(sources), source, destination, &policy) else {
                panic!("{source:?} {destination:?} was not refused")
            };
            assert_eq!(reason.key(), expected, "{source:?} {destination:?}");
            assert_eq!(audit.actor, Actor::Client(ApiClientId(7)));
            assert_eq!(audit.object, Object::Call(noted.to_owned()), "{source:?}");
            assert_eq!(audit.outcome, Outcome::Refused(expected.to_owned()));
        }
    }

    #[test]
    fn the_source_rings_under_its_owners_name_for_thirty_seconds() {
        let Decision::Dial(approved) = ask(&crm("11X"), " 110 ", "25.42.00", &Policy::new("internal")) else {
            panic!("refused")
        };
        let (effect, audit) = approved.into_parts();
        assert_eq!(effect.phone, Some(crate::PhoneId(10)));
        assert_eq!(effect.caller_id, "\"First Last1\" <110>");
        assert_eq!(effect.extension.as_str(), "254200");
        assert_eq!(effect.timeout, std::time::Duration::from_secs(30));
        assert_eq!(effect.variables, [("SWITCHHOOK_CLIENT", "crm".to_owned())]);
        assert_eq!(audit.object, Object::Call("110 → 254***".into()));
        let Decision::Dial(approved) = ask(&crm(""), "111", "254200", &Policy::new("internal")) else {
            panic!("refused")
        };
        assert_eq!(
            approved.effect().caller_id,
            "<111>",
            "nobody's telephone has no name"
        );
        let outside = Policy {
            outside_number: Some("3030".to_owned()),
            ..Policy::new("internal")
        };
        let Decision::Dial(approved) = ask(&crm(""), "110", "254200", &outside) else {
            panic!("refused")
        };
        let effect = approved.effect();
        assert_eq!(effect.caller_id, "\"First Last1\" <3030>");
        assert_eq!(effect.variables[1], ("SWITCHHOOK_EXTENSION", "110".to_owned()));
    }

    #[test]
    fn the_sources_of_a_client_are_extensions_and_not_what_it_calls_them() {
        let policy = Policy {
            sources: vec![SourceRule::new(Rule::new("XX".parse().unwrap(), 0, "1").unwrap(), None).unwrap()],
            ..Policy::new("internal")
        };
        let allowed =
            |sources, source| matches!(ask(&crm(sources), source, "254200", &policy), Decision::Dial(_));
        assert!(allowed("110", "10"));
        assert!(!allowed("10", "10"));
    }

    #[test]
    fn names_of_clients_fit_a_log_line() {
        for (name, problem) in [
            ("", Some(Problem::Empty)),
            ("crm 2", Some(Problem::BadCharacter { character: ' ' })),
            ("crm\n", None),
            ("a\nb", Some(Problem::BadCharacter { character: '\n' })),
            ("crm:2", Some(Problem::BadCharacter { character: ':' })),
            ("CRM-2.test_1", None),
        ] {
            let form = ClientForm { name, sources: "" };
            let found = NewApiClient::parse(&form)
                .err()
                .map(|errors| errors[0].problem.clone());
            assert_eq!(found, problem, "{name:?}");
        }
        let long = "x".repeat(41);
        let form = ClientForm {
            name: &long,
            sources: "1XX [",
        };
        assert_eq!(
            NewApiClient::parse(&form).unwrap_err().len(),
            2,
            "both fields are told at once"
        );
    }
}

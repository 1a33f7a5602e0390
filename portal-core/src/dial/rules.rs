//! What becomes of numbers before they are dialled: the prefixes of a site, in one place and in order.
//!
//! The same rules serve a click on a page and a request of another program, and every decision can be explained:
//! [`Policy::destination`] and [`Policy::source`] give the steps beside the result.

use std::fmt;

use super::{Pattern, Policy, Reason};
use crate::number::{DialString, DialStringError};
use crate::{EndpointName, Phone, PhoneId};

/// Rewrites numbers of one shape: takes digits away in front, then puts others there.
///
/// ```
/// use switchhook_portal_core::dial::Rule;
///
/// let national = Rule::new("+33.".parse()?, 3, "0").unwrap();
/// assert_eq!(national.apply(&"+33 6 12".parse().unwrap()).unwrap().as_str(), "0612");
/// assert!(Rule::new("1XX".parse()?, 4, "").is_err(), "such a number has three characters only");
/// # Ok::<(), switchhook_portal_core::dial::ParsePatternError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pattern: Pattern,
    strip: usize,
    prefix: String,
}

/// Why a rule makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// More is taken away than a number of this shape surely has.
    #[error(
        "takes {strip} characters from numbers like {pattern}, which may have {length} only; strip at most {length}"
    )]
    StripsTooMuch {
        /// What the rule takes away.
        strip: usize,
        /// The shape.
        pattern: Pattern,
        /// The fewest characters of such a number.
        length: usize,
    },
    /// The prefix cannot be dialled.
    #[error("the prefix {prefix:?} cannot be dialled: {problem}")]
    BadPrefix {
        /// The prefix.
        prefix: String,
        /// What is wrong with it.
        problem: DialStringError,
    },
    /// The endpoint is no name of a SIP account.
    #[error(
        "the endpoint {endpoint:?} is no SIP account; write its name, with {{number}} where the number stands"
    )]
    BadEndpoint {
        /// As written.
        endpoint: String,
    },
}

impl Rule {
    /// A rule for numbers like `pattern`.
    ///
    /// # Errors
    ///
    /// It takes away more than such a number has, or the prefix cannot be dialled.
    pub fn new(pattern: Pattern, strip: usize, prefix: &str) -> Result<Self, RuleError> {
        let length = pattern.shortest();
        if strip > length {
            return Err(RuleError::StripsTooMuch {
                strip,
                pattern,
                length,
            });
        }
        let prefix = match prefix.trim() {
            "" => String::new(),
            digits => match digits.parse::<DialString>() {
                Ok(digits) => digits.to_string(),
                Err(problem) => {
                    let prefix = digits.to_owned();
                    return Err(RuleError::BadPrefix { prefix, problem });
                }
            },
        };
        Ok(Self {
            pattern,
            strip,
            prefix,
        })
    }

    /// The numbers that the rule is for.
    pub fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// The number as the rule makes it.
    ///
    /// # Errors
    ///
    /// Nothing is left of the number, or it gets too long.
    pub fn apply(&self, number: &DialString) -> Result<DialString, DialStringError> {
        let rest = number.as_str().get(self.strip..).unwrap_or_default();
        format!("{}{rest}", self.prefix).parse()
    }
}

/// A rule for the telephone that rings first: the number that another program knows it by becomes an extension, or a
/// SIP account that the portal does not manage.
///
/// ```
/// use switchhook_portal_core::dial::{Rule, SourceRule};
///
/// let rule = Rule::new("10X".parse()?, 0, "").unwrap();
/// let source = SourceRule::new(rule, Some("desk-{number}")).unwrap();
/// assert_eq!(source.endpoint_of(&"104".parse().unwrap()).unwrap().unwrap().channel(), "PJSIP/desk-104");
/// # Ok::<(), switchhook_portal_core::dial::ParsePatternError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRule {
    rule: Rule,
    endpoint: Option<String>,
}

/// Stands for the rewritten number in the endpoint of a [`SourceRule`].
const NUMBER: &str = "{number}";

impl SourceRule {
    /// `endpoint` is the name of the SIP account, in which `{number}` stands for the rewritten number. Without it the
    /// rewritten number is the extension of a telephone that the portal knows.
    ///
    /// # Errors
    ///
    /// The endpoint is no name of an account.
    pub fn new(rule: Rule, endpoint: Option<&str>) -> Result<Self, RuleError> {
        if let Some(endpoint) = endpoint
            && endpoint.replace(NUMBER, "0").parse::<EndpointName>().is_err()
        {
            let endpoint = endpoint.to_owned();
            return Err(RuleError::BadEndpoint { endpoint });
        }
        Ok(Self {
            rule,
            endpoint: endpoint.map(str::to_owned),
        })
    }

    /// The numbers that the rule is for, and what it makes of them.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The account for a rewritten number, if the rule names one.
    ///
    /// # Errors
    ///
    /// The number holds something that no account's name can hold, such as `*`, or makes it too long.
    pub fn endpoint_of(&self, number: &DialString) -> Result<Option<EndpointName>, crate::Problem> {
        self.endpoint
            .as_ref()
            .map(|endpoint| endpoint.replace(NUMBER, number.as_str()).parse())
            .transpose()
    }
}

/// One thing that was done with a number. As text it is a line for whoever asks why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// A rule was the first to fit.
    Rule {
        /// Which list it stands in: `source` or `destination`.
        list: &'static str,
        /// Its place there, from 1.
        place: usize,
        /// The numbers that it is for.
        pattern: Pattern,
        /// What it made.
        number: DialString,
    },
    /// No rule of the list fits.
    NoRule {
        /// Which list.
        list: &'static str,
    },
    /// The number is too long for an extension and got the prefix for a line.
    OutsidePrefix {
        /// What that made.
        number: DialString,
    },
    /// A pattern forbids the number.
    Forbidden {
        /// The pattern.
        pattern: Pattern,
        /// In which of its forms the number fits.
        number: DialString,
    },
    /// There is a list of what may be dialled, and the number is not in it.
    NotAllowed {
        /// The number.
        number: DialString,
    },
    /// The telephone of an extension was found.
    Phone {
        /// Its SIP account.
        endpoint: EndpointName,
    },
    /// No telephone has the extension.
    NoPhone {
        /// The extension.
        number: DialString,
    },
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rule {
                list,
                place,
                pattern,
                number,
            } => write!(
                f,
                "rule {place} of pbx.dialing.{list} ({pattern}) makes it {number}"
            ),
            Self::NoRule { list } => write!(f, "no rule of pbx.dialing.{list} is for it"),
            Self::OutsidePrefix { number } => {
                write!(f, "pbx.dialing.outside_prefix makes it {number}")
            }
            Self::Forbidden { pattern, number } => {
                write!(f, "pbx.dialing.forbidden has {pattern}, which {number} fits")
            }
            Self::NotAllowed { number } => write!(f, "nothing in pbx.dialing.allowed fits {number}"),
            Self::Phone { endpoint } => write!(f, "its telephone is {}", endpoint.channel()),
            Self::NoPhone { number } => write!(f, "no telephone of the portal has the extension {number}"),
        }
    }
}

/// The telephone that rings first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What colleagues dial to reach it.
    pub number: DialString,
    /// Its SIP account.
    pub endpoint: EndpointName,
    /// The telephone, if it is one of the portal's.
    pub phone: Option<PhoneId>,
}

impl Policy {
    /// What is dialled for a number that somebody wants to reach, and how it came to that.
    ///
    /// The first rule that fits rewrites it; then what is too long for an extension gets the prefix for a line. A
    /// forbidden number is refused in each of its forms, so that writing it differently does not help.
    ///
    /// ```
    /// use switchhook_portal_core::dial::{Policy, Reason, Rule};
    ///
    /// let mut policy = Policy::new("from-phones");
    /// policy.destinations = vec![Rule::new("+687XXXXXX".parse()?, 4, "").unwrap()];
    /// policy.forbidden = vec!["36.".parse()?];
    /// let (steps, dialled) = policy.destination(&"+687 25 42 00".parse().unwrap());
    /// assert_eq!(dialled.unwrap().as_str(), "254200");
    /// assert_eq!(steps[0].to_string(), "rule 1 of pbx.dialing.destination (+687XXXXXX) makes it 254200");
    /// assert_eq!(policy.destination(&"+687 36 00 00".parse().unwrap()).1, Err(Reason::NotAllowed));
    /// # Ok::<(), switchhook_portal_core::dial::ParsePatternError>(())
    /// ```
    pub fn destination(&self, number: &DialString) -> (Vec<Step>, Result<DialString, Reason>) {
        let mut steps = Vec::new();
        let result = self.to_dial(number, &mut steps);
        (steps, result)
    }

    fn to_dial(&self, given: &DialString, steps: &mut Vec<Step>) -> Result<DialString, Reason> {
        let plain = rewrite("destination", self.destinations.iter(), given, steps)?.0;
        let dialled = self.with_outside_prefix(&plain)?;
        if dialled != plain {
            let number = dialled.clone();
            steps.push(Step::OutsidePrefix { number });
        }
        let forms = [given, &plain, &dialled];
        let forbidden = self
            .forbidden
            .iter()
            .find_map(|pattern| Some((pattern, forms.into_iter().find(|form| pattern.matches(form))?)));
        if let Some((pattern, number)) = forbidden {
            steps.push(Step::Forbidden {
                pattern: pattern.clone(),
                number: number.clone(),
            });
            return Err(Reason::NotAllowed);
        }
        if !self.allowed.is_empty() && !self.allowed.iter().any(|pattern| pattern.matches(&plain)) {
            steps.push(Step::NotAllowed { number: plain });
            return Err(Reason::NotAllowed);
        }
        Ok(dialled)
    }

    /// Outside numbers get the prefix; codes and extensions do not.
    fn with_outside_prefix(&self, number: &DialString) -> Result<DialString, DialStringError> {
        let text = number.as_str();
        let inside =
            text.starts_with(['*', '#']) || text.len() <= self.internal_digits && !text.starts_with('+');
        match &self.prefix {
            Some(prefix) if !inside => {
                // A prefix is dialled in front of the digits: nothing can follow a `+` there.
                let digits = text.replacen('+', "00", 1);
                format!("{prefix}{digits}").parse()
            }
            _ => Ok(number.clone()),
        }
    }

    /// The telephone that another program means by a number, and how it was found.
    ///
    /// ```
    /// use switchhook_portal_core::dial::{Policy, Reason};
    ///
    /// let (steps, source) = Policy::new("from-phones").source(&"10".parse().unwrap(), &[]);
    /// assert_eq!(source, Err(Reason::UnknownSource));
    /// assert_eq!(steps.last().unwrap().to_string(), "no telephone of the portal has the extension 10");
    /// ```
    pub fn source(&self, number: &DialString, phones: &[Phone]) -> (Vec<Step>, Result<Source, Reason>) {
        let mut steps = Vec::new();
        let result = self.find_source(number, phones, &mut steps);
        (steps, result)
    }

    fn find_source(
        &self,
        given: &DialString,
        phones: &[Phone],
        steps: &mut Vec<Step>,
    ) -> Result<Source, Reason> {
        let rules = self.sources.iter().map(SourceRule::rule);
        let (number, rule) = rewrite("source", rules, given, steps).map_err(Reason::BadSource)?;
        let rule = rule.and_then(|index| self.sources.get(index));
        // What the portal manages comes first: an account is drawn at random, and no rule can spell it.
        let own = phones.iter().find(|p| p.extension.as_str() == number.as_str());
        let outside = match (own, rule) {
            (None, Some(rule)) => rule.endpoint_of(&number).ok().flatten(),
            _ => None,
        };
        let Some(endpoint) = own.map(|phone| phone.endpoint.clone()).or(outside) else {
            steps.push(Step::NoPhone { number });
            return Err(Reason::UnknownSource);
        };
        steps.push(Step::Phone {
            endpoint: endpoint.clone(),
        });
        Ok(Source {
            number,
            endpoint,
            phone: own.map(|phone| phone.id),
        })
    }
}

/// The number as the first rule that fits makes it, and that rule's index.
fn rewrite<'r>(
    list: &'static str,
    mut rules: impl Iterator<Item = &'r Rule>,
    given: &DialString,
    steps: &mut Vec<Step>,
) -> Result<(DialString, Option<usize>), DialStringError> {
    // `position` and `find` at once.
    let found = rules
        .by_ref()
        .enumerate()
        .find(|(_, rule)| rule.pattern.matches(given));
    let Some((index, rule)) = found else {
        steps.push(Step::NoRule { list });
        return Ok((given.clone(), None));
    };
    let number = rule.apply(given)?;
    steps.push(Step::Rule {
        list,
        place: index + 1,
        pattern: rule.pattern.clone(),
        number: number.clone(),
    });
    Ok((number, Some(index)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::phone;

    fn rule(pattern: &str, strip: usize, prefix: &str) -> Rule {
        Rule::new(pattern.parse().unwrap(), strip, prefix).unwrap()
    }

    /// A site with a `0` for a line, whose own numbers abroad are dialled as inside the country.
    fn site() -> Policy {
        Policy {
            prefix: Some("0".parse().unwrap()),
            internal_digits: 4,
            destinations: vec![
                rule("+687XXXXXX", 4, ""),
                rule("00687XXXXXX", 5, ""),
                rule("+.", 1, "00"),
                rule("9XX", 1, "2"),
            ],
            forbidden: vec!["36XXXX".parse().unwrap(), "*21!".parse().unwrap()],
            ..Policy::new("p")
        }
    }

    #[test]
    fn the_first_rule_that_fits_rewrites_and_only_it() {
        for (given, dialled, steps) in [
            (
                "254200",
                Ok("0254200"),
                &[
                    "no rule of pbx.dialing.destination is for it",
                    "pbx.dialing.outside_prefix makes it 0254200",
                ][..],
            ),
            (
                "+687 25 42 00",
                Ok("0254200"),
                &[
                    "rule 1 of pbx.dialing.destination (+687XXXXXX) makes it 254200",
                    "pbx.dialing.outside_prefix makes it 0254200",
                ],
            ),
            (
                "+33612345678",
                Ok("00033612345678"),
                &[
                    "rule 3 of pbx.dialing.destination (+.) makes it 0033612345678",
                    "pbx.dialing.outside_prefix makes it 00033612345678",
                ],
            ),
            (
                "910",
                Ok("210"),
                &["rule 4 of pbx.dialing.destination (9XX) makes it 210"],
            ),
            (
                "+687364200",
                Err("not-allowed"),
                &[
                    "rule 1 of pbx.dialing.destination (+687XXXXXX) makes it 364200",
                    "pbx.dialing.outside_prefix makes it 0364200",
                    "pbx.dialing.forbidden has 36XXXX, which 364200 fits",
                ],
            ),
            (
                "*21*254200#",
                Err("not-allowed"),
                &[
                    "no rule of pbx.dialing.destination is for it",
                    "pbx.dialing.forbidden has *21!, which *21*254200# fits",
                ],
            ),
        ] {
            let (seen, result) = site().destination(&given.parse().unwrap());
            let result = result.as_ref().map(DialString::as_str).map_err(Reason::key);
            assert_eq!(result, dialled, "{given}");
            assert_eq!(
                seen.iter().map(Step::to_string).collect::<Vec<_>>(),
                steps,
                "{given}"
            );
        }
    }

    #[test]
    fn a_forbidden_number_is_refused_however_it_is_written() {
        for given in ["364200", "36.42.00", "+687364200", "00687 364200"] {
            let (_, result) = site().destination(&given.parse().unwrap());
            assert_eq!(result, Err(Reason::NotAllowed), "{given}");
        }
    }

    #[test]
    fn a_list_of_what_may_be_dialled_is_about_the_rewritten_number() {
        let policy = Policy {
            allowed: vec!["25XXXX".parse().unwrap()],
            ..site()
        };
        for (given, allowed) in [("254200", true), ("+687254200", true), ("464200", false)] {
            let (steps, result) = policy.destination(&given.parse().unwrap());
            assert_eq!(result.is_ok(), allowed, "{given}");
            let said = matches!(steps.last(), Some(Step::NotAllowed { .. }));
            assert_eq!(said, !allowed, "{given}: {steps:?}");
        }
    }

    #[test]
    fn a_source_is_a_telephone_of_the_portal_or_an_account_that_a_rule_spells() {
        let policy = Policy {
            sources: vec![
                SourceRule::new(rule("XX", 0, "1"), None).unwrap(),
                SourceRule::new(rule("7XX", 0, ""), Some("desk-{number}")).unwrap(),
                SourceRule::new(rule("999999999", 0, ""), Some("lobby")).unwrap(),
            ],
            ..Policy::new("p")
        };
        let phones = [phone(10, "110", Some(1)), phone(11, "701", None)];
        for (given, expected) in [
            ("10", Ok(("110", "PJSIP/phone110", Some(10)))),
            ("110", Ok(("110", "PJSIP/phone110", Some(10)))),
            ("11", Err("unknown-source")),
            ("702", Ok(("702", "PJSIP/desk-702", None))),
            // The portal's own telephone goes before the account that the rule would spell.
            ("701", Ok(("701", "PJSIP/phone701", Some(11)))),
            ("999999999", Ok(("999999999", "PJSIP/lobby", None))),
            ("*98", Err("unknown-source")),
        ] {
            let (_, result) = policy.source(&given.parse().unwrap(), &phones);
            let result = result
                .as_ref()
                .map(|s| (s.number.as_str(), s.endpoint.channel(), s.phone.map(i64::from)))
                .map_err(Reason::key);
            let expected = expected.map(|(number, channel, phone)| (number, channel.to_owned(), phone));
            assert_eq!(result, expected, "{given}");
        }
    }

    #[test]
    fn rules_without_sense_are_refused_with_the_reason() {
        let error = |pattern: &str, strip, prefix| {
            Rule::new(pattern.parse().unwrap(), strip, prefix)
                .unwrap_err()
                .to_string()
        };
        assert!(error("1XX", 4, "").ends_with("strip at most 3"));
        assert!(error("00.", 4, "").ends_with("strip at most 3"));
        assert!(error("00!", 3, "").ends_with("strip at most 2"));
        assert!(error("1XX", 0, "0w").contains("\"0w\" cannot be dialled: a telephone cannot dial 'w'"));
        for endpoint in ["", "a/b", "SIP/{number}", "a\r\nb", "{nummer}"] {
            let error = SourceRule::new(rule("1XX", 0, ""), Some(endpoint)).unwrap_err();
            assert_eq!(
                error,
                RuleError::BadEndpoint {
                    endpoint: endpoint.to_owned()
                }
            );
        }
    }

    #[test]
    fn a_number_that_a_rule_makes_too_long_or_empty_is_refused() {
        let policy = Policy {
            destinations: vec![rule("9!", 1, ""), rule("X.", 0, "00687")],
            ..Policy::new("p")
        };
        let ask = |given: &str| policy.destination(&given.parse().unwrap()).1;
        assert_eq!(ask("9"), Err(Reason::BadNumber(DialStringError::Empty)));
        assert_eq!(
            ask(&"1".repeat(32)),
            Err(Reason::BadNumber(DialStringError::TooLong { max: 32 }))
        );
    }

    proptest! {
        /// Whatever rules a site has, what is dialled is a dial string and no forbidden one.
        #[test]
        fn nothing_forbidden_is_ever_dialled(
            given in "\\+?[0-9*#]{1,20}", strip in 0usize..3, prefix in "[0-9]{0,4}", forbidden in "[0-9XZN]{1,4}",
        ) {
            let policy = Policy {
                prefix: Some("0".parse().unwrap()),
                destinations: vec![rule("XX.", strip, &prefix), rule("+X.", strip, &prefix)],
                forbidden: vec![forbidden.parse().unwrap()],
                ..Policy::new("p")
            };
            if let (_, Ok(dialled)) = policy.destination(&given.parse().unwrap()) {
                prop_assert_eq!(dialled.as_str().parse::<DialString>(), Ok(dialled.clone()));
                prop_assert!(!policy.forbidden[0].matches(&dialled));
            }
        }
    }
}

//! Dial plans: what a phone lets people dial, and what it makes of it.

use nom::branch::alt;
use nom::bytes::complete::tag;
use nom::character::complete::{char, none_of, one_of, satisfy, space0};
use nom::combinator::{all_consuming, cut, map, opt, recognize, value, verify};
use nom::multi::{many0, many1};
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

/// A dial plan, such as `{ x+ | *x+ | <0=00>x+ | ^0900x+ }`.
///
/// | | |
/// |---|---|
/// | `0`-`9`, `*`, `#`, letters, `\+` | itself |
/// | `x` | any digit |
/// | `[3-5]`, `[147]` | one of them |
/// | `x+`, `x.` | one or more; any number of them |
/// | `<0=00>` | `0` is sent as `00`; nothing as something in `<=0>` |
/// | `^` at the beginning | what matches is refused |
/// | `,`, `T` | a second dial tone; send at once when the time is up |
///
/// Source: the maker's administration guides, chapter on dial plans.
///
/// ```
/// use switchhook_provisioning::DialPlan;
/// let plan: DialPlan = "{ 1[57] | xxx | <0=00>xx+ | ^0900x+ }".parse()?;
/// assert!(plan.allows("15") && plan.allows("101") && plan.allows("0123456"));
/// assert!(!plan.allows("16") && !plan.allows("0900123"));
///
/// let error = "{ x+ | [3-1] }".parse::<DialPlan>().unwrap_err();
/// assert_eq!(error.to_string(), "no dial plan: what stands at character 8 cannot be read");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DialPlan {
    alternatives: Vec<Alternative>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Alternative {
    refuses: bool,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// One of these, so many times.
    One(Set, Times),
    /// These, sent as something else.
    Instead(Vec<Set>, String),
    /// Nothing that is dialled.
    Pause,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Set(Vec<(char, char)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Times {
    Once,
    OneOrMore,
    Any,
}

impl DialPlan {
    /// Whether a number can be dialled: an alternative takes it, and none refuses it.
    #[must_use]
    pub fn allows(&self, number: &str) -> bool {
        let takes = |refuses: bool| {
            let alternatives = self.alternatives.iter();
            alternatives
                .filter(|there| there.refuses == refuses)
                .any(|there| there.takes(number))
        };
        takes(false) && !takes(true)
    }

    /// Alternatives that stand there a second time, from 1.
    pub fn repeated(&self) -> impl Iterator<Item = usize> {
        let all = &self.alternatives;
        (1..all.len())
            .filter(|index| all[..*index].contains(&all[*index]))
            .map(|index| index + 1)
    }
}

impl Alternative {
    /// Follows all ways at once, so that a long plan costs no more than its length times that of the number.
    fn takes(&self, number: &str) -> bool {
        let dialled: Vec<char> = number.chars().collect();
        let mut reached = vec![false; dialled.len() + 1];
        reached[0] = true;
        for part in &self.parts {
            reached = match part {
                Part::Pause => reached,
                Part::Instead(sets, _) => sets
                    .iter()
                    .fold(reached, |reached, set| step(&reached, &dialled, set)),
                Part::One(set, Times::Once) => step(&reached, &dialled, set),
                Part::One(set, times) => {
                    let mut after = match times {
                        Times::Any => reached,
                        _ => step(&reached, &dialled, set),
                    };
                    for (index, found) in dialled.iter().enumerate() {
                        after[index + 1] |= after[index] && set.has(*found);
                    }
                    after
                }
            };
        }
        reached.last() == Some(&true)
    }
}

fn step(reached: &[bool], dialled: &[char], set: &Set) -> Vec<bool> {
    let mut after = vec![false; reached.len()];
    for (index, found) in dialled.iter().enumerate() {
        after[index + 1] = reached[index] && set.has(*found);
    }
    after
}

impl Set {
    fn has(&self, found: char) -> bool {
        self.0
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&found))
    }
}

/// A text that is no dial plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no dial plan: what stands at character {position} cannot be read")]
pub struct ParseDialPlanError {
    /// Which character, from 1; one behind the last when something is missing.
    pub position: usize,
}

impl ParseDialPlanError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-PLAN-SYNTAX"
    }
}

impl std::str::FromStr for DialPlan {
    type Err = ParseDialPlanError;

    fn from_str(text: &str) -> Result<Self, ParseDialPlanError> {
        match all_consuming(plan).parse(text) {
            Ok((_, alternatives)) => Ok(Self { alternatives }),
            Err(error) => {
                let rest = match error {
                    nom::Err::Error(error) | nom::Err::Failure(error) => error.input.len(),
                    nom::Err::Incomplete(_) => 0,
                };
                let before = text.get(..text.len() - rest).unwrap_or(text);
                Err(ParseDialPlanError {
                    position: before.chars().count() + 1,
                })
            }
        }
    }
}

fn plan(text: &str) -> IResult<&str, Vec<Alternative>> {
    let (text, _) = space0(text)?;
    if text.starts_with('{') {
        delimited(char('{'), alternatives, (char('}'), space0)).parse(text)
    } else {
        alternatives(text)
    }
}

fn alternatives(text: &str) -> IResult<&str, Vec<Alternative>> {
    let one = || delimited(space0, alternative, space0);
    let (text, first) = one().parse(text)?;
    // Behind a bar there must be one, so that the error points there.
    let (text, others) = many0(preceded(char('|'), cut(one()))).parse(text)?;
    let mut all = vec![first];
    all.extend(others);
    Ok((text, all))
}

fn alternative(text: &str) -> IResult<&str, Alternative> {
    let (text, refuses) = map(opt(terminated(char('^'), space0)), |found| found.is_some()).parse(text)?;
    // Blanks within are passed over by phones.
    let (text, parts) = many1(terminated(part, blanks_within)).parse(text)?;
    Ok((text, Alternative { refuses, parts }))
}

fn blanks_within(text: &str) -> IResult<&str, ()> {
    let (rest, _) = space0(text)?;
    let ends = rest.is_empty() || rest.starts_with(['|', '}']);
    Ok((if ends { text } else { rest }, ()))
}

fn part(text: &str) -> IResult<&str, Part> {
    let times = alt((
        value(Times::OneOrMore, char('+')),
        value(Times::Any, char('.')),
        value(Times::Once, tag("")),
    ));
    alt((
        value(Part::Pause, one_of(",T")),
        instead,
        map((set, times), |(set, times)| Part::One(set, times)),
    ))
    .parse(text)
}

fn instead(text: &str) -> IResult<&str, Part> {
    let sent = recognize(many0(none_of("<>=|{}")));
    let inside = (terminated(many0(set), char('=')), sent);
    map(
        delimited(char('<'), inside, char('>')),
        |(sets, sent): (_, &str)| Part::Instead(sets, sent.to_owned()),
    )
    .parse(text)
}

fn set(text: &str) -> IResult<&str, Set> {
    let range = verify(
        map((symbol, opt(preceded(char('-'), symbol))), |(first, last)| {
            (first, last.unwrap_or(first))
        }),
        |(first, last)| first <= last,
    );
    alt((
        value(Set(vec![('0', '9')]), one_of("xX")),
        map(delimited(char('['), many1(range), char(']')), Set),
        map(preceded(char('\\'), escaped), single),
        // A plus that nothing stands before is itself.
        map(char('+'), single),
        map(symbol, single),
    ))
    .parse(text)
}

fn single(found: char) -> Set {
    Set(vec![(found, found)])
}

/// `T` and `x` have meanings of their own; a dash makes ranges.
fn symbol(text: &str) -> IResult<&str, char> {
    satisfy(|found| {
        (found.is_ascii_alphanumeric() || "*#_@:".contains(found)) && !matches!(found, 'x' | 'X' | 'T')
    })
    .parse(text)
}

fn escaped(text: &str) -> IResult<&str, char> {
    satisfy(|found| found.is_ascii_graphic() && !"|{}<>".contains(found)).parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_of_guides_and_programs_say_what_can_be_dialled() {
        for (plan, yes, no) in [
            (
                "{ x+ | *x+ | *xx*x+ }",
                &["1", "00687123456", "*72", "*72*5"][..],
                &["", "*", "#1", "abc"][..],
            ),
            ("{x+|\\+x+|*x+|*xx*x+}", &["+687123456", "17"], &["+"]),
            (
                "{[2-8]xxxxxx | 1[57] | 911}",
                &["2345678", "15", "911"],
                &["12", "9", "1234567"],
            ),
            ("{ <2=011>x. | ^1900x. }", &["2", "2123"], &["3", "1900"]),
            ("{ <=0>xxx }", &["123"], &["0123"]),
            ("{ 9,x+T }", &["91"], &["9", "1"]),
            ("{ x. }", &["", "123"], &["*"]),
            ("xxx", &["123"], &["12"]),
            ("{ +x+ }", &["+1"], &["1"]),
        ] {
            let plan: DialPlan = plan.parse().unwrap_or_else(|error| panic!("{plan}: {error}"));
            for number in yes {
                assert!(plan.allows(number), "{number:?} by {plan:?}");
            }
            for number in no {
                assert!(!plan.allows(number), "{number:?} by {plan:?}");
            }
        }
    }

    #[test]
    fn other_texts_are_refused_where_they_go_wrong() {
        for (text, position) in [
            ("", 1),
            ("{", 2),
            ("{ }", 3),
            ("{ x+", 5),
            ("{ x+ | }", 8),
            ("{ x+ | [3-1] }", 8),
            ("{ x+ ] }", 6),
        ] {
            let error = text.parse::<DialPlan>().unwrap_err();
            assert_eq!(error.position, position, "{text:?}");
        }
        for text in [
            "{ [ }",
            "{ [] }",
            "{ [3-1] }",
            "{ <0 }",
            "{ <0> }",
            "x|",
            "{ x } }",
            "{ a\u{e9} }",
            "{ \\\t }",
            "{ \\\u{a0} }",
        ] {
            assert!(text.parse::<DialPlan>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_plan_made_to_be_slow_is_not() {
        let plan: DialPlan = format!("{{ {} }}", "x+".repeat(200)).parse().unwrap();
        assert!(!plan.allows(&"1".repeat(199)));
        assert!(plan.allows(&"1".repeat(250)));
    }

    #[test]
    fn an_alternative_that_stands_there_twice_is_told() {
        let plan: DialPlan = "{ x+ | *x+ | x+ }".parse().unwrap();
        assert_eq!(plan.repeated().collect::<Vec<_>>(), [3]);
    }
}

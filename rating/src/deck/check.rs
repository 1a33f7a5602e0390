//! What is odd about a deck: conflicts, gaps, rows that no call reaches.

use std::collections::HashMap;
use std::fmt;

use super::diff::{conditions_text, order};
use crate::rate::Claim;
use crate::{Conditions, Deck, DigitCount, Plan, Prefix, Row};

/// Something odd in a deck that is legal all the same, or that keeps it from becoming a book.
///
/// Displays as a sentence that says where and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "finding", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Finding {
    /// Two rows for the same calls, perhaps spelt differently.
    Conflict {
        /// The prefix, as numbers are dialled under the plan.
        prefix: String,
        /// The line of one row.
        first: usize,
        /// The line of the other.
        second: usize,
    },
    /// Most numbers that begin like this have rows, some have none.
    Gap {
        /// How they all begin.
        parent: String,
        /// The beginnings without a row.
        missing: Vec<String>,
    },
    /// All rows of a prefix ask for a kind, a caller or a day, and nothing is there for other calls. Rows that ask for a
    /// length only are no finding: the numbers of most countries have one length.
    Narrow {
        /// The prefix.
        prefix: String,
        /// The lines of its rows.
        lines: Vec<usize>,
    },
    /// A row has no price in a band of the plan.
    NoPrice {
        /// The line of the row.
        line: usize,
        /// What it is for.
        destination: String,
        /// The band.
        band: String,
    },
    /// A row whose numbers all have more specific rows.
    Covered {
        /// The prefix.
        prefix: String,
        /// The line of the row.
        line: usize,
        /// Whether the number that consists of the prefix alone still reaches it.
        except_itself: bool,
    },
    /// A row that comes after another one of the same prefix, which takes all of its calls.
    Behind {
        /// The prefix.
        prefix: String,
        /// The line of the row.
        line: usize,
        /// The line of the row that comes first.
        first: usize,
    },
    /// A row whose validity was over before its deck came into force.
    Over {
        /// The prefix.
        prefix: String,
        /// The line of the row.
        line: usize,
        /// Its last day.
        until: String,
        /// The first day of the deck.
        effective: String,
    },
}

impl Finding {
    /// Whether a book cannot be made of the deck before this is mended.
    #[must_use]
    pub const fn is_fatal(&self) -> bool {
        matches!(self, Self::Conflict { .. } | Self::NoPrice { .. })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict {
                prefix,
                first,
                second,
            } => write!(
                f,
                "lines {first} and {second} are both for prefix {prefix}; remove it from one of the two"
            ),
            Self::Gap { parent, missing } if parent.is_empty() => write!(
                f,
                "most numbers of the country have rows, those with {} have none, or few; add a row for these",
                missing.join(", ")
            ),
            Self::Gap { parent, missing } => write!(
                f,
                "most numbers that begin with {parent} have rows, those with {} have none, or few; add a row for these, or one for {parent}",
                missing.join(", ")
            ),
            Self::Narrow { prefix, lines } => {
                let lines: Vec<_> = lines.iter().map(usize::to_string).collect();
                write!(
                    f,
                    "prefix {prefix} (line {}) has rows for some calls only, and no shorter prefix takes the others; add a row without conditions",
                    lines.join(", ")
                )
            }
            Self::NoPrice {
                line,
                destination,
                band,
            } => write!(
                f,
                "line {line} ({destination}) has no price in band {band}; add a column price_{band}, or price for all bands"
            ),
            Self::Covered {
                prefix,
                line,
                except_itself,
            } => {
                let rest = if *except_itself {
                    "but the number itself"
                } else {
                    "at all"
                };
                write!(
                    f,
                    "line {line}: no number reaches prefix {prefix} {rest}, longer prefixes take them; remove it, or one of them"
                )
            }
            Self::Behind { prefix, line, first } => write!(
                f,
                "line {line}: line {first} takes every call to prefix {prefix} before it; remove one of the two, or exchange their priorities"
            ),
            Self::Over {
                prefix,
                line,
                until,
                effective,
            } => write!(
                f,
                "line {line}: prefix {prefix} was valid until {until}, the deck is in force from {effective}; remove the row"
            ),
        }
    }
}

/// Of how many of the ten next digits must have rows for the missing ones to look like a mistake. With fewer, somebody
/// meant to price some destinations only.
const GAP_FROM: u32 = 6;

impl Deck {
    /// Looks for what is odd: conflicts, gaps, rows that no call reaches, under the numbering and the bands of a plan.
    ///
    /// A beginning counts as a gap when rows cover at least six of the ten digits that may follow it. The findings are
    /// in the order of prefixes, those of one row together; bands without a price come first.
    ///
    /// ```
    /// # #[cfg(feature = "csv")] {
    /// use switchhook_rating::{Currency, Deck, Format, Plan};
    /// let text = "prefix,destination,price,per,first,next\n\
    ///             +331-+335|+337-+339,France,19.09,60,60,1\n\
    ///             +3361,France mobile,33.33,60,60,1\n";
    /// let (deck, _) = Deck::from_csv(text, &Format::default());
    /// let plan = Plan::new("example", Currency::XPF, chrono_tz::Pacific::Tahiti);
    /// let findings = deck.check(&plan);
    /// assert_eq!(
    ///     findings[0].to_string(),
    ///     "most numbers that begin with +33 have rows, those with +330, +336 have none, or few; \
    ///      add a row for these, or one for +33"
    /// );
    /// # }
    /// ```
    #[must_use]
    pub fn check(&self, plan: &Plan) -> Vec<Finding> {
        let mut findings = self.without_price(plan);
        let mut entries: Vec<(Prefix, Row<'_>)> = self
            .rows()
            .flat_map(|row| row.prefixes.iter().map(move |&prefix| (prefix, row)))
            // One that is too long under this numbering is refused when the book is made, with its line.
            .filter_map(|(prefix, row)| Some((plan.dialling().prefix(prefix).ok()?, row)))
            .collect();
        entries.sort_by_key(|(prefix, row)| (order(*prefix), row.line));
        let tree = Tree::new(&entries);
        for rows in entries.chunk_by(|(a, _), (b, _)| a == b) {
            let Some(&(prefix, _)) = rows.first() else {
                continue;
            };
            let rows: Vec<Row<'_>> = rows.iter().map(|(_, row)| *row).collect();
            one_prefix(prefix, &rows, self, &tree, &mut findings);
        }
        tree.gaps(&mut findings);
        findings
    }

    /// Rows without a price in a band of the plan.
    fn without_price(&self, plan: &Plan) -> Vec<Finding> {
        let mut bands: Vec<&str> = plan.bands().iter().map(crate::Band::name).collect();
        bands.push(plan.other_band());
        bands.sort_unstable();
        bands.dedup();
        let mut findings = Vec::new();
        for row in self.rows().filter(|row| !row.rate.is_blocked()) {
            for band in bands.iter().filter(|band| row.rate.price_in(band).is_none()) {
                findings.push(Finding::NoPrice {
                    line: row.line,
                    destination: row.rate.destination().name.to_string(),
                    band: (*band).to_owned(),
                });
            }
        }
        findings
    }
}

/// What is odd about the rows of one prefix.
fn one_prefix(prefix: Prefix, rows: &[Row<'_>], deck: &Deck, tree: &Tree, findings: &mut Vec<Finding>) {
    // Very many rows of one prefix are each compared with a few: those that claim the same calls, and those whose callers
    // are the row's too.
    let mut claims: HashMap<Claim, Vec<&Row<'_>>> = HashMap::new();
    let mut callers: HashMap<Option<Prefix>, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        callers.entry(row.rate.conditions().caller).or_default().push(at);
    }
    for row in rows {
        let (line, shown) = (row.line, || format!("{prefix}{}", conditions_text(*row)));
        let conditions = row.rate.conditions();
        let same = claims.entry(conditions.claim()).or_default();
        let twin = same
            .iter()
            .find(|other| other.digits.overlaps(row.digits) && other.rate.conditions().contends(conditions))
            .copied();
        same.push(row);
        if let Some(twin) = twin {
            findings.push(Finding::Conflict {
                prefix: prefix.to_string(),
                first: twin.line,
                second: line,
            });
            continue;
        }
        if let Some((until, effective)) = conditions.until.zip(deck.effective())
            && until < effective
        {
            findings.push(Finding::Over {
                prefix: shown(),
                line,
                until: until.to_string(),
                effective: effective.to_string(),
            });
            continue;
        }
        let first = with_parents(conditions.caller)
            .filter_map(|caller| callers.get(&caller))
            .filter_map(|places| {
                places
                    .iter()
                    .copied()
                    .find(|&place| rows.get(place).is_some_and(|other| hides(other, row)))
            })
            .min()
            .and_then(|place| rows.get(place));
        if let Some(first) = first {
            findings.push(Finding::Behind {
                prefix: shown(),
                line,
                first: first.line,
            });
            continue;
        }
        if tree.is_covered_below(prefix) {
            let (least, _) = row.digits.bounds();
            let except_itself = usize::from(least) <= prefix.len();
            findings.push(Finding::Covered {
                prefix: shown(),
                line,
                except_itself,
            });
        }
    }
    let is_narrow = |row: &Row<'_>| {
        !is_open(&Row {
            digits: DigitCount::ANY,
            ..*row
        })
    };
    if rows.iter().all(is_narrow) && !tree.has_open_above(prefix) {
        let lines = rows.iter().map(|row| row.line).collect();
        findings.push(Finding::Narrow {
            prefix: prefix.to_string(),
            lines,
        });
    }
}

/// Whether a row takes every number of its prefix, whoever calls and whenever.
fn is_open(row: &Row<'_>) -> bool {
    let Conditions {
        only,
        caller,
        from,
        until,
        ..
    } = *row.rate.conditions();
    row.digits == DigitCount::ANY && only.is_none() && caller.is_none() && from.is_none() && until.is_none()
}

/// The callers whose calls hold all of this one's: it, each of its beginnings, and anybody.
fn with_parents(caller: Option<Prefix>) -> impl Iterator<Item = Option<Prefix>> {
    let shorter = std::iter::successors(caller, |&caller| parent(caller).map(|(parent, _)| parent));
    shorter.map(Some).chain([None])
}

/// Whether one row comes before another of the same prefix and takes all of its calls.
fn hides(first: &Row<'_>, row: &Row<'_>) -> bool {
    let (a, b) = (first.rate.conditions(), row.rate.conditions());
    let (least, most) = first.digits.bounds();
    let (from, to) = row.digits.bounds();
    let length = |caller: Option<Prefix>| caller.map_or(0, Prefix::len);
    // The order in which rows of one prefix are tried.
    let rank = |conditions: &Conditions| {
        (
            conditions.priority,
            length(conditions.caller),
            conditions.only.is_some(),
            conditions.from,
        )
    };
    let caller = match (a.caller, b.caller) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(a), Some(b)) => begins(b, a),
    };
    rank(a) > rank(b)
        && least <= from
        && to <= most
        && (a.only.is_none() || a.only == b.only)
        && caller
        && a.from.is_none_or(|day| b.from.is_some_and(|other| day <= other))
        && a.until
            .is_none_or(|day| b.until.is_some_and(|other| other <= day))
}

/// Whether a prefix begins with another.
fn begins(longer: Prefix, shorter: Prefix) -> bool {
    let mut at = longer;
    while at.len() > shorter.len() {
        let Some((parent, _)) = parent(at) else { break };
        at = parent;
    }
    at == shorter
}

/// The prefix without its last digit, and that digit; `None` for an empty one.
fn parent(prefix: Prefix) -> Option<(Prefix, u8)> {
    let len = u8::try_from(prefix.len()).ok()?.checked_sub(1)?;
    let digit = prefix.bits() >> (60 - 4 * u32::from(len)) & 15;
    let parent = Prefix::from_bits(prefix.is_international(), prefix.bits(), len);
    Some((parent, u8::try_from(digit).ok()?))
}

/// The prefix with one more digit; `None` when it is as long as prefixes get.
fn child(prefix: Prefix, digit: u8) -> Option<Prefix> {
    let len = u8::try_from(prefix.len())
        .ok()
        .filter(|_| prefix.len() < Prefix::MAX_DIGITS)?;
    let bits = prefix.bits() | u64::from(digit) << (60 - 4 * u32::from(len));
    Some(Prefix::from_bits(prefix.is_international(), bits, len + 1))
}

/// The prefixes of a deck as a tree of digits.
struct Tree {
    nodes: HashMap<Prefix, Node>,
    // Longest first, so that children come before their parents.
    order: Vec<Prefix>,
}

#[derive(Clone, Copy, Default)]
struct Node {
    /// Bit by bit, the next digits all of whose numbers have a row of their own or below.
    covered: u16,
    /// The next digits that some row begins with.
    used: u16,
    /// Whether a row is for this very prefix.
    has_row: bool,
    /// Whether one of these takes every call.
    is_open: bool,
}

const ALL_TEN: u16 = 0b11_1111_1111;

impl Tree {
    fn new(entries: &[(Prefix, Row<'_>)]) -> Self {
        let mut nodes: HashMap<Prefix, Node> = HashMap::new();
        for (prefix, row) in entries {
            let node = nodes.entry(*prefix).or_default();
            node.has_row = true;
            node.is_open |= is_open(row);
            let mut at = *prefix;
            while let Some((parent, digit)) = parent(at) {
                let is_known = nodes
                    .get(&parent)
                    .is_some_and(|node| node.used & (1 << digit) != 0);
                if is_known {
                    break;
                }
                nodes.entry(parent).or_default().used |= 1 << digit;
                at = parent;
            }
        }
        let mut longest_first: Vec<Prefix> = nodes.keys().copied().collect();
        longest_first.sort_unstable_by_key(|prefix| (std::cmp::Reverse(prefix.len()), order(*prefix)));
        for prefix in &longest_first {
            let node = nodes.get(prefix).copied().unwrap_or_default();
            if (node.is_open || node.covered == ALL_TEN)
                && let Some((parent, digit)) = parent(*prefix)
                && let Some(parent) = nodes.get_mut(&parent)
            {
                parent.covered |= 1 << digit;
            }
        }
        longest_first.reverse();
        Self {
            nodes,
            order: longest_first,
        }
    }

    /// Whether longer prefixes take every longer number.
    fn is_covered_below(&self, prefix: Prefix) -> bool {
        self.nodes
            .get(&prefix)
            .is_some_and(|node| node.covered == ALL_TEN)
    }

    /// Whether a shorter prefix takes every call.
    fn has_open_above(&self, prefix: Prefix) -> bool {
        let mut at = prefix;
        while let Some((parent, _)) = parent(at) {
            if self.nodes.get(&parent).is_some_and(|node| node.is_open) {
                return true;
            }
            at = parent;
        }
        false
    }

    fn gaps(&self, findings: &mut Vec<Finding>) {
        for &prefix in &self.order {
            let node = self.nodes.get(&prefix).copied().unwrap_or_default();
            // No country begins with 0, so a deck of the whole world has a gap there.
            let is_world = prefix.is_empty() && prefix.is_international();
            if is_world || node.used.count_ones() < GAP_FROM || node.has_row || self.has_row_above(prefix) {
                continue;
            }
            let missing: Vec<String> = (0..10u8)
                .filter(|&digit| self.is_missing(prefix, digit))
                .map(|digit| format!("{prefix}{digit}"))
                .collect();
            if missing.is_empty() {
                continue;
            }
            findings.push(Finding::Gap {
                parent: prefix.to_string(),
                missing,
            });
        }
    }

    /// Whether numbers with this next digit have no row, or a few of them only.
    fn is_missing(&self, prefix: Prefix, digit: u8) -> bool {
        let child = child(prefix, digit).and_then(|child| self.nodes.get(&child));
        // Most of them is a gap of its own, and is reported there.
        child.is_none_or(|child| !child.has_row && child.used.count_ones() < GAP_FROM)
    }

    fn has_row_above(&self, prefix: Prefix) -> bool {
        let mut at = prefix;
        while let Some((parent, _)) = parent(at) {
            if self.nodes.get(&parent).is_some_and(|node| node.has_row) {
                return true;
            }
            at = parent;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{Band, Currency, Days, Destination, Hours, Increment, Kind, Numbering, Rate};

    fn rate() -> Rate {
        Rate::new(
            Destination::new("somewhere", Kind::Other),
            Duration::from_secs(60),
            Increment::new(60, 1),
        )
        .price("1".parse().unwrap())
    }

    fn plan() -> Plan {
        Plan::new("t", Currency::EUR, chrono_tz::Europe::Paris)
    }

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    /// Each row on a line of its own, from 1.
    fn deck(rows: Vec<(&str, DigitCount, Rate)>) -> Deck {
        let mut deck = Deck::new();
        for (line, (prefixes, digits, rate)) in (1..).zip(rows) {
            let prefixes = crate::read_prefixes(prefixes, 100).unwrap();
            deck.add_line(&prefixes, digits, rate, line).unwrap();
        }
        deck
    }

    fn found(deck: &Deck) -> Vec<String> {
        deck.check(&plan().numbering(Numbering::new().international("00")))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    const ANY: DigitCount = DigitCount::ANY;

    #[test]
    fn an_ordinary_deck_has_no_findings() {
        let rows = vec![
            ("+33", ANY, rate()),
            ("+336|+337", ANY, rate()),
            ("+44", ANY, rate()),
        ];
        assert_eq!(found(&deck(rows)), Vec::<String>::new());
    }

    #[test]
    fn two_spellings_of_one_prefix_conflict() {
        let deck = deck(vec![("+33", ANY, rate()), ("0033", ANY, rate())]);
        assert_eq!(
            found(&deck),
            ["lines 1 and 2 are both for prefix +33; remove it from one of the two"]
        );
        assert!(deck.check(&plan().numbering(Numbering::new().international("00")))[0].is_fatal());
    }

    #[test]
    fn what_most_neighbours_have_and_one_has_not_is_a_gap() {
        let part = |digits| found(&deck(vec![(digits, ANY, rate())]));
        let missing = |text: &str| text.contains("those with +334 have none");
        assert!(
            matches!(part("+330-+333|+335-+339").as_slice(), [one] if missing(one)),
            "{:?}",
            part("+330-+333|+335-+339")
        );
        // Ten of ten are the whole, and five of ten are a choice.
        assert_eq!(part("+330-+339"), Vec::<String>::new());
        assert_eq!(part("+330-+334"), Vec::<String>::new());
        // A row for the parent takes the rest.
        assert_eq!(
            found(&deck(vec![
                ("+330-+333|+335-+339", ANY, rate()),
                ("+33", ANY, rate())
            ])),
            Vec::<String>::new()
        );
        // Of the numbers of the country too.
        assert!(matches!(part("0-6|8|9").as_slice(), [one] if one.contains("those with 7 have none")));
        // A gap deeper down is told there, and once.
        assert!(
            matches!(part("+330-+333|+3340-+3348|+335-+339").as_slice(), [one] if one.contains("those with +3349 have none"))
        );
    }

    #[test]
    fn rows_with_conditions_alone_leave_calls_without_one() {
        let deck = deck(vec![
            ("+33", ANY, rate().only(Kind::Fixed)),
            ("+33", ANY, rate().only(Kind::Mobile)),
        ]);
        assert_eq!(
            found(&deck),
            [
                "prefix +33 (line 1, 2) has rows for some calls only, and no shorter prefix takes the others; add a row without conditions"
            ]
        );
    }

    #[test]
    fn a_band_without_a_price_is_found_before_the_book_is_made() {
        let plan = plan()
            .band(Band::new("peak", Days::WORKING, Hours::ALL_DAY))
            .otherwise("offpeak");
        let rate = Rate::new(
            Destination::new("France", Kind::Other),
            Duration::from_secs(60),
            Increment::new(60, 1),
        )
        .band_price("peak", "1".parse().unwrap());
        let findings = deck(vec![("+33", ANY, rate)]).check(&plan);
        assert!(findings[0].is_fatal());
        assert_eq!(
            findings[0].to_string(),
            "line 1 (France) has no price in band offpeak; add a column price_offpeak, or price for all bands"
        );
    }

    #[test]
    fn rows_that_no_call_reaches_are_found() {
        let of = |rows| found(&deck(rows)).concat();
        let covered = of(vec![("+33", ANY, rate()), ("+330-+339", ANY, rate())]);
        assert!(
            covered.starts_with("line 1: no number reaches prefix +33 but the number itself"),
            "{covered}"
        );
        let longer = "11".parse().unwrap();
        let covered = of(vec![("+33", longer, rate()), ("+330-+339", ANY, rate())]);
        assert!(
            covered.starts_with("line 1: no number reaches prefix +33 of 11 digits at all"),
            "{covered}"
        );
        let behind = of(vec![
            ("+33", ANY, rate().only(Kind::Fixed)),
            ("+33", ANY, rate().priority(1)),
        ]);
        assert!(
            behind.starts_with("line 1: line 2 takes every call to prefix +33, fixed only before it"),
            "{behind}"
        );
        // A row that is tried first but wants more leaves the rest.
        assert_eq!(
            of(vec![
                ("+33", ANY, rate()),
                ("+33", ANY, rate().priority(1).only(Kind::Fixed))
            ]),
            ""
        );
        // So does one that is valid for a while.
        let later = rate().valid_from(day("2026-01-01"));
        assert_eq!(of(vec![("+33", ANY, rate()), ("+33", ANY, later)]), "");
    }

    #[test]
    fn a_validity_that_was_over_before_the_deck_began_is_found() {
        let over = rate().valid_until(day("2025-12-31"));
        let deck = deck(vec![("+33", ANY, over), ("+33", ANY, rate().priority(-1))])
            .effective_from(day("2026-01-01"));
        assert_eq!(
            found(&deck),
            [
                "line 1: prefix +33 was valid until 2025-12-31, the deck is in force from 2026-01-01; remove the row"
            ]
        );
    }

    #[test]
    fn a_deck_of_the_world_is_checked_in_one_pass() {
        let mut deck = Deck::new();
        for number in 0..20_000u32 {
            let prefix = format!("+{number:05}").parse().unwrap();
            deck.add(&[prefix], ANY, rate()).unwrap();
        }
        assert_eq!(found(&deck), Vec::<String>::new());
    }
}

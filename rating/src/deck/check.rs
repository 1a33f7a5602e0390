//! What is odd about a deck: conflicts, gaps, rows that no call reaches.

mod behind;
mod finding;
mod tree;

use std::collections::HashMap;

use super::diff::{conditions_text, order};
use crate::rate::Claim;
use crate::{Conditions, Deck, DigitCount, Plan, Prefix, Row};

use behind::behind;
pub use finding::Finding;
use tree::Tree;

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
    // Very many rows of one prefix are each compared with a few: those that claim the same calls, of which there are as
    // many as there are lengths of numbers.
    let mut claims: HashMap<Claim, Vec<&Row<'_>>> = HashMap::new();
    let hidden = behind(rows);
    for (row, hidden) in rows.iter().zip(hidden) {
        let (line, shown) = (row.line, || format!("{prefix}{}", conditions_text(*row)));
        let conditions = row.rate.conditions();
        let same = claims.entry(conditions.claim()).or_default();
        let twin = same
            .iter()
            .find(|other| other.digits.overlaps(row.digits) && other.rate.conditions().contends(conditions))
            .copied();
        // What contends with a row contends with one that is for more lengths.
        if !same.iter().any(|other| other.digits.holds(row.digits)) {
            same.push(row);
        }
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
        if let Some(first) = hidden.and_then(|place| rows.get(place)) {
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

//! The finished report: a tree of groups.

use std::cmp::Reverse;
use std::time::Duration;

use chrono::NaiveDateTime;

use super::{Entry, Key, Leaf, Report, ReportError, SEPARATOR, Total};
use crate::{Money, Status};

/// A finished report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// By what it is grouped, the outermost first.
    pub keys: Vec<Key>,
    /// Whether there is a line for each call.
    pub detail: bool,
    /// Whether amounts were rounded for each outermost group, and not for each call.
    pub by_invoice: bool,
    /// The outermost groups, by name. Empty without keys.
    pub groups: Vec<Group>,
    /// The lines of a detailed report without keys.
    pub lines: Vec<Line>,
    /// All of it.
    pub total: Total,
    /// The numbers without a rate, those with most calls first.
    pub unmatched: Vec<UnmatchedNumber>,
    /// Calls, and their time, to numbers without a rate that were too many to be listed.
    pub other_unmatched: (u64, Duration),
}

/// Calls that have something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// What they have in common.
    pub key: Key,
    /// Its name; empty for what is not known.
    pub name: String,
    /// What they add up to.
    pub total: Total,
    /// The groups within, by name.
    pub groups: Vec<Group>,
    /// The calls, the newest first, if the report is detailed and this is an innermost group.
    pub lines: Vec<Line>,
}

/// A call in a detailed report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// When it began, by the clock of the report's zone.
    pub at: Option<NaiveDateTime>,
    /// The number; only its first three characters and `***` unless the report shows whole ones.
    pub number: String,
    /// What was called, if that is known.
    pub destination: String,
    /// What became of it.
    pub status: Status,
    /// How long it lasted.
    pub duration: Duration,
    /// How long it is billed for.
    pub billed: Duration,
    /// Unrounded.
    pub before_tax: Money,
    /// Unrounded.
    pub after_tax: Money,
}

/// A number that the tariff has no rate for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnmatchedNumber {
    /// The number, whole: a rate has to be found for it.
    pub number: String,
    /// How many calls went there.
    pub calls: u64,
    /// How long they lasted.
    pub duration: Duration,
}

impl Line {
    pub(super) fn of(entry: &Entry<'_>, whole: bool, total: &Total) -> Self {
        Self {
            at: entry.at,
            number: if whole {
                entry.number.to_owned()
            } else {
                masked(entry.number)
            },
            destination: entry.destination.to_owned(),
            status: entry.status,
            duration: entry.duration,
            billed: total.billed,
            before_tax: total.before_tax,
            after_tax: total.after_tax,
        }
    }
}

/// The first three characters of a number and `***`, which do not tell how long it is.
fn masked(number: &str) -> String {
    match number {
        "" => String::new(),
        _ => number.chars().take(3).chain("***".chars()).collect(),
    }
}

/// A leaf, and the names of its keys.
type Named = (Vec<String>, Leaf);

pub(super) fn finish(report: Report) -> Result<Summary, ReportError> {
    let mut unmatched: Vec<_> = report
        .unmatched
        .into_iter()
        .map(|(number, (calls, duration))| UnmatchedNumber {
            number: number.into(),
            calls,
            duration,
        })
        .collect();
    // They are sorted by number, and stay so where they have as many calls.
    unmatched.sort_by_key(|number| Reverse(number.calls));

    let leaves = report.leaves.into_iter().map(|(name, leaf)| {
        let mut names: Vec<String> = name.split(SEPARATOR).map(str::to_owned).collect();
        // Each name ends with the separator, so that an empty piece follows the last.
        names.pop();
        (names, leaf)
    });
    let mut leaves: Vec<Named> = leaves.collect();
    let mut lines = Vec::new();
    if report.keys.is_empty() {
        lines = leaves.pop().map(|(_, leaf)| leaf.lines).unwrap_or_default();
        lines.sort_by_key(|line| Reverse(line.at));
    }
    let mut groups = groups(leaves, &report.keys, 0)?;
    let mut total = report.total;
    if let Some((mode, coin)) = report.invoices {
        if groups.is_empty() {
            total = total.rounded(mode, coin)?;
        } else {
            let mut sum = total.without_money();
            for group in &mut groups {
                group.total = group.total.rounded(mode, coin)?;
                sum = sum.plus_money(&group.total)?;
            }
            total = sum;
        }
    }
    Ok(Summary {
        groups,
        keys: report.keys,
        detail: report.detail,
        by_invoice: report.invoices.is_some(),
        lines,
        total,
        unmatched,
        other_unmatched: report.other_unmatched,
    })
}

/// The groups of one key among leaves that are sorted by their names.
fn groups(leaves: Vec<Named>, keys: &[Key], depth: usize) -> Result<Vec<Group>, ReportError> {
    let Some(&key) = keys.get(depth) else {
        return Ok(Vec::new());
    };
    let mut parts: Vec<(String, Vec<Named>)> = Vec::new();
    for leaf in leaves {
        let name = leaf.0.get(depth).map_or("", String::as_str);
        match parts.last_mut() {
            Some((last, part)) if last == name => part.push(leaf),
            _ => parts.push((name.to_owned(), vec![leaf])),
        }
    }
    // Stable: only what has no name moves, to the end.
    parts.sort_by_key(|(name, _)| name.is_empty());

    let mut groups = Vec::with_capacity(parts.len());
    for (name, mut part) in parts {
        let mut totals = part.iter().map(|(_, leaf)| leaf.total);
        let Some(first) = totals.next() else { continue };
        let total = totals.try_fold(first, |sum, total| sum.plus(&total))?;
        let mut lines = Vec::new();
        let mut within = Vec::new();
        if depth + 1 < keys.len() {
            within = self::groups(part, keys, depth + 1)?;
        } else if let Some((_, leaf)) = part.pop() {
            lines = leaf.lines;
            lines.sort_by_key(|line| Reverse(line.at));
        }
        groups.push(Group {
            key,
            name,
            total,
            groups: within,
            lines,
        });
    }
    Ok(groups)
}

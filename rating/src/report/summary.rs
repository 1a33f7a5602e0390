//! The finished report: a tree of groups.

use std::cmp::Reverse;
use std::collections::BTreeMap;
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

    let mut lines = Vec::new();
    let mut groups = Vec::new();
    if report.keys.is_empty() {
        lines = report
            .leaves
            .into_values()
            .next()
            .map(|leaf| leaf.lines)
            .unwrap_or_default();
        lines.sort_by_key(|line| Reverse(line.at));
    } else {
        groups = tree(report.leaves, &report.keys)?;
    }
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

/// The groups of leaves that are sorted by their names. Leaves go as groups come, so that neither is there twice.
fn tree(leaves: BTreeMap<Box<str>, Leaf>, keys: &[Key]) -> Result<Vec<Group>, ReportError> {
    let mut outermost = Siblings::default();
    // The groups around the one that was added last, each with those within it so far.
    let mut open: Vec<(Key, String, Siblings)> = Vec::new();
    let (Some(&innermost), depth) = (keys.last(), keys.len()) else {
        return Ok(Vec::new());
    };
    for (name, mut leaf) in leaves {
        // Each name ends with the separator, so that an empty piece follows the last.
        let names = || name.split(SEPARATOR).take(depth);
        let same = open
            .iter()
            .zip(names())
            .take_while(|((_, open, _), name)| open == name);
        let same = same.count();
        while open.len() > same {
            close(&mut open, &mut outermost)?;
        }
        let around = keys.iter().zip(names()).take(depth - 1).skip(same);
        open.extend(around.map(|(&key, name)| (key, name.to_owned(), Siblings::default())));
        leaf.lines.sort_by_key(|line| Reverse(line.at));
        let group = Group {
            key: innermost,
            name: names().last().unwrap_or_default().to_owned(),
            total: leaf.total,
            groups: Vec::new(),
            lines: leaf.lines,
        };
        around_of(&mut open, &mut outermost).add(group)?;
    }
    while !open.is_empty() {
        close(&mut open, &mut outermost)?;
    }
    Ok(outermost.in_order())
}

/// The group around the next one.
fn around_of<'s>(open: &'s mut [(Key, String, Siblings)], outermost: &'s mut Siblings) -> &'s mut Siblings {
    open.last_mut().map_or(outermost, |(.., within)| within)
}

/// Finishes the innermost group that is open.
fn close(open: &mut Vec<(Key, String, Siblings)>, outermost: &mut Siblings) -> Result<(), ReportError> {
    let Some((key, name, mut within)) = open.pop() else {
        return Ok(());
    };
    let Some(total) = within.total.take() else {
        return Ok(());
    };
    let group = Group {
        key,
        name,
        total,
        groups: within.in_order(),
        lines: Vec::new(),
    };
    around_of(open, outermost).add(group)
}

/// Groups of one key, and what they add up to.
#[derive(Default)]
struct Siblings {
    groups: Vec<Group>,
    total: Option<Total>,
}

impl Siblings {
    fn add(&mut self, group: Group) -> Result<(), ReportError> {
        self.total = Some(match &self.total {
            None => group.total,
            Some(sum) => sum.plus(&group.total)?,
        });
        self.groups.push(group);
        Ok(())
    }

    fn in_order(mut self) -> Vec<Group> {
        // Stable: only what has no name moves, to the end.
        self.groups.sort_by_key(|group| group.name.is_empty());
        self.groups.shrink_to_fit();
        self.groups
    }
}

//! What calls cost, by department, telephone, person, destination, trunk, month: counts, sums and lists.

mod entry;
mod key;
mod summary;
mod table;
mod total;
mod words;
#[cfg(feature = "xlsx")]
mod xlsx;

use std::collections::BTreeMap;
use std::time::Duration;

use chrono_tz::Tz;

use crate::{Call, Currency, Outcome, Rounding, Status};

pub use self::entry::{Entry, Owner};
pub use self::key::{Key, ParseKeyError};
pub use self::summary::{Group, Line, Summary, UnmatchedNumber};
pub use self::table::{Cell, Figures, Row, RowKind, Table, csv_row};
pub use self::total::{Counts, Total};
pub use self::words::Words;
#[cfg(feature = "xlsx")]
pub use self::xlsx::XlsxError;

/// Gathers rated calls into groups, one call at a time.
///
/// It keeps one entry per group and one per number without a rate, however many calls there are; only the lines of a
/// detailed report ([`detail`](Self::detail)) take memory for each call. Every call counts in exactly one of five
/// ways ([`Counts`]), and sums are those of unrounded amounts: 2599.9 + 106.9 + 10.45 is 2717.25, shown as `2717`
/// below `2599`, `106` and `10`.
///
/// Who owns a call is up to the caller, who knows the people ([`Owner`]). Days and months begin by the clock of the
/// zone given.
///
/// ```
/// use chrono_tz::Pacific::Noumea;
/// use switchhook_rating::report::{Entry, Figures, Key, Owner, Report, Words};
/// use switchhook_rating::{Currency, Money, Rounding, Status};
///
/// let mut report = Report::new([Key::Department, Key::Extension], Currency::XPF, Noumea);
/// for (extension, seconds, micros) in [("291", 10_684, 2_599_900_000), ("292", 248, 106_900_000), ("293", 6, 10_450_000)] {
///     let amount = Money::from_micros(micros, Currency::XPF);
///     let owner = Owner { department: "Divers", person: "", extension };
///     report.add(&Entry::priced(Status::Rated, seconds, amount, amount).owner(owner))?;
/// }
/// let summary = report.finish()?;
/// assert_eq!(summary.groups[0].total.before_tax.to_string(), "2717.25 XPF");
///
/// let table = summary.table(&Words::FRENCH, Figures::Shown(Rounding::Floor));
/// let csv = table.to_csv();
/// assert!(csv.contains("Divers,293,1,1,0,0,0,0,0:00:06,0:00:06,10,0,10\r\n"), "{csv}");
/// assert!(csv.contains("TOTAL Divers,,3,3,0,0,0,0,3:02:18,3:02:18,2717,0,2717\r\n"), "{csv}");
/// # Ok::<(), switchhook_rating::report::ReportError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Report {
    keys: Vec<Key>,
    currency: Currency,
    zone: Tz,
    detail: bool,
    whole_numbers: bool,
    invoices: Option<(Rounding, i64)>,
    limits: Limits,
    total: Total,
    // The names of a group's keys, each ended by SEPARATOR: one lookup without an allocation for each call.
    leaves: BTreeMap<Box<str>, Leaf>,
    lines: usize,
    unmatched: BTreeMap<Box<str>, (u64, Duration)>,
    other_unmatched: (u64, Duration),
    name: String,
}

/// The innermost groups.
#[derive(Clone, Debug)]
struct Leaf {
    total: Total,
    lines: Vec<Line>,
}

/// Between the names of a key; in a name it becomes U+FFFD.
const SEPARATOR: char = '\0';

/// How much a [`Report`] keeps at most, so that an odd file cannot fill the memory.
///
/// A group takes up to 600 bytes, names of usual length included, while the report is finished, and half of that before
/// and after; a line as much as a group. With the defaults that is some hundreds of megabytes at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Groups. Default: a million.
    pub groups: usize,
    /// Lines of a detailed report. Default: a million, which a sheet of a spreadsheet just holds.
    pub lines: usize,
    /// Different numbers without a rate. Default: 100 000; calls to further ones count together.
    pub unmatched: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            groups: 1_000_000,
            lines: 1_000_000,
            unmatched: 100_000,
        }
    }
}

impl Report {
    /// A report without calls, by these keys, the outermost first. Without keys it has a total only; a key named
    /// twice counts once.
    pub fn new(keys: impl IntoIterator<Item = Key>, currency: Currency, zone: Tz) -> Self {
        let mut distinct = Vec::new();
        for key in keys {
            if !distinct.contains(&key) {
                distinct.push(key);
            }
        }
        Self {
            keys: distinct,
            currency,
            zone,
            detail: false,
            whole_numbers: false,
            invoices: None,
            limits: Limits::default(),
            total: Total::zero(currency),
            leaves: BTreeMap::new(),
            lines: 0,
            unmatched: BTreeMap::new(),
            other_unmatched: (0, Duration::ZERO),
            name: String::new(),
        }
    }

    /// Keeps a line for each call beside the sums. Default: sums only.
    pub const fn detail(mut self, detail: bool) -> Self {
        self.detail = detail;
        self
    }

    /// Whether lines show whole numbers. Default: their first three characters and `***`.
    pub const fn whole_numbers(mut self, whole: bool) -> Self {
        self.whole_numbers = whole;
        self
    }

    /// Rounds once for each invoice, which is an outermost group, or all of the report if it has no keys.
    ///
    /// For plans that compute tax, or round, per invoice: their calls have amounts in full. The sums before and after
    /// tax of each outermost group are brought to multiples of `coin`, in millionths, and the total is the sum of the
    /// invoices. What stands within a group stays in full, so it may differ from its invoice by a coin. Default: every
    /// call counts as it was rounded.
    ///
    /// ```
    /// use chrono_tz::Pacific::Tahiti;
    /// use switchhook_rating::report::{Entry, Key, Owner, Report};
    /// use switchhook_rating::{Currency, Money, Rounding, Status};
    ///
    /// // Three calls of 2 francs with 13 % tax each.
    /// let franc = |micros| Money::from_micros(micros, Currency::XPF);
    /// let mut report = Report::new([Key::Department], Currency::XPF, Tahiti).invoices(Rounding::HalfUp, 1_000_000);
    /// for _ in 0..3 {
    ///     report.add(&Entry::priced(Status::Rated, 60, franc(2_000_000), franc(2_260_000)))?;
    /// }
    /// assert_eq!(report.finish()?.total.after_tax.to_string(), "7 XPF");
    /// # Ok::<(), switchhook_rating::report::ReportError>(())
    /// ```
    pub const fn invoices(mut self, mode: Rounding, coin: i64) -> Self {
        self.invoices = Some((mode, coin));
        self
    }

    /// How much is kept at most.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Adds a call and what became of it.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add).
    pub fn add_call(
        &mut self,
        call: &Call<'_>,
        owner: Owner<'_>,
        outcome: &Outcome<'_>,
    ) -> Result<(), ReportError> {
        self.add(&Entry::of(call, outcome, self.currency, self.zone).owner(owner))
    }

    /// Adds an entry.
    ///
    /// # Errors
    ///
    /// [`ReportError`] for another currency, a sum too large, or more than the [`Limits`]; the entry then counts
    /// nowhere, and the report stays as it was.
    pub fn add(&mut self, entry: &Entry<'_>) -> Result<(), ReportError> {
        let one = Total::of(entry, self.currency)?;
        let total = self.total.plus(&one)?;
        self.name.clear();
        for key in &self.keys {
            key.write(entry, &mut self.name);
            self.name.push(SEPARATOR);
        }
        if self.detail && self.lines >= self.limits.lines {
            return Err(ReportError::TooManyLines {
                limit: self.limits.lines,
            });
        }
        let line = self.detail.then(|| Line::of(entry, self.whole_numbers, &one));
        let groups_left = self.limits.groups.saturating_sub(self.leaves.len());
        match self.leaves.get_mut(self.name.as_str()) {
            Some(leaf) => {
                leaf.total = leaf.total.plus(&one)?;
                leaf.lines.extend(line);
            }
            None if groups_left == 0 => {
                return Err(ReportError::TooManyGroups {
                    limit: self.limits.groups,
                });
            }
            None => {
                let leaf = Leaf {
                    total: one,
                    lines: line.into_iter().collect(),
                };
                self.leaves.insert(self.name.as_str().into(), leaf);
            }
        }
        self.lines += usize::from(self.detail);
        self.total = total;
        if entry.status == Status::Unmatched {
            self.miss(entry.number, 1, entry.duration);
        }
        Ok(())
    }

    /// Adds all of another report, such as one of another month or another thread. One without money may be of another
    /// currency.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add), and [`ReportError::OtherReport`] when the two do not have the same keys, zone,
    /// detail and invoices. After an error the report holds a part of the other one: start again.
    pub fn merge(&mut self, other: Self) -> Result<(), ReportError> {
        let is_alike = self.keys == other.keys
            && self.zone == other.zone
            && self.detail == other.detail
            && self.whole_numbers == other.whole_numbers
            && self.invoices == other.invoices;
        if !is_alike {
            return Err(ReportError::OtherReport);
        }
        self.total = self.total.plus(&other.total)?;
        if self.lines + other.lines > self.limits.lines {
            return Err(ReportError::TooManyLines {
                limit: self.limits.lines,
            });
        }
        self.lines += other.lines;
        for (name, leaf) in other.leaves {
            let groups_left = self.limits.groups.saturating_sub(self.leaves.len());
            match self.leaves.get_mut(&name) {
                Some(known) => {
                    known.total = known.total.plus(&leaf.total)?;
                    known.lines.extend(leaf.lines);
                }
                None if groups_left == 0 => {
                    return Err(ReportError::TooManyGroups {
                        limit: self.limits.groups,
                    });
                }
                None => {
                    self.leaves.insert(name, leaf);
                }
            }
        }
        for (number, (calls, duration)) in other.unmatched {
            self.miss(&number, calls, duration);
        }
        add_to(&mut self.other_unmatched, other.other_unmatched);
        Ok(())
    }

    /// How many calls were added.
    #[must_use]
    pub const fn calls(&self) -> u64 {
        self.total.counts.all()
    }

    /// The report as a tree of groups, sorted by name; what has no name comes last.
    ///
    /// # Errors
    ///
    /// [`ReportError::TooLarge`] when amounts of both signs add up to more than an amount can be on the way.
    pub fn finish(self) -> Result<Summary, ReportError> {
        summary::finish(self)
    }

    fn miss(&mut self, number: &str, calls: u64, duration: Duration) {
        if let Some(known) = self.unmatched.get_mut(number) {
            add_to(known, (calls, duration));
        } else if self.unmatched.len() < self.limits.unmatched {
            self.unmatched.insert(number.into(), (calls, duration));
        } else {
            add_to(&mut self.other_unmatched, (calls, duration));
        }
    }
}

fn add_to(sum: &mut (u64, Duration), more: (u64, Duration)) {
    *sum = (sum.0.saturating_add(more.0), sum.1.saturating_add(more.1));
}

/// Why a call cannot be added to a report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// Amounts of two currencies cannot be added.
    #[error("a call is rated in {found}, not in {expected}; make a report for each currency")]
    OtherCurrency {
        /// The currency of the call.
        found: Currency,
        /// The currency of the report.
        expected: Currency,
    },
    /// The sum is larger than an amount can be.
    #[error("the sum is too large for an amount; choose a shorter period")]
    TooLarge,
    /// More groups than are kept.
    #[error("the report has more than {limit} groups; group by less, or take a shorter period")]
    TooManyGroups {
        /// The most that are kept.
        limit: usize,
    },
    /// More calls than a detailed report keeps.
    #[error("the detailed report has more than {limit} lines; take a shorter period, or a summary")]
    TooManyLines {
        /// The most that are kept.
        limit: usize,
    },
    /// Two reports that gather in different ways.
    #[error("the two reports differ in keys, zone, detail or invoices; make both in the same way")]
    OtherReport,
}

#[cfg(test)]
mod tests;

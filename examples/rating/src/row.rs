//! A call and what became of it, as it is written and read again.

use std::fmt::{Display, Write as _};
use std::time::Duration;

/// The columns of rated calls, in order. The first seven are the call, the rest is the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    Start,
    Number,
    Duration,
    Caller,
    Account,
    Extension,
    Trunk,
    Status,
    BeforeTax,
    Tax,
    AfterTax,
    Currency,
    Billed,
    Units,
    Prefix,
    Destination,
    Plan,
    Package,
    Version,
    Band,
    Line,
    Book,
    Why,
}

/// Their names.
pub(crate) const COLUMNS: [&str; 23] = [
    "start",
    "number",
    "duration",
    "caller",
    "account",
    "extension",
    "trunk",
    "status",
    "before_tax",
    "tax",
    "after_tax",
    "currency",
    "billed",
    "units",
    "prefix",
    "destination",
    "plan",
    "package",
    "version",
    "band",
    "line",
    "book",
    "why",
];

/// Where a column of a file stands among ours; behind them if it is none.
pub(crate) fn place(name: &str) -> usize {
    COLUMNS
        .iter()
        .position(|column| *column == name)
        .unwrap_or(COLUMNS.len())
}

/// A row: one text for each column, empty for what is not known. Used again and again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) cells: [String; COLUMNS.len()],
}

impl Row {
    pub(crate) fn get(&self, column: Column) -> &str {
        self.cells.get(column as usize).map_or("", String::as_str)
    }

    /// Appends to the cell of a column.
    pub(crate) fn set(&mut self, column: Column, value: impl Display) {
        if let Some(cell) = self.cells.get_mut(column as usize) {
            // A string takes all that is written to it.
            let _ = write!(cell, "{value}");
        }
    }

    /// Appends a text, which is quicker.
    pub(crate) fn set_text(&mut self, column: Column, text: &str) {
        if let Some(cell) = self.cells.get_mut(column as usize) {
            cell.push_str(text);
        }
    }

    pub(crate) fn clear(&mut self) {
        self.cells.iter_mut().for_each(String::clear);
    }
}

/// Whether a column holds numbers and never a text of somebody else.
pub(crate) fn is_number(place: usize) -> bool {
    matches!(
        COLUMNS.get(place),
        Some(&("duration" | "before_tax" | "tax" | "after_tax" | "billed" | "units" | "line"))
    )
}

/// Seconds with at most three decimals.
pub(crate) fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || fraction.len() > 3 {
        return None;
    }
    let millis = format!("{fraction:0<3}").parse().ok()?;
    Duration::from_secs(whole.parse().ok()?).checked_add(Duration::from_millis(millis))
}

/// Seconds as a text, with decimals where there are some.
pub(crate) fn seconds_text(length: Duration) -> String {
    let text = format!("{}.{:03}", length.as_secs(), length.subsec_millis());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

use std::time::Duration;

use chrono::NaiveDate;

use super::{Column, Label, Table, Value};
use crate::csv::row;

/// The words of the file, in the person's language.
#[expect(missing_debug_implementations, reason = "it holds functions")]
pub struct CsvTexts<'a> {
    /// The first row.
    pub title: &'a str,
    /// The second row: what stands before the period, and the period.
    pub period: (&'a str, &'a str),
    /// What the first column is about.
    pub head: &'a str,
    /// The head of a column.
    pub column: &'a dyn Fn(Column) -> String,
    /// The name of a row.
    pub label: &'a dyn Fn(&Label) -> String,
}

impl Table {
    /// The table as CSV (RFC 4180, UTF-8), guarded against formulas.
    ///
    /// Numbers are numbers in every language: percentages with a dot and without a sign, times as `0:01:30`, and nothing
    /// where there is nothing.
    pub fn csv(&self, texts: &CsvTexts<'_>) -> String {
        let mut file = row([texts.title]);
        file.push_str(&row([texts.period.0, texts.period.1]));
        let mut heads = vec![texts.head.to_owned()];
        heads.extend(self.columns.iter().map(|column| (texts.column)(*column)));
        file.push_str(&row(heads.iter().map(String::as_str)));
        for line in self.rows.iter().chain([&self.total]) {
            let mut cells = vec![(texts.label)(&line.label)];
            cells.extend(line.cells.iter().map(|cell| plain(cell.value)));
            file.push_str(&row(cells.iter().map(String::as_str)));
        }
        file
    }
}

fn plain(value: Value) -> String {
    match value {
        Value::Count(count) => count.to_string(),
        Value::Share(share) => share.tenths().map_or_else(String::new, |_| share.to_string()),
        Value::Time(time) => time.map_or_else(String::new, clock),
    }
}

fn clock(time: Duration) -> String {
    let seconds = (time.as_millis() + 500) / 1000;
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// The name of the file: `queue-statistics-20261122.csv`.
pub fn file_name(today: NaiveDate) -> String {
    format!("queue-statistics-{}.csv", today.format("%Y%m%d"))
}

//! The tables as files for spreadsheets.

use std::fmt::Display;

use super::{Count, Table};
use crate::call_log::Direction;
use crate::csv::row;

/// The words of the file, in the person's language.
#[derive(Clone, Copy, Debug)]
pub struct CsvTexts<'a> {
    /// The first row.
    pub title: &'a str,
    /// The second row: what stands before the date, and the date of today.
    pub date: (&'a str, &'a str),
    /// The third row: what stands before the kind of report, and the kind.
    pub report: (&'a str, &'a str),
    /// The head of the first column: month, day or hour.
    pub key: &'a str,
    /// The heads of calls, answered calls and seconds of talk.
    pub figures: [&'a str; 3],
    /// Internal, outgoing and incoming, as in [`Direction::ALL`].
    pub directions: [&'a str; 3],
    /// The first cell of the last row.
    pub total: &'a str,
}

impl<K> Table<K> {
    /// The table as CSV (RFC 4180, UTF-8), guarded against formulas: plain whole numbers, talk in seconds; after the sums
    /// those of each direction. `key` writes the first cell of a row.
    pub fn csv<D: Display>(&self, texts: &CsvTexts<'_>, key: impl Fn(&K) -> D) -> String {
        let mut file = row([texts.title]);
        file += &row([texts.date.0, texts.date.1]);
        file += &row([texts.report.0, texts.report.1]);
        file += "\r\n";
        let mut heads = vec![texts.key.to_owned()];
        heads.extend(texts.figures.map(str::to_owned));
        for direction in texts.directions {
            heads.extend(texts.figures.map(|figure| format!("{direction}: {figure}")));
        }
        file += &row(heads.iter().map(String::as_str));
        for line in &self.rows {
            file += &counted(key(&line.key).to_string(), &line.count);
        }
        file += &counted(texts.total.to_owned(), &self.total);
        file
    }
}

fn counted(key: String, count: &Count) -> String {
    let mut cells = vec![key];
    let of_directions = Direction::ALL.map(|direction| count.of(direction));
    for figures in std::iter::once(count.all()).chain(of_directions) {
        cells.extend(
            [figures.calls, figures.answered, figures.talk.as_secs()].map(|number| number.to_string()),
        );
    }
    row(cells.iter().map(String::as_str))
}

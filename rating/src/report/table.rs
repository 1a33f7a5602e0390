//! A report as rows of cells, for files.

use std::time::Duration;

use chrono::NaiveDateTime;

use super::{Group, Line, Summary, Total, Words};
use crate::{Money, Rounding, Status};

/// Rows of cells under heads: what a file for spreadsheets is made from.
///
/// Reports make one ([`Summary::table`]); programs with reports of their own may build one too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Rows above the heads: title, date, criteria. A blank row follows them.
    pub preamble: Vec<Vec<String>>,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its cells, from the left.
    pub cells: Vec<Cell>,
}

/// What a row of a [`Table`] is; files for spreadsheets show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// Above the lines of a group.
    Heading,
    /// A group without groups, or a call.
    Line,
    /// What a group adds up to.
    Subtotal,
    /// What all of it adds up to.
    Total,
    /// A remark.
    Note,
}

/// A cell of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A text. One that a spreadsheet would take for a formula is guarded.
    Text(String),
    /// A number of calls.
    Count(u64),
    /// A length of time, shown as `2:58:04`.
    Length(Duration),
    /// A reading of the clock.
    Time(NaiveDateTime),
    /// An amount, and in which figures.
    Amount(Money, Figures),
}

/// In which figures a report shows amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figures {
    /// All of it, to the millionth if need be.
    Exact,
    /// In the decimals of the currency, each figure rounded for itself.
    Shown(Rounding),
}

impl Figures {
    /// An amount in decimal digits, without its currency.
    #[must_use]
    pub fn text(self, amount: Money) -> String {
        match self {
            Self::Exact => amount.amount_text(),
            Self::Shown(mode) => amount.rounded_text(mode),
        }
    }
}

impl Row {
    /// A row.
    #[must_use]
    pub fn new(kind: RowKind, cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            kind,
            cells: cells.into_iter().collect(),
        }
    }
}

impl Cell {
    /// A text; nothing if it is empty.
    #[must_use]
    pub fn text(text: &str) -> Self {
        match text {
            "" => Self::Empty,
            text => Self::Text(text.to_owned()),
        }
    }

    /// What CSV shows of it, before texts are guarded.
    fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Length(length) => clock(*length),
            Self::Time(at) => at.format("%Y-%m-%d %H:%M:%S").to_string(),
            Self::Amount(amount, figures) => figures.text(*amount),
        }
    }
}

/// A length of time as reports show it: `2:58:04`.
pub(super) fn clock(length: Duration) -> String {
    let seconds = length.as_secs();
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

impl Table {
    /// The table as CSV: RFC 4180, UTF-8, rows end with CR LF. Texts are guarded against formulas ([`csv_row`]);
    /// amounts and counts are plain numbers with a decimal point.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut file = String::new();
        for row in &self.preamble {
            file += &csv_row(row.iter().map(String::as_str));
        }
        if !self.preamble.is_empty() {
            file += "\r\n";
        }
        file += &csv_row(self.heads.iter().map(String::as_str));
        for row in &self.rows {
            for (at, cell) in row.cells.iter().enumerate() {
                if at > 0 {
                    file.push(',');
                }
                match cell {
                    Cell::Text(text) => push_text(&mut file, text),
                    // A negative amount begins like a formula, but digits and a point are all that follows.
                    cell => file += &cell.shown(),
                }
            }
            file += "\r\n";
        }
        file
    }
}

/// One row of RFC 4180 with its CR LF.
///
/// Cells with commas, quotes or line breaks are quoted. A text that a spreadsheet would take for a formula (it begins
/// with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an apostrophe in front.
///
/// ```
/// use switchhook_rating::report::csv_row;
/// assert_eq!(csv_row(["Souza, Ana", "=HYPERLINK(1)", "+687"]), "\"Souza, Ana\",'=HYPERLINK(1),'+687\r\n");
/// ```
#[must_use]
pub fn csv_row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut row = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            row.push(',');
        }
        push_text(&mut row, cell);
    }
    row + "\r\n"
}

fn push_text(row: &mut String, text: &str) {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        "'"
    } else {
        ""
    };
    if text.contains([',', '"', '\r', '\n']) {
        row.push('"');
        row.push_str(guard);
        row.push_str(&text.replace('"', "\"\""));
        row.push('"');
    } else {
        row.push_str(guard);
        row.push_str(text);
    }
}

impl Summary {
    /// The report as rows. Names stand in every row, so that a spreadsheet can sort and filter them; each group of
    /// groups ends with its subtotal. The last row says whether amounts were rounded for each call or each invoice.
    ///
    /// A summary has columns for the keys, calls, the five counts, time, billed time and amounts before tax, tax,
    /// after tax; a detailed report has date, number, destination and status in place of the counts.
    #[must_use]
    pub fn table(&self, words: &Words, figures: Figures) -> Table {
        let keys = self.keys.iter().map(|&key| words.key(key));
        let heads: Vec<&str> = if self.detail {
            keys.chain(words.call_heads()).collect()
        } else {
            keys.chain(words.count_heads()).collect()
        };
        let mut maker = Maker {
            summary: self,
            words,
            figures,
            rows: Vec::new(),
        };
        if self.detail {
            maker.lines(&self.lines, &[]);
        }
        maker.groups(&self.groups, &mut Vec::new());
        maker.sum(RowKind::Total, words.total.to_owned(), &[], &self.total);
        let note = if self.by_invoice {
            words.tax_per_invoice
        } else {
            words.tax_per_line
        };
        maker.rows.push(Row::new(RowKind::Note, [Cell::text(note)]));
        let rows = maker.rows;
        Table {
            preamble: Vec::new(),
            heads: heads.into_iter().map(str::to_owned).collect(),
            rows,
        }
    }

    /// The numbers without a rate: each with its calls and their time, those with most calls first.
    #[must_use]
    pub fn unmatched_table(&self, words: &Words) -> Table {
        let row = |number: Cell, calls, time| {
            Row::new(RowKind::Line, [number, Cell::Count(calls), Cell::Length(time)])
        };
        let mut rows: Vec<Row> = self
            .unmatched
            .iter()
            .map(|one| row(Cell::text(&one.number), one.calls, one.duration))
            .collect();
        let (calls, time) = self.other_unmatched;
        if calls > 0 {
            rows.push(row(Cell::text(words.other_numbers), calls, time));
        }
        Table {
            preamble: Vec::new(),
            heads: [words.number, words.calls, words.duration]
                .map(str::to_owned)
                .to_vec(),
            rows,
        }
    }
}

struct Maker<'a> {
    summary: &'a Summary,
    words: &'a Words,
    figures: Figures,
    rows: Vec<Row>,
}

impl<'a> Maker<'a> {
    fn groups(&mut self, groups: &'a [Group], names: &mut Vec<&'a str>) {
        for group in groups {
            let is_innermost = group.groups.is_empty();
            names.push(match group.name.as_str() {
                "" => self.words.unknown,
                name => name,
            });
            if !is_innermost {
                self.groups(&group.groups, names);
            } else if self.summary.detail {
                self.lines(&group.lines, names);
            }
            if is_innermost && !self.summary.detail {
                let mut cells: Vec<Cell> = names.iter().map(|name| Cell::text(name)).collect();
                cells.extend(self.figures_of(&group.total));
                self.rows.push(Row::new(RowKind::Line, cells));
            } else {
                let (name, outer) = names
                    .split_last()
                    .map_or(("", &[][..]), |(name, outer)| (*name, outer));
                let label = format!("{} {name}", self.words.total);
                let outer = outer.to_vec();
                self.sum(RowKind::Subtotal, label, &outer, &group.total);
            }
            names.pop();
        }
    }

    fn lines(&mut self, lines: &[Line], names: &[&str]) {
        for line in lines {
            let mut cells: Vec<Cell> = names.iter().map(|name| Cell::text(name)).collect();
            cells.extend([
                line.at.map_or(Cell::Empty, Cell::Time),
                Cell::text(&line.number),
                Cell::text(&line.destination),
                Cell::text(self.words.status(line.status)),
                Cell::Length(line.duration),
                Cell::Length(line.billed),
            ]);
            let has_price = matches!(line.status, Status::Rated | Status::Free);
            let tax = line
                .after_tax
                .checked_sub(line.before_tax)
                .unwrap_or(line.after_tax);
            cells.extend([line.before_tax, tax, line.after_tax].map(|amount| {
                // What has no price costs nothing that is known, which is not zero.
                if has_price {
                    Cell::Amount(amount, self.figures)
                } else {
                    Cell::Empty
                }
            }));
            self.rows.push(Row::new(RowKind::Line, cells));
        }
    }

    fn sum(&mut self, kind: RowKind, label: String, outer: &[&str], total: &Total) {
        let mut cells: Vec<Cell> = outer.iter().map(|name| Cell::text(name)).collect();
        // Without keys there is no column for the label, and the row is the only one.
        if !self.summary.keys.is_empty() {
            cells.push(Cell::Text(label));
            cells.resize(self.summary.keys.len(), Cell::Empty);
        }
        cells.extend(self.figures_of(total));
        self.rows.push(Row::new(kind, cells));
    }

    fn figures_of(&self, total: &Total) -> Vec<Cell> {
        let mut cells = Vec::new();
        if self.summary.detail {
            // Under date, number and destination; the calls stand under the status.
            cells.resize(3, Cell::Empty);
            cells.push(Cell::Count(total.counts.all()));
        } else {
            cells.push(Cell::Count(total.counts.all()));
            cells.extend(total.counts.list().map(Cell::Count));
        }
        cells.push(Cell::Length(total.duration));
        cells.push(Cell::Length(total.billed));
        cells.extend(
            [total.before_tax, total.tax(), total.after_tax].map(|amount| Cell::Amount(amount, self.figures)),
        );
        cells
    }
}

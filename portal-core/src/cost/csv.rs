//! The report as a file for spreadsheets.

use chrono::NaiveDate;
use chrono_tz::Tz;
use switchhook_rating::report::{Cell, Figures, Row, RowKind, Table};

use super::{Detail, Line, Report, Total};

/// The words of the file, in the person's language.
#[derive(Clone, Copy, Debug)]
pub struct CsvTexts<'a> {
    /// The first row.
    pub title: &'a str,
    /// The second row: what stands before the date, and the date of today.
    pub date: (&'a str, &'a str),
    /// The third row: what stands before the kind of report, and the kind.
    pub report: (&'a str, &'a str),
    /// The criteria, if there are some.
    pub criteria: Option<&'a str>,
    /// The heads of the columns department, name, date, called number, calls, duration, before tax and after tax; date and
    /// called number stand in a detailed report only, calls in a summary only.
    pub heads: [&'a str; 8],
    /// Before a department's total.
    pub subtotal: &'a str,
    /// Before the total of all.
    pub total: &'a str,
    /// In place of a department or a name that is not known.
    pub unknown: &'a str,
}

impl Report {
    /// The report as CSV (RFC 4180, UTF-8), guarded against formulas; times are those of the zone.
    pub fn csv(&self, texts: &CsvTexts<'_>, zone: Tz) -> String {
        self.table(texts, zone).to_csv()
    }

    /// The report as rows of cells, which `switchhook-rating` makes files of: CSV, and with its feature `xlsx` a file
    /// for spreadsheets.
    pub fn table(&self, texts: &CsvTexts<'_>, zone: Tz) -> Table {
        let pair = |(label, value): (&str, &str)| vec![label.to_owned(), value.to_owned()];
        let mut preamble = vec![vec![texts.title.to_owned()], pair(texts.date), pair(texts.report)];
        preamble.extend(texts.criteria.map(|criteria| vec![criteria.to_owned()]));
        let [
            department,
            name,
            date,
            called,
            calls,
            duration,
            before_tax,
            after_tax,
        ] = texts.heads;
        let heads = match self.detail {
            Detail::Summary => vec![department, name, calls, duration, before_tax, after_tax],
            Detail::Calls => vec![department, name, date, called, duration, before_tax, after_tax],
        };
        let mut rows = Vec::new();
        for group in &self.groups {
            let heading = if group.heading.is_empty() {
                texts.unknown
            } else {
                &group.heading
            };
            rows.push(Row::new(RowKind::Heading, [Cell::text(heading)]));
            rows.extend(group.lines.iter().map(|line| self.line(line, texts, zone)));
            rows.push(self.sum(RowKind::Subtotal, texts.subtotal, &group.total));
        }
        rows.push(self.sum(RowKind::Total, texts.total, &self.total));
        Table {
            preamble,
            heads: heads.into_iter().map(str::to_owned).collect(),
            rows,
        }
    }

    fn line(&self, line: &Line, texts: &CsvTexts<'_>, zone: Tz) -> Row {
        // Unlike on the page the name stands in every row, so that rows can be sorted and filtered.
        let name = match (line.name.as_str(), line.extension.as_str()) {
            ("", "") => texts.unknown.to_owned(),
            ("", extension) => format!("({extension})"),
            (name, extension) => format!("{name} ({extension})"),
        };
        let mut cells = vec![Cell::Empty, Cell::text(&name)];
        match &line.call {
            None => cells.push(Cell::Count(line.total.calls)),
            Some(call) => {
                let at = call.at.with_timezone(&zone).naive_local();
                cells.extend([Cell::Time(at), Cell::text(&call.number)]);
            }
        }
        cells.extend(self.figures(&line.total));
        Row::new(RowKind::Line, cells)
    }

    fn sum(&self, kind: RowKind, label: &str, total: &Total) -> Row {
        let mut cells = vec![Cell::Empty, Cell::text(label)];
        match self.detail {
            Detail::Summary => cells.push(Cell::Count(total.calls)),
            Detail::Calls => cells.extend([Cell::Empty, Cell::Empty]),
        }
        cells.extend(self.figures(total));
        Row::new(kind, cells)
    }

    fn figures(&self, total: &Total) -> [Cell; 3] {
        let amount = |amount| Cell::Amount(amount, Figures::Shown(self.rounding));
        [
            Cell::Length(total.duration),
            amount(total.before_tax),
            amount(total.after_tax),
        ]
    }
}

/// The name of the file: `telephone-20261122.csv`.
pub fn file_name(today: NaiveDate) -> String {
    format!("telephone-{}.csv", today.format("%Y%m%d"))
}

//! The report as a file for spreadsheets.

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{Detail, Line, Report, Total, clock};
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
        let mut file =
            row([texts.title]) + &row([texts.date.0, texts.date.1]) + &row([texts.report.0, texts.report.1]);
        if let Some(criteria) = texts.criteria {
            file += &row([criteria]);
        }
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
        file += "\r\n";
        file += &match self.detail {
            Detail::Summary => row([department, name, calls, duration, before_tax, after_tax]),
            Detail::Calls => row([department, name, date, called, duration, before_tax, after_tax]),
        };
        for group in &self.groups {
            let heading = if group.heading.is_empty() {
                texts.unknown
            } else {
                &group.heading
            };
            file += &row([heading]);
            for line in &group.lines {
                file += &self.line(line, texts, zone);
            }
            file += &self.sum(texts.subtotal, &group.total);
        }
        file + &self.sum(texts.total, &self.total)
    }

    fn line(&self, line: &Line, texts: &CsvTexts<'_>, zone: Tz) -> String {
        // Unlike on the page the name stands in every row, so that rows can be sorted and filtered.
        let name = match (line.name.as_str(), line.extension.as_str()) {
            ("", "") => texts.unknown.to_owned(),
            ("", extension) => format!("({extension})"),
            (name, extension) => format!("{name} ({extension})"),
        };
        let duration = clock(line.total.duration);
        let (before_tax, after_tax) = (
            self.shown(line.total.before_tax),
            self.shown(line.total.after_tax),
        );
        match &line.call {
            None => {
                let calls = line.total.calls.to_string();
                row(["", &name, &calls, &duration, &before_tax, &after_tax])
            }
            Some(call) => {
                let at = call
                    .at
                    .with_timezone(&zone)
                    .format("%Y-%m-%d %H:%M:%S")
                    .to_string();
                row(["", &name, &at, &call.number, &duration, &before_tax, &after_tax])
            }
        }
    }

    fn sum(&self, label: &str, total: &Total) -> String {
        let (duration, calls) = (clock(total.duration), total.calls.to_string());
        let (before_tax, after_tax) = (self.shown(total.before_tax), self.shown(total.after_tax));
        match self.detail {
            Detail::Summary => row(["", label, &calls, &duration, &before_tax, &after_tax]),
            Detail::Calls => row(["", label, "", "", &duration, &before_tax, &after_tax]),
        }
    }
}

/// The name of the file: `telephone-20261122.csv`.
pub fn file_name(today: NaiveDate) -> String {
    format!("telephone-{}.csv", today.format("%Y%m%d"))
}

//! Tables as files for spreadsheets (feature `xlsx`).

use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use super::{Cell, Figures, RowKind, Table};
use crate::Money;

/// Rows and columns of a sheet, and characters of a cell: limits of the format.
const MOST_ROWS: usize = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
const LONGEST_TEXT: usize = 32_767;

/// Digits that every reader of such files keeps: cells with numbers are binary floats to it.
const MOST_DIGITS: usize = 15;

impl Table {
    /// The table as a file for spreadsheets (XLSX), with heads that stay in sight, and totals in bold.
    ///
    /// Amounts are numbers. They are written as the decimal digits that CSV shows, so nothing is lost on the way into
    /// the file; a spreadsheet keeps 15 digits, and a figure with more stands there as text. Texts stay texts, whatever
    /// they begin with. The file says when it was made (`made`), since this crate has no clock.
    ///
    /// # Errors
    ///
    /// [`XlsxError`] when the table is larger than a sheet, or a text longer than a cell.
    pub fn to_xlsx(&self, name: &str, made: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
        let head_row = match self.preamble.len() {
            0 => 0,
            rows => rows + 1,
        };
        let rows = head_row + 1 + self.rows.len();
        if rows > MOST_ROWS {
            return Err(XlsxError::TooManyRows { rows });
        }
        let columns = self
            .rows
            .iter()
            .map(|row| row.cells.len())
            .chain([self.heads.len()])
            .max();
        if columns.is_some_and(|columns| columns > MOST_COLUMNS) {
            return Err(XlsxError::TooManyColumns);
        }

        let mut book = Workbook::new();
        if let Some(made) = excel_time(made.naive_utc()) {
            book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        }
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(name)).map_err(XlsxError::writer)?;
        let bold = Format::new().set_bold();
        let mut at = Place { sheet, row: 0 };
        for row in &self.preamble {
            for (column, text) in (0u16..).zip(row) {
                at.text(column, text, &Format::new())?;
            }
            at.row += 1;
        }
        at.row = u32::try_from(head_row).unwrap_or(u32::MAX);
        for (column, head) in (0u16..).zip(&self.heads) {
            at.text(column, head, &bold)?;
        }
        at.row += 1;
        at.sheet.set_freeze_panes(at.row, 0).map_err(XlsxError::writer)?;
        for row in &self.rows {
            for (column, cell) in (0u16..).zip(&row.cells) {
                at.cell(column, cell, row.kind)?;
            }
            at.row += 1;
        }
        // The widths are measured on the first rows only: on a million of them it takes longer than the file.
        sheet.set_autofit_max_row(200);
        sheet.autofit();
        book.save_to_buffer().map_err(XlsxError::writer)
    }
}

/// Where the next cells go.
struct Place<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
}

impl Place<'_> {
    fn cell(&mut self, column: u16, cell: &Cell, kind: RowKind) -> Result<(), XlsxError> {
        let plain = match kind {
            RowKind::Line | RowKind::Note => Format::new(),
            RowKind::Heading | RowKind::Subtotal | RowKind::Total => Format::new().set_bold(),
        };
        match cell {
            Cell::Empty => Ok(()),
            Cell::Text(text) => self.text(column, text, &plain),
            Cell::Count(count) => self.number(column, &count.to_string(), &plain.set_num_format("0")),
            Cell::Length(length) => self.number(column, &days(*length), &plain.set_num_format("[h]:mm:ss")),
            Cell::Amount(amount, figures) => {
                let format = plain.set_num_format(amount_format(*amount, *figures));
                self.number(column, &figures.text(*amount), &format)
            }
            Cell::Time(time) => match excel_time(*time) {
                Some(excel) => self
                    .sheet
                    .write_datetime_with_format(
                        self.row,
                        column,
                        &excel,
                        &plain.set_num_format("yyyy-mm-dd hh:mm:ss"),
                    )
                    .map(drop)
                    .map_err(XlsxError::writer),
                // Before 1900 or after 9999, which a spreadsheet cannot reckon with.
                None => self.text(column, &time.to_string(), &plain),
            },
        }
    }

    fn text(&mut self, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        if text.encode_utf16().count() > LONGEST_TEXT {
            return Err(XlsxError::TextTooLong {
                row: self.row as usize + 1,
            });
        }
        self.sheet
            .write_string_with_format(self.row, column, text, format)
            .map(drop)
            .map_err(XlsxError::writer)
    }

    /// A number that is written as decimal digits.
    fn number(&mut self, column: u16, digits: &str, format: &Format) -> Result<(), XlsxError> {
        // The library takes its numbers as floats and writes their shortest decimal form. Up to 15 digits those are
        // the digits that were given; no arithmetic is done on the float.
        let count = digits.bytes().filter(u8::is_ascii_digit).count();
        let number = digits.parse::<f64>().ok().filter(|_| count <= MOST_DIGITS);
        match number {
            Some(number) => self
                .sheet
                .write_number_with_format(self.row, column, number, format)
                .map(drop)
                .map_err(XlsxError::writer),
            None => self.text(column, digits, &Format::new().set_align(FormatAlign::Right)),
        }
    }
}

/// How a spreadsheet shows an amount: with the decimals that it has in the file.
fn amount_format(amount: Money, figures: Figures) -> String {
    let decimals = usize::from(amount.currency().decimals());
    let (needed, possible) = match figures {
        Figures::Shown(_) => (decimals, 0),
        Figures::Exact => (decimals, 6usize.saturating_sub(decimals)),
    };
    if needed + possible == 0 {
        return "#,##0".to_owned();
    }
    format!("#,##0.{}{}", "0".repeat(needed), "#".repeat(possible))
}

/// A length of time in days, as spreadsheets count it, to the tenth of a microsecond.
fn days(length: Duration) -> String {
    const PARTS: u128 = 1_000_000_000_000;
    let parts = (length.as_millis() * PARTS + 43_200_000) / 86_400_000;
    let (whole, fraction) = (parts / PARTS, parts % PARTS);
    // 15 digits, of which a hundred years take five.
    let fraction = format!("{fraction:012}");
    let kept = MOST_DIGITS.saturating_sub(whole.to_string().len()).min(12);
    format!("{whole}.{}", fraction.get(..kept).unwrap_or(&fraction))
}

fn excel_time(time: NaiveDateTime) -> Option<ExcelDateTime> {
    let (date, time) = (time.date(), time.time());
    let year = u16::try_from(date.year()).ok()?;
    let (month, day) = (u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    let (hour, minute) = (
        u16::try_from(time.hour()).ok()?,
        u8::try_from(time.minute()).ok()?,
    );
    let second = u8::try_from(time.second()).ok()?;
    ExcelDateTime::from_ymd(year, month, day)
        .and_then(|date| date.and_hms(hour, minute, second))
        .ok()
}

/// A name that a sheet may have: at most 31 characters, none of `[]:*?/\`, no apostrophe at its ends.
fn sheet_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|one| {
            if matches!(one, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') || one.is_control() {
                ' '
            } else {
                one
            }
        })
        .scan(0, |units, one| {
            *units += one.len_utf16();
            (*units <= 31).then_some(one)
        })
        .collect();
    match kept.trim() {
        "" => "Report".to_owned(),
        kept => kept.to_owned(),
    }
}

/// Why a table makes no file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum XlsxError {
    /// More rows than a sheet has.
    #[error("{rows} rows, and a sheet holds 1048576; take a shorter period, or write CSV")]
    TooManyRows {
        /// The rows of the table.
        rows: usize,
    },
    /// More columns than a sheet has.
    #[error("more columns than the 16384 of a sheet; group by less, or write CSV")]
    TooManyColumns,
    /// A text that is longer than a cell.
    #[error("row {row} has a text of more than 32767 characters; shorten the name, or write CSV")]
    TextTooLong {
        /// The row of the sheet, counted from 1.
        row: usize,
    },
    /// What the writer of such files says.
    #[error("the file cannot be made: {message}; write CSV")]
    Writer {
        /// Its words.
        message: String,
    },
}

impl XlsxError {
    #[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
    fn writer(error: rust_xlsxwriter::XlsxError) -> Self {
        Self::Writer {
            message: error.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::super::{Row, Table};
    use super::*;
    use crate::{Currency, Rounding};

    fn made() -> DateTime<Utc> {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }

    /// A part of the file, as XML.
    fn part(file: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn table(cells: Vec<Cell>) -> Table {
        Table {
            preamble: vec![vec!["Facturation".into()]],
            heads: vec!["HT".into()],
            rows: vec![Row::new(RowKind::Line, cells)],
        }
    }

    #[test]
    fn amounts_are_numbers_with_the_digits_of_the_amount() {
        let franc = |micros| Money::from_micros(micros, Currency::XPF);
        let euro = Money::from_micros(1_234_567_891_230_000, Currency::EUR);
        let too_fine = Money::from_micros(9_223_372_036_854_775_807, Currency::EUR);
        let file = table(vec![
            Cell::Amount(franc(177_650_000), Figures::Exact),
            Cell::Amount(franc(177_650_000), Figures::Shown(Rounding::Floor)),
            Cell::Amount(franc(-300_001), Figures::Exact),
            Cell::Amount(euro, Figures::Exact),
            Cell::Amount(too_fine, Figures::Exact),
            Cell::Count(3),
            Cell::Length(Duration::from_secs(10_684)),
            Cell::Time("2011-12-19T11:08:58".parse().unwrap()),
            Cell::Text("=1+1".into()),
        ])
        .to_xlsx("Costs: 2011/12", made())
        .unwrap();
        let sheet = part(&file, "xl/worksheets/sheet1.xml");
        for cell in [
            "<c r=\"A4\" s=\"2\"><v>177.65</v></c>",
            "<v>177</v>",
            "<v>-0.300001</v>",
            "<v>1234567891.23</v>",
            "<v>3</v>",
            // 10684 s are 0.123657407407 days.
            "<v>0.123657407407</v>",
            "<v>40896.46456018519</v>",
        ] {
            assert!(sheet.contains(cell), "{cell} in {sheet}");
        }
        assert!(!sheet.contains("<f>"), "a formula in {sheet}");
        assert!(sheet.contains("state=\"frozen\""), "{sheet}");
        let texts = part(&file, "xl/sharedStrings.xml");
        for text in ["<t>9223372036854.775807</t>", "<t>=1+1</t>", "<t>Facturation</t>"] {
            assert!(texts.contains(text), "{text} in {texts}");
        }
        let styles = part(&file, "xl/styles.xml");
        assert!(styles.contains("#,##0.00####"), "{styles}");
        assert!(part(&file, "xl/workbook.xml").contains("name=\"Costs  2011 12\""));
        assert!(part(&file, "docProps/core.xml").contains("2026-11-22T10:00:00Z"));
    }

    #[test]
    fn the_same_table_makes_the_same_file() {
        let make = || table(vec![Cell::Count(1)]).to_xlsx("a", made()).unwrap();
        assert_eq!(make(), make());
    }

    #[test]
    fn what_no_sheet_holds_is_refused() {
        let rows = vec![Row::new(RowKind::Line, []); MOST_ROWS];
        let table = Table {
            rows,
            ..Table::default()
        };
        assert_eq!(
            table.to_xlsx("x", made()).unwrap_err().to_string(),
            "1048577 rows, and a sheet holds 1048576; take a shorter period, or write CSV"
        );
        let long = Cell::Text("é".repeat(32_768));
        let error = self::table(vec![long]).to_xlsx("x", made()).unwrap_err();
        assert_eq!(error, XlsxError::TextTooLong { row: 4 });
        let wide = self::table(vec![Cell::Empty; 16_385])
            .to_xlsx("x", made())
            .unwrap_err();
        assert_eq!(wide, XlsxError::TooManyColumns);
    }

    #[test]
    fn names_of_sheets_are_made_to_fit() {
        for (name, expected) in [
            ("", "Report"),
            ("''", "Report"),
            ("a/b", "a b"),
            (
                "0123456789012345678901234567890123",
                "0123456789012345678901234567890",
            ),
        ] {
            assert_eq!(sheet_name(name), expected);
        }
        // 15 digits however long it lasted.
        assert_eq!(
            days(Duration::from_secs(86_400 * 40_000 + 43_200)),
            "40000.5000000000"
        );
    }
}

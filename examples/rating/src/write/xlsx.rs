//! Rated calls as a sheet of a spreadsheet.

use chrono::{NaiveDateTime, Utc};
use switchhook_rating::Money;
use switchhook_rating::report::{Cell, Figures, Row as TableRow, RowKind, Table};

use crate::failure::Failure;
use crate::row::{COLUMNS, Column, Row, seconds};

/// One less than the rows of a sheet: the heads take one.
const MOST_CALLS: usize = 1_048_575;

/// The calls so far; a sheet is made of all of them at once.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    rows: Vec<TableRow>,
}

impl Sheet {
    pub(crate) fn push(&mut self, row: &Row) -> Result<(), Failure> {
        if self.rows.len() >= MOST_CALLS {
            return Err(Failure::Output(format!(
                "more than {MOST_CALLS} calls do not fit a sheet; write CSV or JSON lines, or rate a shorter period"
            )));
        }
        let cells = COLUMNS
            .iter()
            .zip(&row.cells)
            .map(|(name, text)| cell(name, text, row));
        self.rows.push(TableRow::new(RowKind::Line, cells));
        Ok(())
    }

    pub(crate) fn take_file(&mut self) -> Result<Vec<u8>, Failure> {
        let table = Table {
            preamble: Vec::new(),
            heads: COLUMNS.map(str::to_owned).to_vec(),
            rows: std::mem::take(&mut self.rows),
        };
        to_file(&table)
    }
}

/// A table as the bytes of a file.
pub(crate) fn to_file(table: &Table) -> Result<Vec<u8>, Failure> {
    table
        .to_xlsx("rating", Utc::now())
        .map_err(|error| Failure::Output(error.to_string()))
}

fn cell(name: &str, text: &str, row: &Row) -> Cell {
    let typed = match name {
        "start" => NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S")
            .ok()
            .map(Cell::Time),
        "duration" | "billed" => seconds(text).map(Cell::Length),
        "units" | "line" => text.parse().ok().map(Cell::Count),
        "before_tax" | "tax" | "after_tax" => {
            let amount: Option<Money> = format!("{text} {}", row.get(Column::Currency)).parse().ok();
            amount.map(|amount| Cell::Amount(amount, Figures::Exact))
        }
        _ => None,
    };
    typed.unwrap_or_else(|| Cell::text(text))
}

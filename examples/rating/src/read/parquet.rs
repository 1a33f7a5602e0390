//! Rated calls in Parquet, as `rating rate` wrote them: a group of rows at a time, some rows of it in memory.

use std::fs::File;
use std::path::Path;

use parquet::column::reader::ColumnReader;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use switchhook_rating::{Currency, Money};

use crate::failure::Failure;
use crate::row::{COLUMNS, Row, seconds_text};
use crate::write::parquet::Holds;

/// Rows that are taken from all columns at once.
const BATCH: usize = 1024;

/// Reads rated calls one by one.
pub(crate) struct ParquetRated {
    file: SerializedFileReader<File>,
    name: String,
    // Of each column of ours, its place in the file.
    places: Vec<Option<usize>>,
    group: usize,
    columns: Vec<Option<ColumnReader>>,
    rows: Vec<Row>,
    next: usize,
    left: usize,
}

impl ParquetRated {
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let file = File::open(path).map_err(|error| Failure::cannot_read(path, &error))?;
        let name = path.display().to_string();
        let file = SerializedFileReader::new(file).map_err(|error| cannot_read(&name, &error))?;
        let schema = file.metadata().file_metadata().schema_descr();
        let mut places = Vec::new();
        for column in COLUMNS {
            let place = (0..schema.num_columns()).find(|&at| schema.column(at).path().string() == column);
            if place.is_none() && matches!(column, "number" | "status") {
                return Err(Failure::Input(format!(
                    "{name}: no column {column:?}; give a file that `rating rate` wrote"
                )));
            }
            if let Some(at) = place {
                let found = schema.column(at);
                let is_ours = match Holds::of(column) {
                    Holds::Text => found.physical_type() == parquet::basic::Type::BYTE_ARRAY,
                    Holds::Whole => found.physical_type() == parquet::basic::Type::INT64,
                    Holds::Decimal(scale) => {
                        found.physical_type() == parquet::basic::Type::INT64
                            && found.type_scale() == i32::from(scale)
                    }
                } && found.max_def_level() == 1
                    && found.max_rep_level() == 0;
                if !is_ours {
                    return Err(Failure::Input(format!(
                        "{name}: column {column:?} is of another type than `rating rate` writes; write it as CSV"
                    )));
                }
            }
            places.push(place);
        }
        Ok(Self {
            file,
            name,
            places,
            group: 0,
            columns: Vec::new(),
            rows: Vec::new(),
            next: 0,
            left: 0,
        })
    }

    /// Reads the next call into `row`; `false` at the end.
    pub(crate) fn read(&mut self, row: &mut Row) -> Result<bool, Failure> {
        while self.next >= self.rows.len() {
            if !self.fill().map_err(|error| cannot_read(&self.name, &error))? {
                return Ok(false);
            }
        }
        if let Some(next) = self.rows.get_mut(self.next) {
            std::mem::swap(row, next);
        }
        self.next += 1;
        Ok(true)
    }

    /// Takes further rows; `false` when there are none.
    fn fill(&mut self) -> Result<bool, ParquetError> {
        self.rows.clear();
        self.next = 0;
        if self.left == 0 {
            if self.group >= self.file.num_row_groups() {
                return Ok(false);
            }
            let group = self.file.get_row_group(self.group)?;
            self.group += 1;
            self.left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
            self.columns = self
                .places
                .iter()
                .map(|place| place.map(|at| group.get_column_reader(at)).transpose())
                .collect::<Result<_, _>>()?;
        }
        let wanted = self.left.min(BATCH);
        self.left -= wanted;
        self.rows.resize_with(wanted, Row::default);
        for (at, (column, reader)) in COLUMNS.into_iter().zip(&mut self.columns).enumerate() {
            let texts = match reader {
                None => continue,
                Some(reader) => texts(reader, wanted, Holds::of(column))?,
            };
            for (row, text) in self.rows.iter_mut().zip(texts) {
                if let Some(cell) = row.cells.get_mut(at) {
                    *cell = text;
                }
            }
        }
        Ok(true)
    }
}

/// So many cells of a column as texts; empty for null.
fn texts(reader: &mut ColumnReader, wanted: usize, holds: Holds) -> Result<Vec<String>, ParquetError> {
    let mut levels = Vec::new();
    let mut known: Box<dyn Iterator<Item = String>> = match reader {
        ColumnReader::ByteArrayColumnReader(reader) => {
            let mut values: Vec<ByteArray> = Vec::new();
            reader.read_records(wanted, Some(&mut levels), None, &mut values)?;
            Box::new(
                values
                    .into_iter()
                    .map(|value| String::from_utf8_lossy(value.data()).into_owned()),
            )
        }
        ColumnReader::Int64ColumnReader(reader) => {
            let mut values = Vec::new();
            reader.read_records(wanted, Some(&mut levels), None, &mut values)?;
            Box::new(values.into_iter().map(move |value| text(value, holds)))
        }
        // `open` lets no other types pass.
        _ => Box::new(std::iter::empty()),
    };
    Ok(levels
        .into_iter()
        .map(|level| if level == 0 { None } else { known.next() }.unwrap_or_default())
        .collect())
}

/// A number as the other forms have it.
fn text(value: i64, holds: Holds) -> String {
    match holds {
        Holds::Decimal(3) => {
            let millis = std::time::Duration::from_millis(value.unsigned_abs());
            let sign = if value < 0 { "-" } else { "" };
            format!("{sign}{}", seconds_text(millis))
        }
        Holds::Decimal(_) => Money::from_micros(value, Currency::XPF).amount_text(),
        Holds::Whole | Holds::Text => value.to_string(),
    }
}

fn cannot_read(name: &str, error: &ParquetError) -> Failure {
    Failure::Input(format!(
        "{name}: cannot be read as Parquet: {error}; give a file that `rating rate` wrote"
    ))
}

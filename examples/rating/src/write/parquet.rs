//! Rated calls as Parquet: typed columns, a group of rows at a time.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use switchhook_rating::Money;

use crate::failure::Failure;
use crate::row::{COLUMNS, Row, seconds};

/// Calls that are held until they are written as a group of rows: a few tens of megabytes.
const GROUP: usize = 65_536;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    Text,
    Whole,
    /// A decimal with so many digits behind its point.
    Decimal(u8),
}

impl Holds {
    /// What a column of rated calls holds.
    pub(crate) fn of(column: &str) -> Self {
        match column {
            "duration" | "billed" => Self::Decimal(3),
            "before_tax" | "tax" | "after_tax" => Self::Decimal(6),
            "units" | "line" => Self::Whole,
            _ => Self::Text,
        }
    }
}

/// A file of rated calls, in pieces.
pub(super) struct Columns {
    // What it has written is taken from it after each group; it counts by itself how much that was.
    writer: SerializedFileWriter<Vec<u8>>,
    rows: Vec<Row>,
    name: String,
}

impl Columns {
    pub(super) fn new(name: String) -> Result<Self, Failure> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by("rating".to_owned())
            .build();
        let schema = schema().map_err(|error| cannot_write(&name, &error))?;
        let writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))
            .map_err(|error| cannot_write(&name, &error))?;
        Ok(Self {
            writer,
            rows: Vec::new(),
            name,
        })
    }

    /// Takes a call; gives back what can be written by now.
    pub(super) fn push(&mut self, row: &Row) -> Result<Vec<u8>, Failure> {
        self.rows.push(row.clone());
        if self.rows.len() < GROUP {
            return Ok(Vec::new());
        }
        self.write_group()
            .map_err(|error| cannot_write(&self.name, &error))?;
        self.writer
            .flush()
            .map_err(|error| Failure::cannot_write(&self.name, &error))?;
        Ok(std::mem::take(self.writer.inner_mut()))
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for (at, column) in COLUMNS.into_iter().enumerate() {
            let texts = self
                .rows
                .iter()
                .map(|row| row.cells.get(at).map_or("", String::as_str));
            let Some(mut writer) = group.next_column()? else {
                break;
            };
            match Holds::of(column) {
                Holds::Text => {
                    // What is not known is null.
                    let levels: Vec<i16> = texts.clone().map(|text| i16::from(!text.is_empty())).collect();
                    let values: Vec<ByteArray> = texts
                        .filter(|text| !text.is_empty())
                        .map(ByteArray::from)
                        .collect();
                    writer
                        .typed::<ByteArrayType>()
                        .write_batch(&values, Some(&levels), None)?;
                }
                holds => {
                    let numbers: Vec<Option<i64>> = texts.map(|text| number(text, holds)).collect();
                    let levels: Vec<i16> = numbers.iter().map(|one| i16::from(one.is_some())).collect();
                    let values: Vec<i64> = numbers.into_iter().flatten().collect();
                    writer
                        .typed::<Int64Type>()
                        .write_batch(&values, Some(&levels), None)?;
                }
            }
            writer.close()?;
        }
        group.close()?;
        self.rows.clear();
        Ok(())
    }

    /// Ends the file; gives back the rest of it.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, Failure> {
        let rest = if self.rows.is_empty() {
            Ok(())
        } else {
            self.write_group()
        };
        rest.and_then(|()| self.writer.into_inner())
            .map_err(|error| cannot_write(&self.name, &error))
    }
}

/// The columns of the file.
fn schema() -> Result<Type, ParquetError> {
    let columns = COLUMNS.into_iter().map(|name| {
        let column = match Holds::of(name) {
            Holds::Text => Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
                .with_logical_type(Some(LogicalType::String)),
            Holds::Whole => Type::primitive_type_builder(name, Physical::INT64),
            Holds::Decimal(scale) => Type::primitive_type_builder(name, Physical::INT64)
                .with_logical_type(Some(LogicalType::decimal(i32::from(scale), 18)))
                .with_precision(18)
                .with_scale(i32::from(scale)),
        };
        column.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
    });
    Type::group_type_builder("rated")
        .with_fields(columns.collect::<Result<Vec<_>, _>>()?)
        .build()
}

/// The number of a cell, in the smallest parts that its column knows.
fn number(text: &str, holds: Holds) -> Option<i64> {
    match holds {
        Holds::Decimal(3) => seconds(text).and_then(|length| i64::try_from(length.as_millis()).ok()),
        // Millionths are those of every currency, so any will do.
        Holds::Decimal(_) => format!("{text} XPF").parse().ok().map(Money::micros),
        Holds::Whole | Holds::Text => text.parse().ok(),
    }
}

fn cannot_write(name: &str, error: &ParquetError) -> Failure {
    Failure::Output(format!("{name}: cannot be written: {error}"))
}

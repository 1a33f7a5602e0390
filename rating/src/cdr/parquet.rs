//! Parquet files, column by column.

use chrono::DateTime;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::ColumnReader;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::record::Seen;
use super::{BadRecord, CdrError, CdrRecord, Field, ReadCdr, Settings};
use crate::Start;

/// Rows that are decoded at a time.
const BATCH: usize = 1024;

/// Reads records from a Parquet file, one row for each. Columns bear Asterisk's names ([`Field`]); others are kept as
/// [`CdrRecord::other`].
///
/// Columns hold text, whole or decimal numbers, timestamps or days; nested ones are left out. A timestamp that is adjusted to
/// UTC is an instant, another one a reading of the clock. Binary floating-point numbers are refused in the columns of
/// Asterisk and left out elsewhere: what they hold is not what was written. Compressed with Snappy, zstd, gzip or LZ4, or
/// not at all.
///
/// ```no_run
/// use switchhook_rating::cdr::{ParquetReader, ReadCdr};
/// let mut reader = ParquetReader::new(std::fs::File::open("cdr.parquet")?)?;
/// for record in reader.records() {
///     println!("{}", record?.dst());
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ParquetReader {
    file: Box<dyn FileReader>,
    settings: Settings,
    columns: Vec<Column>,
    readers: Vec<ColumnReader>,
    next_group: usize,
    // The rows of the batch, column by column, and how many of them were given.
    batch: Vec<Vec<Option<String>>>,
    length: usize,
    given: usize,
    row: u64,
}

/// A column that is read.
#[derive(Clone, Debug)]
struct Column {
    index: usize,
    name: String,
    meaning: Meaning,
    // Definition levels below this one are nulls.
    defined: i16,
}

/// What the values of a column mean.
#[derive(Clone, Copy, Debug)]
enum Meaning {
    Text,
    Number,
    Unsigned,
    /// With so many digits after the point.
    Decimal(u32),
    /// Since 1970, with so many in a second.
    Time {
        per_second: i64,
        utc: bool,
    },
    /// Days since 1970.
    Day,
}

impl ParquetReader {
    /// Reads from a source that can be read anywhere: a `std::fs::File`.
    ///
    /// # Errors
    ///
    /// [`CdrError::Parquet`] when it is no such file, [`CdrError::Header`] when it lacks a column that every record needs.
    pub fn new(source: impl ChunkReader + 'static) -> Result<Self, CdrError> {
        let file = SerializedFileReader::new(source).map_err(failed)?;
        let schema = file.metadata().file_metadata().schema_descr_ptr();
        let mut columns: Vec<Column> = Vec::new();
        for (index, column) in schema.columns().iter().enumerate() {
            let field = Field::from_name(column.name());
            if column.path().parts().len() > 1 || column.max_rep_level() > 0 {
                continue;
            }
            let Some(meaning) = meaning(column) else {
                if field.is_some() {
                    return Err(CdrError::Parquet {
                        reason: format!(
                            "the column {:?} holds {}, which is neither text nor a whole or decimal number nor a time",
                            column.name(),
                            column.physical_type()
                        ),
                    });
                }
                continue;
            };
            let is_twice = |known: &Column| field.is_some() && Field::from_name(&known.name) == field;
            if columns.iter().any(is_twice) {
                return Err(CdrError::RepeatedColumn {
                    line: 0,
                    column: column.name().to_owned(),
                });
            }
            columns.push(Column {
                index,
                name: column.name().to_owned(),
                meaning,
                defined: column.max_def_level(),
            });
        }
        for (field, name) in [
            (Field::Start, "start or calldate"),
            (Field::Dst, "dst"),
            (Field::Billsec, "billsec"),
        ] {
            if !columns
                .iter()
                .any(|column| Field::from_name(&column.name) == Some(field))
            {
                let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
                return Err(CdrError::Header {
                    line: 0,
                    missing: name,
                    found: names.join(", ").chars().take(200).collect(),
                });
            }
        }
        Ok(Self {
            file: Box::new(file),
            settings: Settings::new(),
            batch: vec![Vec::new(); columns.len()],
            columns,
            readers: Vec::new(),
            next_group: 0,
            length: 0,
            given: 0,
            row: 0,
        })
    }

    /// Reads a file that is in memory.
    ///
    /// # Errors
    ///
    /// As for [`new`](Self::new).
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, CdrError> {
        Self::new(bytes::Bytes::from(bytes))
    }

    /// How records are read. Default: [`Settings::new`].
    #[must_use]
    pub const fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Decodes the next rows. `false` at the end.
    fn fill(&mut self) -> Result<bool, ParquetError> {
        self.given = 0;
        self.length = 0;
        loop {
            for ((reader, column), texts) in self.readers.iter_mut().zip(&self.columns).zip(&mut self.batch) {
                texts.clear();
                decode(reader, column, texts)?;
            }
            let lengths = self.batch.iter().map(Vec::len);
            let length = lengths.clone().max().unwrap_or(0);
            if lengths.clone().min() != Some(length) {
                return Err(ParquetError::General("columns of different lengths".to_owned()));
            }
            if length > 0 && !self.readers.is_empty() {
                self.length = length;
                return Ok(true);
            }
            if self.next_group >= self.file.num_row_groups() {
                return Ok(false);
            }
            let group = self.file.get_row_group(self.next_group)?;
            self.next_group += 1;
            self.readers = self
                .columns
                .iter()
                .map(|column| group.get_column_reader(column.index))
                .collect::<Result<_, _>>()?;
        }
    }
}

impl ReadCdr for ParquetReader {
    fn read_record(&mut self, record: &mut CdrRecord) -> Result<bool, CdrError> {
        record.clear();
        if self.given == self.length {
            match self.fill() {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(error) => {
                    // What follows cannot be found either.
                    self.next_group = usize::MAX;
                    self.readers.clear();
                    self.batch.iter_mut().for_each(Vec::clear);
                    return Err(failed(error));
                }
            }
        }
        let at = self.given;
        self.given += 1;
        self.row += 1;
        record.line = self.row;
        let mut seen = Seen::default();
        let added = self
            .columns
            .iter()
            .zip(&self.batch)
            .try_for_each(|(column, texts)| {
                let text = texts.get(at).and_then(Option::as_deref).unwrap_or_default();
                record.add(&column.name, text, &mut seen)
            });
        let result = added.and_then(|()| record.understand(&self.settings));
        result.map(|()| true).map_err(|problem| {
            CdrError::Record(BadRecord {
                line: self.row,
                text: [record.src(), record.dst(), record.channel()]
                    .join(" ")
                    .chars()
                    .take(80)
                    .collect(),
                problem,
            })
        })
    }
}

impl std::fmt::Debug for ParquetReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetReader")
            .field("columns", &self.columns)
            .field("row", &self.row)
            .finish_non_exhaustive()
    }
}

#[expect(clippy::needless_pass_by_value, reason = "what map_err calls")]
fn failed(error: ParquetError) -> CdrError {
    CdrError::Parquet {
        reason: error.to_string(),
    }
}

/// What a column holds; `None` for what is no text, number or time.
fn meaning(column: &ColumnDescriptor) -> Option<Meaning> {
    let per_second = |unit: &TimeUnit| match unit {
        TimeUnit::MILLIS => 1_000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    };
    if let Some(LogicalType::Timestamp(time)) = column.logical_type_ref() {
        return Some(Meaning::Time {
            per_second: per_second(&time.unit),
            utc: time.is_adjusted_to_u_t_c,
        });
    }
    let utc = |per_second| {
        Some(Meaning::Time {
            per_second,
            utc: true,
        })
    };
    match (column.physical_type(), column.converted_type()) {
        (Type::INT64, ConvertedType::TIMESTAMP_MILLIS) => utc(1_000),
        (Type::INT64, ConvertedType::TIMESTAMP_MICROS) => utc(1_000_000),
        // Since 1970 in nanoseconds: what Spark wrote before it had anything better.
        (Type::INT96, _) => utc(1_000_000_000),
        (Type::INT32, ConvertedType::DATE) => Some(Meaning::Day),
        (Type::INT32 | Type::INT64, ConvertedType::DECIMAL) => {
            u32::try_from(column.type_scale()).ok().map(Meaning::Decimal)
        }
        (
            Type::INT32 | Type::INT64,
            ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64,
        ) => Some(Meaning::Unsigned),
        (Type::INT32 | Type::INT64 | Type::BOOLEAN, _) => Some(Meaning::Number),
        (Type::BYTE_ARRAY, ConvertedType::DECIMAL) => None,
        (Type::BYTE_ARRAY, _) => Some(Meaning::Text),
        _ => None,
    }
}

/// Adds the next values of a column as texts.
fn decode(
    reader: &mut ColumnReader,
    column: &Column,
    texts: &mut Vec<Option<String>>,
) -> Result<(), ParquetError> {
    macro_rules! values {
        ($reader:expr, $text:expr) => {{
            let (mut levels, mut values) = (Vec::new(), Vec::new());
            let with_levels = (column.defined > 0).then_some(&mut levels);
            let (rows, _, _) = $reader.read_records(BATCH, with_levels, None, &mut values)?;
            let mut values = values.into_iter();
            for row in 0..rows {
                let is_null = levels.get(row).is_some_and(|&level| level < column.defined);
                texts.push(if is_null { None } else { values.next().map($text) });
            }
        }};
    }
    let meaning = column.meaning;
    match reader {
        ColumnReader::BoolColumnReader(reader) => values!(reader, |value: bool| value.to_string()),
        ColumnReader::Int32ColumnReader(reader) => values!(reader, |value: i32| match meaning {
            Meaning::Unsigned => value.cast_unsigned().to_string(),
            _ => text(i64::from(value), meaning),
        }),
        ColumnReader::Int64ColumnReader(reader) => values!(reader, |value: i64| match meaning {
            Meaning::Unsigned => value.cast_unsigned().to_string(),
            _ => text(value, meaning),
        }),
        ColumnReader::Int96ColumnReader(reader) => {
            values!(reader, |value: parquet::data_type::Int96| text(
                value.to_nanos(),
                meaning
            ));
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            values!(reader, |value: parquet::data_type::ByteArray| {
                match std::str::from_utf8(value.data()) {
                    Ok(text) => text.to_owned(),
                    Err(_) => value.data().iter().copied().map(char::from).collect(),
                }
            });
        }
        _ => {
            return Err(ParquetError::General(format!(
                "the column {:?} changes its type",
                column.name
            )));
        }
    }
    Ok(())
}

/// A whole number as what it means; as it is where it means nothing, to be refused then.
fn text(value: i64, meaning: Meaning) -> String {
    match meaning {
        Meaning::Decimal(scale) => {
            let digits = format!("{:0width$}", value.unsigned_abs(), width = scale as usize + 1);
            let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
            let sign = if value < 0 { "-" } else { "" };
            match fraction {
                "" => format!("{sign}{whole}"),
                _ => format!("{sign}{whole}.{fraction}"),
            }
        }
        Meaning::Time { per_second, utc } => {
            let nanos = value.rem_euclid(per_second) * (1_000_000_000 / per_second);
            let time = u32::try_from(nanos)
                .ok()
                .and_then(|nanos| DateTime::from_timestamp(value.div_euclid(per_second), nanos));
            match time {
                Some(time) if utc => Start::Instant(time).to_string(),
                Some(time) => Start::Local(time.naive_utc()).to_string(),
                None => value.to_string(),
            }
        }
        Meaning::Day => match value
            .checked_mul(86_400)
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        {
            Some(day) => day.date_naive().to_string(),
            None => value.to_string(),
        },
        Meaning::Text | Meaning::Number | Meaning::Unsigned => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// A file of `groups` times three rows; the second row has no start, and its numbers are null.
    fn file(schema: &str, compression: Compression, groups: usize) -> Vec<u8> {
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let properties = WriterProperties::builder().set_compression(compression).build();
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
        for _ in 0..groups {
            let mut group = writer.next_row_group().unwrap();
            let mut at = 0;
            while let Some(mut column) = group.next_column().unwrap() {
                let text = |text: &str| ByteArray::from(text);
                let is_null: &[i16] = &[1, 0, 1];
                match at {
                    0 => column.typed::<ByteArrayType>().write_batch(
                        &[text("872345"), text("872346"), ByteArray::from(vec![0xe9])],
                        None,
                        None,
                    ),
                    1 => column.typed::<Int64Type>().write_batch(
                        &[1_324_253_338_250_000, 1_324_253_400_000_000],
                        Some(is_null),
                        None,
                    ),
                    2 => column
                        .typed::<Int32Type>()
                        .write_batch(&[60_500, 5], Some(is_null), None),
                    3 => column.typed::<ByteArrayType>().write_batch(
                        &[text("271"), text("")],
                        Some(is_null),
                        None,
                    ),
                    _ => column
                        .typed::<DoubleType>()
                        .write_batch(&[0.5, 1.5], Some(is_null), None),
                }
                .unwrap();
                column.close().unwrap();
                at += 1;
            }
            group.close().unwrap();
        }
        writer.into_inner().unwrap()
    }

    const SCHEMA: &str = "message cdr {
        REQUIRED BYTE_ARRAY dst (UTF8);
        OPTIONAL INT64 calldate (TIMESTAMP(MICROS, true));
        OPTIONAL INT32 billsec (DECIMAL(9, 3));
        OPTIONAL BYTE_ARRAY did;
        OPTIONAL DOUBLE score;
    }";

    #[test]
    fn rows_are_read_over_groups_and_null_is_nothing() {
        let codecs = [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::ZSTD(parquet::basic::ZstdLevel::default()),
            Compression::LZ4_RAW,
        ];
        for codec in codecs {
            let mut reader = ParquetReader::from_bytes(file(SCHEMA, codec, 2)).unwrap();
            let records: Vec<_> = reader.records().collect();
            assert_eq!(records.len(), 6);
            for (row, record) in (1..).zip(records) {
                match (row % 3, record) {
                    (1, Ok(record)) => {
                        assert_eq!(record.start().unwrap().to_string(), "2011-12-19T00:08:58.250Z");
                        assert_eq!((record.dst(), record.billsec().as_millis()), ("872345", 60_500));
                        assert_eq!((record.other("did"), record.other("score")), (Some("271"), None));
                    }
                    (2, Err(error)) => assert!(
                        error.to_string().starts_with(&format!("line {row}: no start")),
                        "{error}"
                    ),
                    (0, Ok(record)) => assert_eq!((record.dst(), record.billsec().as_millis()), ("é", 5)),
                    (_, other) => panic!("row {row}: {other:?}"),
                }
            }
        }
    }

    #[test]
    fn what_is_no_file_of_records_is_refused() {
        let whole = file(SCHEMA, Compression::UNCOMPRESSED, 1);
        let reason = |bytes: &[u8]| ParquetReader::from_bytes(bytes.to_vec()).unwrap_err().to_string();
        assert!(reason(b"no Parquet at all").starts_with("not a Parquet file of call records"));
        assert!(reason(&whole[..whole.len() / 2]).starts_with("not a Parquet file of call records"));
        let float = SCHEMA
            .replace("INT32 billsec (DECIMAL(9, 3))", "INT32 score2")
            .replace("DOUBLE score", "DOUBLE billsec");
        assert!(reason(&file(&float, Compression::UNCOMPRESSED, 1)).contains("\"billsec\" holds DOUBLE"));
        let other = SCHEMA.replace("calldate", "moment");
        assert!(reason(&file(&other, Compression::UNCOMPRESSED, 1)).contains("no column start or calldate"));
    }

    #[test]
    fn numbers_are_exact_texts() {
        for (value, meaning, expected) in [
            (-5, Meaning::Decimal(3), "-0.005"),
            (60_500, Meaning::Decimal(3), "60.500"),
            (7, Meaning::Decimal(0), "7"),
            (
                -1,
                Meaning::Time {
                    per_second: 1_000,
                    utc: false,
                },
                "1969-12-31 23:59:59.999",
            ),
            (
                i64::MAX,
                Meaning::Time {
                    per_second: 1_000,
                    utc: true,
                },
                "9223372036854775807",
            ),
            (1, Meaning::Day, "1970-01-02"),
        ] {
            assert_eq!(text(value, meaning), expected);
        }
    }
}

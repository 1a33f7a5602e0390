//! Mappings as TOML.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{Currency, Increment, Kind, Ratio};

use super::lines::Shape;
use super::mapping::{Column, Duplicates, Group, Mapping, Repairs};

impl Mapping {
    /// Reads a mapping from TOML. Every key but `columns` may be left out; the words are those of the setters.
    ///
    /// ```
    /// use switchhook_rating::import::Mapping;
    /// let mapping = Mapping::from_toml(r#"
    ///     delimiter = ";"
    ///     decimal_mark = ","
    ///     header = true
    ///     international = true
    ///     increment = "60/1"
    ///     tax = "13"
    ///     [columns]
    ///     destination = "Pays"
    ///     prefix = 2
    ///     price = -1
    /// "#)?;
    /// let imported = mapping.read("Pays;Indicatif;Prix TTC\nFrance;33;22,6\n".as_bytes())?;
    /// assert_eq!(imported.deck.rows().next().unwrap().rate.price_in("all").unwrap().to_string(), "20");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`MappingFileError`] with the place of what cannot be.
    pub fn from_toml(text: &str) -> Result<Self, MappingFileError> {
        let file: File = toml::from_str(text).map_err(|error| MappingFileError::Syntax(error.to_string()))?;
        file.mapping()
    }
}

/// Why a mapping file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingFileError {
    /// It is no TOML, or a key is unknown or of another type.
    #[error("{0}")]
    Syntax(String),
    /// A value that means nothing.
    #[error("{key} = {value:?}: {reason}")]
    Value {
        /// Its key.
        key: String,
        /// The value.
        value: String,
        /// What is wrong, and what to write.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    delimiter: Option<String>,
    quotes: Option<bool>,
    pattern: Option<String>,
    decimal_mark: Option<String>,
    encoding: Option<String>,
    #[serde(default)]
    header: bool,
    #[serde(default)]
    skip: usize,
    comment: Option<String>,
    fields: Option<String>,
    wide: Option<usize>,
    #[serde(default)]
    international: bool,
    kind: Option<String>,
    #[serde(default)]
    by_kind: bool,
    increment: Option<String>,
    per: Option<String>,
    digits: Option<String>,
    dates: Option<String>,
    tax: Option<String>,
    factor: Option<String>,
    currency: Option<String>,
    #[serde(default)]
    blocked: Vec<String>,
    duplicates: Option<String>,
    columns: FileColumns,
    #[serde(default)]
    kinds: BTreeMap<String, String>,
    #[serde(default)]
    groups: BTreeMap<String, FileGroup>,
    #[serde(default)]
    repairs: FileRepairs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileColumns {
    prefix: FileColumn,
    destination: FileColumn,
    area: Option<FileColumn>,
    kind: Option<FileColumn>,
    group: Option<FileColumn>,
    price: Option<FileColumn>,
    #[serde(default)]
    bands: BTreeMap<String, FileColumn>,
    fee: Option<FileColumn>,
    minimum: Option<FileColumn>,
    per: Option<FileColumn>,
    first: Option<FileColumn>,
    next: Option<FileColumn>,
    increment: Option<FileColumn>,
    digits: Option<FileColumn>,
    valid_from: Option<FileColumn>,
    valid_until: Option<FileColumn>,
    blocked: Option<FileColumn>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "a column is its name, its number from 1, or -1 for the last one"
)]
enum FileColumn {
    Name(String),
    Number(i32),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileGroup {
    increment: String,
    price: Option<String>,
    per: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FileRepairs {
    blanks: bool,
    noise: String,
    lookalikes: BTreeMap<String, String>,
    leading_zeros: bool,
    capitals: bool,
}

impl From<FileColumn> for Column {
    fn from(column: FileColumn) -> Self {
        let place = |number: i32| usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX);
        match column {
            FileColumn::Name(name) => Self::Name(name),
            FileColumn::Number(number) if number < 0 => Self::FromRight(place(number)),
            FileColumn::Number(number) => Self::Number(place(number)),
        }
    }
}

fn wrong(key: &str, value: &str, reason: &dyn ToString) -> MappingFileError {
    MappingFileError::Value {
        key: key.to_owned(),
        value: value.to_owned(),
        reason: reason.to_string(),
    }
}

/// One character.
fn character(key: &str, value: &str) -> Result<char, MappingFileError> {
    let mut characters = value.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) => Ok(character),
        _ => Err(wrong(key, value, &"write one character")),
    }
}

/// Seconds with at most three decimals, in milliseconds.
fn millis(key: &str, value: &str) -> Result<u32, MappingFileError> {
    let fail = || wrong(key, value, &"write seconds such as \"60\" or \"4.5\"");
    let seconds: Ratio = value.parse().map_err(|_| fail())?;
    let millis = i128::from(seconds.numerator()) * 1000;
    let denominator = i128::from(seconds.denominator());
    match millis % denominator {
        0 => u32::try_from(millis / denominator).map_err(|_| fail()),
        _ => Err(fail()),
    }
}

/// Steps such as `60/1`.
fn increment(key: &str, value: &str) -> Result<Increment, MappingFileError> {
    let (first, next) = value.split_once('/').unwrap_or((value, value));
    match (millis(key, first)?, millis(key, next)?) {
        (_, 0) => Err(wrong(key, value, &"write steps above zero, such as \"60/1\"")),
        (first, next) => Ok(Increment::from_millis(first, next)),
    }
}

fn ratio(key: &str, value: &str) -> Result<Ratio, MappingFileError> {
    value.parse().map_err(|error| wrong(key, value, &error))
}

impl File {
    fn mapping(self) -> Result<Mapping, MappingFileError> {
        let mut mapping = Mapping::new();
        mapping.shape = match (self.pattern, self.delimiter) {
            (Some(pattern), None) => Shape::Pattern(pattern),
            (None, delimiter) => Shape::Delimited {
                delimiter: character("delimiter", delimiter.as_deref().unwrap_or(","))?,
                quote: self.quotes.unwrap_or(true),
            },
            (Some(pattern), Some(_)) => {
                return Err(wrong(
                    "pattern",
                    &pattern,
                    &"there is a delimiter too; keep one of the two",
                ));
            }
        };
        if let Some(mark) = &self.decimal_mark {
            mapping.decimal_mark = character("decimal_mark", mark)?;
        }
        if let Some(name) = self.encoding.filter(|name| name != "detect") {
            mapping.encoding = Some(name.parse().map_err(|error| wrong("encoding", &name, &error))?);
        }
        if let Some(mark) = &self.comment {
            mapping.comment = Some(character("comment", mark)?);
        }
        if let Some(text) = &self.fields {
            let (least, most) = text.split_once('-').unwrap_or((text, text));
            let count = |text: &str| text.trim().parse::<usize>().ok().filter(|&count| count > 0);
            let range = count(least)
                .zip(count(most))
                .filter(|(least, most)| least <= most);
            mapping.fields = Some(range.ok_or_else(|| wrong("fields", text, &"write \"12\" or \"8-12\""))?);
        }
        if let Some(kind) = &self.kind {
            mapping.kind = kind.parse().map_err(|error| wrong("kind", kind, &error))?;
        }
        if let Some(steps) = &self.increment {
            mapping.increment = Some(increment("increment", steps)?);
        }
        if let Some(per) = &self.per {
            mapping.per_ms = millis("per", per)?;
        }
        if let Some(digits) = &self.digits {
            mapping.digits = digits.parse().map_err(|error| wrong("digits", digits, &error))?;
        }
        if let Some(dates) = self.dates {
            mapping.dates = dates;
        }
        if let Some(tax) = &self.tax {
            mapping.tax = Some(ratio("tax", tax)?);
        }
        if let Some(factor) = &self.factor {
            mapping.factor = ratio("factor", factor)?;
        }
        if let Some(code) = &self.currency {
            mapping.currency = Some(
                code.parse::<Currency>()
                    .map_err(|error| wrong("currency", code, &error))?,
            );
        }
        if let Some(word) = &self.duplicates {
            mapping.duplicates = match word.as_str() {
                "refuse" => Duplicates::Refuse,
                "first" => Duplicates::First,
                "last" => Duplicates::Last,
                _ => return Err(wrong("duplicates", word, &"write refuse, first or last")),
            };
        }
        for (word, kind) in self.kinds {
            let kind: Kind = kind.parse().map_err(|error| wrong(&word, &kind, &error))?;
            mapping.kinds.push((word, kind));
        }
        for (word, group) in self.groups {
            let mut read = Group::new(&word, increment("increment", &group.increment)?);
            if let Some(price) = &group.price {
                read.price = Some(ratio("price", price)?);
            }
            if let Some(per) = &group.per {
                read.per = Some(millis("per", per)?);
            }
            mapping.groups.push(read);
        }
        mapping.header = self.header;
        mapping.skip = self.skip;
        mapping.wide = self.wide;
        mapping.international = self.international;
        mapping.by_kind = self.by_kind;
        mapping.blocked = self.blocked;
        mapping.repairs = self.repairs.repairs()?;
        self.columns.put(&mut mapping);
        Ok(mapping)
    }
}

impl FileRepairs {
    fn repairs(self) -> Result<Repairs, MappingFileError> {
        let mut repairs = Repairs {
            blanks: self.blanks,
            noise: self.noise,
            lookalikes: Vec::new(),
            leading_zeros: self.leading_zeros,
            capitals: self.capitals,
        };
        for (letter, digit) in &self.lookalikes {
            let pair = (character("lookalikes", letter)?, character("lookalikes", digit)?);
            repairs.lookalikes.push(pair);
        }
        Ok(repairs)
    }
}

impl FileColumns {
    fn put(self, mapping: &mut Mapping) {
        let columns = &mut mapping.columns;
        columns.prefix = Some(self.prefix.into());
        columns.destination = Some(self.destination.into());
        columns.area = self.area.map(Column::from);
        columns.kind = self.kind.map(Column::from);
        columns.group = self.group.map(Column::from);
        columns.price = self.price.map(Column::from);
        columns.bands = self
            .bands
            .into_iter()
            .map(|(band, column)| (band, column.into()))
            .collect();
        columns.fee = self.fee.map(Column::from);
        columns.minimum = self.minimum.map(Column::from);
        columns.per = self.per.map(Column::from);
        columns.first = self.first.map(Column::from);
        columns.next = self.next.map(Column::from);
        columns.increment = self.increment.map(Column::from);
        columns.digits = self.digits.map(Column::from);
        columns.valid_from = self.valid_from.map(Column::from);
        columns.valid_until = self.valid_until.map(Column::from);
        columns.blocked = self.blocked.map(Column::from);
    }
}

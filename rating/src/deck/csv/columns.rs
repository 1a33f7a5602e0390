//! The columns of a deck, and what their fields say.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use super::RowError;
use super::line::Line;
use crate::deck::Format;
use crate::deck::bands::{OfBand, slot};
use crate::{Conditions, DigitCount, Increment, Kind, Ratio, Terms};

/// A column with a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Prefix,
    Destination,
    Per,
    First,
    Next,
    Price,
    Digits,
    Kind,
    Fee,
    Blocked,
    Counting,
    Surcharge,
    Minimum,
    Maximum,
    Grace,
    Free,
    Only,
    Caller,
    ValidFrom,
    ValidUntil,
    Priority,
    Slots,
}

/// Every column, in the order above.
const NAMES: [&str; 22] = [
    "prefix",
    "destination",
    "per",
    "first",
    "next",
    "price",
    "digits",
    "kind",
    "fee",
    "blocked",
    "counting",
    "surcharge",
    "minimum",
    "maximum",
    "grace",
    "free",
    "only",
    "caller",
    "valid_from",
    "valid_until",
    "priority",
    "slots",
];
/// So many of them have to be there.
const NEEDED: usize = 5;

impl Column {
    const fn name(self) -> &'static str {
        NAMES[self as usize]
    }
}

/// A column of one band.
struct BandColumn {
    of: OfBand,
    band: Arc<str>,
    // As it is in messages.
    name: String,
    place: usize,
}

/// Where each column stands.
pub(super) struct Columns {
    // By the number of the column.
    places: [Option<usize>; NAMES.len()],
    bands: Vec<BandColumn>,
    count: usize,
}

/// What a row says besides its prefixes.
pub(super) struct Said<'a> {
    pub(super) name: &'a str,
    pub(super) kind: Kind,
    pub(super) terms: Terms,
    pub(super) conditions: Conditions,
    pub(super) digits: DigitCount,
}

impl Columns {
    /// Reads the first line. `None` when a needed column is missing or one is there twice.
    pub(super) fn read(names: Line<'_>, reject: &mut impl FnMut(RowError)) -> Option<Self> {
        let mut columns = Self {
            places: [None; NAMES.len()],
            bands: Vec::new(),
            count: names.len(),
        };
        let mut usable = true;
        for at in 0..names.len() {
            let name = names.get(at).trim();
            let known = NAMES
                .iter()
                .zip(&mut columns.places)
                .find(|(known, _)| known.eq_ignore_ascii_case(name));
            let repeated = match (known, OfBand::of_column(name)) {
                (Some((_, place)), _) => place.replace(at).is_some(),
                (None, Some((of, band))) => {
                    let mut bands = columns.bands.iter();
                    let repeated = bands.any(|known| (known.of, &*known.band) == (of, band));
                    columns.bands.push(BandColumn {
                        of,
                        band: band.into(),
                        name: of.column(band),
                        place: at,
                    });
                    repeated
                }
                _ if name.eq_ignore_ascii_case("note") => false,
                _ => {
                    reject(RowError::UnknownColumn {
                        column: name.to_owned(),
                    });
                    continue;
                }
            };
            if repeated {
                reject(RowError::RepeatedColumn {
                    column: name.to_owned(),
                });
                usable = false;
            }
        }
        let has_price =
            columns.has(Column::Price) || columns.bands.iter().any(|band| band.of == OfBand::Price);
        let missing = NAMES
            .into_iter()
            .zip(columns.places)
            .take(NEEDED)
            .filter(|(_, place)| place.is_none())
            .map(|(name, _)| name);
        for column in missing.chain((!has_price).then_some("price")) {
            reject(RowError::MissingColumn { column });
            usable = false;
        }
        usable.then_some(columns)
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.places.get(column as usize).copied().flatten()
    }

    fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    /// Whether the prefix stands in front.
    pub(super) fn is_prefix_first(&self) -> bool {
        self.place(Column::Prefix) == Some(0)
    }

    /// Whether a line has as many fields as there are columns.
    pub(super) fn check_count(&self, fields: Line<'_>) -> Result<(), RowError> {
        if fields.len() == self.count {
            Ok(())
        } else {
            Err(RowError::FieldCount {
                found: fields.len(),
                expected: self.count,
            })
        }
    }

    /// The field of a column without blanks around it; empty if there is no such column.
    fn field<'a>(&self, fields: Line<'a>, column: Column) -> &'a str {
        self.place(column).map_or("", |place| fields.get(place).trim())
    }

    fn needed<'a>(&self, fields: Line<'a>, column: Column) -> Result<&'a str, RowError> {
        match self.field(fields, column) {
            "" => Err(RowError::EmptyField {
                column: column.name(),
            }),
            text => Ok(text),
        }
    }

    /// The field of prefixes.
    pub(super) fn prefix<'a>(&self, fields: Line<'a>) -> Result<&'a str, RowError> {
        self.needed(fields, Column::Prefix)
    }

    /// What a row says besides its prefixes.
    pub(super) fn row<'a>(&self, fields: Line<'a>, format: &Format) -> Result<Said<'a>, RowError> {
        let digits = match self.field(fields, Column::Digits) {
            "" => DigitCount::ANY,
            text => text.parse()?,
        };
        let name = self.needed(fields, Column::Destination)?;
        let kind = self.field(fields, Column::Kind).parse()?;
        let terms = match self.is_blocked(fields)? {
            true => Terms::blocked(),
            false => self.terms(fields, format.decimal_mark)?,
        };
        Ok(Said {
            name,
            kind,
            terms,
            conditions: self.conditions(fields)?,
            digits,
        })
    }

    fn terms(&self, fields: Line<'_>, mark: char) -> Result<Terms, RowError> {
        let needed = |column| self.needed(fields, column);
        let length = |column, text| millis(column, text, mark);
        let not_zero = |column: Column| {
            let text = needed(column)?;
            match length(column, text)? {
                0 => Err(no_seconds(column, text)),
                millis => Ok(millis),
            }
        };
        let first = length(Column::First, needed(Column::First)?)?;
        let mut increment = Increment::from_millis(first, not_zero(Column::Next)?);
        match self.field(fields, Column::Counting) {
            "" => {}
            text => {
                let remedy = "write started, from_zero, completed, next, or nothing";
                let rule = text.parse().map_err(|_| value(Column::Counting, text, remedy))?;
                increment = increment.counting(rule);
            }
        }
        let per = Duration::from_millis(u64::from(not_zero(Column::Per)?));
        let mut terms = Terms::new(per, increment);
        let amount = |column| match self.field(fields, column) {
            "" => Ok(None),
            text => number(column.name(), text, mark).map(Some),
        };
        terms.price = amount(Column::Price)?;
        for BandColumn {
            of,
            band,
            name,
            place,
        } in &self.bands
        {
            let text = fields.get(*place).trim();
            match of {
                OfBand::Price if text.is_empty() && terms.price.is_none() => {
                    return Err(RowError::NoBandPrice {
                        band: band.to_string(),
                    });
                }
                _ if text.is_empty() => {}
                OfBand::Price => terms.band(band).price = Some(number(name, text, mark)?),
                OfBand::Fee => terms.band(band).fee = Some(number(name, text, mark)?),
                OfBand::Increment => terms.band(band).increment = Some(steps(name, text, mark)?),
            }
        }
        for text in self.field(fields, Column::Slots).split('|').map(str::trim) {
            if !text.is_empty() {
                let name = Column::Slots.name();
                terms.slot(slot(
                    text,
                    |text| number(name, text, mark),
                    |text| steps(name, text, mark),
                )?);
            }
        }
        terms.fee = amount(Column::Fee)?.unwrap_or(Ratio::ZERO);
        terms.surcharge = amount(Column::Surcharge)?.unwrap_or(Ratio::ZERO);
        terms.minimum = amount(Column::Minimum)?;
        terms.maximum = amount(Column::Maximum)?;
        let time = |column| match self.field(fields, column) {
            "" => Ok(Duration::ZERO),
            text => length(column, text).map(|millis| Duration::from_millis(u64::from(millis))),
        };
        terms.grace = time(Column::Grace)?;
        terms.free = time(Column::Free)?;
        Ok(terms)
    }

    /// Which calls a row is for.
    fn conditions(&self, fields: Line<'_>) -> Result<Conditions, RowError> {
        let mut conditions = Conditions::default();
        match self.field(fields, Column::Only) {
            "" => {}
            text => {
                let kind = text.parse();
                let remedy = "write a kind, or nothing for all kinds";
                conditions.only = Some(kind.map_err(|_| value(Column::Only, text, remedy))?);
            }
        }
        match self.field(fields, Column::Caller) {
            "" => {}
            text => {
                let prefix = text.parse();
                let remedy = "write one prefix, such as +687";
                conditions.caller = Some(prefix.map_err(|_| value(Column::Caller, text, remedy))?);
            }
        }
        let day = |column| match self.field(fields, column) {
            "" => Ok(None),
            text => NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .map(Some)
                .map_err(|_| value(column, text, "write a day as 2026-01-31")),
        };
        conditions.from = day(Column::ValidFrom)?;
        conditions.until = day(Column::ValidUntil)?;
        match self.field(fields, Column::Priority) {
            "" => {}
            text => {
                let priority = text.parse();
                let remedy = "write a whole number, such as 1";
                conditions.priority = priority.map_err(|_| value(Column::Priority, text, remedy))?;
            }
        }
        Ok(conditions)
    }

    fn is_blocked(&self, fields: Line<'_>) -> Result<bool, RowError> {
        let text = self.field(fields, Column::Blocked);
        let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
        if text.is_empty() || is_one_of(&["no", "false", "0"]) {
            Ok(false)
        } else if is_one_of(&["yes", "true", "1", "x"]) {
            Ok(true)
        } else {
            Err(RowError::Blocked {
                text: text.to_owned(),
            })
        }
    }
}

fn number(column: &str, text: &str, mark: char) -> Result<Ratio, RowError> {
    Ratio::parse_with_mark(text, mark).map_err(|error| RowError::Number {
        column: column.to_owned(),
        error,
    })
}

fn steps(column: &str, text: &str, mark: char) -> Result<Increment, RowError> {
    let text = text.replace(mark, ".");
    text.parse().map_err(|error| RowError::Increment {
        column: column.to_owned(),
        error,
    })
}

fn millis(column: Column, text: &str, mark: char) -> Result<u32, RowError> {
    let seconds = number(column.name(), text, mark)?;
    seconds.to_millis().ok_or_else(|| no_seconds(column, text))
}

fn no_seconds(column: Column, text: &str) -> RowError {
    RowError::Seconds {
        column: column.name(),
        text: text.to_owned(),
    }
}

fn value(column: Column, text: &str, remedy: &'static str) -> RowError {
    RowError::Value {
        column: column.name(),
        text: text.to_owned(),
        remedy,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_its_own_name() {
        for (column, name) in [
            (Column::Prefix, "prefix"),
            (Column::Next, "next"),
            (Column::Price, "price"),
            (Column::Counting, "counting"),
            (Column::ValidUntil, "valid_until"),
            (Column::Slots, "slots"),
        ] {
            assert_eq!(column.name(), name);
        }
        assert_eq!(Column::Slots as usize + 1, NAMES.len());
        assert_eq!(Column::Next as usize + 1, NEEDED);
    }
}

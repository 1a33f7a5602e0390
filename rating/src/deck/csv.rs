//! Decks from delimited text.

use std::collections::HashMap;
use std::time::Duration;

use chrono::NaiveDate;

use super::bands::{OfBand, slot};
use super::{Deck, DeckError, Format};
use crate::split::{Fields, SplitError};
use crate::{
    Destination, DigitCount, Increment, Kind, ParseDigitCountError, ParseIncrementError, ParseKindError,
    ParseRatioError, Prefix, PrefixError, Rate, Ratio, read_prefixes,
};

/// Bytes in a line beyond which it is no row of a deck.
const LONGEST_LINE: usize = 16 * 1024;
/// Fields in a line beyond which it is no row of a deck.
const MOST_FIELDS: usize = 64;
/// Characters of a refused line that are kept to recognise it by.
const SHOWN: usize = 80;

impl Deck {
    /// Reads a deck from text: a line of column names, then a line for each rate.
    ///
    /// | column | needed | holds |
    /// |---|---|---|
    /// | `prefix` | yes | prefixes and ranges: `872`, `+33`, `7,07` in quotes, `0-6\|8\|9` |
    /// | `destination` | yes | its name |
    /// | `price`, `price_<band>` | one of them | the price in every band, or in one where it is another; 0 is free |
    /// | `per` | yes | the seconds that the price is for: 60 |
    /// | `first`, `next` | yes | the first block and the following ones, in seconds |
    /// | `digits` | no | how many digits a number has: `6`, `6-7`; empty for any |
    /// | `kind` | no | see [`Kind`] |
    /// | `fee`, `fee_<band>` | no | paid once a call, in every band or in one; empty for none |
    /// | `blocked` | no | `yes` forbids the destination, and needs no price; `no` or empty does not |
    /// | `counting` | no | which blocks count, see [`Counting`](crate::Counting); empty for `started` |
    /// | `increment_<band>` | no | the steps in one band: `60/1`, `0/30 next`; empty for those of the row |
    /// | `slots` | no | other prices from so many seconds on: `60:9.5\|120:8:30/6` |
    /// | `surcharge` | no | added to the price in every band and slot |
    /// | `minimum`, `maximum` | no | the least and the most that a call costs |
    /// | `grace` | no | the seconds up to which a call is free |
    /// | `free` | no | the seconds that are taken off the front of a call |
    /// | `only` | no | the kind of numbers that the row is for; empty for every kind |
    /// | `caller` | no | the beginning of the caller's number; empty for everybody |
    /// | `valid_from`, `valid_until` | no | the first and the last day, `2026-01-31` |
    /// | `priority` | no | among rows of one prefix the higher one comes first; empty for 0 |
    /// | `note` | no | anything |
    ///
    /// Blank lines and lines that begin with `#` are left out. A field may be in double quotes, and ends on its line.
    /// Every line that cannot be read comes back with its number, the reason and the remedy; the others count. Without
    /// the needed columns that is the line of names, and the deck is empty.
    ///
    /// ```
    /// use switchhook_rating::{Deck, Format};
    /// let text = "prefix,destination,price,per,first,next\n\
    ///             +33,France,19.09,60,60,1\n\
    ///             +44,United Kingdom,1O.50,60,60,1\n\
    ///             +49,Germany,20,60,60,1\n";
    /// let (deck, rejected) = Deck::from_csv(text, &Format::default());
    /// assert_eq!(deck.len(), 2);
    /// assert_eq!(
    ///     rejected[0].to_string(),
    ///     "line 3: price: \"1O.50\" is not a number: 'O' does not belong there; \
    ///      write digits and at most one '.'"
    /// );
    /// ```
    #[must_use]
    pub fn from_csv(text: &str, format: &Format) -> (Self, Vec<Rejected>) {
        let mut reader = DeckReader {
            deck: Self::new(),
            format,
            line: LineReader::default(),
            rates: HashMap::new(),
            key: String::new(),
        };
        let mut rejected = Vec::new();
        let mut columns: Option<Columns> = None;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let refused = |line, text: &str, error| Rejected {
            line,
            text: text.chars().take(SHOWN).collect(),
            error,
        };
        for (index, line_text) in text.lines().enumerate() {
            let line = index + 1;
            if line_text.trim().is_empty() || line_text.starts_with('#') {
                continue;
            }
            let mut reject = |error| rejected.push(refused(line, line_text, error));
            if let Some(columns) = &columns {
                if let Err(error) = reader.row(columns, line_text, line) {
                    reject(error);
                }
                continue;
            }
            columns = match reader.line.read(line_text, format.delimiter) {
                Ok(fields) => Columns::read(&fields, &mut reject),
                Err(error) => {
                    reject(error);
                    None
                }
            };
            // Without the names of the columns no line can be understood.
            if columns.is_none() {
                break;
            }
        }
        if columns.is_none() && rejected.is_empty() {
            rejected.push(refused(1, "", RowError::Empty));
        }
        let twins = reader.deck.drop_twins();
        if !twins.is_empty() {
            let lines: Vec<&str> = text.lines().collect();
            let text = |line: usize| line.checked_sub(1).and_then(|at| lines.get(at)).copied();
            rejected.extend(
                twins
                    .into_iter()
                    .map(|(line, error)| refused(line, text(line).unwrap_or_default(), error.into())),
            );
            rejected.sort_by_key(|rejected| rejected.line);
        }
        (reader.deck, rejected)
    }
}

/// Rates that are kept by their text, so that the next row with the same text need not be read.
const MOST_RATES: usize = 1 << 16;

/// Reads the rows of one deck.
///
/// A deck has far fewer rates than prefixes, so what stands around the prefix in a line is read once for all lines that
/// have the same there: a million lines cost little more than splitting them.
struct DeckReader<'f> {
    deck: Deck,
    format: &'f Format,
    line: LineReader,
    rates: HashMap<String, (DigitCount, u32)>,
    key: String,
}

impl DeckReader<'_> {
    fn row(&mut self, columns: &Columns, text: &str, line: usize) -> Result<(), RowError> {
        let delimiter = char::from(self.format.delimiter);
        // Without quotes and with the prefix in front, the rest of the line is the text of the rate.
        if columns.prefix_place == 0
            && text.len() <= LONGEST_LINE
            && memchr::memchr2(b'"', b'\r', text.as_bytes()).is_none()
            && let Some((prefix, rest)) = text.split_once(delimiter)
            && let Some(prefix) = one_prefix(prefix)
        {
            if let Some(&(digits, shared)) = self.rates.get(rest) {
                return self.push(&[prefix], digits, shared, line);
            }
            rest.clone_into(&mut self.key);
        } else {
            self.key.clear();
        }
        let fields = self.line.read(text, self.format.delimiter)?;
        let prefixes = columns.prefixes(&fields, self.format)?;
        let (digits, rate) = columns.rate(&fields, self.format)?;
        drop(fields);
        let shared = self.deck.share(rate)?;
        if !self.key.is_empty() {
            if self.rates.len() >= MOST_RATES {
                self.rates.clear();
            }
            self.rates.insert(self.key.clone(), (digits, shared));
        }
        self.push(&prefixes, digits, shared, line)
    }

    fn push(
        &mut self,
        prefixes: &[Prefix],
        digits: DigitCount,
        shared: u32,
        line: usize,
    ) -> Result<(), RowError> {
        if self.deck.prefix_count() + prefixes.len() > self.format.deck_prefixes {
            return Err(RowError::DeckFull {
                limit: self.format.deck_prefixes,
            });
        }
        Ok(self.deck.push(prefixes, digits, shared, line)?)
    }
}

/// A field that is one prefix of digits, which needs no grammar.
fn one_prefix(field: &str) -> Option<Prefix> {
    let field = field.trim();
    let digits = field.strip_prefix('+').unwrap_or(field).as_bytes();
    let is_one = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    is_one
        .then(|| Prefix::from_digits(digits.len() < field.len(), digits))
        .flatten()
}

/// A line of a deck that was refused. Displays as the line's number, the reason and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {error}")]
pub struct Rejected {
    /// Counted from 1.
    pub line: usize,
    /// The line, its first 80 characters.
    pub text: String,
    /// Why it was refused.
    #[source]
    pub error: RowError,
}

/// Why a line of a deck was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// There is not even a line of column names.
    #[error(
        "nothing to read; begin with a line of column names such as prefix,destination,price,per,first,next"
    )]
    Empty,
    /// A column that has to be there is not.
    #[error("no column {column:?}; name it in the first line, and check the delimiter")]
    MissingColumn {
        /// Its name.
        column: &'static str,
    },
    /// A column whose name means nothing.
    #[error("the column {column:?} is unknown and was left out; correct its name, or call it note")]
    UnknownColumn {
        /// Its name.
        column: String,
    },
    /// A column that is there twice.
    #[error("the column {column:?} is there twice; remove one of the two")]
    RepeatedColumn {
        /// Its name.
        column: String,
    },
    /// More or fewer fields than columns.
    #[error(
        "{found} fields where there are {expected} columns; put fields that hold the delimiter in double quotes"
    )]
    FieldCount {
        /// Fields in this line.
        found: usize,
        /// Columns in the first.
        expected: usize,
    },
    /// A double quote without its partner.
    #[error("a double quote is not closed; close it on the same line")]
    OpenQuote,
    /// Text after the quote that ends a field.
    #[error("field {field}: text after the closing quote; write a quote within a field twice")]
    AfterQuote {
        /// Which field, counted from 1.
        field: usize,
    },
    /// A carriage return that is not part of a line ending.
    #[error("a carriage return within the line; end lines with LF or CR LF")]
    LineEnding,
    /// More bytes or fields than any row has.
    #[error("the line is too long; a row has at most 16384 bytes and 64 fields")]
    TooLong,
    /// Something that has to be there is not.
    #[error("{column}: empty; fill it in")]
    EmptyField {
        /// The column.
        column: &'static str,
    },
    /// A field that is no number.
    #[error("{column}: {error}")]
    Number {
        /// The column.
        column: String,
        /// What is wrong.
        error: ParseRatioError,
    },
    /// A number that is no length of time.
    #[error(
        "{column}: {text:?} is not a length in seconds; write 0.001 to 4000000, with at most three decimals"
    )]
    Seconds {
        /// The column.
        column: &'static str,
        /// The field.
        text: String,
    },
    /// A field that holds no prefixes.
    #[error("prefix: {0}")]
    Prefix(#[from] PrefixError),
    /// All prefixes together are too many.
    #[error(
        "prefix: the deck has more than {limit} prefixes; use shorter ones, or raise the limit of the format"
    )]
    DeckFull {
        /// The limit.
        limit: usize,
    },
    /// A field that is no number of digits.
    #[error("digits: {0}")]
    Digits(#[from] ParseDigitCountError),
    /// A field that is no kind.
    #[error("kind: {0}")]
    Kind(#[from] ParseKindError),
    /// A field that holds no steps.
    #[error("{column}: {error}")]
    Increment {
        /// The column.
        column: String,
        /// What is wrong.
        error: ParseIncrementError,
    },
    /// A field that means nothing.
    #[error("{column}: {text:?} means nothing here; {remedy}")]
    Value {
        /// The column.
        column: &'static str,
        /// The field.
        text: String,
        /// What to write.
        remedy: &'static str,
    },
    /// A field that is neither yes nor no.
    #[error("blocked: {text:?} is neither yes nor no; write yes, or nothing")]
    Blocked {
        /// The field.
        text: String,
    },
    /// A band without a price.
    #[error("no price in band {band:?}; fill in price_{band} or price, 0 for free")]
    NoBandPrice {
        /// The band.
        band: String,
    },
    /// The row is well written but cannot be part of the deck.
    #[error(transparent)]
    Deck(#[from] DeckError),
}

/// Where each column stands.
struct Columns {
    places: HashMap<&'static str, usize>,
    prefix_place: usize,
    bands: Vec<(OfBand, String, usize)>,
    count: usize,
}

const NEEDED: [&str; 5] = ["prefix", "destination", "per", "first", "next"];
const OPTIONAL: [&str; 17] = [
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

impl Columns {
    /// Reads the first line. `None` when a needed column is missing or one is there twice.
    fn read(names: &[&str], reject: &mut impl FnMut(RowError)) -> Option<Self> {
        let mut columns = Self {
            places: HashMap::new(),
            prefix_place: 0,
            bands: Vec::new(),
            count: names.len(),
        };
        let mut usable = true;
        for (place, name) in names.iter().enumerate() {
            let name = name.trim();
            let known = NEEDED
                .iter()
                .chain(&OPTIONAL)
                .find(|known| known.eq_ignore_ascii_case(name));
            let repeated = match (known, OfBand::of_column(name)) {
                (Some(known), _) => columns.places.insert(known, place).is_some(),
                (None, Some((of, band))) => {
                    let mut bands = columns.bands.iter();
                    let repeated =
                        bands.any(|(known_of, known, _)| (*known_of, known.as_str()) == (of, band));
                    columns.bands.push((of, band.to_owned(), place));
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
            columns.places.contains_key("price") || columns.bands.iter().any(|(of, ..)| *of == OfBand::Price);
        let missing = NEEDED
            .into_iter()
            .filter(|column| !columns.places.contains_key(column));
        for column in missing.chain((!has_price).then_some("price")) {
            reject(RowError::MissingColumn { column });
            usable = false;
        }
        columns.prefix_place = columns.places.get("prefix").copied().unwrap_or(0);
        usable.then_some(columns)
    }

    /// The field of a column without blanks around it; empty if there is no such column.
    fn field<'a>(&self, fields: &[&'a str], column: &str) -> &'a str {
        self.places
            .get(column)
            .and_then(|&place| fields.get(place))
            .map_or("", |field| field.trim())
    }

    fn needed<'a>(&self, fields: &[&'a str], column: &'static str) -> Result<&'a str, RowError> {
        match self.field(fields, column) {
            "" => Err(RowError::EmptyField { column }),
            text => Ok(text),
        }
    }

    fn prefixes(&self, fields: &[&str], format: &Format) -> Result<Vec<Prefix>, RowError> {
        if fields.len() != self.count {
            return Err(RowError::FieldCount {
                found: fields.len(),
                expected: self.count,
            });
        }
        Ok(read_prefixes(
            self.needed(fields, "prefix")?,
            format.row_prefixes,
        )?)
    }

    /// What a row says besides its prefixes.
    fn rate(&self, fields: &[&str], format: &Format) -> Result<(DigitCount, Rate), RowError> {
        let needed = |column| self.needed(fields, column);
        let digits = match self.field(fields, "digits") {
            "" => DigitCount::ANY,
            text => text.parse()?,
        };
        let destination = Destination::new(
            needed("destination")?,
            self.field(fields, "kind").parse::<Kind>()?,
        );
        if self.is_blocked(fields)? {
            return Ok((digits, self.conditions(fields, Rate::blocked(destination))?));
        }

        let mark = format.decimal_mark;
        let number = |column: &str, text: &str| {
            Ratio::parse_with_mark(text, mark).map_err(|error| RowError::Number {
                column: column.to_owned(),
                error,
            })
        };
        let steps = |column: &str, text: &str| {
            let text = text.replace(mark, ".");
            text.parse().map_err(|error| RowError::Increment {
                column: column.to_owned(),
                error,
            })
        };
        let millis = |column, text: &str| {
            let seconds = number(column, text)?;
            let fail = || RowError::Seconds {
                column,
                text: text.to_owned(),
            };
            seconds.to_millis().ok_or_else(fail)
        };
        let not_zero = |column| {
            let text = needed(column)?;
            match millis(column, text)? {
                0 => Err(RowError::Seconds {
                    column,
                    text: text.to_owned(),
                }),
                millis => Ok(millis),
            }
        };
        let increment = Increment::from_millis(millis("first", needed("first")?)?, not_zero("next")?);
        let increment = match self.field(fields, "counting") {
            "" => increment,
            text => increment.counting(text.parse().map_err(|_| RowError::Value {
                column: "counting",
                text: text.to_owned(),
                remedy: "write started, from_zero, completed, next, or nothing",
            })?),
        };
        let per = Duration::from_millis(u64::from(not_zero("per")?));
        let mut rate = Rate::new(destination, per, increment);
        match self.field(fields, "price") {
            "" => {}
            text => rate = rate.price(number("price", text)?),
        }
        for (of, band, place) in &self.bands {
            let text = fields.get(*place).map_or("", |field| field.trim());
            rate = match of {
                OfBand::Price if text.is_empty() && rate.terms.price.is_none() => {
                    return Err(RowError::NoBandPrice { band: band.clone() });
                }
                _ if text.is_empty() => rate,
                OfBand::Price => rate.band_price(band, number(&format!("price_{band}"), text)?),
                OfBand::Fee => rate.band_fee(band, number(&format!("fee_{band}"), text)?),
                OfBand::Increment => rate.band_increment(band, steps(&format!("increment_{band}"), text)?),
            };
        }
        for text in self.field(fields, "slots").split('|').map(str::trim) {
            if !text.is_empty() {
                rate = rate.slot(slot(
                    text,
                    |text| number("slots", text),
                    |text| steps("slots", text),
                )?);
            }
        }
        match self.field(fields, "fee") {
            "" => {}
            text => rate = rate.fee(number("fee", text)?),
        }
        let amount = |column| match self.field(fields, column) {
            "" => Ok(None),
            text => number(column, text).map(Some),
        };
        if let Some(surcharge) = amount("surcharge")? {
            rate = rate.surcharge(surcharge);
        }
        if let Some(minimum) = amount("minimum")? {
            rate = rate.minimum(minimum);
        }
        if let Some(maximum) = amount("maximum")? {
            rate = rate.maximum(maximum);
        }
        let length = |column| match self.field(fields, column) {
            "" => Ok(Duration::ZERO),
            text => millis(column, text).map(|millis| Duration::from_millis(u64::from(millis))),
        };
        rate = rate.grace(length("grace")?).free(length("free")?);
        Ok((digits, self.conditions(fields, rate)?))
    }

    /// Which calls a row is for.
    fn conditions(&self, fields: &[&str], mut rate: Rate) -> Result<Rate, RowError> {
        let wrong = |column, remedy| RowError::Value {
            column,
            text: self.field(fields, column).to_owned(),
            remedy,
        };
        match self.field(fields, "only") {
            "" => {}
            text => {
                let kind = text.parse();
                rate = rate.only(kind.map_err(|_| wrong("only", "write a kind, or nothing for all kinds"))?);
            }
        }
        match self.field(fields, "caller") {
            "" => {}
            text => {
                let prefix = text.parse();
                rate = rate.caller(prefix.map_err(|_| wrong("caller", "write one prefix, such as +687"))?);
            }
        }
        let day = |column| match self.field(fields, column) {
            "" => Ok(None),
            text => NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .map(Some)
                .map_err(|_| wrong(column, "write a day as 2026-01-31")),
        };
        if let Some(from) = day("valid_from")? {
            rate = rate.valid_from(from);
        }
        if let Some(until) = day("valid_until")? {
            rate = rate.valid_until(until);
        }
        match self.field(fields, "priority") {
            "" => {}
            text => {
                let priority = text.parse();
                rate = rate
                    .priority(priority.map_err(|_| wrong("priority", "write a whole number, such as 1"))?);
            }
        }
        Ok(rate)
    }

    fn is_blocked(&self, fields: &[&str]) -> Result<bool, RowError> {
        let text = self.field(fields, "blocked");
        let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
        if is_one_of(&["yes", "true", "1", "x"]) {
            Ok(true)
        } else if is_one_of(&["", "no", "false", "0"]) {
            Ok(false)
        } else {
            Err(RowError::Blocked {
                text: text.to_owned(),
            })
        }
    }
}

/// Splits one line at a time, so that an open quote cannot swallow the lines after it.
#[derive(Default)]
struct LineReader {
    text: String,
    fields: Fields,
}

impl LineReader {
    fn read(&mut self, line: &str, delimiter: u8) -> Result<Vec<&str>, RowError> {
        // Doubled quotes inside a field come in pairs too.
        if line.bytes().filter(|&byte| byte == b'"').count() % 2 == 1 {
            return Err(RowError::OpenQuote);
        }
        if line.len() > LONGEST_LINE {
            return Err(RowError::TooLong);
        }
        if line.contains('\r') {
            return Err(RowError::LineEnding);
        }
        self.text.clear();
        self.text.push_str(line);
        self.fields
            .split(&mut self.text, delimiter)
            .map_err(|error| match error {
                SplitError::Open => RowError::OpenQuote,
                SplitError::AfterQuote(field) => RowError::AfterQuote { field },
            })?;
        if self.fields.spans().len() > MOST_FIELDS {
            return Err(RowError::TooLong);
        }
        Ok(self
            .fields
            .spans()
            .iter()
            .map(|span| span.of(&self.text))
            .collect())
    }
}

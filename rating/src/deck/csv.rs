//! Decks from delimited text.

use std::collections::HashMap;
use std::time::Duration;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{Deck, DeckError, Format};
use crate::{
    Destination, DigitCount, Increment, Kind, ParseDigitCountError, ParseKindError, ParseRatioError, Prefix,
    PrefixError, Rate, Ratio, read_prefixes,
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
    /// | `price`, `price_<band>` | one of them | the price in every band, or in one; 0 is free |
    /// | `per` | yes | the seconds that the price is for: 60 |
    /// | `first`, `next` | yes | the first block and the following ones, in seconds |
    /// | `digits` | no | how many digits a number has: `6`, `6-7`; empty for any |
    /// | `kind` | no | see [`Kind`] |
    /// | `fee` | no | paid once a call; empty for none |
    /// | `blocked` | no | `yes` forbids the destination, and needs no price; `no` or empty does not |
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
        let mut deck = Self::new();
        let mut rejected = Vec::new();
        let mut line_reader = LineReader::new(format.delimiter);
        let mut columns: Option<Columns> = None;
        let mut prefix_count = 0;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (index, line_text) in text.lines().enumerate() {
            let line = index + 1;
            if line_text.trim().is_empty() || line_text.starts_with('#') {
                continue;
            }
            let mut reject = |error: RowError| {
                rejected.push(Rejected {
                    line,
                    text: line_text.chars().take(SHOWN).collect(),
                    error,
                });
            };
            let fields = match line_reader.read(line_text) {
                Ok(fields) => fields,
                Err(error) => {
                    reject(error);
                    // Without the names of the columns no line can be understood.
                    if columns.is_none() {
                        break;
                    }
                    continue;
                }
            };
            let Some(columns) = &columns else {
                match Columns::read(&fields, &mut reject) {
                    Some(read) => columns = Some(read),
                    None => break,
                }
                continue;
            };
            let room = format.deck_prefixes.saturating_sub(prefix_count);
            match columns.row(&fields, format, room) {
                Ok((prefixes, digits, rate)) => {
                    let count = prefixes.len();
                    match deck.add_line(prefixes, digits, rate, line) {
                        Ok(()) => prefix_count += count,
                        Err(error) => reject(error.into()),
                    }
                }
                Err(error) => reject(error),
            }
        }
        if columns.is_none() && rejected.is_empty() {
            rejected.push(Rejected {
                line: 1,
                text: String::new(),
                error: RowError::Empty,
            });
        }
        (deck, rejected)
    }
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
    bands: Vec<(String, usize)>,
    count: usize,
}

const NEEDED: [&str; 5] = ["prefix", "destination", "per", "first", "next"];
const OPTIONAL: [&str; 5] = ["price", "digits", "kind", "fee", "blocked"];

impl Columns {
    /// Reads the first line. `None` when a needed column is missing or one is there twice.
    fn read(names: &[&str], reject: &mut impl FnMut(RowError)) -> Option<Self> {
        let mut columns = Self {
            places: HashMap::new(),
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
            // The name of a band is the plan's, capitals and all.
            let is_band = name
                .get(..6)
                .is_some_and(|start| start.eq_ignore_ascii_case("price_"));
            let repeated = match (known, name.get(6..).filter(|_| is_band)) {
                (Some(known), _) => columns.places.insert(known, place).is_some(),
                (None, Some(band)) if !band.is_empty() => {
                    let repeated = columns.bands.iter().any(|(known, _)| known == band);
                    columns.bands.push((band.to_owned(), place));
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
        let has_price = columns.places.contains_key("price") || !columns.bands.is_empty();
        let missing = NEEDED
            .into_iter()
            .filter(|column| !columns.places.contains_key(column));
        for column in missing.chain((!has_price).then_some("price")) {
            reject(RowError::MissingColumn { column });
            usable = false;
        }
        usable.then_some(columns)
    }

    /// The field of a column without blanks around it; empty if there is no such column.
    fn field<'a>(&self, fields: &[&'a str], column: &str) -> &'a str {
        self.places
            .get(column)
            .and_then(|&place| fields.get(place))
            .map_or("", |field| field.trim())
    }

    fn row(
        &self,
        fields: &[&str],
        format: &Format,
        room: usize,
    ) -> Result<(Vec<Prefix>, DigitCount, Rate), RowError> {
        if fields.len() != self.count {
            return Err(RowError::FieldCount {
                found: fields.len(),
                expected: self.count,
            });
        }
        let needed = |column| match self.field(fields, column) {
            "" => Err(RowError::EmptyField { column }),
            text => Ok(text),
        };
        let prefixes = read_prefixes(needed("prefix")?, format.row_prefixes)?;
        if prefixes.len() > room {
            return Err(RowError::DeckFull {
                limit: format.deck_prefixes,
            });
        }
        let digits = match self.field(fields, "digits") {
            "" => DigitCount::ANY,
            text => text.parse()?,
        };
        let destination = Destination::new(
            needed("destination")?,
            self.field(fields, "kind").parse::<Kind>()?,
        );
        if self.is_blocked(fields)? {
            return Ok((prefixes, digits, Rate::blocked(destination)));
        }

        let mark = format.decimal_mark;
        let number = |column: &str, text: &str| {
            Ratio::parse_with_mark(text, mark).map_err(|error| RowError::Number {
                column: column.to_owned(),
                error,
            })
        };
        let millis = |column| {
            let text = needed(column)?;
            let seconds = number(column, text)?;
            let fail = || RowError::Seconds {
                column,
                text: text.to_owned(),
            };
            let millis = i128::from(seconds.numerator()) * 1000;
            let denominator = i128::from(seconds.denominator());
            (millis % denominator == 0)
                .then(|| u32::try_from(millis / denominator).ok())
                .flatten()
                .filter(|&millis| millis <= 4_000_000_000)
                .ok_or_else(fail)
        };
        let not_zero = |column| {
            millis(column)?
                .checked_add(0)
                .filter(|&millis| millis > 0)
                .ok_or_else(|| RowError::Seconds {
                    column,
                    text: self.field(fields, column).to_owned(),
                })
        };
        let increment = Increment::from_millis(millis("first")?, not_zero("next")?);
        let per = Duration::from_millis(u64::from(not_zero("per")?));
        let mut rate = Rate::new(destination, per, increment);
        match self.field(fields, "price") {
            "" => {}
            text => rate = rate.price(number("price", text)?),
        }
        for (band, place) in &self.bands {
            match fields.get(*place).map_or("", |field| field.trim()) {
                "" if rate.terms.price.is_none() => return Err(RowError::NoBandPrice { band: band.clone() }),
                "" => {}
                text => rate = rate.band_price(band, number(&format!("price_{band}"), text)?),
            }
        }
        match self.field(fields, "fee") {
            "" => {}
            text => rate = rate.fee(number("fee", text)?),
        }
        Ok((prefixes, digits, rate))
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
struct LineReader {
    reader: Reader,
    output: Vec<u8>,
    ends: [usize; MOST_FIELDS],
}

impl LineReader {
    fn new(delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            output: vec![0; LONGEST_LINE + 1],
            ends: [0; MOST_FIELDS],
        }
    }

    fn read(&mut self, line: &str) -> Result<Vec<&str>, RowError> {
        // Doubled quotes inside a field come in pairs too.
        if line.bytes().filter(|&byte| byte == b'"').count() % 2 == 1 {
            return Err(RowError::OpenQuote);
        }
        if line.len() > LONGEST_LINE {
            return Err(RowError::TooLong);
        }
        // To the reader it would end the row, and what follows would be lost.
        if line.contains('\r') {
            return Err(RowError::LineEnding);
        }
        self.reader.reset();
        let (_, _, written, ended) =
            self.reader
                .read_record(line.as_bytes(), &mut self.output, &mut self.ends);
        // The reader waits for the end of the line, which an empty input tells it.
        let (result, _, more_written, more_ended) = self.reader.read_record(
            &[],
            self.output.get_mut(written..).unwrap_or_default(),
            self.ends.get_mut(ended..).unwrap_or_default(),
        );
        if result != ReadRecordResult::Record {
            return Err(RowError::TooLong);
        }
        let output = self.output.get(..written + more_written).unwrap_or_default();
        // Fields are cut at ASCII delimiters and quotes, so they stay UTF-8.
        let output = std::str::from_utf8(output).unwrap_or_default();
        let mut start = 0;
        let ends = self.ends.get(..ended + more_ended).unwrap_or_default();
        Ok(ends
            .iter()
            .map(|&end| {
                let field = output.get(start..end).unwrap_or_default();
                start = end;
                field
            })
            .collect())
    }
}

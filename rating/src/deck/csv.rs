//! Decks from delimited text.

mod columns;
mod error;
mod line;

use super::{Deck, Format, Parts};
use crate::pool::{Places, hash_of};
use crate::{Prefix, read_prefixes};

use columns::Columns;
pub use error::{Rejected, RowError};
use line::{LONGEST_LINE, LineReader};

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
    /// | `kind` | no | see [`Kind`](crate::Kind) |
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
            known: KnownTexts::default(),
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
                Ok(fields) => Columns::read(fields, &mut reject),
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

/// Reads the rows of one deck.
struct DeckReader<'t> {
    deck: Deck,
    format: &'t Format,
    line: LineReader,
    known: KnownTexts<'t>,
}

impl<'t> DeckReader<'t> {
    fn row(&mut self, columns: &Columns, text: &'t str, line: usize) -> Result<(), RowError> {
        // Without quotes and with the prefix in front, the rest of the line is the text of the rate.
        let mut unknown = None;
        if columns.is_prefix_first()
            && self.known.is_of_use
            && text.len() <= LONGEST_LINE
            && memchr::memchr2(b'"', b'\r', text.as_bytes()).is_none()
            && let Some((prefix, rest)) = text.split_once(char::from(self.format.delimiter))
            && let Some(prefix) = one_prefix(prefix)
        {
            let hash = hash_of(rest);
            if let Some(parts) = self.known.find(hash, rest) {
                room_for(1, &self.deck, self.format)?;
                return Ok(self.deck.push(&[prefix], parts, line)?);
            }
            unknown = Some((hash, rest));
        }
        let fields = self.line.read(text, self.format.delimiter)?;
        columns.check_count(fields)?;
        let field = columns.prefix(fields)?;
        let list;
        let one;
        let prefixes: &[Prefix] = match one_prefix(field) {
            Some(prefix) if self.format.row_prefixes > 0 => {
                one = [prefix];
                &one
            }
            _ => {
                list = read_prefixes(field, self.format.row_prefixes)?;
                &list
            }
        };
        let said = columns.row(fields, self.format)?;
        // Before anything is shared: what is refused leaves nothing behind in the deck.
        room_for(prefixes.len(), &self.deck, self.format)?;
        let parts = self
            .deck
            .share(said.name, said.kind, said.terms, said.conditions, said.digits)?;
        if let Some((hash, rest)) = unknown {
            self.known.insert(hash, rest, parts);
        }
        Ok(self.deck.push(prefixes, parts, line)?)
    }
}

/// Whether so many prefixes more are within the limit.
fn room_for(count: usize, deck: &Deck, format: &Format) -> Result<(), RowError> {
    if deck.prefix_count().saturating_add(count) > format.deck_prefixes {
        return Err(RowError::DeckFull {
            limit: format.deck_prefixes,
        });
    }
    Ok(())
}

/// What stands around the prefix in the lines that were read, and what it came to.
///
/// Most decks have far fewer rates than prefixes, so what many lines have in common is read once for all of them: a
/// million lines then cost little more than splitting them. Where lines have nothing in common it would be a burden, and
/// is given up.
struct KnownTexts<'t> {
    places: Places,
    texts: Vec<(&'t str, Parts)>,
    // How many lines found theirs since the texts were last forgotten.
    hits: usize,
    is_of_use: bool,
}

impl Default for KnownTexts<'_> {
    fn default() -> Self {
        Self {
            places: Places::default(),
            texts: Vec::new(),
            hits: 0,
            is_of_use: true,
        }
    }
}

impl<'t> KnownTexts<'t> {
    /// Texts that are known at a time: they and their table stay in the cache of the processor.
    const MOST: usize = 1 << 15;

    fn find(&mut self, hash: u64, text: &str) -> Option<Parts> {
        let texts = &self.texts;
        let is_it = |number: u32| texts.get(number as usize).is_some_and(|known| known.0 == text);
        let number = self.places.find(hash, is_it)?;
        self.hits += 1;
        self.texts.get(number as usize).map(|known| known.1)
    }

    fn insert(&mut self, hash: u64, text: &'t str, parts: Parts) {
        if self.texts.len() >= Self::MOST {
            self.is_of_use = self.hits >= Self::MOST / 4;
            self.texts.clear();
            self.places.clear();
            self.hits = 0;
        }
        // There are fewer than MOST.
        self.places.insert(hash, self.texts.len() as u32);
        self.texts.push((text, parts));
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

//! What the columns of a file mean.

use crate::{Currency, DigitCount, Increment, Kind, Ratio};

use super::encoding::Encoding;
use super::lines::Shape;

/// Which field of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// By its name in the header, whatever its capitals.
    Name(String),
    /// By its place, counted from 1.
    Number(usize),
    /// By its place from the right end of the line: 1 is the last. For files whose names hold the delimiter.
    FromRight(usize),
}

impl From<&str> for Column {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<usize> for Column {
    fn from(number: usize) -> Self {
        Self::Number(number)
    }
}

/// What becomes of a row for calls that another row of the file is for already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Duplicates {
    /// `refuse`: the second one comes back as refused.
    #[default]
    Refuse,
    /// `first`: the first one stands; the others come back as superseded.
    First,
    /// `last`: the last one stands, as in a file to which corrections are appended.
    Last,
}

/// What belongs to a word in the column of groups: steps, and perhaps a price and the time that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub(super) word: String,
    pub(super) increment: Increment,
    pub(super) price: Option<Ratio>,
    pub(super) per: Option<u32>,
}

impl Group {
    /// A group with its steps.
    #[must_use]
    pub fn new(word: &str, increment: Increment) -> Self {
        Self {
            word: word.to_owned(),
            increment,
            price: None,
            per: None,
        }
    }

    /// Its price, and the milliseconds that it is for, where the file has no column of prices. Default: the column's.
    #[must_use]
    pub const fn price(mut self, price: Ratio, per_ms: u32) -> Self {
        self.price = Some(price);
        self.per = Some(per_ms);
        self
    }
}

/// Dirt that is taken off. Everything that is taken off is reported; see [`Repaired`](super::Repaired).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Repairs {
    pub(super) blanks: bool,
    pub(super) noise: String,
    pub(super) lookalikes: Vec<(char, char)>,
    pub(super) leading_zeros: bool,
    pub(super) capitals: bool,
}

impl Repairs {
    /// No repairs: dirt is refused.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Takes blanks out of numbers: ` 48`, `+ 13`, `1 234`. Default: only those around a field, and without a report.
    #[must_use]
    pub const fn blanks(mut self) -> Self {
        self.blanks = true;
        self
    }

    /// Takes these characters off the ends of numbers, and fields of nothing else off the end of a line. Default: none.
    #[must_use]
    pub fn noise(mut self, characters: &str) -> Self {
        characters.clone_into(&mut self.noise);
        self
    }

    /// Reads a letter in a number as the digit for which a scanner took it: `O` as `0`. Default: none.
    #[must_use]
    pub fn lookalike(mut self, letter: char, digit: char) -> Self {
        self.lookalikes.push((letter, digit));
        self
    }

    /// Takes zeros off the front of international prefixes, where no country begins. Default: such a row is refused.
    #[must_use]
    pub const fn leading_zeros(mut self) -> Self {
        self.leading_zeros = true;
        self
    }

    /// Reads a kind or group in other capitals than the mapping has. Default: such a row is refused.
    #[must_use]
    pub const fn capitals(mut self) -> Self {
        self.capitals = true;
        self
    }
}

/// How a file of rates is written: which column is what, and what stands for all rows.
///
/// Built here or read from TOML (`Mapping::from_toml`, feature `serde`); both ways have the same settings under the
/// same names. See the [guide](crate::import) for a file of an operator, step by step.
///
/// ```
/// use switchhook_rating::{Increment, import::Mapping};
/// let mapping = Mapping::new()
///     .delimiter(';')
///     .decimal_mark(',')
///     .header(true)
///     .prefix("Indicatif")
///     .international(true)
///     .destination("Pays")
///     .price("Prix TTC")
///     .tax("13".parse()?)
///     .increment(Increment::new(60, 1));
/// let imported = mapping.read(b"Pays;Indicatif;Prix TTC\nFrance;33;22,6\nItalie;39;gratuit\n")?;
/// assert_eq!(imported.deck.len(), 1);
/// assert_eq!(
///     imported.refused[0].to_string(),
///     "line 3: price (column \"Prix TTC\"): \"gratuit\" is not a number: 'g' does not belong there; \
///      write digits and at most one ','"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Mapping {
    pub(super) shape: Shape,
    pub(super) decimal_mark: char,
    pub(super) encoding: Option<Encoding>,
    pub(super) header: bool,
    pub(super) skip: usize,
    pub(super) comment: Option<char>,
    pub(super) fields: Option<(usize, usize)>,
    pub(super) wide: Option<usize>,
    pub(super) columns: Columns,
    pub(super) international: bool,
    pub(super) kinds: Vec<(String, Kind)>,
    pub(super) kind: Kind,
    pub(super) by_kind: bool,
    pub(super) groups: Vec<Group>,
    pub(super) increment: Option<Increment>,
    pub(super) per_ms: u32,
    pub(super) digits: DigitCount,
    pub(super) tax: Option<Ratio>,
    pub(super) factor: Ratio,
    pub(super) currency: Option<Currency>,
    pub(super) blocked: Vec<String>,
    pub(super) dates: String,
    pub(super) duplicates: Duplicates,
    pub(super) repairs: Repairs,
    pub(super) row_prefixes: usize,
    pub(super) deck_prefixes: usize,
}

/// Where each thing stands.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Columns {
    pub(super) prefix: Option<Column>,
    pub(super) area: Option<Column>,
    pub(super) destination: Option<Column>,
    pub(super) kind: Option<Column>,
    pub(super) group: Option<Column>,
    pub(super) price: Option<Column>,
    pub(super) bands: Vec<(String, Column)>,
    pub(super) fee: Option<Column>,
    pub(super) minimum: Option<Column>,
    pub(super) per: Option<Column>,
    pub(super) first: Option<Column>,
    pub(super) next: Option<Column>,
    pub(super) increment: Option<Column>,
    pub(super) digits: Option<Column>,
    pub(super) valid_from: Option<Column>,
    pub(super) valid_until: Option<Column>,
    pub(super) blocked: Option<Column>,
}

impl Mapping {
    /// A mapping without columns yet: fields between commas, quotes `"`, decimal points, no header, prices a minute.
    pub fn new() -> Self {
        Self {
            shape: Shape::Delimited {
                delimiter: ',',
                quote: true,
            },
            decimal_mark: '.',
            encoding: None,
            header: false,
            skip: 0,
            comment: None,
            fields: None,
            wide: None,
            columns: Columns::default(),
            international: false,
            kinds: Vec::new(),
            kind: Kind::Other,
            by_kind: false,
            groups: Vec::new(),
            increment: None,
            per_ms: 60_000,
            digits: DigitCount::ANY,
            tax: None,
            factor: Ratio::ONE,
            currency: None,
            blocked: Vec::new(),
            dates: "%Y-%m-%d".to_owned(),
            duplicates: Duplicates::Refuse,
            repairs: Repairs::none(),
            row_prefixes: 10_000,
            deck_prefixes: 2_000_000,
        }
    }

    /// What stands between two fields, an ASCII character. Default: `,`.
    pub fn delimiter(mut self, delimiter: char) -> Self {
        let quote = !matches!(self.shape, Shape::Delimited { quote: false, .. });
        self.shape = Shape::Delimited { delimiter, quote };
        self
    }

    /// Whether a field may stand in double quotes. Default: yes.
    pub fn quotes(mut self, quote: bool) -> Self {
        if let Shape::Delimited { quote: old, .. } = &mut self.shape {
            *old = quote;
        }
        self
    }

    /// The form of a line that has no delimiter: fields as `{1}`, `{2}`; `{}` is anything. What stands before the first
    /// piece does not matter. Default: fields between delimiters.
    ///
    /// ```
    /// use switchhook_rating::{Increment, import::Mapping};
    /// let mapping = Mapping::new()
    ///     .pattern("<li>{1}: +{2} = {3} F")
    ///     .destination(1)
    ///     .prefix(2)
    ///     .international(true)
    ///     .price(3)
    ///     .increment(Increment::new(60, 60));
    /// let imported = mapping.read(b"<ul>\n  <li>France: +33 = 19 F</li>\n")?;
    /// assert_eq!((imported.deck.len(), imported.refused[0].line), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pattern(mut self, pattern: &str) -> Self {
        self.shape = Shape::Pattern(pattern.to_owned());
        self
    }

    /// What stands before the decimals of a number. Default: `.`.
    pub const fn decimal_mark(mut self, mark: char) -> Self {
        self.decimal_mark = mark;
        self
    }

    /// The encoding of the file. Default: detected, and reported in [`Imported::encoding`](super::Imported::encoding).
    pub const fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// Whether the first line names the columns. Default: no.
    pub const fn header(mut self, header: bool) -> Self {
        self.header = header;
        self
    }

    /// Lines at the top that say nothing: titles, addresses. Default: 0.
    pub const fn skip(mut self, lines: usize) -> Self {
        self.skip = lines;
        self
    }

    /// Lines that begin with it are left out. Default: none are.
    pub const fn comment(mut self, mark: char) -> Self {
        self.comment = Some(mark);
        self
    }

    /// How many fields a line has, at least and at most; others are refused. Default: as many as the header, or any.
    pub const fn fields(mut self, least: usize, most: usize) -> Self {
        self.fields = Some((least, most));
        self
    }

    /// The column, counted from 1, to which delimiters too many belong: a name such as `Korea, South` without quotes.
    /// Needs [`fields`](Self::fields) or a header. Default: such lines are refused.
    pub const fn wide(mut self, column: usize) -> Self {
        self.wide = Some(column);
        self
    }

    /// The prefixes: one, a list, a range. Needed.
    pub fn prefix(mut self, column: impl Into<Column>) -> Self {
        self.columns.prefix = Some(column.into());
        self
    }

    /// Prefixes that go on where those of [`prefix`](Self::prefix) end: area codes beside a country code. Empty in a row
    /// for all areas. Default: none.
    pub fn area(mut self, column: impl Into<Column>) -> Self {
        self.columns.area = Some(column.into());
        self
    }

    /// Whether prefixes without `+` are international ones all the same. Default: no.
    pub const fn international(mut self, international: bool) -> Self {
        self.international = international;
        self
    }

    /// The name of the destination. Needed.
    pub fn destination(mut self, column: impl Into<Column>) -> Self {
        self.columns.destination = Some(column.into());
        self
    }

    /// The kind, in words that [`kind_word`](Self::kind_word) explains; `fixed`, `mobile` and so on explain themselves.
    pub fn kind(mut self, column: impl Into<Column>) -> Self {
        self.columns.kind = Some(column.into());
        self
    }

    /// What a word in the column of kinds means: `FIXE` fixed. Default: the words of [`Kind`] alone.
    pub fn kind_word(mut self, word: &str, kind: Kind) -> Self {
        self.kinds.push((word.to_owned(), kind));
        self
    }

    /// The kind of rows that say none. Default: [`Kind::Other`].
    pub const fn kind_otherwise(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Whether rows of one prefix but of different kinds are both taken, each for numbers of its kind only
    /// ([`Rate::only`](crate::Rate::only)). Then the numbering has to know the kinds of numbers. Default: no, the second one is a
    /// duplicate.
    pub const fn by_kind(mut self, by_kind: bool) -> Self {
        self.by_kind = by_kind;
        self
    }

    /// The column whose words are those of [`group_of`](Self::group_of).
    pub fn group(mut self, column: impl Into<Column>) -> Self {
        self.columns.group = Some(column.into());
        self
    }

    /// What a word in the column of groups means.
    pub fn group_of(mut self, group: Group) -> Self {
        self.groups.push(group);
        self
    }

    /// The price in every band. One of this, [`band`](Self::band) and prices of groups is needed.
    pub fn price(mut self, column: impl Into<Column>) -> Self {
        self.columns.price = Some(column.into());
        self
    }

    /// The price in one band of the plan.
    pub fn band(mut self, band: &str, column: impl Into<Column>) -> Self {
        self.columns.bands.push((band.to_owned(), column.into()));
        self
    }

    /// What is paid once for an answered call. Default: nothing.
    pub fn fee(mut self, column: impl Into<Column>) -> Self {
        self.columns.fee = Some(column.into());
        self
    }

    /// The least that a call costs. Default: nothing.
    pub fn minimum(mut self, column: impl Into<Column>) -> Self {
        self.columns.minimum = Some(column.into());
        self
    }

    /// The column of the seconds that the price is for. Default: those of [`per_seconds`](Self::per_seconds).
    pub fn per(mut self, column: impl Into<Column>) -> Self {
        self.columns.per = Some(column.into());
        self
    }

    /// The seconds that the price is for in every row. Default: 60.
    pub const fn per_seconds(mut self, seconds: u32) -> Self {
        self.per_ms = seconds.saturating_mul(1000);
        self
    }

    /// The column of steps such as `60/1` or `6`.
    pub fn increment_column(mut self, column: impl Into<Column>) -> Self {
        self.columns.increment = Some(column.into());
        self
    }

    /// The columns of the first block and of the following ones, in seconds.
    pub fn first_and_next(mut self, first: impl Into<Column>, next: impl Into<Column>) -> Self {
        self.columns.first = Some(first.into());
        self.columns.next = Some(next.into());
        self
    }

    /// The steps of rows that say none. Without any steps rows are refused.
    pub const fn increment(mut self, increment: Increment) -> Self {
        self.increment = Some(increment);
        self
    }

    /// The column of the number of digits. Default: as [`digit_count`](Self::digit_count) says.
    pub fn digits(mut self, column: impl Into<Column>) -> Self {
        self.columns.digits = Some(column.into());
        self
    }

    /// How many digits the numbers of every row have. Default: any.
    pub const fn digit_count(mut self, digits: DigitCount) -> Self {
        self.digits = digits;
        self
    }

    /// How days are written, in the notation of `strftime`: `%d/%m/%Y` for 31/12/2026. Default: `%Y-%m-%d`.
    pub fn dates(mut self, format: &str) -> Self {
        format.clone_into(&mut self.dates);
        self
    }

    /// The first day of a row. Default: always.
    pub fn valid_from(mut self, column: impl Into<Column>) -> Self {
        self.columns.valid_from = Some(column.into());
        self
    }

    /// The last day of a row. Default: for ever.
    pub fn valid_until(mut self, column: impl Into<Column>) -> Self {
        self.columns.valid_until = Some(column.into());
        self
    }

    /// The column that forbids a destination when it holds one of these words. Default: none is forbidden.
    pub fn blocked(mut self, column: impl Into<Column>, words: &[&str]) -> Self {
        self.columns.blocked = Some(column.into());
        self.blocked = words.iter().map(|&word| word.to_owned()).collect();
        self
    }

    /// The tax in percent that the prices hold and that is taken out of them, exactly: 17 F with 10 % become `170/11`.
    /// Default: prices stay as they are, and the plan says what they hold.
    pub const fn tax(mut self, percent: Ratio) -> Self {
        self.tax = Some(percent);
        self
    }

    /// What prices are multiplied by: `1/100` for prices in cents. Default: 1.
    pub const fn factor(mut self, factor: Ratio) -> Self {
        self.factor = factor;
        self
    }

    /// The currency of the prices. Default: that of the plan.
    pub const fn currency(mut self, currency: Currency) -> Self {
        self.currency = Some(currency);
        self
    }

    /// What becomes of a second row for the same calls. Default: it is refused.
    pub const fn duplicates(mut self, duplicates: Duplicates) -> Self {
        self.duplicates = duplicates;
        self
    }

    /// Dirt that is taken off. Default: none.
    pub fn repairs(mut self, repairs: Repairs) -> Self {
        self.repairs = repairs;
        self
    }

    /// The most prefixes in a row and in all. Default: 10 000 and 2 000 000.
    pub const fn limits(mut self, row: usize, deck: usize) -> Self {
        self.row_prefixes = row;
        self.deck_prefixes = deck;
        self
    }
}

impl Default for Mapping {
    fn default() -> Self {
        Self::new()
    }
}

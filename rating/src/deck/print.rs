//! Decks as delimited text.

use std::fmt::Write;

use chrono::NaiveDate;

use super::{Deck, Format, Row};
use crate::increment::seconds_text;
use crate::{BandTerms, Counting, DigitCount, Prefix, Ratio, Slot, Terms};

impl Deck {
    /// Writes the deck as the text that `Deck::from_csv` reads: a line of column names, then a line for each row.
    ///
    /// Only columns that some row fills are written. The day from which the deck is in force and its currency are no
    /// part of it: they stand with the name of its file, in the book.
    ///
    /// ```
    /// use switchhook_rating::{Deck, Format};
    /// let text = "prefix,destination,price,per,first,next\n\
    ///             \"33,+34\",\"France, Spain\",10.450,60,60,1\n";
    /// # #[cfg(feature = "csv")] {
    /// let (deck, _) = Deck::from_csv(text, &Format::default());
    /// assert_eq!(
    ///     deck.to_csv(&Format::default()),
    ///     "prefix,destination,price,per,first,next\n\
    ///      33|+34,\"France, Spain\",10.45,60,60,1\n"
    /// );
    /// # }
    /// ```
    #[must_use]
    pub fn to_csv(&self, format: &Format) -> String {
        let bands = self.bands();
        let mut columns: Vec<Column<'_>> = Column::all(&bands)
            .filter(|column| {
                column.is_needed() || self.rows().any(|row| !column.text(row, format).is_empty())
            })
            .collect();
        // Where every row is blocked, or there is none, the reader insists on prices all the same.
        let is_price = |column: &Column<'_>| matches!(column, Column::Plain("price") | Column::Price(_));
        if !columns.iter().any(is_price) {
            let place = columns
                .iter()
                .position(|column| matches!(column, Column::Plain("per")));
            columns.insert(place.unwrap_or(0), Column::Plain("price"));
        }
        let mut text = String::new();
        line(&mut text, columns.iter().map(Column::name), format);
        for row in self.rows() {
            line(
                &mut text,
                columns.iter().map(|column| column.text(row, format)),
                format,
            );
        }
        text
    }

    /// The bands in the order of their columns: first those with a price, in which rows have them, then the others. A
    /// deck that was read from this text has them in the same one.
    fn bands(&self) -> Vec<&str> {
        let mut bands: Vec<&str> = Vec::new();
        let has: [fn(&BandTerms) -> bool; 3] = [
            |band| band.price.is_some(),
            |band| band.increment.is_some(),
            |band| band.fee.is_some(),
        ];
        for has in has {
            let of_rows = self.rows().flat_map(|row| &row.rate.frame.bands);
            for band in of_rows.filter(|band| has(band)) {
                if !bands.contains(&&*band.band) {
                    bands.push(&band.band);
                }
            }
        }
        bands
    }
}

/// A column of the text.
#[derive(Clone, Copy)]
enum Column<'a> {
    Plain(&'static str),
    Price(&'a str),
    Increment(&'a str),
    Fee(&'a str),
}

impl<'a> Column<'a> {
    fn all(bands: &[&'a str]) -> impl Iterator<Item = Self> {
        let plain = |names: &'static [&'static str]| names.iter().map(|name| Self::Plain(name));
        plain(&[
            "prefix",
            "digits",
            "destination",
            "kind",
            "only",
            "caller",
            "valid_from",
            "valid_until",
            "priority",
            "price",
        ])
        .chain(bands.iter().map(|band| Self::Price(band)))
        .chain(plain(&["per", "first", "next", "counting"]))
        .chain(bands.iter().map(|band| Self::Increment(band)))
        .chain(plain(&["fee"]))
        .chain(bands.iter().map(|band| Self::Fee(band)))
        .chain(plain(&[
            "surcharge",
            "minimum",
            "maximum",
            "grace",
            "free",
            "slots",
            "blocked",
        ]))
        .collect::<Vec<_>>()
        .into_iter()
    }

    fn name(&self) -> String {
        match self {
            Self::Plain(name) => (*name).to_owned(),
            Self::Price(band) => format!("price_{band}"),
            Self::Increment(band) => format!("increment_{band}"),
            Self::Fee(band) => format!("fee_{band}"),
        }
    }

    /// Whether the reader insists on it.
    fn is_needed(&self) -> bool {
        matches!(
            self,
            Self::Plain("prefix" | "destination" | "per" | "first" | "next")
        )
    }

    fn text(&self, row: Row<'_>, format: &Format) -> String {
        let terms = row.rate.frame;
        let number = |ratio: Ratio| number(ratio, format);
        let some = |ratio: Option<Ratio>| ratio.map(number).unwrap_or_default();
        match self {
            Self::Plain(name) => plain(name, row, format),
            _ if terms.blocked => String::new(),
            Self::Price(band) => some(terms.of(band).and_then(|band| band.price)),
            Self::Increment(band) => terms
                .of(band)
                .and_then(|band| band.increment)
                .map(|increment| marked(increment.to_string(), format))
                .unwrap_or_default(),
            Self::Fee(band) => some(terms.of(band).and_then(|band| band.fee)),
        }
    }
}

fn plain(name: &str, row: Row<'_>, format: &Format) -> String {
    let (terms, conditions) = (row.rate.frame, row.rate.conditions());
    let number = |ratio: Ratio| number(ratio, format);
    let unless_zero = |ratio: Ratio| {
        if ratio.is_zero() {
            String::new()
        } else {
            number(ratio)
        }
    };
    let length = |length: std::time::Duration| marked(seconds_text(length), format);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    match name {
        "prefix" => prefixes(row.prefixes),
        "digits" if row.digits == DigitCount::ANY => String::new(),
        "digits" => row.digits.short(),
        "destination" => row.rate.destination().name.to_string(),
        "kind" => match row.rate.destination().kind {
            crate::Kind::Other => String::new(),
            kind => kind.to_string(),
        },
        "only" => conditions.only.map(|kind| kind.to_string()).unwrap_or_default(),
        "caller" => conditions
            .caller
            .map(|prefix| prefix.to_string())
            .unwrap_or_default(),
        "valid_from" => day(conditions.from),
        "valid_until" => day(conditions.until),
        "priority" if conditions.priority == 0 => String::new(),
        "priority" => conditions.priority.to_string(),
        "blocked" if terms.blocked => "yes".to_owned(),
        // What follows means nothing where calls are forbidden.
        _ if terms.blocked => String::new(),
        "price" => row.rate.price.map(number).unwrap_or_default(),
        "per" => length(terms.per),
        "first" => length(terms.increment.first()),
        "next" => length(terms.increment.next()),
        "counting" if terms.increment.rule() == Counting::default() => String::new(),
        "counting" => terms.increment.rule().to_string(),
        "fee" => unless_zero(terms.fee),
        "surcharge" => unless_zero(terms.surcharge),
        "minimum" => terms.minimum.map(number).unwrap_or_default(),
        "maximum" => terms.maximum.map(number).unwrap_or_default(),
        "grace" if !terms.grace.is_zero() => length(terms.grace),
        "free" if !terms.free.is_zero() => length(terms.free),
        "slots" => slots(terms, format),
        _ => String::new(),
    }
}

/// `60:9.5|120:8:30/6`: from a length on, a price, and perhaps other steps.
fn slots(terms: &Terms, format: &Format) -> String {
    let mut text = String::new();
    for Slot {
        from,
        price,
        increment,
        ..
    } in &terms.slots
    {
        let mark = if text.is_empty() { "" } else { "|" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{mark}{}:{}", seconds_text(*from), price);
        if let Some(increment) = increment {
            let _ = write!(text, ":{increment}");
        }
    }
    marked(text, format)
}

/// Prefixes as a list, with runs of three and more as ranges.
fn prefixes(prefixes: &[Prefix]) -> String {
    let mut text = String::new();
    let mut rest = prefixes;
    while let Some((first, others)) = rest.split_first() {
        let mut last = *first;
        let mut run = 1;
        for next in others {
            if !last.is_followed_by(*next) {
                break;
            }
            last = *next;
            run += 1;
        }
        let mark = if text.is_empty() { "" } else { "|" };
        if run > 2 {
            let _ = write!(text, "{mark}{first}-{last}");
        } else {
            run = 1;
            let _ = write!(text, "{mark}{first}");
        }
        rest = rest.get(run..).unwrap_or_default();
    }
    text
}

fn number(ratio: Ratio, format: &Format) -> String {
    marked(ratio.to_string(), format)
}

fn marked(text: String, format: &Format) -> String {
    match format.decimal_mark {
        '.' => text,
        mark => text.replace('.', &mark.to_string()),
    }
}

/// One line, with quotes around fields that would be read as something else.
fn line(text: &mut String, fields: impl Iterator<Item = String>, format: &Format) {
    let delimiter = char::from(format.delimiter);
    for (at, field) in fields.enumerate() {
        if at > 0 {
            text.push(delimiter);
        }
        // A field ends on its line.
        let field = field.replace(['\r', '\n'], " ");
        if field.contains(delimiter) || field.contains('"') || field.starts_with(['#', '\u{feff}']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push('\n');
}

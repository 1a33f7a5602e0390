//! A row that somebody adds to a deck in a form.

use crate::form::Checks;
use crate::{FieldError, Problem};

/// The fields of the form, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct RateForm<'a> {
    /// `prefix`: prefixes and ranges, as in a deck.
    pub prefix: &'a str,
    /// `digits`: how many digits a number has; any by default.
    pub digits: &'a str,
    /// `destination`: its name.
    pub destination: &'a str,
    /// `kind`: a word of the deck; may be empty.
    pub kind: &'a str,
    /// `price`: in every band.
    pub price: &'a str,
    /// `per`: the seconds that the price is for.
    pub per: &'a str,
    /// `first`: the first block, in seconds.
    pub first: &'a str,
    /// `next`: the following blocks, in seconds.
    pub next: &'a str,
    /// `fee`: once a call; none by default.
    pub fee: &'a str,
}

/// A row for a deck: its texts are checked for form here, and as prices and prefixes when the deck is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRate {
    prefix: String,
    digits: String,
    destination: String,
    kind: String,
    price: String,
    per: String,
    first: String,
    next: String,
    fee: String,
}

/// Why a row cannot be written into a deck.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InsertError {
    /// There is no line of column names.
    #[error(
        "the deck has no line of column names; upload one that begins with prefix,destination,price,per,first,next"
    )]
    NoColumns,
    /// A column that the row needs is not there.
    #[error("the deck has no column {0:?}; name it in its first line")]
    NoColumn(&'static str),
}

/// The longest list of prefixes.
const PREFIXES: usize = 500;

impl NewRate {
    /// Reads the form. A decimal comma is as good as a point.
    ///
    /// # Errors
    ///
    /// All fields that are wrong.
    ///
    /// ```
    /// use switchhook_portal_core::tariff::{NewRate, RateForm};
    ///
    /// let form = RateForm { prefix: "+44", destination: "United Kingdom", price: "19,5", per: "60", first: "60", next: "1", ..RateForm::default() };
    /// let rate = NewRate::parse(&form).unwrap();
    /// let deck = rate.insert("prefix;destination;price_peak;price_offpeak;per;first;next\n", ';', ',')?;
    /// assert!(deck.ends_with("\n+44;United Kingdom;19,5;19,5;60;60;1\n"));
    /// # Ok::<(), switchhook_portal_core::tariff::InsertError>(())
    /// ```
    pub fn parse(form: &RateForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let prefix = checks.required("prefix", form.prefix, PREFIXES);
        let of_prefixes =
            |c: char| c.is_ascii_digit() || matches!(c, '+' | '*' | '#' | ',' | '|' | '-' | ' ');
        if let Some(character) = prefix.chars().find(|c| !of_prefixes(*c)) {
            checks.report("prefix", Problem::BadCharacter { character });
        }
        let digits = checks.line("digits", form.digits, 20);
        if let Some(character) = digits.chars().find(|c| !c.is_ascii_digit() && *c != '-') {
            checks.report("digits", Problem::BadCharacter { character });
        }
        let destination = checks.required("destination", form.destination, 80);
        let kind = checks.line("kind", form.kind, 20);
        let mut amount = |field, text: &str, needed: bool| {
            let text = text.trim();
            if text.is_empty() {
                if needed {
                    checks.report(field, Problem::Empty);
                }
                return String::new();
            }
            checks.take(field, decimal(text)).unwrap_or_default()
        };
        let price = amount("price", form.price, true);
        let per = amount("per", form.per, true);
        let first = amount("first", form.first, true);
        let next = amount("next", form.next, true);
        let fee = amount("fee", form.fee, false);
        checks.finish(Some(Self {
            prefix,
            digits,
            destination,
            kind,
            price,
            per,
            first,
            next,
            fee,
        }))
    }

    /// The deck with this row as its last line, in the columns that it has.
    ///
    /// # Errors
    ///
    /// The deck has no columns, or not one that the row needs.
    pub fn insert(&self, deck: &str, delimiter: char, decimal_mark: char) -> Result<String, InsertError> {
        let heads = deck
            .trim_start_matches('\u{feff}')
            .lines()
            .find(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .ok_or(InsertError::NoColumns)?;
        let heads: Vec<String> = heads
            .split(delimiter)
            .map(|head| head.trim().trim_matches('"').trim().to_ascii_lowercase())
            .collect();
        let number = |text: &str| text.replace('.', &decimal_mark.to_string());
        let needed = [
            ("prefix", true),
            ("destination", true),
            ("per", true),
            ("first", true),
            ("next", true),
            ("digits", !self.digits.is_empty()),
            ("fee", !self.fee.is_empty()),
        ];
        for (name, needed) in needed {
            if needed && !heads.iter().any(|head| head == name) {
                return Err(InsertError::NoColumn(name));
            }
        }
        let fields: Vec<String> = heads
            .iter()
            .map(|head| match head.as_str() {
                "prefix" => self.prefix.clone(),
                "digits" => self.digits.clone(),
                "destination" => self.destination.clone(),
                "kind" => self.kind.clone(),
                "per" => number(&self.per),
                "first" => number(&self.first),
                "next" => number(&self.next),
                "fee" => number(&self.fee),
                price if price == "price" || price.starts_with("price_") => number(&self.price),
                _ => String::new(),
            })
            .map(|field| quoted(&field, delimiter))
            .collect();
        let mut text = deck.to_owned();
        if !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&fields.join(&delimiter.to_string()));
        text.push('\n');
        Ok(text)
    }
}

/// Digits with at most one decimal point or comma, as a point.
fn decimal(text: &str) -> Result<String, Problem> {
    let text = text.replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(part) {
        return Err(Problem::NotANumber);
    }
    if text.len() > 20 {
        return Err(Problem::TooLong { max: 20 });
    }
    Ok(text)
}

fn quoted(field: &str, delimiter: char) -> String {
    // A line that begins with `#` would be taken for a remark.
    if field.contains([delimiter, '"', '#']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: RateForm<'_> = RateForm {
        prefix: "99,98",
        digits: "6",
        destination: "Audio \"tel\"",
        kind: "premium",
        price: "12.5",
        per: "60",
        first: "60",
        next: "1",
        fee: "",
    };

    #[test]
    fn the_row_is_read_back_by_the_deck() {
        let rate = NewRate::parse(&FORM).unwrap();
        let deck = "\u{feff}# remark\nprefix,digits,destination,kind,price_peak,price_offpeak,per,first,next,note\n8,6,Local,,1,1,60,60,60,";
        let text = rate.insert(deck, ',', '.').unwrap();
        assert!(text.starts_with(deck));
        assert_eq!(
            text.lines().last().unwrap(),
            "\"99,98\",6,\"Audio \"\"tel\"\"\",premium,12.5,12.5,60,60,1,"
        );
    }

    #[test]
    fn a_deck_without_the_needed_columns_is_left_alone() {
        let rate = NewRate::parse(&FORM).unwrap();
        for (deck, expected) in [
            ("", InsertError::NoColumns),
            ("# nothing\n", InsertError::NoColumns),
            (
                "prefix,destination,price,per,first,next\n",
                InsertError::NoColumn("digits"),
            ),
            (
                "prefix,price,per,first,next\n",
                InsertError::NoColumn("destination"),
            ),
        ] {
            assert_eq!(rate.insert(deck, ',', '.'), Err(expected), "{deck:?}");
        }
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let form = RateForm {
            prefix: "9a",
            digits: "6x",
            destination: " ",
            price: "1.2.3",
            per: "",
            first: "-1",
            next: "1,5",
            fee: "free",
            ..FORM
        };
        let fields: Vec<_> = NewRate::parse(&form)
            .unwrap_err()
            .into_iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(
            fields,
            ["prefix", "digits", "destination", "price", "per", "first", "fee"]
        );
    }
}

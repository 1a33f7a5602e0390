//! Makes a row of the fields of a line.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use crate::{
    Decimal, Destination, DigitCount, Increment, Kind, Prefix, PrefixError, Rate, Ratio, read_prefixes,
};

use super::RowProblem;
use super::clean::Cleaner;
use super::lines::Line;
use super::mapping::{Group, Mapping};
use super::read::{Place, Places, known_kinds};

/// Names that are kept to be used again: a country has many rows.
const MOST_NAMES: usize = 100_000;

/// What a line says.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) prefixes: Vec<Prefix>,
    pub(super) digits: DigitCount,
    pub(super) rate: Rate,
}

/// Reads rows.
#[derive(Debug)]
pub(super) struct Reader<'m> {
    mapping: &'m Mapping,
    scale: Ratio,
    names: HashMap<String, Arc<str>>,
}

impl<'m> Reader<'m> {
    pub(super) fn new(mapping: &'m Mapping, scale: Ratio) -> Self {
        Self {
            mapping,
            scale,
            names: HashMap::new(),
        }
    }

    pub(super) fn row(
        &mut self,
        fields: &Line<'_>,
        places: &Places,
        cleaner: &mut Cleaner<'_>,
        room: usize,
    ) -> Result<Draft, RowProblem> {
        let name = places.destination.raw(fields).trim();
        if name.is_empty() {
            return Err(places.destination.empty());
        }
        let kind = self.kind(fields, places, cleaner)?;
        let prefixes = self.prefixes(fields, places, cleaner)?;
        if prefixes.len() > room {
            return Err(RowProblem::DeckFull {
                limit: self.mapping.deck_prefixes,
            });
        }
        let digits = match place_text(places.digits.as_ref(), fields) {
            Some((place, text)) => text.parse().map_err(|error| RowProblem::Digits {
                field: place.label(),
                error,
            })?,
            None => self.mapping.digits,
        };
        let destination = Destination {
            name: self.name(name),
            kind,
        };
        let rate = match self.is_blocked(fields, places) {
            true => Rate::blocked(destination),
            false => self.rate(destination, fields, places, cleaner)?,
        };
        Ok(Draft {
            prefixes,
            digits,
            rate: self.dated(rate, fields, places)?,
        })
    }

    fn name(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.names.get(name) {
            return Arc::clone(known);
        }
        if self.names.len() >= MOST_NAMES {
            self.names.clear();
        }
        let shared: Arc<str> = name.into();
        self.names.insert(name.to_owned(), Arc::clone(&shared));
        shared
    }

    fn kind(
        &self,
        fields: &Line<'_>,
        places: &Places,
        cleaner: &mut Cleaner<'_>,
    ) -> Result<Kind, RowProblem> {
        let Some((place, text)) = place_text(places.kind.as_ref(), fields) else {
            return Ok(self.mapping.kind);
        };
        let words = &self.mapping.kinds;
        if let Some((_, kind)) = cleaner.word(text, words, |(word, _)| word, || place.label()) {
            return Ok(*kind);
        }
        text.parse().map_err(|_| RowProblem::Word {
            field: place.label(),
            word: text.to_owned(),
            known: known_kinds(words),
        })
    }

    fn prefixes(
        &self,
        fields: &Line<'_>,
        places: &Places,
        cleaner: &mut Cleaner<'_>,
    ) -> Result<Vec<Prefix>, RowProblem> {
        let place = &places.prefix;
        let mut codes = self.list(place, fields, cleaner)?.ok_or_else(|| place.empty())?;
        if self.mapping.international {
            for code in &mut codes {
                *code = international(*code);
            }
        }
        for code in &mut codes {
            if !code.is_international() || !code.begins_with_zero() {
                continue;
            }
            let digits = code.digits();
            let kept = digits.trim_start_matches('0');
            if !self.mapping.repairs.leading_zeros || kept.is_empty() {
                return Err(RowProblem::LeadingZero {
                    field: place.label(),
                    digits,
                });
            }
            cleaner.note(|| place.label(), &digits, kept);
            *code = Prefix::from_digits(true, kept.as_bytes()).unwrap_or(*code);
        }
        let areas = match &places.area {
            Some(area) => self.list(area, fields, cleaner)?,
            None => None,
        };
        let Some((area_place, areas)) = places.area.as_ref().zip(areas) else {
            return Ok(codes);
        };
        if codes.len().saturating_mul(areas.len()) > self.mapping.row_prefixes {
            return Err(RowProblem::Prefix {
                field: area_place.label(),
                error: PrefixError::TooMany {
                    limit: self.mapping.row_prefixes,
                },
            });
        }
        let mut all = Vec::new();
        for code in &codes {
            for area in &areas {
                let digits = code.digits() + &area.digits();
                let prefix = Prefix::from_digits(code.is_international(), digits.as_bytes());
                all.push(prefix.ok_or(RowProblem::LongPrefix {
                    field: area_place.label(),
                    text: digits,
                })?);
            }
        }
        Ok(all)
    }

    /// A list of prefixes; `None` for an empty field, and for the dash that people put there instead.
    fn list(
        &self,
        place: &Place,
        fields: &Line<'_>,
        cleaner: &mut Cleaner<'_>,
    ) -> Result<Option<Vec<Prefix>>, RowProblem> {
        let raw = place.raw(fields);
        let text = raw.trim();
        if matches!(text, "" | "-") {
            return Ok(None);
        }
        let limit = self.mapping.row_prefixes;
        // One prefix of digits is the ordinary case, and needs no grammar.
        if text.bytes().all(|byte| byte.is_ascii_digit())
            && let Some(prefix) = Prefix::from_digits(false, text.as_bytes())
        {
            return Ok(Some(vec![prefix]));
        }
        let error = match read_prefixes(text, limit) {
            Ok(prefixes) => return Ok(Some(prefixes)),
            Err(error) => error,
        };
        let mut notes = Vec::new();
        let mut attempt = Cleaner {
            repairs: cleaner.repairs,
            line: cleaner.line,
            done: &mut notes,
        };
        let cleaned = attempt.number(raw, || place.label());
        match read_prefixes(&cleaned, limit) {
            Ok(prefixes) => {
                cleaner.done.extend(notes);
                Ok(Some(prefixes))
            }
            Err(_) => Err(RowProblem::Prefix {
                field: place.label(),
                error,
            }),
        }
    }

    fn is_blocked(&self, fields: &Line<'_>, places: &Places) -> bool {
        let text = place_text(places.blocked.as_ref(), fields).map_or("", |(_, text)| text);
        let words = &self.mapping.blocked;
        !text.is_empty()
            && words
                .iter()
                .any(|word| word.to_lowercase() == text.to_lowercase())
    }

    fn rate(
        &self,
        destination: Destination,
        fields: &Line<'_>,
        places: &Places,
        cleaner: &mut Cleaner<'_>,
    ) -> Result<Rate, RowProblem> {
        let group = self.group(fields, places, cleaner)?;
        let increment = self.increment(fields, places, cleaner, group)?;
        let per_ms = match self.seconds(places.per.as_ref(), fields, cleaner)? {
            Some(per_ms) => per_ms,
            None => group.and_then(|group| group.per).unwrap_or(self.mapping.per_ms),
        };
        let mut rate = Rate::new(destination, Duration::from_millis(u64::from(per_ms)), increment);
        let price = match self.amount(places.price.as_ref(), fields, cleaner)? {
            Some(price) => Some(price),
            None => group.and_then(|group| group.price),
        };
        if let Some(price) = price {
            rate = rate.price(price);
        }
        let mut has_price = price.is_some();
        for (band, place) in &places.bands {
            match self.amount(Some(place), fields, cleaner)? {
                Some(price) => {
                    rate = rate.band_price(band, price);
                    has_price = true;
                }
                None if price.is_none() => return Err(place.empty()),
                None => {}
            }
        }
        if !has_price {
            return Err(places
                .price
                .as_ref()
                .map_or(RowProblem::Deck(crate::DeckError::NoPrice), Place::empty));
        }
        if let Some(fee) = self.amount(places.fee.as_ref(), fields, cleaner)? {
            rate = rate.fee(fee);
        }
        if let Some(minimum) = self.amount(places.minimum.as_ref(), fields, cleaner)? {
            rate = rate.minimum(minimum);
        }
        Ok(rate)
    }

    /// The group of a row; `None` where the mapping has none, or the row says none and can do without.
    fn group(
        &self,
        fields: &Line<'_>,
        places: &Places,
        cleaner: &mut Cleaner<'_>,
    ) -> Result<Option<&'m Group>, RowProblem> {
        let Some(place) = &places.group else {
            return Ok(None);
        };
        let text = place.raw(fields).trim();
        let groups = &self.mapping.groups;
        if matches!(text, "" | "-") {
            let is_needed =
                self.mapping.increment.is_none() || places.price.is_none() && places.bands.is_empty();
            return if is_needed { Err(place.empty()) } else { Ok(None) };
        }
        let found = cleaner.word(text, groups, |group| &group.word, || place.label());
        found.map(Some).ok_or_else(|| RowProblem::Word {
            field: place.label(),
            word: text.to_owned(),
            known: groups
                .iter()
                .map(|group| group.word.as_str())
                .collect::<Vec<_>>()
                .join(", "),
        })
    }

    fn increment(
        &self,
        fields: &Line<'_>,
        places: &Places,
        cleaner: &mut Cleaner<'_>,
        group: Option<&Group>,
    ) -> Result<Increment, RowProblem> {
        let seconds_error = |place: &Place, text: &str| RowProblem::Seconds {
            field: place.label(),
            text: text.to_owned(),
        };
        if let (Some(first), Some(next)) = (&places.first, &places.next) {
            let first_ms = self
                .seconds(Some(first), fields, cleaner)?
                .ok_or_else(|| first.empty())?;
            let next_ms = self
                .seconds(Some(next), fields, cleaner)?
                .ok_or_else(|| next.empty())?;
            if next_ms == 0 {
                return Err(seconds_error(next, next.raw(fields)));
            }
            return Ok(Increment::from_millis(first_ms, next_ms));
        }
        if let Some((place, text)) = place_text(places.increment.as_ref(), fields) {
            let (first, next) = text.split_once('/').unwrap_or((text, text));
            let millis = |text: &str| self.millis(text.trim());
            return match (millis(first), millis(next)) {
                (Some(first), Some(next)) if next > 0 => Ok(Increment::from_millis(first, next)),
                _ => Err(seconds_error(place, text)),
            };
        }
        group
            .map(|group| group.increment)
            .or(self.mapping.increment)
            .ok_or(RowProblem::NoIncrement)
    }

    /// A length in a column, in milliseconds; `None` for an empty field.
    fn seconds(
        &self,
        place: Option<&Place>,
        fields: &Line<'_>,
        cleaner: &mut Cleaner<'_>,
    ) -> Result<Option<u32>, RowProblem> {
        let Some((place, _)) = place_text(place, fields) else {
            return Ok(None);
        };
        let raw = place.raw(fields);
        let text = cleaner.number(raw, || place.label());
        self.millis(&text).map(Some).ok_or_else(|| RowProblem::Seconds {
            field: place.label(),
            text: raw.trim().to_owned(),
        })
    }

    fn millis(&self, text: &str) -> Option<u32> {
        let seconds = Decimal::parse_with_mark(text, self.mapping.decimal_mark).ok()?;
        if seconds.is_negative() || seconds.scale() > 3 {
            return None;
        }
        let millis = i128::from(seconds.mantissa()) * 1000 / seconds.divisor();
        u32::try_from(millis)
            .ok()
            .filter(|&millis| millis <= 4_000_000_000)
    }

    /// A price, without its tax and in the unit of the currency; `None` for an empty field.
    fn amount(
        &self,
        place: Option<&Place>,
        fields: &Line<'_>,
        cleaner: &mut Cleaner<'_>,
    ) -> Result<Option<Ratio>, RowProblem> {
        let Some((place, _)) = place_text(place, fields) else {
            return Ok(None);
        };
        let raw = place.raw(fields);
        let text = cleaner.number(raw, || place.label());
        let mark = self.mapping.decimal_mark;
        let amount = Ratio::parse_with_mark(&text, mark).map_err(|error| RowProblem::Number {
            field: place.label(),
            // Of what stands in the file, which somebody has to find there, not of what was tried.
            error: Ratio::parse_with_mark(raw.trim(), mark).err().unwrap_or(error),
        })?;
        amount
            .checked_mul(self.scale)
            .map(Some)
            .ok_or_else(|| RowProblem::Price {
                field: place.label(),
                text: text.into_owned(),
            })
    }

    fn dated(&self, mut rate: Rate, fields: &Line<'_>, places: &Places) -> Result<Rate, RowProblem> {
        let day = |place: Option<&Place>| {
            let Some((place, text)) = place_text(place, fields) else {
                return Ok(None);
            };
            let day = NaiveDate::parse_from_str(text, &self.mapping.dates);
            day.map(Some).map_err(|_| RowProblem::Date {
                field: place.label(),
                text: text.to_owned(),
                format: self.mapping.dates.clone(),
            })
        };
        if let Some(from) = day(places.valid_from.as_ref())? {
            rate = rate.valid_from(from);
        }
        if let Some(until) = day(places.valid_until.as_ref())? {
            rate = rate.valid_until(until);
        }
        Ok(rate)
    }
}

/// A column with its field, unless there is none or nothing in it.
fn place_text<'p, 'a>(place: Option<&'p Place>, fields: &Line<'a>) -> Option<(&'p Place, &'a str)> {
    let place = place?;
    let text = place.raw(fields).trim();
    (!text.is_empty()).then_some((place, text))
}

/// The same digits with a `+`.
fn international(prefix: Prefix) -> Prefix {
    let (_, rank) = prefix.rank();
    Prefix::from_rank(true, rank)
}

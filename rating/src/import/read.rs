//! Reads a file line by line.

use crate::{Deck, Kind, Ratio};

use super::clean::Cleaner;
use super::duplicates;
use super::lines::{Line, Shape, Splitter, beginning};
use super::mapping::{Column, Mapping};
use super::row::Reader;
use super::{Counts, Encoding, Imported, MappingError, Refused, RowProblem};

impl Mapping {
    /// Reads the rates of a file.
    ///
    /// # Errors
    ///
    /// [`MappingError`] when the mapping cannot be for this file at all: it says no column of prefixes, or names one that
    /// the header lacks. A bad line costs that line: see [`Imported::refused`].
    pub fn read(&self, bytes: &[u8]) -> Result<Imported, MappingError> {
        let encoding = self.encoding.unwrap_or_else(|| Encoding::detect(bytes));
        let text = encoding.decode(bytes);
        let mut splitter = self.splitter()?;
        let mut places = None;
        if !self.header {
            places = Some(self.places(None)?);
        }
        let scale = self.scale()?;
        let mut imported = Imported {
            deck: Deck::new(),
            refused: Vec::new(),
            repaired: Vec::new(),
            counts: Counts::default(),
            encoding,
            is_detected: self.encoding.is_none(),
        };
        let mut reader = Reader::new(self, scale);
        for (index, line_text) in text.lines().enumerate() {
            imported.counts.lines += 1;
            let is_comment = self.comment.is_some_and(|mark| line_text.starts_with(mark));
            if index < self.skip || is_comment || line_text.trim().is_empty() {
                imported.counts.skipped += 1;
                continue;
            }
            let line = index + 1;
            let Some(places) = &places else {
                let names = splitter.split(line_text).map_err(MappingError::Header)?;
                places = Some(self.places(Some((line, &names)))?);
                imported.counts.skipped += 1;
                continue;
            };
            let mut cleaner = Cleaner {
                repairs: &self.repairs,
                line,
                done: &mut imported.repaired,
            };
            let noted = cleaner.done.len();
            let room = self.deck_prefixes.saturating_sub(imported.deck.prefix_count());
            let added = splitter
                .split(line_text)
                .and_then(|fields| self.fit(fields, places, &mut cleaner))
                .and_then(|fields| reader.row(&fields, places, &mut cleaner, room))
                .and_then(|row| {
                    let parts = imported.deck.share_rate(row.rate, row.digits)?;
                    Ok(imported.deck.push(&row.prefixes, parts, line)?)
                });
            if let Err(problem) = added {
                // What was repaired in a line that is then refused is of no use to anybody.
                imported.repaired.truncate(noted);
                imported.refused.push(Refused {
                    line,
                    text: beginning(line_text),
                    problem,
                });
            }
        }
        if let Some(currency) = self.currency {
            imported.deck = imported.deck.in_currency(currency);
        }
        if self.by_kind {
            imported.deck.ask_kinds();
        }
        let superseded = duplicates::settle(&mut imported.deck, self.duplicates);
        let is_out: std::collections::HashSet<usize> = superseded.iter().map(|(line, _)| *line).collect();
        imported
            .repaired
            .retain(|repaired| !is_out.contains(&repaired.line));
        let texts: Vec<&str> = match superseded.is_empty() {
            true => Vec::new(),
            false => text.lines().collect(),
        };
        imported
            .refused
            .extend(superseded.into_iter().map(|(line, problem)| {
                Refused {
                    line,
                    text: texts
                        .get(line - 1)
                        .map_or_else(String::new, |text| beginning(text)),
                    problem,
                }
            }));
        imported.refused.sort_by_key(|refused| refused.line);
        imported.counts.rows = imported.deck.len();
        imported.counts.refused = imported.refused.len();
        Ok(imported)
    }

    fn splitter(&self) -> Result<Splitter, MappingError> {
        Splitter::new(&self.shape).ok_or_else(|| MappingError::Shape {
            text: match &self.shape {
                Shape::Delimited { delimiter, .. } => delimiter.to_string(),
                Shape::Pattern(pattern) => pattern.clone(),
            },
        })
    }

    /// What prices are multiplied by: the factor, and what is left of a price without its tax.
    fn scale(&self) -> Result<Ratio, MappingError> {
        let value = |what, value: Ratio| MappingError::Value {
            what,
            value: value.to_string(),
        };
        if self.factor.is_zero() || self.factor.is_negative() {
            return Err(value("the factor", self.factor));
        }
        if self.per_ms == 0 {
            return Err(value("the time that prices are for", Ratio::ZERO));
        }
        let Some(tax) = self.tax else {
            return Ok(self.factor);
        };
        // Both parts have at most 15 digits: a hundred times one fits.
        let whole = 100 * tax.denominator();
        let kept = (!tax.is_negative())
            .then(|| Ratio::new(whole, whole + tax.numerator()))
            .flatten();
        kept.and_then(|kept| kept.checked_mul(self.factor))
            .ok_or_else(|| value("the tax", tax))
    }

    /// Makes a line as wide as it should be: without dirt at its end, and with delimiters in the name where they belong.
    fn fit<'a>(
        &self,
        mut fields: Line<'a>,
        places: &Places,
        cleaner: &mut Cleaner<'_>,
    ) -> Result<Line<'a>, RowProblem> {
        let Some((least, most)) = places.fields else {
            return Ok(fields);
        };
        while fields.len() > most
            && let Some(last) = fields.get(fields.len() - 1)
            && cleaner.is_dirt(last)
        {
            cleaner.note(|| format!("column {}", fields.len()), last, "");
            fields.pop();
        }
        if let Some(wide) = self.wide
            && fields.len() > most
        {
            fields.widen(wide.saturating_sub(1), fields.len() - most);
        }
        match fields.len() {
            found if (least..=most).contains(&found) => Ok(fields),
            found => Err(RowProblem::FieldCount { found, least, most }),
        }
    }

    /// Where the columns of the mapping are in this file.
    fn places(&self, header: Option<(usize, &Line<'_>)>) -> Result<Places, MappingError> {
        let find = |what: &'static str, column: &Option<Column>| -> Result<Option<Place>, MappingError> {
            let Some(column) = column else { return Ok(None) };
            let at = match column {
                Column::Number(0) | Column::FromRight(0) => return Err(MappingError::ColumnZero { what }),
                Column::Number(number) => At::Left(number - 1),
                Column::FromRight(number) => At::Right(*number),
                Column::Name(name) => {
                    let Some((line, fields)) = header else {
                        return Err(MappingError::NoHeader { name: name.clone() });
                    };
                    let names = || {
                        (0..fields.len())
                            .filter_map(|place| fields.get(place))
                            .map(str::trim)
                    };
                    let place = names().position(|found| found.to_lowercase() == name.to_lowercase());
                    At::Left(place.ok_or_else(|| MappingError::NoColumn {
                        name: name.clone(),
                        line,
                        found: beginning(&names().collect::<Vec<_>>().join(", ")),
                    })?)
                }
            };
            let label = match column {
                Column::Name(name) => format!("{what} (column {name:?})"),
                Column::Number(number) => format!("{what} (column {number})"),
                Column::FromRight(number) => format!("{what} (column -{number})"),
            };
            Ok(Some(Place { at, label }))
        };
        let columns = &self.columns;
        let mut bands = Vec::new();
        for (band, column) in &columns.bands {
            if let Some(place) = find("price", &Some(column.clone()))? {
                bands.push((band.clone(), place));
            }
        }
        let has_prices = columns.price.is_some()
            || !bands.is_empty()
            || (columns.group.is_some() && self.groups.iter().all(|group| group.price.is_some()));
        let missing = |what| MappingError::Missing { what };
        if !has_prices {
            return Err(missing("price"));
        }
        Ok(Places {
            fields: self
                .fields
                .or(header.map(|(_, fields)| (fields.len(), fields.len()))),
            prefix: find("prefix", &columns.prefix)?.ok_or(missing("prefix"))?,
            destination: find("destination", &columns.destination)?.ok_or(missing("destination"))?,
            area: find("area", &columns.area)?,
            kind: find("kind", &columns.kind)?,
            group: find("group", &columns.group)?,
            price: find("price", &columns.price)?,
            bands,
            fee: find("fee", &columns.fee)?,
            minimum: find("minimum", &columns.minimum)?,
            per: find("per", &columns.per)?,
            first: find("first", &columns.first)?,
            next: find("next", &columns.next)?,
            increment: find("increment", &columns.increment)?,
            digits: find("digits", &columns.digits)?,
            valid_from: find("valid_from", &columns.valid_from)?,
            valid_until: find("valid_until", &columns.valid_until)?,
            blocked: find("blocked", &columns.blocked)?,
        })
    }
}

/// Where the columns are in one file.
#[derive(Debug)]
pub(super) struct Places {
    fields: Option<(usize, usize)>,
    pub(super) prefix: Place,
    pub(super) destination: Place,
    pub(super) area: Option<Place>,
    pub(super) kind: Option<Place>,
    pub(super) group: Option<Place>,
    pub(super) price: Option<Place>,
    pub(super) bands: Vec<(String, Place)>,
    pub(super) fee: Option<Place>,
    pub(super) minimum: Option<Place>,
    pub(super) per: Option<Place>,
    pub(super) first: Option<Place>,
    pub(super) next: Option<Place>,
    pub(super) increment: Option<Place>,
    pub(super) digits: Option<Place>,
    pub(super) valid_from: Option<Place>,
    pub(super) valid_until: Option<Place>,
    pub(super) blocked: Option<Place>,
}

/// Where one column is, and what messages call it.
#[derive(Debug)]
pub(super) struct Place {
    at: At,
    label: String,
}

#[derive(Clone, Copy, Debug)]
enum At {
    /// Counted from 0.
    Left(usize),
    /// Counted from 1 at the right end.
    Right(usize),
}

impl Place {
    /// The field as it stands; nothing where the line is too short.
    pub(super) fn raw<'a>(&self, fields: &Line<'a>) -> &'a str {
        let place = match self.at {
            At::Left(place) => Some(place),
            At::Right(number) => fields.len().checked_sub(number),
        };
        place.and_then(|place| fields.get(place)).unwrap_or_default()
    }

    pub(super) fn label(&self) -> String {
        self.label.clone()
    }

    pub(super) fn empty(&self) -> RowProblem {
        RowProblem::Empty { field: self.label() }
    }
}

/// The names of kinds and what a mapping adds to them, for a message.
pub(super) fn known_kinds(words: &[(String, Kind)]) -> String {
    let own = words.iter().map(|(word, _)| word.as_str());
    own.chain([
        "fixed",
        "mobile",
        "special",
        "tollfree",
        "premium",
        "emergency",
        "other",
    ])
    .collect::<Vec<_>>()
    .join(", ")
}

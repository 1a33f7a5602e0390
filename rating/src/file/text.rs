//! Numbers in quotes, and the line on which a key stands.

use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};
use toml::de::{DeTable, DeValue};

/// A number in quotes, which a reader of TOML or JSON leaves as it was written. A bare `19.6` would already be a float.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Quoted(pub(super) String);

impl<'de> Deserialize<'de> for Quoted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Quoted;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number in quotes, such as \"19.6\"")
            }

            fn visit_str<E>(self, text: &str) -> Result<Quoted, E> {
                Ok(Quoted(text.to_owned()))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// The line, counted from 1, on which a byte stands.
pub(super) fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&b| b == b'\n').count()
}

/// The line of a key such as `plans[1].tax.rates[0].percent` in a text of TOML, or of the longest part of the key that
/// is there.
pub(super) fn line_of_key(text: &str, key: &str) -> Option<usize> {
    let table = DeTable::parse(text).ok()?;
    let mut found = None;
    let mut here: Option<&DeTable<'_>> = Some(table.get_ref());
    for part in key.split('.') {
        let (name, place) = match part.split_once('[') {
            Some((name, place)) => (name, place.strip_suffix(']')?.parse::<usize>().ok()),
            None => (part, None),
        };
        // A name with a quote or a dot in it is no part of a key of ours.
        let Some((at, value)) = here.and_then(|table| table.get_key_value(name)) else {
            break;
        };
        let mut value = value;
        found = Some(at.span().start);
        if let Some(place) = place
            && let DeValue::Array(items) = value.get_ref()
            && let Some(item) = items.get(place)
        {
            found = Some(item.span().start);
            value = item;
        }
        here = match value.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => None,
        };
    }
    found.map(|byte| line_of(text, byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_key_is_found_in_every_way_of_writing_it() {
        let text = "name = 'x'\n\n[tax]\nrates = [\n  { from = 'a', percent = 'b' },\n  { from = 'c',\n  percent = 'd' },\n]\n\
                    [[plans]]\nname = 'y'\n[[plans.bands]]\ndays = []\n[[plans]]\nbands.hours = 3\n";
        for (key, line) in [
            ("name", Some(1)),
            ("tax.rates[1].percent", Some(7)),
            ("tax.rates[1].none", Some(6)),
            ("plans[0].bands[0].days", Some(12)),
            ("plans[1].bands.hours", Some(14)),
            ("plans[2].name", Some(9)),
            ("nothing", None),
        ] {
            assert_eq!(line_of_key(text, key), line, "{key}");
        }
    }
}

//! IANA time zones as rules that phones read.

use std::cmp::Ordering;

/// One zone a line, in the order of bytes: its name, a blank, its rule from now on.
///
/// From release 2025b of the time zone database (public domain). `tests/zones.rs` makes the file from the database of a
/// machine, and tells when the two differ.
const TABLE: &str = include_str!("zones.txt");

/// The rule of a zone, by its name in the time zone database.
///
/// Zones whose changes a rule of weekdays and hours cannot say (those of Israel, Palestine and Greenland) are not there.
pub(crate) fn rule(name: &str) -> Option<&'static str> {
    // A search by halves over the text itself: the table needs no memory of its own and no first use.
    let (mut from, mut to) = (0, TABLE.len());
    while from < to {
        let middle = from + (to - from) / 2;
        let start = TABLE.as_bytes()[from..middle]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(from, |at| from + at + 1);
        let line = TABLE.get(start..)?.lines().next()?;
        let (there, rule) = line.split_once(' ')?;
        match there.cmp(name) {
            Ordering::Equal => return Some(rule),
            Ordering::Less => from = start + line.len() + 1,
            Ordering::Greater => to = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grandstream::zone;

    #[test]
    fn every_line_is_found_by_its_name_and_has_a_rule_for_phones() {
        let mut last = "";
        for line in TABLE.lines() {
            let (name, text) = line.split_once(' ').expect("a name and a rule");
            assert!(last < name, "{name} is out of order");
            last = name;
            assert_eq!(rule(name), Some(text), "{name}");
            assert_eq!(zone::check_rule(text), Ok(()), "{name}");
        }
    }

    #[test]
    fn zones_have_the_rules_people_live_by() {
        for (name, expected) in [
            ("Europe/Paris", Some("CET-1CEST,M3.5.0,M10.5.0/3")),
            ("Pacific/Noumea", Some("UTC-11")),
            ("Africa/Tunis", Some("CET-1")),
            ("America/New_York", Some("EST5EDT,M3.2.0,M11.1.0")),
            ("Asia/Kathmandu", Some("UTC-5:45")),
            ("Europe/Dublin", Some("GMT0IST,M3.5.0/1,M10.5.0")),
            ("Pacific/Chatham", Some("UTC-12:45SUM,M9.5.0/2:45,M4.1.0/3:45")),
            ("UTC", Some("UTC0")),
            ("Africa/Abidjan", Some("GMT0")),
            ("Zulu", Some("UTC0")),
            ("Asia/Jerusalem", None),
            ("Europe/paris", None),
            ("", None),
            ("#", None),
            ("~", None),
        ] {
            assert_eq!(rule(name), expected, "{name:?}");
        }
    }
}

//! What is compared of a message: the names of its headers in their order, and the classes of their values.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Headers whose values are compared as they are: they say what the message is.
const LITERAL: &[&str] = &[
    "Response",
    "Event",
    "EventList",
    "Message",
    "Privilege",
    "Events",
    "Ping",
    "ChannelStateDesc",
    "DialStatus",
    "Membership",
    "Shutdown",
    "Status-Text",
    "Error",
];

/// The form of one message, or of several that differ in values only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    headers: Vec<(String, BTreeSet<String>)>,
}

impl Shape {
    /// The shape of a message, which is its lines without the empty one.
    pub(crate) fn of(message: &str) -> Self {
        let is_event = message.starts_with("Event: ");
        let headers = message.split("\r\n").filter(|line| !line.is_empty()).map(|line| {
            let Some((name, value)) = line.split_once(':') else {
                return (line.to_owned(), BTreeSet::from(["(no colon)".to_owned()]));
            };
            let value = value.strip_prefix(' ').unwrap_or(value);
            // Some texts end in a line end of their own; it is part of what is compared.
            let value = &value.replace('\n', "\\n");
            (name.to_owned(), BTreeSet::from([class(name, value)]))
        });
        // Of an answer, `Ping` has a Timestamp that is its own; of an event, it is a setting of manager.conf.
        let kept = headers.filter(|(name, _)| name != "ActionID" && (name != "Timestamp" || !is_event));
        Self {
            headers: kept.collect(),
        }
    }

    /// The first header's value, such as the event's name.
    pub(crate) fn title(&self) -> &str {
        self.headers
            .first()
            .and_then(|(_, values)| values.first())
            .map_or("", String::as_str)
    }

    fn names(&self) -> Vec<&str> {
        self.headers.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Adds the values of another shape with the same names; false if the names differ.
    pub(crate) fn merge(&mut self, other: &Self) -> bool {
        if self.names() != other.names() || self.title() != other.title() {
            return false;
        }
        for ((_, values), (_, more)) in self.headers.iter_mut().zip(&other.headers) {
            values.extend(more.iter().cloned());
        }
        true
    }

    /// Whether names and order are equal, and it is the same event.
    pub(crate) fn has_names_of(&self, other: &Self) -> bool {
        self.names() == other.names() && self.title() == other.title()
    }

    /// Whether names and order are equal, and what says what it is: the other values of an event are the dialplan's.
    pub(crate) fn is_form_of(&self, other: &Self) -> bool {
        self.has_names_of(other)
            && self
                .headers
                .iter()
                .zip(&other.headers)
                .all(|((name, one), (_, two))| !LITERAL.contains(&name.as_str()) || !one.is_disjoint(two))
    }

    /// Whether names and order are equal and each value could be the other's.
    pub(crate) fn matches(&self, other: &Self) -> bool {
        self.names() == other.names()
            && self
                .headers
                .iter()
                .zip(&other.headers)
                .all(|((_, one), (_, two))| !one.is_disjoint(two))
    }

    /// As it stands in the expected files: a line for each header, with a prefix.
    pub(crate) fn write(&self, prefix: &str, to: &mut String) {
        for (name, values) in &self.headers {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            // Writing to a String cannot fail.
            let _ = writeln!(to, "{prefix}{name}: {}", values.join(" / "));
        }
        to.push('\n');
    }

    /// Reads what [`write`](Self::write) wrote, without prefixes.
    pub(crate) fn read<'l>(lines: impl Iterator<Item = &'l str>) -> Self {
        let headers = lines.map(|line| {
            let (name, values) = line.split_once(": ").unwrap_or((line, ""));
            let values = values.split(" / ").map(str::to_owned).collect();
            (name.to_owned(), values)
        });
        Self {
            headers: headers.collect(),
        }
    }
}

fn class(name: &str, value: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let number = |text: &str| {
        let text = text.strip_prefix('-').unwrap_or(text);
        let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
        digits(whole) && digits(rest)
    };
    let class = if value.is_empty() {
        "(empty)"
    } else if LITERAL.contains(&name) || value.starts_with('<') {
        return value.to_owned();
    } else if value
        .split_once('.')
        .is_some_and(|(seconds, _)| seconds.len() > 8)
        && number(value)
    {
        "(id)"
    } else if number(value) {
        "(number)"
    } else if value.len() == 36 && value.bytes().filter(|b| *b == b'-').count() == 4 {
        "(uuid)"
    } else {
        "(text)"
    };
    class.to_owned()
}

/// Shapes in order, neighbours of the same names as one: how long a list is says nothing about its form.
pub(crate) fn collapse(shapes: impl Iterator<Item = Shape>) -> Vec<Shape> {
    let mut collapsed: Vec<Shape> = Vec::new();
    for shape in shapes {
        let merged = collapsed.last_mut().is_some_and(|last| last.merge(&shape));
        if !merged {
            collapsed.push(shape);
        }
    }
    collapsed
}

/// Shapes by event name, each form once: events of different channels may come in any order.
pub(crate) fn gather(shapes: impl Iterator<Item = Shape>) -> Vec<Shape> {
    let mut by_name: BTreeMap<String, Vec<Shape>> = BTreeMap::new();
    for shape in shapes {
        let known = by_name.entry(shape.title().to_owned()).or_default();
        if !known.iter_mut().any(|other| other.merge(&shape)) {
            known.push(shape);
        }
    }
    by_name.into_values().flatten().collect()
}

//! `EventKind` and `Event`: every name there is.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::table::EventTable;
use crate::generated::GeneratedFile;

/// A line of Rust; writing to a String does not fail.
macro_rules! line {
    ($text:expr, $($format:tt)*) => {{
        let _ = writeln!($text, $($format)*);
    }};
}
pub(super) use line;

/// `max_width` of rustfmt.toml.
pub(super) const WIDTH: usize = 110;

pub(super) fn generate(table: &EventTable) -> Vec<GeneratedFile> {
    let file = |name: &str, body: &str| {
        GeneratedFile::new(format!("event/generated/{name}.rs"), "events.toml", body)
    };
    vec![
        file("kind", &kind(table)),
        file("kind_names", &kind_names(table)),
        file("kind_recognition", &recognition(table)),
        file("kind_classes", &classes(table)),
        file("event", &event(table)),
        file("event_of", &event_of(table)),
    ]
}

fn kind(table: &EventTable) -> String {
    let mut text = String::new();
    line!(
        text,
        "/// The name of an event: all that Asterisk 1.4 to 23 are known to send."
    );
    line!(text, "///");
    line!(text, "/// ```");
    line!(text, "/// use switchhook_ami::event::EventKind;");
    line!(
        text,
        "/// assert_eq!(EventKind::of(\"Hangup\"), Some(EventKind::Hangup));"
    );
    line!(text, "/// assert_eq!(EventKind::AocD.as_str(), \"AOC-D\");");
    line!(text, "/// // A name of your own, or of a newer Asterisk.");
    line!(text, "/// assert_eq!(EventKind::of(\"Novelty\"), None);");
    line!(text, "/// ```");
    line!(
        text,
        "#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]"
    );
    line!(text, "#[non_exhaustive]");
    line!(text, "pub enum EventKind {{");
    for event in &table.event {
        line!(text, "    /// {}.", event.summary());
        line!(text, "    {},", event.variant());
    }
    line!(text, "}}");
    text
}

fn kind_names(table: &EventTable) -> String {
    let mut text = String::new();
    line!(text, "use super::kind::EventKind;\n");
    line!(text, "impl EventKind {{");
    line!(text, "    /// All of them, by name.");
    line!(text, "    pub const ALL: [Self; {}] = [", table.event.len());
    for event in &table.event {
        line!(text, "        Self::{},", event.variant());
    }
    line!(text, "    ];\n");
    line!(text, "    /// The name as Asterisk writes it.");
    line!(text, "    pub const fn as_str(self) -> &'static str {{");
    line!(text, "        match self {{");
    for event in &table.event {
        line!(
            text,
            "            Self::{} => \"{}\",",
            event.variant(),
            event.name
        );
    }
    line!(text, "        }}\n    }}\n}}");
    text
}

/// The classes of live events; what only stands in answers needs none.
fn classes(table: &EventTable) -> String {
    let mut by_class: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for event in table.event.iter().filter(|event| event.is_live()) {
        let mask = match event.class.as_slice() {
            [] => continue,
            [one] => format!("EventMask::{}", one.to_ascii_uppercase()),
            many => {
                many.iter()
                    .map(|class| format!("EventMask::{}", class.to_ascii_uppercase()))
                    .collect::<Vec<_>>()
                    .join(".with(")
                    + &")".repeat(many.len() - 1)
            }
        };
        by_class.entry(mask).or_default().push(event.variant());
    }
    let mut text = String::new();
    line!(text, "use super::kind::EventKind;");
    line!(text, "use crate::value::EventMask;\n");
    line!(text, "impl EventKind {{");
    line!(
        text,
        "    /// Which classes a user must be allowed to read, and the connection's mask must hold, for it to be"
    );
    line!(
        text,
        "    /// received by itself. None for what only stands in answers."
    );
    line!(text, "    pub const fn classes(self) -> EventMask {{");
    line!(text, "        match self {{");
    for (mask, variants) in &by_class {
        let variants: Vec<String> = variants
            .iter()
            .map(|variant| format!("Self::{variant}"))
            .collect();
        let one_line = format!("            {} => {mask},", variants.join(" | "));
        if one_line.len() <= WIDTH {
            line!(text, "{one_line}");
        } else {
            line!(
                text,
                "            {} => {mask},",
                variants.join("\n            | ")
            );
        }
    }
    line!(text, "            _ => EventMask::NONE,");
    line!(text, "        }}\n    }}\n}}");
    text
}

/// Length first, then the letter that tells most of them apart, until one candidate is left.
fn recognition(table: &EventTable) -> String {
    let mut by_length: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
    for event in &table.event {
        by_length
            .entry(event.name.len())
            .or_default()
            .push((event.name.to_ascii_lowercase(), event.variant()));
    }
    let mut text = String::new();
    line!(text, "use super::kind::EventKind::{{self, *}};\n");
    line!(
        text,
        "/// The only event that may have this name: by its length and the letters that tell names apart. The rest of"
    );
    line!(text, "/// the name is left to be compared.");
    line!(
        text,
        "pub(in crate::event) fn candidate(name: &[u8]) -> Option<EventKind> {{"
    );
    line!(text, "    // Small letters: names are compared without case.");
    line!(text, "    let at = |index: usize| name[index] | 0x20;");
    line!(text, "    let kind = match name.len() {{");
    for (length, names) in &by_length {
        let tree = decide(names, 2);
        line!(text, "        {length} => {tree},");
    }
    line!(text, "        _ => return None,");
    line!(text, "    }};");
    line!(text, "    Some(kind)");
    line!(text, "}}");
    text
}

fn decide(names: &[(String, String)], depth: usize) -> String {
    if let [(_, variant)] = names {
        return variant.clone();
    }
    let length = names[0].0.len();
    let split = |at: usize| {
        let mut groups: BTreeMap<u8, Vec<(String, String)>> = BTreeMap::new();
        for name in names {
            groups
                .entry(name.0.as_bytes()[at])
                .or_default()
                .push(name.clone());
        }
        groups
    };
    let largest = |at: &usize| split(*at).values().map(Vec::len).max();
    let at = (0..length).min_by_key(largest).expect("names are not empty");
    let indent = "    ".repeat(depth);
    let mut text = String::new();
    line!(text, "match at({at}) {{");
    for (letter, group) in split(at) {
        let tree = decide(&group, depth + 1);
        line!(text, "{indent}    b'{}' => {tree},", char::from(letter));
    }
    line!(text, "{indent}    _ => return None,");
    text + &indent + "}"
}

fn event(table: &EventTable) -> String {
    let mut text = String::new();
    line!(text, "use crate::event::*;");
    line!(text, "use crate::wire::Message;\n");
    line!(
        text,
        "/// An event, recognised by its name: a variant for each [`EventKind`], holding the view that reads it."
    );
    line!(text, "///");
    line!(text, "/// ```");
    line!(
        text,
        "/// use switchhook_ami::{{Event, HangupCause, wire::MessageBuf}};"
    );
    line!(
        text,
        "/// let message = MessageBuf::parse(b\"Event: Hangup\\r\\nChannel: PJSIP/100-00000001\\r\\nCause: 17\\r\\n\\r\\n\").unwrap();"
    );
    line!(
        text,
        "/// let Event::Hangup(hangup) = message.event() else {{ panic!(\"it says so\") }};"
    );
    line!(text, "/// assert_eq!(hangup.cause(), Some(HangupCause::Busy));");
    line!(
        text,
        "/// assert_eq!(hangup.channel().name().unwrap().endpoint(), \"PJSIP/100\");"
    );
    line!(text, "/// ```");
    line!(text, "#[derive(Clone, Copy, Debug)]");
    line!(text, "#[non_exhaustive]");
    line!(text, "pub enum Event<'a> {{");
    for event in &table.event {
        line!(text, "    /// {}.", event.summary());
        line!(text, "    {}({}<'a>),", event.variant(), event.view_name());
    }
    line!(text, "    /// Any other message: read its headers by name.");
    line!(text, "    Other(Message<'a>),");
    line!(text, "}}");
    text
}

fn event_of(table: &EventTable) -> String {
    let mut text = String::new();
    line!(text, "use super::event::Event;");
    line!(text, "use crate::event::*;");
    line!(text, "use crate::wire::Message;\n");
    line!(text, "impl<'a> Event<'a> {{");
    line!(text, "    /// Recognises `message`.");
    line!(text, "    pub fn of(message: Message<'a>) -> Self {{");
    line!(
        text,
        "        let Some(kind) = message.event_name().and_then(EventKind::of) else {{"
    );
    line!(text, "            return Self::Other(message);");
    line!(text, "        }};");
    line!(text, "        match kind {{");
    for event in &table.event {
        let (variant, view) = (event.variant(), event.view_name());
        let arm = format!("            EventKind::{variant} => Self::{variant}({view}(message)),");
        if arm.len() <= WIDTH {
            line!(text, "{arm}");
        } else {
            line!(text, "            EventKind::{variant} => {{");
            line!(text, "                Self::{variant}({view}(message))");
            line!(text, "            }}");
        }
    }
    line!(text, "        }}\n    }}\n");
    line!(text, "    /// The message with every header.");
    line!(text, "    pub fn message(&self) -> Message<'a> {{");
    line!(text, "        match self {{");
    for event in &table.event {
        line!(text, "            Self::{}(view) => view.0,", event.variant());
    }
    line!(text, "            Self::Other(message) => *message,");
    line!(text, "        }}\n    }}\n}}");
    text
}

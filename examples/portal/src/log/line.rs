//! From an event to its line: whatever came from outside stays one value on one line.

use std::fmt::{self, Write as _};

use chrono::{DateTime, SecondsFormat, Utc};
use tracing::field::{Field, Visit};
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;

use super::event::Event;
use super::sink::Sink;

/// A value longer than this is cut: a stranger may fill a form field, not the disk.
const LONGEST: usize = 1000;

/// Our own crate, whose events have names.
const OURS: &str = "switchhook_portal";

/// Writes each event to a sink.
pub(super) struct Lines {
    sink: Sink,
}

impl Lines {
    pub(super) fn new(sink: Sink) -> Self {
        Self { sink }
    }
}

impl<S: Subscriber> Layer<S> for Lines {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::of(event.metadata());
        event.record(&mut fields);
        self.sink.write(&fields.line(Utc::now()));
    }
}

/// What an event says of itself.
struct Fields {
    level: Level,
    /// Our events have a name; those of libraries have none.
    name: Option<String>,
    target: &'static str,
    pairs: String,
    text: String,
}

impl Fields {
    fn of(metadata: &'static Metadata<'static>) -> Self {
        Self {
            level: *metadata.level(),
            name: None,
            target: metadata.target(),
            pairs: String::new(),
            text: String::new(),
        }
    }

    fn ours(&self) -> bool {
        self.target == OURS || self.target.starts_with("switchhook_portal::")
    }

    fn add(&mut self, name: &'static str, value: &str) {
        match name {
            "message" => value.clone_into(&mut self.text),
            "event" if self.ours() => self.name = Some(value.to_owned()),
            // Whoever searches for our names must not find another's.
            "event" => push(&mut self.pairs, "library_event", value),
            _ => push(&mut self.pairs, name, value),
        }
    }

    fn line(&self, at: DateTime<Utc>) -> String {
        let mut line = format!(
            "{} {}",
            at.to_rfc3339_opts(SecondsFormat::Millis, true),
            self.level
        );
        match &self.name {
            Some(name) => push(&mut line, "event", name),
            None => {
                push(&mut line, "event", Event::Library.key());
                push(&mut line, "library", self.target);
            }
        }
        line.push_str(&self.pairs);
        if !self.text.is_empty() {
            push(&mut line, "text", &self.text);
        }
        line.push('\n');
        line
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.add(field.name(), value);
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        self.add(field.name(), &value.to_string());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.add(field.name(), &format!("{value:?}"));
    }
}

/// Adds ` name=value`. Names are ours, but for those of libraries, which are identifiers with dots.
fn push(line: &mut String, name: &str, value: &str) {
    line.push(' ');
    line.push_str(name);
    line.push('=');
    push_value(line, value);
}

/// A value of plain characters stands as it is; any other is quoted, with everything escaped that could end the
/// value or the line, or make a terminal show something else.
fn push_value(line: &mut String, value: &str) {
    let end = value.floor_char_boundary(LONGEST);
    let (shown, cut) = (&value[..end], end < value.len());
    if !cut && !shown.is_empty() && shown.chars().all(is_plain) {
        line.push_str(shown);
        return;
    }
    line.push('"');
    for character in shown.chars() {
        match character {
            '"' => line.push_str("\\\""),
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            other if is_unsafe(other) => {
                let _ = write!(line, "\\u{{{:x}}}", u32::from(other));
            }
            other => line.push(other),
        }
    }
    if cut {
        line.push('…');
    }
    line.push('"');
}

fn is_plain(character: char) -> bool {
    character.is_alphanumeric() || "-_.:/@+*#,;%&?()[]".contains(character)
}

/// Control characters, other line ends, and characters that turn the direction of text around.
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{180e}' | '\u{2028}' | '\u{2029}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(value: &str) -> String {
        let mut line = String::new();
        push_value(&mut line, value);
        line
    }

    #[test]
    fn values_are_bare_or_quoted() {
        for (value, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("[::1]:8080", "[::1]:8080"),
            ("Élise", "Élise"),
            ("", r#""""#),
            ("two words", r#""two words""#),
            ("a=b", r#""a=b""#),
            (r#"say "hi" \o/"#, r#""say \"hi\" \\o/""#),
            (
                "anna\nERROR event=login.done person=root",
                r#""anna\nERROR event=login.done person=root""#,
            ),
            ("a\r\n\tb\0\u{1b}[2J", r#""a\r\n\tb\u{0}\u{1b}[2J""#),
            ("a\u{2028}b\u{85}c\u{202e}d", r#""a\u{2028}b\u{85}c\u{202e}d""#),
        ] {
            assert_eq!(written(value), expected, "{value:?}");
        }
    }

    #[test]
    fn a_long_value_is_cut_between_two_characters() {
        let line = written(&"é".repeat(LONGEST));
        assert_eq!(line.len(), LONGEST + "\"…\"".len());
        assert!(line.ends_with("é…\""));
    }

    /// The reverse, as a program that reads the log would do it.
    fn unquote(text: &str) -> (String, &str) {
        let Some(mut rest) = text.strip_prefix('"') else {
            let end = text.find(' ').unwrap_or(text.len());
            return (text[..end].to_owned(), &text[end..]);
        };
        let mut value = String::new();
        loop {
            let character = rest.chars().next().expect("the quote is closed");
            rest = &rest[character.len_utf8()..];
            match character {
                '"' => return (value, rest),
                '\\' => {
                    let escaped = rest.chars().next().expect("something is escaped");
                    rest = &rest[1..];
                    value.push(match escaped {
                        'n' => '\n',
                        'r' => '\r',
                        't' => '\t',
                        'u' => {
                            let (code, after) = rest.strip_prefix('{').unwrap().split_once('}').unwrap();
                            rest = after;
                            char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()
                        }
                        plain => plain,
                    });
                }
                plain => value.push(plain),
            }
        }
    }

    proptest! {
        /// Whatever is logged, the line has the fields that it should have, with exactly these values.
        #[test]
        fn no_value_makes_another_field_or_line(first in any::<String>(), second in ".{0,40}") {
            prop_assume!(first.len() <= LONGEST && second.len() <= LONGEST);
            let mut line = String::new();
            push(&mut line, "first", &first);
            push(&mut line, "second", &second);
            let ends = line.contains(is_unsafe);
            prop_assert!(!ends);
            let (value, rest) = unquote(line.strip_prefix(" first=").unwrap());
            prop_assert_eq!(value, first);
            let (value, rest) = unquote(rest.strip_prefix(" second=").unwrap());
            prop_assert_eq!(value, second);
            prop_assert_eq!(rest, "");
        }
    }
}

use std::borrow::Cow;

use crate::wire::Message;

/// What separates the variables of one `Variable` header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Separator {
    /// `,` from Asterisk 1.6 on.
    #[default]
    Comma,
    /// `|` up to 1.4, which does not know square brackets either.
    Pipe,
}

/// Most variables that Asterisk takes from one header. The last is all that remains, as it stands.
pub const MAX_ASSIGNMENTS: usize = 64;

/// `name=value`, as Asterisk sets it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Assignment {
    /// All before the first `=`.
    pub name: Vec<u8>,
    /// All after it.
    pub value: Vec<u8>,
}

/// Splits the value of a `Variable` header as Asterisk does (`main/manager.c`, `astman_get_variables`; `main/app.c`,
/// `__ast_app_separate_args`).
///
/// `"` begins and ends a quotation and goes away, `\` makes the next byte an ordinary one and goes away, and
/// separators inside brackets separate nothing; a bracket that is never closed protects all that follows. Blanks
/// count. A part without `=` sets nothing.
///
/// ```
/// use switchhook_ami::text::{Separator, split};
/// let set = split(br#"A=1,B="x, y",nothing,C=CUT(a,b,1)"#, Separator::Comma);
/// let set: Vec<_> = set.iter().map(|one| (&one.name[..], &one.value[..])).collect();
/// assert_eq!(set, [(&b"A"[..], &b"1"[..]), (b"B", b"x, y"), (b"C", b"CUT(a,b,1)")]);
/// ```
pub fn split(value: &[u8], separator: Separator) -> Vec<Assignment> {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    let mut part = Vec::new();
    let mut state = State::default();
    let mut rest = value.iter().enumerate();
    while let Some((at, byte)) = rest.next() {
        if parts.len() == MAX_ASSIGNMENTS - 1 {
            part.extend_from_slice(&value[at..]);
            break;
        }
        match byte {
            b'"' => state.quoted = !state.quoted,
            b'\\' => part.extend(rest.next().map(|(_, literal)| *literal)),
            byte if state.separates(*byte, separator) => parts.push(std::mem::take(&mut part)),
            byte => part.push(*byte),
        }
    }
    parts.push(part);
    parts
        .iter()
        .filter_map(|part| name_value(part))
        .map(|(name, value)| Assignment {
            name: name.to_vec(),
            value: value.to_vec(),
        })
        .collect()
}

/// What a separator may stand in.
#[derive(Default)]
struct State {
    quoted: bool,
    round: usize,
    square: usize,
}

impl State {
    /// Whether `byte` ends a part. Counts brackets, inside quotations too, as Asterisk does.
    fn separates(&mut self, byte: u8, separator: Separator) -> bool {
        let (mark, knows_square) = match separator {
            Separator::Comma => (b',', true),
            Separator::Pipe => (b'|', false),
        };
        match byte {
            b'(' => self.round += 1,
            b')' => self.round = self.round.saturating_sub(1),
            b'[' if knows_square => self.square += 1,
            b']' if knows_square => self.square = self.square.saturating_sub(1),
            byte => return byte == mark && !self.quoted && self.round == 0 && self.square == 0,
        }
        false
    }
}

/// `name=value` at its first `=`; `None` without one.
///
/// ```
/// use switchhook_ami::text::name_value;
/// assert_eq!(name_value(b"set_var=A=1"), Some((&b"set_var"[..], &b"A=1"[..])));
/// assert_eq!(name_value(b"no categories found"), None);
/// ```
pub fn name_value(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(b'=', text)?;
    Some((&text[..at], &text[at + 1..]))
}

/// Writes a value so that [`split`] leaves it whole and unchanged, whichever the separator.
///
/// ```
/// use switchhook_ami::text::escape;
/// assert_eq!(escape("Ana, \"the\" boss"), r#"Ana\, \"the\" boss"#);
/// ```
pub fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        // A backslash before any of these is harmless where it has no meaning, so one form does for all releases.
        if matches!(character, '\\' | ',' | '|' | '"' | '(' | ')' | '[' | ']') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The value of a `Variable` header that sets one variable to exactly `value`, in every release.
///
/// Send one header for each variable. `name` may begin with `_` or `__` to be inherited, or be a function such as
/// `CALLERID(name)`.
///
/// # Errors
/// The name is empty, or would be read as something else.
///
/// ```
/// use switchhook_ami::text::assignment;
/// assert_eq!(assignment("NOTE", "1,2").unwrap(), r"NOTE=1\,2");
/// assert_eq!(assignment("CALLERID(name)", "Ana").unwrap(), "CALLERID(name)=Ana");
/// assert_eq!(
///     assignment("a=b", "1").unwrap_err().to_string(),
///     "\"a=b\" cannot name a variable: `=` at byte 1; leave it out"
/// );
/// ```
pub fn assignment(name: &str, value: &str) -> Result<String, VariableNameError> {
    let bad = |position, character| VariableNameError {
        name: name.to_owned(),
        character: Some(character),
        position,
    };
    if name.is_empty() {
        return Err(VariableNameError {
            name: String::new(),
            character: None,
            position: 0,
        });
    }
    // The arguments of a function keep their commas, which its brackets protect.
    let (mut depth, mut last_opened) = (0usize, 0);
    for (position, character) in name.char_indices() {
        match character {
            '=' | '"' | '\\' | '[' | ']' => return Err(bad(position, character)),
            ',' | '|' if depth == 0 => return Err(bad(position, character)),
            '(' => {
                depth += 1;
                last_opened = position;
            }
            ')' if depth == 0 => return Err(bad(position, character)),
            ')' => depth -= 1,
            _ => {}
        }
    }
    if depth > 0 {
        return Err(bad(last_opened, '('));
    }
    Ok(format!("{name}={}", escape(value)))
}

/// A name that no `Variable` header can set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableNameError {
    /// The name.
    pub name: String,
    /// What stands in the way; `None` if the name is empty.
    pub character: Option<char>,
    /// Where, in bytes from 0.
    pub position: usize,
}

impl std::fmt::Display for VariableNameError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.character {
            None => f.write_str("a variable without a name; name it"),
            Some(character) => write!(
                f,
                "{:?} cannot name a variable: `{character}` at byte {}; leave it out",
                self.name, self.position
            ),
        }
    }
}

impl std::error::Error for VariableNameError {}

/// A channel's variable, as `channelvars` of `manager.conf` adds it to events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChannelVariable<'a> {
    /// The channel it belongs to.
    pub of: VariableOwner<'a>,
    /// Its name.
    pub name: Cow<'a, str>,
    /// Its value as it was sent. In snapshots it is escaped (see [`unescaped`](Self::unescaped)).
    pub value: &'a [u8],
}

/// Whose variable it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableOwner<'a> {
    /// Of the snapshot with this prefix, which may be empty: `DestChanVariable: name=value`.
    Prefix(Cow<'a, str>),
    /// Of the channel with this name: `ChanVariable(PJSIP/100-00000001): name=value`. The only form before Asterisk
    /// 12, and that of events without a snapshot.
    Channel(Cow<'a, str>),
}

impl ChannelVariable<'_> {
    /// The value as text, without the backslashes that snapshots (Asterisk 13.5 and later) have.
    pub fn unescaped(&self) -> Cow<'_, str> {
        crate::event::unescape(String::from_utf8_lossy(self.value))
    }
}

/// All channel variables of a message, in both forms, in order.
///
/// ```
/// use switchhook_ami::text::{VariableOwner, channel_variables};
/// use switchhook_ami::MessageBuf;
/// let event = MessageBuf::parse(
///     b"Event: DialBegin\r\nChanVariable: a=1\r\nDestChanVariable: a=2\r\nChanVariable(SIP/x:y-1): a=3=4\r\n\r\n",
/// ).unwrap();
/// let found: Vec<_> = channel_variables(event.as_message()).map(|one| (one.of, one.value)).collect();
/// assert_eq!(found, [
///     (VariableOwner::Prefix("".into()), &b"1"[..]),
///     (VariableOwner::Prefix("Dest".into()), b"2"),
///     (VariableOwner::Channel("SIP/x:y-1".into()), b"3=4"),
/// ]);
/// ```
pub fn channel_variables<'a>(message: Message<'a>) -> impl Iterator<Item = ChannelVariable<'a>> {
    const NAME: &[u8] = b"ChanVariable";
    message.headers().filter_map(|header| {
        let name = header.name_bytes();
        let ends_with = |text: &[u8]| {
            let at = text.len().checked_sub(NAME.len())?;
            text[at..].eq_ignore_ascii_case(NAME).then_some(at)
        };
        let of = if let Some(prefix) = ends_with(name) {
            VariableOwner::Prefix(String::from_utf8_lossy(&name[..prefix]))
        } else {
            let channel = name.strip_suffix(b")")?;
            let at = memchr::memchr(b'(', channel)?;
            if ends_with(&channel[..at]) != Some(0) {
                return None;
            }
            VariableOwner::Channel(String::from_utf8_lossy(&channel[at + 1..]))
        };
        let (name, value) = name_value(header.value_bytes())?;
        Some(ChannelVariable {
            of,
            name: String::from_utf8_lossy(name),
            value,
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MAX_ASSIGNMENTS, Separator, assignment, escape, split};

    fn pairs(text: &str, separator: Separator) -> Vec<(String, String)> {
        let text_of = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the samples are UTF-8");
        split(text.as_bytes(), separator)
            .iter()
            .map(|one| (text_of(&one.name), text_of(&one.value)))
            .collect()
    }

    #[test]
    fn a_header_is_split_as_asterisk_splits_it() {
        for (text, expected) in [
            ("", vec![]),
            ("A", vec![]),
            ("A=1", vec![("A", "1")]),
            ("A=1,", vec![("A", "1")]),
            (",A=1,,B=2", vec![("A", "1"), ("B", "2")]),
            (" A = 1 , B=2", vec![(" A ", " 1 "), (" B", "2")]),
            ("A=1=2", vec![("A", "1=2")]),
            (r#"A="1,2",B=3"#, vec![("A", "1,2"), ("B", "3")]),
            (r#"A="1,2"#, vec![("A", "1,2")]),
            (r"A=1\,2,B=\\", vec![("A", "1,2"), ("B", r"\")]),
            (r"A=1\", vec![("A", "1")]),
            ("A=f(1,2),B=[3,4]", vec![("A", "f(1,2)"), ("B", "[3,4]")]),
            ("A=(1,B=2", vec![("A", "(1,B=2")]),
            ("A=1),B=2", vec![("A", "1)"), ("B", "2")]),
            // A bracket counts inside a quotation too.
            (r#"A="(",B=2"#, vec![("A", "(,B=2")]),
            ("A=1|B=2", vec![("A", "1|B=2")]),
        ] {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            assert_eq!(pairs(text, Separator::Comma), expected, "{text:?}");
        }
        assert_eq!(
            pairs("A=1|B=[2|C=3,4", Separator::Pipe),
            [("A", "1"), ("B", "[2"), ("C", "3,4")].map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
    }

    #[test]
    fn the_last_of_too_many_is_the_rest_as_it_stands() {
        let many: Vec<String> = (0..100).map(|n| format!("v{n}=\"{n}\"")).collect();
        let found = pairs(&many.join(","), Separator::Comma);
        assert_eq!(found.len(), MAX_ASSIGNMENTS);
        assert_eq!(found[62], ("v62".to_owned(), "62".to_owned()));
        assert!(found[63].1.starts_with("\"63\",v64=\"64\""), "{:?}", found[63]);
    }

    #[test]
    fn a_name_that_would_be_read_as_something_else_is_refused() {
        for (name, expected) in [
            ("", "a variable without a name; name it"),
            (
                "a,b",
                "\"a,b\" cannot name a variable: `,` at byte 1; leave it out",
            ),
            (
                "a|b",
                "\"a|b\" cannot name a variable: `|` at byte 1; leave it out",
            ),
            (
                "é\"",
                "\"é\\\"\" cannot name a variable: `\"` at byte 2; leave it out",
            ),
            (
                "f(a",
                "\"f(a\" cannot name a variable: `(` at byte 1; leave it out",
            ),
            ("f)", "\"f)\" cannot name a variable: `)` at byte 1; leave it out"),
        ] {
            assert_eq!(assignment(name, "1").unwrap_err().to_string(), expected);
        }
        for name in ["A", "__A", "CALLERID(name)", "HASH(a,b)", "CUT(f(a,b),c)", "a b"] {
            assert!(assignment(name, "1").is_ok(), "{name}");
        }
    }

    /// The rules of Asterisk's splitter once more, in its own way: in place, over bytes that end with NUL.
    fn as_asterisk_does(text: &[u8], mark: u8, square_brackets: bool) -> Vec<Vec<u8>> {
        let mut buffer = text.to_vec();
        buffer.push(0);
        let (mut scan, mut round, mut square, mut quoted) = (0usize, 0u32, 0u32, false);
        let mut found: Vec<(usize, Option<usize>)> = Vec::new();
        while buffer[scan] != 0 && found.len() < 63 {
            found.push((scan, None));
            while buffer[scan] != 0 {
                match buffer[scan] {
                    b'(' => round += 1,
                    b')' => round = round.saturating_sub(1),
                    b'[' if square_brackets => square += 1,
                    b']' if square_brackets => square = square.saturating_sub(1),
                    b'"' => {
                        quoted = !quoted;
                        buffer.remove(scan);
                        continue;
                    }
                    b'\\' => {
                        buffer.remove(scan);
                        if buffer[scan] == 0 {
                            break;
                        }
                    }
                    byte if byte == mark && round == 0 && !quoted && square == 0 => {
                        found.last_mut().expect("one was just begun").1 = Some(scan);
                        scan += 1;
                        break;
                    }
                    _ => {}
                }
                scan += 1;
            }
        }
        if buffer[scan] != 0 {
            found.push((scan, None));
        }
        let end = buffer.len() - 1;
        found
            .iter()
            .map(|(from, to)| buffer[*from..to.unwrap_or(end)].to_vec())
            .filter(|part| part.contains(&b'='))
            .collect()
    }

    proptest! {
        /// Two ways to the same parts.
        #[test]
        fn splitting_agrees_with_asterisks_splitter(text in r#"[a-c,|"()\[\]\\= ]{0,30}"#, pipe: bool) {
            let (separator, mark) = if pipe { (Separator::Pipe, b'|') } else { (Separator::Comma, b',') };
            let ours: Vec<Vec<u8>> = split(text.as_bytes(), separator)
                .into_iter()
                .map(|one| [one.name, one.value].join(&b'='))
                .collect();
            prop_assert_eq!(ours, as_asterisk_does(text.as_bytes(), mark, !pipe));
        }

        /// Whatever stands in a value, one variable is set to exactly that, in old releases and new ones.
        #[test]
        fn an_escaped_value_arrives_unchanged(value in r#"[a-c,|"()\[\]\\= é]{0,20}"#) {
            for separator in [Separator::Comma, Separator::Pipe] {
                let header = format!("V={}", escape(&value));
                prop_assert_eq!(pairs(&header, separator), [("V".to_owned(), value.clone())]);
            }
        }

        /// A name that is taken is the name that is set.
        #[test]
        fn a_name_that_is_taken_arrives_unchanged(name in r#"[A-C_,|"()\[\]\\= ]{0,12}"#, value in "[a-c,()]{0,8}") {
            if let Ok(header) = assignment(&name, &value) {
                for separator in [Separator::Comma, Separator::Pipe] {
                    prop_assert_eq!(pairs(&header, separator), [(name.clone(), value.clone())]);
                }
            }
        }
    }
}

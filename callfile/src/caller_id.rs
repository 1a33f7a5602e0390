use std::fmt;
use std::str::FromStr;

use crate::key::Key;
use crate::line::is_blank;
use crate::value::{ValueError, ValueProblem, check, line_value};

/// The most bytes of a name or a number that Asterisk keeps.
const MOST: usize = 79;

line_value! {
    /// What the called telephone shows: `"Name" <number>`, a number, or a name.
    ///
    /// [`CallerId::named`] builds the first form; [`CallerId::new`] takes any text, and [`name`](CallerId::name) and
    /// [`number`](CallerId::number) say what Asterisk makes of it (`ast_callerid_split` in `main/callerid.c`).
    ///
    /// ```
    /// use switchhook_callfile::CallerId;
    /// let caller = CallerId::named("The \"old\" cellar", "200")?;
    /// assert_eq!(caller.to_string(), r#""The \"old\" cellar" <200>"#);
    /// assert_eq!(caller.name(), b"The \"old\" cellar");
    ///
    /// let text = CallerId::new("Fire alarm <(020) 12-34>")?;
    /// assert_eq!((text.name(), text.number()), (b"Fire alarm".to_vec(), b"0201234".to_vec()));
    ///
    /// let error = CallerId::named("Fire", "200>\nSet: A=b").unwrap_err();
    /// assert_eq!(error.to_string(), "CallerID: '>' at byte 3; remove it, it would end the number");
    /// # Ok::<(), switchhook_callfile::ValueError>(())
    /// ```
    CallerId, Key::CallerId, |value| match value {
        [] => Err(ValueProblem::Empty { remedy: "write \"Name\" <number> or a number, or give none" }),
        _ => Ok(()),
    }
}

impl CallerId {
    /// `"name" <number>`. Either may be empty, but not both. Asterisk drops blanks, `(`, `)`, `-` and `.` of a number.
    ///
    /// # Errors
    ///
    /// More than 79 bytes of either, `<` or `>` in the number, and what no line can carry.
    pub fn named(name: impl AsRef<[u8]>, number: impl AsRef<[u8]>) -> Result<Self, ValueError> {
        let (name, number) = (name.as_ref(), number.as_ref());
        for (part, length) in [("name", name.len()), ("number", number.len())] {
            if length > MOST {
                return Err(ValueProblem::CallerIdTooLong { part, length }.of(Key::CallerId));
            }
        }
        if let Some(position) = number.iter().position(|byte| b"<>".contains(byte)) {
            let character = char::from(number[position]);
            return Err(ValueProblem::Bracket { character, position }.of(Key::CallerId));
        }
        if name.is_empty() && number.is_empty() {
            return Self::new([]);
        }
        let mut text = Vec::with_capacity(name.len() + number.len() + 5);
        if !name.is_empty() {
            text.push(b'"');
            for &byte in name {
                if byte == b'"' || byte == b'\\' {
                    text.push(b'\\');
                }
                text.push(byte);
            }
            text.extend_from_slice(b"\" ");
        }
        // Also around nothing: a `<` in the name would otherwise begin the number.
        text.push(b'<');
        text.extend_from_slice(number);
        text.push(b'>');
        Self::new(text)
    }

    /// The name that Asterisk reads; empty if it reads none.
    #[must_use]
    pub fn name(&self) -> Vec<u8> {
        let whole = trim(self.as_bytes());
        let bare = unquoted(whole);
        let name = match brackets(bare) {
            Some((before, _)) => before,
            None if bare.len() == whole.len() && phone_number(bare).is_some() => b"",
            None => bare,
        };
        cut(unescaped(unquoted(name)))
    }

    /// The number that Asterisk reads; empty if it reads none.
    #[must_use]
    pub fn number(&self) -> Vec<u8> {
        let whole = trim(self.as_bytes());
        let bare = unquoted(whole);
        match brackets(bare) {
            Some((_, number)) => cut(shrunk(number)),
            None if bare.len() == whole.len() => cut(phone_number(bare).unwrap_or_default()),
            // A number in quotes is a name.
            None => Vec::new(),
        }
    }
}

/// What stands before the last `<`, and between it and the last `>` or the end.
fn brackets(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let open = text.iter().rposition(|&byte| byte == b'<')?;
    let inside = &text[open + 1..];
    let close = inside
        .iter()
        .rposition(|&byte| byte == b'>')
        .unwrap_or(inside.len());
    Some((&text[..open], &inside[..close]))
}

/// Without blanks around it, and then without a pair of quotes.
fn unquoted(text: &[u8]) -> &[u8] {
    match trim(text) {
        b"\"" => b"",
        [b'"', inside @ .., b'"'] => inside,
        bare => bare,
    }
}

fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied();
    while let Some(byte) = bytes.next() {
        plain.extend(if byte == b'\\' { bytes.next() } else { Some(byte) });
    }
    plain
}

/// A number as a telephone shows it, without what people write to read it better.
fn shrunk(number: &[u8]) -> Vec<u8> {
    let mut inside = 0_i32;
    let mut plain = Vec::with_capacity(number.len());
    for (at, &byte) in number.iter().enumerate() {
        let keep = match byte {
            b'(' | b')' | b' ' => false,
            // In a pattern, `[1-5]` and a dot at the end mean something.
            b'-' => inside != 0,
            b'.' => at + 1 == number.len(),
            _ => true,
        };
        inside += i32::from(byte == b'[') - i32::from(byte == b']');
        plain.extend(keep.then_some(byte));
    }
    plain
}

/// The digits of a text that is nothing but a telephone number.
fn phone_number(text: &[u8]) -> Option<Vec<u8>> {
    let number = shrunk(text);
    let is_number = !number.is_empty() && number.iter().all(|byte| b"0123456789*#+".contains(byte));
    is_number.then_some(number)
}

fn trim(text: &[u8]) -> &[u8] {
    let blank = |byte: &u8| is_blank(*byte);
    let start = text.iter().position(|byte| !blank(byte)).unwrap_or(text.len());
    let end = text
        .iter()
        .rposition(|byte| !blank(byte))
        .map_or(start, |last| last + 1);
    &text[start..end]
}

fn cut(mut text: Vec<u8>) -> Vec<u8> {
    text.truncate(MOST);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_caller_without_name_or_number_is_refused() {
        let error = CallerId::named("", "").unwrap_err();
        assert_eq!(
            error.to_string(),
            "CallerID: empty; write \"Name\" <number> or a number, or give none"
        );
        for (name, number, part) in [
            ("x".repeat(80), String::new(), "a name of 80 bytes"),
            (String::new(), "1".repeat(80), "a number of 80 bytes"),
            ("a\nb".into(), "1".into(), "LF at byte 2"),
            ("a".into(), "1<2".into(), "'<' at byte 1"),
            ("a #b".into(), "1".into(), "would begin a comment"),
        ] {
            let error = CallerId::named(name, number).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }

    proptest! {
        /// Whatever a name holds, the quotes keep it.
        #[test]
        fn a_name_and_a_number_are_read_as_they_were_given(
            name in "[ -~é]{0,30}", number in "[0-9*#+a-z]{0,20}",
        ) {
            if let Ok(caller) = CallerId::named(&name, &number) {
                prop_assert_eq!(caller.name(), name.as_bytes());
                prop_assert_eq!(caller.number(), number.as_bytes());
            } else {
                prop_assert!(name.contains(" #") || (name.is_empty() && number.is_empty()));
            }
        }

        #[test]
        fn no_text_makes_reading_a_caller_panic(text in prop::collection::vec(any::<u8>(), 1..60)) {
            if let Ok(caller) = CallerId::new(text) {
                prop_assert!(caller.name().len() <= 79 && caller.number().len() <= 79);
            }
        }
    }
}

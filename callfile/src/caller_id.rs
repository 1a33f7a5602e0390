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
    /// [`CallerId::named`] builds the first form and knows what Asterisk cannot read in it; [`CallerId::new`] takes
    /// any text, and [`name`](CallerId::name) and [`number`](CallerId::number) say what Asterisk makes of it
    /// (`ast_callerid_split` in `main/callerid.c`).
    ///
    /// ```
    /// use switchhook_callfile::CallerId;
    /// let caller = CallerId::named("Fire alarm", "200")?;
    /// assert_eq!(caller.to_string(), "\"Fire alarm\" <200>");
    /// assert_eq!((caller.name(), caller.number()), (&b"Fire alarm"[..], b"200".to_vec()));
    ///
    /// let error = CallerId::named("x\" <911>\nSet: A=b", "200").unwrap_err();
    /// assert_eq!(error.to_string(), "CallerID: '\"' at byte 1; remove it, Asterisk has no way to quote it");
    /// # Ok::<(), switchhook_callfile::ValueError>(())
    /// ```
    CallerId, Key::CallerId, |value| match value {
        [] => Err(ValueProblem::Empty { remedy: "write \"Name\" <number> or a number, or give none" }),
        _ => Ok(()),
    }
}

impl CallerId {
    /// `"name" <number>`. Either may be empty, but not both.
    ///
    /// # Errors
    ///
    /// More than 79 bytes of either, `"` in the name, `"`, `<` or `>` in the number, and what no line can carry.
    pub fn named(name: impl AsRef<[u8]>, number: impl AsRef<[u8]>) -> Result<Self, ValueError> {
        let (name, number) = (name.as_ref(), number.as_ref());
        part("name", name, b"\"")?;
        part("number", number, b"\"<>")?;
        let mut text = Vec::with_capacity(name.len() + number.len() + 5);
        if !name.is_empty() {
            text.push(b'"');
            text.extend_from_slice(name);
            text.push(b'"');
        }
        if !number.is_empty() {
            if !name.is_empty() {
                text.push(b' ');
            }
            text.push(b'<');
            text.extend_from_slice(number);
            text.push(b'>');
        }
        Self::new(text)
    }

    /// The name that Asterisk reads; empty if it reads none.
    #[must_use]
    pub fn name(&self) -> &[u8] {
        let name = match brackets(self.as_bytes()) {
            Some((before, _, after)) => match quoted(before) {
                Quoted::Closed(name) => name,
                // The closing quote may stand after the number.
                Quoted::Open(name) if after.contains(&b'"') => trim_end(name),
                Quoted::Open(_) => &[],
                Quoted::No => trim_end(trim_start(before)),
            },
            None if bare_number(self.as_bytes()).is_some() => &[],
            None => match quoted(self.as_bytes()) {
                Quoted::Closed(name) => trim_end(trim_start(name)),
                Quoted::Open(_) | Quoted::No => trim_end(trim_start(self.as_bytes())),
            },
        };
        cut(name)
    }

    /// The number that Asterisk reads; empty if it reads none. A number without brackets loses `( ) - .` and blanks.
    #[must_use]
    pub fn number(&self) -> Vec<u8> {
        match brackets(self.as_bytes()) {
            Some((_, number, _)) => cut(number).to_vec(),
            None => bare_number(self.as_bytes()).map_or_else(Vec::new, |number| cut(&number).to_vec()),
        }
    }
}

/// What is not allowed in a part of `"name" <number>`.
fn part(part: &'static str, text: &[u8], unquotable: &[u8]) -> Result<(), ValueError> {
    if let Some(position) = text.iter().position(|byte| unquotable.contains(byte)) {
        let character = char::from(text[position]);
        return Err(ValueProblem::Unquotable { character, position }.of(Key::CallerId));
    }
    check(Key::CallerId, text)?;
    if text.len() > MOST {
        let length = text.len();
        return Err(ValueProblem::CallerIdTooLong { part, length }.of(Key::CallerId));
    }
    Ok(())
}

/// What stands before the last `<`, between it and the last `>` after it, and behind that.
fn brackets(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let open = text.iter().rposition(|&byte| byte == b'<')?;
    let close = open + text[open..].iter().rposition(|&byte| byte == b'>')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

enum Quoted<'a> {
    Closed(&'a [u8]),
    Open(&'a [u8]),
    No,
}

fn quoted(text: &[u8]) -> Quoted<'_> {
    let quote = |text: &[u8]| text.iter().position(|&byte| byte == b'"');
    let Some(open) = quote(text) else {
        return Quoted::No;
    };
    let inside = &text[open + 1..];
    match quote(inside) {
        Some(close) => Quoted::Closed(&inside[..close]),
        None => Quoted::Open(inside),
    }
}

/// The digits of a text that is nothing but a telephone number.
fn bare_number(text: &[u8]) -> Option<Vec<u8>> {
    let digits: Vec<u8> = text
        .iter()
        .copied()
        .filter(|byte| !b"( )-.".contains(byte))
        .collect();
    let is_number = !digits.is_empty() && digits.iter().all(|byte| b"0123456789*#+".contains(byte));
    is_number.then_some(digits)
}

fn trim_start(text: &[u8]) -> &[u8] {
    let start = text
        .iter()
        .position(|&byte| !is_blank(byte))
        .unwrap_or(text.len());
    &text[start..]
}

fn trim_end(text: &[u8]) -> &[u8] {
    let end = text
        .iter()
        .rposition(|&byte| !is_blank(byte))
        .map_or(0, |last| last + 1);
    &text[..end]
}

fn cut(text: &[u8]) -> &[u8] {
    text.get(..MOST).unwrap_or(text)
}

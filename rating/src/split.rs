//! Splits a line of delimited text into its fields.
//!
//! Written by hand because it is where the time goes: it finds quotes and delimiters at the speed of the vector units
//! and copies nothing but fields with doubled quotes in them.

use memchr::memchr;

use crate::span::Span;

/// Fields beyond which a line is not split on: no table has so many columns.
pub(crate) const MOST_FIELDS: usize = 256;

/// Why a line has no fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SplitError {
    /// It ends within quotes.
    Open,
    /// A field, counted from 1, goes on behind its closing quote.
    AfterQuote(usize),
}

/// Where the fields of a line are. Used again for the next line.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    spans: Vec<Span>,
    // Those with doubled quotes in them.
    doubled: Vec<usize>,
}

impl Fields {
    /// Where they are. After [`split`](Self::split), without quotes.
    pub(crate) fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether there are fields for [`undouble`](Self::undouble).
    pub(crate) const fn has_doubled(&self) -> bool {
        !self.doubled.is_empty()
    }

    /// Finds the fields and takes doubled quotes out.
    pub(crate) fn split(&mut self, line: &mut String, delimiter: u8) -> Result<(), SplitError> {
        self.find(line.as_bytes(), delimiter)?;
        self.undouble(line);
        Ok(())
    }

    /// Writes the fields with doubled quotes again behind the line, with single ones.
    pub(crate) fn undouble(&mut self, line: &mut String) {
        for &field in &self.doubled {
            let Some(span) = self.spans.get_mut(field) else {
                continue;
            };
            let place = line.len();
            let (mut from, end) = (span.start as usize, span.end as usize);
            while let Some(quote) = line.as_bytes().get(from..end).and_then(|rest| memchr(b'"', rest)) {
                line.extend_from_within(from..=from + quote);
                from += quote + 2;
            }
            line.extend_from_within(from.min(end)..end);
            *span = new_span(place, line.len());
        }
    }

    /// Whether the line has all its quotes, and how many fields.
    pub(crate) fn count(&mut self, line: &[u8], delimiter: u8) -> Result<usize, SplitError> {
        self.find(line, delimiter).map(|()| self.spans.len())
    }

    /// Finds where the fields are, those with doubled quotes as they stand.
    pub(crate) fn find(&mut self, line: &[u8], delimiter: u8) -> Result<(), SplitError> {
        self.spans.clear();
        self.doubled.clear();
        let mut at = 0;
        loop {
            if line.get(at) == Some(&b'"') {
                let start = at + 1;
                let mut from = start;
                let mut doubled = false;
                let end = loop {
                    let rest = line.get(from..).unwrap_or_default();
                    let quote = from + memchr(b'"', rest).ok_or(SplitError::Open)?;
                    if line.get(quote + 1) != Some(&b'"') {
                        break quote;
                    }
                    doubled = true;
                    from = quote + 2;
                };
                if doubled {
                    self.doubled.push(self.spans.len());
                }
                self.spans.push(new_span(start, end));
                at = end + 1;
            } else {
                let rest = line.get(at..).unwrap_or_default();
                let end = at + memchr(delimiter, rest).unwrap_or(rest.len());
                self.spans.push(new_span(at, end));
                at = end;
            }
            match line.get(at) {
                None => return Ok(()),
                Some(&byte) if byte == delimiter => at += 1,
                Some(_) => return Err(SplitError::AfterQuote(self.spans.len())),
            }
            if self.spans.len() == MOST_FIELDS {
                return Ok(());
            }
        }
    }
}

/// Lines are shorter than what 32 bits can say: readers have limits.
fn new_span(start: usize, end: usize) -> Span {
    Span {
        start: u32::try_from(start).unwrap_or(u32::MAX),
        end: u32::try_from(end).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split(line: &str) -> Result<Vec<String>, SplitError> {
        let mut fields = Fields::default();
        let mut text = line.to_owned();
        fields.split(&mut text, b',')?;
        let field = |span: &Span| span.of(&text).to_owned();
        Ok(fields.spans().iter().map(field).collect())
    }

    #[test]
    fn quotes_hold_delimiters_and_doubled_quotes() {
        for (line, expected) in [
            ("", vec![""]),
            ("a,b", vec!["a", "b"]),
            (",", vec!["", ""]),
            (r#""a,b",c"#, vec!["a,b", "c"]),
            (r#""""Alice"" <101>",7"#, vec![r#""Alice" <101>"#, "7"]),
            (r#""""""#, vec!["\""]),
            (r#"""",""","x""#, vec!["\",\"", "x"]),
            (r#"a"b,c"#, vec![r#"a"b"#, "c"]),
            ("\"\",\"\"", vec!["", ""]),
        ] {
            assert_eq!(split(line).unwrap(), expected, "{line}");
        }
        assert_eq!(split(r#"a,"b"#), Err(SplitError::Open));
        assert_eq!(split(r#"a,"b"c"#), Err(SplitError::AfterQuote(2)));
    }

    proptest! {
        #[test]
        fn what_asterisk_quotes_is_read_as_it_was(texts in prop::collection::vec("[a\",é \\\\]{0,8}", 1..30)) {
            let line = texts
                .iter()
                .map(|text| format!("\"{}\"", text.replace('"', "\"\"")))
                .collect::<Vec<_>>()
                .join(",");
            prop_assert_eq!(split(&line).unwrap(), texts);
        }

        #[test]
        fn no_line_makes_it_panic(line in "[a\",é]{0,40}") {
            let _ = split(&line);
        }
    }
}

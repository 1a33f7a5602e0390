//! Lines to fields.

use crate::span::Span;
use crate::split::{Fields, SplitError};

use super::RowProblem;

/// Bytes in a line beyond which it is no row of a deck.
const LONGEST_LINE: usize = 16 * 1024;
/// Fields in a line beyond which it is no row of a deck.
pub(super) const MOST_FIELDS: usize = 64;

/// How the fields of a line are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// By a character.
    Delimited { delimiter: char, quote: bool },
    /// By the text around them: `{1}` for a field, `{}` for anything.
    Pattern(String),
}

/// A piece of a pattern: what precedes a field, and which field.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    before: String,
    // Counted from 1; 0 for one that is thrown away.
    field: usize,
}

/// Takes lines apart, one after the other.
#[derive(Debug)]
pub(super) struct Splitter {
    kind: SplitterKind,
    // The line with its doubled quotes resolved.
    text: String,
    fields: Fields,
    spans: Vec<Span>,
}

#[derive(Debug)]
enum SplitterKind {
    Delimited {
        delimiter: char,
        quote: bool,
    },
    Pattern {
        pieces: Vec<Piece>,
        end: String,
        fields: usize,
    },
}

impl Splitter {
    /// `None` when the shape is no pattern, or a delimiter is not ASCII.
    pub(super) fn new(shape: &Shape) -> Option<Self> {
        let kind = match shape {
            Shape::Delimited { delimiter, .. }
                if !delimiter.is_ascii() || matches!(delimiter, '"' | '\n' | '\r') =>
            {
                return None;
            }
            &Shape::Delimited { delimiter, quote } => SplitterKind::Delimited { delimiter, quote },
            Shape::Pattern(pattern) => pattern_pieces(pattern)?,
        };
        Some(Self {
            kind,
            text: String::new(),
            fields: Fields::default(),
            spans: Vec::new(),
        })
    }

    /// The fields of a line; they live until the next one.
    pub(super) fn split(&mut self, line: &str) -> Result<Line<'_>, RowProblem> {
        if line.len() > LONGEST_LINE {
            return Err(RowProblem::TooLong);
        }
        if line.contains('\u{fffd}') {
            return Err(RowProblem::Encoding);
        }
        if line.contains('\r') {
            return Err(RowProblem::LineEnding);
        }
        self.text.clear();
        self.text.push_str(line);
        self.spans.clear();
        match &self.kind {
            SplitterKind::Delimited {
                delimiter,
                quote: true,
            } => {
                let delimiter = u8::try_from(*delimiter).unwrap_or(b',');
                self.fields
                    .split(&mut self.text, delimiter)
                    .map_err(|error| match error {
                        SplitError::Open => RowProblem::OpenQuote,
                        SplitError::AfterQuote(field) => RowProblem::AfterQuote { field },
                    })?;
                self.spans.extend_from_slice(self.fields.spans());
            }
            SplitterKind::Delimited {
                delimiter,
                quote: false,
            } => {
                let mut start = 0;
                for field in line.split(*delimiter) {
                    self.spans.push(span(start, start + field.len()));
                    start += field.len() + delimiter.len_utf8();
                }
            }
            SplitterKind::Pattern { pieces, end, fields } => {
                self.spans.resize(*fields, Span::default());
                match_pattern(line, pieces, end, &mut self.spans).ok_or(RowProblem::Shape)?;
            }
        }
        if self.spans.len() > MOST_FIELDS {
            return Err(RowProblem::TooLong);
        }
        Ok(Line {
            text: &self.text,
            spans: &mut self.spans,
        })
    }
}

/// The fields of one line.
#[derive(Debug)]
pub(super) struct Line<'a> {
    text: &'a str,
    spans: &'a mut Vec<Span>,
}

impl<'a> Line<'a> {
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// The field at a place counted from 0.
    pub(super) fn get(&self, place: usize) -> Option<&'a str> {
        self.spans.get(place).map(|span| span.of(self.text))
    }

    /// The last field is taken off.
    pub(super) fn pop(&mut self) {
        self.spans.pop();
    }

    /// Puts so many fields behind one into it, delimiters and all.
    pub(super) fn widen(&mut self, place: usize, by: usize) {
        let Some(end) = self.spans.get(place + by).map(|span| span.end) else {
            return;
        };
        if let Some(span) = self.spans.get_mut(place) {
            span.end = end;
        }
        self.spans.drain(place + 1..=place + by);
    }
}

/// Takes a pattern such as `VALUE="{1}|{2}"{}>{3}` apart. `None` when two fields touch or a number is none.
fn pattern_pieces(pattern: &str) -> Option<SplitterKind> {
    let mut pieces = Vec::new();
    let mut most = 0;
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (number, after) = after.split_once('}')?;
        let field = match number {
            "" => 0,
            number => number
                .parse()
                .ok()
                .filter(|&field| field > 0 && field <= MOST_FIELDS)?,
        };
        if before.is_empty() && !pieces.is_empty() {
            return None;
        }
        most = most.max(field);
        pieces.push(Piece {
            before: before.to_owned(),
            field,
        });
        rest = after;
    }
    (most > 0).then(|| SplitterKind::Pattern {
        pieces,
        end: rest.to_owned(),
        fields: most,
    })
}

/// Finds the pieces one after the other. A field ends where the text before the next one begins, or with the line.
fn match_pattern(line: &str, pieces: &[Piece], end: &str, spans: &mut [Span]) -> Option<()> {
    let mut at = 0;
    let first = pieces.first()?;
    at += line.get(at..)?.find(first.before.as_str())? + first.before.len();
    for (index, piece) in pieces.iter().enumerate() {
        let next = pieces.get(index + 1).map_or(end, |next| next.before.as_str());
        let rest = line.get(at..)?;
        let length = if next.is_empty() {
            rest.len()
        } else {
            rest.find(next)?
        };
        if let Some(place) = piece.field.checked_sub(1).and_then(|place| spans.get_mut(place)) {
            *place = span(at, at + length);
        }
        at += length + next.len();
    }
    Some(())
}

/// Lines are shorter than what 32 bits can say.
fn span(start: usize, end: usize) -> Span {
    Span {
        start: u32::try_from(start).unwrap_or(u32::MAX),
        end: u32::try_from(end).unwrap_or(u32::MAX),
    }
}

/// The beginning of a line, to recognise it by.
pub(super) fn beginning(line: &str) -> String {
    line.chars().take(80).collect()
}

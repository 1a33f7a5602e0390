//! XML that others wrote, piece by piece: what the readers of configuration files, phone books and screens share.
//!
//! No entities but XML's own five are known and a document type is refused, so that a short file cannot become a long one.

use std::borrow::Cow;
use std::cell::Cell;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

/// A piece of a file.
pub(crate) enum Piece<'a> {
    /// An element begins.
    Open(BytesStart<'a>),
    /// The innermost element ends.
    Close,
    /// Text, or a part of it: what stands around an entity or a comment comes apart.
    Text(Cow<'a, str>),
}

/// Takes a file apart. Comments and instructions are passed over; names of elements match when it says [`Piece::Close`].
pub(crate) struct Markup<'a> {
    text: &'a str,
    xml: Reader<&'a [u8]>,
    depth: usize,
    /// An element that is empty by its tag (`<a/>`) ends next.
    closes: bool,
    /// Where the piece in hand begins, so that an error names the line of its cause.
    begun: usize,
    /// A place and the line that it is in: lines are counted on from there.
    counted: Cell<(usize, usize)>,
}

impl<'a> Markup<'a> {
    pub(crate) fn new(file: &'a [u8], limit: usize) -> Result<Self, MarkupError> {
        if file.len() > limit {
            return Err(MarkupError::TooLong {
                bytes: file.len(),
                limit,
            });
        }
        let text = std::str::from_utf8(file).map_err(|error| MarkupError::NotUtf8 {
            line: line_at(file, error.valid_up_to()),
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Ok(Self {
            text,
            xml: Reader::from_str(text),
            depth: 0,
            closes: false,
            begun: 0,
            counted: Cell::new((0, 1)),
        })
    }

    /// The line in which the piece in hand begins, from 1.
    pub(crate) fn line(&self) -> usize {
        let (from, line) = match self.counted.get() {
            (from, _) if from > self.begun => (0, 1),
            counted => counted,
        };
        let text = self.text.as_bytes();
        let to = self.begun.min(text.len());
        let line = line + line_at(&text[from..to], to) - 1;
        self.counted.set((to, line));
        line
    }

    /// The next piece; `None` at the end, when every element has ended.
    pub(crate) fn next(&mut self) -> Result<Option<Piece<'a>>, MarkupError> {
        if std::mem::take(&mut self.closes) {
            self.depth -= 1;
            return Ok(Some(Piece::Close));
        }
        loop {
            self.begun = position(self.xml.buffer_position());
            // The reader's own message is left out: it may hold what is inside a value.
            let Ok(event) = self.xml.read_event() else {
                self.begun = position(self.xml.error_position());
                return Err(MarkupError::NotWellFormed { line: self.line() });
            };
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    Piece::Open(start)
                }
                Event::Empty(start) => {
                    self.depth += 1;
                    self.closes = true;
                    Piece::Open(start)
                }
                Event::End(_) => {
                    self.depth -= 1;
                    Piece::Close
                }
                Event::Text(text) => Piece::Text(text.xml10_content()),
                Event::CData(text) => Piece::Text(text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let unknown = |_| MarkupError::Entity { line: self.line() };
                    match entity.resolve_char_ref().map_err(unknown)? {
                        Some(character) => Piece::Text(Cow::Owned(character.to_string())),
                        None => match resolve_xml_entity(&entity) {
                            Some(text) => Piece::Text(Cow::Borrowed(text)),
                            None => return Err(MarkupError::Entity { line: self.line() }),
                        },
                    }
                }
                Event::Decl(declaration) => {
                    let utf8 = declaration
                        .encoding()
                        .is_none_or(|name| name.is_ok_and(|name| name.eq_ignore_ascii_case("utf-8")));
                    if !utf8 {
                        return Err(MarkupError::NotUtf8 { line: self.line() });
                    }
                    continue;
                }
                Event::DocType(_) => return Err(MarkupError::DocType { line: self.line() }),
                Event::Comment(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 => return Err(MarkupError::CutOff),
                Event::Eof => return Ok(None),
            }));
        }
    }

    /// An attribute's text as it stands there: entities in it are not resolved, and the names that we look for have none.
    pub(crate) fn attribute<'s>(
        &self,
        start: &'s BytesStart<'_>,
        name: &str,
    ) -> Result<Option<Cow<'s, str>>, MarkupError> {
        match start.try_get_attribute(name) {
            Ok(attribute) => Ok(attribute.map(|attribute| attribute.value)),
            Err(_) => Err(MarkupError::NotWellFormed { line: self.line() }),
        }
    }
}

/// An attribute's text with XML's own entities resolved; as it stands there when it has others.
pub(crate) fn unescaped(attribute: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(attribute).unwrap_or(Cow::Borrowed(attribute))
}

/// Whether text between elements is nothing but layout.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim_matches([' ', '\t', '\n', '\r']).is_empty()
}

/// Writes text so that it stays text, in an element and in an attribute.
pub(crate) fn push_escaped(file: &mut String, text: &str) {
    // Most texts have none, which is seen faster when it is not asked where.
    let special = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    if !text.bytes().fold(false, |any, byte| any | special(byte)) {
        file.push_str(text);
        return;
    }
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        let (plain, special) = rest.split_at(at);
        file.push_str(plain);
        file.push_str(match special.as_bytes()[0] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&apos;",
        });
        rest = &special[1..];
    }
    file.push_str(rest);
}

fn position(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn line_at(file: &[u8], position: usize) -> usize {
    let before = &file[..position.min(file.len())];
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Why a file could not be read as XML. Lines count from 1; nothing of the file is in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MarkupError {
    /// Longer than the limit.
    #[error("the file has {bytes} bytes and the limit is {limit}; give a phone's own file")]
    TooLong {
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Not UTF-8, or said not to be.
    #[error("line {line}: not UTF-8; save the file in UTF-8")]
    NotUtf8 {
        /// Where.
        line: usize,
    },
    /// Not well-formed.
    #[error(
        "line {line}: not well-formed XML; close every element, and write & and < in a value as &amp; and &lt;"
    )]
    NotWellFormed {
        /// Where.
        line: usize,
    },
    /// The file ends inside an element.
    #[error("the file ends inside an element; it is cut off, fetch it again")]
    CutOff,
    /// A document type.
    #[error("line {line}: a document type; take <!DOCTYPE …> out, files of phones have none")]
    DocType {
        /// Where.
        line: usize,
    },
    /// An entity that XML does not define.
    #[error("line {line}: an entity that XML does not define; write & in a value as &amp;")]
    Entity {
        /// Where.
        line: usize,
    },
}

impl MarkupError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "E-XML-TOO-LONG",
            Self::NotUtf8 { .. } => "E-XML-UTF8",
            Self::NotWellFormed { .. } => "E-XML-SYNTAX",
            Self::CutOff => "E-XML-CUT-OFF",
            Self::DocType { .. } => "E-XML-DOCTYPE",
            Self::Entity { .. } => "E-XML-ENTITY",
        }
    }

    /// The line, where the error has one.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::NotUtf8 { line }
            | Self::NotWellFormed { line }
            | Self::DocType { line }
            | Self::Entity { line } => Some(*line),
            Self::TooLong { .. } | Self::CutOff => None,
        }
    }
}

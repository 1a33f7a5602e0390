//! What an idle screen shows, out of a file of either form.

use crate::mac::shown;
use crate::markup::{Markup, MarkupError, Piece};

use super::{Align, Condition, Element, SoftKey};

/// How much a file from outside may hold. The defaults are several times the largest template of the maker's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file; 1 MiB by default.
    pub bytes: usize,
    /// Texts, pictures and keys in it; 1 000 by default.
    pub elements: usize,
    /// Bytes of one text or picture; 64 KiB by default.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 1 << 20,
            elements: 1_000,
            text_bytes: 64 << 10,
        }
    }
}

/// What the first idle screen of a file shows. Frames, bars and further screens (weather and the like) are passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shown {
    /// Texts and pictures, in the order of the file.
    pub elements: Vec<Element>,
    /// Soft keys.
    pub keys: Vec<SoftKey>,
}

/// Reads what the first idle screen of a file shows.
///
/// ```
/// use switchhook_provisioning::screen::{self, Display, Limits, Status};
/// let written = Status::new("101").idle_screen(Display::GXP2000, None)?;
/// let read = screen::read(written.write().as_bytes(), &Limits::default())?;
/// assert_eq!(read.elements, written.elements());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the file is no well-formed XML, is no idle screen, or holds more than the limits allow.
pub fn read(file: &[u8], limits: &Limits) -> Result<Shown, ReadScreenError> {
    let mut reader = FileReader {
        xml: Markup::new(file, limits.bytes)?,
        limits,
        shown: Shown::default(),
    };
    let mut path: Vec<String> = Vec::new();
    let mut had_screen = false;
    while let Some(piece) = reader.xml.next()? {
        match piece {
            Piece::Open(start) => {
                let name = start.name();
                let name = name.as_ref();
                if path.is_empty() && name != "Screen" {
                    return Err(ReadScreenError::Root {
                        line: reader.xml.line(),
                        name: shown(name),
                        expected: "Screen",
                    });
                }
                if path.len() == 1 && name == "IdleScreen" && !had_screen {
                    had_screen = true;
                    reader.screen()?;
                } else {
                    // Only how deep it is counts beside the root, so a long name is not kept.
                    path.push(shown(name));
                    if path.len() > DEEPEST {
                        return Err(ReadScreenError::Deep {
                            line: reader.xml.line(),
                        });
                    }
                }
            }
            Piece::Close => drop(path.pop()),
            Piece::Text(_) => {}
        }
    }
    if !had_screen {
        return Err(ReadScreenError::NoScreen);
    }
    Ok(reader.shown)
}

/// The maker's templates are eight deep.
const DEEPEST: usize = 32;

struct FileReader<'a> {
    xml: Markup<'a>,
    limits: &'a Limits,
    shown: Shown,
}

impl FileReader<'_> {
    /// Everything up to the end of the screen; elements are grouped there or not.
    fn screen(&mut self) -> Result<(), ReadScreenError> {
        let mut depth = 0usize;
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(start) => {
                    let name = start.name();
                    match name.as_ref() {
                        "DisplayString" | "DisplayBitmap" => {
                            let element = Element {
                                text: String::new(),
                                is_bitmap: name.as_ref() == "DisplayBitmap",
                                x: 0,
                                y: 0,
                                width: number(&self.xml.attribute(&start, "width")?.unwrap_or_default()),
                                font: self
                                    .xml
                                    .attribute(&start, "font")?
                                    .map_or_else(String::new, |font| shown(&font)),
                                align: match self.xml.attribute(&start, "halign")?.as_deref() {
                                    Some("center" | "Center") => Align::Center,
                                    Some("right" | "Right") => Align::Right,
                                    _ => Align::Left,
                                },
                                condition: None,
                            };
                            self.element(element)?;
                        }
                        "SoftKey" => self.key()?,
                        _ => depth += 1,
                    }
                }
                Piece::Close if depth == 0 => break,
                Piece::Close => depth -= 1,
                Piece::Text(_) => {}
            }
        }
        Ok(())
    }

    fn element(&mut self, mut element: Element) -> Result<(), ReadScreenError> {
        while let Some((name, negate)) = self.child()? {
            match name.as_str() {
                "DisplayStr" | "Bitmap" => element.text = self.text()?,
                "X" => element.x = number(&self.text()?),
                "Y" => element.y = number(&self.text()?),
                "displayCondition" => element.condition = self.condition(negate)?,
                _ => drop(self.text()?),
            }
        }
        self.count()?;
        self.shown.elements.push(element);
        Ok(())
    }

    fn key(&mut self) -> Result<(), ReadScreenError> {
        let mut key = SoftKey {
            action: String::new(),
            condition: None,
        };
        while let Some((name, negate)) = self.child()? {
            match name.as_str() {
                "Action" => {
                    while let Some((action, _)) = self.child()? {
                        self.text()?;
                        key.action = action;
                    }
                }
                "displayCondition" => key.condition = self.condition(negate)?,
                _ => drop(self.text()?),
            }
        }
        self.count()?;
        self.shown.keys.push(key);
        Ok(())
    }

    fn condition(&mut self, negate: bool) -> Result<Option<Condition>, ReadScreenError> {
        let mut condition = None;
        while let Some((name, _)) = self.child()? {
            let text = self.text()?;
            if name == "conditionType" {
                condition = Some(Condition {
                    name: text.trim().to_owned(),
                    negate,
                });
            }
        }
        Ok(condition)
    }

    fn count(&self) -> Result<(), ReadScreenError> {
        if self.shown.elements.len() + self.shown.keys.len() == self.limits.elements {
            return Err(ReadScreenError::TooMany {
                limit: self.limits.elements,
            });
        }
        Ok(())
    }

    /// The next element inside the one in hand, and whether it negates; `None` when that ends.
    fn child(&mut self) -> Result<Option<(String, bool)>, ReadScreenError> {
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(start) => {
                    let negate = self.xml.attribute(&start, "negate")?;
                    let negate = negate.as_deref() == Some("true");
                    return Ok(Some((shown(start.name().as_ref()), negate)));
                }
                Piece::Close => return Ok(None),
                Piece::Text(_) => {}
            }
        }
        Ok(None)
    }

    /// All text of the element in hand, without that of elements inside.
    fn text(&mut self) -> Result<String, ReadScreenError> {
        let mut text = String::new();
        let mut depth = 0usize;
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(_) => depth += 1,
                Piece::Close if depth == 0 => break,
                Piece::Close => depth -= 1,
                Piece::Text(_) if depth > 0 => {}
                Piece::Text(added) => {
                    if text.len() + added.len() > self.limits.text_bytes {
                        return Err(ReadScreenError::TextTooLong {
                            line: self.xml.line(),
                            limit: self.limits.text_bytes,
                        });
                    }
                    text.push_str(&added);
                }
            }
        }
        Ok(text)
    }
}

/// A place on a display; templates have some a pixel outside of it.
fn number(text: &str) -> u16 {
    text.trim().parse().unwrap_or(0)
}

/// Why an idle screen or a page could not be read. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadScreenError {
    /// No XML that phones' files are made of.
    #[error(transparent)]
    Markup(#[from] MarkupError),
    /// Another root.
    #[error("line {line}: <{name}> is the root of something else; give a file whose root is <{expected}>")]
    Root {
        /// Where.
        line: usize,
        /// Its name, shortened when long.
        name: String,
        /// What it should be.
        expected: &'static str,
    },
    /// No screen.
    #[error("no <IdleScreen> in the file; give an idle screen")]
    NoScreen,
    /// No page.
    #[error("no <xmlapp> in the file; give a page")]
    NoPage,
    /// Elements in elements, without end.
    #[error("line {line}: elements in elements, more than any screen has; give an idle screen")]
    Deep {
        /// Where.
        line: usize,
    },
    /// A text or picture longer than the limit.
    #[error("line {line}: a text longer than {limit} bytes; shorten it")]
    TextTooLong {
        /// Where.
        line: usize,
        /// How long it may be.
        limit: usize,
    },
    /// More texts, pictures and keys than the limit.
    #[error("more than {limit} texts, pictures and keys; give the file of one screen")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
}

impl ReadScreenError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Markup(error) => error.code(),
            Self::Root { .. } | Self::NoScreen | Self::NoPage => "E-SCREEN-ROOT",
            Self::Deep { .. } => "E-SCREEN-DEEP",
            Self::TextTooLong { .. } => "E-SCREEN-LONG",
            Self::TooMany { .. } => "E-SCREEN-MANY",
        }
    }

    /// The line, where the error has one.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::Markup(error) => error.line(),
            Self::Root { line, .. } | Self::Deep { line } | Self::TextTooLong { line, .. } => Some(*line),
            Self::NoScreen | Self::NoPage | Self::TooMany { .. } => None,
        }
    }
}

//! The XML file `cfg<mac>.xml`, with numbered values (configuration version 1).
//!
//! ```xml
//! <?xml version="1.0" encoding="UTF-8" ?>
//! <gs_provision version="1">
//!   <mac>c074ad112233</mac>
//!   <config version="1">
//!     <P47>pbx.example.net</P47>
//!   </config>
//! </gs_provision>
//! ```
//!
//! Phones that know names instead of numbers (version 2) read this version too, and more is established about the numbers
//! than about the spelling of the names, so version 1 is what this crate writes. A phone rejects a file whose `mac` is
//! not its own, which protects from an answer that was mixed up.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use crate::mac::{MacAddr, ParseMacError, shown};
use crate::markup::{Markup, MarkupError, Piece, is_blank, push_escaped};

use super::Limits;
use super::p_values::{self, PNumber, PValueError, PValues};

/// Writes a file. The values stand in their order; without an address it is good for any phone.
///
/// ```
/// use switchhook_provisioning::grandstream::{PNumber, PValues, xml};
/// let mut values = PValues::new();
/// values.set(PNumber::new(270), "Sales & <Support>")?;
/// let file = xml::write(Some("c0:74:ad:11:22:33".parse()?), &values);
/// assert!(file.contains("  <mac>c074ad112233</mac>\n"));
/// assert!(file.contains("    <P270>Sales &amp; &lt;Support&gt;</P270>\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write(mac: Option<MacAddr>, values: &PValues) -> String {
    // Room for markup, and for some characters that become longer.
    let mut file = String::with_capacity(values.text_bytes() + 26 * values.len() + 300);
    file.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<gs_provision version=\"1\">\n");
    if let Some(mac) = mac {
        file.push_str(&format!("  <mac>{mac:x}</mac>\n"));
    }
    file.push_str("  <config version=\"1\">\n");
    let mut room = [0; 10];
    for (number, text) in values.iter() {
        let digits = number.digits(&mut room);
        file.push_str("    <P");
        file.push_str(digits);
        file.push('>');
        push_escaped(&mut file, text);
        file.push_str("</P");
        file.push_str(digits);
        file.push_str(">\n");
    }
    file.push_str("  </config>\n</gs_provision>\n");
    file
}

/// What an XML file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct XmlFile {
    /// Whose file it is; `None` when it is for any phone.
    pub mac: Option<MacAddr>,
    /// Its values, in the order of the file.
    pub values: PValues,
}

/// Reads a file.
///
/// Blanks inside a value are kept. No entities but XML's own five are known and a document type is refused, so that a
/// short file cannot become a long one.
///
/// ```
/// use switchhook_provisioning::grandstream::{Limits, PNumber, xml};
/// let file = b"<gs_provision version='1'><config version='1'><P3>Tom &amp; Ann</P3></config></gs_provision>";
/// let file = xml::read(file, &Limits::default())?;
/// assert_eq!(file.values.get(PNumber::new(3)), Some("Tom & Ann"));
///
/// let error = xml::read(b"<html>\n<p>Not found</p></html>", &Limits::default()).unwrap_err();
/// assert_eq!(error.to_string(), "line 1: <html> does not belong here; a configuration file is <gs_provision> around <config>");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the file is no well-formed XML, is none of this form, or holds more than the limits allow. Errors name lines and
/// numbers and never repeat what is inside a value.
pub fn read(file: &[u8], limits: &Limits) -> Result<XmlFile, ReadXmlError> {
    FileReader {
        xml: Markup::new(file, limits.bytes)?,
        limits,
        place: Place::Outside,
        mac: None,
        values: PValues::new(),
        seen: HashSet::new(),
        had_root: false,
        had_config: false,
    }
    .run()
}

/// Which element the reader stands in. Deeper ones do not exist: an element inside a value is an error.
enum Place {
    Outside,
    Root,
    Mac(String),
    Config,
    Value(PNumber, String),
}

struct FileReader<'a> {
    xml: Markup<'a>,
    limits: &'a Limits,
    place: Place,
    mac: Option<MacAddr>,
    values: PValues,
    seen: HashSet<PNumber>,
    had_root: bool,
    had_config: bool,
}

impl FileReader<'_> {
    fn run(mut self) -> Result<XmlFile, ReadXmlError> {
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(start) => self.open(&start)?,
                Piece::Close => self.close()?,
                Piece::Text(text) => self.add(&text)?,
            }
        }
        if !self.had_config {
            return Err(ReadXmlError::NoConfig);
        }
        Ok(XmlFile {
            mac: self.mac,
            values: self.values,
        })
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), ReadXmlError> {
        let name = start.name();
        let name = name.as_ref();
        let unexpected = || ReadXmlError::Element {
            line: self.xml.line(),
            name: shown(name),
        };
        self.place = match (&self.place, name) {
            (Place::Outside, "gs_provision") if !self.had_root => {
                version_is_1(&self.xml, start)?;
                self.had_root = true;
                Place::Root
            }
            (Place::Root, "mac") if self.mac.is_none() => Place::Mac(String::new()),
            (Place::Root, "config") if !self.had_config => {
                version_is_1(&self.xml, start)?;
                self.had_config = true;
                Place::Config
            }
            (Place::Config, "item") => {
                return Err(ReadXmlError::Mixed {
                    line: self.xml.line(),
                });
            }
            (Place::Config, _) => {
                let number: PNumber = name.parse().map_err(|_| ReadXmlError::Key {
                    line: self.xml.line(),
                    name: shown(name),
                })?;
                if !self.seen.insert(number) {
                    return Err(ReadXmlError::Twice {
                        line: self.xml.line(),
                        number,
                    });
                }
                if self.values.len() == self.limits.values {
                    return Err(ReadXmlError::TooMany {
                        limit: self.limits.values,
                    });
                }
                Place::Value(number, String::new())
            }
            (Place::Value(number, _), _) => {
                return Err(ReadXmlError::Nested {
                    line: self.xml.line(),
                    number: *number,
                });
            }
            _ => return Err(unexpected()),
        };
        Ok(())
    }

    fn close(&mut self) -> Result<(), ReadXmlError> {
        // The XML reader has matched the names, so the innermost element is what ends.
        self.place = match std::mem::replace(&mut self.place, Place::Outside) {
            Place::Outside | Place::Root => Place::Outside,
            Place::Config => Place::Root,
            Place::Mac(text) => {
                let mac = text.parse().map_err(|source| ReadXmlError::Mac {
                    line: self.xml.line(),
                    source,
                })?;
                self.mac = Some(mac);
                Place::Root
            }
            Place::Value(number, text) => {
                p_values::check(number, &text).map_err(|source| ReadXmlError::Value {
                    line: self.xml.line(),
                    source,
                })?;
                self.values.push_checked(number, &text);
                Place::Config
            }
        };
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), ReadXmlError> {
        match &mut self.place {
            Place::Value(number, value) => {
                if value.len() + text.len() > self.limits.value_bytes {
                    return Err(ReadXmlError::ValueTooLong {
                        line: self.xml.line(),
                        number: *number,
                        limit: self.limits.value_bytes,
                    });
                }
                value.push_str(text);
            }
            Place::Mac(mac) => mac.push_str(text),
            Place::Outside | Place::Root | Place::Config => {
                if !is_blank(text) {
                    return Err(ReadXmlError::Text {
                        line: self.xml.line(),
                    });
                }
            }
        }
        Ok(())
    }
}

fn version_is_1(xml: &Markup<'_>, start: &BytesStart<'_>) -> Result<(), ReadXmlError> {
    match xml.attribute(start, "version")? {
        Some(version) if version != "1" => Err(ReadXmlError::Version {
            line: xml.line(),
            version: shown(&version),
        }),
        _ => Ok(()),
    }
}

/// Why an XML file could not be read. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadXmlError {
    /// No XML that phones' files are made of.
    #[error(transparent)]
    Markup(#[from] MarkupError),
    /// An element that does not belong there.
    #[error(
        "line {line}: <{name}> does not belong here; a configuration file is <gs_provision> around <config>"
    )]
    Element {
        /// Where.
        line: usize,
        /// Its name, shortened when long.
        name: String,
    },
    /// A version other than 1.
    #[error("line {line}: version {version:?} is not read here; version 2 has names, which `alias` reads")]
    Version {
        /// Where.
        line: usize,
        /// The version, shortened when long.
        version: String,
    },
    /// A name where numbers stand.
    #[error(
        "line {line}: <item> among numbers; a file has names (version 2) or numbers (version 1), not both"
    )]
    Mixed {
        /// Where.
        line: usize,
    },
    /// An element of the configuration that is no number.
    #[error("line {line}: <{name}> is no number of a value; write P and the digits, such as <P47>")]
    Key {
        /// Where.
        line: usize,
        /// Its name, shortened when long.
        name: String,
    },
    /// An element inside a value.
    #[error("line {line}: {number} has an element inside; write < in a value as &lt;")]
    Nested {
        /// Where.
        line: usize,
        /// Which value.
        number: PNumber,
    },
    /// Text between the elements.
    #[error("line {line}: text outside of a value; take it out")]
    Text {
        /// Where.
        line: usize,
    },
    /// A `mac` that is none.
    #[error("line {line}: {source}")]
    Mac {
        /// Where.
        line: usize,
        /// What is wrong with it.
        source: ParseMacError,
    },
    /// A character that a value cannot have.
    #[error("line {line}: {source}")]
    Value {
        /// Where the value ends.
        line: usize,
        /// Which value and character.
        source: PValueError,
    },
    /// A value longer than the limit.
    #[error("line {line}: {number} is longer than {limit} bytes; shorten it")]
    ValueTooLong {
        /// Where.
        line: usize,
        /// Which value.
        number: PNumber,
        /// How long it may be.
        limit: usize,
    },
    /// A number that stands twice.
    #[error("line {line}: {number} stands twice; keep one of the two")]
    Twice {
        /// Where the second one stands.
        line: usize,
        /// Which number.
        number: PNumber,
    },
    /// More values than the limit.
    #[error("more than {limit} values; give a phone's own file")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
    /// No `config` element.
    #[error("no <config> in the file; a configuration file is <gs_provision> around <config>")]
    NoConfig,
}

impl ReadXmlError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Markup(error) => error.code(),
            Self::Mixed { .. } => "E-XML-MIXED",
            Self::Element { .. } => "E-XML-ELEMENT",
            Self::Version { .. } => "E-XML-VERSION",
            Self::Key { .. } => "E-PVALUE-NUMBER",
            Self::Nested { .. } => "E-XML-NESTED",
            Self::Text { .. } => "E-XML-TEXT",
            Self::Mac { source, .. } => source.code(),
            Self::Value { source, .. } => source.code(),
            Self::ValueTooLong { .. } => "E-PVALUE-LONG",
            Self::Twice { .. } => "E-PVALUE-TWICE",
            Self::TooMany { .. } => "E-PVALUE-MANY",
            Self::NoConfig => "E-XML-NO-CONFIG",
        }
    }

    /// The line, where the error has one.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::Markup(error) => error.line(),
            Self::Element { line, .. }
            | Self::Mixed { line }
            | Self::Version { line, .. }
            | Self::Key { line, .. }
            | Self::Nested { line, .. }
            | Self::Text { line }
            | Self::Mac { line, .. }
            | Self::Value { line, .. }
            | Self::ValueTooLong { line, .. }
            | Self::Twice { line, .. } => Some(*line),
            Self::TooMany { .. } | Self::NoConfig => None,
        }
    }
}

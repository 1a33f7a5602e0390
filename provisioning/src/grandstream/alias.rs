//! The XML file with names instead of numbers (configuration version 2).
//!
//! ```xml
//! <?xml version="1.0" encoding="UTF-8" ?>
//! <gs_provision version="1">
//!   <mac>c074ad112233</mac>
//!   <config version="2">
//!     <item name="account.1.sip.server.1.address">pbx.example.net</item>
//!     <item name="account.1.sip">
//!       <part name="userid">u4711</part>
//!     </item>
//!   </config>
//! </gs_provision>
//! ```
//!
//! An item with parts is what devices export; it stands for the names that item and part make together. Later firmware of the
//! GXP16xx, GXP17xx, GXP2130 to 2170, GRP, GHP, WP8xx, GXV33xx, GSC35xx and HT80x reads this version beside the first; both in
//! one file is refused here as there. Values are words (`Yes`, `HTTPS`) or the codes that numbers have too;
//! [`AliasNames`](super::AliasNames) turns one kind of values into the other.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use crate::mac::{MacAddr, ParseMacError, shown};
use crate::markup::{Markup, MarkupError, Piece, is_blank, push_escaped};

use super::Limits;
use super::named_values::{LONGEST_NAME, check, is_name};

pub use super::named_values::{NamedValueError, NamedValues};

/// How names stand in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Items {
    /// One item with the whole name for each value.
    #[default]
    Whole,
    /// Items with parts, as devices export them: the last word of a name is the part; neighbours share an item.
    Parts,
}

/// Writes a file. The values stand in their order; without an address it is good for any phone.
///
/// ```
/// use switchhook_provisioning::grandstream::alias::{self, Items, NamedValues};
/// let mut values = NamedValues::new();
/// values.set("account.1.sip.userid", "u4711")?;
/// values.set("account.1.sip.subscriber.name", "Ann & Tom")?;
/// let file = alias::write(None, &values, Items::Whole);
/// assert!(file.contains("    <item name=\"account.1.sip.subscriber.name\">Ann &amp; Tom</item>\n"));
/// let file = alias::write(None, &values, Items::Parts);
/// assert!(file.contains("    <item name=\"account.1.sip\">\n      <part name=\"userid\">u4711</part>\n    </item>\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write(mac: Option<MacAddr>, values: &NamedValues, items: Items) -> String {
    let text: usize = values
        .iter()
        .map(|(name, text)| name.len() + text.len() + 40)
        .sum();
    let mut file = String::with_capacity(text + 200);
    file.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<gs_provision version=\"1\">\n");
    if let Some(mac) = mac {
        file.push_str(&format!("  <mac>{mac:x}</mac>\n"));
    }
    file.push_str("  <config version=\"2\">\n");
    let mut open: Option<&str> = None;
    for (name, text) in values.iter() {
        let split = name.rsplit_once('.').filter(|_| items == Items::Parts);
        let item = split.map(|(item, _)| item);
        if open != item {
            if open.is_some() {
                file.push_str("    </item>\n");
            }
            if let Some(item) = item {
                file.push_str(&format!("    <item name=\"{item}\">\n"));
            }
            open = item;
        }
        match split {
            None => push_value(&mut file, "    ", "item", name, text),
            Some((_, part)) => push_value(&mut file, "      ", "part", part, text),
        }
    }
    if open.is_some() {
        file.push_str("    </item>\n");
    }
    file.push_str("  </config>\n</gs_provision>\n");
    file
}

fn push_value(file: &mut String, indent: &str, element: &str, name: &str, text: &str) {
    // A name has nothing that would need escaping.
    file.push_str(&format!("{indent}<{element} name=\"{name}\">"));
    push_escaped(file, text);
    file.push_str(&format!("</{element}>\n"));
}

/// What a file with names holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AliasFile {
    /// Whose file it is; `None` when it is for any phone.
    pub mac: Option<MacAddr>,
    /// Its values, in the order of the file.
    pub values: NamedValues,
}

/// Reads a file, both forms of items.
///
/// ```
/// use switchhook_provisioning::grandstream::{Limits, alias};
/// let file = b"<gs_provision version='1'><config version='2'>
///   <item name='account.1.sip'> <part name='userid'>u4711</part> </item>
///   <item name='language.gui'>fr</item>
/// </config></gs_provision>";
/// let file = alias::read(file, &Limits::default())?;
/// assert_eq!(file.values.get("account.1.sip.userid"), Some("u4711"));
/// assert_eq!(file.values.get("language.gui"), Some("fr"));
///
/// let file = b"<gs_provision version='1'><config version='2'><P47>pbx.example.net</P47></config></gs_provision>";
/// let error = alias::read(file, &Limits::default()).unwrap_err();
/// assert_eq!(error.to_string(), "line 1: <P47> among names; a file has names (version 2) or numbers (version 1), not both");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the file is no well-formed XML, is none of this form, or holds more than the limits allow. Errors name lines and
/// names and never repeat what is inside a value.
pub fn read(file: &[u8], limits: &Limits) -> Result<AliasFile, ReadAliasError> {
    FileReader {
        xml: Markup::new(file, limits.bytes)?,
        limits,
        place: Place::Outside,
        mac: None,
        values: NamedValues::new(),
        seen: HashSet::new(),
        had_root: false,
        had_config: false,
    }
    .run()
}

/// Which element the reader stands in.
enum Place {
    Outside,
    Root,
    Mac(String),
    Config,
    /// An item that may still turn out to have parts, and then none of its text counts.
    Item {
        name: String,
        text: String,
        parts: bool,
    },
    Part {
        item: String,
        name: String,
        text: String,
    },
}

struct FileReader<'a> {
    xml: Markup<'a>,
    limits: &'a Limits,
    place: Place,
    mac: Option<MacAddr>,
    values: NamedValues,
    seen: HashSet<String>,
    had_root: bool,
    had_config: bool,
}

impl FileReader<'_> {
    fn run(mut self) -> Result<AliasFile, ReadAliasError> {
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(start) => self.open(&start)?,
                Piece::Close => self.close()?,
                Piece::Text(text) => self.add(&text)?,
            }
        }
        if !self.had_config {
            return Err(ReadAliasError::NoConfig);
        }
        Ok(AliasFile {
            mac: self.mac,
            values: self.values,
        })
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), ReadAliasError> {
        let line = || self.xml.line();
        let element = start.name();
        let element = element.as_ref();
        let is_number = element.starts_with('P') && element[1..].bytes().all(|byte| byte.is_ascii_digit());
        self.place = match (std::mem::replace(&mut self.place, Place::Outside), element) {
            (Place::Outside, "gs_provision") if !self.had_root => {
                // The root stays at version 1 in this form too; some programs count both up.
                self.had_root = true;
                Place::Root
            }
            (Place::Root, "mac") if self.mac.is_none() => Place::Mac(String::new()),
            (Place::Root, "config") if !self.had_config => {
                match self.xml.attribute(start, "version")? {
                    Some(version) if version == "2" => {}
                    version => {
                        return Err(ReadAliasError::Version {
                            line: line(),
                            version: shown(version.as_deref().unwrap_or("1")),
                        });
                    }
                }
                self.had_config = true;
                Place::Config
            }
            (Place::Config, "item") => Place::Item {
                name: self.name_of(start)?,
                text: String::new(),
                parts: false,
            },
            (Place::Item { name, text, .. }, "part") => {
                if !is_blank(&text) {
                    return Err(ReadAliasError::Text { line: line() });
                }
                Place::Part {
                    name: self.name_of(start)?,
                    item: name,
                    text: String::new(),
                }
            }
            (Place::Config, _) if is_number => {
                return Err(ReadAliasError::Mixed {
                    line: line(),
                    element: shown(element),
                });
            }
            (Place::Item { name, .. } | Place::Part { name, .. }, _) => {
                return Err(ReadAliasError::Nested {
                    line: line(),
                    name: shown(&name),
                });
            }
            _ => {
                return Err(ReadAliasError::Element {
                    line: line(),
                    element: shown(element),
                });
            }
        };
        Ok(())
    }

    fn name_of(&self, start: &BytesStart<'_>) -> Result<String, ReadAliasError> {
        let line = || self.xml.line();
        match self.xml.attribute(start, "name")? {
            None => Err(ReadAliasError::NoName { line: line() }),
            Some(name) if is_name(&name) => Ok(name.into_owned()),
            Some(name) => Err(ReadAliasError::Value {
                line: line(),
                source: NamedValueError::Name { name: shown(&name) },
            }),
        }
    }

    fn close(&mut self) -> Result<(), ReadAliasError> {
        // The XML reader has matched the names, so the innermost element is what ends.
        self.place = match std::mem::replace(&mut self.place, Place::Outside) {
            Place::Outside | Place::Root => Place::Outside,
            Place::Config => Place::Root,
            Place::Mac(text) => {
                let line = self.xml.line();
                let mac = text
                    .parse()
                    .map_err(|source| ReadAliasError::Mac { line, source })?;
                self.mac = Some(mac);
                Place::Root
            }
            Place::Item {
                name,
                text,
                parts: false,
            } => {
                self.push(name, text)?;
                Place::Config
            }
            Place::Item { .. } => Place::Config,
            Place::Part { item, name, text } => {
                self.push(format!("{item}.{name}"), text)?;
                Place::Item {
                    name: item,
                    text: String::new(),
                    parts: true,
                }
            }
        };
        Ok(())
    }

    fn push(&mut self, name: String, text: String) -> Result<(), ReadAliasError> {
        let line = || self.xml.line();
        let value = |source| ReadAliasError::Value { line: line(), source };
        if name.len() > LONGEST_NAME {
            return Err(value(NamedValueError::Name { name: shown(&name) }));
        }
        check(&name, &text).map_err(value)?;
        if self.values.len() == self.limits.values {
            return Err(ReadAliasError::TooMany {
                limit: self.limits.values,
            });
        }
        if !self.seen.insert(name.clone()) {
            return Err(ReadAliasError::Twice {
                line: line(),
                name: shown(&name),
            });
        }
        self.values.push_checked(name, text);
        Ok(())
    }

    fn add(&mut self, added: &str) -> Result<(), ReadAliasError> {
        match &mut self.place {
            Place::Item {
                name,
                text,
                parts: false,
            }
            | Place::Part { name, text, .. } => {
                if text.len() + added.len() > self.limits.value_bytes {
                    return Err(ReadAliasError::ValueTooLong {
                        line: self.xml.line(),
                        name: shown(name),
                        limit: self.limits.value_bytes,
                    });
                }
                text.push_str(added);
            }
            Place::Mac(mac) => mac.push_str(added),
            Place::Outside | Place::Root | Place::Config | Place::Item { .. } => {
                if !is_blank(added) {
                    return Err(ReadAliasError::Text {
                        line: self.xml.line(),
                    });
                }
            }
        }
        Ok(())
    }
}

/// Why a file with names could not be read. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadAliasError {
    /// No XML that phones' files are made of.
    #[error(transparent)]
    Markup(#[from] MarkupError),
    /// An element that does not belong there.
    #[error(
        "line {line}: <{element}> does not belong here; a configuration file is <gs_provision> around <config> around <item>"
    )]
    Element {
        /// Where.
        line: usize,
        /// Its name, shortened when long.
        element: String,
    },
    /// A version other than 2.
    #[error("line {line}: version {version:?} is not read here; version 1 has numbers, which `xml` reads")]
    Version {
        /// Where.
        line: usize,
        /// The version, shortened when long.
        version: String,
    },
    /// A number where names stand.
    #[error(
        "line {line}: <{element}> among names; a file has names (version 2) or numbers (version 1), not both"
    )]
    Mixed {
        /// Where.
        line: usize,
        /// The number.
        element: String,
    },
    /// An item or part without a name.
    #[error("line {line}: no name; write <item name=\"account.1.name\">")]
    NoName {
        /// Where.
        line: usize,
    },
    /// An element inside a value.
    #[error("line {line}: {name} has an element inside; write < in a value as &lt;")]
    Nested {
        /// Where.
        line: usize,
        /// Which value.
        name: String,
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
    /// A name that is none, or a character that a value cannot have.
    #[error("line {line}: {source}")]
    Value {
        /// Where.
        line: usize,
        /// Which value, and what is wrong with it.
        source: NamedValueError,
    },
    /// A value longer than the limit.
    #[error("line {line}: {name} is longer than {limit} bytes; shorten it")]
    ValueTooLong {
        /// Where.
        line: usize,
        /// Which value.
        name: String,
        /// How long it may be.
        limit: usize,
    },
    /// A name that stands twice.
    #[error("line {line}: {name} stands twice; keep one of the two")]
    Twice {
        /// Where the second one stands.
        line: usize,
        /// Which name.
        name: String,
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

impl ReadAliasError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Markup(error) => error.code(),
            Self::Element { .. } => "E-XML-ELEMENT",
            Self::Version { .. } => "E-XML-VERSION",
            Self::Mixed { .. } => "E-XML-MIXED",
            Self::NoName { .. } => "E-ALIAS-NAME",
            Self::Nested { .. } => "E-XML-NESTED",
            Self::Text { .. } => "E-XML-TEXT",
            Self::Mac { source, .. } => source.code(),
            Self::Value { source, .. } => source.code(),
            Self::ValueTooLong { .. } => "E-ALIAS-LONG",
            Self::Twice { .. } => "E-ALIAS-TWICE",
            Self::TooMany { .. } => "E-ALIAS-MANY",
            Self::NoConfig => "E-XML-NO-CONFIG",
        }
    }

    /// The line, where the error has one.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::Markup(error) => error.line(),
            Self::Element { line, .. }
            | Self::Version { line, .. }
            | Self::Mixed { line, .. }
            | Self::NoName { line }
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

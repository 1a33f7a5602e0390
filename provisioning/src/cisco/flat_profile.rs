//! Flat profiles: XML with an element for each setting.
//!
//! ```text
//! <flat-profile>
//!   <User_ID_1_ ua="na">u4711</User_ID_1_>
//! </flat-profile>
//! ```
//!
//! A phone leaves elements alone that it does not know, and settings that have no element; of two elements with one name the last
//! counts ("SPA 500 Series Provisioning Guide", XML file format).

use quick_xml::events::BytesStart;

use crate::brand::{Brand, Entries};
use crate::grandstream::{Limits, may_stand_in_a_file};
use crate::mac::shown;
use crate::markup::{Markup, MarkupError, Piece, is_blank, push_escaped};

/// Longer than any name of a setting.
const LONGEST_NAME: usize = 100;
const ROOT: &str = "flat-profile";

/// Writes a file. Passwords are never shown to the phone's user (`ua="na"`).
///
/// ```
/// use switchhook_provisioning::brand::{Brand, Entries};
/// use switchhook_provisioning::cisco::flat_profile;
/// use switchhook_provisioning::grandstream::Limits;
/// let mut entries = Entries::new(Brand::Cisco);
/// entries.set("Display_Name_1_", "Tom & Ann");
/// let file = flat_profile::write(&entries);
/// assert!(file.contains("<Display_Name_1_ ua=\"na\">Tom &amp; Ann</Display_Name_1_>"));
/// assert_eq!(flat_profile::read(file.as_bytes(), &Limits::default())?, entries);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write(entries: &Entries) -> String {
    let length: usize = entries
        .iter()
        .map(|(name, text)| 2 * name.len() + text.len() + 20)
        .sum();
    let mut file = String::with_capacity(length + 80);
    file.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<flat-profile>\n");
    for (name, text) in entries.iter() {
        let access = if Brand::Cisco.is_secret(name) {
            "na"
        } else {
            entries.access
        };
        file.push_str("  <");
        file.push_str(name);
        file.push_str(" ua=\"");
        file.push_str(access);
        file.push_str("\">");
        push_escaped(&mut file, text);
        file.push_str("</");
        file.push_str(name);
        file.push_str(">\n");
    }
    file.push_str("</flat-profile>\n");
    file
}

/// Whether a name can be one of a setting.
pub(crate) fn is_name(name: &str) -> bool {
    let fits = |found: char| found.is_ascii_alphanumeric() || matches!(found, '_' | '-');
    name.len() <= LONGEST_NAME
        && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(fits)
        && name != ROOT
}

/// Whether a file begins as a flat profile does.
pub(crate) fn is_one(file: &[u8]) -> bool {
    let begin = String::from_utf8_lossy(&file[..file.len().min(2_000)]);
    begin.contains("<flat-profile")
}

/// Reads a file, such as one that another program wrote or that the phone tells of itself. Attributes are passed over.
///
/// # Errors
///
/// When it is no flat profile, or holds more than the limits allow. Errors never repeat what stands in an element.
pub fn read(file: &[u8], limits: &Limits) -> Result<Entries, ReadFlatProfileError> {
    let mut xml = Markup::new(file, limits.bytes)?;
    let mut entries = Entries::new(Brand::Cisco);
    let mut inside = false;
    let mut had_root = false;
    let mut open: Option<(String, String)> = None;
    while let Some(piece) = xml.next()? {
        let line = xml.line();
        match piece {
            Piece::Open(start) => {
                let name = local_name(&start);
                if let Some((name, _)) = open {
                    return Err(ReadFlatProfileError::Nested { line, name });
                }
                if inside {
                    if !is_name(&name) {
                        return Err(ReadFlatProfileError::Name {
                            line,
                            name: shown(&name),
                        });
                    }
                    open = Some((name, String::new()));
                } else if name == ROOT && !had_root {
                    (inside, had_root) = (true, true);
                } else {
                    return Err(ReadFlatProfileError::Root {
                        line,
                        name: shown(&name),
                    });
                }
            }
            Piece::Text(text) => match &mut open {
                Some((name, value)) => {
                    if value.len() + text.len() > limits.value_bytes {
                        return Err(ReadFlatProfileError::ValueTooLong {
                            line,
                            name: std::mem::take(name),
                            limit: limits.value_bytes,
                        });
                    }
                    value.push_str(&text);
                }
                None if is_blank(&text) => {}
                None => return Err(ReadFlatProfileError::Text { line }),
            },
            Piece::Close => match open.take() {
                Some((name, value)) => {
                    if !value.chars().all(may_stand_in_a_file) {
                        return Err(ReadFlatProfileError::Control { line, name });
                    }
                    if entries.get(&name).is_none() && entries.len() >= limits.values {
                        return Err(ReadFlatProfileError::TooMany { limit: limits.values });
                    }
                    // Files written by hand have blanks and line breaks around a text.
                    entries.set(name, value.trim());
                }
                None => inside = false,
            },
        }
    }
    if !had_root {
        return Err(ReadFlatProfileError::Empty);
    }
    Ok(entries)
}

fn local_name(start: &BytesStart<'_>) -> String {
    let name = start.local_name();
    let name: &str = name.as_ref();
    name.to_owned()
}

/// Why a flat profile could not be read. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadFlatProfileError {
    /// No XML that phones' files are made of.
    #[error(transparent)]
    Markup(#[from] MarkupError),
    /// Another element than a flat profile.
    #[error("line {line}: <{name}> where <flat-profile> should begin; give a file of an SPA phone")]
    Root {
        /// Where.
        line: usize,
        /// What is there, shortened when long.
        name: String,
    },
    /// A name that no setting has.
    #[error("line {line}: <{name}> is no name of a setting; take it out")]
    Name {
        /// Where.
        line: usize,
        /// The name, shortened when long.
        name: String,
    },
    /// An element inside a setting.
    #[error("line {line}: {name} has an element inside; write < in a text as &lt;")]
    Nested {
        /// Where.
        line: usize,
        /// Which setting.
        name: String,
    },
    /// Text between the settings.
    #[error("line {line}: text outside of a setting; take it out")]
    Text {
        /// Where.
        line: usize,
    },
    /// A text longer than the limit.
    #[error("line {line}: {name} is longer than {limit} bytes; shorten it")]
    ValueTooLong {
        /// Where.
        line: usize,
        /// Which setting.
        name: String,
        /// How long it may be.
        limit: usize,
    },
    /// A character that no phone can hold.
    #[error("line {line}: {name} has a control character; take it out")]
    Control {
        /// Where it ends.
        line: usize,
        /// Which setting.
        name: String,
    },
    /// More settings than the limit.
    #[error("more than {limit} settings; give one phone's own file")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
    /// Nothing in it.
    #[error("no <flat-profile> in the file; it is empty or cut off, fetch it again")]
    Empty,
}

impl ReadFlatProfileError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Markup(error) => error.code(),
            Self::Root { .. } => "E-PROFILE-ROOT",
            Self::Name { .. } => "E-PROFILE-NAME",
            Self::Nested { .. } => "E-PROFILE-NESTED",
            Self::Text { .. } => "E-PROFILE-TEXT",
            Self::ValueTooLong { .. } => "E-PROFILE-VALUE-LONG",
            Self::Control { .. } => "E-PROFILE-CONTROL",
            Self::TooMany { .. } => "E-PROFILE-MANY",
            Self::Empty => "E-PROFILE-EMPTY",
        }
    }
}

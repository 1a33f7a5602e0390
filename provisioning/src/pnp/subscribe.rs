//! A phone's question.

use std::fmt;
use std::net::SocketAddr;

use super::grammar;
use crate::mac::{MacAddr, shown};

/// The longest datagram that is read. Phones send about 700 bytes.
pub const MAX_BYTES: usize = 4096;

const MAX_LINES: usize = 64;
const MAX_VIAS: usize = 8;

/// A SUBSCRIBE for a configuration.
///
/// What is echoed (Via, From, To, Call-ID) is one line each, without control characters: no answer can be split by it.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscribe {
    pub(super) mac: MacAddr,
    pub(super) vendor: String,
    pub(super) model: String,
    pub(super) firmware: String,
    pub(super) contact: SocketAddr,
    pub(super) vias: Vec<String>,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) call_id: String,
    pub(super) sequence: u32,
}

impl Subscribe {
    /// Reads a datagram.
    ///
    /// # Errors
    ///
    /// [`ParseError`] says what it is instead. A responder stays silent about it.
    pub fn parse(datagram: &[u8]) -> Result<Self, ParseError> {
        if datagram.len() > MAX_BYTES {
            return Err(ParseError::Long {
                bytes: datagram.len(),
            });
        }
        let text = std::str::from_utf8(datagram).map_err(|_| ParseError::Bytes)?;
        let (head, _body) = text.split_once("\r\n\r\n").ok_or(ParseError::Unfinished)?;
        let mut lines = head.split("\r\n");
        let first = lines.next().unwrap_or_default();
        let (_, (method, uri)) = grammar::request_line(first).map_err(|_| ParseError::NotSip)?;
        if method != "SUBSCRIBE" {
            return Err(ParseError::Method { text: shown(method) });
        }
        let headers = headers(lines)?;
        let find = |wanted: &'static str| {
            headers
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map(|(_, value)| value.as_str())
                .ok_or(ParseError::Missing { header: wanted })
        };

        let event = find("Event")?;
        let (_, (_, parameters)) = grammar::with_parameters(event)
            .ok()
            .filter(|(rest, (package, _))| {
                rest.trim().is_empty() && package.eq_ignore_ascii_case("ua-profile")
            })
            .ok_or_else(|| ParseError::Event { text: shown(event) })?;
        let parameter = |wanted: &str| {
            parameters
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map(|(_, value)| printable(value))
                .unwrap_or_default()
        };

        let (_, (sequence, sequence_method)) =
            grammar::sequence(find("CSeq")?).map_err(|_| ParseError::Missing { header: "CSeq" })?;
        if sequence_method != "SUBSCRIBE" {
            return Err(ParseError::Missing { header: "CSeq" });
        }
        let vias: Vec<String> = headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("Via"))
            .map(|(_, value)| value.clone())
            .collect();
        if vias.is_empty() || vias.len() > MAX_VIAS {
            return Err(ParseError::Missing { header: "Via" });
        }
        let contact = find("Contact")?;
        Ok(Self {
            mac: mac(uri).ok_or_else(|| ParseError::Mac { text: shown(uri) })?,
            vendor: parameter("vendor"),
            model: parameter("model"),
            firmware: parameter("version"),
            contact: grammar::contact(contact).ok_or_else(|| ParseError::Contact { text: shown(contact) })?,
            vias,
            from: find("From")?.to_owned(),
            to: find("To")?.to_owned(),
            call_id: find("Call-ID")?.to_owned(),
            sequence,
        })
    }

    /// Whose question it is.
    #[must_use]
    pub const fn mac(&self) -> MacAddr {
        self.mac
    }

    /// Who made the phone, as it says itself; empty if it does not.
    #[must_use]
    pub fn vendor(&self) -> &str {
        &self.vendor
    }

    /// Its model, as it says itself.
    #[must_use]
    pub fn model(&self) -> &str {
        &self.model
    }

    /// Its firmware, as it says itself.
    #[must_use]
    pub fn firmware(&self) -> &str {
        &self.firmware
    }

    /// Where it wants the NOTIFY. Whoever asked wrote this: send nothing outside your own network.
    #[must_use]
    pub const fn contact(&self) -> SocketAddr {
        self.contact
    }

    /// What all repetitions of one question share.
    #[must_use]
    pub fn call_id(&self) -> &str {
        &self.call_id
    }
}

impl fmt::Debug for Subscribe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscribe")
            .field("mac", &self.mac)
            .field("vendor", &self.vendor)
            .field("model", &self.model)
            .field("firmware", &self.firmware)
            .field("contact", &self.contact)
            .finish_non_exhaustive()
    }
}

/// Names and values; a line that begins with a blank goes on with the one before.
fn headers<'a>(lines: impl Iterator<Item = &'a str>) -> Result<Vec<(&'a str, String)>, ParseError> {
    let mut headers: Vec<(&str, String)> = Vec::new();
    for (index, line) in lines.enumerate() {
        let wrong = || ParseError::Line { line: index + 2 };
        if index >= MAX_LINES
            || line
                .chars()
                .any(|character| character.is_control() && character != '\t')
        {
            return Err(wrong());
        }
        if line.starts_with([' ', '\t']) {
            let (_, value) = headers.last_mut().ok_or_else(wrong)?;
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(line.trim());
        } else {
            let (_, (name, value)) = grammar::header(line).map_err(|_| wrong())?;
            headers.push((name, value.to_owned()));
        }
    }
    Ok(headers)
}

/// The address in `sip:MAC%3AC074AD112233@…`, with or without its first four characters.
fn mac(uri: &str) -> Option<MacAddr> {
    let user = grammar::user(uri)?;
    let digits = match user.get(..4) {
        Some(prefix) if prefix.eq_ignore_ascii_case("mac:") => &user[4..],
        _ => user.as_str(),
    };
    digits.parse().ok().filter(|mac: &MacAddr| mac.is_of_one_device())
}

/// What a phone says of itself goes into lists and logs.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .take(64)
        .collect()
}

/// Why a datagram is not a phone's question.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// More bytes than are read.
    #[error("{bytes} bytes; at most {MAX_BYTES} are read, and phones send about 700")]
    Long {
        /// How many came.
        bytes: usize,
    },
    /// Not text.
    #[error("not text in UTF-8, so not SIP")]
    Bytes,
    /// No empty line at the end of the headers.
    #[error("no empty line after the headers; was the datagram cut?")]
    Unfinished,
    /// Not a SIP request.
    #[error("the first line is not that of a SIP request")]
    NotSip,
    /// Another request.
    #[error("the request is {text:?}; plug and play is a SUBSCRIBE")]
    Method {
        /// What it is, shortened when long.
        text: String,
    },
    /// A line that is no header, has control characters, or is one too many.
    #[error("line {line} is no header")]
    Line {
        /// From 1.
        line: usize,
    },
    /// A header that has to be there is not, or cannot be read.
    #[error("no {header} that can be read")]
    Missing {
        /// Its name.
        header: &'static str,
    },
    /// A subscription to something else.
    #[error("the event is {text:?}; plug and play asks for ua-profile")]
    Event {
        /// What it is, shortened when long.
        text: String,
    },
    /// No address of a device in the URI.
    #[error("{text:?} names no device; plug and play asks for sip:MAC%3A and twelve digits")]
    Mac {
        /// The URI, shortened when long.
        text: String,
    },
    /// A Contact without an address.
    #[error("the contact {text:?} has no IP address; names are not looked up")]
    Contact {
        /// What it is, shortened when long.
        text: String,
    },
}

impl ParseError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Long { .. } => "E-PNP-LONG",
            Self::Bytes => "E-PNP-BYTES",
            Self::Unfinished => "E-PNP-UNFINISHED",
            Self::NotSip => "E-PNP-NOT-SIP",
            Self::Method { .. } => "E-PNP-METHOD",
            Self::Line { .. } => "E-PNP-LINE",
            Self::Missing { .. } => "E-PNP-MISSING",
            Self::Event { .. } => "E-PNP-EVENT",
            Self::Mac { .. } => "E-PNP-MAC",
            Self::Contact { .. } => "E-PNP-CONTACT",
        }
    }
}

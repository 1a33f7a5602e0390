//! The binary file `cfg<mac>`.
//!
//! A header of 16 bytes, then the values as in the query of a URL, big-endian:
//!
//! | offset | bytes | content |
//! |---|---|---|
//! | 0 | 4 | length of the whole file in 16-bit words |
//! | 4 | 2 | checksum: the 16-bit words of a finished file add up to 0 |
//! | 6 | 6 | MAC address |
//! | 12 | 4 | `0D 0A 0D 0A` |
//! | 16 | n | `P271=1&P47=pbx.example.net&gnkey=0b82` |
//! | 16+n | 0 or 1 | NUL if n is odd |
//!
//! `gnkey=0b82` is the same for every phone and comes last. Values are written as HTML forms write them: letters, digits,
//! `_`, `.` and `-` as they are, a blank as `+`, every other byte of UTF-8 as `%` and two capitals. The programs that write
//! this file for GXP phones agree on all of that; some pad to four bytes, and [`read`] accepts theirs too.
//!
//! **The file is not encrypted.** Its checksum protects from broken lines, not from readers: a file with a SIP secret in it
//! belongs on HTTPS only.

use std::collections::HashSet;

use crate::mac::{MacAddr, shown};

use super::Limits;
use super::p_values::{self, PNumber, PValueError, PValues};

const HEADER: usize = 16;
const SEPARATOR: [u8; 4] = *b"\r\n\r\n";
const LAST: &str = "gnkey=0b82";

/// Writes a file for one phone. The values stand in their order.
///
/// ```
/// use switchhook_provisioning::grandstream::{PNumber, PValues, binary};
/// let mut values = PValues::new();
/// values.set(PNumber::new(2), "admin")?;
/// let file = binary::write("00:0b:82:12:34:56".parse()?, &values);
/// assert_eq!(file[..6], [0, 0, 0, 18, 0x08, 0x46]);
/// assert_eq!(&file[16..], b"P2=admin&gnkey=0b82\0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write(mac: MacAddr, values: &PValues) -> Vec<u8> {
    let text = values.text_bytes() + 8 * values.len();
    let mut file = Vec::with_capacity(HEADER + text + LAST.len() + 1);
    file.extend_from_slice(&[0; 6]);
    file.extend_from_slice(&mac.octets());
    file.extend_from_slice(&SEPARATOR);
    let mut room = [0; 10];
    for (number, text) in values.iter() {
        file.push(b'P');
        file.extend_from_slice(number.digits(&mut room).as_bytes());
        file.push(b'=');
        push_encoded(&mut file, text);
        file.push(b'&');
    }
    file.extend_from_slice(LAST.as_bytes());
    if file.len() % 2 == 1 {
        file.push(0);
    }
    let words =
        u32::try_from(file.len() / 2).expect("values of 8 GiB do not fit into memory beside their file");
    file[..4].copy_from_slice(&words.to_be_bytes());
    // The complement of 0 is 0 in 16 bits; in wider arithmetic it would be 0x10000, and the file wrong.
    let checksum = sum(&file).wrapping_neg();
    file[4..6].copy_from_slice(&checksum.to_be_bytes());
    file
}

/// What a binary file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BinaryFile {
    /// Whose file it is.
    pub mac: MacAddr,
    /// Its values, in the order of the file.
    pub values: PValues,
}

/// Reads a file: length, checksum, header, padding, then value by value.
///
/// ```
/// use switchhook_provisioning::grandstream::{Limits, PNumber, PValues, binary};
/// let mut values = PValues::new();
/// values.set(PNumber::new(3), "Hélène & Cie")?;
/// let mut file = binary::write("c074ad000001".parse()?, &values);
/// assert_eq!(binary::read(&file, &Limits::default())?.values, values);
///
/// file[20] ^= 1;
/// let error = binary::read(&file, &Limits::default()).unwrap_err();
/// assert_eq!(error.code(), "E-BINARY-CHECKSUM");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the file is damaged, is none of this form, or holds more than the limits allow.
pub fn read(file: &[u8], limits: &Limits) -> Result<BinaryFile, ReadBinaryError> {
    if file.len() > limits.bytes {
        return Err(ReadBinaryError::TooLong {
            bytes: file.len(),
            limit: limits.bytes,
        });
    }
    let Some((header, body)) = file.split_first_chunk::<HEADER>() else {
        return Err(ReadBinaryError::TooShort { bytes: file.len() });
    };
    let [l0, l1, l2, l3, c0, c1, mac @ .., s0, s1, s2, s3] = *header;
    let words = u32::from_be_bytes([l0, l1, l2, l3]);
    if u64::from(words) * 2 != file.len() as u64 {
        return Err(ReadBinaryError::Length {
            stated: u64::from(words) * 2,
            bytes: file.len(),
        });
    }
    let total = sum(file);
    if total != 0 {
        let stated = u16::from_be_bytes([c0, c1]);
        return Err(ReadBinaryError::Checksum {
            stated,
            computed: stated.wrapping_sub(total),
        });
    }
    if [s0, s1, s2, s3] != SEPARATOR {
        return Err(ReadBinaryError::Separator);
    }
    Ok(BinaryFile {
        mac: MacAddr::new(mac),
        values: read_body(body, limits)?,
    })
}

fn read_body(body: &[u8], limits: &Limits) -> Result<PValues, ReadBinaryError> {
    // The vendor's own tool pads to four bytes.
    let padding = body.iter().rev().take_while(|byte| **byte == 0).count();
    if padding > 3 {
        return Err(ReadBinaryError::Padding { bytes: padding });
    }
    let body = &body[..body.len() - padding];
    let mut values = PValues::new();
    let mut seen = HashSet::new();
    let mut offset = HEADER;
    let mut pairs = body.split(|byte| *byte == b'&').peekable();
    while let Some(pair) = pairs.next() {
        let Some(equals) = pair.iter().position(|byte| *byte == b'=') else {
            return Err(ReadBinaryError::NoEquals { offset });
        };
        let (key, text) = (&pair[..equals], &pair[equals + 1..]);
        if key == b"gnkey" {
            return match pairs.peek() {
                None => Ok(values),
                Some(_) => Err(ReadBinaryError::GnkeyNotLast { offset }),
            };
        }
        let key = decode(key).ok_or(ReadBinaryError::Encoding { offset })?;
        let number: PNumber = key.parse().map_err(|_| ReadBinaryError::Key {
            key: shown(&key),
            offset,
        })?;
        let at = offset + equals + 1;
        let text = decode(text).ok_or(ReadBinaryError::Encoding { offset: at })?;
        p_values::check(number, &text)?;
        if text.len() > limits.value_bytes {
            return Err(ReadBinaryError::ValueTooLong {
                number,
                limit: limits.value_bytes,
            });
        }
        if !seen.insert(number) {
            return Err(ReadBinaryError::Twice { number, offset });
        }
        if values.len() == limits.values {
            return Err(ReadBinaryError::TooMany { limit: limits.values });
        }
        values.push_checked(number, &text);
        offset += pair.len() + 1;
    }
    Err(ReadBinaryError::NoGnkey)
}

/// All big-endian words of a file, added in 16 bits. An odd last byte counts as the high half of a word.
fn sum(file: &[u8]) -> u16 {
    file.chunks(2).fold(0u16, |sum, word| {
        let word = u16::from_be_bytes([word[0], word.get(1).copied().unwrap_or(0)]);
        sum.wrapping_add(word)
    })
}

fn push_encoded(file: &mut Vec<u8>, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in text.as_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'.' | b'-' => file.push(byte),
            b' ' => file.push(b'+'),
            _ => file.extend_from_slice(&[b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]),
        }
    }
}

/// `None` for a `%` without its two digits, and for bytes that are no UTF-8.
fn decode(encoded: &[u8]) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.iter();
    while let Some(&byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(*rest.next()?).to_digit(16);
                (digit()? << 4 | digit()?) as u8
            }
            _ => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// Why a binary file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadBinaryError {
    /// Longer than the limit.
    #[error("the file has {bytes} bytes and the limit is {limit}; give a phone's own file")]
    TooLong {
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Shorter than a header.
    #[error("the file has {bytes} bytes, fewer than its header of 16; fetch it again")]
    TooShort {
        /// How long it is.
        bytes: usize,
    },
    /// The header's length is not the file's.
    #[error(
        "the header says {stated} bytes and the file has {bytes}; it is cut off, or no binary configuration file"
    )]
    Length {
        /// What the header says.
        stated: u64,
        /// How long it is.
        bytes: usize,
    },
    /// The words do not add up to 0.
    #[error(
        "the checksum is {stated:#06x} and should be {computed:#06x}; the file is damaged, fetch it again"
    )]
    Checksum {
        /// What the header says.
        stated: u16,
        /// What it should be.
        computed: u16,
    },
    /// No `0D 0A 0D 0A` after the address.
    #[error("bytes 12 to 15 are not 0d 0a 0d 0a; this is no binary configuration file")]
    Separator,
    /// More NULs at the end than any program writes.
    #[error("{bytes} NUL bytes at the end; a file has at most 3, write it again")]
    Padding {
        /// How many.
        bytes: usize,
    },
    /// A pair without `=`.
    #[error("offset {offset}: no `=`; write each value as P47=text")]
    NoEquals {
        /// Where the pair begins, from the beginning of the file.
        offset: usize,
    },
    /// A key that is no number.
    #[error("offset {offset}: {key:?} is no number of a value; write P and the digits, such as P47")]
    Key {
        /// The key, shortened when long.
        key: String,
        /// Where the pair begins.
        offset: usize,
    },
    /// A broken `%` escape, or bytes that are no UTF-8.
    #[error(
        "offset {offset}: not percent-encoded UTF-8; encode every byte but letters, digits, `_`, `.` and `-`"
    )]
    Encoding {
        /// Where the key or value begins.
        offset: usize,
    },
    /// A character that a value cannot have.
    #[error(transparent)]
    Value(#[from] PValueError),
    /// A value longer than the limit.
    #[error("{number} is longer than {limit} bytes; shorten it")]
    ValueTooLong {
        /// Which value.
        number: PNumber,
        /// How long it may be.
        limit: usize,
    },
    /// A number that stands twice.
    #[error("offset {offset}: {number} stands twice; keep one of the two")]
    Twice {
        /// Which number.
        number: PNumber,
        /// Where the second one begins.
        offset: usize,
    },
    /// More values than the limit.
    #[error("more than {limit} values; give a phone's own file")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
    /// Something stands behind `gnkey`.
    #[error("offset {offset}: gnkey is not the last pair, and phones refuse that; move it to the end")]
    GnkeyNotLast {
        /// Where the pair begins.
        offset: usize,
    },
    /// There is no `gnkey`.
    #[error("no gnkey at the end, and phones refuse that; end the file with &gnkey=0b82")]
    NoGnkey,
}

impl ReadBinaryError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "E-BINARY-TOO-LONG",
            Self::TooShort { .. } => "E-BINARY-TOO-SHORT",
            Self::Length { .. } => "E-BINARY-LENGTH",
            Self::Checksum { .. } => "E-BINARY-CHECKSUM",
            Self::Separator => "E-BINARY-SEPARATOR",
            Self::Padding { .. } => "E-BINARY-PADDING",
            Self::NoEquals { .. } => "E-BINARY-NO-EQUALS",
            Self::Key { .. } => "E-PVALUE-NUMBER",
            Self::Encoding { .. } => "E-BINARY-ENCODING",
            Self::Value(error) => error.code(),
            Self::ValueTooLong { .. } => "E-PVALUE-LONG",
            Self::Twice { .. } => "E-PVALUE-TWICE",
            Self::TooMany { .. } => "E-PVALUE-MANY",
            Self::GnkeyNotLast { .. } | Self::NoGnkey => "E-BINARY-GNKEY",
        }
    }
}

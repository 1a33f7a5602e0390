//! A compiled book as bytes: written once, read at the speed of memory.
//!
//! | bytes | hold |
//! |---|---|
//! | 8 | `SWHKBOOK` |
//! | 4 | the version of this form |
//! | 4 | zero |
//! | 8 | how many bytes follow the header |
//! | 8 | the XXH64 of what follows the header |
//!
//! Then the plans, rules, packages and numbering as the text of a book file, the fingerprint, and for every deck what it
//! was compiled to: its rows, what they share, and its index. Everything is little-endian. A reader takes nothing on
//! trust: every number that points somewhere is checked, whatever the checksum says.

mod bytes;
mod checksum;
mod terms;

use crate::{Book, BookError, FileError, Fingerprint};

use bytes::Short;
pub(crate) use bytes::{Reader, Writer};
use checksum::xxh64;
pub(crate) use terms::{
    read_conditions, read_currency, read_day, read_kind, read_price, read_terms, write_conditions,
    write_currency, write_day, write_kind, write_price, write_terms,
};

const MAGIC: &[u8; 8] = b"SWHKBOOK";
/// Of the form, not of the crate: it changes whenever older readers would misunderstand. No version of the crate was
/// published with another one yet, so it is the first.
const VERSION: u32 = 1;
const HEADER: usize = 32;

impl Book {
    /// The compiled book as bytes, for [`from_blob`](Self::from_blob).
    ///
    /// ```
    /// use std::time::Duration;
    /// use switchhook_rating::{Book, Call, Currency, Deck, Format, Plan, Start};
    /// # #[cfg(feature = "csv")] {
    /// let text = "prefix,destination,price,per,first,next\n+33,France,19.09,60,60,1\n";
    /// let (deck, _) = Deck::from_csv(text, &Format::default());
    /// let book = Book::new(Plan::new("example", Currency::XPF, chrono_tz::Pacific::Tahiti), deck)?;
    ///
    /// let blob = book.to_blob();
    /// let again = Book::from_blob(&blob)?;
    /// assert_eq!(again.fingerprint(), book.fingerprint());
    /// let start: Start = "2025-06-11 10:00:00".parse()?;
    /// let call = Call::new("+33 1 23 45 67 89", start, Duration::from_secs(90));
    /// assert_eq!(again.rate(&call).to_string(), book.rate(&call).to_string());
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_blob(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.bytes.resize(HEADER, 0);
        self.write(&mut writer);
        let mut bytes = writer.bytes;
        let body = bytes.get(HEADER..).unwrap_or_default();
        let (length, sum) = (body.len() as u64, xxh64(body));
        let mut header = Writer::default();
        header.bytes.extend_from_slice(MAGIC);
        header.u32(VERSION);
        header.u32(0);
        header.u64(length);
        header.u64(sum);
        if let Some(place) = bytes.get_mut(..HEADER) {
            place.copy_from_slice(&header.bytes);
        }
        bytes
    }

    /// Reads a book that [`to_blob`](Self::to_blob) wrote: a million prefixes in 0.03 s, in 0.26 s
    /// where each has a name of its own.
    ///
    /// The bytes may be a file that is mapped into memory, or have come over a network; the book keeps none of them. What
    /// was damaged on the way is refused. A blob is not signed: take it from where you would take a tariff.
    ///
    /// Rows, ranges and names are copied and checked once, so that no call meets a number that points nowhere. That, and the
    /// memory that the copies take, is most of the time: a name of its own on every row costs many times as much.
    ///
    /// # Errors
    ///
    /// [`BlobError`]. No bytes make it panic, and none make a book that would.
    pub fn from_blob(blob: &[u8]) -> Result<Self, BlobError> {
        let mut header = Reader::new(blob);
        if header.bytes(MAGIC.len())? != MAGIC {
            return Err(BlobError::NoBlob);
        }
        let version = header.u32()?;
        if version != VERSION {
            return Err(BlobError::Version {
                found: version,
                known: VERSION,
            });
        }
        if header.u32()? != 0 {
            return Err(BlobError::Content {
                what: "something where its header is empty",
            });
        }
        let announced = header.u64()?;
        let sum = header.u64()?;
        let body = header.rest();
        if body.len() as u64 != announced {
            return Err(BlobError::Length {
                found: body.len() as u64,
                announced,
            });
        }
        let found = xxh64(body);
        if found != sum {
            return Err(BlobError::Checksum { found, written: sum });
        }
        let mut reader = Reader::new(body);
        let book = Self::read(&mut reader)?;
        if reader.is_empty() {
            Ok(book)
        } else {
            Err(BlobError::Content {
                what: "bytes after its end",
            })
        }
    }

    /// What tells this book from others; see [`Fingerprint`].
    #[must_use]
    pub const fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }
}

/// Why some bytes are no book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BlobError {
    /// Something else altogether.
    #[error("this is no compiled book: it does not begin with SWHKBOOK; write one with Book::to_blob")]
    NoBlob,
    /// Written by another version of this crate.
    #[error("the compiled book has form {found}, and this version reads form {known}; compile it again")]
    Version {
        /// Its form.
        found: u32,
        /// The form that this version reads.
        known: u32,
    },
    /// Cut off, or with something after its end.
    #[error("the compiled book has {found} bytes after its header instead of {announced}; fetch it again")]
    Length {
        /// How many bytes there are.
        found: u64,
        /// How many there should be.
        announced: u64,
    },
    /// Changed since it was written.
    #[error(
        "the compiled book is damaged: its checksum is {found:016x} instead of {written:016x}; fetch it again"
    )]
    Checksum {
        /// The checksum of what is there.
        found: u64,
        /// The checksum that was written.
        written: u64,
    },
    /// It ends in the middle of something.
    #[error("the compiled book ends too early; compile it again")]
    Short,
    /// A number in it points nowhere, or a value cannot be.
    #[error("the compiled book holds {what}; compile it again")]
    Content {
        /// What is wrong.
        what: &'static str,
    },
    /// Its plans are none.
    #[error("the plans of the compiled book: {0}")]
    File(#[from] FileError),
    /// Its plans and decks make no book.
    #[error("the compiled book: {0}")]
    Book(#[from] BookError),
}

impl From<Short> for BlobError {
    fn from(_: Short) -> Self {
        Self::Short
    }
}

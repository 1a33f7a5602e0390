//! A configuration file of whatever form.

use crate::mac::MacAddr;
use crate::secret::Secret;

use super::Limits;
use super::alias::{self, NamedValues, ReadAliasError};
use super::binary::{self, ReadBinaryError};
use super::encrypted::{self, Digest, ReadEncryptedError};
use super::names::{AliasNames, Numbers};
use super::p_values::PValues;
use super::text::{self, ReadTextError};
use super::xml::{self, ReadXmlError};

/// The form of a file, as it was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Form {
    /// [`binary`].
    Binary,
    /// [`xml`]: numbers (version 1).
    Xml,
    /// [`alias`]: names (version 2).
    Alias,
    /// [`text`].
    Text,
}

/// What a file of whatever form holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AnyFile {
    /// Its form; of an encrypted file, that of what was inside.
    pub form: Form,
    /// How its key was made, if it was encrypted.
    pub digest: Option<Digest>,
    /// Whose file it is, if it says so. Its name may say it too: [`text::mac_of`].
    pub mac: Option<MacAddr>,
    /// Its values, in the order of the file.
    pub content: Content,
}

/// The values of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// By their numbers.
    Numbers(PValues),
    /// By their names.
    Names(NamedValues),
}

/// Reads a file in whatever form it is: binary, XML with numbers or names, either of those encrypted, or text.
///
/// The content decides, never a name. An encrypted file is opened by the digest that fits: see
/// [`encrypted::read_by_any`].
///
/// ```
/// use switchhook_provisioning::grandstream::{Content, Form, Limits, PNumber, encrypted, read_any};
/// let plain = b"<gs_provision version='1'><config version='1'><P270>Desk 12</P270></config></gs_provision>";
/// let file = encrypted::write(plain, &"s3cret".into(), [7; 8], encrypted::Digest::Md5);
///
/// let read = read_any(&file, Some(&"s3cret".into()), &Limits::default())?;
/// assert_eq!((read.form, read.digest), (Form::Xml, Some(encrypted::Digest::Md5)));
/// let Content::Numbers(values) = read.content else { panic!() };
/// assert_eq!(values.get(PNumber::new(270)), Some("Desk 12"));
///
/// let error = read_any(&file, None, &Limits::default()).unwrap_err();
/// assert_eq!(error.to_string(), "the file is encrypted; give its password (P1359)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the file is of no known form, or cannot be read in the form that it has.
pub fn read_any(file: &[u8], password: Option<&Secret>, limits: &Limits) -> Result<AnyFile, ReadAnyError> {
    if file.starts_with(&encrypted::MAGIC) {
        let password = password.ok_or(ReadAnyError::NoPassword)?;
        let (plain, digest) = encrypted::read_by_any(file, password, limits)?;
        return Ok(AnyFile {
            digest: Some(digest),
            ..read_xml(plain.as_bytes(), limits)?
        });
    }
    // A binary file begins with its length in words, of which the first byte is 0 up to 32 MiB; no text begins so.
    if file.first() == Some(&0) {
        let file = binary::read(file, limits)?;
        return Ok(AnyFile {
            form: Form::Binary,
            digest: None,
            mac: Some(file.mac),
            content: Content::Numbers(file.values),
        });
    }
    let begins = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    match begins.trim_ascii_start().first() {
        None => Err(ReadAnyError::Empty),
        Some(b'<') => read_xml(file, limits),
        Some(_) => Ok(AnyFile {
            form: Form::Text,
            digest: None,
            mac: None,
            content: Content::Numbers(text::read(file, limits)?),
        }),
    }
}

fn read_xml(file: &[u8], limits: &Limits) -> Result<AnyFile, ReadAnyError> {
    match xml::read(file, limits) {
        Ok(file) => Ok(AnyFile {
            form: Form::Xml,
            digest: None,
            mac: file.mac,
            content: Content::Numbers(file.values),
        }),
        Err(ReadXmlError::Version { version, .. }) if version == "2" => {
            let file = alias::read(file, limits)?;
            Ok(AnyFile {
                form: Form::Alias,
                digest: None,
                mac: file.mac,
                content: Content::Names(file.values),
            })
        }
        Err(error) => Err(error.into()),
    }
}

impl AnyFile {
    /// Its values by their numbers on a model: as they are, or out of the names, and what has no place among them.
    ///
    /// ```
    /// use switchhook_provisioning::catalogue::Model;
    /// use switchhook_provisioning::grandstream::{AliasNames, Limits, PNumber, read_any};
    /// let file = b"<gs_provision version='1'><config version='2'><item name='language.gui'>fr</item></config></gs_provision>";
    /// let file = read_any(file, None, &Limits::default())?;
    /// let names = AliasNames::of(Model::GRP2614).ok_or("it reads no names")?;
    /// assert_eq!(file.numbers(&names).values.get(PNumber::new(1362)), Some("fr"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn numbers(self, names: &AliasNames) -> Numbers {
        match self.content {
            Content::Numbers(values) => Numbers {
                values,
                left_out: Vec::new(),
            },
            Content::Names(values) => names.numbers(&values),
        }
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadAnyError {
    /// Nothing in it.
    #[error("the file is empty; fetch it again")]
    Empty,
    /// Encrypted, and no password to open it.
    #[error("the file is encrypted; give its password (P1359)")]
    NoPassword,
    /// As an encrypted file.
    #[error(transparent)]
    Encrypted(#[from] ReadEncryptedError),
    /// As a binary file.
    #[error(transparent)]
    Binary(#[from] ReadBinaryError),
    /// As XML with numbers.
    #[error(transparent)]
    Xml(#[from] ReadXmlError),
    /// As XML with names.
    #[error(transparent)]
    Alias(#[from] ReadAliasError),
    /// As text.
    #[error(transparent)]
    Text(#[from] ReadTextError),
}

impl ReadAnyError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "E-FILE-EMPTY",
            Self::NoPassword => "E-ENCRYPTED-NO-PASSWORD",
            Self::Encrypted(error) => error.code(),
            Self::Binary(error) => error.code(),
            Self::Xml(error) => error.code(),
            Self::Alias(error) => error.code(),
            Self::Text(error) => error.code(),
        }
    }

    /// The line, where the error has one.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::Xml(error) => error.line(),
            Self::Alias(error) => error.line(),
            Self::Text(error) => error.line(),
            Self::Empty | Self::NoPassword | Self::Encrypted(_) | Self::Binary(_) => None,
        }
    }
}

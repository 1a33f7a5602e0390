use std::ffi::{OsStr, OsString};
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::str::FromStr;

/// The name of a file in the spool: `alarm-17.call`.
///
/// Asterisk takes any name; it is the key by which a call is found and cancelled. Names that an administrator would
/// not see or could not type are refused: hidden ones, control characters, and whatever would lead to another folder.
///
/// ```
/// use switchhook_callfile::FileName;
/// assert!(FileName::new("alarm-17.call").is_ok());
/// let error = FileName::new("../tmp/x").unwrap_err();
/// assert_eq!(error.to_string(), "\"../tmp/x\" is no name for a call file: it begins with a dot; use letters, digits, - . _");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName(OsString);

/// What is wrong with the name of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no name for a call file: {problem}; use letters, digits, - . _")]
pub struct FileNameError {
    /// As given.
    pub name: OsString,
    /// What is wrong.
    pub problem: &'static str,
}

impl FileName {
    /// Checks it.
    ///
    /// # Errors
    ///
    /// Nothing, a leading dot, a slash, a control character, or more than 255 bytes.
    pub fn new(name: impl AsRef<OsStr>) -> Result<Self, FileNameError> {
        let name = name.as_ref();
        let bytes = name.as_bytes();
        let problem = match bytes {
            [] => "it is empty",
            [b'.', ..] => "it begins with a dot",
            _ if bytes.contains(&b'/') => "it has a slash",
            _ if bytes.iter().any(u8::is_ascii_control) => "it has a control character",
            _ if bytes.len() > 255 => "it has more than 255 bytes",
            _ => return Ok(Self(name.to_owned())),
        };
        Err(FileNameError {
            name: name.to_owned(),
            problem,
        })
    }

    /// The name of a file that is there, whatever it is.
    pub(crate) const fn found(name: OsString) -> Self {
        Self(name)
    }

    /// As the system writes it.
    #[must_use]
    pub fn as_os_str(&self) -> &OsStr {
        &self.0
    }
}

impl FromStr for FileName {
    type Err = FileNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

/// What is not UTF-8 shows as U+FFFD.
impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.display().fmt(f)
    }
}

impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

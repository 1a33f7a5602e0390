//! What is saved between two runs of a follower.

use super::known::Known;
use crate::spool::FileName;

/// The calls that were not over, with what is known about them.
///
/// With feature `serde` it can be saved and read again in any format: the names of files are text, or lists of numbers
/// where they are not UTF-8.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Position {
    #[cfg_attr(feature = "serde", serde(with = "as_list"))]
    pub(super) calls: Vec<(FileName, Known)>,
}

impl Position {
    /// How many calls it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }
}

/// Names of files are bytes; most are text.
#[cfg(feature = "serde")]
mod as_list {
    use std::ffi::{OsStr, OsString};
    use std::os::unix::ffi::{OsStrExt, OsStringExt};

    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Known;
    use crate::spool::FileName;

    #[derive(Serialize)]
    #[serde(untagged)]
    enum Name<'a> {
        Text(&'a str),
        Bytes(&'a [u8]),
    }

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OwnedName {
        Text(String),
        Bytes(Vec<u8>),
    }

    fn name(name: &OsStr) -> Name<'_> {
        name.to_str().map_or(Name::Bytes(name.as_bytes()), Name::Text)
    }

    pub(super) fn serialize<S: Serializer>(calls: &[(FileName, Known)], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(calls.iter().map(|(file, known)| (name(file.as_os_str()), known)))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<(FileName, Known)>, D::Error> {
        let calls = Vec::<(OwnedName, Known)>::deserialize(from)?;
        let named = |(name, known)| {
            let name = match name {
                OwnedName::Text(text) => OsString::from(text),
                OwnedName::Bytes(bytes) => OsString::from_vec(bytes),
            };
            // Files of other folders are none of ours, whoever wrote the position.
            if name.is_empty() || name.as_bytes().iter().any(|byte| matches!(byte, 0 | b'/')) {
                return Err(D::Error::custom(format!("{name:?} is no name of a file")));
            }
            Ok((FileName::found(name), known))
        };
        calls.into_iter().map(named).collect()
    }
}

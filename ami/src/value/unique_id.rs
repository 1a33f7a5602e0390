use std::fmt;

/// Identifies a channel for its whole life, such as `1718000000.42`.
///
/// It begins with the second in which the channel was made, after the system's name where one is set
/// (`paris-1718000000.42`). Compare it as text.
///
/// ```
/// use switchhook_ami::UniqueId;
/// assert_eq!(UniqueId::new("1718000000.42").epoch_seconds(), Some(1_718_000_000));
/// assert_eq!(UniqueId::new("paris-1718000000.42").epoch_seconds(), Some(1_718_000_000));
/// // A client may choose an id of its own when it originates a call.
/// assert_eq!(UniqueId::new("click-7").epoch_seconds(), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UniqueId(String);

/// The [`UniqueId`] of the first leg of a call, which all its legs share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkedId(String);

impl UniqueId {
    /// The id with this text.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// When the channel was made, in seconds since 1970, where the id tells.
    pub fn epoch_seconds(&self) -> Option<i64> {
        epoch_seconds(&self.0)
    }
}

impl LinkedId {
    /// The id with this text.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// When the call's first channel was made, in seconds since 1970, where the id tells.
    pub fn epoch_seconds(&self) -> Option<i64> {
        epoch_seconds(&self.0)
    }
}

fn epoch_seconds(id: &str) -> Option<i64> {
    let (before, sequence) = id.rsplit_once('.')?;
    let seconds = before.rsplit_once('-').map_or(before, |(_, seconds)| seconds);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(sequence) && digits(seconds)).then(|| seconds.parse().ok())?
}

impl fmt::Display for UniqueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for LinkedId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for UniqueId {
    fn from(id: &str) -> Self {
        Self::new(id)
    }
}

impl From<&String> for UniqueId {
    fn from(id: &String) -> Self {
        Self::new(id)
    }
}

impl From<String> for UniqueId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl From<&UniqueId> for UniqueId {
    fn from(id: &UniqueId) -> Self {
        id.clone()
    }
}

impl From<UniqueId> for String {
    fn from(id: UniqueId) -> Self {
        id.0
    }
}

impl From<LinkedId> for String {
    fn from(id: LinkedId) -> Self {
        id.0
    }
}

impl AsRef<str> for UniqueId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for LinkedId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::epoch_seconds;

    #[test]
    fn ids_that_hold_no_time_have_none() {
        for id in [
            "",
            ".",
            "1.",
            ".1",
            "a.1",
            "1718000000",
            "-.1",
            "99999999999999999999.1",
            "1.2.x",
        ] {
            assert_eq!(epoch_seconds(id), None, "{id:?}");
        }
    }
}

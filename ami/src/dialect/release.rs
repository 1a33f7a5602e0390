use std::fmt;

/// A release of Asterisk, such as 1.8.18 or 22.10.1.
///
/// ```
/// use switchhook_ami::dialect::Release;
/// assert_eq!(Release::parse("22.10.1"), Some(Release::new(22, 10).patch(1)));
/// // As distributions and certified branches write it.
/// assert_eq!(Release::parse("16.28.0~dfsg-0+deb11u4"), Some(Release::new(16, 28)));
/// assert_eq!(Release::parse("certified/18.9-cert5"), Some(Release::new(18, 9)));
/// assert!(Release::new(1, 8) < Release::new(11, 0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Release {
    major: u16,
    minor: u16,
    patch: u16,
}

impl Release {
    /// The release `major.minor`.
    pub const fn new(major: u16, minor: u16) -> Self {
        Self {
            major,
            minor,
            patch: 0,
        }
    }

    /// The same with a third number.
    #[must_use]
    pub const fn patch(self, patch: u16) -> Self {
        Self { patch, ..self }
    }

    /// After every release of this branch that there will be.
    pub(super) const fn end_of_branch(major: u16) -> Self {
        Self {
            major,
            minor: u16::MAX,
            patch: u16::MAX,
        }
    }

    /// After every third number of this release.
    pub(super) const fn end(self) -> Self {
        self.patch(u16::MAX)
    }

    /// Reads what `CoreSettings` says as `AsteriskVersion`; `None` where it says no release, such as `GIT-master-1a2b3c`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.rsplit_once('/').map_or(text, |(_, release)| release);
        let mut rest = text;
        let mut number = |first: bool| {
            if !first {
                rest = rest.strip_prefix('.')?;
            }
            let end = rest
                .find(|character: char| !character.is_ascii_digit())
                .unwrap_or(rest.len());
            let (digits, after) = rest.split_at(end);
            rest = after;
            digits.parse().ok()
        };
        let (major, minor) = (number(true)?, number(false)?);
        Some(Self {
            major,
            minor,
            patch: number(false).unwrap_or(0),
        })
    }

    /// The branch: 22 of 22.10.1. All of 1.0 to 1.8 is branch 1.
    pub const fn major(self) -> u16 {
        self.major
    }

    /// The second number: 10 of 22.10.1.
    pub const fn minor(self) -> u16 {
        self.minor
    }

    /// Whether this release has what the branches got with `first`, one release for each branch.
    ///
    /// A branch that is not named has it if it is newer than all that are, and lacks it otherwise: Asterisk adds a
    /// thing to the branches alive at that time.
    pub(super) fn is_since(self, first: &[Self]) -> bool {
        match first.iter().find(|release| release.major == self.major) {
            Some(release) => self >= *release,
            None => first
                .iter()
                .map(|release| release.major)
                .max()
                .is_some_and(|newest| self.major > newest),
        }
    }
}

/// Displays `22.10.1`, without a third number of 0; `22.x` where a range has no end yet.
impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.minor, self.patch) {
            (u16::MAX, _) => write!(f, "{}.x", self.major),
            (minor, 0 | u16::MAX) => write!(f, "{}.{minor}", self.major),
            (minor, patch) => write!(f, "{}.{minor}.{patch}", self.major),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Release;

    #[test]
    fn versions_are_read_as_asterisk_and_distributions_write_them() {
        for (text, expected) in [
            ("1.4.44", Some("1.4.44")),
            ("1.8.32.3", Some("1.8.32")),
            ("13.38.3", Some("13.38.3")),
            ("22.10.1~dfsg+~cs6.15-1", Some("22.10.1")),
            ("certified/20.7-cert2", Some("20.7")),
            (" 18.0-rc1 ", Some("18.0")),
            ("GIT-master-1a2b3c", None),
            ("SVN-branch-1.8-r300", None),
            ("22", None),
            ("", None),
            ("99999.1", None),
        ] {
            let read = Release::parse(text).map(|release| release.to_string());
            assert_eq!(read.as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_branch_between_two_that_got_something_did_not_get_it() {
        let first = [
            Release::new(18, 26),
            Release::new(20, 11),
            Release::new(21, 6),
            Release::new(22, 1),
        ];
        for (release, expected) in [
            (Release::new(18, 25).patch(9), false),
            (Release::new(18, 26), true),
            (Release::new(19, 8), false),
            (Release::new(22, 0), false),
            (Release::new(22, 1), true),
            (Release::new(23, 0), true),
            (Release::new(1, 8), false),
        ] {
            assert_eq!(release.is_since(&first), expected, "{release}");
        }
    }
}

//! What differs between the Asterisks from 1.4 to 23, as values at run time.
//!
//! The banner names the version of the manager interface, which tells the release of Asterisk, or a few of them
//! ([`Dialect::of`]). What the banner leaves open, `CoreSettings` can settle ([`Dialect::with_asterisk`]).
//!
//! Reading does not depend on any of this: both forms of command output, lists with and without markers and events of
//! every age are recognised by their shape, whatever the banner says, since appliances rename themselves. A dialect is
//! for those who want to know what to expect, and for what has to be *sent* differently.

mod release;
mod table;

pub use release::Release;

use std::ops::RangeInclusive;

use crate::text::Separator;
use crate::wire::Banner;
use table::{EVENTS, LIST_ENDS, SNAPSHOTS, VERSIONS};

/// What a peer speaks.
///
/// ```
/// use switchhook_ami::dialect::{CommandOutput, Dialect, EventFamily, Release, Support};
/// use switchhook_ami::wire::Banner;
///
/// let old = Dialect::of(&Banner::new("Asterisk Call Manager/1.1"));
/// assert_eq!(old.asterisk(), Some(Release::new(1, 6)..=Release::new(1, 8).patch(u16::MAX)));
/// assert_eq!(old.command_output(), CommandOutput::Follows);
/// assert_eq!(old.events(EventFamily::Dial).collect::<Vec<_>>(), ["Dial"]);
///
/// // The banner of Asterisk 22 has been the same since 22.0; the release itself tells more.
/// let new = Dialect::of(&Banner::new("Asterisk Call Manager/11.0.0"));
/// assert_eq!(new.advanced_filters(), Support::Unknown);
/// assert_eq!(new.with_asterisk("22.10.1").advanced_filters(), Support::Yes);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Dialect {
    first: Release,
    last: Release,
}

/// Whether a peer has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Support {
    /// It has.
    Yes,
    /// It has not.
    No,
    /// What is known of the peer does not tell: ask (`ListCommands`), or try.
    Unknown,
}

/// How a `Ping` is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PingReply {
    /// `Response: Pong`, up to 1.4.
    Pong,
    /// `Response: Success` with `Ping: Pong` and a `Timestamp`.
    Success,
}

/// How the output of a command comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommandOutput {
    /// `Response: Follows`, then raw text up to `--END COMMAND--`: up to 13.
    Follows,
    /// One `Output:` header for each line: from 14 on.
    Headers,
    /// The banner is one that both have said.
    Either,
}

/// Which lists say where they begin and end (`EventList: start`, `EventList: Complete`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListMarkers {
    /// None: 1.4.
    None,
    /// Some; [`Dialect::list_end`] names the end of the others.
    Some,
    /// All: from 13.2 on.
    All,
}

/// Events of one purpose, whose names have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EventFamily {
    /// A leg is dialled. `Dial` has a `SubEvent` (`Begin`, `End`) from 1.6 on.
    Dial,
    /// Channels are joined and parted.
    Bridge,
    /// Callers come into a queue and leave it.
    QueueCaller,
    /// A member of a queue pauses or resumes.
    MemberPause,
    /// AGI over the manager interface.
    AsyncAgi,
}

impl Dialect {
    /// Of a peer that has not said, or in words that are not known: anything between 1.0 and releases to come.
    pub const UNKNOWN: Self = Self {
        first: table::ALWAYS,
        last: Release::end_of_branch(u16::MAX),
    };

    /// Of the peer that began with this line.
    ///
    /// A version between two known ones counts as the branch it is in; a newer one as the branch that it will be.
    /// A line without a version gives [`UNKNOWN`](Self::UNKNOWN).
    pub fn of(banner: &Banner) -> Self {
        let Some(version) = banner.version().and_then(read) else {
            return Self::UNKNOWN;
        };
        if let Some((_, first, last)) = VERSIONS.iter().find(|(known, ..)| *known == version) {
            return Self {
                first: *first,
                last: *last,
            };
        }
        let branch = || VERSIONS.iter().filter(|((major, ..), ..)| *major == version.0);
        match (branch().next(), branch().next_back(), version.0) {
            (Some((_, first, _)), Some((_, _, last)), _) => Self {
                first: *first,
                last: *last,
            },
            // Since Asterisk 16 each branch has counted on by one.
            (_, _, major @ 13..1000) => Self {
                first: Release::new(major + 11, 0),
                last: Release::end_of_branch(major + 11),
            },
            _ => Self::UNKNOWN,
        }
    }

    /// The same, now that the release is known: `AsteriskVersion` of `CoreSettings`. Text that names no release
    /// changes nothing.
    #[must_use]
    pub fn with_asterisk(self, version: &str) -> Self {
        match Release::parse(version) {
            Some(release) => Self {
                first: release,
                last: release,
            },
            None => self,
        }
    }

    /// Which releases of Asterisk it may be; `None` if nothing is known.
    pub fn asterisk(self) -> Option<RangeInclusive<Release>> {
        (self != Self::UNKNOWN).then_some(self.first..=self.last)
    }

    /// Whether it has what came with these releases, the first of each branch that has it.
    ///
    /// ```
    /// use switchhook_ami::dialect::{Dialect, Release, Support};
    /// // DBGetTree: 16.28, 18.14, 19.6 and 20.
    /// let first = [Release::new(16, 28), Release::new(18, 14), Release::new(19, 6), Release::new(20, 0)];
    /// for (version, expected) in [("16.27.0", Support::No), ("17.9.0", Support::No), ("22.0.0", Support::Yes)] {
    ///     assert_eq!(Dialect::UNKNOWN.with_asterisk(version).since(&first), expected, "{version}");
    /// }
    /// ```
    pub fn since(self, first: &[Release]) -> Support {
        match (self.first.is_since(first), self.last.is_since(first)) {
            (true, true) => Support::Yes,
            (false, false) => Support::No,
            _ => Support::Unknown,
        }
    }

    /// How a `Ping` is answered.
    pub fn ping_reply(self) -> PingReply {
        match self.since(&[Release::new(1, 6)]) {
            Support::No => PingReply::Pong,
            Support::Yes | Support::Unknown => PingReply::Success,
        }
    }

    /// How the output of a command comes.
    pub fn command_output(self) -> CommandOutput {
        match self.since(&[Release::new(14, 0)]) {
            Support::No => CommandOutput::Follows,
            Support::Yes => CommandOutput::Headers,
            Support::Unknown => CommandOutput::Either,
        }
    }

    /// Which lists say where they begin and end.
    pub fn list_markers(self) -> ListMarkers {
        if self.since(&[Release::new(13, 2)]) == Support::Yes {
            ListMarkers::All
        } else if self.since(&[Release::new(1, 6)]) == Support::No {
            ListMarkers::None
        } else {
            ListMarkers::Some
        }
    }

    /// The event that ends the list this action answers with, where markers may be lacking; `None` where the list
    /// says it itself, or is not known.
    ///
    /// ```
    /// use switchhook_ami::dialect::Dialect;
    /// assert_eq!(Dialect::UNKNOWN.with_asterisk("11.25.3").list_end("queuestatus"), Some("QueueStatusComplete"));
    /// assert_eq!(Dialect::UNKNOWN.with_asterisk("22.10.1").list_end("QueueStatus"), None);
    /// ```
    pub fn list_end(self, action: &str) -> Option<&'static str> {
        if self.list_markers() == ListMarkers::All {
            return None;
        }
        // Before 1.8 the value was the end; the banner of 1.8 is that of 1.6.
        if action.eq_ignore_ascii_case("DBGet") && self.since(&[Release::new(1, 8)]) != Support::Yes {
            return Some("DBGetResponse");
        }
        LIST_ENDS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(action))
            .map(|(_, end)| *end)
    }

    /// The names that events of this purpose may have here.
    pub fn events(self, family: EventFamily) -> impl Iterator<Item = &'static str> {
        EVENTS
            .iter()
            .filter(move |(of, _, first, gone)| {
                *of == family && self.last >= *first && gone.is_none_or(|gone| self.first < gone)
            })
            .map(|(_, name, ..)| *name)
    }

    /// What stands between two variables of one `Variable` header.
    pub fn variable_separator(self) -> Separator {
        match self.since(&[Release::new(1, 6)]) {
            Support::No => Separator::Pipe,
            Support::Yes | Support::Unknown => Separator::Comma,
        }
    }

    /// Whether events carry snapshots of channels and bridges, the same headers in the same order in all of them.
    pub fn snapshots(self) -> Support {
        self.since(&[SNAPSHOTS])
    }

    /// Whether names in snapshots are escaped with backslashes.
    pub fn escaped_names(self) -> Support {
        self.since(&[Release::new(13, 5), Release::new(14, 0)])
    }

    /// Whether the action `Filter` exists, with a regular expression over the whole event.
    pub fn filters(self) -> Support {
        self.since(&[
            Release::new(1, 8).patch(18),
            Release::new(10, 10),
            Release::new(11, 0),
        ])
    }

    /// Whether `Filter` has the form with `MatchCriteria`.
    pub fn advanced_filters(self) -> Support {
        self.since(&[
            Release::new(18, 26),
            Release::new(20, 11),
            Release::new(21, 6),
            Release::new(22, 1),
        ])
    }

    /// Whether the actions and events of chan_sip, `Monitor` and SKINNY may exist: up to 20.
    pub fn chan_sip(self) -> Support {
        match self.since(&[Release::new(21, 0)]) {
            Support::Yes => Support::No,
            Support::No => Support::Yes,
            Support::Unknown => Support::Unknown,
        }
    }
}

/// What nothing is known of.
impl Default for Dialect {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl Support {
    /// Whether it is certain.
    pub fn is_yes(self) -> bool {
        self == Self::Yes
    }

    /// Whether it is possible.
    pub fn is_possible(self) -> bool {
        self != Self::No
    }
}

/// `11.0.0`, `1.1`: two or three numbers.
fn read(version: &str) -> Option<(u16, u16, u16)> {
    let mut numbers = version.splitn(3, '.').map(str::parse);
    let (major, minor) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    Some((major, minor, numbers.next().unwrap_or(Ok(0)).ok()?))
}

#[cfg(test)]
mod tests {
    use super::{CommandOutput, Dialect, EventFamily, ListMarkers, PingReply, Support};
    use crate::text::Separator;
    use crate::wire::Banner;

    fn of(version: &str) -> Dialect {
        Dialect::of(&Banner::new(format!("Asterisk Call Manager/{version}")))
    }

    fn releases(dialect: Dialect) -> String {
        dialect.asterisk().map_or_else(String::new, |range| {
            format!("{} - {}", range.start(), range.end())
        })
    }

    #[test]
    fn each_banner_names_its_releases() {
        for (version, expected) in [
            ("1.0", "1.0 - 1.4"),
            ("1.1", "1.6 - 1.8"),
            ("1.3", "11.0 - 11.25"),
            ("2.8.0", "13.5 - 14.1"),
            ("2.10.6", "13.35 - 13.38"),
            ("5.0.4", "16.25 - 16.28"),
            ("11.0.0", "22.0 - 22.x"),
            ("12.0.0", "23.0 - 23.x"),
            // Not seen, so the branch, or the one to come.
            ("5.0.9", "16.0 - 16.30"),
            ("13.0.0", "24.0 - 24.x"),
            ("99999.0", ""),
            ("x", ""),
            ("1", ""),
        ] {
            assert_eq!(releases(of(version)), expected, "{version}");
        }
        assert_eq!(Dialect::of(&Banner::new("Our PBX")), Dialect::UNKNOWN);
    }

    #[test]
    fn the_differences_follow_from_the_releases() {
        use EventFamily::{AsyncAgi, Bridge, Dial, MemberPause, QueueCaller};
        let names = |dialect: Dialect, family| dialect.events(family).collect::<Vec<_>>().join(" ");
        for (version, ping, output, lists, separator, snapshots) in [
            (
                "1.0",
                PingReply::Pong,
                CommandOutput::Follows,
                ListMarkers::None,
                Separator::Pipe,
                Support::No,
            ),
            (
                "1.1",
                PingReply::Success,
                CommandOutput::Follows,
                ListMarkers::Some,
                Separator::Comma,
                Support::No,
            ),
            (
                "1.3",
                PingReply::Success,
                CommandOutput::Follows,
                ListMarkers::Some,
                Separator::Comma,
                Support::No,
            ),
            (
                "2.5.0",
                PingReply::Success,
                CommandOutput::Follows,
                ListMarkers::Some,
                Separator::Comma,
                Support::Yes,
            ),
            (
                "2.7.0",
                PingReply::Success,
                CommandOutput::Follows,
                ListMarkers::All,
                Separator::Comma,
                Support::Yes,
            ),
            (
                "2.8.0",
                PingReply::Success,
                CommandOutput::Either,
                ListMarkers::All,
                Separator::Comma,
                Support::Yes,
            ),
            (
                "11.0.0",
                PingReply::Success,
                CommandOutput::Headers,
                ListMarkers::All,
                Separator::Comma,
                Support::Yes,
            ),
        ] {
            let dialect = of(version);
            assert_eq!(
                (
                    dialect.ping_reply(),
                    dialect.command_output(),
                    dialect.list_markers(),
                    dialect.variable_separator(),
                    dialect.snapshots()
                ),
                (ping, output, lists, separator, snapshots),
                "{version}"
            );
        }
        let (old, middle, new) = (of("1.0"), of("1.3"), of("11.0.0"));
        assert_eq!(names(old, Dial), "Dial");
        assert_eq!(names(of("2.7.0"), Dial), "DialBegin DialEnd");
        assert_eq!(names(new, Dial), "DialBegin DialState DialEnd");
        assert_eq!(names(old, Bridge), "Link Unlink");
        assert_eq!(names(of("1.1"), Bridge), "Bridge Unlink");
        assert_eq!(names(middle, Bridge), "Bridge");
        assert_eq!(names(middle, QueueCaller), "Join Leave QueueCallerAbandon");
        assert_eq!(
            names(new, QueueCaller),
            "QueueCallerJoin QueueCallerLeave QueueCallerAbandon"
        );
        assert_eq!(names(middle, MemberPause), "QueueMemberPaused");
        assert_eq!(names(new, MemberPause), "QueueMemberPause");
        assert_eq!(names(old, AsyncAgi), "");
        assert_eq!(names(middle, AsyncAgi), "AsyncAGI");
    }

    #[test]
    fn a_peer_that_names_no_version_may_be_any() {
        let unknown = Dialect::default();
        assert_eq!(unknown.asterisk(), None);
        assert_eq!(unknown.command_output(), CommandOutput::Either);
        assert_eq!(unknown.list_markers(), ListMarkers::Some);
        assert_eq!(unknown.list_end("Status"), Some("StatusComplete"));
        assert_eq!(unknown.events(EventFamily::Dial).count(), 4);
        assert!(!unknown.advanced_filters().is_yes() && unknown.advanced_filters().is_possible());
    }

    #[test]
    fn what_a_branch_gained_later_is_told_by_the_release() {
        for (version, filters, advanced, sip, escaped) in [
            ("1.8.17.0", Support::No, Support::No, Support::Yes, Support::No),
            ("1.8.32.3", Support::Yes, Support::No, Support::Yes, Support::No),
            ("13.4.0", Support::Yes, Support::No, Support::Yes, Support::No),
            ("13.5.0", Support::Yes, Support::No, Support::Yes, Support::Yes),
            ("16.28.0", Support::Yes, Support::No, Support::Yes, Support::Yes),
            ("20.11.0", Support::Yes, Support::Yes, Support::Yes, Support::Yes),
            ("22.0.0", Support::Yes, Support::No, Support::No, Support::Yes),
            ("23.1.0", Support::Yes, Support::Yes, Support::No, Support::Yes),
        ] {
            let dialect = Dialect::UNKNOWN.with_asterisk(version);
            assert_eq!(
                (
                    dialect.filters(),
                    dialect.advanced_filters(),
                    dialect.chan_sip(),
                    dialect.escaped_names()
                ),
                (filters, advanced, sip, escaped),
                "{version}"
            );
        }
        assert_eq!(of("11.0.0").with_asterisk("GIT-master"), of("11.0.0"));
    }

    #[test]
    fn lists_without_markers_have_a_known_end() {
        assert_eq!(of("1.0").list_end("DBGet"), Some("DBGetResponse"));
        assert_eq!(of("1.3").list_end("dbget"), Some("DBGetComplete"));
        assert_eq!(of("1.3").list_end("Getvar"), None);
        assert_eq!(of("5.0.4").list_end("DBGet"), None);
    }
}

//! What is odd about a file, and what Asterisk does about it.

use std::fmt;

use crate::key::Key;
use crate::value::ValueError;

/// Something odd in a call file. Displays as one sentence: where, what, what Asterisk does, what to do.
///
/// ```
/// use switchhook_callfile::{Effect, check};
/// let report = check("Channel : PJSIP/100\nChannel: PJSIP/101\nApplication: Echo\n");
/// let finding = &report.findings[0];
/// assert_eq!((finding.line, finding.effect), (Some(1), Effect::IgnoredWithWarning));
/// assert_eq!(
///     finding.to_string(),
///     "line 1: Asterisk knows no key \"Channel \"; write `Channel:` without blanks around it; \
///      Asterisk ignores the line with a warning"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line, from 1; none if it is about the whole file.
    pub line: Option<usize>,
    /// What it is, and what to do.
    pub problem: Problem,
    /// What Asterisk does.
    pub effect: Effect,
}

/// What Asterisk does with something odd.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// The line does not count, and the log says so.
    IgnoredWithWarning,
    /// The line does not count, and nothing says so.
    IgnoredSilently,
    /// The default counts in place of the value, and the log says so.
    DefaultWithWarning,
    /// The line counts, perhaps not as it was meant.
    Taken,
    /// The file is removed, or archived as `Failed`, without a call.
    FileDiscarded,
    /// The file is removed, or archived as `Expired`, without a call.
    NeverCalled,
    /// Asterisk may take it, but this crate did not look.
    NotChecked,
}

/// What is odd.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A line that is neither `Key: value`, a comment nor blank.
    #[error("no `:` in {text:?}; write it as `Key: value`")]
    MissingColon {
        /// Its beginning.
        text: String,
    },
    /// A key that Asterisk does not know.
    #[error("Asterisk knows no key {key:?}; {}", advice(key, *.instead))]
    UnknownKey {
        /// As written.
        key: String,
        /// What was probably meant.
        instead: Option<Key>,
    },
    /// The status that Asterisk writes into `outgoing_done`, of no use in `outgoing`.
    #[error("a final status, which Asterisk writes itself; leave it out")]
    Status,
    /// More bytes than Asterisk reads.
    #[error("a line of more than 1022 bytes; shorten it")]
    LineTooLong,
    /// A NUL, which makes Asterisk lose lines.
    #[error("a NUL; remove it, Asterisk loses this line and those up to line {last}")]
    Nul {
        /// The last line that is lost.
        last: usize,
    },
    /// A NUL in the last line, which hides the rest of it.
    #[error("a NUL in the last line hides what follows it; remove it")]
    CutByNul,
    /// A channel without technology.
    #[error("{text:?} is not `Technology/Resource`; write it such as PJSIP/100")]
    NotAChannel {
        /// As written.
        text: String,
    },
    /// Not a number, or one that Asterisk refuses.
    #[error("{key}: {text:?} is no number that Asterisk takes; write a whole number of at least {least}")]
    BadNumber {
        /// Whose.
        key: Key,
        /// As written.
        text: String,
        /// The least that works.
        least: u32,
    },
    /// Something behind a number.
    #[error("{key}: Asterisk reads {text:?} as {value}; write {value} alone")]
    NumberWithTail {
        /// Whose.
        key: Key,
        /// As written.
        text: String,
        /// What counts.
        value: i32,
    },
    /// A number that does not fit in what Asterisk calculates with.
    #[error("{0}")]
    OutOfRange(ValueError),
    /// Fewer than no retries.
    #[error("{value} retries leave no attempt; write 0 for one attempt")]
    NoAttempt {
        /// As Asterisk reads it.
        value: i32,
    },
    /// As many attempts as are allowed have failed.
    #[error(
        "{failed} attempts have failed and {allowed} are allowed; remove the appended lines or raise MaxRetries"
    )]
    AttemptsUsedUp {
        /// How many have failed.
        failed: usize,
        /// How many there may be.
        allowed: i64,
    },
    /// Neither yes nor no.
    #[error("{key}: {text:?} means no; write yes or no")]
    OddBoolean {
        /// Whose.
        key: Key,
        /// As written.
        text: String,
    },
    /// A variable without `=`.
    #[error("no `=` in {text:?}; write it as `Set: name=value`")]
    MissingEquals {
        /// Its beginning.
        text: String,
    },
    /// A variable without a name.
    #[error("a variable without a name; write it as `Set: name=value`")]
    NamelessVariable,
    /// `StartRetry` without a process number.
    #[error("no process number in {key}; leave such lines to Asterisk")]
    NoPid {
        /// Which.
        key: Key,
    },
    /// The same key again.
    #[error("{key} again, after line {earlier}; leave one of the two, only this one counts")]
    Repeated {
        /// Which.
        key: Key,
        /// The line that does not count.
        earlier: usize,
    },
    /// An extension beside an application.
    #[error("an extension beside an application; leave out one of the two, the application wins")]
    ExtensionBesideApplication,
    /// A value that Asterisk takes and this crate refuses to hold.
    #[error("{0}")]
    Unholdable(ValueError),
    /// Nobody to call.
    #[error("nobody to call; add `Channel: Technology/Resource`")]
    NoChannel,
    /// Neither an application nor an extension says where the call goes.
    #[error("no destination; add `Application:`, or `Context:` and `Extension:`")]
    NoDestination,
    /// More bytes than this crate looks at.
    #[error("{length} bytes; a call file has a few hundred, and at most {limit} are looked at")]
    FileTooLong {
        /// How many there are.
        length: usize,
        /// How many there may be.
        limit: usize,
    },
}

fn advice(key: &str, instead: Option<Key>) -> String {
    match instead {
        Some(meant) if key.starts_with('\u{feff}') => {
            format!("remove the byte order mark before `{meant}:`")
        }
        Some(meant) if key.trim().eq_ignore_ascii_case(meant.as_str()) => {
            format!("write `{meant}:` without blanks around it")
        }
        Some(meant) => format!("write `{meant}:`"),
        None => "remove the line, or make it a comment with `#`".to_owned(),
    }
}

impl Problem {
    /// A word for programs that does not change when the sentence does: `unknown-key`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MissingColon { .. } => "missing-colon",
            Self::UnknownKey { .. } => "unknown-key",
            Self::Status => "status",
            Self::LineTooLong => "line-too-long",
            Self::Nul { .. } | Self::CutByNul => "nul",
            Self::NotAChannel { .. } => "not-a-channel",
            Self::BadNumber { .. } => "bad-number",
            Self::NumberWithTail { .. } => "number-with-tail",
            Self::OutOfRange(_) => "out-of-range",
            Self::NoAttempt { .. } => "no-attempt",
            Self::AttemptsUsedUp { .. } => "attempts-used-up",
            Self::OddBoolean { .. } => "odd-boolean",
            Self::MissingEquals { .. } => "missing-equals",
            Self::NamelessVariable => "nameless-variable",
            Self::NoPid { .. } => "no-pid",
            Self::Repeated { .. } => "repeated",
            Self::ExtensionBesideApplication => "extension-beside-application",
            Self::Unholdable(_) => "unholdable",
            Self::NoChannel => "no-channel",
            Self::NoDestination => "no-destination",
            Self::FileTooLong { .. } => "file-too-long",
        }
    }
}

impl Effect {
    /// A word for programs: `ignored-with-warning`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::IgnoredWithWarning => "ignored-with-warning",
            Self::IgnoredSilently => "ignored-silently",
            Self::DefaultWithWarning => "default-with-warning",
            Self::Taken => "taken",
            Self::FileDiscarded => "file-discarded",
            Self::NeverCalled => "never-called",
            Self::NotChecked => "not-checked",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::IgnoredWithWarning => "Asterisk ignores the line with a warning",
            Self::IgnoredSilently => "Asterisk ignores the line and says nothing",
            Self::DefaultWithWarning => "Asterisk takes the default with a warning",
            Self::Taken => "Asterisk takes it",
            Self::FileDiscarded => "Asterisk discards the file",
            Self::NeverCalled => "Asterisk removes the file without calling",
            Self::NotChecked => "not checked further",
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}; {}", self.problem, self.effect)
    }
}

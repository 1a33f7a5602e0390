use crate::call_file::CallFile;
use crate::finding::{Finding, Problem};
use crate::history::History;

/// What Asterisk makes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Whether it calls.
    pub verdict: Verdict,
    /// The call as Asterisk reads it: there if it calls, unless a value is one that this crate refuses to hold, or
    /// Asterisk's arithmetic would overflow. A finding then says so.
    pub call: Option<CallFile>,
    /// What Asterisk appended about attempts.
    pub history: History,
    /// What is odd, in the order of the lines.
    pub findings: Vec<Finding>,
    /// How many findings more there are.
    pub omitted: usize,
}

/// Whether Asterisk calls.
///
/// ```
/// use switchhook_callfile::{Verdict, check};
/// let verdict = check("Channel: PJSIP/100\n").verdict;
/// assert_eq!(verdict, Verdict::Discarded);
/// assert_eq!(verdict.to_string(), "Asterisk discards the file");
/// assert_eq!(verdict.code(), "discarded");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// It calls when the time of the file has come, unless a `StartRetry` line says that it is calling already.
    Called,
    /// It removes the file as expired: no attempt is left.
    Expired,
    /// It removes the file as failed: nobody to call, or nowhere to go.
    Discarded,
    /// The file is too long for this crate to say.
    Unknown,
}

impl Verdict {
    /// A word for programs: `called`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Called => "called",
            Self::Expired => "expired",
            Self::Discarded => "discarded",
            Self::Unknown => "unknown",
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Called => "Asterisk calls",
            Self::Expired => "Asterisk removes the file without calling",
            Self::Discarded => "Asterisk discards the file",
            Self::Unknown => "too long to say what Asterisk does",
        })
    }
}

/// Why a file is not one that Asterisk reads without finding anything odd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// The line, from 1; none if it is about the whole file.
    pub line: Option<usize>,
    /// What it is, and what to do.
    pub problem: Problem,
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        self.problem.fmt(f)
    }
}

impl std::error::Error for ParseError {}

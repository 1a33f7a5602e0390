//! Why a command ended early, and what programs are told about it.

use std::io;
use std::path::Path;
use std::process::ExitCode;

/// How a command ended that was not broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Nothing to look at.
    Well,
    /// The work is done, and something in it needs a look: lines refused, calls without a rate, versions that differ.
    WithRemarks,
}

impl Ended {
    /// With remarks if there are any.
    pub(crate) fn remarks(any: bool) -> Self {
        if any { Self::WithRemarks } else { Self::Well }
    }

    pub(crate) fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Self::Well => 0,
            Self::WithRemarks => 1,
        })
    }
}

/// Why a command was broken off. Code 2, a wrong command line, is clap's.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Options that clap takes, but that make no sense together.
    #[error("{0}")]
    Usage(String),
    /// Something cannot be read.
    #[error("{0}")]
    Input(String),
    /// Something cannot be written.
    #[error("{0}")]
    Output(String),
    /// The tariff cannot be used.
    #[error("{0}")]
    Tariff(String),
    /// Whoever read our output went away: not a word about it.
    #[error("nobody reads the output any more")]
    ReaderGone,
}

impl Failure {
    /// A file or stream that cannot be read, and what to do.
    pub(crate) fn cannot_read(path: &Path, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "; give the path of a file that exists",
            io::ErrorKind::PermissionDenied => "; let this user read it",
            io::ErrorKind::InvalidData => "; save it as UTF-8",
            io::ErrorKind::IsADirectory => "; give a file in it",
            _ => "",
        };
        Self::Input(format!("{}: cannot be read: {error}{remedy}", path.display()))
    }

    /// A file or stream that cannot be written, and what to do.
    pub(crate) fn cannot_write(name: &str, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::BrokenPipe => return Self::ReaderGone,
            io::ErrorKind::NotFound => "; its folder has to exist",
            io::ErrorKind::PermissionDenied => "; choose a folder that this user may write to",
            io::ErrorKind::StorageFull => "; make room, and run it again",
            _ => "",
        };
        Self::Output(format!("{name}: cannot be written: {error}{remedy}"))
    }

    pub(crate) fn code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Usage(_) => 2,
            Self::Input(_) => 3,
            Self::Output(_) => 4,
            Self::Tariff(_) => 5,
            // As a shell reports a program that SIGPIPE ended.
            Self::ReaderGone => 141,
        })
    }
}

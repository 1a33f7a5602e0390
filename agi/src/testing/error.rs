use std::io;
use std::time::Duration;

/// The program did something else than the script says.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// Another line came.
    #[error("step {step}: expected {expected:?}, got {got:?}")]
    OtherLine {
        /// Which step of the script, from 1: the environment is the first, and [`on`](super::Script::on) is two.
        step: usize,
        /// What should have come.
        expected: String,
        /// What came.
        got: String,
    },
    /// The program closed the connection.
    #[error("step {step}: expected {expected:?}, but the program closed")]
    Closed {
        /// Which step of the script, from 1: the environment is the first, and [`on`](super::Script::on) is two.
        step: usize,
        /// What should have come.
        expected: String,
    },
    /// The program did not close the connection where it should.
    #[error("step {step}: the program should have closed, but sent {got:?}")]
    NotClosed {
        /// Which step of the script, from 1: the environment is the first, and [`on`](super::Script::on) is two.
        step: usize,
        /// What came instead.
        got: String,
    },
    /// Nothing came in time.
    #[error(
        "step {step}: expected {expected:?}, but nothing came within {waited:?}; if it may take longer, see Script::patience"
    )]
    Silence {
        /// Which step of the script, from 1: the environment is the first, and [`on`](super::Script::on) is two.
        step: usize,
        /// What should have come.
        expected: String,
        /// See [`Script::patience`](super::Script::patience).
        waited: Duration,
    },
    /// The connection failed.
    #[error("step {step}: the connection failed: {source}")]
    Io {
        /// As above; 0 is connecting.
        step: usize,
        /// What the operating system said.
        source: io::Error,
    },
}

/// A line of a transcript that means nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: begins with neither `A: `, `P: `, `A.`, `P.` nor `#`")]
pub struct TranscriptError {
    /// From 1.
    pub line: usize,
}

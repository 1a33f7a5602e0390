//! Asterisk call files: build, check, read, and put into the spool without ever being read half-written.
//!
//! A call file is the simplest door into Asterisk: a text file in `/var/spool/asterisk/outgoing`, and a telephone
//! rings. [`CallFile`] is such a file made valid by construction, [`check()`] says what Asterisk does with any file,
//! line by line, and `Spool` puts a file where Asterisk takes it, now or at a time. [`instant`] makes an instant of a clock
//! time somewhere, and [`Pacer`] says whom a campaign calls next.
//!
//! ```
//! use std::time::Duration;
//! use switchhook_callfile::{CallFile, Target, Verdict, check};
//!
//! let call = CallFile::builder("PJSIP/100", Target::extension("internal", "200")?)
//!     .caller_id("Fire alarm", "200")
//!     .wait_time(Duration::from_secs(20))
//!     .variable("ROOM", "cellar")
//!     .build()?;
//! assert!(call.to_string().starts_with("Channel: PJSIP/100\nCallerID: \"Fire alarm\" <200>\n"));
//!
//! // What somebody else wrote: one line is odd, and Asterisk calls all the same.
//! let report = check("Channel: PJSIP/100\nTimeout: 20\nApplication: Echo\n");
//! assert_eq!(report.verdict, Verdict::Called);
//! assert_eq!(
//!     report.findings[0].to_string(),
//!     "line 2: Asterisk knows no key \"Timeout\"; write `WaitTime:`; Asterisk ignores the line with a warning"
//! );
//! # Ok::<(), switchhook_callfile::ValueError>(())
//! ```
//!
//! # Laws
//!
//! - Reading what was printed gives the same call, and printing that gives the same bytes.
//! - No value can begin a line: CR, LF and NUL are refused when it is built, and so is what Asterisk would cut, strip or
//!   take for a comment.
//! - The core has no clock and touches no file: the time of a call is an argument. It builds for WebAssembly.
//!
//! # Versions
//!
//! `pbx/pbx_spool.c` is the same from Asterisk 16 to 23; every statement here was tried on 16.28 and 22.10 (see the live
//! tests in `examples/asterisk`).
//!
//! # Features
//!
//! | feature | default | adds |
//! |---|---|---|
//! | `spool` | yes | `Spool`, on Unix: files on disk |
//! | `watch` | no | `watch`, on Unix: what became of each call |
//! | `serde` | no | a `Pacer`, and the position of a follower, as data: saved, and loaded after a restart |

mod call_file;
mod caller_id;
mod check;
mod civil;
mod finding;
mod history;
mod key;
mod line;
mod number;
pub mod pacer;
mod range;
mod report;
#[cfg(all(feature = "spool", unix))]
mod spool;
mod target;
mod value;
mod variable;
#[cfg(all(feature = "watch", unix))]
pub mod watch;

// The call.
pub use call_file::{Builder, CallFile};
pub use target::Target;

// Its parts.
pub use caller_id::CallerId;
pub use key::Key;
pub use range::Priority;
pub use value::{Account, AppData, AppName, Channel, Codecs, Context, Extension};
pub use value::{ValueError, ValueProblem};
pub use variable::Variable;

// What Asterisk makes of a file.
pub use check::{MAX_FILE, check};
pub use finding::{Effect, Finding, Problem};
pub use history::{AttemptEvent, History, Mark, Status};
pub use report::{ParseError, Report, Verdict};

// When, and whom next.
pub use civil::{CivilError, ClockChange, TouchTime, TouchTimeError, instant};
pub use pacer::Pacer;

// Files on disk.
#[cfg(all(feature = "spool", unix))]
pub use spool::{
    Cancelled, Caught, FileName, FileNameError, Listed, Listing, Pending, Rescheduled, Spool, SpoolError,
    State, Submission,
};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadmeDoctests;

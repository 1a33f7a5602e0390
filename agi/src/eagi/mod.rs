//! The caller's voice, which `EAGI()` hands to a program on descriptor 3.
//!
//! It is sound as it comes from the caller, without framing; here it is cut into frames of some milliseconds each.
//! Asterisk does not wait for a program that reads too slowly: what does not fit into the pipe is lost, and
//! [`Audio::missing`] says about how much.
//!
//! ```no_run
//! # #[cfg(feature = "stdio")]
//! # mod program {
//! use std::time::Duration;
//! use switchhook_agi::HandlerError;
//! use switchhook_agi::eagi::{Audio, Format};
//! use switchhook_agi::{Call, stdio};
//!
//! /// How loud the caller is in the first five seconds.
//! async fn loudness(call: Call) -> Result<(), HandlerError> {
//!     let mut audio = Audio::open(&call, Format::SLIN)?;
//!     let mut loudest = 0;
//!     while let Some(frame) = audio.read_frame().await? {
//!         loudest = frame.samples().map(i16::unsigned_abs).max().unwrap_or(0).max(loudest);
//!         if audio.received() > Duration::from_secs(5) {
//!             break;
//!         }
//!     }
//!     Ok(call.set_variable("LOUDNESS", loudest.to_string()).await?)
//! }
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> switchhook_agi::Outcome {
//!     stdio::run(loudness).await
//! }
//! # }
//! ```

#[cfg(feature = "stdio")]
mod audio;
mod format;
mod framing;

#[cfg(feature = "stdio")]
pub use audio::Audio;
pub use format::Format;
pub use framing::Frame;
pub(crate) use framing::Framing;

/// Where `EAGI()` puts the caller's voice.
pub(crate) const DESCRIPTOR: &str = "/dev/fd/3";

/// What to do where descriptor 3 has no sound.
pub(crate) fn not_eagi(problem: impl std::fmt::Display) -> std::io::Error {
    std::io::Error::new(
        std::io::ErrorKind::NotFound,
        format!("no sound on descriptor 3: {problem}; call the program with EAGI() instead of AGI()"),
    )
}

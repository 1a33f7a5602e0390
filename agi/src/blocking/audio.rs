use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rustix::fs::{Mode, OFlags};

use super::Call;
use super::wait::{Hangup, wait};
use crate::eagi::{DESCRIPTOR, Format, Frame, Framing, not_eagi};

/// The caller's voice as frames; see [`eagi`](crate::eagi). It does not hold the call: another thread may read it while
/// this one sends commands.
///
/// ```no_run
/// use switchhook_agi::blocking::{Audio, Call};
/// use switchhook_agi::HandlerError;
/// use switchhook_agi::eagi::Format;
///
/// fn listen(call: &mut Call) -> Result<(), HandlerError> {
///     let mut audio = Audio::open(call, Format::SLIN)?;
///     let hearing = std::thread::spawn(move || -> std::io::Result<usize> {
///         let mut samples = 0;
///         while let Some(frame) = audio.read_frame()? {
///             samples += frame.samples().count();
///         }
///         Ok(samples)
///     });
///     call.answer()?;
///     Ok(())
/// }
/// ```
pub struct Audio {
    pipe: File,
    hangup: Option<Hangup>,
    is_over: bool,
    framing: Framing,
}

impl Audio {
    /// Opens descriptor 3. `format` is what `EAGI_AUDIO_FORMAT` says, or [`Format::SLIN`] without it.
    ///
    /// # Errors
    /// The call did not come by `EAGI()`, or the descriptor is no pipe.
    pub fn open(call: &Call, format: Format) -> io::Result<Self> {
        if !call.environment().is_enhanced() {
            return Err(not_eagi("agi_enhanced is not 1.0"));
        }
        // Without waiting: Asterisk may have closed its end already.
        let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let pipe = rustix::fs::open(DESCRIPTOR, flags, Mode::empty()).map_err(not_eagi)?;
        Self::of(call, format, pipe)
    }

    /// Reads from something else, such as a pipe of a test.
    ///
    /// # Errors
    /// The process has no file descriptor left.
    pub fn of(call: &Call, format: Format, sound: impl Into<OwnedFd>) -> io::Result<Self> {
        Ok(Self {
            pipe: sound.into().into(),
            hangup: call.hangup()?,
            is_over: false,
            framing: Framing::new(format),
        })
    }

    /// How long each frame is. 20 ms by default, as telephones send them; one sample at least.
    #[must_use]
    pub fn frames_of(mut self, time: Duration) -> Self {
        self.framing.set_length(time);
        self
    }

    /// Waits for the next frame; `None` once the caller has hung up or Asterisk has closed. The last frame may be
    /// shorter.
    ///
    /// # Errors
    /// Reading failed.
    pub fn read_frame(&mut self) -> io::Result<Option<Frame>> {
        while !self.is_over {
            let ready = wait(&self.pipe, self.hangup.as_ref(), None)?;
            // What was said before the hangup still counts.
            if !ready.input {
                self.is_over = true;
                break;
            }
            match self.pipe.read(self.framing.space()) {
                Ok(0) => self.is_over = true,
                Ok(count) => {
                    if let Some(frame) = self.framing.fill(count, Instant::now()) {
                        return Ok(Some(frame));
                    }
                }
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted
                    ) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(self.framing.rest())
    }

    /// How much sound came so far.
    pub fn received(&self) -> Duration {
        self.framing.received()
    }

    /// About how much sound should have come since the first frame, and did not: Asterisk dropped it since nobody read,
    /// or the telephone sent none, as some do while their users are silent.
    pub fn missing(&self) -> Duration {
        self.framing.missing(Instant::now())
    }
}

impl fmt::Debug for Audio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audio")
            .field("received", &self.received())
            .finish_non_exhaustive()
    }
}

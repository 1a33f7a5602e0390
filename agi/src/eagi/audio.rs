use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _};
use tokio::net::unix::pipe;
use tokio::time::Instant;

use super::{DESCRIPTOR, Format, Frame, Framing, not_eagi};
use crate::call::Call;

/// The caller's voice as a stream of frames; see the [module](super).
///
/// Read it while commands are under way: a task of its own, or `tokio::join!`. It does not hold the call.
pub struct Audio {
    pipe: Pin<Box<dyn AsyncRead + Send>>,
    hung_up: Pin<Box<dyn Future<Output = ()> + Send>>,
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
        let pipe = pipe::OpenOptions::new()
            .open_receiver(DESCRIPTOR)
            .map_err(not_eagi)?;
        Ok(Self::of(call, format, pipe))
    }

    /// Reads from something else, such as a recording in a test.
    pub fn of(call: &Call, format: Format, sound: impl AsyncRead + Send + 'static) -> Self {
        Self {
            pipe: Box::pin(sound),
            hung_up: Box::pin(call.hung_up()),
            is_over: false,
            framing: Framing::new(format),
        }
    }

    /// How long each frame is. 20 ms by default, as telephones send them; one sample at least.
    #[must_use]
    pub fn frames_of(mut self, time: Duration) -> Self {
        self.framing.set_length(time);
        self
    }

    /// The next frame; `None` once the caller has hung up or Asterisk has closed. The last frame may be shorter.
    ///
    /// Dropping the future loses nothing.
    ///
    /// # Errors
    /// Reading failed.
    pub async fn read_frame(&mut self) -> io::Result<Option<Frame>> {
        while !self.is_over {
            let count = tokio::select! {
                // What was said before the hangup still counts.
                biased;
                count = self.pipe.read(self.framing.space()) => count?,
                () = &mut self.hung_up => 0,
            };
            if count == 0 {
                self.is_over = true;
            } else if let Some(frame) = self.framing.fill(count, Instant::now().into_std()) {
                return Ok(Some(frame));
            }
        }
        Ok(self.framing.rest())
    }

    /// How much sound came so far.
    pub fn received(&self) -> Duration {
        self.framing.received()
    }

    /// About how much sound should have come since the first frame, and did not: Asterisk dropped it since nobody read,
    /// or there was none, as telephones send none while their users are silent and some do. It cannot tell.
    pub fn missing(&self) -> Duration {
        self.framing.missing(Instant::now().into_std())
    }
}

impl fmt::Debug for Audio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audio")
            .field("received", &self.received())
            .finish_non_exhaustive()
    }
}

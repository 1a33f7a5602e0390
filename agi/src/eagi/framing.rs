//! Bytes of a pipe to frames. No I/O: bytes and time are arguments.

use std::fmt;
use std::time::{Duration, Instant};

use super::Format;
use super::format::{Coding, of_a_law, of_mu_law};

/// How long a frame is unless it was said.
const FRAME: Duration = Duration::from_millis(20);

/// Some milliseconds of the caller's voice.
///
/// ```no_run
/// # #[cfg(feature = "stdio")]
/// # async fn some(audio: &mut switchhook_agi::eagi::Audio) -> std::io::Result<()> {
/// while let Some(frame) = audio.read_frame().await? {
///     let loudest = frame.samples().map(i16::unsigned_abs).max();
///     println!("{:?}: {} bytes, {loudest:?}", frame.duration(), frame.as_bytes().len());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    bytes: Vec<u8>,
    format: Format,
}

impl Frame {
    /// As it came.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// As it came, without copying.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Linear samples, whatever the format.
    pub fn samples(&self) -> impl Iterator<Item = i16> {
        let coding = self.format.coding();
        self.bytes
            .chunks_exact(self.format.sample_bytes())
            // Each of these slices has as many bytes as a sample.
            .map(move |sample| match coding {
                Coding::Linear => i16::from_ne_bytes([sample[0], sample[1]]),
                Coding::MuLaw => of_mu_law(sample[0]),
                Coding::ALaw => of_a_law(sample[0]),
            })
    }

    /// How long it lasts. All frames are equally long; only the last may be shorter.
    pub fn duration(&self) -> Duration {
        self.format.duration_of(self.bytes.len())
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Frame({} bytes of {})", self.bytes.len(), self.format.name())
    }
}

/// Collects frames, and knows how much sound came and should have come.
pub(crate) struct Framing {
    format: Format,
    length: usize,
    buffer: Vec<u8>,
    filled: usize,
    received: usize,
    /// When the first bytes came, and how much sound they were.
    began: Option<(Instant, Duration)>,
}

impl Framing {
    pub(crate) fn new(format: Format) -> Self {
        let mut made = Self {
            format,
            length: 0,
            buffer: Vec::new(),
            filled: 0,
            received: 0,
            began: None,
        };
        made.set_length(FRAME);
        made
    }

    /// A frame is one sample at least.
    pub(crate) fn set_length(&mut self, time: Duration) {
        self.length = self.format.bytes_of(time).max(self.format.sample_bytes());
        self.buffer.resize(self.length, 0);
    }

    /// Where the next bytes go. Never empty.
    pub(crate) fn space(&mut self) -> &mut [u8] {
        &mut self.buffer[self.filled..]
    }

    /// Learns that so many bytes are there.
    pub(crate) fn fill(&mut self, count: usize, now: Instant) -> Option<Frame> {
        self.filled += count;
        self.received += count;
        if count > 0 {
            self.began.get_or_insert((now, self.format.duration_of(count)));
        }
        (self.filled == self.length).then(|| self.take())
    }

    /// What is left at the end: whole samples, fewer than a frame.
    pub(crate) fn rest(&mut self) -> Option<Frame> {
        self.filled -= self.filled % self.format.sample_bytes();
        (self.filled > 0).then(|| self.take())
    }

    pub(crate) fn received(&self) -> Duration {
        self.format.duration_of(self.received)
    }

    /// What should have come since the first frame, and did not.
    pub(crate) fn missing(&self, now: Instant) -> Duration {
        let Some((began, first)) = self.began else {
            return Duration::ZERO;
        };
        (now.saturating_duration_since(began) + first).saturating_sub(self.received())
    }

    fn take(&mut self) -> Frame {
        let mut bytes = std::mem::replace(&mut self.buffer, vec![0; self.length]);
        bytes.truncate(std::mem::take(&mut self.filled));
        Frame {
            bytes,
            format: self.format,
        }
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "begins its virtual clock somewhere")]
mod tests {
    use super::*;

    fn push(framing: &mut Framing, mut bytes: &[u8], now: Instant) -> Vec<Frame> {
        let mut frames = Vec::new();
        while !bytes.is_empty() {
            let space = framing.space();
            let count = space.len().min(bytes.len());
            space[..count].copy_from_slice(&bytes[..count]);
            bytes = &bytes[count..];
            frames.extend(framing.fill(count, now));
        }
        frames
    }

    #[test]
    fn frames_are_the_sound_that_came_whatever_its_pieces() {
        let now = Instant::now();
        let sound: Vec<u8> = (0..1999_u32).map(|number| (number % 251) as u8).collect();
        for size in [1, 3, 320, 1999] {
            let mut framing = Framing::new(Format::SLIN);
            let mut frames: Vec<Frame> = sound
                .chunks(size)
                .flat_map(|piece| push(&mut framing, piece, now))
                .collect();
            assert!(frames.iter().all(|frame| frame.duration() == FRAME));
            frames.extend(framing.rest());
            assert_eq!(framing.rest(), None);
            let whole: Vec<u8> = frames
                .iter()
                .flat_map(|frame| frame.as_bytes().to_vec())
                .collect();
            // Half a sample at the end is none.
            assert_eq!(whole, sound[..1998], "pieces of {size}");
        }
    }

    #[test]
    fn samples_are_linear_whatever_came() {
        let now = Instant::now();
        let mut framing = Framing::new(Format::SLIN);
        framing.set_length(Duration::ZERO);
        let frames = push(&mut framing, &(-300_i16).to_ne_bytes(), now);
        assert_eq!(frames[0].samples().collect::<Vec<_>>(), [-300]);
        let mut framing = Framing::new(Format::ULAW);
        push(&mut framing, &[0x00, 0xff, 0x80], now);
        assert_eq!(
            framing.rest().unwrap().samples().collect::<Vec<_>>(),
            [-32124, 0, 32124]
        );
    }

    #[test]
    fn what_was_dropped_is_what_the_clock_misses() {
        let began = Instant::now();
        let second = |count: u64| began + Duration::from_secs(count);
        let mut framing = Framing::new(Format::SLIN);
        assert_eq!(framing.missing(second(5)), Duration::ZERO, "nothing began");
        push(&mut framing, &[0; 16_000], began);
        assert_eq!(framing.received(), Duration::from_secs(1));
        // The first piece counts as it came: it was waiting in the pipe.
        let at_once = framing.missing(began);
        assert!(at_once < Duration::from_millis(30), "{at_once:?}");
        push(&mut framing, &[0; 16_000], second(4));
        let missing = framing.missing(second(4));
        assert!(
            missing > Duration::from_secs(1) && missing < Duration::from_secs(3),
            "{missing:?}"
        );
    }
}

use std::time::Duration;

/// What the caller's voice is made of. `SLIN` unless the channel variable `EAGI_AUDIO_FORMAT` names another one (since
/// Asterisk 13.17 and 14.6); Asterisk does not tell the program which.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::eagi::Format;
/// assert_eq!(Format::SLIN.bytes_of(Duration::from_millis(20)), 320);
/// assert_eq!(Format::of_name("slin16"), Some(Format::SLIN16));
/// assert_eq!(Format::SLIN16.duration_of(640), Duration::from_millis(20));
/// assert_eq!(Format::of_name("gsm"), None);
/// ```
///
/// A program that is to take what the dialplan has set asks for it:
///
/// ```no_run
/// # #[cfg(feature = "stdio")]
/// # mod program {
/// use switchhook_agi::eagi::{Audio, Format};
/// use switchhook_agi::{Call, HandlerError};
///
/// async fn open(call: &Call) -> Result<Audio, HandlerError> {
///     let format = match call.variable("EAGI_AUDIO_FORMAT").await? {
///         Some(name) => Format::of_name(name.to_str()?).ok_or("EAGI_AUDIO_FORMAT: set slin or slin16")?,
///         None => Format::SLIN,
///     };
///     Ok(Audio::open(call, format)?)
/// }
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Format {
    name: &'static str,
    rate: u32,
    coding: Coding,
}

/// How a sample is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Coding {
    /// 16 bits in the byte order of the machine.
    Linear,
    MuLaw,
    ALaw,
}

impl Format {
    /// Linear, 16 bits, 8000 samples a second: what Asterisk sends by default.
    pub const SLIN: Self = Self::linear("slin", 8000);
    /// Linear, 12000 samples a second.
    pub const SLIN12: Self = Self::linear("slin12", 12_000);
    /// Linear, 16000 samples a second.
    pub const SLIN16: Self = Self::linear("slin16", 16_000);
    /// Linear, 24000 samples a second.
    pub const SLIN24: Self = Self::linear("slin24", 24_000);
    /// Linear, 32000 samples a second.
    pub const SLIN32: Self = Self::linear("slin32", 32_000);
    /// Linear, 44100 samples a second.
    pub const SLIN44: Self = Self::linear("slin44", 44_100);
    /// Linear, 48000 samples a second.
    pub const SLIN48: Self = Self::linear("slin48", 48_000);
    /// Linear, 96000 samples a second.
    pub const SLIN96: Self = Self::linear("slin96", 96_000);
    /// Linear, 192000 samples a second.
    pub const SLIN192: Self = Self::linear("slin192", 192_000);
    /// G.711 µ-law, one byte a sample.
    pub const ULAW: Self = Self::g711("ulaw", Coding::MuLaw);
    /// G.711 A-law, one byte a sample.
    pub const ALAW: Self = Self::g711("alaw", Coding::ALaw);

    const ALL: [Self; 11] = [
        Self::SLIN,
        Self::SLIN12,
        Self::SLIN16,
        Self::SLIN24,
        Self::SLIN32,
        Self::SLIN44,
        Self::SLIN48,
        Self::SLIN96,
        Self::SLIN192,
        Self::ULAW,
        Self::ALAW,
    ];

    const fn linear(name: &'static str, rate: u32) -> Self {
        Self {
            name,
            rate,
            coding: Coding::Linear,
        }
    }

    const fn g711(name: &'static str, coding: Coding) -> Self {
        Self {
            name,
            rate: 8000,
            coding,
        }
    }

    /// By Asterisk's name, as in `EAGI_AUDIO_FORMAT`. `None` for formats that are not a fixed number of bytes for each
    /// sample.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.name.eq_ignore_ascii_case(name))
    }

    /// Asterisk's name.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Samples a second.
    pub fn rate(self) -> u32 {
        self.rate
    }

    /// Bytes of each sample.
    pub fn sample_bytes(self) -> usize {
        match self.coding {
            Coding::Linear => 2,
            Coding::MuLaw | Coding::ALaw => 1,
        }
    }

    /// How many bytes as much sound takes, in whole samples.
    pub fn bytes_of(self, time: Duration) -> usize {
        let samples = time.as_nanos() * u128::from(self.rate) / 1_000_000_000;
        usize::try_from(samples)
            .unwrap_or(usize::MAX)
            .saturating_mul(self.sample_bytes())
    }

    /// How much sound so many bytes are.
    pub fn duration_of(self, bytes: usize) -> Duration {
        let samples = (bytes / self.sample_bytes()) as u64;
        let rate = u64::from(self.rate);
        // Both are less than a second's worth of what they count.
        Duration::new(samples / rate, ((samples % rate) * 1_000_000_000 / rate) as u32)
    }

    pub(super) fn coding(self) -> Coding {
        self.coding
    }
}

/// One sample of G.711 µ-law.
pub(super) fn of_mu_law(byte: u8) -> i16 {
    let byte = !byte;
    let magnitude = (((i16::from(byte & 0x0f)) << 3) + 0x84) << ((byte >> 4) & 7);
    if byte & 0x80 == 0 {
        magnitude - 0x84
    } else {
        0x84 - magnitude
    }
}

/// One sample of G.711 A-law.
pub(super) fn of_a_law(byte: u8) -> i16 {
    let byte = byte ^ 0x55;
    let mantissa = i16::from(byte & 0x0f) << 4;
    let magnitude = match (byte >> 4) & 7 {
        0 => mantissa + 8,
        exponent => (mantissa + 0x108) << (exponent - 1),
    };
    if byte & 0x80 == 0 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ITU-T G.711, tables 1a to 2b, scaled to 16 bits.
    #[test]
    fn g711_is_decoded_as_the_tables_say() {
        for (byte, sample) in [
            (0x00, -32124),
            (0x80, 32124),
            (0x7f, 0),
            (0xff, 0),
            (0xfe, 8),
            (0x7e, -8),
            (0xef, 132),
        ] {
            assert_eq!(of_mu_law(byte), sample, "µ-law {byte:#04x}");
        }
        for (byte, sample) in [
            (0xd5, 8),
            (0x55, -8),
            (0xaa, 32256),
            (0x2a, -32256),
            (0xd4, 24),
            (0x80, 5504),
        ] {
            assert_eq!(of_a_law(byte), sample, "A-law {byte:#04x}");
        }
    }

    #[test]
    fn bytes_and_time_are_of_whole_samples() {
        for (format, milliseconds, bytes) in [
            (Format::SLIN, 20, 320),
            (Format::SLIN, 1, 16),
            (Format::SLIN192, 20, 7680),
            (Format::SLIN44, 1, 88),
            (Format::ULAW, 20, 160),
            (Format::ALAW, 0, 0),
        ] {
            let time = Duration::from_millis(milliseconds);
            assert_eq!(format.bytes_of(time), bytes, "{format:?}");
            assert!(format.duration_of(bytes) <= time, "{format:?}");
        }
        assert_eq!(Format::SLIN.duration_of(16_001), Duration::from_secs(1));
        assert!(Format::SLIN.bytes_of(Duration::MAX) > 0);
    }
}

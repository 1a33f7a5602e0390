//! A company's logo for an idle screen.

/// A picture in black and white: a Windows bitmap of one bit a pixel, not compressed.
///
/// ```
/// use switchhook_provisioning::screen::Logo;
/// let error = Logo::from_bmp(b"\x89PNG\r\n").unwrap_err();
/// assert_eq!(error.to_string(), "the logo is no bitmap of one bit a pixel; save it as BMP, black and white, not compressed");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    bmp: Vec<u8>,
    width: u16,
    height: u16,
}

impl Logo {
    /// Takes a `.bmp` file.
    ///
    /// # Errors
    ///
    /// When it is no such bitmap, or is cut off.
    pub fn from_bmp(file: &[u8]) -> Result<Self, LogoError> {
        let word = |at: usize| Some(u16::from_le_bytes(*file.get(at..)?.first_chunk()?));
        let double = |at: usize| Some(u32::from_le_bytes(*file.get(at..)?.first_chunk()?));
        let header = || {
            let begin = usize::try_from(double(10)?).ok()?;
            let width = u16::try_from(double(18)?).ok()?;
            // Negative where the first row is the upper one.
            let height = double(22)?.cast_signed().unsigned_abs();
            let height = u16::try_from(height).ok()?;
            let plain = word(28)? == 1 && double(30)? == 0;
            (file.starts_with(b"BM") && plain && width > 0 && height > 0).then_some((begin, width, height))
        };
        let (begin, width, height) = header().ok_or(LogoError::Format)?;
        // Rows end on whole groups of four bytes.
        let bytes = usize::from(width).div_ceil(32) * 4 * usize::from(height);
        if file.len() < begin.saturating_add(bytes) {
            return Err(LogoError::CutOff);
        }
        Ok(Self {
            bmp: file.to_vec(),
            width,
            height,
        })
    }

    /// How wide it is, in pixels.
    #[must_use]
    pub const fn width(&self) -> u16 {
        self.width
    }

    /// How high it is, in pixels.
    #[must_use]
    pub const fn height(&self) -> u16 {
        self.height
    }

    pub(super) fn base64(&self) -> String {
        base64(&self.bmp)
    }
}

/// Base64 with padding (RFC 4648). Twelve lines, for which the core needs no further crate.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |index: usize| u32::from(group.get(index).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for digit in 0..4 {
            let index = bits >> (18 - 6 * digit) & 63;
            let there = digit as usize <= group.len();
            text.push(if there {
                char::from(DIGITS[index as usize])
            } else {
                '='
            });
        }
    }
    text
}

/// Why a logo cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogoError {
    /// No such bitmap.
    #[error("the logo is no bitmap of one bit a pixel; save it as BMP, black and white, not compressed")]
    Format,
    /// Fewer rows than it says.
    #[error("the logo is cut off; save it again")]
    CutOff,
    /// Larger than what the display has beside the text.
    #[error(
        "the logo has {width} x {height} pixels, and this display has room for {room_width} x {room_height}; make it smaller"
    )]
    TooLarge {
        /// How wide it is.
        width: u16,
        /// How high it is.
        height: u16,
        /// How wide it may be.
        room_width: u16,
        /// How high it may be.
        room_height: u16,
    },
}

impl LogoError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Format => "E-LOGO-FORMAT",
            Self::CutOff => "E-LOGO-CUT-OFF",
            Self::TooLarge { .. } => "E-LOGO-LARGE",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xff, 0xff, 0xfe]), "///+");
    }
}

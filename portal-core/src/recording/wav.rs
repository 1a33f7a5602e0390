//! The length of a WAV file, out of its first bytes.

use std::time::Duration;

/// How much of a file is looked at: Asterisk's header has 44 bytes, those of others a few chunks more.
pub const WAV_HEAD: usize = 4096;

/// How long a WAV file lasts: the bytes after its header by the bytes of a second. `size` is that of the whole file; the
/// header of one that is still being written says too little.
///
/// `None` for what is no WAV file.
///
/// ```
/// use std::time::Duration;
/// use switchhook_portal_core::recording::wav_length;
///
/// // 16-bit samples, 8000 in a second.
/// let mut head = b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
/// head.extend([8000u32.to_le_bytes(), 16_000u32.to_le_bytes()].concat());
/// head.extend(b"\x02\0\x10\0data\0\0\0\0");
/// assert_eq!(wav_length(&head, 44 + 160_000), Some(Duration::from_secs(10)));
/// ```
pub fn wav_length(head: &[u8], size: u64) -> Option<Duration> {
    let chunks = head.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?;
    let mut at = 0;
    let mut bytes_per_second = None;
    loop {
        let name = chunks.get(at..at + 4)?;
        let length = number(chunks.get(at + 4..at + 8)?);
        let body = at + 8;
        match name {
            b"fmt " => bytes_per_second = Some(number(chunks.get(body + 8..body + 12)?)),
            b"data" => {
                let after = size.saturating_sub(12 + body as u64);
                // Nothing, or more than there is, is what stands there while it is being written.
                let data = match u64::from(length) {
                    0 => after,
                    length => length.min(after),
                };
                let rate = u64::from(bytes_per_second.filter(|rate| *rate > 0)?);
                return Some(Duration::from_millis(data.checked_mul(1000)? / rate));
            }
            _ => {}
        }
        // Chunks begin at even places.
        at = body
            .checked_add(usize::try_from(length).ok()?)?
            .checked_next_multiple_of(2)?;
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .rev()
        .fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn header(extra: &[u8], data: u32) -> Vec<u8> {
        let mut head = b"RIFF\0\0\0\0WAVE".to_vec();
        head.extend(extra);
        head.extend(b"fmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data");
        head.extend(data.to_le_bytes());
        head
    }

    #[test]
    fn the_length_is_that_of_the_samples_that_are_there() {
        for (extra, data, size, expected) in [
            (&b""[..], 16_000, 16_044, Some(1000)),
            (b"", 0, 8_044, Some(500)),
            (b"", 99_999_999, 32_044, Some(2000)),
            (b"LIST\x03\0\0\0abc\0", 16_000, 16_056, Some(1000)),
            (b"", 16_000, 0, Some(0)),
        ] {
            let length = wav_length(&header(extra, data), size);
            assert_eq!(
                length,
                expected.map(Duration::from_millis),
                "{extra:?} {data} {size}"
            );
        }
        for head in [&b""[..], b"RIFF", b"OggS\0\0\0\0WAVE", &header(b"", 1)[..40]] {
            assert_eq!(wav_length(head, 1000), None, "{head:?}");
        }
    }

    proptest! {
        /// Whatever the bytes, an answer comes.
        #[test]
        fn no_bytes_are_too_much(mut bytes in prop::collection::vec(any::<u8>(), 0..200), size in any::<u64>(), riff in any::<bool>()) {
            if riff {
                bytes.splice(0..0, header(b"", 5));
                bytes[16..20].copy_from_slice(&u32::try_from(size & 0xffff_ffff).unwrap().to_le_bytes());
            }
            let _ = wav_length(&bytes, size);
        }
    }
}

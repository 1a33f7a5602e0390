//! The name of a recording's file, below the folder of recordings.

use std::fmt;

/// What kind of sound a file holds, told by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AudioKind {
    /// RIFF: what Asterisk writes as `wav`.
    Wav,
    /// GSM in RIFF: what Asterisk writes as `wav49`, ending `WAV`. No browser plays it.
    Wav49,
    /// MPEG layer 3.
    Mp3,
    /// Opus or Vorbis in Ogg, ending `ogg` or `opus`.
    Ogg,
}

impl AudioKind {
    /// Every ending that a recording may have, in the order in which they are taken where there are several: a WAV file
    /// goes when what is made of it is whole.
    pub const ENDINGS: [(&str, Self); 5] = [
        ("wav", Self::Wav),
        ("mp3", Self::Mp3),
        ("ogg", Self::Ogg),
        ("opus", Self::Ogg),
        ("WAV", Self::Wav49),
    ];

    /// The value of `Content-Type`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Wav | Self::Wav49 => "audio/wav",
            Self::Mp3 => "audio/mpeg",
            Self::Ogg => "audio/ogg",
        }
    }

    /// Whether browsers play it.
    pub fn is_playable(self) -> bool {
        self != Self::Wav49
    }
}

/// A file below the folder of recordings: a relative path that leads nowhere else, and ends as a recording does.
///
/// ```
/// use switchhook_portal_core::recording::{AudioKind, RecordingFile};
///
/// let file: RecordingFile = "2026/11/22/1795341600.42.wav".parse()?;
/// assert_eq!(file.stem(), "2026/11/22/1795341600.42");
/// assert_eq!(file.kind(), AudioKind::Wav);
/// assert_eq!(file.unique_id(), Some("1795341600.42"));
/// assert!("../../etc/passwd".parse::<RecordingFile>().is_err());
/// # Ok::<(), switchhook_portal_core::recording::BadFile>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordingFile {
    path: String,
    kind: AudioKind,
    ending: &'static str,
}

/// Why a text names no recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadFile {
    /// Absolute, or with `..`, `.`, an empty part or a backslash in it.
    #[error("is not a path below the folder of recordings")]
    Elsewhere,
    /// Neither `wav` nor `mp3`, `ogg` or `opus`.
    #[error("does not end in .wav, .WAV, .mp3, .ogg or .opus")]
    NotAudio,
    /// More than 512 bytes, or 32 folders.
    #[error("is longer than 512 bytes or deeper than 32 folders")]
    TooLong,
    /// A control character.
    #[error("has a control character")]
    BadCharacter,
}

/// The longest path that is taken.
const LONGEST: usize = 512;

/// The deepest.
const DEEPEST: usize = 32;

impl std::str::FromStr for RecordingFile {
    type Err = BadFile;

    fn from_str(path: &str) -> Result<Self, BadFile> {
        if path.len() > LONGEST || path.split('/').count() > DEEPEST {
            return Err(BadFile::TooLong);
        }
        if path.contains(char::is_control) {
            return Err(BadFile::BadCharacter);
        }
        let is_name = |part: &str| !matches!(part, "" | "." | "..") && !part.contains('\\');
        if !path.split('/').all(is_name) {
            return Err(BadFile::Elsewhere);
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, ending) = name.rsplit_once('.').ok_or(BadFile::NotAudio)?;
        // By case too: Asterisk's `WAV` is another format than its `wav`.
        let (ending, kind) = AudioKind::ENDINGS
            .into_iter()
            .find(|(known, _)| *known == ending)
            .ok_or(BadFile::NotAudio)?;
        if stem.is_empty() {
            return Err(BadFile::NotAudio);
        }
        Ok(Self {
            path: path.to_owned(),
            kind,
            ending,
        })
    }
}

impl RecordingFile {
    /// The file that Asterisk names: relative to its folder of recordings, or with that folder in front.
    ///
    /// ```
    /// use switchhook_portal_core::recording::RecordingFile;
    ///
    /// let folder = "/var/spool/asterisk/monitor";
    /// let file = RecordingFile::reported("/var/spool/asterisk/monitor/7.wav", folder)?;
    /// assert_eq!(file.as_str(), "7.wav");
    /// assert!(RecordingFile::reported("/etc/7.wav", folder).is_err());
    /// # Ok::<(), switchhook_portal_core::recording::BadFile>(())
    /// ```
    ///
    /// # Errors
    ///
    /// It is in another folder, or no recording.
    pub fn reported(text: &str, folder: &str) -> Result<Self, BadFile> {
        let below = text
            .strip_prefix(folder.trim_end_matches('/'))
            .and_then(|rest| rest.strip_prefix('/'));
        below.unwrap_or(text).parse()
    }

    /// The path, with `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.path
    }

    /// What kind of sound it holds.
    pub fn kind(&self) -> AudioKind {
        self.kind
    }

    /// The path without its ending: what a recording is known by, since converting it changes the ending.
    pub fn stem(&self) -> &str {
        &self.path[..self.path.len() - self.ending.len() - 1]
    }

    /// The ending, such as `wav`.
    pub fn ending(&self) -> &'static str {
        self.ending
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The unique id of a channel that stands in the name, as in `1795341600.42.wav` or `in-800-1795341600.42.wav`: the
    /// last one.
    pub fn unique_id(&self) -> Option<&str> {
        let stem = self.stem();
        let name = stem.rsplit('/').next().unwrap_or(stem);
        name.split(|c: char| !c.is_ascii_digit() && c != '.')
            .rev()
            .find(|part| is_unique_id(part))
    }
}

impl fmt::Display for RecordingFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)
    }
}

/// Seconds since 1970, a dot, a number that counts channels.
fn is_unique_id(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(seconds, count)| (9..=10).contains(&seconds.len()) && digits(seconds) && digits(count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        for (text, expected) in [
            ("a.wav", Ok("a")),
            ("2026/11/a b.mp3", Ok("2026/11/a b")),
            ("a.WAV", Ok("a")),
            ("1795341600.42.opus", Ok("1795341600.42")),
            ("/a.wav", Err(BadFile::Elsewhere)),
            ("../a.wav", Err(BadFile::Elsewhere)),
            ("a/../b.wav", Err(BadFile::Elsewhere)),
            ("a/./b.wav", Err(BadFile::Elsewhere)),
            ("a//b.wav", Err(BadFile::Elsewhere)),
            ("a\\b.wav", Err(BadFile::Elsewhere)),
            ("", Err(BadFile::Elsewhere)),
            ("a.wav/", Err(BadFile::Elsewhere)),
            ("a\0.wav", Err(BadFile::BadCharacter)),
            ("a\n.wav", Err(BadFile::BadCharacter)),
            ("passwd", Err(BadFile::NotAudio)),
            ("a.wav.exe", Err(BadFile::NotAudio)),
            (".wav", Err(BadFile::NotAudio)),
            (&"a/".repeat(40), Err(BadFile::TooLong)),
            (&format!("{}.wav", "a".repeat(600)), Err(BadFile::TooLong)),
        ] {
            let file = text.parse::<RecordingFile>();
            assert_eq!(
                file.as_ref().map(RecordingFile::stem).map_err(|e| *e),
                expected,
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_unique_id_is_found_in_a_name_however_the_site_builds_it() {
        for (name, expected) in [
            ("1795341600.42.wav", Some("1795341600.42")),
            ("rec-1795341600.7.mp3", Some("1795341600.7")),
            (
                "q-800-0687123456-20261122-100000-1795341600.42.wav",
                Some("1795341600.42"),
            ),
            ("1795341600.1/1795341600.2.wav", Some("1795341600.2")),
            ("20261122-100000.wav", None),
            ("note.wav", None),
            ("1795341600.wav", None),
            ("1.2.3.wav", None),
        ] {
            assert_eq!(
                name.parse::<RecordingFile>().unwrap().unique_id(),
                expected,
                "{name}"
            );
        }
    }

    proptest! {
        /// Whatever is taken has no part that leads up or away, and is read back as it was.
        #[test]
        fn what_is_taken_stays_below(text in "[a-z./\\\\ \u{0}-\u{20}]{0,40}(\\.wav|\\.mp3|)") {
            if let Ok(file) = text.parse::<RecordingFile>() {
                prop_assert_eq!(file.as_str(), &text);
                prop_assert!(!text.starts_with('/') && text.split('/').all(|part| part != ".." && !part.is_empty()));
                prop_assert!(text.starts_with(file.stem()));
            }
        }
    }
}

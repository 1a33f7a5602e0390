//! Who is listening: a browser asks for a recording piece by piece, and again at each seek, but somebody listens once.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use switchhook_portal_core::RecordingId;

/// Without a request for so long, the next one is another listening.
const PAUSE: Duration = Duration::from_secs(15 * 60);

/// What is done with a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    Listen,
    Download,
}

/// A session, and what it does with which recording.
type Listener = (Vec<u8>, RecordingId, Use);

/// Who is at it, and when they asked last.
#[derive(Debug, Default)]
pub struct Listenings(Mutex<HashMap<Listener, Instant>>);

impl Listenings {
    /// Whether this request begins something, rather than going on with it.
    pub fn begins(&self, session: &[u8], recording: RecordingId, what: Use, now: Instant) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, last| now.saturating_duration_since(*last) < PAUSE);
        known.insert((session.to_owned(), recording, what), now).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listening_lasts_until_nothing_was_asked_for_a_while() {
        let listenings = Listenings::default();
        let start = Instant::now();
        let at = |minutes: u64| start + Duration::from_secs(minutes * 60);
        for (session, recording, what, minute, expected) in [
            (b"a", 1, Use::Listen, 0, true),
            (b"a", 1, Use::Listen, 1, false),
            (b"b", 1, Use::Listen, 1, true),
            (b"a", 2, Use::Listen, 1, true),
            (b"a", 1, Use::Download, 1, true),
            (b"a", 1, Use::Listen, 14, false),
            (b"a", 1, Use::Listen, 28, false),
            (b"a", 1, Use::Listen, 44, true),
        ] {
            let begins = listenings.begins(session, RecordingId(recording), what, at(minute));
            assert_eq!(begins, expected, "{session:?} {recording} {what:?} {minute}");
        }
        assert_eq!(listenings.0.lock().unwrap().len(), 1, "what is over is forgotten");
    }
}

//! What comes through Asterisk's pipe: it reads at most 1024 bytes of it for an event, and writes at most 2047 bytes of
//! them, percent-encoded, into the event (`launch_asyncagi` in `res/res_agi.c`). The rest of the former stands at the
//! begin of the next event, the rest of the latter is lost.

use crate::wire::percent_decode_bytes;

/// As many bytes does Asterisk read for one event.
const READ: usize = 1024;

/// From this length on an encoded text may have lost its end: an encoded byte needs three, and a NUL follows.
const CUT: usize = 2045;

/// More than this the pipe between Asterisk's thread and itself cannot hold; who goes on is not Asterisk.
const HOLDS: usize = 1024 * 1024;

/// The reply to the command that empties the pipe.
const EMPTIED: &[u8] = b"200 result=0\n";

/// The command that empties the pipe, and does nothing else.
pub(super) const EMPTY: &[u8] = b"NOOP";

/// What one command, or the environment, brought so far.
#[derive(Debug, Default)]
pub(super) struct Pipe {
    collected: Vec<u8>,
    /// How many times [`EMPTY`] was sent: each of them answers too.
    emptied: usize,
    is_damaged: bool,
    /// What others asked for may still be in the pipe.
    is_foreign: bool,
}

/// What to do after an event.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// All of it is here.
    Whole(Vec<u8>),
    /// There may be more in the pipe: send [`EMPTY`].
    More,
    /// It was more than an event can hold, and all of it has been taken.
    Damaged,
}

impl Pipe {
    /// Takes the text of an event that answers us.
    pub(super) fn take(&mut self, text: &str) -> Step {
        self.is_damaged |= std::mem::take(&mut self.is_foreign);
        let chunk = percent_decode_bytes(text);
        let is_cut = text.len() >= CUT;
        // What is damaged is not kept: it might be without end.
        if is_cut || self.is_damaged || self.collected.len() + chunk.len() > HOLDS {
            self.is_damaged = true;
            self.collected.clear();
        } else {
            self.collected.extend_from_slice(&chunk);
        }
        if is_cut || chunk.len() >= READ {
            self.emptied += 1;
            return Step::More;
        }
        let emptied = std::mem::take(&mut self.emptied);
        let mut whole = std::mem::take(&mut self.collected);
        if std::mem::take(&mut self.is_damaged) {
            return Step::Damaged;
        }
        for _ in 0..emptied {
            if !whole.ends_with(EMPTIED) {
                return Step::Damaged;
            }
            whole.truncate(whole.len() - EMPTIED.len());
        }
        Step::Whole(whole)
    }

    /// Takes the text of an event that answers somebody else: its rest, if it has one, comes with our next one.
    pub(super) fn take_foreign(&mut self, text: &str) {
        let is_full = text.len() >= CUT || percent_decode_bytes(text).len() >= READ;
        // One that is not full has taken all there was, something of ours perhaps.
        self.is_foreign |= is_full || self.emptied > 0;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{EMPTIED, EMPTY, HOLDS, Pipe, READ, Step};

    /// The pipe as Asterisk has it.
    #[derive(Default)]
    struct Asterisk(Vec<u8>);

    impl Asterisk {
        /// Runs a command that writes `reply`, and makes the event.
        fn event(&mut self, reply: &[u8]) -> String {
            self.0.extend_from_slice(reply);
            let count = self.0.len().min(READ);
            let read: Vec<u8> = self.0.drain(..count).collect();
            encode(&read)
        }
    }

    /// `ast_uri_encode` into a buffer of 2048 bytes.
    fn encode(bytes: &[u8]) -> String {
        let mut out = String::new();
        for &byte in bytes {
            if out.len() >= 2047 {
                break;
            }
            if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
                out.push(char::from(byte));
            } else if out.len() >= 2045 {
                break;
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
        out
    }

    /// Takes a reply out as the driver does. `None` if it was damaged.
    fn read(pipe: &mut Pipe, asterisk: &mut Asterisk, reply: &[u8]) -> Option<Vec<u8>> {
        assert_eq!(EMPTY, b"NOOP");
        let mut text = asterisk.event(reply);
        for _ in 0..1000 {
            match pipe.take(&text) {
                Step::Whole(bytes) => return Some(bytes),
                Step::Damaged => return None,
                Step::More => text = asterisk.event(EMPTIED),
            }
        }
        panic!("the pipe never gets empty");
    }

    #[test]
    fn long_replies_come_whole_and_cut_ones_never() {
        let (mut pipe, mut asterisk) = (Pipe::default(), Asterisk::default());
        for (byte, length, is_whole) in [
            (b'x', 10, true),
            (b'x', 1023, true),
            (b'x', 1024, true),
            (b'x', 1025, true),
            (b'x', 5000, true),
            (b' ', 500, true),
            (b' ', 681, true),
            (b' ', 682, false),
            (b' ', 5000, false),
            (b'y', 3, true),
        ] {
            let reply = [vec![byte; length - 1], vec![b'\n']].concat();
            let expected = is_whole.then(|| reply.clone());
            assert_eq!(
                read(&mut pipe, &mut asterisk, &reply),
                expected,
                "{length} times {byte}"
            );
        }
    }

    #[test]
    fn a_reply_without_end_is_not_kept() {
        let mut pipe = Pipe::default();
        let full = "x".repeat(READ);
        for _ in 0..2 * HOLDS / READ {
            assert_eq!(pipe.take(&full), Step::More);
            assert!(pipe.collected.capacity() <= 2 * HOLDS);
        }
        assert_eq!(pipe.take("x"), Step::Damaged);
    }

    #[test]
    fn what_others_left_in_the_pipe_damages_one_reply() {
        let (mut pipe, mut asterisk) = (Pipe::default(), Asterisk::default());
        pipe.take_foreign(&asterisk.event(&[b'x'; 1500]));
        assert_eq!(read(&mut pipe, &mut asterisk, b"200 result=1\n"), None);
        assert_eq!(
            read(&mut pipe, &mut asterisk, b"200 result=1\n"),
            Some(b"200 result=1\n".to_vec())
        );
        pipe.take_foreign(&asterisk.event(b"200 result=0\n"));
        assert_eq!(
            read(&mut pipe, &mut asterisk, b"200 result=2\n"),
            Some(b"200 result=2\n".to_vec())
        );
    }

    proptest! {
        /// Whatever Asterisk says, it arrives as it was said or as damaged, and the next reply is not affected.
        #[test]
        fn no_reply_arrives_other_than_it_was_said(
            replies in prop::collection::vec((prop::collection::vec(1u8.., 1..3000), any::<bool>()), 1..6)
        ) {
            let (mut pipe, mut asterisk) = (Pipe::default(), Asterisk::default());
            for (mut reply, is_plain) in replies {
                if is_plain {
                    for byte in &mut reply {
                        *byte = b'a' + *byte % 26;
                    }
                }
                let back = read(&mut pipe, &mut asterisk, &reply);
                if is_plain {
                    prop_assert_eq!(back.as_ref(), Some(&reply));
                } else if let Some(back) = back {
                    prop_assert_eq!(back, reply);
                }
            }
        }
    }
}

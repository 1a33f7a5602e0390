//! Bytes in memory to messages and to typed events: no socket, no task.

use std::hint::black_box;

use asterisk_rs_ami::{AmiCodec, AmiEvent};
use bytes::BytesMut;
use switchhook_ami::Event;
use switchhook_ami::wire::{Frame, Framer, Limits, Message};
use tokio_util::codec::Decoder as _;

/// What the peer wants to see before it decodes anything.
const BANNER: &[u8] = b"Asterisk Call Manager/11.0.0\r\n";

/// What was seen, so that no decoder is measured that skips something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Whole messages.
    pub messages: usize,
    /// Messages recognised as `Hangup` with cause 16; stays 0 where messages are not typed.
    pub hangups: usize,
}

/// Decodes a stream, in reads of so many bytes.
pub type Decode = fn(&[u8], usize) -> Seen;

/// All that are compared, with their names.
pub const ALL: [(&str, Decode); 5] = [
    ("ours, borrowed messages", ours_borrowed),
    ("ours, typed events over them", ours_typed),
    ("ours, owned messages", ours_owned),
    ("asterisk-rs-ami, messages", peer_owned),
    ("asterisk-rs-ami, typed events", peer_typed),
];

/// Ours: borrowed messages.
pub fn ours_borrowed(stream: &[u8], read: usize) -> Seen {
    ours(stream, read, |message, seen| {
        black_box(message);
        seen.messages += 1;
    })
}

/// Ours: owned messages, as a subscription hands them out.
pub fn ours_owned(stream: &[u8], read: usize) -> Seen {
    ours(stream, read, |message, seen| {
        black_box(message.to_owned());
        seen.messages += 1;
    })
}

/// Ours: the typed event of each message, and what a program would ask of some of them.
pub fn ours_typed(stream: &[u8], read: usize) -> Seen {
    ours(stream, read, |message, seen| {
        seen.messages += 1;
        match message.event() {
            Event::Hangup(hangup) => {
                seen.hangups += usize::from(hangup.cause().is_some_and(|cause| cause.code() == 16));
                black_box((hangup.channel().name(), hangup.channel().unique_id()));
            }
            Event::Newchannel(change) | Event::Newstate(change) => {
                black_box((change.channel().state(), change.channel().unique_id()));
            }
            other => {
                black_box(other);
            }
        }
    })
}

fn ours(stream: &[u8], read: usize, mut take: impl FnMut(Message<'_>, &mut Seen)) -> Seen {
    let mut framer = Framer::without_banner(Limits::default());
    let mut seen = Seen::default();
    for chunk in stream.chunks(read) {
        framer.push(chunk);
        while let Some(frame) = framer.next() {
            if let Frame::Message(message) = frame {
                take(message, &mut seen);
            }
        }
    }
    seen
}

/// `asterisk-rs-ami`: its owned messages; it has no borrowed ones.
pub fn peer_owned(stream: &[u8], read: usize) -> Seen {
    peer(stream, read, |message, seen| {
        black_box(message);
        seen.messages += 1;
    })
}

/// `asterisk-rs-ami`: its typed events.
pub fn peer_typed(stream: &[u8], read: usize) -> Seen {
    peer(stream, read, |message, seen| {
        seen.messages += 1;
        if let Some(event) = AmiEvent::from_raw(&message) {
            if let AmiEvent::Hangup { cause: 16, .. } = &event {
                seen.hangups += 1;
            }
            black_box(event);
        }
    })
}

fn peer(stream: &[u8], read: usize, mut take: impl FnMut(asterisk_rs_ami::RawAmiMessage, &mut Seen)) -> Seen {
    let mut codec = AmiCodec::new();
    let mut buffer = BytesMut::from(BANNER);
    let mut seen = Seen::default();
    for chunk in stream.chunks(read) {
        buffer.extend_from_slice(chunk);
        // An error would end its connection; here it would end the count, which the caller compares.
        while let Ok(Some(message)) = codec.decode(&mut buffer) {
            take(message, &mut seen);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stream::Mix;

    #[test]
    fn both_sides_see_every_event_whatever_the_reads() {
        let mix = Mix::of(300_000);
        for read in [1, 1460, 65_536] {
            for decode in [ours_borrowed, ours_owned, peer_owned] {
                assert_eq!(decode(&mix.bytes, read).messages, mix.events(), "reads of {read}");
            }
            for decode in [ours_typed, peer_typed] {
                let expected = Seen {
                    messages: mix.events(),
                    hangups: mix.hangups,
                };
                assert_eq!(decode(&mix.bytes, read), expected, "reads of {read}");
            }
        }
    }

    #[test]
    fn an_event_is_as_long_as_on_a_busy_pbx() {
        let mean = Mix::of(2_000_000).mean();
        assert!((470..=500).contains(&mean), "{mean} bytes");
    }
}

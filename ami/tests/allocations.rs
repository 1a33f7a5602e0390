//! What memory a message costs: nothing while it is borrowed, two allocations once it is owned.

#[path = "../benches/mixed/mod.rs"]
mod mixed;

use std::hint::black_box;

use allocation_counter::measure;
use switchhook_ami::wire::{Frame, Framer, Limits, Message};

/// Frames a stream in reads of 1460 bytes and looks at each message; returns how many there were.
fn read(framer: &mut Framer, stream: &[u8], mut look: impl FnMut(Message<'_>)) -> u64 {
    let mut count = 0;
    for chunk in stream.chunks(1460) {
        framer.push(chunk);
        while let Some(frame) = framer.next() {
            let Frame::Message(message) = frame else {
                panic!("{frame:?}")
            };
            look(message);
            count += 1;
        }
    }
    count
}

/// A framer whose buffers have grown to what they need.
fn warm(stream: &[u8]) -> Framer {
    let mut framer = Framer::without_banner(Limits::default());
    read(&mut framer, stream, |_| {});
    framer
}

#[test]
fn a_borrowed_message_costs_no_allocation() {
    let stream = mixed::stream(2_000);
    let mut framer = warm(&stream);
    let mut count = 0;
    let cost = measure(|| {
        count = read(&mut framer, &stream, |message| {
            black_box((
                message.event_name(),
                message.get("Channel"),
                message.get_bytes("Uniqueid"),
            ));
        });
    });
    assert_eq!((count, cost.count_total), (2_000, 0));
}

#[test]
fn an_owned_message_costs_two_allocations() {
    let stream = mixed::stream(2_000);
    let mut framer = warm(&stream);
    let mut count = 0;
    let cost = measure(|| {
        count = read(&mut framer, &stream, |message| {
            drop(black_box(message.to_owned()));
        });
    });
    assert_eq!(count, 2_000);
    assert!(
        cost.count_total <= 2 * count,
        "{} for {count} messages",
        cost.count_total
    );
}

#[test]
fn recognising_an_event_costs_no_allocation() {
    let stream = mixed::stream(2_000);
    let mut framer = warm(&stream);
    let cost = measure(|| {
        read(&mut framer, &stream, |message| {
            black_box(message.event());
        });
    });
    assert_eq!(cost.count_total, 0);
}

#[test]
fn memory_stays_flat_however_much_was_read() {
    let stream = mixed::stream(2_000);
    let mut framer = warm(&stream);
    let cost = measure(|| {
        for _ in 0..50 {
            read(&mut framer, &stream, |_| {});
        }
    });
    assert_eq!(
        (cost.count_total, cost.bytes_current),
        (0, 0),
        "after {} MB",
        50 * stream.len() / 1_000_000
    );
    assert_eq!(framer.buffered(), 0);
}

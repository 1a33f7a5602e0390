//! How fast bytes become messages, and messages events: in large reads, in segments of a network, one byte at a time.
//!
//! `cargo bench -p switchhook-ami --bench framing`

mod mixed;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use switchhook_ami::Event;
use switchhook_ami::event::ChannelSnapshot;
use switchhook_ami::wire::{Frame, Framer, Limits, Message};

/// How the bytes arrive.
const READS: [(&str, usize); 3] = [
    ("64 KiB reads", 64 * 1024),
    ("1460-byte reads", 1460),
    ("1-byte reads", 1),
];

/// Frames `stream` in pieces of `size` and looks at each message.
fn read(stream: &[u8], size: usize, mut look: impl FnMut(Message<'_>) -> usize) -> usize {
    let mut framer = Framer::without_banner(Limits::default());
    let mut seen = 0;
    for chunk in stream.chunks(size) {
        framer.push(chunk);
        while let Some(frame) = framer.next() {
            if let Frame::Message(message) = frame {
                seen += look(message);
            }
        }
    }
    seen
}

/// Three to five fields of each event, as an application reads them.
fn fields(message: Message<'_>) -> usize {
    let length = |text: Option<std::borrow::Cow<'_, str>>| text.map_or(0, |text| text.len());
    match message.event() {
        Event::Newchannel(event) | Event::Newstate(event) => {
            let channel = event.channel();
            usize::from(channel.state().is_some())
                + length(channel.caller_number())
                + length(channel.caller_name())
                + length(channel.extension())
        }
        Event::Newexten(event) => {
            length(event.channel().context())
                + length(event.channel().extension())
                + length(event.application())
                + length(event.data())
        }
        Event::DialBegin(event) => {
            length(event.caller().and_then(ChannelSnapshot::caller_number))
                + length(event.dialled().caller_number())
                + usize::from(event.dialled().state().is_some())
        }
        Event::BridgeEnter(event) => {
            length(event.channel().caller_number())
                + length(event.channel().connected_number())
                + usize::from(event.channel().state().is_some())
        }
        Event::Hangup(event) => {
            length(event.channel().caller_number())
                + length(event.cause_text())
                + usize::from(event.cause().is_some())
        }
        Event::Cdr(cdr) => {
            length(cdr.source())
                + length(cdr.destination())
                + usize::from(cdr.duration().is_some())
                + usize::from(cdr.billable().is_some())
        }
        Event::QueueMemberStatus(member) => {
            length(member.name()) + length(member.interface()) + usize::from(member.status().is_some())
        }
        other => ["Channel", "Variable", "Value", "SSRC"]
            .iter()
            .filter_map(|name| other.message().get_bytes(name))
            .map(<[u8]>::len)
            .sum(),
    }
}

fn framing(criterion: &mut Criterion) {
    let stream = mixed::stream(2_000);
    let mut group = criterion.benchmark_group("framing");
    group.sampling_mode(SamplingMode::Flat);
    group.throughput(Throughput::BytesDecimal(stream.len() as u64));
    for (reads, size) in READS {
        group.bench_function(format!("borrowed, {reads}"), |bencher| {
            bencher.iter(|| read(black_box(&stream), size, |message| message.headers().len()));
        });
    }
    for (reads, size) in &READS[..2] {
        group.bench_function(format!("typed, {reads}"), |bencher| {
            bencher.iter(|| read(black_box(&stream), *size, fields));
        });
        group.bench_function(format!("owned, {reads}"), |bencher| {
            bencher.iter(|| {
                read(black_box(&stream), *size, |message| {
                    black_box(message.to_owned()).as_bytes().len()
                })
            });
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    // Many short samples: where other work runs beside, the best of them is the one that was left alone.
    config = Criterion::default()
        .sample_size(300)
        .measurement_time(Duration::from_secs(3))
        .warm_up_time(Duration::from_secs(1));
    targets = framing
}
criterion_main!(benches);

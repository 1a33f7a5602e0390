//! How fast bytes become messages: all at once, in segments of a network, and one at a time.
//!
//! `cargo bench -p switchhook-ami --bench framing`

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use switchhook_ami::wire::{Frame, Framer, Limits};

/// A call as Asterisk tells it, many times over, with one large answer in the middle.
fn stream() -> Vec<u8> {
    let snapshot = "Privilege: call,all\r\nChannel: PJSIP/100-0000001f\r\nChannelState: 6\r\n\
        ChannelStateDesc: Up\r\nCallerIDNum: 100\r\nCallerIDName: Ana\r\nConnectedLineNum: 200\r\n\
        ConnectedLineName: Bob\r\nLanguage: en\r\nAccountCode: sales\r\nContext: from-internal\r\nExten: 200\r\n\
        Priority: 1\r\nUniqueid: 1718000000.42\r\nLinkedid: 1718000000.42\r\n\r\n";
    let mut stream = Vec::new();
    for round in 0..1000 {
        for name in [
            "Newchannel",
            "Newstate",
            "NewConnectedLine",
            "BridgeEnter",
            "Hangup",
        ] {
            stream.extend_from_slice(format!("Event: {name}\r\n{snapshot}").as_bytes());
        }
        if round == 500 {
            stream.extend_from_slice(b"Response: Success\r\nActionID: sh-1\r\n");
            for line in 0..5000 {
                stream.extend_from_slice(format!("Line-000000-{line:06}: name=some value\r\n").as_bytes());
            }
            stream.extend_from_slice(b"\r\n");
        }
    }
    stream
}

fn count(stream: &[u8], size: usize) -> usize {
    let mut framer = Framer::without_banner(Limits::default());
    let mut headers = 0;
    for chunk in stream.chunks(size) {
        framer.push(chunk);
        while let Some(frame) = framer.next() {
            if let Frame::Message(message) = frame {
                headers += message.headers().len();
            }
        }
    }
    headers
}

fn framing(criterion: &mut Criterion) {
    let stream = stream();
    let mut group = criterion.benchmark_group("framing");
    group.throughput(Throughput::Bytes(stream.len() as u64));
    for (name, size) in [
        ("whole buffer", stream.len()),
        ("1460-byte reads", 1460),
        ("1-byte reads", 1),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| count(black_box(&stream), size)));
    }
    group.finish();
}

criterion_group!(benches, framing);
criterion_main!(benches);

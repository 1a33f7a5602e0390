//! How fast bytes become environments and replies: all at once, in segments of a network, and one at a time.
//!
//! `cargo bench -p switchhook-agi --bench framing`

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use switchhook_agi::command::{Command, GetVariable, Request, SetVariable};
use switchhook_agi::wire::{Environment, Frame, Limits, LineLimit, Reader, Reply, Shape, split_words};

const TRANSCRIPT: &str = include_str!("../testdata/22-commands.txt");

/// What Asterisk said in a recorded session, environment included.
fn asterisk() -> String {
    TRANSCRIPT
        .split_inclusive('\n')
        .filter_map(|line| line.strip_prefix("A: "))
        .collect()
}

/// A thousand sessions' replies, hangups and values of each kind, without environments.
fn replies() -> Vec<u8> {
    let asterisk = asterisk();
    let (_, replies) = asterisk.split_once("\n\n").expect("an environment");
    replies.repeat(1000).into_bytes()
}

fn count(stream: &[u8], size: usize) -> usize {
    let mut reader = Reader::without_environment(Limits::default());
    let mut frames = 0;
    for chunk in stream.chunks(size) {
        reader.push(chunk);
        while let Some(frame) = reader.next(Shape::Value) {
            frames += usize::from(matches!(frame, Frame::Reply(_) | Frame::Hangup));
        }
    }
    frames
}

fn framing(criterion: &mut Criterion) {
    let stream = replies();
    let mut group = criterion.benchmark_group("replies framed");
    group.throughput(Throughput::Bytes(stream.len() as u64));
    for (name, size) in [
        ("whole buffer", stream.len()),
        ("1460-byte reads", 1460),
        ("1-byte reads", 1),
    ] {
        group.bench_function(name, |bencher| bencher.iter(|| count(black_box(&stream), size)));
    }
    group.finish();

    let mut group = criterion.benchmark_group("single");
    group.throughput(Throughput::Elements(1));
    let asterisk = asterisk();
    let (block, _) = asterisk.split_once("\n\n").expect("an environment");
    group.bench_function("environment", |bencher| {
        bencher.iter(|| Environment::parse(black_box(block.as_bytes())).expect("a block"));
    });
    let get = GetVariable::new("X");
    for (name, line) in [
        ("reply without text", "200 result=0"),
        ("reply with a value", "200 result=1 (\"Alice Martin\" <100>)"),
        ("reply with endpos", "200 result=0 endpos=12480"),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| Reply::parse(black_box(line.as_bytes()), get.shape()).expect("a reply"));
        });
    }
    let set = SetVariable::new("CDR(userfield)", r#"say "hi" \ 007"#);
    group.bench_function("command written", |bencher| {
        bencher.iter(|| Request::new(black_box(&set), LineLimit::BYTES_2046).expect("a line"));
    });
    let line = br#"SET VARIABLE "CDR(userfield)" "say \"hi\" \\ 007""#;
    group.bench_function("command split", |bencher| {
        bencher.iter(|| split_words(black_box(line)));
    });
    group.finish();
}

criterion_group!(benches, framing);
criterion_main!(benches);

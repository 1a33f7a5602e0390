//! Bytes in memory to environments and replies, beside asterisk-rs-agi.
//!
//! `cargo bench -p switchhook-bench --bench agi`

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use asterisk_rs_agi::AgiRequest;
use asterisk_rs_agi::response::AgiResponse;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use switchhook_agi::wire::{Environment, Frame, Limits, Reader, Reply, Shape};
use switchhook_bench::agi::asterisk::environment;

/// Theirs reads from a stream only; one that has all its bytes is ready at once, so that no runtime is measured.
fn their_request(mut block: &[u8]) -> AgiRequest {
    let reading = pin!(AgiRequest::parse_from_reader(&mut block));
    match reading.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(request) => request.expect("an environment"),
        Poll::Pending => panic!("all bytes are there"),
    }
}

/// Ours from the bytes of a stream too: framed, limited, and read.
fn our_request(block: &[u8]) -> Environment {
    let mut reader = Reader::new(Limits::default());
    reader.push(block);
    match reader.next(Shape::Word) {
        Some(Frame::Environment(environment)) => environment,
        other => panic!("{other:?} instead of an environment"),
    }
}

fn environments(criterion: &mut Criterion) {
    let block = environment("menu", 42, 7).into_bytes();
    let (ours, theirs) = (our_request(&block), their_request(&block));
    assert_eq!(
        ours.get("agi_callerid"),
        theirs.get("callerid"),
        "both read the same"
    );
    let mut group = criterion.benchmark_group("environment of 23 lines");
    group.throughput(Throughput::Elements(1));
    group.bench_function("switchhook-agi", |bencher| {
        bencher.iter(|| our_request(black_box(&block)));
    });
    group.bench_function("asterisk-rs-agi", |bencher| {
        bencher.iter(|| their_request(black_box(&block)));
    });
    group.finish();
}

fn replies(criterion: &mut Criterion) {
    for (name, line) in [
        ("reply without text", "200 result=0"),
        ("reply with a value", "200 result=1 (\"Alice Martin\" <100>)"),
        ("reply with endpos", "200 result=0 endpos=12480"),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(1));
        group.bench_function("switchhook-agi", |bencher| {
            bencher.iter(|| Reply::parse(black_box(line.as_bytes()), Shape::Value).expect("a reply"));
        });
        group.bench_function("asterisk-rs-agi", |bencher| {
            bencher.iter(|| AgiResponse::parse(black_box(line)).expect("a reply"));
        });
        group.finish();
    }
}

criterion_group!(benches, environments, replies);
criterion_main!(benches);

//! How many commands a call can send, beside what bare sockets allow on the same machine in the same minute.
//!
//! `cargo bench -p switchhook-agi --bench commands`
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays both ends of a socket"
)]

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use switchhook_agi::command::Noop;
use switchhook_agi::server::{Config, Server};
use switchhook_agi::{Call, CallError};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _};

/// Commands of one measured call.
const COMMANDS: u64 = 5000;

/// Plays Asterisk: answers every line.
fn play(address: SocketAddr) {
    let mut stream = TcpStream::connect(address).expect("the program listens");
    stream.set_nodelay(true).expect("a socket");
    let mut lines = BufReader::new(stream.try_clone().expect("a socket"));
    stream
        .write_all(b"agi_network: yes\nagi_uniqueid: 1.1\nagi_version: 22.10.1\n\n")
        .expect("the program reads");
    let mut line = String::new();
    while lines.read_line(&mut line).is_ok_and(|count| count > 0) {
        line.clear();
        if stream.write_all(b"200 result=0\n").is_err() {
            break;
        }
    }
}

/// The same exchange with nothing around it.
async fn bare(listener: &tokio::net::TcpListener) -> Duration {
    let (stream, _) = listener.accept().await.expect("Asterisk connects");
    stream.set_nodelay(true).expect("a socket");
    let mut stream = tokio::io::BufStream::new(stream);
    let mut line = String::new();
    while line != "\n" {
        line.clear();
        stream.read_line(&mut line).await.expect("an environment");
    }
    let began = Instant::now();
    for _ in 0..COMMANDS {
        stream.write_all(b"NOOP\n").await.expect("Asterisk reads");
        stream.flush().await.expect("Asterisk reads");
        line.clear();
        stream.read_line(&mut line).await.expect("a reply");
    }
    began.elapsed()
}

fn commands(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let mut group = criterion.benchmark_group("commands");
    group.throughput(Throughput::Elements(COMMANDS)).sample_size(20);

    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let address = listener.local_addr().expect("an address");
    let listener = {
        let _inside = runtime.enter();
        Arc::new(tokio::net::TcpListener::from_std(listener).expect("a socket"))
    };
    group.bench_function("bare socket", |bencher| {
        bencher.iter_custom(|rounds| {
            let one = || {
                let asterisk = thread::spawn(move || play(address));
                let listener = Arc::clone(&listener);
                let time = runtime.block_on(runtime.spawn(async move { bare(&listener).await }));
                asterisk.join().expect("Asterisk played");
                time.expect("no panic")
            };
            (0..rounds).map(|_| one()).sum()
        });
    });

    let (sender, times) = mpsc::channel();
    let sender = Arc::new(Mutex::new(sender));
    let handler = move |call: Call| {
        let sender = Arc::clone(&sender);
        async move {
            let began = Instant::now();
            for _ in 0..COMMANDS {
                call.send(Noop).await?;
            }
            let _ = sender.lock().expect("nobody panics").send(began.elapsed());
            Ok::<_, CallError>(())
        }
    };
    let server = runtime
        .block_on(Server::start(Config::new("127.0.0.1:0"), handler))
        .expect("a port");
    let address = server.addr();
    group.bench_function("Call::send", |bencher| {
        bencher.iter_custom(|rounds| {
            let one = || {
                let asterisk = thread::spawn(move || play(address));
                let time = times.recv().expect("the handler ends");
                asterisk.join().expect("Asterisk played");
                time
            };
            (0..rounds).map(|_| one()).sum()
        });
    });
    group.finish();
    runtime.block_on(server.shutdown(Duration::from_secs(1)));
}

criterion_group!(benches, commands);
criterion_main!(benches);

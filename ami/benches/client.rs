//! How fast the client is, over real sockets on loopback, against a server of canned events in the same process.
//!
//! `cargo bench -p switchhook-ami --bench client` prints tables: events per second, the time of a Ping, and the time from
//! the server's write to a subscriber. `… --bench client -- memory 10` reads 10 GB and prints the memory held meanwhile.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a program that measures: sockets, threads, the clock and its output are its work"
)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use switchhook_ami::Secret;
use switchhook_ami::action::{Ping, RawAction};
use switchhook_ami::client::{Client, Config, Item, ItemRef, SubscriptionOptions};
use switchhook_ami::proto::LoginMethod;
use switchhook_ami::wire::{Frame, Framer, Limits};
use tokio::sync::Notify;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// What the server does after the login.
#[derive(Clone, Copy)]
enum Act {
    /// Answers actions.
    Answer,
    /// Sends so many bytes of events when it is asked to, as fast as they are taken.
    Flood { bytes: u64 },
    /// Sends so many events a second for so long when it is asked to, each with the time of its writing.
    Pace { rate: u64, time: Duration },
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    // Cargo passes `--bench`.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    match words.first().map(String::as_str) {
        Some("memory") => {
            let gigabytes = words.get(1).map_or(Ok(10), |word| word.parse::<u64>())?;
            memory(gigabytes).await
        }
        Some(other) => Err(format!("{other:?}: say nothing, or `memory` and how many GB").into()),
        None => {
            throughput().await?;
            pings().await?;
            latencies().await
        }
    }
}

async fn throughput() -> Result<()> {
    const BYTES: u64 = 1_000_000_000;
    println!("{:<34} {:>12} {:>9}", "events into", "events/s", "MB/s");
    let (events, time) = flood(BYTES, 0).await?;
    print_rate("a handler, borrowed", events, time);
    for subscribers in [1, 10] {
        let (events, time) = flood(BYTES / 4, subscribers).await?;
        print_rate(&format!("{subscribers} subscriptions, unread"), events, time);
    }
    Ok(())
}

fn print_rate(name: &str, events: u64, time: Duration) {
    let bytes = events as f64 * sample().len() as f64 / SAMPLE_EVENTS as f64;
    let seconds = time.as_secs_f64();
    println!(
        "{name:<34} {:>12.0} {:>9.0}",
        events as f64 / seconds,
        bytes / seconds / 1e6
    );
}

/// Reads that many bytes into a handler, beside so many subscriptions that overflow.
async fn flood(bytes: u64, subscribers: usize) -> Result<(u64, Duration)> {
    let client = client(Act::Flood { bytes }).await?;
    let subscriptions: Vec<_> = (0..subscribers).map(|_| client.subscribe()).collect();
    let (seen, over) = (Arc::new(AtomicU64::new(0)), Arc::new(Notify::new()));
    let (count, end) = (Arc::clone(&seen), Arc::clone(&over));
    let handler = client.handle(move |item| {
        if let ItemRef::Event(message) = item {
            count.fetch_add(1, Ordering::Relaxed);
            if message.event_name() == Some("End") {
                end.notify_one();
            }
        }
    });
    let began = Instant::now();
    client.send(RawAction::new("Begin")).await?;
    over.notified().await;
    let time = began.elapsed();
    drop((handler, subscriptions));
    client.close().await;
    Ok((seen.load(Ordering::Relaxed), time))
}

async fn pings() -> Result<()> {
    const COUNT: usize = 20_000;
    let client = client(Act::Answer).await?;
    let mut times = Vec::with_capacity(COUNT);
    for _ in 0..COUNT {
        let began = Instant::now();
        client.send(Ping).await?;
        times.push(began.elapsed());
    }
    println!("\n{:<34} {:>9} {:>9}", "Ping", "p50", "p99");
    print_times("one at a time", &mut times);
    let began = Instant::now();
    let asked: Vec<_> = (0..1000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(Ping).await.is_ok() })
        })
        .collect();
    for asked in asked {
        if !asked.await? {
            return Err("a Ping has no answer".into());
        }
    }
    println!("1000 at once: all answered in {:.1?}", began.elapsed());
    client.close().await;
    Ok(())
}

fn print_times(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).copied().unwrap_or_default();
    println!("{name:<34} {:>9.1?} {:>9.1?}", at(50), at(99));
}

async fn latencies() -> Result<()> {
    println!("\n{:<34} {:>9} {:>9}", "from write to subscriber", "p50", "p99");
    let epoch = Instant::now();
    EPOCH.get_or_init(|| epoch);
    for rate in [10_000, 100_000] {
        for subscribers in [1, 10, 100] {
            let time = Duration::from_secs(2);
            let client = client(Act::Pace { rate, time }).await?;
            let readers: Vec<_> = (0..subscribers)
                .map(|_| {
                    let options = SubscriptionOptions::new().queue(1 << 20, 1 << 30);
                    let mut items = client.subscribe_to(options);
                    tokio::spawn(async move {
                        let (mut times, mut lost, mut number) = (Vec::new(), 0, 0u64);
                        while let Some(item) = items.next().await {
                            match item {
                                Item::Event(event) if event.event_name() == Some("End") => break,
                                Item::Event(event) => {
                                    number += 1;
                                    // One in sixteen: looking must not be what is measured.
                                    if number % 16 == 0
                                        && let Some(sent) =
                                            event.get("Sent").and_then(|sent| sent.parse().ok())
                                    {
                                        times
                                            .push(epoch.elapsed().saturating_sub(Duration::from_nanos(sent)));
                                    }
                                }
                                Item::Lagged(count) => lost += count,
                                _ => {}
                            }
                        }
                        (times, lost)
                    })
                })
                .collect();
            client.send(RawAction::new("Begin")).await?;
            let (mut times, mut lost) = (Vec::new(), 0);
            for reader in readers {
                let (some, missing) = reader.await?;
                times.extend(some);
                lost += missing;
            }
            print_times(
                &format!("{rate} events/s, {subscribers} subscribers, {lost} lost"),
                &mut times,
            );
            client.close().await;
        }
    }
    Ok(())
}

/// Reads for long, with a subscription that is read and one that is not, and tells the memory held.
async fn memory(gigabytes: u64) -> Result<()> {
    let bytes = gigabytes * 1_000_000_000;
    let client = client(Act::Flood { bytes }).await?;
    let mut read = client.subscribe_to(SubscriptionOptions::new().queue(8192, 16 << 20));
    let unread = client.subscribe();
    let reader = tokio::spawn(async move { while read.next().await.is_some() {} });
    println!("{:>9} {:>12} {:>9}", "read", "events", "RSS");
    client.send(RawAction::new("Begin")).await?;
    let mut shown = 0;
    loop {
        let stats = client.stats();
        let part = stats.bytes_received * 10 / bytes;
        if part >= shown {
            println!(
                "{:>6.1} GB {:>12} {:>6.1} MB",
                stats.bytes_received as f64 / 1e9,
                stats.events,
                resident()? as f64 / 1e6
            );
            shown = part + 1;
        }
        if part >= 10 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    println!(
        "held for the subscription that is not read: {:?}, {} lost",
        unread.waiting(),
        unread.dropped()
    );
    client.close().await;
    reader.await?;
    Ok(())
}

/// Bytes of memory that the kernel counts for this process.
fn resident() -> Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line
        .and_then(|line| line.split_whitespace().next())
        .ok_or("no VmRSS")?;
    Ok(kilobytes.parse::<u64>()? * 1024)
}

static EPOCH: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();

const SAMPLE_EVENTS: usize = 1000;

/// Events as a call makes them.
fn sample() -> Vec<u8> {
    let snapshot = "Privilege: call,all\r\nChannel: PJSIP/100-0000001f\r\nChannelState: 6\r\n\
        ChannelStateDesc: Up\r\nCallerIDNum: 100\r\nCallerIDName: Ana\r\nConnectedLineNum: 200\r\n\
        ConnectedLineName: Bob\r\nLanguage: en\r\nAccountCode: sales\r\nContext: from-internal\r\nExten: 200\r\n\
        Priority: 1\r\nUniqueid: 1718000000.42\r\nLinkedid: 1718000000.42\r\n";
    [
        "Newchannel",
        "Newstate",
        "NewConnectedLine",
        "BridgeEnter",
        "Hangup",
    ]
    .iter()
    .cycle()
    .take(SAMPLE_EVENTS)
    .flat_map(|name| format!("Event: {name}\r\n{snapshot}\r\n").into_bytes())
    .collect()
}

async fn client(act: Act) -> Result<Client> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?.to_string();
    std::thread::spawn(move || {
        // The client's end of the connection is the end of this.
        if let Ok((stream, _)) = listener.accept() {
            let _ = serve(stream, act);
        }
    });
    let config = Config::new(address, "ops", Secret::new("secret")).login(LoginMethod::Plain);
    Ok(Client::connect(config).await?)
}

fn serve(mut stream: TcpStream, act: Act) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream.write_all(b"Asterisk Call Manager/11.0.0\r\n")?;
    let mut framer = Framer::without_banner(Limits::default());
    let mut buffer = [0; 16 * 1024];
    loop {
        let length = stream.read(&mut buffer)?;
        if length == 0 {
            return Ok(());
        }
        framer.push(&buffer[..length]);
        let (mut replies, mut begins) = (Vec::new(), false);
        while let Some(frame) = framer.next() {
            if let Frame::Message(action) = frame {
                let id = action.action_id().unwrap_or_default();
                let word = if action.get("Action") == Some("Logoff") {
                    "Goodbye"
                } else {
                    "Success"
                };
                write!(
                    replies,
                    "Response: {word}\r\nActionID: {id}\r\nPing: Pong\r\n\r\n"
                )?;
                begins |= action.get("Action") == Some("Begin");
            }
        }
        stream.write_all(&replies)?;
        match act {
            Act::Flood { bytes } if begins => {
                let sample = sample();
                for _ in 0..bytes / sample.len() as u64 + 1 {
                    stream.write_all(&sample)?;
                }
                stream.write_all(b"Event: End\r\n\r\n")?;
            }
            Act::Pace { rate, time } if begins => pace(&mut stream, rate, time)?,
            _ => {}
        }
    }
}

/// Writes what is due each millisecond.
fn pace(stream: &mut TcpStream, rate: u64, time: Duration) -> std::io::Result<()> {
    let epoch = EPOCH.get().copied().unwrap_or_else(Instant::now);
    let (began, mut written, mut batch) = (Instant::now(), 0, Vec::new());
    while began.elapsed() < time {
        let due = (began.elapsed().as_secs_f64() * rate as f64) as u64;
        batch.clear();
        while written < due {
            write!(
                batch,
                "Event: Newstate\r\nPrivilege: call,all\r\nSent: {}\r\nChannel: PJSIP/100-0000001f\r\n\
                 ChannelState: 6\r\nChannelStateDesc: Up\r\nUniqueid: 1718000000.42\r\n\r\n",
                epoch.elapsed().as_nanos()
            )?;
            written += 1;
        }
        stream.write_all(&batch)?;
        std::thread::sleep(Duration::from_millis(1));
    }
    stream.write_all(b"Event: End\r\n\r\n")
}

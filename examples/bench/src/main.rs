//! Prints how fast `switchhook-ami` and its peer are here and now.
//!
//! `cargo run --release -p switchhook-bench -- --help`
#![allow(clippy::print_stdout, reason = "a program: it prints its tables")]

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Parser, ValueEnum};
use switchhook_bench::decode::{self, Seen};
use switchhook_bench::latency;
use switchhook_bench::loopback::{self, Delivered, Pause, Result};
use switchhook_bench::report::{Table, machine, median, percentile, resident, throughput};
use switchhook_bench::server::Plan;
use switchhook_bench::stream::Mix;

/// Measures switchhook-ami and asterisk-rs-ami on the same bytes.
#[derive(Debug, Parser)]
struct Options {
    /// MiB of events to decode and to send (257 makes the 269 MB of the published figures).
    #[arg(long, default_value_t = 64)]
    mib: usize,
    /// How often each measurement is repeated; the median is printed.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// How many Pings to time.
    #[arg(long, default_value_t = 10_000)]
    pings: usize,
    /// Seconds of events for each latency.
    #[arg(long, default_value_t = 2)]
    seconds: usize,
    /// GiB that one client reads to show whether its memory grows; 0 leaves this out.
    #[arg(long, default_value_t = 0)]
    soak: usize,
    /// Only these measurements.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// A few seconds that show that both sides see the same events; its figures mean nothing.
    #[arg(long)]
    smoke: bool,
}

/// One table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    Decode,
    Flood,
    Pause,
    Ping,
    Latency,
    Soak,
}

impl Options {
    fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    fn read() -> Self {
        let options = Self::parse();
        if options.smoke {
            Self {
                mib: 2,
                runs: 1,
                pings: 200,
                seconds: 1,
                soak: 0,
                smoke: true,
                only: options.only,
            }
        } else {
            options
        }
    }
}

fn main() -> ExitCode {
    let options = Options::read();
    let run = || -> Result<()> {
        println!("{}", machine());
        let mix = Arc::new(Mix::of(options.mib << 20));
        println!(
            "{} events, {:.1} MB, {} bytes each on average; median of {} runs",
            mix.events(),
            mix.bytes.len() as f64 / 1e6,
            mix.mean(),
            options.runs
        );
        if options.wants(Part::Decode) {
            decoding(&options, &mix)?;
        }
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            if options.wants(Part::Flood) {
                floods(&options, &mix).await?;
            }
            if options.wants(Part::Pause) {
                pauses(&options, &mix).await?;
            }
            if options.wants(Part::Ping) {
                pings(&options).await?;
            }
            if options.wants(Part::Latency) {
                latencies(&options).await?;
            }
            if options.wants(Part::Soak) && options.soak > 0 {
                soak(&options, &mix).await?;
            }
            Ok(())
        })
    };
    match run() {
        Ok(()) => {
            println!("\nok: both sides saw the same events");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("switchhook-bench: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn decoding(options: &Options, mix: &Mix) -> Result<()> {
    let mut table = Table::new(
        "Decoding, MB/s of processor time",
        &["decoder", "64 KiB reads", "1460-byte reads", "1-byte reads"],
    );
    for (name, decode) in decode::ALL {
        let mut cells = Vec::new();
        for read in [65_536, 1460, 1] {
            let mut seen = Seen::default();
            let speed = median(options.runs, || {
                throughput(mix.bytes.len(), || seen = decode(&mix.bytes, read))
            });
            // Hangups are counted by typed decoders only.
            if seen.messages != mix.events() || (seen.hangups != 0 && seen.hangups != mix.hangups) {
                return Err(
                    format!("{name}, reads of {read}: saw {seen:?} of {} events", mix.events()).into(),
                );
            }
            cells.push(format!("{speed:.0}"));
        }
        table.row(&[&name, &cells[0], &cells[1], &cells[2]]);
    }
    println!("{}", table.text());
    Ok(())
}

/// A queue that holds the whole stream: what is measured is speed, not what is lost.
const ROOM: usize = 1 << 24;

async fn floods(options: &Options, mix: &Arc<Mix>) -> Result<()> {
    let mut table = Table::new(
        "Client on loopback, as fast as it reads",
        &["client", "events/s", "lost"],
    );
    let plan = || Plan::Flood {
        mix: Arc::clone(mix),
        times: 1,
    };
    let (mut handled, mut ours, mut peer) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.runs {
        handled.push(loopback::ours_handled(plan(), mix.events()).await?);
        ours.push(loopback::ours(plan(), mix.events(), Some((ROOM, usize::MAX)), None).await?);
        peer.push(loopback::peer(plan(), mix.events(), Some(mix.events()), None).await?);
    }
    for (name, mut runs) in [
        ("ours, a handler that borrows", handled),
        ("ours, a subscription", ours),
        ("asterisk-rs-ami, a subscription", peer),
    ] {
        for run in &runs {
            complete(name, run, mix.events())?;
            if run.lost == 0 && run.hangups != mix.hangups {
                return Err(format!("{name}: {} hangups, not {}", run.hangups, mix.hangups).into());
            }
        }
        let run = middle(&mut runs);
        table.row(&[&name, &format!("{:.0}", run.rate()), &run.lost]);
    }
    println!("{}", table.text());
    Ok(())
}

/// Every event was seen or told to be lost.
fn complete(name: &str, run: &Delivered, events: usize) -> Result<()> {
    if run.seen + run.lost == events {
        Ok(())
    } else {
        Err(format!("{name}: {} seen and {} lost are not {events}", run.seen, run.lost).into())
    }
}

fn middle(runs: &mut [Delivered]) -> Delivered {
    runs.sort_by(|one, other| one.rate().total_cmp(&other.rate()));
    runs[runs.len() / 2]
}

async fn pauses(options: &Options, mix: &Arc<Mix>) -> Result<()> {
    let mut table = Table::new(
        "A handler that pauses 50 ms every 5,000 events, both with their default queues",
        &["events come", "client", "lost"],
    );
    let pause = Some(Pause {
        every: 5_000,
        length: Duration::from_millis(50),
    });
    for (pace, rate) in [("50,000 a second", Some(50_000)), ("as fast as it reads", None)] {
        let plan = || match rate {
            Some(rate) => Plan::Paced {
                mix: Arc::clone(mix),
                rate,
            },
            None => Plan::Flood {
                mix: Arc::clone(mix),
                times: 1,
            },
        };
        let (mut ours, mut peer) = (Vec::new(), Vec::new());
        for _ in 0..options.runs.min(3) {
            ours.push(loopback::ours(plan(), mix.events(), None, pause).await?);
            peer.push(loopback::peer(plan(), mix.events(), None, pause).await?);
        }
        for (name, mut runs) in [("ours", ours), ("asterisk-rs-ami", peer)] {
            for run in &runs {
                complete(name, run, mix.events())?;
            }
            runs.sort_by_key(|run| run.lost);
            let run = runs[runs.len() / 2];
            table.row(&[
                &pace,
                &name,
                &format!("{} ({:.1} %)", run.lost, run.lost_percent()),
            ]);
        }
    }
    println!("{}", table.text());
    Ok(())
}

async fn pings(options: &Options) -> Result<()> {
    let mut table = Table::new("A Ping and its answer", &["", "p50", "p99"]);
    let bare = loopback::ping_bare(options.pings)?;
    let ours = loopback::ping_ours(options.pings).await?;
    let peer = loopback::ping_peer(options.pings).await?;
    for (name, mut times) in [
        ("two bare sockets", bare),
        ("ours", ours),
        ("asterisk-rs-ami", peer),
    ] {
        let (p50, p99) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
        table.row(&[&name, &format!("{p50:.1?}"), &format!("{p99:.1?}")]);
    }
    println!("{}", table.text());
    Ok(())
}

async fn latencies(options: &Options) -> Result<()> {
    let mut table = Table::new(
        "Ours: from the far end of the socket to the handler (events come in bursts of one millisecond)",
        &["events/s", "subscribers", "p50", "p99", "lost"],
    );
    for rate in [10_000, 100_000] {
        for subscribers in [1, 10, 100] {
            // Ten million deliveries a second are more than two cores have to give: shorter, so that it ends.
            let events = (rate * options.seconds).min(20_000_000 / subscribers).max(1);
            let (mut times, lost) = latency::ours(events, rate, subscribers).await?;
            let (p50, p99) = (percentile(&mut times, 0.5), percentile(&mut times, 0.99));
            table.row(&[
                &rate,
                &subscribers,
                &format!("{p50:.1?}"),
                &format!("{p99:.1?}"),
                &lost,
            ]);
        }
    }
    println!("{}", table.text());
    Ok(())
}

async fn soak(options: &Options, mix: &Arc<Mix>) -> Result<()> {
    let mut table = Table::new(
        "Memory of a client that reads on and on",
        &["read", "resident before", "after"],
    );
    let times = (options.soak << 30).div_ceil(mix.bytes.len());
    let before = resident();
    let plan = Plan::Flood {
        mix: Arc::clone(mix),
        times,
    };
    let run = loopback::ours(plan, mix.events() * times, None, None).await?;
    complete("ours", &run, mix.events() * times)?;
    let mebibytes = |bytes: usize| format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20));
    table.row(&[
        &mebibytes(mix.bytes.len() * times),
        &mebibytes(before),
        &mebibytes(resident()),
    ]);
    println!("{}", table.text());
    Ok(())
}

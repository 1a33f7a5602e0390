//! New calls at a steady pace, whatever becomes of those before.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};

use super::Result;
use super::asterisk::Call;
use super::server_process::ServerProcess;
use crate::report::{Table, percentile};

/// How long a caller thinks before the digit: with 2,000 new calls a second, 400 wait at any time.
const THINKING: Duration = Duration::from_millis(200);

/// Begins `rate` calls a second for so long. Each has nine commands: eight that are measured, and a wait for a digit.
pub async fn run(rate: u64, seconds: u64) -> Result<Table> {
    super::raise_the_limit_of_files();
    let mut server = ServerProcess::start("ours")?;
    let address = server.address;
    let ended = Arc::new(AtomicU64::new(0));
    let mut calls: JoinSet<Result<Duration>> = JoinSet::new();
    let began = Instant::now();
    let mut ticks = interval(Duration::from_millis(1));
    // What was missed is made up for: the calls come whether the server is busy or not.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (mut begun, mut most) = (0, 0);
    while began.elapsed() < Duration::from_secs(seconds) {
        ticks.tick().await;
        let due = (began.elapsed().as_micros() as u64).saturating_mul(rate) / 1_000_000;
        while begun < due {
            calls.spawn(one(address, begun, Arc::clone(&ended)));
            begun += 1;
        }
        most = most.max(begun - ended.load(Ordering::Relaxed));
    }
    let took = began.elapsed();
    let mut waited = Vec::with_capacity(calls.len());
    while let Some(call) = calls.join_next().await {
        match call? {
            Ok(time) => waited.push(time),
            Err(error) => return Err(format!("{error}; the server saw {:?}", server.seen()?).into()),
        }
    }
    let used = server.processor_time();
    // The server counts a call when its connection is closed.
    let mut seen = server.seen()?;
    for _ in 0..200 {
        if seen.of("running") == 0 {
            break;
        }
        sleep(Duration::from_millis(50)).await;
        seen = server.seen()?;
    }
    let outcome = [
        "completed",
        "refused",
        "failed",
        "panicked",
        "stopped",
        "not_begun",
    ]
    .map(|name| seen.of(name));
    if outcome != [begun, 0, 0, 0, 0, 0] {
        return Err(format!("of {begun} calls not all ended well: {seen:?}").into());
    }
    let mut table = Table::new(
        "New AGI calls at a steady pace",
        &[
            "calls",
            "a second",
            "most at once",
            "refused or cut",
            "a command p50",
            "p99",
            "connecting to the first command p50",
            "p99",
            "server's processor time for a call",
        ],
    );
    let nanoseconds = |name| format!("{:.1?}", Duration::from_nanos(seen.of(name)));
    table.row(&[
        &begun,
        &format!("{:.0}", begun as f64 / took.as_secs_f64()),
        &most,
        &0,
        &nanoseconds("p50"),
        &nanoseconds("p99"),
        &format!("{:.1?}", percentile(&mut waited, 0.5)),
        &format!("{:.1?}", percentile(&mut waited, 0.99)),
        &format!("{:.0} µs", used.as_secs_f64() * 1e6 / begun as f64),
    ]);
    Ok(table)
}

/// One call; how long its first command took to come.
async fn one(address: SocketAddr, id: u64, ended: Arc<AtomicU64>) -> Result<Duration> {
    let began = Instant::now();
    let mut call = Call::begin(address, "load", id, 0).await?;
    let mut first = None;
    let mut commands = 0;
    while let Some(command) = call.command().await? {
        first.get_or_insert_with(|| began.elapsed());
        let is_wait = match command {
            b"NOOP" => false,
            other if other.starts_with(b"WAIT FOR DIGIT") => true,
            other => return Err(format!("call {id}: {:?}", String::from_utf8_lossy(other)).into()),
        };
        if is_wait {
            sleep(THINKING).await;
        }
        call.say(if is_wait {
            b"200 result=49\n"
        } else {
            b"200 result=0\n"
        })
        .await?;
        commands += 1;
    }
    ended.fetch_add(1, Ordering::Relaxed);
    match first {
        Some(first) if commands == 9 => Ok(first),
        _ => Err(format!("call {id} was cut after {commands} commands").into()),
    }
}

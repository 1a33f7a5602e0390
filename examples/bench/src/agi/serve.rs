//! The server process: its handlers, and the same commands on bare sockets.

use std::io::{BufRead as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use switchhook_agi::command::{Noop, WaitForDigit};
use switchhook_agi::server::{Config, Router};
use switchhook_agi::{Call, Server};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::{Result, asterisk_rs, exact, soak};
use crate::report::{percentile, resident};

/// How many calls may run at once. An idle call takes a file, and 20,000 is a usual limit of them.
pub const LIMIT: usize = 12_000;

/// What the handlers saw.
#[derive(Debug, Default)]
pub struct Counts {
    /// Replies that were checked and right, in calls that told Asterisk how many.
    pub answered: AtomicU64,
    /// Replies to another command than they should be.
    pub wrong: AtomicU64,
    /// How long commands took, from asking for one to having its answer.
    times: Mutex<Vec<Duration>>,
}

impl Counts {
    fn add(&self, times: &[Duration]) {
        let mut all = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        all.extend_from_slice(times);
    }

    fn figures(&self) -> String {
        let mut all = self.times.lock().unwrap_or_else(PoisonError::into_inner);
        let mut nanoseconds = |part| percentile(&mut all, part).as_nanos();
        format!(
            "p50={} p99={} max={} answered={} wrong={}",
            nanoseconds(0.5),
            nanoseconds(0.99),
            nanoseconds(1.0),
            self.answered.load(Ordering::Relaxed),
            self.wrong.load(Ordering::Relaxed),
        )
    }
}

/// Runs until standard input ends.
pub async fn run(kind: &str) -> Result<()> {
    // Panics are part of the measurement, and their words are not.
    std::panic::set_hook(Box::new(|_| {}));
    super::raise_the_limit_of_files();
    match kind {
        "ours" => ours().await,
        "bare" => bare().await,
        "asterisk-rs" => asterisk_rs::run().await,
        other => Err(format!("no server {other:?}; there are ours, bare and asterisk-rs").into()),
    }
}

async fn ours() -> Result<()> {
    let counts = Arc::new(Counts::default());
    let router = Router::with_state(Arc::clone(&counts))
        .route("/commands", commands)?
        .route("/idle", idle)?
        .route_with_state("/load", load)?
        .route_with_state("/soak", soak::handler)?;
    let router = exact::routes(router)?;
    let server = Server::start(Config::new("127.0.0.1:0").max_calls(LIMIT), router).await?;
    say(&server.addr().port().to_string())?;
    tokio::task::block_in_place(|| -> Result<()> {
        for _ in std::io::stdin().lock().lines() {
            let stats = server.stats();
            say(&format!(
                "resident={} running={} begun={} completed={} failed={} panicked={} stopped={} refused={} \
                 not_begun={} {}",
                resident(),
                stats.running,
                stats.begun,
                stats.completed,
                stats.failed,
                stats.panicked,
                stats.stopped,
                stats.refused,
                stats.not_begun,
                counts.figures(),
            ))?;
        }
        Ok(())
    })
}

/// As many commands as the call's first argument says.
async fn commands(call: Call) -> Result<()> {
    for _ in 0..argument(&call)? {
        call.send(Noop).await?;
    }
    Ok(())
}

async fn idle(call: Call) -> Result<()> {
    call.answer().await?;
    call.hung_up().await;
    Ok(())
}

/// A short call: commands, a wait for a digit, and some more.
async fn load(call: Call, counts: Arc<Counts>) -> Result<()> {
    let mut times = Vec::with_capacity(8);
    for number in 0..8 {
        if number == 4 {
            call.send(WaitForDigit::at_most(Duration::from_secs(5))).await?;
        }
        let began = Instant::now();
        call.send(Noop).await?;
        times.push(began.elapsed());
    }
    counts.add(&times);
    Ok(())
}

pub(super) fn argument(call: &Call) -> Result<u64> {
    let argument = call.environment().argument(1).unwrap_or_default();
    Ok(argument.parse()?)
}

/// The same lines with nothing around them: what the machine allows.
async fn bare() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    say(&listener.local_addr()?.port().to_string())?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A peer that goes away has its reasons.
            tokio::spawn(async move { drop(bare_call(stream).await) });
        }
    });
    tokio::task::block_in_place(|| std::io::stdin().lock().lines().for_each(drop));
    Ok(())
}

async fn bare_call(stream: TcpStream) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = tokio::io::BufStream::with_capacity(2048, 2048, stream);
    let mut line = String::new();
    let mut count = 0_u64;
    while line != "\n" {
        if let Some(argument) = line.strip_prefix("agi_arg_1: ") {
            count = argument.trim().parse()?;
        }
        line.clear();
        stream.read_line(&mut line).await?;
    }
    for _ in 0..count {
        stream.write_all(b"NOOP\n").await?;
        stream.flush().await?;
        line.clear();
        stream.read_line(&mut line).await?;
    }
    stream.shutdown().await?;
    // Until Asterisk has closed too.
    while stream.read(&mut [0; 64]).await? > 0 {}
    Ok(())
}

pub(super) fn say(line: &str) -> Result<()> {
    let mut output = std::io::stdout().lock();
    writeln!(output, "{line}")?;
    Ok(output.flush()?)
}

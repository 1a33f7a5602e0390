//! Millions of commands, each reply checked against its own command, while handlers panic and callers hang up.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use switchhook_agi::Call;
use tokio::task::JoinSet;

use super::Result;
use super::asterisk;
use super::serve::{Counts, argument};
use super::server_process::ServerProcess;
use crate::report::Table;

/// Tasks of a handler that send commands at the same time.
const LANES: u64 = 3;

/// Commands of each.
const COMMANDS: u64 = 100;

/// Calls at the same time.
const CALLS: usize = 64;

/// What becomes of a call. Both sides know it by its number alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Clean,
    /// The handler panics before this command of its first task.
    Panics(u64),
    /// The caller hangs up around this reply, and the handler goes on.
    HangsUp(u64),
    /// The connection is gone within this reply.
    Gone(u64),
}

impl Fate {
    fn of(seed: u64) -> Self {
        let random = mix(seed);
        let at = (random >> 8) % COMMANDS;
        match random % 20 {
            0 => Self::Panics(at),
            1 | 2 => Self::HangsUp(at * LANES),
            3 => Self::Gone(at * LANES),
            _ => Self::Clean,
        }
    }
}

/// SplitMix64: spreads a number over all bits.
fn mix(seed: u64) -> u64 {
    let mut bits = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// The value of a variable: nothing but its name says what it is. With parentheses and a line break in it.
fn value(name: &str) -> String {
    let hash = name.bytes().fold(0, |hash, byte| mix(hash ^ u64::from(byte)));
    format!("{name} ({hash:x}) and\n{hash:o}")
}

/// Asks for variables from several tasks at once, and says at the end how many answers it had.
pub async fn handler(call: Call, counts: Arc<Counts>) -> Result<()> {
    let seed = argument(&call)?;
    let answered = AtomicU64::new(0);
    let lane = |lane: u64| {
        let (call, answered, counts) = (&call, &answered, &counts);
        async move {
            for number in 0..COMMANDS {
                if lane == 0 && Fate::of(seed) == Fate::Panics(number) {
                    panic!("as told");
                }
                let name = format!("V-{seed}-{lane}-{number}");
                match call.variable(&name).await? {
                    Some(got) if got == *value(&name) => answered.fetch_add(1, Ordering::Relaxed),
                    _ => counts.wrong.fetch_add(1, Ordering::Relaxed),
                };
            }
            Ok::<_, switchhook_agi::CallError>(())
        }
    };
    tokio::try_join!(lane(0), lane(1), lane(2))?;
    let answered = answered.into_inner();
    counts.answered.fetch_add(answered, Ordering::Relaxed);
    Ok(call.set_variable("ANSWERED", answered.to_string()).await?)
}

/// What the played Asterisk saw, over all calls.
#[derive(Debug, Default)]
struct Totals {
    next: AtomicU64,
    replies: AtomicU64,
    /// Replies of calls that said how many they had.
    counted: AtomicU64,
    panicked: AtomicU64,
    hung_up: AtomicU64,
    gone: AtomicU64,
}

/// Goes on until so many commands were answered.
pub async fn run(commands: u64) -> Result<Table> {
    super::raise_the_limit_of_files();
    let mut server = ServerProcess::start("ours")?;
    let address = server.address;
    let totals = Arc::new(Totals::default());
    let began = Instant::now();
    let mut players: JoinSet<Result<()>> = JoinSet::new();
    for _ in 0..CALLS {
        let totals = Arc::clone(&totals);
        players.spawn(async move {
            while totals.replies.load(Ordering::Relaxed) < commands {
                let seed = totals.next.fetch_add(1, Ordering::Relaxed);
                let played = play(address, seed, &totals).await;
                played.map_err(|error| format!("call {seed}, {:?}: {error}", Fate::of(seed)))?;
            }
            Ok(())
        });
    }
    while let Some(player) = players.join_next().await {
        player??;
    }
    let took = began.elapsed();
    let mut seen = server.seen()?;
    for _ in 0..200 {
        if seen.of("running") == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        seen = server.seen()?;
    }
    let of = |total: &AtomicU64| total.load(Ordering::Relaxed);
    let calls = of(&totals.next);
    let expected = [
        ("begun", calls),
        ("panicked", of(&totals.panicked)),
        ("completed", calls - of(&totals.panicked)),
        ("answered", of(&totals.counted)),
        ("wrong", 0),
        ("failed", 0),
        ("stopped", 0),
        ("refused", 0),
        ("running", 0),
    ];
    for (name, count) in expected {
        if seen.of(name) != count {
            return Err(format!("{name} should be {count}: {seen:?}").into());
        }
    }
    let mut table = Table::new(
        "AGI commands whose replies were each checked",
        &[
            "commands",
            "a second",
            "calls",
            "handlers panicked",
            "callers hung up",
            "connections lost",
            "replies lost or mixed up",
            "server resident at the end",
        ],
    );
    table.row(&[
        &of(&totals.replies),
        &format!("{:.0}", of(&totals.replies) as f64 / took.as_secs_f64()),
        &calls,
        &of(&totals.panicked),
        &of(&totals.hung_up),
        &of(&totals.gone),
        &0,
        &format!("{:.1} MiB", seen.of("resident") as f64 / f64::from(1 << 20)),
    ]);
    Ok(table)
}

/// One call, from its environment to its fate.
async fn play(address: SocketAddr, seed: u64, totals: &Totals) -> Result<()> {
    let fate = Fate::of(seed);
    let mut call = asterisk::Call::begin(address, "soak", seed, seed).await?;
    let mut replies = 0;
    loop {
        let command = call
            .command()
            .await?
            .map(|line| String::from_utf8_lossy(line).into_owned());
        let Some(command) = command else {
            return Err(format!("closed after {replies} replies").into());
        };
        if let Some(name) = word_after(&command, "GET VARIABLE ") {
            let mut reply = format!("200 result=1 ({})\n", value(name)).into_bytes();
            match fate {
                // Before the reply, or after it.
                Fate::HangsUp(at) if at == replies => {
                    totals.hung_up.fetch_add(1, Ordering::Relaxed);
                    if mix(seed).is_multiple_of(2) {
                        reply.extend_from_slice(b"HANGUP\n");
                    } else {
                        reply.splice(0..0, *b"HANGUP\n");
                    }
                }
                Fate::Gone(at) if at == replies => {
                    totals.gone.fetch_add(1, Ordering::Relaxed);
                    let end = mix(!seed) as usize % reply.len();
                    return call.say(&reply[..end]).await;
                }
                _ => {}
            }
            call.say(&reply).await?;
            replies += 1;
            totals.replies.fetch_add(1, Ordering::Relaxed);
        } else if let Some(answered) = word_after(&command, "SET VARIABLE \"ANSWERED\" ") {
            if answered.parse() != Ok(replies) || replies != LANES * COMMANDS {
                return Err(format!("{replies} replies, and {answered} came").into());
            }
            totals.counted.fetch_add(replies, Ordering::Relaxed);
            call.say(b"200 result=1\n").await?;
            return match call.command().await? {
                None => Ok(()),
                Some(more) => Err(format!("{more:?} after the end").into()),
            };
        } else if command == "failure" && matches!(fate, Fate::Panics(_)) {
            totals.panicked.fetch_add(1, Ordering::Relaxed);
            return Ok(());
        } else {
            return Err(format!("{command:?} after {replies} replies").into());
        }
    }
}

/// The quoted word after this.
fn word_after<'a>(command: &'a str, before: &str) -> Option<&'a str> {
    command.strip_prefix(before)?.strip_prefix('"')?.strip_suffix('"')
}

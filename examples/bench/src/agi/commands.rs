//! How many commands a second calls send, beside bare sockets.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use super::Result;
use super::asterisk::environment;
use super::server_process::ServerProcess;
use crate::report::Table;

/// One server among those compared.
struct Contender {
    name: String,
    process: ServerProcess,
    /// With one call and with several at once.
    rounds: [Vec<Round>; 2],
}

/// What was measured once.
#[derive(Clone, Copy)]
struct Round {
    /// Commands a second, by the clock.
    rate: f64,
    /// Microseconds of the server's processor time for each command.
    cost: f64,
}

impl Contender {
    fn new(name: &str, process: ServerProcess) -> Self {
        Self {
            name: name.to_owned(),
            process,
            rounds: [Vec::new(), Vec::new()],
        }
    }

    /// The highest rate and the lowest cost: what else the machine does can only make them worse.
    fn best(&self, column: usize) -> Round {
        let best = |best: Round, round: &Round| Round {
            rate: best.rate.max(round.rate),
            cost: best.cost.min(round.cost),
        };
        let none = Round {
            rate: 0.0,
            cost: f64::INFINITY,
        };
        self.rounds[column].iter().fold(none, best)
    }
}

/// Calls at once in the second column.
const CALLS: u64 = 16;

/// Measures in turns, so that what else the machine does hits all alike. `peers` are `name=program argument…`: programs
/// as [`ServerProcess`] wants them, which for each call send `NOOP` as often as its first argument says.
pub fn run(runs: usize, commands: u64, peers: &[String]) -> Result<Table> {
    let mut contenders = vec![
        Contender::new("bare sockets (tokio)", ServerProcess::start("bare")?),
        Contender::new("switchhook-agi", ServerProcess::start("ours")?),
        Contender::new(super::THEIRS, ServerProcess::start("asterisk-rs")?),
    ];
    for peer in peers {
        let (name, process) = ServerProcess::peer(peer)?;
        contenders.push(Contender::new(name, process));
    }
    for _ in 0..runs.max(1) {
        for contender in &mut contenders {
            for (column, calls) in [1, CALLS].into_iter().enumerate() {
                let before = contender.process.processor_time();
                let took = at_once(contender.process.address, calls, commands)
                    .map_err(|error| format!("{}: {error}", contender.name))?;
                let used = contender.process.processor_time().saturating_sub(before);
                let sent = (calls * (commands / calls)) as f64;
                contender.rounds[column].push(Round {
                    rate: sent / took.as_secs_f64(),
                    cost: used.as_secs_f64() * 1e6 / sent,
                });
            }
        }
    }
    let mut table = Table::new(
        "AGI commands, two processes on loopback",
        &[
            "server",
            "one call: commands/s",
            "of bare",
            "server's processor time each",
            "16 calls: commands/s",
            "of bare",
            "server's processor time each",
        ],
    );
    for contender in &contenders {
        let cells = [0, 1].map(|column| {
            let Round { rate, cost } = contender.best(column);
            let bare = contenders[0].best(column);
            format!("{rate:.0} | {:.0} % | {cost:.1} µs", 100.0 * rate / bare.rate)
        });
        table.row(&[&contender.name, &cells[0], &cells[1]]);
    }
    Ok(table)
}

/// So many calls that share the commands.
fn at_once(address: SocketAddr, calls: u64, commands: u64) -> Result<Duration> {
    let began = Instant::now();
    let players: Vec<_> = (0..calls)
        .map(|id| thread::spawn(move || play(address, id, commands / calls)))
        .collect();
    for player in players {
        player.join().map_err(|_| "the played Asterisk panicked")??;
    }
    Ok(began.elapsed())
}

/// Answers every line, on a blocking socket of its own.
fn play(address: SocketAddr, id: u64, commands: u64) -> Result<()> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    let mut lines = BufReader::new(stream.try_clone()?);
    stream.write_all(environment("commands", id, commands).as_bytes())?;
    let mut line = String::new();
    let mut answered = 0;
    while lines.read_line(&mut line)? > 0 {
        if line.trim_end() != "NOOP" {
            return Err(format!("{line:?} instead of NOOP").into());
        }
        line.clear();
        stream.write_all(b"200 result=0\n")?;
        answered += 1;
    }
    if answered == commands {
        Ok(())
    } else {
        Err(format!("{answered} commands instead of {commands}").into())
    }
}

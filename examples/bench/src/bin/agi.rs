//! `switchhook-agi` under load, in two processes on loopback.
//!
//! `cargo run --release -p switchhook-bench --bin agi -- --help`
#![allow(clippy::print_stdout, reason = "a program: it prints its tables")]

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use switchhook_bench::agi::{Result, commands, exact, idle, load, serve, soak};
use switchhook_bench::report::{Table, machine};

/// Measures switchhook-agi.
#[derive(Debug, Parser)]
struct Options {
    #[command(subcommand)]
    part: Part,
}

/// One measurement.
#[derive(Debug, Subcommand)]
enum Part {
    /// Commands a second, beside bare sockets and peers.
    Commands {
        /// How often each is measured, in turns; the best is printed.
        #[arg(long, default_value_t = 20)]
        runs: usize,
        /// Commands of each run.
        #[arg(long, default_value_t = 20_000)]
        commands: u64,
        /// Another server, as name=program: it prints its port as a line, sends NOOP as often as agi_arg_1 says, and ends
        /// with its standard input.
        #[arg(long)]
        peer: Vec<String>,
    },
    /// The memory of calls that only wait.
    Idle {
        /// How many.
        #[arg(long, default_value_t = 10_000)]
        calls: usize,
    },
    /// New calls at a steady pace; fails if one is refused or cut.
    Load {
        /// New calls a second.
        #[arg(long, default_value_t = 2000)]
        rate: u64,
        /// For how long.
        #[arg(long, default_value_t = 60)]
        seconds: u64,
    },
    /// Commands whose replies are each checked, while handlers panic and callers hang up.
    Soak {
        /// How many.
        #[arg(long, default_value_t = 10_000_000)]
        commands: u64,
    },
    /// What programs get when Asterisk says something out of the ordinary; fails if ours goes wrong.
    Exact {
        /// Another server, as for commands: its paths exact/… print what the program got.
        #[arg(long)]
        peer: Vec<String>,
    },
    /// All of these for a few seconds; the figures mean nothing.
    Smoke,
    /// The server process of the others: ours, bare or asterisk-rs.
    #[command(hide = true)]
    Serve {
        /// Which one.
        kind: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Options::parse().part).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("agi: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run(part: Part) -> Result<()> {
    if let Part::Serve { kind } = part {
        return serve::run(&kind).await;
    }
    println!("{}", machine());
    let show = |table: Table| println!("{}", table.text());
    match part {
        Part::Commands {
            runs,
            commands: count,
            peer,
        } => show(commands::run(runs, count, &peer)?),
        Part::Idle { calls } => show(idle::run(calls).await?),
        Part::Load { rate, seconds } => show(load::run(rate, seconds).await?),
        Part::Soak { commands } => show(soak::run(commands).await?),
        Part::Exact { peer } => show(exact::run(&peer)?),
        Part::Smoke => {
            show(exact::run(&[])?);
            show(commands::run(1, 1600, &[])?);
            show(idle::run(200).await?);
            show(load::run(100, 2).await?);
            show(soak::run(20_000).await?);
        }
        Part::Serve { .. } => {}
    }
    println!("\nok: both sides saw the same");
    Ok(())
}

//! Calls people back who call from a permitted number, and connects them to the number that they key in.
//!
//! ```sh
//! switchhook-callback run callback.toml
//! ```

mod config;
mod ledger;
mod menu;
mod numbers;
mod pin;
mod request;

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use clap::{Parser, Subcommand};
use switchhook_agi::Server;
use switchhook_agi::server::{Config as Limits, Incident, Router};
use switchhook_callfile::Spool;
use tokio::signal::unix::{SignalKind, signal};

use crate::config::Config;
use crate::ledger::Ledger;
use crate::request::Service;

/// Calls back.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    job: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Takes calls until it is told to stop; calls under way may go on for a minute.
    Run {
        /// The configuration, such as callback.example.toml.
        config: PathBuf,
    },
    /// Reads the configuration, and tries all that it names.
    Check {
        /// The configuration.
        config: PathBuf,
    },
    /// Says what everybody used today.
    Usage {
        /// The configuration.
        config: PathBuf,
    },
    /// Reads a PIN from standard input and prints the hash that the configuration takes.
    Hash,
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().job {
        Job::Run { config } => run(&config).await,
        Job::Check { config } => check(&config),
        Job::Usage { config } => usage(&config),
        Job::Hash => hash(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("switchhook-callback: {problem}");
            ExitCode::FAILURE
        }
    }
}

type Done = Result<(), Box<dyn std::error::Error>>;

/// At once; each is a line that costs.
const MAX_CALLS: usize = 100;

async fn run(path: &Path) -> Done {
    let config = Config::read(path)?;
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    if config.log_variables {
        tracing::warn!(
            event = "agi.variables_logged",
            "log_variables is on: the log holds personal data"
        );
    }
    // Before the first call, so that no signal is missed.
    let (mut interrupted, mut terminated) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let minutes = u64::from(config.dial.max_minutes);
    let limits = Limits::new(&*config.listen)
        .max_calls(MAX_CALLS)
        .call_timeout(Duration::from_secs((minutes + 30) * 60))
        .on_report(|report| match &report.incident {
            Incident::Refused { .. } | Incident::NotBegun { .. } => tracing::warn!("{report}"),
            _ => tracing::error!("{report}"),
        });
    let service = Service {
        spool: Spool::open(&config.spool)?,
        ledger: Ledger::open(&config.state, config.zone)?,
        config,
    };
    let router = Router::with_state(Arc::new(service))
        .route_with_state("/callback/request", request::request)?
        .route_with_state("/callback/menu", menu::menu)?;
    let server = Server::start(limits, router).await?;
    tracing::info!(event = "service.started", address = %server.addr());
    tokio::select! {
        _ = interrupted.recv() => {}
        _ = terminated.recv() => {}
    }
    tracing::info!(event = "service.stopping", calls = server.stats().running);
    let stats = server.shutdown(Duration::from_secs(60)).await;
    tracing::info!(
        event = "service.stopped",
        calls = stats.begun,
        failed = stats.failed
    );
    Ok(())
}

fn check(path: &Path) -> Done {
    let config = Config::read(path)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}: {} people", path.display(), config.people.len())?;
    Spool::open(&config.spool)?;
    writeln!(out, "spool {}: ok", config.spool.display())?;
    let days = ledger::read(&config.state)?;
    ledger::check(&config.state)?;
    writeln!(
        out,
        "state {}: ok, {} people in it",
        config.state.display(),
        days.len()
    )?;
    let local = Utc::now().with_timezone(&config.zone);
    writeln!(
        out,
        "clock: {}; budgets begin anew at midnight",
        local.format("%F %H:%M %Z")
    )?;
    for rule in &config.dial.rules {
        writeln!(out, "dial {:?}: {}", rule.pattern, rule.dial)?;
    }
    for pattern in &config.dial.refuse {
        writeln!(out, "dial {pattern:?}: never")?;
    }
    for (name, person) in &config.people {
        let budget = config.budget_of(person);
        let pin = if person.pin.is_some() { "PIN" } else { "NO PIN" };
        let (calls, minutes) = (budget.calls, budget.seconds / 60);
        writeln!(out, "{name}: {pin}, {calls} calls and {minutes} minutes a day")?;
    }
    Ok(())
}

fn usage(path: &Path) -> Done {
    let config = Config::read(path)?;
    let today = Utc::now().with_timezone(&config.zone).date_naive();
    let mut out = std::io::stdout().lock();
    for (name, day) in ledger::read(&config.state)? {
        if day.date >= today {
            let (calls, seconds, callbacks, wrong) = (day.calls, day.seconds, day.callbacks, day.wrong_pins);
            writeln!(
                out,
                "{} {name}: {calls} calls, {seconds} s, called back {callbacks} times, {wrong} wrong PINs",
                day.date
            )?;
        }
    }
    Ok(())
}

fn hash() -> Done {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    writeln!(std::io::stdout().lock(), "{}", pin::Hash::of(line.trim())?)?;
    Ok(())
}

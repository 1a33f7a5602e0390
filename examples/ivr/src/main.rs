//! A voice menu for Asterisk: PIN entry, opening hours, recorded messages, transfers.
//!
//! ```sh
//! cargo run -p switchhook-ivr -- serve examples/ivr/ivr.example.toml
//! ```

mod config;
mod hours;
mod menus;
mod messages;
mod numbers;
mod pin;

use std::io::{BufRead as _, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use clap::{Parser, Subcommand};
use switchhook_agi::Server;
use switchhook_agi::conversation::{Language, recordings};
use switchhook_agi::server::{Config as Limits, Incident, Router};
use tokio::signal::unix::{SignalKind, signal};

use crate::config::Config;
use crate::menus::Menus;

/// Voice menus for Asterisk.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    job: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Answers calls until it is told to stop; calls under way may end.
    Serve {
        /// The configuration, such as ivr.example.toml.
        config: PathBuf,
    },
    /// Reads the configuration, and says what would happen now.
    Check {
        /// The configuration.
        config: PathBuf,
    },
    /// Reads a PIN from standard input and prints the hash that the configuration takes.
    Hash,
    /// Lists the sounds that numbers and money need beyond Asterisk's, to be recorded: file, tab, text.
    Recordings {
        /// en, fr, es or ru.
        language: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().job {
        Job::Serve { config } => serve(&config).await,
        Job::Check { config } => check(&config),
        Job::Hash => hash(),
        Job::Recordings { language } => list(&language),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("switchhook-ivr: {problem}");
            ExitCode::FAILURE
        }
    }
}

type Done = Result<(), Box<dyn std::error::Error>>;

async fn serve(path: &Path) -> Done {
    let config = Config::read(path)?;
    messages::check_folders(&config)?;
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let limits = Limits::new(&*config.listen)
        .max_calls(config.max_calls)
        .call_timeout(Duration::from_secs(60 * u64::from(config.call_minutes)))
        .on_report(|report| match &report.incident {
            Incident::Refused { .. } | Incident::NotBegun { .. } => tracing::warn!("{report}"),
            _ => tracing::error!("{report}"),
        });
    let patience = Duration::from_secs(config.stop_seconds.into());
    let menus = Menus::new(config, Utc::now);
    let router = Router::with_state(Arc::new(menus)).route_with_state("/ivr/{menu}", menus::answer)?;
    // Before the first call, so that no signal is missed.
    let (mut interrupted, mut terminated) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let server = Server::start(limits, router).await?;
    tracing::info!(event = "server.started", address = %server.addr());
    tokio::select! {
        _ = interrupted.recv() => {}
        _ = terminated.recv() => {}
    }
    tracing::info!(event = "server.stopping", calls = server.stats().running);
    let stats = server.shutdown(patience).await;
    tracing::info!(
        event = "server.stopped",
        calls = stats.begun,
        failed = stats.failed
    );
    Ok(())
}

fn check(path: &Path) -> Done {
    let config = Config::read(path)?;
    messages::check_folders(&config)?;
    let mut out = std::io::stdout().lock();
    let now = Utc::now();
    writeln!(out, "{}: {} menus", path.display(), config.menu.len())?;
    for (name, hours) in &config.hours {
        let state = if hours.is_open(now) { "open" } else { "closed" };
        writeln!(
            out,
            "hours {name}: {state} now, {}",
            hours.local(now).format("%A %F %H:%M %Z")
        )?;
    }
    Ok(())
}

fn hash() -> Done {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    writeln!(std::io::stdout().lock(), "{}", pin::Hash::of(line.trim())?)?;
    Ok(())
}

fn list(language: &str) -> Done {
    let language =
        Language::of(language).ok_or_else(|| format!("no language {language:?}; write en, fr, es or ru"))?;
    let mut out = std::io::stdout().lock();
    for prompt in recordings(language) {
        writeln!(out, "{}\t{}", prompt.file(), prompt.text())?;
    }
    Ok(())
}

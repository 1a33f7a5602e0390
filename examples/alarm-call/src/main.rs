//! Calls people when monitoring raises an alarm, one after the other, until somebody acknowledges it with a key.
//!
//! ```sh
//! switchhook-alarm-call run alarm-call.toml
//! switchhook-alarm-call raise "disk full on db1" --config alarm-call.toml
//! ```

mod alarm;
mod answer;
mod book;
mod config;
mod engine;
mod inbox;
mod show;
mod speech;
mod store;

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use switchhook_agi::Server;
use switchhook_agi::server::{Config as Limits, Incident, Router};
use switchhook_callfile::Spool;
use tokio::signal::unix::{SignalKind, signal};

use crate::config::Config;
use crate::engine::Engine;
use crate::inbox::{Inbox, MAX_TEXT, Raise, Request};
use crate::store::Store;

/// Alarm calls from monitoring.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    job: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Calls people until it is told to stop.
    Run {
        /// The configuration, such as alarm-call.example.toml.
        config: PathBuf,
    },
    /// Reads the configuration, and tries all that it names.
    Check {
        /// The configuration.
        config: PathBuf,
    },
    /// Raises an alarm. Ends with 1 if no service took it within a few seconds: it is kept until one does.
    Raise {
        /// What is wrong; standard input by default.
        text: Option<String>,
        /// Sounds that say it, instead of the text.
        #[arg(long, value_delimiter = ',')]
        prompts: Vec<String>,
        /// Who is called.
        #[arg(long)]
        list: Option<String>,
        /// Alarms of one key are one; the text by default.
        #[arg(long)]
        key: Option<String>,
        #[command(flatten)]
        config: ConfigPath,
    },
    /// Shows what is open.
    Status {
        /// Also what is over, with all that happened.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        config: ConfigPath,
    },
    /// Acknowledges an alarm: nobody else is called.
    Ack {
        /// Its id or its key.
        alarm: String,
        /// Who does.
        #[arg(long, default_value = "the command line")]
        by: String,
        #[command(flatten)]
        config: ConfigPath,
    },
}

#[derive(Args)]
struct ConfigPath {
    /// The configuration.
    #[arg(
        long = "config",
        env = "ALARM_CALL_CONFIG",
        default_value = "/etc/switchhook/alarm-call.toml"
    )]
    path: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Arguments::parse().job {
        Job::Run { config } => run(&config).await,
        Job::Check { config } => check(&config),
        Job::Raise {
            text,
            prompts,
            list,
            key,
            config,
        } => raise(
            text.as_deref(),
            prompts,
            list.as_deref(),
            key.as_deref(),
            &config.path,
        ),
        Job::Status { all, config } => status(&config.path, all),
        Job::Ack { alarm, by, config } => acknowledge(alarm, by, &config.path),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("switchhook-alarm-call: {problem}");
            ExitCode::FAILURE
        }
    }
}

type Done = Result<(), Box<dyn std::error::Error>>;

async fn run(path: &Path) -> Done {
    let config = Arc::new(Config::read(path)?);
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    // Before the first call, so that no signal is missed.
    let (mut interrupted, mut terminated) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let spool = Spool::open(&config.spool)?;
    let (store, book) = Store::open(&config)?;
    make_inbox(&config)?;
    if let Some(plan) = &config.speech
        && let Err(error) = speech::check(plan)
    {
        // A call that spells is better than none.
        tracing::error!(event = "speech.failed", %error);
    }
    let (engine, running) = Engine::start(Arc::clone(&config), spool, store, book)?;
    let router = Router::with_state(engine).route_with_state("/alarm/{id}", answer::answer)?;
    let limits = Limits::new(&*config.listen)
        .max_calls(1000)
        .call_timeout(Duration::from_secs(30 * 60))
        .on_report(|report| match &report.incident {
            Incident::Refused { .. } | Incident::NotBegun { .. } => tracing::warn!("{report}"),
            _ => tracing::error!("{report}"),
        });
    let server = match Server::start(limits, router).await {
        Ok(server) => server,
        Err(error) => {
            running.stop();
            return Err(error.into());
        }
    };
    tracing::info!(event = "service.started", address = %server.addr());
    tokio::select! {
        _ = interrupted.recv() => {}
        _ = terminated.recv() => {}
    }
    tracing::info!(event = "service.stopping");
    server.shutdown(Duration::from_secs(30)).await;
    tokio::task::spawn_blocking(|| running.stop()).await?;
    tracing::info!(event = "service.stopped");
    Ok(())
}

fn make_inbox(config: &Config) -> Result<(), String> {
    let inbox = Inbox::of(&config.state);
    let folder = inbox.folder();
    std::fs::create_dir_all(folder)
        .and_then(|()| inbox.requests().map(drop))
        .map_err(|error| {
            format!(
                "cannot use {}: {error}; make it with this user as its owner, as the README has it",
                folder.display()
            )
        })
}

fn check(path: &Path) -> Done {
    let config = Config::read(path)?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{}: {} people, {} lists",
        path.display(),
        config.people.len(),
        config.list.len()
    )?;
    Spool::open(&config.spool)?;
    writeln!(out, "spool {}: ok", config.spool.display())?;
    make_inbox(&config)?;
    let alarms = store::load(&config)?.map_or(0, |book| book.alarms().count());
    writeln!(out, "state {}: ok, {alarms} alarms kept", config.state.display())?;
    match &config.speech {
        Some(plan) => {
            speech::check(plan)?;
            writeln!(out, "speech: ok")?;
        }
        None => writeln!(
            out,
            "speech: none; texts are spelled, {} letters at most",
            config.message.spell_at_most
        )?,
    }
    for (name, list) in &config.list {
        let people = list.people.join(", ");
        writeln!(
            out,
            "list {name}: {people}; each {} times, all {} times",
            list.attempts, list.rounds
        )?;
    }
    Ok(())
}

fn raise(
    text: Option<&str>,
    prompts: Vec<String>,
    list: Option<&str>,
    key: Option<&str>,
    path: &Path,
) -> Done {
    let config = Config::read(path)?;
    let list = list
        .or(config.default_list())
        .ok_or("there are several lists; say which by --list")?;
    if !config.list.contains_key(list) {
        let names: Vec<&str> = config.list.keys().map(String::as_str).collect();
        return Err(format!("no list {list:?}; there is {}", names.join(", ")).into());
    }
    let text = match text {
        Some("-") => from_standard_input()?,
        None if prompts.is_empty() => from_standard_input()?,
        text => text.unwrap_or_default().to_owned(),
    };
    let raise = Raise::new(&text, prompts, list, key)?;
    leave(&config, &Request::Raise(raise))
}

fn from_standard_input() -> std::io::Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(4 * MAX_TEXT as u64)
        .read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn leave(config: &Config, request: &Request) -> Done {
    let inbox = Inbox::of(&config.state);
    let path = inbox.leave(request).map_err(|error| {
        format!(
            "cannot write to {}: {error}; start the service once, and give this user the right to write there, as the \
             README has it",
            inbox.folder().display()
        )
    })?;
    if !Inbox::is_taken(&path, Duration::from_secs(5)) {
        let kept = path.display();
        return Err(format!(
            "no service took the request yet; it is kept as {kept}: see whether `switchhook-alarm-call run` is running"
        )
        .into());
    }
    if path.with_extension("refused").exists() {
        return Err("the service refused the request; its log says why".into());
    }
    Ok(())
}

fn status(path: &Path, all: bool) -> Done {
    let config = Config::read(path)?;
    let waiting = Inbox::of(&config.state)
        .requests()
        .map_or(0, |requests| requests.len());
    let mut out = std::io::stdout().lock();
    if waiting > 0 {
        writeln!(out, "{waiting} requests that no service took yet")?;
    }
    if let Some(book) = store::load(&config)? {
        for alarm in book.alarms().filter(|alarm| all || alarm.is_open()) {
            write!(out, "{}", show::Shown { alarm, all })?;
        }
    }
    Ok(())
}

fn acknowledge(alarm: String, by: String, path: &Path) -> Done {
    let config = Config::read(path)?;
    leave(&config, &Request::Acknowledge { alarm, by })
}

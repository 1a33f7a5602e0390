//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::config::{Config, Convert, Format};
use crate::convert::{Encoder, serve};
use crate::queue::Queue;
use crate::{check, run, status, time};

/// Registers finished calls and their recordings with another system, over HTTP.
#[derive(Debug, Parser)]
#[command(name = "call-recorder", version)]
struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Works until it is told to stop (SIGTERM, Ctrl-C).
    Run {
        /// The configuration file.
        config: PathBuf,
    },
    /// Tries everything that the configuration names, and says what to do where something is wrong.
    Check {
        /// The configuration file.
        config: PathBuf,
    },
    /// Says what waits, for how long, and why.
    Status {
        /// The configuration file.
        config: PathBuf,
    },
    /// Tries at once what waits for its next attempt, and brings back what was set aside.
    Retry {
        /// The configuration file.
        config: PathBuf,
        /// Only at this destination.
        #[arg(long)]
        destination: Option<String>,
        /// Only the call with this uniqueid.
        #[arg(long)]
        call: Option<String>,
    },
    /// Gives up what a destination that is no more has not got.
    Forget {
        /// The configuration file.
        config: PathBuf,
        /// Its name.
        destination: String,
    },
    /// On another machine: converts the WAV files of one shared folder into another.
    ConvertFolder {
        /// Where WAV files come: the recorder's `outbox`.
        from: PathBuf,
        /// Where results go: the recorder's `inbox`.
        to: PathBuf,
        /// mp3 or opus.
        #[arg(long, default_value = "mp3", value_parser = ["mp3", "opus"])]
        format: String,
    },
}

/// Runs what is asked for.
pub async fn run() -> ExitCode {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .init();
    match command(Options::parse().command).await {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("call-recorder: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn command(command: Command) -> Result<ExitCode, String> {
    let read = |path: &PathBuf| Config::read(path).map_err(|error| error.to_string());
    let beside = async |config: &Config| {
        Queue::open_beside(&config.store)
            .await
            .map_err(|error| format!("{error}; has `run` been started yet?"))
    };
    match command {
        Command::Run { config } => run::run(&read(&config)?).await?,
        Command::Check { config } => return Ok(check::check(&read(&config)?).await),
        Command::Status { config } => {
            let config = read(&config)?;
            let text = status::text(&beside(&config).await?, &config.destination_names(), time::now()).await;
            say(&text.map_err(|error| error.to_string())?);
        }
        Command::Retry {
            config,
            destination,
            call,
        } => {
            let queue = beside(&read(&config)?).await?;
            let count = queue
                .retry(destination.as_deref(), call.as_deref(), time::now())
                .await;
            say(&format!(
                "{} deliveries are tried again\n",
                count.map_err(|error| error.to_string())?
            ));
        }
        Command::Forget { config, destination } => {
            let config = read(&config)?;
            if config.destination_names().contains(&destination) {
                return Err(format!(
                    "destination {destination} is in the configuration; take it out first"
                ));
            }
            let count = beside(&config)
                .await?
                .forget(&destination)
                .await
                .map_err(|error| error.to_string())?;
            say(&format!("{count} deliveries are given up\n"));
        }
        Command::ConvertFolder { from, to, format } => {
            let convert = Convert {
                to: if format == "opus" {
                    Format::Opus
                } else {
                    Format::Mp3
                },
                ..Convert::default()
            };
            let encoder = Encoder::find(&convert)?;
            tracing::info!(from = %from.display(), to = %to.display(), "{}", encoder.describe());
            let served = serve(&encoder, convert.to.extension(), &from, &to).await;
            return Err(format!(
                "the folders cannot be used: {}",
                served.err().map_or_else(String::new, |e| e.to_string())
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// To standard output. Whoever closed it does not want to know.
pub fn say(text: &str) {
    use std::io::Write as _;
    let _ = std::io::stdout().write_all(text.as_bytes());
}

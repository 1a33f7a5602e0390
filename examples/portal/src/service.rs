//! `switchhook-portal serve`: what a service manager sees of the portal.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::config::{Config, Log};
use crate::log;
use crate::log::{Event, Reopen};
use crate::run::{self, RunError};
use crate::stop::{self, Hangups};
use crate::store::StoreError;

/// `EX_CONFIG` of `sysexits.h`: starting again would not help, somebody has to correct a file first.
const WRONG_CONFIGURATION: u8 = 78;

/// What SIGHUP reads again.
pub struct Reloads {
    hangups: Hangups,
    log: Reopen,
}

impl Reloads {
    /// Waits for SIGHUP and opens the log again. If that fails, the old file stays in use.
    pub async fn next(&mut self) {
        self.hangups.next().await;
        if let Err(error) = self.log.reopen() {
            tracing::error!(event = %Event::LogNotReopened, "{error}");
        }
    }
}

/// Serves the site of a configuration file until it is asked to stop.
pub async fn serve(path: &Path) -> ExitCode {
    let terminal = std::io::stderr().is_terminal() || std::io::stdin().is_terminal();
    // Before anything that takes time: a SIGHUP that nobody hears ends the process, and to systemd that is an end in
    // order, after which it does not start it again.
    let hangups = (!terminal).then(|| (Hangups::listen(), stop::asked_as_service()));
    let config = match Config::read(path) {
        Ok(config) => config,
        Err(error) => {
            // Where the log ought to go is not known.
            let _ = log::start(&Log::default());
            return failed(&error.into(), false);
        }
    };
    let in_file = config.log.file.is_some();
    let log = match log::start(&config.log) {
        Ok(log) => log,
        Err(error) => {
            let _ = log::start(&Log::default());
            return failed(&error.into(), false);
        }
    };
    let result = match hangups {
        Some((hangups, asked)) => run::serve(config, None, Some(Reloads { hangups, log }), asked).await,
        None => run::serve(config, None, None, stop::asked()).await,
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error, in_file),
    }
}

/// Says why: to a terminal as a sentence, else as a line of the log; if that is a file, also to standard error, which
/// is what a service manager shows.
fn failed(error: &RunError, in_file: bool) -> ExitCode {
    let terminal = std::io::stderr().is_terminal();
    if in_file || !terminal {
        tracing::error!(event = %Event::Failed, "{error}");
    }
    if in_file || terminal {
        // Where nobody reads it, it stands in the log all the same.
        let _ = writeln!(std::io::stderr(), "switchhook-portal: {error}");
    }
    status(error).into()
}

fn status(error: &RunError) -> u8 {
    match error {
        RunError::Config(_) | RunError::Log(_) | RunError::Store(StoreError::Migrate { .. }) => {
            WRONG_CONFIGURATION
        }
        _ => 1,
    }
}

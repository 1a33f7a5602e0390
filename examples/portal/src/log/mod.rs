//! The log: one line for each event, to standard error or a file.
//!
//! A line has the time, a level, the event's stable name, what it is about, and a text for people:
//!
//! ```text
//! 2026-11-22T04:26:14.123Z INFO event=login.refused person=anna address=192.0.2.7 object=session reason=wrong-password
//! ```

mod event;
mod line;
mod sink;

#[cfg(test)]
mod tests;

pub use event::{Event, audit_name, markdown};
pub use sink::{LogError, Reopen};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Level, Log};
use line::Lines;
use sink::Sink;

/// The variable that shows more, of the libraries too, without a change of the configuration.
const VARIABLE: &str = "SWITCHHOOK_LOG";

/// Lets everything that is logged from now on go where the configuration says. Only the first call counts.
pub fn start(log: &Log) -> Result<Reopen, LogError> {
    let (sink, reopen) = Sink::open(log.file.as_deref())?;
    let shown = std::env::var(VARIABLE).unwrap_or_default();
    // Set to nothing is as good as not set; an empty filter would show errors only.
    let chosen = (!shown.is_empty())
        .then(|| EnvFilter::try_new(&shown).ok())
        .flatten();
    let filter = chosen.unwrap_or_else(|| EnvFilter::new(filter(log.level)));
    // A second subscriber, as in tests, is not wanted: the first stays.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(Lines::new(sink))
        .try_init();
    Ok(reopen)
}

/// Details of the portal itself only: those of the libraries are about their own code, and may hold more than ours.
fn filter(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warn",
        Level::Info => "info",
        Level::Debug => "info,switchhook_portal=debug",
    }
}

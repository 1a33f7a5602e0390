//! Planned calls: the files that Asterisk's spool keeps for them, and what their follower hears.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex as StdMutex, PoisonError};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use switchhook_ami::wire::MessageBuf;
use switchhook_callfile::watch::{CALL_VARIABLE, Handle, PbxEvent, tied};
use switchhook_callfile::{
    CallFile, Cancelled, CivilError, ClockChange, FileName, FileNameError, Rescheduled, Spool, SpoolError,
    Target, ValueError, instant,
};
use switchhook_portal_core::dial::OriginateEffect;
use tokio::sync::{Mutex, watch};

use crate::config;
use crate::store::Seconds;
use crate::token;

/// In front of the names of our files: the spool has those of other programs too.
pub const PREFIX: &str = "portal-";

/// How long to wait for events about a call that the spool says is over.
const GRACE: Duration = Duration::from_secs(2);

/// What is known of planned calls beside their rows.
#[derive(Debug, Default)]
pub struct Scheduled {
    /// Held while a file and its row change together: news of a file wait until its row is there.
    pub changing: Mutex<()>,
    follower: StdMutex<Option<Handle>>,
    /// Why the spool cannot be used; empty while it can.
    trouble: StdMutex<String>,
    hearing: AtomicBool,
    /// How many news were written down.
    pub news: watch::Sender<u64>,
}

/// Why a call could not be put into the spool.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error(transparent)]
    Spool(#[from] SpoolError),
    #[error("no call file can carry this call: {0}")]
    Value(#[from] ValueError),
    #[error(transparent)]
    Name(#[from] FileNameError),
    #[error("the work was cut off: {0}")]
    Cut(#[from] tokio::task::JoinError),
}

impl PlaceError {
    /// Whether Asterisk calls in spite of it.
    fn is_placed(&self) -> bool {
        matches!(self, Self::Spool(error) if error.is_placed())
    }
}

impl Scheduled {
    /// News come from here until the next one.
    pub fn followed_by(&self, handle: Option<Handle>) {
        self.hearing.store(false, Ordering::Relaxed);
        *self.follower.lock().unwrap_or_else(PoisonError::into_inner) = handle;
    }

    pub fn set_trouble(&self, trouble: &str) {
        let mut kept = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        trouble.clone_into(&mut kept);
    }

    /// Why nobody can plan calls now, though a spool is configured.
    pub fn trouble(&self) -> Option<String> {
        let kept = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        (!kept.is_empty()).then(|| kept.clone())
    }

    #[cfg(test)]
    pub fn is_followed(&self) -> bool {
        self.handle().is_some()
    }

    /// Ends the follower.
    pub fn stop(&self) {
        if let Some(handle) = self.handle() {
            handle.stop();
        }
    }

    fn handle(&self) -> Option<Handle> {
        self.follower
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// An event of the PBX: why a call was not answered, where manager.conf has `channelvars` for it.
    pub fn hear(&self, message: &MessageBuf) {
        if !matches!(message.event_name(), Some("DialBegin" | "DialEnd" | "Hangup")) {
            return;
        }
        let Some(handle) = self.handle() else { return };
        if !self.hearing.load(Ordering::Relaxed) {
            // Each event has all of these variables, empty ones too. Without ours, that nothing is heard of a call says
            // nothing about it.
            let tells = message.headers().any(|header| {
                header.name().ends_with("ChanVariable") && header.value().starts_with(CALL_VARIABLE)
            });
            if !tells {
                return;
            }
            self.hearing.store(true, Ordering::Relaxed);
            handle.listen(GRACE);
        }
        let headers: Vec<(String, String)> = message
            .headers()
            .map(|header| (header.name().into_owned(), header.value().into_owned()))
            .collect();
        if let Some(event) = PbxEvent::from_headers(headers.iter().map(|(name, value)| (&**name, &**value))) {
            handle.tell(event, SystemTime::now());
        }
    }

    /// Events were missed.
    pub fn deafen(&self) {
        if self.hearing.swap(false, Ordering::Relaxed)
            && let Some(handle) = self.handle()
        {
            handle.deafen();
        }
    }
}

/// What the clock does at a time that somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    Plain,
    /// It goes forward over the time: the call is as long after the change.
    Skips,
    /// It shows the time twice: the call is at the first.
    Twice,
}

/// When the site's clock shows a time. None beyond the calendar.
pub fn due(time: NaiveDateTime, zone: Tz) -> Option<(DateTime<Utc>, Clock)> {
    let clock = match instant(time, &zone, ClockChange::Refuse) {
        Ok(_) => Clock::Plain,
        Err(CivilError::NeverShown { .. }) => Clock::Skips,
        Err(CivilError::ShownTwice { .. }) => Clock::Twice,
        Err(_) => return None,
    };
    Some((instant(time, &zone, ClockChange::First).ok()?, clock))
}

/// A name that no call had before.
pub fn new_name() -> String {
    format!("{PREFIX}{}.call", token::typeable(16))
}

fn time_of(at: Seconds) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at).unwrap_or(0))
}

/// The file of a call. Kept when it is over, since its status says whether it was answered.
fn call(effect: &OriginateEffect, name: &FileName, rules: &config::Spool) -> Result<CallFile, ValueError> {
    let target = Target::extension(&effect.context, effect.extension.as_str())?;
    let call = CallFile::builder(effect.endpoint.channel(), target)
        .caller_id_text(&effect.caller_id)
        .wait_time(effect.timeout)
        .max_retries(rules.retries)
        .retry_time(rules.retry)
        .archive(true);
    let call = effect
        .variables
        .iter()
        .fold(call, |call, (name, value)| call.variable(name, value));
    tied(&call.build()?, name)
}

/// Puts a call into the spool. Afterwards it is Asterisk's, whatever becomes of the portal.
pub async fn place(
    rules: &config::Spool,
    folder: &Path,
    effect: &OriginateEffect,
    name: &str,
    due: Seconds,
) -> Result<(), PlaceError> {
    let (rules, folder, effect, name) = (
        rules.clone(),
        folder.to_owned(),
        effect.clone(),
        FileName::new(name)?,
    );
    let placed = tokio::task::spawn_blocking(move || {
        let call = call(&effect, &name, &rules)?;
        Spool::open(&folder)?.submit_at(&name, &call, time_of(due))?;
        Ok(())
    })
    .await?;
    match placed {
        Err(error) if PlaceError::is_placed(&error) => Ok(()),
        placed => placed,
    }
}

/// Takes a call out of the spool; none if Asterisk is done with it.
pub async fn cancel(folder: &Path, name: &str) -> Result<Option<Cancelled>, PlaceError> {
    let (folder, name) = (folder.to_owned(), FileName::new(name)?);
    Ok(tokio::task::spawn_blocking(move || Spool::open(&folder)?.cancel(&name)).await??)
}

/// Another time for a call, under another name.
pub async fn reschedule(
    folder: &Path,
    name: &str,
    to: &str,
    due: Seconds,
) -> Result<Rescheduled, PlaceError> {
    let (folder, name, to) = (folder.to_owned(), FileName::new(name)?, FileName::new(to)?);
    Ok(
        tokio::task::spawn_blocking(move || Spool::open(&folder)?.reschedule(&name, &to, time_of(due)))
            .await??,
    )
}

/// Whether planned calls could be placed in this folder: everything but placing one, which Asterisk would make.
pub fn usable(folder: &Path) -> Result<(), String> {
    let spool = Spool::open(folder).map_err(|error| error.to_string())?;
    for folder in [spool.outgoing(), spool.staging()] {
        rustix::fs::access(
            folder,
            rustix::fs::Access::WRITE_OK | rustix::fs::Access::EXEC_OK | rustix::fs::Access::READ_OK,
        )
        .map_err(|error| format!("cannot write into {}: {error}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_of_the_site_decides_in_the_nights_that_it_is_changed_too() {
        let zone = chrono_tz::Europe::Paris;
        for (typed, expected, clock) in [
            ("2026-07-14T06:30", "2026-07-14T04:30:00Z", Clock::Plain),
            ("2026-03-29T02:30", "2026-03-29T01:30:00Z", Clock::Skips),
            ("2026-10-25T02:30", "2026-10-25T00:30:00Z", Clock::Twice),
        ] {
            let time = NaiveDateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M").unwrap();
            let (at, found) = due(time, zone).unwrap();
            assert_eq!((at, found), (expected.parse().unwrap(), clock), "{typed}");
        }
    }
}

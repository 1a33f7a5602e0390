//! Somebody calls the number for calls back: they are hung up, and called back if they may be.

use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use switchhook_agi::Call;
use switchhook_agi::call::HandlerError;
use switchhook_callfile::{FileName, Spool, SpoolError};

use crate::config::Config;
use crate::ledger::Ledger;

/// What handlers share.
pub(crate) struct Service {
    pub(crate) config: Config,
    pub(crate) ledger: Ledger,
    pub(crate) spool: Spool,
}

/// What became of a wish to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Placed,
    /// One file for each number: it is there.
    Pending,
    /// Called back too often today, or too many wrong PINs.
    Locked,
}

/// Handles a call to `agi://…/callback/request`. Unanswered: it costs the caller nothing.
pub(crate) async fn request(call: Call, service: Arc<Service>) -> Result<(), HandlerError> {
    log_variables(&call, &service.config);
    let caller = call.environment().caller_id().unwrap_or_default().into_owned();
    let person = service.config.who(&caller).map(|(name, _)| name.to_owned());
    // Strangers and friends are hung up alike: nobody learns which numbers are permitted.
    call.hang_up().await?;
    let Some(person) = person else {
        tracing::warn!(event = "request.stranger", caller);
        return Ok(());
    };
    let asked = {
        let (service, person, caller) = (Arc::clone(&service), person.clone(), caller.clone());
        // The disk is waited for.
        tokio::task::spawn_blocking(move || place(&service, &person, &caller)).await?
    };
    match asked {
        Ok(Asked::Placed) => {
            let seconds = service.config.back.pause_seconds;
            tracing::info!(event = "request.placed", person, caller, seconds);
        }
        Ok(Asked::Pending) => tracing::info!(event = "request.pending", person, caller),
        Ok(Asked::Locked) => tracing::warn!(event = "request.locked", person, caller),
        Err(error) => {
            tracing::error!(event = "request.failed", person, caller, %error);
            return Err(error);
        }
    }
    Ok(())
}

fn place(service: &Service, person: &str, caller: &str) -> Result<Asked, HandlerError> {
    // A caller who may be called has digits only.
    let name = FileName::new(format!("callback-{}.call", caller.replace(['*', '#'], "_")))?;
    if service.spool.read(&name)?.is_some() {
        return Ok(Asked::Pending);
    }
    let now = Utc::now();
    let (most, lock_after) = (service.config.back.per_day, service.config.pin.lock_after);
    if !service.ledger.call_back(person, most, lock_after, now)? {
        return Ok(Asked::Locked);
    }
    let file = service.config.call_file(person, caller)?;
    let pause = Duration::from_secs(service.config.back.pause_seconds.into());
    match service.spool.submit_at(&name, &file, (now + pause).into()) {
        Ok(()) => Ok(Asked::Placed),
        // Another call of the same number was faster.
        Err(SpoolError::AlreadyPending { .. }) => Ok(Asked::Pending),
        Err(error) if error.is_placed() => {
            tracing::warn!(event = "request.unsynced", person, %error);
            Ok(Asked::Placed)
        }
        Err(error) => Err(error.into()),
    }
}

/// All that Asterisk said, if that is wanted. What is keyed in later is never among it.
pub(crate) fn log_variables(call: &Call, config: &Config) {
    if !config.log_variables {
        return;
    }
    for (name, value) in call.environment().iter() {
        let (name, value) = (String::from_utf8_lossy(name), String::from_utf8_lossy(value));
        tracing::info!(event = "agi.variable", name = &*name, value = ?value);
    }
}

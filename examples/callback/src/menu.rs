//! Called back: the PIN, then the number, then the call.

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use switchhook_agi::call::HandlerError;
use switchhook_agi::command::Exec;
use switchhook_agi::conversation::{Announcement, Answer, Ask, Digits};
use switchhook_agi::{Call, CallError};

use crate::config::Person;
use crate::ledger::{LedgerError, Reserved};
use crate::numbers::LONGEST;
use crate::request::{Service, log_variables};

/// What the questions take at most, beside the call itself.
const QUESTIONS: Duration = Duration::from_secs(10 * 60);
/// How often somebody may dial another number when the first does not answer.
const DIALS: u32 = 3;

/// A call that this program did not place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a call to the menu that is no call back: CALLBACK_PERSON is {person:?}; let only the context of the call file lead \
     there"
)]
pub(crate) struct NotCalledBack {
    person: String,
}

/// Handles a call to `agi://…/callback/menu`.
pub(crate) async fn menu(call: Call, service: Arc<Service>) -> Result<(), HandlerError> {
    log_variables(&call, &service.config);
    let name = call.variable("CALLBACK_PERSON").await?.unwrap_or_default();
    let name = name.to_string_lossy().into_owned();
    let Some(person) = service.config.people.get(&name) else {
        return Err(NotCalledBack { person: name }.into());
    };
    tracing::info!(event = "menu.begun", person = name);
    let visit = Visit {
        call: &call,
        service: &service,
        name: &name,
        person,
    };
    match visit.run().await {
        Ok(end) => {
            tracing::info!(event = "menu.ended", person = name, end);
            Ok(())
        }
        Err(error) => {
            if error.downcast_ref::<CallError>().is_some_and(CallError::is_over) {
                tracing::info!(event = "menu.ended", person = name, end = "hung up");
            } else {
                tracing::error!(event = "menu.failed", person = name, %error);
            }
            Err(error)
        }
    }
}

struct Visit<'a> {
    call: &'a Call,
    service: &'a Arc<Service>,
    name: &'a str,
    person: &'a Person,
}

impl Visit<'_> {
    /// Says how it ended.
    async fn run(&self) -> Result<&'static str, HandlerError> {
        let config = &self.service.config;
        self.call.answer().await?;
        // Asterisk's own end, whatever becomes of this program.
        let longest = u64::from(config.dial.max_minutes) * 60 + QUESTIONS.as_secs();
        self.call
            .set_variable("TIMEOUT(absolute)", longest.to_string())
            .await?;
        if !self.has_right_pin().await? {
            return self.goodbye("wrong PIN").await;
        }
        for _ in 0..DIALS {
            let Some(keyed) = self.number().await? else {
                return self.goodbye("no number").await;
            };
            let Some(number) = config.dial.number(&keyed) else {
                return self.goodbye("no number").await;
            };
            let Some(reserved) = self.reserve().await? else {
                tracing::warn!(event = "budget.used_up", person = self.name);
                self.play(&config.menu.used_up).await?;
                return self.goodbye("budget used up").await;
            };
            if self.dial(&number, reserved).await? {
                // They may have hung up already.
                let _ = self.call.hang_up().await;
                return Ok("connected");
            }
            self.play(&config.menu.unavailable).await?;
        }
        self.goodbye("nobody answered").await
    }

    async fn has_right_pin(&self) -> Result<bool, HandlerError> {
        let Some(hash) = &self.person.pin else {
            // The configuration says that there is none.
            return Ok(!self.person.pin_required);
        };
        let plan = &self.service.config.pin;
        let is_locked = || self.service.ledger.wrong_pins(self.name, Utc::now()) >= plan.lock_after;
        let check = |entered: Digits| async move {
            // Calls that run side by side do not get round the lock.
            if is_locked() {
                tracing::warn!(event = "pin.locked", person = self.name);
                return false;
            }
            if hash.is_of(entered.as_str().to_owned()).await {
                return !is_locked();
            }
            let (service, name) = (Arc::clone(self.service), self.name.to_owned());
            let counted = move || service.ledger.wrong_pin(&name, Utc::now());
            match tokio::task::spawn_blocking(counted).await {
                Ok(Ok(today)) => tracing::warn!(event = "pin.wrong", person = self.name, today),
                Ok(Err(error)) => tracing::error!(event = "ledger.failed", %error),
                Err(error) => tracing::error!(event = "ledger.failed", %error),
            }
            false
        };
        let ask = Ask::new(plan.ask.clone())
            .digits(1..=16)
            .tries(plan.tries)
            .on_invalid(plan.wrong.clone());
        let is_right = matches!(ask.ask_checked(self.call, check).await?, Answer::Entered(_));
        if is_right {
            tracing::info!(event = "pin.right", person = self.name);
        }
        Ok(is_right)
    }

    async fn number(&self) -> Result<Option<String>, CallError> {
        let menu = &self.service.config.menu;
        let dial = self.service.config.dial.clone();
        let ask = Ask::new(menu.ask.clone())
            .digits(1..=dial.longest().min(LONGEST + 1))
            .first_timeout(Duration::from_secs(menu.wait_seconds.into()))
            .digit_timeout(Duration::from_secs(menu.between_seconds.into()))
            .tries(menu.tries)
            .on_invalid(menu.wrong.clone())
            .on_nothing(menu.wrong.clone())
            .accept(move |keyed| dial.number(keyed).is_some());
        Ok(match ask.ask(self.call).await? {
            Answer::Entered(keyed) => Some(keyed.as_str().to_owned()),
            Answer::Nothing | Answer::Invalid => None,
        })
    }

    async fn reserve(&self) -> Result<Option<Reserved>, HandlerError> {
        let (service, name) = (Arc::clone(self.service), self.name.to_owned());
        let budget = self.service.config.budget_of(self.person);
        let longest = 60 * self.service.config.dial.max_minutes;
        let reserve = move || service.ledger.reserve(&name, budget, longest, Utc::now());
        Ok(tokio::task::spawn_blocking(reserve).await??)
    }

    async fn settle(&self, reserved: Reserved, used: u32) -> Result<(), HandlerError> {
        let (service, name) = (Arc::clone(self.service), self.name.to_owned());
        let settle =
            move || -> Result<(), LedgerError> { service.ledger.settle(&name, reserved, used, Utc::now()) };
        Ok(tokio::task::spawn_blocking(settle).await??)
    }

    /// Whether somebody answered.
    async fn dial(&self, number: &str, reserved: Reserved) -> Result<bool, HandlerError> {
        let dial = &self.service.config.dial;
        if !dial.caller_number.is_empty() {
            self.call
                .set_variable("CALLERID(num)", &dial.caller_number)
                .await?;
        }
        tracing::info!(
            event = "dial.begun",
            person = self.name,
            number,
            seconds = reserved.seconds
        );
        let channel = dial.channel.replace("{number}", number);
        // S: Asterisk ends the call, whatever becomes of this program.
        let options = format!("{channel},{},S({})", dial.ring_seconds, reserved.seconds);
        let begun = Instant::now();
        // An end of -1 is that of an answered call; the status tells, also once the caller is gone. If it cannot be
        // asked any more, all that was set aside stays used.
        self.call.send(Exec::new("Dial").options(options)).await?;
        let status = self.call.variable("DIALSTATUS").await?.unwrap_or_default();
        let was_answered = status.to_string_lossy() == "ANSWER";
        let used = if was_answered {
            let told = self.call.variable("ANSWEREDTIME").await?.unwrap_or_default();
            let told = told.to_string_lossy().parse().ok();
            told.unwrap_or_else(|| u32::try_from(begun.elapsed().as_secs()).unwrap_or(u32::MAX))
                .max(1)
        } else {
            0
        };
        self.settle(reserved, used).await?;
        let status = status.to_string_lossy();
        tracing::info!(
            event = "dial.ended",
            person = self.name,
            number,
            status = &*status,
            seconds = used
        );
        Ok(was_answered)
    }

    async fn goodbye(&self, end: &'static str) -> Result<&'static str, HandlerError> {
        self.play(&self.service.config.menu.goodbye).await?;
        self.call.hang_up().await?;
        Ok(end)
    }

    async fn play(&self, sounds: &[String]) -> Result<(), CallError> {
        Announcement::from(sounds.to_vec()).play(self.call).await
    }
}

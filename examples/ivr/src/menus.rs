//! What happens with a call, from its first menu to its end.

mod language;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use switchhook_agi::call::HandlerError;
use switchhook_agi::command::{Exec, SetContext, SetExtension, SetPriority};
use switchhook_agi::conversation::{Announcement, Answer, Ask, Digits, Menu, Record, Recorded};
use switchhook_agi::{Call, CallError};

use crate::config::{Action, Config};
use crate::messages::{self, Place};
use crate::pin::{Lock, Tried};

/// A caller who goes round and round is one that nobody helps: after this many steps the call ends.
const MAX_STEPS: u32 = 40;

/// The menus of a configuration, and what they remember between calls.
pub(crate) struct Menus {
    config: Config,
    locks: BTreeMap<String, Lock>,
    now: fn() -> DateTime<Utc>,
}

/// The dialplan asks for a menu that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "no menu {name:?}; add [menu.{name}] to the configuration, or correct AGI(agi://…/ivr/{name}) in the dialplan"
)]
pub(crate) struct NoMenu {
    name: String,
}

impl Menus {
    /// With this clock.
    pub(crate) fn new(config: Config, now: fn() -> DateTime<Utc>) -> Self {
        let locks = config
            .pin
            .keys()
            .map(|name| (name.clone(), Lock::default()))
            .collect();
        Self { config, locks, now }
    }
}

/// Handles a call to `agi://…/ivr/{menu}`.
pub(crate) async fn answer(call: Call, menus: Arc<Menus>) -> Result<(), HandlerError> {
    let name = call.parameter("menu").unwrap_or_default().to_owned();
    if !menus.config.menu.contains_key(&name) {
        // Unanswered: the dialplan can do something else.
        return Err(NoMenu { name }.into());
    }
    let id = call.environment().unique_id().unwrap_or_default().into_owned();
    let caller = call.environment().caller_id().unwrap_or_default().into_owned();
    tracing::info!(event = "call.begun", id, caller, menu = name);
    let mut visit = Visit {
        config: &menus.config,
        locks: &menus.locks,
        now: menus.now,
        call: &call,
        id: &id,
        menu: name,
        greeted: BTreeSet::new(),
        messages: 0,
    };
    let ended = visit.run().await;
    let menu = &visit.menu;
    match &ended {
        Ok(end) => tracing::info!(event = "call.ended", id, caller, menu, end),
        Err(error) if error.is_over() => {
            tracing::info!(event = "call.ended", id, caller, menu, end = "hung up");
        }
        Err(error) => tracing::error!(event = "call.failed", id, caller, menu, %error),
    }
    Ok(ended.map(drop)?)
}

/// One call.
struct Visit<'a> {
    config: &'a Config,
    locks: &'a BTreeMap<String, Lock>,
    now: fn() -> DateTime<Utc>,
    call: &'a Call,
    id: &'a str,
    /// Where the caller is, and comes back to.
    menu: String,
    greeted: BTreeSet<String>,
    messages: u32,
}

impl Visit<'_> {
    /// Until the call is at its end here: says how.
    async fn run(&mut self) -> Result<&'static str, CallError> {
        self.call.answer().await?;
        let environment = self.call.environment();
        let language = language::choose(
            self.config,
            self.call.query("lang").as_deref(),
            environment.caller_id().as_deref(),
            environment.language().as_deref(),
        );
        self.speak(language).await?;
        let mut action = Action::Menu(self.menu.clone());
        for _ in 0..MAX_STEPS {
            action = match action {
                Action::Menu(name) => {
                    self.menu = name;
                    self.choose().await?
                }
                Action::Transfer(number) => {
                    if self.transfer(&number).await? {
                        return Ok("transferred");
                    }
                    self.play(&self.config.transfer.unavailable).await?;
                    self.again()
                }
                Action::AskExtension(prompt) => self.ask_extension(&prompt).await?,
                Action::Pin(name) => self.ask_pin(&name).await?,
                Action::Record(name) => self.record(&name).await?,
                Action::Play(sounds) => {
                    self.play(&sounds).await?;
                    self.again()
                }
                Action::Language(language) => {
                    self.speak(&language).await?;
                    self.again()
                }
                Action::Hangup => {
                    self.call.hang_up().await?;
                    return Ok("done");
                }
            };
        }
        self.call.hang_up().await?;
        Ok("went round and round")
    }

    /// Back to the menu.
    fn again(&self) -> Action {
        Action::Menu(self.menu.clone())
    }

    async fn choose(&mut self) -> Result<Action, CallError> {
        // Every name was checked when the configuration was read.
        let Some(menu) = self.config.menu.get(&self.menu) else {
            return Ok(Action::Hangup);
        };
        let hours = menu.hours.as_ref().and_then(|name| self.config.hours.get(name));
        if hours.is_some_and(|hours| !hours.is_open((self.now)())) {
            self.play(&menu.closed).await?;
            return Ok(menu.closed_then.clone());
        }
        let mut offer = Menu::new(menu.prompt.clone())
            .timeout(Duration::from_secs(menu.timeout_seconds.into()))
            .tries(menu.tries)
            .on_invalid(menu.invalid.clone())
            .on_nothing(menu.nothing.clone());
        if self.greeted.insert(self.menu.clone()) {
            offer = offer.greeting(menu.greeting.clone());
        }
        for (key, action) in &menu.keys {
            offer = offer.key(key.0, action.clone());
        }
        let choice = offer.choose(self.call).await?;
        Ok(choice.or(menu.otherwise.clone()))
    }

    /// Whether the call is with somebody else now.
    async fn transfer(&self, number: &str) -> Result<bool, CallError> {
        let transfer = &self.config.transfer;
        // Whoever asked for it: the last door before money is spent.
        if !transfer.allows(number) {
            tracing::warn!(event = "transfer.refused", id = self.id, number);
            return Ok(false);
        }
        if let Some(context) = &transfer.context {
            let exists = self
                .call
                .variable(&format!("DIALPLAN_EXISTS({context},{number},1)"))
                .await?;
            if exists.is_some_and(|exists| exists == *"0") {
                tracing::warn!(event = "transfer.nowhere", id = self.id, context, number);
                return Ok(false);
            }
            self.call.send(SetContext::new(context)).await?;
            self.call.send(SetExtension::new(number)).await?;
            self.call.send(SetPriority::new(1)).await?;
            tracing::info!(event = "transfer.done", id = self.id, context, number);
            return Ok(true);
        }
        let destination = transfer
            .dial
            .as_deref()
            .unwrap_or_default()
            .replace("{number}", number);
        let dial = format!("{destination},{}", transfer.ring_seconds);
        // An end of -1 is that of an answered call; the status tells, also once the caller is gone.
        self.call.send(Exec::new("Dial").options(dial)).await?;
        let status = self.call.variable("DIALSTATUS").await?.unwrap_or_default();
        let status = status.to_string_lossy();
        tracing::info!(
            event = "transfer.dialled",
            id = self.id,
            number,
            status = &*status
        );
        Ok(status == "ANSWER")
    }

    async fn ask_extension(&self, prompt: &[String]) -> Result<Action, CallError> {
        let transfer = self.config.transfer.clone();
        let lengths = || transfer.numbers.iter().map(crate::numbers::Pattern::length);
        let (shortest, longest) = (lengths().min().unwrap_or(1), lengths().max().unwrap_or(1));
        let invalid = self.config.menu.get(&self.menu).map(|menu| menu.invalid.clone());
        let ask = Ask::new(prompt.to_vec())
            .digits(shortest..=longest)
            .on_invalid(invalid.unwrap_or_default())
            .accept(move |number| transfer.allows(number));
        Ok(match ask.ask(self.call).await? {
            Answer::Entered(number) => Action::Transfer(number.as_str().to_owned()),
            Answer::Nothing | Answer::Invalid => self.again(),
        })
    }

    async fn ask_pin(&self, name: &str) -> Result<Action, CallError> {
        let (Some(section), Some(lock)) = (self.config.pin.get(name), self.locks.get(name)) else {
            return Ok(Action::Hangup);
        };
        if lock.is_shut(section.lock_after, (self.now)()) {
            tracing::warn!(event = "pin.locked", id = self.id, pin = name);
            return Ok(section.wrong.clone());
        }
        let people: Vec<_> = section
            .people
            .iter()
            .map(|(name, hash)| (name.clone(), hash.clone()))
            .collect();
        let found = Mutex::new(None);
        let check = |entered: Digits| {
            let (people, found) = (people.clone(), &found);
            async move {
                let tried = lock.try_pin(people, entered.as_str().to_owned(), section.lock_after, self.now);
                let owner = match tried.await {
                    Tried::Right(person) => Some(person),
                    Tried::Wrong => {
                        tracing::warn!(event = "pin.wrong", id = self.id, pin = name);
                        None
                    }
                    Tried::Shut => {
                        tracing::warn!(event = "pin.locked", id = self.id, pin = name);
                        None
                    }
                };
                let is_right = owner.is_some();
                *found.lock().unwrap_or_else(PoisonError::into_inner) = owner;
                is_right
            }
        };
        let ask = Ask::new(section.prompt.clone())
            .digits(1..=16)
            .tries(section.tries)
            .on_invalid(section.invalid.clone());
        let answer = ask.ask_checked(self.call, check).await?;
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        match (answer, found) {
            (Answer::Entered(_), Some(person)) => {
                tracing::info!(event = "pin.right", id = self.id, pin = name, person);
                self.call.set_variable("IVR_PERSON", &person).await?;
                Ok(section.right.clone())
            }
            _ => Ok(section.wrong.clone()),
        }
    }

    async fn record(&mut self, name: &str) -> Result<Action, CallError> {
        let Some(section) = self.config.record.get(name) else {
            return Ok(Action::Hangup);
        };
        let is_full = messages::is_full(section).await.unwrap_or_else(|error| {
            tracing::error!(event = "message.folder_failed", id = self.id, record = name, %error);
            true
        });
        if is_full {
            tracing::warn!(
                event = "message.refused",
                id = self.id,
                record = name,
                limit = section.max_messages
            );
            self.play(&section.full).await?;
            return Ok(section.then.clone());
        }
        self.messages += 1;
        let place = Place::new(section, (self.now)(), self.id, self.messages);
        let seconds = |seconds: u32| Duration::from_secs(seconds.into());
        let mut record = Record::new(&*place.remote, messages::FORMAT)
            .prompt(section.prompt.clone())
            .at_most(seconds(section.max_seconds))
            .at_least(seconds(section.min_seconds))
            .until_silence(Some(seconds(section.silence_seconds)));
        if !section.review.is_empty() {
            record = record.review(section.review.clone());
        }
        let recorded = record.record(self.call).await;
        match &recorded {
            Ok(Recorded::Kept(recording)) => {
                let (file, milliseconds) = (place.local.display(), recording.samples / 8);
                let caller = self.call.environment().caller_id().unwrap_or_default();
                tracing::info!(
                    event = "message.stored", id = self.id, record = name, caller = &*caller, %file, milliseconds
                );
            }
            Ok(Recorded::TooShort) => {
                tracing::info!(event = "message.short", id = self.id, record = name);
                messages::remove(&place).await;
            }
            // It may be there, and perhaps Asterisk still writes it.
            Err(error @ CallError::OutcomeUnknown { .. }) => {
                let file = place.local.display();
                tracing::warn!(event = "message.unfinished", id = self.id, record = name, %file, %error);
            }
            Err(_) => messages::remove(&place).await,
        }
        recorded.map(|_| section.then.clone())
    }

    async fn speak(&self, language: &str) -> Result<(), CallError> {
        self.call.set_variable("CHANNEL(language)", language).await
    }

    async fn play(&self, sounds: &[String]) -> Result<(), CallError> {
        Announcement::from(sounds.to_vec()).play(self.call).await
    }
}

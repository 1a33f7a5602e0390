//! All alarms, and what is decided about them. No files and no clock: the engine has those.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use switchhook_callfile::Pacer;
use switchhook_callfile::pacer::{Contact, Hours, Next, Outcome, Rules, RulesError, Trunk};

use crate::alarm::{Alarm, Call, Happened, Speech, Standing, Turn};
use crate::config::Config;
use crate::inbox::Raise;

/// All alarms that are open or were lately, and the calls that wait. The whole of it is saved before each call.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Book {
    alarms: BTreeMap<String, Alarm>,
    pacer: Pacer<Tz>,
    /// Makes ids of one second differ.
    made: u64,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Raised {
    /// A new alarm.
    New(String),
    /// One of the same key is there.
    Again(String),
    /// Too many are open.
    Refused,
}

/// A call to place now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) alarm: String,
    pub(crate) person: String,
    pub(crate) file: String,
}

/// What became of an acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Acknowledged {
    Done,
    /// Somebody was first.
    Already(String),
    /// All had been called in vain, or there is no such alarm.
    NoneOpen,
}

/// Contacts that are over stay in a pacer; after this many it is replaced when nothing is going on.
const MAX_CONTACTS: usize = 1000;
const LINES: &str = "lines";
const PEOPLE: &str = "people";

/// What the pacer keeps to. Who is called next, and when again, is decided here; it keeps the lines.
pub(crate) fn rules(config: &Config) -> Rules<Tz> {
    let lines = Trunk {
        at_once: config.call.at_once,
        per_minute: config.call.per_minute,
    };
    // An alarm is for every hour.
    Rules::new()
        .trunk(LINES, lines)
        .destination(PEOPLE, LINES, Hours::new(Tz::UTC))
        .attempts(1)
}

impl Book {
    /// No alarms.
    pub(crate) fn new(config: &Config) -> Result<Self, RulesError> {
        Ok(Self {
            alarms: BTreeMap::new(),
            pacer: Pacer::new(rules(config))?,
            made: 0,
        })
    }

    /// As it was saved, with the rules of today's configuration.
    pub(crate) fn load(bytes: &[u8], config: &Config) -> Result<Self, serde_json::Error> {
        let mut saved: serde_json::Value = serde_json::from_slice(bytes)?;
        if let Some(pacer) = saved.get_mut("pacer") {
            pacer["rules"] = serde_json::to_value(rules(config))?;
        }
        serde_json::from_value(saved)
    }

    pub(crate) fn alarms(&self) -> impl DoubleEndedIterator<Item = &Alarm> {
        self.alarms.values()
    }

    pub(crate) fn alarm(&self, id: &str) -> Option<&Alarm> {
        self.alarms.get(id)
    }

    /// Takes a request in.
    pub(crate) fn raise(&mut self, raise: Raise, config: &Config, now: DateTime<Utc>) -> Raised {
        let window = TimeDelta::minutes(config.same_within_minutes.into());
        let same = self.alarms.values_mut().rev().find(|alarm| {
            // One that nobody heard is raised anew at once.
            let is_same = match alarm.standing {
                Standing::Open => true,
                Standing::Acknowledged { .. } => now - alarm.last < window,
                Standing::Unanswered { .. } => false,
            };
            alarm.key == raise.key && alarm.list == raise.list && is_same
        });
        if let Some(alarm) = same {
            alarm.last = now;
            alarm.times = alarm.times.saturating_add(1);
            alarm.note(now, Happened::RaisedAgain);
            return Raised::Again(alarm.id.clone());
        }
        if self.alarms.values().filter(|alarm| alarm.is_open()).count() >= config.max_alarms {
            return Raised::Refused;
        }
        self.made += 1;
        // In the order of time, so that the newest is the last.
        let id = format!("{:010}-{:04}", now.timestamp(), self.made);
        let speaks = config.speech.is_some() && raise.prompts.is_empty();
        let mut alarm = Alarm {
            id: id.clone(),
            key: raise.key,
            list: raise.list,
            text: raise.text,
            prompts: raise.prompts,
            speech: if speaks { Speech::Pending } else { Speech::None },
            raised: now,
            last: now,
            times: 1,
            turn: Turn::default(),
            standing: Standing::Open,
            contact: None,
            call: None,
            calls: 0,
            is_passed_on: false,
            journal: Vec::new(),
        };
        alarm.note(now, Happened::Raised);
        self.alarms.insert(id.clone(), alarm);
        if !speaks {
            self.enter(&id, config, now, now);
        }
        Raised::New(id)
    }

    /// Alarms whose text is still to be spoken.
    pub(crate) fn to_speak(&self) -> Vec<(String, String)> {
        let pending = self
            .alarms
            .values()
            .filter(|alarm| alarm.speech == Speech::Pending);
        pending
            .map(|alarm| (alarm.id.clone(), alarm.text.clone()))
            .collect()
    }

    /// The text was spoken, or could not be. Only now is somebody called.
    pub(crate) fn spoken(&mut self, id: &str, sound: Option<String>, config: &Config, now: DateTime<Utc>) {
        let Some(alarm) = self.alarms.get_mut(id) else {
            return;
        };
        if alarm.speech != Speech::Pending {
            return;
        }
        alarm.speech = sound.map_or(Speech::None, Speech::Sound);
        if alarm.is_open() {
            self.enter(id, config, now, now);
        }
    }

    /// Who is called now, or when to ask again.
    pub(crate) fn due(&mut self, now: DateTime<Utc>, config: &Config) -> Result<Due, Option<DateTime<Utc>>> {
        loop {
            let start = match self.pacer.next(now) {
                Next::Start(start) => start,
                Next::Wait { until } => return Err(until),
                Next::Stopped | Next::Done => return Err(None),
            };
            let id = self.pacer.contact(start.id).map(Contact::as_label);
            let alarm = id
                .and_then(|id| self.alarms.get_mut(id))
                .filter(|alarm| alarm.is_open() && alarm.contact == Some(start.id));
            let person = alarm.as_ref().and_then(|alarm| {
                let list = config.list.get(&alarm.list)?;
                list.people.get(alarm.turn.person).cloned()
            });
            let (Some(alarm), Some(person)) = (alarm, person) else {
                // Of a configuration that was changed meanwhile: the line is free again.
                let _ = self.pacer.record(start.id, Outcome::Unknown, now);
                continue;
            };
            alarm.calls += 1;
            let file = format!("alarm-{}-{}.call", alarm.id, alarm.calls);
            alarm.call = Some(Call {
                file: file.clone(),
                person: person.clone(),
                since: now,
            });
            let entry = Happened::Calling {
                person: person.clone(),
                file: file.clone(),
            };
            alarm.note(now, entry);
            let alarm = alarm.id.clone();
            return Ok(Due { alarm, person, file });
        }
    }

    /// A call could not be placed at all; it is tried again in a minute.
    pub(crate) fn not_placed(&mut self, file: &str, why: String, now: DateTime<Utc>) {
        let Some(alarm) = self.calling(file) else {
            return;
        };
        let (Some(call), Some(contact)) = (alarm.call.take(), alarm.contact) else {
            return;
        };
        let (person, how) = (call.person, why);
        alarm.note(now, Happened::Over { person, how });
        if !alarm.is_open() {
            alarm.contact = None;
        }
        let _ = self.pacer.record(contact, Outcome::NotPlaced, now);
    }

    /// A call is over, however. Unless somebody acknowledged, the next one follows.
    pub(crate) fn ended(
        &mut self,
        file: &str,
        how: &str,
        was_answered: bool,
        config: &Config,
        now: DateTime<Utc>,
    ) -> Option<String> {
        let alarm = self.calling(file)?;
        let (call, contact) = (alarm.call.take()?, alarm.contact.take());
        let (person, how) = (call.person, how.to_owned());
        alarm.note(now, Happened::Over { person, how });
        let (id, is_open, turn, list) = (alarm.id.clone(), alarm.is_open(), alarm.turn, alarm.list.clone());
        let is_passed_on = std::mem::take(&mut alarm.is_passed_on);
        if let Some(contact) = contact {
            let outcome = if was_answered {
                Outcome::Answered
            } else {
                Outcome::Unknown
            };
            let _ = self.pacer.record(contact, outcome, now);
        }
        if is_open {
            let next = config
                .list
                .get(&list)
                .and_then(|list| turn.next(list, is_passed_on));
            let alarm = self.alarms.get_mut(&id)?;
            match next {
                Some((turn, wait)) => {
                    alarm.turn = turn;
                    self.enter(&id, config, now + wait, now);
                }
                None => end(alarm, now),
            }
        }
        Some(id)
    }

    /// Somebody takes care of it: nobody else is called.
    pub(crate) fn acknowledge(&mut self, id: &str, by: &str, now: DateTime<Utc>) -> Acknowledged {
        let Some(alarm) = self.alarms.get_mut(id) else {
            return Acknowledged::NoneOpen;
        };
        match &alarm.standing {
            Standing::Acknowledged { by, .. } => return Acknowledged::Already(by.clone()),
            Standing::Unanswered { .. } => {}
            Standing::Open => {
                if let Some(contact) = alarm.contact {
                    let _ = self.pacer.withdraw(contact, now);
                    // One that is being made is recorded when it is over.
                    if alarm.call.is_none() {
                        alarm.contact = None;
                    }
                }
            }
        }
        alarm.standing = Standing::Acknowledged {
            by: by.to_owned(),
            at: now,
        };
        alarm.note(now, Happened::Acknowledged { by: by.to_owned() });
        Acknowledged::Done
    }

    /// Who is on the telephone cannot take care of it.
    pub(crate) fn pass_on(&mut self, id: &str, now: DateTime<Utc>) {
        if let Some(alarm) = self.alarms.get_mut(id)
            && let Some(person) = alarm.call.as_ref().map(|call| call.person.clone())
        {
            alarm.is_passed_on = true;
            alarm.note(now, Happened::PassedOn { person });
        }
    }

    /// Somebody answered and hears it.
    pub(crate) fn heard(&mut self, id: &str, now: DateTime<Utc>) -> Option<&Alarm> {
        let alarm = self.alarms.get_mut(id)?;
        if let Some(person) = alarm.call.as_ref().map(|call| call.person.clone()) {
            alarm.note(now, Happened::Heard { person });
        }
        Some(alarm)
    }

    /// The calls that are being made, as far as is known here.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.alarms
            .values()
            .filter_map(|alarm| alarm.call.clone())
            .collect()
    }

    /// The newest open alarm with this id or key.
    pub(crate) fn find(&self, id_or_key: &str) -> Option<&Alarm> {
        let of_it = |alarm: &&Alarm| alarm.id == id_or_key || alarm.key == id_or_key;
        let newest = || self.alarms.values().rev().filter(of_it);
        newest().find(|alarm| alarm.is_open()).or_else(|| newest().next())
    }

    /// Leaves out what was over long ago, and gives it.
    pub(crate) fn forget(&mut self, config: &Config, now: DateTime<Utc>) -> Vec<Alarm> {
        let kept = TimeDelta::days(config.keep_days.into());
        let is_old =
            |alarm: &Alarm| alarm.call.is_none() && alarm.over().is_some_and(|over| now - over > kept);
        let old: Vec<String> = self
            .alarms
            .values()
            .filter(|alarm| is_old(alarm))
            .map(|alarm| alarm.id.clone())
            .collect();
        let tally = self.pacer.tally();
        let is_quiet = tally.waiting + tally.calling == 0
            && self
                .alarms
                .values()
                .all(|alarm| now - alarm.last > TimeDelta::minutes(2));
        if is_quiet
            && self.pacer.contacts().len() > MAX_CONTACTS
            && let Ok(pacer) = Pacer::new(rules(config))
        {
            self.pacer = pacer;
        }
        old.iter().filter_map(|id| self.alarms.remove(id)).collect()
    }

    fn calling(&mut self, file: &str) -> Option<&mut Alarm> {
        self.alarms
            .values_mut()
            .find(|alarm| alarm.call.as_ref().is_some_and(|call| call.file == file))
    }

    /// Lets the pacer have the next call of an alarm.
    fn enter(&mut self, id: &str, config: &Config, from: DateTime<Utc>, now: DateTime<Utc>) {
        let Some(alarm) = self.alarms.get_mut(id) else {
            return;
        };
        let list = config.list.get(&alarm.list);
        let person = list.and_then(|list| list.people.get(alarm.turn.person));
        let contact = person.and_then(|person| {
            let number = config.people.get(person)?.number.clone();
            let contact = Contact::new(number, PEOPLE).label(id).not_before(from);
            self.pacer.add(contact).ok()
        });
        alarm.contact = contact;
        if contact.is_none() {
            // The configuration does not have the list or the person any more.
            end(alarm, now);
        }
    }
}

fn end(alarm: &mut Alarm, now: DateTime<Utc>) {
    alarm.standing = Standing::Unanswered { at: now };
    alarm.note(now, Happened::Unanswered);
}

#[cfg(test)]
mod tests;

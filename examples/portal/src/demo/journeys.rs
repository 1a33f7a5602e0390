//! What happened to the calls of the past week, told in the PBX's own events to the same builder that hears the living
//! one: some were sent on, some parked, some began in a menu or ended in a mailbox.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use switchhook_portal_core::call_log::{Cdr, Disposition};
use switchhook_portal_core::journey::{Builder, Limits, Source};
use switchhook_portal_core::{PartyIndex, Phone};

use crate::store::{KeptJourney, Store, StoreError};

/// Calls that are told; of earlier ones the records tell enough, and the demo is to be ready in a moment.
const MOST: usize = 240;

/// A talk that goes on with somebody else lasts so long at least, in seconds.
const LONG: u64 = 30;

/// How long a caller who reaches a mailbox speaks.
const MESSAGE: TimeDelta = TimeDelta::seconds(17);

/// Sends some of the calls that nobody answered to the mailbox of whoever was called, as the dialplan would.
pub fn leave_messages(records: &mut [Cdr]) {
    let mut unanswered: Vec<&mut Cdr> = records
        .iter_mut()
        .filter(|cdr| cdr.disposition == Disposition::NoAnswer && cdr.queue().is_none())
        .filter(|cdr| cdr.destination.len() == 3 && !cdr.destination_channel.is_empty())
        .collect();
    for cdr in unanswered.iter_mut().rev().step_by(2) {
        cdr.answer = Some(cdr.end);
        cdr.end += MESSAGE;
        cdr.billable = MESSAGE.to_std().unwrap_or_default();
        cdr.duration += cdr.billable;
        cdr.disposition = Disposition::Answered;
        cdr.destination_channel.clear();
        cdr.last_application = "VoiceMail".to_owned();
        cdr.last_data = format!("{}@default,u", cdr.destination);
    }
}

/// Keeps the journeys of the latest calls.
pub async fn tell(
    store: &Store,
    records: &[Cdr],
    phones: &[Phone],
    index: &PartyIndex,
) -> Result<(), StoreError> {
    let mut calls: BTreeMap<&str, Vec<&Cdr>> = BTreeMap::new();
    for cdr in records {
        calls.entry(&cdr.linked_id).or_default().push(cdr);
    }
    let mut calls: Vec<_> = calls.into_values().collect();
    calls.sort_by_key(|call| call.iter().map(|cdr| cdr.end).max());
    let latest = calls.len().saturating_sub(MOST);
    let mut journeys = Vec::new();
    for (number, call) in calls[latest..].iter().enumerate() {
        let mut told = Told::new(call, phones);
        told.tell(number);
        journeys.extend(told.builder.finished(DateTime::<Utc>::MAX_UTC));
    }
    let journeys: Vec<KeptJourney> = journeys
        .into_iter()
        .map(|journey| KeptJourney {
            parties: journey.parties(index),
            journey,
        })
        .collect();
    store.add_journeys(&journeys).await
}

/// One call, told event by event.
struct Told<'a> {
    records: &'a [&'a Cdr],
    phones: &'a [Phone],
    builder: Builder,
    /// Channels that were made: unique id, name and number.
    channels: Vec<(String, String, String)>,
}

impl<'a> Told<'a> {
    fn new(records: &'a [&'a Cdr], phones: &'a [Phone]) -> Self {
        Self {
            records,
            phones,
            builder: Builder::new(Limits::default(), Source::Events),
            channels: Vec::new(),
        }
    }

    fn tell(&mut self, number: usize) {
        let Some(first) = self.records.first().copied() else {
            return;
        };
        let (begin, end) = self
            .records
            .iter()
            .fold((first.start, first.end), |(from, to), cdr| {
                (from.min(cdr.start), to.max(cdr.end))
            });
        let caller = first.unique_id.clone();
        self.channel(begin, &caller, &first.channel, &first.source, &first.destination);
        let queue = self.records.iter().find_map(|cdr| cdr.queue());
        if let Some(queue) = queue {
            if number.is_multiple_of(3) {
                let menu = [("Application", "BackGround"), ("AppData", "custom/welcome")];
                self.say(begin, &caller, "Newexten", &menu);
                let pressed = [("Digit", "1"), ("Direction", "Received")];
                self.say(begin + TimeDelta::milliseconds(700), &caller, "DTMFEnd", &pressed);
            }
            let join = begin + TimeDelta::milliseconds(900);
            self.say(join, &caller, "QueueCallerJoin", &[("Queue", queue)]);
        }
        let mut left = None;
        for (place, cdr) in self.records.iter().enumerate() {
            if cdr.last_application == "VoiceMail" {
                let mailbox = format!("{}/rings", cdr.linked_id);
                self.rings(cdr, &mailbox, &channel_of(self.phones, &cdr.destination));
                self.hang_up(cdr.end - MESSAGE, &mailbox, "19");
                let data = cdr.last_data.as_str();
                let box_of = [("Application", "VoiceMail"), ("AppData", data)];
                self.say(cdr.end - MESSAGE, &caller, "Newexten", &box_of);
            }
            if cdr.destination_channel.is_empty() {
                continue;
            }
            let called = format!("{}/{place}", cdr.linked_id);
            self.rings(cdr, &called, &cdr.destination_channel);
            match cdr.answer {
                Some(answer) if cdr.has_talk() => {
                    if let Some(queue) = queue {
                        self.say(answer, &caller, "QueueCallerLeave", &[("Queue", queue)]);
                        left = Some(answer);
                    }
                    self.talk(cdr, &caller, &called, answer, number);
                }
                _ => {
                    let cause = match cdr.disposition {
                        Disposition::Busy => "17",
                        _ => "19",
                    };
                    self.hang_up(cdr.end, &called, cause);
                }
            }
        }
        if let (Some(queue), None) = (queue, left) {
            self.say(end, &caller, "QueueCallerLeave", &[("Queue", queue)]);
        }
        self.hang_up(end, &caller, "16");
    }

    /// Two talk, perhaps until one of them brings in another one.
    fn talk(&mut self, cdr: &Cdr, caller: &str, called: &str, answer: DateTime<Utc>, number: usize) {
        self.say(answer, called, "Newstate", &[("ChannelState", "6")]);
        self.bridge(answer, "BridgeEnter", &[caller, called], "first");
        let third = self
            .phones
            .iter()
            .cycle()
            .skip(number)
            .take(self.phones.len())
            .find(|phone| {
                let name = phone.endpoint.channel();
                !self
                    .channels
                    .iter()
                    .any(|(_, channel, _)| channel.starts_with(&name))
            });
        let goes_on = cdr.billable.as_secs() >= LONG && number.is_multiple_of(4);
        let Some(third) = third.filter(|_| goes_on) else {
            self.hang_up(cdr.end, called, "16");
            return;
        };
        let extension = third.extension.to_string();
        let name = format!("{}-00000001", third.endpoint.channel());
        let other = format!("{}/third", cdr.linked_id);
        let half = answer + TimeDelta::seconds(cdr.billable.as_secs().cast_signed() / 2);
        self.bridge(half, "BridgeLeave", &[caller, called], "first");
        let back = half + TimeDelta::seconds(6);
        if number.is_multiple_of(8) {
            let space = [("ParkingSpace", "701")];
            self.about("ParkedCall", half, "Parkee", caller, &space);
            self.hang_up(half, called, "16");
            self.channel(back, &other, &name, &extension, "701");
            self.about(
                "UnParkedCall",
                back,
                "Parkee",
                caller,
                &[("RetrieverUniqueid", other.as_str()), ("ParkingSpace", "701")],
            );
        } else {
            let sent = [("TransfereeUniqueid", caller), ("Extension", extension.as_str())];
            self.about("BlindTransfer", half, "Transferer", called, &sent);
            self.hang_up(half, called, "16");
            self.channel(half, &other, &name, &extension, "");
            self.say(
                half + TimeDelta::seconds(1),
                &other,
                "Newstate",
                &[("ChannelState", "5")],
            );
            self.say(back, &other, "Newstate", &[("ChannelState", "6")]);
        }
        self.bridge(back, "BridgeEnter", &[caller, &other], "second");
        self.hang_up(cdr.end, &other, "16");
    }

    /// A channel is made; one that dials is made ringing the PBX.
    fn channel(&mut self, at: DateTime<Utc>, unique_id: &str, name: &str, number: &str, dialled: &str) {
        self.channels
            .push((unique_id.to_owned(), name.to_owned(), number.to_owned()));
        let state = if dialled.is_empty() { "0" } else { "4" };
        self.say(
            at,
            unique_id,
            "Newchannel",
            &[("Exten", dialled), ("ChannelState", state)],
        );
    }

    fn rings(&mut self, cdr: &Cdr, unique_id: &str, name: &str) {
        let phone = self
            .phones
            .iter()
            .find(|phone| name.starts_with(&phone.endpoint.channel()));
        let number = phone.map_or_else(|| cdr.destination.clone(), |phone| phone.extension.to_string());
        let at = cdr.start + TimeDelta::milliseconds(950);
        self.channel(at, unique_id, name, &number, "");
        self.say(at, unique_id, "Newstate", &[("ChannelState", "5")]);
    }

    fn hang_up(&mut self, at: DateTime<Utc>, unique_id: &str, cause: &str) {
        self.say(at, unique_id, "Hangup", &[("Cause", cause)]);
    }

    fn bridge(&mut self, at: DateTime<Utc>, event: &str, channels: &[&str], bridge: &str) {
        let linked_id = self.records[0].linked_id.as_str();
        let bridge = format!("{linked_id}/{bridge}");
        for unique_id in channels {
            self.say(at, unique_id, event, &[("BridgeUniqueid", &bridge)]);
        }
    }

    fn say(&mut self, at: DateTime<Utc>, unique_id: &str, event: &str, more: &[(&str, &str)]) {
        self.about(event, at, "", unique_id, more);
    }

    /// An event that names its channel with a prefix.
    fn about(
        &mut self,
        event: &str,
        at: DateTime<Utc>,
        prefix: &str,
        unique_id: &str,
        more: &[(&str, &str)],
    ) {
        let (name, number) = self
            .channels
            .iter()
            .find(|(known, ..)| known == unique_id)
            .map_or(("", ""), |(_, name, number)| (name, number));
        let linked_id = self.records[0].linked_id.as_str();
        let mut headers = vec![("Event".to_owned(), event)];
        for (field, value) in [
            ("Channel", name),
            ("CallerIDNum", number),
            ("Uniqueid", unique_id),
            ("Linkedid", linked_id),
        ] {
            headers.push((format!("{prefix}{field}"), value));
        }
        headers.extend(more.iter().map(|(field, value)| ((*field).to_owned(), *value)));
        self.builder.event(headers.as_slice(), at);
    }
}

/// The channel of an extension's telephone.
fn channel_of(phones: &[Phone], extension: &str) -> String {
    let phone = phones.iter().find(|phone| phone.extension.as_str() == extension);
    phone.map_or_else(String::new, |phone| {
        format!("{}-00000002", phone.endpoint.channel())
    })
}

//! The life of a call: somebody dials, something rings, two talk, one hangs up.

use std::time::Duration;

use super::super::channel::{Channel, ChannelState, Party};
use super::super::class::Classes;
use super::super::clock::Moment;
use super::super::company::Behaviour;
use super::super::error::SimError;
use super::bridge::Bridge;
use super::originate::Origin;
use super::queues::Waiting;
use super::records::Span;
use super::{Key, Model, Target, Task};

/// What a call has in mind, where the phones and settings would decide otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Plan {
    /// How long they talk.
    pub(in super::super) talk: Option<Duration>,
    /// What the called side does, if it answers at all.
    pub(in super::super) outcome: Option<Behaviour>,
    /// How long a queue's caller waits.
    pub(in super::super) patience: Option<Duration>,
}

/// A call from its first channel to its last record.
#[derive(Debug)]
pub(in super::super) struct Call {
    pub(super) caller: Key,
    pub(super) start: Moment,
    pub(super) answered: Option<Moment>,
    /// What was dialled, and in which context.
    pub(super) destination: String,
    pub(super) context: String,
    pub(super) plan: Plan,
    /// Called channels that have not been hung up.
    pub(super) legs: Vec<Leg>,
    pub(super) bridge: Option<Bridge>,
    pub(super) waiting: Option<Waiting>,
    pub(super) origin: Option<Origin>,
    /// How long the talk lasts, once it is known who answers.
    pub(super) talk: Duration,
}

/// A called channel.
#[derive(Clone, Debug)]
pub(super) struct Leg {
    pub(super) channel: Key,
    pub(super) start: Moment,
    pub(super) talk: Duration,
    /// The queue member it rings, if a queue rings it.
    pub(super) interface: Option<String>,
}

/// Hangup causes that happen here, with Asterisk's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Unknown = 0,
    NormalClearing = 16,
    UserBusy = 17,
    NoAnswer = 19,
    SubscriberAbsent = 20,
    AnsweredElsewhere = 26,
}

impl Cause {
    const fn text(self) -> &'static str {
        match self {
            Self::Unknown => "Unknown",
            Self::NormalClearing => "Normal Clearing",
            Self::UserBusy => "User busy",
            Self::NoAnswer => "User alerting, no answer",
            Self::SubscriberAbsent => "Subscriber absent",
            Self::AnsweredElsewhere => "Answered elsewhere",
        }
    }
}

/// Between a phone being dialled and its `486`: a trip through the house.
pub(super) const BUSY_AFTER: Duration = Duration::from_millis(20);
/// What nobody planned for: one minute.
const USUAL_TALK: Duration = Duration::from_secs(60);

impl Model {
    /// A phone dials a number. Returns the unique id of its channel.
    pub(in super::super) fn place_call(
        &mut self,
        from: &str,
        number: &str,
        plan: Plan,
    ) -> Result<String, SimError> {
        let endpoint = self.phone_of(from).ok_or_else(|| SimError::NoSuchPhone {
            extension: from.to_owned(),
        })?;
        let state = self.device_state(&endpoint);
        if state != super::DeviceState::NotInUse {
            return Err(SimError::PhoneNotFree {
                extension: from.to_owned(),
                state: state.name(),
            });
        }
        let context = self.settings.context.clone();
        if self.resolve(&context, number).is_none() {
            return Err(SimError::NoSuchNumber {
                number: number.to_owned(),
            });
        }
        let caller = self.phone_party(&endpoint);
        Ok(self.arrive(&endpoint, caller, (&context, number), plan))
    }

    /// Somebody outside dials a queue. Returns the unique id of the channel.
    pub(in super::super) fn place_incoming(
        &mut self,
        queue: &str,
        from: &str,
        plan: Plan,
    ) -> Result<String, SimError> {
        let wanted = Target::Queue(queue.to_owned());
        let number = self
            .numbers
            .iter()
            .find(|(_, n)| n.target == wanted)
            .map(|(exten, _)| exten.clone());
        let number = number.ok_or_else(|| SimError::NoSuchQueue {
            queue: queue.to_owned(),
        })?;
        let (endpoint, context) = (self.trunk.clone(), self.settings.context.clone());
        Ok(self.arrive(&endpoint, Party::new(from, ""), (&context, &number), plan))
    }

    /// A channel comes in from an endpoint and the dialplan takes it on. Returns the channel's unique id: the call itself may
    /// be over already.
    fn arrive(
        &mut self,
        endpoint: &str,
        caller: Party,
        (context, number): (&str, &str),
        plan: Plan,
    ) -> String {
        let channel = self.new_channel(endpoint, ChannelState::Ring, None);
        if let Some(channel) = self.channels.get_mut(&channel) {
            channel.caller = caller;
            context.clone_into(&mut channel.context);
            number.clone_into(&mut channel.exten);
        }
        let unique_id = self
            .channels
            .get(&channel)
            .map(|c| c.unique_id.clone())
            .unwrap_or_default();
        self.announce_channel(channel);
        let call = self.new_call(channel, (context, number), plan);
        self.route(call);
        unique_id
    }

    pub(super) fn new_call(&mut self, caller: Key, (context, number): (&str, &str), plan: Plan) -> Key {
        let key = self.key();
        let call = Call {
            caller,
            start: self.now,
            answered: None,
            destination: number.to_owned(),
            context: context.to_owned(),
            plan,
            legs: Vec::new(),
            bridge: None,
            waiting: None,
            origin: None,
            talk: plan.talk.unwrap_or(USUAL_TALK),
        };
        self.calls.insert(key, call);
        key
    }

    /// Number and name of a phone.
    pub(super) fn phone_party(&self, endpoint: &str) -> Party {
        self.phones
            .get(endpoint)
            .map(|p| Party::new(&p.extension, &p.name))
            .unwrap_or_default()
    }

    /// A channel that nobody has heard of yet; `linked` is the channel on whose behalf it was made.
    pub(super) fn new_channel(&mut self, endpoint: &str, state: ChannelState, linked: Option<Key>) -> Key {
        let key = self.key();
        let unique_id = format!("{}.{}", self.now.seconds(), self.next_serial);
        self.next_serial += 1;
        let linked_id = linked
            .and_then(|key| self.channels.get(&key))
            .map_or(&unique_id, |c| &c.linked_id)
            .clone();
        let channel = Channel {
            name: format!("PJSIP/{endpoint}-{:08x}", self.next_channel),
            endpoint: endpoint.to_owned(),
            unique_id,
            linked_id,
            state,
            caller: Party::default(),
            connected: Party::default(),
            context: self.settings.context.clone(),
            exten: "s".to_owned(),
            priority: 1,
            account: String::new(),
            application: String::new(),
            data: String::new(),
            bridge: String::new(),
            created: self.now,
        };
        self.next_channel += 1;
        self.channels.insert(key, channel);
        key
    }

    pub(super) fn announce_channel(&mut self, key: Key) {
        self.emit_channel("Newchannel", Classes::CALL, key, |m| m);
        self.refresh_channel_device(key);
    }

    fn refresh_channel_device(&mut self, key: Key) {
        if let Some(endpoint) = self.channels.get(&key).map(|c| c.endpoint.clone()) {
            self.refresh_device(&endpoint);
        }
    }

    pub(super) fn set_state(&mut self, key: Key, state: ChannelState) {
        let Some(channel) = self.channels.get_mut(&key) else {
            return;
        };
        if channel.state == state {
            return;
        }
        channel.state = state;
        self.emit_channel("Newstate", Classes::CALL, key, |m| m);
        self.refresh_channel_device(key);
    }

    /// The caller's channel runs an application of the dialplan.
    pub(super) fn run_application(&mut self, key: Key, application: &str, data: &str) {
        let Some(channel) = self.channels.get_mut(&key) else {
            return;
        };
        application.clone_into(&mut channel.application);
        data.clone_into(&mut channel.data);
        let exten = channel.exten.clone();
        self.emit_channel("Newexten", Classes::DIALPLAN, key, |message| {
            message
                .header("Extension", exten)
                .header("Application", application)
                .header("AppData", data)
        });
    }

    /// The dialplan decides where the caller goes.
    pub(super) fn route(&mut self, key: Key) {
        let Some(call) = self.calls.get(&key) else { return };
        match self.resolve(&call.context, &call.destination) {
            Some(Target::Phone(endpoint)) => self.dial(key, &endpoint, &endpoint),
            Some(Target::Outside(number)) => {
                let trunk = self.trunk.clone();
                self.dial(key, &trunk, &format!("{number}@{trunk}"));
            }
            Some(Target::Queue(queue)) => self.enter_queue(key, &queue),
            // Checked before the call was made; a reload can still have taken the number away.
            None => self.end_call(key, Cause::NormalClearing, "FAILED", None),
        }
    }

    fn dial(&mut self, key: Key, endpoint: &str, dial_string: &str) {
        let Some(call) = self.calls.get(&key) else { return };
        let (caller, plan) = (call.caller, call.plan);
        let timeout = self.settings.dial_timeout;
        self.run_application(
            caller,
            "Dial",
            &format!("PJSIP/{dial_string},{}", timeout.as_secs()),
        );
        let reaction = self.reaction(endpoint, plan.outcome);
        if reaction == Behaviour::Unreachable {
            // No contact to send an INVITE to: no channel is ever made.
            return self.end_call(key, Cause::SubscriberAbsent, "FAILED", None);
        }
        self.ring(key, endpoint, dial_string, reaction, None);
        self.schedule(timeout, Task::DialTimeout { call: key });
    }

    /// Makes a called channel and lets it ring, or be busy. Returns it.
    pub(super) fn ring(
        &mut self,
        key: Key,
        endpoint: &str,
        dial_string: &str,
        reaction: Behaviour,
        interface: Option<String>,
    ) -> Option<Key> {
        let call = self.calls.get(&key)?;
        let (caller, plan, number) = (call.caller, call.plan, call.destination.clone());
        let calling = self.channels.get(&caller)?.caller.clone();
        let leg = self.new_channel(endpoint, ChannelState::Down, Some(caller));
        let mut called = self.phone_party(endpoint);
        if called.number.is_empty() {
            called.number = number;
        }
        if let Some(channel) = self.channels.get_mut(&leg) {
            channel.exten.clone_from(&called.number);
            channel.caller = called;
            channel.connected = calling;
            "AppDial".clone_into(&mut channel.application);
            "(Outgoing Line)".clone_into(&mut channel.data);
        }
        self.announce_channel(leg);
        let talk = match reaction {
            Behaviour::Answers { talk, .. } => plan.talk.unwrap_or(talk),
            _ => USUAL_TALK,
        };
        if let Some(call) = self.calls.get_mut(&key) {
            call.legs.push(Leg {
                channel: leg,
                start: self.now,
                talk,
                interface,
            });
        }
        self.emit_pair("DialBegin", Classes::CALL, (Some(caller), leg), |m| {
            m.header("DialString", dial_string)
        });
        if reaction == Behaviour::Busy {
            self.schedule(BUSY_AFTER, Task::LegBusy { call: key, leg });
            return Some(leg);
        }
        self.set_state(leg, ChannelState::Ringing);
        self.emit_pair("DialState", Classes::CALL, (Some(caller), leg), |m| {
            m.header("DialStatus", "RINGING")
        });
        if let Behaviour::Answers { after, .. } = reaction {
            self.schedule(after, Task::LegAnswers { call: key, leg });
        }
        Some(leg)
    }

    pub(super) fn leg_answers(&mut self, key: Key, leg: Key) {
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let Some(found) = call.legs.iter().find(|l| l.channel == leg) else {
            return;
        };
        if call.bridge.is_some() {
            return;
        }
        let caller = call.caller;
        call.talk = found.talk;
        self.set_state(leg, ChannelState::Up);
        self.dial_end(key, leg, "ANSWER");
        self.drop_other_legs(key, leg);
        self.answer(key);
        self.connect_queue(key, leg);
        if let Some(party) = self.channels.get(&leg).map(|c| c.caller.clone())
            && let Some(channel) = self.channels.get_mut(&caller)
            && channel.connected != party
        {
            channel.connected = party;
            self.emit_channel("NewConnectedLine", Classes::CALL, caller, |m| m);
        }
        let bridge = self.bridge(leg, caller);
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        call.bridge = Some(bridge);
        let talk = call.talk;
        self.schedule(talk, Task::TalkEnds { call: key });
    }

    /// The caller's channel is answered, if it was not.
    pub(super) fn answer(&mut self, key: Key) {
        let now = self.now;
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        call.answered.get_or_insert(now);
        let caller = call.caller;
        self.set_state(caller, ChannelState::Up);
    }

    pub(super) fn dial_end(&mut self, key: Key, leg: Key, status: &str) {
        let Some(caller) = self.calls.get(&key).map(|call| call.caller) else {
            return;
        };
        self.emit_pair("DialEnd", Classes::CALL, (Some(caller), leg), |m| {
            m.header("DialStatus", status)
        });
    }

    /// Whoever else was rung for the same call stops ringing.
    fn drop_other_legs(&mut self, key: Key, keep: Key) {
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let (kept, others): (Vec<_>, Vec<_>) = std::mem::take(&mut call.legs)
            .into_iter()
            .partition(|l| l.channel == keep);
        call.legs = kept;
        for leg in others {
            self.dial_end(key, leg.channel, "CANCEL");
            self.drop_leg(key, &leg, Cause::AnsweredElsewhere, "NO ANSWER");
        }
    }

    /// Hangs up a called channel that was not talked on. A queue's attempts have a record each.
    pub(super) fn drop_leg(&mut self, key: Key, leg: &Leg, cause: Cause, disposition: &'static str) {
        let called = self.hang_up(leg.channel, cause);
        let caller = self.calls.get(&key).map(|call| call.caller);
        let calling = caller.and_then(|caller| self.channels.get(&caller)).cloned();
        if let Some(calling) = calling.filter(|_| leg.interface.is_some()) {
            let span = Span {
                start: leg.start,
                answered: None,
                unanswered: disposition,
            };
            self.record(key, &calling, called.as_ref(), span);
        }
    }

    pub(super) fn leg_busy(&mut self, key: Key, leg: Key) {
        let Some(call) = self.calls.get(&key) else { return };
        let Some(found) = call.legs.iter().find(|l| l.channel == leg).cloned() else {
            return;
        };
        self.dial_end(key, leg, "BUSY");
        if found.interface.is_some() {
            self.leave_leg(key, leg);
            self.drop_leg(key, &found, Cause::UserBusy, "BUSY");
        } else {
            self.end_call(key, Cause::UserBusy, "BUSY", None);
        }
    }

    /// Forgets a leg without hanging it up.
    pub(super) fn leave_leg(&mut self, key: Key, leg: Key) {
        if let Some(call) = self.calls.get_mut(&key) {
            call.legs.retain(|l| l.channel != leg);
        }
    }

    pub(super) fn dial_timeout(&mut self, key: Key) {
        let Some(call) = self.calls.get(&key) else { return };
        if call.bridge.is_some() {
            return;
        }
        for leg in call.legs.iter().map(|l| l.channel).collect::<Vec<_>>() {
            self.dial_end(key, leg, "NOANSWER");
        }
        self.end_call(key, Cause::NoAnswer, "NO ANSWER", None);
    }

    pub(super) fn talk_ends(&mut self, key: Key) {
        let Some(call) = self.calls.get(&key) else { return };
        let caller = call.caller;
        let first = match call.legs.first() {
            Some(leg) if self.random.chance(50) => leg.channel,
            _ => caller,
        };
        self.emit_channel("HangupRequest", Classes::CALL, first, |m| m.header("Cause", 16));
        self.end_call(key, Cause::NormalClearing, "NO ANSWER", Some(first));
    }

    /// Ends a call: bridge, called channels, caller, record. `first` is who hung up.
    pub(super) fn end_call(&mut self, key: Key, cause: Cause, disposition: &'static str, first: Option<Key>) {
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let (caller, span) = (
            call.caller,
            Span {
                start: call.start,
                answered: call.answered,
                unanswered: disposition,
            },
        );
        let (bridge, legs) = (call.bridge.take(), call.legs.clone());
        let talked = bridge.is_some();
        let first = first.unwrap_or(caller);
        self.leave_queue_at_end(key, first);
        if let Some(bridge) = bridge {
            self.unbridge(bridge, first);
        }
        // Whoever hangs up goes first; a caller whose call never came to be goes last.
        let mut calling = if first == caller && talked {
            self.hang_up(caller, cause)
        } else {
            None
        };
        let mut called = None;
        for leg in legs {
            let cause = match cause {
                // What ends the caller's patience says nothing about a phone that only rang.
                Cause::NoAnswer => Cause::Unknown,
                cause => cause,
            };
            if leg.interface.is_some() && !talked {
                self.drop_leg(key, &leg, cause, "NO ANSWER");
            } else {
                called = self.hang_up(leg.channel, cause).or(called);
            }
        }
        calling = calling.or_else(|| self.hang_up(caller, cause));
        if let Some(calling) = calling {
            self.record(key, &calling, called.as_ref(), span);
        }
        self.origin_over(key);
        self.calls.remove(&key);
        self.processed_calls += 1;
    }

    /// Hangs a channel up and returns what it was.
    pub(super) fn hang_up(&mut self, key: Key, cause: Cause) -> Option<Channel> {
        self.emit_channel("Hangup", Classes::CALL, key, |message| {
            message
                .header("Cause", cause as u8)
                .header("Cause-txt", cause.text())
        });
        let channel = self.channels.remove(&key)?;
        self.refresh_device(&channel.endpoint);
        Some(channel)
    }

    /// `Action: Hangup`: true if the channel was there.
    pub(in super::super) fn hang_up_by_name(&mut self, name: &str) -> bool {
        let by_name = |(_, c): &(&Key, &Channel)| c.name.eq_ignore_ascii_case(name) || c.unique_id == name;
        let Some(channel) = self.channels.iter().find(by_name).map(|(key, _)| *key) else {
            return false;
        };
        let call = self
            .calls
            .iter()
            .find(|(_, c)| c.caller == channel || c.legs.iter().any(|l| l.channel == channel));
        let Some((&key, call)) = call else { return false };
        let talking = call.bridge.is_some();
        let leg = call.legs.iter().find(|l| l.channel == channel).cloned();
        let originating = call.origin.as_ref().is_some_and(Origin::is_ringing);
        // The number is AST_SOFTHANGUP_EXPLICIT, not a cause.
        self.emit_channel("SoftHangupRequest", Classes::CALL, channel, |m| {
            m.header("Cause", 32)
        });
        match leg {
            Some(leg) if !talking && leg.interface.is_some() => {
                self.leave_leg(key, channel);
                self.drop_leg(key, &leg, Cause::NormalClearing, "NO ANSWER");
            }
            _ if originating => self.origin_fails(key, super::originate::Failure::HungUp),
            _ => {
                if !talking {
                    self.cancel_legs(key);
                }
                self.end_call(key, Cause::NormalClearing, "NO ANSWER", Some(channel));
            }
        }
        true
    }

    /// Says of every ringing channel that it is no longer wanted.
    pub(super) fn cancel_legs(&mut self, key: Key) {
        let legs = self
            .calls
            .get(&key)
            .map(|call| call.legs.clone())
            .unwrap_or_default();
        for leg in legs {
            self.dial_end(key, leg.channel, "CANCEL");
        }
    }
}

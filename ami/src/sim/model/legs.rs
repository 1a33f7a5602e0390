//! Called channels: they ring, and are picked up, busy, or given up.

use std::time::Duration;

use super::super::channel::ChannelState;
use super::super::class::Classes;
use super::super::clock::Moment;
use super::super::company::Behaviour;
use super::calls::USUAL_TALK;
use super::channels::Cause;
use super::records::Span;
use super::{Key, Model, Task};

/// A called channel.
#[derive(Clone, Debug)]
pub(super) struct Leg {
    pub(super) channel: Key,
    pub(super) start: Moment,
    pub(super) talk: Duration,
    /// The queue member it rings, if a queue rings it.
    pub(super) interface: Option<String>,
}

/// Between a phone being dialled and its `486`: a trip through the house.
pub(super) const REFUSED_AFTER: Duration = Duration::from_millis(20);

/// How a called side says no at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Refusal {
    Busy,
    Congestion,
}

impl Refusal {
    pub(super) const fn of(behaviour: Behaviour) -> Option<Self> {
        match behaviour {
            Behaviour::Busy => Some(Self::Busy),
            Behaviour::Congested => Some(Self::Congestion),
            _ => None,
        }
    }

    pub(super) const fn dial_status(self) -> &'static str {
        match self {
            Self::Busy => "BUSY",
            Self::Congestion => "CONGESTION",
        }
    }

    pub(super) const fn cause(self) -> Cause {
        match self {
            Self::Busy => Cause::UserBusy,
            Self::Congestion => Cause::Congestion,
        }
    }

    /// The SIP answer.
    pub(super) const fn code(self) -> u16 {
        match self {
            Self::Busy => 486,
            Self::Congestion => 503,
        }
    }

    pub(super) const fn disposition(self) -> &'static str {
        match self {
            Self::Busy => "BUSY",
            Self::Congestion => "FAILED",
        }
    }
}

impl Model {
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
        }
        self.announce_channel(leg);
        self.run_application(leg, "AppDial", "(Outgoing Line)");
        self.set_connected(leg, calling);
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
        if let Some(refusal) = Refusal::of(reaction) {
            let refuses = Task::LegRefuses {
                call: key,
                leg,
                refusal,
            };
            self.schedule(REFUSED_AFTER, refuses);
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
        if let Some(party) = self.channels.get(&leg).map(|c| c.caller.clone()) {
            self.set_connected(caller, party);
        }
        let bridge = self.bridge(leg, caller);
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        call.bridge = Some(bridge);
        let talk = call.talk;
        self.schedule(talk, Task::TalkEnds { call: key });
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

    pub(super) fn leg_refuses(&mut self, key: Key, leg: Key, refusal: Refusal) {
        let Some(call) = self.calls.get(&key) else { return };
        let Some(found) = call.legs.iter().find(|l| l.channel == leg).cloned() else {
            return;
        };
        self.dial_end(key, leg, refusal.dial_status());
        if found.interface.is_some() {
            self.leave_leg(key, leg);
            self.drop_leg(key, &found, refusal.cause(), refusal.disposition());
        } else {
            self.end_call(key, refusal.cause(), refusal.disposition(), None);
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

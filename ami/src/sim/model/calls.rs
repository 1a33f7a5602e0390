//! The life of a call: somebody dials, something rings, two talk, one hangs up.

use std::time::Duration;

use super::super::channel::{ChannelState, Party};
use super::super::class::Classes;
use super::super::clock::Moment;
use super::super::company::Behaviour;
use super::super::error::SimError;
use super::bridge::Bridge;
use super::channels::Cause;
use super::legs::Leg;
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

/// What nobody planned for: one minute.
pub(super) const USUAL_TALK: Duration = Duration::from_secs(60);

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
        self.leave_parking(key, "ParkedCallGiveUp");
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

    /// `Action: Hangup`: true if the channel was there.
    pub(in super::super) fn hang_up_by_name(&mut self, name: &str) -> bool {
        let Some(channel) = self.channel_named(name) else {
            return false;
        };
        let Some(key) = self.call_of(channel) else {
            return false;
        };
        let Some(call) = self.calls.get(&key) else {
            return false;
        };
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
}

//! `Action: Originate`: first one phone rings, then what it was called for begins.

use std::time::Duration;

use super::super::channel::{ChannelState, Party};
use super::super::class::Classes;
use super::super::company::Behaviour;
use super::super::text::Message;
use super::calls::Plan;
use super::channels::{Cause, tech_cause};
use super::legs::{REFUSED_AFTER, Refusal};
use super::records::Span;
use super::{Key, Model, Task};

/// What an Originate asked for.
#[derive(Clone, Debug)]
pub(in super::super) struct Order {
    /// `PJSIP/ab12cd34`, as it was written.
    pub(in super::super) channel: String,
    pub(in super::super) then: Then,
    pub(in super::super) timeout: Duration,
    pub(in super::super) caller: Party,
    pub(in super::super) account: String,
    pub(in super::super) variables: Vec<(String, String)>,
    /// `ChannelId`; empty to let the PBX choose.
    pub(in super::super) channel_id: String,
    pub(in super::super) action_id: Option<String>,
    /// The session that waits for the end of a synchronous Originate.
    pub(in super::super) waiting_session: Option<u64>,
}

/// What begins when the phone is picked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Then {
    Extension { context: String, exten: String },
    Application { name: String, data: String },
}

/// An Originate under way.
#[derive(Debug)]
pub(super) struct Origin {
    order: Order,
    ringing: bool,
}

impl Origin {
    pub(super) fn is_ringing(&self) -> bool {
        self.ringing
    }
}

/// Why the phone of an Originate was not picked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// No channel could be made.
    NoChannel,
    Refused(Refusal),
    NoAnswer,
    HungUp,
}

impl Failure {
    /// `Reason` of OriginateResponse: a control frame number, 0 for none. A phone that says it is busy ends its channel
    /// with a cause and leaves no frame behind.
    const fn reason(self) -> u8 {
        match self {
            Self::NoChannel | Self::Refused(_) => 0,
            Self::HungUp => 1,
            Self::NoAnswer => 3,
        }
    }
}

impl Model {
    /// Starts an Originate whose headers were checked.
    pub(in super::super) fn originate(&mut self, order: Order) {
        let (technology, rest) = order.channel.split_once('/').unwrap_or(("", &order.channel));
        // `PJSIP/number@trunk` dials out through the trunk, `PJSIP/endpoint` a phone.
        let endpoint = rest.rsplit_once('@').map_or(rest, |(_, trunk)| trunk).to_owned();
        let dial_string = rest.to_owned();
        let reaction = self.reaction(&endpoint, None);
        let taken = self
            .channels
            .values()
            .any(|c| !order.channel_id.is_empty() && c.unique_id == order.channel_id);
        let known = technology.eq_ignore_ascii_case("PJSIP") && !endpoint.is_empty();
        if !known || taken || reaction == Behaviour::Unreachable {
            return self.originate_response(&order, None, Failure::NoChannel.reason());
        }
        let channel = self.new_channel(&endpoint, ChannelState::Down, None);
        let default_caller = self.phone_party(&endpoint);
        if let Some(channel) = self.channels.get_mut(&channel) {
            if !order.channel_id.is_empty() {
                channel.unique_id.clone_from(&order.channel_id);
                channel.linked_id.clone_from(&order.channel_id);
            }
            channel.caller = default_caller;
        }
        let (caller, variables) = (order.caller.clone(), order.variables.clone());
        let account = order.account.clone();
        let timeout = order.timeout;
        let context = self.settings.context.clone();
        let call = self.new_call(channel, (&context, "s"), Plan::default());
        if let Some(call) = self.calls.get_mut(&call) {
            call.origin = Some(Origin { order, ringing: true });
        }
        self.announce_channel(channel);
        for (name, value) in &variables {
            self.set_variable(channel, name, value);
        }
        self.run_application(channel, "AppDial2", "(Outgoing Line)");
        if caller != Party::default() {
            self.set_caller(channel, caller.clone());
        }
        self.set_account(channel, &account);
        if caller != Party::default() {
            self.set_connected(channel, caller);
        }
        self.emit_pair("DialBegin", Classes::CALL, (None, channel), |m| {
            m.header("DialString", dial_string)
        });
        if let Some(refusal) = Refusal::of(reaction) {
            return self.schedule(REFUSED_AFTER, Task::OriginRefuses { call, refusal });
        }
        if let Behaviour::Answers { after, .. } = reaction {
            self.schedule(after, Task::OriginAnswers { call });
        }
        self.schedule(timeout, Task::OriginTimeout { call });
        self.set_state(channel, ChannelState::Ringing);
        self.emit_pair("DialState", Classes::CALL, (None, channel), |m| {
            m.header("DialStatus", "RINGING")
        });
    }

    pub(super) fn origin_answers(&mut self, key: Key) {
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let Some(origin) = call.origin.as_mut().filter(|origin| origin.ringing) else {
            return;
        };
        origin.ringing = false;
        let (order, caller) = (origin.order.clone(), call.caller);
        self.answer(key);
        self.emit_pair("DialEnd", Classes::CALL, (None, caller), |m| {
            m.header("DialStatus", "ANSWER")
        });
        self.originate_response(&order, Some(caller), 4);
        match order.then {
            Then::Extension { context, exten } => {
                if let Some(channel) = self.channels.get_mut(&caller) {
                    channel.context.clone_from(&context);
                    channel.exten.clone_from(&exten);
                }
                if let Some(call) = self.calls.get_mut(&key) {
                    call.context = context;
                    call.destination = exten;
                }
                self.route(key);
            }
            Then::Application { name, data } => {
                // Run outside the dialplan, it is no step of it: no Newexten.
                if let Some(channel) = self.channels.get_mut(&caller) {
                    channel.application = name;
                    channel.data = data;
                }
                let talk = self.calls.get(&key).map(|call| call.talk).unwrap_or_default();
                self.schedule(talk, Task::TalkEnds { call: key });
            }
        }
    }

    pub(super) fn origin_fails(&mut self, key: Key, failure: Failure) {
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let Some(origin) = call.origin.as_mut().filter(|origin| origin.ringing) else {
            return;
        };
        origin.ringing = false;
        let (order, caller) = (origin.order.clone(), call.caller);
        let (start, version) = (call.start, self.settings.version);
        let (cause, disposition) = match failure {
            Failure::Refused(refusal) => (refusal.cause(), refusal.disposition()),
            Failure::NoAnswer => (Cause::NoAnswer, "NO ANSWER"),
            Failure::NoChannel | Failure::HungUp => (Cause::NormalClearing, "NO ANSWER"),
        };
        if let Failure::Refused(refusal) = failure {
            self.emit_channel("HangupRequest", Classes::CALL, caller, |message| {
                tech_cause(message.header("Cause", cause as u8), version, refusal.code())
            });
        }
        // Nobody told this event of the channel there was: it names what was asked for.
        self.originate_response(&order, None, failure.reason());
        match failure {
            Failure::Refused(refusal) => self.emit_pair("DialEnd", Classes::CALL, (None, caller), |m| {
                m.header("DialStatus", refusal.dial_status())
            }),
            Failure::HungUp => self.emit_pair("DialEnd", Classes::CALL, (None, caller), |m| {
                m.header("DialStatus", "CANCEL")
            }),
            // Asterisk says nothing of a dial that was given up.
            Failure::NoChannel | Failure::NoAnswer => {}
        }
        let span = Span {
            start,
            answered: None,
            unanswered: disposition,
        };
        if let Some(channel) = self.hang_up(caller, cause) {
            self.record(key, &channel, None, span);
        }
        self.calls.remove(&key);
        self.processed_calls += 1;
    }

    /// A call that began with an Originate ended before its phone was picked up: nobody is left waiting.
    pub(super) fn origin_over(&mut self, key: Key) {
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        if let Some(origin) = call.origin.take().filter(|origin| origin.ringing) {
            self.originate_response(&origin.order, None, Failure::HungUp.reason());
        }
    }

    /// `OriginateResponse` for an asynchronous Originate, the reply for a synchronous one.
    ///
    /// Asterisk `main/manager.c`, `fast_originate`: its fields are not those of a snapshot.
    fn originate_response(&mut self, order: &Order, channel: Option<Key>, reason: u8) {
        let answered = reason == 4;
        if let Some(session) = order.waiting_session {
            self.finished.push((session, answered));
            return;
        }
        let channel = channel.and_then(|key| self.channels.get(&key));
        let unknown = |text: &str| {
            if text.is_empty() {
                "<unknown>".to_owned()
            } else {
                text.to_owned()
            }
        };
        let name = channel.map_or_else(|| order.channel.clone(), |c| c.name.clone());
        let unique_id = channel.map_or_else(|| unknown(&order.channel_id), |c| c.unique_id.clone());
        let mut message = Message::event("OriginateResponse", Classes::CALL)
            .action_id(order.action_id.as_deref())
            .header("Response", if answered { "Success" } else { "Failure" })
            .header("Channel", name);
        message = match &order.then {
            Then::Extension { context, exten } => message.header("Context", context).header("Exten", exten),
            Then::Application { name, data } => message.header("Application", name).header("Data", data),
        };
        let message = message
            .header("Reason", reason)
            .header("Uniqueid", unique_id)
            .header("CallerIDNum", unknown(&order.caller.number))
            .header("CallerIDName", unknown(&order.caller.name));
        self.emit(message);
    }
}

//! Queues with strategy `ringall`: callers wait, free members ring, the first to pick up talks.
//!
//! Asterisk `apps/app_queue.c`.

use super::super::class::Classes;
use super::super::clock::Moment;
use super::super::company::{Behaviour, SimQueue, Version, resource};
use super::super::text::Message;
use super::channels::Cause;
use super::{Key, Model, Task};

/// Seconds within which an answered call counts as well served; `servicelevel = 60`.
pub(in super::super) const SERVICE_LEVEL: u64 = 60;

/// A queue and its figures.
#[derive(Clone, Debug)]
pub(in super::super) struct Queue {
    pub(in super::super) name: String,
    pub(in super::super) members: Vec<Member>,
    /// Calls waiting, first come first.
    pub(in super::super) waiting: Vec<Key>,
    /// Moving averages in seconds.
    pub(in super::super) hold_time: u64,
    pub(in super::super) talk_time: u64,
    pub(in super::super) completed: u64,
    pub(in super::super) abandoned: u64,
    pub(in super::super) completed_in_level: u64,
    pub(in super::super) abandoned_in_level: u64,
}

/// A member of a queue.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Member {
    pub(in super::super) interface: String,
    pub(in super::super) name: String,
    pub(in super::super) state_interface: String,
    pub(in super::super) dynamic: bool,
    pub(in super::super) penalty: u32,
    pub(in super::super) calls_taken: u64,
    /// Seconds since 1970, 0 for never; so are the two below.
    pub(in super::super) last_call: u64,
    pub(in super::super) last_pause: u64,
    pub(in super::super) login_time: u64,
    pub(in super::super) in_call: bool,
    pub(in super::super) paused: bool,
    pub(in super::super) paused_reason: String,
    /// When it may be rung again after a call.
    pub(in super::super) rests_until: Option<Moment>,
    /// Whether it is rung though it talks.
    pub(in super::super) ring_in_use: bool,
}

/// A call in a queue.
#[derive(Clone, Debug)]
pub(in super::super) struct Waiting {
    pub(in super::super) queue: String,
    pub(in super::super) joined: Moment,
    original_position: usize,
    attempt: u32,
    /// When the members of this attempt began to ring.
    rung: Moment,
    connected: Option<Connected>,
}

#[derive(Clone, Debug)]
struct Connected {
    member: String,
    leg: Key,
    at: Moment,
}

impl Queue {
    pub(super) fn new(queue: &SimQueue, now: Moment) -> Self {
        let members = queue.members.iter().map(|(interface, name)| Member {
            interface: interface.clone(),
            state_interface: interface.clone(),
            ring_in_use: true,
            login_time: now.seconds(),
            name: if name.is_empty() {
                interface.clone()
            } else {
                name.clone()
            },
            ..Member::default()
        });
        Self {
            name: queue.name.clone(),
            members: members.collect(),
            waiting: Vec::new(),
            hold_time: 0,
            talk_time: 0,
            completed: 0,
            abandoned: 0,
            completed_in_level: 0,
            abandoned_in_level: 0,
        }
    }

    /// Everything but its members is new.
    pub(super) fn reset(&mut self) {
        self.waiting.clear();
        self.forget_figures();
        for member in &mut self.members {
            member.in_call = false;
        }
    }

    /// Its statistics begin again.
    pub(in super::super) fn forget_figures(&mut self) {
        (self.hold_time, self.talk_time) = (0, 0);
        (
            self.completed,
            self.abandoned,
            self.completed_in_level,
            self.abandoned_in_level,
        ) = (0, 0, 0, 0);
        for member in &mut self.members {
            (member.calls_taken, member.last_call) = (0, 0);
        }
    }
}

/// Asterisk's moving average: a quarter of the new value, three of the old.
const fn average(old: u64, new: u64) -> u64 {
    (old * 3 + new) >> 2
}

impl Model {
    pub(in super::super) fn waiting(&self, call: Key) -> Option<(&Waiting, Key)> {
        let call = self.calls.get(&call)?;
        Some((call.waiting.as_ref()?, call.caller))
    }

    fn queue_mut(&mut self, name: &str) -> Option<&mut Queue> {
        self.queues.iter_mut().find(|queue| queue.name == name)
    }

    pub(super) fn enter_queue(&mut self, key: Key, name: &str) {
        self.answer(key);
        let now = self.now;
        let Some(queue) = self.queue_mut(name) else { return };
        queue.waiting.push(key);
        let position = queue.waiting.len();
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let (caller, patience) = (call.caller, call.plan.patience);
        call.waiting = Some(Waiting {
            queue: name.to_owned(),
            joined: now,
            original_position: position,
            attempt: 0,
            rung: now,
            connected: None,
        });
        self.run_application(caller, "Queue", name);
        self.emit_channel("QueueCallerJoin", Classes::AGENT, caller, |message| {
            message
                .header("Queue", name)
                .header("Position", position)
                .header("Count", position)
        });
        if let Some(patience) = patience {
            self.schedule(patience, Task::CallerGivesUp { call: key });
        }
        self.queue_try(key, 0);
    }

    /// Rings the free members for a caller, or tries again later.
    pub(super) fn queue_try(&mut self, key: Key, attempt: u32) {
        let now = self.now;
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let (caller, outcome) = (call.caller, call.plan.outcome);
        let Some(waiting) = call
            .waiting
            .as_mut()
            .filter(|w| w.attempt == attempt && w.connected.is_none())
        else {
            return;
        };
        waiting.attempt += 1;
        waiting.rung = now;
        let (name, attempt) = (waiting.queue.clone(), waiting.attempt);
        let members = self
            .queues
            .iter()
            .find(|q| q.name == name)
            .map(|q| q.members.clone())
            .unwrap_or_default();
        let free = members.into_iter().filter(|member| {
            !member.paused
                && member.rests_until.is_none_or(|until| until <= now)
                && self.device_state(&member.state_interface) == super::DeviceState::NotInUse
        });
        let free: Vec<Member> = free.collect();
        let wait = if free.is_empty() {
            self.settings.queue_retry
        } else {
            self.settings.queue_timeout
        };
        for member in free {
            let endpoint = resource(&member.interface).to_owned();
            // Members do not pick up in the same instant.
            let outcome = outcome.map(|outcome| self.jittered(outcome));
            let reaction = self.reaction(&endpoint, outcome);
            let leg = self.ring(
                key,
                &endpoint,
                &endpoint,
                reaction,
                Some(member.interface.clone()),
            );
            let Some(leg) = leg else { continue };
            self.emit_pair("AgentCalled", Classes::AGENT, (Some(caller), leg), |message| {
                message
                    .header("Queue", &name)
                    .header("Interface", &member.interface)
                    .header("MemberName", &member.name)
            });
        }
        self.schedule(wait, Task::QueueRingEnds { call: key, attempt });
    }

    fn jittered(&mut self, outcome: Behaviour) -> Behaviour {
        match outcome {
            Behaviour::Answers { after, talk } => {
                let percent = u32::try_from(self.random.between(60, 160)).unwrap_or(100);
                Behaviour::Answers {
                    after: after * percent / 100,
                    talk,
                }
            }
            other => other,
        }
    }

    pub(super) fn queue_ring_ends(&mut self, key: Key, attempt: u32) {
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let caller = call.caller;
        let Some(waiting) = call
            .waiting
            .as_ref()
            .filter(|w| w.attempt == attempt && w.connected.is_none())
        else {
            return;
        };
        let (name, rung) = (waiting.queue.clone(), waiting.rung);
        let legs = std::mem::take(&mut call.legs);
        let milliseconds = self.now.since(rung).as_millis();
        let nobody = legs.is_empty();
        for leg in legs {
            let interface = leg.interface.clone().unwrap_or_default();
            let member = self.member_name(&name, &interface);
            self.dial_end(key, leg.channel, "NOANSWER");
            self.emit_pair(
                "AgentRingNoAnswer",
                Classes::AGENT,
                (Some(caller), leg.channel),
                |message| {
                    message
                        .header("Queue", &name)
                        .header("Interface", &interface)
                        .header("MemberName", member)
                        .header("RingTime", milliseconds)
                },
            );
            self.drop_leg(key, &leg, Cause::Unknown, "NO ANSWER");
        }
        if nobody {
            self.queue_try(key, attempt);
        } else {
            self.schedule(self.settings.queue_retry, Task::QueueTry { call: key, attempt });
        }
    }

    fn member_name(&self, queue: &str, interface: &str) -> String {
        let queue = self.queues.iter().find(|q| q.name == queue);
        let member = queue.and_then(|q| q.members.iter().find(|m| m.interface == interface));
        member.map_or_else(|| interface.to_owned(), |m| m.name.clone())
    }

    /// The caller of a queue and the member who picked up leave the queue together.
    pub(super) fn connect_queue(&mut self, key: Key, leg: Key) {
        let now = self.now;
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let caller = call.caller;
        let interface = call
            .legs
            .iter()
            .find(|l| l.channel == leg)
            .and_then(|l| l.interface.clone());
        let (Some(waiting), Some(interface)) = (call.waiting.as_mut(), interface) else {
            return;
        };
        waiting.connected = Some(Connected {
            member: interface.clone(),
            leg,
            at: now,
        });
        let (name, joined, rung) = (waiting.queue.clone(), waiting.joined, waiting.rung);
        let hold = now.since(joined).as_secs();
        self.leave_queue(key, caller, &name);
        let Some(queue) = self.queue_mut(&name) else {
            return;
        };
        queue.hold_time = average(queue.hold_time, hold);
        if let Some(member) = queue.members.iter_mut().find(|m| m.interface == interface) {
            member.in_call = true;
        }
        let member = self.member_name(&name, &interface);
        self.emit_pair("AgentConnect", Classes::AGENT, (Some(caller), leg), |message| {
            message
                .header("Queue", &name)
                .header("Interface", &interface)
                .header("MemberName", member)
                .header("HoldTime", hold)
                .header("RingTime", now.since(rung).as_secs())
        });
    }

    fn leave_queue(&mut self, key: Key, caller: Key, name: &str) {
        let Some(queue) = self.queue_mut(name) else { return };
        let Some(index) = queue.waiting.iter().position(|waiting| *waiting == key) else {
            return;
        };
        queue.waiting.remove(index);
        let count = queue.waiting.len();
        self.emit_channel("QueueCallerLeave", Classes::AGENT, caller, |message| {
            message
                .header("Queue", name)
                .header("Position", index + 1)
                .header("Count", count)
        });
    }

    pub(super) fn caller_gives_up(&mut self, key: Key) {
        let Some(call) = self.calls.get(&key) else { return };
        if call.waiting.as_ref().is_none_or(|w| w.connected.is_some()) {
            return;
        }
        let caller = call.caller;
        self.emit_channel("HangupRequest", Classes::CALL, caller, |m| m.header("Cause", 16));
        self.cancel_legs(key);
        self.end_call(key, Cause::NormalClearing, "NO ANSWER", Some(caller));
    }

    /// What the queue says of a call that ends: completed by one side, or abandoned.
    pub(super) fn leave_queue_at_end(&mut self, key: Key, first: Key) {
        let now = self.now;
        let Some(call) = self.calls.get_mut(&key) else {
            return;
        };
        let caller = call.caller;
        let Some(waiting) = call.waiting.take() else {
            return;
        };
        let name = waiting.queue;
        let Some(connected) = waiting.connected else {
            let hold = now.since(waiting.joined).as_secs();
            let Some(queue) = self.queue_mut(&name) else {
                return;
            };
            let position = queue
                .waiting
                .iter()
                .position(|w| *w == key)
                .map_or(0, |index| index + 1);
            queue.abandoned += 1;
            queue.abandoned_in_level += u64::from(hold <= SERVICE_LEVEL);
            self.emit_channel("QueueCallerAbandon", Classes::AGENT, caller, |message| {
                message
                    .header("Queue", &name)
                    .header("Position", position)
                    .header("OriginalPosition", waiting.original_position)
                    .header("HoldTime", hold)
            });
            return self.leave_queue(key, caller, &name);
        };
        let hold = connected.at.since(waiting.joined).as_secs();
        let talk = now.since(connected.at).as_secs();
        let member = self.member_name(&name, &connected.member);
        let reason = if first == caller { "caller" } else { "agent" };
        self.emit_pair(
            "AgentComplete",
            Classes::AGENT,
            (Some(caller), connected.leg),
            |message| {
                message
                    .header("Queue", &name)
                    .header("Interface", &connected.member)
                    .header("MemberName", member)
                    .header("HoldTime", hold)
                    .header("TalkTime", talk)
                    .header("Reason", reason)
            },
        );
        let wrapup = self.settings.queue_wrapup;
        let Some(queue) = self.queue_mut(&name) else {
            return;
        };
        queue.completed += 1;
        queue.completed_in_level += u64::from(hold <= SERVICE_LEVEL);
        queue.talk_time = average(queue.talk_time, talk);
        if let Some(member) = queue.members.iter_mut().find(|m| m.interface == connected.member) {
            member.calls_taken += 1;
            member.last_call = now.seconds();
            member.in_call = false;
            member.rests_until = Some(now.after(wrapup));
        }
        self.announce_member(&name, &connected.member);
    }

    /// Tells of a device's new state in every queue it serves.
    pub(super) fn announce_members(&mut self, device: &str) {
        let serving = |q: &Queue| {
            q.members
                .iter()
                .find(|m| m.state_interface == device)
                .map(|m| m.interface.clone())
        };
        let found: Vec<_> = self
            .queues
            .iter()
            .filter_map(|q| Some((q.name.clone(), serving(q)?)))
            .collect();
        for (queue, interface) in found {
            self.announce_member(&queue, &interface);
        }
    }

    fn announce_member(&mut self, queue: &str, interface: &str) {
        self.emit_queue_member("QueueMemberStatus", queue, interface);
    }

    /// A live event about a member: status, added, removed, paused.
    pub(in super::super) fn emit_queue_member(&mut self, event: &str, queue: &str, interface: &str) {
        let Some(q) = self.queues.iter().find(|q| q.name == queue) else {
            return;
        };
        let Some(m) = q.members.iter().find(|m| m.interface == interface) else {
            return;
        };
        let message = Message::event(event, Classes::AGENT)
            .header("Queue", queue)
            .header("MemberName", &m.name)
            .header("Interface", &m.interface)
            .header("StateInterface", &m.state_interface)
            .header("Membership", if m.dynamic { "dynamic" } else { "static" })
            .header("Penalty", m.penalty)
            .header("CallsTaken", m.calls_taken)
            .header("LastCall", m.last_call)
            .header("LastPause", m.last_pause)
            .header("LoginTime", m.login_time)
            .header("InCall", u8::from(m.in_call))
            .header("Status", self.device_state(&m.state_interface).member_status())
            .header("Paused", u8::from(m.paused))
            .header("PausedReason", &m.paused_reason)
            .header("Ringinuse", u8::from(m.ring_in_use))
            .header("Wrapuptime", self.settings.queue_wrapup.as_secs());
        // Until 16 the reason has its old name too, when there is one.
        let old = self.settings.version == Version::V16 && event == "QueueMemberPause" && m.paused;
        let message = match m.paused_reason.as_str() {
            reason if old && !reason.is_empty() => message.header("Reason", reason),
            _ => message,
        };
        self.emit(message);
    }
}

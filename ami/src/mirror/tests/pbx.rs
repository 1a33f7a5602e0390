//! A PBX in memory: what is true, and what it says about it, later than it happens.

use std::collections::{BTreeMap, VecDeque};

use super::super::{Mirror, Part, State};
use super::{list, message};
use crate::MessageBuf;
use crate::action::Reply;

#[derive(Clone, Debug, Default)]
pub(super) struct Pbx {
    channels: BTreeMap<String, Channel>,
    bridges: Vec<String>,
    queues: BTreeMap<String, Queue>,
    devices: BTreeMap<String, &'static str>,
    made: u32,
    /// Events that have happened and were not written yet.
    pub(super) unwritten: VecDeque<MessageBuf>,
}

#[derive(Clone, Debug)]
struct Channel {
    name: String,
    state: u8,
    bridge: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Queue {
    members: BTreeMap<String, (u8, Option<String>)>,
    callers: Vec<String>,
    abandoned: u64,
    completed: u64,
}

/// What happens: which kind of thing, and to whom.
pub(super) type Happening = (u8, u8, u8);

pub(super) const KINDS: u8 = 19;

fn pick<T: Clone>(items: &[T], choice: u8) -> Option<T> {
    (!items.is_empty()).then(|| items[usize::from(choice) % items.len()].clone())
}

impl Pbx {
    fn say(&mut self, line: &str) {
        self.unwritten.push_back(message(line));
    }

    fn snapshot(&self, prefix: &str, id: &str) -> String {
        let channel = &self.channels[id];
        format!(
            "{prefix}Channel={} {prefix}ChannelState={} {prefix}CallerIDNum={id} {prefix}Uniqueid={id} \
             {prefix}Linkedid={id}",
            channel.name, channel.state
        )
    }

    fn channel(&self, choice: u8) -> Option<String> {
        pick(&self.channels.keys().cloned().collect::<Vec<_>>(), choice)
    }

    fn queue(&self, choice: u8) -> Option<String> {
        pick(&self.queues.keys().cloned().collect::<Vec<_>>(), choice)
    }

    fn interface(&self, queue: &str, choice: u8) -> Option<String> {
        pick(
            &self.queues[queue].members.keys().cloned().collect::<Vec<_>>(),
            choice,
        )
    }

    fn new_id(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{kind}{}", self.made)
    }

    fn enter(&mut self, id: &str, bridge: &str, swap: &str) {
        self.channels.get_mut(id).unwrap().bridge = Some(bridge.to_owned());
        let snapshot = self.snapshot("", id);
        self.say(&format!("BridgeEnter BridgeUniqueid={bridge} {snapshot}{swap}"));
    }

    fn leave(&mut self, id: &str) {
        if let Some(bridge) = self
            .channels
            .get_mut(id)
            .and_then(|channel| channel.bridge.take())
        {
            let snapshot = self.snapshot("", id);
            self.say(&format!("BridgeLeave BridgeUniqueid={bridge} {snapshot}"));
        }
    }

    fn destroy_empty(&mut self) {
        let used: Vec<String> = self.channels.values().filter_map(|c| c.bridge.clone()).collect();
        let (kept, gone) = std::mem::take(&mut self.bridges)
            .into_iter()
            .partition(|bridge| used.contains(bridge));
        self.bridges = kept;
        for bridge in gone {
            self.say(&format!("BridgeDestroy BridgeUniqueid={bridge}"));
        }
    }

    fn hang_up(&mut self, id: &str) {
        let waits = |queue: &Queue| queue.callers.iter().any(|caller| caller == id);
        let queues: Vec<String> = self
            .queues
            .iter()
            .filter(|(_, queue)| waits(queue))
            .map(|(n, _)| n.clone())
            .collect();
        for queue in queues {
            self.queues.get_mut(&queue).unwrap().abandoned += 1;
            self.say(&format!("QueueCallerAbandon Queue={queue} Uniqueid={id}"));
            self.leave_queue(&queue, id);
        }
        self.leave(id);
        let snapshot = self.snapshot("", id);
        self.channels.remove(id);
        self.say(&format!("Hangup {snapshot} Cause=16"));
        self.destroy_empty();
    }

    fn leave_queue(&mut self, queue: &str, id: &str) {
        let callers = &mut self.queues.get_mut(queue).unwrap().callers;
        callers.retain(|caller| caller != id);
        let count = callers.len();
        self.say(&format!(
            "QueueCallerLeave Queue={queue} Uniqueid={id} Count={count}"
        ));
    }

    fn member(&mut self, event: &str, queue: &str, interface: &str) {
        let (status, reason) = self.queues[queue].members[interface].clone();
        let (paused, reason) = (u8::from(reason.is_some()), reason.unwrap_or_default());
        self.say(&format!(
            "{event} Queue={queue} MemberName=x Interface={interface} Status={status} Paused={paused} PausedReason={reason}"
        ));
    }

    pub(super) fn happens(&mut self, (kind, one, other): Happening) -> Option<()> {
        match kind % KINDS {
            0 | 1 => {
                let id = self.new_id("c");
                let channel = Channel {
                    name: format!("PJSIP/{id}-01"),
                    state: 0,
                    bridge: None,
                };
                self.channels.insert(id.clone(), channel);
                let snapshot = self.snapshot("", &id);
                self.say(&format!("Newchannel {snapshot}"));
            }
            2 => {
                let id = self.channel(one)?;
                self.channels.get_mut(&id)?.state = 4 + other % 3;
                let snapshot = self.snapshot("", &id);
                self.say(&format!("Newstate {snapshot}"));
            }
            3 => {
                let (source, called) = (self.channel(one)?, self.channel(other)?);
                let snapshots = (self.snapshot("", &source), self.snapshot("Dest", &called));
                self.say(&format!("DialBegin {} {}", snapshots.0, snapshots.1));
            }
            4 => {
                let bridge = self.new_id("b");
                self.bridges.push(bridge.clone());
                self.say(&format!("BridgeCreate BridgeUniqueid={bridge} BridgeType=basic"));
                for choice in [one, other] {
                    let id = self.channel(choice)?;
                    if self.channels[&id].bridge.as_ref() != Some(&bridge) {
                        self.leave(&id);
                        self.enter(&id, &bridge, "");
                    }
                }
                self.destroy_empty();
            }
            5 => {
                let id = self.channel(one)?;
                self.leave(&id);
                self.destroy_empty();
            }
            6 => {
                let (from, to) = (pick(&self.bridges, one)?, pick(&self.bridges, other)?);
                if from != to {
                    self.say(&format!(
                        "BridgeMerge ToBridgeUniqueid={to} FromBridgeUniqueid={from}"
                    ));
                    let inside = |channel: &Channel| channel.bridge.as_ref() == Some(&from);
                    let moved: Vec<String> = self
                        .channels
                        .iter()
                        .filter(|(_, channel)| inside(channel))
                        .map(|(id, _)| id.clone())
                        .collect();
                    for id in moved {
                        self.leave(&id);
                        self.enter(&id, &to, "");
                    }
                    self.destroy_empty();
                }
            }
            7 | 8 => {
                let id = self.channel(one)?;
                self.hang_up(&id);
            }
            9 => {
                // A masquerade: a Rename is not queued behind the other events.
                let id = self.channel(one)?;
                let old = self.channels[&id].name.clone();
                let new = format!("PJSIP/{}-02", self.new_id("r"));
                self.channels.get_mut(&id)?.name.clone_from(&new);
                let rename = message(&format!("Rename Channel={old} Newname={new} Uniqueid={id}"));
                // It overtakes what waits, but no other Rename, and not the beginning of its own channel.
                let stays_behind = |event: &MessageBuf| match event.event_name() {
                    Some("Rename") => true,
                    Some("Newchannel") => event.get("Uniqueid") == Some(&id),
                    _ => false,
                };
                let place = self
                    .unwritten
                    .iter()
                    .rposition(stays_behind)
                    .map_or(0, |last| last + 1);
                self.unwritten.insert(place, rename);
            }
            10 => {
                // A Local channel is optimised away: who is behind it takes its place.
                let bridged = |id: &String| self.channels[id].bridge.clone();
                let (new, old) = (self.channel(one)?, self.channel(other)?);
                let bridge = bridged(&old)?;
                if new != old && bridged(&new).is_none() {
                    self.enter(&new, &bridge, &format!(" SwapUniqueid={old}"));
                    self.hang_up(&old);
                }
            }
            11 => {
                let (id, queue) = (self.channel(one)?, self.queue(other)?);
                let waits = self.queues.values().any(|queue| queue.callers.contains(&id));
                if !waits {
                    let callers = &mut self.queues.get_mut(&queue)?.callers;
                    let place = usize::from(other) % (callers.len() + 1);
                    callers.insert(place, id.clone());
                    let (position, count) = (place + 1, callers.len());
                    let snapshot = self.snapshot("", &id);
                    self.say(&format!(
                        "QueueCallerJoin Queue={queue} Position={position} Count={count} {snapshot}"
                    ));
                }
            }
            12 => {
                let queue = self.queue(one)?;
                let id = pick(&self.queues[&queue].callers, other)?;
                self.leave_queue(&queue, &id);
                self.queues.get_mut(&queue)?.completed += 1;
                self.say(&format!("AgentComplete Queue={queue} Uniqueid={id}"));
            }
            13 => {
                let (queue, interface) = (self.queue(one)?, format!("PJSIP/{}", other % 4));
                let queue_now = self.queues.get_mut(&queue)?;
                if !queue_now.members.contains_key(&interface) {
                    queue_now.members.insert(interface.clone(), (1, None));
                    self.member("QueueMemberAdded", &queue, &interface);
                }
            }
            14 => {
                let queue = self.queue(one)?;
                let interface = self.interface(&queue, other)?;
                self.member("QueueMemberRemoved", &queue, &interface);
                self.queues.get_mut(&queue)?.members.remove(&interface);
            }
            15 => {
                let queue = self.queue(one)?;
                let interface = self.interface(&queue, other)?;
                self.queues.get_mut(&queue)?.members.get_mut(&interface)?.0 = other % 9;
                self.member("QueueMemberStatus", &queue, &interface);
            }
            16 => {
                let queue = self.queue(one)?;
                let interface = self.interface(&queue, other)?;
                let member = self.queues.get_mut(&queue)?.members.get_mut(&interface)?;
                member.1 = match member.1 {
                    None => Some(format!("reason{other}")),
                    Some(_) => None,
                };
                self.member("QueueMemberPause", &queue, &interface);
            }
            17 => {
                let device = format!("PJSIP/{}", one % 4);
                let state = ["NOT_INUSE", "INUSE", "RINGING", "UNKNOWN"][usize::from(other) % 4];
                self.devices.insert(device.clone(), state);
                self.say(&format!("DeviceStateChange Device={device} State={state}"));
            }
            _ => {
                // The queues are configured anew: Asterisk says no more than that.
                let name = format!("q{}", one % 3);
                match self.queues.get_mut(&name) {
                    None => {
                        self.queues.insert(name, Queue::default());
                    }
                    Some(queue) if queue.callers.is_empty() => {
                        self.queues.remove(&name);
                    }
                    Some(queue) => queue.members.clear(),
                }
                self.say("Reload Module=app_queue Status=0");
            }
        }
        Some(())
    }

    /// The answer to a list, as things are now.
    pub(super) fn list(&self, part: Part) -> Reply {
        let mut items = Vec::new();
        match part {
            Part::Channels => {
                for (id, channel) in &self.channels {
                    let bridge = channel.bridge.as_deref().unwrap_or_default();
                    let snapshot = self.snapshot("", id);
                    items.push(format!(
                        "CoreShowChannel {snapshot} Duration=00:00:05 BridgeId={bridge}"
                    ));
                }
            }
            Part::Bridges => {
                let item = |id: &String| format!("BridgeListItem BridgeUniqueid={id} BridgeType=basic");
                items.extend(self.bridges.iter().map(item));
            }
            Part::Queues => {
                for (name, queue) in &self.queues {
                    let (completed, abandoned) = (queue.completed, queue.abandoned);
                    items.push(format!(
                        "QueueParams Queue={name} Completed={completed} Abandoned={abandoned}"
                    ));
                    for (interface, (status, reason)) in &queue.members {
                        let (paused, reason) = (u8::from(reason.is_some()), reason.as_deref().unwrap_or(""));
                        items.push(format!(
                            "QueueMember Queue={name} Name=x Location={interface} Status={status} Paused={paused} \
                             PausedReason={reason}"
                        ));
                    }
                    for (place, id) in queue.callers.iter().enumerate() {
                        let position = place + 1;
                        items.push(format!(
                            "QueueEntry Queue={name} Position={position} Uniqueid={id} Wait=3"
                        ));
                    }
                }
            }
            Part::Devices => {
                let item = |(device, state): (&String, &&str)| {
                    format!("DeviceStateChange Device={device} State={state}")
                };
                items.extend(self.devices.iter().map(item));
            }
        }
        list(part, &items)
    }

    /// Everything as lines, to be compared with [`seen`].
    pub(super) fn truth(&self, with_counts: bool) -> Vec<String> {
        let mut lines = Vec::new();
        for (id, channel) in &self.channels {
            lines.push(format!(
                "channel {id} {} {} {:?}",
                channel.name, channel.state, channel.bridge
            ));
        }
        let mut bridges = self.bridges.clone();
        bridges.sort();
        lines.extend(bridges.iter().map(|bridge| format!("bridge {bridge}")));
        for (name, queue) in &self.queues {
            lines.push(format!("queue {name} {:?}", queue.callers));
            for (interface, (status, reason)) in &queue.members {
                lines.push(format!("member {name} {interface} {status} {reason:?}"));
            }
            if with_counts {
                lines.push(format!("counts {name} {} {}", queue.completed, queue.abandoned));
            }
        }
        for (device, state) in &self.devices {
            lines.push(format!("device {device} {state}"));
        }
        lines
    }

    /// Writes one event to the mirror; `false` if there is none.
    pub(super) fn write(&mut self, mirror: &mut Mirror, now: std::time::SystemTime) -> bool {
        match self.unwritten.pop_front() {
            Some(event) => {
                mirror.event(event.as_message(), now);
                true
            }
            None => false,
        }
    }
}

/// What a mirror shows, as [`Pbx::truth`] writes it.
pub(super) fn seen(state: &State, with_counts: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for channel in state.channels() {
        lines.push(format!(
            "channel {} {} {} {:?}",
            channel.unique_id,
            channel.name,
            channel.state.code(),
            channel.bridge
        ));
    }
    lines.extend(state.bridges().map(|bridge| format!("bridge {}", bridge.id)));
    for queue in state.queues() {
        let callers: Vec<&str> = queue
            .callers
            .iter()
            .map(|caller| caller.unique_id.as_str())
            .collect();
        lines.push(format!("queue {} {callers:?}", queue.name));
        for member in queue.members.values() {
            let reason = member.pause.as_ref().map(|pause| &pause.reason);
            lines.push(format!(
                "member {} {} {} {reason:?}",
                queue.name,
                member.interface,
                member.status.code()
            ));
        }
        if with_counts {
            lines.push(format!(
                "counts {} {} {}",
                queue.name, queue.completed, queue.abandoned
            ));
        }
    }
    for (name, device) in state.devices() {
        lines.push(format!("device {name} {}", device.state));
    }
    lines
}

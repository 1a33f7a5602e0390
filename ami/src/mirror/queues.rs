//! Queues with their members, and those who wait.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use super::change::{Fault, Subject};
use super::read::{before, flag, moment, name, number, seconds, set, text};
use super::state::{Caller, Member, Party, Pause, Queue, Served};
use super::suspects::Suspects;
use super::table::Table;
use crate::event::unescape;
use crate::value::{ChannelName, QueueMemberStatus, UniqueId};
use crate::wire::{Message, MessageBuf};

#[derive(Clone, Debug)]
pub(super) struct Queues {
    pub(super) queues: Table<Queue>,
    limit: usize,
    /// Most members, and most callers, of one queue.
    pub(super) entries: usize,
    /// Whether something was left out because of a limit.
    pub(super) overflowed: bool,
}

impl Queues {
    pub(super) fn new(limit: usize, entries: usize) -> Self {
        Self {
            queues: Table::default(),
            limit,
            entries,
            overflowed: false,
        }
    }

    /// Takes in an event; `has_ended` says which channels are gone.
    pub(super) fn event(
        &mut self,
        event: &str,
        message: Message<'_>,
        now: SystemTime,
        has_ended: impl Fn(&str) -> bool,
        suspects: &mut Suspects,
    ) {
        let Some(queue_name) = name(message, "", "Queue") else {
            return;
        };
        let caller = name(message, "", "Uniqueid").map(Cow::into_owned);
        if !suspects.is_empty() {
            explain(event, &queue_name, caller.as_deref(), message, suspects);
        }
        let makes_known = matches!(
            event,
            "QueueMemberAdded"
                | "QueueMemberStatus"
                | "QueueMemberPause"
                | "QueueMemberPaused"
                | "QueueMemberPenalty"
                | "QueueMemberRinginuse"
                | "QueueCallerJoin"
                | "Join"
        );
        if !self.queues.contains(&queue_name) {
            if !makes_known {
                return;
            }
            if self.queues.len() >= self.limit {
                self.overflowed = true;
                return;
            }
            self.queues.insert(&queue_name, Queue::new(&queue_name));
        }
        let entries = self.entries;
        let Some(queue) = self.queues.edit(&queue_name) else {
            return;
        };
        match event {
            "QueueMemberAdded"
            | "QueueMemberStatus"
            | "QueueMemberPause"
            | "QueueMemberPaused"
            | "QueueMemberPenalty"
            | "QueueMemberRinginuse" => {
                let Some(interface) = name(message, "", "Interface") else {
                    return;
                };
                let known = queue.members.get(&*interface);
                if known.is_none() && queue.members.len() >= entries {
                    self.overflowed = true;
                    return;
                }
                let member = member(known, &interface, message, Some(now));
                queue.members.insert(interface.into_owned(), member);
            }
            "QueueMemberRemoved" => {
                if let Some(interface) = name(message, "", "Interface") {
                    queue.members.remove(&*interface);
                }
            }
            "QueueCallerJoin" | "Join" => {
                let Some(id) = caller.filter(|id| !has_ended(id)) else {
                    return;
                };
                // One who is known waits where the last list put them: this event is older than it.
                if queue.callers.iter().any(|caller| caller.unique_id.as_str() == id) {
                    return;
                }
                if queue.callers.len() >= entries {
                    self.overflowed = true;
                    return;
                }
                let place: usize = number(message, "", "Position").unwrap_or(usize::MAX);
                // A caller with priority enters before others.
                let place = place.saturating_sub(1).min(queue.callers.len());
                queue.callers.insert(place, waiting(&id, message, now));
            }
            "QueueCallerLeave" | "Leave" => {
                if let Some(id) = caller {
                    queue.callers.retain(|caller| caller.unique_id.as_str() != id);
                }
            }
            "QueueCallerAbandon" => queue.abandoned = queue.abandoned.saturating_add(1),
            "AgentConnect" => {
                let (Some(id), Some(interface)) = (caller, name(message, "", "Interface")) else {
                    return;
                };
                if has_ended(&id) || queue.served.len() >= entries {
                    return;
                }
                // Asterisk may tell of the member's state before it counts the call, and not again until its end.
                if let Some(member) = queue.members.get_mut(&*interface) {
                    member.in_call = true;
                }
                let served = Served {
                    caller: UniqueId::new(&*id),
                    party: party(message),
                    interface: interface.into_owned(),
                    channel: UniqueId::new(name(message, "Dest", "Uniqueid").unwrap_or_default()),
                    since: now,
                    waited: seconds(message, "HoldTime").unwrap_or_default(),
                };
                queue.served.insert(id, served);
            }
            "AgentComplete" => {
                queue.completed = queue.completed.saturating_add(1);
                let interface = name(message, "", "Interface");
                if let Some(member) = interface.and_then(|interface| queue.members.get_mut(&*interface)) {
                    member.in_call = false;
                }
                if let Some(id) = caller {
                    queue.served.remove(&id);
                }
            }
            "AgentDump" => {
                if let Some(id) = caller {
                    queue.served.remove(&id);
                }
            }
            _ => {}
        }
    }

    /// A channel is gone: it neither waits nor talks, even if the queue's own event was lost.
    pub(super) fn channel_ended(&mut self, id: &str) {
        let concerned = self.queues.keys_where(|_, queue| {
            queue.callers.iter().any(|caller| caller.unique_id.as_str() == id)
                || queue
                    .served
                    .values()
                    .any(|served| served.caller.as_str() == id || served.channel.as_str() == id)
        });
        for name in concerned {
            if let Some(queue) = self.queues.edit(&name) {
                queue.callers.retain(|caller| caller.unique_id.as_str() != id);
                queue
                    .served
                    .retain(|_, served| served.caller.as_str() != id && served.channel.as_str() != id);
            }
        }
    }

    /// Ends the calls whose channels a list of channels no longer holds.
    pub(super) fn prune_served(&mut self, exists: impl Fn(&str) -> bool) {
        let gone = |served: &Served| !exists(served.caller.as_str());
        for name in self.queues.keys_where(|_, queue| queue.served.values().any(gone)) {
            if let Some(queue) = self.queues.edit(&name) {
                queue.served.retain(|_, served| !gone(served));
            }
        }
    }

    /// Makes the queues those of a whole list; `was_in_sync` says whether a difference is a fault.
    pub(super) fn list(
        &mut self,
        items: &[MessageBuf],
        now: SystemTime,
        was_in_sync: bool,
        has_ended: impl Fn(&str) -> bool,
        suspects: &mut Suspects,
    ) {
        self.overflowed = false;
        let mut listed: BTreeMap<String, Queue> = BTreeMap::new();
        for item in items {
            let message = item.as_message();
            let Some(queue_name) = name(message, "", "Queue") else {
                continue;
            };
            let known = self.queues.get(&queue_name);
            if !listed.contains_key(&*queue_name) {
                if listed.len() >= self.limit {
                    self.overflowed = true;
                    continue;
                }
                let mut queue = known.cloned().unwrap_or_else(|| Queue::new(&queue_name));
                queue.members.clear();
                queue.callers.clear();
                listed.insert(queue_name.to_string(), queue);
            }
            let Some(queue) = listed.get_mut(&*queue_name) else {
                continue;
            };
            match item.event_name() {
                Some("QueueParams") => parameters(queue, message),
                Some("QueueMember") => {
                    let Some(interface) = name(message, "", "Location").or(name(message, "", "Interface"))
                    else {
                        continue;
                    };
                    if queue.members.len() >= self.entries {
                        self.overflowed = true;
                        continue;
                    }
                    let known = known.and_then(|known| known.members.get(&*interface));
                    let member = member(known, &interface, message, None);
                    queue.members.insert(interface.into_owned(), member);
                }
                Some("QueueEntry") => {
                    let Some(id) = name(message, "", "Uniqueid").filter(|id| !has_ended(id)) else {
                        continue;
                    };
                    if queue.callers.len() >= self.entries {
                        self.overflowed = true;
                        continue;
                    }
                    let known = known.and_then(|known| {
                        known
                            .callers
                            .iter()
                            .find(|caller| caller.unique_id.as_str() == id)
                    });
                    let waited = seconds(message, "Wait").unwrap_or_default();
                    let caller = known
                        .cloned()
                        .unwrap_or_else(|| waiting(&id, message, before(now, waited)));
                    // Asterisk lists them in the order of their places.
                    queue.callers.push(caller);
                }
                _ => {}
            }
        }
        if was_in_sync {
            self.compare(&listed, now, suspects);
        }
        for gone in self.queues.keys_where(|name, _| !listed.contains_key(name)) {
            self.queues.remove(&gone);
        }
        for (name, queue) in listed {
            if self.queues.get(&name) != Some(&queue) {
                self.queues.insert(&name, queue);
            }
        }
    }

    fn compare(&self, listed: &BTreeMap<String, Queue>, now: SystemTime, suspects: &mut Suspects) {
        let mut suspect = |subject, fault| suspects.add(subject, fault, now);
        for ours in self.queues.rows().values() {
            let Some(theirs) = listed.get(&ours.name) else {
                suspect(Subject::Queue(ours.name.clone()), Fault::Ghost);
                continue;
            };
            let subject = |interface: &String| Subject::Member {
                queue: ours.name.clone(),
                interface: interface.clone(),
            };
            for (interface, member) in &ours.members {
                match theirs.members.get(interface) {
                    None => suspect(subject(interface), Fault::Ghost),
                    Some(other) if !alike(member, other) => suspect(subject(interface), Fault::Differed),
                    Some(_) => {}
                }
            }
            let missed = theirs.members.keys();
            for interface in missed.filter(|interface| !ours.members.contains_key(*interface)) {
                suspect(subject(interface), Fault::Missed);
            }
            let ids = |queue: &Queue| -> Vec<String> {
                let ids = queue.callers.iter().map(|caller| caller.unique_id.as_str());
                ids.map(str::to_owned).collect()
            };
            let subject = |unique_id: String| Subject::Caller {
                queue: ours.name.clone(),
                unique_id,
            };
            let (here, there) = (ids(ours), ids(theirs));
            let (here_set, there_set): (BTreeSet<_>, BTreeSet<_>) =
                (here.iter().collect(), there.iter().collect());
            for ghost in here_set.difference(&there_set) {
                suspect(subject((*ghost).clone()), Fault::Ghost);
            }
            for missed in there_set.difference(&here_set) {
                suspect(subject((*missed).clone()), Fault::Missed);
            }
            if here_set == there_set && here != there {
                suspect(Subject::Queue(ours.name.clone()), Fault::Differed);
            }
        }
        for missed in listed.keys().filter(|name| !self.queues.contains(name)) {
            suspect(Subject::Queue(missed.clone()), Fault::Missed);
        }
    }

    /// Forgets all queues.
    pub(super) fn clear(&mut self) {
        for name in self.queues.keys_where(|_, _| true) {
            self.queues.remove(&name);
        }
    }
}

/// What events tell of a member, so that a difference in it is a fault.
fn alike(one: &Member, other: &Member) -> bool {
    one.status == other.status && one.pause.is_some() == other.pause.is_some() && one.penalty == other.penalty
}

fn explain(event: &str, queue: &str, caller: Option<&str>, message: Message<'_>, suspects: &mut Suspects) {
    suspects.explain(&Subject::Queue(queue.to_owned()));
    if event.starts_with("QueueMember")
        && let Some(interface) = name(message, "", "Interface")
    {
        suspects.explain(&Subject::Member {
            queue: queue.to_owned(),
            interface: interface.into_owned(),
        });
    }
    if let Some(caller) = caller {
        suspects.explain(&Subject::Caller {
            queue: queue.to_owned(),
            unique_id: caller.to_owned(),
        });
    }
}

fn parameters(queue: &mut Queue, message: Message<'_>) {
    set(&mut queue.strategy, text(message, "", "Strategy"));
    queue.max = number(message, "", "Max").filter(|max| *max != 0);
    queue.completed = number(message, "", "Completed").unwrap_or(queue.completed);
    queue.abandoned = number(message, "", "Abandoned").unwrap_or(queue.abandoned);
    queue.hold_time = seconds(message, "Holdtime").unwrap_or(queue.hold_time);
    queue.talk_time = seconds(message, "TalkTime").unwrap_or(queue.talk_time);
    queue.service_level = seconds(message, "ServiceLevel").unwrap_or(queue.service_level);
}

/// The member as `message` says, with the times that are `known`; `heard` is when a live event came, `None` for a list.
fn member(
    known: Option<&Member>,
    interface: &str,
    message: Message<'_>,
    heard: Option<SystemTime>,
) -> Member {
    let mut member = known.cloned().unwrap_or_else(|| Member {
        interface: interface.to_owned(),
        state_interface: interface.to_owned(),
        name: interface.to_owned(),
        membership: String::new(),
        penalty: 0,
        status: QueueMemberStatus::Unknown,
        status_since: None,
        in_call: false,
        pause: None,
        calls_taken: 0,
        last_call: None,
        login_time: None,
    });
    set(&mut member.state_interface, name(message, "", "StateInterface"));
    // `Name` in the list, `MemberName` in events.
    set(
        &mut member.name,
        name(message, "", "MemberName").or(name(message, "", "Name")),
    );
    // A list calls realtime members static.
    if heard.is_some() || known.is_none() {
        set(&mut member.membership, text(message, "", "Membership"));
    }
    member.penalty = number(message, "", "Penalty").unwrap_or(member.penalty);
    member.calls_taken = number(message, "", "CallsTaken").unwrap_or(member.calls_taken);
    member.in_call = flag(message, "InCall").unwrap_or(member.in_call);
    member.last_call = moment(message, "LastCall").unwrap_or(member.last_call);
    member.login_time = moment(message, "LoginTime").unwrap_or(member.login_time);
    if let Some(status) = number(message, "", "Status").map(QueueMemberStatus::from_code)
        && (status != member.status || known.is_none())
    {
        // A list tells that it is so, not since when.
        member.status_since = heard.filter(|_| known.is_some() || is_added(message));
        member.status = status;
    }
    match flag(message, "Paused") {
        Some(true) => {
            let before = member.pause.take();
            let reason = text(message, "", "PausedReason")
                .or(text(message, "", "Reason"))
                .map(Cow::into_owned);
            let since = match &before {
                Some(pause) => pause.since,
                // The beginning of a pause that was heard, or what Asterisk remembers of it.
                None => heard
                    .filter(|_| known.is_some())
                    .or_else(|| moment(message, "LastPause").flatten()),
            };
            member.pause = Some(Pause {
                reason: reason.or(before.map(|pause| pause.reason)).unwrap_or_default(),
                since,
            });
        }
        Some(false) => member.pause = None,
        None => {}
    }
    member
}

/// A member that was just added begins now; one that an event makes known was there before.
fn is_added(message: Message<'_>) -> bool {
    message.event_name() == Some("QueueMemberAdded")
}

fn waiting(id: &str, message: Message<'_>, since: SystemTime) -> Caller {
    Caller {
        unique_id: UniqueId::new(id),
        channel: ChannelName::new(name(message, "", "Channel").unwrap_or_default()),
        party: party(message),
        since,
    }
}

fn party(message: Message<'_>) -> Party {
    Party {
        number: text(message, "", "CallerIDNum").unwrap_or_default().into_owned(),
        name: text(message, "", "CallerIDName")
            .map(unescape)
            .unwrap_or_default()
            .into_owned(),
    }
}

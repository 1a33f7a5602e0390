//! Queues and their members. Asterisk `apps/app_queue.c`.

use super::super::model::{Member, Model, Queue, SERVICE_LEVEL};
use super::super::request::Request;
use super::super::text::{self, Message};
use super::{Caller, Reply, ack, error};

pub(super) fn status(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let id = request.action_id();
    let member_filter = request.get("Member");
    let mut reply = text::list_start(id, "Queue status will follow");
    let mut items = 0;
    for queue in chosen(model, request) {
        reply.push_str(&parameters(queue).action_id(id).end());
        items += 1;
        for member in &queue.members {
            if [&member.interface, &member.name]
                .iter()
                .any(|text| member_filter.is_empty() || *text == member_filter)
            {
                let status = model.device_state(&member.state_interface).member_status();
                let item = list_member(queue, member, status)
                    .header("Wrapuptime", model.settings.queue_wrapup.as_secs());
                reply.push_str(&item.action_id(id).end());
                items += 1;
            }
        }
        for (index, call) in queue.waiting.iter().enumerate() {
            let Some((waiting, caller)) = model.waiting(*call) else {
                continue;
            };
            let Some(channel) = model.channels.get(&caller) else {
                continue;
            };
            let unknown = |text: &str| {
                if text.is_empty() {
                    "unknown".to_owned()
                } else {
                    text.to_owned()
                }
            };
            let item = Message::item("QueueEntry")
                .header("Queue", &queue.name)
                .header("Position", index + 1)
                .header("Channel", &channel.name)
                .header("Uniqueid", &channel.unique_id)
                .header("CallerIDNum", unknown(&channel.caller.number))
                .header("CallerIDName", unknown(&channel.caller.name))
                .header("ConnectedLineNum", unknown(&channel.connected.number))
                .header("ConnectedLineName", unknown(&channel.connected.name))
                .header("Wait", model.now.since(waiting.joined).as_secs())
                .header("Priority", 0);
            reply.push_str(&item.action_id(id).end());
            items += 1;
        }
    }
    reply.push_str(&text::list_end(id, "QueueStatusComplete", items));
    Reply::Text(reply)
}

/// The queue named in the request, or all.
fn chosen<'a>(model: &'a Model, request: &'a Request) -> impl Iterator<Item = &'a Queue> {
    let wanted = request.get("Queue");
    model
        .queues
        .iter()
        .filter(move |queue| wanted.is_empty() || queue.name.eq_ignore_ascii_case(wanted))
}

fn parameters(queue: &Queue) -> Message {
    let percent = |part: u64, whole: u64| {
        if whole == 0 {
            0.0
        } else {
            100.0 * part as f64 / whole as f64
        }
    };
    let served = percent(queue.completed_in_level, queue.completed);
    let in_level = queue.completed_in_level + queue.abandoned_in_level;
    let served_of_all = percent(in_level, queue.completed + queue.abandoned);
    Message::item("QueueParams")
        .header("Queue", &queue.name)
        .header("Max", 0)
        .header("Strategy", "ringall")
        .header("Calls", queue.waiting.len())
        .header("Holdtime", queue.hold_time)
        .header("TalkTime", queue.talk_time)
        .header("Completed", queue.completed)
        .header("Abandoned", queue.abandoned)
        .header("ServiceLevel", SERVICE_LEVEL)
        .header("ServicelevelPerf", format_args!("{served:.1}"))
        .header("ServicelevelPerf2", format_args!("{served_of_all:.1}"))
        .header("Weight", 0)
}

fn list_member(queue: &Queue, member: &Member, status: u8) -> Message {
    Message::item("QueueMember")
        .header("Queue", &queue.name)
        .header("Name", &member.name)
        .header("Location", &member.interface)
        .header("StateInterface", &member.state_interface)
        .header("Membership", if member.dynamic { "dynamic" } else { "static" })
        .header("Penalty", member.penalty)
        .header("CallsTaken", member.calls_taken)
        .header("LastCall", member.last_call)
        .header("LastPause", member.last_pause)
        .header("LoginTime", member.login_time)
        .header("InCall", u8::from(member.in_call))
        .header("Status", status)
        .header("Paused", u8::from(member.paused))
        .header("PausedReason", &member.paused_reason)
}

pub(super) fn summary(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let id = request.action_id();
    let mut reply = text::list_start(id, "Queue summary will follow");
    let mut items = 0;
    for queue in chosen(model, request) {
        let status = |member: &Member| model.device_state(&member.state_interface).member_status();
        let logged_in = queue.members.iter().filter(|m| !matches!(status(m), 4 | 5));
        let longest = queue.waiting.iter().filter_map(|call| model.waiting(*call));
        let item = Message::item("QueueSummary")
            .header("Queue", &queue.name)
            .header("LoggedIn", logged_in.clone().count())
            .header(
                "Available",
                logged_in.filter(|m| status(m) == 1 && !m.paused).count(),
            )
            .header("Callers", queue.waiting.len())
            .header("HoldTime", queue.hold_time)
            .header("TalkTime", queue.talk_time)
            .header(
                "LongestHoldTime",
                longest
                    .map(|(w, _)| model.now.since(w.joined).as_secs())
                    .max()
                    .unwrap_or(0),
            );
        reply.push_str(&item.action_id(id).end());
        items += 1;
    }
    reply.push_str(&text::list_end(id, "QueueSummaryComplete", items));
    Reply::Text(reply)
}

pub(super) fn add(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let (name, interface) = (request.get("Queue"), request.get("Interface"));
    if name.is_empty() {
        return error(request, "'Queue' not specified.");
    }
    if interface.is_empty() {
        return error(request, "'Interface' not specified.");
    }
    let now = model.now.seconds();
    let Some(queue) = model.queues.iter_mut().find(|queue| queue.name == name) else {
        return error(request, "Unable to add interface to queue: No such queue");
    };
    if queue
        .members
        .iter()
        .any(|member| member.interface.eq_ignore_ascii_case(interface))
    {
        return error(request, "Unable to add interface: Already there");
    }
    let or_interface = |text: &str| {
        if text.is_empty() {
            interface.to_owned()
        } else {
            text.to_owned()
        }
    };
    let paused = request.is_true("Paused");
    queue.members.push(Member {
        interface: interface.to_owned(),
        name: or_interface(request.get("MemberName")),
        state_interface: or_interface(request.get("StateInterface")),
        dynamic: true,
        penalty: request.get("Penalty").parse().unwrap_or(0),
        login_time: now,
        ring_in_use: true,
        paused,
        paused_reason: if paused {
            request.get("Reason").to_owned()
        } else {
            String::new()
        },
        ..Member::default()
    });
    model.emit_queue_member("QueueMemberAdded", name, interface);
    ack(request, "Added interface to queue")
}

pub(super) fn remove(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let (name, interface) = (request.get("Queue"), request.get("Interface"));
    if name.is_empty() || interface.is_empty() {
        return error(request, "Need 'Queue' and 'Interface' parameters.");
    }
    let Some(queue) = model.queues.iter().find(|queue| queue.name == name) else {
        return error(request, "Unable to remove interface from queue: No such queue");
    };
    let Some(member) = queue.members.iter().find(|member| member.interface == interface) else {
        return error(request, "Unable to remove interface: Not there");
    };
    if !member.dynamic {
        return error(request, "Member not dynamic");
    }
    // The event shows the member as it was.
    model.emit_queue_member("QueueMemberRemoved", name, interface);
    for queue in model.queues.iter_mut().filter(|queue| queue.name == name) {
        queue.members.retain(|member| member.interface != interface);
    }
    ack(request, "Removed interface from queue")
}

pub(super) fn pause(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let (wanted, interface) = (request.get("Queue"), request.get("Interface"));
    if interface.is_empty() || request.get("Paused").is_empty() {
        return error(request, "Need 'Interface' and 'Paused' parameters.");
    }
    let paused = request.is_true("Paused");
    let now = model.now.seconds();
    let mut changed = Vec::new();
    for queue in model
        .queues
        .iter_mut()
        .filter(|queue| wanted.is_empty() || queue.name == wanted)
    {
        for member in queue
            .members
            .iter_mut()
            .filter(|member| member.interface == interface)
        {
            member.paused = paused;
            member.paused_reason = if paused {
                request.get("Reason").to_owned()
            } else {
                String::new()
            };
            if paused {
                member.last_pause = now;
            }
            changed.push(queue.name.clone());
        }
    }
    for queue in &changed {
        model.emit_queue_member("QueueMemberPause", queue, interface);
    }
    match (changed.is_empty(), paused) {
        (true, _) => error(request, "Interface not found"),
        (false, true) => ack(request, "Interface paused successfully"),
        (false, false) => ack(request, "Interface unpaused successfully"),
    }
}

/// A number or switch of a member is set in one queue or in all, and told; false if there is no such member.
fn change(model: &mut Model, request: &Request, event: &str, set: impl Fn(&mut Member)) -> bool {
    let (wanted, interface) = (request.get("Queue"), request.get("Interface"));
    let mut changed = Vec::new();
    for queue in model
        .queues
        .iter_mut()
        .filter(|queue| wanted.is_empty() || queue.name == wanted)
    {
        for member in queue
            .members
            .iter_mut()
            .filter(|member| member.interface == interface)
        {
            set(member);
            changed.push(queue.name.clone());
        }
    }
    for queue in &changed {
        model.emit_queue_member(event, queue, interface);
    }
    !changed.is_empty()
}

pub(super) fn penalty(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let text = request.get("Penalty");
    if request.get("Interface").is_empty() || text.is_empty() {
        return error(request, "Need 'Interface' and 'Penalty' parameters.");
    }
    // As atoi: what is no number is 0.
    let value = text.parse().unwrap_or(0);
    if change(model, request, "QueueMemberPenalty", |member| {
        member.penalty = value;
    }) {
        ack(request, "Interface penalty set successfully")
    } else {
        error(request, "Invalid interface, queuename or penalty")
    }
}

pub(super) fn ring_in_use(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let text = request.get("RingInUse");
    if request.get("Interface").is_empty() || text.is_empty() {
        return error(request, "Need 'Interface' and 'RingInUse' parameters.");
    }
    let value = request.is_true("RingInUse");
    if change(model, request, "QueueMemberRinginuse", |member| {
        member.ring_in_use = value;
    }) {
        ack(request, "Interface ringinuse set successfully")
    } else {
        error(request, "Invalid interface, queuename, or ringinuse value\n")
    }
}

/// A line for `queue_log`, of which there is none here.
pub(super) fn log(_: &mut Model, request: &Request, _: Caller) -> Reply {
    if request.get("Queue").is_empty() || request.get("Event").is_empty() {
        return error(request, "Need 'Queue' and 'Event' parameters.");
    }
    ack(request, "Event added successfully")
}

pub(super) fn reset(model: &mut Model, request: &Request, _: Caller) -> Reply {
    let wanted = request.get("Queue");
    for queue in model
        .queues
        .iter_mut()
        .filter(|queue| wanted.is_empty() || queue.name == wanted)
    {
        queue.forget_figures();
    }
    ack(request, "Queue stats reset successfully")
}

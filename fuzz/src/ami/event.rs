//! Every reader of every event.

use switchhook_ami::Event;
use switchhook_ami::event::{BridgeSnapshot, ChannelSnapshot};

/// Calls all of them; what they return may be anything, what they must not do is panic.
pub(super) fn read(event: Event<'_>) {
    match event {
        Event::Newchannel(view)
        | Event::Newstate(view)
        | Event::NewConnectedLine(view)
        | Event::NewCallerid(view)
        | Event::NewAccountCode(view)
        | Event::Hold(view)
        | Event::Unhold(view) => channel(view.channel()),
        Event::Newexten(view) => {
            channel(view.channel());
            let _ = (view.application(), view.data());
        }
        Event::Rename(view) => {
            let _ = (view.old_name(), view.new_name(), view.unique_id());
        }
        Event::Hangup(view) => {
            channel(view.channel());
            let _ = (
                view.cause().map(|cause| (cause.code(), cause.to_string())),
                view.cause_text(),
            );
        }
        Event::CoreShowChannel(view) => {
            channel(view.channel());
            let _ = (view.bridge(), view.application(), view.data(), view.duration());
        }
        Event::BridgeCreate(view) | Event::BridgeDestroy(view) => bridge(view.bridge()),
        Event::BridgeEnter(view) | Event::BridgeLeave(view) => {
            bridge(view.bridge());
            channel(view.channel());
            let _ = view.swapped_with();
        }
        Event::BridgeMerge(view) => {
            bridge(view.from());
            bridge(view.to());
        }
        Event::DialBegin(view) | Event::DialState(view) | Event::DialEnd(view) => {
            view.caller().into_iter().for_each(channel);
            channel(view.dialled());
            let _ = (view.dial_string(), view.status(), view.forwarded_to());
        }
        Event::OriginateResponse(view) => {
            let _ = (view.is_success(), view.reason(), view.channel(), view.unique_id());
        }
        Event::QueueMemberAdded(view)
        | Event::QueueMemberRemoved(view)
        | Event::QueueMemberStatus(view)
        | Event::QueueMemberPause(view)
        | Event::QueueMemberPenalty(view)
        | Event::QueueMember(view) => {
            let _ = (
                view.queue(),
                view.name(),
                view.interface(),
                view.state_interface(),
                view.membership(),
            );
            let _ = (
                view.penalty(),
                view.calls_taken(),
                view.last_call(),
                view.last_pause(),
                view.login_time(),
            );
            let _ = (view.in_call(), view.paused(), view.paused_reason());
            let _ = view
                .status()
                .map(|status| (status.can_take_calls(), status.to_string()));
        }
        Event::QueueCallerJoin(view) | Event::QueueCallerLeave(view) | Event::QueueCallerAbandon(view) => {
            channel(view.channel());
            let _ = (
                view.queue(),
                view.position(),
                view.count(),
                view.original_position(),
                view.hold_time(),
            );
        }
        Event::AgentCalled(view)
        | Event::AgentConnect(view)
        | Event::AgentComplete(view)
        | Event::AgentRingNoAnswer(view) => {
            channel(view.caller());
            channel(view.member());
            let _ = (view.queue(), view.member_name(), view.interface());
            let _ = (
                view.hold_time(),
                view.talk_time(),
                view.ring_time(),
                view.reason(),
            );
        }
        Event::QueueParams(view) => {
            let _ = (
                view.queue(),
                view.max(),
                view.strategy(),
                view.calls(),
                view.hold_time(),
                view.talk_time(),
            );
            let _ = (
                view.completed(),
                view.abandoned(),
                view.service_level(),
                view.service_level_percent(),
            );
        }
        Event::QueueEntry(view) => {
            let _ = (view.queue(), view.position(), view.channel(), view.unique_id());
            let _ = (view.caller_number(), view.caller_name(), view.wait());
        }
        Event::DeviceStateChange(view) => {
            let _ = (view.device(), view.state().map(|state| state.to_string()));
        }
        Event::Cdr(view) => {
            let _ = (
                view.account_code(),
                view.source(),
                view.destination(),
                view.destination_context(),
            );
            let _ = (
                view.caller_id(),
                view.channel(),
                view.destination_channel(),
                view.last_application(),
            );
            let _ = (
                view.last_data(),
                view.start_time(),
                view.answer_time(),
                view.end_time(),
            );
            let _ = (
                view.duration(),
                view.billable(),
                view.ama_flags(),
                view.unique_id(),
                view.user_field(),
            );
            let _ = view.disposition().map(|disposition| disposition.to_string());
        }
        Event::FullyBooted(view) => {
            let _ = view.uptime();
        }
        Event::Shutdown(view) => {
            let _ = view.restarts();
        }
        // No reader of its own.
        _ => {}
    }
}

fn channel(snapshot: ChannelSnapshot<'_>) {
    let _ = (
        snapshot.is_present(),
        snapshot.name(),
        snapshot.state().map(|state| state.to_string()),
    );
    let _ = (
        snapshot.caller_number(),
        snapshot.caller_name(),
        snapshot.connected_number(),
    );
    let _ = (
        snapshot.connected_name(),
        snapshot.language(),
        snapshot.account_code(),
        snapshot.context(),
    );
    let _ = (
        snapshot.extension(),
        snapshot.priority(),
        snapshot.unique_id(),
        snapshot.linked_id(),
    );
    let _ = snapshot.variables().count();
}

fn bridge(snapshot: BridgeSnapshot<'_>) {
    let _ = (
        snapshot.id(),
        snapshot.kind(),
        snapshot.technology(),
        snapshot.name(),
        snapshot.channels(),
    );
}

// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::AgentCalled(view)
        | Event::AgentComplete(view)
        | Event::AgentConnect(view)
        | Event::AgentDump(view)
        | Event::AgentRingNoAnswer(view) => {
            channel(view.caller());
            channel(view.member());
            let _ = view.queue();
            let _ = view.member_name();
            let _ = view.interface();
            let _ = view.hold_time();
            let _ = view.talk_time();
            let _ = view.reason();
        }
        Event::Join(view)
        | Event::Leave(view)
        | Event::QueueCallerAbandon(view)
        | Event::QueueCallerJoin(view)
        | Event::QueueCallerLeave(view) => {
            channel(view.channel());
            let _ = view.queue();
            let _ = view.position();
            let _ = view.count();
            let _ = view.original_position();
            let _ = view.hold_time();
        }
        Event::QueueEntry(view) => {
            let _ = view.queue();
            let _ = view.position();
            let _ = view.channel();
            let _ = view.unique_id();
            let _ = view.caller_number();
            let _ = view.caller_name();
            let _ = view.connected_number();
            let _ = view.connected_name();
            let _ = view.wait();
            let _ = view.priority();
        }
        Event::QueueMember(view)
        | Event::QueueMemberAdded(view)
        | Event::QueueMemberPause(view)
        | Event::QueueMemberPaused(view)
        | Event::QueueMemberPenalty(view)
        | Event::QueueMemberRemoved(view)
        | Event::QueueMemberRinginuse(view)
        | Event::QueueMemberStatus(view) => {
            let _ = view.queue();
            let _ = view.name();
            let _ = view.interface();
            let _ = view.state_interface();
            let _ = view.membership();
            let _ = view.penalty();
            let _ = view.calls_taken();
            let _ = view.last_call();
            let _ = view.last_pause();
            let _ = view.login_time();
            let _ = view.in_call();
            let _ = view.status();
            let _ = view.paused();
            let _ = view.paused_reason();
            let _ = view.wrap_up_time();
            let _ = view.ring_in_use();
        }
        Event::QueueParams(view) => {
            let _ = view.max();
            let _ = view.strategy();
            let _ = view.calls();
            let _ = view.hold_time();
            let _ = view.talk_time();
            let _ = view.completed();
            let _ = view.abandoned();
            let _ = view.queue();
            let _ = view.service_level();
            let _ = view.service_level_percent();
            let _ = view.service_level_percent_of_all();
            let _ = view.weight();
        }
        Event::QueueSummary(view) => {
            let _ = view.queue();
            let _ = view.logged_in();
            let _ = view.available();
            let _ = view.callers();
            let _ = view.hold_time();
            let _ = view.talk_time();
            let _ = view.longest_hold_time();
        }
        _ => {}
    }
}

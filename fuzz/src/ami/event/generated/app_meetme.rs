// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::MeetmeEnd(view) => {
            let _ = view.meetme();
        }
        Event::MeetmeJoin(view)
        | Event::MeetmeLeave(view)
        | Event::MeetmeMute(view)
        | Event::MeetmeTalking(view)
        | Event::MeetmeTalkRequest(view) => {
            channel(view.channel());
            let _ = view.meetme();
            let _ = view.user();
            let _ = view.duration();
            let _ = view.status();
        }
        Event::MeetmeList(view) => {
            let _ = view.conference();
            let _ = view.user_number();
            let _ = view.caller_number();
            let _ = view.caller_name();
            let _ = view.connected_number();
            let _ = view.connected_name();
            let _ = view.channel();
            let _ = view.admin();
            let _ = view.role();
            let _ = view.marked_user();
            let _ = view.muted();
            let _ = view.talking();
        }
        Event::MeetmeListRooms(view) => {
            let _ = view.conference();
            let _ = view.parties();
            let _ = view.marked();
            let _ = view.activity();
            let _ = view.creation();
            let _ = view.locked();
        }
        _ => {}
    }
}

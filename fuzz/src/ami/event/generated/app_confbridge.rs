// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::{bridge, channel};

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::ConfbridgeEnd(view)
        | Event::ConfbridgeRecord(view)
        | Event::ConfbridgeStart(view)
        | Event::ConfbridgeStopRecord(view) => {
            bridge(view.bridge());
            let _ = view.conference();
        }
        Event::ConfbridgeJoin(view)
        | Event::ConfbridgeLeave(view)
        | Event::ConfbridgeMute(view)
        | Event::ConfbridgeTalking(view)
        | Event::ConfbridgeUnmute(view) => {
            channel(view.channel());
            bridge(view.bridge());
            let _ = view.conference();
            let _ = view.admin();
            let _ = view.muted();
            let _ = view.talking_status();
        }
        Event::ConfbridgeList(view) => {
            channel(view.channel());
            let _ = view.conference();
            let _ = view.admin();
            let _ = view.marked_user();
            let _ = view.wait_marked();
            let _ = view.end_marked();
            let _ = view.waiting();
            let _ = view.muted();
            let _ = view.talking();
            let _ = view.answered_for();
            let _ = view.end_marked_any();
        }
        Event::ConfbridgeListRooms(view) => {
            let _ = view.conference();
            let _ = view.parties();
            let _ = view.marked();
            let _ = view.locked();
            let _ = view.muted();
        }
        _ => {}
    }
}

// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::{bridge, channel};

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::BridgeCreate(view) | Event::BridgeDestroy(view) | Event::BridgeListItem(view) => {
            bridge(view.bridge());
        }
        Event::BridgeEnter(view) | Event::BridgeLeave(view) => {
            channel(view.channel());
            bridge(view.bridge());
            let _ = view.swapped_with();
        }
        Event::BridgeInfoComplete(view) => {
            bridge(view.bridge());
            let _ = view.event_list();
            let _ = view.list_items();
        }
        Event::BridgeMerge(view) => {
            bridge(view.to());
            bridge(view.from());
        }
        Event::BridgeVideoSourceUpdate(view) => {
            bridge(view.bridge());
            let _ = view.bridge_previous_video_source();
        }
        _ => {}
    }
}

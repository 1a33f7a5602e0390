// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::{bridge, channel};

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::AttendedTransfer(view) => {
            view.orig_transferer().into_iter().for_each(channel);
            view.second_transferer().into_iter().for_each(channel);
            view.local_one().into_iter().for_each(channel);
            view.local_two().into_iter().for_each(channel);
            view.transferee().into_iter().for_each(channel);
            view.transfer_target().into_iter().for_each(channel);
            view.orig_bridge().into_iter().for_each(bridge);
            view.second_bridge().into_iter().for_each(bridge);
            let _ = view.result();
            let _ = view.dest_type();
            let _ = view.dest_bridge_id();
            let _ = view.dest_app();
            let _ = view.dest_transferer_channel();
            let _ = view.is_external();
        }
        Event::BlindTransfer(view) => {
            channel(view.transferer());
            view.transferee().into_iter().for_each(channel);
            view.bridge().into_iter().for_each(bridge);
            let _ = view.result();
            let _ = view.is_external();
            let _ = view.context();
            let _ = view.extension();
        }
        _ => {}
    }
}

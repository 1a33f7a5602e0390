// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::LocalBridge(view) => {
            channel(view.local_one());
            channel(view.local_two());
            let _ = view.context();
            let _ = view.extension();
            let _ = view.local_optimization();
        }
        Event::LocalOptimizationBegin(view) => {
            channel(view.local_one());
            channel(view.local_two());
            view.source().into_iter().for_each(channel);
            let _ = view.dest_unique_id();
            let _ = view.id();
        }
        Event::LocalOptimizationEnd(view) => {
            channel(view.local_one());
            channel(view.local_two());
            let _ = view.success();
            let _ = view.id();
        }
        _ => {}
    }
}

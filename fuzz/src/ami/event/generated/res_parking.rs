// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::ParkedCall(view)
        | Event::ParkedCallGiveUp(view)
        | Event::ParkedCallSwap(view)
        | Event::ParkedCallTimeOut(view)
        | Event::UnParkedCall(view) => {
            channel(view.parkee());
            view.parker().into_iter().for_each(channel);
            view.retriever().into_iter().for_each(channel);
            let _ = view.parker_dial_string();
            let _ = view.parking_lot();
            let _ = view.parking_space();
            let _ = view.parking_timeout();
            let _ = view.parking_duration();
        }
        Event::Parkinglot(view) => {
            let _ = view.name();
            let _ = view.start_space();
            let _ = view.stop_space();
            let _ = view.timeout();
        }
        _ => {}
    }
}

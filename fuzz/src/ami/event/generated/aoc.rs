// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::AocD(view) | Event::AocE(view) => {
            channel(view.channel());
            let _ = view.charge();
            let _ = view.type_();
            let _ = view.billing_id();
            let _ = view.total_type();
            let _ = view.currency();
            let _ = view.name();
            let _ = view.cost();
            let _ = view.multiplier();
            let _ = view.units();
            let _ = view.number_of();
            let _ = view.type_of();
            let _ = view.charging_association();
            let _ = view.number();
            let _ = view.plan();
            let _ = view.id();
        }
        Event::AocS(view) => {
            channel(view.channel());
            let _ = view.chargeable();
            let _ = view.rate_type();
            let _ = view.currency();
            let _ = view.name();
            let _ = view.cost();
            let _ = view.multiplier();
            let _ = view.charging_type();
            let _ = view.step_function();
            let _ = view.granularity();
            let _ = view.length();
            let _ = view.scale();
            let _ = view.unit();
            let _ = view.special_code();
        }
        _ => {}
    }
}

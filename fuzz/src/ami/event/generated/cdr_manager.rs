// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::Cdr(view) => {
            let _ = view.account_code();
            let _ = view.source();
            let _ = view.destination();
            let _ = view.destination_context();
            let _ = view.caller_id();
            let _ = view.channel();
            let _ = view.destination_channel();
            let _ = view.last_application();
            let _ = view.last_data();
            let _ = view.start_time();
            let _ = view.answer_time();
            let _ = view.end_time();
            let _ = view.duration();
            let _ = view.billable();
            let _ = view.disposition();
            let _ = view.ama_flags();
            let _ = view.unique_id();
            let _ = view.user_field();
            let _ = view.linked_id();
            let _ = view.sequence();
        }
        _ => {}
    }
}

// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::Cel(view) => {
            let _ = view.event_name();
            let _ = view.account_code();
            let _ = view.caller_number();
            let _ = view.caller_name();
            let _ = view.caller_ani();
            let _ = view.caller_rdnis();
            let _ = view.caller_dnid();
            let _ = view.extension();
            let _ = view.context();
            let _ = view.application();
            let _ = view.data();
            let _ = view.event_time();
            let _ = view.ama_flags();
            let _ = view.unique_id();
            let _ = view.linked_id();
            let _ = view.user_field();
            let _ = view.peer();
            let _ = view.peer_account();
            let _ = view.extra();
            let _ = view.channel();
        }
        _ => {}
    }
}

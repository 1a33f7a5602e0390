// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::JabberStatus(view) => {
            let _ = view.account();
            let _ = view.jid();
            let _ = view.resource();
            let _ = view.status();
            let _ = view.priority();
            let _ = view.description();
        }
        _ => {}
    }
}

// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::MwiGet(view) => {
            let _ = view.mailbox();
            let _ = view.old_messages();
            let _ = view.new_messages();
        }
        _ => {}
    }
}

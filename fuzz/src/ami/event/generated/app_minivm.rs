// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::MiniVoiceMail(view) => {
            channel(view.channel());
            let _ = view.action();
            let _ = view.mailbox();
            let _ = view.counter();
        }
        _ => {}
    }
}

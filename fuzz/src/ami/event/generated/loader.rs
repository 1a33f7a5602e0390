// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::Load(view) | Event::Unload(view) => {
            let _ = view.module();
            let _ = view.status();
        }
        Event::Reload(view) => {
            let _ = view.module();
            let _ = view.status();
        }
        _ => {}
    }
}

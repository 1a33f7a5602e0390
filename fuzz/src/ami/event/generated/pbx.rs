// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::ListDialplan(view) => {
            let _ = view.context();
            let _ = view.extension();
            let _ = view.extension_label();
            let _ = view.priority();
            let _ = view.application();
            let _ = view.data();
            let _ = view.registrar();
            let _ = view.include_context();
            let _ = view.ignore_pattern();
            let _ = view.switch();
        }
        _ => {}
    }
}

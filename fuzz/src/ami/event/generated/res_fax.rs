// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::FaxSession(view) => {
            let _ = view.session_number();
            let _ = view.operation();
            let _ = view.state();
            let _ = view.error_correction_mode();
            let _ = view.data_rate();
            let _ = view.image_resolution();
            let _ = view.page_number();
            let _ = view.file_name();
            let _ = view.pages_transmitted();
            let _ = view.pages_received();
            let _ = view.total_bad_lines();
        }
        Event::FaxSessionsEntry(view) => {
            let _ = view.channel();
            let _ = view.technology();
            let _ = view.session_number();
            let _ = view.session_type();
            let _ = view.operation();
            let _ = view.state();
            let _ = view.files();
        }
        Event::FaxStats(view) => {
            let _ = view.current_sessions();
            let _ = view.reserved_sessions();
            let _ = view.transmit_attempts();
            let _ = view.receive_attempts();
            let _ = view.completed_faxes();
            let _ = view.failed_faxes();
        }
        _ => {}
    }
}

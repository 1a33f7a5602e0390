// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::PeerEntry(view) => {
            let _ = view.channel_type();
            let _ = view.object_name();
            let _ = view.object_username();
            let _ = view.chan_object_type();
            let _ = view.ip_address();
            let _ = view.mask();
            let _ = view.port();
            let _ = view.ip_port();
            let _ = view.dynamic();
            let _ = view.trunk();
            let _ = view.encryption();
            let _ = view.status();
            let _ = view.description();
            let _ = view.acl();
            let _ = view.account_code();
            let _ = view.auto_comedia();
            let _ = view.auto_force_rport();
            let _ = view.comedia();
            let _ = view.force_rport();
            let _ = view.realtime_device();
            let _ = view.text_support();
            let _ = view.video_support();
        }
        Event::RegistryEntry(view) => {
            let _ = view.host();
            let _ = view.dns_manager();
            let _ = view.username();
            let _ = view.perceived();
            let _ = view.refresh();
            let _ = view.state();
            let _ = view.domain();
            let _ = view.domain_port();
            let _ = view.port();
            let _ = view.registration_time();
        }
        _ => {}
    }
}

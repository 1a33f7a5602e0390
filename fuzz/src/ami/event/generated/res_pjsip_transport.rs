// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::TransportDetail(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.protocol();
            let _ = view.bind();
            let _ = view.async_operations();
            let _ = view.ca_list_file();
            let _ = view.ca_list_path();
            let _ = view.cert_file();
            let _ = view.priv_key_file();
            let _ = view.password();
            let _ = view.external_signaling_address();
            let _ = view.external_signaling_port();
            let _ = view.external_signaling_hostname();
            let _ = view.external_media_address();
            let _ = view.domain();
            let _ = view.verify_server();
            let _ = view.verify_client();
            let _ = view.require_client_cert();
            let _ = view.method();
            let _ = view.cipher();
            let _ = view.local_net();
            let _ = view.tos();
            let _ = view.cos();
            let _ = view.websocket_write_timeout();
            let _ = view.allow_reload();
            let _ = view.allow_wildcard_certs();
            let _ = view.symmetric_transport();
            let _ = view.tcp_keepalive_enable();
            let _ = view.tcp_keepalive_idle_time();
            let _ = view.tcp_keepalive_interval_time();
            let _ = view.tcp_keepalive_probe_count();
            let _ = view.endpoint_name();
        }
        _ => {}
    }
}

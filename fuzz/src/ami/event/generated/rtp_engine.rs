// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::RtcpReceived(view) | Event::RtcpSent(view) => {
            channel(view.channel());
            let _ = view.ssrc();
            let _ = view.pt();
            let _ = view.from();
            let _ = view.rtt();
            let _ = view.report_count();
            let _ = view.sent_ntp();
            let _ = view.sent_rtp();
            let _ = view.sent_packets();
            let _ = view.sent_octets();
            let _ = view.to();
        }
        _ => {}
    }
}

// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::ChanSpyStart(view) | Event::ChanSpyStop(view) => {
            channel(view.spyer());
            channel(view.spyee());
        }
        Event::DialBegin(view) | Event::DialEnd(view) | Event::DialState(view) => {
            view.caller().into_iter().for_each(channel);
            channel(view.dialled());
            let _ = view.dial_string();
            let _ = view.status();
            let _ = view.forwarded_to();
        }
        Event::DtmfBegin(view) => {
            channel(view.channel());
            let _ = view.digit();
            let _ = view.direction();
        }
        Event::DtmfEnd(view) => {
            channel(view.channel());
            let _ = view.digit();
            let _ = view.duration();
            let _ = view.direction();
        }
        Event::FaxStatus(view) => {
            channel(view.channel());
            let _ = view.operation();
            let _ = view.status();
            let _ = view.local_station_id();
            let _ = view.file_name();
        }
        Event::Hangup(view) => {
            channel(view.channel());
            let _ = view.cause();
            let _ = view.cause_text();
            let _ = view.tech_cause();
        }
        Event::HangupHandlerPop(view) | Event::HangupHandlerPush(view) | Event::HangupHandlerRun(view) => {
            channel(view.channel());
            let _ = view.handler();
        }
        Event::HangupRequest(view) | Event::SoftHangupRequest(view) => {
            channel(view.channel());
            let _ = view.cause();
            let _ = view.tech_cause();
        }
        Event::Hold(view) => {
            channel(view.channel());
            let _ = view.music_class();
        }
        Event::MusicOnHoldStart(view) => {
            channel(view.channel());
            let _ = view.class();
        }
        Event::NewAccountCode(view) => {
            channel(view.channel());
            let _ = view.old_account_code();
        }
        Event::NewCallerid(view) => {
            channel(view.channel());
            let _ = view.cid_calling_pres();
        }
        Event::Newexten(view) => {
            channel(view.channel());
            let _ = view.extension();
            let _ = view.application();
            let _ = view.data();
        }
        Event::ReceiveFax(view) | Event::SendFax(view) => {
            channel(view.channel());
            let _ = view.local_station_id();
            let _ = view.remote_station_id();
            let _ = view.pages_transferred();
            let _ = view.resolution();
            let _ = view.transfer_rate();
            let _ = view.file_name();
        }
        _ => {}
    }
}

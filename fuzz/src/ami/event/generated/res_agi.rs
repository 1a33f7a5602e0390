// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::AgiExec(view) => {
            let _ = view.sub_event();
            let _ = view.channel();
            let _ = view.command_id();
            let _ = view.command();
            let _ = view.result_code();
            let _ = view.result();
        }
        Event::AgiExecEnd(view) | Event::AgiExecStart(view) => {
            channel(view.channel());
            let _ = view.command();
            let _ = view.command_id();
            let _ = view.result_code();
            let _ = view.result();
        }
        Event::AsyncAgi(view) => {
            let _ = view.sub_event();
            let _ = view.channel();
            let _ = view.env();
            let _ = view.command_id();
            let _ = view.result();
        }
        Event::AsyncAgiEnd(view)
        | Event::BridgeInfoChannel(view)
        | Event::ChannelTalkingStart(view)
        | Event::Flash(view)
        | Event::MixMonitorStart(view)
        | Event::MixMonitorStop(view)
        | Event::MonitorStart(view)
        | Event::MonitorStop(view)
        | Event::MusicOnHoldStop(view)
        | Event::Newchannel(view)
        | Event::NewConnectedLine(view)
        | Event::Newstate(view)
        | Event::Unhold(view)
        | Event::Wink(view) => {
            channel(view.channel());
        }
        Event::AsyncAgiExec(view) => {
            channel(view.channel());
            let _ = view.command_id();
            let _ = view.result();
        }
        Event::AsyncAgiStart(view) => {
            channel(view.channel());
            let _ = view.env();
        }
        _ => {}
    }
}

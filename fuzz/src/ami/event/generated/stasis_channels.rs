// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::AgentLogin(view) => {
            channel(view.channel());
            let _ = view.agent();
        }
        Event::AgentLogoff(view) => {
            channel(view.channel());
            let _ = view.agent();
            let _ = view.login_time();
        }
        Event::ChannelTalkingStop(view) => {
            channel(view.channel());
            let _ = view.duration();
        }
        Event::VarSet(view) => {
            channel(view.channel());
            let _ = view.variable();
            let _ = view.value();
        }
        _ => {}
    }
}

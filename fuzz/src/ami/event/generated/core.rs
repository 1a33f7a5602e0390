// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::DeadlockStart(view) => {
            let _ = view.mutex();
        }
        Event::DeviceStateChange(view) => {
            let _ = view.device();
            let _ = view.state();
        }
        Event::LogChannel(view) => {
            let _ = view.channel();
            let _ = view.enabled();
            let _ = view.reason();
        }
        Event::MessageWaiting(view) => {
            channel(view.channel());
            let _ = view.mailbox();
            let _ = view.waiting();
            let _ = view.new_messages();
            let _ = view.old_messages();
        }
        Event::Pickup(view) => {
            channel(view.channel());
            channel(view.target());
        }
        Event::PresenceStateChange(view) => {
            let _ = view.presentity();
            let _ = view.status();
            let _ = view.subtype();
            let _ = view.note();
        }
        Event::TestEvent(view) => {
            let _ = view.type_();
            let _ = view.state();
            let _ = view.app_file();
            let _ = view.app_function();
            let _ = view.app_line();
            let _ = view.call_id();
            let _ = view.prior_call_id();
            let _ = view.channel();
        }
        Event::Transfer(view) => {
            let _ = view.transfer_method();
            let _ = view.transfer_type();
            let _ = view.channel();
            let _ = view.unique_id();
            let _ = view.sip_callid();
            let _ = view.target_channel();
            let _ = view.target_unique_id();
            let _ = view.transfer_extension();
            let _ = view.transfer_context();
            let _ = view.transfer2parking();
            let _ = view.parked_slot();
        }
        Event::UserEvent(view) => {
            view.channel().into_iter().for_each(channel);
            let _ = view.name();
        }
        _ => {}
    }
}

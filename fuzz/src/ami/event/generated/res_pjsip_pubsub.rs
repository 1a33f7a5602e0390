// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::InboundSubscriptionDetail(view) | Event::OutboundSubscriptionDetail(view) => {
            let _ = view.role();
            let _ = view.endpoint();
            let _ = view.call_id();
            let _ = view.state();
            let _ = view.caller_id();
            let _ = view.subscription_type();
            let _ = view.extension();
            let _ = view.extension_states();
            let _ = view.mailboxes();
        }
        Event::ResourceListDetail(view) => {
            let _ = view.object_type();
            let _ = view.object_name();
            let _ = view.full_state();
            let _ = view.list_item();
            let _ = view.notification_batch_interval();
            let _ = view.resource_display_name();
        }
        _ => {}
    }
}

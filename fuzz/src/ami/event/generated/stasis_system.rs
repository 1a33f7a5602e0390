// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::CcAvailable(view)
        | Event::CcCallerRecalling(view)
        | Event::CcCallerStartMonitoring(view)
        | Event::CcCallerStopMonitoring(view)
        | Event::CcFailure(view)
        | Event::CcMonitorFailed(view)
        | Event::CcOfferTimerStart(view)
        | Event::CcRecallComplete(view)
        | Event::CcRequestAcknowledged(view)
        | Event::CcRequested(view) => {
            let _ = view.core_id();
            let _ = view.callee();
            let _ = view.service();
            let _ = view.caller();
            let _ = view.reason();
            let _ = view.expires();
        }
        Event::Registry(view) => {
            let _ = view.channel_type();
            let _ = view.username();
            let _ = view.domain();
            let _ = view.status();
            let _ = view.cause();
        }
        _ => {}
    }
}

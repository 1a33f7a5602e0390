//! Every reader of every event.

mod generated;

use switchhook_ami::Event;
use switchhook_ami::event::{BridgeSnapshot, ChannelSnapshot};

/// Calls all of them; what they return may be anything, what they must not do is panic.
pub(super) fn read(event: Event<'_>) {
    generated::read(event);
    match event {
        Event::OriginateResponse(view) => {
            let _ = view.is_success();
        }
        Event::AgentConnect(view) | Event::AgentRingNoAnswer(view) => {
            let _ = view.ring_time();
        }
        Event::Status(view) => {
            let _ = view.variables().count();
        }
        Event::ResourceListDetail(view) => {
            let _ = view.event_package();
        }
        Event::RtcpSent(view) | Event::RtcpReceived(view) => {
            for report in view.reports() {
                let _ = (
                    report.source_ssrc(),
                    report.fraction_lost(),
                    report.cumulative_lost(),
                );
                let _ = (
                    report.highest_sequence(),
                    report.sequence_number_cycles(),
                    report.jitter(),
                );
                let _ = (report.last_sender_report(), report.since_last_sender_report());
            }
        }
        // The generated readers are all it has.
        _ => {}
    }
    let envelope = event.message().envelope();
    let _ = (
        envelope.classes(),
        envelope.timestamp(),
        envelope.system_name(),
        envelope.action_id(),
    );
    let _ = (
        envelope.sequence_number(),
        envelope.origin(),
        envelope.channel_variables().count(),
    );
}

pub(in crate::ami) fn channel(snapshot: ChannelSnapshot<'_>) {
    let _ = (
        snapshot.is_present(),
        snapshot.name(),
        snapshot.state().map(|state| state.to_string()),
    );
    let _ = (
        snapshot.caller_number(),
        snapshot.caller_name(),
        snapshot.connected_number(),
    );
    let _ = (
        snapshot.connected_name(),
        snapshot.language(),
        snapshot.account_code(),
        snapshot.context(),
    );
    let _ = (
        snapshot.extension(),
        snapshot.priority(),
        snapshot.unique_id(),
        snapshot.linked_id(),
    );
    let _ = (snapshot.state_text(), snapshot.tenant_id());
    let _ = snapshot.variables().count();
}

pub(in crate::ami) fn bridge(snapshot: BridgeSnapshot<'_>) {
    let _ = (
        snapshot.id(),
        snapshot.kind(),
        snapshot.technology(),
        snapshot.name(),
        snapshot.channels(),
    );
    let _ = (
        snapshot.creator(),
        snapshot.video_source_mode(),
        snapshot.video_source(),
    );
}

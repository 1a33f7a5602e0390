// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::Event;

use crate::ami::event::channel;

pub(super) fn read(event: Event<'_>) {
    match event {
        Event::Agents(view) => {
            view.channel().into_iter().for_each(channel);
            let _ = view.agent();
            let _ = view.name();
            let _ = view.status();
            let _ = view.talking_to_chan();
            let _ = view.call_started();
            let _ = view.logged_in_time();
        }
        Event::AgentsComplete(view)
        | Event::AorListComplete(view)
        | Event::AuthListComplete(view)
        | Event::BridgeListComplete(view)
        | Event::BridgeTechnologyListComplete(view)
        | Event::ChannelsHungupListComplete(view)
        | Event::ConfbridgeListComplete(view)
        | Event::ConfbridgeListRoomsComplete(view)
        | Event::ContactListComplete(view)
        | Event::ContactStatusDetailComplete(view)
        | Event::CoreShowChannelMapComplete(view)
        | Event::CoreShowChannelsComplete(view)
        | Event::DahdiShowChannelsComplete(view)
        | Event::DahdiShowStatusComplete(view)
        | Event::DbGetComplete(view)
        | Event::DbGetTreeComplete(view)
        | Event::DevicelistComplete(view)
        | Event::DeviceStateListComplete(view)
        | Event::EndpointDetailComplete(view)
        | Event::EndpointListComplete(view)
        | Event::ExtensionStateListComplete(view)
        | Event::FaxSessionsComplete(view)
        | Event::InboundRegistrationDetailComplete(view)
        | Event::InboundSubscriptionDetailComplete(view)
        | Event::LinelistComplete(view)
        | Event::MeetmeListComplete(view)
        | Event::MeetmeListRoomsComplete(view)
        | Event::MwiGetComplete(view)
        | Event::OutboundRegistrationDetailComplete(view)
        | Event::OutboundSubscriptionDetailComplete(view)
        | Event::ParkedCallsComplete(view)
        | Event::ParkinglotsComplete(view)
        | Event::PeerlistComplete(view)
        | Event::PjsipMaintenanceStatusComplete(view)
        | Event::PresenceStateListComplete(view)
        | Event::PriShowSpansComplete(view)
        | Event::QueueStatusComplete(view)
        | Event::QueueSummaryComplete(view)
        | Event::RegistrationsComplete(view)
        | Event::ResourceListDetailComplete(view)
        | Event::ShowDialPlanComplete(view)
        | Event::SiPpeerstatusComplete(view)
        | Event::StatusComplete(view)
        | Event::VoicemailBoxDetailComplete(view)
        | Event::VoicemailUserDetailComplete(view)
        | Event::VoicemailUserEntryComplete(view)
        | Event::WaitEventComplete(view) => {
            let _ = view.event_list();
            let _ = view.list_items();
            let _ = view.items();
            let _ = view.total();
            let _ = view.registered();
            let _ = view.not_registered();
            let _ = view.list_extensions();
            let _ = view.list_priorities();
            let _ = view.list_contexts();
        }
        _ => {}
    }
}

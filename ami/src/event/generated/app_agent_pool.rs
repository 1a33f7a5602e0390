// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::ChannelSnapshot;
use crate::value::{AgentStatus, ChannelName};

view! {
    /// Reads the event `Agents` (Asterisk `apps/app_agent_pool.c`).
    pub struct Agents {
        Agents
    }
}

impl<'a> Agents<'a> {
    /// The channel.
    pub fn channel(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "").if_present()
    }
    /// `Agent`.
    pub fn agent(self) -> Option<Cow<'a, str>> {
        self.0.known("Agent")
    }
    /// `Name`.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.0.known("Name")
    }
    /// `Status`.
    pub fn status(self) -> Option<AgentStatus> {
        self.0.worded("Status", AgentStatus::from_word)
    }
    /// `TalkingToChan`.
    pub fn talking_to_chan(self) -> Option<ChannelName> {
        self.0.channel_name("TalkingToChan")
    }
    /// `CallStarted`, in seconds since 1970; `None` for never.
    pub fn call_started(self) -> Option<i64> {
        self.0.epoch("CallStarted")
    }
    /// `LoggedInTime`, in seconds since 1970; `None` for never.
    pub fn logged_in_time(self) -> Option<i64> {
        self.0.epoch("LoggedInTime")
    }
}

view! {
    /// Reads the event that ends a list; [`KINDS`](crate::event::EventView::KINDS) has their names.
    pub struct ListEnd {
        AgentsComplete, AorListComplete, AuthListComplete, BridgeListComplete, BridgeTechnologyListComplete,
        ChannelsHungupListComplete, ConfbridgeListComplete, ConfbridgeListRoomsComplete, ContactListComplete,
        ContactStatusDetailComplete, CoreShowChannelMapComplete, CoreShowChannelsComplete,
        DahdiShowChannelsComplete, DahdiShowStatusComplete, DbGetComplete, DbGetTreeComplete,
        DevicelistComplete, DeviceStateListComplete, EndpointDetailComplete, EndpointListComplete,
        ExtensionStateListComplete, FaxSessionsComplete, InboundRegistrationDetailComplete,
        InboundSubscriptionDetailComplete, LinelistComplete, MeetmeListComplete, MeetmeListRoomsComplete,
        MwiGetComplete, OutboundRegistrationDetailComplete, OutboundSubscriptionDetailComplete,
        ParkedCallsComplete, ParkinglotsComplete, PeerlistComplete, PjsipMaintenanceStatusComplete,
        PresenceStateListComplete, PriShowSpansComplete, QueueStatusComplete, QueueSummaryComplete,
        RegistrationsComplete, ResourceListDetailComplete, ShowDialPlanComplete, SiPpeerstatusComplete,
        StatusComplete, VoicemailBoxDetailComplete, VoicemailUserDetailComplete, VoicemailUserEntryComplete,
        WaitEventComplete
    }
}

impl<'a> ListEnd<'a> {
    /// `EventList`.
    pub fn event_list(self) -> Option<Cow<'a, str>> {
        self.0.known("EventList")
    }
    /// `ListItems`.
    pub fn list_items(self) -> Option<u32> {
        self.0.number("ListItems")
    }
    /// `Items`.
    pub fn items(self) -> Option<u32> {
        self.0.number("Items")
    }
    /// `Total`.
    pub fn total(self) -> Option<u32> {
        self.0.number("Total")
    }
    /// `Registered`.
    pub fn registered(self) -> Option<u32> {
        self.0.number("Registered")
    }
    /// `NotRegistered`.
    pub fn not_registered(self) -> Option<u32> {
        self.0.number("NotRegistered")
    }
    /// `ListExtensions`.
    pub fn list_extensions(self) -> Option<u32> {
        self.0.number("ListExtensions")
    }
    /// `ListPriorities`.
    pub fn list_priorities(self) -> Option<u32> {
        self.0.number("ListPriorities")
    }
    /// `ListContexts`.
    pub fn list_contexts(self) -> Option<u32> {
        self.0.number("ListContexts")
    }
}

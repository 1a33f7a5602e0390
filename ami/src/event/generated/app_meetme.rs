// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::event::ChannelSnapshot;
use crate::value::ChannelName;

view! {
    /// Reads the event `MeetmeEnd` (Asterisk `apps/app_meetme.c`).
    pub struct MeetmeEnd {
        MeetmeEnd
    }
}

impl<'a> MeetmeEnd<'a> {
    /// `Meetme`.
    pub fn meetme(self) -> Option<Cow<'a, str>> {
        self.0.known("Meetme")
    }
}

view! {
    /// Reads the events
    /// `MeetmeJoin`, `MeetmeLeave`, `MeetmeMute`, `MeetmeTalking`, `MeetmeTalkRequest` (Asterisk
    /// `apps/app_meetme.c`).
    pub struct MeetmeMember {
        MeetmeJoin, MeetmeLeave, MeetmeMute, MeetmeTalking, MeetmeTalkRequest
    }
}

impl<'a> MeetmeMember<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Meetme`.
    pub fn meetme(self) -> Option<Cow<'a, str>> {
        self.0.known("Meetme")
    }
    /// `User`.
    pub fn user(self) -> Option<u32> {
        self.0.number("User")
    }
    /// `Duration`.
    pub fn duration(self) -> Option<Duration> {
        self.0.seconds("Duration")
    }
    /// `Status`.
    pub fn status(self) -> Option<bool> {
        self.0.flag("Status")
    }
}

view! {
    /// Reads the event `MeetmeList` (Asterisk `apps/app_meetme.c`).
    pub struct MeetmeList {
        MeetmeList
    }
}

impl<'a> MeetmeList<'a> {
    /// `Conference`.
    pub fn conference(self) -> Option<Cow<'a, str>> {
        self.0.known("Conference")
    }
    /// `UserNumber`.
    pub fn user_number(self) -> Option<u32> {
        self.0.number("UserNumber")
    }
    /// `CallerIDNum`.
    pub fn caller_number(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDNum")
    }
    /// `CallerIDName`.
    pub fn caller_name(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDName")
    }
    /// `ConnectedLineNum`.
    pub fn connected_number(self) -> Option<Cow<'a, str>> {
        self.0.known("ConnectedLineNum")
    }
    /// `ConnectedLineName`.
    pub fn connected_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ConnectedLineName")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Admin`.
    pub fn admin(self) -> Option<bool> {
        self.0.flag("Admin")
    }
    /// `Role`.
    pub fn role(self) -> Option<Cow<'a, str>> {
        self.0.known("Role")
    }
    /// `MarkedUser`.
    pub fn marked_user(self) -> Option<bool> {
        self.0.flag("MarkedUser")
    }
    /// `Muted`.
    pub fn muted(self) -> Option<Cow<'a, str>> {
        self.0.known("Muted")
    }
    /// `Talking`.
    pub fn talking(self) -> Option<bool> {
        self.0.flag("Talking")
    }
}

view! {
    /// Reads the event `MeetmeListRooms` (Asterisk `apps/app_meetme.c`).
    pub struct MeetmeRoom {
        MeetmeListRooms
    }
}

impl<'a> MeetmeRoom<'a> {
    /// `Conference`.
    pub fn conference(self) -> Option<Cow<'a, str>> {
        self.0.known("Conference")
    }
    /// `Parties`.
    pub fn parties(self) -> Option<u32> {
        self.0.number("Parties")
    }
    /// `Marked`.
    pub fn marked(self) -> Option<u32> {
        self.0.number("Marked")
    }
    /// `Activity`, Asterisk writes `HH:MM:SS`.
    pub fn activity(self) -> Option<Duration> {
        self.0.clock("Activity")
    }
    /// `Creation`.
    pub fn creation(self) -> Option<Cow<'a, str>> {
        self.0.known("Creation")
    }
    /// `Locked`.
    pub fn locked(self) -> Option<bool> {
        self.0.flag("Locked")
    }
}

// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::event::ChannelSnapshot;
use crate::value::{CallEnd, ChannelName, Membership, QueueMemberStatus, QueueStrategy, UniqueId};

view! {
    /// Reads the events
    /// `AgentCalled`, `AgentComplete`, `AgentConnect`, `AgentDump`, `AgentRingNoAnswer` (Asterisk
    /// `apps/app_queue.c`).
    pub struct AgentCall {
        AgentCalled, AgentComplete, AgentConnect, AgentDump, AgentRingNoAnswer
    }
}

impl<'a> AgentCall<'a> {
    /// The channel.
    pub fn caller(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// The channel whose headers begin with `Dest`.
    pub fn member(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "Dest")
    }
    /// `Queue`.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }
    /// `MemberName`.
    pub fn member_name(self) -> Option<Cow<'a, str>> {
        self.0.known("MemberName")
    }
    /// `Interface`.
    pub fn interface(self) -> Option<Cow<'a, str>> {
        self.0.known("Interface")
    }
    /// `HoldTime`.
    pub fn hold_time(self) -> Option<Duration> {
        self.0.seconds("HoldTime")
    }
    /// `TalkTime`.
    pub fn talk_time(self) -> Option<Duration> {
        self.0.seconds("TalkTime")
    }
    /// `Reason`.
    pub fn reason(self) -> Option<CallEnd> {
        self.0.worded("Reason", CallEnd::from_word)
    }
}

view! {
    /// Reads the events
    /// `Join`, `Leave`, `QueueCallerAbandon`, `QueueCallerJoin`, `QueueCallerLeave` (Asterisk
    /// `apps/app_queue.c`).
    pub struct QueueCaller {
        Join, Leave, QueueCallerAbandon, QueueCallerJoin, QueueCallerLeave
    }
}

impl<'a> QueueCaller<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Queue`.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }
    /// `Position`.
    pub fn position(self) -> Option<u32> {
        self.0.number("Position")
    }
    /// `Count`.
    pub fn count(self) -> Option<u32> {
        self.0.number("Count")
    }
    /// `OriginalPosition`.
    pub fn original_position(self) -> Option<u32> {
        self.0.number("OriginalPosition")
    }
    /// `HoldTime`.
    pub fn hold_time(self) -> Option<Duration> {
        self.0.seconds("HoldTime")
    }
}

view! {
    /// Reads the event `QueueEntry` (Asterisk `apps/app_queue.c`).
    pub struct QueueEntry {
        QueueEntry
    }
}

impl<'a> QueueEntry<'a> {
    /// `Queue`.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }
    /// `Position`.
    pub fn position(self) -> Option<u32> {
        self.0.number("Position")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Uniqueid`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("Uniqueid")
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
    /// `Wait`.
    pub fn wait(self) -> Option<Duration> {
        self.0.seconds("Wait")
    }
    /// `Priority`.
    pub fn priority(self) -> Option<i32> {
        self.0.number("Priority")
    }
}

view! {
    /// Reads the events
    /// `QueueMember`, `QueueMemberAdded`, `QueueMemberPause`, `QueueMemberPaused`, `QueueMemberPenalty`,
    /// `QueueMemberRemoved`, `QueueMemberRinginuse`, `QueueMemberStatus` (Asterisk `apps/app_queue.c`).
    pub struct QueueMember {
        QueueMember, QueueMemberAdded, QueueMemberPause, QueueMemberPaused, QueueMemberPenalty,
        QueueMemberRemoved, QueueMemberRinginuse, QueueMemberStatus
    }
}

impl<'a> QueueMember<'a> {
    /// `Queue`.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }
    /// `Name` or `MemberName`.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.0.known("Name").or_else(|| self.0.known("MemberName"))
    }
    /// `Location` or `Interface`.
    pub fn interface(self) -> Option<Cow<'a, str>> {
        self.0.known("Location").or_else(|| self.0.known("Interface"))
    }
    /// `StateInterface`.
    pub fn state_interface(self) -> Option<Cow<'a, str>> {
        self.0.known("StateInterface")
    }
    /// `Membership`.
    pub fn membership(self) -> Option<Membership> {
        self.0.worded("Membership", Membership::from_word)
    }
    /// `Penalty`.
    pub fn penalty(self) -> Option<u32> {
        self.0.number("Penalty")
    }
    /// `CallsTaken`.
    pub fn calls_taken(self) -> Option<u32> {
        self.0.number("CallsTaken")
    }
    /// `LastCall`, in seconds since 1970; `None` for never.
    pub fn last_call(self) -> Option<i64> {
        self.0.epoch("LastCall")
    }
    /// `LastPause`, in seconds since 1970; `None` for never.
    pub fn last_pause(self) -> Option<i64> {
        self.0.epoch("LastPause")
    }
    /// `LoginTime`, in seconds since 1970; `None` for never.
    pub fn login_time(self) -> Option<i64> {
        self.0.epoch("LoginTime")
    }
    /// `InCall`.
    pub fn in_call(self) -> Option<bool> {
        self.0.flag("InCall")
    }
    /// `Status`.
    pub fn status(self) -> Option<QueueMemberStatus> {
        self.0.coded("Status", QueueMemberStatus::from_code)
    }
    /// `Paused`.
    pub fn paused(self) -> Option<bool> {
        self.0.flag("Paused")
    }
    /// `PausedReason` or `Reason`.
    pub fn paused_reason(self) -> Option<Cow<'a, str>> {
        self.0.known("PausedReason").or_else(|| self.0.known("Reason"))
    }
    /// `Wrapuptime`.
    pub fn wrap_up_time(self) -> Option<Duration> {
        self.0.seconds("Wrapuptime")
    }
    /// `Ringinuse`.
    pub fn ring_in_use(self) -> Option<bool> {
        self.0.flag("Ringinuse")
    }
}

view! {
    /// Reads the event `QueueParams` (Asterisk `apps/app_queue.c`).
    pub struct QueueParams {
        QueueParams
    }
}

impl<'a> QueueParams<'a> {
    /// `Max`, `None` for no limit.
    pub fn max(self) -> Option<u32> {
        self.0.limit("Max")
    }
    /// `Strategy`.
    pub fn strategy(self) -> Option<QueueStrategy> {
        self.0.worded("Strategy", QueueStrategy::from_word)
    }
    /// `Calls`.
    pub fn calls(self) -> Option<u32> {
        self.0.number("Calls")
    }
    /// `Holdtime`.
    pub fn hold_time(self) -> Option<Duration> {
        self.0.seconds("Holdtime")
    }
    /// `TalkTime`.
    pub fn talk_time(self) -> Option<Duration> {
        self.0.seconds("TalkTime")
    }
    /// `Completed`.
    pub fn completed(self) -> Option<u32> {
        self.0.number("Completed")
    }
    /// `Abandoned`.
    pub fn abandoned(self) -> Option<u32> {
        self.0.number("Abandoned")
    }
    /// `Queue`.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }
    /// `ServiceLevel`.
    pub fn service_level(self) -> Option<Duration> {
        self.0.seconds("ServiceLevel")
    }
    /// `ServicelevelPerf`.
    pub fn service_level_percent(self) -> Option<f64> {
        self.0.number("ServicelevelPerf")
    }
    /// `ServicelevelPerf2`.
    pub fn service_level_percent_of_all(self) -> Option<f64> {
        self.0.number("ServicelevelPerf2")
    }
    /// `Weight`.
    pub fn weight(self) -> Option<u32> {
        self.0.number("Weight")
    }
}

view! {
    /// Reads the event `QueueSummary` (Asterisk `apps/app_queue.c`).
    pub struct QueueSummary {
        QueueSummary
    }
}

impl<'a> QueueSummary<'a> {
    /// `Queue`.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }
    /// `LoggedIn`.
    pub fn logged_in(self) -> Option<u32> {
        self.0.number("LoggedIn")
    }
    /// `Available`.
    pub fn available(self) -> Option<u32> {
        self.0.number("Available")
    }
    /// `Callers`.
    pub fn callers(self) -> Option<u32> {
        self.0.number("Callers")
    }
    /// `HoldTime`.
    pub fn hold_time(self) -> Option<Duration> {
        self.0.seconds("HoldTime")
    }
    /// `TalkTime`.
    pub fn talk_time(self) -> Option<Duration> {
        self.0.seconds("TalkTime")
    }
    /// `LongestHoldTime`.
    pub fn longest_hold_time(self) -> Option<Duration> {
        self.0.seconds("LongestHoldTime")
    }
}

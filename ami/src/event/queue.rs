use std::borrow::Cow;
use std::time::Duration;

use super::snapshot::ChannelSnapshot;
use crate::value::{ChannelName, QueueMemberStatus, UniqueId};

view! {
    /// A queue member, in a live event or in a list (Asterisk `apps/app_queue.c`). The two name the same things
    /// differently; this view reads both.
    pub struct QueueMember;
}

view! {
    /// The events `QueueCallerJoin`, `QueueCallerLeave` and `QueueCallerAbandon`.
    pub struct QueueCaller;
}

view! {
    /// The events `AgentCalled`, `AgentConnect`, `AgentComplete` and `AgentRingNoAnswer`: a caller and a member.
    pub struct AgentCall;
}

view! {
    /// The list item `QueueParams`: a queue.
    pub struct QueueParams;
}

view! {
    /// The list item `QueueEntry`: a caller who waits.
    pub struct QueueEntry;
}

impl<'a> QueueMember<'a> {
    /// The queue.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }

    /// The member's name; Asterisk puts the interface here if it has none.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.0.known("MemberName").or_else(|| self.0.known("Name"))
    }

    /// What the queue dials, such as `PJSIP/100`: this identifies the member.
    pub fn interface(self) -> Option<Cow<'a, str>> {
        self.0.known("Interface").or_else(|| self.0.known("Location"))
    }

    /// The device whose state counts.
    pub fn state_interface(self) -> Option<Cow<'a, str>> {
        self.0.known("StateInterface")
    }

    /// `static`, `dynamic` or `realtime`.
    pub fn membership(self) -> Option<Cow<'a, str>> {
        self.0.known("Membership")
    }

    /// Members of a lower penalty are rung first.
    pub fn penalty(self) -> Option<u32> {
        self.0.number("Penalty")
    }

    /// Calls answered.
    pub fn calls_taken(self) -> Option<u32> {
        self.0.number("CallsTaken")
    }

    /// When the last call ended, in seconds since 1970; `None` for never.
    pub fn last_call(self) -> Option<i64> {
        self.0.epoch("LastCall")
    }

    /// When the last pause began, in seconds since 1970; `None` for never.
    pub fn last_pause(self) -> Option<i64> {
        self.0.epoch("LastPause")
    }

    /// When the member was added, in seconds since 1970; Asterisk 16.23, 18.9, 20 and later.
    pub fn login_time(self) -> Option<i64> {
        self.0.epoch("LoginTime")
    }

    /// Whether the member is in a call of this queue.
    pub fn in_call(self) -> Option<bool> {
        self.0.flag("InCall")
    }

    /// What the member's device does.
    pub fn status(self) -> Option<QueueMemberStatus> {
        self.0.number("Status").map(QueueMemberStatus::from_code)
    }

    /// Whether the member is paused.
    pub fn paused(self) -> Option<bool> {
        self.0.flag("Paused")
    }

    /// Why, where a reason was given.
    pub fn paused_reason(self) -> Option<Cow<'a, str>> {
        self.0.known("PausedReason")
    }
}

impl<'a> QueueCaller<'a> {
    /// The queue.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }

    /// The caller.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }

    /// The caller's place, from 1.
    pub fn position(self) -> Option<u32> {
        self.0.number("Position")
    }

    /// How many wait now, this one included when joining. Not in `QueueCallerAbandon`.
    pub fn count(self) -> Option<u32> {
        self.0.number("Count")
    }

    /// The place at which the caller began to wait. Only in `QueueCallerAbandon`.
    pub fn original_position(self) -> Option<u32> {
        self.0.number("OriginalPosition")
    }

    /// How long the caller waited. Only in `QueueCallerAbandon`.
    pub fn hold_time(self) -> Option<Duration> {
        self.0.seconds("HoldTime")
    }
}

impl<'a> AgentCall<'a> {
    /// The queue.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }

    /// The caller.
    pub fn caller(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }

    /// The member's leg.
    pub fn member(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "Dest")
    }

    /// The member's name.
    pub fn member_name(self) -> Option<Cow<'a, str>> {
        self.0.known("MemberName")
    }

    /// What the queue dialled.
    pub fn interface(self) -> Option<Cow<'a, str>> {
        self.0.known("Interface")
    }

    /// How long the caller waited. In `AgentConnect` and `AgentComplete`.
    pub fn hold_time(self) -> Option<Duration> {
        self.0.seconds("HoldTime")
    }

    /// How long they talked. In `AgentComplete`.
    pub fn talk_time(self) -> Option<Duration> {
        self.0.seconds("TalkTime")
    }

    /// How long the member's telephone rang. In `AgentConnect`; the unit of `AgentRingNoAnswer` differs between
    /// releases, so read its header yourself.
    pub fn ring_time(self) -> Option<Duration> {
        if self.0.event_name() != Some("AgentConnect") {
            return None;
        }
        self.0.seconds("RingTime")
    }

    /// Who ended the call: `caller`, `agent` or `transfer`. In `AgentComplete`.
    pub fn reason(self) -> Option<Cow<'a, str>> {
        self.0.known("Reason")
    }
}

impl<'a> QueueParams<'a> {
    /// The queue.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }

    /// Most callers who may wait; `None` for no limit.
    pub fn max(self) -> Option<u32> {
        self.0.number("Max").filter(|max| *max != 0)
    }

    /// How members are chosen, such as `ringall`.
    pub fn strategy(self) -> Option<Cow<'a, str>> {
        self.0.known("Strategy")
    }

    /// Callers who wait now.
    pub fn calls(self) -> Option<u32> {
        self.0.number("Calls")
    }

    /// Moving average of the time waited.
    pub fn hold_time(self) -> Option<Duration> {
        self.0.seconds("Holdtime")
    }

    /// Moving average of the time talked.
    pub fn talk_time(self) -> Option<Duration> {
        self.0.seconds("TalkTime")
    }

    /// Calls answered since the statistics began.
    pub fn completed(self) -> Option<u32> {
        self.0.number("Completed")
    }

    /// Calls given up since the statistics began.
    pub fn abandoned(self) -> Option<u32> {
        self.0.number("Abandoned")
    }

    /// Within which time a call should be answered.
    pub fn service_level(self) -> Option<Duration> {
        self.0.seconds("ServiceLevel")
    }

    /// Percent of answered calls that were, as Asterisk writes it (`92.5`).
    pub fn service_level_percent(self) -> Option<Cow<'a, str>> {
        self.0.known("ServicelevelPerf")
    }
}

impl<'a> QueueEntry<'a> {
    /// The queue.
    pub fn queue(self) -> Option<Cow<'a, str>> {
        self.0.known("Queue")
    }

    /// The caller's place, from 1.
    pub fn position(self) -> Option<u32> {
        self.0.number("Position")
    }

    /// The caller's channel.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.known("Channel").map(ChannelName::new)
    }

    /// The caller's channel, by id.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.known("Uniqueid").map(UniqueId::new)
    }

    /// The caller's number.
    pub fn caller_number(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDNum")
    }

    /// The caller's name.
    pub fn caller_name(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDName")
    }

    /// How long the caller has waited.
    pub fn wait(self) -> Option<Duration> {
        self.0.seconds("Wait")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::Event;
    use crate::value::QueueMemberStatus;
    use crate::wire::MessageBuf;

    #[test]
    fn a_member_reads_the_same_live_and_listed() {
        let live =
            "Event: QueueMemberStatus\r\nQueue: support\r\nMemberName: Ana\r\nInterface: PJSIP/100\r\n";
        let listed = "Event: QueueMember\r\nQueue: support\r\nName: Ana\r\nLocation: PJSIP/100\r\n";
        for head in [live, listed] {
            let text = format!("{head}Status: 6\r\nPaused: 0\r\nLastCall: 0\r\nPausedReason: \r\n\r\n");
            let message = MessageBuf::parse(text.as_bytes()).expect("a whole message");
            let (Event::QueueMemberStatus(member) | Event::QueueMember(member)) = message.event() else {
                panic!("{message:?}")
            };
            assert_eq!(member.name().as_deref(), Some("Ana"), "{text}");
            assert_eq!(member.interface().as_deref(), Some("PJSIP/100"), "{text}");
            assert_eq!(member.status(), Some(QueueMemberStatus::Ringing));
            assert_eq!((member.paused(), member.paused_reason()), (Some(false), None));
            assert_eq!(member.last_call(), None, "0 means never");
        }
    }

    #[test]
    fn ring_time_is_told_only_where_its_unit_is_sure() {
        for (name, expected) in [
            ("AgentRingNoAnswer", None),
            ("AgentConnect", Some(Duration::from_secs(5))),
        ] {
            let text = format!("Event: {name}\r\nRingTime: 5\r\n\r\n");
            let message = MessageBuf::parse(text.as_bytes()).expect("a whole message");
            let (Event::AgentRingNoAnswer(call) | Event::AgentConnect(call)) = message.event() else {
                panic!("{message:?}")
            };
            assert_eq!(call.ring_time(), expected, "{name}");
        }
    }
}

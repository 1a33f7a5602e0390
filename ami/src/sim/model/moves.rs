//! Calls that are moved from outside: redirected, transferred, bridged, parked.

use super::super::class::Classes;
use super::super::text::Message;
use super::calls::USUAL_TALK;
use super::channels::Cause;
use super::legs::Leg;
use super::{Key, Model, Task};

impl Model {
    /// The channel of this name or unique id.
    pub(in super::super) fn channel_named(&self, name: &str) -> Option<Key> {
        let named =
            |(_, c): &(&Key, &super::Channel)| c.name.eq_ignore_ascii_case(name) || c.unique_id == name;
        self.channels.iter().find(named).map(|(key, _)| *key)
    }

    /// The call in which a channel is.
    pub(super) fn call_of(&self, channel: Key) -> Option<Key> {
        let with = |(_, c): &(&Key, &super::Call)| {
            c.caller == channel || c.legs.iter().any(|leg| leg.channel == channel)
        };
        self.calls.iter().find(with).map(|(key, _)| *key)
    }

    /// Leaves a channel alone in a call of its own: whoever it was connected to is hung up.
    pub(super) fn isolate(&mut self, channel: Key) -> Option<Key> {
        let key = self.call_of(channel)?;
        self.leave_parking(key, "UnParkedCall");
        let call = self.calls.get_mut(&key)?;
        let (caller, bridge) = (call.caller, call.bridge.take());
        if let Some(bridge) = bridge {
            self.leave_queue_at_end(key, channel);
            self.unbridge(bridge, channel);
        } else {
            self.leave_queue_at_end(key, caller);
            self.cancel_legs(key);
        }
        if caller == channel {
            let legs = self
                .calls
                .get_mut(&key)
                .map(|call| std::mem::take(&mut call.legs));
            for leg in legs.unwrap_or_default() {
                self.hang_up(leg.channel, Cause::NormalClearing);
            }
            return Some(key);
        }
        self.leave_leg(key, channel);
        let (context, exten) = self
            .channels
            .get(&channel)
            .map(|c| (c.context.clone(), c.exten.clone()))?;
        let alone = self.new_call(channel, (&context, &exten), super::Plan::default());
        if let Some(call) = self.calls.get_mut(&alone) {
            call.answered = Some(call.start);
        }
        self.end_call(key, Cause::NormalClearing, "NO ANSWER", Some(caller));
        Some(alone)
    }

    /// A channel goes on elsewhere in the dialplan. Where nothing is, it is hung up there, as by Asterisk.
    pub(in super::super) fn redirect(&mut self, channel: Key, context: &str, exten: &str) {
        let Some(key) = self.isolate(channel) else { return };
        if let Some(channel) = self.channels.get_mut(&channel) {
            context.clone_into(&mut channel.context);
            exten.clone_into(&mut channel.exten);
        }
        if let Some(call) = self.calls.get_mut(&key) {
            context.clone_into(&mut call.context);
            exten.clone_into(&mut call.destination);
        }
        self.route(key);
    }

    /// Whoever talks to this channel is sent elsewhere, and the channel is hung up; false if nobody does.
    pub(in super::super) fn blind_transfer(&mut self, channel: Key, context: &str, exten: &str) -> bool {
        let Some(call) = self.call_of(channel).and_then(|key| self.calls.get(&key)) else {
            return false;
        };
        let Some(bridge) = call.bridge.clone() else {
            return false;
        };
        let Some(other) = bridge.members.iter().copied().find(|member| *member != channel) else {
            return false;
        };
        let mut message = Message::event("BlindTransfer", Classes::CALL).header("Result", "Success");
        for (prefix, key) in [("Transferer", channel), ("Transferee", other)] {
            if let Some(channel) = self.channels.get(&key) {
                channel.snapshot(prefix, &mut message);
            }
        }
        let message = bridge
            .snapshot(message)
            .header("IsExternal", "Yes")
            .header("Context", context)
            .header("Extension", exten);
        self.emit(message);
        self.redirect(other, context, exten);
        true
    }

    /// Two channels are joined, whatever they did before.
    pub(in super::super) fn bridge_channels(&mut self, one: Key, two: Key) {
        let (Some(first), Some(second)) = (self.isolate(one), self.isolate(two)) else {
            return;
        };
        if first == second {
            return;
        }
        // The second call becomes a part of the first.
        self.calls.remove(&second);
        for key in [one, two] {
            if let Some(channel) = self.channels.get_mut(&key) {
                channel.application.clear();
                channel.data.clear();
            }
        }
        let leg = Leg {
            channel: two,
            start: self.now,
            talk: USUAL_TALK,
            interface: None,
        };
        let parties = [one, two].map(|key| {
            self.channels
                .get(&key)
                .map(|c| c.caller.clone())
                .unwrap_or_default()
        });
        let [of_one, of_two] = parties;
        let bridge = self.bridge(one, two);
        self.set_connected(one, of_two);
        self.set_connected(two, of_one);
        if let Some(call) = self.calls.get_mut(&first) {
            call.legs.push(leg);
            call.bridge = Some(bridge);
        }
        self.schedule(USUAL_TALK, Task::TalkEnds { call: first });
    }

    /// Tells that a channel has a variable.
    pub(in super::super) fn announce_variable(&mut self, channel: Key, name: &str, value: &str) {
        self.emit_channel("VarSet", Classes::DIALPLAN, channel, |message| {
            message.header("Variable", name).header("Value", value)
        });
    }

    /// Tells that a channel is recorded, or no longer.
    pub(in super::super) fn announce_recording(&mut self, channel: Key, event: &str) {
        self.emit_channel(event, Classes::CALL, channel, |message| message);
    }
}

//! The parking lot: calls that wait on a number for somebody to take them.

use std::time::Duration;

use super::super::class::Classes;
use super::super::clock::Moment;
use super::super::text::Message;
use super::channels::Cause;
use super::{Key, Model, Task};

/// The one parking lot.
pub(in super::super) const PARKING_LOT: &str = "default";

/// Its numbers, and how long a call may stay.
const SPACES: std::ops::Range<u32> = 701..721;
const PATIENCE: Duration = Duration::from_secs(120);

/// A parked call.
#[derive(Clone, Debug)]
pub(in super::super) struct Parked {
    pub(super) call: Key,
    channel: Key,
    space: u32,
    since: Moment,
    /// Who is called back when nobody takes the call.
    dial_string: String,
}

impl Model {
    /// Parks a channel; false when every space is taken.
    pub(in super::super) fn park(&mut self, channel: Key) -> bool {
        let free = |space: &u32| !self.parked.iter().any(|parked| parked.space == *space);
        let Some(space) = SPACES.into_iter().find(free) else {
            return false;
        };
        let Some(call) = self.isolate(channel) else {
            return false;
        };
        let Some(dial_string) = self
            .channels
            .get(&channel)
            .map(|c| format!("PJSIP/{}", c.endpoint))
        else {
            return false;
        };
        let bridge = self.parking_bridge.take();
        let mut bridge = bridge.unwrap_or_else(|| self.new_parking_bridge());
        self.enter(&mut bridge, channel);
        self.parking_bridge = Some(bridge);
        let parked = Parked {
            call,
            channel,
            space,
            since: self.now,
            dial_string,
        };
        let message = self.parked_call(&parked, Message::event("ParkedCall", Classes::CALL));
        self.emit(message);
        self.parked.push(parked);
        self.schedule(PATIENCE, Task::ParkingEnds { call });
        true
    }

    /// Adds what every event about a parked call says.
    pub(in super::super) fn parked_call(&self, parked: &Parked, mut message: Message) -> Message {
        if let Some(channel) = self.channels.get(&parked.channel) {
            channel.snapshot("Parkee", &mut message);
        }
        let waited = self.now.since(parked.since);
        message
            .header("ParkerDialString", &parked.dial_string)
            .header("Parkinglot", PARKING_LOT)
            .header("ParkingSpace", parked.space)
            .header("ParkingTimeout", PATIENCE.saturating_sub(waited).as_secs())
            .header("ParkingDuration", waited.as_secs())
    }

    /// Nobody took the call in time. Asterisk calls the parker back; here the call ends.
    pub(super) fn parking_ends(&mut self, call: Key) {
        if self.leave_parking(call, "ParkedCallTimeOut") {
            self.end_call(call, Cause::NormalClearing, "NO ANSWER", None);
        }
    }

    /// Takes a call out of the lot, with this event; false if it is not in it.
    pub(super) fn leave_parking(&mut self, call: Key, event: &str) -> bool {
        let Some(at) = self.parked.iter().position(|parked| parked.call == call) else {
            return false;
        };
        let parked = self.parked.remove(at);
        let message = self.parked_call(&parked, Message::event(event, Classes::CALL));
        self.emit(message);
        if let Some(mut bridge) = self.parking_bridge.take() {
            self.leave(&mut bridge, parked.channel);
            self.parking_bridge = Some(bridge);
        }
        true
    }
}

// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::event::ChannelSnapshot;

view! {
    /// Reads the events
    /// `ParkedCall`, `ParkedCallGiveUp`, `ParkedCallSwap`, `ParkedCallTimeOut`, `UnParkedCall` (Asterisk
    /// `res/parking/parking_manager.c`).
    pub struct ParkedCall {
        ParkedCall, ParkedCallGiveUp, ParkedCallSwap, ParkedCallTimeOut, UnParkedCall
    }
}

impl<'a> ParkedCall<'a> {
    /// The channel whose headers begin with `Parkee`.
    pub fn parkee(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "Parkee")
    }
    /// The channel whose headers begin with `Parker`.
    pub fn parker(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "Parker").if_present()
    }
    /// The channel whose headers begin with `Retriever`.
    pub fn retriever(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "Retriever").if_present()
    }
    /// `ParkerDialString`.
    pub fn parker_dial_string(self) -> Option<Cow<'a, str>> {
        self.0.known("ParkerDialString")
    }
    /// `Parkinglot`.
    pub fn parking_lot(self) -> Option<Cow<'a, str>> {
        self.0.known("Parkinglot")
    }
    /// `ParkingSpace`.
    pub fn parking_space(self) -> Option<u32> {
        self.0.number("ParkingSpace")
    }
    /// `ParkingTimeout`.
    pub fn parking_timeout(self) -> Option<Duration> {
        self.0.seconds("ParkingTimeout")
    }
    /// `ParkingDuration`.
    pub fn parking_duration(self) -> Option<Duration> {
        self.0.seconds("ParkingDuration")
    }
}

view! {
    /// Reads the event `Parkinglot` (Asterisk `res/parking/parking_manager.c`).
    pub struct Parkinglot {
        Parkinglot
    }
}

impl<'a> Parkinglot<'a> {
    /// `Name`.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.0.known("Name")
    }
    /// `StartSpace`.
    pub fn start_space(self) -> Option<u32> {
        self.0.number("StartSpace")
    }
    /// `StopSpace`.
    pub fn stop_space(self) -> Option<u32> {
        self.0.number("StopSpace")
    }
    /// `Timeout`.
    pub fn timeout(self) -> Option<Duration> {
        self.0.seconds("Timeout")
    }
}

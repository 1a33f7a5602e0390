// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::ChannelSnapshot;

view! {
    /// Reads the events
    /// `AOC-D`, `AOC-E` (Asterisk `main/aoc.c`).
    pub struct AocCharge {
        AocD, AocE
    }
}

impl<'a> AocCharge<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Charge`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn charge(self) -> Option<Cow<'a, str>> {
        self.0.part("Charge")
    }
    /// `Type`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn type_(self) -> Option<Cow<'a, str>> {
        self.0.part("Type")
    }
    /// `BillingID`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn billing_id(self) -> Option<Cow<'a, str>> {
        self.0.part("BillingID")
    }
    /// `TotalType`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn total_type(self) -> Option<Cow<'a, str>> {
        self.0.part("TotalType")
    }
    /// `Currency`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn currency(self) -> Option<Cow<'a, str>> {
        self.0.part("Currency")
    }
    /// `Name`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.0.part("Name")
    }
    /// `Cost`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn cost(self) -> Option<Cow<'a, str>> {
        self.0.part("Cost")
    }
    /// `Multiplier`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn multiplier(self) -> Option<Cow<'a, str>> {
        self.0.part("Multiplier")
    }
    /// `Units`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn units(self) -> Option<Cow<'a, str>> {
        self.0.part("Units")
    }
    /// `NumberOf`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn number_of(self) -> Option<Cow<'a, str>> {
        self.0.part("NumberOf")
    }
    /// `TypeOf`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn type_of(self) -> Option<Cow<'a, str>> {
        self.0.part("TypeOf")
    }
    /// `ChargingAssociation`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of
    /// them.
    pub fn charging_association(self) -> Option<Cow<'a, str>> {
        self.0.part("ChargingAssociation")
    }
    /// `Number`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn number(self) -> Option<Cow<'a, str>> {
        self.0.part("Number")
    }
    /// `Plan`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn plan(self) -> Option<Cow<'a, str>> {
        self.0.part("Plan")
    }
    /// `ID`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn id(self) -> Option<Cow<'a, str>> {
        self.0.part("ID")
    }
}

view! {
    /// Reads the event `AOC-S` (Asterisk `main/aoc.c`).
    pub struct AocRates {
        AocS
    }
}

impl<'a> AocRates<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Chargeable`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn chargeable(self) -> Option<Cow<'a, str>> {
        self.0.part("Chargeable")
    }
    /// `RateType`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn rate_type(self) -> Option<Cow<'a, str>> {
        self.0.part("RateType")
    }
    /// `Currency`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn currency(self) -> Option<Cow<'a, str>> {
        self.0.part("Currency")
    }
    /// `Name`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.0.part("Name")
    }
    /// `Cost`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn cost(self) -> Option<Cow<'a, str>> {
        self.0.part("Cost")
    }
    /// `Multiplier`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn multiplier(self) -> Option<Cow<'a, str>> {
        self.0.part("Multiplier")
    }
    /// `ChargingType`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn charging_type(self) -> Option<Cow<'a, str>> {
        self.0.part("ChargingType")
    }
    /// `StepFunction`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn step_function(self) -> Option<Cow<'a, str>> {
        self.0.part("StepFunction")
    }
    /// `Granularity`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn granularity(self) -> Option<Cow<'a, str>> {
        self.0.part("Granularity")
    }
    /// `Length`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn length(self) -> Option<Cow<'a, str>> {
        self.0.part("Length")
    }
    /// `Scale`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn scale(self) -> Option<Cow<'a, str>> {
        self.0.part("Scale")
    }
    /// `Unit`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn unit(self) -> Option<Cow<'a, str>> {
        self.0.part("Unit")
    }
    /// `SpecialCode`, on the wire the end of a path, such as `Charge/Currency/Name`; the first of them.
    pub fn special_code(self) -> Option<Cow<'a, str>> {
        self.0.part("SpecialCode")
    }
}

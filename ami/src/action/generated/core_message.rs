// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::variables::Variables;
use super::super::{Action, Reply, ReplyError};
use super::choice::{
    AocBilling, AocCharge, AocChargedItem, AocCharging, AocKind, AocMultiplier, AocRate, AocTimeScale,
    AocTotal, AocVolumeUnit,
};
use crate::value::{ChannelName, Secret};
use crate::wire::HeaderWriter;

/// Sends an advice of charge to a channel.
///
/// The account needs write class aoc. Part of the core (Asterisk `main/manager.c`) since 1.8.0.
///
/// ```
/// use switchhook_ami::action::{AocMessage, Request};
/// use switchhook_ami::action::AocKind;
/// assert!(Request::new(&AocMessage::new(AocKind::Start)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct AocMessage {
    channel: Option<ChannelName>,
    channel_prefix: Option<String>,
    msg_type: AocKind,
    charge_type: Option<AocCharge>,
    unit_amount: Option<u32>,
    unit_type: Option<u32>,
    currency_name: Option<String>,
    currency_amount: Option<u32>,
    currency_multiplier: Option<AocMultiplier>,
    total_type: Option<AocTotal>,
    aoc_billing_id: Option<AocBilling>,
    charging_association_id: Option<i16>,
    charging_association_number: Option<String>,
    charging_association_plan: Option<u8>,
    charged_item: Option<AocChargedItem>,
    rate_type: Option<AocRate>,
    time: Option<u32>,
    time_scale: Option<AocTimeScale>,
    granularity: Option<u32>,
    granularity_time_scale: Option<AocTimeScale>,
    charging_type: Option<AocCharging>,
    volume_unit: Option<AocVolumeUnit>,
    code: Option<u32>,
}

impl AocMessage {
    /// What Asterisk cannot do without:
    ///
    /// - `MsgType`: Which message.
    pub fn new(msg_type: AocKind) -> Self {
        Self {
            channel: None,
            channel_prefix: None,
            msg_type,
            charge_type: None,
            unit_amount: None,
            unit_type: None,
            currency_name: None,
            currency_amount: None,
            currency_multiplier: None,
            total_type: None,
            aoc_billing_id: None,
            charging_association_id: None,
            charging_association_number: None,
            charging_association_plan: None,
            charged_item: None,
            rate_type: None,
            time: None,
            time_scale: None,
            granularity: None,
            granularity_time_scale: None,
            charging_type: None,
            volume_unit: None,
            code: None,
        }
    }

    /// `Channel`: The channel.
    pub fn channel(mut self, channel: impl Into<ChannelName>) -> Self {
        self.channel = Some(channel.into());
        self
    }

    /// `ChannelPrefix`: How the channel's name begins, instead of the whole name.
    pub fn channel_prefix(mut self, channel_prefix: impl Into<String>) -> Self {
        self.channel_prefix = Some(channel_prefix.into());
        self
    }

    /// `ChargeType`: What kind of charge it tells.
    pub fn charge_type(mut self, charge_type: AocCharge) -> Self {
        self.charge_type = Some(charge_type);
        self
    }

    /// `UnitAmount(0)`: How many units.
    pub fn unit_amount(mut self, unit_amount: u32) -> Self {
        self.unit_amount = Some(unit_amount);
        self
    }

    /// `UnitType(0)`: Which unit, as a number.
    pub fn unit_type(mut self, unit_type: u32) -> Self {
        self.unit_type = Some(unit_type);
        self
    }

    /// `CurrencyName`: The currency, 10 bytes at most.
    pub fn currency_name(mut self, currency_name: impl Into<String>) -> Self {
        self.currency_name = Some(currency_name.into());
        self
    }

    /// `CurrencyAmount`: The amount, in multiples of the currency's part.
    pub fn currency_amount(mut self, currency_amount: u32) -> Self {
        self.currency_amount = Some(currency_amount);
        self
    }

    /// `CurrencyMultiplier`: Of which part of the currency.
    pub fn currency_multiplier(mut self, currency_multiplier: AocMultiplier) -> Self {
        self.currency_multiplier = Some(currency_multiplier);
        self
    }

    /// `TotalType`: Whether it is the total. Default: Total.
    pub fn total_type(mut self, total_type: AocTotal) -> Self {
        self.total_type = Some(total_type);
        self
    }

    /// `AOCBillingId`: How it is billed.
    pub fn aoc_billing_id(mut self, aoc_billing_id: AocBilling) -> Self {
        self.aoc_billing_id = Some(aoc_billing_id);
        self
    }

    /// `ChargingAssociationId`: The id of the charged party.
    pub fn charging_association_id(mut self, charging_association_id: i16) -> Self {
        self.charging_association_id = Some(charging_association_id);
        self
    }

    /// `ChargingAssociationNumber`: The number of the charged party.
    pub fn charging_association_number(mut self, charging_association_number: impl Into<String>) -> Self {
        self.charging_association_number = Some(charging_association_number.into());
        self
    }

    /// `ChargingAssociationPlan`: The numbering plan of the charged party.
    pub fn charging_association_plan(mut self, charging_association_plan: u8) -> Self {
        self.charging_association_plan = Some(charging_association_plan);
        self
    }

    /// `ChargedItem`: What is charged.
    pub fn charged_item(mut self, charged_item: AocChargedItem) -> Self {
        self.charged_item = Some(charged_item);
        self
    }

    /// `RateType`: How it is charged.
    pub fn rate_type(mut self, rate_type: AocRate) -> Self {
        self.rate_type = Some(rate_type);
        self
    }

    /// `Time`: The time that one amount pays, in multiples of its scale.
    pub fn time(mut self, time: u32) -> Self {
        self.time = Some(time);
        self
    }

    /// `TimeScale`: The scale of the time.
    pub fn time_scale(mut self, time_scale: AocTimeScale) -> Self {
        self.time_scale = Some(time_scale);
        self
    }

    /// `Granularity`: The steps of time, in multiples of their scale.
    pub fn granularity(mut self, granularity: u32) -> Self {
        self.granularity = Some(granularity);
        self
    }

    /// `GranularityTimeScale`: The scale of the steps.
    pub fn granularity_time_scale(mut self, granularity_time_scale: AocTimeScale) -> Self {
        self.granularity_time_scale = Some(granularity_time_scale);
        self
    }

    /// `ChargingType`: Whether it grows in steps.
    pub fn charging_type(mut self, charging_type: AocCharging) -> Self {
        self.charging_type = Some(charging_type);
        self
    }

    /// `VolumeUnit`: What one amount pays.
    pub fn volume_unit(mut self, volume_unit: AocVolumeUnit) -> Self {
        self.volume_unit = Some(volume_unit);
        self
    }

    /// `Code`: The code of a special arrangement.
    pub fn code(mut self, code: u32) -> Self {
        self.code = Some(code);
        self
    }
}

impl Action for AocMessage {
    type Response = ();

    fn name(&self) -> &str {
        "AOCMessage"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Channel", self.channel.as_ref().map(ChannelName::as_str))
            .optional("ChannelPrefix", self.channel_prefix.as_ref())
            .header("MsgType", self.msg_type.as_str())
            .optional("ChargeType", self.charge_type.map(AocCharge::as_str))
            .optional("UnitAmount(0)", self.unit_amount.map(|value| value.to_string()))
            .optional("UnitType(0)", self.unit_type.map(|value| value.to_string()))
            .optional("CurrencyName", self.currency_name.as_ref())
            .optional(
                "CurrencyAmount",
                self.currency_amount.map(|value| value.to_string()),
            )
            .optional(
                "CurrencyMultiplier",
                self.currency_multiplier.map(AocMultiplier::as_str),
            )
            .optional("TotalType", self.total_type.map(AocTotal::as_str))
            .optional("AOCBillingId", self.aoc_billing_id.map(AocBilling::as_str))
            .optional(
                "ChargingAssociationId",
                self.charging_association_id.map(|value| value.to_string()),
            )
            .optional(
                "ChargingAssociationNumber",
                self.charging_association_number.as_ref(),
            )
            .optional(
                "ChargingAssociationPlan",
                self.charging_association_plan.map(|value| value.to_string()),
            )
            .optional("ChargedItem", self.charged_item.map(AocChargedItem::as_str))
            .optional("RateType", self.rate_type.map(AocRate::as_str))
            .optional("Time", self.time.map(|value| value.to_string()))
            .optional("TimeScale", self.time_scale.map(AocTimeScale::as_str))
            .optional("Granularity", self.granularity.map(|value| value.to_string()))
            .optional(
                "GranularityTimeScale",
                self.granularity_time_scale.map(AocTimeScale::as_str),
            )
            .optional("ChargingType", self.charging_type.map(AocCharging::as_str))
            .optional("VolumeUnit", self.volume_unit.map(AocVolumeUnit::as_str))
            .optional("Code", self.code.map(|value| value.to_string()));
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Sends a text message outside any call.
///
/// The account needs write class message. Part of the core (Asterisk `main/message.c`) since 11.0.0.
///
/// ```
/// use switchhook_ami::action::{MessageSend, Request};
/// assert!(Request::new(&MessageSend::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct MessageSend {
    destination: Option<String>,
    to: Option<String>,
    from: Option<String>,
    body: Option<Secret>,
    base64_body: Option<Secret>,
    variable: Variables,
}

impl MessageSend {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Destination`: Where to, such as `pjsip:100`.
    pub fn destination(mut self, destination: impl Into<String>) -> Self {
        self.destination = Some(destination.into());
        self
    }

    /// `To`: Where to, for technologies that tell it to the receiver; the destination too in older releases.
    pub fn to(mut self, to: impl Into<String>) -> Self {
        self.to = Some(to.into());
        self
    }

    /// `From`: From whom.
    pub fn from(mut self, from: impl Into<String>) -> Self {
        self.from = Some(from.into());
        self
    }

    /// `Body`: The text, of one line. No `Debug` shows it.
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(Secret::new(body));
        self
    }

    /// `Base64Body`: The text in base64, which may have several lines; wins over `Body`. No `Debug` shows it.
    pub fn base64_body(mut self, base64_body: impl Into<String>) -> Self {
        self.base64_body = Some(Secret::new(base64_body));
        self
    }

    /// `Variable`: Sets a variable of the message.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variable.add(name, value);
        self
    }
}

impl Action for MessageSend {
    type Response = ();

    fn name(&self) -> &str {
        "MessageSend"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Destination", self.destination.as_ref())
            .optional("To", self.to.as_ref())
            .optional("From", self.from.as_ref())
            .optional("Body", self.body.as_ref().map(Secret::expose))
            .optional("Base64Body", self.base64_body.as_ref().map(Secret::expose));
        self.variable.write(headers);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn aoc_message() {
    let least = AocMessage::new(AocKind::Start);
    let full = AocMessage::new(AocKind::Start)
        .channel("PJSIP/100-00000001")
        .channel_prefix("some text")
        .charge_type(AocCharge::NotAvailable)
        .unit_amount(7)
        .unit_type(7)
        .currency_name("some text")
        .currency_amount(7)
        .currency_multiplier(AocMultiplier::OneThousandth)
        .total_type(AocTotal::Total)
        .aoc_billing_id(AocBilling::Normal)
        .charging_association_id(7)
        .charging_association_number("some text")
        .charging_association_plan(7)
        .charged_item(AocChargedItem::NotAvailable)
        .rate_type(AocRate::NotAvailable)
        .time(7)
        .time_scale(AocTimeScale::OneHundredthSecond)
        .granularity(7)
        .granularity_time_scale(AocTimeScale::OneHundredthSecond)
        .charging_type(AocCharging::ContinuousCharging)
        .volume_unit(AocVolumeUnit::Octet)
        .code(7);
    assert_encodes(&least, "AOCMessage", "aoc", &["MsgType: S"]);
    assert_encodes(
        &full,
        "AOCMessage",
        "aoc",
        &[
            "Channel: PJSIP/100-00000001",
            "ChannelPrefix: some text",
            "MsgType: S",
            "ChargeType: NA",
            "UnitAmount(0): 7",
            "UnitType(0): 7",
            "CurrencyName: some text",
            "CurrencyAmount: 7",
            "CurrencyMultiplier: OneThousandth",
            "TotalType: Total",
            "AOCBillingId: Normal",
            "ChargingAssociationId: 7",
            "ChargingAssociationNumber: some text",
            "ChargingAssociationPlan: 7",
            "ChargedItem: NA",
            "RateType: NA",
            "Time: 7",
            "TimeScale: OneHundredthSecond",
            "Granularity: 7",
            "GranularityTimeScale: OneHundredthSecond",
            "ChargingType: ContinuousCharging",
            "VolumeUnit: Octet",
            "Code: 7",
        ],
    );
    assert_simple(&least);
}

#[test]
fn message_send() {
    let least = MessageSend::new();
    let full = MessageSend::new()
        .destination("some text")
        .to("some text")
        .from("some text")
        .body("hunter2")
        .base64_body("hunter2")
        .variable("NAME", "hunter2,b")
        .variable("NAME", "hunter2,b");
    assert_encodes(&least, "MessageSend", "message", &[]);
    assert_encodes(
        &full,
        "MessageSend",
        "message",
        &[
            "Destination: some text",
            "To: some text",
            "From: some text",
            "Body: hunter2",
            "Base64Body: hunter2",
            "Variable: NAME=hunter2\\,b",
            "Variable: NAME=hunter2\\,b",
        ],
    );
    assert_simple(&least);
}

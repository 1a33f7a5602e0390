// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::time::Duration;

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn park() {
    let least = Park::new("PJSIP/100-00000001");
    let full = Park::new("PJSIP/100-00000001")
        .timeout_channel("PJSIP/100-00000001")
        .announce_channel("PJSIP/100-00000001")
        .timeout(Duration::from_millis(1_500))
        .parking_lot("some text")
        .parking_space("some text")
        .channel2("PJSIP/100-00000001");
    assert_encodes(&least, "Park", "call", &["Channel: PJSIP/100-00000001"]);
    assert_encodes(
        &full,
        "Park",
        "call",
        &[
            "Channel: PJSIP/100-00000001",
            "TimeoutChannel: PJSIP/100-00000001",
            "AnnounceChannel: PJSIP/100-00000001",
            "Timeout: 1500",
            "Parkinglot: some text",
            "ParkingSpace: some text",
            "Channel2: PJSIP/100-00000001",
        ],
    );
    assert_simple(&least);
}

#[test]
fn parked_calls() {
    let least = ParkedCalls::new();
    let full = ParkedCalls::new().parking_lot("some text");
    assert_encodes(&least, "ParkedCalls", "call", &[]);
    assert_encodes(&full, "ParkedCalls", "call", &["ParkingLot: some text"]);
    assert_lists(&least, &["ParkedCall"], "ParkedCallsComplete", false);
}

#[test]
fn parkinglots() {
    let least = Parkinglots;
    let full = Parkinglots;
    assert_encodes(&least, "Parkinglots", "call", &[]);
    assert_encodes(&full, "Parkinglots", "call", &[]);
    assert_lists(&least, &["Parkinglot"], "ParkinglotsComplete", false);
}

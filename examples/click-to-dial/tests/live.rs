//! The service on a real Asterisk 22 and 16, with SIPp telephones.

mod service;

use std::time::Duration;

use service::Service;
use switchhook_rig::{Behaviour, Instance, Task, Version};

fn two_telephones_talk(version: Version) {
    let mut pbx = Instance::start(version)
        .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk: {e}"));
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let bruno = pbx
        .phone("101", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))
        .unwrap();
    let _chloe = pbx.phone("102", &Behaviour::RingWithoutAnswer).unwrap();
    let (user, secret) = pbx.account(Task::Calls);
    let more = [
        "--source-prefix",
        "PJSIP/1",
        "--destination-prefix",
        "1",
        "--ring-seconds",
        "2",
    ];
    let service = Service::start(&pbx.ami_addr().to_string(), user, secret.expose(), &more);
    assert_eq!(service.first_call("00", "01"), (200, "connected".into()));
    alice.answered(1, Duration::from_secs(10)).unwrap();
    bruno.answered(1, Duration::from_secs(10)).unwrap();
    bruno.ended(1, Duration::from_secs(10)).unwrap();
    assert_eq!(service.call("02", "01"), (409, "source-no-answer".into()));
    // 104 is not registered, 199 does not exist.
    assert_eq!(service.call("04", "01"), (409, "source-unavailable".into()));
    assert_eq!(service.call("99", "01"), (409, "source-unavailable".into()));
    assert_eq!(service.call("00", "99*"), (502, "pbx-refused".into()));
    pbx.stop();
    assert_eq!(service.call("00", "01"), (503, "pbx-unreachable".into()));
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn two_telephones_talk_on_asterisk_22() {
    two_telephones_talk(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn two_telephones_talk_on_asterisk_16() {
    two_telephones_talk(Version::V16);
}

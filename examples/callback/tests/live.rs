//! The program on a real Asterisk 22 and 16, with the dialplan of its README, and SIPp telephones as the people.

mod program;

use std::fs;
use std::time::Duration;

use program::Program;
use switchhook_rig::{Behaviour, Instance, Version, wait_for};

const SOON: Duration = Duration::from_secs(30);

/// An Asterisk with the dialplan of the README: 500 is the number for calls back.
fn started(version: Version) -> Instance {
    let mut pbx = Instance::start(version)
        .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk: {e}"));
    let readme = include_str!("../README.md");
    let block = readme
        .split("```ini\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let dialplan = block
        .expect("the README has a dialplan")
        .replace("[from-outside]", "[switchhook-phones](+)")
        .replace("84955556677", "500")
        .replace("127.0.0.1:4573", &format!("127.0.0.1:{}", pbx.ports.agi))
        .replace("89105647899", "100");
    let file = pbx.config_dir().join("switchhook/dialplan.conf");
    let before = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{before}\n{dialplan}")).unwrap();
    pbx.stop();
    pbx.start_again().unwrap();
    pbx
}

fn who_may_is_called_back(version: Version) {
    let pbx = started(version);
    let mut alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let brief = Behaviour::answer().hang_up_after(Duration::from_secs(3));
    let bruno = pbx.phone("101", &brief).unwrap();
    let stranger = pbx.phone("103", &Behaviour::answer()).unwrap();
    let program = Program::start(&pbx);
    let outgoing = pbx.spool_dir().join("outgoing");
    let waiting = || fs::read_dir(&outgoing).unwrap().count();
    let none_waits = || wait_for("the file to go", SOON, || (waiting() == 0).then_some(())).unwrap();
    // What asks has to be heard before keys count.
    let a_moment = || std::thread::sleep(Duration::from_millis(1200));

    // A stranger is hung up, and that is all.
    stranger.calls("500").unwrap().refused(SOON).unwrap();
    program.wait("event=\"request.stranger\"", 1);
    assert_eq!(waiting(), 0);

    // Three wrong PINs.
    alice.calls("500").unwrap().refused(SOON).unwrap();
    program.wait("event=\"request.placed\"", 1);
    alice.answered(1, SOON).unwrap();
    program.wait("event=\"menu.begun\"", 1);
    for (index, pin) in ["1118#", "2228#", "70#"].into_iter().enumerate() {
        a_moment();
        alice.press(pin).unwrap();
        program.wait("event=\"pin.wrong\"", index + 1);
    }
    program.wait("end=\"wrong PIN\"", 1);
    alice.ended(1, SOON).unwrap();
    none_waits();

    // The right one, a number that may not be dialled, and Bruno's. While the call goes on there is no second.
    alice.calls("500").unwrap().refused(SOON).unwrap();
    alice.answered(2, SOON).unwrap();
    program.wait("event=\"menu.begun\"", 2);
    alice.calls("500").unwrap().refused(SOON).unwrap();
    program.wait("event=\"request.pending\"", 1);
    alice.press("0070#").unwrap();
    program.wait("event=\"pin.right\"", 1);
    a_moment();
    alice.press("03").unwrap();
    // While the reproach is heard.
    std::thread::sleep(Duration::from_millis(1200));
    alice.press("01").unwrap();
    bruno.answered(1, SOON).unwrap();
    program.wait("event=\"dial.ended\"", 1);
    program.wait("status=\"ANSWER\"", 1);
    alice.ended(2, SOON).unwrap();
    none_waits();
    let usage = program.usage();
    let spoken = usage
        .split(" alice: 1 calls, ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next());
    let spoken: u32 = spoken
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or_else(|| panic!("{usage}"));
    assert!((2..=10).contains(&spoken), "{usage}");
    assert!(usage.contains("called back 2 times, 3 wrong PINs"), "{usage}");

    let row = wait_for("the record", SOON, || {
        let rows = pbx.master_csv().ok()?;
        rows.into_iter()
            .find(|row| row.lastapp == "Dial" && row.userfield == "callback alice")
    })
    .unwrap();
    assert_eq!(row.disposition, "ANSWERED", "{row:?}");
    assert_eq!((stranger.rung(), bruno.rung(), alice.rung()), (0, 1, 2));
    let log = program.log();
    for pin in ["0070", "1118", "2228"] {
        // As a number by itself: the fraction of a second may hold the same digits.
        let mut numbers = log.split(|sign: char| !sign.is_ascii_digit());
        assert!(!numbers.any(|number| number == pin), "a PIN in the log: {log}");
    }
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn who_may_is_called_back_on_asterisk_22() {
    who_may_is_called_back(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn who_may_is_called_back_on_asterisk_16() {
    who_may_is_called_back(Version::V16);
}

//! The program on a real Asterisk 22 and 16, called by SIPp telephones that press keys.

mod program;

use std::time::Duration;

use program::Program;
use switchhook_rig::{Behaviour, Call, Instance, Phone, Version};

const SOON: Duration = Duration::from_secs(20);

/// A call to the menu, once it is offered.
fn calls(program: &Program, alice: &Phone, behaviour: &Behaviour) -> Call {
    let before = program.count("call.begun");
    let mut call = alice.calls_as("301", behaviour).unwrap();
    call.answered(SOON).unwrap();
    program.wait("call.begun", before + 1);
    call
}

fn callers_find_their_way(version: Version) {
    let mut pbx = Instance::start(version)
        .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk: {e}"));
    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let brief = Behaviour::answer().hang_up_after(Duration::from_secs(1));
    let bruno = pbx.phone("101", &brief).unwrap();
    let chloe = pbx.phone("102", &brief).unwrap();
    let mut program = Program::start(&pbx);

    // A key, and the call goes on in the dialplan.
    let mut call = calls(&program, &alice, &Behaviour::answer());
    call.press("1").unwrap();
    bruno.answered(1, SOON).unwrap();
    call.ended(SOON).unwrap();
    program.wait("end=\"transferred\"", 1);

    // The right PIN, with its zeros, opens another menu.
    let mut call = calls(&program, &alice, &Behaviour::answer());
    call.press("3").unwrap();
    call.press("0070#").unwrap();
    program.wait("event=\"pin.right\"", 1);
    assert!(program.log().contains("person=\"ana\""), "{}", program.log());
    call.press("1").unwrap();
    bruno.answered(2, SOON).unwrap();
    call.ended(SOON).unwrap();

    // Three wrong ones lead to the operator.
    let mut call = calls(&program, &alice, &Behaviour::answer());
    call.press("3").unwrap();
    for (index, pin) in ["1118#", "2228#", "70#"].into_iter().enumerate() {
        call.press(pin).unwrap();
        program.wait("event=\"pin.wrong\"", index + 1);
    }
    chloe.answered(1, SOON).unwrap();
    call.ended(SOON).unwrap();

    // The other side of the world is not called, an extension is.
    let mut call = calls(&program, &alice, &Behaviour::answer());
    call.press("2").unwrap();
    call.press("00#").unwrap();
    // While the reproach is heard.
    call.press("101").unwrap();
    bruno.answered(3, SOON).unwrap();
    call.ended(SOON).unwrap();

    // A message of three seconds, ended by hanging up.
    let sound = program.folder().join("voice.ulaw");
    let voice: Vec<u8> = (0..8000 * 10)
        .map(|sample| if sample / 40 % 2 == 0 { 0x10 } else { 0x90 })
        .collect();
    std::fs::write(&sound, voice).unwrap();
    let speaks = Behaviour::answer()
        .digits("4")
        .plays(sound)
        .hang_up_after(Duration::from_secs(4));
    let mut call = alice.calls_as("301", &speaks).unwrap();
    call.ended(SOON).unwrap();
    program.wait("event=\"message.stored\"", 1);
    let messages: Vec<_> = std::fs::read_dir(pbx.spool_dir().join("monitor"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let [message] = messages.as_slice() else {
        panic!("{messages:?}")
    };
    assert!(
        program.log().contains(message.to_str().unwrap()),
        "{}",
        program.log()
    );
    let bytes = std::fs::metadata(message).unwrap().len();
    assert!(
        (16_000..80_000).contains(&bytes),
        "{bytes} bytes of 16-bit samples, 8000 a second"
    );

    // The folder holds one message only.
    let mut call = calls(&program, &alice, &Behaviour::answer());
    call.press("4").unwrap();
    program.wait("event=\"message.refused\"", 1);
    call.ended(SOON).unwrap();

    // Told to stop, the program lets a call end.
    let mut call = calls(&program, &alice, &Behaviour::answer());
    program.terminate();
    program.wait("event=\"server.stopping\"", 1);
    call.press("1").unwrap();
    bruno.answered(4, SOON).unwrap();
    call.ended(SOON).unwrap();
    assert!(program.ended(SOON).success());
    program.wait("event=\"server.stopped\" calls=7 failed=0", 1);
    for pin in ["0070", "1118", "2228"] {
        let log = program.log();
        // As a number by itself: the fraction of a second may hold the same digits.
        let mut numbers = log.split(|sign: char| !sign.is_ascii_digit());
        assert!(!numbers.any(|number| number == pin), "a PIN in the log: {log}");
    }
    pbx.stop();
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn callers_find_their_way_on_asterisk_22() {
    callers_find_their_way(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn callers_find_their_way_on_asterisk_16() {
    callers_find_their_way(Version::V16);
}

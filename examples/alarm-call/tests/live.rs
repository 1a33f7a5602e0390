//! The program on a real Asterisk 22 and 16, with its dialplan, and SIPp telephones as the people.

mod program;

use std::fs;
use std::time::Duration;

use program::Program;
use switchhook_rig::{Behaviour, Instance, Version, wait_for};

const SOON: Duration = Duration::from_secs(30);

/// An Asterisk with the dialplan that is shipped: Bruno is 101, his mobile 102; Anna is 100 and has none.
fn started(version: Version) -> Instance {
    let mut pbx = Instance::start(version)
        .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk: {e}"));
    let dialplan = include_str!("../dialplan/extensions_alarm_call.conf")
        .replace("127.0.0.1:4573", &format!("127.0.0.1:{}", pbx.ports.agi))
        .replace("PJSIP/89161112233@sip-provider", "PJSIP/102")
        .replace("6003", "101")
        .replace("6004", "100")
        .replace("Dial(${ARG1},15)", "Dial(${ARG1},3)");
    let more = "[autocaller](+)\nexten = 100,1,Dial(PJSIP/100,6)\n same = n,Hangup()\n";
    let file = pbx.config_dir().join("switchhook/dialplan.conf");
    let before = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{before}\n{dialplan}\n{more}")).unwrap();
    pbx.stop();
    pbx.start_again().unwrap();
    pbx
}

fn the_second_person_acknowledges(version: Version) {
    let pbx = started(version);
    let anna = pbx.phone("100", &Behaviour::RingWithoutAnswer).unwrap();
    let desk = pbx.phone("101", &Behaviour::RingWithoutAnswer).unwrap();
    let mut mobile = pbx.phone("102", &Behaviour::answer()).unwrap();
    let mut program = Program::start(&pbx);

    program.run(&["raise", "disk full on db1", "--key", "db1"]);
    program.wait("event=\"call.placed\"", 1);
    wait_for("Anna's telephone to ring", SOON, || {
        (anna.rung() > 0).then_some(())
    })
    .unwrap();
    // The machine of the program crashes while it rings.
    program.crash_and_start();
    // Monitoring says it again.
    program.run(&["raise", "disk full on db1", "--key", "db1"]);

    // Nobody answers there. Then Bruno's desk phone, and then his mobile: one call, through the Local channel.
    mobile.answered(1, SOON).unwrap();
    assert_eq!((anna.rung(), desk.rung(), mobile.rung()), (1, 1, 1));
    program.wait("event=\"call.answered\"", 1);
    let open = program.run(&["status"]);
    assert!(
        open.contains("\"db1\" open, calling bruno, 2 calls, raised 2 times"),
        "{open}"
    );
    // It hears what was spoken, as Asterisk plays it.
    wait_for("the sound to be played", SOON, || {
        pbx.log()
            .lines()
            .any(|line| line.contains("Playing") && line.contains("/alarm-sounds/"))
            .then_some(())
    })
    .unwrap();
    mobile.press("1").unwrap();
    program.wait("event=\"alarm.acknowledged\"", 1);
    mobile.ended(1, SOON).unwrap();
    program.wait("event=\"call.ended\"", 2);

    assert_eq!(
        program.count("sound.failed") + program.count("speech.failed"),
        0,
        "{}",
        program.log()
    );

    // It is over, also after a restart; and raised again it is the same.
    program.crash_and_start();
    program.run(&["raise", "disk full on db1", "--key", "db1"]);
    assert_eq!(program.run(&["status"]), "");
    let all = program.run(&["status", "--all"]);
    assert!(
        all.contains("acknowledged by bruno at") && all.contains("2 calls, raised 3 times"),
        "{all}"
    );
    assert!(
        all.contains("anna: not answered") || all.contains("anna: no answer"),
        "{all}"
    );
    let [spool, done] = ["outgoing", "outgoing_done"].map(|name| pbx.spool_dir().join(name));
    let is_empty =
        |folder: &std::path::Path| fs::read_dir(folder).is_ok_and(|mut files| files.next().is_none());
    assert!(is_empty(&spool), "nothing is left to be called");
    assert!(is_empty(&done), "what was kept to be read is taken away");
    assert_eq!((anna.rung(), desk.rung(), mobile.rung()), (1, 1, 1));

    // Who was called for which alarm stands in the call detail record.
    let row = wait_for("the record", SOON, || {
        let rows = pbx.master_csv().ok()?;
        rows.into_iter().find(|row| row.userfield.ends_with(" bruno"))
    })
    .unwrap();
    assert!(row.userfield.starts_with("alarm "), "{row:?}");
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn the_second_person_acknowledges_on_asterisk_22() {
    the_second_person_acknowledges(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn the_second_person_acknowledges_on_asterisk_16() {
    the_second_person_acknowledges(Version::V16);
}

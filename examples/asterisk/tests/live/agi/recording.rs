//! RECORD FILE, to its every end.

use std::path::PathBuf;
use std::time::Duration;

use switchhook_agi::CallError;
use switchhook_agi::command::{Digit, RecordFile, RecordingEnd, ReplyError};
use switchhook_rig::Laboratory;

use super::desk::Desk;

pub(crate) fn a_recording_ends_by_a_key_by_time_by_silence_and_by_the_caller(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    let inside = format!("/srv/switchhook/{}/spool/tmp", laboratory.pbx.name);
    let file = |name: &str| format!("{inside}/{name}");
    let spool = laboratory.pbx.spool_dir();
    // A WAV file of so many samples of two bytes.
    let is_whole = |name: &str, samples: u64| {
        let path: PathBuf = spool.join(format!("tmp/{name}.wav"));
        let length = std::fs::metadata(&path).unwrap().len();
        assert_eq!(length, 44 + 2 * samples, "{name}");
    };
    let (mut phone, session) = desk.call("agi");
    let record = RecordFile::new(file("key"), "wav").until("5");
    let made = desk.press(&mut phone, &session, record, "35").unwrap();
    assert_eq!(made.end, RecordingEnd::Digit(Digit::D5));
    is_whole("key", made.samples);
    let record = RecordFile::new(file("time"), "wav").at_most(Duration::from_millis(500));
    let made = session.ask(record.beep()).unwrap();
    assert_eq!(made.end, RecordingEnd::Time);
    assert!((1600..=4800).contains(&made.samples), "{made:?}");
    is_whole("time", made.samples);
    // The telephone sends silence.
    let record = RecordFile::new(file("silence"), "wav")
        .at_most(Duration::from_secs(15))
        .until_silence(Duration::from_secs(1));
    let made = session.ask(record).unwrap();
    assert_eq!(made.end, RecordingEnd::Time);
    assert!((7200..=16_000).contains(&made.samples), "{made:?}");
    for record in [
        RecordFile::new(file("format"), "nosuch"),
        RecordFile::new("/nowhere/at/all", "wav"),
    ] {
        let refused = session.ask(record.at_most(Duration::from_millis(100)));
        assert_eq!(refused, Err(CallError::Reply(ReplyError::CannotRecord)));
    }
    let pending = desk.begin(&session, RecordFile::new(file("hangup"), "wav"));
    // Until there is something in it.
    let path = spool.join("tmp/hangup.wav");
    switchhook_rig::wait_for("the recording to grow", crate::SOON, || {
        std::fs::metadata(&path).ok().filter(|file| file.len() > 2000)
    })
    .unwrap();
    phone.hang_up();
    let made = pending.result().unwrap();
    assert_eq!(made.end, RecordingEnd::Hangup);
    session.hung_up();
    assert!(std::fs::metadata(&path).unwrap().len() > 2000);
    drop(session);
    desk.close();
}

//! Messages.

use std::time::Duration;

use switchhook_agi::CallError;
use switchhook_agi::command::RecordingEnd;
use switchhook_agi::conversation::{Record, Recorded};

use super::{Plays as _, played, script};

fn message() -> Record {
    Record::new("/var/spool/messages/1", "wav")
        .prompt("vm-intro")
        .on_short("vm-tooshort")
}

const RECORD: &str = "RECORD FILE /var/spool/messages/1 wav 0123456789*#ABCD 60000 0 BEEP s=5";

#[tokio::test]
async fn a_message_is_recorded_heard_recorded_again_and_kept() {
    let script = script()
        .plays_all("vm-intro")
        .on(RECORD, "200 result=35 (dtmf) endpos=40000")
        .plays_all("vm-review")
        .waits(6000, Some('2'))
        .on(
            "STREAM FILE /var/spool/messages/1 0123456789*#ABCD",
            "200 result=0 endpos=40000",
        )
        .plays("vm-review", '3')
        .plays("vm-intro", '1')
        .on(RECORD, "200 result=0 (timeout) endpos=80000")
        .plays("vm-review", '1')
        .closes();
    let recorded = played(script, async |call| {
        message().review("vm-review").record(&call).await
    })
    .await;
    let Recorded::Kept(recording) = recorded.unwrap() else {
        panic!()
    };
    assert_eq!((recording.end, recording.samples), (RecordingEnd::Time, 80000));
}

#[tokio::test]
async fn a_message_that_is_too_short_is_asked_for_again_and_given_up() {
    let script = script()
        .plays_all("vm-intro")
        .on(RECORD, "200 result=35 (dtmf) endpos=800")
        .on("STREAM FILE vm-tooshort \"\"", "200 result=0 endpos=8000")
        .plays_all("vm-intro")
        // A key during the beep.
        .on(RECORD, "200 result=49 (randomerror) endpos=0")
        .on("STREAM FILE vm-tooshort \"\"", "200 result=0 endpos=8000")
        .closes();
    let recorded = played(script, async |call| message().tries(2).record(&call).await).await;
    assert_eq!(recorded, Ok(Recorded::TooShort));
}

#[tokio::test]
async fn who_hangs_up_has_left_a_message_all_the_same() {
    let hangs_up = script()
        .plays_all("vm-intro")
        .on(RECORD, "200 result=-1 (hangup) endpos=40000")
        .hangs_up()
        .closes();
    let recorded = played(hangs_up, async |call| {
        message().review("vm-review").record(&call).await
    })
    .await;
    let Recorded::Kept(recording) = recorded.unwrap() else {
        panic!()
    };
    assert_eq!((recording.end, recording.samples), (RecordingEnd::Hangup, 40000));

    let while_reviewing = script()
        .plays_all("vm-intro")
        .on(RECORD, "200 result=35 (dtmf) endpos=40000")
        .on(
            "STREAM FILE vm-review 0123456789*#ABCD",
            "200 result=-1 endpos=80",
        )
        .hangs_up()
        .closes();
    let recorded = played(while_reviewing, async |call| {
        message().review("vm-review").record(&call).await
    })
    .await;
    assert!(matches!(recorded, Ok(Recorded::Kept(_))), "{recorded:?}");

    let at_once = script()
        .plays_all("vm-intro")
        .on(RECORD, "200 result=-1 (hangup) endpos=160")
        .hangs_up()
        .closes();
    let recorded = played(at_once, async |call| message().record(&call).await).await;
    assert_eq!(recorded, Ok(Recorded::TooShort));

    let before = script()
        .on("STREAM FILE vm-intro 0123456789*#ABCD", "200 result=-1 endpos=80")
        .hangs_up()
        .closes();
    let recorded = played(before, async |call| message().record(&call).await).await;
    assert_eq!(recorded, Err(CallError::HungUp));
}

#[tokio::test]
async fn every_limit_of_a_recording_can_be_set() {
    let script = script()
        .on("RECORD FILE /m gsm * 30000", "200 result=42 (dtmf) endpos=100")
        .closes();
    let recorded = played(script, async |call| {
        Record::new("/m", "gsm")
            .until("*")
            .at_most(Duration::from_secs(30))
            .until_silence(None)
            .beep(false)
            .at_least(Duration::ZERO)
            .record(&call)
            .await
    })
    .await;
    assert!(matches!(recorded, Ok(Recorded::Kept(_))), "{recorded:?}");
}

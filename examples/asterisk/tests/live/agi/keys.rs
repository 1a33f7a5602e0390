//! Keys that a telephone presses while commands run.

use std::time::{Duration, Instant};

use switchhook_agi::command::{
    ControlStreamFile, Digit, Gender, GetData, GetOption, LetterCase, ReplyError, SayAlpha, SayDate,
    SayDateTime, SayDigits, SayNumber, SayPhonetic, SayTime, StreamFile, WaitForDigit,
};
use switchhook_agi::{CallError, Command};
use switchhook_rig::{Call, Laboratory};

use super::AT_ONCE;
use super::desk::{Desk, Session};

/// The beginning of 2026.
const EPOCH: i64 = 1_767_225_600;

const FAILED: CallError = CallError::Reply(ReplyError::Failed);

pub(crate) fn digits_are_read_as_they_were_pressed(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    let (mut phone, session) = desk.call("agi");
    let get = || GetData::new("beep").timeout(Duration::from_secs(4));
    for (keys, most, digits) in [
        ("007#", 10, "007"),
        ("#", 10, ""),
        ("1234567890123456", 16, "1234567890123456"),
        ("*12#", 10, "*12"),
        ("0", 1, "0"),
        ("A*D", 3, "A*D"),
    ] {
        let data = desk
            .press(&mut phone, &session, get().max_digits(most), keys)
            .unwrap();
        assert_eq!((data.digits(), data.timed_out()), (digits, false), "{keys}");
    }
    let brief = get().timeout(Duration::from_millis(600)).max_digits(8);
    let data = desk.press(&mut phone, &session, brief.clone(), "12").unwrap();
    assert_eq!((data.digits(), data.timed_out()), ("12", true));
    let data = session.ask(brief).unwrap();
    assert_eq!((data.digits(), data.timed_out()), ("", true));
    assert_eq!(session.ask(GetData::new("no-such-sound")).unwrap_err(), FAILED);

    let wait = WaitForDigit::forever();
    assert_eq!(
        desk.press(&mut phone, &session, wait, "#").unwrap(),
        Some(Digit::POUND)
    );
    let wait = WaitForDigit::at_most(Duration::from_millis(100));
    assert_eq!(session.ask(wait).unwrap(), None);
    drop(session);
    // Of the commands that play, only this one does not spoil the session when its sound is missing.
    assert_eq!(desk.agi_done().0, "SUCCESS");
    desk.close();
}

pub(crate) fn a_key_ends_what_plays(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    let (mut phone, session) = desk.call("agi");
    let stream = || StreamFile::new("demo-congrats").until("0*");
    let played = desk.press(&mut phone, &session, stream(), "5*").unwrap();
    assert_eq!(played.digit, Some(Digit::STAR));
    let played = desk
        .press(&mut phone, &session, stream().from_sample(8000), "0")
        .unwrap();
    assert_eq!(played.digit, Some(Digit::D0));
    assert!((8000..16_000).contains(&played.end), "{played:?}");
    let played = session.ask(StreamFile::new("beep").until("0")).unwrap();
    assert_eq!((played.digit, played.end), (None, 3520));
    assert_eq!(session.variable("PLAYBACKSTATUS"), "SUCCESS");
    assert_eq!(session.ask(StreamFile::new("no-such-sound")).unwrap_err(), FAILED);

    let option = || GetOption::new("demo-congrats", "12").timeout(Duration::from_secs(5));
    let chosen = desk.press(&mut phone, &session, option(), "32").unwrap();
    assert_eq!(chosen.digit, Some(Digit::D2));
    let nothing = session
        .ask(GetOption::new("beep", "12").timeout(Duration::from_millis(100)))
        .unwrap();
    assert_eq!((nothing.digit, nothing.end), (None, 3520));
    assert_eq!(
        session.ask(GetOption::new("no-such-sound", "1")).unwrap_err(),
        FAILED
    );

    let control = || ControlStreamFile::new("demo-congrats").until("5");
    let played = desk.press(&mut phone, &session, control(), "5").unwrap();
    assert_eq!(played.digit, Some(Digit::D5));
    assert!(
        played.end.is_some_and(|end| end < Duration::from_secs(10)),
        "{played:?}"
    );
    assert_eq!(session.variable("CPLAYBACKSTATUS"), "USERSTOPPED");
    assert_eq!(session.variable("CPLAYBACKSTOPKEY"), "5");
    let wound = control()
        .skip(Duration::from_secs(4))
        .forward_with("9")
        .rewind_with("7")
        .pause_with("8");
    let played = desk.press(&mut phone, &session, wound, "99785").unwrap();
    assert_eq!(played.digit, Some(Digit::D5));
    let at = played.end.expect("it was stopped");
    assert!(
        (Duration::from_secs(4)..Duration::from_secs(8)).contains(&at),
        "{at:?}"
    );
    let whole = session.ask(ControlStreamFile::new("beep")).unwrap();
    assert_eq!((whole.digit, whole.end), (None, None));
    assert_eq!(
        session.ask(ControlStreamFile::new("no-such-sound")).unwrap_err(),
        FAILED
    );
    drop(session);
    // A sound that is missing is a command that failed, whatever the program makes of it.
    assert_eq!(desk.agi_done().0, "FAILURE");
    desk.close();
}

pub(crate) fn a_key_ends_what_is_said(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    let (mut phone, session) = desk.call("agi");
    fn stopped<C>(desk: &mut Desk<'_>, phone: &mut Call, session: &Session, command: C)
    where
        C: Command<Response = Option<Digit>> + Send + 'static,
    {
        let name = command.name().to_owned();
        let digit = desk.press(phone, session, command, "5").unwrap();
        assert_eq!(digit, Some(Digit::D5), "{name}");
    }
    stopped(
        &mut desk,
        &mut phone,
        &session,
        SayDigits::new("0123456789").until("5"),
    );
    stopped(
        &mut desk,
        &mut phone,
        &session,
        SayNumber::new(123_456).until("45"),
    );
    stopped(
        &mut desk,
        &mut phone,
        &session,
        SayAlpha::new("abc def").until("5"),
    );
    stopped(
        &mut desk,
        &mut phone,
        &session,
        SayPhonetic::new("abcdef").until("5"),
    );
    stopped(&mut desk, &mut phone, &session, SayDate::new(EPOCH).until("5"));
    stopped(&mut desk, &mut phone, &session, SayTime::new(EPOCH).until("5"));
    let said = SayDateTime::new(EPOCH)
        .until("5")
        .format("ABdY HM")
        .zone("Pacific/Noumea");
    stopped(&mut desk, &mut phone, &session, said);
    assert_eq!(session.ask(SayDigits::new("7")), Ok(None));
    assert_eq!(session.ask(SayNumber::new(-2).gender(Gender::Feminine)), Ok(None));
    assert_eq!(session.ask(SayAlpha::new("aB").case(LetterCase::Upper)), Ok(None));
    drop(session);
    assert_eq!(desk.agi_done().0, "SUCCESS");
    desk.close();
}

pub(crate) fn what_nobody_waits_for_stops_at_once(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    let (_phone, session) = desk.call("agi");
    // The sound lasts some twenty seconds.
    let congratulations = "demo-congrats";
    let pending = desk.begin(&session, StreamFile::new(congratulations));
    pending.give_up();
    at_once(&session);
    let get = GetData::new(congratulations).timeout(Duration::from_secs(60));
    desk.begin(&session, get).give_up();
    at_once(&session);
    desk.begin(&session, GetOption::new(congratulations, "1"))
        .give_up();
    at_once(&session);
    drop(session);
    assert_eq!(desk.agi_done().0, "SUCCESS");
    desk.close();
}

/// The next command is answered, with its own reply, long before the sound would have ended.
fn at_once(session: &Session) {
    let begun = Instant::now();
    assert_eq!(session.variable("EXTEN"), "agi");
    assert_eq!(session.variable("CHANNEL(state)"), "Up");
    assert!(begun.elapsed() < 2 * AT_ONCE, "{:?}", begun.elapsed());
}

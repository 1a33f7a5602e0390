//! Callers who leave, and channels that are dead from the start.

use std::time::{Duration, Instant};

use switchhook_agi::command::{
    Answer, ChannelStatus, ControlStreamFile, DatabaseGet, Exec, GetData, GetOption, Gosub, GosubEnd, Hangup,
    Noop, RawCommand, ReceiveChar, ReceiveText, RecordFile, RecordingEnd, ReplyError, SayAlpha, SayDateTime,
    SayDigits, SayNumber, SetVariable, SpeechDestroy, StreamFile, Verbose, WaitForDigit,
};
use switchhook_agi::proto::CloseReason;
use switchhook_agi::wire::{LineLimit, MAX_WORDS};
use switchhook_agi::{CallError, Command};
use switchhook_rig::{Laboratory, Version};

use super::AT_ONCE;
use super::desk::{Desk, Session};

/// What may be done on a dead channel works, and the rest is a hangup.
fn is_dead(session: &Session) {
    assert_eq!(session.ask(SetVariable::new("LEFT", "yes")), Ok(()));
    assert_eq!(session.variable("LEFT"), "yes");
    assert_eq!(session.ask(Noop), Ok(()));
    assert_eq!(session.ask(DatabaseGet::new("agi", "none")), Ok(None));
    assert_eq!(session.ask(Exec::new("NoOp")), Ok(0));
    assert_eq!(session.ask(StreamFile::new("beep")), Err(CallError::HungUp));
    assert_eq!(session.ask(Answer), Err(CallError::HungUp));
}

/// The caller leaves while this runs.
fn left<C>(desk: &mut Desk<'_>, command: C) -> Result<C::Response, CallError>
where
    C: Command + Send + 'static,
    C::Response: Send,
{
    let name = command.name().to_owned();
    let (phone, session) = desk.call("agi");
    let pending = desk.begin(&session, command);
    let hung_up = Instant::now();
    phone.hang_up();
    let result = pending.result();
    session.hung_up();
    assert!(hung_up.elapsed() < 2 * AT_ONCE, "{name}: {:?}", hung_up.elapsed());
    is_dead(&session);
    result
}

pub(crate) fn the_caller_leaves_in_the_middle_of_each_command_that_waits(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    let minute = Duration::from_secs(60);
    let long = "0123456789".repeat(4);
    let gone = Some(CallError::HungUp);
    let music = "demo-congrats";
    assert_eq!(left(&mut desk, StreamFile::new(music)).err(), gone);
    assert_eq!(left(&mut desk, ControlStreamFile::new(music)).err(), gone);
    assert_eq!(
        left(&mut desk, GetOption::new(music, "1").timeout(minute)).err(),
        gone
    );
    assert_eq!(left(&mut desk, GetData::new(music).timeout(minute)).err(), gone);
    assert_eq!(left(&mut desk, WaitForDigit::forever()).err(), gone);
    assert_eq!(left(&mut desk, ReceiveText::at_most(minute)).err(), gone);
    assert_eq!(left(&mut desk, ReceiveChar::at_most(minute)).err(), gone);
    assert_eq!(left(&mut desk, SayDigits::new(&*long)).err(), gone);
    assert_eq!(left(&mut desk, SayNumber::new(123_456_789)).err(), gone);
    assert_eq!(left(&mut desk, SayAlpha::new(&*long)).err(), gone);
    assert_eq!(left(&mut desk, SayDateTime::new(0)).err(), gone);
    assert_eq!(
        left(&mut desk, RawCommand::new("EXEC").argument("Wait").argument("60"))
            .unwrap()
            .number(),
        Some(-1)
    );
    assert_eq!(
        left(&mut desk, Gosub::new("agi-sub", "stuck", 1)),
        Ok(GosubEnd::Abnormal)
    );
    let file = format!("/srv/switchhook/{}/spool/tmp/left", laboratory.pbx.name);
    let recording = left(&mut desk, RecordFile::new(file, "wav")).unwrap();
    assert_eq!(recording.end, RecordingEnd::Hangup);
    desk.close();
}

pub(crate) fn the_dead_are_told_apart(laboratory: &Laboratory) {
    let desk = Desk::open(laboratory);
    for extension in ["agi-h", "agi-handler"] {
        let mut phone = desk.dial(extension);
        phone.answered(crate::SOON).unwrap();
        phone.hang_up();
        let session = desk.session();
        // Nothing has told of a hangup yet: this Asterisk says that the channel is dead.
        assert!(!session.call.is_hung_up());
        let refused = Err(CallError::Reply(ReplyError::NotPermitted));
        assert_eq!(session.ask(Answer), refused, "{extension}");
        assert_eq!(session.ask(Hangup::new()), refused, "{extension}");
        assert_eq!(
            session.ask(ChannelStatus::new()).unwrap_err(),
            CallError::Reply(ReplyError::NotPermitted)
        );
        assert_eq!(session.ask(SetVariable::new("RESULT", "after")), Ok(()));
        assert_eq!(session.ask(Verbose::new("dead")), Ok(()));
        assert_eq!(session.ask(Exec::new("NoOp")), Ok(0));
        assert_eq!(
            session.ask(SpeechDestroy),
            Err(CallError::Reply(ReplyError::NotDone))
        );
        drop(session);
    }
    // DeadAGI is AGI with a warning, in both versions.
    let (phone, session) = desk.call("agi-dead");
    assert_eq!(session.ask(StreamFile::new("beep")).unwrap().digit, None);
    phone.hang_up();
    session.hung_up();
    is_dead(&session);
    drop(session);
    desk.close();
}

pub(crate) fn the_end_of_a_call_depends_on_the_dialplan(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    // AGIEXITONHANGUP: nothing can be done after it.
    let (phone, session) = desk.call("agi-exits");
    let pending = desk.begin(&session, WaitForDigit::forever());
    phone.hang_up();
    assert_eq!(pending.result(), Err(CallError::HungUp));
    let over = session.wait(async {
        loop {
            match session.call.send(Noop).await {
                Ok(()) => {}
                Err(error) => return error,
            }
        }
    });
    assert!(over.is_over(), "{over:?}");
    assert_eq!(session.call.ended(), Some(CloseReason::ClosedByPeer));
    drop(session);
    // AGISIGHUP=no: only what fails tells of the hangup.
    let (phone, session) = desk.call("agi-silent");
    let pending = desk.begin(&session, WaitForDigit::forever());
    phone.hang_up();
    assert_eq!(pending.result(), Err(CallError::Reply(ReplyError::Failed)));
    assert_eq!(session.ask(Noop), Ok(()));
    assert_eq!(
        session.ask(Answer),
        Err(CallError::Reply(ReplyError::NotPermitted))
    );
    drop(session);
    desk.close();
}

pub(crate) fn lines_and_words_have_their_limits(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    desk.originate("agi", "Wait", "30");
    let session = desk.session();
    let limit = LineLimit::of_version(&session.call.environment().version().unwrap_or_default());
    let expected = match laboratory.pbx.version {
        Version::V16 => LineLimit::BYTES_2046,
        Version::V22 => LineLimit::BYTES_8190,
    };
    assert_eq!(limit, expected);
    let fits = limit.bytes() - r#"SET VARIABLE "LONG" """#.len();
    assert_eq!(session.ask(SetVariable::new("LONG", "x".repeat(fits))), Ok(()));
    assert_eq!(
        session
            .wait(session.call.variable("LONG"))
            .unwrap()
            .unwrap()
            .as_bytes()
            .len(),
        fits
    );
    let long = session.ask(SetVariable::new("LONG", "x".repeat(fits + 1)));
    assert!(matches!(long, Err(CallError::Invalid(_))), "{long:?}");
    // As many words as Asterisk reads, and one more.
    let words = |count: usize| (1..count).fold(RawCommand::new("NOOP"), |noop, _| noop.argument("x"));
    assert_eq!(session.ask(words(MAX_WORDS)).unwrap().number(), Some(0));
    let many = session.ask(words(MAX_WORDS + 1));
    assert!(matches!(many, Err(CallError::Invalid(_))), "{many:?}");
    drop(session);
    desk.close();
}

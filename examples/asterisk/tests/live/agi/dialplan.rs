//! What a program does to its channel, and what it has the dialplan do.

use std::time::Duration;

use switchhook_agi::CallError;
use switchhook_agi::command::{
    Answer, AsyncAgiBreak, ChannelState, ChannelStatus, DatabaseDel, DatabaseDelTree, DatabaseGet,
    DatabasePut, Exec, GetFullVariable, GetVariable, Gosub, GosubEnd, Noop, ReceiveChar, ReceiveText,
    ReplyError, SendImage, SendText, SetAutoHangup, SetCallerId, SetContext, SetExtension, SetMusic,
    SetPriority, SetVariable, SpeechActivateGrammar, SpeechCreate, SpeechDeactivateGrammar, SpeechDestroy,
    SpeechLoadGrammar, SpeechRecognize, SpeechSet, SpeechUnloadGrammar, TddMode, Verbose,
};
use switchhook_rig::Laboratory;

use super::desk::Desk;

const NOT_DONE: CallError = CallError::Reply(ReplyError::NotDone);

pub(crate) fn subroutines_and_applications_run(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    desk.originate("agi", "Wait", "30");
    let session = desk.session();
    let gosub = Gosub::new("agi-sub", "s", 1).arguments("one,two");
    assert_eq!(session.ask(gosub), Ok(GosubEnd::Returned));
    assert_eq!(session.variable("RESULT"), "one-two");
    assert_eq!(session.variable("GOSUB_RETVAL"), "back");
    for missing in [
        Gosub::new("none", "s", 1),
        Gosub::new("agi-sub", "none", 1),
        Gosub::new("agi-sub", "s", "none"),
    ] {
        assert_eq!(
            session.ask(missing),
            Err(CallError::Reply(ReplyError::NoSuchPlace))
        );
    }
    // After one that is missing the next one is answered as it should be.
    assert_eq!(session.ask(Noop), Ok(()));
    assert_eq!(session.ask(Exec::new("NoOp")), Ok(0));
    assert_eq!(session.ask(Exec::new("Set").options("A=${EXTEN}")), Ok(0));
    assert_eq!(session.variable("A"), "${EXTEN}");
    assert_eq!(
        session.ask(Exec::new("NoSuchApplication")),
        Err(CallError::Reply(ReplyError::NoApplication))
    );
    assert_eq!(session.ask(Exec::new("Playback").options("no-such-sound")), Ok(0));
    assert_eq!(session.variable("PLAYBACKSTATUS"), "FAILED");
    // A subroutine that jumps elsewhere is left, and the call goes on there once the program is done.
    let left = session.ask(Gosub::new("agi-sub", "left", 1));
    assert_eq!(left, Ok(GosubEnd::Abnormal));
    drop(session);
    assert_eq!(desk.agi_done().1, "one-two");

    desk.originate("agi", "Wait", "30");
    let session = desk.session();
    assert_eq!(
        session.ask(Gosub::new("agi-sub", "gone", 1)),
        Ok(GosubEnd::Abnormal)
    );
    session.hung_up();
    drop(session);

    desk.originate("agi-full", "Wait", "30");
    let session = desk.session();
    assert_eq!(session.ask(Exec::new("Set").options("A=${EXTEN}")), Ok(0));
    assert_eq!(session.variable("A"), "agi-full");
    drop(session);
    desk.close();
}

pub(crate) fn the_channel_is_changed_and_goes_on_elsewhere(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    let phone = desk.dial("agi");
    let session = desk.session();
    assert_eq!(session.ask(ChannelStatus::new()), Ok(Some(ChannelState::Ring)));
    assert_eq!(session.ask(Answer), Ok(()));
    assert_eq!(session.ask(ChannelStatus::new()), Ok(Some(ChannelState::Up)));
    let own = ChannelStatus::of(session.channel());
    assert_eq!(session.ask(own), Ok(Some(ChannelState::Up)));
    assert_eq!(session.ask(ChannelStatus::of("no/such")), Ok(None));
    for (caller, all) in [
        (SetCallerId::named("Zoé \"Z\" Blanc", "106"), "106"),
        (SetCallerId::number("107"), "107"),
    ] {
        session.ask(caller).unwrap();
        assert_eq!(session.variable("CALLERID(num)"), all);
    }
    session.ask(SetVariable::new("CHANNEL(language)", "fr")).unwrap();
    assert_eq!(
        session
            .ask(GetVariable::new("CHANNEL(language)"))
            .unwrap()
            .unwrap(),
        *"fr"
    );
    let full = GetFullVariable::new("${CALLERID(num)}-${EXTEN}").on(session.channel());
    assert_eq!(session.ask(full).unwrap().unwrap(), *"107-agi");
    assert_eq!(session.ask(GetVariable::new("NOT_SET")), Ok(None));
    assert_eq!(session.ask(SetMusic::on().class("default")), Ok(()));
    assert_eq!(session.ask(SetMusic::off()), Ok(()));
    assert_eq!(session.ask(TddMode::On), Ok(false));
    assert_eq!(session.ask(TddMode::Off), Ok(false));
    assert_eq!(session.ask(SendImage::new("no-such-image")), Ok(()));
    assert_eq!(session.ask(Verbose::new("seen").level(2)), Ok(()));
    assert_eq!(session.ask(AsyncAgiBreak), Ok(()));
    assert_eq!(
        session.ask(SetAutoHangup::after(Duration::from_secs(300))),
        Ok(())
    );
    assert_eq!(session.ask(SetAutoHangup::never()), Ok(()));
    session.ask(SetVariable::new("RESULT", "elsewhere")).unwrap();
    session.ask(SetContext::new("agi-done")).unwrap();
    session.ask(SetExtension::new("s")).unwrap();
    session.ask(SetPriority::new(1)).unwrap();
    drop(session);
    assert_eq!(desk.agi_done(), ("SUCCESS".into(), "elsewhere".into()));
    drop(phone);

    // The call ends by itself.
    let (_phone, session) = desk.call("agi");
    session
        .ask(SetAutoHangup::after(Duration::from_millis(700)))
        .unwrap();
    session.hung_up();
    drop(session);
    desk.close();
}

pub(crate) fn the_database_of_asterisk_is_read_and_written(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    desk.originate("agi", "Wait", "30");
    let session = desk.session();
    let get = |key| session.ask(DatabaseGet::new("agi", key));
    assert_eq!(get("a/b"), Ok(None));
    for value in ["", "two words", "(a) \"b\" \\", ")", "007"] {
        session.ask(DatabasePut::new("agi", "a/b", value)).unwrap();
        assert_eq!(get("a/b").unwrap().unwrap(), *value);
    }
    session.ask(DatabasePut::new("agi", "a/c", "x")).unwrap();
    session.ask(DatabaseDel::new("agi", "a/b")).unwrap();
    assert_eq!(get("a/b"), Ok(None));
    // Asterisk finds it no failure to delete what is not there.
    assert_eq!(session.ask(DatabaseDel::new("agi", "a/b")), Ok(()));
    let tree = DatabaseDelTree::new("agi").below("a");
    assert_eq!(session.ask(tree.clone()), Ok(true));
    assert_eq!(session.ask(tree), Ok(false));
    assert_eq!(session.ask(DatabaseDelTree::new("agi")), Ok(false));
    drop(session);
    desk.close();
}

pub(crate) fn two_programs_send_each_other_text(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    let url = format!("agi://127.0.0.1:{}/", laboratory.pbx.ports.agi);
    desk.originate("agi", "AGI", &url);
    let one = desk.session();
    // The other half begins once this one has answered.
    one.ask(Answer).unwrap();
    let other = desk.session();
    other.ask(Answer).unwrap();
    let pending = desk.begin(&one, ReceiveText::at_most(Duration::from_secs(8)));
    other.ask(SendText::new("hello (world)")).unwrap();
    assert_eq!(pending.result().unwrap(), *"hello (world)");
    let pending = desk.begin(&one, ReceiveChar::at_most(Duration::from_secs(8)));
    other.ask(SendText::new("x")).unwrap();
    assert_eq!(pending.result(), Ok(Some(b'x')));
    // Time that is up looks like a hangup, and is none.
    let brief = Duration::from_millis(100);
    let failed = CallError::Reply(ReplyError::Failed);
    assert_eq!(one.ask(ReceiveText::at_most(brief)), Err(failed.clone()));
    assert_eq!(one.ask(ReceiveChar::at_most(brief)), Err(failed));
    assert!(!one.call.is_hung_up());
    drop((one, other));
    desk.close();
}

pub(crate) fn without_an_engine_speech_is_refused(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    desk.originate("agi", "Wait", "30");
    let session = desk.session();
    assert_eq!(session.ask(SpeechCreate::new("")), Err(NOT_DONE));
    assert_eq!(session.ask(SpeechSet::new("name", "value")), Err(NOT_DONE));
    assert_eq!(session.ask(SpeechLoadGrammar::new("g", "/path")), Err(NOT_DONE));
    assert_eq!(session.ask(SpeechUnloadGrammar::new("g")), Err(NOT_DONE));
    assert_eq!(session.ask(SpeechActivateGrammar::new("g")), Err(NOT_DONE));
    assert_eq!(session.ask(SpeechDeactivateGrammar::new("g")), Err(NOT_DONE));
    let recognize = SpeechRecognize::new("beep").at_most(Duration::from_secs(1));
    assert_eq!(session.ask(recognize).unwrap_err(), NOT_DONE);
    assert_eq!(session.ask(SpeechDestroy), Err(NOT_DONE));
    drop(session);
    assert_eq!(desk.agi_done().0, "SUCCESS");
    desk.close();
}

pub(crate) fn the_words_of_a_telephone_do_not_reach_a_program(laboratory: &Laboratory) {
    let mut desk = Desk::open(laboratory);
    let (mut phone, session) = desk.call("agi");
    let pending = desk.begin(&session, ReceiveText::at_most(Duration::from_secs(2)));
    // Asterisk takes the SIP MESSAGE, and keeps it from AGI.
    phone.says("hello from a telephone").unwrap();
    assert_eq!(pending.result(), Err(CallError::Reply(ReplyError::Failed)));
    drop(session);
    desk.close();
}

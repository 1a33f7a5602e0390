//! What is peculiar about AGI, each with a test that is named after it. Those about deadlines, floods and chunks are in
//! `session.rs`; those about whole recorded conversations in `replay.rs`.
#![allow(
    clippy::disallowed_methods,
    reason = "begins its virtual clock somewhere; reads transcripts"
)]

use std::time::{Duration, Instant};

use switchhook_agi::Command;
use switchhook_agi::command::{
    Answer, Exec, GetData, GetOption, GetVariable, Gosub, GosubEnd, Noop, RawCommand, ReplyError, Request,
    SayDigits, SetVariable, StreamFile, WaitForDigit,
};
use switchhook_agi::proto::{CloseReason, NotSent, Notice, Options, Session};
use switchhook_agi::wire::{Code, LineLimit, Reply, split_words};

const MARK_LINE: &[u8] = b"GET FULL VARIABLE \"switchhook-interrupted\"\n";
const MARK_REPLY: &[u8] = b"200 result=1 (switchhook-interrupted)\n";

/// A session with one call, and what it said since it was last asked.
struct Talk {
    session: Session,
    now: Instant,
}

impl Talk {
    fn begun() -> Self {
        Self::of("agi_network: yes\nagi_request: agi://h\nagi_version: 22.10.1\n\n")
    }

    fn of(environment: &str) -> Self {
        let now = Instant::now();
        let mut session = Session::new(Options::default(), now);
        session.receive(environment.as_bytes(), now);
        assert!(matches!(session.poll_event(), Some(Notice::Started(_))));
        Self { session, now }
    }

    fn send(&mut self, command: &impl Command) {
        self.try_send(command).unwrap();
        assert!(self.session.poll_transmit().is_some());
    }

    fn try_send(&mut self, command: &impl Command) -> Result<(), NotSent> {
        let request = Request::new(command, self.session.line_limit()).expect("the samples can be sent");
        self.session.send(&request, self.now)
    }

    fn hear(&mut self, said: &str) -> Vec<Notice> {
        self.session.receive(said.as_bytes(), self.now);
        std::iter::from_fn(|| self.session.poll_event()).collect()
    }

    /// The command's own reading of the one reply that comes.
    fn answer<C: Command>(&mut self, command: &C, said: &str) -> Result<C::Response, ReplyError> {
        self.send(command);
        let heard = self.hear(said);
        let [Notice::Reply(Ok(reply))] = &heard[..] else {
            panic!("{said:?}: {heard:?}");
        };
        assert!(self.session.is_idle(), "{said:?}");
        command.response(reply)
    }
}

fn replies(notices: &[Notice]) -> Vec<Code> {
    notices
        .iter()
        .filter_map(|notice| match notice {
            Notice::Reply(Ok(reply)) => Some(reply.code()),
            _ => None,
        })
        .collect()
}

/// What Asterisk answered to a line in a transcript.
fn recorded(transcript: &[u8], line: &[u8]) -> Vec<u8> {
    let asked = [b"\nP: ", line, b"\nA: "].concat();
    let at = transcript
        .windows(asked.len())
        .position(|window| window == asked)
        .unwrap_or_else(|| panic!("no {:?} in the transcript", String::from_utf8_lossy(line)));
    let answer = &transcript[at + asked.len()..];
    answer
        .split(|byte| *byte == b'\n')
        .next()
        .expect("a line")
        .to_vec()
}

const REFUSALS: [&[u8]; 2] = [
    include_bytes!("../testdata/16-refusals.txt"),
    include_bytes!("../testdata/22-refusals.txt"),
];

// Commands.

#[test]
fn asterisk_does_not_strip_a_cr_and_none_is_ever_sent() {
    for transcript in REFUSALS {
        assert!(recorded(transcript, b"ANSWER\r").starts_with(b"510 "));
    }
    assert_eq!(split_words(b"ANSWER\r"), [b"ANSWER\r"]);
    for value in ["x\r", "\r\n", "a\rb"] {
        assert!(
            Request::new(&SetVariable::new("X", value), LineLimit::BYTES_8190).is_err(),
            "{value:?}"
        );
        assert!(
            Request::new(&RawCommand::new(value), LineLimit::BYTES_8190).is_err(),
            "{value:?}"
        );
    }
}

#[test]
fn an_empty_line_is_answered_with_510_and_cannot_be_sent() {
    for transcript in REFUSALS {
        assert!(recorded(transcript, b"").starts_with(b"510 "));
    }
    assert!(Request::new(&RawCommand::new(""), LineLimit::BYTES_8190).is_err());
    // Asked by somebody else on the same wire, it answers nothing of ours.
    let mut talk = Talk::begun();
    let heard = talk.hear("510 Invalid or unknown command\n");
    assert!(matches!(heard[..], [Notice::Unexpected(_)]), "{heard:?}");
    assert_eq!(talk.answer(&Noop, "200 result=0\n"), Ok(()));
}

#[test]
fn a_line_that_begins_with_failure_would_end_the_session_and_cannot_be_sent() {
    for name in ["failure", "FAILURE", "Failures", "failure mode"] {
        assert!(
            Request::new(&RawCommand::new(name), LineLimit::BYTES_8190).is_err(),
            "{name}"
        );
    }
    // As an argument it is a word like any other.
    assert!(Request::new(&SetVariable::new("X", "failure"), LineLimit::BYTES_8190).is_ok());
}

#[test]
fn a_command_leaves_as_one_whole_line() {
    let mut talk = Talk::begun();
    talk.try_send(&SetVariable::new("X", "a b")).unwrap();
    let line = talk.session.poll_transmit().unwrap();
    assert_eq!(line.iter().position(|byte| *byte == b'\n'), Some(line.len() - 1));
    assert_eq!(talk.session.poll_transmit(), None);
}

#[test]
fn one_command_at_a_time_is_sent() {
    let mut talk = Talk::begun();
    talk.send(&Answer);
    for _ in 0..3 {
        assert_eq!(talk.try_send(&Noop), Err(NotSent::Busy));
        assert_eq!(talk.session.poll_transmit(), None);
    }
    assert_eq!(replies(&talk.hear("200 result=0\n")), [Code::Done]);
    assert_eq!(talk.try_send(&Noop), Ok(()));
}

#[test]
fn an_interrupted_playback_has_no_reply() {
    for command in [
        Request::new(&StreamFile::new("x"), LineLimit::BYTES_2046),
        Request::new(&GetData::new("x"), LineLimit::BYTES_2046),
        Request::new(&GetOption::new("x", "1"), LineLimit::BYTES_2046),
    ] {
        let mut talk = Talk::begun();
        talk.session.send(&command.unwrap(), talk.now).unwrap();
        assert!(talk.session.poll_transmit().is_some());
        assert!(talk.session.interrupt(talk.now));
        assert_eq!(talk.session.poll_transmit().as_deref(), Some(MARK_LINE));
        // Once is enough, and nothing else is sent meanwhile.
        assert!(!talk.session.interrupt(talk.now));
        assert_eq!(talk.try_send(&Noop), Err(NotSent::Busy));
        assert_eq!(
            talk.hear(std::str::from_utf8(MARK_REPLY).unwrap()),
            [Notice::Interrupted]
        );
        assert_eq!(talk.answer(&Noop, "200 result=0\n"), Ok(()));
    }
}

#[test]
fn a_playback_that_ended_just_before_it_was_interrupted_has_its_reply() {
    for (reply, digits) in [
        ("200 result=1\n", "1"),
        ("200 result=0 (timeout)\n", "0"),
        ("200 result=\n", ""),
    ] {
        let mut talk = Talk::begun();
        let get = GetData::new("x");
        talk.send(&get);
        assert!(talk.session.interrupt(talk.now));
        // Not idle before the mark is answered: the next reply would be taken for another's.
        assert_eq!(talk.hear(reply), []);
        assert!(!talk.session.is_idle());
        let heard = talk.hear(std::str::from_utf8(MARK_REPLY).unwrap());
        let [Notice::Reply(Ok(reply))] = &heard[..] else {
            panic!("{heard:?}");
        };
        assert_eq!(get.response(reply).unwrap().digits(), digits);
        assert!(talk.session.is_idle());
    }
}

#[test]
fn a_wait_for_a_key_that_is_interrupted_answers_1_and_a_hangup_changes_nothing() {
    let mut talk = Talk::begun();
    talk.send(&WaitForDigit::forever());
    assert!(talk.session.interrupt(talk.now));
    let heard = talk.hear("200 result=1\nHANGUP\n200 result=1 (switchhook-interrupted)\nHANGUP\n");
    assert_eq!(replies(&heard), [Code::Done]);
    assert_eq!(heard[0], Notice::HungUp);
    assert!(talk.session.is_idle());
}

/// Asterisk looks at its input only while it plays a file or waits for a key. Recordings, `EXEC`, `GOSUB`, and without
/// EAGI the SAY commands, go on to their end, and both answers come.
#[test]
fn what_does_not_stop_is_not_interrupted() {
    let mut talk = Talk::begun();
    assert!(!talk.session.interrupt(talk.now), "nothing is under way");
    talk.send(&SayDigits::new("1"));
    assert!(!talk.session.interrupt(talk.now));
    talk.hear("200 result=0\n");
    // In AsyncAGI commands queue.
    let mut talk = Talk::of("agi_request: async\n\n");
    talk.send(&StreamFile::new("x"));
    assert!(!talk.session.interrupt(talk.now));
    // A hangup stops it anyway.
    let mut talk = Talk::begun();
    talk.send(&StreamFile::new("x"));
    talk.hear("HANGUP\n");
    assert!(!talk.session.interrupt(talk.now));
}

#[test]
fn what_was_not_written_yet_is_taken_back() {
    let mut talk = Talk::begun();
    talk.try_send(&StreamFile::new("x")).unwrap();
    assert!(talk.session.interrupt(talk.now));
    assert_eq!(talk.session.poll_transmit(), None);
    assert_eq!(talk.hear(""), [Notice::Interrupted]);
    assert_eq!(talk.answer(&Noop, "200 result=0\n"), Ok(()));
}

#[test]
fn an_interrupted_command_whose_end_never_comes_ends_the_session() {
    let mut talk = Talk::begun();
    talk.send(&StreamFile::new("x"));
    assert!(talk.session.interrupt(talk.now));
    assert!(talk.session.poll_transmit().is_some());
    let due = talk.session.poll_timeout().unwrap();
    assert_eq!(due, talk.now + Duration::from_secs(30));
    talk.session.handle_timeout(due);
    assert!(matches!(
        talk.hear("")[..],
        [Notice::Closed(CloseReason::ReplyTimeout { .. })]
    ));
}

// Replies.

#[test]
fn digits_are_text_and_may_be_empty_long_or_signs() {
    let mut talk = Talk::begun();
    for (said, digits, timed_out) in [
        ("200 result=\n", "", false),
        ("200 result= (timeout)\n", "", true),
        ("200 result=007\n", "007", false),
        ("200 result=*12#\n", "*12#", false),
        ("200 result=1234567890123456\n", "1234567890123456", false),
        (
            "200 result=0000000000000000 (timeout)\n",
            "0000000000000000",
            true,
        ),
        ("200 result=200\n", "200", false),
    ] {
        let data = talk.answer(&GetData::new("pin"), said).unwrap();
        assert_eq!((data.digits(), data.timed_out()), (digits, timed_out), "{said:?}");
    }
    assert_eq!(
        talk.answer(&GetData::new("pin"), "200 result=-1\n"),
        Err(ReplyError::Failed)
    );
}

#[test]
fn gosub_answers_100_and_then_200_and_the_next_command_gets_its_own_reply() {
    let mut talk = Talk::begun();
    let gosub = Gosub::new("sub", "s", 1);
    for (said, end) in [
        ("200 result=0 Gosub complete\n", Ok(GosubEnd::Returned)),
        (
            "200 result=0 Gosub complete (abnormal exit)\n",
            Ok(GosubEnd::Abnormal),
        ),
        ("200 result=-1 Gosub failed\n", Err(ReplyError::Failed)),
    ] {
        talk.send(&gosub);
        let heard = talk.hear("100 result=0 Trying...\n");
        assert!(matches!(heard[..], [Notice::Trying(_)]), "{heard:?}");
        assert_eq!(talk.try_send(&Noop), Err(NotSent::Busy));
        let heard = talk.hear(said);
        let [Notice::Reply(Ok(reply))] = &heard[..] else {
            panic!("{heard:?}");
        };
        assert_eq!(gosub.response(reply), end);
        let value = talk.answer(&GetVariable::new("GOSUB_RETVAL"), "200 result=1 (yes)\n");
        assert_eq!(value.unwrap().unwrap(), *"yes");
    }
    // No 100 where there is no such place.
    let missing = talk.answer(&gosub, "200 result=-1 Gosub label not found\n");
    assert_eq!(missing, Err(ReplyError::NoSuchPlace));
    let memory = talk.answer(&gosub, "503 result=-2 Memory allocation failure\n");
    assert!(matches!(memory, Err(ReplyError::Refused { code: 503, .. })));
}

#[test]
fn a_usage_may_be_empty_and_its_lines_may_look_like_replies() {
    let begin = "520-Invalid command syntax.  Proper usage follows:\n";
    let end = "520 End of proper usage.\n";
    for (usage, lines) in [
        ("", 0),
        ("\n", 1),
        ("200 result=0\n", 1),
        (
            "510 x\n 520 End of proper usage.\n520 End of proper usage. Not.\nHANGUP\n520-\n\n",
            6,
        ),
        ("Usage: X\n\nReturns 1\n", 3),
    ] {
        let mut talk = Talk::begun();
        match talk.answer(&RawCommand::new("X"), &format!("{begin}{usage}{end}")) {
            Err(ReplyError::Usage { usage: found }) => assert_eq!(found.len(), lines, "{usage:?}"),
            other => panic!("{usage:?}: {other:?}"),
        }
        assert!(!talk.session.is_hung_up(), "{usage:?}");
        assert_eq!(talk.answer(&Noop, "200 result=0\n"), Ok(()));
    }
    let mut talk = Talk::begun();
    let short = "520 Invalid command syntax.  Proper usage not available.\n";
    assert_eq!(
        talk.answer(&Noop, short),
        Err(ReplyError::Usage { usage: Vec::new() })
    );
}

#[test]
fn an_application_that_returns_1_is_followed_by_a_usage_that_answers_nothing() {
    let usage =
        "520-Invalid command syntax.  Proper usage follows:\n200 result=7\n520 End of proper usage.\n";
    let mut talk = Talk::begun();
    // In one piece with the reply; and after the next command.
    talk.send(&Exec::new("Odd"));
    let heard = talk.hear(&format!("200 result=1\n{usage}"));
    assert_eq!(replies(&heard), [Code::Done]);
    talk.send(&Exec::new("Odd"));
    talk.hear("200 result=1\n");
    let value = talk.answer_after(&GetVariable::new("X"), usage, "200 result=1 (a)\n");
    assert_eq!(value, Ok(Some("a".into())));
    // Other results have none: what is wrong with the next command is its own.
    talk.send(&Exec::new("Usual"));
    talk.hear("200 result=0\n");
    assert!(matches!(talk.answer(&Noop, usage), Err(ReplyError::Usage { .. })));
}

impl Talk {
    /// As [`answer`](Self::answer), with something before the reply that is none.
    fn answer_after<C: Command>(
        &mut self,
        command: &C,
        stray: &str,
        said: &str,
    ) -> Result<C::Response, ReplyError> {
        self.send(command);
        let heard = self.hear(&format!("{stray}{said}"));
        let [Notice::Unexpected(_), Notice::Reply(Ok(reply))] = &heard[..] else {
            panic!("{heard:?}");
        };
        command.response(reply)
    }
}

#[test]
fn a_value_runs_to_the_last_parenthesis_over_lines_too() {
    let mut talk = Talk::begun();
    for value in [
        "",
        "a",
        "(a) (b)",
        ")(",
        "two\nlines",
        "200 result=1\nHANGUP\nx",
        "1 (2",
    ] {
        let answer = talk.answer(&GetVariable::new("X"), &format!("200 result=1 ({value})\n"));
        assert_eq!(answer.unwrap().unwrap(), *value, "{value:?}");
        assert!(!talk.session.is_hung_up(), "{value:?}");
    }
}

#[test]
fn a_refusal_leaves_the_session_usable() {
    let mut talk = Talk::begun();
    for (said, expected) in [
        ("510 Invalid or unknown command\n", ReplyError::Unknown),
        (
            "511 Command Not Permitted on a dead channel or intercept routine\n",
            ReplyError::NotPermitted,
        ),
        // Before 13.14.
        (
            "511 Command Not Permitted on a dead channel\n",
            ReplyError::NotPermitted,
        ),
        ("200 result=-1\n", ReplyError::Failed),
    ] {
        assert_eq!(talk.answer(&Answer, said), Err(expected), "{said:?}");
        assert_eq!(talk.answer(&Noop, "200 result=0\n"), Ok(()));
    }
}

#[test]
fn a_reply_is_read_by_its_command_alone() {
    // The same bytes are digits, a key, a number or a value, as the command says.
    let bytes = b"200 result=49";
    let reply = |shape| Reply::parse(bytes, shape).unwrap();
    let data = GetData::new("x");
    assert_eq!(data.response(&reply(data.shape())).unwrap().digits(), "49");
    let wait = WaitForDigit::forever();
    assert_eq!(
        wait.response(&reply(wait.shape())).unwrap().unwrap().to_char(),
        '1'
    );
    let exec = Exec::new("x");
    assert_eq!(exec.response(&reply(exec.shape())), Ok(49));
}

// The hangup.

#[test]
fn a_hangup_may_come_idle_before_a_reply_after_the_last_and_twice() {
    for (script, replied) in [
        ("HANGUP\nHANGUP\n", false),
        ("HANGUP\n200 result=0\nHANGUP\n", true),
        ("200 result=0\nHANGUP\n", true),
        ("200 result=0\nHANGUP\nHANGUP\n", true),
    ] {
        for size in [1, 3, 100] {
            let mut talk = Talk::begun();
            if replied {
                talk.send(&Noop);
            }
            let mut heard = Vec::new();
            for piece in script.as_bytes().chunks(size) {
                heard.extend(talk.hear(std::str::from_utf8(piece).unwrap()));
            }
            let told = heard.iter().filter(|notice| **notice == Notice::HungUp).count();
            assert_eq!(
                (told, replies(&heard).len()),
                (1, usize::from(replied)),
                "{script:?}"
            );
            assert!(talk.session.is_idle() && talk.session.is_hung_up(), "{script:?}");
            // What the dead may do goes on.
            assert_eq!(talk.answer(&Noop, "200 result=0\n"), Ok(()));
        }
    }
}

#[test]
fn a_hangup_while_a_reply_never_comes_ends_the_wait() {
    let mut talk = Talk::begun();
    talk.send(&WaitForDigit::forever());
    assert_eq!(talk.hear("HANGUP\n"), [Notice::HungUp]);
    let due = talk.session.poll_timeout().unwrap();
    assert_eq!(due, talk.now + Duration::from_secs(30));
    talk.session.handle_timeout(due);
    assert!(matches!(
        talk.hear("HANGUP\n")[..],
        [Notice::Closed(CloseReason::ReplyTimeout { .. })]
    ));
}

#[test]
fn a_session_that_begins_on_a_dead_channel_says_so_by_511_only() {
    let mut talk = Talk::begun();
    let refused = "511 Command Not Permitted on a dead channel or intercept routine\n";
    assert_eq!(talk.answer(&Answer, refused), Err(ReplyError::NotPermitted));
    assert!(!talk.session.is_hung_up());
    assert_eq!(talk.answer(&SetVariable::new("X", "1"), "200 result=1\n"), Ok(()));
    assert_eq!(talk.hear("HANGUP\n"), [Notice::HungUp]);
}

//! The conversation of a call, with bytes and time as arguments.
#![allow(clippy::disallowed_methods, reason = "begins its virtual clock somewhere")]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use switchhook_agi::Command;
use switchhook_agi::command::{
    Answer, Exec, GetVariable, Noop, RawCommand, Request, SetVariable, StreamFile, WaitForDigit,
};
use switchhook_agi::proto::{CloseReason, NotSent, Notice, Options, Session};
use switchhook_agi::wire::{Code, LineLimit};

const ENVIRONMENT: &[u8] = b"agi_network: yes\nagi_version: 22.10.1\n\n";

fn second(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// A session that has begun, and when.
fn begun(options: Options) -> (Session, Instant) {
    let now = Instant::now();
    let mut session = Session::new(options, now);
    session.receive(ENVIRONMENT, now);
    assert!(matches!(session.poll_event(), Some(Notice::Started(_))));
    (session, now)
}

fn request(command: &impl Command) -> Request {
    Request::new(command, LineLimit::BYTES_8190).expect("the samples can be sent")
}

fn notices(session: &mut Session) -> Vec<Notice> {
    std::iter::from_fn(|| session.poll_event()).collect()
}

fn code(notice: &Notice) -> Option<Code> {
    match notice {
        Notice::Reply(Ok(reply)) => Some(reply.code()),
        _ => None,
    }
}

#[test]
fn one_command_runs_at_a_time() {
    let (mut session, now) = begun(Options::default());
    session.send(&request(&Answer), now).unwrap();
    assert_eq!(session.poll_transmit().as_deref(), Some(&b"ANSWER\n"[..]));
    assert_eq!(session.send(&request(&Noop), now), Err(NotSent::Busy));
    assert_eq!(session.poll_transmit(), None);
    session.receive(b"200 result=0\n", now);
    assert!(session.is_idle());
    session.send(&request(&Noop), now).unwrap();
}

#[test]
fn nothing_is_sent_before_the_environment_or_after_the_end() {
    let now = Instant::now();
    let mut session = Session::new(Options::default(), now);
    assert_eq!(session.send(&request(&Answer), now), Err(NotSent::NotStarted));
    session.closed_by_peer();
    assert_eq!(session.send(&request(&Answer), now), Err(NotSent::Over));
    assert_eq!(
        notices(&mut session),
        [Notice::Closed(CloseReason::ClosedBeforeEnvironment)]
    );
}

#[test]
fn a_hangup_is_told_once_wherever_its_line_falls() {
    // Idle; before a reply; after it; within the wait for one that never comes.
    for (bytes, replies) in [
        (&b"HANGUP\nHANGUP\n"[..], 0),
        (b"HANGUP\n200 result=-1 endpos=5\nHANGUP\n", 1),
        (b"200 result=-1 endpos=5\nHANGUP\nHANGUP\n", 1),
    ] {
        let (mut session, now) = begun(Options::default());
        session.send(&request(&StreamFile::new("x")), now).unwrap();
        for byte in bytes {
            session.receive(&[*byte], now);
        }
        let told = notices(&mut session);
        assert_eq!(
            told.iter().filter(|notice| **notice == Notice::HungUp).count(),
            1,
            "{told:?}"
        );
        assert_eq!(told.iter().filter_map(code).count(), replies, "{told:?}");
        assert!(session.is_hung_up());
    }
}

#[test]
fn after_a_hangup_only_what_a_dead_channel_allows_is_sent() {
    let (mut session, now) = begun(Options::default());
    session.receive(b"HANGUP\n", now);
    assert_eq!(session.send(&request(&Answer), now), Err(NotSent::HungUp));
    assert_eq!(
        session.send(&request(&StreamFile::new("x")), now),
        Err(NotSent::HungUp)
    );
    session.send(&request(&SetVariable::new("X", "1")), now).unwrap();
    session.receive(b"200 result=1\n", now);
    session.send(&request(&GetVariable::new("X")), now).unwrap();
}

#[test]
fn a_usage_after_an_application_that_returned_1_answers_nothing() {
    let (mut session, now) = begun(Options::default());
    session.send(&request(&Exec::new("Odd")), now).unwrap();
    session.receive(b"200 result=1\n", now);
    assert_eq!(
        notices(&mut session).iter().filter_map(code).collect::<Vec<_>>(),
        [Code::Done]
    );
    // The next command may be on its way before the usage arrives.
    session.send(&request(&Noop), now).unwrap();
    session.receive(
        b"520-Invalid\nUsage: x\n520 End of proper usage.\n200 result=0\n",
        now,
    );
    let told = notices(&mut session);
    assert!(matches!(told[0], Notice::Unexpected(_)), "{told:?}");
    assert_eq!(code(&told[1]), Some(Code::Done));

    // A usage that answers is a reply.
    session.send(&request(&Noop), now).unwrap();
    session.receive(b"520 Invalid command syntax.  Proper usage not available.\n", now);
    assert_eq!(code(&notices(&mut session)[0]), Some(Code::Usage));
}

#[test]
fn a_provisional_reply_is_not_the_reply() {
    let (mut session, now) = begun(Options::default());
    let gosub = RawCommand::new("GOSUB")
        .argument("sub")
        .argument("s")
        .argument("1");
    session.send(&request(&gosub), now).unwrap();
    session.receive(b"100 result=0 Trying...\n", now);
    assert!(!session.is_idle());
    assert!(matches!(notices(&mut session)[..], [Notice::Trying(_)]));
    session.receive(b"200 result=0 Gosub complete\n", now);
    assert_eq!(code(&notices(&mut session)[0]), Some(Code::Done));
}

#[test]
fn a_reply_that_nobody_asked_for_answers_nothing_and_too_many_end_the_session() {
    let mut options = Options::default();
    options.limits.unexpected_bytes = 100;
    let (mut session, now) = begun(options);
    session.receive(b"200 result=1 (forged)\n", now);
    assert!(matches!(notices(&mut session)[..], [Notice::Unexpected(_)]));
    session.send(&request(&Noop), now).unwrap();
    session.receive(b"200 result=0\n", now);
    assert_eq!(code(&notices(&mut session)[0]), Some(Code::Done));
    for _ in 0..10 {
        session.receive(b"some line that is none\n", now);
    }
    assert_eq!(
        notices(&mut session).last(),
        Some(&Notice::Closed(CloseReason::Flooded { limit: 100 }))
    );
}

#[test]
fn a_reply_over_the_limit_costs_that_reply() {
    let mut options = Options::default();
    options.limits.reply_bytes = 1000;
    let (mut session, now) = begun(options);
    session.send(&request(&GetVariable::new("LONG")), now).unwrap();
    session.receive(format!("200 result=1 ({})\n", "x\n".repeat(1000)).as_bytes(), now);
    assert!(matches!(notices(&mut session)[..], [Notice::Reply(Err(error))] if error.limit == 1000));
    session.send(&request(&Noop), now).unwrap();
    session.receive(b"200 result=0\n", now);
    assert_eq!(notices(&mut session).iter().filter_map(code).count(), 1);
}

#[test]
fn the_line_limit_follows_the_version() {
    for (version, limit) in [("22.10.1", 8190), ("16.28.0", 2046)] {
        let now = Instant::now();
        let mut session = Session::new(Options::default(), now);
        session.receive(format!("agi_version: {version}\n\n").as_bytes(), now);
        assert_eq!(session.line_limit().bytes(), limit);
    }
}

#[test]
fn what_is_not_agi_ends_the_session_at_once() {
    let now = Instant::now();
    let mut session = Session::new(Options::default(), now);
    session.receive(b"GET / HTTP/1.1\r\n", now);
    let told = notices(&mut session);
    assert!(
        matches!(&told[..], [Notice::Closed(CloseReason::NotAgi(error))] if error.began == "GET / HTTP/1.1\r\n")
    );
}

/// Each deadline, from just before to the moment.
#[test]
fn deadlines_are_kept_to_the_moment() {
    let before = Duration::from_nanos(1);
    let mut options = Options::default();
    options.call_timeout = second(1000);

    let now = Instant::now();
    let mut session = Session::new(options.clone(), now);
    session.receive(&ENVIRONMENT[..20], now + second(9));
    assert_eq!(session.poll_timeout(), Some(now + second(10)));
    session.handle_timeout(now + second(10) - before);
    assert!(!session.is_closed());
    session.handle_timeout(now + second(10));
    assert_eq!(
        notices(&mut session),
        [Notice::Closed(CloseReason::EnvironmentTimeout {
            waited: second(10)
        })]
    );

    // No reply to a command that takes no time.
    let (mut session, now) = begun(options.clone());
    session.send(&request(&Noop), now + second(1)).unwrap();
    assert_eq!(session.poll_timeout(), Some(now + second(31)));
    session.handle_timeout(now + second(31));
    let command = "NOOP".to_owned();
    assert_eq!(
        notices(&mut session),
        [Notice::Closed(CloseReason::ReplyTimeout {
            command,
            waited: second(30)
        })]
    );

    // No command.
    let (mut session, now) = begun(options.clone());
    session.send(&request(&Noop), now).unwrap();
    session.receive(b"200 result=0\n", now + second(5));
    assert_eq!(session.poll_timeout(), Some(now + second(305)));
    session.handle_timeout(now + second(305));
    assert!(matches!(
        notices(&mut session)[..],
        [_, Notice::Closed(CloseReason::Idle { .. })]
    ));

    // What plays or waits may take as long as the call, but not longer than a hangup allows.
    let (mut session, now) = begun(options);
    session.send(&request(&WaitForDigit::forever()), now).unwrap();
    assert_eq!(session.poll_timeout(), Some(now + second(1000)));
    session.receive(b"HANGUP\n", now + second(50));
    assert_eq!(session.poll_timeout(), Some(now + second(80)));
    session.handle_timeout(now + second(1000));
    assert!(matches!(
        notices(&mut session)[..],
        [_, Notice::Closed(CloseReason::CallTimeout { .. })]
    ));
}

#[test]
fn endless_deadlines_are_none() {
    let mut options = Options::default();
    options.reply_timeout = Duration::MAX;
    options.idle_timeout = Duration::MAX;
    options.call_timeout = Duration::MAX;
    let (mut session, now) = begun(options);
    session.send(&request(&Noop), now).unwrap();
    session.handle_timeout(now + second(24 * 60 * 60));
    assert!(!session.is_closed());
}

proptest! {
    /// Every command gets its own reply, wherever hangups fall and TCP cuts.
    #[test]
    fn replies_are_never_mixed_up(
        hangups in prop::collection::vec(0usize..3, 1..20),
        size in 1usize..40,
    ) {
        let (mut session, now) = begun(Options::default());
        for (number, &hangups) in hangups.iter().enumerate() {
            session.send(&request(&GetVariable::new("X")), now).unwrap();
            let mut bytes = b"HANGUP\n".repeat(hangups);
            bytes.extend_from_slice(format!("200 result=1 (value\n{number})\n").as_bytes());
            for chunk in bytes.chunks(size) {
                session.receive(chunk, now);
            }
            let values: Vec<Vec<u8>> = notices(&mut session)
                .into_iter()
                .filter_map(|notice| match notice {
                    Notice::Reply(Ok(reply)) => reply.text().map(<[u8]>::to_vec),
                    _ => None,
                })
                .collect();
            prop_assert_eq!(values, [format!("value\n{number}").into_bytes()]);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(pieces in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..50), 0..20)) {
        let (mut session, now) = begun(Options::default());
        for piece in &pieces {
            let _ = session.send(&request(&GetVariable::new("X")), now);
            session.receive(piece, now);
            session.handle_timeout(now);
        }
        session.closed_by_peer();
        prop_assert!(matches!(notices(&mut session).last(), Some(Notice::Closed(_))));
    }
}

#[test]
fn hangups_and_beginnings_without_end_are_a_flood() {
    for line in ["HANGUP\n", "100 result=0 Trying...\n"] {
        let (mut session, now) = begun(Options::default());
        session.send(&request(&RawCommand::new("GOSUB")), now).unwrap();
        // Twice is what Asterisk does.
        session.receive(&line.repeat(2).into_bytes(), now);
        assert!(!session.is_closed(), "{line}");
        session.receive(&line.repeat(10_000).into_bytes(), now);
        let told = notices(&mut session);
        assert!(
            matches!(
                told.last(),
                Some(Notice::Closed(CloseReason::Flooded { limit: 65536 }))
            ),
            "{line}"
        );
    }
}

#[test]
fn a_hangup_told_by_a_signal_is_one_like_that_of_the_line_and_told_once() {
    let (mut session, now) = begun(Options::default());
    session.send(&request(&StreamFile::new("x")), now).unwrap();
    session.hang_up(now);
    session.hang_up(now);
    session.receive(b"200 result=-1 endpos=5\nHANGUP\n", now);
    let told = notices(&mut session);
    assert!(
        matches!(&told[..], [Notice::HungUp, Notice::Reply(Ok(_))]),
        "{told:?}"
    );
    assert_eq!(session.send(&request(&Answer), now), Err(NotSent::HungUp));
    session.close(CloseReason::Finished);
    session.hang_up(now);
    assert_eq!(notices(&mut session), [Notice::Closed(CloseReason::Finished)]);
}

//! The protocol with a virtual clock: login, correlation, lists, timeouts, keepalive.
#![allow(
    clippy::disallowed_methods,
    reason = "one reading of the clock, to have a beginning"
)]

mod odd_answers;

use std::time::{Duration, Instant};

use switchhook_ami::action::{
    Action, CoreShowChannels, DbGet, Hangup, Originate, Outcome, Ping, QueueStatus, RawAction, Reply,
    Request, Target,
};
use switchhook_ami::proto::{CloseReason, Connection, Failure, LoginMethod, Notice, Options, RequestId};
use switchhook_ami::wire::Limits;
use switchhook_ami::{EventMask, Secret};

/// The longest time there is: some write it for "never".
const FOREVER: Duration = Duration::MAX;

const BANNER: &str = "Asterisk Call Manager/11.0.0\n";

/// A connection, its clock, and what it said.
struct Session {
    connection: Connection,
    now: Instant,
}

impl Session {
    fn new(options: Options) -> Self {
        let now = Instant::now();
        Self {
            connection: Connection::new(options, now).expect("clean credentials"),
            now,
        }
    }

    fn options() -> Options {
        Options {
            method: LoginMethod::Plain,
            ..Options::new("ops", Secret::new("secret"))
        }
    }

    /// Logged in, with nothing left to read.
    fn ready() -> Self {
        Self::ready_with(Self::options())
    }

    fn ready_with(options: Options) -> Self {
        let mut session = Self::new(options);
        session.hear(BANNER);
        assert_eq!(session.sent().len(), 1, "the login");
        session.hear("Response: Success\nActionID: sh-1\nMessage: Authentication accepted\n\n");
        assert!(matches!(session.notices()[..], [Notice::Ready(_)]));
        session
    }

    fn hear(&mut self, text: &str) {
        self.connection
            .receive(text.replace('\n', "\r\n").as_bytes(), self.now);
    }

    fn pass(&mut self, time: Duration) {
        self.now += time;
        self.connection.handle_timeout(self.now);
    }

    fn sent(&mut self) -> Vec<String> {
        std::iter::from_fn(|| self.connection.poll_transmit())
            .map(|bytes| String::from_utf8(bytes).expect("text").replace("\r\n", "\n"))
            .collect()
    }

    fn notices(&mut self) -> Vec<Notice> {
        std::iter::from_fn(|| self.connection.poll_event()).collect()
    }

    fn send(&mut self, action: &impl Action) -> RequestId {
        let request = Request::new(action).expect("sendable");
        self.connection.send(&request, self.now).expect("ready")
    }

    /// The one reply there must be, and no other notice.
    fn reply(&mut self) -> Result<Reply, Failure> {
        match &mut self.notices()[..] {
            [Notice::Reply { result, .. }] => result.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn closed(&mut self) -> CloseReason {
        match self.notices().pop() {
            Some(Notice::Closed(reason)) => reason,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn nothing_is_said_before_the_banner() {
    let mut session = Session::new(Session::options());
    assert!(session.sent().is_empty());
    session.hear(BANNER);
    assert_eq!(
        session.sent(),
        ["Action: Login\nActionID: sh-1\nUsername: ops\nSecret: secret\n\n"]
    );
}

#[test]
fn an_md5_login_answers_the_challenge_and_asks_for_its_events() {
    let mut session = Session::new(Options {
        method: LoginMethod::PreferMd5,
        events: Some(EventMask::CALL),
        ..Session::options()
    });
    session.hear("Renamed PBX\n");
    assert_eq!(
        session.sent(),
        ["Action: Challenge\nActionID: sh-1\nAuthType: MD5\n\n"]
    );
    session.hear("Response: Success\nActionID: sh-1\nChallenge: 123456789\n\n");
    // printf '123456789secret' | md5sum
    assert_eq!(
        session.sent(),
        [
            "Action: Login\nActionID: sh-2\nAuthType: MD5\nUsername: ops\nKey: 7ccde16e862dfe7681297713e9e9cadb\nEvents: call\n\n"
        ]
    );
    session.hear(
        "Response: Success\nActionID: sh-2\nMessage: Authentication accepted\n\nEvent: FullyBooted\n\n",
    );
    assert!(matches!(
        session.notices()[..],
        [Notice::Ready(_), Notice::Event(_)]
    ));
}

#[test]
fn the_plain_secret_is_sent_after_a_refused_challenge_only_where_that_is_allowed() {
    for (method, plain) in [(LoginMethod::PreferMd5, true), (LoginMethod::Md5, false)] {
        let mut session = Session::new(Options {
            method,
            ..Session::options()
        });
        session.hear(BANNER);
        session.sent();
        session.hear("Response: Error\nActionID: sh-1\nMessage: Must specify AuthType\n\n");
        assert_eq!(
            session.sent().concat().contains("Secret: secret"),
            plain,
            "{method:?}"
        );
        if !plain {
            assert!(session.closed().is_refused());
        }
    }
}

#[test]
fn a_wrong_password_is_told_apart_from_a_lost_connection() {
    let mut session = Session::new(Session::options());
    session.hear(BANNER);
    session.hear("Response: Error\nActionID: sh-1\nMessage: Authentication failed\n\n");
    let reason = session.closed();
    assert!(reason.is_refused());
    assert_eq!(
        reason.to_string(),
        "login refused (Authentication failed); check user, secret, permit and deny in manager.conf"
    );

    let mut session = Session::new(Session::options());
    session.hear(BANNER);
    session.connection.closed_by_peer(session.now);
    assert_eq!(session.closed(), CloseReason::ClosedDuringLogin);
}

#[test]
fn a_port_that_does_not_speak_ami_is_recognised() {
    let mut session = Session::new(Session::options());
    session.hear("SSH-2.0-OpenSSH_9.2\n");
    session.hear("Invalid SSH identification string.\n\n");
    session.connection.closed_by_peer(session.now);
    assert_eq!(
        session.closed(),
        CloseReason::NotAmi {
            said: "SSH-2.0-OpenSSH_9.2".to_owned()
        }
    );

    let mut silent = Session::new(Session::options());
    silent.pass(Duration::from_secs(10));
    assert!(matches!(silent.closed(), CloseReason::NoBanner { .. }));

    let mut full = Session::new(Session::options());
    full.connection.closed_by_peer(full.now);
    assert_eq!(full.closed(), CloseReason::ClosedBeforeBanner);
}

#[test]
fn credentials_that_would_inject_a_header_are_refused() {
    let options = Options::new("ops\r\nAction: Logoff", Secret::new("secret"));
    assert!(Connection::new(options, Instant::now()).is_err());
}

#[test]
fn replies_find_their_action_in_any_order() {
    let mut session = Session::ready();
    let (ping, get) = (
        session.send(&Ping),
        session.send(&RawAction::new("Getvar").header("Variable", "X")),
    );
    session.hear(
        "Response: Success\nActionID: sh-3\nValue: 1\n\nResponse: Success\nActionID: sh-2\nPing: Pong\n\n",
    );
    let order: Vec<_> = session
        .notices()
        .into_iter()
        .map(|notice| match notice {
            Notice::Reply { id, result } => (id, result.is_ok()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(order, [(get, true), (ping, true)]);
}

#[test]
fn ids_of_other_clients_are_not_ours() {
    let mut session = Session::ready();
    session.send(&Ping);
    session.hear(
        "Event: UserEvent\nActionID: 2\n\nEvent: OriginateResponse\nActionID: other-2\nResponse: Success\n\n",
    );
    assert!(matches!(
        session.notices()[..],
        [Notice::Event(_), Notice::Event(_)]
    ));
    session.hear(
        "Response: Success\nActionID: shh-2\n\nResponse: Error\nMessage: Missing action in request\n\n",
    );
    assert!(matches!(
        session.notices()[..],
        [Notice::Unmatched(_), Notice::Unmatched(_)]
    ));
    assert_eq!(session.connection.pending(), 1);
}

#[test]
fn a_list_ends_at_its_completion_event_marked_or_not() {
    for end in [
        "Event: QueueStatusComplete\nActionID: sh-2\nEventList: Complete\nListItems: 1\n\n",
        "Event: QueueStatusComplete\nActionID: sh-2\n\n",
    ] {
        let mut session = Session::ready();
        session.send(&QueueStatus::all());
        session.hear("Response: Success\nActionID: sh-2\n\nEvent: QueueParams\nQueue: a\nActionID: sh-2\n\n");
        // A live event in between is not an item.
        session.hear("Event: QueueCallerJoin\nPrivilege: agent,all\nQueue: a\n\n");
        assert!(matches!(session.notices()[..], [Notice::Event(_)]));
        session.hear(end);
        let reply = session.reply().expect("complete");
        assert_eq!(
            QueueStatus::all()
                .response(&reply)
                .expect("accepted")
                .iter()
                .count(),
            1,
            "{end}"
        );
    }
}

#[test]
fn a_list_that_announces_itself_is_collected_whatever_the_action() {
    let mut session = Session::ready();
    session.send(&Hangup::matching("x"));
    session.hear("Response: Success\nActionID: sh-2\nEventList: Start\n\nEvent: ChannelHungup\nChannel: a\nActionID: sh-2\n\n");
    assert!(session.notices().is_empty());
    session.hear("Event: ChannelsHungupListComplete\nActionID: sh-2\nEventList: Complete\n\n");
    assert_eq!(session.reply().expect("complete").events.len(), 2);
}

#[test]
fn the_same_event_is_an_item_with_our_id_and_live_without() {
    let mut session = Session::ready();
    session.send(&RawAction::new("DeviceStateList"));
    session.hear("Response: Success\nActionID: sh-2\nEventList: start\n\n");
    session.hear("Event: DeviceStateChange\nPrivilege: call,all\nDevice: a\n\nEvent: DeviceStateChange\nActionID: sh-2\nDevice: b\n\n");
    let notices = session.notices();
    assert!(
        matches!(&notices[..], [Notice::Event(live)] if live.get("Device") == Some("a")),
        "{notices:?}"
    );
}

#[test]
fn an_empty_list_may_be_refused() {
    let mut session = Session::ready();
    session.send(&DbGet::new("f", "k"));
    session.hear("Response: Error\nActionID: sh-2\nMessage: Database entry not found\n\n");
    let reply = session.reply().expect("an answer");
    assert!(DbGet::new("f", "k").response(&reply).is_err());
}

#[test]
fn an_error_in_the_middle_of_a_list_refuses_it() {
    let mut session = Session::ready();
    session.send(&RawAction::new("PJSIPShowEndpoint").header("Endpoint", "100"));
    session.hear(
        "Response: Success\nActionID: sh-2\nEventList: start\n\nEvent: EndpointDetail\nActionID: sh-2\n\n",
    );
    session.hear("Response: Error\nActionID: sh-2\nMessage: oops\n\n");
    let reply = session.reply().expect("an answer");
    assert!(reply.accepted().is_err());
    assert_eq!(reply.events.len(), 1, "what came before is kept");
}

#[test]
fn an_originate_ends_with_its_event_before_or_after_the_response() {
    let response = "Response: Success\nActionID: sh-2\nMessage: Originate successfully queued\n\n";
    let event =
        "Event: OriginateResponse\nPrivilege: call,all\nActionID: sh-2\nResponse: Failure\nReason: 5\n\n";
    for stream in [format!("{response}{event}"), format!("{event}{response}")] {
        let mut session = Session::ready();
        let call = Originate::new("PJSIP/100", Target::extension("c", "200"));
        session.send(&call);
        session.hear(&stream);
        let notices = session.notices();
        let replies: Vec<_> = notices
            .iter()
            .filter_map(|notice| match notice {
                Notice::Reply {
                    result: Ok(reply), ..
                } => Some(call.response(reply)),
                _ => None,
            })
            .collect();
        assert_eq!(replies, [Ok(Outcome::Busy)]);
        assert!(
            notices.iter().any(|notice| matches!(notice, Notice::Event(_))),
            "subscribers see it too"
        );
    }
}

#[test]
fn a_ringing_telephone_has_its_own_time() {
    let mut session = Session::ready_with(Options {
        keepalive: None,
        ..Session::options()
    });
    session
        .send(&Originate::new("PJSIP/100", Target::extension("c", "200")).timeout(Duration::from_secs(60)));
    session.hear("Response: Success\nActionID: sh-2\n\n");
    session.pass(Duration::from_secs(65));
    assert!(session.notices().is_empty());
    session.pass(Duration::from_secs(6));
    assert!(matches!(session.reply(), Err(Failure::Timeout { .. })));
}

#[test]
fn an_action_without_an_answer_times_out_and_its_late_answer_is_shown_as_such() {
    let mut session = Session::ready();
    session.send(&CoreShowChannels);
    assert_eq!(
        session.connection.poll_timeout(),
        Some(session.now + Duration::from_secs(10))
    );
    session.pass(Duration::from_secs(10));
    assert!(matches!(session.reply(), Err(Failure::Timeout { .. })));
    session.hear(
        "Response: Success\nActionID: sh-2\nEventList: start\n\nEvent: CoreShowChannel\nActionID: sh-2\n\n",
    );
    // Not as a live event.
    assert!(matches!(
        session.notices()[..],
        [Notice::Unmatched(_), Notice::Unmatched(_)]
    ));
}

#[test]
fn a_list_over_the_limit_fails_once_and_its_rest_is_swallowed() {
    let limits = Limits {
        reply_bytes: 200,
        ..Limits::default()
    };
    let mut session = Session::ready_with(Options {
        limits,
        ..Session::options()
    });
    session.send(&CoreShowChannels);
    session.hear("Response: Success\nActionID: sh-2\nEventList: start\n\n");
    for _ in 0..20 {
        session.hear("Event: CoreShowChannel\nActionID: sh-2\nChannel: PJSIP/100-00000001\n\n");
    }
    assert!(matches!(session.reply(), Err(Failure::TooLarge { limit: 200 })));
    session.hear("Event: CoreShowChannelsComplete\nActionID: sh-2\nEventList: Complete\n\n");
    assert!(session.notices().is_empty());
    assert_eq!(session.connection.pending(), 0);
}

#[test]
fn an_oversized_answer_fails_its_action_and_the_session_goes_on() {
    let limits = Limits {
        message_bytes: 300,
        ..Limits::default()
    };
    let mut session = Session::ready_with(Options {
        limits,
        ..Session::options()
    });
    session.send(&Ping);
    session.hear(&format!(
        "Response: Success\nActionID: sh-2\nData: {}\n\n",
        "x".repeat(1000)
    ));
    assert!(matches!(
        session.notices()[..],
        [
            Notice::Malformed(_),
            Notice::Reply {
                result: Err(Failure::Malformed(_)),
                ..
            }
        ]
    ));
    session.hear("Event: Hangup\n\n");
    assert!(matches!(session.notices()[..], [Notice::Event(_)]));
}

#[test]
fn silence_is_broken_by_a_ping_and_ends_the_session_if_it_lasts() {
    let mut session = Session::ready();
    session.pass(Duration::from_secs(29));
    assert!(session.sent().is_empty());
    session.pass(Duration::from_secs(1));
    assert_eq!(session.sent(), ["Action: Ping\nActionID: sh-2\n\n"]);
    session.hear("Response: Success\nActionID: sh-2\nPing: Pong\n\n");
    assert!(session.notices().is_empty(), "the Pong is for nobody else");

    session.pass(Duration::from_secs(30));
    assert_eq!(session.sent().len(), 1);
    session.pass(Duration::from_secs(10));
    assert!(matches!(session.closed(), CloseReason::Silent { .. }));
}

#[test]
fn a_slow_action_is_not_taken_for_silence() {
    let mut session = Session::ready();
    session.send(&RawAction::new("Command").extra_time(Duration::from_secs(300)));
    session.sent();
    session.pass(Duration::from_secs(30));
    assert_eq!(session.sent().len(), 1, "a Ping, which has to queue up");
    session.pass(Duration::from_secs(60));
    assert!(session.notices().is_empty());
}

#[test]
fn the_end_of_the_connection_leaves_no_action_without_word() {
    let mut session = Session::ready();
    session.send(&Ping);
    session.send(&Ping);
    session.connection.lost("connection reset by peer");
    let notices = session.notices();
    assert!(matches!(
        &notices[..],
        [
            Notice::Reply {
                result: Err(Failure::ConnectionLost),
                ..
            },
            Notice::Reply {
                result: Err(Failure::ConnectionLost),
                ..
            },
            Notice::Closed(CloseReason::Lost { .. })
        ]
    ));
    assert!(
        session
            .connection
            .send(&Request::new(&Ping).expect("sendable"), session.now)
            .is_err()
    );
    session.connection.closed_by_peer(session.now);
    assert!(session.notices().is_empty(), "it ends once");
}

#[test]
fn a_goodbye_makes_the_end_a_log_off() {
    let mut session = Session::ready();
    session.send(&switchhook_ami::action::Logoff);
    session.hear("Response: Goodbye\nActionID: sh-2\nMessage: Thanks for all the fish.\n\n");
    assert!(session.reply().is_ok());
    session.connection.closed_by_peer(session.now);
    assert_eq!(session.closed(), CloseReason::LoggedOff);
}

#[test]
fn debug_never_shows_the_secret() {
    let mut session = Session::new(Session::options());
    session.hear(BANNER);
    assert!(!format!("{:?}", Session::options()).contains("\"secret\""));
    // The login waits to be written, as bytes.
    let bytes = format!("{:?}", b"secret").trim_matches(['[', ']']).to_owned();
    assert!(!format!("{:?}", session.connection).contains(&bytes));
}

#[test]
fn the_longest_times_do_not_reach_the_end_of_the_clock() {
    let mut session = Session::ready_with(Options {
        reply_timeout: FOREVER,
        login_timeout: FOREVER,
        keepalive: Some(FOREVER),
        ..Session::options()
    });
    let call = Originate::new("PJSIP/100", Target::extension("from-internal", "200")).timeout(FOREVER);
    session.send(&call);
    assert_eq!(session.sent().len(), 1);
    session.pass(Duration::from_secs(365 * 24 * 60 * 60));
    assert!(session.notices().is_empty(), "it is still waited for");
}

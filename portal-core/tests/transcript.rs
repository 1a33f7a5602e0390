//! What a real Asterisk 22.10 said while phones were called, replayed: a snapshot during a call through the queue
//! `support`, a click that connects 100 and 101 (with a snapshot while they talk), and a call from 100 to the queue.

use std::time::{Duration, SystemTime};

use switchhook_ami::MessageBuf;
use switchhook_ami::action::Reply;
use switchhook_ami::mirror::{Mirror, Options, Part, Repairs};
use switchhook_portal_core::call_log::{CallRecord, Cdr, Direction, Disposition};
use switchhook_portal_core::live::{LiveState, MemberState};
use switchhook_portal_core::{Headers as _, PartyIndex, Phone, PhoneId, Presence};

const TRANSCRIPT: &str = include_str!("../testdata/asterisk-22-click-and-queue.txt");

fn messages() -> impl Iterator<Item = Vec<(&'static str, &'static str)>> {
    TRANSCRIPT.split("\n\n").map(|block| {
        block
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(trim)
            .collect()
    })
}

fn trim((name, value): (&'static str, &'static str)) -> (&'static str, &'static str) {
    (name, value.trim_start())
}

fn phone(id: i64) -> Phone {
    Phone {
        id: PhoneId(id),
        endpoint: id.to_string().parse().unwrap(),
        extension: id.to_string().parse().unwrap(),
        owner: None,
        department: None,
        label: format!("Phone {id}"),
        hidden: false,
    }
}

/// The lists that the transcript holds, by the ActionID that asked for them.
const LISTS: [Part; 3] = [Part::Channels, Part::Queues, Part::Devices];

/// Replays, and calls `look` whenever a topic has changed.
fn replay(mut look: impl FnMut(&LiveState)) -> LiveState {
    let mut now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_313_747);
    let mut mirror = Mirror::new(Options::default().only(&LISTS), now);
    let mut live = LiveState::new();
    let mut versions = live.versions();
    let mut reply: Option<(Part, Reply)> = None;
    mirror.connected(now);
    for block in TRANSCRIPT.split("\n\n") {
        let text = format!("{}\r\n\r\n", block.trim().replace('\n', "\r\n"));
        let Some(message) = MessageBuf::parse(text.as_bytes()) else {
            continue;
        };
        if let Some(seconds) = message.get("Timestamp") {
            now = SystemTime::UNIX_EPOCH + Duration::from_micros(seconds.replace('.', "").parse().unwrap());
        }
        let part = LISTS
            .into_iter()
            .find(|part| message.get("ActionID") == Some(part.list()));
        match (part, &mut reply) {
            (Some(part), _) if message.event_name().is_none() => {
                if mirror.state().is_in_sync() && part == Part::Channels {
                    mirror.check();
                }
                assert_eq!(mirror.next_list(), Some(part));
                let response = message;
                let events = Vec::new();
                reply = Some((part, Reply { response, events }));
            }
            (Some(part), Some((_, list))) => {
                let ends = message.event_name() == Some(part.list_end());
                list.events.push(message);
                if ends {
                    let (part, list) = reply.take().unwrap();
                    mirror.listed(part, &list, now);
                }
            }
            _ => mirror.event(message.as_message(), now),
        }
        mirror.settle(now);
        let shown = live.show(mirror.state());
        if shown != versions {
            versions = shown;
            look(&live);
        }
    }
    live
}

#[test]
fn calls_are_shown_as_they_were() {
    let mut seen: Vec<String> = Vec::new();
    let live = replay(|live| {
        let lines: Vec<_> = live
            .calls()
            .iter()
            .map(|call| {
                format!(
                    "{}>{} {} {}",
                    call.caller.number,
                    call.called.number,
                    call.state.key(),
                    call.channels
                )
            })
            .collect();
        let line = lines.join(", ");
        if seen.last() != Some(&line) {
            seen.push(line);
        }
    });
    let expected = [
        // The snapshot, which is taken in as a whole.
        "100>102 talking 2",
        // For 250 µs, between the two Hangups.
        "102>800 in-service 1",
        "",
        // The click: the own phone rings, then the other one.
        "100> ringing 1",
        "100> in-service 1",
        "100>101 in-service 1",
        "100>101 dialing 1",
        "100>101 ringing 2",
        "100>101 talking 2",
        "100>101 in-service 1",
        "",
        // The queue.
        "100> ringing 1",
        "100>800 ringing 1",
        "100>800 in-service 1",
        "100>800 waiting 1",
        "100>102 waiting 2",
        "100>102 talking 2",
        "100>800 in-service 1",
        "",
    ];
    assert_eq!(seen, expected, "{seen:#?}");
    assert_eq!(
        live.state().unwrap().repairs(),
        Repairs::default(),
        "the second snapshot found nothing to repair"
    );
}

#[test]
fn the_queue_and_its_member_are_followed() {
    let mut states: Vec<MemberState> = Vec::new();
    let live = replay(|live| {
        let member = live
            .queues()
            .first()
            .and_then(|queue| queue.members.iter().find(|m| m.name == "Chloé Durand"));
        if let Some(state) = member
            .map(|member| member.state().0)
            .filter(|state| states.last() != Some(state))
        {
            states.push(state);
        }
    });
    use MemberState::{Available, InCall, Ringing};
    assert_eq!(states, [InCall, Available, Ringing, InCall, Available]);
    let queue = &live.queues()[0];
    assert_eq!(
        (
            queue.name.as_str(),
            queue.completed,
            queue.abandoned,
            queue.waiting.len()
        ),
        ("support", 2, 0, 0)
    );
    let taken: Vec<_> = queue
        .members
        .iter()
        .map(|member| (member.name.as_str(), member.calls_taken))
        .collect();
    assert_eq!(taken, [("Chloé Durand", 2), ("David Nguyen", 0)]);
    let presences = ["100", "101", "103", "no such phone"].map(|name| live.presence(name));
    assert_eq!(
        presences,
        [
            Presence::Available,
            Presence::Available,
            Presence::Unavailable,
            Presence::Unknown
        ]
    );
}

#[test]
fn call_records_have_their_parties_and_times() {
    let phones = [100, 101, 102].map(phone);
    let index = PartyIndex::new(&phones, &[]);
    let calls: Vec<CallRecord> = messages()
        .filter(|message| message.as_slice().header("Event").as_deref() == Some("Cdr"))
        .map(|message| {
            CallRecord::new(
                Cdr::from_headers(message.as_slice(), chrono_tz::UTC).unwrap(),
                &index,
            )
        })
        .collect();
    let told: Vec<_> = calls
        .iter()
        .map(|call| {
            let cdr = &call.cdr;
            let parties = [call.caller.name.as_str(), call.callee.name.as_str()];
            (
                parties,
                cdr.destination.as_str(),
                cdr.billable.as_secs(),
                cdr.sequence,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (["Phone 100", "Phone 102"], "800", 37, 2),
            (["Phone 100", "Phone 101"], "101", 4, 4),
            (["Phone 100", "Phone 102"], "800", 4, 6)
        ]
    );
    assert!(calls.iter().all(|call| call.direction == Direction::Internal));
    assert!(
        calls
            .iter()
            .all(|call| call.cdr.disposition == Disposition::Answered)
    );
    assert_eq!(calls[1].cdr.start.to_rfc3339(), "2026-11-22T02:15:50+00:00");
}

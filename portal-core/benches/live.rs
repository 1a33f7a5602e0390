//! What goes on right now, followed: events of calls into the mirror of `switchhook-ami`, and pictures of it into the live
//! model.
//!
//! `cargo bench -p switchhook-portal-core --features ami --bench live`

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use switchhook_ami::MessageBuf;
use switchhook_ami::mirror::{Mirror, Options};
use switchhook_portal_core::live::LiveState;

/// Few enough for their events to stay near the processor, as those are that were just read from a connection.
const CALLS: u64 = 2_000;

fn event(lines: &str) -> MessageBuf {
    MessageBuf::parse(format!("Event: {}\r\n\r\n", lines.trim().replace('\n', "\r\n")).as_bytes())
        .expect("an event")
}

/// Calls of a queue: a caller waits, a telephone rings, both are in a bridge, both hang up. Steps of `busy` calls are mixed.
fn events(busy: u64) -> Vec<MessageBuf> {
    let mut timed = Vec::new();
    for call in 0..CALLS {
        let (agent, caller) = (call % 200, format!("06{:08}", call * 7919 % 100_000_000));
        let (in_name, out_name) = (
            format!("PJSIP/trunk-{call:08x}"),
            format!("PJSIP/a{agent}-{call:08x}"),
        );
        let (a, b, queue) = (format!("{call}.1"), format!("{call}.2"), call % 5);
        let channel = |name: &str, id: &str, state: u8, word: &str| {
            format!(
                "Channel: {name}\nChannelState: {state}\nChannelStateDesc: {word}\nCallerIDNum: {caller}\n\
                 CallerIDName: <unknown>\nConnectedLineNum: 10{agent}\nConnectedLineName: Agent {agent}\nLanguage: fr\n\
                 AccountCode: \nContext: from-trunk\nExten: 40{queue}\nPriority: 1\nUniqueid: {id}\nLinkedid: {a}"
            )
        };
        let (ring, up) = (channel(&in_name, &a, 4, "Ring"), channel(&in_name, &a, 6, "Up"));
        let (down, ringing, talks) = (
            channel(&out_name, &b, 0, "Down"),
            channel(&out_name, &b, 5, "Ringing"),
            channel(&out_name, &b, 6, "Up"),
        );
        let member = |status: u8| {
            format!(
                "QueueMemberStatus\nQueue: q{queue}\nMemberName: Agent {agent}\nInterface: PJSIP/a{agent}\n\
                 StateInterface: PJSIP/a{agent}\nMembership: dynamic\nPenalty: 0\nCallsTaken: {call}\nLastCall: 0\n\
                 LastPause: 0\nInCall: 0\nStatus: {status}\nPaused: 0\nPausedReason: \nRinginuse: 0\nWrapuptime: 0"
            )
        };
        let device = |state: &str| format!("DeviceStateChange\nDevice: PJSIP/a{agent}\nState: {state}");
        let bridge = format!(
            "BridgeUniqueid: b{call}\nBridgeType: basic\nBridgeTechnology: simple_bridge\nBridgeCreator: \nBridgeName: "
        );
        let steps = [
            format!("Newchannel\n{ring}"),
            format!("Newstate\n{up}"),
            format!("QueueCallerJoin\n{up}\nQueue: q{queue}\nPosition: 1\nCount: 1"),
            format!("Newchannel\n{down}"),
            format!(
                "DialBegin\n{up}\nDest{}\nDialString: a{agent}",
                down.replace('\n', "\nDest")
            ),
            format!("Newstate\n{ringing}"),
            device("RINGING"),
            member(6),
            format!("Newstate\n{talks}"),
            device("INUSE"),
            member(2),
            format!(
                "DialEnd\n{up}\nDest{}\nDialStatus: ANSWER",
                talks.replace('\n', "\nDest")
            ),
            format!("QueueCallerLeave\n{up}\nQueue: q{queue}\nPosition: 1\nCount: 0"),
            format!(
                "AgentConnect\n{up}\nQueue: q{queue}\nInterface: PJSIP/a{agent}\nMemberName: Agent {agent}\nRingTime: 3\nHoldTime: 9"
            ),
            format!("BridgeCreate\n{bridge}\nBridgeNumChannels: 0"),
            format!("BridgeEnter\n{bridge}\nBridgeNumChannels: 1\n{up}"),
            format!("BridgeEnter\n{bridge}\nBridgeNumChannels: 2\n{talks}"),
            format!("BridgeLeave\n{bridge}\nBridgeNumChannels: 1\n{talks}"),
            format!("BridgeLeave\n{bridge}\nBridgeNumChannels: 0\n{up}"),
            format!("BridgeDestroy\n{bridge}\nBridgeNumChannels: 0"),
            format!("Hangup\n{talks}\nCause: 16\nCause-txt: Normal Clearing"),
            format!(
                "AgentComplete\n{up}\nQueue: q{queue}\nInterface: PJSIP/a{agent}\nMemberName: Agent {agent}\nHoldTime: 9\nTalkTime: 60\nReason: caller"
            ),
            format!("Hangup\n{up}\nCause: 16\nCause-txt: Normal Clearing"),
            device("NOT_INUSE"),
            member(1),
        ];
        let length = steps.len() as u64;
        for (step, lines) in (0..).zip(&steps) {
            timed.push((call * length + step * busy, event(lines)));
        }
    }
    timed.sort_by_key(|(time, _)| *time);
    timed.into_iter().map(|(_, event)| event).collect()
}

fn live(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("live");
    group.sample_size(20);
    // How many calls at once, and how many events between two pictures. A portal draws one after 100 ms: 1000 are what
    // 10,000 events a second bring, 10,000 what a hundred thousand do.
    for (busy, picture) in [(50_u64, 1000), (500, 1000), (500, 10_000)] {
        // A call has 25 steps, `busy` apart, and every 25 a call begins: so many go on at once.
        let events = events(busy);
        group.throughput(Throughput::Elements(events.len() as u64));
        group.bench_function(
            format!("{busy} calls at once, a picture each {picture} events"),
            |bencher| {
                bencher.iter(|| {
                    let mut now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_341_600);
                    let mut mirror = Mirror::new(Options::default(), now);
                    let mut live = LiveState::new();
                    let mut most = 0;
                    for events in events.chunks(picture) {
                        for event in events {
                            mirror.event(black_box(event).as_message(), now);
                        }
                        now += Duration::from_millis(100);
                        black_box(mirror.settle(now));
                        live.show(mirror.state());
                        most = most.max(live.calls().len());
                    }
                    assert!(live.calls().is_empty(), "{:?}", live.calls().first());
                    assert!(most as u64 >= busy * 8 / 10, "{most}");
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, live);
criterion_main!(benches);

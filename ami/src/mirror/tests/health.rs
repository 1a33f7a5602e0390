use super::*;

fn doubt(trace: &Trace, part: Part) -> Option<&Doubt> {
    match trace.state().health(part) {
        Some(Health::OutOfSync { because, .. }) => Some(because),
        _ => None,
    }
}

#[test]
fn the_picture_stays_to_be_seen_while_the_connection_is_gone() {
    let mut trace = Trace::new();
    trace.at(1, &["Newchannel Channel=PJSIP/1-1 Uniqueid=1.1"]);
    trace.mirror.disconnected("switched off", at(2));
    let changes = trace.mirror.settle(at(2));
    assert_eq!(changes.len(), 4, "each part says so: {changes:?}");
    assert!(!trace.state().is_in_sync());
    assert_eq!(trace.state().channels().len(), 1);
    assert_eq!(
        doubt(&trace, Part::Queues).unwrap().to_string(),
        "not connected: switched off; read anew after connecting"
    );
    trace.mirror.check();
    assert_eq!(trace.mirror.next_list(), None, "there is nobody to ask");

    trace.mirror.connected(at(9));
    trace.now = at(9);
    trace.serve(|part| list(part, &[]));
    trace.mirror.settle(at(9));
    assert_eq!(
        trace.state().health(Part::Channels),
        Some(&Health::InSync { since: at(9) })
    );
    assert_eq!(
        (trace.state().channels().len(), trace.state().connections()),
        (0, 2)
    );
    // What ended while nobody listened is no fault of ours.
    trace.at(60, &[]);
    assert_eq!(trace.state().repairs(), Repairs::default());
}

#[test]
fn lost_events_are_told_and_everything_is_read_anew() {
    let mut trace = Trace::new();
    trace.mirror.lagged(17, at(5));
    trace.mirror.settle(at(5));
    assert_eq!(
        doubt(&trace, Part::Channels),
        Some(&Doubt::EventsLost { count: 17 })
    );
    let mut asked = Vec::new();
    while let Some(part) = trace.mirror.next_list() {
        asked.push(part);
        trace.mirror.listed(part, &list(part, &[]), at(6));
    }
    trace.mirror.settle(at(6));
    assert_eq!(asked, Part::ALL);
    assert!(trace.state().is_in_sync());
}

#[test]
fn events_lost_while_a_list_comes_in_make_it_come_again() {
    let mut trace = Trace::unread();
    assert_eq!(trace.mirror.next_list(), Some(Part::Channels));
    assert_eq!(trace.mirror.next_list(), None, "one at a time");
    trace.mirror.lagged(1, at(1));
    trace
        .mirror
        .listed(Part::Channels, &list(Part::Channels, &[]), at(1));
    trace.mirror.settle(at(1));
    assert!(doubt(&trace, Part::Channels).is_some());
    assert_eq!(trace.mirror.next_list(), Some(Part::Channels));
}

#[test]
fn a_list_that_is_cut_short_takes_nothing_away() {
    let mut trace = Trace::new();
    trace.at(1, &["Newchannel Channel=PJSIP/1-1 Uniqueid=1.1"]);
    let whole = list(Part::Channels, &[]);
    let ends = [
        Vec::new(),
        vec![message("CoreShowChannelsComplete EventList=Complete ListItems=1")],
        vec![message("CoreShowChannelsComplete EventList=cancelled")],
    ];
    for (count, events) in ends.into_iter().enumerate() {
        let reply = Reply {
            events,
            ..whole.clone()
        };
        trace.check(2, |part| match part {
            Part::Channels => reply.clone(),
            part => list(part, &[]),
        });
        assert_eq!(trace.state().channels().len(), 1);
        assert!(matches!(
            doubt(&trace, Part::Channels),
            Some(Doubt::ListFailed { .. })
        ));
        assert_eq!(trace.state().repairs().failed_lists, count as u64 + 1);
    }
    trace.check(3, |part| list(part, &[]));
    assert!(trace.state().is_in_sync());
    trace.mirror.check();
    assert_eq!(trace.mirror.next_list(), Some(Part::Channels));
    trace.mirror.failed(Part::Channels, "no answer in 10s", at(4));
    trace.mirror.settle(at(4));
    assert_eq!(
        doubt(&trace, Part::Channels).unwrap().to_string(),
        "its list failed: no answer in 10s; asked for again"
    );
}

#[test]
fn a_part_that_is_refused_is_left_out_and_says_so() {
    let mut trace = Trace::unread();
    trace.at(
        0,
        &["QueueMemberAdded Queue=old Interface=PJSIP/1 Status=1 Paused=0"],
    );
    trace.serve(|part| match part {
        Part::Queues => refusal("Invalid/unknown command: QueueStatus."),
        Part::Channels => refusal("Permission denied"),
        part => list(part, &[]),
    });
    trace.mirror.settle(at(0));
    let reason = |part| match trace.state().health(part) {
        Some(Health::Unavailable { reason, .. }) => reason.clone(),
        other => panic!("{other:?}"),
    };
    assert!(reason(Part::Queues).contains("Invalid/unknown command"));
    assert!(
        reason(Part::Channels).contains("give the user the write class"),
        "what to do is said"
    );
    assert_eq!(trace.state().queues().len(), 0);
    assert!(trace.state().is_in_sync(), "what there is, is right");

    // Events still tell of what is new.
    trace.at(5, &["Newchannel Channel=PJSIP/1-1 Uniqueid=1.1"]);
    assert_eq!(trace.state().channels().len(), 1);
    trace.check(9, |part| match part {
        Part::Queues | Part::Channels => refusal("Permission denied"),
        part => list(part, &[]),
    });
    assert_eq!(
        trace.state().channels().len(),
        1,
        "refused again, nothing is lost"
    );

    // The module was loaded meanwhile.
    trace.at(10, &["Load Module=app_queue.so Status=0"]);
    trace.serve(|part| list(part, &[]));
    trace.mirror.settle(at(10));
    assert!(trace.state().health(Part::Queues).unwrap().is_in_sync());
}

#[test]
fn a_pbx_that_is_still_starting_is_read_again_when_it_is_ready() {
    let mut trace = Trace::new();
    trace.at(1, &["FullyBooted Status=Fully_Booted"]);
    assert!(trace.state().is_in_sync());
    assert_eq!(trace.mirror.next_list(), Some(Part::Channels));
}

#[test]
fn parts_that_nobody_asked_for_are_not_there() {
    let mut mirror = Mirror::new(Options::default().only(&[Part::Devices]), at(0));
    mirror.connected(at(0));
    assert_eq!(mirror.next_list(), Some(Part::Devices));
    mirror.listed(
        Part::Devices,
        &list(
            Part::Devices,
            &["DeviceStateChange Device=PJSIP/1 State=INUSE".into()],
        ),
        at(0),
    );
    assert_eq!(mirror.next_list(), None);
    mirror.event(
        message("DeviceStateChange Device=PJSIP/1 State=NOT_INUSE").as_message(),
        at(5),
    );
    mirror.event(
        message("QueueMemberAdded Queue=q Interface=PJSIP/1").as_message(),
        at(5),
    );
    mirror.event(
        message("Newchannel Channel=PJSIP/1-1 Uniqueid=1.1").as_message(),
        at(5),
    );
    mirror.settle(at(5));
    let device = mirror.state().device("PJSIP/1").unwrap();
    assert_eq!((device.state.as_str(), device.since), ("NOT_INUSE", Some(at(5))));
    assert_eq!(
        (mirror.state().queues().len(), mirror.state().channels().len()),
        (0, 0)
    );
    assert_eq!(mirror.state().health(Part::Queues), None);
}

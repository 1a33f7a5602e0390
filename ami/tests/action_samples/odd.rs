//! Answers that are not as answers are: twice, late, in the middle of others. None may stall the connection.

use std::time::Duration;

use switchhook_ami::action::{
    Action, DahdiShowChannels, IaxNetstats, ModuleLoad, ModuleOperation, PjsipShowEndpoint, PriDebugSet,
    ReplyError, SkinnyShowDevice, WaitEvent,
};
use switchhook_ami::proto::Notice;

use crate::support::{Session, answer};

/// `ModuleLoad` without a LoadType that it knows, and `PRIDebugSet` with a span that is none, send an Error and go on.
fn answers_twice<A: Action>(action: &A) {
    let mut session = Session::asked(action);
    session.hear("Response: Error\nActionID: sh-2\nMessage: Incomplete ModuleLoad action.\n\n");
    let reply = session.reply().expect("the first answer counts");
    assert!(matches!(action.response(&reply), Err(ReplyError::Refused { .. })));
    session.hear("Response: Success\nActionID: sh-2\nMessage: Module loaded.\n\n");
    assert!(matches!(session.notices()[..], [Notice::Unmatched(_)]));
    session.still_answers();
}

#[test]
fn an_action_that_is_answered_twice_is_answered_once() {
    answers_twice(&ModuleLoad::new(ModuleOperation::Load).module("x.so"));
    answers_twice(&PriDebugSet::new(1, "loud"));
}

#[test]
fn an_error_in_the_middle_of_an_endpoint_refuses_it_and_its_rest_is_nobodys() {
    let mut session = Session::asked(&PjsipShowEndpoint::new("100"));
    session.hear(
        "Response: Success\nActionID: sh-2\nEventList: start\n\nEvent: EndpointDetail\nActionID: sh-2\n\n\
         Response: Error\nActionID: sh-2\nMessage: Unable to build sorcery list\n\n",
    );
    let reply = session.reply().expect("an answer");
    assert!(PjsipShowEndpoint::new("100").response(&reply).is_err());
    session.hear("Event: EndpointDetailComplete\nActionID: sh-2\nEventList: Complete\nListItems: 1\n\n");
    assert!(matches!(session.notices()[..], [Notice::Unmatched(_)]));
    session.still_answers();
}

#[test]
fn several_kinds_of_items_are_told_apart() {
    use switchhook_ami::event::{AorDetail, EndpointDetail, Event};
    let action = PjsipShowEndpoint::new("100");
    let text = "Response: Success\nActionID: sh-2\nEventList: start\n\n\
                Event: EndpointDetail\nActionID: sh-2\nObjectName: 100\n\n\
                Event: AorDetail\nActionID: sh-2\nObjectName: 100\nMaxContacts: 2\n\n\
                Event: EndpointDetailComplete\nActionID: sh-2\nEventList: Complete\nListItems: 2\n\n";
    let list = answer(&action, text).expect("complete").expect("accepted");
    assert!(matches!(list.iter().next(), Some(Event::EndpointDetail(_))));
    assert_eq!(list.of::<EndpointDetail<'_>>().count(), 1);
    let aor = list.of::<AorDetail<'_>>().next().expect("one");
    assert_eq!(aor.max_contacts(), Some(2));
    assert_eq!(list.complete().expect("an end").list_items(), Some(2));
}

#[test]
fn netstats_come_without_a_response_and_perhaps_without_a_line() {
    let pong = "Response: Success\nActionID: sh-2\nPing: Pong\n\n";
    for (text, lines) in [("\n", 0), ("IAX2/a-1 12 0\nIAX2/b-2 15 0\n\n", 2)] {
        let netstats = answer(&IaxNetstats, &format!("{text}{pong}")).expect("complete");
        assert_eq!(netstats.expect("no refusal").lines.len(), lines, "{text:?}");
    }
}

#[test]
fn a_skinny_device_with_a_response_is_read_too() {
    let action = SkinnyShowDevice::new("d");
    let text = "Response: Success\nActionID: sh-2\nObjectName: d\n\nResponse: Success\nActionID: sh-2\nPing: Pong\n\n";
    let reply = answer(&action, text).expect("complete").expect("accepted");
    assert_eq!(reply.object_name().as_deref(), Some("d"));
}

#[test]
fn events_waited_for_are_everybodys() {
    let wait = WaitEvent::new(Duration::from_secs(5));
    let mut session = Session::asked(&wait);
    session.hear("Response: Success\nActionID: sh-2\nMessage: Waiting for Event completed.\n\n");
    session.hear("Event: Hangup\nPrivilege: call,all\nCause: 16\n\n");
    assert!(matches!(session.notices()[..], [Notice::Event(_)]));
    session.hear("Event: WaitEventComplete\nActionID: sh-2\n\n");
    let reply = session.reply().expect("complete");
    assert_eq!(wait.response(&reply), Ok(()));
    session.still_answers();
}

#[test]
fn numbers_of_items_are_counted_not_believed() {
    let text = "Response: Success\nActionID: sh-2\nEventList: start\n\n\
                Event: DAHDIShowChannelsComplete\nActionID: sh-2\nEventList: Complete\nListItems: 7\nItems: 7\n\n";
    let list = answer(&DahdiShowChannels::new(), text)
        .expect("complete")
        .expect("accepted");
    assert!(list.is_empty());
    assert_eq!(list.complete().expect("an end").list_items(), Some(7));
}

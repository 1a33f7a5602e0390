use chrono_tz::Tz;
use proptest::prelude::*;

use super::*;
use crate::testing::{party, person, phone, subject};
use crate::{Person, Phone, Profile};

pub(crate) fn cdr(source: &str, channel: &str, destination: &str, destination_channel: &str) -> Cdr {
    let event = [
        ("UniqueID", "1795341600.1"),
        ("Source", source),
        ("CallerID", "\"Somebody\" <x>"),
        ("Channel", channel),
        ("Destination", destination),
        ("DestinationChannel", destination_channel),
        ("StartTime", "2026-11-22 10:00:00"),
        ("AnswerTime", "2026-11-22 10:00:05"),
        ("EndTime", "2026-11-22 10:01:00"),
        ("Duration", "60"),
        ("BillableSeconds", "55"),
        ("Disposition", "ANSWERED"),
    ];
    Cdr::from_headers(&event, Tz::UTC).unwrap()
}

pub(crate) fn index() -> PartyIndex {
    let people = [1, 2].map(|id| Person {
        department: Some(DepartmentId(id)),
        ..person(id, &[])
    });
    let phones: [Phone; 3] = [
        phone(10, "106", Some(1)),
        phone(11, "107", Some(2)),
        phone(12, "293", None),
    ];
    PartyIndex::new(&phones, &people)
}

#[test]
fn with_a_prefix_the_numbers_outside_are_phones_too() {
    let index = index().with_prefix("463");
    for (source, channel, destination, to, direction, caller, callee) in [
        // A telephone behind a gateway, whose channel is nobody's.
        (
            "463106",
            "PJSIP/gateway-01",
            "0687123456",
            "PJSIP/trunk-02",
            Direction::Outgoing,
            Some(1),
            None,
        ),
        (
            "463106",
            "PJSIP/gateway-01",
            "107",
            "PJSIP/phone107-02",
            Direction::Internal,
            Some(1),
            Some(2),
        ),
        (
            "463106",
            "Local/0687@x-01;2",
            "0687123456",
            "PJSIP/trunk-02",
            Direction::Outgoing,
            Some(1),
            None,
        ),
        // From outside to the whole number; nobody lifted, or a mailbox did.
        (
            "0687123456",
            "PJSIP/trunk-01",
            "463107",
            "",
            Direction::Incoming,
            None,
            Some(2),
        ),
        (
            "0687123456",
            "PJSIP/trunk-01",
            "463107",
            "PJSIP/phone107-02",
            Direction::Incoming,
            None,
            Some(2),
        ),
        // Its own channel says better than its number whose telephone it is.
        (
            "463106",
            "PJSIP/phone107-01",
            "0687123456",
            "PJSIP/trunk-02",
            Direction::Outgoing,
            Some(2),
            None,
        ),
        // Over the line to a number of ours: the line takes its price.
        (
            "106",
            "PJSIP/phone106-01",
            "463107",
            "PJSIP/trunk-02",
            Direction::Outgoing,
            Some(1),
            None,
        ),
        // The prefix and something that is no extension, or the extension alone, claimed from outside.
        (
            "463999",
            "PJSIP/trunk-01",
            "107",
            "PJSIP/phone107-02",
            Direction::Incoming,
            None,
            Some(2),
        ),
        (
            "106",
            "PJSIP/trunk-01",
            "107",
            "PJSIP/phone107-02",
            Direction::Incoming,
            None,
            Some(2),
        ),
        (
            "463",
            "PJSIP/trunk-01",
            "107",
            "PJSIP/phone107-02",
            Direction::Incoming,
            None,
            Some(2),
        ),
    ] {
        let call = CallRecord::new(cdr(source, channel, destination, to), &index);
        let persons = (call.caller.person, call.callee.person);
        assert_eq!(
            (call.direction, persons),
            (direction, (caller.map(PersonId), callee.map(PersonId))),
            "{source} {channel} → {destination} {to}"
        );
    }
    let call = CallRecord::new(cdr("463106", "PJSIP/gateway-01", "107", ""), &index);
    assert_eq!(
        (call.caller.phone, &*call.caller.number),
        (Some(PhoneId(10)), "106")
    );
}

#[test]
fn directions_follow_the_phones_and_not_the_numbers() {
    for (source, channel, destination, to, direction, caller, callee) in [
        (
            "106",
            "PJSIP/phone106-01",
            "107",
            "PJSIP/phone107-02",
            Direction::Internal,
            Some(1),
            Some(2),
        ),
        (
            "106",
            "PJSIP/phone106-01",
            "0687123456",
            "PJSIP/trunk-02",
            Direction::Outgoing,
            Some(1),
            None,
        ),
        (
            "0687123456",
            "PJSIP/trunk-01",
            "106",
            "PJSIP/phone106-02",
            Direction::Incoming,
            None,
            Some(1),
        ),
        // Nobody answered at 107, which has no channel then.
        (
            "106",
            "PJSIP/phone106-01",
            "107",
            "",
            Direction::Internal,
            Some(1),
            Some(2),
        ),
        // A voice mailbox.
        (
            "106",
            "PJSIP/phone106-01",
            "*98",
            "",
            Direction::Internal,
            Some(1),
            None,
        ),
        // A menu answers.
        (
            "0687123456",
            "PJSIP/trunk-01",
            "3030",
            "",
            Direction::Incoming,
            None,
            None,
        ),
        // A queue: the agent is who was called.
        (
            "106",
            "PJSIP/phone106-01",
            "600",
            "PJSIP/phone107-02",
            Direction::Internal,
            Some(1),
            Some(2),
        ),
        // Picked up by a colleague.
        (
            "0687123456",
            "PJSIP/trunk-01",
            "106",
            "PJSIP/phone107-02",
            Direction::Incoming,
            None,
            Some(2),
        ),
        // A caller outside who claims an extension of ours.
        (
            "106",
            "PJSIP/trunk-01",
            "107",
            "PJSIP/phone107-02",
            Direction::Incoming,
            None,
            Some(2),
        ),
        // A forward through the dialplan.
        (
            "106",
            "Local/0687@x-01;2",
            "0687123456",
            "PJSIP/trunk-02",
            Direction::Outgoing,
            Some(1),
            None,
        ),
    ] {
        let call = CallRecord::new(cdr(source, channel, destination, to), &index());
        let person = |party: &Party| party.person.map(i64::from);
        assert_eq!(
            (call.direction, person(&call.caller), person(&call.callee)),
            (direction, caller, callee),
            "{source} {channel} {destination} {to}"
        );
        let pending = direction == Direction::Outgoing;
        assert_eq!(call.pricing == Pricing::Pending, pending, "{destination}");
    }
}

#[test]
fn only_answered_calls_to_the_outside_wait_for_a_price() {
    let mut unanswered = cdr("106", "PJSIP/phone106-01", "0687123456", "PJSIP/trunk-02");
    unanswered.disposition = Disposition::Busy;
    assert_eq!(CallRecord::new(unanswered, &index()).pricing, Pricing::NotCharged);
}

#[test]
fn roles_see_what_the_manual_says() {
    use Visibility::{Full, Hidden, Masked};
    // Person 1 of department 1 calls outside.
    let call = CallRecord::new(
        cdr("106", "PJSIP/phone106-01", "872123", "PJSIP/trunk-02"),
        &index(),
    );
    for (who, profile, departments, expected) in [
        (1, Profile::User, &[][..], Full),
        (2, Profile::User, &[1], Hidden),
        (2, Profile::DepartmentHead, &[1], Masked),
        (2, Profile::DepartmentHead, &[2], Hidden),
        (2, Profile::Calls, &[], Masked),
        (2, Profile::Administrator, &[], Masked),
        (2, Profile::Direction, &[1], Hidden),
        (1, Profile::Auditor, &[1], Hidden),
    ] {
        let subject = subject(who, &[profile], &[], departments);
        assert_eq!(visibility(&subject, &call), expected, "{profile} {who}");
        let view = call.seen_by(&subject);
        let number = view.as_ref().map(|view| view.callee.number.as_str());
        let shown = match expected {
            Hidden => None,
            Masked => Some("872***"),
            Full => Some("872123"),
        };
        assert_eq!(number, shown, "{profile} {who}");
    }
}

#[test]
fn a_masked_call_names_only_people_within_the_scope() {
    let call = CallRecord::new(
        cdr("0687123456", "PJSIP/trunk-01", "106", "PJSIP/phone106-02"),
        &index(),
    );
    let view = call
        .seen_by(&subject(2, &[Profile::DepartmentHead], &[], &[1]))
        .unwrap();
    assert_eq!(
        (view.caller.number.as_str(), view.caller.name.as_str()),
        ("0687123***", "")
    );
    assert_eq!(
        (view.callee.number.as_str(), view.callee.name.as_str()),
        ("106", "First Last1")
    );
}

fn any_party() -> impl Strategy<Value = Party> {
    let some = || prop::option::of(0i64..3);
    (some(), some(), some()).prop_map(|(phone, person, department)| party(phone, person, department))
}

proptest! {
    /// The store's query and the check on the page agree: neither shows a call that the other hides.
    #[test]
    fn scope_and_visibility_agree(
        caller in any_party(), callee in any_party(),
        profile in prop::sample::select(Profile::ALL.to_vec()),
    ) {
        let subject = subject(1, &[profile], &[1], &[1]);
        let call = CallRecord { caller, callee, ..CallRecord::new(cdr("1", "", "2", ""), &index()) };
        let found = LogScope::of(&subject, Capability::CallLogRead)
            .is_some_and(|scope| scope.includes_call(&call));
        prop_assert_eq!(found, visibility(&subject, &call) != Visibility::Hidden);
    }
}

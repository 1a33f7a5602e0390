use chrono::{DateTime, TimeDelta, Utc};
use switchhook_portal_core::call_log::{CallRecord, Cdr};
use switchhook_portal_core::journey::{Ending, Leg, Side, Source, Step, What};
use switchhook_portal_core::{PartyIndex, PersonId, PhoneId};

use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_404_450 + seconds, 0).unwrap()
}

async fn store() -> (Store, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    (Store::open(&folder.path().join("test.db")).await.unwrap(), folder)
}

fn kept(id: &str, whats: &[What]) -> KeptJourney {
    let leg = Leg {
        unique_id: id.to_owned(),
        channel: "PJSIP/p1-00000001".to_owned(),
        number: "221".to_owned(),
        name: "Zoé".to_owned(),
        dialled: "222".to_owned(),
        side: Side::Calling,
        began: at(0),
        ringing: None,
        answered: Some(at(1) + TimeDelta::microseconds(123_456)),
        ended: Some(at(9)),
        cause: Some(16),
        ending: Ending::LeftQueue,
    };
    KeptJourney {
        journey: Journey {
            id: id.to_owned(),
            joined: Vec::new(),
            source: Source::Events,
            began: at(0),
            ended: Some(at(9)),
            ending: Ending::Answered,
            legs: vec![leg],
            steps: whats
                .iter()
                .map(|what| Step {
                    at: at(2),
                    until: None,
                    what: what.clone(),
                })
                .collect(),
            is_incomplete: false,
        },
        parties: vec![Party {
            number: "221".to_owned(),
            name: "Zoé".to_owned(),
            phone: Some(PhoneId(3)),
            person: Some(PersonId(7)),
            department: None,
        }],
    }
}

fn digits(count: usize) -> Vec<What> {
    let digits = |digit: usize| What::Digits {
        leg: "1.1".to_owned(),
        digits: digit.to_string(),
    };
    (0..count).map(digits).collect()
}

fn record(linked_id: &str, sequence: &str) -> CallRecord {
    let row = [
        ("Source", "221"),
        ("Destination", "222"),
        ("Channel", "PJSIP/p1-00000001"),
        ("StartTime", "2026-11-22 10:00:00"),
        ("EndTime", "2026-11-22 10:00:20"),
        ("Duration", "20"),
        ("BillableSeconds", "0"),
        ("Disposition", "NO ANSWER"),
        ("UniqueID", linked_id),
        ("LinkedID", linked_id),
        ("Sequence", sequence),
    ];
    CallRecord::new(
        Cdr::from_headers(&row, chrono_tz::UTC).unwrap(),
        &PartyIndex::new(&[], &[]),
    )
}

#[tokio::test]
async fn a_journey_is_read_as_it_was_told_whatever_its_steps_are() {
    let text = |word: &str| word.to_owned();
    let whats = [
        What::Application {
            leg: text("1.1"),
            name: text("background"),
            data: text("menu,\"s\""),
        },
        What::Digits {
            leg: text("1.1"),
            digits: text("2#"),
        },
        What::Queue {
            leg: text("1.1"),
            queue: text("support"),
            ending: Ending::Abandoned,
        },
        What::Talk {
            legs: vec![text("1.1"), text("1.2")],
        },
        What::Forward {
            from: text("221"),
            to: text("222"),
        },
        What::BlindTransfer {
            by: text("1.1"),
            whom: text("1.2"),
            to: text("223"),
        },
        What::AttendedTransfer {
            by: text("1.1"),
            whom: text("1.2"),
            to: text("1.3"),
        },
        What::ThreeWay {
            by: text("1.1"),
            whom: text("1.2"),
            to: text("1.3"),
        },
        What::Pickup {
            by: text("1.1"),
            from: text("1.2"),
        },
        What::Park {
            leg: text("1.1"),
            space: text("701"),
            fetched: text("1.2"),
        },
        What::Voicemail {
            leg: text("1.1"),
            mailbox: text("221@default"),
        },
    ];
    let (store, _folder) = store().await;
    let journey = kept("1.1", &whats);
    store.add_journeys(std::slice::from_ref(&journey)).await.unwrap();
    assert_eq!(store.journey("1.1").await.unwrap(), Some(journey));
    assert_eq!(store.journey("1.2").await.unwrap(), None);
}

#[tokio::test]
async fn a_call_that_is_told_twice_is_one_and_every_linked_id_leads_to_it() {
    let (store, _folder) = store().await;
    let mut journey = kept("1.1", &digits(2));
    journey.journey.joined = vec!["1.5".to_owned()];
    for _ in 0..2 {
        store.add_journeys(std::slice::from_ref(&journey)).await.unwrap();
    }
    store.add_journeys(&[kept("1.5", &[])]).await.unwrap();
    assert_eq!(store.count_journeys().await, 1);
    for linked_id in ["1.1", "1.5"] {
        let found = store.journey(linked_id).await.unwrap().unwrap();
        assert_eq!(found.journey.steps.len(), 2, "{linked_id}");
    }
}

#[tokio::test]
async fn of_two_pieces_the_fuller_one_stays_and_still_says_that_it_is_a_piece() {
    for (first, second) in [(3, 1), (1, 3)] {
        let (store, _folder) = store().await;
        for (count, ended) in [(first, None), (second, Some(at(60)))] {
            let mut piece = kept("1.1", &digits(count));
            piece.journey.is_incomplete = true;
            piece.journey.ended = ended;
            store.add_journeys(&[piece]).await.unwrap();
        }
        let found = store.journey("1.1").await.unwrap().unwrap().journey;
        assert_eq!(
            (found.steps.len(), found.is_incomplete, found.ended),
            (3, true, Some(at(60)))
        );
        // A whole one takes its place, however short it is.
        store.add_journeys(&[kept("1.1", &[])]).await.unwrap();
        let found = store.journey("1.1").await.unwrap().unwrap().journey;
        assert_eq!((found.steps.len(), found.is_incomplete), (0, false));
    }
}

#[tokio::test]
async fn a_journey_goes_with_the_last_of_its_calls() {
    let (store, _folder) = store().await;
    store
        .add_calls(&[record("1.1", "1"), record("1.1", "2"), record("1.5", "3")])
        .await
        .unwrap();
    let mut journey = kept("1.1", &[]);
    journey.journey.joined = vec!["1.5".to_owned()];
    store.add_journeys(&[journey, kept("1.9", &[])]).await.unwrap();
    store.delete_calls("1.1").await;
    assert!(store.journey("1.1").await.unwrap().is_some());
    store.delete_calls("1.5").await;
    assert!(store.journey("1.1").await.unwrap().is_none());
    assert_eq!(store.count_journeys().await, 1, "another call's stays");
}

#[tokio::test]
async fn journeys_of_calls_that_never_got_a_record_are_forgotten_when_they_are_old() {
    let (store, _folder) = store().await;
    store.add_calls(&[record("1.1", "1")]).await.unwrap();
    store
        .add_journeys(&[kept("1.1", &[]), kept("1.9", &[])])
        .await
        .unwrap();
    store
        .forget_journeys_without_calls(at(0).timestamp())
        .await
        .unwrap();
    assert_eq!(store.count_journeys().await, 2);
    store
        .forget_journeys_without_calls(at(1).timestamp())
        .await
        .unwrap();
    assert!(store.journey("1.1").await.unwrap().is_some());
    assert_eq!(store.count_journeys().await, 1);
}

//! What a campaign keeps to, whatever happens to its calls.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::{DateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::{Europe, Pacific, Tz};
use proptest::collection::vec;
use proptest::prelude::*;
use switchhook_callfile::Pacer;
use switchhook_callfile::pacer::{
    Contact, ContactError, ContactId, Ending, Hours, Next, Outcome, PhoneNumber, Recorded, Rules, RulesError,
    Standing, Trunk, WORKDAYS,
};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

fn number(text: &str) -> PhoneNumber {
    text.parse().unwrap()
}

/// One trunk, one destination that is open at every hour.
fn rules(at_once: u32, per_minute: u32) -> Rules<Tz> {
    Rules::new()
        .trunk("provider", Trunk { at_once, per_minute })
        .destination("town", "provider", Hours::new(Tz::UTC))
}

fn campaign(rules: Rules<Tz>, numbers: &[&str]) -> Pacer<Tz> {
    let mut pacer = Pacer::new(rules).unwrap();
    for text in numbers {
        pacer.add(Contact::new(number(text), "town")).unwrap();
    }
    pacer
}

fn started(pacer: &mut Pacer<Tz>, now: DateTime<Utc>) -> Vec<u32> {
    let mut started = Vec::new();
    while let Next::Start(call) = pacer.next(now) {
        started.push(call.id.0);
    }
    started
}

const MORNING: &str = "2026-11-23T09:00:00Z";

#[test]
fn a_trunk_bears_so_many_at_once_and_so_many_a_minute() {
    let now = at(MORNING);
    let mut pacer = campaign(rules(2, 3), &["1", "2", "3", "4", "5"]);
    assert_eq!(started(&mut pacer, now), [0, 1]);
    assert_eq!(pacer.next(now), Next::Wait { until: None });
    let ten = now + TimeDelta::seconds(10);
    for id in [0, 1] {
        assert_eq!(
            pacer.record(ContactId(id), Outcome::Answered, ten),
            Ok(Recorded::Ended(Ending::Reached))
        );
    }
    // Three in this minute already: one now, and the next when the first is a minute ago.
    assert_eq!(started(&mut pacer, ten), [2]);
    let minute = now + TimeDelta::seconds(60);
    assert_eq!(pacer.next(ten), Next::Wait { until: Some(minute) });
    assert_eq!(started(&mut pacer, minute - TimeDelta::milliseconds(1)), [0; 0]);
    assert_eq!(started(&mut pacer, minute), [3]);
}

#[test]
fn outcomes_have_their_delays_and_attempts_their_end() {
    let rules = rules(9, 9)
        .attempts(2)
        .retry_after(Outcome::Busy, Duration::from_millis(1500))
        .give_up_after(Outcome::NoAnswer);
    let now = at(MORNING);
    for (outcome, first, second) in [
        (Outcome::Busy, Some(2), Ending::GaveUp(Outcome::Busy)),
        (Outcome::NoAnswer, None, Ending::GaveUp(Outcome::NoAnswer)),
        (Outcome::Congestion, Some(60), Ending::GaveUp(Outcome::Congestion)),
        (Outcome::Unknown, Some(3600), Ending::GaveUp(Outcome::Unknown)),
        (Outcome::Failed, None, Ending::GaveUp(Outcome::Failed)),
        (Outcome::Answered, None, Ending::Reached),
    ] {
        let mut pacer = campaign(rules.clone(), &["1"]);
        let id = ContactId(0);
        assert_eq!(started(&mut pacer, now), [0]);
        let mut recorded = pacer.record(id, outcome, now).unwrap();
        if let Some(seconds) = first {
            let from = now + TimeDelta::seconds(seconds);
            assert_eq!(recorded, Recorded::Again { from }, "{outcome:?}");
            assert_eq!(pacer.next(now), Next::Wait { until: Some(from) });
            assert_eq!(started(&mut pacer, from), [0]);
            recorded = pacer.record(id, outcome, from).unwrap();
        }
        assert_eq!(recorded, Recorded::Ended(second), "{outcome:?}");
        assert_eq!(pacer.next(now), Next::Done);
        let error = pacer.record(id, outcome, now).unwrap_err();
        assert_eq!(error, ContactError::NotCalling { id });
    }
}

#[test]
fn what_was_not_placed_is_no_attempt() {
    let now = at(MORNING);
    let mut pacer = campaign(rules(1, 9).attempts(1), &["1"]);
    for _ in 0..3 {
        assert!(matches!(pacer.next(now), Next::Start(call) if call.attempt == 1));
        let recorded = pacer
            .record(ContactId(0), Outcome::NotPlaced, now - TimeDelta::minutes(1))
            .unwrap();
        assert_eq!(recorded, Recorded::Again { from: now });
    }
}

#[test]
fn one_number_is_called_once_at_a_time() {
    let now = at(MORNING);
    let mut pacer = campaign(rules(9, 9), &["+33 1", "2", "+331", "+33 (1)"]);
    assert_eq!(started(&mut pacer, now), [0, 1]);
    assert_eq!(pacer.next(now), Next::Wait { until: None });
    // Busy, and so again later: the next of that number takes its turn.
    pacer.record(ContactId(0), Outcome::Busy, now).unwrap();
    assert_eq!(started(&mut pacer, now), [2]);
    pacer.record(ContactId(2), Outcome::Answered, now).unwrap();
    assert_eq!(started(&mut pacer, now), [3]);
}

#[test]
fn priorities_come_first_then_who_waits_longest() {
    let now = at(MORNING);
    let mut pacer = campaign(rules(1, 99), &["1", "2"]);
    pacer.add(Contact::new(number("3"), "town").priority(7)).unwrap();
    let later = now + TimeDelta::minutes(1);
    pacer
        .add(Contact::new(number("4"), "town").priority(9).not_before(later))
        .unwrap();
    let mut order = Vec::new();
    let mut now = now;
    while let Next::Start(call) = pacer.next(now) {
        order.push(call.id.0);
        now += TimeDelta::seconds(30);
        pacer.record(call.id, Outcome::Answered, now).unwrap();
    }
    assert_eq!(order, [2, 0, 3, 1]);
}

#[test]
fn hours_are_those_of_each_destination() {
    let rules = Rules::new()
        .trunk(
            "provider",
            Trunk {
                at_once: 9,
                per_minute: 9,
            },
        )
        .destination(
            "town",
            "provider",
            Hours::new(Europe::Paris).on(WORKDAYS, hour(9), hour(20)),
        )
        .destination(
            "island",
            "provider",
            Hours::new(Pacific::Noumea).on(WORKDAYS, hour(9), hour(20)),
        );
    let mut pacer = campaign(rules, &["1"]);
    pacer.add(Contact::new(number("2"), "island")).unwrap();
    // Sunday evening in Paris is Monday morning in Nouméa.
    assert_eq!(started(&mut pacer, at("2026-11-22T21:59:59Z")), [0; 0]);
    assert_eq!(
        pacer.next(at("2026-11-22T21:59:59Z")),
        Next::Wait {
            until: Some(at("2026-11-22T22:00:00Z"))
        }
    );
    assert_eq!(started(&mut pacer, at("2026-11-22T22:00:00Z")), [1]);
    assert_eq!(
        pacer.next(at("2026-11-22T22:00:00Z")),
        Next::Wait {
            until: Some(at("2026-11-23T08:00:00Z"))
        }
    );
}

#[test]
fn a_full_trunk_does_not_keep_another_back() {
    let rules = rules(1, 9)
        .trunk(
            "other",
            Trunk {
                at_once: 1,
                per_minute: 9,
            },
        )
        .destination("village", "other", Hours::new(Tz::UTC));
    let mut pacer = campaign(rules, &["1", "2"]);
    pacer.add(Contact::new(number("3"), "village")).unwrap();
    assert_eq!(started(&mut pacer, at(MORNING)), [0, 2]);
}

#[test]
fn forbidden_numbers_and_withdrawn_contacts_end() {
    let now = at(MORNING);
    let mut pacer = campaign(rules(2, 9), &["1", "2", "3", "4", "1"]);
    assert_eq!(started(&mut pacer, now), [0, 1]);
    pacer.forbid(number("1"));
    pacer.forbid(number("3"));
    pacer.withdraw(ContactId(1), now).unwrap();
    pacer.withdraw(ContactId(3), now).unwrap();
    assert_eq!(pacer.next(now), Next::Wait { until: None });
    // Calls that are being made go on, and are not repeated.
    assert_eq!(
        pacer.record(ContactId(0), Outcome::Busy, now),
        Ok(Recorded::Ended(Ending::Forbidden))
    );
    assert_eq!(
        pacer.record(ContactId(1), Outcome::Busy, now),
        Ok(Recorded::Ended(Ending::Withdrawn))
    );
    assert_eq!(pacer.next(now), Next::Done);
    let endings: Vec<_> = pacer.contacts().map(|(_, _, standing)| standing).collect();
    let ended = |how| Standing::Ended { how, at: now };
    assert_eq!(
        endings,
        [
            Ending::Forbidden,
            Ending::Withdrawn,
            Ending::Forbidden,
            Ending::Withdrawn,
            Ending::Forbidden
        ]
        .map(ended)
    );
    // Who comes later is told at once, and permitted numbers are called.
    pacer.permit(&number("1"));
    pacer.add(Contact::new(number("1"), "town")).unwrap();
    pacer.add(Contact::new(number("3"), "town")).unwrap();
    assert_eq!(started(&mut pacer, now), [5]);
    assert_eq!((pacer.tally().forbidden, pacer.tally().calling), (4, 1));
}

#[test]
fn a_stopped_campaign_begins_nothing_and_goes_on_where_it_was() {
    let now = at(MORNING);
    let mut pacer = campaign(rules(1, 9), &["1", "2"]);
    assert_eq!(started(&mut pacer, now), [0]);
    pacer.stop();
    pacer.record(ContactId(0), Outcome::Answered, now).unwrap();
    assert_eq!(pacer.next(now), Next::Stopped);
    pacer.resume();
    assert_eq!(started(&mut pacer, now), [1]);
    pacer.stop();
    pacer.record(ContactId(1), Outcome::Answered, now).unwrap();
    assert_eq!(pacer.next(now), Next::Done);
}

#[test]
fn the_end_of_a_campaign_ends_its_contacts() {
    let (now, end) = (at(MORNING), at("2026-11-23T09:00:30Z"));
    let mut pacer = campaign(rules(1, 9).until(end), &["1", "2"]);
    assert_eq!(started(&mut pacer, now), [0]);
    assert_eq!(pacer.next(now), Next::Wait { until: Some(end) });
    assert_eq!(pacer.next(end), Next::Wait { until: None });
    assert_eq!(
        pacer.record(ContactId(0), Outcome::Busy, end),
        Ok(Recorded::Again {
            from: end + TimeDelta::minutes(5)
        })
    );
    assert_eq!(pacer.next(end), Next::Done);
    assert_eq!(pacer.tally().out_of_time, 2);
}

#[test]
fn a_clock_that_is_set_back_costs_a_minute_at_most() {
    let now = at(MORNING);
    let mut pacer = campaign(rules(9, 2), &["1", "2", "3"]);
    assert_eq!(started(&mut pacer, now), [0, 1]);
    let back = now - TimeDelta::hours(1);
    assert_eq!(
        pacer.next(back),
        Next::Wait {
            until: Some(back + TimeDelta::minutes(1))
        }
    );
    assert_eq!(started(&mut pacer, back + TimeDelta::minutes(1)), [2]);
}

#[test]
fn rules_that_could_not_work_are_refused_with_the_remedy() {
    for (rules, part) in [
        (rules(0, 1), "bears at once 0 calls"),
        (rules(1, 0), "bears per minute 0 calls"),
        (rules(1, u32::MAX), "say at most 1000000"),
        (rules(1, 1).attempts(0), "tried 0 times"),
        (
            rules(1, 1).destination("x", "y", Hours::new(Tz::UTC)),
            "trunk \"y\", which is none",
        ),
    ] {
        let error: RulesError = Pacer::new(rules).unwrap_err();
        assert!(error.to_string().contains(part), "{error}");
    }
    let mut pacer = campaign(rules(1, 1), &[]);
    let error = pacer.add(Contact::new(number("1"), "mars")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the rules have no destination \"mars\"; add it, or choose one of theirs"
    );
    let id = ContactId(4);
    assert_eq!(pacer.withdraw(id, at(MORNING)), Err(ContactError::Unknown { id }));
}

#[test]
fn a_number_does_not_show_in_what_is_logged() {
    let contact = Contact::new(number("+33 1 23 45 67 89"), "town");
    let shown = format!("{contact:?}");
    assert!(!shown.contains("1234") && shown.contains("…89"), "{shown}");
    for (text, part) in [
        ("", "nothing to dial"),
        ("+", "nothing to dial"),
        ("12+3", "cannot be dialled"),
        ("1\n2", "cannot be dialled"),
        ("pjsip/1", "cannot be dialled"),
        (&"1".repeat(41), "too long"),
        (&" ".repeat(201), "too long"),
    ] {
        let error = text.parse::<PhoneNumber>().unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
}

/// A hundred thousand contacts, and as many that must not be called.
#[test]
fn a_large_campaign_is_not_slow() {
    let mut pacer = campaign(rules(1000, 1_000_000), &[]);
    for at in 0..100_000_u32 {
        pacer.add(Contact::new(number(&at.to_string()), "town")).unwrap();
        pacer.forbid(number(&format!("9{at}")));
    }
    let calls = pacer
        .rehearse(at(MORNING), |_, _| (Outcome::Answered, Duration::from_secs(1)))
        .count();
    // 90 to 99, and 910 to 999 and so on, since no number on the list has a zero after its nine.
    assert_eq!(calls, 100_000 - (10 + 90 + 900 + 9000));
}

/// Everything that may happen to a campaign.
#[derive(Clone, Debug)]
enum Event {
    Pass(i64),
    Ask,
    End(usize, Outcome),
    Forbid(u8),
    Withdraw(usize),
    Add(u8, u8, bool),
    Stop(bool),
    Restart,
}

fn outcome() -> impl Strategy<Value = Outcome> {
    use Outcome::{Answered, Busy, Congestion, Failed, Machine, NoAnswer, NotPlaced, Unknown};
    proptest::sample::select(vec![
        Answered, Busy, Congestion, Failed, Machine, NoAnswer, NotPlaced, Unknown,
    ])
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => prop_oneof![0_i64..90, 0_i64..4000, 0_i64..50_000].prop_map(Event::Pass),
        6 => Just(Event::Ask),
        6 => (any::<usize>(), outcome()).prop_map(|(at, outcome)| Event::End(at, outcome)),
        1 => (0_u8..12).prop_map(Event::Forbid),
        1 => any::<usize>().prop_map(Event::Withdraw),
        3 => (0_u8..12, 0_u8..3, any::<bool>()).prop_map(|(number, priority, island)| Event::Add(number, priority, island)),
        1 => any::<bool>().prop_map(Event::Stop),
        1 => Just(Event::Restart),
    ]
}

/// What must hold of each call when it begins, found out without the pacer.
struct Watch {
    rules: Rules<Tz>,
    limits: (u32, u32),
    begun: Vec<DateTime<Utc>>,
    calling: BTreeMap<ContactId, String>,
    forbidden: BTreeSet<String>,
    ended: BTreeMap<ContactId, Ending>,
}

impl Watch {
    fn begins(&mut self, pacer: &Pacer<Tz>, id: ContactId, now: DateTime<Utc>) -> Result<(), TestCaseError> {
        let contact = pacer.contact(id).unwrap();
        let number = contact.number().as_str().to_owned();
        let zone = if contact.destination() == "island" {
            Pacific::Noumea
        } else {
            Europe::Paris
        };
        let clock = zone.from_utc_datetime(&now.naive_utc()).time();
        prop_assert!((hour(9)..hour(20)).contains(&clock), "{clock} in {zone}");
        prop_assert!(
            !self.calling.values().any(|other| *other == number),
            "{number} twice"
        );
        prop_assert!(!self.forbidden.contains(&number));
        prop_assert!(!self.ended.contains_key(&id));
        self.calling.insert(id, number);
        self.begun.push(now);
        prop_assert!(self.calling.len() <= self.limits.0 as usize);
        let minute = self
            .begun
            .iter()
            .filter(|begun| now - **begun < TimeDelta::seconds(60))
            .count();
        prop_assert!(minute <= self.limits.1 as usize, "{minute} in a minute");
        Ok(())
    }

    /// An ending stays the same.
    fn looks(&mut self, pacer: &Pacer<Tz>) -> Result<(), TestCaseError> {
        prop_assert_eq!(&self.rules, pacer.rules());
        for (id, _, standing) in pacer.contacts() {
            match (standing, self.ended.get(&id)) {
                (Standing::Ended { how, .. }, Some(before)) => prop_assert_eq!(how, *before),
                (Standing::Ended { how, .. }, None) => {
                    self.ended.insert(id, how);
                }
                (_, before) => prop_assert_eq!(before, None, "{} lives again", id),
            }
        }
        Ok(())
    }
}

/// The same campaign, saved and loaded: it goes on alike.
#[cfg(feature = "serde")]
fn restarted(pacer: Pacer<Tz>, now: DateTime<Utc>) -> Result<Pacer<Tz>, TestCaseError> {
    let saved = serde_json::to_string(&pacer).unwrap();
    let loaded: Pacer<Tz> = serde_json::from_str(&saved).unwrap();
    let (mut here, mut there) = (pacer, loaded.clone());
    for later in [0, 0, 30, 60, 4000, 90_000] {
        let moment = now + TimeDelta::seconds(later);
        prop_assert_eq!(here.next(moment), there.next(moment));
    }
    Ok(loaded)
}

#[cfg(not(feature = "serde"))]
fn restarted(pacer: Pacer<Tz>, _: DateTime<Utc>) -> Result<Pacer<Tz>, TestCaseError> {
    Ok(pacer)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_rules_are_kept_and_every_contact_ends_once(
        limits in (1_u32..4, 1_u32..4),
        attempts in 1_u32..4,
        events in vec(event(), 0..150),
    ) {
        let hours = |zone| Hours::new(zone).on(WORKDAYS.into_iter().chain([chrono::Weekday::Sat]), hour(9), hour(20));
        let rules = Rules::new()
            .trunk("provider", Trunk { at_once: limits.0, per_minute: limits.1 })
            .destination("town", "provider", hours(Europe::Paris))
            .destination("island", "provider", hours(Pacific::Noumea))
            .attempts(attempts);
        let mut pacer = Pacer::new(rules.clone()).unwrap();
        let mut watch = Watch {
            rules,
            limits,
            begun: Vec::new(),
            calling: BTreeMap::new(),
            forbidden: BTreeSet::new(),
            ended: BTreeMap::new(),
        };
        let mut now = at(MORNING);
        for event in events {
            match event {
                Event::Pass(seconds) => now += TimeDelta::seconds(seconds),
                Event::Ask => match pacer.next(now) {
                    Next::Start(call) => watch.begins(&pacer, call.id, now)?,
                    Next::Wait { until: Some(until) } => prop_assert!(until > now),
                    Next::Wait { until: None } => prop_assert!(!watch.calling.is_empty()),
                    Next::Stopped => prop_assert!(pacer.is_stopped()),
                    Next::Done => prop_assert_eq!(pacer.tally().waiting + pacer.tally().calling, 0),
                },
                Event::End(at, outcome) => {
                    if let Some(&id) = watch.calling.keys().nth(at % watch.calling.len().max(1)) {
                        pacer.record(id, outcome, now).unwrap();
                        watch.calling.remove(&id);
                    }
                }
                Event::Forbid(digit) => {
                    pacer.forbid(number(&digit.to_string()));
                    watch.forbidden.insert(digit.to_string());
                }
                Event::Withdraw(at) => {
                    let id = ContactId((at % pacer.contacts().len().max(1)) as u32);
                    let _ = pacer.withdraw(id, now);
                }
                Event::Add(digit, priority, island) => {
                    let destination = if island { "island" } else { "town" };
                    let contact = Contact::new(number(&digit.to_string()), destination).priority(priority);
                    pacer.add(contact).unwrap();
                }
                Event::Stop(true) => pacer.stop(),
                Event::Stop(false) => pacer.resume(),
                Event::Restart => pacer = restarted(pacer, now)?,
            }
            watch.looks(&pacer)?;
        }
        // And then it is brought to its end.
        pacer.resume();
        for id in watch.calling.keys().copied().collect::<Vec<_>>() {
            pacer.record(id, Outcome::NoAnswer, now).unwrap();
        }
        watch.calling.clear();
        loop {
            match pacer.next(now) {
                Next::Start(call) => {
                    watch.begins(&pacer, call.id, now)?;
                    pacer.record(call.id, Outcome::NoAnswer, now).unwrap();
                    watch.calling.remove(&call.id);
                }
                Next::Wait { until: Some(until) } => now = until,
                Next::Done => break,
                other => prop_assert!(false, "{:?}", other),
            }
        }
        watch.looks(&pacer)?;
        prop_assert_eq!(watch.ended.len(), pacer.contacts().len());
    }

    /// A rehearsal is what then happens, if it happens as supposed.
    #[test]
    fn a_rehearsal_is_what_happens(count in 0_usize..30, limits in (1_u32..4, 1_u32..6), outcomes in vec(outcome(), 1..8)) {
        let numbers: Vec<String> = (0..count).map(|at| (at % 20).to_string()).collect();
        let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
        let mut pacer = campaign(rules(limits.0, limits.1), &numbers);
        let mut asked = 0;
        let suppose = |_: &Contact, _: u32| {
            asked += 1;
            (outcomes[asked % outcomes.len()], Duration::from_secs(asked as u64 % 50))
        };
        let rehearsed: Vec<_> = pacer.rehearse(at(MORNING), suppose).take(400).collect();
        let mut calls: Vec<(DateTime<Utc>, ContactId, Outcome)> = Vec::new();
        for call in &rehearsed {
            // Everything that ends before it or with it was recorded.
            calls.sort();
            let over = calls.iter().take_while(|(end, ..)| *end <= call.start).count();
            for (end, id, outcome) in calls.drain(..over) {
                pacer.record(id, outcome, end).unwrap();
            }
            match pacer.next(call.start) {
                Next::Start(start) => prop_assert_eq!((start.id, start.attempt), (call.id, call.attempt)),
                other => prop_assert!(false, "{:?} at {}", other, call.start),
            }
            calls.push((call.end, call.id, call.outcome));
        }
    }
}

#[cfg(feature = "serde")]
#[test]
fn a_saved_campaign_that_cannot_be_is_told_and_not_gone_by() {
    let mut pacer = campaign(rules(2, 9), &["1", "2"]);
    assert_eq!(started(&mut pacer, at(MORNING)), [0, 1]);
    let saved = serde_json::to_string(&pacer).unwrap();
    for (from, to, part) in [
        ("\"version\":1", "\"version\":2", "a campaign of form 2"),
        ("\"at_once\":2", "\"at_once\":0", "bears at once 0 calls"),
        (
            "\"number\":\"2\"",
            "\"number\":\"1\"",
            "contact 1 is being called, and so is another one of its number",
        ),
        ("\"number\":\"2\"", "\"number\":\"x\"", "is no number to dial"),
        (
            "\"destination\":\"town\"",
            "\"destination\":\"mars\"",
            "destination \"mars\", which the rules do not have",
        ),
        ("\"attempts\":1", "\"attempts\":0", "in no attempt"),
    ] {
        assert!(saved.contains(from), "{saved}");
        let error = serde_json::from_str::<Pacer<Tz>>(&saved.replace(from, to))
            .unwrap_err()
            .to_string();
        assert!(error.contains(part), "{error}");
    }
    let loaded: Pacer<Tz> = serde_json::from_str(&saved).unwrap();
    assert_eq!(loaded.calling().count(), 2);
}

#[cfg(feature = "serde")]
#[test]
fn a_saved_campaign_does_not_wait_for_times_that_somebody_wrote_into_it() {
    let mut pacer = campaign(rules(9, 2), &["1", "2", "3"]);
    assert_eq!(started(&mut pacer, at(MORNING)), [0, 1]);
    let saved = serde_json::to_string(&pacer).unwrap();
    // The calls of the last minute, the one of the year 2999 before that of this morning.
    let begun = format!("[\"{MORNING}\",\"{MORNING}\"]");
    assert!(saved.contains(&begun), "{saved}");
    let odd = saved.replacen(&begun, &format!("[\"2999-01-01T00:00:00Z\",\"{MORNING}\"]"), 1);
    let mut loaded: Pacer<Tz> = serde_json::from_str(&odd).unwrap();
    let later = at(MORNING) + TimeDelta::minutes(2);
    let Next::Start(call) = loaded.next(later) else {
        panic!("it begins, since one call of the last minute is fewer than two")
    };
    assert_eq!(call.id, ContactId(2));
}

#[cfg(feature = "serde")]
#[test]
fn an_attempt_beyond_what_can_be_counted_is_no_panic() {
    let pacer = campaign(rules(9, 9), &["1"]);
    let saved = serde_json::to_string(&pacer).unwrap();
    let odd = saved.replace("\"attempts\":0", &format!("\"attempts\":{}", u32::MAX));
    assert_ne!(odd, saved);
    let error = serde_json::from_str::<Pacer<Tz>>(&odd).unwrap_err().to_string();
    assert!(
        error.contains("contact 0 was tried 4294967295 times, of 3"),
        "{error}"
    );
    let odd = saved.replace("\"withdrawn\":false", "\"withdrawn\":true");
    let error = serde_json::from_str::<Pacer<Tz>>(&odd).unwrap_err().to_string();
    assert!(error.contains("contact 0 was withdrawn, and waits"), "{error}");
}

#[test]
fn the_end_of_the_calendar_is_no_panic_wherever_it_is() {
    for zone in [Pacific::Noumea, Pacific::Honolulu] {
        for at in [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC] {
            for hours in [Hours::new(zone), Hours::new(zone).on(WORKDAYS, hour(9), hour(17))] {
                // What counts is that there is an answer.
                let allowed = hours.allow(at);
                assert!(
                    hours
                        .next(at)
                        .is_none_or(|next| next >= at && (next == at) == allowed)
                );
            }
        }
    }
    let rules = Rules::new()
        .trunk(
            "provider",
            Trunk {
                at_once: 1,
                per_minute: 9,
            },
        )
        .destination("town", "provider", Hours::new(Pacific::Noumea))
        .retry_after(Outcome::Busy, Duration::MAX);
    let pacer = campaign(rules, &["1", "2"]);
    // Each lasts for ever, and is tried again after as long.
    let calls: Vec<_> = pacer
        .rehearse(at(MORNING), |_, _| (Outcome::Busy, Duration::MAX))
        .collect();
    assert_eq!(calls.first().map(|call| call.start), Some(at(MORNING)));
}

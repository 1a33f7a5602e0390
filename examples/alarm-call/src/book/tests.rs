//! Alarms by a clock that is told.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Acknowledged, Book, Due, Raised};
use crate::alarm::{Happened, Speech};
use crate::config::Config;
use crate::config::tests::config;
use crate::inbox::Raise;

fn now() -> DateTime<Utc> {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn raise(key: &str) -> Raise {
    Raise::new("disk full", Vec::new(), "oncall", Some(key)).unwrap()
}

fn new(book: &mut Book, key: &str, config: &Config, now: DateTime<Utc>) -> String {
    match book.raise(raise(key), config, now) {
        Raised::New(id) => id,
        other => panic!("{other:?}"),
    }
}

/// Saved and read again, as after a restart.
fn restart(book: &Book, config: &Config) -> Book {
    Book::load(&serde_json::to_vec(book).unwrap(), config).unwrap()
}

fn due(book: &mut Book, config: &Config, now: DateTime<Utc>) -> Due {
    book.due(now, config)
        .unwrap_or_else(|until| panic!("nobody is due before {until:?}"))
}

#[test]
fn the_next_person_only_when_nobody_acknowledged() {
    let (config, now) = (config(""), now());
    let mut book = Book::new(&config).unwrap();
    let id = new(&mut book, "db1", &config, now);
    let first = due(&mut book, &config, now);
    assert_eq!(
        (first.person.as_str(), first.alarm.as_str()),
        ("anna", id.as_str())
    );
    // While she is called nobody else is, also after a restart.
    assert_eq!(book.due(now, &config), Err(None));
    let mut book = restart(&book, &config);
    assert_eq!(book.due(now, &config), Err(None));
    assert_eq!(book.calls().len(), 1);
    assert_eq!(
        book.ended(&first.file, "not answered", false, &config, now),
        Some(id.clone())
    );
    // Told twice: once by the follower, once by the spool.
    assert_eq!(book.ended(&first.file, "not answered", false, &config, now), None);

    let second = due(&mut book, &config, now);
    assert_eq!(second.person, "bruno");
    assert_ne!(second.file, first.file);
    assert_eq!(book.acknowledge(&id, "bruno", now), Acknowledged::Done);
    assert_eq!(
        book.acknowledge(&id, "anna", now),
        Acknowledged::Already("bruno".into())
    );
    book.ended(&second.file, "answered and over", true, &config, now);
    assert_eq!(book.due(now, &config), Err(None));
    let whats: Vec<_> = book
        .alarm(&id)
        .unwrap()
        .journal
        .iter()
        .map(|entry| entry.what.clone())
        .collect();
    assert_eq!(whats.len(), 6, "{whats:?}");
    assert_eq!(whats[4], Happened::Acknowledged { by: "bruno".into() });
}

#[test]
fn an_answer_without_a_key_is_no_acknowledgement() {
    let (config, now) = (config(""), now());
    let mut book = Book::new(&config).unwrap();
    let id = new(&mut book, "db1", &config, now);
    for person in ["anna", "bruno"] {
        let call = due(&mut book, &config, now);
        assert_eq!(call.person, person);
        assert!(book.heard(&id, now).unwrap().is_open());
        book.ended(&call.file, "answered and over", true, &config, now);
    }
    assert!(book.alarm(&id).unwrap().is_unanswered());
    // One that nobody heard is raised anew.
    assert_ne!(new(&mut book, "db1", &config, now), id);
}

#[test]
fn waits_are_kept_over_a_restart() {
    let mut config = config("");
    let list = config.list.get_mut("oncall").unwrap();
    (list.attempts, list.rounds) = (2, 2);
    let mut book = Book::new(&config).unwrap();
    new(&mut book, "db1", &config, now());
    let mut clock = now();
    let mut seen = Vec::new();
    for _ in 0..8 {
        let call = loop {
            match book.due(clock, &config) {
                Ok(call) => break call,
                Err(until) => clock = until.unwrap(),
            }
        };
        seen.push((call.person, (clock - now()).num_seconds()));
        book.ended(&call.file, "busy", false, &config, clock);
        book = restart(&book, &config);
    }
    let seen: Vec<_> = seen.iter().map(|(person, at)| (person.as_str(), *at)).collect();
    assert_eq!(
        seen,
        [
            ("anna", 0),
            ("anna", 20),
            ("bruno", 20),
            ("bruno", 40),
            ("anna", 340),
            ("anna", 360),
            ("bruno", 360),
            ("bruno", 380)
        ]
    );
    assert_eq!(book.due(clock, &config), Err(None));
}

#[test]
fn alarms_of_one_key_are_one_for_some_minutes() {
    let (config, now) = (config(""), now());
    let mut book = Book::new(&config).unwrap();
    let id = new(&mut book, "db1", &config, now);
    let again =
        |book: &mut Book, minutes| book.raise(raise("db1"), &config, now + TimeDelta::minutes(minutes));
    assert_eq!(again(&mut book, 1), Raised::Again(id.clone()));
    // Open, it is the same however late.
    assert_eq!(again(&mut book, 300), Raised::Again(id.clone()));
    book.acknowledge(&id, "anna", now + TimeDelta::minutes(300));
    assert_eq!(again(&mut book, 329), Raised::Again(id.clone()));
    assert_eq!(book.alarm(&id).unwrap().times, 4);
    assert!(matches!(again(&mut book, 359), Raised::New(_)));
    assert!(matches!(book.raise(raise("db2"), &config, now), Raised::New(_)));
}

#[test]
fn several_alarms_share_the_lines_and_nobody_is_called_twice_at_once() {
    let config = config("[call]\nat_once = 2\nper_minute = 3\n");
    let now = now();
    let mut book = Book::new(&config).unwrap();
    for key in ["a", "b", "c"] {
        new(&mut book, key, &config, now);
    }
    // All three begin with Anna.
    let first = due(&mut book, &config, now);
    assert_eq!(book.due(now, &config), Err(None));
    book.ended(&first.file, "busy", false, &config, now);
    let (second, third) = (due(&mut book, &config, now), due(&mut book, &config, now));
    let mut people = [second.person.clone(), third.person.clone()];
    people.sort();
    assert_eq!(people, ["anna", "bruno"]);
    // Two at once, and three in a minute.
    assert_eq!(book.due(now, &config), Err(None));
    book.ended(&second.file, "busy", false, &config, now);
    book.ended(&third.file, "busy", false, &config, now);
    let until = book.due(now, &config).unwrap_err().unwrap();
    assert!(until > now && until <= now + TimeDelta::seconds(60), "{until}");
    // Rules of today, calls of yesterday.
    let wider = super::super::config::tests::config("[call]\nat_once = 5\nper_minute = 30\n");
    let mut book = restart(&book, &wider);
    due(&mut book, &wider, now);
}

#[test]
fn what_could_not_be_placed_is_tried_again_and_is_no_attempt() {
    let (config, now) = (config(""), now());
    let mut book = Book::new(&config).unwrap();
    let id = new(&mut book, "db1", &config, now);
    let call = due(&mut book, &config, now);
    book.not_placed(&call.file, "disk full".into(), now);
    assert_eq!(book.due(now, &config), Err(Some(now + TimeDelta::seconds(60))));
    let again = due(&mut book, &config, now + TimeDelta::seconds(60));
    assert_eq!((again.person.as_str(), again.alarm), ("anna", id));
    assert_ne!(again.file, call.file);
}

#[test]
fn acknowledged_before_the_first_call_nobody_is_called() {
    let (config, now) = (config(""), now());
    let mut book = Book::new(&config).unwrap();
    let id = new(&mut book, "db1", &config, now);
    assert_eq!(book.find("db1").unwrap().id, id);
    book.acknowledge(&id, "anna", now);
    assert_eq!(book.due(now, &config), Err(None));
    assert_eq!(book.acknowledge("0-0", "anna", now), Acknowledged::NoneOpen);
}

#[test]
fn passed_on_it_is_the_next_ones_turn_at_once() {
    let mut config = config("");
    config.list.get_mut("oncall").unwrap().attempts = 3;
    let now = now();
    let mut book = Book::new(&config).unwrap();
    let id = new(&mut book, "db1", &config, now);
    let call = due(&mut book, &config, now);
    book.pass_on(&id, now);
    book.ended(&call.file, "answered and over", true, &config, now);
    assert_eq!(due(&mut book, &config, now).person, "bruno");
}

#[test]
fn nobody_is_called_before_the_text_was_spoken() {
    let config = config("[speech]\ncommand = [\"espeak-ng\", \"{file}\"]\nfolder = \"/sounds\"\n");
    let now = now();
    let mut book = Book::new(&config).unwrap();
    let id = new(&mut book, "db1", &config, now);
    assert_eq!(book.to_speak(), [(id.clone(), "disk full".to_owned())]);
    assert_eq!(book.due(now, &config), Err(None));
    // Also over a restart.
    let mut book = restart(&book, &config);
    assert_eq!(book.to_speak().len(), 1);
    book.spoken(&id, Some("/sounds/7".into()), &config, now);
    book.spoken(&id, None, &config, now);
    assert_eq!(book.alarm(&id).unwrap().speech, Speech::Sound("/sounds/7".into()));
    due(&mut book, &config, now);
    assert_eq!(book.due(now, &config), Err(None));
}

#[test]
fn what_is_over_is_forgotten_in_the_end_and_too_many_are_refused() {
    let mut config = config("");
    config.max_alarms = 1;
    let now = now();
    let mut book = Book::new(&config).unwrap();
    let id = new(&mut book, "a", &config, now);
    assert_eq!(book.raise(raise("b"), &config, now), Raised::Refused);
    book.acknowledge(&id, "anna", now);
    assert!(book.forget(&config, now + TimeDelta::days(30)).is_empty());
    assert_eq!(book.forget(&config, now + TimeDelta::days(31)).len(), 1);
    assert_eq!(book.alarms().count(), 0);
}

#[test]
fn people_and_lists_that_were_taken_out_end_their_alarms() {
    let full = config("");
    let now = now();
    let mut book = Book::new(&full).unwrap();
    let id = new(&mut book, "a", &full, now);
    let call = due(&mut book, &full, now);
    let mut less = full.clone();
    less.list.clear();
    let mut book = restart(&book, &less);
    book.ended(&call.file, "busy", false, &less, now);
    assert!(book.alarm(&id).unwrap().is_unanswered());
}

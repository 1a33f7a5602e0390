//! What is told about a call, by what was seen of its file and heard of its channels.

#![cfg(all(unix, feature = "watch"))]

use std::time::{Duration, SystemTime};

use switchhook_callfile::watch::{
    Failure, Follow, Gone, News, Outcome, PbxEvent, PbxFact, Possible, Sighting, Talk,
};
use switchhook_callfile::{FileName, check};

const GRACE: Duration = Duration::from_secs(2);
const ONCE: &str = "Channel: PJSIP/100\nApplication: Echo\n";
const TWICE: &str = "Channel: PJSIP/100\nApplication: Echo\nMaxRetries: 1\nRetryTime: 10\n";
const STARTED: &str = "\nStartRetry: 4711 1 (1000010)\n";
const ENDED: &str = "\nEndRetry: 4711 1 (1000005)\n";
const AGAIN: &str = "\nStartRetry: 4711 2 (1000025)\n";

fn at(second: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + second)
}

fn name(text: &str) -> FileName {
    FileName::new(text).unwrap()
}

/// One call named `a`, step by step.
struct Story {
    follow: Follow,
    text: String,
}

impl Story {
    fn of(text: &str) -> Self {
        let mut story = Self {
            follow: Follow::new(),
            text: text.to_owned(),
        };
        story.put(at(0));
        assert_eq!(story.news(), [News::Placed { due: Some(at(0)) }]);
        story
    }

    fn hearing(text: &str) -> Self {
        let mut story = Self::of(text);
        story.follow.listen(GRACE);
        story
    }

    fn put(&mut self, due: SystemTime) {
        let report = check(&self.text);
        let seen = Sighting {
            report: &report,
            id: Some(7),
            due: Some(due),
            arrived: true,
        };
        self.follow.on_file(&name("a"), seen, at(0));
    }

    fn appended(&mut self, text: &str, now: u64) -> Vec<News> {
        self.text.push_str(text);
        let report = check(&self.text);
        let seen = Sighting {
            report: &report,
            id: Some(7),
            due: Some(at(500)),
            arrived: false,
        };
        self.follow.on_file(&name("a"), seen, at(now));
        self.news()
    }

    fn gone(&mut self, how: Gone, now: u64) -> Vec<News> {
        self.follow.on_gone(&name("a"), how, at(now));
        self.news()
    }

    fn archived(&mut self, status: &str, now: u64) -> Vec<News> {
        let report = check(format!("{}{status}", self.text));
        self.follow.on_archived(&name("a"), Some(&report), at(now));
        self.news()
    }

    fn heard(&mut self, channel: &str, fact: PbxFact, now: u64) -> Vec<News> {
        let mut event = PbxEvent::new(channel, fact);
        if matches!(event.fact, PbxFact::Dialled | PbxFact::FailedExtension) {
            event = event.call("a");
        }
        self.follow.on_event(&event, at(now));
        self.news()
    }

    fn time(&mut self, now: u64) -> Vec<News> {
        self.follow.on_time(at(now));
        self.news()
    }

    fn news(&mut self) -> Vec<News> {
        std::iter::from_fn(|| self.follow.poll_update())
            .map(|update| update.news)
            .collect()
    }
}

fn talk(outcome: Outcome) -> Talk {
    match outcome {
        Outcome::Answered(talk) => talk,
        other => panic!("{other:?}"),
    }
}

fn ended(news: &[News]) -> Outcome {
    match news {
        [News::Ended(outcome)] => *outcome,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_archive_says_how_it_ended() {
    for (status, code) in [
        ("Status: Completed\n", "answered"),
        ("Status: Expired\n", "expired"),
        ("Status: Failed\n", "discarded"),
    ] {
        let mut story = Story::of(ONCE);
        assert_eq!(story.appended(STARTED, 1), [News::Trying { attempt: 1 }]);
        assert_eq!(ended(&story.archived(status, 2)).code(), code);
        assert!(story.follow.is_empty());
    }
}

#[test]
fn an_archived_file_waits_for_its_status_and_not_for_ever() {
    let mut story = Story::of(ONCE);
    story.appended(STARTED, 1);
    assert_eq!(story.archived("", 2), []);
    assert!(story.follow.awaits_status(&name("a")));
    assert_eq!(story.follow.poll_timeout(), Some(at(4)));
    assert_eq!(ended(&story.archived("Status: Expired\n", 3)), Outcome::Expired);

    let mut story = Story::of(ONCE);
    story.appended(STARTED, 1);
    story.archived("", 2);
    let possible = Possible {
        answered: true,
        unanswered: true,
        ..Possible::default()
    };
    assert_eq!(ended(&story.time(4)), Outcome::Unknown(possible));
}

#[test]
fn attempts_are_told_one_by_one() {
    let mut story = Story::of(TWICE);
    assert_eq!(story.appended(STARTED, 0), [News::Trying { attempt: 1 }]);
    assert_eq!(
        story.appended(ENDED, 5),
        [News::Retrying {
            failed: 1,
            why: None,
            next: Some(at(15))
        }]
    );
    assert_eq!(story.appended(AGAIN, 15), [News::Trying { attempt: 2 }]);
    // Asterisk coming by while it calls is no news.
    assert_eq!(story.appended("\nDelayedRetry: 4711 1 (1000016)\n", 16), []);
    assert_eq!(ended(&story.archived("Status: Expired\n", 20)), Outcome::Expired);
}

#[test]
fn a_removed_file_says_no_more_than_can_be_known() {
    let maybe = |answered, unanswered| {
        Outcome::Unknown(Possible {
            answered,
            unanswered,
            discarded: false,
            removed: true,
        })
    };
    // During the last attempt it may be anything, during another Asterisk removes it after an answer only.
    let mut last = Story::of(ONCE);
    last.appended(STARTED, 1);
    assert_eq!(ended(&last.gone(Gone::Deleted, 2)), maybe(true, true));
    let mut first = Story::of(TWICE);
    first.appended(STARTED, 1);
    assert_eq!(ended(&first.gone(Gone::Deleted, 2)), maybe(true, false));

    // Between two attempts Asterisk removes nothing, nor before the time.
    let mut between = Story::of(TWICE);
    between.appended(STARTED, 0);
    between.appended(ENDED, 5);
    assert_eq!(ended(&between.gone(Gone::Deleted, 6)), Outcome::Cancelled);
    let mut early = Story::of(ONCE);
    early.put(at(100));
    assert_eq!(early.news(), [News::Placed { due: Some(at(100)) }]);
    assert_eq!(ended(&early.gone(Gone::Deleted, 6)), Outcome::Cancelled);

    // Never seen to call, though its time had come: Asterisk may not have been able to write to it.
    let mut due = Story::of(ONCE);
    assert_eq!(ended(&due.gone(Gone::Deleted, 6)), maybe(true, true));
    // Nobody watched.
    let mut unwatched = Story::of(TWICE);
    unwatched.appended(STARTED, 1);
    assert_eq!(ended(&unwatched.gone(Gone::Unseen, 900)), maybe(true, true));
}

#[test]
fn files_that_make_no_call_are_told_apart() {
    let mut bad = Story::of("Channel: PJSIP/100\n");
    assert_eq!(ended(&bad.gone(Gone::Deleted, 1)), Outcome::Discarded);
    let mut used_up = Story::of("Channel: PJSIP/100\nApplication: Echo\nMaxRetries: -1\n");
    assert_eq!(ended(&used_up.gone(Gone::Deleted, 1)), Outcome::Expired);
}

#[test]
fn a_file_that_was_moved_away_is_cancelled() {
    for lines in ["", STARTED] {
        let mut story = Story::of(TWICE);
        story.appended(lines, 1);
        assert_eq!(ended(&story.gone(Gone::Moved, 2)), Outcome::Cancelled, "{lines}");
    }
    // Unless somebody was heard to answer.
    let mut story = Story::hearing(TWICE);
    story.appended(STARTED, 1);
    story.heard("1.1", PbxFact::Dialled, 1);
    assert_eq!(
        story.heard("1.1", PbxFact::Answered, 2),
        [News::Answered { at: at(2) }]
    );
    assert_eq!(talk(ended(&story.gone(Gone::Moved, 3))).answered, Some(at(2)));
}

#[test]
fn what_asterisk_appends_to_a_file_that_was_taken_is_no_call() {
    let mut follow = Follow::new();
    let report = check("\nEndRetry: 4711 1 (1000005)\n");
    let seen = Sighting {
        report: &report,
        id: Some(9),
        due: None,
        arrived: false,
    };
    follow.on_file(&name("a"), seen, at(1));
    follow.on_gone(&name("a"), Gone::Deleted, at(2));
    assert_eq!(follow.poll_update(), None);
}

#[test]
fn events_say_why_nobody_answered() {
    let busy = PbxFact::NotAnswered {
        status: "BUSY".to_owned(),
    };
    let congestion = PbxFact::NotAnswered {
        status: "CONGESTION".to_owned(),
    };
    let no_answer = PbxFact::NotAnswered {
        status: "NOANSWER".to_owned(),
    };
    let cases: [(Vec<PbxFact>, Outcome); 8] = [
        // A refusal with 603, and a Local channel whose dialplan ended.
        (
            vec![no_answer.clone(), PbxFact::Ended { cause: 21 }],
            Outcome::Failed { cause: Some(21) },
        ),
        (vec![no_answer, PbxFact::Ended { cause: 16 }], Outcome::NoAnswer),
        (vec![busy, PbxFact::Ended { cause: 17 }], Outcome::Busy),
        // Asterisk 22, then 16: the waiting time was over.
        (vec![PbxFact::Ended { cause: 19 }], Outcome::NoAnswer),
        (vec![PbxFact::Ended { cause: 0 }], Outcome::NoAnswer),
        (
            vec![congestion.clone(), PbxFact::Ended { cause: 21 }],
            Outcome::Failed { cause: Some(21) },
        ),
        (
            vec![congestion, PbxFact::Ended { cause: 0 }],
            Outcome::Failed { cause: None },
        ),
        (
            vec![PbxFact::Ended { cause: 38 }],
            Outcome::Failed { cause: Some(38) },
        ),
    ];
    for (facts, expected) in cases {
        // The file first, then the events, and the other way round.
        let mut story = Story::hearing(ONCE);
        story.appended(STARTED, 1);
        assert_eq!(story.heard("1.1", PbxFact::Dialled, 1), []);
        assert_eq!(story.archived("Status: Expired\n", 3), [], "{facts:?}");
        let news: Vec<News> = facts
            .iter()
            .flat_map(|fact| story.heard("1.1", fact.clone(), 3))
            .collect();
        assert_eq!(ended(&news), expected, "{facts:?}");

        let mut story = Story::hearing(ONCE);
        story.appended(STARTED, 1);
        story.heard("1.1", PbxFact::Dialled, 1);
        for fact in &facts {
            assert_eq!(story.heard("1.1", fact.clone(), 3), []);
        }
        assert_eq!(ended(&story.gone(Gone::Deleted, 3)), expected, "{facts:?}");
        assert!(story.follow.is_empty());
    }
}

#[test]
fn an_answered_call_has_its_times() {
    let mut story = Story::hearing(ONCE);
    story.appended(STARTED, 1);
    story.heard("1.1", PbxFact::Dialled, 1);
    assert_eq!(
        story.heard("1.1", PbxFact::Answered, 4),
        [News::Answered { at: at(4) }]
    );
    assert_eq!(story.archived("Status: Completed\n", 9), []);
    let outcome = ended(&story.heard("1.1", PbxFact::Ended { cause: 16 }, 10));
    let talk = talk(outcome);
    assert_eq!((talk.answered, talk.ended), (Some(at(4)), Some(at(10))));
}

#[test]
fn without_events_nothing_waits_and_with_them_nothing_waits_for_ever() {
    let mut deaf = Story::of(ONCE);
    deaf.appended(STARTED, 1);
    assert_eq!(ended(&deaf.archived("Status: Expired\n", 3)), Outcome::Expired);

    let mut story = Story::hearing(ONCE);
    story.appended(STARTED, 1);
    assert_eq!(story.archived("Status: Expired\n", 3), []);
    assert_eq!(story.time(4), []);
    // No channel although somebody listened from the start: the telephone is not registered.
    assert_eq!(ended(&story.time(5)), Outcome::Failed { cause: None });

    // Whoever began to listen later cannot say that.
    let mut late = Story::of(ONCE);
    late.appended(STARTED, 1);
    late.follow.listen(GRACE);
    assert_eq!(late.archived("Status: Expired\n", 3), []);
    assert_eq!(ended(&late.time(5)), Outcome::Expired);

    // Nor whoever lost the connection meanwhile.
    let mut lost = Story::hearing(ONCE);
    lost.appended(STARTED, 1);
    lost.follow.deafen();
    assert_eq!(ended(&lost.archived("Status: Expired\n", 3)), Outcome::Expired);
}

#[test]
fn a_clock_that_is_set_back_keeps_nothing_back() {
    let mut story = Story::hearing(ONCE);
    story.appended(STARTED, 1);
    assert_eq!(story.archived("Status: Expired\n", 3), []);
    story.follow.on_time(SystemTime::UNIX_EPOCH);
    assert_eq!(ended(&story.news()), Outcome::Failed { cause: None });
}

#[test]
fn an_event_that_comes_late_ends_no_wait_for_events() {
    let mut story = Story::hearing(ONCE);
    story.appended(STARTED, 1);
    assert_eq!(story.archived("Status: Expired\n", 3), []);
    // It happened before the file was seen to be archived, and was told afterwards.
    assert_eq!(story.heard("1.1", PbxFact::Dialled, 2), []);
    let news = story.heard("1.1", PbxFact::Ended { cause: 17 }, 2);
    assert_eq!(ended(&news), Outcome::Busy);
}

#[test]
fn the_extension_failed_ends_an_attempt_without_a_channel() {
    let mut story = Story::hearing(ONCE);
    story.appended(STARTED, 1);
    story.heard("1.9", PbxFact::FailedExtension, 1);
    assert_eq!(
        ended(&story.archived("Status: Expired\n", 1)),
        Outcome::Failed { cause: None }
    );
}

#[test]
fn each_attempt_has_its_own_reason() {
    let busy = || PbxFact::NotAnswered {
        status: "BUSY".to_owned(),
    };
    let mut story = Story::hearing(TWICE);
    story.appended(STARTED, 0);
    story.heard("1.1", PbxFact::Dialled, 0);
    story.heard("1.1", busy(), 5);
    story.heard("1.1", PbxFact::Ended { cause: 17 }, 5);
    let next = Some(at(15));
    assert_eq!(
        story.appended(ENDED, 5),
        [News::Retrying {
            failed: 1,
            why: Some(Failure::Busy),
            next
        }]
    );
    assert_eq!(story.appended(AGAIN, 15), [News::Trying { attempt: 2 }]);
    story.heard("1.2", PbxFact::Dialled, 15);
    story.heard("1.2", PbxFact::Ended { cause: 19 }, 20);
    assert_eq!(ended(&story.archived("Status: Expired\n", 20)), Outcome::NoAnswer);

    // Events that are a whole attempt ahead of the file.
    let mut story = Story::hearing(TWICE);
    story.heard("1.1", PbxFact::Dialled, 0);
    story.heard("1.1", busy(), 5);
    story.heard("1.1", PbxFact::Ended { cause: 17 }, 5);
    story.heard("1.2", PbxFact::Dialled, 15);
    story.appended(STARTED, 15);
    assert_eq!(
        story.appended(ENDED, 15),
        [News::Retrying {
            failed: 1,
            why: Some(Failure::Busy),
            next
        }]
    );
    assert_eq!(story.appended(AGAIN, 15), [News::Trying { attempt: 2 }]);
    story.heard("1.2", PbxFact::Ended { cause: 19 }, 20);
    assert_eq!(ended(&story.archived("Status: Expired\n", 20)), Outcome::NoAnswer);

    // A second attempt without a channel does not inherit the reason of the first.
    let mut story = Story::hearing(TWICE);
    story.appended(STARTED, 0);
    story.heard("1.1", PbxFact::Dialled, 0);
    story.heard("1.1", busy(), 5);
    story.heard("1.1", PbxFact::Ended { cause: 17 }, 5);
    story.appended(ENDED, 5);
    story.appended(AGAIN, 15);
    story.archived("Status: Expired\n", 15);
    assert_eq!(ended(&story.time(17)), Outcome::Failed { cause: None });
}

#[test]
fn events_may_come_before_the_file_and_about_others() {
    let mut follow = Follow::new();
    follow.listen(GRACE);
    let dialled = PbxEvent::new("1.1", PbxFact::Dialled).call("a");
    follow.on_event(&dialled, at(0));
    follow.on_event(
        &PbxEvent::new(
            "1.1",
            PbxFact::NotAnswered {
                status: "BUSY".to_owned(),
            },
        ),
        at(0),
    );
    follow.on_event(&PbxEvent::new("1.1", PbxFact::Ended { cause: 17 }), at(0));
    follow.on_event(&PbxEvent::new("9.9", PbxFact::Ended { cause: 16 }), at(0));
    assert_eq!(follow.poll_update(), None);
    assert!(follow.is_empty());
    let mut story = Story {
        follow,
        text: ONCE.to_owned(),
    };
    story.put(at(0));
    assert_eq!(story.news(), [News::Placed { due: Some(at(0)) }]);
    story.appended(STARTED, 1);
    assert_eq!(ended(&story.archived("Status: Expired\n", 1)), Outcome::Busy);
}

#[test]
fn an_answer_heard_before_the_file_is_seen_is_told() {
    let mut story = Story {
        follow: Follow::new(),
        text: ONCE.to_owned(),
    };
    story.follow.listen(GRACE);
    assert_eq!(story.heard("1.1", PbxFact::Dialled, 0), []);
    assert_eq!(story.heard("1.1", PbxFact::Answered, 0), []);
    story.put(at(0));
    assert_eq!(
        story.news(),
        [News::Placed { due: Some(at(0)) }, News::Answered { at: at(0) }]
    );
}

#[test]
fn a_file_that_stays_after_its_call_is_told_once() {
    let text = format!("{TWICE}AlwaysDelete: no\n");
    let mut story = Story::hearing(&text);
    story.appended(STARTED, 0);
    story.heard("1.1", PbxFact::Dialled, 0);
    story.heard("1.1", PbxFact::Answered, 1);
    let outcome = ended(&story.heard("1.1", PbxFact::Ended { cause: 16 }, 3));
    assert_eq!(talk(outcome).ended, Some(at(3)));
    assert_eq!(story.appended("\nDelayedRetry: 4711 0 (1000010)\n", 10), []);
    assert_eq!(story.gone(Gone::Deleted, 20), []);
    assert!(story.follow.is_empty());
}

#[test]
fn a_file_with_another_time_is_placed_again_and_one_that_was_touched_is_not() {
    let mut story = Story::of(ONCE);
    story.put(at(50));
    assert_eq!(story.news(), [News::Placed { due: Some(at(50)) }]);
    assert_eq!(story.appended("", 1), [], "touched: Asterisk does not look again");
}

#[test]
fn a_file_over_another_ends_the_call_of_the_other() {
    let mut story = Story::of(ONCE);
    story.appended(STARTED, 1);
    let report = check(ONCE);
    let seen = Sighting {
        report: &report,
        id: Some(8),
        due: Some(at(3)),
        arrived: true,
    };
    story.follow.on_file(&name("a"), seen, at(3));
    let possible = Possible {
        answered: true,
        unanswered: true,
        ..Possible::default()
    };
    assert_eq!(
        story.news(),
        [
            News::Ended(Outcome::Unknown(possible)),
            News::Placed { due: Some(at(3)) }
        ]
    );
}

#[test]
fn a_renamed_file_is_the_same_call() {
    let text = format!("{ONCE}Set: SWITCHHOOK_CALL=a\n");
    let mut story = Story::hearing(&text);
    let report = check(&text);
    let seen = Sighting {
        report: &report,
        id: Some(7),
        due: Some(at(60)),
        arrived: true,
    };
    story.follow.on_renamed(&name("a"), &name("b"), seen, at(1));
    let updates: Vec<_> = std::iter::from_fn(|| story.follow.poll_update()).collect();
    let told: Vec<_> = updates
        .iter()
        .map(|update| (update.name.to_string(), update.news.clone()))
        .collect();
    assert_eq!(
        told,
        [
            ("a".to_owned(), News::Renamed { to: name("b") }),
            ("b".to_owned(), News::Placed { due: Some(at(60)) })
        ]
    );
    // Its events still say the name that it was submitted under.
    story.heard("1.1", PbxFact::Dialled, 60);
    assert_eq!(
        story.heard("1.1", PbxFact::Answered, 61),
        [News::Answered { at: at(61) }]
    );
    story.heard("1.1", PbxFact::Ended { cause: 16 }, 62);
    let done = check(format!("{text}{STARTED}Status: Completed\n"));
    story.follow.on_archived(&name("b"), Some(&done), at(62));
    assert_eq!(talk(ended(&story.news())).answered, Some(at(61)));
    assert!(story.follow.is_empty());
}

#[test]
fn memory_is_bounded_by_the_calls_that_are_not_over() {
    let mut follow = Follow::new();
    follow.listen(GRACE);
    let (report, done) = (check(ONCE), check(format!("{ONCE}{STARTED}Status: Completed\n")));
    for number in 0..10_000_u64 {
        let name = name(&format!("call-{number}"));
        let channel = format!("1.{number}");
        let seen = Sighting {
            report: &report,
            id: Some(number),
            due: None,
            arrived: true,
        };
        follow.on_file(&name, seen, at(number));
        follow.on_event(
            &PbxEvent::new(&*channel, PbxFact::Dialled).call(name.to_string()),
            at(number),
        );
        follow.on_event(&PbxEvent::new(&*channel, PbxFact::Answered), at(number));
        follow.on_event(
            &PbxEvent::new(&*channel, PbxFact::Ended { cause: 16 }),
            at(number),
        );
        follow.on_archived(&name, Some(&done), at(number));
        // Late, and about nothing that is there.
        follow.on_event(
            &PbxEvent::new("9.9", PbxFact::FailedExtension).call(format!("ghost-{number}")),
            at(number),
        );
        assert_eq!(std::iter::from_fn(|| follow.poll_update()).count(), 3, "{number}");
        assert!(follow.is_empty());
        assert!(follow.position().is_empty());
    }
    // What events spoke of and never came is forgotten.
    follow.on_time(at(20_000));
    assert_eq!(follow.poll_timeout(), None);
    // Events alone cannot fill the memory either.
    for number in 0..100_000 {
        follow.on_event(
            &PbxEvent::new("9.9", PbxFact::FailedExtension).call(format!("ghost-{number}")),
            at(20_000),
        );
    }
    let debug = format!("{follow:?}");
    assert!(debug.matches("unseen: true").count() <= 4096);
}

#[cfg(feature = "serde")]
#[test]
fn a_saved_position_goes_on_where_it_was() {
    use switchhook_callfile::watch::Position;

    let mut story = Story::hearing(TWICE);
    story.appended(STARTED, 1);
    story.heard("1.1", PbxFact::Dialled, 1);
    story.heard("1.1", PbxFact::Answered, 2);
    let saved = serde_json::to_string(&story.follow.position()).unwrap();
    let position: Position = serde_json::from_str(&saved).unwrap();
    assert_eq!(position.len(), 1);

    let mut follow = Follow::resume(position, at(60));
    assert_eq!(follow.poll_update(), None, "placed and tried were told before");
    follow.on_event(&PbxEvent::new("1.1", PbxFact::Ended { cause: 16 }), at(61));
    let done = check(format!("{TWICE}{STARTED}Status: Completed\n"));
    follow.on_archived(&name("a"), Some(&done), at(61));
    let talk = talk(ended(&[follow.poll_update().unwrap().news]));
    assert_eq!((talk.answered, talk.ended), (Some(at(2)), Some(at(61))));

    // What waited for events is told without them.
    let mut story = Story::hearing(ONCE);
    story.appended(STARTED, 1);
    story.archived("Status: Expired\n", 2);
    let mut follow = Follow::resume(story.follow.position(), at(60));
    assert_eq!(ended(&[follow.poll_update().unwrap().news]), Outcome::Expired);

    // Names lead nowhere else.
    let elsewhere = saved.replace("\"a\"", "\"../a\"");
    assert!(
        serde_json::from_str::<Position>(&elsewhere).is_err(),
        "{elsewhere}"
    );
}

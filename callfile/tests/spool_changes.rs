//! Calls taken back, moved to another time, listed, and submitted by the thousand.

#![cfg(all(unix, feature = "spool"))]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests look at files and at the clock; the core does neither"
)]

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime};

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Europe::Paris;
use switchhook_callfile::{
    CallFile, Caught, FileName, Listed, Rescheduled, Spool, SpoolError, State, Status, Submission, Target,
    TouchTime,
};
use tempfile::TempDir;

fn folders() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["outgoing", "tmp", "outgoing_done"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    folder
}

fn name(name: &str) -> FileName {
    FileName::new(name).unwrap()
}

fn call() -> CallFile {
    let target = Target::extension("internal", "200").unwrap();
    CallFile::builder("PJSIP/100", target)
        .max_retries(5)
        .retry_time(Duration::from_secs(600))
        .build()
        .unwrap()
}

/// In whole seconds, as Asterisk has them.
fn after_now(seconds: u64) -> SystemTime {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    SystemTime::UNIX_EPOCH + Duration::from_secs(now + seconds)
}

fn epoch(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}

/// What Asterisk appends, and the time that it then gives the file.
fn append(path: &Path, text: &str, time: SystemTime) {
    let mut file = OpenOptions::new().append(true).open(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.set_modified(time).unwrap();
}

fn listed(spool: &Spool) -> Vec<Listed> {
    let mut listed: Vec<_> = spool.list().unwrap().map(Result::unwrap).collect();
    listed.sort_by(|a, b| a.name.cmp(&b.name));
    listed
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().next().is_none()
}

#[test]
fn a_call_that_waits_is_moved_to_another_time_under_another_name() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let (first, second) = (after_now(3600), after_now(7200));
    spool.submit_at(&name("a"), &call(), first).unwrap();
    let part = second - Duration::from_millis(300);
    assert_eq!(
        spool.reschedule(&name("a"), &name("b"), part).unwrap(),
        Rescheduled::Moved
    );
    let files = listed(&spool);
    assert_eq!((files.len(), files[0].due), (1, second));
    assert_eq!(
        (&files[0].name, &files[0].state, files[0].report.call.as_ref()),
        (&name("b"), &State::Waiting, Some(&call()))
    );
    assert_eq!(
        spool.reschedule(&name("a"), &name("c"), second).unwrap(),
        Rescheduled::Gone
    );
    // Earlier is as good as later.
    assert_eq!(
        spool
            .reschedule(&name("b"), &name("c"), SystemTime::now())
            .unwrap(),
        Rescheduled::Moved
    );
    assert!(is_empty(spool.staging()));
}

#[test]
fn a_call_that_is_due_or_being_made_is_not_moved() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let later = after_now(7200);
    spool.submit(&name("due"), &call()).unwrap();
    spool
        .submit_at(&name("in-a-second"), &call(), after_now(1))
        .unwrap();
    spool
        .submit_at(&name("calling"), &call(), after_now(1200))
        .unwrap();
    append(
        &spool.outgoing().join("calling"),
        &format!("\nStartRetry: 4711 1 ({})\n", epoch(after_now(600))),
        after_now(1200),
    );
    for (file, expected) in [
        ("due", Rescheduled::Late),
        ("in-a-second", Rescheduled::Late),
        ("calling", Rescheduled::Calling),
    ] {
        let before = fs::metadata(spool.outgoing().join(file))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(
            spool.reschedule(&name(file), &name("moved"), later).unwrap(),
            expected
        );
        let after = fs::metadata(spool.outgoing().join(file))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(before, after, "{file}");
    }
    assert_eq!(listed(&spool).len(), 3);
}

/// Asterisk looks at a file that failed twice: a retry time after the beginning, and a retry time after the end.
#[test]
fn between_two_attempts_the_earlier_look_counts() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let lines = |start: SystemTime| {
        format!(
            "\nStartRetry: 4711 1 ({})\n\nEndRetry: 4711 1 ({})\n",
            epoch(start),
            epoch(after_now(0))
        )
    };
    let end = after_now(600);
    for (file, start) in [
        ("soon", after_now(1)),
        ("not-soon", after_now(500)),
        ("over", after_now(0) - Duration::from_secs(9)),
    ] {
        spool.submit_at(&name(file), &call(), end).unwrap();
        append(&spool.outgoing().join(file), &lines(start), end);
    }
    let states: Vec<_> = listed(&spool).into_iter().map(|listed| listed.state).collect();
    assert_eq!(states, [(); 3].map(|()| State::Retrying { failed: 1 }));
    let move_it = |file: &str| {
        spool
            .reschedule(&name(file), &name(&format!("{file}-2")), after_now(9000))
            .unwrap()
    };
    assert_eq!(move_it("soon"), Rescheduled::Late);
    assert_eq!(move_it("not-soon"), Rescheduled::Moved);
    assert_eq!(move_it("over"), Rescheduled::Moved);
    // What was tried stays counted.
    assert_eq!(
        spool
            .read(&name("not-soon-2"))
            .unwrap()
            .unwrap()
            .history
            .failed_attempts(),
        1
    );
}

#[test]
fn moving_onto_a_file_or_beyond_the_disk_leaves_everything_as_it_was() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let due = after_now(3600);
    for file in ["a", "b"] {
        spool.submit_at(&name(file), &call(), due).unwrap();
    }
    for to in ["a", "b"] {
        let error = spool
            .reschedule(&name("a"), &name(to), after_now(60))
            .unwrap_err();
        assert!(matches!(error, SpoolError::AlreadyPending { .. }), "{error}");
    }
    let before_1970 = SystemTime::UNIX_EPOCH - Duration::from_secs(1);
    let error = spool.reschedule(&name("a"), &name("c"), before_1970).unwrap_err();
    assert!(matches!(error, SpoolError::Time), "{error}");
    let in_the_year_9999 = SystemTime::UNIX_EPOCH + Duration::from_secs(253_370_764_800);
    match spool.reschedule(&name("b"), &name("c"), in_the_year_9999) {
        Ok(moved) => assert_eq!(moved, Rescheduled::Moved),
        Err(error) => {
            assert!(matches!(error, SpoolError::Time), "{error}");
            let times: Vec<_> = listed(&spool).into_iter().map(|listed| listed.due).collect();
            assert_eq!(times, [due, due]);
        }
    }
}

#[test]
fn of_many_who_move_one_call_one_does_and_it_stays_one_call() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    for round in 0..10 {
        let from = name(&format!("a-{round}"));
        spool.submit_at(&from, &call(), after_now(3600)).unwrap();
        let moved: Vec<_> = std::thread::scope(|scope| {
            let movers = [1_u64, 2, 3, 4].map(|mover| {
                let (spool, from) = (&spool, &from);
                scope.spawn(move || {
                    let to = name(&format!("b-{round}-{mover}"));
                    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000 + mover);
                    let what = spool.reschedule(from, &to, time).unwrap();
                    (what == Rescheduled::Moved).then_some((to, time))
                })
            });
            movers
                .into_iter()
                .filter_map(|mover| mover.join().unwrap())
                .collect()
        });
        let [(to, time)] = &moved[..] else {
            panic!("{moved:?}");
        };
        // With the time of whoever gave it the name.
        let file = listed(&spool).into_iter().find(|listed| listed.name == *to);
        assert_eq!(file.map(|file| file.due), Some(*time));
        assert_eq!(listed(&spool).len(), round + 1);
    }
}

#[test]
fn cancelling_says_whether_it_was_in_time() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    spool.submit_at(&name("later"), &call(), after_now(60)).unwrap();
    spool.submit(&name("now"), &call()).unwrap();
    spool
        .submit_at(&name("calling"), &call(), after_now(1200))
        .unwrap();
    append(
        &spool.outgoing().join("calling"),
        &format!("\nStartRetry: 4711 1 ({})\n", epoch(after_now(600))),
        after_now(1200),
    );
    for (file, expected) in [
        ("later", Caught::InTime),
        ("now", Caught::Late),
        ("calling", Caught::Calling),
    ] {
        let cancelled = spool.cancel(&name(file)).unwrap().unwrap();
        assert_eq!(
            (cancelled.caught, cancelled.report.call),
            (expected, Some(call())),
            "{file}"
        );
    }
    assert!(is_empty(spool.outgoing()) && is_empty(spool.staging()));
}

#[test]
fn the_list_says_how_far_each_file_is() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let due = after_now(3600);
    for file in ["1-waiting", "2-calling", "3-retrying"] {
        spool.submit_at(&name(file), &call(), due).unwrap();
    }
    let start = "\nStartRetry: 4711 1 (1718000000)\n";
    append(&spool.outgoing().join("2-calling"), start, due);
    append(
        &spool.outgoing().join("3-retrying"),
        &format!("{start}\nEndRetry: 4711 1 (1718000045)\n"),
        due,
    );
    fs::write(spool.outgoing().join("4-odd"), "Channel: PJSIP/100\n").unwrap();
    fs::create_dir(spool.outgoing().join("5-folder")).unwrap();
    let states: Vec<_> = listed(&spool).into_iter().map(|listed| listed.state).collect();
    assert_eq!(
        states,
        [
            State::Waiting,
            State::Calling { attempt: 1 },
            State::Retrying { failed: 1 },
            State::Odd
        ]
    );

    let done = folder.path().join("outgoing_done");
    for (file, status) in [
        ("a", "Status: Completed\n"),
        ("b", "Status: Expired\n"),
        ("c", ""),
    ] {
        fs::write(
            done.join(file),
            [&call().to_bytes()[..], start.as_bytes(), status.as_bytes()].concat(),
        )
        .unwrap();
    }
    let mut files: Vec<_> = spool.done().unwrap().unwrap().map(Result::unwrap).collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let states: Vec<_> = files.into_iter().map(|listed| listed.state).collect();
    assert_eq!(
        states,
        [Some(Status::Completed), Some(Status::Expired), None].map(|status| State::Done { status })
    );
    assert_eq!(
        spool.read_done(&name("b")).unwrap().unwrap().history.status(),
        Some(&Status::Expired)
    );
    assert_eq!(spool.read_done(&name("x")).unwrap(), None);
    // Asterisk makes the folder with the first file.
    fs::remove_dir_all(&done).unwrap();
    assert!(spool.done().unwrap().is_none());
}

#[test]
fn one_file_that_cannot_be_read_does_not_hide_the_others() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    spool.submit(&name("a"), &call()).unwrap();
    #[cfg(target_os = "linux")]
    {
        std::os::unix::fs::symlink("/proc/self/mem", spool.outgoing().join("unreadable")).unwrap();
        let (read, failed): (Vec<_>, Vec<_>) = spool.list().unwrap().partition(Result::is_ok);
        assert_eq!((read.len(), failed.len()), (1, 1));
        let error = failed.into_iter().next().unwrap().unwrap_err().to_string();
        assert!(error.ends_with("outgoing/unreadable"), "{error}");
    }
}

#[test]
fn many_are_submitted_together_and_each_has_its_result() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let due = after_now(3600);
    spool.submit(&name("call-7"), &call()).unwrap();
    let calls = (0..2500).map(|number| Submission {
        name: name(&format!("call-{number}")),
        call: call(),
        time: match number {
            9 => Some(SystemTime::UNIX_EPOCH - Duration::from_secs(1)),
            _ => Some(due),
        },
    });
    let results = spool.submit_all(calls);
    assert_eq!(results.len(), 2500);
    let failed: Vec<_> = results
        .iter()
        .enumerate()
        .filter(|(_, result)| result.is_err())
        .collect();
    assert_eq!(failed.iter().map(|(at, _)| *at).collect::<Vec<_>>(), [7, 9]);
    assert!(matches!(failed[0].1, Err(SpoolError::AlreadyPending { .. })));
    assert!(matches!(failed[1].1, Err(SpoolError::Time)));
    let files = listed(&spool);
    assert_eq!(files.len(), 2499);
    assert!(files.iter().all(|file| file.report.call == Some(call())));
    assert_eq!(files.iter().filter(|file| file.due == due).count(), 2498);
    assert!(is_empty(spool.staging()));
    assert!(spool.submit_all([]).is_empty());
}

#[test]
fn what_a_crash_left_is_cleaned_up_and_nothing_else() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let strays = ["call-4711-0.part", "call-1-4294967295.part"];
    let others = [
        "call-4711.part",
        "call-4711-x.part",
        "call--1.part",
        "recording.wav",
        "call-1-2.part~",
        "call-1-2-3.part",
    ];
    for file in strays.iter().chain(&others) {
        fs::write(spool.staging().join(file), "half").unwrap();
    }
    fs::create_dir(spool.staging().join("call-1-1.part")).unwrap();

    // A writer is at work: it holds the folder's lock, as `flock` does on its descriptor.
    #[cfg(target_os = "linux")]
    {
        let writer = File::open(spool.staging()).unwrap();
        rustix::fs::flock(&writer, rustix::fs::FlockOperation::LockShared).unwrap();
        assert_eq!(spool.sweep(), 0);
        Spool::open(folder.path()).unwrap();
        assert!(spool.staging().join(strays[0]).exists());
    }
    assert_eq!(Spool::open(folder.path()).unwrap().sweep(), 0, "`open` did it");
    let mut left: Vec<_> = fs::read_dir(spool.staging())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    let mut expected: Vec<_> = others.iter().map(|name| (*name).to_owned()).collect();
    expected.push("call-1-1.part".to_owned());
    expected.sort();
    assert_eq!(left, expected);
}

/// Writers and cleaners at the same time: no writer loses its file.
#[test]
fn cleaning_up_takes_no_file_from_a_writer() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    std::thread::scope(|scope| {
        let writers = [0, 1, 2].map(|writer| {
            let spool = &spool;
            scope.spawn(move || {
                for number in 0..15 {
                    spool
                        .submit(&name(&format!("{writer}-{number}")), &call())
                        .unwrap();
                }
            })
        });
        while !writers.iter().all(std::thread::ScopedJoinHandle::is_finished) {
            assert_eq!(Spool::open(folder.path()).unwrap().sweep(), 0);
        }
    });
    assert_eq!(listed(&spool).len(), 45);
}

#[test]
fn a_clock_time_somewhere_is_the_time_of_the_file() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let civil = |text| TouchTime::parse(text, 2026).unwrap().civil();
    for (file, text, expected) in [
        ("winter", "209901010630", 4_070_928_600),
        // There is no half past two that night: half past three it is.
        ("forward", "209903290230", 4_078_431_000),
        ("back", "209910250230", 4_096_571_400),
    ] {
        spool
            .schedule_at(&name(file), &call(), civil(text), &Paris)
            .unwrap();
        let due = fs::metadata(spool.outgoing().join(file))
            .unwrap()
            .modified()
            .unwrap();
        assert_eq!(epoch(due), expected, "{text}");
    }
    let late = NaiveDateTime::new(NaiveDate::MAX, chrono::NaiveTime::MIN);
    let error = spool.schedule_at(&name("x"), &call(), late, &Paris).unwrap_err();
    assert!(matches!(error, SpoolError::Time), "{error}");
}

/// GNU `touch` on the same texts in the same zone.
#[cfg(target_os = "linux")]
#[test]
fn touch_reads_the_same_times() {
    use std::os::unix::fs::MetadataExt;
    use switchhook_callfile::{ClockChange, instant};
    let told = std::process::Command::new("touch").arg("--version").output();
    let gnu = told.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("GNU coreutils"));
    if !gnu {
        eprintln!("skipped: no GNU touch to compare with");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    for text in [
        "202612240630.15",
        "202612240630",
        "2612240630",
        "7001010200",
        "3701010000",
        "6912312359.59",
        "202602281200.60",
        "202402290000",
        "202602290000",
        "202613010000",
        "202600010000",
        "202601000000",
        "202601012400",
        "202601010060",
        "202601010000.61",
        "202601010000.60",
        "202601010000.6",
        "202601010000.",
        "20260101000",
        "20260101000000",
        "1234567",
        "",
        ".00",
        "12-40630",
        "+2612240630",
        " 2612240630",
        "2612240630 ",
        "202604310000",
        "202603290230",
        "202603290159.60",
        "202603290300",
        "202607141200",
    ] {
        let touched = std::process::Command::new("touch")
            .env("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
            .args(["-t", text])
            .arg(&file)
            .output()
            .unwrap();
        // `touch` does not know times that no clock shows; it says nothing of which of two it takes.
        let ours = TouchTime::parse(text, 2026)
            .ok()
            .and_then(|time| instant(time.civil(), &Paris, ClockChange::Refuse).ok());
        let theirs = touched
            .status
            .success()
            .then(|| fs::metadata(&file).unwrap().mtime());
        let ours = ours.map(|time| time.timestamp());
        assert_eq!(ours, theirs, "{text:?}");
    }
}

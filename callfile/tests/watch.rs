//! Following a spool on disk; the test plays Asterisk.

#![cfg(all(unix, feature = "watch"))]
#![expect(
    clippy::disallowed_methods,
    reason = "a test that plays Asterisk has files, threads and a clock"
)]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use chrono::{DateTime, TimeDelta, Utc};
use switchhook_callfile::pacer::{Contact, ContactId, Ending, Hours, Next, Rules, Standing, Trunk};
use switchhook_callfile::watch::{FollowError, Follower, News, Outcome, PbxEvent, PbxFact, Position, tied};
use switchhook_callfile::{CallFile, FileName, Pacer, Spool, Target};

struct Folder {
    _folder: tempfile::TempDir,
    path: PathBuf,
    spool: Spool,
}

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        for name in ["outgoing", "tmp"] {
            fs::create_dir(path.join(name)).unwrap();
        }
        let spool = Spool::open(&path).unwrap();
        Self {
            _folder: folder,
            path,
            spool,
        }
    }

    fn submit(&self, text: &str) {
        self.spool
            .submit(&name(text), &tied(&call(), &name(text)).unwrap())
            .unwrap();
    }

    fn append(&self, text: &str, lines: &str) {
        append(&self.path.join("outgoing").join(text), lines);
    }

    fn start(&self, text: &str) {
        self.append(text, "\nStartRetry: 4711 1 (1718000300)\n");
    }

    /// As `remove_from_queue` in `pbx_spool.c` does it.
    fn archive(&self, text: &str, status: &str) {
        let done = self.path.join("outgoing_done");
        let _ = fs::create_dir(&done);
        let _ = fs::remove_file(done.join(text));
        fs::rename(self.path.join("outgoing").join(text), done.join(text)).unwrap();
        append(&done.join(text), &format!("Status: {status}\n"));
    }

    fn remove(&self, text: &str) {
        fs::remove_file(self.path.join("outgoing").join(text)).unwrap();
    }
}

fn append(path: &Path, text: &str) {
    OpenOptions::new()
        .append(true)
        .open(path)
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
}

fn name(text: &str) -> FileName {
    FileName::new(text).unwrap()
}

fn call() -> CallFile {
    CallFile::builder("PJSIP/100", Target::application("Echo", "").unwrap())
        .archive(true)
        .build()
        .unwrap()
}

fn told(follower: &mut Follower, count: usize) -> Vec<String> {
    let words = |update: Result<switchhook_callfile::watch::Update, FollowError>| {
        let update = update.unwrap();
        format!("{}: {}", update.name, update.news)
    };
    follower.by_ref().take(count).map(words).collect()
}

#[test]
fn a_call_is_followed_from_its_placing_to_its_archive() {
    let folder = Folder::new();
    let mut follower = Follower::open(&folder.spool).unwrap();
    // The folder of archived files is made for the first of them, and watched from then on.
    for (text, status, word) in [
        ("first", "Completed", "answered and over"),
        ("second", "Expired", "not answered"),
        ("third", "Failed", "discarded by Asterisk"),
    ] {
        folder.submit(text);
        assert_eq!(told(&mut follower, 1), [format!("{text}: placed")]);
        folder.start(text);
        assert_eq!(told(&mut follower, 1), [format!("{text}: attempt 1")]);
        folder.archive(text, status);
        assert_eq!(told(&mut follower, 1), [format!("{text}: {word}")]);
    }
    assert!(follower.is_empty());
    assert!(follower.try_next().unwrap().is_none());
}

#[test]
fn what_happens_faster_than_it_can_be_read_is_told_all_the_same() {
    let folder = Folder::new();
    let mut follower = Follower::open(&folder.spool).unwrap();
    for text in ["a", "b"] {
        folder.submit(text);
        folder.start(text);
    }
    folder.archive("a", "Completed");
    folder.remove("b");
    folder.submit("c");
    folder.spool.cancel(&name("c")).unwrap();
    let mut ends: Vec<_> = told(&mut follower, 6);
    ends.sort();
    assert_eq!(
        ends,
        [
            "a: answered and over",
            "a: placed",
            "b: placed",
            "b: unknown: answered or not answered or discarded by Asterisk or removed by somebody",
            "c: cancelled",
            "c: placed",
        ]
    );
}

#[test]
fn a_cancelled_call_leaves_no_second_story() {
    let folder = Folder::new();
    let mut follower = Follower::open(&folder.spool).unwrap();
    folder.submit("a");
    folder.start("a");
    assert_eq!(told(&mut follower, 2), ["a: placed", "a: attempt 1"]);
    folder.spool.cancel(&name("a")).unwrap();
    // Asterisk appends to the file that was, which makes one of nothing else, and then discards it.
    fs::write(
        folder.path.join("outgoing/a"),
        "\nEndRetry: 4711 1 (1718000300)\n",
    )
    .unwrap();
    folder.remove("a");
    folder.submit("b");
    let mut told = told(&mut follower, 2);
    told.sort();
    assert_eq!(told, ["a: cancelled", "b: placed"]);
}

#[test]
fn a_follower_that_was_away_tells_what_ended_meanwhile() {
    let folder = Folder::new();
    for text in ["answered", "expired", "removed", "waiting"] {
        folder.submit(text);
        folder.start(text);
    }
    // An older file of the same name in the archive is not this call.
    fs::create_dir(folder.path.join("outgoing_done")).unwrap();
    fs::write(folder.path.join("outgoing_done/removed"), "Status: Completed\n").unwrap();
    let mut follower = Follower::open(&folder.spool).unwrap();
    assert_eq!(told(&mut follower, 8).len(), 8);
    let position = follower.position();
    assert_eq!(position.len(), 4);
    drop(follower);

    folder.archive("answered", "Completed");
    folder.archive("expired", "Expired");
    folder.remove("removed");
    folder.submit("new");
    let mut follower = Follower::resume(&folder.spool, position).unwrap();
    assert_eq!(
        told(&mut follower, 4),
        [
            "new: placed",
            "answered: answered and over",
            "expired: not answered",
            "removed: unknown: answered or not answered or removed by somebody",
        ]
    );
    assert_eq!(follower.len(), 2);
    assert!(
        follower.try_next().unwrap().is_none(),
        "the waiting one was told before"
    );
}

#[test]
fn looking_at_intervals_tells_the_same_of_archived_files() {
    let folder = Folder::new();
    let every = Duration::from_millis(20);
    let mut follower = Follower::polling(&folder.spool, Position::default(), every).unwrap();
    folder.submit("a");
    assert_eq!(told(&mut follower, 1), ["a: placed"]);
    folder.start("a");
    assert_eq!(told(&mut follower, 1), ["a: attempt 1"]);
    folder.archive("a", "Expired");
    assert_eq!(told(&mut follower, 1), ["a: not answered"]);
}

#[cfg(target_os = "linux")]
#[test]
fn one_file_that_cannot_be_read_costs_that_file_and_no_other() {
    for looking in [false, true] {
        let folder = Folder::new();
        // A regular file to whoever looks, that gives an error to whoever reads: also to root.
        let odd = folder.path.join("outgoing/a");
        std::os::unix::fs::symlink("/proc/self/mem", &odd).unwrap();
        folder.submit("b");
        folder.submit("c");
        let every = Duration::from_millis(20);
        let mut follower = if looking {
            Follower::polling(&folder.spool, Position::default(), every).unwrap()
        } else {
            Follower::open(&folder.spool).unwrap()
        };
        let mut heard = Vec::new();
        let mut hear = |follower: &mut Follower, until: &str| {
            let begun = Instant::now();
            while !heard.iter().any(|news: &String| news.starts_with(until)) {
                assert!(begun.elapsed() < Duration::from_secs(10), "{until}: {heard:?}");
                match follower.try_next() {
                    Ok(Some(update)) => heard.push(format!("{}: {:?}", update.name, update.news)),
                    Ok(None) => std::thread::sleep(Duration::from_millis(5)),
                    Err(error) => assert!(error.to_string().contains("could not read"), "{error}"),
                }
            }
        };
        hear(&mut follower, "c: Placed");
        let done = folder.path.join("outgoing_done");
        fs::create_dir(&done).unwrap();
        fs::rename(&odd, done.join("a")).unwrap();
        for name in ["b", "c"] {
            folder.archive(name, "Failed");
        }
        hear(&mut follower, "b: Ended(Discarded)");
        hear(&mut follower, "c: Ended(Discarded)");
    }
}

#[test]
fn events_from_another_thread_wake_the_follower() {
    let folder = Folder::new();
    for looking in [false, true] {
        let mut follower = if looking {
            Follower::polling(&folder.spool, Position::default(), Duration::from_secs(3600)).unwrap()
        } else {
            Follower::open(&folder.spool).unwrap()
        };
        if looking {
            assert_eq!(told(&mut follower, 1), ["a: placed"]);
        } else {
            folder.submit("a");
            assert_eq!(told(&mut follower, 1), ["a: placed"]);
        }
        let handle = follower.handle();
        handle.listen(Duration::from_secs(10));
        let at = SystemTime::now();
        let teller = std::thread::spawn(move || {
            handle.tell(PbxEvent::new("1.1", PbxFact::Dialled).call("a"), at);
            handle.tell(PbxEvent::new("1.1", PbxFact::Answered), at);
            handle.stop();
        });
        let news: Vec<News> = follower.by_ref().map(|update| update.unwrap().news).collect();
        assert_eq!(news, [News::Answered { at }]);
        teller.join().unwrap();
        assert!(follower.next().is_none(), "stopped is stopped");
    }
}

/// More changes than the system keeps for us: it says so, and everything is looked at.
#[test]
fn nothing_is_lost_when_too_much_happens_at_once() {
    let folder = Folder::new();
    let limit: usize = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events")
        .ok()
        .and_then(|text| text.trim().parse().ok())
        .unwrap_or(16_384);
    let mut follower = Follower::open(&folder.spool).unwrap();
    folder.submit("before");
    let outgoing = folder.path.join("outgoing");
    let scratch = outgoing.join("scratch");
    // Each round is two events of a file that is then gone.
    for _ in 0..=limit / 2 {
        fs::write(&scratch, "").unwrap();
    }
    fs::remove_file(&scratch).unwrap();
    folder.submit("after");
    let mut seen = told(&mut follower, 1);
    while !seen.contains(&"after: placed".to_owned()) {
        seen.extend(told(&mut follower, 1));
    }
    assert_eq!(seen.iter().filter(|words| words.starts_with("before")).count(), 1);
    folder.archive("after", "Completed");
    assert_eq!(told(&mut follower, 1), ["after: answered and over"]);
}

#[test]
fn a_folder_that_goes_away_ends_the_follower_with_a_reason() {
    let folder = Folder::new();
    let mut follower = Follower::open(&folder.spool).unwrap();
    fs::remove_dir(folder.path.join("outgoing")).unwrap();
    let error = follower.next().unwrap().unwrap_err();
    assert!(matches!(error, FollowError::FolderGone { .. }), "{error:?}");
    assert!(error.to_string().contains("open the follower again"), "{error}");
    assert!(follower.next().is_none());
}

#[test]
fn a_time_that_is_changed_by_putting_the_file_again_is_told() {
    let folder = Folder::new();
    let mut follower = Follower::open(&folder.spool).unwrap();
    let soon = SystemTime::now() + Duration::from_secs(3600);
    folder.spool.submit_at(&name("a"), &call(), soon).unwrap();
    assert_eq!(told(&mut follower, 1), ["a: placed"]);
    let (waiting, aside) = (folder.path.join("outgoing/a"), folder.path.join("tmp/a"));
    // Asterisk does not look at the time again, so a touch is no news.
    let later = soon + Duration::from_secs(60);
    let touch = |path: &Path| {
        OpenOptions::new()
            .append(true)
            .open(path)
            .unwrap()
            .set_modified(later)
            .unwrap();
    };
    touch(&waiting);
    fs::rename(&waiting, &aside).unwrap();
    fs::rename(&aside, &waiting).unwrap();
    let news = follower.next().unwrap().unwrap().news;
    let News::Placed { due: Some(due) } = news else {
        panic!("{news:?}")
    };
    assert!(due > soon, "{due:?}");
    fs::rename(&waiting, &aside).unwrap();
    assert_eq!(
        follower.next().unwrap().unwrap().news,
        News::Ended(Outcome::Cancelled)
    );
}

/// As `Spool::reschedule` changes a time.
#[test]
fn a_renamed_file_is_followed_under_its_new_name_also_by_a_follower_that_was_away() {
    let folder = Folder::new();
    let mut follower = Follower::open(&folder.spool).unwrap();
    folder.submit("a");
    assert_eq!(told(&mut follower, 1), ["a: placed"]);
    let rename = |from: &str, to: &str, seconds: u64| {
        let outgoing = folder.path.join("outgoing");
        let later = SystemTime::now() + Duration::from_secs(seconds);
        let file = OpenOptions::new().append(true).open(outgoing.join(from)).unwrap();
        file.set_modified(later).unwrap();
        // Renamed while it is open for writing: what is closed afterwards is another name.
        fs::rename(outgoing.join(from), outgoing.join(to)).unwrap();
    };
    rename("a", "b", 60);
    assert_eq!(told(&mut follower, 2), ["a: now b", "b: placed"]);
    let position = follower.position();
    drop(follower);
    rename("b", "c", 120);
    let mut follower = Follower::resume(&folder.spool, position).unwrap();
    assert_eq!(told(&mut follower, 2), ["b: now c", "c: placed"]);
    folder.archive("c", "Completed");
    assert_eq!(told(&mut follower, 1), ["c: answered and over"]);
    assert!(follower.is_empty());
}

/// The goal is 1,000 a second on a core of its own; here every call is five changes made by the same test.
#[test]
fn a_thousand_calls_leave_nothing_behind() {
    let folder = Folder::new();
    let mut follower = Follower::open(&folder.spool).unwrap();
    let stop = follower.handle();
    let path = folder.path.clone();
    let begun = Instant::now();
    let player = std::thread::spawn(move || {
        let outgoing = path.join("outgoing");
        for number in 0..1000 {
            let text = format!("call-{number}");
            let made = path.join("tmp").join(&text);
            fs::write(&made, call().to_bytes()).unwrap();
            fs::rename(&made, outgoing.join(&text)).unwrap();
            append(&outgoing.join(&text), "\nStartRetry: 4711 1 (1718000300)\n");
            let done = path.join("outgoing_done");
            let _ = fs::create_dir(&done);
            fs::rename(outgoing.join(&text), done.join(&text)).unwrap();
            append(&done.join(&text), "Status: Completed\n");
        }
    });
    let mut ended = 0;
    for update in follower.by_ref() {
        if let News::Ended(outcome) = update.unwrap().news {
            assert_eq!(outcome.code(), "answered");
            ended += 1;
            if ended == 1000 {
                stop.stop();
            }
        }
    }
    player.join().unwrap();
    assert_eq!((ended, follower.len()), (1000, 0), "in {:?}", begun.elapsed());
}

/// Programs pass a follower on as `&mut`, where `Iterator::position` would be found first.
fn saved(follower: &mut Follower) -> Position {
    follower.position()
}

#[test]
fn a_campaign_learns_from_the_follower_what_became_of_its_calls_and_discarded_ones_end() {
    let folder = Folder::new();
    let rules = Rules::new()
        .trunk(
            "lines",
            Trunk {
                at_once: 9,
                per_minute: 60,
            },
        )
        .destination("town", "lines", Hours::new(Utc));
    let mut campaign = Pacer::new(rules).unwrap();
    let texts = ["0", "1", "2", "3"];
    for text in texts {
        campaign.add(Contact::new(text.parse().unwrap(), "town")).unwrap();
    }
    let now: DateTime<Utc> = "2026-11-23T09:00:00Z".parse().unwrap();
    let mut follower = Follower::open(&folder.spool).unwrap();
    while let Next::Start(start) = campaign.next(now) {
        folder.submit(&start.id.to_string());
    }
    assert_eq!(told(&mut follower, 4).len(), 4);
    let position = saved(&mut follower);
    assert_eq!(position.len(), 4);
    drop(follower);

    for text in &texts[..3] {
        folder.start(text);
    }
    folder.archive("0", "Completed");
    folder.archive("1", "Expired");
    folder.archive("2", "Failed");
    let mut follower = Follower::resume(&folder.spool, position).unwrap();
    folder.spool.cancel(&name("3")).unwrap().unwrap();
    while campaign.calling().next().is_some() {
        let update = follower.next().unwrap().unwrap();
        if let News::Ended(outcome) = update.news {
            let id = ContactId(update.name.to_string().parse().unwrap());
            campaign.record(id, outcome.into(), now).unwrap();
        }
    }
    let standings: Vec<Standing> = campaign.contacts().map(|(_, _, standing)| standing).collect();
    let ended = |how| Standing::Ended { how, at: now };
    let later = Standing::Waiting {
        from: now + TimeDelta::hours(1),
    };
    let failed = Ending::GaveUp(switchhook_callfile::pacer::Outcome::Failed);
    assert_eq!(standings, [ended(Ending::Reached), later, ended(failed), later]);
}

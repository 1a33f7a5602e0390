//! What a follower says against what the telephones did.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use switchhook_callfile::watch::{Failure, Follower, Handle, News, Outcome, PbxEvent, tied};
use switchhook_callfile::{CallFile, FileName, Spool, Target};
use switchhook_rig::{Behaviour, Instance, Manager, Phone, Task};

use crate::callfile::dialplan;
use crate::{SOON, done, manager};

const GRACE: Duration = Duration::from_secs(2);

const DIALPLAN: &str = "\
[follow]
exten = talk,1,Wait(1)
 same = n,Hangup()
exten = busy,1,Busy(1)
";

/// How the manager interface shows to which file an event belongs.
#[derive(Clone, Copy, PartialEq)]
enum Tie {
    /// `VarSet`, to those who may see the dialplan.
    VarSet,
    /// `channelvars` in manager.conf.
    ChannelVariable,
}

/// Reads events in a thread and gives them to the follower.
struct Ear {
    stopped: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Ear {
    fn open(pbx: &Instance, tie: Tie, handle: Handle) -> Self {
        let path = pbx.config_dir().join("manager.conf");
        let mut file = OpenOptions::new().append(true).open(path).unwrap();
        let lines = match tie {
            Tie::VarSet => "\n[follower](task)\nsecret = follower\nread = call,dialplan\nwrite =\n",
            Tie::ChannelVariable => {
                "\n[general](+)\nchannelvars = SWITCHHOOK_CALL\n[follower](task)\nsecret = follower\nread = call\nwrite =\n"
            }
        };
        file.write_all(lines.as_bytes()).unwrap();
        let reload = [("Action", "Reload"), ("Module", "manager")];
        done(&manager(pbx, Task::Config).ask(&reload).unwrap());
        let mut events = Manager::connect(pbx.ami_addr()).unwrap();
        done(&events.login("follower", "follower").unwrap());
        handle.listen(GRACE);
        let stopped = Arc::new(AtomicBool::new(false));
        let thread = std::thread::spawn({
            let stopped = Arc::clone(&stopped);
            move || {
                while !stopped.load(Ordering::Relaxed) {
                    let Ok(reply) = events.event(Duration::from_millis(100), |_| true) else {
                        continue;
                    };
                    let headers = reply.headers().iter().map(|(name, value)| (name, value.as_str()));
                    if let Some(event) = PbxEvent::from_headers(headers) {
                        handle.tell(event, SystemTime::now());
                    }
                }
            }
        });
        let thread = Some(thread);
        Self { stopped, thread }
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Telephones that do one thing each, and how a call to them ends.
fn company(pbx: &Instance) -> Vec<Phone> {
    dialplan(pbx, DIALPLAN);
    [
        ("101", Behaviour::answer()),
        ("103", Behaviour::Refuse(603)),
        ("104", Behaviour::Busy),
        ("105", Behaviour::RingWithoutAnswer),
    ]
    .into_iter()
    .map(|(extension, behaviour)| pbx.phone(extension, &behaviour).unwrap())
    .collect()
}

const CALLS: [(&str, &str); 6] = [
    ("answered", "PJSIP/101"),
    ("rejected", "PJSIP/103"),
    ("busy", "PJSIP/104"),
    ("no-answer", "PJSIP/105"),
    ("unregistered", "PJSIP/102"),
    ("local-busy", "Local/busy@follow"),
];

fn submit(spool: &Spool, text: &str, channel: &str, archive: bool) {
    let name = FileName::new(text).unwrap();
    let call = CallFile::builder(channel, Target::extension("follow", "talk").unwrap())
        .wait_time(Duration::from_secs(5))
        .archive(archive)
        .build()
        .unwrap();
    spool.submit(&name, &tied(&call, &name).unwrap()).unwrap();
}

/// Takes news until so many calls are over.
fn outcomes(follower: &mut Follower, count: usize) -> BTreeMap<String, Outcome> {
    let stop = follower.handle();
    let (over, wait) = std::sync::mpsc::channel::<()>();
    let watchdog = std::thread::spawn(move || {
        if wait.recv_timeout(Duration::from_secs(30)) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            stop.stop();
        }
    });
    let mut ends = BTreeMap::new();
    while ends.len() < count {
        let Some(update) = follower.next() else {
            panic!("only {ends:?}");
        };
        let update = update.unwrap();
        if let News::Ended(outcome) = update.news {
            assert_eq!(
                ends.insert(update.name.to_string(), outcome),
                None,
                "{}",
                update.name
            );
        }
    }
    drop(over);
    watchdog.join().unwrap();
    ends
}

fn as_the_phones_did(pbx: &Instance, tie: Tie) {
    let phones = company(pbx);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let mut follower = Follower::open(&spool).unwrap();
    let _ear = Ear::open(pbx, tie, follower.handle());
    // With events the archive is not needed.
    for archive in [true, false] {
        let begun = SystemTime::now();
        for (text, channel) in CALLS {
            submit(&spool, text, channel, archive);
        }
        let ends = outcomes(&mut follower, CALLS.len());
        let Outcome::Answered(talk) = ends["answered"] else {
            panic!("{ends:?}");
        };
        let (answered, ended) = (talk.answered.unwrap(), talk.ended.unwrap());
        assert!(begun <= answered, "{talk:?}");
        let talked = ended.duration_since(answered).unwrap();
        assert!(
            talked >= Duration::from_millis(900) && talked < SOON,
            "{talked:?}"
        );
        assert_eq!(ends["busy"], Outcome::Busy);
        assert_eq!(ends["no-answer"], Outcome::NoAnswer);
        assert_eq!(
            ends["rejected"],
            Outcome::Failed { cause: Some(21) },
            "603 Decline"
        );
        // Over in no time and without a channel; not archived, it may be gone before it can be read.
        let unread = !archive && ends["unregistered"].code() == "unknown";
        assert!(
            unread || ends["unregistered"] == Outcome::Failed { cause: None },
            "{ends:?}"
        );
        assert_eq!(ends["local-busy"], Outcome::Busy);
        assert!(follower.is_empty());
    }
    assert!(phones.iter().all(|phone| phone.rung() >= 1));
}

pub(crate) fn the_follower_says_what_the_telephones_did(pbx: &Instance) {
    as_the_phones_did(pbx, Tie::VarSet);
}

pub(crate) fn the_follower_hears_the_same_without_rights_to_the_dialplan(pbx: &Instance) {
    as_the_phones_did(pbx, Tie::ChannelVariable);
}

pub(crate) fn without_events_the_follower_says_what_files_can_say(pbx: &Instance) {
    let _phones = company(pbx);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let mut follower = Follower::open(&spool).unwrap();
    for archive in [true, false] {
        for (text, channel) in CALLS {
            submit(&spool, text, channel, archive);
        }
        for (text, outcome) in outcomes(&mut follower, CALLS.len()) {
            let expected = match (archive, text.as_str()) {
                (true, "answered") => "answered",
                (true, _) => "expired",
                // The only attempt is the last, so nothing tells an answer from none.
                (false, _) => "unknown",
            };
            assert_eq!(outcome.code(), expected, "{text}: {outcome}");
        }
    }
    // Cancelled while it waits, and while it rings.
    let name = FileName::new("later").unwrap();
    let call = CallFile::builder("PJSIP/105", Target::extension("follow", "talk").unwrap())
        .max_retries(3)
        .wait_time(Duration::from_secs(4))
        .build()
        .unwrap();
    spool
        .submit_at(&name, &call, SystemTime::now() + Duration::from_secs(3600))
        .unwrap();
    assert!(matches!(
        follower.next().unwrap().unwrap().news,
        News::Placed { .. }
    ));
    spool.cancel(&name).unwrap();
    assert_eq!(outcomes(&mut follower, 1)["later"], Outcome::Cancelled);
    let name = FileName::new("ringing").unwrap();
    spool.submit(&name, &call).unwrap();
    let mut news = follower.by_ref().map(|update| update.unwrap().news);
    assert!(news.any(|news| news == News::Trying { attempt: 1 }));
    spool.cancel(&name).unwrap();
    assert_eq!(outcomes(&mut follower, 1)["ringing"], Outcome::Cancelled);
    // What Asterisk appends to the file that is no more is no call.
    std::thread::sleep(Duration::from_secs(6));
    assert_eq!(follower.try_next().unwrap(), None);
}

/// Once while the telephones ring and talk, with events and without.
pub(crate) fn a_follower_that_was_restarted_says_the_same(pbx: &Instance) {
    let _phones = company(pbx);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let mut follower = Follower::open(&spool).unwrap();
    let mut ear = Some(Ear::open(pbx, Tie::VarSet, follower.handle()));
    for hearing in [true, false] {
        for (text, channel) in [("answered", "PJSIP/101"), ("no-answer", "PJSIP/105")] {
            submit(&spool, text, channel, true);
        }
        // Both are on their way: the one talks for a second, the other rings for five.
        let wanted = if hearing { "answered" } else { "attempt 1" };
        let end = SystemTime::now() + Duration::from_secs(10);
        loop {
            match follower.try_next().unwrap() {
                Some(update) if update.news.to_string() == wanted => break,
                Some(_) => {}
                None => std::thread::sleep(Duration::from_millis(20)),
            }
            assert!(SystemTime::now() < end, "no {wanted:?}: {follower:?}");
        }
        let position = follower.position();
        assert_eq!(position.len(), 2, "{position:?}");
        drop(follower);
        drop(ear.take());
        if hearing {
            follower = Follower::resume(&spool, position).unwrap();
            let ends = outcomes(&mut follower, 2);
            let Outcome::Answered(talk) = ends["answered"] else {
                panic!("{ends:?}");
            };
            assert!(talk.answered.is_some(), "heard before the restart");
            assert_eq!(ends["no-answer"], Outcome::Expired);
        } else {
            // Away until all is over.
            switchhook_rig::wait_for("both calls to end", Duration::from_secs(10), || {
                spool.pending().unwrap().is_empty().then_some(())
            })
            .unwrap();
            follower = Follower::resume(&spool, position).unwrap();
            let ends = outcomes(&mut follower, 2);
            assert_eq!(ends["answered"].code(), "answered");
            assert_eq!(ends["no-answer"], Outcome::Expired);
        }
        assert!(follower.is_empty());
    }
}

pub(crate) fn attempts_are_told_with_their_reasons(pbx: &Instance) {
    let phones = company(pbx);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let mut follower = Follower::open(&spool).unwrap();
    let _ear = Ear::open(pbx, Tie::VarSet, follower.handle());
    let name = FileName::new("busy").unwrap();
    let call = CallFile::builder("PJSIP/104", Target::extension("follow", "talk").unwrap())
        .max_retries(2)
        .retry_time(Duration::from_secs(4))
        .build()
        .unwrap();
    spool.submit(&name, &tied(&call, &name).unwrap()).unwrap();
    let mut told = Vec::new();
    loop {
        match follower.next().unwrap().unwrap().news {
            News::Placed { .. } => told.push("placed".to_owned()),
            News::Retrying { failed, why, next } => {
                assert!(next.is_some_and(|next| next + SOON > SystemTime::now()));
                assert_eq!(why, Some(Failure::Busy));
                told.push(format!("{failed} failed"));
            }
            News::Ended(outcome) => {
                assert_eq!(outcome, Outcome::Busy);
                break;
            }
            news => told.push(news.to_string()),
        }
    }
    let expected = [
        "placed",
        "attempt 1",
        "1 failed",
        "attempt 2",
        "2 failed",
        "attempt 3",
    ];
    assert_eq!(told, expected);
    assert_eq!(phones[2].rung(), 3);
}

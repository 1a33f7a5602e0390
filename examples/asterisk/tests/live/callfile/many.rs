//! Many files at once.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use switchhook_callfile::watch::{Follower, News, tied};
use switchhook_callfile::{CallFile, FileName, Spool, Target};
use switchhook_rig::{Instance, Task, wait_for};

use super::dialplan;
use crate::{done, manager};

const FILES: usize = 10_000;

/// Answers, and says which it was. Not in the record of the call: `Set(CDR(…))` waits until all records before are on the
/// disk, and with ten thousand that is for minutes.
const DIALPLAN: &str = "\
[many]
exten = answer,1,Answer()
 same = n,Wait(60)
 same = n,Hangup()
exten = once,1,UserEvent(Once,Call: ${SWITCHHOOK_CALL})
 same = n,Hangup()
";

/// Ten thousand threads are enough for one machine.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

pub(crate) fn ten_thousand_files_at_once_are_called_once_each(pbx: &Instance) {
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    dialplan(pbx, DIALPLAN);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let call = CallFile::builder("Local/answer@many", Target::extension("many", "once").unwrap())
        .archive(true)
        .wait_time(Duration::from_secs(300))
        .build()
        .unwrap();
    // Asterisk must watch already: what it finds at its start, it begins in one moment.
    let first = FileName::new("first").unwrap();
    spool.submit(&first, &call).unwrap();
    wait_for("the first call", Duration::from_secs(20), || {
        spool.pending().unwrap().is_empty().then_some(())
    })
    .unwrap();
    // Beside the spool first: they come faster than a disk would confirm them one by one.
    let owner = fs::metadata(spool.outgoing()).unwrap();
    let names: Vec<_> = (0..FILES).map(|number| format!("call-{number}")).collect();
    for text in &names {
        let made = spool.staging().join(text);
        let file = tied(&call, &FileName::new(text).unwrap()).unwrap();
        fs::write(&made, file.to_bytes()).unwrap();
        chown(&made, Some(owner.uid()), Some(owner.gid())).unwrap();
    }
    let mut follower = Follower::open(&spool).unwrap();
    let stop = follower.handle();
    let mut events = manager(pbx, Task::Events);
    done(
        &events
            .ask(&[("Action", "Events"), ("EventMask", "user")])
            .unwrap(),
    );
    let counter = std::thread::spawn(move || {
        let mut counts: HashMap<String, usize> = HashMap::new();
        // A second event of a call would come beside it, not long after the last of all.
        let mut wait = Duration::from_secs(240);
        while let Ok(event) = events.event(wait, |event| event.get("UserEvent") == Some("Once")) {
            let name = event.get("Call").unwrap_or_default();
            if name.starts_with("call-") {
                *counts.entry(name.to_owned()).or_default() += 1;
            }
            if counts.len() == FILES {
                wait = Duration::from_secs(2);
            }
        }
        counts
    });
    let begun = Instant::now();
    for text in &names {
        fs::rename(spool.staging().join(text), spool.outgoing().join(text)).unwrap();
    }
    let dropped = begun.elapsed();
    let (over, wait) = mpsc::channel::<()>();
    let watchdog = std::thread::spawn({
        let stop = stop.clone();
        move || {
            if wait.recv_timeout(Duration::from_secs(240)) == Err(mpsc::RecvTimeoutError::Timeout) {
                stop.stop();
            }
        }
    });
    let mut ends: HashMap<String, Vec<&str>> = HashMap::new();
    for update in follower.by_ref() {
        let update = update.unwrap();
        if let News::Ended(outcome) = update.news {
            ends.entry(update.name.to_string())
                .or_default()
                .push(outcome.code());
            if ends.len() == FILES {
                stop.stop();
            }
        }
    }
    let followed = begun.elapsed();
    drop(over);
    watchdog.join().unwrap();
    assert_eq!(ends.len(), FILES, "after {followed:?}");
    for (text, codes) in &ends {
        assert_eq!(codes, &["answered"], "{text}");
    }
    assert!(follower.is_empty());
    assert_eq!(spool.pending().unwrap(), []);
    // The dialplan says the same: each call was made, and none twice.
    let counts = counter.join().unwrap();
    assert_eq!(counts.len(), FILES, "calls that arrived");
    assert!(counts.values().all(|&count| count == 1), "some were called twice");
    // Shown with --nocapture.
    eprintln!(
        "{:?}: {FILES} files dropped in {dropped:?}, all called and told after {followed:?}",
        pbx.version
    );
}

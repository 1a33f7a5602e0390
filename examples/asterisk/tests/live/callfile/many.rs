//! Many files at once.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use switchhook_callfile::watch::{Follower, News, tied};
use switchhook_callfile::{CallFile, FileName, Spool, Target};
use switchhook_rig::{Instance, wait_for};

use super::dialplan;

const FILES: usize = 10_000;
const AT_ONCE: usize = 400;

/// Answers, and notes in the record of the call which it was.
const DIALPLAN: &str = "\
[many]
exten = answer,1,Answer()
 same = n,Hangup()
exten = once,1,Set(CDR(userfield)=${SWITCHHOOK_CALL})
 same = n,Hangup()
";

pub(crate) fn ten_thousand_files_at_once_are_called_once_each(pbx: &Instance) {
    dialplan(pbx, DIALPLAN);
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let call = CallFile::builder("Local/answer@many", Target::extension("many", "once").unwrap())
        .archive(true)
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
    let begun = Instant::now();
    // Of ten thousand files renamed in a tenth of a second, 42 (16) and 102 (22) were done after two minutes on two cores:
    // Asterisk starts a thread and two channels for each in the same moment. So they come as fast as it keeps up.
    let dropper = std::thread::spawn({
        let (spool, names) = (spool.clone(), names.clone());
        move || {
            for some in names.chunks(100) {
                let few = || (spool.pending().unwrap().len() < AT_ONCE).then_some(());
                if wait_for("Asterisk to keep up", Duration::from_secs(60), few).is_err() {
                    return;
                }
                for text in some {
                    fs::rename(spool.staging().join(text), spool.outgoing().join(text)).unwrap();
                }
            }
        }
    });
    let (over, wait) = mpsc::channel::<()>();
    let watchdog = std::thread::spawn({
        let stop = stop.clone();
        move || {
            if wait.recv_timeout(Duration::from_secs(120)) == Err(mpsc::RecvTimeoutError::Timeout) {
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
    dropper.join().unwrap();
    drop(over);
    watchdog.join().unwrap();
    assert_eq!(ends.len(), FILES, "after {followed:?}");
    for (text, codes) in &ends {
        assert_eq!(codes, &["answered"], "{text}");
    }
    assert!(follower.is_empty());
    assert_eq!(spool.pending().unwrap(), []);
    // The records say the same: each call was made, and none twice.
    let mut calls = HashMap::new();
    wait_for("the records", Duration::from_secs(60), || {
        calls.clear();
        for row in pbx.master_csv().unwrap() {
            if !row.userfield.is_empty() {
                *calls.entry(row.userfield).or_insert(0) += 1;
            }
        }
        (calls.len() == FILES).then_some(())
    })
    .unwrap_or_else(|e| panic!("{e}: {} of {FILES}", calls.len()));
    assert!(calls.values().all(|&count| count == 1), "some were called twice");
    // Shown with --nocapture.
    eprintln!(
        "{:?}: {FILES} files, at most {AT_ONCE} at once: all called and told after {followed:?}",
        pbx.version
    );
}

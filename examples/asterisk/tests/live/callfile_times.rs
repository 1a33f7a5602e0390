//! Call files whose time is changed, in the real spool.

use std::fs;
use std::time::{Duration, SystemTime};

use switchhook_callfile::{CallFile, Caught, FileName, Rescheduled, Spool, Target};
use switchhook_rig::{Instance, wait_for};

use crate::SOON;

/// Nobody is there, so each is tried once and archived.
fn call() -> CallFile {
    let target = Target::application("NoOp", "").unwrap();
    CallFile::builder("Local/nobody@nowhere", target)
        .archive(true)
        .build()
        .unwrap()
}

pub(crate) fn only_another_name_moves_a_call_to_another_time(pbx: &Instance) {
    let spool = Spool::open(pbx.spool_dir()).unwrap();
    let name = |name: &str| FileName::new(name).unwrap();
    let begun = SystemTime::now();
    let after = |seconds| begun + Duration::from_secs(seconds);
    let made = |file: &str| spool.read_done(&name(file)).unwrap().is_some();

    for (file, time) in [("late-1", 15), ("early-1", 900), ("same", 15), ("touched", 15)] {
        spool.submit_at(&name(file), &call(), after(time)).unwrap();
    }
    // Asterisk hears of files in their order: by the time this one is called, it has noted those.
    spool.submit(&name("now"), &call()).unwrap();
    wait_for("the first call", SOON, || made("now").then_some(())).unwrap();
    assert!(SystemTime::now() < after(14), "this machine is too slow");

    assert_eq!(
        spool
            .reschedule(&name("late-1"), &name("late-2"), after(24))
            .unwrap(),
        Rescheduled::Moved
    );
    assert_eq!(
        spool
            .reschedule(&name("early-1"), &name("early-2"), after(15))
            .unwrap(),
        Rescheduled::Moved
    );
    // It goes by the name, whatever lies there then.
    assert_eq!(
        spool.cancel(&name("same")).unwrap().unwrap().caught,
        Caught::InTime
    );
    spool.submit_at(&name("same"), &call(), after(900)).unwrap();
    // Nor does it look at the time again.
    let file = fs::File::open(spool.outgoing().join("touched")).unwrap();
    file.set_modified(after(900)).unwrap();
    drop(file);

    wait_for("the calls", 3 * SOON, || {
        ["early-2", "same", "touched"].into_iter().all(made).then_some(())
    })
    .unwrap();
    let late = made("late-2");
    assert!(!late || SystemTime::now() >= after(24), "before its time");
    wait_for("the call that was moved", 3 * SOON, || {
        made("late-2").then_some(())
    })
    .unwrap();
    assert!(SystemTime::now() >= after(24), "before its time");
    assert!(!made("late-1") && !made("early-1"));
    assert_eq!(spool.pending().unwrap(), []);
}

//! The spool on a real file system, without Asterisk.

#![cfg(all(unix, feature = "spool"))]
#![expect(
    clippy::disallowed_methods,
    reason = "tests look at files and at the clock; the core does neither"
)]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use switchhook_callfile::{CallFile, FileName, Spool, SpoolError, Target, Verdict};
use tempfile::TempDir;

/// Nobody's number on every Unix that has one; never that of a test.
const NOBODY: u32 = 65534;
/// Somebody else.
const SOMEBODY: u32 = 54321;

fn folders() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["outgoing", "tmp"] {
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
        .variable("A", "x")
        .build()
        .unwrap()
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().next().is_none()
}

/// The file that another user submitted.
fn submitted_by(user: u32, group: u32, spool: &Path, name: &str) -> Option<fs::Metadata> {
    // A copy of this program where everybody may run it.
    let programs = tempfile::tempdir().unwrap();
    let program = programs.path().join("spool");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    for folder in [programs.path(), spool, &spool.join("tmp")] {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
    }
    let output = Command::new(program)
        .args(["--exact", "--ignored", "submits_what_another_test_says"])
        .env(SUBMIT, spool.join("outgoing").join(name))
        .uid(user)
        .gid(group)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() || said.contains("cannot give files to user 65534"),
        "{said}"
    );
    assert!(is_empty(&spool.join("tmp")));
    fs::metadata(spool.join("outgoing").join(name)).ok()
}

const SUBMIT: &str = "SWITCHHOOK_TEST_SUBMIT";

#[test]
#[ignore = "run by another test, as another user"]
fn submits_what_another_test_says() {
    let path = PathBuf::from(std::env::var_os(SUBMIT).expect("run by another test, as another user"));
    let spool = path.parent().and_then(Path::parent).unwrap();
    let submitted = Spool::open(spool)
        .unwrap()
        .submit(&name(path.file_name().unwrap().to_str().unwrap()), &call());
    submitted.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_submitted_file_is_whole_belongs_to_asterisk_and_leaves_nothing_behind() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    spool.submit(&name("a.call"), &call()).unwrap();
    let path = spool.outgoing().join("a.call");
    assert_eq!(fs::read(&path).unwrap(), call().to_bytes());
    let (file, outgoing) = (
        fs::metadata(&path).unwrap(),
        fs::metadata(spool.outgoing()).unwrap(),
    );
    assert_eq!((file.uid(), file.mode() & 0o7777), (outgoing.uid(), 0o600));
    assert!(is_empty(spool.staging()));
}

#[test]
fn the_time_of_a_call_is_that_of_its_file_and_never_earlier() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    for (given, expected) in [(0, 0), (1_500, 2_000), (4_102_444_800_000, 4_102_444_800_000)] {
        let [given, expected] =
            [given, expected].map(|millis| SystemTime::UNIX_EPOCH + Duration::from_millis(millis));
        spool.submit_at(&name("a"), &call(), given).unwrap();
        assert_eq!(
            fs::metadata(spool.outgoing().join("a"))
                .unwrap()
                .modified()
                .unwrap(),
            expected
        );
        spool.cancel(&name("a")).unwrap();
    }
    let error = spool
        .submit_at(
            &name("a"),
            &call(),
            SystemTime::UNIX_EPOCH - Duration::from_secs(1),
        )
        .unwrap_err();
    assert!(matches!(error, SpoolError::Time), "{error}");
    assert!(is_empty(spool.outgoing()) && is_empty(spool.staging()));
}

/// Disks end in 2038, in 2446 or never, and put their last second in place of a later one without a word.
#[test]
fn a_time_that_the_disk_cannot_keep_is_refused_and_not_brought_forward() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let in_the_year_9999 = SystemTime::UNIX_EPOCH + Duration::from_secs(253_370_764_800);
    match spool.submit_at(&name("a"), &call(), in_the_year_9999) {
        Ok(()) => assert_eq!(spool.pending().unwrap()[0].due, in_the_year_9999),
        Err(error) => {
            assert!(matches!(error, SpoolError::Time), "{error}");
            assert!(is_empty(spool.outgoing()));
        }
    }
    assert!(is_empty(spool.staging()));
}

#[test]
fn a_link_is_cancelled_as_the_call_that_it_leads_to() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let kept = folder.path().join("kept");
    fs::write(&kept, call().to_bytes()).unwrap();
    for target in [Path::new("../kept"), &kept] {
        symlink(target, spool.outgoing().join("a")).unwrap();
        let cancelled = spool.cancel(&name("a")).unwrap().expect("it was there");
        assert_eq!(cancelled.report.call, Some(call()), "{target:?}");
        assert!(is_empty(spool.outgoing()) && is_empty(spool.staging()) && kept.is_file());
    }
}

#[test]
fn a_link_that_leads_nowhere_hides_no_other_call() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    spool.submit(&name("a"), &call()).unwrap();
    for (link, target) in [("circle", "circle"), ("gone", "../gone"), ("through", "a/b")] {
        symlink(target, spool.outgoing().join(link)).unwrap();
        assert_eq!(spool.read(&name(link)).unwrap(), None, "{link}");
        assert_eq!(spool.cancel(&name(link)).unwrap(), None, "{link}");
    }
    let pending = spool.pending().unwrap();
    assert_eq!(pending.len(), 1, "{pending:?}");
}

/// The memory of a process is a file that opens, and whose first bytes nobody can read, root included.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_not_cancelled() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    symlink("/proc/self/mem", spool.outgoing().join("a")).unwrap();
    let error = spool.cancel(&name("a")).unwrap_err();
    assert!(
        error.to_string().starts_with("could not read ") && error.to_string().ends_with("outgoing/a"),
        "{error}"
    );
    assert_eq!(spool.pending().unwrap().len(), 1);
    assert!(is_empty(spool.staging()));
}

#[test]
fn a_name_that_is_waiting_is_not_overwritten() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    spool.submit(&name("a"), &call()).unwrap();
    let other = call().edit().variable("B", "y").build().unwrap();
    let error = spool.submit(&name("a"), &other).unwrap_err();
    assert!(matches!(error, SpoolError::AlreadyPending { .. }));
    assert!(
        error
            .to_string()
            .ends_with("outgoing/a is waiting already; cancel it first, or choose another name")
    );
    assert!(!error.is_placed());
    assert_eq!(spool.read(&name("a")).unwrap().unwrap().call, Some(call()));
    assert!(is_empty(spool.staging()));
}

#[test]
fn of_many_writers_of_one_name_one_wins() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let won = std::thread::scope(|scope| {
        let submit = || spool.submit(&name("a"), &call()).is_ok();
        let writers = [(); 8].map(|()| scope.spawn(submit));
        writers
            .map(|writer| writer.join().unwrap())
            .into_iter()
            .filter(|won| *won)
            .count()
    });
    assert_eq!(won, 1);
    assert!(is_empty(spool.staging()));
}

#[test]
fn whoever_watches_the_folder_sees_whole_files_with_their_time() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let due = SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_444_800);
    let over = AtomicBool::new(false);
    let seen = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut seen = 0;
            loop {
                let last = over.load(Ordering::Acquire);
                for file in spool.pending().unwrap() {
                    assert_eq!(file.due, due);
                    assert_eq!(
                        spool.cancel(&file.name).unwrap().unwrap().report.call,
                        Some(call())
                    );
                    seen += 1;
                }
                if last {
                    return seen;
                }
            }
        });
        for number in 0..100 {
            spool
                .submit_at(&name(&format!("call-{number}")), &call(), due)
                .unwrap();
        }
        over.store(true, Ordering::Release);
        watcher.join().unwrap()
    });
    assert_eq!(seen, 100);
}

#[test]
fn what_waits_is_listed_by_time_read_and_cancelled() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let hour = |hour: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_444_800 + hour * 3600);
    spool.submit_at(&name("b"), &call(), hour(2)).unwrap();
    spool.submit_at(&name("c"), &call(), hour(1)).unwrap();
    spool.submit_at(&name("a"), &call(), hour(2)).unwrap();
    fs::create_dir(spool.outgoing().join("a folder")).unwrap();
    // Asterisk takes whatever is there, so it is listed, whatever it is called.
    fs::write(spool.outgoing().join(".hidden"), "Channel: x\n").unwrap();
    let listed: Vec<_> = spool
        .pending()
        .unwrap()
        .into_iter()
        .map(|file| file.name.to_string())
        .collect();
    assert_eq!(listed, [".hidden", "c", "a", "b"]);

    // What Asterisk passes over is no call of ours either.
    assert_eq!(spool.read(&name("a folder")).unwrap(), None);
    assert_eq!(spool.cancel(&name("a folder")).unwrap(), None);
    assert!(spool.outgoing().join("a folder").is_dir());

    let hidden = &spool.pending().unwrap()[0].name;
    assert_eq!(spool.read(hidden).unwrap().unwrap().verdict, Verdict::Discarded);
    assert_eq!(
        spool.cancel(&name("c")).unwrap().unwrap().report.call,
        Some(call())
    );
    assert_eq!(spool.cancel(&name("c")).unwrap(), None);
    assert_eq!(spool.read(&name("c")).unwrap(), None);
    assert_eq!(spool.pending().unwrap().len(), 3);
    assert!(is_empty(spool.staging()));
}

#[test]
fn a_spool_that_cannot_work_is_refused_with_the_remedy() {
    let folder = folders();
    let (outgoing, staging) = (folder.path().join("outgoing"), folder.path().join("tmp"));
    let inside = outgoing.join("inside");
    fs::create_dir(&inside).unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let missing = folder.path().join("missing");
    for (outgoing, staging, part) in [
        (
            &missing,
            &staging,
            "missing; astspooldir of asterisk.conf says where it is",
        ),
        (
            &outgoing,
            &missing,
            "missing; make it with Asterisk's user as its owner",
        ),
        (&outgoing, &file, "there is no folder"),
        (&outgoing, &inside, "lies inside"),
        (&outgoing, &outgoing, "lies inside"),
    ] {
        let error = Spool::with_folders(outgoing, staging).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
    // `nobody` could not remove files from a folder that is ours.
    fs::set_permissions(&outgoing, fs::Permissions::from_mode(0o755)).unwrap();
    let error = Spool::open(folder.path())
        .unwrap()
        .owner(NOBODY, NOBODY)
        .unwrap_err();
    assert!(
        matches!(
            error,
            SpoolError::CannotDelete {
                uid: NOBODY,
                mode: 0o755,
                ..
            }
        ),
        "{error}"
    );
    assert!(error.to_string().contains("chown 65534"), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn two_file_systems_are_refused() {
    let folder = folders();
    let memory = tempfile::tempdir_in("/dev/shm").unwrap();
    let error = Spool::with_folders(folder.path().join("outgoing"), memory.path()).unwrap_err();
    assert!(error.to_string().contains("on another file system"), "{error}");
}

/// As root, files go to Asterisk's user; anybody else is told that this cannot be.
#[test]
fn files_are_given_to_asterisks_user_or_it_is_said_why_not() {
    let folder = folders();
    let outgoing = folder.path().join("outgoing");
    fs::set_permissions(&outgoing, fs::Permissions::from_mode(0o777)).unwrap();
    if chown(&outgoing, Some(NOBODY), Some(NOBODY)).is_ok() {
        let spool = Spool::open(folder.path()).unwrap();
        spool.submit(&name("a"), &call()).unwrap();
        let file = fs::metadata(outgoing.join("a")).unwrap();
        assert_eq!(
            (file.uid(), file.gid(), file.mode() & 0o7777),
            (NOBODY, NOBODY, 0o600)
        );
        let file = submitted_by(SOMEBODY, NOBODY, folder.path(), "of-the-group");
        assert_eq!(
            file.map(|file| (file.uid(), file.gid(), file.mode() & 0o7777)),
            Some((SOMEBODY, NOBODY, 0o660))
        );
        assert!(submitted_by(SOMEBODY, SOMEBODY, folder.path(), "of-a-stranger").is_none());
    } else {
        let spool = Spool::open(folder.path()).unwrap().owner(NOBODY, NOBODY).unwrap();
        let error = spool.submit(&name("a"), &call()).unwrap_err();
        assert!(matches!(error, SpoolError::Owner { uid: NOBODY, .. }), "{error}");
        assert!(is_empty(&outgoing) && is_empty(spool.staging()));
    }
}

/// Root may do everything; anybody else is told what is missing.
#[test]
fn a_folder_that_may_not_be_written_is_told() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    fs::set_permissions(spool.outgoing(), fs::Permissions::from_mode(0o500)).unwrap();
    let submitted = spool.submit(&name("a"), &call());
    if fs::metadata(spool.outgoing()).unwrap().uid() == 0 {
        submitted.unwrap();
        return;
    }
    let error = submitted.unwrap_err();
    assert!(
        matches!(error, SpoolError::Denied { doing: "make", .. }),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .ends_with("run as the user that Asterisk runs as, or as root"),
        "{error}"
    );
    assert!(is_empty(spool.outgoing()) && is_empty(spool.staging()));
    let error = Spool::open(folder.path()).unwrap_err();
    assert!(
        matches!(error, SpoolError::CannotDelete { mode: 0o500, .. }),
        "{error}"
    );
}

#[test]
fn a_failure_leaves_nothing_behind() {
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    fs::remove_dir(spool.outgoing()).unwrap();
    let error = spool.submit(&name("a"), &call()).unwrap_err();
    assert!(matches!(error, SpoolError::Io { .. }), "{error}");
    assert!(error.to_string().starts_with("could not make "), "{error}");
    assert!(is_empty(spool.staging()));
    assert!(spool.pending().is_err());

    fs::remove_dir(spool.staging()).unwrap();
    let error = spool.submit(&name("a"), &call()).unwrap_err();
    assert!(
        error.to_string().starts_with("could not make a file in "),
        "{error}"
    );
}

#[test]
fn names_that_lead_elsewhere_or_hide_are_refused() {
    for (text, part) in [
        ("", "empty"),
        (".", "dot"),
        ("..", "dot"),
        (".hidden", "dot"),
        ("a/b", "slash"),
        ("/etc/passwd", "slash"),
        ("a\nb", "control"),
        ("a\0b", "control"),
        (&"x".repeat(256), "255"),
    ] {
        let error = FileName::new(text).unwrap_err().to_string();
        assert!(error.contains(part), "{text:?}: {error}");
    }
    let folder = folders();
    let spool = Spool::open(folder.path()).unwrap();
    let error = spool.submit(&name(&"x".repeat(250)), &call()).unwrap_err();
    assert!(
        matches!(error, SpoolError::PathTooLong { limit: 254, .. }),
        "{error}"
    );
    for ordinary in ["alarm-1.call", "été", "a b", "x.part"] {
        spool.submit(&name(ordinary), &call()).unwrap();
    }
    assert_eq!(spool.pending().unwrap().len(), 4);
}

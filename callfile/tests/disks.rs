//! Disks that are full, that can only be read, that are another: each in a mount of its own, which is gone with the test.
//! That takes root; without it these tests say that they were skipped.

#![cfg(all(target_os = "linux", feature = "spool"))]
#![expect(
    clippy::disallowed_methods,
    reason = "tests look at files and start themselves again; the core does neither"
)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use switchhook_callfile::{CallFile, Caught, FileName, Spool, SpoolError, Submission, Target};

const PLACE: &str = "SWITCHHOOK_TEST_DISK";

fn name(name: &str) -> FileName {
    FileName::new(name).unwrap()
}

fn call() -> CallFile {
    let target = Target::extension("internal", "200").unwrap();
    CallFile::builder("PJSIP/100", target).build().unwrap()
}

fn far() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(2_000_000_000)
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().next().is_none()
}

/// Runs an ignored test of this file where `script` has mounted something on `$1`.
fn inside(script: &str, test: &str) {
    let place = tempfile::tempdir().unwrap();
    for folder in ["outgoing", "tmp"] {
        fs::create_dir(place.path().join(folder)).unwrap();
    }
    let output = Command::new("unshare")
        .args([
            "--mount",
            "sh",
            "-ec",
            &format!("{script}\nexec \"$2\" --exact --ignored \"$3\""),
            "sh",
        ])
        .arg(place.path())
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env(PLACE, place.path())
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            eprintln!("skipped: {test}: no `unshare` ({error})");
            return;
        }
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    if !said.contains("running 1 test") {
        // Neither in a container nor as an ordinary user are mounts to be had.
        eprintln!(
            "skipped: {test}: no mounts of our own here ({})",
            complained.trim()
        );
        return;
    }
    assert!(output.status.success(), "{said}{complained}");
}

fn place() -> PathBuf {
    PathBuf::from(std::env::var_os(PLACE).expect("run by another test, in a mount of its own"))
}

const SMALL: &str = "mount -t tmpfs -o size=32k,mode=755 tmpfs \"$1\"; mkdir \"$1/outgoing\" \"$1/tmp\"";

#[test]
fn on_a_full_disk_there_are_whole_files_and_the_rest_is_told() {
    inside(SMALL, "submits_until_the_disk_is_full");
}

#[test]
#[ignore = "run by another test, in a mount of its own"]
fn submits_until_the_disk_is_full() {
    let spool = Spool::open(place()).unwrap();
    let placed = (0..100)
        .find_map(|number| {
            let error = spool.submit(&name(&format!("call-{number}")), &call()).err()?;
            assert!(
                matches!(error, SpoolError::Full { .. }) && !error.is_placed(),
                "{error}"
            );
            let words = error.to_string();
            assert!(
                words.starts_with("no room to ") && words.contains("free some on that disk"),
                "{words}"
            );
            Some(number)
        })
        .expect("32 KiB end");
    assert!(placed > 0);
    let whole = |spool: &Spool| {
        spool
            .list()
            .unwrap()
            .map(Result::unwrap)
            .filter(|file| file.report.call == Some(call()))
            .count()
    };
    assert_eq!((whole(&spool), spool.pending().unwrap().len()), (placed, placed));
    assert!(is_empty(spool.staging()));
    // One that goes makes room for one.
    assert_eq!(
        spool.cancel(&name("call-0")).unwrap().unwrap().caught,
        Caught::Late
    );
    spool.submit(&name("again"), &call()).unwrap();

    for file in spool.pending().unwrap() {
        spool.cancel(&file.name).unwrap();
    }
    let calls = (0..50).map(|number| Submission {
        name: name(&format!("call-{number}")),
        call: call(),
        time: None,
    });
    let results = spool.submit_all(calls);
    let full = |result: &&Result<(), SpoolError>| matches!(result, Err(SpoolError::Full { .. }));
    assert_eq!(results.iter().filter(full).count(), 50 - whole(&spool));
    assert!(whole(&spool) > 0 && is_empty(spool.staging()));
}

#[test]
fn on_a_disk_that_can_only_be_read_calls_are_seen_and_nothing_changes() {
    inside(SMALL, "changes_nothing_on_a_disk_that_can_only_be_read");
}

#[test]
#[ignore = "run by another test, in a mount of its own"]
fn changes_nothing_on_a_disk_that_can_only_be_read() {
    let spool = Spool::open(place()).unwrap();
    spool.submit_at(&name("a"), &call(), far()).unwrap();
    fs::write(spool.staging().join("call-1-1.part"), "half").unwrap();
    let remounted = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(place())
        .status()
        .unwrap();
    assert!(remounted.success());

    let spool = Spool::open(place()).unwrap();
    assert_eq!(spool.list().unwrap().count(), 1);
    assert_eq!(spool.sweep(), 0);
    let group = spool.submit_all([Submission {
        name: name("b"),
        call: call(),
        time: None,
    }]);
    for (what, error) in [
        ("submit", spool.submit(&name("b"), &call()).unwrap_err()),
        ("group", group.into_iter().next().unwrap().unwrap_err()),
        ("cancel", spool.cancel(&name("a")).unwrap_err()),
        (
            "reschedule",
            spool.reschedule(&name("a"), &name("b"), far()).unwrap_err(),
        ),
    ] {
        assert!(matches!(error, SpoolError::ReadOnly { .. }), "{what}: {error}");
        assert!(error.to_string().contains("remount,rw"), "{what}: {error}");
    }
    assert_eq!(spool.read(&name("a")).unwrap().unwrap().call, Some(call()));
}

/// One device, mounted twice: only the rename finds out.
#[test]
fn two_mounts_of_one_disk_are_two_disks() {
    inside(
        "mount --bind \"$1/outgoing\" \"$1/outgoing\"",
        "does_not_get_to_the_other_mount",
    );
}

#[test]
#[ignore = "run by another test, in a mount of its own"]
fn does_not_get_to_the_other_mount() {
    let spool = Spool::open(place()).unwrap();
    let error = spool.submit(&name("a"), &call()).unwrap_err();
    assert!(matches!(error, SpoolError::OtherFileSystem { .. }), "{error}");
    assert!(
        error.to_string().contains("make files in a folder beside it"),
        "{error}"
    );
    assert!(is_empty(spool.outgoing()) && is_empty(spool.staging()));
}

/// Who may write into the folders, but owns neither them nor the file, can cancel and cannot move.
#[test]
fn a_stranger_is_told_that_the_time_of_a_file_is_its_owners() {
    const STRANGER: u32 = 54321;
    let place = tempfile::tempdir().unwrap();
    let folders = ["", "outgoing", "tmp"].map(|folder| place.path().join(folder));
    for folder in &folders[1..] {
        fs::create_dir(folder).unwrap();
    }
    let spool = Spool::open(place.path()).unwrap();
    spool.submit_at(&name("a"), &call(), far()).unwrap();
    let file = spool.outgoing().join("a");
    if chown(&file, Some(65534), Some(65534)).is_err() {
        eprintln!("skipped: only root gives files away");
        return;
    }
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).unwrap();
    for folder in &folders {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
    }
    // Where everybody may run it.
    let program = place.path().join("disks");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let output = Command::new(program)
        .args([
            "--exact",
            "--ignored",
            "cannot_set_the_time_of_another_users_file",
        ])
        .env(PLACE, place.path())
        .uid(STRANGER)
        .gid(STRANGER)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    assert_eq!(spool.pending().unwrap()[0].due, far());
}

#[test]
#[ignore = "run by another test, as another user"]
fn cannot_set_the_time_of_another_users_file() {
    let spool = Spool::open(place()).unwrap();
    let error = spool
        .reschedule(&name("a"), &name("b"), far() + Duration::from_secs(60))
        .unwrap_err();
    assert!(matches!(error, SpoolError::Denied { .. }), "{error}");
    let words = error.to_string();
    assert!(
        words.starts_with("no permission to set the time of ") && words.ends_with("or as root"),
        "{words}"
    );
}

//! Who writes is killed at each system call, by its name and its occurrence: Asterisk finds nothing or the whole file.
//!
//! `cargo test -p switchhook-callfile --test kill -- --ignored`, with strace. Without it, `spool::fault` in the crate
//! does the same at each call that changes the disk.
//!
//! A program of its own, without the test harness: that has a second thread, and strace counts the calls of each thread.

#![cfg_attr(
    all(target_os = "linux", feature = "spool"),
    expect(
        clippy::disallowed_methods,
        reason = "tests look at files and start themselves again; the core does neither"
    )
)]
#![expect(clippy::print_stdout, reason = "says what was tested, as the harness would")]

const TEST: &str = "killed_at_any_system_call_nothing_is_half_done";

fn main() {
    #[cfg(all(target_os = "linux", feature = "spool"))]
    if let Ok(order) = std::env::var(kill::ORDER) {
        return kill::obey(&order);
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let named = arguments
        .iter()
        .filter(|argument| !argument.starts_with("--"))
        .all(|filter| TEST.contains(filter.as_str()));
    let asked = arguments
        .iter()
        .any(|argument| ["--ignored", "--include-ignored"].contains(&argument.as_str()));
    let (passed, ignored) = match (named, asked) {
        (false, _) => (0, 0),
        (true, false) => {
            println!("test {TEST} ... ignored, needs strace: .ci/levels/live installs it");
            (0, 1)
        }
        (true, true) => {
            #[cfg(all(target_os = "linux", feature = "spool"))]
            kill::everywhere();
            println!("test {TEST} ... ok");
            (1, 0)
        }
    };
    println!("test result: ok. {passed} passed; 0 failed; {ignored} ignored");
}

#[cfg(all(target_os = "linux", feature = "spool"))]
mod kill {
    use std::collections::BTreeMap;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::process::Command;
    use std::time::{Duration, SystemTime};

    use switchhook_callfile::{CallFile, FileName, Rescheduled, Spool, Submission, Target};

    pub(super) const ORDER: &str = "SWITCHHOOK_TEST_KILL";
    /// Files that are nowhere: asking for them marks the trace.
    const BEGIN: &str = "/switchhook-test-begins";
    const END: &str = "/switchhook-test-ends";

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

    /// Far in the future, in whole seconds.
    fn due(hour: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(2_000_000_000 + hour * 3600)
    }

    fn deed(deed: &str, spool: &Spool) {
        match deed {
            "submit" => spool.submit_at(&name("a"), &call(), due(0)).unwrap(),
            "group" => {
                let calls = ["a", "b", "c"].map(|file| Submission {
                    name: name(file),
                    call: call(),
                    time: Some(due(0)),
                });
                assert!(spool.submit_all(calls).iter().all(Result::is_ok));
            }
            "cancel" => assert!(spool.cancel(&name("a")).unwrap().is_some()),
            "reschedule" => {
                let moved = spool.reschedule(&name("a"), &name("b"), due(1)).unwrap();
                assert_eq!(moved, Rescheduled::Moved);
            }
            deed => panic!("{deed}"),
        }
    }

    /// In the process that is killed.
    pub(super) fn obey(order: &str) {
        let (what, folder) = order.split_once(' ').unwrap();
        let spool = Spool::open(folder).unwrap();
        assert!(fs::metadata(BEGIN).is_err());
        deed(what, &spool);
        assert!(fs::metadata(END).is_err());
    }

    /// A system call of the deed: its name, and the how manieth of that name it is in the whole process.
    type Point = (String, usize);

    /// Runs the deed under strace, and gives the system calls of the deed as far as it came.
    fn traced(what: &str, folder: &Path, kill: Option<&Point>) -> Vec<Point> {
        let log = folder.join("trace");
        let mut strace = Command::new("strace");
        strace.arg("-f").arg("-o").arg(&log);
        if let Some((name, occurrence)) = kill {
            strace.arg(format!("--inject={name}:signal=KILL:when={occurrence}"));
        }
        let output = strace
            .arg(std::env::current_exe().unwrap())
            // One thread: strace counts the calls of each by themselves.
            .args([
                "--test-threads=1",
                "--exact",
                "--ignored",
                "does_what_another_test_says",
            ])
            .env(ORDER, format!("{what} {}", folder.display()))
            .output()
            .expect("needs strace: `apt-get install strace`");
        assert_eq!(output.status.success(), kill.is_none(), "{output:?}");
        let log = fs::read_to_string(&log).unwrap();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut points = Vec::new();
        let mut begun = false;
        for line in log.lines() {
            let call = line
                .trim_start_matches(|letter: char| letter.is_ascii_digit())
                .trim_start();
            let name = call.split('(').next().unwrap_or_default();
            if name == call || name.contains(' ') {
                // The end of the process, or of a call that another thread interrupted.
                assert!(
                    name.starts_with("+++") || name.starts_with("---") || name.starts_with("<..."),
                    "{line}"
                );
                continue;
            }
            let count = counts.entry(name).or_default();
            *count += 1;
            if call.contains(END) {
                return points;
            }
            if begun {
                points.push((name.to_owned(), *count));
            }
            begun |= call.contains(BEGIN);
        }
        assert!(kill.is_some() && begun, "{log}");
        points
    }

    /// A spool in which the deed can be done.
    fn spool(what: &str) -> (tempfile::TempDir, Spool) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["outgoing", "tmp"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let spool = Spool::open(folder.path()).unwrap();
        if matches!(what, "cancel" | "reschedule") {
            spool.submit_at(&name("a"), &call(), due(0)).unwrap();
        }
        (folder, spool)
    }

    /// What Asterisk would find: each file is the whole call, with a time of ours.
    fn found(spool: &Spool) -> Vec<(String, SystemTime)> {
        let mut files: Vec<_> = fs::read_dir(spool.outgoing())
            .unwrap()
            .map(|entry| {
                let path: PathBuf = entry.unwrap().path();
                assert_eq!(fs::read(&path).unwrap(), call().to_bytes(), "{}", path.display());
                let time = fs::metadata(&path).unwrap().modified().unwrap();
                (path.file_name().unwrap().to_str().unwrap().to_owned(), time)
            })
            .collect();
        files.sort();
        files
    }

    pub(super) fn everywhere() {
        for what in ["submit", "group", "cancel", "reschedule"] {
            let (folder, _) = spool(what);
            let points = traced(what, folder.path(), None);
            let names: Vec<&str> = points.iter().map(|(name, _)| name.as_str()).collect();
            // The trace is of what is meant: a file is written out and renamed.
            for needed in ["fsync", "renameat2"] {
                assert!(names.contains(&needed) || what == "cancel", "{what}: {names:?}");
            }
            let mut endings: Vec<Vec<(String, SystemTime)>> = Vec::new();
            for (at, point) in points.iter().enumerate() {
                let (folder, spool) = spool(what);
                let reached = traced(what, folder.path(), Some(point));
                assert_eq!(reached.last(), Some(point), "{what}: killed elsewhere");
                assert_eq!(reached.len(), at + 1, "{what}: {point:?}");

                let files = found(&spool);
                let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
                let times: Vec<SystemTime> = files.iter().map(|(_, time)| *time).collect();
                let expected = match what {
                    "submit" | "cancel" => names.is_empty() || names == ["a"],
                    "group" => ["a", "b", "c"].starts_with(&names),
                    _ => names == ["a"] || (names == ["b"] && times == [due(1)]),
                };
                assert!(expected, "{what} killed at {point:?}: {files:?}");
                assert!(
                    times.iter().all(|time| [due(0), due(1)].contains(time)),
                    "{files:?}"
                );

                // Who opens the spool next cleans up, and changes nothing else.
                let opened = Spool::open(folder.path()).unwrap();
                assert_eq!(
                    fs::read_dir(opened.staging()).unwrap().count(),
                    0,
                    "{what}: {point:?}"
                );
                assert_eq!(found(&spool), files);
                if !endings.contains(&files) {
                    endings.push(files);
                }
            }
            // It was killed before and after what counts, or the test would show nothing.
            let least = if what == "group" { 4 } else { 2 };
            assert!(endings.len() >= least, "{what}: {endings:?}");
            println!(
                "{what}: killed at {} system calls, {} endings",
                points.len(),
                endings.len()
            );
        }
    }
}

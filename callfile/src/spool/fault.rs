//! Where a test ends the process: before each call that changes something on the disk.

/// Does nothing, except in the tests of this module.
#[cfg(not(test))]
#[inline]
pub(super) const fn point() {}

#[cfg(test)]
pub(super) use tests::point;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::Command;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::{Duration, SystemTime};

    use super::super::{FileName, Spool, Submission};
    use crate::call_file::CallFile;
    use crate::target::Target;

    /// How many points are passed before the process dies; 0 is for ever.
    static LEFT: AtomicU32 = AtomicU32::new(0);

    pub(crate) fn point() {
        // The process that dies has one writer, so nobody else counts in between.
        if LEFT.load(Ordering::Relaxed) > 0 && LEFT.fetch_sub(1, Ordering::Relaxed) == 1 {
            // As with SIGKILL: nothing is dropped, nothing is cleaned up.
            std::process::abort();
        }
    }

    const DIE: &str = "SWITCHHOOK_TEST_DIE";

    fn call() -> CallFile {
        let target = Target::extension("internal", "200").unwrap();
        CallFile::builder("PJSIP/100", target).build().unwrap()
    }

    fn name(name: &str) -> FileName {
        FileName::new(name).unwrap()
    }

    /// Far in the future, in whole seconds.
    fn due(hour: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(4_102_444_800 + hour * 3600)
    }

    fn deed(deed: &str, spool: &Spool) {
        match deed {
            "submit" => spool.submit_at(&name("a"), &call(), due(0)).unwrap(),
            "all" => {
                let calls = ["a", "b", "c"].map(|file| Submission {
                    name: name(file),
                    call: call(),
                    time: Some(due(0)),
                });
                assert!(spool.submit_all(calls).iter().all(Result::is_ok));
            }
            "cancel" => assert!(spool.cancel(&name("a")).unwrap().is_some()),
            "reschedule" => {
                let _ = spool.reschedule(&name("a"), &name("b"), due(1)).unwrap();
            }
            deed => panic!("{deed}"),
        }
    }

    #[test]
    #[ignore = "run by another test, as a process that dies"]
    #[expect(
        clippy::disallowed_methods,
        reason = "what to do and when to die comes from the other test"
    )]
    fn does_what_another_test_says_and_dies() {
        let order = std::env::var(DIE).expect("run by another test, as a process that dies");
        let [what, at, folder] = order.splitn(3, ' ').collect::<Vec<_>>()[..] else {
            panic!("{order}")
        };
        let spool = Spool::open(folder).unwrap();
        LEFT.store(at.parse().unwrap(), Ordering::Relaxed);
        deed(what, &spool);
    }

    /// Whether the deed was done before it could die at this point.
    #[expect(clippy::disallowed_methods, reason = "a process that dies is another one")]
    fn dies(deed: &str, at: u32, folder: &Path) -> bool {
        let output = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "--ignored",
                "spool::fault::tests::does_what_another_test_says_and_dies",
            ])
            .env(DIE, format!("{deed} {at} {}", folder.display()))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(
            !said.contains("panicked") && said.contains("running 1 test"),
            "{said}"
        );
        !output.status.success()
    }

    /// Every file in `outgoing` is the whole call with a time of ours; their names.
    fn whole_files(spool: &Spool, times: &[SystemTime]) -> Vec<String> {
        let mut names = Vec::new();
        for listed in spool.list().unwrap() {
            let listed = listed.unwrap();
            assert_eq!(listed.report.call, Some(call()), "{listed:?}");
            assert!(times.contains(&listed.due), "{listed:?}");
            names.push(listed.name.to_string());
        }
        names.sort();
        names
    }

    /// A spool with what the deed needs, the point at which it dies, and what `outgoing` has then.
    fn at_each_point(what: &str, before: &[&str], mut then: impl FnMut(&Spool)) -> u32 {
        for at in 1.. {
            let folder = tempfile::tempdir().unwrap();
            for name in ["outgoing", "tmp"] {
                fs::create_dir(folder.path().join(name)).unwrap();
            }
            let spool = Spool::open(folder.path()).unwrap();
            for file in before {
                spool.submit_at(&name(file), &call(), due(0)).unwrap();
            }
            let died = dies(what, at, folder.path());
            then(&spool);
            // The next one that opens the spool cleans up.
            Spool::open(folder.path()).unwrap();
            assert_eq!(fs::read_dir(spool.staging()).unwrap().count(), 0, "{what} {at}");
            then(&spool);
            if !died {
                return at - 1;
            }
        }
        unreachable!("a deed has an end")
    }

    #[test]
    fn a_writer_that_dies_leaves_nothing_or_the_whole_file() {
        let mut seen = [0; 2];
        let points = at_each_point("submit", &[], |spool| {
            let files = whole_files(spool, &[due(0)]);
            assert!(files.is_empty() || files == ["a"], "{files:?}");
            seen[files.len()] += 1;
        });
        // Made, written, timed, synced; renamed, synced. Given away only where the owner is another.
        assert_eq!((points, seen), (6, [10, 4]));
    }

    #[test]
    fn a_writer_of_many_that_dies_leaves_whole_files() {
        let mut seen = [0; 4];
        let points = at_each_point("all", &[], |spool| {
            let files = whole_files(spool, &[due(0)]);
            assert!(["a", "b", "c"].starts_with(&files.iter().map(String::as_str).collect::<Vec<_>>()));
            seen[files.len()] += 1;
        });
        assert_eq!(points, if cfg!(target_os = "linux") { 14 } else { 16 });
        assert!(seen.iter().all(|seen| *seen > 0), "{seen:?}");
    }

    #[test]
    fn who_dies_while_cancelling_leaves_the_whole_file_or_none() {
        let mut seen = [0; 2];
        at_each_point("cancel", &["a"], |spool| {
            let files = whole_files(spool, &[due(0)]);
            assert!(files.is_empty() || files == ["a"], "{files:?}");
            seen[files.len()] += 1;
        });
        assert!(seen.iter().all(|seen| *seen > 0), "{seen:?}");
    }

    #[test]
    fn who_dies_while_rescheduling_leaves_one_call() {
        let mut names = Vec::new();
        let points = at_each_point("reschedule", &["a"], |spool| {
            let files = whole_files(spool, &[due(0), due(1)]);
            assert_eq!(files.len(), 1, "{files:?}");
            if files == ["b"] {
                assert_eq!(whole_files(spool, &[due(1)]), ["b"]);
            }
            names.extend(files);
        });
        assert_eq!(points, 4);
        assert!(
            names.contains(&"a".to_owned()) && names.contains(&"b".to_owned()),
            "{names:?}"
        );
    }
}

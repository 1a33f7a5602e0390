//! Child processes that cannot outlive us.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Result, RigError, at};

/// A shell that runs a command and ends it when its own standard input closes, which the kernel does for us even
/// when we are killed, or when the time is up, or when it gets a signal itself.
///
/// It leads a process group, and signals the group: a `timeout` that is told to end in the moment in which it starts
/// its command would leave the command behind.
const GUARD: &str = r#"
limit=$1; shift
exec 3<&0
stopped=
stop() { trap '' TERM INT HUP; stopped=yes; kill -TERM 0; }
trap stop TERM INT HUP
timeout --foreground --kill-after=3 "$limit" "$@" </dev/null 3<&- &
child=$!
# A signal is lost on a command that is just being started, so there is a second one, and then an end.
( trap '' TERM INT HUP; read -r _ <&3; kill -TERM 0; sleep 1; kill -TERM 0; sleep 4; kill -KILL 0 ) &
watch=$!
exec 3<&-
# Told to stop before there was anything to stop.
[ -z "$stopped" ] || kill -TERM 0
while :; do
    wait "$child"
    status=$?
    # A signal ends the waiting, not yet the command.
    kill -0 "$child" 2>/dev/null || break
done
kill -KILL "$watch" 2>/dev/null
exit "$status"
"#;

/// A running command with a time limit. Dropping it stops the command.
#[derive(Debug)]
pub(crate) struct Guarded {
    child: Child,
}

impl Guarded {
    /// Starts `program` with its output appended to `log`; it is ended after `limit` at the latest.
    pub(crate) fn spawn<S: AsRef<OsStr>>(
        program: &str,
        arguments: impl IntoIterator<Item = S>,
        folder: &Path,
        log: &Path,
        limit: Duration,
    ) -> Result<Self> {
        let output = append(log)?;
        let errors = output.try_clone().map_err(at(log))?;
        let child = Command::new("sh")
            .args([
                "-c",
                GUARD,
                "switchhook-rig-guard",
                &limit.as_secs().to_string(),
                program,
            ])
            .args(arguments)
            .current_dir(folder)
            // The root folder has a clock of its own: UTC.
            .env_remove("TZ")
            // What kills our whole group, such as timeout(1), must not take the guard along.
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .map_err(|source| RigError::Run {
                program: program.to_owned(),
                source,
            })?;
        Ok(Self { child })
    }

    /// How the command ended, if it did.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Waits for the command to end by itself.
    pub(crate) fn wait(&mut self, within: Duration) -> Option<ExitStatus> {
        let end = Instant::now() + within;
        loop {
            if let Some(status) = self.ended() {
                return Some(status);
            }
            if Instant::now() >= end {
                return None;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Asks the command to end and waits until it has.
    pub(crate) fn stop(&mut self) {
        drop(self.child.stdin.take());
        // `timeout` kills after three seconds what did not end when asked.
        if self.wait(Duration::from_secs(6)).is_none() {
            signal_group(self.child.id(), "KILL");
            let _ = self.child.wait();
        }
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Starts a command that outlives us, for `up`. It still ends after `limit`.
pub(crate) fn spawn_detached<S: AsRef<OsStr>>(
    program: &str,
    arguments: impl IntoIterator<Item = S>,
    log: &Path,
    limit: Duration,
) -> Result<Child> {
    let output = append(log)?;
    let errors = output.try_clone().map_err(at(log))?;
    Command::new("setsid")
        .args(["timeout", "--kill-after=5", &limit.as_secs().to_string(), program])
        .args(arguments)
        .current_dir("/")
        .env_remove("TZ")
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(errors)
        .spawn()
        .map_err(|source| RigError::Run {
            program: program.to_owned(),
            source,
        })
}

/// Sends a signal to a process by its number.
pub(crate) fn signal(pid: u32, signal: &str) {
    let _ = Command::new("sh")
        .args([
            "-c",
            r#"kill -"$1" "$2" 2>/dev/null"#,
            "kill",
            signal,
            &pid.to_string(),
        ])
        .status();
}

/// Sends a signal to a process group by its leader's number.
fn signal_group(leader: u32, signal: &str) {
    let _ = Command::new("sh")
        .args([
            "-c",
            // Not `kill -KILL -- -7`: Debian's sh takes `--` for a number.
            r#"kill -"$1" -"$2" 2>/dev/null"#,
            "kill",
            signal,
            &leader.to_string(),
        ])
        .status();
}

/// Whether we run as root.
pub(crate) fn is_root() -> bool {
    std::fs::read_to_string("/proc/self/status").is_ok_and(|status| {
        status
            .lines()
            .find_map(|line| line.strip_prefix("Uid:"))
            .is_some_and(|ids| {
                // Real, effective, saved, file system.
                ids.split_whitespace().nth(1) == Some("0")
            })
    })
}

/// The path of a program, also in the folders that only root has in its `PATH`.
pub(crate) fn find(program: &'static str, package: &'static str) -> Result<std::path::PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
        .ok_or(RigError::MissingProgram { program, package })
}

fn append(log: &Path) -> Result<File> {
    OpenOptions::new()
        .create(true)
        .append(true)
        .open(log)
        .map_err(at(log))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alive(pid: &str) -> bool {
        Path::new("/proc").join(pid).join("cmdline").metadata().is_ok()
            && std::fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|s| !s.contains(") Z "))
    }

    /// A process that was told to end while it was being started may need a moment more than its guard.
    fn gone(pid: &str) {
        crate::wait_for("the child to be gone", Duration::from_secs(5), || {
            (!alive(pid)).then_some(())
        })
        .unwrap();
    }

    #[test]
    fn a_dropped_child_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let script = "echo $$; exec sleep 30";
        let child =
            Guarded::spawn("sh", ["-c", script], folder.path(), &log, Duration::from_secs(60)).unwrap();
        let pid = crate::wait_for("the child's number", Duration::from_secs(5), || {
            std::fs::read_to_string(&log)
                .ok()
                .filter(|t| t.ends_with('\n'))
                .map(|t| t.trim().to_owned())
        })
        .unwrap();
        assert!(alive(&pid));
        drop(child);
        gone(&pid);
    }

    #[test]
    fn a_signal_to_the_guard_ends_the_child() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let mut child = Guarded::spawn(
            "sh",
            ["-c", "echo $$; exec sleep 30"],
            folder.path(),
            &log,
            Duration::from_secs(60),
        )
        .unwrap();
        let pid = crate::wait_for("the child's number", Duration::from_secs(5), || {
            std::fs::read_to_string(&log)
                .ok()
                .filter(|t| t.ends_with('\n'))
                .map(|t| t.trim().to_owned())
        })
        .unwrap();
        signal(child.child.id(), "TERM");
        assert!(child.wait(Duration::from_secs(5)).is_some());
        gone(&pid);
    }

    #[test]
    fn a_child_that_does_not_want_to_end_is_killed() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let script = "trap '' TERM; echo $$; while :; do sleep 1; done";
        let mut child =
            Guarded::spawn("sh", ["-c", script], folder.path(), &log, Duration::from_secs(60)).unwrap();
        let pid = crate::wait_for("the child's number", Duration::from_secs(5), || {
            let said = std::fs::read_to_string(&log).ok()?;
            said.ends_with('\n').then(|| said.trim().to_owned())
        })
        .unwrap();
        // What `stop` does after some seconds of asking.
        signal_group(child.child.id(), "KILL");
        assert!(child.wait(Duration::from_secs(5)).is_some());
        gone(&pid);
    }

    #[test]
    fn a_child_that_ends_by_itself_reports_how() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let mut child = Guarded::spawn(
            "sh",
            ["-c", "exit 7"],
            folder.path(),
            &log,
            Duration::from_secs(60),
        )
        .unwrap();
        assert_eq!(child.wait(Duration::from_secs(5)).unwrap().code(), Some(7));
    }

    #[test]
    fn time_up_ends_the_child() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let mut child = Guarded::spawn("sleep", ["30"], folder.path(), &log, Duration::from_secs(1)).unwrap();
        assert_eq!(child.wait(Duration::from_secs(5)).unwrap().code(), Some(124));
    }
}

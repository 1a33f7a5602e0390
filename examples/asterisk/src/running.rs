//! A process that runs an instance: is it there, is it ours, make it answer, make it stop.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::error::{Result, RigError};
use crate::manager::Manager;
use crate::process::signal;
use crate::site::{Site, Task};
use crate::wait::wait_for;

/// How long Asterisk may take to load everything, on a slow and busy machine.
const BOOT: Duration = Duration::from_secs(60);

/// The arguments after `chroot`.
pub(crate) fn command(site: &Site) -> Vec<String> {
    let mut words = vec![site.root.display().to_string()];
    // Not `-U root`: the capabilities it drops hide root's own files from it.
    words.extend(
        [
            "/usr/sbin/asterisk",
            "-f",
            "-U",
            "asterisk",
            "-G",
            "asterisk",
            "-C",
        ]
        .map(str::to_owned),
    );
    words.push(configuration(site));
    words
}

fn configuration(site: &Site) -> String {
    format!("{}/etc/asterisk.conf", site.inside)
}

/// The process of the instance's Asterisk, if it runs and is verifiably that.
///
/// The number comes from Asterisk's own file, which may be old and the number somebody else's by now. So the process
/// must live in our root folder and have been started with this instance's configuration.
pub(crate) fn pid(site: &Site) -> Option<u32> {
    let text = fs::read_to_string(site.folder.join("run/asterisk.pid")).ok()?;
    let pid: u32 = text.trim().parse().ok()?;
    let process = Path::new("/proc").join(pid.to_string());
    let inside = fs::read_link(process.join("root")).ok()? == fs::canonicalize(&site.root).ok()?;
    let words = fs::read(process.join("cmdline")).ok()?;
    let ours = words
        .split(|b| *b == 0)
        .any(|word| word == configuration(site).as_bytes());
    (inside && ours).then_some(pid)
}

/// Waits until Asterisk says that it has booted; gives up at once when `ended` says that it is no longer there.
pub(crate) fn booted(site: &Site, mut ended: impl FnMut() -> Option<String>) -> Result<()> {
    let failed = |reason: String| RigError::Start {
        reason,
        log: tail(&site.log()),
    };
    let outcome = wait_for("Asterisk to boot", BOOT, || {
        if let Some(how) = ended() {
            return Some(Err(failed(how)));
        }
        // The port opens before the modules are there; `FullyBooted` says when they are.
        let mut manager = Manager::connect(site.ami_addr()).ok()?;
        let (user, secret) = site.account(Task::Events);
        let reply = manager.login(user, secret.expose()).ok()?;
        if reply.get("Response") != Some("Success") {
            return None;
        }
        manager
            .event(Duration::from_secs(30), |event| event.is_event("FullyBooted"))
            .ok()
            .map(|_| Ok(()))
    });
    outcome.unwrap_or_else(|e| Err(failed(e.to_string())))
}

/// Stops the instance's Asterisk if it runs. Says whether it did.
pub(crate) fn stop(site: &Site) -> Result<bool> {
    let Some(number) = pid(site) else { return Ok(false) };
    let gone = |within| wait_for("Asterisk to stop", within, || pid(site).is_none().then_some(()));
    signal(number, "TERM");
    if gone(Duration::from_secs(10)).is_err() {
        signal(number, "KILL");
        let within = Duration::from_secs(5);
        gone(within).map_err(|_| RigError::Stop { pid: number, within })?;
    }
    Ok(true)
}

fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(15)..].join("\n")
}

//! Which bytes does a real Asterisk send? Records manager sessions of both versions for switchhook-ami's tests.
//!
//! `cargo run -p switchhook-rig --example capture -- ami/testdata`
//!
//! Files that exist are left alone. Secrets are replaced by the word `redacted`, and so is what follows from them: the
//! key of an MD5 login is that of the recorded challenge and the secret `redacted`.

mod calls;
mod laboratory;
mod replies;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use switchhook_rig::{Instance, Manager, Reply, Speaker, Task, Version};

type Outcome = Result<(), Box<dyn Error>>;

const SOON: Duration = Duration::from_secs(10);
/// Stands for every secret in the files.
const REDACTED: &str = "redacted";

fn main() -> Outcome {
    let folder = std::env::args()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("say where to write: capture ami/testdata")?;
    for version in Version::wanted()? {
        laboratory::lists(&folder, version)?;
        let capture = Capture {
            pbx: Instance::start(version)?,
            folder: folder.clone(),
        };
        capture.logins()?;
        capture.lists()?;
        capture.astdb()?;
        capture.configuration()?;
        capture.command()?;
        capture.refusals()?;
        capture.call()?;
        capture.calls_that_fail()?;
        capture.queue_call()?;
        capture.trunk_call()?;
        capture.transfer()?;
        capture.parking_and_recording()?;
    }
    Ok(())
}

struct Capture {
    pbx: Instance,
    folder: PathBuf,
}

impl Capture {
    fn login(&self, task: Task) -> Result<Manager, Box<dyn Error>> {
        let (user, secret) = self.pbx.account(task);
        let mut manager = Manager::connect(self.pbx.ami_addr())?;
        accepted(&manager.login(user, secret.expose())?)?;
        Ok(manager)
    }

    /// A session without events, for what is about replies only.
    fn quiet(&self, task: Task) -> Result<Manager, Box<dyn Error>> {
        let (user, secret) = self.pbx.account(task);
        let mut manager = Manager::connect(self.pbx.ami_addr())?;
        let login = [
            ("Action", "Login"),
            ("Username", user),
            ("Secret", secret.expose()),
            ("Events", "off"),
        ];
        accepted(&manager.ask(&login)?)?;
        Ok(manager)
    }

    /// Ping brings what is still on its way, Logoff ends the session as a client should.
    fn end(&self, mut manager: Manager, name: &str, about: &str) -> Outcome {
        ask(&mut manager, &[("Action", "Ping")])?;
        ask(&mut manager, &[("Action", "Logoff")])?;
        self.write(name, about, &manager, &[])
    }

    fn write(&self, name: &str, about: &str, manager: &Manager, replace: &[(&str, &str)]) -> Outcome {
        let path = self.folder.join(format!("{}-{name}.txt", self.pbx.version));
        let mut pairs: Vec<(String, String)> = replace
            .iter()
            .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
            .collect();
        for task in Task::ALL {
            pairs.push((self.pbx.account(task).1.expose().to_owned(), REDACTED.to_owned()));
        }
        // The instance's folder is named after our process.
        pairs.push((format!("/{}/", self.pbx.name), "/rig/".to_owned()));
        write(&path, about, manager, &pairs)
    }
}

/// Writes a transcript, with each first text of `replace` as the second, unless there is one already.
fn write(path: &Path, about: &str, manager: &Manager, replace: &[(String, String)]) -> Outcome {
    if path.exists() {
        return Ok(());
    }
    let mut bytes = format!(
        "# {}\n# Captured by examples/asterisk/examples/capture.\n",
        capitalised(about)
    )
    .into_bytes();
    for (speaker, said) in manager.transcript() {
        let mark: &[u8] = if *speaker == Speaker::Client {
            b"C: "
        } else {
            b"S: "
        };
        for line in said.split_inclusive(|byte| *byte == b'\n') {
            bytes.extend_from_slice(mark);
            bytes.extend_from_slice(line);
        }
    }
    for (from, to) in replace {
        bytes = replaced(&bytes, from.as_bytes(), to.as_bytes());
    }
    Ok(fs::write(path, bytes)?)
}

fn ask(manager: &mut Manager, lines: &[(&str, &str)]) -> Outcome {
    manager.ask(lines)?;
    Ok(())
}

fn accepted(reply: &Reply) -> Outcome {
    match reply.get("Response") {
        Some("Success") => Ok(()),
        _ => Err(format!("not accepted: {reply:?}").into()),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

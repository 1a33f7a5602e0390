//! What does Asterisk say about a call, from its first channel to its last record? Records the events of calls, CEL and
//! CDR among them, of both versions, for the journeys of switchhook-portal-core.
//!
//! `cargo run -p switchhook-rig --example capture-calls -- portal-core/testdata/calls`
//!
//! Files that exist are left alone. What is about phones and sound rather than about the call is left out.

mod scenarios;

use std::error::Error;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use switchhook_rig::{Instance, Manager, Reply, Speaker, Task, Version};

type Outcome = Result<(), Box<dyn Error>>;

const SOON: Duration = Duration::from_secs(10);
/// After the last of a call has come, its records follow within this.
const RECORDS: Duration = Duration::from_secs(2);
/// What CEL reports the begin and end of: there is no word for all of them.
const APPLICATIONS: &str = "agi,background,confbridge,directory,echo,musiconhold,park,parkedcall,pickup,pickupchan,\
                            playback,queue,read,record,voicemail,voicemailmain,waitexten";
/// Events that say nothing about a call.
const LEFT_OUT: [&str; 9] = [
    "ContactStatus",
    "DeviceStateChange",
    "ExtensionStatus",
    "FullyBooted",
    "PeerStatus",
    "QueueMemberStatus",
    "RTCPReceived",
    "RTCPSent",
    "VarSet",
];

fn main() -> Outcome {
    let folder = std::env::args()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("say where to write: capture-calls portal-core/testdata/calls")?;
    fs::create_dir_all(&folder)?;
    for version in Version::wanted()? {
        let missing: Vec<_> = scenarios::ALL
            .into_iter()
            .map(|(name, about, play)| (folder.join(format!("{version}-{name}.txt")), about, play))
            .filter(|(path, ..)| !path.exists())
            .collect();
        if missing.is_empty() {
            continue;
        }
        let pbx = prepared(version)?;
        for (path, about, play) in missing {
            let mut trace = Trace::begin(&pbx)?;
            play(&pbx, &mut trace)?;
            trace.write(&path, about)?;
        }
    }
    Ok(())
}

/// The company with CEL, with the extensions of the scenarios, and with an account that hears of applications and keys.
fn prepared(version: Version) -> Result<Instance, Box<dyn Error>> {
    let mut pbx = Instance::start(version)?;
    pbx.stop();
    let folder = pbx.config_dir();
    fs::write(
        folder.join("cel.conf"),
        format!("[general]\nenable = yes\napps = {APPLICATIONS}\nevents = ALL\n[manager]\nenabled = yes\n"),
    )?;
    append(&folder.join("extensions.conf"), include_str!("etc.conf"))?;
    append(
        &folder.join("queues.conf"),
        "\n[second]\nstrategy = ringall\ntimeout = 15\nmember => PJSIP/104,0,Emma Roche,PJSIP/104\n",
    )?;
    pbx.start_again()?;
    Ok(pbx)
}

fn append(path: &Path, text: &str) -> Outcome {
    Ok(OpenOptions::new()
        .append(true)
        .open(path)?
        .write_all(text.as_bytes())?)
}

/// The events of one scenario.
struct Trace {
    events: Manager,
    calls: Manager,
    state: Manager,
    linked: usize,
}

impl Trace {
    fn begin(pbx: &Instance) -> Result<Self, Box<dyn Error>> {
        let login = |task| -> Result<Manager, Box<dyn Error>> {
            let (user, secret) = pbx.account(task);
            let mut manager = Manager::connect(pbx.ami_addr())?;
            manager.login(user, secret.expose())?;
            Ok(manager)
        };
        Ok(Self {
            events: login(Task::Events)?,
            calls: login(Task::Calls)?,
            state: login(Task::State)?,
            linked: 1,
        })
    }

    /// How many calls, each with a linked id of its own, are to end before the trace does; one by default.
    fn calls(&mut self, calls: usize) {
        self.linked = calls;
    }

    /// The first event of this name for which a header begins with this.
    fn sees(&mut self, event: &str, header: &str, begin: &str) -> Result<Reply, Box<dyn Error>> {
        let is_it = |message: &Reply| {
            message.is_event(event) && message.get(header).is_some_and(|value| value.starts_with(begin))
        };
        Ok(self.events.event(SOON, is_it)?)
    }

    /// Waits for the end of everything, and keeps it.
    fn write(mut self, path: &Path, about: &str) -> Outcome {
        for _ in 0..self.linked {
            self.sees("CEL", "EventName", "LINKEDID_END")
                .map_err(|error| format!("{}: {error}", path.display()))?;
        }
        while self
            .events
            .event(RECORDS, |message| message.is_event("Cdr"))
            .is_ok()
        {}
        let mut text = format!("# {about}\n# Captured by examples/asterisk/examples/capture-calls.\n");
        for (_, said) in self
            .events
            .transcript()
            .iter()
            .filter(|(speaker, _)| *speaker == Speaker::Server)
        {
            let message = String::from_utf8_lossy(said).replace("\r\n", "\n");
            let name = message
                .lines()
                .next()
                .and_then(|line| line.strip_prefix("Event: "));
            if name.is_some_and(|name| !LEFT_OUT.contains(&name)) {
                text.push('\n');
                text.push_str(message.trim_end());
                text.push('\n');
            }
        }
        Ok(fs::write(path, text)?)
    }
}

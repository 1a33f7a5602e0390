//! Which bytes does a real Asterisk send? Records manager sessions of both versions for switchhook-ami's tests.
//!
//! `cargo run -p switchhook-rig --example capture -- ami/testdata`
//!
//! Files that exist are left alone. Secrets are replaced by the word `redacted`, and so is what follows from them: the
//! key of an MD5 login is that of the recorded challenge and the secret `redacted`.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use md5::{Digest, Md5};
use switchhook_rig::{Behaviour, Instance, Manager, Reply, Speaker, Task, Version, wait_for};

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
    fn logins(&self) -> Outcome {
        let (user, secret) = self.pbx.account(Task::Events);
        let mut plain = self.login(Task::Events)?;
        plain.event(SOON, |e| e.is_event("FullyBooted"))?;
        self.end(plain, "login", "login with the secret as text, ping, logoff")?;

        let mut md5 = Manager::connect(self.pbx.ami_addr())?;
        let reply = md5.ask(&[("Action", "Challenge"), ("AuthType", "MD5")])?;
        let challenge = reply.get("Challenge").ok_or("no challenge")?.to_owned();
        let real = key(&challenge, secret.expose());
        let login = [
            ("Action", "Login"),
            ("AuthType", "MD5"),
            ("Username", user),
            ("Key", &real),
        ];
        accepted(&md5.ask(&login)?)?;
        ask(&mut md5, &[("Action", "Ping")])?;
        ask(&mut md5, &[("Action", "Logoff")])?;
        let shown = key(&challenge, REDACTED);
        let about = "login with a key made from the challenge (the secret is `redacted`)";
        self.write("login-md5", about, &md5, &[(&real, &shown)])?;

        let mut wrong = Manager::connect(self.pbx.ami_addr())?;
        wrong.ask(&[("Action", "Ping")])?;
        wrong.ask(&[("Action", "Login"), ("Username", user), ("Secret", "guess")])?;
        self.write(
            "login-refused",
            "an action before login, then a wrong secret; Asterisk closes",
            &wrong,
            &[],
        )
    }

    fn lists(&self) -> Outcome {
        let _bruno = self.pbx.phone("101", &Behaviour::answer())?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let mut call = alice.calls("101")?;
        call.answered(SOON)?;
        let mut events = self.quiet(Task::Events)?;
        for action in [
            &[("Action", "CoreShowChannels")][..],
            &[("Action", "Status")],
            &[("Action", "BridgeList")],
            &[("Action", "QueueStatus")],
            &[("Action", "QueueStatus"), ("Queue", "nowhere")],
            &[("Action", "QueueSummary")],
            &[("Action", "DeviceStateList")],
            &[("Action", "ExtensionStateList")],
            &[("Action", "VoicemailUsersList")],
        ] {
            events.list(action)?;
        }
        ask(&mut events, &[("Action", "CoreSettings")])?;
        ask(&mut events, &[("Action", "CoreStatus")])?;
        call.hang_up();
        wait_for("the channels to go", SOON, || {
            events
                .list(&[("Action", "CoreShowChannels")])
                .ok()?
                .is_empty()
                .then_some(())
        })?;
        self.end(
            events,
            "lists",
            "lists while two phones talk, and after; the session wants no events",
        )
    }

    fn astdb(&self) -> Outcome {
        let mut state = self.login(Task::State)?;
        let key = [("Family", "record"), ("Key", "101")];
        for (action, value) in [
            ("DBGet", None),
            ("DBPut", Some("1")),
            ("DBGet", None),
            ("DBGetTree", None),
            ("DBDel", None),
            ("DBDel", None),
        ] {
            let mut lines = vec![("Action", action)];
            lines.extend(key);
            lines.extend(value.map(|v| ("Val", v)));
            if action == "DBGet" || action == "DBGetTree" {
                // A missing key is an error, and worth recording.
                let _ = state.list(&lines);
            } else {
                ask(&mut state, &lines)?;
            }
        }
        self.end(
            state,
            "astdb",
            "AstDB: missing, put, get, tree, delete, delete again",
        )
    }

    fn configuration(&self) -> Outcome {
        let mut config = self.login(Task::Config)?;
        let file = "switchhook/phones.conf";
        let update = [
            ("Action", "UpdateConfig"),
            ("SrcFilename", file),
            ("DstFilename", file),
        ];
        let new = [
            ("Action-000000", "NewCat"),
            ("Cat-000000", "ab12cd34"),
            ("Action-000001", "Append"),
            ("Cat-000001", "ab12cd34"),
            ("Var-000001", "type"),
            ("Value-000001", "wizard"),
            ("Action-000002", "Append"),
            ("Cat-000002", "ab12cd34"),
            ("Var-000002", "endpoint/callerid"),
            ("Value-000002", "\"Zoe Blanc\" <106>"),
        ];
        let bad = [
            ("Action-000000", "Append"),
            ("Cat-000000", "nowhere"),
            ("Var-000000", "a"),
            ("Value-000000", "b"),
        ];
        let unknown = [("Action-000000", "Invent"), ("Cat-000000", "ab12cd34")];
        let delete = [("Action-000000", "DelCat"), ("Cat-000000", "ab12cd34")];
        let get = [("Action", "GetConfig"), ("Filename", file)];
        ask(&mut config, &get)?;
        for steps in [&new[..], &new[..], &bad, &unknown] {
            ask(&mut config, &[&update[..], steps].concat())?;
        }
        ask(&mut config, &get)?;
        ask(&mut config, &[&update[..], &delete].concat())?;
        for name in ["queues.conf", "switchhook/none.conf", "/etc/passwd"] {
            ask(&mut config, &[("Action", "GetConfig"), ("Filename", name)])?;
        }
        ask(
            &mut config,
            &[("Action", "ListCategories"), ("Filename", "queues.conf")],
        )?;
        for name in ["switchhook/new.conf", "switchhook/new.conf", "none/new.conf"] {
            ask(&mut config, &[("Action", "CreateConfig"), ("Filename", name)])?;
        }
        for module in ["res_pjsip", "pbx_config", "res_pjsip_config_wizard", "nonsense"] {
            ask(&mut config, &[("Action", "Reload"), ("Module", module)])?;
        }
        self.end(
            config,
            "configuration",
            "read, change, refuse to change, create, reload",
        )
    }

    /// No account of the company has the class `command`, so this one gets its own.
    fn command(&self) -> Outcome {
        let path = self.pbx.config_dir().join("manager.conf");
        let mut file = fs::OpenOptions::new().append(true).open(&path)?;
        let account = "\n[command](task)\nsecret = redacted\nread =\nwrite = command\n";
        file.write_all(account.as_bytes())?;
        ask(
            &mut self.login(Task::Config)?,
            &[("Action", "Reload"), ("Module", "manager")],
        )?;
        let mut command = wait_for("the new account", SOON, || {
            let mut command = Manager::connect(self.pbx.ami_addr()).ok()?;
            accepted(&command.login("command", REDACTED).ok()?)
                .ok()
                .map(|()| command)
        })?;
        for line in [
            "core show version",
            "core show channels",
            "queue show support",
            "no such command",
            "module load x",
        ] {
            ask(&mut command, &[("Action", "Command"), ("Command", line)])?;
        }
        self.end(command, "command", "command-line output, empty lines and errors")
    }

    fn refusals(&self) -> Outcome {
        let mut events = self.quiet(Task::Events)?;
        for action in [
            &[("Action", "Originate"), ("Channel", "PJSIP/100")][..],
            &[("Action", "Command"), ("Command", "core show version")],
            &[("Action", "Nonsense")],
            &[("Action", "DBPut"), ("Family", "a"), ("Key", "b")],
        ] {
            ask(&mut events, action)?;
        }
        self.end(
            events,
            "refusals",
            "what the account `events` may not do, and an unknown action",
        )?;
        let mut calls = self.quiet(Task::Calls)?;
        for action in [
            &[
                ("Action", "Originate"),
                ("Channel", "PJSIP/100"),
                ("Application", "System"),
                ("Data", "true"),
            ][..],
            &[
                ("Action", "Originate"),
                ("Channel", "PJSIP/100"),
                ("Context", "no"),
                ("Exten", "1"),
                ("Priority", "1"),
            ],
            &[
                ("Action", "Originate"),
                ("Context", "internal"),
                ("Exten", "100"),
                ("Priority", "1"),
            ],
            &[("Action", "Hangup"), ("Channel", "PJSIP/100-ffffffff")],
            &[
                ("Action", "Redirect"),
                ("Channel", "PJSIP/100-ffffffff"),
                ("Context", "internal"),
                ("Exten", "100"),
            ],
        ] {
            ask(&mut calls, action)?;
        }
        self.end(
            calls,
            "originate-refused",
            "calls that Asterisk does not even try",
        )
    }

    fn call(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let mut calls = self.login(Task::Calls)?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let bruno = self
            .pbx
            .phone("101", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))?;
        self.originate(&mut calls, "100", "101")?;
        calls.event(SOON, |e| e.is_event("OriginateResponse"))?;
        bruno.ended(1, SOON)?;
        alice.ended(1, SOON)?;
        events.event(SOON, |e| e.is_event("Cdr"))?;
        self.end(
            events,
            "call",
            "events of a call: two phones register, Originate joins them, the called one hangs up",
        )?;
        self.end(
            calls,
            "originate",
            "the session that sent the Originate, its outcome and its events",
        )
    }

    fn calls_that_fail(&self) -> Outcome {
        let mut calls = self.login(Task::Calls)?;
        let _emma = self.pbx.phone("104", &Behaviour::Busy)?;
        let _farid = self.pbx.phone("105", &Behaviour::RingWithoutAnswer)?;
        for phone in ["104", "105", "103", "999"] {
            self.originate(&mut calls, phone, "200")?;
            calls.event(SOON, |e| e.is_event("OriginateResponse"))?;
        }
        self.end(
            calls,
            "originate-failed",
            "Originate to a phone that is busy, rings, is not there, does not exist",
        )
    }

    fn queue_call(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let mut queues = self.login(Task::Queues)?;
        let agent = self
            .pbx
            .phone("102", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let member = [("Queue", "support"), ("Interface", "PJSIP/104")];
        ask(
            &mut queues,
            &[
                &[("Action", "QueueAdd"), ("MemberName", "Emma Roche")][..],
                &member,
            ]
            .concat(),
        )?;
        ask(&mut queues, &[&[("Action", "QueueAdd")][..], &member].concat())?;
        let pause = [
            ("Action", "QueuePause"),
            ("Interface", "PJSIP/104"),
            ("Paused", "true"),
            ("Reason", "lunch"),
        ];
        ask(&mut queues, &pause)?;
        ask(
            &mut queues,
            &[
                ("Action", "QueuePause"),
                ("Interface", "PJSIP/999"),
                ("Paused", "true"),
            ],
        )?;
        let mut call = alice.calls("800")?;
        events.event(SOON, |e| e.is_event("AgentCalled"))?;
        agent.ended(1, SOON)?;
        call.ended(SOON)?;
        events.event(SOON, |e| e.is_event("Cdr"))?;
        // One who gives up.
        let waiting = alice.calls("800")?;
        events.event(SOON, |e| e.is_event("AgentCalled"))?;
        waiting.hang_up();
        events.event(SOON, |e| e.is_event("QueueCallerAbandon"))?;
        events.event(SOON, |e| e.is_event("Cdr"))?;
        ask(&mut queues, &[&[("Action", "QueueRemove")][..], &member].concat())?;
        ask(
            &mut queues,
            &[
                ("Action", "QueueRemove"),
                ("Queue", "support"),
                ("Interface", "PJSIP/102"),
            ],
        )?;
        self.end(
            events,
            "queue-call",
            "events of a queue: a member joins and pauses, a call is answered, a caller gives up",
        )?;
        self.end(
            queues,
            "queue-members",
            "members added, paused, removed, and refusals",
        )
    }

    fn trunk_call(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let outside = self
            .pbx
            .trunk(&Behaviour::answer().ring_for(Duration::from_millis(500)))?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let mut out = alice.calls("263113")?;
        out.answered(SOON)?;
        out.hang_up();
        events.event(SOON, |e| e.is_event("Cdr"))?;
        let mut into = outside.calls_from("263113", "254100")?;
        into.answered(SOON)?;
        into.hang_up();
        events.event(SOON, |e| e.is_event("Cdr"))?;
        self.end(
            events,
            "trunk-calls",
            "events of a call to the outside and of one from there",
        )
    }

    fn transfer(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let mut calls = self.quiet(Task::Calls)?;
        let _bruno = self.pbx.phone("101", &Behaviour::answer())?;
        let emma = self.pbx.phone("104", &Behaviour::answer())?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let mut call = alice.calls("101")?;
        call.answered(SOON)?;
        let begun = events.event(SOON, |e| e.is_event("BridgeEnter") && number(e) == Some("101"))?;
        let bruno = begun.get("Channel").ok_or("no channel")?;
        let there = [("Context", "internal"), ("Exten", "104")];
        let transfer = [("Action", "BlindTransfer"), ("Channel", bruno)];
        ask(&mut calls, &[&transfer[..], &there].concat())?;
        emma.answered(1, SOON)?;
        let caller = events.event(SOON, |e| e.is_event("BlindTransfer"))?;
        let alices = caller.get("TransfereeChannel").ok_or("no transferee")?;
        ask(
            &mut calls,
            &[
                ("Action", "Redirect"),
                ("Channel", alices),
                ("Context", "internal"),
                ("Exten", "200"),
                ("Priority", "1"),
            ],
        )?;
        emma.ended(1, SOON)?;
        ask(
            &mut calls,
            &[("Action", "Hangup"), ("Channel", alices), ("Cause", "16")],
        )?;
        call.ended(SOON)?;
        events.event(SOON, |e| e.is_event("Cdr"))?;
        self.end(
            events,
            "transfer",
            "events of a blind transfer, a redirect to an announcement, a hangup by the manager",
        )?;
        self.end(
            calls,
            "transfer-actions",
            "BlindTransfer, Redirect, Hangup; the session wants no events",
        )
    }

    fn parking_and_recording(&self) -> Outcome {
        let mut events = self.login(Task::Events)?;
        let mut state = self.quiet(Task::State)?;
        let bruno = self.pbx.phone("101", &Behaviour::answer())?;
        let alice = self.pbx.phone("100", &Behaviour::answer())?;
        let parked = alice.calls("700")?;
        events.event(SOON, |e| e.is_event("ParkedCall"))?;
        let mut fetching = bruno.calls("701")?;
        fetching.answered(SOON)?;
        let fetched = events.event(SOON, |e| e.is_event("UnParkedCall"))?;
        let channel = fetched.get("ParkeeChannel").ok_or("no channel")?;
        ask(
            &mut state,
            &[
                ("Action", "MixMonitor"),
                ("Channel", channel),
                ("File", "on-demand.wav"),
            ],
        )?;
        ask(
            &mut state,
            &[
                ("Action", "MixMonitorMute"),
                ("Channel", channel),
                ("Direction", "both"),
                ("State", "1"),
            ],
        )?;
        ask(&mut state, &[("Action", "StopMixMonitor"), ("Channel", channel)])?;
        ask(
            &mut state,
            &[("Action", "StopMixMonitor"), ("Channel", "PJSIP/100-ffffffff")],
        )?;
        ask(
            &mut state,
            &[
                ("Action", "PJSIPNotify"),
                ("Endpoint", "101"),
                ("Option", "check-sync"),
            ],
        )?;
        fetching.hang_up();
        drop(parked);
        events.event(SOON, |e| e.is_event("Cdr"))?;
        self.end(
            events,
            "parking",
            "events of a call that is parked, fetched, recorded",
        )?;
        self.end(state, "recording-actions", "MixMonitor, mute, stop, PJSIPNotify")
    }

    fn originate(&self, calls: &mut Manager, phone: &str, extension: &str) -> Outcome {
        let channel = format!("PJSIP/{phone}");
        let lines = [
            ("Action", "Originate"),
            ("Channel", channel.as_str()),
            ("Context", "internal"),
            ("Exten", extension),
            ("Priority", "1"),
            ("CallerID", "\"Alice Martin\" <100>"),
            ("Timeout", "1500"),
            ("Async", "true"),
        ];
        ask(calls, &lines)
    }

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
        if path.exists() {
            return Ok(());
        }
        let mut bytes = format!(
            "# {}\n# Captured by examples/asterisk/examples/capture.rs.\n",
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
        let mut pairs: Vec<(String, String)> = replace
            .iter()
            .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
            .collect();
        for task in Task::ALL {
            pairs.push((self.pbx.account(task).1.expose().to_owned(), REDACTED.to_owned()));
        }
        // The instance's folder is named after our process.
        pairs.push((format!("/{}/", self.pbx.name), "/rig/".to_owned()));
        for (from, to) in pairs {
            bytes = replaced(&bytes, from.as_bytes(), to.as_bytes());
        }
        Ok(fs::write(Path::new(&path), bytes)?)
    }
}

fn number(event: &Reply) -> Option<&str> {
    event.get("CallerIDNum")
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

fn key(challenge: &str, secret: &str) -> String {
    let digest = Md5::digest(format!("{challenge}{secret}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
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

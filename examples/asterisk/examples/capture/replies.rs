//! What Asterisk replies: logins, lists, databases, files, refusals.

use std::fs;
use std::io::Write;

use md5::{Digest, Md5};
use switchhook_rig::{Behaviour, Manager, Task, wait_for};

use crate::{Capture, Outcome, REDACTED, SOON, accepted, ask};

impl Capture {
    pub(super) fn logins(&self) -> Outcome {
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

    pub(super) fn lists(&self) -> Outcome {
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

    pub(super) fn astdb(&self) -> Outcome {
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

    pub(super) fn configuration(&self) -> Outcome {
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
    pub(super) fn command(&self) -> Outcome {
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

    pub(super) fn refusals(&self) -> Outcome {
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
}

pub(super) fn key(challenge: &str, secret: &str) -> String {
    let digest = Md5::digest(format!("{challenge}{secret}"));
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

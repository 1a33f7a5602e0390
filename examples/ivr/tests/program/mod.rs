//! The program itself, running, and its log.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use argon2::password_hash::PasswordHasher as _;
use argon2::{Algorithm, Argon2, Params, Version};
use switchhook_rig::Instance;
use tempfile::TempDir;

/// A running program. Dropping it ends it.
pub(crate) struct Program {
    process: Child,
    log: Arc<Mutex<String>>,
    folder: TempDir,
}

impl Program {
    /// With menu 301, which is where the instance's dialplan looks.
    pub(crate) fn start(pbx: &Instance) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("ivr.toml");
        let inside = Path::new("/srv/switchhook").join(pbx.folder().file_name().unwrap());
        let text = format!(
            r#"
            listen = "127.0.0.1:{port}"
            [transfer]
            numbers = ["1XX"]
            context = "internal"
            [menu.301]
            prompt = ["demo-congrats"]
            invalid = ["pbx-invalid"]
            otherwise = {{ transfer = "102" }}
            [menu.301.keys]
            1 = {{ transfer = "101" }}
            2 = {{ ask-extension = ["vm-enter-num-to-call"] }}
            3 = {{ pin = "staff" }}
            4 = {{ record = "messages" }}
            [menu.staff]
            prompt = ["demo-moreinfo"]
            keys = {{ 1 = {{ transfer = "101" }} }}
            [pin.staff]
            prompt = ["vm-password"]
            invalid = ["vm-incorrect"]
            people = {{ ana = "{hash}" }}
            right = {{ menu = "staff" }}
            wrong = {{ transfer = "102" }}
            [record.messages]
            folder = "{inside}/spool/monitor"
            local_folder = "{local}"
            full = ["vm-mailboxfull"]
            max_messages = 1
            "#,
            port = pbx.ports.agi,
            hash = hash("0070"),
            inside = inside.display(),
            local = pbx.spool_dir().join("monitor").display(),
        );
        fs::write(&config, text).unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_switchhook-ivr"))
            .arg("serve")
            .arg(&config)
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        std::thread::spawn({
            let log = Arc::clone(&log);
            // Until the program ends.
            move || {
                for line in lines.map_while(Result::ok) {
                    let mut log = log.lock().unwrap();
                    log.push_str(&line);
                    log.push('\n');
                }
            }
        });
        let program = Self { process, log, folder };
        program.wait("event=\"server.started\"", 1);
        program
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What it logged so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// How often this was logged.
    pub(crate) fn count(&self, text: &str) -> usize {
        self.log.lock().unwrap().matches(text).count()
    }

    /// Until this was logged so often.
    pub(crate) fn wait(&self, text: &str, times: usize) {
        let begun = Instant::now();
        while self.count(text) < times {
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "no {text}: {}",
                self.log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// As systemd does.
    pub(crate) fn terminate(&self) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(sent.success());
    }

    pub(crate) fn ended(&mut self, within: Duration) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(begun.elapsed() < within, "it does not end: {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// One that is quickly checked: keys that are pressed meanwhile are lost.
fn hash(pin: &str) -> String {
    let hasher = Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(8, 1, 1, None).unwrap(),
    );
    hasher.hash_password(pin.as_bytes()).unwrap().to_string()
}

//! The program itself, running, and its log.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
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

/// Alice, at 100, may call Bruno, at 101; her PIN is 0070.
fn configuration(pbx: &Instance, state: &Path) -> String {
    format!(
        r#"
        listen = "127.0.0.1:{port}"
        state = "{state}"
        spool = "{spool}"
        zone = "UTC"
        [back]
        pause_seconds = 1
        channel = "PJSIP/{{number}}"
        [dial]
        channel = "PJSIP/{{number}}"
        rules = [{{ pattern = "01", dial = "1{{number}}" }}]
        [people.alice]
        numbers = ["100"]
        pin = "{hash}"
        "#,
        port = pbx.ports.agi,
        state = state.display(),
        spool = pbx.spool_dir().display(),
        hash = hash("0070"),
    )
}

impl Program {
    pub(crate) fn start(pbx: &Instance) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let text = configuration(pbx, &folder.path().join("state"));
        fs::create_dir(folder.path().join("state")).unwrap();
        fs::write(folder.path().join("callback.toml"), text).unwrap();
        let log = Arc::default();
        let process = spawn(folder.path(), &log);
        let program = Self { process, log, folder };
        program.wait("event=\"service.started\"", 1);
        program
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("callback.toml")
    }

    /// What was used today.
    pub(crate) fn usage(&self) -> String {
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new(env!("CARGO_BIN_EXE_switchhook-callback"))
            .arg("usage")
            .arg(self.config())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    }

    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub(crate) fn count(&self, text: &str) -> usize {
        self.log.lock().unwrap().matches(text).count()
    }

    pub(crate) fn wait(&self, text: &str, times: usize) {
        let begun = Instant::now();
        while self.count(text) < times {
            assert!(
                begun.elapsed() < Duration::from_secs(40),
                "no {text}: {}",
                self.log()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn spawn(folder: &Path, log: &Arc<Mutex<String>>) -> Child {
    let mut process = Command::new(env!("CARGO_BIN_EXE_switchhook-callback"))
        .arg("run")
        .arg(folder.join("callback.toml"))
        .env("NO_COLOR", "1")
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(process.stderr.take().unwrap()).lines();
    let log = Arc::clone(log);
    // Until the program ends.
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let mut log = log.lock().unwrap();
            log.push_str(&line);
            log.push('\n');
        }
    });
    process
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

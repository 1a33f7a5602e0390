//! The program itself, running, and its log.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use switchhook_rig::Instance;
use tempfile::TempDir;

/// A running program. Dropping it ends it.
pub(crate) struct Program {
    process: Child,
    log: Arc<Mutex<String>>,
    folder: TempDir,
}

/// Anna's telephone rings and nobody answers; neither does Bruno's, but his mobile does.
fn configuration(pbx: &Instance, state: &Path) -> String {
    format!(
        r#"
        listen = "127.0.0.1:{port}"
        state = "{state}"
        spool = "{spool}"
        [call]
        ring_seconds = 30
        caller_number = "999"
        [speech]
        command = ["sh", "-c", "cat > /dev/null; cp {spoken} \"$1\"", "sh", "{{file}}"]
        folder = "{inside}/spool/alarm-sounds"
        local_folder = "{local}"
        [people]
        anna = {{ number = "100" }}
        bruno = {{ number = "101" }}
        [list.oncall]
        people = ["anna", "bruno"]
        attempts = 1
        rounds = 1
        "#,
        port = pbx.ports.agi,
        state = state.display(),
        spool = pbx.spool_dir().display(),
        spoken = spoken(state).display(),
        inside = Path::new("/srv/switchhook")
            .join(pbx.folder().file_name().unwrap())
            .display(),
        local = sounds(pbx).display(),
    )
}

/// Where Asterisk finds what was spoken.
pub(crate) fn sounds(pbx: &Instance) -> PathBuf {
    pbx.spool_dir().join("alarm-sounds")
}

/// What a program that speaks would write: two seconds at 22,050 samples a second.
fn spoken(state: &Path) -> PathBuf {
    let path = state.join("spoken.wav");
    let mut wave = b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0".to_vec();
    wave.extend(22_050_u32.to_le_bytes());
    wave.extend(44_100_u32.to_le_bytes());
    wave.extend(b"\x02\0\x10\0data\xff\xff\xff\x7f");
    for sample in 0..44_100_u32 {
        let high = sample / 25 % 2 == 0;
        wave.extend(if high { 4000_i16 } else { -4000 }.to_le_bytes());
    }
    fs::write(&path, wave).unwrap();
    path
}

impl Program {
    pub(crate) fn start(pbx: &Instance) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("state")).unwrap();
        fs::create_dir(sounds(pbx)).unwrap();
        let text = configuration(pbx, &folder.path().join("state"));
        fs::write(folder.path().join("alarm-call.toml"), text).unwrap();
        let log = Arc::default();
        let process = spawn(folder.path(), &log);
        let program = Self { process, log, folder };
        program.wait("event=\"service.started\"", 1);
        program
    }

    /// As a crash and a start after it.
    pub(crate) fn crash_and_start(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let before = self.count("event=\"service.started\"");
        self.process = spawn(self.folder.path(), &self.log);
        self.wait("event=\"service.started\"", before + 1);
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("alarm-call.toml")
    }

    /// What another run of the program says: `raise`, `status`, `ack`.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new(env!("CARGO_BIN_EXE_switchhook-alarm-call"))
            .args(arguments)
            .arg("--config")
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
    let mut process = Command::new(env!("CARGO_BIN_EXE_switchhook-alarm-call"))
        .arg("run")
        .arg(folder.join("alarm-call.toml"))
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

//! The program itself, a receiver of its calls, and an Asterisk that reports them.
#![allow(dead_code, reason = "each test file needs a part of it")]

pub(crate) mod receiver;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver as Lines, channel};
use std::time::{Duration, Instant};

/// Longer than anything here takes on a busy machine.
pub(crate) const SOON: Duration = Duration::from_secs(60);

/// Folders and configuration of one test.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["monitor", "cdr"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes the configuration; `@` before a slash stands for the folder.
    pub(crate) fn configure(&self, text: &str) {
        let text = format!("store = '@/store'\ntime_zone = 'UTC'\n{text}");
        let text = text.replace("@/", &format!("{}/", self.folder.path().display()));
        std::fs::write(self.path("config.toml"), text).unwrap();
    }

    /// Starts the program and waits until it is ready.
    pub(crate) fn start(&self) -> Program {
        self.try_start()
            .unwrap_or_else(|said| panic!("it did not start: {said}"))
    }

    /// The same; what it said where it ended instead.
    pub(crate) fn try_start(&self) -> Result<Program, String> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_switchhook-call-recorder"))
            .arg("run")
            .arg(self.path("config.toml"))
            .env("RUST_LOG", "info")
            .env("CRM_TOKEN", TOKEN)
            .env("NO_COLOR", "1")
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let errors = BufReader::new(process.stderr.take().unwrap());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                // Seen with --nocapture, or when the test fails.
                #[allow(clippy::print_stdout, reason = "a test that fails shows it")]
                {
                    println!("{line}");
                }
                // The test may have seen enough.
                let _ = sender.send(line);
            }
        });
        let mut program = Program {
            process,
            lines,
            agi: String::new(),
            said: Vec::new(),
            heard: 0,
        };
        let begun = Instant::now();
        loop {
            match program.lines.recv_timeout(SOON.saturating_sub(begun.elapsed())) {
                Ok(line) => {
                    let is_ready = line.contains("ready");
                    if let Some((_, address)) = line.split_once("agi=") {
                        program.agi = address.trim().to_owned();
                    }
                    program.said.push(line);
                    if is_ready {
                        return Ok(program);
                    }
                }
                Err(_) => return Err(program.said.join("\n")),
            }
        }
    }

    /// Runs another command of the program; gives what it printed and whether it succeeded.
    pub(crate) fn command(&self, arguments: &[&str]) -> (String, bool) {
        let done = Command::new(env!("CARGO_BIN_EXE_switchhook-call-recorder"))
            .arg(arguments[0])
            .arg(self.path("config.toml"))
            .args(&arguments[1..])
            .env("CRM_TOKEN", TOKEN)
            .output()
            .unwrap();
        let text = [done.stdout, done.stderr]
            .map(|out| String::from_utf8_lossy(&out).into_owned())
            .concat();
        (text, done.status.success())
    }

    /// Adds lines to `Master.csv`.
    pub(crate) fn cdr(&self, lines: &str) {
        let path = self.path("cdr/Master.csv");
        let mut file = std::fs::File::options()
            .create(true)
            .append(true)
            .open(path)
            .unwrap();
        file.write_all(lines.as_bytes()).unwrap();
    }

    /// Writes a recording as MixMonitor leaves it.
    pub(crate) fn record(&self, unique_id: &str, sound: &[u8]) -> PathBuf {
        let path = self.path("monitor").join(format!("{unique_id}.wav"));
        std::fs::write(&path, sound).unwrap();
        path
    }
}

pub(crate) const TOKEN: &str = "a token that nobody may see";

/// A running program. Dropping it kills it.
pub(crate) struct Program {
    process: Child,
    lines: Lines<String>,
    agi: String,
    said: Vec<String>,
    /// How many of them were waited for.
    heard: usize,
}

impl Program {
    /// Without any chance to finish what it does.
    pub(crate) fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    pub(crate) fn ended(&mut self) -> bool {
        self.process.try_wait().unwrap().is_some()
    }

    /// Waits until it has said this, after what was waited for before.
    pub(crate) fn says(&mut self, words: &str) -> String {
        let begun = Instant::now();
        loop {
            while self.heard < self.said.len() {
                self.heard += 1;
                if self.said[self.heard - 1].contains(words) {
                    return self.said[self.heard - 1].clone();
                }
            }
            let line = self.lines.recv_timeout(SOON.saturating_sub(begun.elapsed()));
            match line {
                Ok(line) => self.said.push(line),
                Err(_) => panic!("it never said {words:?}; it said {:#?}", self.said),
            }
        }
    }

    /// Plays extension `h` of a call; gives how long the program kept the channel.
    pub(crate) fn report(&self, unique_id: &str, variables: &[(&str, &str)]) -> Duration {
        let begun = Instant::now();
        let mut socket = TcpStream::connect(&self.agi).unwrap();
        socket.set_read_timeout(Some(SOON)).unwrap();
        write!(
            socket,
            "agi_network: yes\nagi_network_script: finished\nagi_request: agi://127.0.0.1/finished\n\
             agi_channel: PJSIP/100-00000001\nagi_language: en\nagi_type: PJSIP\nagi_uniqueid: {unique_id}\n\
             agi_version: 22.10.1\nagi_callerid: 100\nagi_calleridname: Alice \"A\" Martin\nagi_callingpres: 0\n\
             agi_callingani2: 0\nagi_callington: 0\nagi_callingtns: 0\nagi_dnid: 101\nagi_rdnis: unknown\n\
             agi_context: internal\nagi_extension: h\nagi_priority: 2\nagi_enhanced: 0.0\nagi_accountcode: \n\
             agi_threadid: 1\n\n"
        )
        .unwrap();
        let mut lines = BufReader::new(socket.try_clone().unwrap()).lines();
        while let Some(Ok(line)) = lines.next() {
            let name = line
                .strip_prefix("GET VARIABLE ")
                .unwrap_or_else(|| panic!("it sent {line:?}"));
            let name = name.trim_matches('"');
            let value = variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| value);
            match value {
                Some(value) => writeln!(socket, "200 result=1 ({value})").unwrap(),
                None => writeln!(socket, "200 result=0").unwrap(),
            }
        }
        begun.elapsed()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What Asterisk knows of an answered call.
pub(crate) const ANSWERED: [(&str, &str); 10] = [
    ("CDR(src)", "100"),
    ("CDR(dst)", "101"),
    ("CDR(dcontext)", "internal"),
    ("CDR(disposition)", "ANSWERED"),
    ("CDR(duration)", "65"),
    ("CDR(billsec)", "60"),
    ("CDR(start,u)", "1793091600.000000"),
    ("CDR(answer,u)", "1793091605.000000"),
    ("CDR(end,u)", "1793091665.000000"),
    ("DIALSTATUS", "ANSWER"),
];

/// A line of `Master.csv`.
pub(crate) fn cdr_line(number: u32, disposition: &str) -> String {
    format!(
        "\"\",\"100\",\"101\",\"internal\",\"\"\"Zoé <&> \"\" <100>\",\"PJSIP/100-1\",\"PJSIP/101-2\",\"Dial\",\"x\",\
         \"2026-11-22 01:00:00\",,\"2026-11-22 01:01:05\",65,0,\"{disposition}\",\"DOCUMENTATION\",\"1793091600.{number}\",\
         \"\",\"\",\"1793091600.{number}\",{number}\n"
    )
}

/// Waits for something, bounded.
pub(crate) fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < SOON, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// All files below a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        match entry.path().is_dir() {
            true => found.extend(files(&entry.path())),
            false => found.push(entry.path()),
        }
    }
    found.sort();
    found
}

/// Reads everything that a stream gives.
pub(crate) fn all(mut stream: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    bytes
}

//! A real Chromium, driven by `tests/browser/live.mjs`.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Longer than any step may take: each has shorter limits of its own.
const STEP: Duration = Duration::from_secs(120);

/// A browser with a tab for each person. Dropping it ends it.
pub struct Browser {
    node: Child,
    commands: Option<ChildStdin>,
    answers: Receiver<String>,
}

impl Browser {
    pub fn start() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
        assert!(
            folder.join("node_modules/playwright-core").is_dir(),
            "needs a real Asterisk: see examples/asterisk; and playwright-core: run `npm ci` in {}",
            folder.display()
        );
        let mut node = Command::new("node")
            .arg("live.mjs")
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|e| {
                panic!("needs a real Asterisk: see examples/asterisk; and node, Debian's nodejs: {e}")
            });
        let output = node.stdout.take().expect("asked for above");
        let (sender, answers) = channel();
        // Ends when node does.
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if line.starts_with('{') {
                    if sender.send(line).is_err() {
                        return;
                    }
                } else {
                    eprintln!("browser: {line}");
                }
            }
        });
        let commands = node.stdin.take();
        Self {
            node,
            commands,
            answers,
        }
    }

    /// Does one step and gives what came of it. What `parts` say is put together; what the step does not know it does
    /// not read. A step that fails ends the test.
    #[track_caller]
    pub fn ask<T: DeserializeOwned>(&mut self, step: &str, parts: &[&Value]) -> T {
        let mut command = json!({ "do": step });
        for part in parts {
            for (key, value) in part.as_object().expect("an object") {
                command[key] = value.clone();
            }
        }
        let input = self.commands.as_mut().expect("open until dropped");
        writeln!(input, "{command}").unwrap_or_else(|e| panic!("the browser is gone: {e}"));
        let line = match self.answers.recv_timeout(STEP) {
            Ok(line) => line,
            Err(RecvTimeoutError::Timeout) => panic!("{step}: no answer within {STEP:?}"),
            Err(RecvTimeoutError::Disconnected) => panic!(
                "{step}: the browser ended, see above; it needs Debian's chromium and nodejs: see examples/asterisk"
            ),
        };
        let mut answer: Value =
            serde_json::from_str(&line).unwrap_or_else(|e| panic!("{step}: {e} in {line}"));
        if let Some(error) = answer["error"].as_str() {
            panic!("{step}: {error}");
        }
        let ok = answer["ok"].take();
        serde_json::from_value(ok.clone()).unwrap_or_else(|e| panic!("{step}: {e} in {ok}"))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Without input it closes Chromium and ends; then there is no profile left behind.
        drop(self.commands.take());
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end {
            if matches!(self.node.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let _ = self.node.kill();
        let _ = self.node.wait();
    }
}

//! Another process that serves calls, and says what it saw.
//!
//! Any program will do that prints its port as a line of its own when it listens, and ends when its standard input does.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::Result;

/// A server in a process of its own; it ends with this value.
#[derive(Debug)]
pub struct ServerProcess {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
    input: Option<ChildStdin>,
    output: Option<BufReader<ChildStdout>>,
}

impl ServerProcess {
    /// Ours, or what else this program has: `ours`, `bare`.
    pub fn start(kind: &str) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["serve", kind]);
        Self::of(command)
    }

    /// Any other program, with its arguments.
    pub fn of(mut command: Command) -> Result<Self> {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let input = child.stdin.take();
        let mut output = BufReader::new(child.stdout.take().ok_or("the server has no output")?);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let port: u16 = line
            .trim()
            .parse()
            .map_err(|_| format!("the server printed {line:?} instead of its port"))?;
        Ok(Self {
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            child,
            input,
            output: Some(output),
        })
    }

    /// `name=program argument…`: the name, and the program as it runs.
    pub fn peer(text: &str) -> Result<(&str, Self)> {
        let (name, program) = text.split_once('=').ok_or("write a peer as name=program")?;
        let mut words = program.split_whitespace();
        let mut command = Command::new(words.next().ok_or("a peer without a program")?);
        command.args(words);
        Ok((name, Self::of(command)?))
    }

    /// What it prints next, without its end; `None` if nothing comes in time. For a process of which nothing else is read
    /// after that.
    pub fn line(&mut self, patience: Duration) -> Option<String> {
        let mut output = self.output.take()?;
        let (sender, lines) = mpsc::channel();
        // The thread ends with the process.
        thread::spawn(move || {
            let mut line = String::new();
            if output.read_line(&mut line).is_ok_and(|count| count > 0) {
                let _ = sender.send(line.trim_end().to_owned());
            }
        });
        lines.recv_timeout(patience).ok()
    }

    /// The processor time that its threads have used, kernel included. What else runs on the machine does not count.
    /// Linux; elsewhere zero.
    pub fn processor_time(&self) -> Duration {
        let tasks = std::fs::read_dir(format!("/proc/{}/task", self.child.id()));
        let nanoseconds = tasks.into_iter().flatten().flatten().filter_map(|task| {
            let stat = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
            stat.split(' ').next()?.parse::<u64>().ok()
        });
        Duration::from_nanos(nanoseconds.sum())
    }

    /// What our server has seen so far.
    pub fn seen(&mut self) -> Result<Seen> {
        let input = self.input.as_mut().ok_or("the server has no input")?;
        input.write_all(b"seen\n")?;
        let output = self.output.as_mut().ok_or("the server has no output")?;
        let mut line = String::new();
        output.read_line(&mut line)?;
        let figures = line
            .split_whitespace()
            .filter_map(|pair| pair.split_once('='))
            .filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?)));
        Ok(Seen(figures.collect()))
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It ends when nobody can ask any more; what does not end is ended.
        self.input = None;
        for _ in 0..100 {
            if matches!(self.child.try_wait(), Ok(Some(_)) | Err(_)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Figures by name.
#[derive(Clone, Debug)]
pub struct Seen(Vec<(String, u64)>);

impl Seen {
    /// The figure of this name; 0 if there is none.
    pub fn of(&self, name: &str) -> u64 {
        let found = self.0.iter().find(|(found, _)| found == name);
        found.map_or(0, |(_, value)| *value)
    }
}

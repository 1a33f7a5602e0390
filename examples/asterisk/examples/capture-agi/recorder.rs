//! A FastAGI program that writes down both sides.

use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, Instant};

use switchhook_rig::wait_for;

const SOON: Duration = Duration::from_secs(20);

pub(crate) struct Listener(TcpListener);

/// One recorded session.
pub(crate) struct Recorder {
    stream: TcpStream,
    /// What came and was not yet looked at.
    buffer: Vec<u8>,
    text: Vec<u8>,
}

impl Listener {
    pub(crate) fn bind(port: u16) -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        Ok(Self(listener))
    }

    /// The next call, with its environment.
    pub(crate) fn accept(&self) -> Result<Recorder, Box<dyn Error>> {
        let (stream, _) = wait_for("a call", SOON, || self.0.accept().ok())?;
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(SOON))?;
        let mut recorder = Recorder {
            stream,
            buffer: Vec::new(),
            text: Vec::new(),
        };
        while !recorder.line()?.is_empty() {}
        Ok(recorder)
    }
}

impl Recorder {
    /// Sends a line.
    pub(crate) fn say(&mut self, line: &str) -> Result<(), Box<dyn Error>> {
        let line = [line.as_bytes(), b"\n"].concat();
        self.stream.write_all(&line)?;
        self.text.extend_from_slice(b"P: ");
        self.text.extend_from_slice(&line);
        Ok(())
    }

    /// Sends a line and waits for its reply.
    pub(crate) fn ask(&mut self, line: &str) -> Result<(), Box<dyn Error>> {
        self.say(line)?;
        self.reply()
    }

    /// Waits for a reply, which a usage, or a value with line breaks, makes several lines.
    pub(crate) fn reply(&mut self) -> Result<(), Box<dyn Error>> {
        let mut first = self.line()?;
        // A subroutine has begun.
        if first.starts_with(b"100 ") {
            first = self.line()?;
        }
        let mut last = first.clone();
        if first.starts_with(b"520-") {
            while last != b"520 End of proper usage." {
                last = self.line()?;
            }
        } else if first.starts_with(b"200 ") && first.contains(&b'(') && !first.contains(&b')') {
            while last.last() != Some(&b')') {
                last = self.line()?;
            }
        }
        Ok(())
    }

    /// Waits for this line.
    pub(crate) fn hears(&mut self, expected: &str) -> Result<(), Box<dyn Error>> {
        let line = self.line()?;
        if line == expected.as_bytes() {
            return Ok(());
        }
        Err(format!("{} instead of {expected}", String::from_utf8_lossy(&line)).into())
    }

    /// Waits until Asterisk closes; a HANGUP may come before.
    pub(crate) fn closes(&mut self) -> Result<(), Box<dyn Error>> {
        while self.line().is_ok_and(|line| line == b"HANGUP") {}
        Ok(())
    }

    /// Writes `other` for what is of this machine only.
    pub(crate) fn forget(&mut self, text: &str, other: &str) {
        let lines = String::from_utf8_lossy(&self.text).replace(text, other);
        self.text = lines.into_bytes();
    }

    /// Closes our side and writes down what still comes.
    pub(crate) fn finish(&mut self) -> Result<(), Box<dyn Error>> {
        // It may be closed from the other side already.
        let _ = self.stream.shutdown(Shutdown::Write);
        self.text.extend_from_slice(b"P.\n");
        let end = Instant::now() + SOON;
        while Instant::now() < end {
            if self.line().is_err() {
                self.text.extend_from_slice(b"A.\n");
                return Ok(());
            }
        }
        Err("Asterisk did not close".into())
    }

    pub(crate) fn write(self, path: &Path, about: &str, status: Option<&str>) -> Result<(), Box<dyn Error>> {
        if path.exists() {
            return Ok(());
        }
        let mut text =
            format!("# {about}.\n# Captured by examples/asterisk/examples/capture-agi.\n").into_bytes();
        text.extend_from_slice(&self.text);
        if let Some(status) = status {
            text.extend_from_slice(format!("# Then AGISTATUS was {status}.\n").as_bytes());
        }
        fs::write(path, text)?;
        Ok(())
    }

    /// The next line without its end.
    fn line(&mut self) -> Result<Vec<u8>, Box<dyn Error>> {
        loop {
            if let Some(at) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let rest = self.buffer.split_off(at + 1);
                let mut line = std::mem::replace(&mut self.buffer, rest);
                self.text.extend_from_slice(b"A: ");
                self.text.extend_from_slice(&line);
                line.pop();
                return Ok(line);
            }
            let mut chunk = [0; 4096];
            let read = self.stream.read(&mut chunk).map_err(|e| {
                let said = String::from_utf8_lossy(&self.text);
                format!("{e}, after {:?}", said.lines().last())
            })?;
            match read {
                0 => return Err("Asterisk closed".into()),
                count => self.buffer.extend_from_slice(&chunk[..count]),
            }
        }
    }
}

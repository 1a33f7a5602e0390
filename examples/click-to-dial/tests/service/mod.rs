//! The program itself, running, and a program that asks it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

pub(crate) const TOKEN: &str = "a token of the test";

/// A running service. Dropping it ends it.
pub(crate) struct Service {
    process: Child,
    address: String,
}

impl Service {
    pub(crate) fn start(ami: &str, user: &str, secret: &str, more: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_switchhook-click-to-dial"))
            .args([
                "--listen",
                "127.0.0.1:0",
                "--context",
                "internal",
                "--ami",
                ami,
                "--user",
                user,
            ])
            .args(more)
            .env("AMI_SECRET", secret)
            .env("CLICK_TOKEN", TOKEN)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stderr.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .trim()
            .strip_prefix("POST http://")
            .and_then(|rest| rest.strip_suffix("/calls"));
        let address = address.unwrap_or_else(|| panic!("it said {line:?}")).to_owned();
        Self { process, address }
    }

    /// Asks for a call with this token; gives status and body.
    pub(crate) fn ask(&self, token: &str, src: &str, dst: &str) -> (u16, Value) {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let body = format!("src={src}&dst={dst}");
        write!(
            socket,
            "POST /calls HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        let status = answer
            .get(9..12)
            .and_then(|status| status.parse().ok())
            .expect("a status");
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        (status, serde_json::from_str(body).unwrap_or(Value::Null))
    }

    /// The same with the right token; gives status and code.
    pub(crate) fn call(&self, src: &str, dst: &str) -> (u16, String) {
        let (status, body) = self.ask(TOKEN, src, dst);
        (status, body["code"].as_str().unwrap_or_default().to_owned())
    }

    /// Asks until the service has found its Asterisk.
    pub(crate) fn first_call(&self, src: &str, dst: &str) -> (u16, String) {
        for _ in 0..100 {
            let outcome = self.call(src, dst);
            if outcome.0 != 503 {
                return outcome;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("ten seconds without Asterisk");
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

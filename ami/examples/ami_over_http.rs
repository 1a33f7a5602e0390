//! AMI through Asterisk's web server, where only HTTP gets through: the client on a byte stream of its own making.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example ami_over_http -- 127.0.0.1:8088 ops`
//!
//! Needs `webenabled=yes` in `manager.conf` and `enabled=yes` in `http.conf`. Each action is a request to `/rawman`;
//! events are fetched by a `WaitEvent` that is always under way. Plain HTTP: the secret is best sent as MD5, which the
//! client does, and anyone in between sees the rest.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a program: sockets and tasks, it reads its environment and prints"
)]

use std::io::{Error, Result};

use switchhook_ami::Secret;
use switchhook_ami::client::{BoxTransport, Client, Config, Connecting, Connector, Item};
use switchhook_ami::wire::{Frame, Framer, Kind, Limits, Message, MessageBuf};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::net::TcpStream;

#[tokio::main]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [host, user] = &arguments[..] else {
        return Err("usage: AMI_SECRET=… ami_over_http HOST:PORT USER".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let client = Client::connect(Config::over(Http::new(host), user, Secret::new(secret))).await?;
    let mut items = client.subscribe();
    while let Some(item) = items.next().await {
        match item {
            Item::Event(event) => println!("{}", event.event_name().unwrap_or("?")),
            other => println!("{other:?}"),
        }
    }
    Ok(())
}

/// Longest answer that is read: a configuration file, or the events of one wait.
const MOST: u64 = 16 * 1024 * 1024;

/// Seconds that one request for events lasts. Asterisk forgets a session after 60 without any.
const WAIT: &str = "30";

/// Opens byte streams that are requests underneath.
#[derive(Debug)]
pub(crate) struct Http {
    host: String,
}

impl Http {
    pub(crate) fn new(host: impl Into<String>) -> Self {
        Self { host: host.into() }
    }
}

impl Connector for Http {
    fn connect(&self) -> Connecting<'_> {
        Box::pin(async {
            // Whether anybody is there shall be known now.
            drop(TcpStream::connect(&self.host).await?);
            let (ours, theirs) = tokio::io::duplex(64 * 1024);
            let host = self.host.clone();
            // When it ends, it drops its end of the stream, and the client sees that the connection is gone.
            tokio::spawn(async move { carry(&host, theirs).await });
            Ok(Box::new(ours) as BoxTransport)
        })
    }

    fn name(&self) -> String {
        format!("http://{}/rawman", self.host)
    }
}

/// Turns actions into requests, and their bodies into what a manager port would say.
async fn carry(host: &str, mut stream: DuplexStream) -> Result<()> {
    // Over HTTP nobody says it; nor does it tell the version.
    stream.write_all(b"Asterisk Call Manager/HTTP\r\n").await?;
    let mut framer = Framer::without_banner(Limits::default());
    let mut buffer = vec![0; 4096];
    let mut session = Session::default();
    loop {
        while let Some(frame) = framer.next() {
            let Frame::Message(action) = frame else { continue };
            let is_login = action
                .get("Action")
                .is_some_and(|name| name.eq_ignore_ascii_case("Login"));
            let action_is_logoff = action.get("Action") == Some("Logoff");
            let action = form(action);
            // A wait that was under way is given up for it, and Asterisk keeps the events.
            let answer = session.request(host, &action).await?;
            stream.write_all(&answer).await?;
            if action_is_logoff {
                return Ok(());
            }
            session.logged_in |=
                is_login && MessageBuf::parse(&answer).is_some_and(|reply| reply.is_success());
        }
        let wait = format!("action=WaitEvent&timeout={WAIT}");
        tokio::select! {
            read = stream.read(&mut buffer) => match read? {
                0 => return Ok(()),
                length => framer.push(&buffer[..length]),
            },
            body = session.clone().request_owned(host, &wait), if session.logged_in => {
                stream.write_all(&events(&body?)).await?;
            }
        }
    }
}

/// What makes requests one session.
#[derive(Clone, Default)]
struct Session {
    cookie: Option<String>,
    logged_in: bool,
}

impl Session {
    async fn request_owned(mut self, host: &str, form: &str) -> Result<Vec<u8>> {
        self.request(host, form).await
    }

    /// Posts one form and returns the body of the answer. HTTP/1.0: no chunks, and the end is the end.
    async fn request(&mut self, host: &str, form: &str) -> Result<Vec<u8>> {
        let cookie = self
            .cookie
            .as_ref()
            .map_or_else(String::new, |cookie| format!("Cookie: {cookie}\r\n"));
        let head = format!(
            "POST /rawman HTTP/1.0\r\nHost: {host}\r\n{cookie}Content-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n",
            form.len()
        );
        let mut socket = TcpStream::connect(host).await?;
        socket
            .write_all(&[head.as_bytes(), form.as_bytes()].concat())
            .await?;
        let mut answer = Vec::new();
        socket.take(MOST).read_to_end(&mut answer).await?;
        let split = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let body = split
            .map(|at| answer.split_off(at + 4))
            .ok_or_else(|| Error::other("not HTTP"))?;
        let head = String::from_utf8_lossy(&answer);
        if !head.lines().next().is_some_and(|status| status.contains(" 200 ")) {
            return Err(Error::other(format!(
                "the web server says {:?}",
                head.lines().next()
            )));
        }
        for line in head.lines() {
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("Set-Cookie")
            {
                self.cookie = value.split(';').next().map(|cookie| cookie.trim().to_owned());
            }
        }
        Ok(body)
    }
}

/// The headers of an action as a form; repeats stay repeats.
fn form(action: Message<'_>) -> String {
    let pairs: Vec<String> = action
        .headers()
        .map(|header| {
            format!(
                "{}={}",
                encoded(header.name().as_bytes()),
                encoded(header.value_bytes())
            )
        })
        .collect();
    pairs.join("&")
}

fn encoded(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(*byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// The events among the messages of a `WaitEvent`, without its own beginning and end.
fn events(body: &[u8]) -> Vec<u8> {
    let mut framer = Framer::without_banner(Limits::default());
    framer.push(body);
    let mut events = Vec::new();
    while let Some(frame) = framer.next() {
        if let Frame::Message(message) = frame
            && message.kind() == Kind::Event
            && message.event_name() != Some("WaitEventComplete")
        {
            events.extend_from_slice(message.as_bytes());
        }
    }
    events
}

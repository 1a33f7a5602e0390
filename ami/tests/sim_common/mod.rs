//! A client that shows every byte, and a small company to call.
#![allow(dead_code, reason = "every test file uses its own part")]
#![allow(clippy::disallowed_types, reason = "a test is a client: it connects")]

use std::time::Duration;

use switchhook_ami::sim::{AmiUser, Behaviour, Company, Pbx, Settings, SimPhone, SimQueue, Version};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Nothing in these tests takes this long unless it is broken.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) const BANNER: &str = "Asterisk Call Manager/11.0.0\r\n";

pub(crate) fn phone(endpoint: &str, extension: &str, name: &str) -> SimPhone {
    SimPhone {
        endpoint: endpoint.into(),
        extension: extension.into(),
        name: name.into(),
    }
}

pub(crate) fn company() -> Company {
    let mut reader = AmiUser::new("reader", "quiet");
    reader.read = "agent".into();
    reader.write = "originate".into();
    Company {
        phones: vec![
            phone("PJSIP/aa11", "101", "Moana Tehei"),
            phone("bb22", "102", "Jean Dupont"),
            phone("cc33", "103", "Teva Maro"),
        ],
        queues: vec![SimQueue {
            name: "support".into(),
            extension: "800".into(),
            members: vec![
                ("PJSIP/bb22".into(), "Jean".into()),
                ("PJSIP/cc33".into(), "Teva".into()),
            ],
        }],
        outside: vec!["40123456".into()],
        users: vec![AmiUser::new("portal", "secret"), reader],
        files: vec![
            (
                "switchhook/phones.conf".into(),
                "[base](!)\ntype = wizard\n".into(),
            ),
            ("switchhook/dialplan.conf".into(), "[switchhook-phones]\n".into()),
        ],
        trunk: "PJSIP/trunk".into(),
    }
}

/// Picked up after 20 ms, hung up after 40 ms.
pub(crate) const QUICK: Behaviour = Behaviour::Answers {
    after: Duration::from_millis(20),
    talk: Duration::from_millis(40),
};

pub(crate) fn settings() -> Settings {
    Settings {
        phones: QUICK,
        outside: QUICK,
        dial_timeout: Duration::from_millis(80),
        queue_timeout: Duration::from_millis(80),
        queue_retry: Duration::from_millis(20),
        login_failure_delay: Duration::from_millis(30),
        utc_offset: Some(-36_000),
        ..Settings::default()
    }
}

pub(crate) async fn start() -> Pbx {
    start_with(settings()).await
}

pub(crate) async fn start_with(settings: Settings) -> Pbx {
    Pbx::start("127.0.0.1:0", company(), settings)
        .await
        .expect("the company is in order and port 0 is free")
}

/// A raw AMI connection.
pub(crate) struct Client {
    stream: TcpStream,
    unread: Vec<u8>,
}

impl Client {
    pub(crate) async fn connect(pbx: &Pbx) -> Self {
        Self::connect_to(pbx, Version::V22).await
    }

    pub(crate) async fn connect_to(pbx: &Pbx, version: Version) -> Self {
        let stream = TcpStream::connect(pbx.addr()).await.expect("the PBX listens");
        let mut client = Self {
            stream,
            unread: Vec::new(),
        };
        let banner = match version {
            Version::V16 => "Asterisk Call Manager/5.0.4\r\n",
            _ => BANNER,
        };
        assert_eq!(client.until("\r\n").await.as_deref(), Some(banner));
        client
    }

    /// Connects as `portal`, who may do everything, and swallows the greeting.
    pub(crate) async fn log_in(pbx: &Pbx) -> Self {
        let mut client = Self::connect(pbx).await;
        client
            .send("Action: Login\r\nUsername: portal\r\nSecret: secret\r\n\r\n")
            .await;
        assert_eq!(
            client.message().await,
            "Response: Success\r\nMessage: Authentication accepted\r\n\r\n"
        );
        assert!(client.message().await.starts_with("Event: FullyBooted\r\n"));
        client
    }

    /// Likewise, but hears nothing.
    pub(crate) async fn deaf(pbx: &Pbx) -> Self {
        let mut client = Self::connect(pbx).await;
        client
            .send("Action: Login\r\nUsername: portal\r\nSecret: secret\r\nEvents: off\r\n\r\n")
            .await;
        assert_eq!(
            client.message().await,
            "Response: Success\r\nMessage: Authentication accepted\r\n\r\n"
        );
        client
    }

    pub(crate) async fn send(&mut self, bytes: &str) {
        self.stream
            .write_all(bytes.as_bytes())
            .await
            .expect("the PBX reads");
    }

    /// The next message with its empty line; panics if the connection ends first.
    pub(crate) async fn message(&mut self) -> String {
        self.until("\r\n\r\n")
            .await
            .expect("the PBX closed the connection")
    }

    /// Sends an action and returns the first message that is no event.
    pub(crate) async fn ask(&mut self, action: &str) -> String {
        self.send(action).await;
        loop {
            let message = self.message().await;
            if !message.starts_with("Event: ") {
                return message;
            }
        }
    }

    /// Sends a list action and returns response, items and completion.
    pub(crate) async fn list(&mut self, action: &str) -> Vec<String> {
        let mut messages = vec![self.ask(action).await];
        assert!(messages[0].contains("EventList: start\r\n"), "{}", messages[0]);
        loop {
            let message = self.message().await;
            let last = message.contains("EventList: Complete\r\n");
            messages.push(message);
            if last {
                return messages;
            }
        }
    }

    /// Messages up to and with the first event of this name.
    pub(crate) async fn until_event(&mut self, name: &str) -> Vec<String> {
        let start = format!("Event: {name}\r\n");
        let mut messages = Vec::new();
        loop {
            let message = self.message().await;
            let found = message.starts_with(&start);
            messages.push(message);
            if found {
                return messages;
            }
        }
    }

    /// The next event of this name.
    pub(crate) async fn event(&mut self, name: &str) -> String {
        self.until_event(name).await.pop().unwrap_or_default()
    }

    /// What comes until the PBX closes the connection.
    pub(crate) async fn rest(&mut self) -> String {
        let mut rest = std::mem::take(&mut self.unread);
        let read = tokio::time::timeout(PATIENCE, self.stream.read_to_end(&mut rest)).await;
        // A crashed PBX resets the connection: that is an end too.
        let _ = read.expect("the PBX closes the connection");
        String::from_utf8(rest).expect("UTF-8")
    }

    async fn until(&mut self, end: &str) -> Option<String> {
        let mut buffer = [0; 4096];
        loop {
            let found = self
                .unread
                .windows(end.len())
                .position(|window| window == end.as_bytes());
            if let Some(at) = found {
                let message: Vec<u8> = self.unread.drain(..at + end.len()).collect();
                return Some(String::from_utf8(message).expect("UTF-8"));
            }
            let read = tokio::time::timeout(PATIENCE, self.stream.read(&mut buffer)).await;
            match read.expect("the PBX says something") {
                Ok(count @ 1..) => self.unread.extend_from_slice(&buffer[..count]),
                _ => return None,
            }
        }
    }
}

/// The value of a header in a message.
pub(crate) fn value<'a>(message: &'a str, name: &str) -> &'a str {
    let header = |line: &'a str| line.strip_prefix(name)?.strip_prefix(": ");
    message
        .split("\r\n")
        .find_map(header)
        .unwrap_or_else(|| panic!("no {name} in:\n{message}"))
}

/// The header names of a message, in order.
pub(crate) fn names(message: &str) -> Vec<&str> {
    message
        .split("\r\n")
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect()
}

/// The event names of messages, in order.
pub(crate) fn events(messages: &[String]) -> Vec<&str> {
    messages
        .iter()
        .filter_map(|m| m.strip_prefix("Event: ")?.split("\r\n").next())
        .collect()
}

//! Plays the manager interface of an Asterisk whose calls wait in AsyncAGI.

use std::collections::HashMap;
use std::future::Future;
use std::time::Duration;

use switchhook_ami::client::{Backoff, Client, Config, State};
use switchhook_ami::{EventMask, Secret};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

pub(crate) async fn soon<T>(future: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(20), future)
        .await
        .expect("it happens within 20 s")
}

/// As Asterisk writes the text of an event: at most 2047 bytes of it.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = String::new();
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            out.push(char::from(byte));
        } else if out.len() >= 2045 {
            break;
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A command that a program sent.
pub(crate) struct Played {
    pub(crate) channel: String,
    pub(crate) command: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) id: Option<String>,
}

pub(crate) struct Asterisk {
    listener: TcpListener,
    read: BufReader<OwnedReadHalf>,
    write: OwnedWriteHalf,
    /// Asterisk 11 and before.
    pub(crate) is_old: bool,
    /// What the pipes of the channels hold.
    pipes: HashMap<String, Vec<u8>>,
}

/// A client, and what it is connected to.
pub(crate) async fn connected() -> (Client, Asterisk) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let config = Config::new(address, "agi", Secret::new("secret"))
        .events(EventMask::AGI)
        .reconnect(Backoff::new(Duration::from_millis(10), Duration::from_millis(20)));
    let client = Client::start(config);
    let asterisk = Asterisk::accept(listener).await;
    let mut state = client.state_changes();
    soon(async {
        while !matches!(client.state(), State::Connected { .. }) {
            state.changed().await.expect("the client lives");
        }
    })
    .await;
    (client, asterisk)
}

impl Asterisk {
    async fn accept(listener: TcpListener) -> Self {
        let (stream, _) = soon(listener.accept()).await.unwrap();
        let (read, write) = TcpStream::into_split(stream);
        let mut asterisk = Self {
            listener,
            read: BufReader::new(read),
            write,
            is_old: false,
            pipes: HashMap::new(),
        };
        asterisk.say("Asterisk Call Manager/11.0.0\r\n").await;
        loop {
            let action = asterisk.action().await;
            let name = String::from_utf8_lossy(&action["Action"]).into_owned();
            match name.as_str() {
                "Challenge" => asterisk.accepted(&action, "Challenge: 123456789\r\n").await,
                "Login" => {
                    asterisk
                        .accepted(&action, "Message: Authentication accepted\r\n")
                        .await;
                    return asterisk;
                }
                other => panic!("{other} before the login"),
            }
        }
    }

    /// Closes the connection, and takes the next one.
    pub(crate) async fn reconnected(self) -> Self {
        drop((self.read, self.write));
        Self::accept(self.listener).await
    }

    async fn say(&mut self, text: &str) {
        self.write.write_all(text.as_bytes()).await.unwrap();
    }

    async fn action(&mut self) -> HashMap<String, Vec<u8>> {
        let mut headers = HashMap::new();
        loop {
            let mut line = Vec::new();
            soon(self.read.read_until(b'\n', &mut line)).await.unwrap();
            assert!(!line.is_empty(), "the client closed");
            let line = line.strip_suffix(b"\r\n").unwrap();
            if line.is_empty() {
                return headers;
            }
            let colon = line.iter().position(|byte| *byte == b':').unwrap();
            let name = String::from_utf8(line[..colon].to_vec()).unwrap();
            headers.insert(name, line[colon + 2..].to_vec());
        }
    }

    async fn accepted(&mut self, action: &HashMap<String, Vec<u8>>, more: &str) {
        let id = String::from_utf8_lossy(&action["ActionID"]).into_owned();
        self.say(&format!("Response: Success\r\nActionID: {id}\r\n{more}\r\n"))
            .await;
    }

    /// A call enters AsyncAGI with these arguments.
    pub(crate) async fn start(&mut self, channel: &str, arguments: &[&str]) {
        let arguments: String = (1..)
            .zip(arguments)
            .map(|(number, argument)| format!("agi_arg_{number}: {argument}\n"))
            .collect();
        let block = format!(
            "agi_request: async\nagi_channel: {channel}\nagi_uniqueid: 1.1\nagi_version: 22.10.1\n{arguments}\n"
        );
        let text = self.piped(channel, block.as_bytes());
        self.event("Start", channel, &format!("Env: {text}\r\n")).await;
    }

    /// A call leaves AsyncAGI.
    pub(crate) async fn end(&mut self, channel: &str) {
        self.pipes.remove(channel);
        self.event("End", channel, "").await;
    }

    async fn event(&mut self, name: &str, channel: &str, more: &str) {
        let name = if self.is_old {
            format!("AsyncAGI\r\nPrivilege: agi,all\r\nSubEvent: {name}")
        } else {
            format!("AsyncAGI{name}\r\nPrivilege: agi,all")
        };
        self.say(&format!("Event: {name}\r\nChannel: {channel}\r\n{more}\r\n"))
            .await;
    }

    /// A command was carried out, with this text.
    pub(crate) async fn result(&mut self, channel: &str, id: Option<&str>, text: &str) {
        let id = id.map_or(String::new(), |id| format!("CommandId: {id}\r\n"));
        self.event("Exec", channel, &format!("{id}Result: {text}\r\n"))
            .await;
    }

    /// The next command, which is accepted and not yet carried out.
    pub(crate) async fn next(&mut self) -> Played {
        let action = self.action().await;
        assert_eq!(action["Action"], b"AGI");
        self.accepted(&action, "Message: Added AGI command to queue\r\n")
            .await;
        let text = |name: &str| action.get(name).map(|v| String::from_utf8_lossy(v).into_owned());
        Played {
            channel: text("Channel").unwrap(),
            command: text("Command").unwrap(),
            bytes: action["Command"].clone(),
            id: text("CommandID"),
        }
    }

    /// The next command, which has to be for this channel, carried out with this reply.
    pub(crate) async fn next_of(&mut self, channel: &str, reply: &str) -> Played {
        let played = self.next().await;
        assert_eq!(played.channel, channel);
        let text = self.piped(channel, reply.as_bytes());
        self.result(channel, played.id.as_deref(), &text).await;
        played
    }

    pub(crate) async fn command(&mut self, channel: &str, reply: &str) -> String {
        self.next_of(channel, reply).await.command
    }

    /// The next command is refused.
    pub(crate) async fn refuse(&mut self, message: &str) {
        let action = self.action().await;
        let id = String::from_utf8_lossy(&action["ActionID"]).into_owned();
        self.say(&format!(
            "Response: Error\r\nActionID: {id}\r\nMessage: {message}\r\n\r\n"
        ))
        .await;
    }

    /// What Asterisk reads from the pipe after something was written into it.
    fn piped(&mut self, channel: &str, bytes: &[u8]) -> String {
        let pipe = self.pipes.entry(channel.to_owned()).or_default();
        pipe.extend_from_slice(bytes);
        let count = pipe.len().min(1024);
        let read: Vec<u8> = pipe.drain(..count).collect();
        encode(&read)
    }
}

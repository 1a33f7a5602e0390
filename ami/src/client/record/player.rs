use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use tokio::time::Instant;

use super::recording::{Conversation, Recording, Said};
use crate::client::connector::{BoxTransport, Connecting, Connector};
use crate::wire::{Frame, Framer, Limits, MessageBuf};

/// How much may be on its way to a client.
const PIPE: usize = 64 * 1024;

/// Plays a [`Recording`]: the first connection to it is the first that was recorded, and so on.
///
/// Events come when they came. An action is answered as the next one of its name was, under its own ActionID, no sooner
/// than it was answered then; what was never asked gets an error. A connection ends when all of it was said, the
/// answers to actions that are not asked yet included, or when the client goes.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use switchhook_ami::client::{Client, Config, Item, record::{Recording, Replay}};
/// use switchhook_ami::{Secret, proto::LoginMethod};
///
/// let mut file = b"connection\n".to_vec();
/// for (sender, said) in [
///     ('S', "Asterisk Call Manager/11.0.0\r\n"),
///     ('C', "Action: Login\r\nActionID: a-1\r\n\r\n"),
///     ('S', "Response: Success\r\nActionID: a-1\r\n\r\nEvent: Hangup\r\nCause: 16\r\n\r\n"),
/// ] {
///     file.extend_from_slice(format!("{sender} 0.5 {}\n{said}\n", said.len()).as_bytes());
/// }
/// let replay = Replay::new(Recording::parse(&file)?).speed(f64::INFINITY);
/// let config = Config::over(replay, "anybody", Secret::new("anything")).login(LoginMethod::Plain);
/// let client = Client::start(config);
/// let mut items = client.subscribe();
/// let hangup = loop {
///     match items.next().await {
///         Some(Item::Event(event)) => break event,
///         Some(_) => {}
///         None => return Err("the client was closed".into()),
///     }
/// };
/// assert_eq!(hangup.get("Cause"), Some("16"));
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Replay {
    recording: Arc<Recording>,
    speed: f64,
    played: Arc<AtomicUsize>,
}

impl Replay {
    /// At the speed of life.
    pub fn new(recording: Recording) -> Self {
        Self {
            recording: Arc::new(recording),
            speed: 1.0,
            played: Arc::default(),
        }
    }

    /// So many times as fast; `f64::INFINITY` waits for nothing, and what is not above zero is the speed of life.
    pub fn speed(mut self, speed: f64) -> Self {
        self.speed = if speed > 0.0 { speed } else { 1.0 };
        self
    }

    /// Plays to whoever connects to this address, such as `127.0.0.1:0`.
    ///
    /// # Errors
    /// The address cannot be listened on.
    pub async fn listen(&self, address: &str) -> io::Result<ReplayServer> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let replay = self.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Some(player) = replay.next() else { break };
                // A client that goes away ends its connection only.
                tokio::spawn(async move { player.play(stream).await });
            }
        });
        Ok(ReplayServer {
            address,
            task: task.abort_handle(),
        })
    }

    fn next(&self) -> Option<Player> {
        let number = self.played.fetch_add(1, Ordering::Relaxed);
        let conversation = self.recording.connections.get(number)?.clone();
        Some(Player {
            matched: vec![None; conversation.actions.len()],
            withheld: Vec::new(),
            conversation,
            speed: self.speed,
        })
    }
}

impl Connector for Replay {
    fn connect(&self) -> Connecting<'_> {
        Box::pin(async {
            let player = self
                .next()
                .ok_or_else(|| io::Error::other("the recording has no further connection"))?;
            let (ours, theirs) = tokio::io::duplex(PIPE);
            tokio::spawn(async move { player.play(theirs).await });
            Ok(Box::new(ours) as BoxTransport)
        })
    }

    fn name(&self) -> String {
        "recording".to_owned()
    }
}

/// A recording that is being played on a port; dropping this stops it.
#[derive(Debug)]
pub struct ReplayServer {
    address: SocketAddr,
    task: AbortHandle,
}

impl ReplayServer {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for ReplayServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Plays one connection.
struct Player {
    conversation: Conversation,
    speed: f64,
    /// The ActionID under which each recorded action was asked now.
    matched: Vec<Option<String>>,
    /// Answers whose time has come before their action.
    withheld: Vec<Said>,
}

impl Player {
    async fn play(mut self, stream: impl AsyncRead + AsyncWrite + Unpin) -> io::Result<()> {
        let (mut reader, mut writer) = tokio::io::split(stream);
        let began = Instant::now();
        let banner = self.conversation.banner.take().unwrap_or_default();
        writer.write_all(format!("{banner}\r\n").as_bytes()).await?;

        let mut framer = Framer::without_banner(Limits::default());
        let mut buffer = vec![0; 4096];
        let mut script = std::mem::take(&mut self.conversation.said).into_iter().peekable();
        loop {
            // Nothing happens to those who are not logged in.
            let next = script
                .peek()
                .filter(|said| self.is_logged_in() || said.answers.is_some())
                .map(|said| began.checked_add(self.scaled(said.at)).unwrap_or(began));
            if script.peek().is_none() && self.withheld.is_empty() {
                return Ok(());
            }
            tokio::select! {
                biased;
                read = reader.read(&mut buffer) => {
                    let length = read?;
                    if length == 0 {
                        return Ok(());
                    }
                    framer.push(&buffer[..length]);
                    while let Some(frame) = framer.next() {
                        if let Frame::Message(action) = frame {
                            let action = action.to_owned();
                            self.hear(&action, &mut writer).await?;
                        }
                    }
                }
                () = tokio::time::sleep_until(next.unwrap_or(began)), if next.is_some() => {
                    if let Some(said) = script.next() {
                        self.say(said, &mut writer).await?;
                    }
                }
            }
        }
    }

    fn scaled(&self, at: Duration) -> Duration {
        Duration::try_from_secs_f64(at.as_secs_f64() / self.speed).unwrap_or(Duration::ZERO)
    }

    fn is_logged_in(&self) -> bool {
        let mut logins = self.conversation.actions.iter().zip(&self.matched);
        logins.any(|((name, _), matched)| name.eq_ignore_ascii_case("Login") && matched.is_some())
    }

    async fn hear(&mut self, action: &MessageBuf, writer: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        let name = action.get("Action").unwrap_or_default();
        let id = action.action_id().unwrap_or_default().to_owned();
        let next = self
            .conversation
            .actions
            .iter()
            .zip(&self.matched)
            .position(|((recorded, _), matched)| matched.is_none() && recorded.eq_ignore_ascii_case(name));
        let Some(number) = next else {
            let refusal =
                format!("Response: Error\r\nActionID: {id}\r\nMessage: Not in the recording\r\n\r\n");
            return writer.write_all(refusal.as_bytes()).await;
        };
        self.matched[number] = Some(id);
        let (now, still): (Vec<Said>, Vec<Said>) = std::mem::take(&mut self.withheld)
            .into_iter()
            .partition(|said| said.answers == Some(number));
        self.withheld = still;
        for said in now {
            self.say(said, writer).await?;
        }
        Ok(())
    }

    async fn say(&mut self, said: Said, writer: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        let Some(number) = said.answers else {
            return writer.write_all(&said.bytes).await;
        };
        match &self.matched[number] {
            Some(id) => writer.write_all(&with_id(&said.bytes, id)).await,
            None => {
                self.withheld.push(said);
                Ok(())
            }
        }
    }
}

/// The message with another ActionID.
fn with_id(message: &[u8], id: &str) -> Vec<u8> {
    const NAME: &[u8] = b"ActionID:";
    message
        .split_inclusive(|byte| *byte == b'\n')
        .flat_map(|line| {
            let is_id = line
                .get(..NAME.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(NAME));
            if is_id {
                format!("ActionID: {id}\r\n").into_bytes()
            } else {
                line.to_vec()
            }
        })
        .collect()
}

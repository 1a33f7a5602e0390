//! One call between its session, which speaks lines, and Asterisk, which speaks AMI.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use switchhook_ami::action::{Action, Reply, ReplyError};
use switchhook_ami::client::SendError;
use switchhook_ami::wire::HeaderWriter;
use switchhook_ami::{ChannelName, Client};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::pipe::{EMPTY, Pipe, Step};

/// How long Asterisk may take to let a call go. It does so after the command under way, which may play for long: nothing
/// depends on waiting for it.
const FAREWELL: Duration = Duration::from_secs(1);

/// Fails and does nothing else: the only way to have `AGISTATUS` say `FAILURE`. Asterisk's log names the sound.
const FAIL: &[u8] = b"STREAM FILE \"switchhook-failure\" \"\"";

const BREAK: &[u8] = b"ASYNCAGI BREAK";

/// What is heard about a call.
#[derive(Debug)]
pub(super) enum Heard {
    /// A command was carried out.
    Result { id: Option<String>, text: String },
    /// The call has left AsyncAGI.
    End,
    /// There is no connection any more, or something was missed.
    Lost(String),
}

/// A line of AGI for a channel.
struct Line<'a> {
    channel: &'a ChannelName,
    command: &'a [u8],
    id: &'a str,
}

impl Action for Line<'_> {
    type Response = ();

    fn name(&self) -> &str {
        "AGI"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("Command", self.command)
            .header("CommandID", self.id);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

/// Ours among the commands of everybody; unique within the process, and as good as that beyond it.
fn new_id() -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    format!("switchhook-{}-{number}", std::process::id())
}

pub(super) struct Carrier {
    pub(super) client: Client,
    pub(super) channel: ChannelName,
    pub(super) heard: mpsc::Receiver<Heard>,
    pipe: Pipe,
    /// The command under way.
    id: Option<String>,
}

/// Why the call is over for us.
pub(super) enum Over {
    /// It left AsyncAGI without our asking: most likely the caller hung up.
    Ended,
    /// We do not know.
    Lost(String),
}

impl Carrier {
    pub(super) fn new(client: Client, channel: ChannelName, heard: mpsc::Receiver<Heard>) -> Self {
        Self {
            client,
            channel,
            heard,
            pipe: Pipe::default(),
            id: None,
        }
    }

    /// The whole environment, of which the event had the begin.
    pub(super) async fn environment(&mut self, begin: &str) -> Result<Vec<u8>, Over> {
        let mut step = self.pipe.take(begin);
        loop {
            match step {
                Step::Whole(bytes) => return Ok(bytes),
                Step::Damaged => {
                    return Err(Over::Lost(
                        "Asterisk cut the environment, which is longer than AsyncAGI allows; give fewer or \
                         shorter arguments"
                            .to_owned(),
                    ));
                }
                Step::More => {
                    self.send(EMPTY).await?;
                    step = loop {
                        if let Some(step) = self.next_step().await? {
                            break step;
                        }
                    };
                }
            }
        }
    }

    /// Carries until one side ends.
    pub(super) async fn run(mut self, environment: &[u8], far: DuplexStream, lost: Arc<OnceLock<String>>) {
        let (read, mut write) = tokio::io::split(far);
        let (mut read, mut line) = (BufReader::new(read), Vec::new());
        let mut is_failure = false;
        // The other end is there as long as this one is.
        let _ = write.write_all(environment).await;
        let over = loop {
            tokio::select! {
                count = read.read_until(b'\n', &mut line) => {
                    if !matches!(count, Ok(1..)) {
                        break self.farewell(is_failure).await.err();
                    }
                    let command = line.strip_suffix(b"\n").unwrap_or(&line);
                    // How a session says that the program failed; then it closes.
                    if command == b"failure" {
                        is_failure = true;
                    } else if let Err(over) = self.ask(command, &mut write).await {
                        break Some(over);
                    }
                    line.clear();
                }
                step = self.next_step() => match step {
                    Ok(None) => {}
                    Ok(Some(Step::Whole(reply))) => drop(write.write_all(&reply).await),
                    Ok(Some(Step::Damaged)) => drop(write.write_all(DAMAGED).await),
                    Ok(Some(Step::More)) => if let Err(over) = self.send(EMPTY).await {
                        break Some(over);
                    },
                    Err(over) => break Some(over),
                },
            }
        };
        match over {
            Some(Over::Ended) => drop(write.write_all(b"HANGUP\n").await),
            // Only the first reason counts.
            Some(Over::Lost(reason)) => drop(lost.set(reason)),
            None => {}
        }
        self.left(read, write).await;
    }

    /// Closes our side, and reads until the session has closed its own.
    async fn left(self, mut read: BufReader<ReadHalf<DuplexStream>>, mut write: WriteHalf<DuplexStream>) {
        let _ = write.shutdown().await;
        let mut rest = Vec::new();
        while matches!(read.read_until(b'\n', &mut rest).await, Ok(1..)) {
            rest.clear();
        }
    }

    /// Sends what the session asks.
    async fn ask(&mut self, command: &[u8], write: &mut WriteHalf<DuplexStream>) -> Result<(), Over> {
        match self.try_send(command).await {
            Ok(()) => Ok(()),
            // Nothing was sent, and the connection is well: this command has failed, not the call.
            Err(error @ (SendError::Invalid(_) | SendError::Congested { .. })) => {
                self.id = None;
                let line =
                    format!("599 result=-1 the command was not sent: {error}").replace(['\r', '\n'], " ");
                drop(write.write_all(format!("{line}\n").as_bytes()).await);
                Ok(())
            }
            Err(error) => Err(over(&error)),
        }
    }

    async fn send(&mut self, command: &[u8]) -> Result<(), Over> {
        self.try_send(command).await.map_err(|error| over(&error))
    }

    async fn try_send(&mut self, command: &[u8]) -> Result<(), SendError> {
        // Known before it is sent: its result may come before the answer to the action.
        let id = self.id.insert(new_id()).clone();
        let line = Line {
            channel: &self.channel,
            command,
            id: &id,
        };
        self.client.send(line).await
    }

    /// What is heard next, if it is about us.
    async fn next_step(&mut self) -> Result<Option<Step>, Over> {
        match self.heard.recv().await {
            Some(Heard::Result { id, text }) if id.is_some() && id == self.id => {
                self.id = None;
                Ok(Some(self.pipe.take(&text)))
            }
            Some(Heard::Result { text, .. }) => {
                self.pipe.take_foreign(&text);
                Ok(None)
            }
            Some(Heard::End) => Err(Over::Ended),
            Some(Heard::Lost(reason)) => Err(Over::Lost(reason)),
            None => Err(Over::Lost(
                "the program that answers AsyncAGI has ended".to_owned(),
            )),
        }
    }

    /// Sends the call back to the dialplan, and waits for that for a moment.
    pub(super) async fn farewell(&mut self, is_failure: bool) -> Result<(), Over> {
        if is_failure {
            self.send(FAIL).await?;
        }
        self.send(BREAK).await?;
        let left = async { while self.next_step().await.is_ok() {} };
        // A call that takes longer leaves all the same.
        let _ = timeout(FAREWELL, left).await;
        Ok(())
    }
}

/// What a session reads instead of a reply that was cut. The command was carried out.
const DAMAGED: &[u8] =
    b"599 result=-1 done, but AsyncAGI has cut the reply, which is too long; ask for less at once\n";

fn over(error: &SendError) -> Over {
    match error {
        // There is no such channel, or it has left AsyncAGI.
        SendError::Refused { .. } => Over::Ended,
        other => Over::Lost(other.to_string()),
    }
}

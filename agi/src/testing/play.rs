//! Moves the bytes of a script.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays the peer on a socket: that is its work"
)]

use std::future::pending;
use std::net::SocketAddr;
use std::pin::pin;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::script::{Step, is_same_command};
use super::{Script, ScriptError};
use crate::call::{Handler, converse};
#[cfg(all(unix, feature = "blocking"))]
use crate::outcome::HandlerError;
use crate::outcome::Outcome;
use crate::proto::Options;

impl Script {
    /// Calls a FastAGI server and plays the script.
    ///
    /// # Errors
    /// The first thing that went otherwise than the script says.
    pub async fn play_at(&self, address: SocketAddr) -> Result<(), ScriptError> {
        let connected = timeout(self.patience, TcpStream::connect(address)).await;
        let stream = match connected {
            Ok(connected) => connected.map_err(|source| ScriptError::Io { step: 0, source })?,
            Err(_) => {
                return Err(ScriptError::Silence {
                    step: 0,
                    expected: format!("a connection to {address}"),
                    waited: self.patience,
                });
            }
        };
        self.play(stream).await
    }

    /// Plays the script to a handler, without a network, and gives its outcome. A handler that reads a
    /// [`parameter`](crate::Call::parameter) of its route is given as its [`Router`](crate::server::Router).
    ///
    /// # Errors
    /// The first thing that went otherwise than the script says. The handler is dropped then, wherever it stands.
    pub async fn run(&self, handler: impl Handler) -> Result<Outcome, ScriptError> {
        self.run_with(Options::default(), handler).await
    }

    /// As [`run`](Self::run), with limits and deadlines of your own.
    ///
    /// # Errors
    /// As for [`run`](Self::run).
    pub async fn run_with(&self, options: Options, handler: impl Handler) -> Result<Outcome, ScriptError> {
        let (asterisk, program) = tokio::io::duplex(64 * 1024);
        let playing = self.play(asterisk);
        let conversing = converse(program, &handler, options, pending());
        let (mut playing, mut conversing) = (pin!(playing), pin!(conversing));
        tokio::select! {
            played = &mut playing => {
                played?;
                Ok(conversing.await)
            }
            outcome = &mut conversing => {
                playing.await?;
                Ok(outcome)
            }
        }
    }

    /// Plays the script to a handler of [`blocking`](crate::blocking), and gives its outcome. Needs no runtime, and goes by
    /// the real clock.
    ///
    /// ```
    /// use switchhook_agi::blocking::Call;
    /// use switchhook_agi::testing::Script;
    /// use switchhook_agi::{CallError, Outcome};
    ///
    /// fn greet(call: &mut Call) -> Result<(), CallError> {
    ///     call.answer()?;
    ///     call.set_variable("GREETING", "hello")
    /// }
    /// let script = Script::call("greet").without("agi_network").without("agi_network_script");
    /// let outcome = script.on("ANSWER", "200 result=0").hangs_up().on("SET VARIABLE GREETING hello", "200 result=1").closes();
    /// assert!(matches!(outcome.run_blocking(greet)?, Outcome::Completed));
    /// # Ok::<(), switchhook_agi::testing::ScriptError>(())
    /// ```
    ///
    /// # Errors
    /// The first thing that went otherwise than the script says. Asterisk is gone for the handler then, and it is waited
    /// for.
    #[cfg(all(unix, feature = "blocking"))]
    pub fn run_blocking<E: Into<HandlerError>>(
        &self,
        handler: impl FnOnce(&mut crate::blocking::Call) -> Result<(), E>,
    ) -> Result<Outcome, ScriptError> {
        let io = |source| ScriptError::Io { step: 0, source };
        let (asterisk, program) = std::os::unix::net::UnixStream::pair().map_err(io)?;
        asterisk.set_nonblocking(true).map_err(io)?;
        let output = program.try_clone().map_err(io)?;
        std::thread::scope(|scope| {
            let playing = scope.spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                runtime.map_err(io)?.block_on(async {
                    let asterisk = tokio::net::UnixStream::from_std(asterisk).map_err(io)?;
                    self.play(asterisk).await
                })
            });
            // The handler stays in this thread, where a test sees what it prints.
            let outcome = crate::blocking::converse(program, output, Options::default(), handler);
            match playing.join() {
                Ok(played) => played.map(|()| outcome),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// Plays the script on any stream, such as one half of [`tokio::io::duplex`].
    ///
    /// # Errors
    /// The first thing that went otherwise than the script says.
    pub async fn play<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: S) -> Result<(), ScriptError> {
        let mut player = Player {
            stream,
            buffer: Vec::new(),
            step: 0,
        };
        // What may still be said.
        let mut left = self.cut_after.unwrap_or(usize::MAX);
        for (index, step) in self.all_steps().into_iter().enumerate() {
            player.step = index + 1;
            let io = |source| ScriptError::Io {
                step: index + 1,
                source,
            };
            match step {
                Step::Say(bytes) if bytes.len() > left => {
                    player.stream.write_all(&bytes[..left]).await.map_err(io)?;
                    player.stream.shutdown().await.map_err(io)?;
                    return player.until_closed(self).await;
                }
                Step::Say(bytes) => {
                    left -= bytes.len();
                    player.stream.write_all(&bytes).await.map_err(io)?;
                    player.stream.flush().await.map_err(io)?;
                }
                Step::Wait(time) => tokio::time::sleep(time).await,
                Step::Close => player.stream.shutdown().await.map_err(io)?,
                Step::Expect(expected) => player.expect(&expected, self).await?,
                Step::ExpectClose => player.expect_close(self).await?,
            }
        }
        Ok(())
    }
}

struct Player<S> {
    stream: S,
    /// What came and was not yet looked at.
    buffer: Vec<u8>,
    step: usize,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Player<S> {
    async fn expect(&mut self, expected: &[u8], script: &Script) -> Result<(), ScriptError> {
        let named = || String::from_utf8_lossy(expected).into_owned();
        let step = self.step;
        let line = self.line(script, &named()).await?;
        let line = line.ok_or_else(|| ScriptError::Closed {
            step,
            expected: named(),
        })?;
        if is_same_command(&line, expected) {
            return Ok(());
        }
        Err(ScriptError::OtherLine {
            step,
            expected: named(),
            got: String::from_utf8_lossy(&line).into_owned(),
        })
    }

    async fn expect_close(&mut self, script: &Script) -> Result<(), ScriptError> {
        match self.line(script, "the end").await? {
            None => Ok(()),
            Some(line) => Err(ScriptError::NotClosed {
                step: self.step,
                got: String::from_utf8_lossy(&line).into_owned(),
            }),
        }
    }

    /// Whatever it still says.
    async fn until_closed(&mut self, script: &Script) -> Result<(), ScriptError> {
        while self.line(script, "the end").await?.is_some() {}
        Ok(())
    }

    /// The next line without its end; `None` once the program has closed.
    async fn line(&mut self, script: &Script, expected: &str) -> Result<Option<Vec<u8>>, ScriptError> {
        let step = self.step;
        let reading = async {
            loop {
                if let Some(at) = self.buffer.iter().position(|byte| *byte == b'\n') {
                    let rest = self.buffer.split_off(at + 1);
                    let mut line = std::mem::replace(&mut self.buffer, rest);
                    line.pop();
                    return Ok(Some(line));
                }
                let count = self.stream.read_buf(&mut self.buffer).await;
                match count.map_err(|source| ScriptError::Io { step, source })? {
                    0 if self.buffer.is_empty() => return Ok(None),
                    // Half a line and the end.
                    0 => return Ok(Some(std::mem::take(&mut self.buffer))),
                    _ => {}
                }
            }
        };
        match timeout(script.patience, reading).await {
            Ok(line) => line,
            Err(_) => Err(ScriptError::Silence {
                step,
                expected: expected.to_owned(),
                waited: script.patience,
            }),
        }
    }
}

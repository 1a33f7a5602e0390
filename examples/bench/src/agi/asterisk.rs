//! The played Asterisk: says an environment, and reads lines.

use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::Result;

/// What a call says at its beginning: the block of an Asterisk 22, 576 bytes without path and argument.
pub fn environment(path: &str, id: u64, argument: u64) -> String {
    format!(
        "agi_network: yes\nagi_network_script: {path}\nagi_request: agi://127.0.0.1/{path}\n\
         agi_channel: PJSIP/100-{id:08x}\nagi_language: en\nagi_type: PJSIP\nagi_uniqueid: 1700000000.{id}\n\
         agi_version: 22.10.1\nagi_callerid: 100\nagi_calleridname: Alice Martin\nagi_callingpres: 0\n\
         agi_callingani2: 0\nagi_callington: 0\nagi_callingtns: 0\nagi_dnid: 301\nagi_rdnis: unknown\n\
         agi_context: internal\nagi_extension: 301\nagi_priority: 1\nagi_enhanced: 0.0\nagi_accountcode: \n\
         agi_threadid: 140000000000000\nagi_arg_1: {argument}\n\n"
    )
}

/// One call, as Asterisk sees it.
#[derive(Debug)]
pub struct Call {
    lines: BufReader<OwnedReadHalf>,
    output: OwnedWriteHalf,
    line: Vec<u8>,
}

impl Call {
    /// Connects, and says its environment.
    pub async fn begin(address: SocketAddr, path: &str, id: u64, argument: u64) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (input, mut output) = stream.into_split();
        output
            .write_all(environment(path, id, argument).as_bytes())
            .await?;
        Ok(Self {
            lines: BufReader::with_capacity(256, input),
            output,
            line: Vec::new(),
        })
    }

    /// The next command without its end; `None` once the program has closed.
    pub async fn command(&mut self) -> Result<Option<&[u8]>> {
        self.line.clear();
        self.lines.read_until(b'\n', &mut self.line).await?;
        Ok(self.line.strip_suffix(b"\n"))
    }

    /// Says this, whole lines or not.
    pub async fn say(&mut self, bytes: &[u8]) -> Result<()> {
        self.output.write_all(bytes).await?;
        Ok(())
    }
}

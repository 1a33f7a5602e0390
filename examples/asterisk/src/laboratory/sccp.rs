use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::error::{Result, RigError};

/// A Cisco telephone as chan_skinny of version 16 knows it: registered as the laboratory's `labphone` while this value
/// lives, and good for nothing else.
#[derive(Debug)]
pub struct SccpPhone {
    _stream: TcpStream,
}

impl SccpPhone {
    /// Registers at [`Laboratory::sccp_addr`](super::Laboratory::sccp_addr).
    ///
    /// # Errors
    ///
    /// Nobody listens, or the device is refused.
    pub fn register(address: SocketAddr) -> Result<Self> {
        const REGISTER: u32 = 0x1;
        const REFUSED: u32 = 0x9d;
        let failed = |reason: String| RigError::Register {
            user: "labphone".to_owned(),
            reason,
        };
        let say = |e: std::io::Error| failed(e.to_string());
        let mut body = b"SEP00E04C000001\0".to_vec();
        // User, instance, address, kind of telephone (7960), streams.
        for number in [0_u32, 1, 0x0100_007f, 7, 0] {
            body.extend(number.to_le_bytes());
        }
        let mut message = Vec::new();
        for number in [body.len() as u32 + 4, 0, REGISTER] {
            message.extend(number.to_le_bytes());
        }
        message.extend(body);
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(5)).map_err(say)?;
        stream
            .set_read_timeout(Some(Duration::from_secs(5)))
            .map_err(say)?;
        stream.write_all(&message).map_err(say)?;
        let mut head = [0_u8; 12];
        stream.read_exact(&mut head).map_err(say)?;
        let answer = u32::from_le_bytes([head[8], head[9], head[10], head[11]]);
        // One that is let in may be told about its lamps before it is told that it is in.
        if answer == REFUSED {
            return Err(failed("no such device".to_owned()));
        }
        Ok(Self { _stream: stream })
    }
}

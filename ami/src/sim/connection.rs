//! One client's socket: moves bytes both ways, slowly or not at all if it is told so.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a server: sockets, tasks and the clock are its trade"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use super::server::Shared;

/// A write that takes longer means a client that does not read.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// What a connection is told to do, in this order.
#[derive(Debug)]
pub(super) enum Order {
    Write(Arc<[u8]>),
    /// Write in pieces of this size, with this much silence after each.
    Slow(usize, Duration),
    /// Neither read nor write for a while.
    Stall(Duration),
    /// Neither read nor write ever again.
    Freeze,
}

/// Reads from and writes to one client until either side has enough.
pub(super) async fn converse(
    id: u64,
    mut stream: TcpStream,
    mut orders: mpsc::UnboundedReceiver<Order>,
    pending: Arc<AtomicUsize>,
    shared: Arc<Shared>,
) {
    // As Asterisk does; a refusal costs a little speed only.
    let _ = stream.set_nodelay(true);
    let (mut reader, mut writer) = stream.split();
    let mut buffer = [0; 4096];
    let mut pace = (usize::MAX, Duration::ZERO);
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                // The manager closed the session, and everything before that is written.
                None => break,
                Some(Order::Write(bytes)) => {
                    let written = write(&mut writer, &bytes, pace).await;
                    pending.fetch_sub(bytes.len(), Ordering::Relaxed);
                    if !written {
                        break;
                    }
                }
                Some(Order::Slow(bytes, pause)) => pace = (bytes, pause),
                Some(Order::Stall(length)) => tokio::time::sleep(length).await,
                // Nothing is read, so nothing is learnt of the other side either: only the end of the PBX, or of
                // the bounded list of such connections, ends this.
                Some(Order::Freeze) => std::future::pending().await,
            },
            read = reader.read(&mut buffer) => {
                let Ok(count @ 1..) = read else { break };
                shared.received(id, &buffer[..count]);
            }
        }
    }
    shared.closed(id);
}

/// Writes in pieces; false if the client does not take them.
async fn write(
    writer: &mut (impl AsyncWrite + Unpin),
    bytes: &[u8],
    (size, pause): (usize, Duration),
) -> bool {
    for piece in bytes.chunks(size.max(1)) {
        let written = tokio::time::timeout(WRITE_TIMEOUT, writer.write_all(piece)).await;
        if !matches!(written, Ok(Ok(()))) {
            return false;
        }
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
    }
    true
}

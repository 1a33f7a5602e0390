//! A whole client on loopback: events into a handler, a handler that pauses, the time of a Ping.

use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use asterisk_rs_ami::AmiClient;
use asterisk_rs_core::event::EventReceive;
use switchhook_ami::action::Ping;
use switchhook_ami::client::{Client, Config, Item, ItemRef};
use switchhook_ami::{Event, Secret};

use crate::server::{self, Plan};

/// Whatever goes wrong ends the program with its words.
pub type Result<T> = std::result::Result<T, Failure>;

/// See [`Result`].
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Nothing measured here takes this long.
const PATIENCE: Duration = Duration::from_secs(120);

/// What became of the events of one run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Delivered {
    /// Events that the handler saw.
    pub seen: usize,
    /// Events that the client said were lost.
    pub lost: usize,
    /// `Hangup` events among those seen.
    pub hangups: usize,
    /// From the first Ping to the last event.
    pub took: Duration,
}

impl Delivered {
    /// Events a second that the handler saw.
    pub fn rate(&self) -> f64 {
        self.seen as f64 / self.took.as_secs_f64()
    }

    /// Lost events out of 100.
    pub fn lost_percent(&self) -> f64 {
        100.0 * self.lost as f64 / (self.seen + self.lost).max(1) as f64
    }
}

/// What a handler does beside counting.
#[derive(Clone, Copy, Debug)]
pub struct Pause {
    /// After so many events …
    pub every: usize,
    /// … it does nothing for so long.
    pub length: Duration,
}

impl Pause {
    async fn after(pause: Option<Self>, seen: usize) {
        if let Some(pause) = pause
            && seen.is_multiple_of(pause.every)
        {
            tokio::time::sleep(pause.length).await;
        }
    }
}

/// A subscription's queue: events and bytes.
pub type Queue = (usize, usize);

async fn connect_ours(plan: Plan, queue: Option<Queue>) -> Result<Client> {
    let address = server::start(plan)?.address;
    let mut config = Config::new(address.to_string(), "bench", Secret::new("secret"));
    if let Some((items, bytes)) = queue {
        config = config.queue(items, bytes);
    }
    Ok(Client::connect(config).await?)
}

async fn connect_peer(plan: Plan, capacity: Option<usize>) -> Result<AmiClient> {
    let address = server::start(plan)?.address;
    let mut builder = AmiClient::builder()
        .host(address.ip().to_string())
        .port(address.port())
        .credentials("bench", "secret");
    if let Some(capacity) = capacity {
        builder = builder.event_capacity(capacity);
    }
    Ok(builder.build().await?)
}

/// Ours: `expected` events into one subscription.
///
/// # Errors
/// If the client cannot connect, or the events do not come.
pub async fn ours(
    plan: Plan,
    expected: usize,
    queue: Option<Queue>,
    pause: Option<Pause>,
) -> Result<Delivered> {
    let client = connect_ours(plan, queue).await?;
    let mut items = client.subscribe();
    let begun = Instant::now();
    client.send(Ping).await?;
    let mut delivered = Delivered::default();
    let reading = async {
        while delivered.seen + delivered.lost < expected {
            match items.next().await {
                Some(Item::Event(message)) => {
                    delivered.seen += 1;
                    delivered.hangups += usize::from(matches!(message.event(), Event::Hangup(_)));
                    Pause::after(pause, delivered.seen).await;
                }
                Some(Item::Lagged(count)) => delivered.lost += usize::try_from(count)?,
                Some(_) => {}
                None => return Err("the connection ended early".into()),
            }
        }
        Ok::<(), Failure>(())
    };
    tokio::time::timeout(PATIENCE, reading).await??;
    delivered.took = begun.elapsed();
    client.close().await;
    Ok(delivered)
}

/// Ours: `expected` events into a handler that borrows them, in the task that reads.
///
/// # Errors
/// If the client cannot connect, or the events do not come.
pub async fn ours_handled(plan: Plan, expected: usize) -> Result<Delivered> {
    let client = connect_ours(plan, None).await?;
    let (all_seen, wait) = tokio::sync::oneshot::channel();
    let (mut all_seen, mut seen, mut hangups) = (Some(all_seen), 0, 0);
    let handler = client.handle(move |item| {
        if let ItemRef::Event(message) = item {
            seen += 1;
            hangups += usize::from(matches!(message.event(), Event::Hangup(_)));
            if seen == expected
                && let Some(all_seen) = all_seen.take()
            {
                // An error means that the measurement was given up.
                let _ = all_seen.send(hangups);
            }
        }
    });
    let begun = Instant::now();
    client.send(Ping).await?;
    let hangups = tokio::time::timeout(PATIENCE, wait).await??;
    let took = begun.elapsed();
    drop(handler);
    client.close().await;
    Ok(Delivered {
        seen: expected,
        lost: 0,
        hangups,
        took,
    })
}

/// `asterisk-rs-ami`: `expected` events into one subscription.
///
/// # Errors
/// If the client cannot connect, or the events do not come.
pub async fn peer(
    plan: Plan,
    expected: usize,
    capacity: Option<usize>,
    pause: Option<Pause>,
) -> Result<Delivered> {
    let client = connect_peer(plan, capacity).await?;
    let mut events = client.subscribe();
    let begun = Instant::now();
    client.ping().await?;
    let mut delivered = Delivered::default();
    let reading = async {
        while delivered.seen + delivered.lost < expected {
            match events.recv().await {
                EventReceive::Event(event) => {
                    delivered.seen += 1;
                    delivered.hangups +=
                        usize::from(matches!(event, asterisk_rs_ami::AmiEvent::Hangup { .. }));
                    Pause::after(pause, delivered.seen).await;
                }
                EventReceive::Lagged(count) => delivered.lost += usize::try_from(count)?,
                EventReceive::Closed => return Err("the connection ended early".into()),
            }
        }
        Ok::<(), Failure>(())
    };
    tokio::time::timeout(PATIENCE, reading).await??;
    delivered.took = begun.elapsed();
    client.disconnect().await?;
    Ok(delivered)
}

/// Ours: how long each of `count` Pings takes, one after the other.
///
/// # Errors
/// If the client cannot connect or a Ping fails.
pub async fn ping_ours(count: usize) -> Result<Vec<Duration>> {
    let client = connect_ours(Plan::Quiet, None).await?;
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let begun = Instant::now();
        client.send(Ping).await?;
        times.push(begun.elapsed());
    }
    client.close().await;
    Ok(times)
}

/// `asterisk-rs-ami`: likewise.
///
/// # Errors
/// If the client cannot connect or a Ping fails.
pub async fn ping_peer(count: usize) -> Result<Vec<Duration>> {
    let client = connect_peer(Plan::Quiet, None).await?;
    let mut times = Vec::with_capacity(count);
    for _ in 0..count {
        let begun = Instant::now();
        client.ping().await?;
        times.push(begun.elapsed());
    }
    client.disconnect().await?;
    Ok(times)
}

/// The same bytes there and back on two blocking sockets, without any client: what the machine itself takes.
///
/// # Errors
/// If loopback fails.
pub fn ping_bare(count: usize) -> io::Result<Vec<Duration>> {
    const QUESTION: &[u8] = b"Action: Ping\r\nActionID: sh-12345\r\n\r\n";
    const ANSWER: &[u8] =
        b"Response: Success\r\nActionID: sh-12345\r\nPing: Pong\r\nTimestamp: 1718000000.123456\r\n\r\n";
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let mut near = TcpStream::connect(listener.local_addr()?)?;
    let (mut far, _) = listener.accept()?;
    near.set_nodelay(true)?;
    far.set_nodelay(true)?;
    let answering = std::thread::spawn(move || -> io::Result<()> {
        let mut question = [0; QUESTION.len()];
        for _ in 0..count {
            far.read_exact(&mut question)?;
            far.write_all(ANSWER)?;
        }
        Ok(())
    });
    let mut times = Vec::with_capacity(count);
    let mut answer = [0; ANSWER.len()];
    for _ in 0..count {
        let begun = Instant::now();
        near.write_all(QUESTION)?;
        near.read_exact(&mut answer)?;
        times.push(begun.elapsed());
    }
    answering
        .join()
        .map_err(|_| io::Error::other("the answering thread panicked"))??;
    Ok(times)
}

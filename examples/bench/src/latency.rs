//! How long an event takes from the socket's far end to each handler, at a steady rate.

use std::time::{Duration, Instant};

use switchhook_ami::Secret;
use switchhook_ami::action::Ping;
use switchhook_ami::client::{Client, Config, Item};

use crate::loopback::Result;
use crate::server::{self, Plan};

/// Long enough for every measurement here, unless events are missing.
const PATIENCE: Duration = Duration::from_secs(60);

/// The times of all events in all of `subscribers` subscriptions, `events` in each, and how many were lost.
///
/// # Errors
/// If the client cannot connect, or the events do not come.
pub async fn ours(events: usize, rate: usize, subscribers: usize) -> Result<(Vec<Duration>, usize)> {
    let epoch = Instant::now();
    let address = server::start(Plan::Stamped { epoch, events, rate })?.address;
    let client = Client::connect(Config::new(address.to_string(), "bench", Secret::new("secret"))).await?;
    let readers: Vec<_> = (0..subscribers)
        .map(|_| {
            let mut items = client.subscribe();
            tokio::spawn(tokio::time::timeout(PATIENCE, async move {
                let (mut times, mut lost) = (Vec::with_capacity(events), 0);
                while times.len() + lost < events {
                    match items.next().await {
                        Some(Item::Event(message)) => {
                            let sent = message.get("SentAt").and_then(|nanos| nanos.parse().ok());
                            let sent = Duration::from_nanos(sent.unwrap_or_default());
                            times.push(epoch.elapsed().saturating_sub(sent));
                        }
                        Some(Item::Lagged(count)) => lost += usize::try_from(count).unwrap_or(usize::MAX),
                        Some(_) => {}
                        None => break,
                    }
                }
                (times, lost)
            }))
        })
        .collect();
    client.send(Ping).await?;
    let (mut all, mut lost) = (Vec::new(), 0);
    for reader in readers {
        let (times, missed) = reader.await??;
        all.extend(times);
        lost += missed;
    }
    client.close().await;
    Ok((all, lost))
}

//! Of which channels Asterisk said that MixMonitor stopped, over the manager interface.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use switchhook_ami::client::{Client, Config, Item};
use switchhook_ami::value::{EventMask, Secret as AmiSecret};
use tracing::{info, warn};

use crate::config::{Ami, Secret};

/// Older ones are of calls that were delivered long ago.
const REMEMBERED: usize = 10_000;

/// The channels whose recording has stopped, by their `UniqueId`. Empty without a manager account.
#[derive(Clone, Debug, Default)]
pub struct Stops {
    seen: Arc<Mutex<Seen>>,
}

#[derive(Debug, Default)]
struct Seen {
    order: VecDeque<String>,
    stopped: HashSet<String>,
}

impl Stops {
    /// Whether this channel's recording has stopped.
    pub fn has(&self, unique_id: &str) -> bool {
        self.lock().stopped.contains(unique_id)
    }

    fn add(&self, unique_id: &str) {
        let mut seen = self.lock();
        if !seen.stopped.insert(unique_id.to_owned()) {
            return;
        }
        seen.order.push_back(unique_id.to_owned());
        if seen.order.len() > REMEMBERED
            && let Some(oldest) = seen.order.pop_front()
        {
            seen.stopped.remove(&oldest);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Follows the manager interface for ever.
    pub async fn follow(self, ami: Ami, secret: Secret) {
        let config = Config::new(&*ami.address, &*ami.user, AmiSecret::new(secret.expose()));
        let client = Client::start(config.events(EventMask::CALL));
        let mut items = client.subscribe();
        while let Some(item) = items.next().await {
            match item {
                Item::Event(event) if event.get("Event") == Some("MixMonitorStop") => {
                    if let Some(id) = event.get("Uniqueid") {
                        self.add(id);
                    }
                }
                Item::Connected(_) => info!(address = ami.address, "the manager interface is there"),
                // What is missed is made up for by looking at who holds the file.
                Item::Disconnected { reason } => {
                    warn!(address = ami.address, %reason, "the manager interface is gone");
                }
                Item::Lagged(count) => warn!(count, "events of the manager interface were missed"),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_stops_are_remembered() {
        let stops = Stops::default();
        for number in 0..=REMEMBERED {
            stops.add(&format!("1.{number}"));
            stops.add(&format!("1.{number}"));
        }
        assert!(!stops.has("1.0"));
        assert!(stops.has("1.1") && stops.has(&format!("1.{REMEMBERED}")));
    }
}

//! Everything that a connection heard, to look for what must have happened.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchhook_ami::MessageBuf;
use switchhook_ami::client::{Client, Item};
use tokio::sync::watch;

use crate::SOON;

/// The events of a client in their order.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    events: Arc<Mutex<Vec<Arc<MessageBuf>>>>,
    count: watch::Receiver<usize>,
}

impl Log {
    /// Begins to listen; ends with the client.
    pub(crate) fn of(client: &Client) -> Self {
        let mut items = client.subscribe();
        let events = Arc::new(Mutex::new(Vec::new()));
        let (told, count) = watch::channel(0);
        let kept: Arc<Mutex<Vec<Arc<MessageBuf>>>> = Arc::clone(&events);
        tokio::spawn(async move {
            while let Some(item) = items.next().await {
                let event = match item {
                    Item::Event(event) => event,
                    // An item of IAXpeers bears no ActionID, one of WaitEvent one that is answered already.
                    Item::Unmatched(message) => message,
                    Item::Connected(..) | Item::Disconnected { .. } => continue,
                    other => panic!("nothing may be lost or malformed here: {other:?}"),
                };
                let mut events = kept.lock().expect("nobody panics with it");
                events.push(event);
                told.send_replace(events.len());
            }
        });
        Self { events, count }
    }

    /// The present, for [`Log::event`].
    pub(crate) fn mark(&self) -> usize {
        *self.count.borrow()
    }

    /// All events since a mark.
    pub(crate) fn since(&self, mark: usize) -> Vec<Arc<MessageBuf>> {
        self.events.lock().expect("nobody panics with it")[mark..].to_vec()
    }

    /// The first event since `mark` that is wanted, waiting for it if need be.
    pub(crate) async fn event(
        &self,
        mark: usize,
        what: &str,
        wanted: impl Fn(&MessageBuf) -> bool,
    ) -> Arc<MessageBuf> {
        match self.within(SOON, mark, wanted).await {
            Some(event) => event,
            None => {
                let names: Vec<_> = self
                    .since(mark)
                    .iter()
                    .filter_map(|event| event.event_name().map(str::to_owned))
                    .collect();
                panic!("no {what} within {SOON:?}, but {names:?}");
            }
        }
    }

    /// The first event of this name since `mark` with this header.
    pub(crate) async fn named(&self, mark: usize, name: &str, header: &str, value: &str) -> Arc<MessageBuf> {
        self.event(mark, &format!("{name} with {header}: {value}"), |event| {
            event.event_name() == Some(name) && event.get(header) == Some(value)
        })
        .await
    }

    /// The same for at most `time`, and without complaint.
    pub(crate) async fn within(
        &self,
        time: Duration,
        mark: usize,
        wanted: impl Fn(&MessageBuf) -> bool,
    ) -> Option<Arc<MessageBuf>> {
        let mut count = self.count.clone();
        let mut next = mark;
        let look = async {
            loop {
                let found = {
                    let events = self.events.lock().expect("nobody panics with it");
                    let found = events[next..].iter().find(|event| wanted(event)).cloned();
                    next = events.len();
                    found
                };
                if found.is_some() {
                    return found;
                }
                // An error means that the client is closed.
                count.changed().await.ok()?;
            }
        };
        tokio::time::timeout(time, look).await.ok().flatten()
    }
}

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::Notify;

use super::error::ConnectError;
use crate::wire::{Banner, Malformed, MessageBuf};

/// Something that happened on the connection, in its order.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Item {
    /// Logged in, for the first time or again. No event from before comes any more: read the state anew.
    Connected(Banner),
    /// The connection ended; the client is trying again.
    Disconnected {
        /// Why.
        reason: Arc<ConnectError>,
    },
    /// An event; look at [`MessageBuf::event`].
    Event(Arc<MessageBuf>),
    /// So many items were lost here, because the subscription was not read in time: read the state anew.
    Lost(u64),
    /// A message was given up; the connection goes on.
    Malformed(Malformed),
    /// A message that answers nothing that anybody waits for.
    Unmatched(Arc<MessageBuf>),
}

impl Item {
    fn bytes(&self) -> usize {
        match self {
            Self::Event(message) | Self::Unmatched(message) => message.as_bytes().len(),
            _ => 0,
        }
    }
}

/// The items of one subscriber; see [`Client::subscribe`](super::Client::subscribe).
#[derive(Debug)]
pub struct Subscription {
    queue: Arc<Queue>,
}

impl Subscription {
    /// The next item, in order; `None` once the client is closed and all was read.
    ///
    /// Cancel safe: dropping the future loses no item.
    pub async fn next(&mut self) -> Option<Item> {
        loop {
            {
                let mut waiting = self.queue.lock();
                if let Some(item) = waiting.pop() {
                    return Some(item);
                }
                if waiting.closed {
                    return None;
                }
            }
            // A permit is kept if the notice came since the lock was released.
            self.queue.filled.notified().await;
        }
    }

    /// The next item if there is one now.
    pub fn try_next(&mut self) -> Option<Item> {
        self.queue.lock().pop()
    }
}

#[derive(Debug)]
struct Queue {
    waiting: Mutex<Waiting>,
    filled: Notify,
    max_items: usize,
    max_bytes: usize,
}

#[derive(Debug, Default)]
struct Waiting {
    items: VecDeque<Item>,
    bytes: usize,
    lost: u64,
    closed: bool,
}

impl Waiting {
    fn pop(&mut self) -> Option<Item> {
        match self.items.pop_front() {
            Some(item) => {
                self.bytes -= item.bytes();
                Some(item)
            }
            None if self.lost > 0 => Some(Item::Lost(std::mem::take(&mut self.lost))),
            None => None,
        }
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // A panic elsewhere cannot leave the queue half changed.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, item: &Item) {
        let mut waiting = self.lock();
        let full = waiting.items.len() >= self.max_items || waiting.bytes + item.bytes() > self.max_bytes;
        // Once full, wait until half is free: one long gap is easier to live with than many short ones.
        let draining = waiting.lost > 0
            && (waiting.items.len() > self.max_items / 2 || waiting.bytes > self.max_bytes / 2);
        if full || draining {
            waiting.lost += 1;
        } else {
            if waiting.lost > 0 {
                let lost = std::mem::take(&mut waiting.lost);
                waiting.items.push_back(Item::Lost(lost));
            }
            waiting.bytes += item.bytes();
            waiting.items.push_back(item.clone());
        }
        drop(waiting);
        self.filled.notify_one();
    }
}

/// All subscriptions of a client.
#[derive(Debug)]
pub(super) struct Hub {
    inner: Mutex<Inner>,
    max_items: usize,
    max_bytes: usize,
}

#[derive(Debug, Default)]
struct Inner {
    queues: Vec<Weak<Queue>>,
    banner: Option<Banner>,
    closed: bool,
}

impl Hub {
    pub(super) fn new(max_items: usize, max_bytes: usize) -> Self {
        // Two places at least: one for the loss and one for what comes after it.
        Self {
            inner: Mutex::default(),
            max_items: max_items.max(2),
            max_bytes,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn subscribe(&self) -> Subscription {
        let queue = Arc::new(Queue {
            waiting: Mutex::default(),
            filled: Notify::new(),
            max_items: self.max_items,
            max_bytes: self.max_bytes,
        });
        let mut inner = self.lock();
        if let Some(banner) = &inner.banner {
            queue.push(&Item::Connected(banner.clone()));
        }
        queue.lock().closed = inner.closed;
        inner.queues.push(Arc::downgrade(&queue));
        Subscription { queue }
    }

    /// Gives `item` to everybody, without waiting for anybody.
    pub(super) fn publish(&self, item: &Item) {
        let mut inner = self.lock();
        match item {
            Item::Connected(banner) => inner.banner = Some(banner.clone()),
            Item::Disconnected { .. } => inner.banner = None,
            _ => {}
        }
        inner.queues.retain(|queue| match queue.upgrade() {
            Some(queue) => {
                queue.push(item);
                true
            }
            None => false,
        });
    }

    pub(super) fn close(&self) {
        let mut inner = self.lock();
        inner.closed = true;
        inner.banner = None;
        for queue in inner.queues.drain(..).filter_map(|queue| queue.upgrade()) {
            queue.lock().closed = true;
            queue.filled.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Hub, Item};
    use crate::wire::MessageBuf;

    fn event(number: usize) -> Item {
        let message = MessageBuf::build(|headers| {
            headers.header("Event", "Test").display("Number", number);
        });
        Item::Event(Arc::new(message.expect("clean values")))
    }

    /// What is waiting: event numbers, and losses as negative counts.
    fn waiting(subscription: &mut super::Subscription) -> Vec<i64> {
        std::iter::from_fn(|| subscription.try_next())
            .map(|item| match item {
                Item::Event(message) => message
                    .get("Number")
                    .and_then(|number| number.parse().ok())
                    .unwrap(),
                Item::Lost(count) => -i64::try_from(count).unwrap(),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn a_full_queue_counts_what_it_loses_at_the_place_where_it_was() {
        let hub = Hub::new(4, 1 << 20);
        let mut subscription = hub.subscribe();
        (0..10).for_each(|number| hub.publish(&event(number)));
        assert!(matches!(subscription.try_next(), Some(Item::Event(_))));
        // More than half is still waiting, so this is lost too.
        hub.publish(&event(10));
        assert_eq!(waiting(&mut subscription), [1, 2, 3, -7]);
        hub.publish(&event(11));
        assert_eq!(waiting(&mut subscription), [11]);
    }

    #[test]
    fn a_loss_stands_before_what_came_after_it() {
        let hub = Hub::new(4, 1 << 20);
        let mut subscription = hub.subscribe();
        (0..6).for_each(|number| hub.publish(&event(number)));
        for _ in 0..2 {
            subscription.try_next();
        }
        hub.publish(&event(6));
        assert_eq!(waiting(&mut subscription), [2, 3, -2, 6]);
    }

    #[test]
    fn bytes_are_bounded_too() {
        let hub = Hub::new(1000, 100);
        let mut subscription = hub.subscribe();
        (0..50).for_each(|number| hub.publish(&event(number)));
        let all = waiting(&mut subscription);
        assert!(all.len() <= 5, "{all:?}");
        assert!(all.last().is_some_and(|last| *last < 0));
    }

    #[test]
    fn a_subscription_that_is_gone_is_forgotten() {
        let hub = Hub::new(4, 100);
        drop(hub.subscribe());
        hub.publish(&event(1));
        assert!(hub.lock().queues.is_empty());
    }
}

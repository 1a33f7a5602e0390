use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::item::{Connected, Item, ItemRef};
use super::stats::Counters;
use super::subscription::{Queue, Subscription, SubscriptionOptions};
use crate::wire::{Message, MessageBuf};

/// All subscriptions and handlers of a client.
#[derive(Debug)]
pub(super) struct Hub {
    inner: Mutex<Inner>,
    handlers: Handlers,
    default_bounds: (usize, usize),
    pub(super) counters: Counters,
}

#[derive(Debug, Default)]
struct Inner {
    queues: Vec<Arc<Queue>>,
    connected: Option<Connected>,
    closed: bool,
}

impl Hub {
    pub(super) fn new(max_items: usize, max_bytes: usize) -> Self {
        Self {
            inner: Mutex::default(),
            handlers: Handlers::default(),
            default_bounds: (max_items, max_bytes),
            counters: Counters::default(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn subscribe(&self, options: SubscriptionOptions) -> Subscription {
        let queue = Arc::new(Queue::new(options, self.default_bounds));
        let mut inner = self.lock();
        if let Some(connected) = &inner.connected {
            queue.push(Item::Connected(connected.clone()));
        }
        if inner.closed {
            queue.close();
        } else {
            // Those that are gone would else stay until something happens.
            inner.queues.retain(|queue| !is_gone(queue));
            inner.queues.push(Arc::clone(&queue));
        }
        Subscription { queue }
    }

    /// Has `handler` see everything from now on.
    pub(super) fn handle(&self, handler: Box<HandlerFn>) -> Handler {
        let life = Arc::new(());
        let mut added = self.handlers.lock();
        added.retain(Entry::is_wanted);
        added.push(Entry {
            life: Arc::clone(&life),
            handler,
        });
        Handler { _life: life }
    }

    /// Gives an event to everybody, without waiting for anybody. It is copied once if anybody wants to keep it.
    pub(super) fn event(&self, message: Message<'_>) {
        self.counters.events.add(1);
        self.handlers.tell(ItemRef::Event(message));
        self.event_to_queues(message, || Arc::new(message.to_owned()));
    }

    /// As [`event`](Self::event), of one that is owned already.
    pub(super) fn owned_event(&self, message: MessageBuf) {
        self.counters.events.add(1);
        self.handlers.tell(ItemRef::Event(message.as_message()));
        let message = Arc::new(message);
        self.event_to_queues(message.as_message(), || Arc::clone(&message));
    }

    fn event_to_queues(&self, message: Message<'_>, mut own: impl FnMut() -> Arc<MessageBuf>) {
        let mut owned = None;
        self.lock().queues.retain(|queue| {
            !is_gone(queue)
                && (!queue.wanted.matches(message) || {
                    let owned = owned.get_or_insert_with(&mut own);
                    self.push(queue, Item::Event(Arc::clone(owned)))
                })
        });
    }

    /// Gives what is no event to everybody it concerns.
    pub(super) fn publish(&self, item: &Item) {
        match item {
            Item::Connected(connected) => self.handlers.tell(ItemRef::Connected(connected)),
            Item::Disconnected { reason } => self.handlers.tell(ItemRef::Disconnected { reason }),
            Item::Malformed(malformed) => {
                self.counters.malformed.add(1);
                self.handlers.tell(ItemRef::Malformed(malformed));
            }
            Item::Unmatched(message) => {
                self.counters.unmatched.add(1);
                self.handlers.tell(ItemRef::Unmatched(message.as_message()));
            }
            Item::Event(_) | Item::Lagged(_) => {}
        }
        let mut inner = self.lock();
        match item {
            Item::Connected(connected) => inner.connected = Some(connected.clone()),
            Item::Disconnected { .. } => inner.connected = None,
            _ => {}
        }
        inner.queues.retain(|queue| {
            let concerns = item.is_state() || queue.wanted.is_everything();
            !is_gone(queue) && (!concerns || self.push(queue, item.clone()))
        });
    }

    /// Returns whether the queue goes on.
    fn push(&self, queue: &Queue, item: Item) -> bool {
        let pushed = queue.push(item);
        if pushed.lost > 0 {
            self.counters.dropped.add(pushed.lost);
        }
        !pushed.ended
    }

    pub(super) fn close(&self) {
        let mut inner = self.lock();
        inner.closed = true;
        inner.connected = None;
        for queue in inner.queues.drain(..) {
            queue.close();
        }
        drop(inner);
        self.handlers.lock().clear();
    }
}

/// Whether nobody reads it any more.
fn is_gone(queue: &Arc<Queue>) -> bool {
    Arc::strong_count(queue) == 1
}

/// What a handler is.
pub(super) type HandlerFn = dyn FnMut(ItemRef<'_>) + Send;

/// Keeps a handler of [`Client::handle`](super::Client::handle) at work: dropping this ends it.
#[derive(Debug)]
#[must_use = "the handler ends when this is dropped"]
pub struct Handler {
    _life: Arc<()>,
}

#[derive(Default)]
struct Handlers(Mutex<Vec<Entry>>);

struct Entry {
    life: Arc<()>,
    handler: Box<HandlerFn>,
}

impl Entry {
    fn is_wanted(&self) -> bool {
        Arc::strong_count(&self.life) > 1
    }
}

impl Handlers {
    fn lock(&self) -> MutexGuard<'_, Vec<Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks each handler once, without the lock: it may add another.
    fn tell(&self, item: ItemRef<'_>) {
        let mut entries = {
            let mut entries = self.lock();
            if entries.is_empty() {
                return;
            }
            std::mem::take(&mut *entries)
        };
        entries.retain_mut(|entry| {
            let is_wanted = entry.is_wanted();
            if is_wanted {
                (entry.handler)(item);
            }
            is_wanted
        });
        let mut now = self.lock();
        entries.append(&mut now);
        *now = entries;
    }
}

impl std::fmt::Debug for Handlers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handlers({})", self.lock().len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Hub, SubscriptionOptions};

    #[test]
    fn subscriptions_that_are_gone_do_not_pile_up_while_nothing_happens() {
        let hub = Hub::new(8, 1024);
        for _ in 0..100 {
            drop(hub.subscribe(SubscriptionOptions::new()));
            drop(hub.handle(Box::new(|_| {})));
        }
        assert_eq!((hub.lock().queues.len(), hub.handlers.lock().len()), (1, 1));
    }
}

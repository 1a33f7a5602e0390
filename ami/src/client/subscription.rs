use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::item::Item;
use crate::event::Filter;
use crate::value::UniqueId;
use crate::wire::Message;

/// The items of one subscriber; see [`Client::subscribe`](super::Client::subscribe).
#[derive(Debug)]
pub struct Subscription {
    pub(super) queue: Arc<Queue>,
}

/// What a subscription does with an item that finds its queue full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overflow {
    /// It is lost, and so is what comes until half of the queue was read: one long gap is easier to live with than many
    /// short ones. [`Item::Lagged`] stands where the gap is.
    #[default]
    DropNewest,
    /// The oldest item is lost. [`Item::Lagged`] comes first. For what shows the present, not the past.
    DropOldest,
    /// The subscription ends: what waits can be read, then come [`Item::Lagged`] and the end. For what is wrong
    /// once it has a gap.
    End,
}

/// How a subscription is; for [`Client::subscribe_to`](super::Client::subscribe_to).
///
/// ```
/// use switchhook_ami::client::{Overflow, SubscriptionOptions};
/// let options = SubscriptionOptions::new().queue(100, 1 << 20).overflow(Overflow::DropOldest);
/// # let _ = options;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SubscriptionOptions {
    pub(super) wanted: Wanted,
    pub(super) bounds: Option<(usize, usize)>,
    pub(super) overflow: Overflow,
}

impl SubscriptionOptions {
    /// Everything, in a queue as [`Config::queue`](super::Config::queue) says.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only events that match; how the connection is, and what was lost of them, is told all the same. Default: all
    /// events, and the other items.
    pub fn filter(mut self, filter: Filter) -> Self {
        self.wanted = Wanted::Events(filter);
        self
    }

    /// How many items, and how many bytes of them, may wait. Default: as the client's
    /// [`Config::queue`](super::Config::queue) says. At least two items.
    pub fn queue(mut self, items: usize, bytes: usize) -> Self {
        self.bounds = Some((items, bytes));
        self
    }

    /// What happens when the queue is full. Default [`Overflow::DropNewest`].
    pub fn overflow(mut self, overflow: Overflow) -> Self {
        self.overflow = overflow;
        self
    }

    pub(super) fn wanted(mut self, wanted: Wanted) -> Self {
        self.wanted = wanted;
        self
    }
}

impl From<Filter> for SubscriptionOptions {
    fn from(filter: Filter) -> Self {
        Self::new().filter(filter)
    }
}

/// Which events a subscription is for.
#[derive(Clone, Debug, Default)]
pub(super) enum Wanted {
    /// All, and what is no event.
    #[default]
    Everything,
    /// Those that match.
    Events(Filter),
    /// Those about the channel of this id.
    Channel(UniqueId),
}

impl Wanted {
    pub(super) fn is_everything(&self) -> bool {
        matches!(self, Self::Everything)
    }

    pub(super) fn matches(&self, message: Message<'_>) -> bool {
        match self {
            Self::Everything => true,
            Self::Events(filter) => filter.matches(message),
            Self::Channel(id) => ["Uniqueid", "DestUniqueid"]
                .iter()
                .any(|name| message.get(name) == Some(id.as_str())),
        }
    }
}

impl Subscription {
    /// The next item, in order; `None` once the client is closed, or [`Overflow::End`] has struck, and all was read.
    ///
    /// Cancel safe: dropping the future loses no item.
    pub async fn next(&mut self) -> Option<Item> {
        poll_fn(|context| self.poll_next(context)).await
    }

    /// As [`next`](Self::next), for those who poll.
    pub fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Item>> {
        let mut waiting = self.queue.lock();
        match self.queue.pop(&mut waiting) {
            Some(item) => Poll::Ready(Some(item)),
            None if waiting.closed => Poll::Ready(None),
            None => {
                waiting.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }

    /// The next item if there is one now.
    pub fn try_next(&mut self) -> Option<Item> {
        self.queue.pop(&mut self.queue.lock())
    }

    /// How many items were lost so far, those not yet told of included.
    pub fn dropped(&self) -> u64 {
        self.queue.lock().dropped
    }

    /// How many items wait, and about how many bytes of memory they hold. Several subscriptions share the bytes of
    /// one event.
    pub fn waiting(&self) -> (usize, usize) {
        let waiting = self.queue.lock();
        (waiting.items.len(), waiting.bytes)
    }
}

/// What waits is let go of at once, not when the next item comes.
impl Drop for Subscription {
    fn drop(&mut self) {
        // Dropped after the lock: what it frees may be much.
        let _freed = std::mem::take(&mut self.queue.lock().items);
    }
}

/// What waits for one subscription.
#[derive(Debug)]
pub(super) struct Queue {
    waiting: Mutex<Waiting>,
    pub(super) wanted: Wanted,
    max_items: usize,
    max_bytes: usize,
    overflow: Overflow,
}

#[derive(Debug, Default)]
struct Waiting {
    items: VecDeque<Item>,
    bytes: usize,
    /// The gap that is not told of yet: before all items with [`Overflow::DropOldest`], else behind them.
    gap: Gap,
    dropped: u64,
    closed: bool,
    waker: Option<Waker>,
}

/// Items that were lost. How the connection was at its end is not: without it, what follows could not be understood.
#[derive(Debug, Default)]
struct Gap {
    lost: u64,
    state: Option<Item>,
}

impl Gap {
    fn is_open(&self) -> bool {
        self.lost > 0 || self.state.is_some()
    }

    /// Takes an item in; returns how many are lost by it.
    fn swallow(&mut self, item: Item) -> u64 {
        let lost = if item.is_state() {
            u64::from(self.state.replace(item).is_some())
        } else {
            1
        };
        self.lost += lost;
        lost
    }

    fn pop(&mut self) -> Option<Item> {
        match std::mem::take(&mut self.lost) {
            0 => self.state.take(),
            lost => Some(Item::Lagged(lost)),
        }
    }
}

impl Waiting {
    fn pop(&mut self, overflow: Overflow) -> Option<Item> {
        let gap_is_first = overflow == Overflow::DropOldest || self.items.is_empty();
        if gap_is_first && let Some(item) = self.gap.pop() {
            return Some(item);
        }
        let item = self.items.pop_front()?;
        self.bytes -= item.bytes();
        Some(item)
    }

    fn lose(&mut self, item: Item) {
        self.dropped += self.gap.swallow(item);
    }
}

impl Queue {
    /// Two places at least: one for the loss and one for what comes after it.
    pub(super) fn new(options: SubscriptionOptions, default_bounds: (usize, usize)) -> Self {
        let (max_items, max_bytes) = options.bounds.unwrap_or(default_bounds);
        Self {
            waiting: Mutex::default(),
            wanted: options.wanted,
            max_items: max_items.max(2),
            max_bytes,
            overflow: options.overflow,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // A panic elsewhere cannot leave the queue half changed.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pop(&self, waiting: &mut Waiting) -> Option<Item> {
        waiting.pop(self.overflow)
    }

    /// Takes `item` in, or notes its loss; returns how many items were lost by it, or that the subscription has ended.
    pub(super) fn push(&self, item: Item) -> Pushed {
        let mut waiting = self.lock();
        let (bytes, before) = (item.bytes(), waiting.dropped);
        let has_room = |waiting: &Waiting| {
            waiting.items.len() < self.max_items && waiting.bytes + bytes <= self.max_bytes
        };
        match self.overflow {
            Overflow::DropOldest => {
                while !has_room(&waiting)
                    && let Some(oldest) = waiting.items.pop_front()
                {
                    waiting.bytes -= oldest.bytes();
                    waiting.lose(oldest);
                }
                if has_room(&waiting) {
                    waiting.bytes += bytes;
                    waiting.items.push_back(item);
                } else {
                    waiting.lose(item);
                }
            }
            Overflow::DropNewest => {
                let is_half_free =
                    waiting.items.len() <= self.max_items / 2 && waiting.bytes <= self.max_bytes / 2;
                if !has_room(&waiting) || (waiting.gap.is_open() && !is_half_free) {
                    waiting.lose(item);
                } else {
                    while let Some(told) = waiting.gap.pop() {
                        waiting.items.push_back(told);
                    }
                    waiting.bytes += bytes;
                    waiting.items.push_back(item);
                }
            }
            Overflow::End if has_room(&waiting) => {
                waiting.bytes += bytes;
                waiting.items.push_back(item);
            }
            Overflow::End => {
                // The loss must be told, even of an item that only says how the connection is.
                waiting.gap.lost += 1;
                waiting.dropped += 1;
                waiting.closed = true;
            }
        }
        let pushed = Pushed {
            lost: waiting.dropped - before,
            ended: waiting.closed,
        };
        let waker = waiting.waker.take();
        drop(waiting);
        if let Some(waker) = waker {
            waker.wake();
        }
        pushed
    }

    pub(super) fn close(&self) {
        let mut waiting = self.lock();
        waiting.closed = true;
        let waker = waiting.waker.take();
        drop(waiting);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// What became of an item for a queue.
pub(super) struct Pushed {
    pub(super) lost: u64,
    pub(super) ended: bool,
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::{Item, Overflow, Queue, Subscription, SubscriptionOptions};
    use crate::client::Connected;
    use crate::wire::{Banner, MessageBuf};

    /// An item of each weight: an event of so many bytes, or how the connection is.
    fn item(number: u64, kind: u8) -> Item {
        if kind == 0 {
            return Item::Connected(Connected {
                generation: number,
                banner: Banner::new(""),
            });
        }
        let text = format!(
            "Event: X\r\nNumber: {number}\r\nText: {:>1$}\r\n\r\n",
            "",
            usize::from(kind)
        );
        Item::Event(Arc::new(
            MessageBuf::parse(text.as_bytes()).expect("a whole message"),
        ))
    }

    fn number(item: &Item) -> Option<u64> {
        match item {
            Item::Event(event) => event.get("Number")?.parse().ok(),
            Item::Connected(connected) => Some(connected.generation),
            _ => None,
        }
    }

    proptest! {
        /// Whatever is pushed is given out in order or told as lost, each once; and the bounds hold.
        #[test]
        fn what_is_told_and_what_is_lost_is_all_there_was(
            acts in prop::collection::vec((any::<u8>(), 0u8..8), 0..200),
            overflow in prop::sample::select(vec![Overflow::DropNewest, Overflow::DropOldest, Overflow::End]),
            (items, bytes) in (2usize..12, 100usize..2000),
        ) {
            let options = SubscriptionOptions::new().queue(items, bytes).overflow(overflow);
            let mut subscription = Subscription { queue: Arc::new(Queue::new(options, (0, 0))) };
            let (mut pushed, mut told, mut lost, mut counted, mut last) = (0, 0, 0, 0, 0);
            let mut ended = false;
            let mut take = |subscription: &mut Subscription| {
                let Some(item) = subscription.try_next() else { return false };
                match (&item, number(&item)) {
                    (Item::Lagged(count), _) => lost += count,
                    (_, Some(number)) => {
                        assert!(number > last, "{number} after {last}");
                        (told, last) = (told + 1, number);
                    }
                    (other, None) => panic!("{other:?}"),
                }
                true
            };
            for (kind, act) in acts {
                if act < 3 {
                    take(&mut subscription);
                } else if !ended {
                    pushed += 1;
                    let became = subscription.queue.push(item(pushed, kind % 200));
                    counted += became.lost;
                    ended = became.ended;
                }
                let (waiting, held) = subscription.waiting();
                // Beside the bound: what tells of a gap, which weighs nothing.
                prop_assert!(waiting <= items + 2 && held <= bytes, "{} items, {} bytes", waiting, held);
            }
            while take(&mut subscription) {}
            prop_assert_eq!((told + lost, lost, subscription.dropped()), (pushed, counted, counted));
            prop_assert_eq!(subscription.waiting(), (0, 0));
        }
    }
}

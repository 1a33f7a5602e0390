//! Keeps a [`mirror`](crate::mirror) of what goes on, over a client's connection.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};

use super::{Client, Item, SendError, Subscription};
use crate::mirror::{Change, Mirror, Options, Part, State};

/// Changes that may wait for a reader of [`Changes`].
const CHANGES: usize = 4_096;

/// How soon a list that failed is asked for again.
const RETRY: Duration = Duration::from_secs(5);

/// How long to wait before lists are read again because events were lost, again: reading them is what loses more.
const PAUSE: Duration = Duration::from_secs(1);

/// Items taken in one go, before what they changed is shown.
const AT_ONCE: usize = 8_192;

impl Client {
    /// Begins to mirror channels, bridges, queues and device states; see [`mirror`](crate::mirror).
    ///
    /// It needs event classes call, agent and system, and write class reporting for the lists; whatever is missing is
    /// left out, and [`State::health`] says why.
    ///
    /// ```no_run
    /// use switchhook_ami::client::{Client, Update};
    /// use switchhook_ami::mirror::{Change, Options};
    ///
    /// # async fn run(client: Client) {
    /// let mirror = client.mirror(Options::default());
    /// let mut changes = mirror.changes();
    /// while let Some(update) = changes.next().await {
    ///     let state = mirror.state();
    ///     match update {
    ///         Update::Changed(Change::Queue { name, .. }) => {
    ///             let waiting = state.queue(&name).map_or(0, |queue| queue.callers.len());
    ///             println!("{waiting} wait in {name}");
    ///         }
    ///         Update::Changed(_) => {}
    ///         Update::Lagged(_) => println!("too slow: {} queues now", state.queues().len()),
    ///         _ => {}
    ///     }
    /// }
    /// # }
    /// ```
    ///
    /// While a list comes in, events wait in a queue as [`Config::queue`](super::Config::queue) says; what does not fit
    /// makes everything be read again, so give a busy PBX room for the events of some seconds.
    ///
    /// Must be called within a tokio runtime.
    pub fn mirror(&self, options: Options) -> MirrorHandle {
        let mirror = Mirror::new(options.clone(), SystemTime::now());
        let (state, shown) = watch::channel(mirror.state().clone());
        let (changes, _) = broadcast::channel(CHANGES);
        let changes = Arc::new(changes);
        let driver = Driver {
            items: self.subscribe(),
            client: self.clone(),
            mirror,
            state,
            changes: Arc::downgrade(&changes),
            options,
            lists_at: None,
            lagged_at: None,
        };
        tokio::spawn(driver.run());
        MirrorHandle { shown, changes }
    }
}

/// A mirror that is kept up to date for as long as a handle is there; see [`Client::mirror`].
///
/// Clones share one mirror, which keeps the client connected. It ends with the last of them and of their
/// [`states`](Self::states) and [`changes`](Self::changes), or when the client is closed.
#[derive(Clone, Debug)]
pub struct MirrorHandle {
    shown: watch::Receiver<State>,
    changes: Arc<broadcast::Sender<Change>>,
}

impl MirrorHandle {
    /// The picture now. It costs next to nothing: states share what did not change.
    pub fn state(&self) -> State {
        self.shown.borrow().clone()
    }

    /// A receiver that sees every later state, or at least the newest of them.
    pub fn states(&self) -> watch::Receiver<State> {
        let mut states = self.shown.clone();
        states.mark_unchanged();
        states
    }

    /// What changes from now on. Whoever reads too slowly gets [`Update::Lagged`] and disturbs nobody.
    pub fn changes(&self) -> Changes {
        Changes {
            changes: self.changes.subscribe(),
            mirror: self.clone(),
        }
    }

    /// Waits until everything that Asterisk lists for this account was read; `false` if the client was closed before.
    ///
    /// Cancel safe.
    pub async fn in_sync(&self) -> bool {
        self.shown.clone().wait_for(State::is_in_sync).await.is_ok()
    }
}

/// What differs from the state before; see [`MirrorHandle::changes`].
#[derive(Debug)]
pub struct Changes {
    changes: broadcast::Receiver<Change>,
    /// The mirror goes on while somebody listens. Its sender is here too, so the end is told by the state.
    mirror: MirrorHandle,
}

/// What [`Changes`] give.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Update {
    /// This changed; the [state](MirrorHandle::state) shows it already.
    Changed(Change),
    /// So many changes were lost here, because they were not read in time: look at all of the state.
    Lagged(u64),
}

impl Changes {
    /// The next change; `None` once the client is closed and all was read.
    ///
    /// Cancel safe: dropping the future loses no change.
    pub async fn next(&mut self) -> Option<Update> {
        let mut shown = self.mirror.shown.clone();
        loop {
            tokio::select! {
                biased;
                change = self.changes.recv() => return match change {
                    Ok(change) => Some(Update::Changed(change)),
                    Err(broadcast::error::RecvError::Lagged(count)) => Some(Update::Lagged(count)),
                    Err(broadcast::error::RecvError::Closed) => None,
                },
                // The state is told after its changes, so none can be left when its sender is gone.
                changed = shown.changed() => if changed.is_err() && self.changes.is_empty() {
                    return None;
                },
            }
        }
    }
}

struct Driver {
    client: Client,
    items: Subscription,
    mirror: Mirror,
    state: watch::Sender<State>,
    changes: std::sync::Weak<broadcast::Sender<Change>>,
    options: Options,
    /// When lists may be read again, if not now.
    lists_at: Option<Instant>,
    /// When they were last read because events were lost.
    lagged_at: Option<Instant>,
}

impl Driver {
    async fn run(mut self) {
        let mut check = interval(self.options.check_every);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // The first tick comes at once, when there is nothing to check yet.
        check.tick().await;
        let mut settle_at: Option<Instant> = None;
        let mut retry_at: Option<Instant> = None;
        loop {
            tokio::select! {
                biased;
                () = self.state.closed() => return,
                () = until(settle_at) => {
                    settle_at = None;
                    // What has come in meanwhile belongs to the same moment.
                    for _ in 0..AT_ONCE {
                        let Some(item) = self.items.try_next() else { break };
                        self.take(item);
                    }
                    self.show();
                    if self.mirror.has_suspects() {
                        settle_at = Some(Instant::now() + self.options.grace);
                    }
                }
                () = until(retry_at) => {
                    retry_at = None;
                    self.mirror.read_failed();
                }
                () = until(self.lists_at) => self.lists_at = None,
                _ = check.tick() => self.mirror.check(),
                item = self.items.next() => match item {
                    Some(item) => self.take(item),
                    None => {
                        self.mirror.disconnected("the client was closed", SystemTime::now());
                        self.show();
                        return;
                    }
                },
            }
            // Nothing is taken from the subscription while a list is awaited: what comes with it is applied after it.
            while self.lists_at.is_none()
                && let Some(part) = self.mirror.next_list()
            {
                if !self.read(part).await {
                    retry_at.get_or_insert_with(|| Instant::now() + RETRY);
                }
            }
            if self.mirror.has_news() {
                let soon = Instant::now() + self.options.settle_after;
                settle_at = Some(settle_at.map_or(soon, |at| at.min(soon)));
            }
        }
    }

    fn take(&mut self, item: Item) {
        let now = SystemTime::now();
        match item {
            Item::Event(message) => self.mirror.event(message.as_message(), now),
            Item::Connected(_) => self.mirror.connected(now),
            Item::Disconnected { reason } => self.mirror.disconnected(reason.to_string(), now),
            Item::Lagged(count) => {
                self.mirror.lagged(count, now);
                if self.lists_at.is_none() {
                    let now = Instant::now();
                    self.lists_at = self.lagged_at.map(|at| at + PAUSE).filter(|at| *at > now);
                    self.lagged_at = Some(self.lists_at.unwrap_or(now));
                }
            }
            Item::Malformed(_) | Item::Unmatched(_) => {}
        }
    }

    /// Asks for a list; `false` if it is worth asking again soon.
    async fn read(&mut self, part: Part) -> bool {
        let reply = self.client.send(part.action()).await;
        let now = SystemTime::now();
        match reply {
            Ok(reply) => self.mirror.listed(part, &reply, now),
            Err(error @ SendError::Refused { .. }) => self.mirror.refused(part, error.to_string(), now),
            Err(error) => {
                self.mirror.failed(part, error.to_string(), now);
                return false;
            }
        }
        true
    }

    /// Settles, and tells everybody.
    fn show(&mut self) {
        let changes = self.mirror.settle(SystemTime::now());
        let state = self.mirror.state();
        if state.version() == self.state.borrow().version() {
            return;
        }
        // Whoever hears of a change finds it in the state.
        self.state.send_replace(state.clone());
        // Only receivers of the states may be left.
        let Some(sender) = self.changes.upgrade() else {
            return;
        };
        for change in changes {
            // Nobody may be listening.
            let _ = sender.send(change);
        }
    }
}

/// Waits for a moment, for ever if there is none.
async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

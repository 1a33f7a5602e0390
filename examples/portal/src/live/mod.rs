//! The live state of the PBX, and who is told when it changes.

pub mod feed;
mod journeys;
pub mod presence;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use switchhook_ami::mirror;
use switchhook_portal_core::PartyIndex;
use switchhook_portal_core::live::{LiveState, Versions};
use tokio::sync::watch;

use self::presence::Presences;

/// One state for all pages. The feed writes it, pages read it and are woken by topic.
pub struct Hub {
    state: Mutex<LiveState>,
    versions: watch::Sender<Versions>,
    /// Whose telephone is whose, as of the last change of people or telephones.
    index: Mutex<Arc<PartyIndex>>,
    ended: watch::Sender<u64>,
}

impl Hub {
    pub fn new() -> Self {
        Self {
            state: Mutex::new(LiveState::new()),
            versions: watch::Sender::new(Versions::default()),
            index: Mutex::new(Arc::new(PartyIndex::new(&[], &[]))),
            ended: watch::Sender::new(0),
        }
    }

    /// Reads the state that pages show.
    pub fn read<T>(&self, read: impl FnOnce(&LiveState) -> T) -> T {
        read(&self.lock())
    }

    /// Shows a new picture and wakes the pages that it concerns.
    fn show(&self, picture: &mirror::State) {
        let versions = self.lock().show(picture);
        self.versions
            .send_if_modified(|old| std::mem::replace(old, versions) != versions);
    }

    fn lock(&self) -> MutexGuard<'_, LiveState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes when something that can be seen changes.
    pub fn versions(&self) -> watch::Receiver<Versions> {
        self.versions.subscribe()
    }

    pub fn presences(&self) -> Presences {
        self.read(|state| {
            state
                .presences()
                .map(|(name, presence)| (name.to_owned(), presence))
                .collect()
        })
    }

    pub fn index(&self) -> Arc<PartyIndex> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_index(&self, index: PartyIndex) {
        *self.index.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(index);
    }

    /// Changes when a call's record was written.
    pub fn call_ended(&self) -> watch::Receiver<u64> {
        self.ended.subscribe()
    }
}

//! Records in memory.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::mac::MacAddr;

use super::super::record::Record;
use super::super::token::TokenHash;
use super::{Put, Store, StoreError};

/// Records in memory: for tests, and for a host that stores them another way and fills this at its start.
///
/// ```
/// use std::time::SystemTime;
/// use switchhook_provisioning::catalogue::Model;
/// use switchhook_provisioning::server::{MemoryStore, Put, Record, Store};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let store = MemoryStore::default();
/// let mac = "c0:74:ad:11:22:33".parse()?;
/// let record = Record::expected(mac, Model::GRP2614, "main", SystemTime::now());
/// assert!(matches!(store.put(record.clone()).await?, Put::Stored(stored) if stored.version == 1));
/// // A second writer that knows nothing of the first.
/// assert!(matches!(store.put(record).await?, Put::Conflict));
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Default)]
pub struct MemoryStore {
    table: RwLock<Table>,
}

#[derive(Debug, Default)]
pub(super) struct Table {
    records: BTreeMap<MacAddr, Arc<Record>>,
    tokens: HashMap<TokenHash, MacAddr>,
}

impl Table {
    pub(super) fn by_mac(&self, mac: MacAddr) -> Option<Arc<Record>> {
        self.records.get(&mac).cloned()
    }

    pub(super) fn by_token(&self, token: &TokenHash) -> Option<Arc<Record>> {
        self.tokens.get(token).and_then(|&mac| self.by_mac(mac))
    }

    pub(super) fn all(&self) -> Vec<Arc<Record>> {
        self.records.values().cloned().collect()
    }

    /// Whether the record may take the place of the one that is there.
    pub(super) fn is_current(&self, record: &Record) -> bool {
        record.version == self.records.get(&record.mac).map_or(0, |there| there.version)
    }

    pub(super) fn insert(&mut self, record: Arc<Record>) {
        if let Some(before) = self.records.get(&record.mac) {
            for grant in [&before.grant, &before.next].into_iter().flatten() {
                self.tokens.remove(&grant.token);
            }
        }
        for grant in [&record.grant, &record.next].into_iter().flatten() {
            self.tokens.insert(grant.token, record.mac);
        }
        self.records.insert(record.mac, record);
    }
}

impl MemoryStore {
    // Nothing panics while it holds the lock, so what is behind a poisoned one is whole.
    fn read(&self) -> RwLockReadGuard<'_, Table> {
        self.table.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Table> {
        self.table.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    async fn by_mac(&self, mac: MacAddr) -> Result<Option<Arc<Record>>, StoreError> {
        Ok(self.read().by_mac(mac))
    }

    async fn by_token(&self, token: &TokenHash) -> Result<Option<Arc<Record>>, StoreError> {
        Ok(self.read().by_token(token))
    }

    async fn put(&self, mut record: Record) -> Result<Put, StoreError> {
        let mut table = self.write();
        if !table.is_current(&record) {
            return Ok(Put::Conflict);
        }
        record.version += 1;
        let record = Arc::new(record);
        table.insert(Arc::clone(&record));
        Ok(Put::Stored(record))
    }

    async fn all(&self) -> Result<Vec<Arc<Record>>, StoreError> {
        Ok(self.read().all())
    }
}

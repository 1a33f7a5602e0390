//! Where records are kept.

mod file;
#[cfg(feature = "testing")]
mod laws;
mod memory;
mod text;

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;

use crate::mac::MacAddr;

use super::record::Record;
use super::token::TokenHash;

pub use file::{Damaged, FileStore};
#[cfg(feature = "testing")]
pub use laws::check_store;
pub use memory::MemoryStore;

/// Where records are kept. [`MemoryStore`] and [`FileStore`] are two of them; a host with a database has its own.
///
/// Every request reads, so reading has to be fast, and as fast for what is there as for what is not: an index on both
/// keys. Only what changes a record writes.
pub trait Store: Send + Sync + 'static {
    /// The record of a device.
    fn by_mac(&self, mac: MacAddr) -> impl Future<Output = Result<Option<Arc<Record>>, StoreError>> + Send;

    /// The record whose `grant` or `next` has this token's hash.
    fn by_token(
        &self,
        token: &TokenHash,
    ) -> impl Future<Output = Result<Option<Arc<Record>>, StoreError>> + Send;

    /// Stores a record if the one that is there still has the version that this one has (0 for one that is not there yet),
    /// and counts the version up. What was stored stays stored, whatever happens afterwards.
    fn put(&self, record: Record) -> impl Future<Output = Result<Put, StoreError>> + Send;

    /// All records, in the order of their addresses.
    fn all(&self) -> impl Future<Output = Result<Vec<Arc<Record>>, StoreError>> + Send;
}

/// What became of a record that was to be stored.
#[derive(Clone, Debug)]
#[must_use = "a record that lost against another writer was not stored"]
pub enum Put {
    /// It is stored, as this.
    Stored(Arc<Record>),
    /// Another writer was first: read it again, and decide again.
    Conflict,
}

/// Why a store did not answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// A file could not be handled.
    #[error("cannot {doing} {}: {source}; see to the disk and the rights of the folder", path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// To which file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another process has the folder.
    #[error("{} is in use by another process; a folder of records has one server", path.display())]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// The host's own store failed.
    #[error("the store does not answer")]
    Other(#[source] Box<dyn std::error::Error + Send + Sync>),
}

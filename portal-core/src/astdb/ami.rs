use switchhook_ami::action::{DbDel, DbPut};

use super::{Change, Entry};

impl From<&Entry> for DbPut {
    /// The action that writes the entry.
    fn from(entry: &Entry) -> Self {
        Self::new(entry.family().name(), entry.key(), entry.value())
    }
}

impl Change {
    /// The action that removes the entry, if that is the change.
    pub fn removal(&self) -> Option<DbDel> {
        match self {
            Self::Put(_) => None,
            Self::Delete { family, key } => Some(DbDel::new(family.name(), key)),
        }
    }
}

//! Who may do what: one table, from which checks, menu, documentation, tests and the portal's page are made.
//!
//! A check takes the subject, the capability and the object: [`Subject::reaches`] a party of a call,
//! [`Subject::reaches_queue`] a queue, [`Subject::reaches_department`] a department. [`Subject::require`] is enough where a
//! capability knows no object.

mod capability;
mod profile;
mod scope;
mod subject;
mod table;

pub use self::capability::Capability;
pub use self::profile::{Profile, Profiles, QueueProfile, UnknownProfile};
pub use self::scope::{Scope, Scopes};
pub use self::subject::{Denied, Subject};
pub use self::table::{Cell, TABLE, cell, json, markdown};

#[cfg(test)]
mod tests;

//! What is called.

use std::sync::Arc;

use crate::Kind;

/// A set of prefixes that share a price: its name and its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Destination {
    /// The name that people read, such as `French Polynesia mobile`.
    pub name: Arc<str>,
    /// What kind of numbers these are.
    pub kind: Kind,
}

impl Destination {
    /// A destination.
    #[must_use]
    pub fn new(name: &str, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
        }
    }
}

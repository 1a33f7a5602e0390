//! The table of AMI actions and events, and what makes the typed Rust of `switchhook-ami` from it.
//!
//! ```text
//! cargo run -p switchhook-ami-catalogue -- generate                 writes the generated files
//! cargo run -p switchhook-ami-catalogue -- check                    fails if they are not what would be written
//! cargo run -p switchhook-ami-catalogue -- compare core-en_US.xml…  fails if Asterisk documents more than the table
//! ```
//!
//! | File | Holds |
//! |---|---|
//! | `events.toml` | each event: its module, classes, snapshots, headers, versions; for what Asterisk does not document, the C file it was read from |
//! | `actions.toml` | each action: its module, classes, parameters, the kind of its answer |
//! | `types.toml` | which Rust type a header's value has |
//!
//! Names, types, classes and versions only: no descriptions are taken from Asterisk.
//!
//! What is generated is checked in, so that a build of `switchhook-ami` needs none of this, and so that a change of
//! the table is reviewed together with the change of the code it makes.

pub mod actions;
pub mod compare;
pub mod documentation;
pub mod events;
pub mod generated;
pub mod names;
pub mod rustfmt;
pub mod table;

use std::path::{Path, PathBuf};

/// The folder of `switchhook-ami`, whose `src` the generated files are part of.
#[must_use]
pub fn ami_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

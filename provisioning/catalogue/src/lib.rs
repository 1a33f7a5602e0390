//! The tables of Grandstream devices, settings and codes, and what makes the Rust of `switchhook-provisioning` from them.
//!
//! ```text
//! cargo run -p switchhook-provisioning-catalogue -- generate   writes provisioning/src/catalogue/tables
//! cargo run -p switchhook-provisioning-catalogue -- check      fails if they are not what would be written
//! ```
//!
//! | File | Holds |
//! |---|---|
//! | `models.txt`, `families.txt` | every model, what it has, and which of them share numbers |
//! | `accounts.txt`, `device.txt` | every setting in our own words: its kind, its numbers on phones, its alias |
//! | `ports.txt`, `profiles.txt`, `port_users.txt` | the numbers of adapters and gateways |
//! | `choices.txt`, `codecs.txt`, `schedules.txt`, `zones.txt` | the codes of values, family by family |
//! | `keys.txt` | what keys do, with both tables of codes |
//! | `numbers.txt` | which numbers the templates of a family have |
//! | `aliases.txt`, `passwords.txt`, `ouis.txt` | names of configuration version 2, rules of passwords, prefixes of addresses |
//!
//! A row is a line, and columns stand between `|`. Numbers, codes and alias names are the devices' own; the words are ours.
//! The numbers come from the maker's templates as several public collections keep them: that they agree shows that a number
//! is stable, not that it was tried on a device. `high` is what two collections and three families agree on, `medium` two of
//! either, `low` a single sighting.

pub mod columns;
pub mod generated;
pub mod models;
pub mod numbers;
pub mod rustfmt;
pub mod settings;
pub mod values;

use std::path::{Path, PathBuf};

use columns::TableError;
use generated::GeneratedFile;

/// The folder with the tables.
#[must_use]
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the generated files.
#[must_use]
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/catalogue/tables")
}

/// All generated files, as the tables in `folder` make them.
///
/// # Errors
///
/// The first thing in a table that cannot be understood.
pub fn files(folder: &Path) -> Result<Vec<GeneratedFile>, TableError> {
    let families = models::families(folder)?;
    let mut files = vec![models::families_file(folder, &families)?];
    files.extend(models::models_files(folder, &families)?);
    files.extend(settings::files(folder)?);
    files.extend(values::files(folder, &families)?);
    files.extend(numbers::files(folder, &families)?);
    let names: Vec<String> = files
        .iter()
        .map(|file| file.name.trim_end_matches(".rs").to_owned())
        .collect();
    files.push(generated::index(&names));
    Ok(files)
}

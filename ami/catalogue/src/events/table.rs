//! The rows of `events.toml` and `types.toml`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::names;
use crate::table::{TableError, read};

/// `events.toml`; its first lines say what the columns are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventTable {
    /// Headers that any event may have.
    pub common: Vec<String>,
    /// What a channel snapshot holds, after its prefix.
    pub channel_snapshot: Vec<String>,
    /// What a bridge snapshot holds, after its prefix.
    pub bridge_snapshot: Vec<String>,
    /// What does not follow from the events.
    #[serde(default)]
    pub view: BTreeMap<String, ViewOptions>,
    /// The events, by name.
    pub event: Vec<Event>,
}

/// One event.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// As on the wire.
    pub name: String,
    /// The XML's spelling, where it differs.
    pub documented_as: Option<String>,
    /// The C file that sends it.
    pub source: String,
    /// What has to be loaded.
    pub module: String,
    /// What a user's `read` must contain.
    #[serde(default)]
    pub class: Vec<String>,
    /// Whether Asterisk's XML has it.
    #[serde(default = "yes")]
    pub documented: bool,
    /// Actions whose answers hold it.
    #[serde(default)]
    pub reply_to: Vec<String>,
    /// Whether it is sent by itself too.
    #[serde(default)]
    pub live: bool,
    /// Prefixes of its channel snapshots.
    #[serde(default)]
    pub channels: Vec<String>,
    /// Prefixes of its bridge snapshots.
    #[serde(default)]
    pub bridges: Vec<String>,
    /// Its own headers.
    #[serde(default)]
    pub headers: Vec<String>,
    /// Those that the XML lacks.
    #[serde(default)]
    pub undocumented: Vec<String>,
    /// Where it exists; empty for everywhere.
    #[serde(default)]
    pub branches: Vec<String>,
    /// The type that reads it.
    pub view: Option<String>,
}

/// What does not follow from the events of a view.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewOptions {
    /// The generated file, where it is not its module's.
    pub file: Option<String>,
    /// Header to type, where it is not the usual one.
    #[serde(default)]
    pub types: BTreeMap<String, String>,
    /// Header to method.
    #[serde(default)]
    pub accessors: BTreeMap<String, String>,
    /// Prefix of a channel snapshot to method; `?` after it makes it optional.
    #[serde(default)]
    pub channels: BTreeMap<String, String>,
    /// Likewise for bridges.
    #[serde(default)]
    pub bridges: BTreeMap<String, String>,
    /// Headers that hand-written methods read.
    #[serde(default)]
    pub by_hand: BTreeMap<String, String>,
}

/// `types.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderTypes {
    /// By name.
    #[serde(rename = "type")]
    pub types: BTreeMap<String, ValueType>,
    /// Header to method, everywhere.
    pub accessors: BTreeMap<String, String>,
}

/// One type of value.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueType {
    /// What the accessor returns, inside `Option`.
    pub rust: String,
    /// The method of `Message` that reads it.
    pub read: String,
    /// Its further arguments.
    pub arguments: Option<String>,
    /// A value as Asterisk writes it.
    pub sample: String,
    /// The sample's `{:?}`.
    pub shown: String,
    /// For the accessor's documentation.
    pub note: Option<String>,
    /// Headers of this type.
    #[serde(default)]
    pub headers: Vec<String>,
}

fn yes() -> bool {
    true
}

impl EventTable {
    /// Reads the table and checks that it makes sense.
    ///
    /// # Errors
    /// It cannot be read, or two rows have one name.
    pub fn read() -> Result<Self, TableError> {
        let table: Self = read("events.toml")?;
        let mut names = BTreeSet::new();
        for event in &table.event {
            if !names.insert(event.name.to_ascii_lowercase()) {
                return Err(problem(
                    &event.name,
                    "there twice; names are compared without case",
                ));
            }
        }
        let views: BTreeSet<String> = table.event.iter().map(Event::view_name).collect();
        for name in table.view.keys() {
            if !views.contains(&names::upper_camel(name)) {
                return Err(problem(name, "a view that no event uses; delete it"));
            }
        }
        Ok(table)
    }

    /// The options of a view, by its Rust name.
    pub(super) fn options(&self, view: &str) -> ViewOptions {
        self.view
            .iter()
            .find(|(name, _)| names::upper_camel(name) == view)
            .map(|(_, options)| options.clone())
            .unwrap_or_default()
    }
}

impl HeaderTypes {
    /// Reads the table.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read() -> Result<Self, TableError> {
        read("types.toml")
    }

    /// The type of `header`: the one that lists it, else text.
    pub(super) fn type_of(&self, header: &str) -> &str {
        self.types
            .iter()
            .find(|(_, value)| value.headers.iter().any(|one| one == header))
            .map_or("text", |(name, _)| name)
    }
}

impl Event {
    /// The variant.
    #[must_use]
    pub fn variant(&self) -> String {
        names::upper_camel(&self.name)
    }

    /// The type that reads it.
    #[must_use]
    pub fn view_name(&self) -> String {
        self.view.clone().unwrap_or_else(|| self.variant())
    }

    /// Whether it is sent by itself.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.live || self.reply_to.is_empty()
    }

    /// All its own headers.
    pub fn own_headers(&self) -> impl Iterator<Item = &String> {
        self.headers.iter().chain(&self.undocumented)
    }

    /// One line for documentation: where it comes from, what it needs.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut text = format!("`{}`", self.name);
        match self.reply_to.as_slice() {
            [] => {}
            [one] => text += &format!(", part of the answer to `{one}`"),
            many => text += &format!(", part of the answers to `{}`", many.join("`, `")),
        }
        if self.is_live() {
            if !self.reply_to.is_empty() {
                text += " and sent by itself";
            }
            if !self.class.is_empty() {
                text += &format!(", class {}", self.class.join(" and "));
            }
        }
        text += &self.versions();
        text
    }

    fn versions(&self) -> String {
        let number = |branch: &String| branch.parse::<u32>().ok();
        let highest = self.branches.iter().filter_map(number).max();
        let has = |branch: &str| self.branches.iter().any(|one| one == branch);
        if self.branches.is_empty() {
            String::new()
        } else if !has("master") {
            match highest {
                Some(last) => format!(", up to Asterisk {last}"),
                None => ", Asterisk 1.4".to_owned(),
            }
        } else if has("20") && !has("21") {
            ", late Asterisk 20, 22 and later".to_owned()
        } else {
            let lowest = self.branches.iter().filter_map(number).min().unwrap_or_default();
            format!(", Asterisk {lowest} and later")
        }
    }
}

pub(super) fn problem(row: &str, problem: impl Into<String>) -> TableError {
    TableError::Row {
        table: "events.toml",
        row: row.to_owned(),
        problem: problem.into(),
    }
}

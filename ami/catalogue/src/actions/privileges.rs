//! `guide/generated/classes.md`: which class is for what.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::row::Table;
use crate::events::EventTable;
use crate::generated::GeneratedFile;
use crate::table::TableError;

/// The table at the end of the guide to privileges.
pub(super) fn file(table: &Table) -> Result<GeneratedFile, TableError> {
    let mut classes: BTreeMap<&str, (Vec<&str>, Vec<&str>)> = BTreeMap::new();
    for action in &table.actions {
        for class in &action.classes {
            classes.entry(class).or_default().0.push(&action.name);
        }
        if action.classes.is_empty() {
            classes.entry("").or_default().0.push(&action.name);
        }
    }
    let events = EventTable::read()?;
    for event in events.event.iter().filter(|event| event.is_live()) {
        for class in &event.class {
            classes.entry(class).or_default().1.push(&event.name);
        }
    }
    let mut text = String::from(
        "<!-- Generated from ami/catalogue/ by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit. -->\n\n\
         # What each class is for\n\n\
         An action stands under each class that lets an account call it; an event under each class of its own.\n\n\
         | Class | `write=`: actions | `read=`: events |\n|---|---|---|\n",
    );
    for (class, (actions, events)) in &classes {
        let class = match *class {
            "" => "none needed".to_owned(),
            class => format!("`{class}`"),
        };
        let _ = writeln!(
            text,
            "| {class} | {} | {} |",
            actions.join(", "),
            events.join(", ")
        );
    }
    Ok(GeneratedFile {
        path: "guide/generated/classes.md".to_owned(),
        text,
    })
}

//! Every event that a real Asterisk sent, as `ami/testdata` has it, is in the table with each of its headers.

use std::collections::{BTreeMap, BTreeSet};

use switchhook_ami::wire::{Frame, Framer, Limits};
use switchhook_ami_catalogue::ami_folder;
use switchhook_ami_catalogue::events::EventTable;

/// Headers that no accessor reads and why: reviewed, and none may be here in vain.
const EXCEPTIONS: &[(&str, &str, &str)] = &[];

/// The server's side of a transcript.
fn server_side(text: &[u8]) -> Vec<u8> {
    text.split_inclusive(|byte| *byte == b'\n')
        .filter_map(|line| line.strip_prefix(b"S: ").or_else(|| line.strip_prefix(b"S:")))
        .flatten()
        .copied()
        .collect()
}

/// Each event's name and the headers it was seen with, beside where.
fn seen() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut seen: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let entries = std::fs::read_dir(ami_folder().join("testdata")).expect("part of the crate");
    for path in entries.map(|entry| entry.expect("readable").path()) {
        let file = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        // Those made by hand have events of no Asterisk.
        if !file.ends_with(".txt") || file.starts_with("handmade") {
            continue;
        }
        let mut framer = Framer::new(Limits::default());
        framer.push(&server_side(&std::fs::read(&path).expect("readable")));
        while let Some(frame) = framer.next() {
            let Frame::Message(message) = frame else { continue };
            let Some(name) = message.event_name() else {
                continue;
            };
            let headers = seen.entry(name.to_owned()).or_default();
            for header in message.headers().skip(1) {
                headers.insert(header.name().into_owned(), file.clone());
            }
        }
    }
    seen
}

#[test]
fn every_event_and_header_that_was_seen_is_in_the_table() {
    let table = EventTable::read().expect("the table of events");
    let lower = |text: &str| text.to_ascii_lowercase();
    let mut unused: BTreeSet<(&str, &str)> = EXCEPTIONS
        .iter()
        .map(|(event, header, _)| (*event, *header))
        .collect();
    let mut missing = Vec::new();
    let seen = seen();
    for (name, headers) in &seen {
        let Some(event) = table
            .event
            .iter()
            .find(|event| event.name.eq_ignore_ascii_case(name))
        else {
            missing.push(format!("event {name}"));
            continue;
        };
        let mut known: BTreeSet<String> = event
            .own_headers()
            .chain(&table.common)
            .map(|one| lower(one))
            .collect();
        for (prefixes, snapshot) in [
            (&event.channels, &table.channel_snapshot),
            (&event.bridges, &table.bridge_snapshot),
        ] {
            for prefix in prefixes {
                known.extend(snapshot.iter().map(|header| lower(&format!("{prefix}{header}"))));
            }
        }
        for (header, file) in headers {
            // The part of a user's event that is the user's own.
            if known.contains(&lower(header)) || name == "UserEvent" {
                continue;
            }
            if !unused.remove(&(name.as_str(), header.as_str())) {
                missing.push(format!("{name}: {header} ({file})"));
            }
        }
    }
    assert!(missing.is_empty(), "not in events.toml:\n{}", missing.join("\n"));
    assert!(
        unused.is_empty(),
        "exceptions that no transcript needs any more: {unused:?}"
    );
    assert!(seen.len() > 60, "only {} different events were found", seen.len());
}

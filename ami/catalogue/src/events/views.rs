//! The views: which methods read an event, and their Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::kinds::{WIDTH, line};
use super::table::{Event, EventTable, HeaderTypes, ValueType, problem};
use crate::generated::GeneratedFile;
use crate::names;
use crate::table::TableError;

/// A type that reads one event or several.
#[derive(Clone, Debug)]
pub struct View {
    /// Its name in Rust.
    pub name: String,
    /// The file it stands in.
    pub file: String,
    /// The events, as variants, with their names on the wire and in documentation.
    pub events: Vec<(String, String, String)>,
    /// The C files that send them.
    pub sources: BTreeSet<String>,
    /// Its channel snapshots.
    pub channels: Vec<Snapshot>,
    /// Its bridge snapshots.
    pub bridges: Vec<Snapshot>,
    /// Its generated methods.
    pub accessors: Vec<Accessor>,
    /// Headers that hand-written methods read, with the methods.
    pub by_hand: BTreeMap<String, String>,
}

/// A method that returns a snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Before the names of its headers.
    pub prefix: String,
    /// The method.
    pub method: String,
    /// Whether the snapshot may be absent.
    pub optional: bool,
}

/// A method that returns a typed value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accessor {
    /// The method.
    pub method: String,
    /// The headers it reads, the first that is there counts.
    pub headers: Vec<String>,
    /// A name in `types.toml`.
    pub type_name: String,
}

/// Below this many events, a C file of Asterisk itself shares the file `core.rs` with others.
const OWN_FILE: usize = 2;

/// Up to this many bytes rustfmt leaves a chain of calls in one line, at a width of 110.
const CHAIN_WIDTH: usize = 66;

pub(super) fn resolve(table: &EventTable, types: &HeaderTypes) -> Result<Vec<View>, TableError> {
    let mut views: Vec<View> = Vec::new();
    for event in &table.event {
        let name = event.view_name();
        let place = views
            .iter()
            .position(|view| view.name == name)
            .unwrap_or_else(|| {
                views.push(View {
                    file: file_of(table, event),
                    name,
                    events: Vec::new(),
                    sources: BTreeSet::new(),
                    channels: Vec::new(),
                    bridges: Vec::new(),
                    accessors: Vec::new(),
                    by_hand: BTreeMap::new(),
                });
                views.len() - 1
            });
        add(&mut views[place], table, types, event)?;
    }
    for view in &views {
        check(view)?;
    }
    Ok(views)
}

fn add(view: &mut View, table: &EventTable, types: &HeaderTypes, event: &Event) -> Result<(), TableError> {
    let options = table.options(&view.name);
    view.events
        .push((event.variant(), event.name.clone(), event.summary()));
    view.sources.insert(event.source.clone());
    for (prefixes, methods, snapshots, usual) in [
        (&event.channels, &options.channels, &mut view.channels, "channel"),
        (&event.bridges, &options.bridges, &mut view.bridges, "bridge"),
    ] {
        for prefix in prefixes {
            let method = methods
                .get(prefix)
                .cloned()
                .unwrap_or_else(|| match prefix.as_str() {
                    "" => usual.to_owned(),
                    prefix => names::snake(prefix),
                });
            let snapshot = Snapshot {
                prefix: prefix.clone(),
                optional: method.ends_with('?'),
                method: method.trim_end_matches('?').to_owned(),
            };
            if !snapshots.contains(&snapshot) {
                snapshots.push(snapshot);
            }
        }
    }
    for header in event.own_headers() {
        if let Some(method) = options.by_hand.get(header) {
            view.by_hand.insert(header.clone(), method.clone());
            continue;
        }
        let type_name = options
            .types
            .get(header)
            .map_or_else(|| types.type_of(header), String::as_str);
        if !types.types.contains_key(type_name) {
            return Err(problem(
                &view.name,
                format!("{header}: no type {type_name} in types.toml"),
            ));
        }
        let method = options
            .accessors
            .get(header)
            .or_else(|| types.accessors.get(header))
            .cloned()
            .unwrap_or_else(|| names::snake(header));
        match view
            .accessors
            .iter_mut()
            .find(|accessor| accessor.method == method)
        {
            Some(accessor) if accessor.type_name != type_name => {
                return Err(problem(&view.name, format!("{method}: has two types")));
            }
            Some(accessor) => {
                if !accessor
                    .headers
                    .iter()
                    .any(|one| one.eq_ignore_ascii_case(header))
                {
                    accessor.headers.push(header.clone());
                }
            }
            None => view.accessors.push(Accessor {
                method,
                headers: vec![header.clone()],
                type_name: type_name.to_owned(),
            }),
        }
    }
    Ok(())
}

/// No two methods of one name, none that every view has.
fn check(view: &View) -> Result<(), TableError> {
    let mut methods: BTreeSet<&str> = ["message", "clone", "eq", "fmt"].into();
    let snapshots = view.channels.iter().chain(&view.bridges).map(|one| &one.method);
    for method in snapshots.chain(view.accessors.iter().map(|one| &one.method)) {
        if !methods.insert(method) {
            return Err(problem(
                &view.name,
                format!("two methods {method}; name one in [view.{}.accessors]", view.name),
            ));
        }
    }
    Ok(())
}

fn file_of(table: &EventTable, event: &Event) -> String {
    if let Some(file) = table.options(&event.view_name()).file {
        return file;
    }
    if event.module != "core" {
        return event.module.clone();
    }
    let siblings = table
        .event
        .iter()
        .filter(|one| one.source == event.source && one.module == "core");
    let stem = event
        .source
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .split('.')
        .next()
        .unwrap_or_default();
    if siblings.count() < OWN_FILE {
        "core".to_owned()
    } else {
        stem.to_owned()
    }
}

pub(super) fn generate(table: &EventTable, types: &HeaderTypes, views: &[View]) -> Vec<GeneratedFile> {
    let mut by_file: BTreeMap<&str, Vec<&View>> = BTreeMap::new();
    for view in views {
        by_file.entry(&view.file).or_default().push(view);
    }
    let mut files: Vec<GeneratedFile> = by_file
        .iter()
        .map(|(file, views)| {
            GeneratedFile::new(
                format!("event/generated/{file}.rs"),
                "events.toml and types.toml",
                &view_file(types, views),
            )
        })
        .collect();
    files.push(GeneratedFile::new(
        "event/generated/mod.rs",
        "events.toml",
        &module(table, &by_file),
    ));
    files
}

fn module(table: &EventTable, by_file: &BTreeMap<&str, Vec<&View>>) -> String {
    let mut text = String::new();
    line!(
        text,
        "//! {} events, read by {} views: a file for each module of Asterisk.\n",
        table.event.len(),
        by_file.values().map(Vec::len).sum::<usize>()
    );
    let kinds = [
        "event",
        "event_of",
        "kind",
        "kind_classes",
        "kind_names",
        "kind_recognition",
    ];
    let mut modules: Vec<&str> = by_file.keys().copied().chain(kinds).collect();
    modules.sort_unstable();
    for module in modules {
        line!(text, "mod {module};");
    }
    line!(text, "");
    let mut exports: Vec<String> = by_file.keys().map(|file| format!("pub use {file}::*;")).collect();
    exports.push("pub use event::Event;".to_owned());
    exports.push("pub use kind::EventKind;".to_owned());
    exports.push("pub(super) use kind_recognition::candidate;".to_owned());
    exports.sort_by_key(|export| export.replace("(super)", ""));
    for export in exports {
        line!(text, "{export}");
    }
    text
}

fn view_file(types: &HeaderTypes, views: &[&View]) -> String {
    let mut body = String::new();
    for view in views {
        body.push('\n');
        view_of(&mut body, types, view);
    }
    let mut text = String::new();
    if body.contains("Cow<'a") {
        line!(text, "use std::borrow::Cow;");
    }
    if body.contains("<Duration>") {
        line!(text, "use std::time::Duration;");
    }
    let std_imports = text.len();
    let snapshots: Vec<&str> = ["BridgeSnapshot", "ChannelSnapshot"]
        .into_iter()
        .filter(|name| body.contains(&format!("{name}<")))
        .collect();
    match snapshots.as_slice() {
        [] => {}
        [one] => line!(text, "use crate::event::{one};"),
        many => line!(text, "use crate::event::{{{}}};", many.join(", ")),
    }
    let mut values: BTreeSet<&str> = BTreeSet::new();
    for view in views {
        for accessor in &view.accessors {
            let rust = types.types[&accessor.type_name].rust.as_str();
            if rust.starts_with(char::is_uppercase) && !rust.starts_with("Cow") && rust != "Duration" {
                values.insert(rust);
            }
        }
    }
    let values: Vec<&str> = values.into_iter().collect();
    match values.as_slice() {
        [] => {}
        [one] => line!(text, "use crate::value::{one};"),
        many => {
            let one_line = format!("use crate::value::{{{}}};", many.join(", "));
            if one_line.len() <= WIDTH {
                line!(text, "{one_line}");
            } else {
                line!(text, "use crate::value::{{");
                let mut row = String::from("   ");
                for value in many {
                    if row.len() + value.len() + 2 > WIDTH {
                        line!(text, "{row}");
                        row = String::from("   ");
                    }
                    row += &format!(" {value},");
                }
                line!(text, "{row}\n}};");
            }
        }
    }
    if std_imports > 0 && text.len() > std_imports {
        text.insert(std_imports, '\n');
    }
    if text.is_empty() {
        // Nothing to import: no empty line after the first comment's.
        return body.trim_start_matches('\n').to_owned();
    }
    text + &body
}

fn view_of(text: &mut String, types: &HeaderTypes, view: &View) {
    let sources: Vec<String> = view.sources.iter().map(|source| format!("`{source}`")).collect();
    line!(text, "view! {{");
    if let [(_, name, _)] = view.events.as_slice() {
        line!(
            text,
            "    /// Reads the event `{name}` (Asterisk {}).",
            sources.join(", ")
        );
    } else if view.name == "ListEnd" {
        line!(
            text,
            "    /// Reads the event that ends a list; [`KINDS`](crate::event::EventView::KINDS) has their names."
        );
    } else {
        line!(text, "    /// Reads the events");
        let names: Vec<String> = view
            .events
            .iter()
            .map(|(_, name, _)| format!("`{name}`"))
            .collect();
        wrap(
            text,
            "    ///",
            &format!("{} (Asterisk {}).", names.join(", "), sources.join(", ")),
        );
    }
    let variants: Vec<&str> = view.events.iter().map(|(variant, ..)| variant.as_str()).collect();
    line!(text, "    pub struct {} {{", view.name);
    wrap(text, "       ", &variants.join(", "));
    line!(text, "    }}\n}}");
    if view.channels.is_empty() && view.bridges.is_empty() && view.accessors.is_empty() {
        return;
    }

    let borrows = !view.channels.is_empty()
        || !view.bridges.is_empty()
        || view
            .accessors
            .iter()
            .any(|one| types.types[&one.type_name].rust.contains("'a"));
    if borrows {
        line!(text, "\nimpl<'a> {}<'a> {{", view.name);
    } else {
        line!(text, "\nimpl {}<'_> {{", view.name);
    }
    for (snapshots, kind, what) in [
        (&view.channels, "ChannelSnapshot", "channel"),
        (&view.bridges, "BridgeSnapshot", "bridge"),
    ] {
        for Snapshot {
            prefix,
            method,
            optional,
        } in snapshots
        {
            if prefix.is_empty() {
                line!(text, "    /// The {what}.");
            } else {
                line!(text, "    /// The {what} whose headers begin with `{prefix}`.");
            }
            if *optional {
                line!(text, "    pub fn {method}(self) -> Option<{kind}<'a>> {{");
                line!(text, "        {kind}::new(self.0, \"{prefix}\").if_present()");
            } else {
                line!(text, "    pub fn {method}(self) -> {kind}<'a> {{");
                line!(text, "        {kind}::new(self.0, \"{prefix}\")");
            }
            line!(text, "    }}");
        }
    }
    for accessor in &view.accessors {
        accessor_of(text, &types.types[&accessor.type_name], accessor);
    }
    line!(text, "}}");
}

fn accessor_of(text: &mut String, value: &ValueType, accessor: &Accessor) {
    let headers: Vec<String> = accessor
        .headers
        .iter()
        .map(|header| format!("`{header}`"))
        .collect();
    let note = value
        .note
        .as_ref()
        .map(|note| format!(", {note}"))
        .unwrap_or_default();
    wrap(text, "    ///", &format!("{}{note}.", headers.join(" or ")));
    line!(
        text,
        "    pub fn {}(self) -> Option<{}> {{",
        accessor.method,
        value.rust
    );
    let read = |header: &String| match &value.arguments {
        Some(arguments) => format!("self.0.{}(\"{header}\", {arguments})", value.read),
        None => format!("self.0.{}(\"{header}\")", value.read),
    };
    match accessor.headers.as_slice() {
        [one] => line!(text, "        {}", read(one)),
        several => {
            let reads: Vec<String> = several.iter().map(read).collect();
            let one_line = reads.join(".or_else(|| ") + &")".repeat(reads.len() - 1);
            if reads.len() == 2 && one_line.len() <= CHAIN_WIDTH {
                line!(text, "        {one_line}");
            } else {
                line!(text, "        self.0");
                line!(text, "            {}", reads[0].trim_start_matches("self.0"));
                for next in &reads[1..] {
                    line!(text, "            .or_else(|| {next})");
                }
            }
        }
    }
    line!(text, "    }}");
}

/// Words in lines of at most 110 bytes, each beginning with `begin` and a blank.
pub(super) fn wrap(text: &mut String, begin: &str, words: &str) {
    let mut row = begin.to_owned();
    for word in words.split(' ') {
        if row.len() + 1 + word.len() > WIDTH && row != begin {
            line!(text, "{row}");
            row = begin.to_owned();
        }
        row += " ";
        row += word;
    }
    line!(text, "{row}");
}

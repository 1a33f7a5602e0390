//! Tests of every accessor: a sample value of its type goes in, what it reads comes out.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::kinds::line;
use super::table::HeaderTypes;
use super::views::{View, wrap};
use crate::generated::GeneratedFile;
use crate::names;

pub(super) fn generate(types: &HeaderTypes, views: &[View]) -> Vec<GeneratedFile> {
    let mut by_file: BTreeMap<&str, String> = BTreeMap::new();
    for view in views {
        let text = by_file.entry(&view.file).or_default();
        if !text.is_empty() {
            text.push('\n');
        }
        let names: Vec<&String> = view.events.iter().map(|event| &event.1).collect();
        line!(text, "samples! {{");
        line!(text, "    {}: {} reads", names::snake(&view.name), view.name);
        wrap(text, "   ", &format!("{names:?}"));
        for accessor in &view.accessors {
            let value = &types.types[&accessor.type_name];
            for header in &accessor.headers {
                line!(
                    text,
                    "    {:?} = {:?} => {} {:?}",
                    header,
                    value.sample,
                    accessor.method,
                    value.shown
                );
            }
        }
        line!(text, "}}");
    }
    let mut modules = String::new();
    for file in by_file.keys() {
        line!(modules, "mod {file};");
    }
    let file = |name: &str, text: &str| {
        GeneratedFile::new(
            format!("../tests/event_samples/generated/{name}.rs"),
            "events.toml and types.toml",
            text,
        )
    };
    let mut files: Vec<GeneratedFile> = by_file.iter().map(|(name, text)| file(name, text)).collect();
    files.push(file("mod", &modules));
    files
}

//! For the fuzz targets: a function for each file of views that calls every generated accessor.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::kinds::{WIDTH, line};
use super::views::{Snapshot, View};
use crate::generated::GeneratedFile;

pub(super) fn generate(views: &[View]) -> Vec<GeneratedFile> {
    let mut by_file: BTreeMap<&str, Vec<&View>> = BTreeMap::new();
    for view in views {
        by_file.entry(&view.file).or_default().push(view);
    }
    let file = |name: &str, text: &str| {
        GeneratedFile::new(
            format!("../../fuzz/src/ami/event/generated/{name}.rs"),
            "events.toml",
            text,
        )
    };
    let mut modules = String::new();
    for name in by_file.keys() {
        line!(modules, "mod {name};");
    }
    line!(modules, "\nuse switchhook_ami::Event;\n");
    line!(modules, "/// Calls every generated accessor of the event.");
    line!(modules, "pub(super) fn read(event: Event<'_>) {{");
    for name in by_file.keys() {
        line!(modules, "    {name}::read(event);");
    }
    line!(modules, "}}");
    let mut files: Vec<GeneratedFile> = by_file
        .iter()
        .map(|(name, views)| file(name, &readers(views)))
        .collect();
    files.push(file("mod", &modules));
    files
}

fn readers(views: &[&View]) -> String {
    let mut body = String::new();
    for view in views {
        arm(&mut body, view);
    }
    let mut text = String::new();
    line!(text, "use switchhook_ami::Event;\n");
    let snapshots: Vec<&str> = ["bridge", "channel"]
        .into_iter()
        .filter(|reader| body.contains(&format!(" {reader}(view")) || body.contains(&format!("({reader})")))
        .collect();
    match snapshots.as_slice() {
        [] => {}
        [one] => line!(text, "use crate::ami::event::{one};\n"),
        many => line!(text, "use crate::ami::event::{{{}}};\n", many.join(", ")),
    }
    line!(text, "pub(super) fn read(event: Event<'_>) {{");
    line!(text, "    match event {{");
    text += &body;
    line!(text, "        _ => {{}}");
    line!(text, "    }}\n}}");
    text
}

fn arm(text: &mut String, view: &View) {
    let patterns: Vec<String> = view
        .events
        .iter()
        .map(|(variant, ..)| format!("Event::{variant}(view)"))
        .collect();
    let one_line = format!("        {} => {{", patterns.join(" | "));
    if one_line.len() <= WIDTH {
        line!(text, "{one_line}");
    } else {
        line!(text, "        {} => {{", patterns.join("\n        | "));
    }
    for (snapshots, reader) in [(&view.channels, "channel"), (&view.bridges, "bridge")] {
        for Snapshot { method, optional, .. } in snapshots {
            if *optional {
                line!(
                    text,
                    "            view.{method}().into_iter().for_each({reader});"
                );
            } else {
                line!(text, "            {reader}(view.{method}());");
            }
        }
    }
    for accessor in &view.accessors {
        line!(text, "            let _ = view.{}();", accessor.method);
    }
    line!(text, "        }}");
}

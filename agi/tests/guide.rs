//! The guide names tests: they have to exist.
#![allow(
    clippy::disallowed_methods,
    reason = "a test that reads the sources it is about"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The names of all functions in the Rust files below `folder`.
fn functions(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            functions(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("sources are UTF-8");
            found.extend(text.lines().filter_map(|line| {
                let (_, rest) = line.split_once("fn ")?;
                let name = rest.split(['(', '<']).next()?;
                Some(name.to_owned())
            }));
        }
    }
}

#[test]
fn every_test_that_a_surprise_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let live = root.join("../examples/asterisk/tests/live");
    if !live.exists() {
        // The crate alone, as published: the live tests are the repository's.
        return;
    }
    let mut known = BTreeSet::new();
    for folder in [root.join("src"), root.join("tests"), live] {
        functions(&folder, &mut known);
    }
    let page = fs::read_to_string(root.join("src/guide/surprises.md")).expect("the page is there");
    let (mut named, mut missing) = (0, Vec::new());
    for entry in page.split("\n- ").skip(1) {
        let entry = entry.split("\n\n").next().unwrap_or(entry);
        if let Some((_, tests)) = entry.split_once("Test: ") {
            // What stands between backquotes.
            for name in tests.split('`').skip(1).step_by(2) {
                named += 1;
                if !known.contains(name) {
                    missing.push(name);
                }
            }
        }
    }
    assert!(
        missing.is_empty(),
        "no tests are called {missing:?}; correct src/guide/surprises.md"
    );
    assert!(named > 50, "only {named} tests were found on the page");
}

//! The guide names tests and programs: they have to exist.
#![allow(
    clippy::disallowed_methods,
    reason = "a test that reads the sources it is about"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

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

/// What stands between backquotes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_test_that_a_surprise_names_exists() {
    let mut known = BTreeSet::new();
    functions(&Path::new(ROOT).join("src"), &mut known);
    functions(&Path::new(ROOT).join("tests"), &mut known);
    let page = fs::read_to_string(Path::new(ROOT).join("src/guide/surprises.md")).expect("the page is there");
    let (mut named, mut missing) = (0, Vec::new());
    // An entry ends where the next one or a heading begins.
    for entry in page.split("\n- ").skip(1) {
        let entry = entry.split("\n\n").next().unwrap_or(entry);
        if let Some((_, tests)) = entry.split_once("Test: ") {
            for name in quoted(tests) {
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
    assert!(named > 70, "only {named} tests were found on the page");
}

#[test]
fn every_program_is_in_the_cookbook_and_in_the_readme() {
    for page in ["src/guide/cookbook.md", "README.md"] {
        let text = fs::read_to_string(Path::new(ROOT).join(page)).expect("the page is there");
        for entry in fs::read_dir(Path::new(ROOT).join("examples")).expect("the folder is there") {
            let name = entry.expect("it can be read").file_name();
            let name = name.to_str().expect("a plain name");
            assert!(text.contains(name), "{page} does not link to examples/{name}");
        }
    }
}

//! Each defect of the list has tests, and they are there.

use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(std::fs::read_to_string(&path).expect("sources are text"));
        }
    }
}

#[test]
fn every_defect_of_the_list_has_its_tests() {
    let list = include_str!("../docs/defects.md");
    let portal = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = portal.join("../..");
    let mut programs = Vec::new();
    for folder in [
        "portal-core/src",
        "portal-core/tests",
        "provisioning/src",
        "provisioning/tests",
        "ami/src",
        "ami/tests",
        "rating/src",
        "rating/tests",
    ] {
        sources(&root.join(folder), &mut programs);
    }
    for folder in ["src", "tests"] {
        sources(&portal.join(folder), &mut programs);
    }
    let lines: Vec<_> = list
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .collect();
    assert!(lines.len() >= 50, "{}", lines.len());
    for line in lines {
        let tests = line.rsplit('|').nth(1).unwrap_or_default();
        let names: Vec<_> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no test: {line}");
        for name in names {
            let there = programs
                .iter()
                .any(|source| source.contains(&format!("fn {name}(")));
            assert!(there, "{name} is no test");
        }
    }
}

//! The session of the README, typed along.

use std::path::Path;
use std::process::{Command, Stdio};

const README: &str = include_str!("../README.md");

/// The commands of the session with what they say; an exit code other than 0 stands behind in brackets.
fn session() -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for block in README.split("```console\n").skip(1) {
        for line in block.split("```").next().unwrap().lines() {
            match (line.strip_prefix("$ "), commands.last_mut()) {
                (Some(command), _) => commands.push((command.to_owned(), String::new())),
                (None, Some((_, said))) => *said = format!("{said}{line}\n"),
                (None, None) => panic!("{line:?} stands before the first command"),
            }
        }
    }
    commands
}

#[test]
fn the_session_of_the_readme_is_what_happens() {
    let folder = tempfile::tempdir().unwrap();
    let testdata = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    copy(&testdata, folder.path());
    let session = session();
    assert!(session.len() >= 5, "{session:?}");
    for (command, expected) in session {
        let arguments = command.strip_prefix("rating ").unwrap().split(' ');
        let output = Command::new(env!("CARGO_BIN_EXE_rating"))
            .args(arguments)
            .current_dir(folder.path())
            .env_remove("RATING_BOOK")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        // The blanks in amounts are such that no line is broken there; in the README they would look like others.
        let text = |bytes| {
            let text = String::from_utf8(bytes).unwrap();
            text.replace("\r\n", "\n").replace(['\u{a0}', '\u{202f}'], " ")
        };
        let mut said = text(output.stdout) + &text(output.stderr);
        match output.status.code() {
            Some(0) => {}
            code => said = format!("{said}[{}]\n", code.unwrap()),
        }
        assert_eq!(said, expected, "{command}");
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}

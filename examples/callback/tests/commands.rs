//! What the command line says without a service.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &str) -> (bool, String) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_switchhook-callback"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Not every one reads it.
    let _ = process.stdin.take().unwrap().write_all(input.as_bytes());
    let Output {
        status,
        stdout,
        stderr,
    } = process.wait_with_output().unwrap();
    (
        status.success(),
        String::from_utf8([stdout, stderr].concat()).unwrap(),
    )
}

fn configure(folder: &Path, person: &str) -> String {
    let path = folder.display();
    let text = format!(
        "state = \"{path}/state\"\nspool = \"{path}\"\nzone = \"Europe/Moscow\"\n[dial]\n[people.anna]\n\
         numbers = [\"89105647899\"]\n{person}\n"
    );
    let config = folder.join("callback.toml");
    fs::write(&config, text).unwrap();
    config.to_str().unwrap().to_owned()
}

#[test]
fn a_hash_that_was_made_is_taken_and_check_shows_what_may_be_dialled() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["outgoing", "tmp", "state"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let (is_made, hash) = run(&["hash"], "0070\n");
    assert!(
        is_made && hash.starts_with("$argon2id$") && !hash.contains("0070"),
        "{hash}"
    );
    let config = configure(folder.path(), &format!("pin = \"{}\"", hash.trim()));
    let (is_good, said) = run(&["check", &config], "");
    assert!(is_good, "{said}");
    for part in [
        "dial \"XXXXXXX\": 8495{number}",
        "dial \"810.\": never",
        "anna: PIN, 20 calls and 60 minutes a day",
        "budgets begin anew at midnight",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let (is_shown, said) = run(&["usage", &config], "");
    assert!(is_shown && said.is_empty(), "{said}");
    let open = configure(folder.path(), "pin_required = false");
    assert!(run(&["check", &open], "").1.contains("anna: NO PIN"));
}

#[test]
fn what_is_missing_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let config = configure(folder.path(), "");
    let (is_good, said) = run(&["run", &config], "");
    assert!(
        !is_good && said.contains("`people.anna.pin`: none; make one with"),
        "{said}"
    );
    let config = configure(folder.path(), "pin_required = false");
    let (is_good, said) = run(&["check", &config], "");
    assert!(!is_good && said.contains("there is no folder"), "{said}");
    for name in ["outgoing", "tmp"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let (is_good, said) = run(&["check", &config], "");
    assert!(
        !is_good && said.contains("make the folder with this user as its owner"),
        "{said}"
    );
    let (is_made, said) = run(&["hash"], "12\n");
    assert!(!is_made && said.contains("a PIN has 4 to 16 digits"), "{said}");
}

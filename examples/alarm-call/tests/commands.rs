//! What the command line does without a service, and what `check` says.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn site() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["outgoing", "tmp", "state", "state/inbox"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    let path = folder.path().display();
    let text = format!(
        "state = \"{path}/state\"\nspool = \"{path}\"\n[people]\nanna = {{ number = \"101\" }}\n\
         [list.night]\npeople = [\"anna\"]\n"
    );
    fs::write(folder.path().join("alarm-call.toml"), text).unwrap();
    folder
}

fn run(site: &Path, arguments: &[&str]) -> (bool, String) {
    let config = site.join("alarm-call.toml");
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_switchhook-alarm-call"))
        .args(arguments)
        .env("ALARM_CALL_CONFIG", config)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = [stdout, stderr].concat();
    (status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn without_a_service_a_request_is_kept_and_monitoring_is_told() {
    let site = site();
    let (is_taken, said) = run(site.path(), &["raise", "disk full"]);
    assert!(!is_taken);
    assert!(
        said.contains("no service took the request yet; it is kept as"),
        "{said}"
    );
    assert_eq!(fs::read_dir(site.path().join("state/inbox")).unwrap().count(), 1);
    let (is_shown, said) = run(site.path(), &["status"]);
    assert!(
        is_shown && said == "1 requests that no service took yet\n",
        "{said}"
    );

    // Neither is what makes no sense.
    let (is_taken, said) = run(site.path(), &["raise", "x", "--list", "day"]);
    assert!(
        !is_taken && said.contains("no list \"day\"; there is night"),
        "{said}"
    );
    let (is_taken, said) = run(site.path(), &["raise"]);
    assert!(!is_taken && said.contains("nothing to say"), "{said}");
    let (is_taken, said) = run(site.path(), &["raise", "--prompts", "custom/a,../b"]);
    assert!(!is_taken && said.contains("no name of a sound"), "{said}");
    assert_eq!(fs::read_dir(site.path().join("state/inbox")).unwrap().count(), 1);
}

#[test]
fn check_tries_all_that_the_configuration_names() {
    let site = site();
    let config = site.path().join("alarm-call.toml");
    let check = ["check", config.to_str().unwrap()];
    let (is_good, said) = run(site.path(), &check);
    assert!(is_good, "{said}");
    for part in [
        "1 people, 1 lists",
        "state",
        "speech: none; texts are spelled, 40 letters at most",
        "list night: anna; each 3 times, all 3 times",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let text = fs::read_to_string(&config).unwrap();
    let speech = "[speech]\ncommand = [\"/nonexistent\", \"{file}\"]\nfolder = \"/tmp\"\n";
    fs::write(&config, format!("{text}{speech}")).unwrap();
    let (is_good, said) = run(site.path(), &check);
    assert!(
        !is_good && said.contains("cannot start \"/nonexistent\""),
        "{said}"
    );
    fs::write(&config, text).unwrap();
    fs::remove_dir(site.path().join("outgoing")).unwrap();
    let (is_good, said) = run(site.path(), &check);
    assert!(!is_good && said.contains("there is no folder"), "{said}");
}

//! The program as scripts and people meet it: its output, its messages, its exit codes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

mod failures;
mod forms;
mod memory;
mod packages;
mod tariffs;

use tempfile::TempDir;

fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name)
}

/// The program with the sample tariff.
fn rating(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rating"));
    command
        .args(arguments)
        .env("RATING_BOOK", testdata("tariff"))
        .current_dir(testdata(""))
        .stdin(Stdio::null());
    command
}

/// Exit code, output and messages.
fn run(arguments: &[&str]) -> (i32, String, String) {
    read(&rating(arguments).output().unwrap())
}

fn read(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// Exit code, output and messages, with something on the standard input.
fn run_with(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    read(&feed(rating(arguments), input))
}

fn feed(mut command: Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feeder = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    // A program that refuses its input may end before it has read all of it.
    let _ = feeder.join().unwrap();
    output
}

/// The sample calls, rated into a file.
fn rated(folder: &TempDir, name: &str) -> String {
    let path = folder.path().join(name).to_str().unwrap().to_owned();
    let (code, out, said) = run(&["rate", "Master.csv", "-o", &path]);
    assert_eq!((code, out.as_str()), (1, ""), "{said}");
    path
}

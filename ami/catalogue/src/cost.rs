//! What typed events cost a program: time to compile, bytes of the binary.

use std::error::Error;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs};

/// Reads a message from its arguments and prints a header of it: what both programs do.
const NONE: &str = r#"
fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    if let Some(message) = switchhook_ami::MessageBuf::parse(text.as_bytes()) {
        println!("{:?}", message.get("Cause"));
        println!("{:?}", message.get("Queue"));
        println!("{:?}", message.get("Device"));
    }
}
"#;

/// The same headers through three views.
const THREE: &str = r#"
use switchhook_ami::event::{DeviceStateChange, Hangup, QueueCaller};

fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    if let Some(message) = switchhook_ami::MessageBuf::parse(text.as_bytes()) {
        println!("{:?}", message.event_as::<Hangup<'_>>().and_then(Hangup::cause));
        println!("{:?}", message.event_as::<QueueCaller<'_>>().and_then(QueueCaller::queue));
        println!("{:?}", message.event_as::<DeviceStateChange<'_>>().and_then(DeviceStateChange::device));
    }
}
"#;

/// Every event there is, through the enumeration.
const ALL: &str = r#"
fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    if let Some(message) = switchhook_ami::MessageBuf::parse(text.as_bytes()) {
        println!("{:?}", message.event());
    }
}
"#;

/// Builds the programs in a temporary folder, in the release profile and without the client, and prints a table.
pub(crate) fn print() -> Result<(), Box<dyn Error>> {
    let folder = env::temp_dir().join(format!("switchhook-ami-cost-{}", std::process::id()));
    let result = measure(&folder);
    fs::remove_dir_all(&folder)?;
    println!("| hello world with | crate | program | binary |\n|---|---|---|---|");
    for (name, library, program, bytes) in result? {
        println!(
            "| {name} | {:.1} s | {:.2} s | {bytes} bytes |",
            library.as_secs_f64(),
            program.as_secs_f64()
        );
    }
    Ok(())
}

type Row = (&'static str, Duration, Duration, u64);

fn measure(folder: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let ami = fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
    fs::create_dir_all(folder.join("src"))?;
    fs::write(
        folder.join("Cargo.toml"),
        format!(
            "[package]\nname = \"cost\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
             switchhook-ami = {{ path = {:?}, default-features = false }}\n",
            ami.display().to_string()
        ),
    )?;
    // The versions of the workspace, so that nothing else is fetched than it has anyway.
    fs::copy(ami.join("../Cargo.lock"), folder.join("Cargo.lock"))?;
    let mut rows = Vec::new();
    // What the crate depends on is built before the first measurement.
    fs::write(folder.join("src/main.rs"), "fn main() {}")?;
    build(folder, &[])?;
    for (name, text) in [
        ("no typed event", NONE),
        ("three typed events", THREE),
        ("all of them", ALL),
    ] {
        fs::write(folder.join("src/main.rs"), text)?;
        build(
            folder,
            &["clean", "--quiet", "--release", "--package", "switchhook-ami"],
        )?;
        let library = build(
            folder,
            &["build", "--quiet", "--release", "--package", "switchhook-ami"],
        )?;
        let program = build(folder, &["build", "--quiet", "--release"])?;
        let bytes = fs::metadata(folder.join("target/release/cost"))?.len();
        rows.push((name, library, program, bytes));
    }
    Ok(rows)
}

/// Runs cargo and returns how long it took; without arguments, a release build.
fn build(folder: &Path, arguments: &[&str]) -> Result<Duration, Box<dyn Error>> {
    let arguments = if arguments.is_empty() {
        &["build", "--quiet", "--release"]
    } else {
        arguments
    };
    let begun = Instant::now();
    let status = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .status()?;
    if !status.success() {
        return Err(format!("cargo {}: {status}", arguments.join(" ")).into());
    }
    Ok(begun.elapsed())
}

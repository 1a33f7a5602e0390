//! Runs a command of the command line and prints every line of it, blanks and all.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example command_output -- 127.0.0.1:5038 ops core show channels`
//!
//! The user needs `write = command`, which allows almost anything: prefer an action where there is one.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use switchhook_ami::Secret;
use switchhook_ami::client::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, user, words @ ..] = &arguments[..] else {
        return Err("usage: AMI_SECRET=… command_output HOST:PORT USER COMMAND…".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let client = Client::connect(Config::new(address, user, Secret::new(secret))).await?;
    let printed = run(&client, &words.join(" ")).await;
    client.close().await;
    println!("{}", printed?);
    Ok(())
}

/// What the command printed.
pub(crate) async fn run(client: &Client, command: &str) -> Result<String, Box<dyn std::error::Error>> {
    let output = client.command(command).await?;
    if output.succeeded {
        Ok(output.text())
    } else {
        // What a failed command printed says why it failed.
        Err(output.text().into())
    }
}

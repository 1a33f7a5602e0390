//! Reads, writes and removes a value of AstDB, here where calls for an extension are forwarded to.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example astdb -- 127.0.0.1:5038 ops 100 [NUMBER|off]`
//!
//! The user needs `write = system`; to read alone, `write = reporting` will do.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use switchhook_ami::Secret;
use switchhook_ami::action::{DbDel, DbGet, DbPut};
use switchhook_ami::client::{Client, Config, SendError};

/// The family that many dialplans keep unconditional forwarding in; Asterisk itself knows nothing of it.
const FAMILY: &str = "CFIM";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (address, user, extension, change) = match &arguments[..] {
        [address, user, extension] => (address, user, extension, None),
        [address, user, extension, change] => (address, user, extension, Some(change.as_str())),
        _ => return Err("usage: AMI_SECRET=… astdb HOST:PORT USER EXTENSION [NUMBER|off]".into()),
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let client = Client::connect(Config::new(address, user, Secret::new(secret))).await?;
    match change {
        Some("off") => forward(&client, extension, None).await?,
        Some(number) => forward(&client, extension, Some(number)).await?,
        None => {}
    }
    match forwarded(&client, extension).await? {
        Some(number) => println!("{extension} is forwarded to {number}"),
        None => println!("{extension} is not forwarded"),
    }
    client.close().await;
    Ok(())
}

/// Where calls for `extension` go.
pub(crate) async fn forwarded(client: &Client, extension: &str) -> Result<Option<String>, SendError> {
    match client.send(DbGet::new(FAMILY, extension)).await {
        Ok(number) => Ok(Some(number)),
        // A key that is not there is refused; every other refusal stays an error.
        Err(error) if error.is_not_found() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Forwards calls for `extension`, or no longer.
pub(crate) async fn forward(client: &Client, extension: &str, to: Option<&str>) -> Result<(), SendError> {
    match to {
        Some(number) => client.send(DbPut::new(FAMILY, extension, number)).await,
        None => match client.send(DbDel::new(FAMILY, extension)).await {
            // Asterisk refuses to remove what is not there in the words it has for any failure: look.
            Err(SendError::Refused { .. }) if forwarded(client, extension).await?.is_none() => Ok(()),
            done => done,
        },
    }
}

//! Changes one setting of a configuration file safely: look, change all or nothing, look again.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example edit_config -- 127.0.0.1:5038 ops pjsip.conf 100 callerid Ana`
//!
//! The user needs `write = config`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use switchhook_ami::Secret;
use switchhook_ami::action::{GetConfig, Operation, UpdateConfig};
use switchhook_ami::client::{Client, Config};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, user, file, section, name, value] = &arguments[..] else {
        return Err("usage: AMI_SECRET=… edit_config HOST:PORT USER FILE SECTION NAME VALUE".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let client = Client::connect(Config::new(address, user, Secret::new(secret))).await?;
    match set(&client, file, section, name, value).await? {
        Some(old) => println!("[{section}] {name} was {old:?} and is {value:?}"),
        None => println!("[{section}] {name} is {value:?} now"),
    }
    client.close().await;
    Ok(())
}

/// Sets `name` in the section and gives what it was.
pub(crate) async fn set(
    client: &Client,
    file: &str,
    section: &str,
    name: &str,
    value: &str,
) -> Result<Option<String>, Box<dyn std::error::Error>> {
    let before = client.send(GetConfig::file(file)).await?;
    // Steps act on every section of the name: with two, "the" setting does not exist.
    let mut sections = before
        .categories
        .iter()
        .filter(|category| category.name == section);
    let (Some(found), None) = (sections.next(), sections.next()) else {
        return Err(format!("{file} has not exactly one [{section}]; edit it by hand").into());
    };
    let old = found.get(name).map(str::to_owned);
    let step = match &old {
        Some(_) => Operation::update(section, name, value),
        None => Operation::append(section, name, value),
    };
    // A step that fails leaves the file as it was. The file is rewritten by Asterisk; nothing is reloaded yet.
    client.update_config(UpdateConfig::file(file).step(step)).await?;

    // The reply says that the file was written; what stands in it now is asked for.
    let after = client.send(GetConfig::file(file)).await?;
    let now = after.category(section).and_then(|category| category.get(name));
    if now != Some(value) {
        return Err(
            format!("{file} says {now:?} for [{section}] {name}; does somebody else edit it?").into(),
        );
    }
    Ok(old)
}

//! Watches several PBXs at once: one client each, one stream of calls. One that is down does not disturb the others.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example several_pbxs -- ops north:5038 south:5038`
//!
//! The user needs `read = call` on each.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment, prints and has tasks"
)]

use switchhook_ami::client::{Client, Config, Item};
use switchhook_ami::{Event, EventMask, Secret};
use tokio::sync::mpsc;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [user, addresses @ ..] = &arguments[..] else {
        return Err("usage: AMI_SECRET=… several_pbxs USER HOST:PORT…".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let mut heard = watch(addresses.iter().map(|address| {
        let config = Config::new(address, user, Secret::new(secret.clone())).events(EventMask::CALL);
        (address.clone(), config)
    }));
    while let Some((name, what)) = heard.recv().await {
        println!("{name}: {what}");
    }
    Ok(())
}

/// What happens on all of them, with the name of the PBX. Ends when the receiver is dropped.
pub(crate) fn watch(pbxs: impl IntoIterator<Item = (String, Config)>) -> mpsc::Receiver<(String, String)> {
    let (tell, heard) = mpsc::channel(1000);
    for (name, config) in pbxs {
        let tell = tell.clone();
        tokio::spawn(async move {
            // Connects in the background: a PBX that is down now is tried again and again.
            let client = Client::start(config);
            let mut items = client.subscribe();
            while let Some(item) = items.next().await {
                let Some(what) = describe(&item) else { continue };
                // Waiting here fills this client's own queue, which then counts what it loses; nobody else waits.
                if tell.send((name.clone(), what)).await.is_err() {
                    break;
                }
            }
            client.close().await;
        });
    }
    heard
}

fn describe(item: &Item) -> Option<String> {
    match item {
        Item::Connected(_) => Some("connected".to_owned()),
        Item::Disconnected { reason } => Some(format!("lost: {reason}")),
        Item::Lagged(count) => Some(format!("{count} events lost")),
        Item::Event(message) => match message.event() {
            Event::Newchannel(change) => Some(format!("{} begins", change.channel().name()?)),
            Event::Hangup(hangup) => Some(format!("{} ends", hangup.channel().name()?)),
            _ => None,
        },
        _ => None,
    }
}

//! Gives events of your own a type: the dialplan says `UserEvent(Door,Name: back,Opened-by: 100)`.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example own_event -- 127.0.0.1:5038 ops`
//!
//! The user needs `read = user`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use switchhook_ami::client::{Client, Config, Item, Subscription};
use switchhook_ami::wire::Message;
use switchhook_ami::{EventMask, Secret};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, user] = &arguments[..] else {
        return Err("usage: AMI_SECRET=… own_event HOST:PORT USER".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let client = Client::start(Config::new(address, user, Secret::new(secret)).events(EventMask::USER));
    let mut items = client.subscribe();
    while let Some(door) = next_door(&mut items).await {
        println!("the {} door was opened by {}", door.name, door.opened_by);
    }
    Ok(())
}

/// A door was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Door {
    pub(crate) name: String,
    pub(crate) opened_by: String,
}

impl Door {
    /// `None` for other events, and for one that lacks something: a dialplan may be wrong.
    pub(crate) fn from_message(message: Message<'_>) -> Option<Self> {
        if message.event_name() != Some("UserEvent") || message.get("UserEvent") != Some("Door") {
            return None;
        }
        Some(Self {
            name: message.text("Name")?.into_owned(),
            opened_by: message.text("Opened-by")?.into_owned(),
        })
    }
}

/// The next door that is opened.
pub(crate) async fn next_door(items: &mut Subscription) -> Option<Door> {
    while let Some(item) = items.next().await {
        if let Item::Event(message) = item
            && let Some(door) = Door::from_message(message.as_message())
        {
            return Some(door);
        }
    }
    None
}

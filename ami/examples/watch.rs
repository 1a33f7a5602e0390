//! Prints what happens on an Asterisk, and goes on when it restarts.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example watch -- 127.0.0.1:5038 ops`
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use switchhook_ami::client::{Client, Config, Item, State};
use switchhook_ami::{Event, Secret};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(user)) = (arguments.next(), arguments.next()) else {
        return Err("usage: AMI_SECRET=secret watch HOST:PORT USER".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;

    let client = Client::start(Config::new(address, user, Secret::new(secret)));
    let mut items = client.subscribe();
    let mut changes = client.state_changes();
    loop {
        tokio::select! {
            Some(item) = items.next() => print(&item),
            Ok(()) = changes.changed() => match &*changes.borrow_and_update() {
                State::Connecting { attempt, last_error: Some(error) } => println!("attempt {attempt}: {error}"),
                State::Refused { error, .. } => println!("{error}"),
                _ => {}
            },
            _ = tokio::signal::ctrl_c() => break,
        }
    }
    client.close().await;
    Ok(())
}

fn print(item: &Item) {
    match item {
        Item::Connected(connected) => println!("connected: {}", connected.banner),
        Item::Event(message) => match message.event() {
            Event::DialBegin(dial) => println!("{:?} rings", dial.dialled().name()),
            Event::Hangup(hangup) => println!("{:?} hung up: {:?}", hangup.channel().name(), hangup.cause()),
            Event::DeviceStateChange(device) => println!("{:?} is {:?}", device.device(), device.state()),
            other => println!("{}", other.message().event_name().unwrap_or("?")),
        },
        other => println!("{other:?}"),
    }
}

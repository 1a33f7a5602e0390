//! Shows who waits in a queue and who can answer, and every change from then on.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example watch_queue -- 127.0.0.1:5038 ops support`
//!
//! The user needs `read = agent`. The list itself (`QueueStatus`) needs no class.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use switchhook_ami::action::QueueStatus;
use switchhook_ami::client::{Client, Config, Item, SendError};
use switchhook_ami::{Event, EventMask, Secret};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, user, queue] = &arguments[..] else {
        return Err("usage: AMI_SECRET=… watch_queue HOST:PORT USER QUEUE".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let client = Client::start(Config::new(address, user, Secret::new(secret)).events(EventMask::AGENT));
    let mut items = client.subscribe();
    while let Some(item) = items.next().await {
        match item {
            // After each connection and each loss the list is asked for anew; changes then go on from there.
            Item::Connected(_) | Item::Lagged(_) => match status(&client, queue).await {
                Ok(lines) => lines.iter().for_each(|line| println!("{line}")),
                Err(error) => println!("{error}"),
            },
            Item::Event(message) => {
                if let Some(line) = change(&message.event(), queue) {
                    println!("{line}");
                }
            }
            Item::Disconnected { reason } => println!("{reason}"),
            _ => {}
        }
    }
    Ok(())
}

/// The queue as it is now.
pub(crate) async fn status(client: &Client, name: &str) -> Result<Vec<String>, SendError> {
    let queues = client.send(QueueStatus::of(name)).await?;
    let mut lines = Vec::new();
    for queue in queues.iter() {
        for member in &queue.members {
            lines.push(format!(
                "{}: {:?}{}",
                member.name().unwrap_or_default(),
                member.status(),
                if member.paused() == Some(true) {
                    ", paused"
                } else {
                    ""
                }
            ));
        }
        for caller in &queue.entries {
            lines.push(format!(
                "{}. {} has waited {:?}",
                caller.position().unwrap_or_default(),
                caller.caller_number().unwrap_or("unknown".into()),
                caller.wait().unwrap_or_default()
            ));
        }
    }
    Ok(lines)
}

/// What an event says of the queue, if it is about it.
pub(crate) fn change(event: &Event<'_>, queue: &str) -> Option<String> {
    let about = event.message().get("Queue")?;
    // Queue names are compared without case, as Asterisk does.
    if !about.eq_ignore_ascii_case(queue) {
        return None;
    }
    Some(match event {
        Event::QueueCallerJoin(caller) => {
            let number = caller.channel().caller_number();
            format!("{} waits as number {}", number?, caller.position()?)
        }
        Event::QueueCallerAbandon(caller) => {
            let number = caller.channel().caller_number();
            format!("{} gave up after {:?}", number?, caller.hold_time()?)
        }
        Event::AgentConnect(call) => {
            format!("{} answers after {:?}", call.member_name()?, call.hold_time()?)
        }
        Event::AgentComplete(call) => {
            format!("{} has talked for {:?}", call.member_name()?, call.talk_time()?)
        }
        Event::QueueMemberPause(member) => {
            let paused = if member.paused()? { "pauses" } else { "is back" };
            format!("{} {paused}", member.name()?)
        }
        _ => return None,
    })
}

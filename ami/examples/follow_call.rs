//! Follows the next call from its first channel to its last hang-up, by the `Linkedid` that all its legs share.
//!
//! `AMI_SECRET=secret cargo run -p switchhook-ami --example follow_call -- 127.0.0.1:5038 ops`
//!
//! The user needs `read = call`.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a program: it reads its environment and prints"
)]

use std::collections::BTreeSet;

use switchhook_ami::client::{Client, Config, Item, Subscription};
use switchhook_ami::event::ChannelSnapshot;
use switchhook_ami::{Event, EventMask, LinkedId, Secret, UniqueId};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, user] = &arguments[..] else {
        return Err("usage: AMI_SECRET=… follow_call HOST:PORT USER".into());
    };
    let secret = std::env::var("AMI_SECRET").map_err(|_| "set AMI_SECRET to the user's secret")?;
    let config = Config::new(address, user, Secret::new(secret)).events(EventMask::CALL);
    let client = Client::connect(config).await?;
    for step in next_call(&mut client.subscribe()).await? {
        println!("{step}");
    }
    client.close().await;
    Ok(())
}

/// The steps of the next call that begins.
pub(crate) async fn next_call(items: &mut Subscription) -> Result<Vec<String>, String> {
    let mut call = Call::default();
    loop {
        match items.next().await.ok_or("the client was closed")? {
            Item::Event(message) => call.see(&message.event()),
            // A gap may hide the hang-up that is waited for: better to say so than to wait for ever.
            Item::Lagged(count) => return Err(format!("{count} events were lost")),
            Item::Disconnected { reason } => return Err(reason.to_string()),
            _ => {}
        }
        if call.is_over() {
            return Ok(call.steps);
        }
    }
}

/// One call: the channels that share a `Linkedid`.
#[derive(Debug, Default)]
struct Call {
    id: Option<LinkedId>,
    /// By `Uniqueid`: names change when a call is transferred.
    channels: BTreeSet<UniqueId>,
    steps: Vec<String>,
}

impl Call {
    fn is_over(&self) -> bool {
        self.id.is_some() && self.channels.is_empty()
    }

    fn see(&mut self, event: &Event<'_>) {
        match event {
            Event::Newchannel(change) if self.is_ours(change.channel()) => {
                self.channels.extend(change.channel().unique_id());
                self.step(change.channel(), "begins");
            }
            Event::DialBegin(dial) if self.is_ours(dial.dialled()) => self.step(dial.dialled(), "rings"),
            Event::DialEnd(dial) if self.is_ours(dial.dialled()) => {
                let status = dial.status().map(|status| status.to_string());
                self.step(dial.dialled(), &status.unwrap_or_default());
            }
            Event::BridgeEnter(member) if self.is_ours(member.channel()) => {
                self.step(member.channel(), "talks");
            }
            Event::Hangup(hangup) if self.is_ours(hangup.channel()) => {
                if let Some(id) = hangup.channel().unique_id() {
                    self.channels.remove(&id);
                }
                let cause = hangup.cause_text().unwrap_or_default();
                self.step(hangup.channel(), &format!("hangs up: {cause}"));
            }
            _ => {}
        }
    }

    /// The first channel that begins makes the call; what has its `Linkedid` belongs to it.
    fn is_ours(&mut self, channel: ChannelSnapshot<'_>) -> bool {
        let id = channel.linked_id();
        // A leg that began before we listened has another first event than its Newchannel.
        let is_first = channel.unique_id().map(|id| id.to_string()) == id.as_ref().map(ToString::to_string);
        if self.id.is_none() && is_first {
            self.id.clone_from(&id);
        }
        self.id.is_some() && self.id == id
    }

    fn step(&mut self, channel: ChannelSnapshot<'_>, what: &str) {
        if let Some(name) = channel.name() {
            self.steps.push(format!("{name} {what}"));
        }
    }
}

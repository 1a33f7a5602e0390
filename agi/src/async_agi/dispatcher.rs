//! From events to calls.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use switchhook_ami::client::{Item, Subscription};
use switchhook_ami::{ChannelName, Client, Message};
use tokio::sync::{Semaphore, mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

use super::carrier::{Carrier, Heard, Over};
use super::stream::Near;
use super::{ABORT, Config, Phase};
use crate::call::{Handler, LONGEST_END, Surroundings, converse_within};
use crate::proto::CloseReason;
use crate::server::{Counters, Incident, Report, Running};
use crate::wire::{Environment, Text};

/// How much may be heard about a call before it looks: its own answers, and what others ask of it.
const QUEUE: usize = 256;

/// A command line, a reply or an environment fits in; longer ones pass in pieces.
const BUFFER: usize = 16 * 1024;

pub(super) struct Dispatcher<H> {
    pub(super) client: Client,
    pub(super) work: Arc<Work<H>>,
    /// Who hears of a channel, and which call that is.
    pub(super) listeners: HashMap<ChannelName, (u64, mpsc::Sender<Heard>)>,
    pub(super) calls: JoinSet<(u64, ChannelName)>,
    /// Those that wait in Asterisk, and that nobody talks to any more.
    pub(super) abandoned: Vec<ChannelName>,
    pub(super) number: u64,
    pub(super) stop: watch::Sender<bool>,
}

/// What all calls share.
pub(super) struct Work<H> {
    pub(super) config: Config,
    pub(super) handler: H,
    pub(super) counters: Arc<Counters>,
    pub(super) limit: Semaphore,
}

impl<H: Handler> Dispatcher<H> {
    pub(super) async fn run(mut self, mut items: Subscription, mut phase: watch::Receiver<Phase>) {
        let (mut stopping, mut is_told) = (None, false);
        loop {
            if let Phase::Draining(deadline) = *phase.borrow_and_update() {
                stopping.get_or_insert(deadline);
                if self.calls.is_empty() {
                    return;
                }
            }
            let due = stopping.unwrap_or_else(Instant::now);
            tokio::select! {
                Ok(()) = phase.changed() => {}
                // Those that run are asked to end, and later made to.
                () = sleep_until(due), if stopping.is_some() && !is_told => {
                    is_told = true;
                    self.stop.send_replace(true);
                    stopping = Some(Instant::now() + LONGEST_END);
                }
                () = sleep_until(due), if is_told => {
                    self.calls.abort_all();
                    // A handler that blocks its thread cannot be stopped; waiting for it could last for ever.
                    let _ = timeout(ABORT, async { while self.calls.join_next().await.is_some() {} }).await;
                    return;
                }
                Some(ended) = self.calls.join_next() => self.on_ended(ended.ok()),
                item = items.next() => match item {
                    Some(item) => self.on_item(item, stopping.is_some()),
                    None => {
                        self.lose("the connection to the manager interface was closed");
                        while let Some(ended) = self.calls.join_next().await {
                            self.on_ended(ended.ok());
                        }
                        return;
                    }
                },
            }
        }
    }

    fn on_ended(&mut self, ended: Option<(u64, ChannelName)>) {
        // A newer call may be on the same channel by now.
        if let Some((number, channel)) = ended
            && self
                .listeners
                .get(&channel)
                .is_some_and(|(found, _)| *found == number)
        {
            self.listeners.remove(&channel);
        }
    }

    fn on_item(&mut self, item: Item, is_stopping: bool) {
        match item {
            Item::Event(message) => self.on_event(message.as_message(), is_stopping),
            Item::Disconnected { reason } => {
                self.lose(&format!(
                    "the connection to the manager interface was lost: {reason}"
                ));
            }
            Item::Connected(_) => self.release(),
            Item::Lagged(count) => {
                self.lose(&format!("{count} events were lost, since too many came at once"));
                self.release();
            }
            _ => {}
        }
    }

    fn on_event(&mut self, message: Message<'_>, is_stopping: bool) {
        let text = |name: &str| message.text(name).unwrap_or_default().into_owned();
        // Before Asterisk 12 there is one event for all three.
        let name = match message.event_name() {
            Some("AsyncAGI") => format!("AsyncAGI{}", text("SubEvent")),
            Some(name) => name.to_owned(),
            None => return,
        };
        let channel = ChannelName::from(text("Channel"));
        match name.as_str() {
            "AsyncAGIStart" => self.on_start(channel, text("Env"), is_stopping),
            "AsyncAGIExec" => self.tell(
                &channel,
                Heard::Result {
                    id: message.text("CommandID").map(Cow::into_owned),
                    text: text("Result"),
                },
            ),
            "AsyncAGIEnd" => {
                self.tell(&channel, Heard::End);
                self.listeners.remove(&channel);
            }
            _ => {}
        }
    }

    fn on_start(&mut self, channel: ChannelName, environment: String, is_stopping: bool) {
        let (teller, heard) = mpsc::channel(QUEUE);
        self.number += 1;
        self.abandoned.retain(|abandoned| *abandoned != channel);
        // Whoever had that name before is told by this that its call is over.
        self.listeners.insert(channel.clone(), (self.number, teller));
        let carrier = Carrier::new(self.client.clone(), channel, heard);
        let (number, work, stop) = (self.number, Arc::clone(&self.work), self.stop.subscribe());
        self.calls.spawn(async move {
            let channel = carrier.channel.clone();
            work.serve(carrier, environment, is_stopping, stop).await;
            (number, channel)
        });
    }

    fn tell(&mut self, channel: &ChannelName, heard: Heard) {
        let Some((_, listener)) = self.listeners.get(channel) else {
            return;
        };
        // Without room, something would be missed: the call is given up.
        if listener.try_send(heard).is_err() {
            self.listeners.remove(channel);
        }
    }

    /// Tells every call that it is lost.
    fn lose(&mut self, reason: &str) {
        for (channel, (_, listener)) in self.listeners.drain() {
            // One without room learns it from the end of what it hears.
            let _ = listener.try_send(Heard::Lost(reason.to_owned()));
            self.abandoned.push(channel);
        }
    }

    /// Sends the calls that nobody talks to any more back to the dialplan: they would wait until their callers give up.
    fn release(&mut self) {
        for channel in self.abandoned.drain(..) {
            let (_, heard) = mpsc::channel(1);
            let mut carrier = Carrier::new(self.client.clone(), channel, heard);
            tokio::spawn(async move {
                // Those that are gone are refused, which is just as well.
                let _ = carrier.farewell(true).await;
            });
        }
    }
}

impl<H: Handler> Work<H> {
    async fn serve(
        &self,
        mut carrier: Carrier,
        environment: String,
        is_refused: bool,
        mut stop: watch::Receiver<bool>,
    ) {
        let block = match carrier.environment(&environment).await {
            Ok(block) => block,
            Err(Over::Ended) => return,
            Err(Over::Lost(error)) => {
                self.counters.not_begun();
                let reason = CloseReason::Lost { error };
                self.report(None, Incident::NotBegun { reason });
                let _ = carrier.farewell(true).await;
                return;
            }
        };
        let call = Environment::parse(&block);
        if call.as_ref().is_ok_and(|call| !self.config.is_accepted(call)) {
            return;
        }
        let unique_id = call
            .ok()
            .and_then(|call| call.get_bytes("agi_uniqueid").map(Text::from));
        // Calls that are left to others take no place.
        let permit = self.limit.try_acquire().ok().filter(|_| !is_refused);
        let Some(permit) = permit else {
            self.counters.refused();
            let limit = self.config.max_calls;
            self.report(unique_id, Incident::Refused { limit });
            let _ = carrier.farewell(true).await;
            return;
        };
        let _running = Running::new(&self.counters);
        let (near, far, lost) = Near::pair(BUFFER);
        let surroundings = Surroundings {
            peer: None,
            stop: async move {
                // The sender goes away only with this task.
                let _ = stop.wait_for(|stop| *stop).await;
            },
            hang_up: std::future::pending(),
            lingers: true,
        };
        let options = self.config.options.clone();
        let talking = async {
            let outcome = converse_within(surroundings, near, &self.handler, options, |_| {
                self.counters.begun();
            })
            .await;
            drop(permit);
            if let Some(incident) = self.counters.ended(outcome) {
                self.report(unique_id, incident);
            }
        };
        tokio::join!(talking, carrier.run(&block, far, lost));
    }

    fn report(&self, unique_id: Option<Text>, incident: Incident) {
        self.config.report(&Report {
            peer: None,
            unique_id,
            incident,
        });
    }
}

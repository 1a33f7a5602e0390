//! From the PBX's events to the journeys of calls that are kept.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use switchhook_ami::mirror::{Health, Part, State};
use switchhook_ami::wire::MessageBuf;
use switchhook_portal_core::journey::{Builder, Journey, Limits, Source};

use crate::app::App;
use crate::log::Event;
use crate::store::KeptJourney;

/// How often finished journeys are kept: more often than they settle.
pub const LOOK: Duration = Duration::from_secs(1);

/// How often channels of which no event told that they went are looked for.
const RECONCILE: TimeDelta = TimeDelta::minutes(1);

/// A channel that is younger may not be in the picture of the PBX yet.
const YOUNG: TimeDelta = TimeDelta::seconds(30);

/// The calls that go on, and what is known of them.
pub struct Journeys {
    builder: Builder,
    compared: DateTime<Utc>,
    lost: u64,
}

impl Journeys {
    pub fn new() -> Self {
        Self {
            builder: Builder::new(Limits::default(), Source::Events),
            compared: Utc::now(),
            lost: 0,
        }
    }

    /// Takes an event. Its moment is that of the portal's clock, by which its calls are finished too.
    pub fn hear(&mut self, message: &MessageBuf) {
        self.builder.event(message, Utc::now());
    }

    /// Events were lost: calls that go on will be incomplete.
    pub fn interrupted(&mut self) {
        self.builder.interrupted();
    }

    /// Keeps what is finished.
    pub async fn keep_finished(&mut self, app: &App, picture: impl FnOnce() -> State) {
        let now = Utc::now();
        if now - self.compared >= RECONCILE {
            self.compared = now;
            let picture = picture();
            if picture.health(Part::Channels).is_some_and(Health::is_in_sync) {
                let there = picture.channels().map(|channel| channel.unique_id.as_str());
                self.builder.reconcile(now - YOUNG, there);
            }
        }
        let finished = self.builder.finished(now);
        let lost = self.builder.lost();
        if lost > self.lost {
            tracing::warn!(event = %Event::JourneysLost, count = lost - self.lost, "more calls went on at once than the portal keeps in mind; what happened to them is not kept");
            self.lost = lost;
        }
        keep(app, finished).await;
    }

    /// Keeps what goes on, as far as it is known: the portal stops.
    pub async fn keep_open(&self, app: &App) {
        let open = self.builder.open().map(|journey| Journey {
            is_incomplete: true,
            ..journey
        });
        keep(app, open.collect()).await;
    }
}

async fn keep(app: &App, journeys: Vec<Journey>) {
    if journeys.is_empty() {
        return;
    }
    let index = app.live.index();
    let journeys: Vec<KeptJourney> = journeys
        .into_iter()
        .map(|journey| KeptJourney {
            parties: journey.parties(&index),
            journey,
        })
        .collect();
    if let Err(error) = app.store.add_journeys(&journeys).await {
        tracing::error!(event = %Event::JourneyUnwritten, %error, count = journeys.len(), "what happened to calls could not be written");
    }
}

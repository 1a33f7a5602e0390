//! Where finished calls come from.

mod agi;
mod csv;
mod filter;
mod record;
mod table;

pub use agi::Fast;
pub use csv::Follower;
pub use filter::Filter;
pub use record::Columns;
pub use table::TableFollower;

use std::sync::Arc;

use crate::call::{Call, CallError, Statuses};
use crate::config::Config;
use crate::queue::{Intake, Position, Queue, QueueError, Registered};
use crate::time;
use chrono_tz::Tz;

/// Further records of one call follow the first at once: all are written when its channel is gone.
const GATHER: i64 = 2000;

/// What every source needs to register calls.
#[derive(Clone, Debug)]
pub struct Register {
    queue: Queue,
    destinations: Arc<Vec<String>>,
    statuses: Arc<Statuses>,
    filter: Arc<Filter>,
    /// In which Asterisk's times are.
    pub zone: Tz,
}

impl Register {
    /// For this configuration.
    pub fn new(config: &Config, queue: &Queue) -> Result<Self, String> {
        Ok(Self {
            queue: queue.clone(),
            destinations: Arc::new(config.destination_names()),
            statuses: Arc::new(config.statuses()),
            filter: Arc::new(Filter::new(config.only.as_deref())?),
            zone: config.zone()?,
        })
    }

    /// Cleans a call, and decides its status.
    pub fn finish(&self, call: Call) -> Result<Call, CallError> {
        call.finish(&self.statuses)
    }

    /// Registers finished calls, and how far the source was read.
    pub async fn add(
        &self,
        calls: &[Call],
        position: Option<Position<'_>>,
        completes: bool,
    ) -> Result<Registered, QueueError> {
        let intake = Intake {
            destinations: &self.destinations,
            statuses: &self.statuses,
            now: time::now(),
            gather: GATHER,
            completes,
        };
        let calls: Vec<Call> = calls
            .iter()
            .filter(|call| self.filter.wants(call))
            .cloned()
            .collect();
        self.queue.register(&calls, &intake, position).await
    }

    /// How far a source was read.
    pub async fn position(&self, source: &str) -> Result<Option<String>, QueueError> {
        self.queue.position(source).await
    }

    /// What was read of it beyond that, with the places.
    pub async fn seen(&self, source: &str) -> Result<Vec<(String, i64)>, QueueError> {
        self.queue.seen(source).await
    }
}

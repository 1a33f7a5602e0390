//! Delivers calls: for each destination one after the other, in their order, until each is confirmed.

mod attempt;
mod extract;
mod http;
mod templates;
mod xml;

pub use http::{Answer, Client, HttpError, Request};
pub use templates::{Context, Recording, Templates};

use std::time::Duration;

use tracing::{info, warn};

use crate::config::{Destination, seconds};
use crate::queue::{Fault, Queue, QueueError, Stage};
use crate::time;
use attempt::{Attempt, Failure};

/// How long a destination waits at most before it looks at the queue again.
const LOOK: Duration = Duration::from_secs(1);

/// Whether a path of an extraction can be read.
pub fn check_path(path: &str) -> Result<(), String> {
    xml::Path::read(path).map(drop)
}

/// A destination that is ready to work.
#[derive(Debug)]
pub struct Deliverer {
    destination: Destination,
    attempt: Attempt,
}

impl Deliverer {
    /// Compiles its templates, reads its secrets and its certificates.
    pub fn new(destination: &Destination) -> Result<Self, String> {
        Ok(Self {
            attempt: Attempt::new(destination)?,
            destination: destination.clone(),
        })
    }

    /// Delivers for ever. What the queue cannot do is tried again: nothing is confirmed that is not on the disk.
    pub async fn run(self, queue: Queue) {
        loop {
            if let Err(error) = self.next(&queue).await {
                warn!(destination = self.destination.name, %error, "the queue failed; trying again");
                tokio::time::sleep(LOOK).await;
            }
        }
    }

    async fn next(&self, queue: &Queue) -> Result<(), QueueError> {
        let name = &self.destination.name;
        let Some(delivery) = queue.next_delivery(name).await? else {
            queue.changed(LOOK).await;
            return Ok(());
        };
        if delivery.stage != Stage::Ready {
            // Those behind it wait for it: the order is kept.
            queue.changed(LOOK).await;
            return Ok(());
        }
        let wait = delivery.due - time::now();
        if wait > 0 {
            // `retry` may shorten it.
            tokio::time::sleep(LOOK.min(Duration::from_millis(wait.unsigned_abs()))).await;
            return Ok(());
        }
        let failure = match self.attempt.run(queue, &delivery).await? {
            Ok(()) => {
                queue.delivered(name, delivery.id, time::now()).await?;
                info!(destination = name, call = delivery.call.unique_id, "delivered");
                return Ok(());
            }
            Err(failure) => failure,
        };
        // A step of this attempt may have been confirmed, which began the counting anew.
        let before = if failure.progressed {
            (0, 0, 0)
        } else {
            (delivery.tries, delivery.refusals, delivery.failures)
        };
        let error = &failure.reason;
        let is_last = match failure.fault {
            Fault::Unreachable => false,
            Fault::Failed => before.2 + 1 >= self.destination.failures,
            Fault::Refused => before.1 + 1 >= self.destination.refusals,
        };
        let now = time::now();
        // Said once it is so.
        if is_last {
            queue.set_aside(name, delivery.id, error, now).await?;
            warn!(
                destination = name,
                call = delivery.call.unique_id,
                error,
                "set aside; `call-recorder retry` brings it back"
            );
            return Ok(());
        }
        let pause = self.pause(before.0, &failure);
        let due = now + i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 2);
        queue
            .failed(name, delivery.id, failure.fault, error, due, now)
            .await?;
        warn!(destination = name, call = delivery.call.unique_id, error, again_in = ?pause, "not delivered");
        Ok(())
    }

    /// Doubles with each failure, up to the ceiling; what the receiver asks for counts up to that too.
    fn pause(&self, tries: u32, failure: &Failure) -> Duration {
        let ceiling = seconds(self.destination.retry_ceiling_seconds);
        let doubled = seconds(self.destination.retry_seconds).saturating_mul(1 << tries.min(20));
        doubled.max(failure.retry_after.unwrap_or_default()).min(ceiling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_ceiling() {
        let destination =
            "name = 'crm'\nurl = 'http://127.0.0.1:9/'\nretry_seconds = 2\nretry_ceiling_seconds = 60";
        let deliverer = Deliverer::new(&toml::from_str(destination).unwrap()).unwrap();
        let failure = |retry_after| Failure {
            fault: Fault::Unreachable,
            reason: String::new(),
            retry_after,
            progressed: false,
        };
        let pauses =
            [0, 1, 2, 4, 5, 31, u32::MAX].map(|tries| deliverer.pause(tries, &failure(None)).as_secs());
        assert_eq!(pauses, [2, 4, 8, 32, 60, 60, 60]);
        let asked = |time| deliverer.pause(0, &failure(Some(seconds(time)))).as_secs();
        assert_eq!((asked(1), asked(30), asked(100_000)), (2, 30, 60));
    }
}

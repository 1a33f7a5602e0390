use std::time::Duration;

use super::write::whole_seconds;
use super::{Action, Expects, Reply, ReplyError};
use crate::wire::HeaderWriter;

/// Waits for events, where they do not come by themselves: on AMI over HTTP. Needs no class.
///
/// On a TCP connection events come anyway, and all other actions wait as long as this one does. The events come as
/// those of the connection, not as part of the answer.
///
/// ```
/// use std::time::Duration;
/// use switchhook_ami::action::{Action, WaitEvent};
/// let wait = WaitEvent::new(Duration::from_secs(25));
/// assert!(wait.extra_time() >= Duration::from_secs(25));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct WaitEvent {
    timeout: Duration,
}

impl WaitEvent {
    /// For so long at most. Sent in whole seconds, rounded up.
    pub fn new(timeout: Duration) -> Self {
        Self { timeout }
    }
}

impl Action for WaitEvent {
    type Response = ();

    fn name(&self) -> &str {
        "WaitEvent"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Timeout", whole_seconds(self.timeout));
    }

    /// After the events, which carry no ActionID, comes `WaitEventComplete`, which does.
    fn expects(&self) -> Expects {
        Expects::List("WaitEventComplete".into())
    }

    fn extra_time(&self) -> Duration {
        self.timeout.saturating_add(Duration::from_secs(1))
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        reply.accepted()
    }
}

use std::time::Duration;

use super::item::Item;
use super::session::random;
use super::subscription::{Overflow, Subscription, SubscriptionOptions, Wanted};
use super::{Client, SendError};
use crate::action::{Originate, Outcome};
use crate::event::Event;
use crate::proto::Failure;
use crate::value::{ChannelName, ChannelState, DialStatus, EventMask, HangupCause, UniqueId};
use crate::wire::Message;

/// How long other events of a call may come after the one that tells its outcome: Asterisk 16 tells the end of a channel
/// after it, 22 before, and neither promises an order.
const GRACE: Duration = Duration::from_millis(500);

impl Client {
    /// Calls a telephone and waits for what becomes of it: at most its [`timeout`](Originate::timeout) and some seconds.
    /// Other actions and events go on meanwhile.
    ///
    /// Asterisk says "failure" of a telephone that is busy as of one that is not registered. So the call's channel gets an
    /// id of its own, unless it has [one](Originate::channel_id), and the events of that channel tell the rest.
    ///
    /// It tells about the telephone that is called first. What becomes of its call to the target is told by later
    /// events (`DialEnd`, `Hangup`, `Cdr`) that carry its `unique_id` as their `Linkedid`.
    ///
    /// # Errors
    /// As [`send`](Self::send). [`SendError::NeedsEvents`], before anything is sent, if the connection has no call
    /// events, which bring the answer; [`SendError::NoCallEvents`], after the call's time, if it should have them
    /// and none came.
    pub async fn dial(&self, mut call: Originate) -> Result<Outcome, SendError> {
        if self.events.is_some_and(|mask| !mask.contains(EventMask::CALL)) {
            return Err(SendError::NeedsEvents {
                mask: EventMask::CALL,
            });
        }
        let id = match call.chosen_channel_id() {
            Some(id) => UniqueId::new(id),
            None => {
                let id = format!("dial{:016x}.1", random());
                call = call.channel_id(&*id);
                UniqueId::new(id)
            }
        };
        let options = SubscriptionOptions::new()
            .wanted(Wanted::Channel(id.clone()))
            .queue(256, 1 << 20)
            .overflow(Overflow::DropOldest);
        let mut events = self.subscribe_to(options);
        let mut progress = Progress::new(id);

        let answered = self.send(call);
        tokio::pin!(answered);
        let answer = tokio::select! {
            biased;
            answer = &mut answered => answer,
            // The outcome may never be told; then the end of the channel is all there is.
            () = progress.follow(&mut events) => match tokio::time::timeout(GRACE, &mut answered).await {
                Ok(answer) => answer,
                Err(_) => Ok(Outcome::Failure { reason: None, cause: None }),
            },
        };
        match answer {
            Ok(outcome @ Outcome::Failure { .. }) => {
                // An error means that nothing more was heard.
                let _ = tokio::time::timeout(GRACE, progress.follow(&mut events)).await;
                Ok(progress.explain(outcome))
            }
            Err(SendError::OutcomeUnknown {
                failure: Failure::Timeout { waited },
            }) => {
                while let Some(item) = events.try_next() {
                    progress.hear(&item);
                }
                Err(if progress.is_silent() {
                    SendError::NoCallEvents { waited }
                } else {
                    SendError::OutcomeUnknown {
                        failure: Failure::Timeout { waited },
                    }
                })
            }
            other => other,
        }
    }
}

/// What the events of a called channel have told.
#[derive(Debug)]
struct Progress {
    id: UniqueId,
    channel: Option<ChannelName>,
    is_up: bool,
    dial_status: Option<DialStatus>,
    cause: Option<HangupCause>,
}

impl Progress {
    fn new(id: UniqueId) -> Self {
        Self {
            id,
            channel: None,
            is_up: false,
            dial_status: None,
            cause: None,
        }
    }

    /// Listens until the channel is gone, or for ever.
    async fn follow(&mut self, events: &mut Subscription) {
        while self.cause.is_none() {
            match events.next().await {
                Some(item) => self.hear(&item),
                None => return std::future::pending().await,
            }
        }
    }

    fn hear(&mut self, item: &Item) {
        if let Item::Event(message) = item {
            self.hear_event(message.as_message());
        }
    }

    fn hear_event(&mut self, message: Message<'_>) {
        let is_mine = |name| message.get(name) == Some(self.id.as_str());
        match message.event() {
            Event::DialEnd(dial) if is_mine("DestUniqueid") => self.dial_status = dial.status(),
            Event::Hangup(hangup) if is_mine("Uniqueid") => {
                self.cause = Some(hangup.cause().unwrap_or(HangupCause::NotDefined));
            }
            Event::Newchannel(change) | Event::Newstate(change) if is_mine("Uniqueid") => {
                let channel = change.channel();
                self.channel = channel.name().or_else(|| self.channel.take());
                self.is_up |= channel.state() == Some(ChannelState::Up);
            }
            _ => {}
        }
    }

    fn is_silent(&self) -> bool {
        self.channel.is_none() && self.dial_status.is_none() && self.cause.is_none()
    }

    /// What a failure was.
    fn explain(self, failure: Outcome) -> Outcome {
        let Outcome::Failure { reason, .. } = failure else {
            return failure;
        };
        // Answered and hung up again before it was told.
        if self.is_up
            && reason.is_none()
            && let Some(channel) = self.channel
        {
            return Outcome::Answered {
                channel,
                unique_id: Some(self.id),
            };
        }
        match (&self.dial_status, self.cause) {
            (_, Some(HangupCause::Busy)) | (Some(DialStatus::Busy), _) => Outcome::Busy,
            (_, Some(HangupCause::NoUserResponse | HangupCause::NoAnswer))
            | (Some(DialStatus::NoAnswer), _) => Outcome::NoAnswer,
            (
                _,
                Some(
                    HangupCause::CircuitCongestion
                    | HangupCause::NetworkOutOfOrder
                    | HangupCause::SwitchCongestion
                    | HangupCause::RequestedChannelUnavailable,
                ),
            )
            | (Some(DialStatus::Congestion), _) => Outcome::Congestion,
            (_, Some(HangupCause::Rejected)) => Outcome::HungUp,
            (_, cause) => Outcome::Failure { reason, cause },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Progress};
    use crate::value::{HangupCause, UniqueId};
    use crate::wire::MessageBuf;

    fn explained(reason: Option<i32>, events: &[&str]) -> Outcome {
        let mut progress = Progress::new(UniqueId::new("c.1"));
        for event in events {
            let text = format!("{}\r\n\r\n", event.replace('\n', "\r\n"));
            let message = MessageBuf::parse(text.as_bytes()).expect("a whole message");
            progress.hear_event(message.as_message());
        }
        progress.explain(Outcome::Failure { reason, cause: None })
    }

    #[test]
    fn the_events_of_the_channel_tell_what_a_failure_was() {
        let hangup = |cause: u16| format!("Event: Hangup\nUniqueid: c.1\nCause: {cause}");
        for (cause, expected) in [
            (17, Outcome::Busy),
            (18, Outcome::NoAnswer),
            (19, Outcome::NoAnswer),
            (21, Outcome::HungUp),
            (34, Outcome::Congestion),
            (42, Outcome::Congestion),
            (
                20,
                Outcome::Failure {
                    reason: Some(0),
                    cause: Some(HangupCause::SubscriberAbsent),
                },
            ),
        ] {
            assert_eq!(explained(Some(0), &[&hangup(cause)]), expected, "{cause}");
        }
        for (status, expected) in [
            ("BUSY", Outcome::Busy),
            ("NOANSWER", Outcome::NoAnswer),
            ("CONGESTION", Outcome::Congestion),
        ] {
            let end = format!("Event: DialEnd\nDestUniqueid: c.1\nDialStatus: {status}");
            assert_eq!(explained(Some(0), &[&end]), expected, "{status}");
        }
    }

    #[test]
    fn other_channels_do_not_count() {
        let events = ["Event: Hangup\nUniqueid: c.2\nCause: 17"];
        let expected = Outcome::Failure {
            reason: Some(0),
            cause: None,
        };
        assert_eq!(explained(Some(0), &events), expected);
    }

    #[test]
    fn an_answer_whose_outcome_was_never_told_is_an_answer() {
        let events = [
            "Event: Newchannel\nChannel: PJSIP/1-00000001\nUniqueid: c.1\nChannelState: 0",
            "Event: Newstate\nChannel: PJSIP/1-00000001\nUniqueid: c.1\nChannelState: 6",
            "Event: Hangup\nChannel: PJSIP/1-00000001\nUniqueid: c.1\nCause: 16",
        ];
        assert!(
            matches!(explained(None, &events), Outcome::Answered { channel, .. } if channel.endpoint() == "PJSIP/1")
        );
    }
}

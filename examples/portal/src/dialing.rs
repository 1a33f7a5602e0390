//! Calls that were started with a click, until their outcome was told.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use switchhook_ami::action::Outcome;
use switchhook_ami::client::SendError;
use switchhook_portal_core::PersonId;
use tokio::sync::watch;

use crate::i18n::Texts;
use crate::pbx::PbxError;
use crate::token;

/// How long an outcome can still be asked for.
const KEPT: Duration = Duration::from_secs(120);

/// The calls of the last two minutes.
#[derive(Debug, Default)]
pub struct Dials {
    calls: Mutex<HashMap<String, Dial>>,
}

#[derive(Debug)]
struct Dial {
    person: PersonId,
    begun: Instant,
    progress: watch::Receiver<Progress>,
}

/// A call on its way.
#[derive(Clone, Debug)]
pub struct Progress {
    pub phone: String,
    pub number: String,
    pub state: DialState,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialState {
    /// The person's own telephone rings.
    Ringing,
    Connected,
    OwnNoAnswer,
    OwnBusy,
    OwnUnreachable,
    PbxDown,
    NotConfigured,
    /// The dialplan has nothing for the number.
    UnknownNumber,
    /// It was asked for, and no answer came.
    Unknown,
    Refused(String),
}

impl DialState {
    pub fn of(result: &Result<Outcome, PbxError>) -> Self {
        match result {
            Ok(Outcome::Answered { .. }) => Self::Connected,
            Ok(Outcome::Busy) => Self::OwnBusy,
            Ok(Outcome::NoAnswer | Outcome::HungUp) => Self::OwnNoAnswer,
            Ok(_) => Self::OwnUnreachable,
            Err(PbxError::NotConfigured(_)) => Self::NotConfigured,
            Err(PbxError::Send(
                SendError::NotConnected | SendError::Closed | SendError::Congested { .. },
            )) => Self::PbxDown,
            // An answer that was not understood is one to a call that was made.
            Err(PbxError::Send(
                SendError::OutcomeUnknown { .. } | SendError::NoCallEvents { .. } | SendError::Malformed(_),
            )) => Self::Unknown,
            // Asterisk looks the extension up before anything rings; the words are the same in 16 and 22.
            Err(PbxError::Send(SendError::Refused { message })) if is_unknown_extension(message) => {
                Self::UnknownNumber
            }
            Err(error) => Self::Refused(error.to_string()),
        }
    }

    /// Whether it ended before any telephone rang: asking for the same again can ring at most once.
    pub fn never_rang(&self) -> bool {
        matches!(
            self,
            Self::PbxDown | Self::NotConfigured | Self::UnknownNumber | Self::Refused(_)
        )
    }

    /// For programs.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Ringing => "ringing",
            Self::Connected => "connected",
            Self::OwnNoAnswer => "no-answer",
            Self::OwnBusy => "busy",
            Self::OwnUnreachable => "unreachable",
            Self::PbxDown => "pbx-down",
            Self::NotConfigured => "not-configured",
            Self::UnknownNumber => "unknown-number",
            Self::Unknown => "unknown",
            Self::Refused(_) => "refused",
        }
    }
}

fn is_unknown_extension(message: &str) -> bool {
    message
        .trim_end_matches('.')
        .eq_ignore_ascii_case("Extension does not exist")
}

impl Progress {
    pub fn text(&self, t: Texts) -> String {
        let (phone, number) = (&*self.phone, &*self.number);
        match &self.state {
            DialState::Ringing => t.dial_ringing(phone, number),
            DialState::Connected => t.dial_connected(number),
            DialState::OwnNoAnswer => t.dial_own_no_answer(phone),
            DialState::OwnBusy => t.dial_own_busy(phone),
            DialState::OwnUnreachable => t.dial_own_unreachable(phone),
            DialState::PbxDown => t.dial_pbx_down(),
            DialState::NotConfigured => t.dial_not_configured(),
            DialState::UnknownNumber => t.dial_unknown_number(number),
            DialState::Unknown => t.dial_unknown(),
            DialState::Refused(reason) => t.dial_refused(reason),
        }
    }
}

impl Dials {
    /// Notes a call that starts; gives its name and where its progress goes.
    pub fn begin(&self, person: PersonId, phone: &str, number: &str) -> (String, watch::Sender<Progress>) {
        let id = token::typeable(12);
        let progress = Progress {
            phone: phone.to_owned(),
            number: number.to_owned(),
            state: DialState::Ringing,
        };
        let (sender, receiver) = watch::channel(progress);
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.retain(|_, call| call.begun.elapsed() < KEPT);
        calls.insert(
            id.clone(),
            Dial {
                person,
                begun: Instant::now(),
                progress: receiver,
            },
        );
        (id, sender)
    }

    /// How this person's call does now.
    pub fn progress(&self, person: PersonId, id: &str) -> Option<Progress> {
        self.receiver(person, id)
            .map(|receiver| receiver.borrow().clone())
    }

    /// Waits for the outcome of this person's call, but not for ever.
    pub async fn outcome(&self, person: PersonId, id: &str, at_most: Duration) -> Option<Progress> {
        let mut receiver = self.receiver(person, id)?;
        let _ = tokio::time::timeout(at_most, receiver.wait_for(|p| p.state != DialState::Ringing)).await;
        let progress = receiver.borrow().clone();
        Some(progress)
    }

    fn receiver(&self, person: PersonId, id: &str) -> Option<watch::Receiver<Progress>> {
        let calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls
            .get(id)
            .filter(|call| call.person == person)
            .map(|call| call.progress.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_caller_hears_of_a_call() {
        let dials = Dials::default();
        let (id, sender) = dials.begin(PersonId(1), "221", "272410");
        assert!(dials.progress(PersonId(2), &id).is_none());
        assert_eq!(
            dials.progress(PersonId(1), &id).unwrap().state,
            DialState::Ringing
        );
        sender.send_modify(|p| p.state = DialState::OwnBusy);
        let outcome = dials
            .outcome(PersonId(1), &id, Duration::from_secs(5))
            .await
            .unwrap();
        assert_eq!(outcome.state, DialState::OwnBusy);
        assert!(outcome.text(Texts::new(crate::i18n::Lang::En)).contains("221"));
    }
}

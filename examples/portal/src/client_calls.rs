//! Calls that other programs asked for: a request that is repeated does not ring twice.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use switchhook_ami::action::Outcome;
use switchhook_portal_core::ApiClientId;
use tokio::sync::watch;

use crate::dialing::DialState;
use crate::pbx::PbxError;

/// How long an `Idempotency-Key` is remembered.
pub const KEPT: Duration = Duration::from_secs(600);

/// The longest `Idempotency-Key`.
pub const KEY_CHARACTERS: usize = 100;

/// The calls of the last ten minutes. Their number is bounded by how often a client may ask.
#[derive(Debug, Default)]
pub struct ClientCalls {
    calls: Mutex<HashMap<Key, Call>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// The client gave the request a key of its own.
    Given(ApiClientId, String),
    /// It did not: the same two numbers are the same call as long as it is on its way.
    Numbers(ApiClientId, Numbers),
}

/// Who is called by whom, as the client wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Numbers {
    pub source: String,
    pub destination: String,
}

#[derive(Debug)]
struct Call {
    begun: Instant,
    numbers: Numbers,
    ended: Waiting,
}

impl Call {
    /// Whether it ended before anything rang: the same request may then be made anew.
    fn never_rang(&self) -> bool {
        self.ended
            .borrow()
            .as_ref()
            .is_some_and(|ended| ended.state.never_rang())
    }
}

/// Gets the end of a call; whoever holds one may wait for it.
pub type Waiting = watch::Receiver<Option<Arc<Ended>>>;

/// What became of a call.
#[derive(Debug)]
pub struct Ended {
    pub state: DialState,
    /// Of the telephone that was lifted.
    pub channel: Option<String>,
    pub unique_id: Option<String>,
}

impl Ended {
    pub fn of(result: &Result<Outcome, PbxError>) -> Self {
        let (channel, unique_id) = match result {
            Ok(Outcome::Answered { channel, unique_id }) => (
                Some(channel.to_string()),
                unique_id.as_ref().map(ToString::to_string),
            ),
            _ => (None, None),
        };
        Self {
            state: DialState::of(result),
            channel,
            unique_id,
        }
    }
}

/// How a request stands to those before it.
#[derive(Debug)]
pub enum Begun {
    /// It is the first: the call is to be made, and its end told here.
    New(watch::Sender<Option<Arc<Ended>>>),
    /// It was made already, or is on its way.
    Again(Waiting),
    /// Its key was used for another call.
    KeyReused,
}

impl ClientCalls {
    /// Notes a request of a client, with its `Idempotency-Key` if it has one.
    pub fn begin(&self, client: ApiClientId, key: Option<&str>, numbers: Numbers) -> Begun {
        let name = match key {
            Some(key) => Key::Given(client, key.to_owned()),
            None => Key::Numbers(client, numbers.clone()),
        };
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        calls.retain(|key, call| match key {
            Key::Given(..) => call.begun.elapsed() < KEPT && !call.never_rang(),
            // An error means that nobody will tell the end any more.
            Key::Numbers(..) => call.ended.borrow().is_none() && call.ended.has_changed().is_ok(),
        });
        match calls.get(&name) {
            Some(call) if call.numbers == numbers => Begun::Again(call.ended.clone()),
            Some(_) => Begun::KeyReused,
            None => {
                let (sender, ended) = watch::channel(None);
                let begun = Instant::now();
                calls.insert(
                    name,
                    Call {
                        begun,
                        numbers,
                        ended,
                    },
                );
                Begun::New(sender)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CRM: ApiClientId = ApiClientId(1);

    fn numbers(source: &str, destination: &str) -> Numbers {
        Numbers {
            source: source.to_owned(),
            destination: destination.to_owned(),
        }
    }

    fn end() -> Option<Arc<Ended>> {
        Some(Arc::new(Ended {
            state: DialState::Connected,
            channel: None,
            unique_id: None,
        }))
    }

    #[test]
    fn a_repeated_request_is_the_same_call() {
        let calls = ClientCalls::default();
        let Begun::New(sender) = calls.begin(CRM, Some("42"), numbers("10", "11")) else {
            panic!("the first")
        };
        assert!(matches!(
            calls.begin(CRM, Some("42"), numbers("10", "11")),
            Begun::Again(_)
        ));
        sender.send_replace(end());
        drop(sender);
        let Begun::Again(ended) = calls.begin(CRM, Some("42"), numbers("10", "11")) else {
            panic!("still known after its end")
        };
        assert!(ended.borrow().is_some());
        assert!(matches!(
            calls.begin(CRM, Some("42"), numbers("10", "12")),
            Begun::KeyReused
        ));
        assert!(matches!(
            calls.begin(CRM, Some("43"), numbers("10", "11")),
            Begun::New(_)
        ));
        assert!(matches!(
            calls.begin(ApiClientId(2), Some("42"), numbers("10", "12")),
            Begun::New(_)
        ));
    }

    #[test]
    fn what_never_rang_may_be_asked_for_again_with_the_same_key() {
        for (state, again) in [
            (DialState::PbxDown, true),
            (DialState::NotConfigured, true),
            (DialState::UnknownNumber, true),
            (DialState::Refused("no permission".to_owned()), true),
            (DialState::OwnBusy, false),
            (DialState::OwnNoAnswer, false),
            // It may have rung.
            (DialState::Unknown, false),
        ] {
            let calls = ClientCalls::default();
            let Begun::New(sender) = calls.begin(CRM, Some("42"), numbers("10", "11")) else {
                panic!("the first")
            };
            sender.send_replace(Some(Arc::new(Ended {
                state: state.clone(),
                channel: None,
                unique_id: None,
            })));
            let begun = calls.begin(CRM, Some("42"), numbers("10", "11"));
            assert_eq!(matches!(begun, Begun::New(_)), again, "{state:?}");
        }
    }

    #[test]
    fn without_a_key_the_same_numbers_are_one_call_until_it_ended() {
        let calls = ClientCalls::default();
        let Begun::New(sender) = calls.begin(CRM, None, numbers("10", "11")) else {
            panic!("the first")
        };
        assert!(matches!(
            calls.begin(CRM, None, numbers("10", "11")),
            Begun::Again(_)
        ));
        assert!(matches!(
            calls.begin(CRM, None, numbers("10", "12")),
            Begun::New(_)
        ));
        sender.send_replace(end());
        let Begun::New(abandoned) = calls.begin(CRM, None, numbers("10", "11")) else {
            panic!("it ended: this is another call")
        };
        drop(abandoned);
        assert!(matches!(
            calls.begin(CRM, None, numbers("10", "11")),
            Begun::New(_)
        ));
    }
}

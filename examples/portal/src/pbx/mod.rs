//! The connections to the PBX: one account for each task, each with the least rights for it.

mod astdb;
mod notify;
mod phones;

pub use self::notify::Contact;
pub use self::phones::caller_name;

use std::collections::HashSet;
use std::fmt;
use std::time::Duration;

use switchhook_ami::action::{Originate, Outcome};
use switchhook_ami::client::{Client, Config, SendError, State};
use switchhook_ami::value::{EventMask, Secret};
use switchhook_portal_core::approved::Approved;
use switchhook_portal_core::dial::OriginateEffect;
use tokio::sync::Mutex;

use crate::config::{self, Account};
use crate::store::Seconds;

/// The PBX as the portal reaches it. Every handle reconnects by itself.
pub struct Pbx {
    events: Client,
    calls: Option<Client>,
    config: Option<Client>,
    notify: Option<Client>,
    state: Option<Client>,
    settings: config::Pbx,
    /// What calls of a telephone without a direct number show outside.
    outside_number: std::sync::Mutex<Option<String>>,
    /// Since when events are missing; set and cleared by the live feed.
    down_since: std::sync::Mutex<Option<Seconds>>,
    /// Accounts whose telephones are not to ring: they change hands.
    held: std::sync::Mutex<HashSet<String>>,
    /// Two administrators must not read, compare and write the same file at once.
    writing: Mutex<()>,
}

/// What an account of the portal is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    Events,
    Calls,
    Config,
    Notify,
    /// AstDB: forwards.
    State,
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Events => "events",
            Self::Calls => "calls",
            Self::Config => "config",
            Self::Notify => "notify",
            Self::State => "state",
        })
    }
}

/// How an account does.
#[derive(Clone, Debug)]
pub struct AccountHealth {
    pub task: Task,
    pub state: AccountState,
}

#[derive(Clone, Debug)]
pub enum AccountState {
    Connected {
        version: String,
    },
    Connecting {
        reason: String,
    },
    Refused {
        reason: String,
    },
    /// `portal.toml` names no account for the task.
    Missing,
}

/// Why the PBX did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum PbxError {
    #[error("no account for {0} is configured; give a [[pbx.manager]] of portal.toml the task \"{0}\"")]
    NotConfigured(Task),
    #[error(transparent)]
    Send(#[from] SendError),
    #[error(transparent)]
    Section(#[from] switchhook_portal_core::asterisk::ConfigError),
    #[error(
        "{file} on the PBX has no section for this telephone, so its secret is unknown; make a new secret"
    )]
    SecretLost { file: String },
    #[error("{file} on the PBX does not hold what was written; look for another program that writes it")]
    ReadBack { file: String },
}

impl Pbx {
    pub fn start(settings: &config::Pbx) -> Self {
        let client = |account: &Account, mask| {
            Client::start(
                Config::new(
                    settings.address.as_str(),
                    account.user.as_str(),
                    Secret::new(account.secret.expose()),
                )
                .events(mask),
            )
        };
        Self {
            events: client(&settings.events, events_mask()),
            // OriginateResponse is of class call.
            calls: settings
                .calls
                .as_ref()
                .map(|account| client(account, EventMask::CALL)),
            config: settings
                .config
                .as_ref()
                .map(|account| client(account, EventMask::NONE)),
            notify: settings
                .notify
                .as_ref()
                .map(|account| client(account, EventMask::NONE)),
            state: settings
                .state
                .as_ref()
                .map(|account| client(account, EventMask::NONE)),
            settings: settings.clone(),
            outside_number: std::sync::Mutex::new(settings.phones.outside_number.clone()),
            down_since: std::sync::Mutex::new(None),
            held: std::sync::Mutex::default(),
            writing: Mutex::new(()),
        }
    }

    /// The connection that hears everything.
    pub fn events(&self) -> &Client {
        &self.events
    }

    /// Since when the PBX has not been heard, if it is not heard now.
    pub fn notice(&self) -> Option<Seconds> {
        *self
            .down_since
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub fn set_down(&self, since: Option<Seconds>) {
        let mut down = self
            .down_since
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *down = since.map(|since| down.unwrap_or(since));
    }

    /// What telephones that are written from here on show outside.
    pub fn set_outside_number(&self, number: Option<String>) {
        *self
            .outside_number
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = number;
    }

    /// Rings the person's telephone and then calls the number; resolves when the telephone was answered or not.
    pub async fn originate(&self, call: &Approved<OriginateEffect>) -> Result<Outcome, PbxError> {
        let client = self.calls.as_ref().ok_or(PbxError::NotConfigured(Task::Calls))?;
        Ok(client.dial(Originate::from(call.effect())).await?)
    }

    pub fn health(&self) -> Vec<AccountHealth> {
        let state = |client: Option<&Client>| match client.map(Client::state) {
            None => AccountState::Missing,
            Some(State::Connected { banner, .. }) => AccountState::Connected {
                version: banner.to_string(),
            },
            Some(State::Refused { error, .. }) => AccountState::Refused {
                reason: error.to_string(),
            },
            Some(State::Connecting { last_error, .. }) => {
                let reason =
                    last_error.map_or_else(|| self.settings.address.clone(), |error| error.to_string());
                AccountState::Connecting { reason }
            }
            Some(_) => AccountState::Connecting {
                reason: "closed".to_owned(),
            },
        };
        let mut all = vec![
            AccountHealth {
                task: Task::Events,
                state: state(Some(&self.events)),
            },
            AccountHealth {
                task: Task::Calls,
                state: state(self.calls.as_ref()),
            },
            AccountHealth {
                task: Task::Config,
                state: state(self.config.as_ref()),
            },
            AccountHealth {
                task: Task::State,
                state: state(self.state.as_ref()),
            },
        ];
        // Who serves no telephones has no use for it.
        all.extend(self.notify.as_ref().map(|client| AccountHealth {
            task: Task::Notify,
            state: state(Some(client)),
        }));
        all
    }

    /// Waits until telephones can be written.
    pub async fn writable(&self, within: Duration) -> Result<(), PbxError> {
        let client = self
            .config
            .as_ref()
            .ok_or(PbxError::NotConfigured(Task::Config))?;
        let mut states = client.state_changes();
        let settled =
            states.wait_for(|state| matches!(state, State::Connected { .. } | State::Refused { .. }));
        // Who is not connected by then is told so by the first action.
        let _ = tokio::time::timeout(within, settled).await;
        Ok(())
    }

    /// Logs off.
    pub async fn close(&self) {
        let others = [&self.calls, &self.config, &self.notify, &self.state];
        let others = others.into_iter().flatten();
        for client in std::iter::once(&self.events).chain(others) {
            let _ = tokio::time::timeout(Duration::from_secs(2), client.close()).await;
        }
    }
}

/// What the live pages, the call log and the journeys of calls need, and nothing else.
fn events_mask() -> EventMask {
    EventMask::SYSTEM
        | EventMask::CALL
        | EventMask::AGENT
        | EventMask::CDR
        | EventMask::USER
        | EventMask::DIALPLAN
        | EventMask::DTMF
}

//! What operators, the registrar and the clock do to devices.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::SystemTime;

use crate::AnyModel;
use crate::lifecycle::{Cause, Periods, State};
use crate::mac::MacAddr;

use super::check::{Said, since};
use super::event::{What, Who};
use super::host::Files;
use super::record::{Form, Record};
use super::store::{Put, Store, StoreError};
use super::token::Token;
use super::{Event, Inner, Server};

/// Why something could not be done to a device.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum OperateError {
    /// It was never enrolled.
    #[error("{mac} is no device of this server; enrol it first")]
    Unknown {
        /// The device.
        mac: MacAddr,
    },
    /// It was enrolled before.
    #[error("{mac} is a device of this server already; open a window for it instead")]
    Known {
        /// The device.
        mac: MacAddr,
    },
    /// Its site is not in the policy.
    #[error("there is no site {site:?}; add it to the policy, or choose one of its sites")]
    Site {
        /// The site.
        site: String,
    },
    /// Devices of its model do not read this form.
    #[error("a {model} reads no file of the form {}; leave out the form, and it is {}", form.name(), Form::of(*model).name())]
    Form {
        /// What it is.
        model: AnyModel,
        /// The form.
        form: Form,
    },
    /// This cannot happen to it as it is.
    #[error("{mac} is {state}: {cause} leads nowhere from there")]
    State {
        /// The device.
        mac: MacAddr,
        /// What it is.
        state: State,
        /// What was to happen.
        cause: Cause,
    },
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There are no random bytes.
    #[error("no random bytes")]
    Random(#[source] std::io::Error),
}

impl<S: Store, F: Files> Server<S, F> {
    /// Its store.
    #[must_use]
    pub fn store(&self) -> &S {
        &self.inner.store
    }

    /// Adds a device.
    ///
    /// # Errors
    ///
    /// When it is there already, its site is not in the policy, its model does not read the form, or the store fails.
    pub async fn enrol(&self, record: Record, by: &str) -> Result<Arc<Record>, OperateError> {
        let mac = record.mac;
        if self.inner.policy.site_named(&record.site).is_none() {
            return Err(OperateError::Site { site: record.site });
        }
        let (model, form) = (record.model, record.form);
        if !form.is_read_by(model) {
            return Err(OperateError::Form { model, form });
        }
        match self.inner.store.put(Record { version: 0, ..record }).await? {
            Put::Conflict => Err(OperateError::Known { mac }),
            Put::Stored(stored) => {
                self.inner.operated(mac, by, What::Enrolled);
                Ok(stored)
            }
        }
    }

    /// Opens a window in which a device may fetch a first file: as a new one, or after a factory reset. What it had before
    /// is taken from it. The token, if one is asked for, is its own first one; it is in no store and cannot be had again.
    ///
    /// # Errors
    ///
    /// When there is no such device, or the store or the source of randomness fails.
    pub async fn reopen(
        &self,
        mac: MacAddr,
        closes: SystemTime,
        own_token: bool,
        by: &str,
    ) -> Result<Option<Token>, OperateError> {
        let token = if own_token {
            Some(Token::new(self.inner.random().map_err(OperateError::Random)?))
        } else {
            None
        };
        let hash = token.as_ref().map(|token| self.inner.key.hash(token));
        let who = Who::Operator(by.to_owned());
        self.inner
            .pass_with(mac, Cause::Reopened, &who, self.inner.clock.now(), |record| {
                record.window = Some(closes);
                record.first = hash;
                record.claimed_by = None;
                (record.grant, record.next) = (None, None);
            })
            .await?;
        Ok(token)
    }

    /// Takes a device out of service: its token, its passwords and its window are gone. Whoever asks in its name is refused
    /// as a stranger is, and an alert says so.
    ///
    /// # Errors
    ///
    /// When there is no such device, it is retired already, or the store fails.
    pub async fn retire(&self, mac: MacAddr, by: &str) -> Result<Arc<Record>, OperateError> {
        let who = Who::Operator(by.to_owned());
        self.inner
            .pass_with(mac, Cause::Retired, &who, self.inner.clock.now(), |record| {
                (record.grant, record.next) = (None, None);
                (record.first, record.window, record.claimed_by) = (None, None, None);
            })
            .await
    }

    /// Puts a device into quarantine: it keeps what it has and is given nothing until it is [released](Self::release).
    ///
    /// # Errors
    ///
    /// When there is no such device, it has nothing to lose (it is expected, in quarantine already, or retired), or the store
    /// fails.
    pub async fn quarantine(&self, mac: MacAddr, by: &str) -> Result<Arc<Record>, OperateError> {
        let who = Who::Operator(by.to_owned());
        self.inner
            .pass(mac, Cause::Suspected, &who, self.inner.clock.now())
            .await
    }

    /// Lets a device out of quarantine, with what it had.
    ///
    /// # Errors
    ///
    /// When there is no such device, it is not in quarantine, or the store fails.
    pub async fn release(&self, mac: MacAddr, by: &str) -> Result<Arc<Record>, OperateError> {
        let who = Who::Operator(by.to_owned());
        self.inner
            .pass(mac, Cause::Released, &who, self.inner.clock.now())
            .await
    }

    /// Gives a device a new token and new passwords: its next file tells them, and the old ones are dead once the new ones
    /// were used.
    ///
    /// # Errors
    ///
    /// When there is no such device, it has nothing that could be renewed, or the store or the source of randomness fails.
    pub async fn renew(&self, mac: MacAddr, by: &str) -> Result<Arc<Record>, OperateError> {
        let grant = self
            .inner
            .key
            .grant(mac, self.inner.random().map_err(OperateError::Random)?);
        loop {
            let record = self.inner.known(mac).await?;
            if record.grant.is_none() || !record.state.is_served() {
                let (state, cause) = (record.state, Cause::OwnToken);
                return Err(OperateError::State { mac, state, cause });
            }
            let mut new = (*record).clone();
            new.next = Some(grant.clone());
            if let Put::Stored(stored) = self.inner.store.put(new).await? {
                self.inner.operated(mac, by, What::Renewed);
                return Ok(stored);
            }
        }
    }

    /// The registrar saw a device register. It counts if it came from where the device fetched its file and, where it says
    /// what it is, is of its model.
    ///
    /// # Errors
    ///
    /// When there is no such device or the store fails.
    pub async fn registered(
        &self,
        mac: MacAddr,
        address: IpAddr,
        user_agent: Option<&str>,
    ) -> Result<bool, OperateError> {
        let record = self.inner.known(mac).await?;
        let from_there = record
            .seen
            .as_ref()
            .is_some_and(|seen| seen.address == address.to_canonical());
        let is_it = user_agent.is_none_or(|text| Said::of(text, record.model).is_some_and(|said| said.fits));
        if !from_there || !is_it || record.state.after(Cause::Registered).is_none() {
            return Ok(false);
        }
        if record.state != State::Verified {
            let now = self.inner.clock.now();
            self.inner
                .pass(mac, Cause::Registered, &Who::Registrar, now)
                .await?;
        }
        Ok(true)
    }

    /// What a device has was read back from it, and is its file or differs from it.
    ///
    /// # Errors
    ///
    /// When there is no such device, it is in no state in which it has a file, or the store fails.
    pub async fn read_back(&self, mac: MacAddr, agrees: bool, by: &str) -> Result<Arc<Record>, OperateError> {
        let cause = if agrees { Cause::Agrees } else { Cause::Differs };
        let who = Who::Operator(by.to_owned());
        self.inner.pass(mac, cause, &who, self.inner.clock.now()).await
    }

    /// Looks at what has become of devices by the mere passing of time, and says how many changed. To be called every
    /// minute or so.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub async fn tend(&self, periods: &Periods) -> Result<usize, StoreError> {
        self.tend_each(|_| *periods).await
    }

    /// The same, with periods for each device: such as a longer one where the registrar cannot tell whether it registered.
    ///
    /// # Errors
    ///
    /// When the store fails.
    pub async fn tend_each(&self, periods: impl Fn(&Record) -> Periods + Send) -> Result<usize, StoreError> {
        let now = self.inner.clock.now();
        let mut changed = 0;
        for record in self.inner.store.all().await? {
            let seen = record.seen.as_ref().map_or(record.since, |seen| seen.at);
            let cause = periods(&record).overdue(record.state, since(record.since, now), since(seen, now));
            let Some(cause) = cause else { continue };
            match self.inner.pass(record.mac, cause, &Who::Clock, now).await {
                Ok(_) => changed += 1,
                Err(OperateError::Store(error)) => return Err(error),
                // It changed in between: then its time is not over.
                Err(_) => {}
            }
        }
        Ok(changed)
    }
}

impl<S: Store, F: Files> Inner<S, F> {
    async fn known(&self, mac: MacAddr) -> Result<Arc<Record>, OperateError> {
        self.store.by_mac(mac).await?.ok_or(OperateError::Unknown { mac })
    }

    pub(super) async fn pass(
        &self,
        mac: MacAddr,
        cause: Cause,
        who: &Who,
        now: SystemTime,
    ) -> Result<Arc<Record>, OperateError> {
        self.pass_with(mac, cause, who, now, |_| ()).await
    }

    /// Takes a device from its state to the next, and changes its record on the way.
    async fn pass_with(
        &self,
        mac: MacAddr,
        cause: Cause,
        who: &Who,
        now: SystemTime,
        change: impl Fn(&mut Record) + Send,
    ) -> Result<Arc<Record>, OperateError> {
        // Each round that fails is one in which somebody else succeeded.
        loop {
            let record = self.known(mac).await?;
            let from = record.state;
            let Some(to) = from.after(cause) else {
                return Err(OperateError::State {
                    mac,
                    state: from,
                    cause,
                });
            };
            let mut new = (*record).clone();
            (new.state, new.since) = (to, now);
            change(&mut new);
            if let Put::Stored(stored) = self.store.put(new).await? {
                self.told(mac, who.clone(), What::State { from, to, cause });
                return Ok(stored);
            }
        }
    }

    fn operated(&self, mac: MacAddr, by: &str, what: What) {
        self.told(mac, Who::Operator(by.to_owned()), what);
    }

    fn told(&self, mac: MacAddr, who: Who, what: What) {
        self.audit.record(Event {
            at: self.clock.now(),
            what,
            who,
            mac: Some(mac),
            address: None,
            user_agent: None,
        });
    }
}

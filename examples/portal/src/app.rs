//! What every part of the portal shares.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Instant;

use chrono::{DateTime, NaiveDateTime};
use switchhook_portal_core::audit::AuditEntry;
use switchhook_portal_core::port::Occasion;
use switchhook_portal_core::{ApiClientId, PersonId, dial, schedule};
use tokio::sync::{Notify, Semaphore, SemaphorePermit, watch};

use crate::auth::throttle::{Guesses, LoginThrottle, Throttle};
use crate::client_calls::ClientCalls;
use crate::config::Config;
use crate::contact_imports::ContactImports;
use crate::directory::Directory;
use crate::finder::Finds;
use crate::forwards::Forwards;
use crate::i18n::Lang;
use crate::jobs::rerating::Reratings;
use crate::live::Hub;
use crate::log::{Event, audit_name};
use crate::original::Originals;
use crate::pbx::Pbx;
use crate::provisioning::{Authority, Provisioning};
use crate::recordings::Recordings;
use crate::scheduled::Scheduled;
use crate::server::Peers;
use crate::site::{Site, Sites};
use crate::store::{AuditRow, Seconds, Store};
use crate::tariff::{Imports, Tariffs};
use crate::web::visitor::Session;

/// The running portal.
pub struct App {
    pub config: Config,
    pub store: Store,
    pub pbx: Pbx,
    /// What telephones are told of the site.
    pub site: Sites,
    pub live: Hub,
    /// The direct numbers of telephones by their extensions, as they were when people and telephones were read last.
    pub direct_numbers: RwLock<HashMap<String, String>>,
    pub directory: Directory,
    pub tariff: Tariffs,
    /// Wakes the job that rates calls without a price, when the tariff was changed in the portal.
    pub activated: Notify,
    pub reratings: Reratings,
    /// Files of operators that were read and not kept yet.
    pub imports: Imports,
    /// Files of contacts that were read and not imported yet.
    pub contact_imports: ContactImports,
    pub peers: Peers,
    pub default_lang: Lang,
    pub logins: LoginThrottle,
    pub dials: Throttle<PersonId>,
    pub dialing: crate::dialing::Dials,
    /// Files of the original portal that were read and not stored yet.
    pub originals: Originals,
    /// Guesses at the tokens of other programs.
    pub guesses: Guesses,
    pub requests: Throttle<ApiClientId>,
    pub client_calls: ClientCalls,
    pub recordings: Recordings,
    pub scheduled: Scheduled,
    pub forwards: Forwards,
    /// Telephones that were found in the network and not saved yet.
    pub finds: Finds,
    /// What telephones trust beside what they were made with.
    pub authority: Option<Authority>,
    /// Serves telephones their files, if the site wants that.
    pub provisioning: Option<Provisioning>,
    pub demo: Option<crate::demo::Shown>,
    pub started: Instant,
    /// Turns at looking through many calls at once.
    pub turns: Semaphore,
    /// Turns true when the portal stops: live pages end then.
    pub stopping: watch::Receiver<bool>,
}

pub type Shared = Arc<App>;

/// Resolves when the portal stops.
pub async fn stopped(stopping: &mut watch::Receiver<bool>) {
    // An error means that the sender is gone, and the portal with it.
    let _ = stopping.wait_for(|stop| *stop).await;
}

impl App {
    /// Seconds since 1970.
    pub fn now(&self) -> Seconds {
        chrono::Utc::now().timestamp()
    }

    /// A turn at looking through many calls. Two have one at a time, so that the reports of many people do not add up
    /// in memory; the others wait in line.
    pub async fn turn(&self) -> SemaphorePermit<'_> {
        self.turns.acquire().await.expect("the semaphore is never closed")
    }

    /// What holds for a click on a page and for a request of another program alike.
    pub fn dial_policy(&self) -> dial::Policy {
        let mut policy = self.config.pbx.policy();
        policy
            .outside_number
            .clone_from(&self.site.current().site.default_number);
        let direct = self.direct_numbers.read();
        policy
            .direct_numbers
            .clone_from(&direct.unwrap_or_else(PoisonError::into_inner));
        policy
    }

    /// What holds for planned calls.
    pub fn schedule_policy(&self) -> schedule::Policy {
        schedule::Policy {
            dial: self.dial_policy(),
            ..self.config.schedule()
        }
    }

    /// The settings of the site hold from here on.
    pub fn use_site(&self, version: i64, site: Site) {
        self.pbx.set_outside_number(site.default_number.clone());
        self.site.set(crate::site::Held { version, site });
    }

    /// The same moment on the clocks of the PBX's site.
    pub fn local(&self, at: Seconds) -> NaiveDateTime {
        DateTime::from_timestamp(at, 0)
            .unwrap_or_default()
            .with_timezone(&self.config.pbx.time_zone)
            .naive_local()
    }

    /// `__Host-` cookies need TLS; on loopback there is none.
    pub fn session_cookie(&self) -> &'static str {
        if self.peers.encrypted() {
            "__Host-switchhook"
        } else {
            "switchhook"
        }
    }

    /// Adds to the audit trail. An action that was done stays done when its line cannot be written: that is logged.
    pub async fn audit(&self, session: &Session, entry: AuditEntry) {
        self.write_audit(
            Some(session.person.id.into()),
            session.person.login.as_str(),
            &session.address.to_string(),
            entry,
        )
        .await;
    }

    /// When and from where this session asks, for what the store notes together with a change.
    pub fn occasion(&self, session: &Session) -> Occasion {
        Occasion {
            at: DateTime::from_timestamp(self.now(), 0).unwrap_or_default(),
            login: session.person.login.to_string(),
            address: session.address.to_string(),
        }
    }

    /// Logs what the store noted in the trail already, together with the change.
    pub fn noted(session: &Session, entry: &AuditEntry) {
        let address = session.address.to_string();
        log_audit(session.person.login.as_str(), &address, entry);
    }

    /// The same for somebody who is not logged in, or only just.
    pub async fn audit_login(
        &self,
        person: Option<PersonId>,
        login: &str,
        address: IpAddr,
        entry: AuditEntry,
    ) {
        let login: String = login.chars().take(64).collect();
        self.write_audit(person.map(Into::into), &login, &address.to_string(), entry)
            .await;
    }

    /// The same for another program, under `api:` and its name, which is no login.
    pub async fn audit_client(&self, client: &str, address: IpAddr, entry: AuditEntry) {
        let login: String = format!("api:{client}").chars().take(64).collect();
        self.write_audit(None, &login, &address.to_string(), entry).await;
    }

    /// The same for what a telephone did by itself, from its address, or what became of it.
    pub async fn audit_device(&self, address: Option<IpAddr>, entry: AuditEntry) {
        let address = address.map(|address| address.to_string()).unwrap_or_default();
        self.write_audit(None, "", &address, entry).await;
    }

    /// The same for a job of the portal's own.
    pub async fn audit_system(&self, entry: AuditEntry) {
        self.write_audit(None, "", "", entry).await;
    }

    async fn write_audit(&self, person: Option<i64>, login: &str, address: &str, entry: AuditEntry) {
        let row = AuditRow::of(&entry, self.now(), person, login, address);
        log_audit(login, address, &entry);
        if let Err(error) = self.store.add_audit(&row).await {
            tracing::error!(event = %Event::AuditUnwritten, %error, action = row.action, object = row.object, "the audit trail could not be written");
        }
    }
}

/// What was changed stands in the trail, not in the log: names and numbers are nobody's business there.
fn log_audit(login: &str, address: &str, entry: &AuditEntry) {
    let reason = entry.outcome.reason();
    tracing::info!(
        event = audit_name(entry.action, &entry.outcome),
        person = login,
        address,
        object = entry.object_text(),
        reason = (!reason.is_empty()).then_some(reason)
    );
}

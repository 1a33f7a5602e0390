//! Telephones fetch their files from the portal: the library's server below [`PATH`], on the portal's database.
//!
//! | what happens | where |
//! |---|---|
//! | which file a telephone gets | [`files`], [`layers`] |
//! | which file one of another maker gets | [`brands`] |
//! | which authority it trusts | [`authority`] |
//! | what the server tells, into log and trail | [`events`] |
//! | what old telephones show while nobody talks on them | [`screens`] |
//! | who is registered, and what the mere passing of time means | [`watch`] |
//! | a device passes to another person | [`handover`] |

mod authority;
mod brands;
mod events;
mod files;
mod handover;
mod key;
mod layers;
mod screens;
mod watch;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use axum::Router;
use switchhook_provisioning::brand::Brand;
use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::server::{
    self, Clock as _, Event, Exceptions, Form, OperateError, Policy, Put, Record, Server, Site, Store as _,
    StoreError as ServerError, SystemClock, SystemRandom,
};
use switchhook_provisioning::{AnyModel, Configuration, MacAddr};
use tokio::sync::{Notify, mpsc};

pub use self::authority::{Authority, AuthorityError};
pub use self::brands::BrandFile;
pub use self::events::keep_told;
use self::files::Desks;
pub use self::handover::keep_passing_on;
pub use self::key::{KeyError, PortalKey};
pub use self::layers::{Desk, Layers, LeftOut, Passwords, firmware_of};
pub use self::screens::keep_shown;
pub use self::watch::keep_watched;
use crate::app::App;
use crate::config::{Config, Transport};
use crate::store::{Device, DeviceValue, Store, StoreError};
use crate::token;

/// Below which all files of telephones are.
pub const PATH: &str = "/prov";

/// How long a telephone may take to fetch its first file.
const WINDOW: Duration = Duration::from_secs(7 * 24 * 3600);

/// Events that wait for their line in log and trail. More are counted and told.
const WAITING: usize = 4096;

/// The only one: the portal has one set of settings for all telephones.
const SITE: &str = "site";

/// The server of the telephones.
pub struct Provisioning {
    server: Server<Store, Desks>,
    desks: Desks,
    key: PortalKey,
    store: Store,
    /// Host, port and path, without a scheme.
    address: String,
    here: bool,
    transport: Transport,
    told: Mutex<Option<mpsc::Receiver<Event>>>,
    lost: Arc<std::sync::atomic::AtomicU64>,
    /// A telephone fetched a file: soon it registers.
    fetched: Notify,
    /// Of whom nobody knows whether they registered with what they fetched last.
    unheard: Mutex<HashSet<MacAddr>>,
    /// A device begins to be passed on.
    passes: Notify,
}

impl Provisioning {
    /// The server, if the configuration wants one.
    pub fn new(config: &Config, store: &Store, key: PortalKey, app: Weak<App>) -> Option<Self> {
        let host = config.provisioning.address.as_ref()?;
        let here = config.provisioning.is_here();
        let address = format!("{host}{PATH}");
        let mut policy = Policy::new(&address).site(Site::new(SITE));
        policy.networks.clone_from(&config.provisioning.networks);
        if let Transport::Proxy { address } = config.web.transport {
            policy.trusted_proxies.push(address.into());
        }
        // Tests pass a device on a hundred times within seconds.
        #[cfg(test)]
        {
            policy.token_rate = server::Rate::new(1_000_000, Duration::from_millis(1));
            policy.address_rate = policy.token_rate;
        }
        let (tell, told) = mpsc::channel(WAITING);
        let lost = Arc::new(std::sync::atomic::AtomicU64::new(0));
        let counted = lost.clone();
        let desks = Desks::new(app, !here);
        let server = Server::new(
            store.clone(),
            desks.clone(),
            policy,
            key.server(),
            SystemClock,
            SystemRandom,
        )
        .audit(move |event: Event| {
            if tell.try_send(event).is_err() {
                counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            }
        });
        Some(Self {
            server,
            desks,
            key,
            store: store.clone(),
            address,
            here,
            transport: config.web.transport.clone(),
            told: Mutex::new(Some(told)),
            lost,
            fetched: Notify::new(),
            unheard: Mutex::default(),
            passes: Notify::new(),
        })
    }

    /// The routes, to be nested below [`PATH`].
    pub fn router(&self) -> Router {
        match self.transport {
            Transport::Tls { .. } => self.server.router(),
            // What comes through the proxy says itself whether it was encrypted.
            Transport::Loopback | Transport::Proxy { .. } => self.server.plain_router(),
        }
    }

    /// Where telephones fetch their files, for people.
    pub fn place(&self) -> String {
        let scheme = if self.here { "http" } else { "https" };
        format!("{scheme}://{}", self.address)
    }

    fn take_told(&self) -> Option<mpsc::Receiver<Event>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// What is known of all devices.
    pub async fn records(&self) -> Result<Vec<Arc<Record>>, ServerError> {
        self.server.store().all().await
    }

    /// What is known of a device.
    pub async fn record(&self, mac: MacAddr) -> Result<Option<Arc<Record>>, ServerError> {
        self.server.store().by_mac(mac).await
    }

    /// Whether nobody knows if the device registered with what it fetched last.
    pub fn is_unheard(&self, mac: MacAddr) -> bool {
        let unheard = self.unheard.lock().unwrap_or_else(PoisonError::into_inner);
        unheard.contains(&mac)
    }

    /// The firmware that the device named last.
    pub async fn firmware(&self, mac: MacAddr) -> Option<String> {
        let record = self.record(mac).await.ok()??;
        record.seen.as_ref()?.firmware.clone()
    }

    /// The passwords of the device's pages: the same until they are renewed.
    pub async fn passwords(&self, device: &Device) -> Result<Passwords, StoreError> {
        let seed = self.store.pages_seed(device.mac, token::bytes()).await?;
        let password = |user| {
            let password = self.key.pages(device.model, device.mac, &seed, user);
            password.expose().to_owned()
        };
        Ok(Passwords {
            admin: password("admin"),
            user: password("user"),
        })
    }

    /// Expects a device: gives the address under which it fetches its first file, once. What it had before is void.
    pub async fn expect(&self, device: &Device, by: &str) -> Result<Enrolment, OperateError> {
        let now = SystemClock.now();
        loop {
            let Some(record) = self.record(device.mac).await? else {
                let mut new = Record::expected(device.mac, device.model, SITE, now);
                if self.here {
                    new.exceptions = Exceptions {
                        plain_http: Some("it is on this machine".to_owned()),
                        ..Exceptions::default()
                    };
                }
                match self.server.enrol(new, by).await {
                    Ok(_) => break,
                    // Somebody else was faster.
                    Err(OperateError::Known { .. }) => continue,
                    Err(error) => return Err(error),
                }
            };
            if record.model == device.model {
                break;
            }
            let mut other = (*record).clone();
            (other.model, other.form) = (device.model, Form::of(device.model));
            if let Put::Stored(_) = self.server.store().put(other).await? {
                break;
            }
        }
        let closes = now + WINDOW;
        let token = self.server.reopen(device.mac, closes, true, by).await?;
        let token = token.map(server::Token::to_text).unwrap_or_default();
        Ok(Enrolment {
            model: device.model,
            place: format!("{}/b/{token}", self.address),
            tls: !self.here,
            closes: crate::store::seconds(closes),
        })
    }

    /// Takes a device out of service. False where it is not known, or is out of service already.
    pub async fn retire(&self, mac: MacAddr, by: &str) -> Result<bool, OperateError> {
        match self.server.retire(mac, by).await {
            Ok(_) => Ok(true),
            Err(OperateError::Unknown { .. } | OperateError::State { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Puts a device into quarantine.
    pub async fn quarantine(&self, mac: MacAddr, by: &str) -> Result<(), OperateError> {
        self.server.quarantine(mac, by).await.map(drop)
    }

    /// Lets a device out of quarantine.
    pub async fn release(&self, mac: MacAddr, by: &str) -> Result<(), OperateError> {
        self.server.release(mac, by).await.map(drop)
    }

    /// New tokens and passwords with the device's next file, those of its own pages among them.
    pub async fn renew(&self, mac: MacAddr, by: &str) -> Result<(), OperateError> {
        self.server.renew(mac, by).await?;
        let forgotten = self.store.forget_pages_seed(mac).await;
        forgotten.map_err(|error| ServerError::Other(Box::new(error)).into())
    }
}

/// How a device gets to its first file.
#[derive(Clone)]
pub struct Enrolment {
    /// Without a scheme. It holds a token: shown once, and never logged.
    place: String,
    tls: bool,
    model: AnyModel,
    /// Until when.
    pub closes: i64,
}

impl Enrolment {
    /// The address as it is written into a telephone, or into its DHCP server. A Cisco wants the name of its file too.
    pub fn address(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        let name = match self.model {
            AnyModel::Brand(model) if model.brand() == Brand::Cisco => "spa$MA.xml",
            _ => "",
        };
        format!("{scheme}://{}/{name}", self.place)
    }

    /// What leads a telephone there, as values of its configuration.
    pub fn values(&self) -> [(PNumber, String); 2] {
        let protocol = if self.tls { "2" } else { "1" };
        [
            (PNumber::new(212), protocol.to_owned()),
            (PNumber::new(237), self.place.clone()),
        ]
    }
}

/// The values of a configuration as they are kept: without secrets.
pub fn values_of(configuration: &Configuration) -> Vec<DeviceValue> {
    configuration
        .explain()
        .map(|value| (value.number.get(), value.text.map(str::to_owned)))
        .collect()
}

#[cfg(test)]
pub(super) mod tests;

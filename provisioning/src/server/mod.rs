//! An axum [`Router`] that gives each device its own file, and a stranger nothing.
//!
//! A MAC address is no secret, so it opens nothing here. A device is told a *first token* (by DHCP, by its maker's
//! redirection or by a hand), fetches a first file without any account under it, and finds there a token of its own and
//! passwords; the first one is dead once its own was used. All it fetches from then on stands below its own path:
//!
//! | path | what |
//! |---|---|
//! | `/b/<first token>/cfg<mac>.xml` | the first file, once, while the window is open |
//! | `/d/<its token>/cfg<mac>.xml` | its configuration, after a digest |
//! | `/b/…/spa<mac>.xml`, `/d/…/spa<mac>.xml` | the same for a Cisco |
//! | `/b/…/<MAC>.cfg`, `/d/…/<MAC>.cfg` | the same for a Mitel |
//! | `/d/<its token>/phonebook.xml`, `gs_screen.xml` | its phone book, its screen |
//! | `/fw/<release>/<file>` | firmware, with ranges |
//!
//! ```
//! use std::net::SocketAddr;
//! use std::time::{Duration, SystemTime};
//! use switchhook_provisioning::catalogue::Model;
//! use switchhook_provisioning::grandstream::PValues;
//! use switchhook_provisioning::server::{
//!     Event, Files, FilesError, Key, MemoryStore, Policy, Random as _, Record, Server, Site, SystemClock, SystemRandom, Token,
//! };
//! use switchhook_provisioning::{Device, Line};
//!
//! /// Who has which phone: from your database.
//! struct Desks;
//!
//! impl Files for Desks {
//!     async fn configuration(&self, device: &Record, _address: &str) -> Result<PValues, FilesError> {
//!         let line = Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s");
//!         let model = device.model.grandstream().ok_or("there are no others here")?;
//!         let phone = Device::new(model, device.mac).line(line);
//!         Ok(phone.render()?.values().clone())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Two secrets: the server's key, and the token in the URL that DHCP tells.
//! let (mut key, mut token) = ([0; 32], [0; 16]);
//! SystemRandom.fill(&mut key)?;
//! SystemRandom.fill(&mut token)?;
//! let (key, token) = (Key::new(key), Token::new(token));
//! println!("option 66: https://prov.example.net/b/{}/", token.to_text());
//!
//! let site = Site::new("main").token(key.hash(&token)).networks(["10.20.0.0/16".parse()?]);
//! let policy = Policy::new("prov.example.net").site(site);
//! let server = Server::new(MemoryStore::default(), Desks, policy, key, SystemClock, SystemRandom)
//!     .audit(|event: Event| println!("{event:?}"));
//!
//! let now = SystemTime::now();
//! let phone = Record::expected("c0:74:ad:11:22:33".parse()?, Model::GRP2614, "main", now);
//! server.enrol(phone.window(now + Duration::from_secs(3600)), "ann").await?;
//!
//! // For axum_server::bind_rustls(…).serve(service), or whatever puts TLS before it.
//! let service = server.router().into_make_service_with_connect_info::<SocketAddr>();
//! # drop(service);
//! # Ok(())
//! # }
//! ```
//!
//! # Order of the checks
//!
//! 1. The address: networks that may ask, requests in a time.
//! 2. The shape of path and method.
//! 3. The token, by its hash.
//! 4. The device that the name of the file says.
//! 5. Its state, its window, its site's networks, TLS.
//! 6. Its certificate, where that is asked for.
//! 7. The digest.
//! 8. What the User-Agent says.
//! 9. The file is written, audited and sent.
//!
//! Whatever fails, but for a missing digest, has one answer: a 404 without a body, the same bytes for unknown, wrong and
//! retired, after the same work. Requests that do not fit a device, made with its own token, put it into quarantine.
//!
//! # What the server keeps
//!
//! A [`Record`] for each device, behind a [`Store`] with compare-and-set. Tokens and passwords are derived from a seed in
//! the record and the server's [`Key`], which is not in the store: a stolen store opens nothing.
//!
//! # What waits for a device
//!
//! Whether the newest firmware answers a digest with SHA-256; how long a path the oldest models take (ours has 29 letters
//! after the host); whether any sends Grandstream's certificate of itself. Of [other brands](crate::brand): whether every firmware
//! answers a digest, and which certificates they trust.

mod answer;
mod bounded;
mod check;
pub mod digest;
mod event;
mod host;
mod images;
mod operate;
mod path;
mod policy;
mod record;
mod store;
mod token;

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, OriginalUri, Request};
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::any;

use crate::mac::MacAddr;

use self::bounded::{Bounded, Buckets};
use self::digest::Nonces;

pub use event::{Audit, Event, Refusal, Sent, What, Who};
pub use host::{Clock, Files, FilesError, Random, SystemClock, SystemRandom, first_phone};
pub use images::{Image, ImageError, Images};
pub use operate::OperateError;
pub use policy::{Algorithm, Policy, Rate, Site};
pub use record::{Exceptions, Form, Record, Seen};
#[cfg(feature = "testing")]
pub use store::check_store;
pub use store::{Damaged, FileStore, MemoryStore, Put, Store, StoreError};
pub use token::{FileHash, Grant, Key, Token, TokenHash};

/// The provisioning server. Clones are the same server.
///
/// See `examples/serve.rs` for one with a device that asks it.
pub struct Server<S, F> {
    inner: Arc<Inner<S, F>>,
}

impl<S, F> Clone for Server<S, F> {
    fn clone(&self) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
        }
    }
}

impl<S, F> fmt::Debug for Server<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").finish_non_exhaustive()
    }
}

struct Inner<S, F> {
    store: S,
    files: F,
    policy: Policy,
    key: Key,
    clock: Box<dyn Clock>,
    random: Box<dyn Random>,
    audit: Box<dyn Audit>,
    images: Images,
    nonces: Nonces,
    /// How many firmware files may be sent besides those that are.
    streams: Arc<tokio::sync::Semaphore>,
    addresses: Mutex<Buckets<IpAddr>>,
    tokens: Mutex<Buckets<MacAddr>>,
    prefixes: Mutex<Buckets<[u8; 3]>>,
    failures: Mutex<Bounded<MacAddr, u32>>,
}

/// How long a device's failures are remembered when no more come.
const FAILURES_LIFE: Duration = Duration::from_secs(3600);

/// The device's own certificate was seen, and is of this device: put into a request's extensions by a host whose TLS asks
/// for certificates, for [`Policy::require_client_certificate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientCertificate(pub MacAddr);

impl<S: Store, F: Files> Server<S, F> {
    /// A server. Its events go nowhere and it has no firmware until that is said.
    pub fn new(store: S, files: F, policy: Policy, key: Key, clock: impl Clock, random: impl Random) -> Self {
        let remembered = policy.remembered;
        Self {
            inner: Arc::new(Inner {
                nonces: Nonces::new(policy.nonce_life),
                streams: Arc::new(tokio::sync::Semaphore::new(policy.firmware_streams)),
                addresses: Mutex::new(Buckets::new(policy.address_rate, remembered)),
                tokens: Mutex::new(Buckets::new(policy.token_rate, remembered)),
                prefixes: Mutex::new(Buckets::new(policy.prefix_rate, remembered)),
                failures: Mutex::new(Bounded::new(remembered, FAILURES_LIFE)),
                store,
                files,
                policy,
                key,
                clock: Box::new(clock),
                random: Box::new(random),
                audit: Box::new(|_| ()),
                images: Images::default(),
            }),
        }
    }

    /// Where its events go.
    ///
    /// # Panics
    ///
    /// When the server was cloned or routed before.
    #[must_use]
    pub fn audit(mut self, audit: impl Audit) -> Self {
        self.inner_mut().audit = Box::new(audit);
        self
    }

    /// Its firmware.
    ///
    /// # Panics
    ///
    /// When the server was cloned or routed before.
    #[must_use]
    pub fn images(mut self, images: Images) -> Self {
        self.inner_mut().images = images;
        self
    }

    fn inner_mut(&mut self) -> &mut Inner<S, F> {
        Arc::get_mut(&mut self.inner).expect("a server is put together before it is cloned or routed")
    }

    /// The routes, for a listener with TLS, or for one that only [trusted proxies](Policy::trusted_proxies) reach.
    ///
    /// It has to be served with `into_make_service_with_connect_info::<SocketAddr>()`: without addresses every request is
    /// refused. It can be nested below a path, which then belongs into [`Policy::address`].
    pub fn router(&self) -> Router {
        self.routes(true)
    }

    /// The routes for a listener without TLS. Only devices with a reason in [`Exceptions::plain_http`], and firmware, are
    /// given anything there.
    pub fn plain_router(&self) -> Router {
        self.routes(false)
    }

    /// One handler for everything: a router's own answers to what it does not know would tell what it knows.
    fn routes(&self, tls: bool) -> Router {
        let server = self.clone();
        let handler = move |request: Request| {
            let server = server.clone();
            async move { server.respond(request, tls).await }
        };
        // Routes, since a nested router's fallback is not asked for them.
        Router::new()
            .route("/", any(handler.clone()))
            .route("/{*path}", any(handler.clone()))
            .fallback(handler)
    }

    async fn respond(&self, request: Request, tls: bool) -> Response {
        let (parts, _) = request.into_parts();
        match self.caller(&parts, tls) {
            Some(caller) => self.inner.respond(&parts, &caller).await,
            None => {
                self.inner.event(None, None, What::Refused(Refusal::NoAddress));
                answer::refusal()
            }
        }
    }

    fn caller<'a>(&self, parts: &'a Parts, tls: bool) -> Option<Caller<'a>> {
        let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
        let peer = peer.ip().to_canonical();
        let header = |name: &str| parts.headers.get_all(name).iter().next_back()?.to_str().ok();
        let trusted = self.inner.policy.trusts(peer);
        let forwarded = || {
            // A proxy appends: the last entry is its own word, earlier ones are anybody's.
            header("x-forwarded-for")?
                .rsplit(',')
                .next()?
                .trim()
                .parse::<IpAddr>()
                .ok()
        };
        let target = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |OriginalUri(uri)| uri);
        Some(Caller {
            address: if trusted {
                forwarded()?.to_canonical()
            } else {
                peer
            },
            tls: if trusted {
                header("x-forwarded-proto").is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
            } else {
                tls
            },
            user_agent: header("user-agent"),
            authorization: header("authorization"),
            certificate: parts
                .extensions
                .get::<ClientCertificate>()
                .map(|&ClientCertificate(mac)| mac),
            target: target.path_and_query().map_or("/", |target| target.as_str()),
        })
    }
}

/// Who asks, and what about it is known.
struct Caller<'a> {
    address: IpAddr,
    tls: bool,
    user_agent: Option<&'a str>,
    authorization: Option<&'a str>,
    certificate: Option<MacAddr>,
    /// As it was sent: what a digest is about.
    target: &'a str,
}

impl<S, F> Inner<S, F> {
    fn event(&self, caller: Option<&Caller<'_>>, mac: Option<MacAddr>, what: What) {
        self.audit.record(Event {
            at: self.clock.now(),
            what,
            who: Who::Request,
            mac,
            address: caller.map(|caller| caller.address),
            user_agent: caller.and_then(|caller| caller.user_agent).map(event::shortened),
        });
    }

    fn random<const N: usize>(&self) -> std::io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes)?;
        Ok(bytes)
    }
}

/// Nothing panics while it holds one of these locks, so what is behind a poisoned one is whole.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

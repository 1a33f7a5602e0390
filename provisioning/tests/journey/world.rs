//! A server that devices reach over TLS, and over plain HTTP where they must.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::grandstream::PValues;
use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::server::{
    Clock, Exceptions, Files, FilesError, Key, MemoryStore, Policy, Rate, Record, Server, Site, Store as _,
    SystemClock, SystemRandom, Token,
};
use switchhook_provisioning::testing::Phone;
use switchhook_provisioning::{Device, Line, MacAddr};

pub(crate) const USER: &str = "u4711";
pub(crate) const SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";
const NAME: &str = "prov.example.net";

/// How every phone here shall be.
pub(crate) fn device(model: Model, mac: MacAddr) -> Device {
    Device::new(model, mac).line(Line::new("pbx.example.net", USER, SECRET))
}

pub(crate) struct Everybody;

impl Files for Everybody {
    async fn configuration(&self, record: &Record, _: &str) -> Result<PValues, FilesError> {
        let model = record.model.grandstream().ok_or("only Grandstreams are here")?;
        Ok(device(model, record.mac).render()?.values().clone())
    }
}

pub(crate) struct World {
    pub(crate) server: Server<MemoryStore, Everybody>,
    authority: String,
    tls: SocketAddr,
    plain: SocketAddr,
    token: Token,
    handle: Handle<SocketAddr>,
}

impl Drop for World {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        let listener = || {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            listener.set_nonblocking(true).unwrap();
            let address = listener.local_addr().unwrap();
            (listener, address)
        };
        let ((tls_listener, tls), (plain_listener, plain)) = (listener(), listener());
        let key = Key::new([7; 32]);
        let token = Token::new([9; 16]);
        let mut policy = Policy::new(NAME).site(Site::new("main").token(key.hash(&token)));
        // All phones of this site come from one address, at once.
        policy.address_rate = Rate::new(100_000, Duration::from_millis(1));
        let server = Server::new(
            MemoryStore::default(),
            Everybody,
            policy,
            key,
            SystemClock,
            SystemRandom,
        );
        let (authority, config) = certified();
        let handle = Handle::new();
        let routes = server
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        let served = axum_server::from_tcp_rustls(tls_listener, config).unwrap();
        tokio::spawn(served.handle(handle.clone()).serve(routes));
        let routes = server
            .plain_router()
            .into_make_service_with_connect_info::<SocketAddr>();
        let served = axum_server::from_tcp(plain_listener).unwrap();
        tokio::spawn(served.handle(handle.clone()).serve(routes));
        Self {
            server,
            authority,
            tls,
            plain,
            token,
            handle,
        }
    }

    pub(crate) async fn expect(&self, mac: MacAddr, model: Model, exceptions: Exceptions) {
        let now = SystemClock.now();
        let record = Record::expected(mac, model, "main", now)
            .window(now + Duration::from_secs(600))
            .exceptions(exceptions);
        self.server.enrol(record, "the test").await.unwrap();
    }

    pub(crate) fn first_url(&self, scheme: &str) -> String {
        format!("{scheme}://{NAME}/b/{}/", self.token.to_text())
    }

    /// A phone out of its box. The server's name leads to the port that it can speak to.
    pub(crate) fn phone(&self, model: Model, mac: MacAddr) -> Phone {
        let address = if model.formats().xml { self.tls } else { self.plain };
        Phone::new(model.name(), mac, "1.0.13.44")
            .unwrap()
            .built_in_authority(&self.authority)
            .unwrap()
            .host(NAME, address)
    }

    pub(crate) async fn state(&self, mac: MacAddr) -> State {
        self.server.store().by_mac(mac).await.unwrap().unwrap().state
    }
}

fn certified() -> (String, RustlsConfig) {
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let mut parameters = CertificateParams::new(vec![NAME.to_owned()]).unwrap();
    parameters.not_before = rcgen::date_time_ymd(2020, 1, 1);
    let certificate = parameters.signed_by(&key, &authority).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (authority.pem(), RustlsConfig::from_config(Arc::new(config)))
}

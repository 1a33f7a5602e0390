//! A provisioning server over TLS, the people whose phones it serves, and a simulated phone.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum_server::tls_rustls::RustlsConfig;
use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::grandstream::PValues;
use switchhook_provisioning::server::{
    Clock, Files, FilesError, Key, MemoryStore, Policy, Record, Server, Site, SystemClock, SystemRandom,
    Token,
};
use switchhook_provisioning::testing::{Phone, Reaction};
use switchhook_provisioning::{Device, Line, MacAddr};
use switchhook_rig::{Instance, Manager, Reply, Secret, wait_for};
use tokio::runtime::Runtime;

use crate::{SOON, done};

/// Somebody with an extension, an account and a secret of it.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) name: &'static str,
    pub(super) extension: &'static str,
    pub(super) account: &'static str,
    pub(super) secret: Secret,
}

impl Person {
    pub(super) fn new(name: &'static str, extension: &'static str, account: &'static str) -> Self {
        Self {
            name,
            extension,
            account,
            secret: Secret::new(format!("kT9-vV2_mQ7.xR4-{extension}")),
        }
    }

    /// The account in Asterisk, with a secret of its own for challenges of the phone.
    pub(super) fn add(&self, config: &mut Manager) {
        let caller = format!("\"{}\" <{}>", self.name, self.extension);
        let lines = [
            ("type", "wizard"),
            ("accepts_auth", "yes"),
            ("accepts_registrations", "yes"),
            ("has_hint", "no"),
            ("inbound_auth/username", self.account),
            ("inbound_auth/password", self.secret.expose()),
            ("sends_auth", "yes"),
            ("outbound_auth/username", self.account),
            ("outbound_auth/password", self.secret.expose()),
            ("endpoint/context", "internal"),
            ("endpoint/allow", "ulaw,alaw"),
            ("endpoint/callerid", &caller),
            ("aor/max_contacts", "4"),
        ];
        let mut steps = vec![("NewCat", self.account, "", "")];
        steps.extend(lines.map(|(name, value)| ("Append", self.account, name, value)));
        done(&update(config, "switchhook/phones.conf", &steps));
        let context = "switchhook-phones";
        let hint = format!("{},hint,PJSIP/{}", self.extension, self.account);
        let dial = format!(
            "{0},1,Gosub(stdexten,s,1(PJSIP/{1}))",
            self.extension, self.account
        );
        let steps = [
            ("Append", context, "exten", hint.as_str()),
            ("Append", context, "exten", dial.as_str()),
        ];
        done(&update(config, "switchhook/dialplan.conf", &steps));
    }

    /// Registered with SIPp, once Asterisk knows the account.
    pub(super) fn register(&self, pbx: &Instance, port: u16) {
        wait_for("the account", SOON, || {
            switchhook_rig::Phone::register_contact(pbx, self.account, &self.secret, port).ok()
        })
        .unwrap();
    }
}

/// Whose phone each is, which is what the server's files are made from.
#[derive(Clone, Default)]
pub(super) struct Host(Arc<Mutex<BTreeMap<MacAddr, (Person, SocketAddr)>>>);

impl Host {
    pub(super) fn give(&self, phone: MacAddr, person: &Person, pbx: SocketAddr) {
        self.0.lock().unwrap().insert(phone, (person.clone(), pbx));
    }
}

impl Files for Host {
    async fn configuration(&self, device: &Record, _: &str) -> Result<PValues, FilesError> {
        let (person, pbx) = self
            .0
            .lock()
            .unwrap()
            .get(&device.mac)
            .cloned()
            .ok_or("nobody has this phone")?;
        let line = Line::new(pbx.to_string(), person.account, person.secret.expose())
            .display_name(person.name)
            .label(person.extension);
        Ok(Device::new(switchhook_provisioning::Model::GRP2614, device.mac)
            .line(line)
            .render()?
            .values()
            .clone())
    }
}

/// The server, on loopback.
pub(super) struct World {
    pub(super) runtime: Runtime,
    pub(super) server: Server<MemoryStore, Host>,
    pub(super) host: Host,
    pub(super) authority: String,
    address: SocketAddr,
    token: Token,
}

impl World {
    pub(super) fn new() -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let (authority, config) = certified();
        let key = Key::new([7; 32]);
        let token = Token::new([9; 16]);
        let mut policy = Policy::new(format!("prov.example.net:{}", address.port()))
            .site(Site::new("main").token(key.hash(&token)));
        // A telephone that changes hands a dozen times within seconds; one does so a few times in its life.
        policy.token_rate.burst = 1_000;
        let host = Host::default();
        let server = Server::new(
            MemoryStore::default(),
            host.clone(),
            policy,
            key,
            SystemClock,
            SystemRandom,
        );
        let router = server
            .router()
            .into_make_service_with_connect_info::<SocketAddr>();
        runtime.spawn(async move {
            let served = axum_server::from_tcp_rustls(listener, config).unwrap();
            served.serve(router).await.unwrap();
        });
        Self {
            runtime,
            server,
            host,
            authority,
            address,
            token,
        }
    }

    /// A phone as it comes out of its box, which the server expects.
    pub(super) fn phone(&self, mac: MacAddr) -> Phone {
        let now = SystemClock.now();
        let record =
            Record::expected(mac, Model::GRP2614, "main", now).window(now + Duration::from_secs(600));
        self.runtime
            .block_on(self.server.enrol(record, "the test"))
            .unwrap();
        let url = format!(
            "https://prov.example.net:{}/b/{}/",
            self.address.port(),
            self.token.to_text()
        );
        Phone::new("GRP2614", mac, "1.0.13.44")
            .unwrap()
            .built_in_authority(&self.authority)
            .unwrap()
            .host("prov.example.net", self.address)
            .dhcp(&url)
    }
}

fn certified() -> (String, RustlsConfig) {
    let mut parameters = CertificateParams::new(Vec::new()).unwrap();
    parameters.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let names = vec!["prov.example.net".to_owned()];
    let certificate = CertificateParams::new(names)
        .unwrap()
        .signed_by(&key, &authority)
        .unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config =
        rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
    (authority.pem(), RustlsConfig::from_config(Arc::new(config)))
}

/// Where a phone listens for what Asterisk sends it.
pub(super) struct Contact(UdpSocket);

impl Contact {
    pub(super) fn new() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        Self(socket)
    }

    pub(super) fn port(&self) -> u16 {
        self.0.local_addr().unwrap().port()
    }

    /// Hands what arrives to the phone and sends its answers back, until it does something, or until Asterisk has no
    /// answer to its challenge and gives up.
    pub(super) fn until_told(&self, phone: &mut Phone) -> Vec<Reaction> {
        let mut reactions = Vec::new();
        let mut message = [0; 65_536];
        loop {
            let patience = if reactions.is_empty() {
                SOON
            } else {
                Duration::from_secs(1)
            };
            self.0.set_read_timeout(Some(patience)).unwrap();
            let Ok((length, from)) = self.0.recv_from(&mut message) else {
                return reactions;
            };
            // Calls that came here in the meantime: another contact took them. And what it is told of waiting messages.
            let event = message[..length]
                .windows(15)
                .any(|part| part == b"message-summary");
            if event || !message.starts_with(b"NOTIFY ") {
                continue;
            }
            let notified = phone.notify(&message[..length], from.ip());
            self.0.send_to(&notified.answer, from).unwrap();
            reactions.push(notified.reaction);
            if notified.reaction != Reaction::Challenge {
                return reactions;
            }
        }
    }
}

pub(super) fn reload(config: &mut Manager) {
    for module in ["res_pjsip", "pbx_config"] {
        done(&config.ask(&[("Action", "Reload"), ("Module", module)]).unwrap());
    }
}

pub(super) fn update(config: &mut Manager, file: &str, steps: &[(&str, &str, &str, &str)]) -> Reply {
    crate::accounts::update(config, file, steps)
}

/// The address that everything here is on.
pub(super) const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

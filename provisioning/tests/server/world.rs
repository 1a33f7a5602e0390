//! A server with a virtual clock, and those who ask it.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::grandstream::{Limits, PNumber, PValues, binary, encrypted, xml};
use switchhook_provisioning::server::digest::{Asked, response};
use switchhook_provisioning::server::{
    Algorithm, Clock, Event, Files, FilesError, Form, Images, Key, MemoryStore, Policy, Random, Record,
    Server, Site, Store, Token, What,
};
use switchhook_provisioning::{Line, MacAddr, Secret, brand};
use tower::ServiceExt as _;

pub(crate) const PHONE: MacAddr = MacAddr::new([0xc0, 0x74, 0xad, 0x11, 0x22, 0x33]);
pub(crate) const OTHER: MacAddr = MacAddr::new([0xc0, 0x74, 0xad, 0x11, 0x22, 0x34]);
pub(crate) const STRANGER: MacAddr = MacAddr::new([0xc0, 0x74, 0xad, 0x99, 0x99, 0x99]);
pub(crate) const SITE_TOKEN: Token = Token::new([9; 16]);
pub(crate) const SIP_SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";
pub(crate) const HOUR: Duration = Duration::from_secs(3600);

/// The desk of one phone: what its configuration says.
#[derive(Clone, Default)]
pub(crate) struct Desks {
    pub(crate) values: Arc<Mutex<HashMap<MacAddr, String>>>,
    pub(crate) fails: Arc<std::sync::atomic::AtomicBool>,
    /// The version of firmware that all are led to.
    pub(crate) firmware: Arc<Mutex<Option<String>>>,
}

impl Files for Desks {
    async fn configuration(&self, device: &Record, address: &str) -> Result<PValues, FilesError> {
        if self.fails.load(Ordering::Relaxed) {
            return Err("the database is away".into());
        }
        let mut values = PValues::new();
        let user = self.values.lock().unwrap().get(&device.mac).cloned();
        values.set(PNumber::new(35), user.unwrap_or("u4711".to_owned()))?;
        values.set(PNumber::new(34), SIP_SECRET)?;
        values.set(PNumber::new(331), address)?;
        Ok(values)
    }

    async fn phone(&self, device: &Record, model: brand::Model, _: &str) -> Result<brand::Phone, FilesError> {
        let line = Line::new("pbx.example.net", "u4711", SIP_SECRET);
        let password = "wq7.Lm-3_Zp";
        Ok(brand::Phone::new(model, device.mac)
            .line(line)
            .admin_password(password))
    }

    async fn firmware(&self, _: &Record) -> Result<Option<String>, FilesError> {
        Ok(self.firmware.lock().unwrap().clone())
    }

    async fn phone_book(&self, device: &Record) -> Result<Option<Vec<u8>>, FilesError> {
        Ok((device.mac == PHONE).then(|| b"<AddressBook/>".to_vec()))
    }
}

#[derive(Clone)]
pub(crate) struct Time(Arc<AtomicU64>);

impl Time {
    pub(crate) fn pass(&self, time: Duration) {
        self.0.fetch_add(time.as_secs(), Ordering::Relaxed);
    }
}

impl Clock for Time {
    fn now(&self) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

/// Bytes that count up: different each time, the same in each run.
#[derive(Clone, Default)]
struct Counting(Arc<AtomicU64>);

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        let count = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = count.to_le_bytes()[index % 8];
        }
        Ok(())
    }
}

pub(crate) struct World {
    pub(crate) server: Server<MemoryStore, Desks>,
    pub(crate) router: Router,
    pub(crate) plain: Router,
    pub(crate) desks: Desks,
    pub(crate) time: Time,
    pub(crate) events: Arc<Mutex<Vec<Event>>>,
}

pub(crate) fn policy() -> Policy {
    Policy::new("prov.example.net").site(
        Site::new("main")
            .token(key().hash(&SITE_TOKEN))
            .networks(["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()]),
    )
}

pub(crate) fn key() -> Key {
    Key::new([7; 32])
}

impl World {
    pub(crate) fn new(policy: Policy) -> Self {
        Self::with_images(policy, Images::default())
    }

    pub(crate) fn with_images(policy: Policy, images: Images) -> Self {
        let time = Time(Arc::new(AtomicU64::new(1_700_000_000)));
        let (events, desks) = (Arc::new(Mutex::new(Vec::new())), Desks::default());
        let sink = Arc::clone(&events);
        let server = Server::new(
            MemoryStore::default(),
            desks.clone(),
            policy,
            key(),
            time.clone(),
            Counting::default(),
        )
        .audit(move |event| sink.lock().unwrap().push(event))
        .images(images);
        Self {
            router: server.router(),
            plain: server.plain_router(),
            server,
            desks,
            time,
            events,
        }
    }

    /// With `PHONE` expected, its window open for an hour.
    pub(crate) async fn with_phone(policy: Policy) -> Self {
        let world = Self::new(policy);
        world.expect(PHONE, Form::EncryptedXml).await;
        world
    }

    pub(crate) async fn expect(&self, mac: MacAddr, form: Form) {
        let now = self.time.now();
        let record = Record::expected(mac, Model::GRP2614, "main", now)
            .window(now + HOUR)
            .form(form);
        self.server.enrol(record, "test").await.unwrap();
    }

    pub(crate) async fn record(&self, mac: MacAddr) -> Arc<Record> {
        self.server.store().by_mac(mac).await.unwrap().unwrap()
    }

    pub(crate) fn happened(&self) -> Vec<What> {
        self.events
            .lock()
            .unwrap()
            .iter()
            .map(|event| event.what.clone())
            .collect()
    }

    pub(crate) fn alerts(&self) -> usize {
        self.events
            .lock()
            .unwrap()
            .iter()
            .filter(|event| event.is_alert())
            .count()
    }

    pub(crate) async fn ask(&self, asking: Asking<'_>) -> Answer {
        ask(&self.router, asking).await
    }
}

/// A request.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) from: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
}

pub(crate) fn get<'a>(path: &'a str, headers: &'a [(&'a str, &'a str)]) -> Asking<'a> {
    Asking {
        method: "GET",
        path,
        from: "10.0.0.5",
        headers,
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) async fn ask(router: &Router, asking: Asking<'_>) -> Answer {
    let mut request = Request::builder().method(asking.method).uri(asking.path);
    for (name, value) in asking.headers {
        request = request.header(*name, *value);
    }
    let from: IpAddr = asking.from.parse().unwrap();
    let request = request
        .extension(ConnectInfo(SocketAddr::new(from, 40_000)))
        .body(Body::empty())
        .unwrap();
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: axum::body::to_bytes(body, 10 << 20).await.unwrap().to_vec(),
    }
}

pub(crate) fn agent(mac: MacAddr) -> String {
    format!("Grandstream Model HW GRP2614 SW 1.0.5.67 DevId {mac:x}")
}

pub(crate) fn first_path(mac: MacAddr) -> String {
    format!("/b/{}/cfg{mac:x}.xml", SITE_TOKEN.to_text())
}

/// What a phone was told about fetching its files.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) mac: MacAddr,
    pub(crate) path: String,
    pub(crate) user: String,
    pub(crate) password: String,
    pub(crate) file_password: String,
}

pub(crate) fn told(mac: MacAddr, values: &PValues) -> Told {
    let of = |number| values.get(PNumber::new(number)).unwrap_or_default().to_owned();
    let path = of(237)
        .split_once('/')
        .map(|(_, path)| format!("/{path}"))
        .unwrap();
    Told {
        mac,
        path,
        user: of(1360),
        password: of(1361),
        file_password: of(1359),
    }
}

impl Told {
    pub(crate) fn url(&self) -> String {
        format!("{}/cfg{:x}.xml", self.path, self.mac)
    }

    /// The answer to a challenge.
    pub(crate) fn answer(&self, challenge: &str, method: &str, uri: &str, count: u32) -> String {
        let field = |name: &str| {
            let (_, rest) = challenge.split_once(&format!("{name}=\"")).unwrap();
            rest.split_once('"').unwrap().0
        };
        let algorithm = match challenge.contains("SHA-256") {
            true => Algorithm::Sha256,
            false => Algorithm::Md5,
        };
        let count = format!("{count:08x}");
        let asked = Asked {
            algorithm,
            method,
            uri,
            realm: field("realm"),
            nonce: field("nonce"),
            count: &count,
            client_nonce: "0a4f113b",
        };
        let response = response(&asked, &self.user, &self.password);
        format!(
            "Digest username=\"{}\", realm=\"{}\", nonce=\"{}\", uri=\"{uri}\", algorithm={algorithm}, qop=auth, \
             nc={count}, cnonce=\"0a4f113b\", response=\"{response}\"",
            self.user,
            field("realm"),
            field("nonce"),
        )
    }

    /// Asks, is challenged, answers.
    pub(crate) async fn fetch_at(&self, router: &Router, url: &str, from: &str) -> Answer {
        let agent = agent(self.mac);
        let asking = Asking {
            method: "GET",
            path: url,
            from,
            headers: &[("user-agent", &agent)],
        };
        let challenged = ask(router, asking).await;
        if challenged.status != StatusCode::UNAUTHORIZED {
            return challenged;
        }
        let answer = self.answer(challenged.header("www-authenticate"), "GET", url, 1);
        let headers = [("user-agent", agent.as_str()), ("authorization", &answer)];
        ask(
            router,
            Asking {
                headers: &headers,
                ..asking
            },
        )
        .await
    }

    pub(crate) async fn fetch(&self, world: &World) -> Answer {
        self.fetch_at(&world.router, &self.url(), "10.0.0.5").await
    }

    pub(crate) fn open(&self, answer: &Answer) -> PValues {
        assert_eq!(answer.status, StatusCode::OK);
        let password = Secret::new(&*self.file_password);
        let text = encrypted::read(
            &answer.body,
            &password,
            encrypted::Digest::Md5,
            &Limits::default(),
        )
        .unwrap();
        read_xml(self.mac, text.as_bytes())
    }
}

pub(crate) fn read_xml(mac: MacAddr, bytes: &[u8]) -> PValues {
    let file = xml::read(bytes, &Limits::default()).unwrap();
    assert_eq!(file.mac, Some(mac));
    file.values
}

pub(crate) fn read_binary(mac: MacAddr, bytes: &[u8]) -> PValues {
    let file = binary::read(bytes, &Limits::default()).unwrap();
    assert_eq!(file.mac, mac);
    file.values
}

/// A phone's first file.
pub(crate) async fn claim(world: &World, mac: MacAddr) -> Told {
    let agent = agent(mac);
    let answer = world.ask(get(&first_path(mac), &[("user-agent", &agent)])).await;
    assert_eq!(answer.status, StatusCode::OK);
    told(mac, &read_xml(mac, &answer.body))
}

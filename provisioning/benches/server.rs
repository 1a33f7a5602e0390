//! The server under load: phones over TLS, scanners, and whether a refusal tells by its time.
//!
//! `cargo bench -p switchhook-provisioning --features server --bench server`
//!
//! Clients and server are one process and share its cores, so the server by itself is faster than what is printed.
//! It ends with an error when a goal is missed: see `GOALS`.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measurement: it has clocks, sockets and tasks"
)]

use std::error::Error;
use std::io::{Write, stdout};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use axum_server::tls_rustls::RustlsConfig;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::grandstream::{Limits, PNumber, PValues, xml};
use switchhook_provisioning::server::digest::{Asked, response};
use switchhook_provisioning::server::{
    Algorithm, Files, FilesError, Key, MemoryStore, Policy, Rate, Record, Server, Site, SystemClock,
    SystemRandom, Token,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tower::ServiceExt;

type Fallible<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// Configurations a second on kept connections, on new ones, and the most that two medians may differ.
const GOALS: (f64, f64, Duration) = (2_000.0, 500.0, Duration::from_micros(5));
const PHONES: u32 = 64;
const SITE_TOKEN: Token = Token::new([9; 16]);

/// Some 10 kB for each phone.
struct Desks(PValues);

impl Files for Desks {
    async fn configuration(&self, _device: &Record, _address: &str) -> Result<PValues, FilesError> {
        Ok(self.0.clone())
    }
}

fn mac(number: u32) -> MacAddr {
    let [_, a, b, c] = number.to_be_bytes();
    MacAddr::new([0xc0, 0x74, 0xad, a, b, c])
}

fn agent(mac: MacAddr) -> String {
    format!("Grandstream Model HW GRP2614 SW 1.0.13.44 DevId {mac:x}")
}

fn first_path(mac: MacAddr) -> String {
    format!("/b/{}/cfg{mac:x}.xml", SITE_TOKEN.to_text())
}

fn server(address: &str, rate: Rate) -> Fallible<Server<MemoryStore, Desks>> {
    let key = Key::new([7; 32]);
    let mut policy = Policy::new(address).site(Site::new("main").token(key.hash(&SITE_TOKEN)));
    // All come from loopback here, and each phone asks all the time.
    (policy.address_rate, policy.token_rate, policy.prefix_rate) = (rate, rate, rate);
    let mut values = PValues::new();
    for number in 1..=300 {
        values.set(PNumber::new(number), format!("value {number} of a file"))?;
    }
    let files = Desks(values);
    Ok(Server::new(
        MemoryStore::default(),
        files,
        policy,
        key,
        SystemClock,
        SystemRandom,
    ))
}

const NO_LIMIT: Rate = Rate::new(u32::MAX, Duration::from_nanos(1));

fn main() -> Fallible<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut missed = Vec::new();
        let (kept, new) = load().await?;
        say(&format!("kept connections: {kept:.0} configurations/s over TLS"))?;
        say(&format!(
            "new connections: {new:.0} configurations/s, each with a TLS handshake"
        ))?;
        if kept < GOALS.0 || new < GOALS.1 {
            missed.push("load");
        }
        scan().await?;
        if refusals().await? > GOALS.2 {
            missed.push("refusals");
        }
        match missed.is_empty() {
            true => say("ok: all goals reached"),
            false => Err(format!("missed: {}", missed.join(", ")).into()),
        }
    })
}

fn say(text: &str) -> Fallible<()> {
    Ok(writeln!(stdout(), "{text}")?)
}

/// What a phone was told in its first file.
#[derive(Clone)]
struct Told {
    url: String,
    user: String,
    password: String,
    agent: String,
}

async fn enrol(server: &Server<MemoryStore, Desks>, router: &Router, number: u32) -> Fallible<Told> {
    let (mac, now) = (mac(number), SystemTime::now());
    let record = Record::expected(mac, Model::GRP2614, "main", now).window(now + Duration::from_secs(3600));
    server.enrol(record, "bench").await?;
    let (status, body) = ask(router, [127, 0, 0, 1].into(), &first_path(mac), &agent(mac)).await?;
    if status != StatusCode::OK {
        return Err(format!("no first file: {status}").into());
    }
    let values = xml::read(&body, &Limits::default())?.values;
    let of = |number| values.get(PNumber::new(number)).unwrap_or_default().to_owned();
    let (_, path) = of(237)
        .split_once('/')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .ok_or("no path")?;
    Ok(Told {
        url: format!("/{path}/cfg{mac:x}.xml"),
        user: of(1360),
        password: of(1361),
        agent: agent(mac),
    })
}

async fn ask(router: &Router, from: IpAddr, path: &str, agent: &str) -> Fallible<(StatusCode, Vec<u8>)> {
    let request = Request::builder()
        .uri(path)
        .header("user-agent", agent)
        .extension(ConnectInfo(SocketAddr::new(from, 40_000)))
        .body(Body::empty())?;
    let answer = router.clone().oneshot(request).await?;
    let status = answer.status();
    Ok((
        status,
        axum::body::to_bytes(answer.into_body(), 1 << 20).await?.to_vec(),
    ))
}

/// A phone with a connection, or without one.
struct Client {
    told: Told,
    connector: TlsConnector,
    address: SocketAddr,
    stream: Option<TlsStream<TcpStream>>,
    nonce: Option<String>,
    count: u32,
}

impl Client {
    async fn fetch(&mut self) -> Fallible<usize> {
        loop {
            let authorization = self
                .nonce
                .clone()
                .map(|nonce| self.answer(&nonce))
                .unwrap_or_default();
            let Told { url, agent, .. } = &self.told;
            let request = format!(
                "GET {url} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {agent}\r\n{authorization}\r\n"
            );
            let stream = match &mut self.stream {
                Some(stream) => stream,
                none => {
                    let plain = TcpStream::connect(self.address).await?;
                    plain.set_nodelay(true)?;
                    none.insert(
                        self.connector
                            .connect(ServerName::try_from("localhost")?, plain)
                            .await?,
                    )
                }
            };
            stream.write_all(request.as_bytes()).await?;
            let (head, length) = read(stream).await?;
            match head.split(' ').nth(1) {
                Some("200") => return Ok(length),
                Some("401") => {
                    let (_, rest) = head.split_once("nonce=\"").ok_or("no nonce")?;
                    self.nonce = rest.split_once('"').map(|(nonce, _)| nonce.to_owned());
                    self.count = 0;
                }
                _ => return Err(head.into()),
            }
        }
    }

    fn answer(&mut self, nonce: &str) -> String {
        self.count += 1;
        let count = format!("{:08x}", self.count);
        let Told {
            url, user, password, ..
        } = &self.told;
        let asked = Asked {
            algorithm: Algorithm::Md5,
            method: "GET",
            uri: url,
            realm: "provisioning",
            nonce,
            count: &count,
            client_nonce: "0a4f113b",
        };
        let response = response(&asked, user, password);
        format!(
            "Authorization: Digest username=\"{user}\", realm=\"provisioning\", nonce=\"{nonce}\", uri=\"{url}\", \
             qop=auth, nc={count}, cnonce=\"0a4f113b\", response=\"{response}\"\r\n"
        )
    }
}

async fn read(stream: &mut TlsStream<TcpStream>) -> Fallible<(String, usize)> {
    let mut bytes = Vec::with_capacity(16 << 10);
    let end = loop {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err("the server hung up".into());
        }
        if let Some(end) = bytes.windows(4).position(|part| part == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let (_, rest) = head.split_once("content-length: ").ok_or("no length")?;
    let length: usize = rest.split_once('\r').ok_or("no length")?.0.parse()?;
    while bytes.len() < end + length {
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err("the server hung up".into());
        }
    }
    Ok((head, length))
}

/// Configurations a second, on kept connections and on new ones.
async fn load() -> Fallible<(f64, f64)> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let server = server(&format!("localhost:{}", address.port()), NO_LIMIT)?;
    let router = server.router();
    // A second installation changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let certificate = made.cert.der().to_vec();
    let tls = RustlsConfig::from_der(vec![certificate.clone()], made.signing_key.serialize_der()).await?;
    let service = router.clone().into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(axum_server::from_tcp_rustls(listener, tls)?.serve(service));

    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(certificate))?;
    let mut config = ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    // Each connection as a phone that was just switched on.
    config.resumption = rustls::client::Resumption::disabled();
    let connector = TlsConnector::from(Arc::new(config));
    let mut clients = Vec::new();
    for number in 0..PHONES {
        clients.push(Client {
            told: enrol(&server, &router, number).await?,
            connector: connector.clone(),
            address,
            stream: None,
            nonce: None,
            count: 0,
        });
    }
    let mut length = 0;
    for client in &mut clients {
        length = client.fetch().await?;
    }
    say(&format!("{PHONES} phones, {length} bytes each, encrypted"))?;
    let (kept, mut clients) = all(clients, 200, true).await?;
    for client in &mut clients {
        client.stream = None;
    }
    let (new, _) = all(clients, 50, false).await?;
    serving.abort();
    Ok((kept, new))
}

async fn all(clients: Vec<Client>, times: u32, keep: bool) -> Fallible<(f64, Vec<Client>)> {
    let begun = Instant::now();
    let total = f64::from(times) * clients.len() as f64;
    let tasks: Vec<_> = clients
        .into_iter()
        .map(|mut client| {
            tokio::spawn(async move {
                for _ in 0..times {
                    client.fetch().await?;
                    if !keep {
                        client.stream = None;
                    }
                }
                Fallible::Ok(client)
            })
        })
        .collect();
    let mut clients = Vec::new();
    for task in tasks {
        clients.push(task.await??);
    }
    Ok((total / begun.elapsed().as_secs_f64(), clients))
}

/// 50 000 requests of scanners, each from an address and for a device of its own.
async fn scan() -> Fallible<()> {
    let server = server("prov.example.net", Rate::new(400, Duration::from_millis(50)))?;
    let router = server.router();
    let agent = agent(mac(1));
    let (mut sizes, begun) = (Vec::new(), Instant::now());
    for number in 0..200_000u32 {
        if number % 50_000 == 0 {
            sizes.push(resident()?);
        }
        let [_, a, b, c] = number.to_be_bytes();
        let (status, body) = ask(&router, [10, a, b, c].into(), &first_path(mac(number)), &agent).await?;
        if status != StatusCode::NOT_FOUND || !body.is_empty() {
            return Err(format!("a scanner got {status}").into());
        }
    }
    let rate = 200_000.0 / begun.elapsed().as_secs_f64();
    sizes.push(resident()?);
    say(&format!(
        "scanners: {rate:.0} requests/s; kB resident before and after each 50 000: {sizes:?}"
    ))
}

/// kB of memory that this process has.
fn resident() -> Fallible<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .ok_or("no VmRSS")?;
    Ok(line.split_whitespace().nth(1).ok_or("no VmRSS")?.parse()?)
}

/// Two refusals by turns, of what is there and what is not: the larger of the differences of their medians.
async fn refusals() -> Fallible<Duration> {
    let server = server("prov.example.net", NO_LIMIT)?;
    let router = server.router();
    let mut told = Vec::new();
    for number in 0..1_000 {
        told.push(enrol(&server, &router, number).await?);
    }
    server.retire(mac(7), "bench").await?;
    let unknown = Token::new([0x55; 16]).to_text();
    let token_of = |told: &Told| told.url.split('/').nth(2).unwrap_or_default().to_owned();
    let wrong = told[1].url.replace(&token_of(&told[1]), &unknown);
    let pairs = [
        (
            "site's token, known or unknown device",
            first_path(mac(3)),
            first_path(mac(900_003)),
        ),
        (
            "wrong token, known or unknown device",
            wrong.clone(),
            wrong.replace(&format!("{:x}", mac(1)), &format!("{:x}", mac(900_001))),
        ),
        (
            "own token of a retired device, or none",
            told[7].url.clone(),
            told[7].url.replace(&token_of(&told[7]), &unknown),
        ),
    ];
    let mut largest = Duration::ZERO;
    for (name, known, strange) in pairs {
        // From elsewhere than where they were enrolled, and not as what they are.
        let (from, agent) = ([192, 0, 2, 7].into(), "Grandstream Model HW GRP2614 SW 1.0.13.44");
        let mut times = [Vec::new(), Vec::new()];
        for turn in 0..12_000 {
            for (path, times) in [&known, &strange].into_iter().zip(&mut times) {
                let begun = Instant::now();
                let (status, body) = ask(&router, from, path, agent).await?;
                let took = begun.elapsed();
                if status != StatusCode::NOT_FOUND || !body.is_empty() {
                    return Err(format!("{name}: {status}").into());
                }
                // The first ones warm up.
                if turn >= 2_000 {
                    times.push(took);
                }
            }
        }
        let [known, strange] = times.map(|mut times| {
            times.sort_unstable();
            times[times.len() / 2]
        });
        let difference = known.abs_diff(strange);
        say(&format!(
            "refusals, {name}: medians {known:?} and {strange:?}, {difference:?} apart"
        ))?;
        largest = largest.max(difference);
    }
    Ok(largest)
}

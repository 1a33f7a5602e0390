//! What does a phone fetch? A server on loopback, and a simulated phone out of its box that is told where it is.
//!
//! `cargo run -p switchhook-provisioning --features server,testing --example serve`
//!
//! It makes a certificate, enrols one device, starts the phone, prints what it asked for, what it was given and what the
//! audit says, and stops by itself. Tokens and passwords are not printed.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a program: it has a clock, a socket and tasks"
)]

use std::error::Error;
use std::io::{Write, stdout};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use axum_server::tls_rustls::RustlsConfig;
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::grandstream::{PNumber, PValues};
use switchhook_provisioning::server::{
    Event, Files, FilesError, Key, MemoryStore, Policy, Random as _, Record, Server, Site, SystemClock,
    SystemRandom, Token,
};
use switchhook_provisioning::testing::Phone;
use switchhook_provisioning::{Device, Line, MacAddr};

/// Who has which phone: here there is one.
struct Reception;

impl Files for Reception {
    async fn configuration(&self, device: &Record, _address: &str) -> Result<PValues, FilesError> {
        let line = Line::new("pbx.example.net", "u4711", "kT9-vV2_mQ7.xR4-pL1s").display_name("Reception");
        let configuration = Device::new(device.model.name().parse()?, device.mac)
            .line(line)
            .render()?;
        Ok(configuration.values().clone())
    }

    async fn first(&self, _device: &Record) -> Result<PValues, FilesError> {
        // Its certificate is made below, and nobody has signed it.
        let mut values = PValues::new();
        values.set(PNumber::new(145), "0")?;
        Ok(values)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    listener.set_nonblocking(true)?;
    let address = format!("localhost:{}", listener.local_addr()?.port());

    // What a host keeps as secrets: the server's key and the token in the URL that DHCP tells.
    let (mut key, mut token) = ([0; 32], [0; 16]);
    SystemRandom.fill(&mut key)?;
    SystemRandom.fill(&mut token)?;
    let (key, token) = (Key::new(key), Token::new(token));

    let site = Site::new("main")
        .token(key.hash(&token))
        .networks(["127.0.0.0/8".parse()?]);
    let (sender, events) = mpsc::channel();
    let server = Server::new(
        MemoryStore::default(),
        Reception,
        Policy::new(&address).site(site),
        key,
        SystemClock,
        SystemRandom,
    )
    .audit(move |event: Event| {
        // Nobody listens any more when the program ends.
        let _ = sender.send(event);
    });
    let mac: MacAddr = "c0:74:ad:11:22:33".parse()?;
    let now = SystemTime::now();
    let record = Record::expected(mac, Model::GRP2614, "main", now).window(now + Duration::from_secs(600));
    server.enrol(record, "example").await?;

    // A second installation changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()])?;
    let tls =
        RustlsConfig::from_der(vec![made.cert.der().to_vec()], made.signing_key.serialize_der()).await?;
    let service = server
        .router()
        .into_make_service_with_connect_info::<SocketAddr>();
    let serving = tokio::spawn(axum_server::from_tcp_rustls(listener, tls)?.serve(service));

    let url = format!("https://{address}/b/{}/", token.to_text());
    let mut phone = Phone::new("GRP2614", mac, "1.0.13.44")?.dhcp(&url);
    phone.boot().await;
    serving.abort();

    let mut out = stdout().lock();
    for (round, number) in phone.history().iter().zip(1..) {
        for asked in &round.asked {
            writeln!(out, "round {number}: {asked:?}")?;
        }
    }
    for event in events.try_iter() {
        writeln!(out, "audit: {:?}", event.what)?;
    }
    let account = phone.account(1).ok_or("the phone got no account")?;
    writeln!(
        out,
        "account 1: {} <sip:{}@{}>",
        account.display_name, account.user, account.server
    )?;
    Ok(())
}

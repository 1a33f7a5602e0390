//! What the client writes into a log: much, but never a secret.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays a server over real sockets"
)]

mod client_common;

use std::io::Write;
use std::sync::{Arc, Mutex};

use client_common::{Peer, listener};
use switchhook_ami::action::Ping;
use switchhook_ami::client::Client;
use switchhook_ami::proto::LoginMethod;
use tracing_subscriber::filter::LevelFilter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_the_secret_nor_its_key_is_logged_at_any_level() {
    let log = Log::default();
    let out = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_writer(move || out.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);
    let mut keys = Vec::new();
    for (method, accepted) in [
        (LoginMethod::Plain, true),
        (LoginMethod::Md5, true),
        (LoginMethod::Md5, false),
    ] {
        let (listener, config) = listener().await;
        let config = config.login(method);
        let mut shown = format!("{config:?}");
        let serve = async {
            let mut peer = Peer::accept(&listener).await;
            peer.say("Asterisk Call Manager/11.0.0\n").await;
            if method == LoginMethod::Md5 {
                peer.answer("Challenge: 847159301\n").await;
            }
            let login = peer.hear().await.expect("a login");
            let id = login.action_id().expect("an id");
            let word = if accepted { "Success" } else { "Error" };
            peer.say(&format!("Response: {word}\nActionID: {id}\nMessage: told\n\n"))
                .await;
            (peer, login.get("Key").map(str::to_owned))
        };
        let (client, (mut peer, key)) = tokio::join!(Client::connect(config), serve);
        keys.extend(key);
        match client {
            Ok(client) => {
                let (pong, _) = tokio::join!(client.send(Ping), peer.answer("Ping: Pong\n"));
                pong.expect("answered");
                shown.push_str(&format!("{client:?} {:?}", client.state()));
                drop(peer);
                client.close().await;
            }
            Err(error) => shown.push_str(&format!("{error} {error:?}")),
        }
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(keys.iter().all(|key| !shown.contains(key)), "{shown}");
    }
    let log = String::from_utf8(log.0.lock().expect("no panic").clone()).expect("text");
    assert!(log.contains("logged in"), "there is a log: {log}");
    assert!(!log.contains("hunter2"), "{log}");
    assert_eq!(keys.len(), 2);
    assert!(keys.iter().all(|key| !log.contains(key)), "{log}");
}

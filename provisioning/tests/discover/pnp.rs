//! The responder on sockets: a phone asks, and has its folder.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use switchhook_provisioning::discover::{Listener, Reaction, listen};
use switchhook_provisioning::pnp::{Folder, GROUP, Subscribe};
use tokio::net::UdpSocket;
use tokio::time::timeout;

use super::question;

#[allow(clippy::unnecessary_wraps, reason = "the shape of an inventory")]
fn everybody(_: &Subscribe) -> Option<Folder> {
    Some(Folder::new("https://prov.example.net/b/f3Zk9Q").unwrap())
}

/// Asks from a socket of its own and gives the two answers.
async fn ask(phone: &UdpSocket, to: SocketAddr) -> Vec<String> {
    let contact = phone.local_addr().unwrap().to_string();
    phone
        .send_to(question(&contact, "1@a").as_bytes(), to)
        .await
        .unwrap();
    let mut answers = Vec::new();
    let mut buffer = [0; 2000];
    while answers.len() < 2 {
        let read = timeout(Duration::from_secs(5), phone.recv_from(&mut buffer)).await;
        let (length, from) = read.expect("an answer in time").unwrap();
        let text = String::from_utf8(buffer[..length].to_vec()).unwrap();
        if text.starts_with("NOTIFY") {
            phone
                .send_to(b"SIP/2.0 200 OK\r\nCall-ID: 1@a\r\n\r\n", from)
                .await
                .unwrap();
        }
        answers.push(text);
    }
    answers
}

#[tokio::test]
async fn a_phone_on_loopback_is_sent_to_its_folder() {
    let hears = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let speaks = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let address = hears.local_addr().unwrap();
    let networks = ["127.0.0.0/8".parse().unwrap()];
    let listener = Listener::on(hears, speaks, networks, everybody).unwrap();
    let (done, mut acknowledged) = tokio::sync::mpsc::unbounded_channel();
    let task = tokio::spawn(listener.run(move |_, reaction| {
        if *reaction == Reaction::Acknowledged {
            done.send(()).unwrap();
        }
    }));
    let phone = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let answers = ask(&phone, address).await;
    assert!(answers[0].starts_with("SIP/2.0 200 OK\r\n"), "{answers:?}");
    assert!(
        answers[1].ends_with("https://prov.example.net/b/f3Zk9Q/\r\n"),
        "{answers:?}"
    );
    timeout(Duration::from_secs(5), acknowledged.recv())
        .await
        .unwrap()
        .unwrap();
    task.abort();
}

#[tokio::test]
async fn the_group_is_heard_on_one_interface() {
    // Where another program holds the port alone, or loopback has no groups, there is nothing to try.
    let networks = ["127.0.0.0/8".parse().unwrap()];
    let listener = match listen(Ipv4Addr::LOCALHOST, networks, everybody).await {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("not tried, no multicast on loopback here: {error}");
            return;
        }
    };
    let task = tokio::spawn(listener.run(|_, _| {}));
    let phone = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    phone.set_multicast_loop_v4(true).unwrap();
    let answers = ask(&phone, GROUP.into()).await;
    assert!(answers[1].starts_with("NOTIFY sip:127.0.0.1:"), "{answers:?}");
    task.abort();
}

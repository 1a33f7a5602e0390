//! Servers that mean no good.

use std::time::Duration;

use switchhook_provisioning::Secret;
use switchhook_provisioning::push::WebUi;

use super::fake::{acceptor, answer, json, serve};
use super::{HERE, options};

#[tokio::test]
async fn another_certificate_than_the_first_is_refused_within_one_visit() {
    let server = serve(vec![acceptor(), acceptor()], |_| {
        answer(200, "Connection: close\r\n", "{\"response\":\"error\"}")
    })
    .await;
    let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
    // The first answer closes the connection; whoever answers the second is somebody else.
    let error = phone.login("admin", &Secret::new("geheim")).await.unwrap_err();
    assert_eq!(error.code(), "E-PUSH-CERTIFICATE");
    assert_eq!(phone.fingerprint(), server.certificate);
    assert!(server.asked().iter().all(|asked| !asked.body.contains("geheim")));
}

#[tokio::test]
async fn a_pinned_phone_is_neither_mistaken_nor_met_without_encryption() {
    let (_, other) = acceptor();
    let tls = serve(vec![acceptor()], |_| json("{}")).await;
    let plain = serve(Vec::new(), |_| json("{}")).await;
    let pinned = options(tls.port)
        .ports(tls.port, plain.port)
        .plain_http(true)
        .pinned(other);
    let error = WebUi::connect(HERE, &pinned).await.unwrap_err();
    assert_eq!(error.code(), "E-PUSH-CERTIFICATE");
    // HTTPS is gone, plain HTTP is there and allowed: still no.
    let error = WebUi::connect(HERE, &pinned.ports(1, plain.port))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "E-PUSH-UNREACHABLE");
    assert!(plain.asked().is_empty());
    let right = options(tls.port).pinned(tls.certificate.unwrap());
    assert!(WebUi::connect(HERE, &right).await.is_ok());
}

#[tokio::test]
async fn an_endless_body_is_cut() {
    let server = serve(vec![acceptor()], |_| {
        let mut endless = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
        for _ in 0..32 {
            endless.extend_from_slice(b"10000\r\n");
            endless.extend(std::iter::repeat_n(b'x', 0x10000));
            endless.extend_from_slice(b"\r\n");
        }
        Some(endless)
    })
    .await;
    let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
    assert_eq!(phone.product().await.unwrap_err().code(), "E-WEB-TOO-LONG");
}

#[tokio::test]
async fn an_endless_head_and_what_is_no_http_are_cut() {
    for bytes in [b"x: y\r\n".repeat(20_000), b"SSH-2.0-dropbear\r\n".to_vec()] {
        let server = serve(vec![acceptor()], move |_| {
            let mut answer = if bytes.starts_with(b"SSH") {
                Vec::new()
            } else {
                b"HTTP/1.1 200 OK\r\n".to_vec()
            };
            answer.extend_from_slice(&bytes);
            Some(answer)
        })
        .await;
        let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
        assert_eq!(phone.product().await.unwrap_err().code(), "E-PUSH-HTTP");
    }
}

#[tokio::test]
async fn what_speaks_no_tls_is_told_as_such() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let answers = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, b"SSH-2.0-dropbear\r\n").await;
        }
    });
    let error = WebUi::connect(HERE, &options(port)).await.unwrap_err();
    assert_eq!(error.code(), "E-PUSH-TLS", "{error}");
    answers.abort();
}

#[tokio::test]
async fn silence_ends_with_the_patience() {
    let server = serve(vec![acceptor()], |_| {
        Some(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_vec())
    })
    .await;
    let hasty = options(server.port).timeout(Duration::from_millis(200));
    let mut phone = WebUi::connect(HERE, &hasty).await.unwrap();
    let error = phone.product().await.unwrap_err();
    assert_eq!(error.code(), "E-PUSH-TIMEOUT");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let trap = serve(vec![acceptor()], |_| json("{}")).await;
    let port = trap.port;
    let server = serve(vec![acceptor()], move |_| {
        answer(307, &format!("Location: https://127.0.0.1:{port}/\r\n"), "")
    })
    .await;
    let mut phone = WebUi::connect(HERE, &options(server.port)).await.unwrap();
    let error = phone.login("admin", &Secret::new("geheim")).await.unwrap_err();
    assert_eq!(error.code(), "E-WEB-NOT-GRANDSTREAM");
    assert!(trap.asked().is_empty());
    assert!(server.asked().iter().all(|asked| !asked.body.contains("geheim")));
}

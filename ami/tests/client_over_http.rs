//! The example that carries AMI over HTTP, against a web server that this test plays as Asterisk's is.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays a server over real sockets"
)]

#[path = "../examples/ami_over_http.rs"]
#[allow(dead_code, reason = "its main is not run here")]
mod ami_over_http;

use std::time::Duration;

use ami_over_http::Http;
use switchhook_ami::Secret;
use switchhook_ami::action::RawAction;
use switchhook_ami::client::{Client, Config, Item};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Reads one request: its head and its form.
async fn request(stream: &mut TcpStream) -> (String, String) {
    let mut bytes = Vec::new();
    loop {
        let mut buffer = [0; 4096];
        let length = stream.read(&mut buffer).await.expect("loopback");
        bytes.extend_from_slice(&buffer[..length]);
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, form)) = text.split_once("\r\n\r\n") {
            let expected = head
                .lines()
                .find_map(|line| line.strip_prefix("Content-Length: "))
                .and_then(|length| length.parse::<usize>().ok());
            if expected == Some(form.len()) || length == 0 {
                return (head.to_owned(), form.to_owned());
            }
        }
        assert!(length > 0, "a whole request");
    }
}

fn field<'a>(form: &'a str, name: &str) -> Option<&'a str> {
    form.split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| key.eq_ignore_ascii_case(name).then_some(value))
}

#[tokio::test]
async fn actions_and_events_go_over_http_in_one_session() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = listener.local_addr().expect("bound").to_string();
    tokio::spawn(async move {
        let mut waits = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut byte = [0; 1];
            // The first connection only looks whether anybody is there.
            if stream.peek(&mut byte).await.unwrap_or(0) == 0 {
                continue;
            }
            let (head, form) = request(&mut stream).await;
            assert!(head.starts_with("POST /rawman HTTP/1.0\r\n"), "{head}");
            let id = field(&form, "ActionID").unwrap_or_default();
            let has_session = head.contains("Cookie: mansession_id=\"0badcafe\"");
            let body = match field(&form, "Action").expect("an action") {
                "Challenge" => {
                    assert!(!has_session);
                    format!("Response: Success\r\nActionID: {id}\r\nChallenge: 1234\r\n\r\n")
                }
                _ if !has_session => panic!("a session of its own: {head}"),
                "Login" => {
                    assert!(field(&form, "Secret").is_none() && field(&form, "Key").is_some());
                    format!("Response: Success\r\nActionID: {id}\r\nMessage: Authentication accepted\r\n\r\n")
                }
                "WaitEvent" => {
                    waits += 1;
                    if waits > 1 {
                        // The next one waits, as there is nothing to tell, until the client goes or asks something.
                        tokio::spawn(async move { stream.read(&mut [0; 1]).await });
                        continue;
                    }
                    "Response: Success\r\nMessage: Waiting for Event completed.\r\n\r\nEvent: Hangup\r\nCause: 16\r\n\r\n\
                     Event: WaitEventComplete\r\n\r\n"
                        .to_owned()
                }
                "Getvar" => {
                    assert_eq!(field(&form, "Variable"), Some("CALLERID%28num%29"));
                    format!("Response: Success\r\nActionID: {id}\r\nValue: 100\r\n\r\n")
                }
                _ => format!("Response: Goodbye\r\nActionID: {id}\r\n\r\n"),
            };
            let answer = format!(
                "HTTP/1.1 200 OK\r\nSet-Cookie: mansession_id=\"0badcafe\"; Version=1; Max-Age=60\r\n\
                 Content-Length: {}\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(answer.as_bytes()).await.expect("loopback");
        }
    });

    let talk = async {
        let config = Config::over(Http::new(&address), "ops", Secret::new("secret"));
        assert_eq!(config.address(), format!("http://{address}/rawman"));
        let client = Client::connect(config).await.expect("let in");
        let mut items = client.subscribe();
        assert!(matches!(items.next().await, Some(Item::Connected(_))));
        assert!(matches!(items.next().await, Some(Item::Event(event)) if event.get("Cause") == Some("16")));
        let name = RawAction::new("Getvar").header("Variable", "CALLERID(num)");
        let reply = client
            .send(name)
            .await
            .expect("answered while a wait is under way");
        assert_eq!(reply.response.get("Value"), Some("100"));
        client.close().await;
    };
    tokio::time::timeout(Duration::from_secs(20), talk)
        .await
        .expect("in time");
}

//! Whatever a client asks of the simulated PBX, it answers and goes on.
#![cfg(feature = "sim")]
#![allow(clippy::disallowed_types, reason = "a test is a client: it connects")]

mod sim_common;

use sim_common::company;
use switchhook_ami::action::ActionKind;
use switchhook_ami::sim::{Pbx, Settings, Version};
use switchhook_ami::wire::{Frame, Framer, Limits};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Headers that actions of the simulated PBX read.
const HEADERS: [&str; 45] = [
    "Channel",
    "Channel1",
    "Channel2",
    "Exten",
    "Context",
    "Priority",
    "Timeout",
    "Application",
    "Data",
    "Variable",
    "Value",
    "CallerID",
    "Account",
    "EarlyMedia",
    "Codecs",
    "ChannelId",
    "OtherChannelId",
    "Cause",
    "Queue",
    "Interface",
    "Penalty",
    "Paused",
    "MemberName",
    "StateInterface",
    "Position",
    "Caller",
    "Family",
    "Key",
    "Val",
    "Filename",
    "SrcFilename",
    "DstFilename",
    "Category",
    "Filter",
    "Operation",
    "Mailbox",
    "Device",
    "Endpoint",
    "EventMask",
    "Command",
    "ParkinglotName",
    "ParkingSpace",
    "BridgeUniqueid",
    "Seconds",
    "File",
];

const VALUES: [&str; 14] = [
    "",
    "-1",
    "0",
    "99999999999999999999999999",
    "18446744073709551615",
    "4294967295",
    "é\u{1F4DE}",
    "((((((",
    "/[/",
    "/.*/",
    "PJSIP/",
    "../../etc/passwd",
    "SIP/é-00000001,,,,|||",
    "Local/800@switchhook-phones/n",
];

async fn answers(stream: &mut TcpStream, asked: String, count: usize) {
    stream.write_all(asked.as_bytes()).await.expect("it reads");
    let mut framer = Framer::without_banner(Limits::default());
    let mut buffer = vec![0; 64 * 1024];
    let mut answered = 0;
    while answered < count {
        while let Some(frame) = framer.next() {
            if let Frame::Message(message) = frame {
                answered += usize::from(message.get("Ping") == Some("Pong"));
            }
        }
        if answered < count {
            let read = tokio::time::timeout(std::time::Duration::from_secs(20), stream.read(&mut buffer));
            let length = read
                .await
                .unwrap_or_else(|_| panic!("silent after\n{asked}"))
                .expect("readable");
            assert!(length > 0, "closed after\n{asked}");
            framer.push(&buffer[..length]);
        }
    }
}

#[tokio::test]
async fn no_action_with_odd_values_stops_the_pbx() {
    for version in [Version::V22, Version::V16] {
        let settings = Settings {
            version,
            ..Settings::default()
        };
        let pbx = Pbx::start("127.0.0.1:0", company(), settings)
            .await
            .expect("loopback");
        let mut stream = TcpStream::connect(pbx.addr()).await.expect("loopback");
        let login =
            "Action: Login\r\nUsername: portal\r\nSecret: secret\r\nEvents: off\r\n\r\nAction: Ping\r\n\r\n";
        answers(&mut stream, login.to_owned(), 1).await;
        for kind in ActionKind::all() {
            let name = kind.as_str();
            if ["Logoff", "Login", "Events", "WaitEvent", "Filter", "Challenge"].contains(&name) {
                continue;
            }
            let mut asked = String::new();
            for value in VALUES {
                asked.push_str(&format!("Action: {name}\r\n"));
                for header in HEADERS {
                    asked.push_str(&format!("{header}: {value}\r\n"));
                }
                for (header, of) in [("Action", "NewCat"), ("Action", "Append"), ("Action", "Insert")] {
                    let number = of.len();
                    asked.push_str(&format!(
                        "{header}-{number:06}: {of}\r\nCat-{number:06}: {value}\r\nVar-{number:06}: {value}\r\n\
                         Value-{number:06}: {value}\r\nLine-{number:06}: {value}\r\n"
                    ));
                }
                asked.push_str("\r\n");
            }
            asked.push_str("Action: Ping\r\n\r\n");
            answers(&mut stream, asked, 1).await;
        }
    }
}

#[tokio::test]
async fn bad_filters_are_refused_and_costly_ones_cost_little() {
    let pbx = Pbx::start("127.0.0.1:0", company(), Settings::default())
        .await
        .expect("loopback");
    let mut stream = TcpStream::connect(pbx.addr()).await.expect("loopback");
    let mut asked = "Action: Login\r\nUsername: portal\r\nSecret: secret\r\n\r\n".to_owned();
    for filter in [
        "(",
        "[",
        "*",
        "(a*)*b",
        "(.*)*(.*)*(.*)*x{1000}",
        "(x{1000}){1000}",
        "\\",
        "!",
        "é",
        "(?i",
        "a{99999999999}",
    ] {
        asked.push_str(&format!(
            "Action: Filter\r\nOperation: Add\r\nFilter: {filter}\r\n\r\n"
        ));
    }
    let noise = "Action: UserEvent\r\nUserEvent: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n\r\n";
    asked.push_str(&noise.repeat(50));
    asked.push_str("Action: Ping\r\n\r\n");
    answers(&mut stream, asked, 1).await;
}

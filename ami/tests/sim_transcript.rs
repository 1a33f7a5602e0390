//! What a real Asterisk answered, the simulated PBX answers too: the same actions, the same bytes.
#![cfg(feature = "sim")]

mod sim_common;

use sim_common::{Client, company, phone, settings};
use switchhook_ami::sim::{Pbx, SimQueue};

const TRANSCRIPT: &str = include_str!("sim_transcripts/22.10.1-configuration.txt");

/// The file as it was before the first action.
const FILE: &str = "[base](!)\ntype = wizard\n\n[a](base)\none = 1\ntwo => x=y\n\n[b]\none = 1\none = 2\n";

/// Every action with the messages that answered it.
fn exchanges() -> Vec<(String, Vec<String>)> {
    let mut exchanges: Vec<(String, Vec<String>)> = Vec::new();
    let lines = TRANSCRIPT
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect::<Vec<_>>();
    for message in lines
        .split(|line| line.is_empty())
        .filter(|message| !message.is_empty())
    {
        let text: String = message.iter().map(|line| format!("{}\r\n", &line[3..])).collect();
        match exchanges.last_mut() {
            Some((_, answers)) if message[0].starts_with("S: ") => answers.push(text + "\r\n"),
            _ => exchanges.push((text + "\r\n", Vec::new())),
        }
    }
    exchanges
}

#[tokio::test]
async fn the_simulated_pbx_answers_as_the_real_one_did() {
    let mut company = company();
    company.phones = vec![phone("aa", "100", ""), phone("bb", "101", "")];
    company.queues = vec![SimQueue {
        name: "support".into(),
        extension: "800".into(),
        members: vec![("Local/1@internal".into(), "Jean".into())],
    }];
    company.files = vec![("x.conf".into(), FILE.into())];
    let pbx = Pbx::start("127.0.0.1:0", company, settings()).await.unwrap();
    let mut client = Client::deaf(&pbx).await;
    let exchanges = exchanges();
    assert!(exchanges.len() > 100, "{}", exchanges.len());
    for (action, answers) in exchanges {
        client.send(&action).await;
        for answer in answers {
            assert_eq!(client.message().await, answer, "to {action}");
        }
    }
}

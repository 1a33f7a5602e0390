//! One list of actions for the simulated PBX and for the real one: names and order of all headers of every answer, and
//! the events that follow, are those that `22.txt` and `16.txt` hold. These files were written by Asterisk itself:
//!
//! ```sh
//! SWITCHHOOK_AMI_ADDR=… SWITCHHOOK_AMI_USER=… SWITCHHOOK_AMI_SECRET=… SWITCHHOOK_CONFORMANCE_RECORD=1 \
//!     cargo test -p switchhook-ami --all-features --test conformance -- --ignored
//! ```
//!
//! The real side is the company of `examples/asterisk`, whose phones 100, 101 and 102 answer, 103 is busy, 104 rings and
//! 105 is not there; `.ci/levels/live` plays them.
#![cfg(feature = "sim")]
#![allow(
    clippy::disallowed_methods,
    reason = "reads the environment, the clock and its own files"
)]

mod company;
mod shape;
mod steps;
mod talk;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use shape::Shape;
use steps::Step;
use switchhook_ami::sim::Version;
use talk::{Heard, Peer};

const LIST: &str = include_str!("list.txt");

fn expected_file(version: Version) -> PathBuf {
    let name = match version {
        Version::V16 => "16.txt",
        _ => "22.txt",
    };
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/conformance")
        .join(name)
}

fn write(heard: &[Heard]) -> String {
    let mut text = String::from("# Written by a real Asterisk: see main.rs. Do not edit.\n");
    for step in heard {
        let _ = writeln!(text, "\n== {}", step.title);
        for shape in &step.answer {
            shape.write("S: ", &mut text);
        }
        for shape in &step.events {
            shape.write("E: ", &mut text);
        }
    }
    text
}

fn read(text: &str) -> Vec<Heard> {
    let mut steps: Vec<Heard> = Vec::new();
    for block in text.split("\n\n") {
        let mut lines: Vec<&str> = block.lines().filter(|line| !line.starts_with('#')).collect();
        lines.retain(|line| !line.is_empty());
        if let Some(title) = lines.first().and_then(|line| line.strip_prefix("== ")) {
            steps.push(Heard {
                title: title.to_owned(),
                answer: Vec::new(),
                events: Vec::new(),
            });
            lines.remove(0);
        }
        let (Some(first), Some(step)) = (lines.first(), steps.last_mut()) else {
            continue;
        };
        let shapes = if first.starts_with("S: ") {
            &mut step.answer
        } else {
            &mut step.events
        };
        shapes.push(Shape::read(lines.iter().map(|line| &line[3..])));
    }
    steps
}

/// Where two hearings differ, for people. Answers must be equal in every message. Of the events, those that the list
/// awaits must have the same form on both sides, and whatever else is heard must have the headers that
/// Asterisk gave it somewhere in the list; what the dialplan of one side does besides is its own affair.
fn differences(steps: &[Step], expected: &[Heard], heard: &[Heard]) -> String {
    let mut text = String::new();
    let forms: Vec<&Shape> = expected.iter().flat_map(|step| &step.events).collect();
    for (step, heard) in steps.iter().zip(heard) {
        let Some(expected) = expected.iter().find(|other| other.title == step.title) else {
            let _ = writeln!(text, "== {}: not in the expected file; record it", step.title);
            continue;
        };
        let one = &expected.answer;
        if one.len() != heard.answer.len() || !one.iter().zip(&heard.answer).all(|(a, b)| a.matches(b)) {
            report(&mut text, &step.title, one, &heard.answer);
        }
        let invented: Vec<Shape> = heard
            .events
            .iter()
            .filter(|shape| !forms.iter().any(|other| shape.has_names_of(other)))
            .cloned()
            .collect();
        if !invented.is_empty() {
            let same_name = |shape: &&Shape| invented.iter().any(|other| other.title() == shape.title());
            let same_name: Vec<Shape> = expected.events.iter().filter(same_name).cloned().collect();
            report(&mut text, &step.title, &same_name, &invented);
        }
        for name in &step.awaited {
            let of = |shapes: &[Shape]| {
                shapes
                    .iter()
                    .filter(|s| s.title() == name)
                    .cloned()
                    .collect::<Vec<_>>()
            };
            let (wanted, found) = (of(&expected.events), of(&heard.events));
            if !wanted
                .iter()
                .any(|shape| found.iter().any(|other| shape.is_form_of(other)))
            {
                let _ = writeln!(text, "== {}: the event {name} differs", step.title);
                report(&mut text, &step.title, &wanted, &found);
            }
        }
    }
    text
}

fn report(text: &mut String, title: &str, expected: &[Shape], heard: &[Shape]) {
    let _ = writeln!(text, "== {title}");
    for (prefix, shapes, others) in [("  expected ", expected, heard), ("     heard ", heard, expected)] {
        for shape in shapes
            .iter()
            .filter(|shape| !others.iter().any(|other| shape.matches(other)))
        {
            shape.write(prefix, text);
        }
    }
}

async fn sim_answers_as(version: Version) {
    let expected = std::fs::read_to_string(expected_file(version)).expect("the expected file is in the tree");
    let expected = read(&expected);
    let steps = steps::steps(LIST);
    assert_eq!(expected.len(), steps.len(), "record the list again");
    let pbx = company::start(version).await;
    let peer = Peer {
        address: pbx.addr().to_string(),
        user: company::USER.into(),
        secret: company::SECRET.into(),
        quiet: Duration::from_millis(60),
        run: "1".into(),
    };
    let heard = talk::run(&peer, &steps).await;
    let differences = differences(&steps, &expected, &heard);
    assert!(differences.is_empty(), "{differences}");
}

#[tokio::test]
async fn the_simulated_pbx_answers_as_asterisk_22() {
    sim_answers_as(Version::V22).await;
}

#[tokio::test]
async fn the_simulated_pbx_answers_as_asterisk_16() {
    sim_answers_as(Version::V16).await;
}

#[tokio::test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
async fn asterisk_answers_as_expected() {
    let variable = |name: &str| {
        std::env::var(name)
            .unwrap_or_else(|_| panic!("needs a real Asterisk: see examples/asterisk ({name} is not set)"))
    };
    let peer = Peer {
        address: variable("SWITCHHOOK_AMI_ADDR"),
        user: variable("SWITCHHOOK_AMI_USER"),
        secret: variable("SWITCHHOOK_AMI_SECRET"),
        quiet: Duration::from_millis(400),
        run: std::process::id().to_string(),
    };
    let version = talk::version(&peer).await;
    let steps = steps::steps(LIST);
    let heard = talk::run(&peer, &steps).await;
    if std::env::var("SWITCHHOOK_CONFORMANCE_RECORD").is_ok() {
        std::fs::write(expected_file(version), write(&heard)).expect("the folder can be written");
        return;
    }
    let expected = std::fs::read_to_string(expected_file(version)).expect("the expected file is in the tree");
    let differences = differences(&steps, &read(&expected), &heard);
    assert!(differences.is_empty(), "{differences}");
}

//! What does a real Asterisk write into `Master.csv` when a call to the outside is transferred? Records it for
//! switchhook-rating's tests.
//!
//! `cargo run -p switchhook-rig --example transfers -- rating/testdata/transfers`
//!
//! Files that exist are left alone.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use switchhook_rig::{Behaviour, Instance, Manager, Reply, Task, Version};

type Outcome = Result<(), Box<dyn Error>>;

const SOON: Duration = Duration::from_secs(10);
/// Long enough to be told from the others in whole seconds.
const TALK: Duration = Duration::from_secs(2);

fn main() -> Outcome {
    let folder = std::env::args()
        .nth(1)
        .map(PathBuf::from)
        .ok_or("say where to write: transfers rating/testdata/transfers")?;
    fs::create_dir_all(&folder)?;
    for version in Version::wanted()? {
        for (name, record) in [("blind", blind as fn(&Instance) -> Outcome), ("bridged", bridged)] {
            let path = folder.join(format!("{version}-{name}.csv"));
            if path.exists() {
                continue;
            }
            let pbx = Instance::start(version)?;
            record(&pbx)?;
            keep(&pbx, &path)?;
        }
    }
    Ok(())
}

/// Alice talks to the outside, and sends it to Emma, who talks for as long again.
fn blind(pbx: &Instance) -> Outcome {
    let (mut events, mut calls) = (login(pbx, Task::Events)?, login(pbx, Task::Calls)?);
    let _outside = pbx.trunk(&Behaviour::answer())?;
    let emma = pbx.phone("104", &Behaviour::answer())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("263113")?;
    call.answered(SOON)?;
    let channel = joined(&mut events, "PJSIP/100-")?;
    sleep(TALK);
    let there = [("Context", "internal"), ("Exten", "104")];
    calls.ask(&[&[("Action", "BlindTransfer"), ("Channel", &channel)], &there[..]].concat())?;
    emma.answered(1, SOON)?;
    let channel = joined(&mut events, "PJSIP/104-")?;
    sleep(TALK);
    calls.ask(&[("Action", "Hangup"), ("Channel", &channel), ("Cause", "16")])?;
    emma.ended(1, SOON)?;
    last_record(&mut events)
}

/// Alice talks to the outside, asks Emma in a second call, and the two are joined, as an attended transfer does.
fn bridged(pbx: &Instance) -> Outcome {
    let (mut events, mut calls) = (login(pbx, Task::Events)?, login(pbx, Task::Calls)?);
    let _outside = pbx.trunk(&Behaviour::answer())?;
    let emma = pbx.phone("104", &Behaviour::answer())?;
    let alice = pbx.phone("100", &Behaviour::answer())?;
    let mut call = alice.calls("263113")?;
    call.answered(SOON)?;
    let trunk = joined(&mut events, "PJSIP/trunk-")?;
    sleep(TALK);
    let mut question = alice.calls("104")?;
    question.answered(SOON)?;
    let emmas = joined(&mut events, "PJSIP/104-")?;
    sleep(TALK);
    calls.ask(&[("Action", "Bridge"), ("Channel1", &trunk), ("Channel2", &emmas)])?;
    sleep(TALK);
    calls.ask(&[("Action", "Hangup"), ("Channel", &emmas), ("Cause", "16")])?;
    emma.ended(1, SOON)?;
    last_record(&mut events)
}

fn login(pbx: &Instance, task: Task) -> Result<Manager, Box<dyn Error>> {
    let (user, secret) = pbx.account(task);
    let mut manager = Manager::connect(pbx.ami_addr())?;
    manager.login(user, secret.expose())?;
    Ok(manager)
}

/// The channel of a phone that enters a bridge.
fn joined(manager: &mut Manager, name: &str) -> Result<String, Box<dyn Error>> {
    let is_it = |message: &Reply| {
        message.is_event("BridgeEnter")
            && message
                .get("Channel")
                .is_some_and(|channel| channel.starts_with(name))
    };
    let event = manager.event(SOON, is_it)?;
    Ok(event
        .get("Channel")
        .ok_or("an event without its channel")?
        .to_owned())
}

/// Waits until no further record comes.
fn last_record(manager: &mut Manager) -> Outcome {
    manager.event(SOON, |message| message.is_event("Cdr"))?;
    while manager.event(TALK, |message| message.is_event("Cdr")).is_ok() {}
    Ok(())
}

fn keep(pbx: &Instance, path: &Path) -> Outcome {
    let text = fs::read_to_string(pbx.log_dir().join("cdr-csv/Master.csv"))?;
    print(&text);
    Ok(fs::write(path, text)?)
}

#[expect(
    clippy::print_stdout,
    reason = "what was recorded is what somebody wants to see"
)]
fn print(text: &str) {
    println!("{text}");
}

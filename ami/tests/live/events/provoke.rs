//! Events that no action of the other chapters brings.

use std::time::Duration;

use switchhook_ami::Secret;
use switchhook_ami::action::{
    Agi, Atxfer, Hangup, Originate, Outcome, Ping, QueueAdd, QueueRemove, QueueStatus, RawAction, Setvar,
    Target,
};
use switchhook_ami::client::{Client, Config};
use switchhook_ami::proto::LoginMethod;
use switchhook_rig::{Behaviour, Laboratory};

use crate::SOON;
use crate::lab::{Lab, account};

pub(crate) async fn security(lab: &Lab) {
    let address = lab.rig.pbx.ami_addr().to_string();
    let wrong = |user: &str| Config::new(&*address, user, Secret::new("wrong"));
    for (config, event) in [
        (
            wrong(Laboratory::USER).login(LoginMethod::Plain),
            "InvalidPassword",
        ),
        (
            wrong(Laboratory::USER).login(LoginMethod::Md5),
            "ChallengeResponseFailed",
        ),
        (wrong("nobody").login(LoginMethod::Plain), "InvalidAccountID"),
        (account(&lab.rig, Laboratory::WALLED), "FailedACL"),
    ] {
        let mark = lab.log.mark();
        Client::connect(config).await.expect_err(event);
        lab.log
            .event(mark, event, |e| e.event_name() == Some(event))
            .await;
    }
    let mark = lab.log.mark();
    let once = Client::connect(account(&lab.rig, Laboratory::SINGLE))
        .await
        .expect("once");
    Client::connect(account(&lab.rig, Laboratory::SINGLE))
        .await
        .expect_err("not twice");
    lab.log
        .event(mark, "SessionLimit", |e| e.event_name() == Some("SessionLimit"))
        .await;
    once.send(QueueStatus::all()).await.expect("open to all");
    once.send(RawAction::new("CoreStatus"))
        .await
        .expect_err("not its right");
    lab.log
        .named(mark, "RequestNotAllowed", "AccountID", Laboratory::SINGLE)
        .await;
    once.send(Ping).await.expect("a pong");
    once.close().await;
}

pub(crate) async fn dialplan(lab: &Lab) {
    let mark = lab.log.mark();
    let call = lab.call("handler").await;
    lab.log
        .named(mark, "HangupHandlerPush", "Channel", &call.second)
        .await;
    lab.log
        .named(mark, "HangupHandlerPop", "Channel", &call.second)
        .await;
    lab.ask(Setvar::new("CHANNEL(accountcode)", "other").channel(&*call.second))
        .await;
    lab.log
        .named(mark, "NewAccountCode", "OldAccountCode", "laboratory")
        .await;
    lab.ask(Setvar::new("CALLERID(name)", "Renée").channel(&*call.second))
        .await;
    lab.log.named(mark, "NewCallerid", "CallerIDName", "Renée").await;
    lab.ask(Setvar::new("CONNECTEDLINE(name)", "Renée").channel(&*call.second))
        .await;
    lab.log
        .named(mark, "NewConnectedLine", "ConnectedLineName", "Renée")
        .await;
    lab.ask(Hangup::channel(&*call.first)).await;
    lab.log
        .named(mark, "HangupHandlerRun", "Channel", &call.second)
        .await;
    let mark = lab.log.mark();
    let call = lab.call("agi").await;
    lab.log
        .named(mark, "AsyncAGIStart", "Channel", &call.second)
        .await;
    lab.ask(Agi::new(&*call.second, "EXEC Wait 0").command_id("exec"))
        .await;
    lab.log.named(mark, "AGIExecStart", "Channel", &call.second).await;
    lab.log.named(mark, "AGIExecEnd", "Channel", &call.second).await;
    lab.ask(Hangup::channel(&*call.first)).await;
}

/// A call into `extension` whose other end speaks; gives the end in the extension.
async fn speaking(lab: &Lab, extension: &str, words: &str) -> String {
    let call = Originate::new(
        format!("Local/{extension}@lab/n"),
        Target::application("Playback", words),
    );
    let outcome = lab.ask(call.timeout(SOON)).await;
    let Outcome::Answered { channel, .. } = outcome else {
        panic!("{extension}: {outcome:?}")
    };
    channel.as_str().replace(";1", ";2")
}

pub(crate) async fn speech(lab: &Lab) {
    let mark = lab.log.mark();
    let listener = speaking(lab, "listener", "vm-goodbye&silence/5").await;
    lab.log
        .named(mark, "ChannelTalkingStart", "Channel", &listener)
        .await;
    let member = speaking(lab, "conference", "demo-congrats").await;
    lab.log.named(mark, "ConfbridgeTalking", "Channel", &member).await;
    lab.log
        .named(mark, "ChannelTalkingStop", "Channel", &listener)
        .await;
    lab.hang_up_all().await;

    // Of a channel that is gone before Asterisk tells of it, nothing is told: on a busy machine it takes another try.
    let mut told = false;
    for _ in 0..3 {
        told = told || spied_upon(lab).await;
    }
    assert!(told, "no ChanSpyStop after three ChanSpyStart");
    let music = lab.call("music").await;
    lab.log
        .named(mark, "MusicOnHoldStart", "Channel", &music.second)
        .await;
    lab.hang_up_all().await;
    lab.log
        .named(mark, "MusicOnHoldStop", "Channel", &music.second)
        .await;
}

/// Whether the end of listening was told, too.
async fn spied_upon(lab: &Lab) -> bool {
    let mark = lab.log.mark();
    let spied = lab.call("speech").await;
    let spy = lab.call("spy").await;
    let begun = lab
        .log
        .named(mark, "ChanSpyStart", "SpyerChannel", &spy.second)
        .await;
    assert!(
        begun
            .get("SpyeeChannel")
            .is_some_and(|name| name.starts_with("Local/speech@lab-")),
        "{begun:?}"
    );
    // One after the other: of two that go together, nothing may be told.
    lab.ask(Hangup::channel(&*spied.first)).await;
    let stopped = lab.log.within(Duration::from_secs(5), mark, |event| {
        event.event_name() == Some("ChanSpyStop") && event.get("SpyerChannel") == Some(&*spy.second)
    });
    let told = stopped.await.is_some();
    lab.hang_up_all().await;
    told
}

pub(crate) async fn transfer(lab: &Lab) {
    let mark = lab.log.mark();
    let call = lab.call("dialler").await;
    lab.log.named(mark, "BridgeEnter", "Channel", &call.second).await;
    let mark = lab.log.mark();
    lab.ask(Atxfer::new(&*call.second, "8001").context("lab")).await;
    // Both are in the bridge of the consultation.
    for name in ["Local/8001@lab", &*call.second] {
        lab.log
            .event(mark, "the consultation", |event| {
                event.event_name() == Some("BridgeEnter")
                    && event
                        .get("Channel")
                        .is_some_and(|channel| channel.starts_with(name))
            })
            .await;
    }
    lab.ask(Hangup::channel(&*call.second)).await;
    let done = lab
        .log
        .named(mark, "AttendedTransfer", "OrigTransfererChannel", &call.second)
        .await;
    assert_eq!(done.get("Result"), Some("Success"));
    lab.hang_up_all().await;
}

pub(crate) async fn optimized(lab: &Lab) {
    let mark = lab.log.mark();
    let _call = lab.call("chain").await;
    lab.log
        .event(mark, "the end of an optimization", |event| {
            event.event_name() == Some("LocalOptimizationEnd") && event.get("Success").is_some()
        })
        .await;
    lab.hang_up_all().await;
}

/// A telephone that hears somebody speak: after five seconds each side is told how it arrives.
pub(crate) async fn sound(lab: &Lab) {
    let _phone = lab
        .rig
        .pbx
        .phone("104", &Behaviour::answer())
        .expect("registered");
    let call = Originate::new("PJSIP/104", Target::application("Playback", "demo-congrats")).timeout(SOON);
    lab.ask(call).await;
    lab.log
        .event(0, "RTCPSent", |event| event.event_name() == Some("RTCPSent"))
        .await;
}

pub(crate) async fn picked_up(lab: &Lab) {
    let mark = lab.log.mark();
    let caller = Originate::new("Local/ringing@lab/n", Target::application("Wait", "60"));
    let client = lab.client.clone();
    let calling = tokio::spawn(async move { client.send(caller.timeout(SOON)).await });
    lab.log
        .event(mark, "DialState", |event| {
            event.event_name() == Some("DialState")
                && event.get("DialStatus") == Some("RINGING")
                && event
                    .get("DestChannel")
                    .is_some_and(|name| name.starts_with("Local/ring@lab"))
        })
        .await;
    let taker = Originate::new("Local/pickup@lab/n", Target::application("Wait", "60"));
    let client = lab.client.clone();
    let taking = tokio::spawn(async move { client.send(taker.timeout(SOON)).await });
    let taken = lab
        .log
        .event(mark, "Pickup", |event| event.event_name() == Some("Pickup"))
        .await;
    assert!(
        taken
            .get("TargetChannel")
            .is_some_and(|name| name.starts_with("Local/ring")),
        "{taken:?}"
    );
    lab.hang_up_all().await;
    for call in [calling, taking] {
        call.await.expect("not stopped").expect("an outcome");
    }
}

pub(crate) async fn member(lab: &Lab) {
    let mark = lab.log.mark();
    let member = QueueAdd::new("sales", "Local/answer@lab").state_interface("Custom:member");
    lab.ask(member).await;
    lab.ask(Setvar::new("DEVICE_STATE(Custom:member)", "INUSE")).await;
    let told = lab
        .log
        .named(mark, "QueueMemberStatus", "StateInterface", "Custom:member")
        .await;
    assert_eq!(told.get("Status"), Some("2"));
    lab.ask(QueueRemove::new("sales", "Local/answer@lab")).await;
}

pub(crate) async fn message(lab: &Lab) {
    let mark = lab.log.mark();
    let speaker = speaking(lab, "message", "demo-congrats").await;
    // Longer than the shortest message that is kept, a second, and the beep before it.
    tokio::time::sleep(Duration::from_secs(3)).await;
    lab.ask(Hangup::channel(speaker)).await;
    let waiting = lab
        .log
        .event(mark, "MessageWaiting", |event| {
            event.event_name() == Some("MessageWaiting")
        })
        .await;
    assert!(
        waiting
            .get("Mailbox")
            .is_some_and(|mailbox| mailbox.starts_with("103@")),
        "{waiting:?}"
    );
    assert_eq!(waiting.get("Waiting"), Some("1"));
    lab.hang_up_all().await;
}

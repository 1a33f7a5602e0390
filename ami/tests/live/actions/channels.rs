//! What can be done to a channel.

use std::time::Duration;

use switchhook_ami::action::{
    AbsoluteTimeout, Agi, AocCharge, AocKind, AocMessage, AocMultiplier, AocTotal, AudioSide,
    ControlPlayback, CoreShowChannelMap, CoreShowChannels, Getvar, Hangup, LocalOptimizeAway, MixMonitor,
    MixMonitorMute, MuteAudio, PjsipHangup, PlayDtmf, PlayMf, PlaybackControl, RecordingSide, Redirect,
    SendFlash, SendText, Setvar, Status, StopMixMonitor,
};
use switchhook_ami::{ChannelName, HangupCause};
use switchhook_rig::Behaviour;

use crate::SOON;
use crate::lab::{Call, Lab, find};

pub(super) async fn chapter(lab: &Lab) {
    let call = lab.call("answer").await;
    seen(lab, &call).await;
    heard(lab, &call).await;
    recorded(lab, &call).await;
    charged(lab, &call).await;

    let mark = lab.log.mark();
    lab.ask(Redirect::new(&*call.second, "echo", "lab", 1)).await;
    lab.log
        .event(mark, "Newexten of Echo", |event| {
            event.get("Application") == Some("Echo") && event.get("Channel") == Some(&call.second)
        })
        .await;
    let mark = lab.log.mark();
    let cut = lab
        .ask(Hangup::channel(&*call.first).cause(HangupCause::Busy))
        .await;
    assert!(cut.channels.is_empty());
    let gone = lab.log.named(mark, "Hangup", "Channel", &call.first).await;
    assert_eq!(gone.get("Cause"), Some("17"));
    let refused = lab.refused(Hangup::channel("PJSIP/nobody-00000000")).await;
    assert_eq!(refused, "No such channel");

    optimized(lab).await;
    steered(lab).await;
    programmed(lab).await;
    if lab.is_22() {
        hung_up_by_pjsip(lab).await;
    }
    // Each call has two ends. A pattern reaches both, unless one takes the other along first.
    let call = lab.call("answer").await;
    let all = lab.ask(Hangup::matching("^Local/answer@lab-")).await;
    let names: Vec<_> = all.channels.iter().map(ChannelName::as_str).collect();
    let ours = |name: &&str| *name == call.first || *name == call.second;
    assert!(!names.is_empty() && names.iter().all(ours), "{names:?}");
    lab.hang_up_all().await;
}

async fn seen(lab: &Lab, call: &Call) {
    let mark = lab.log.mark();
    lab.ask(Setvar::new("LAB", "x, y").channel(&*call.second)).await;
    let told = lab.log.named(mark, "VarSet", "Channel", &call.second).await;
    assert_eq!(
        (told.get("Variable"), told.get("Value")),
        (Some("LAB"), Some("x, y"))
    );
    let value = lab.ask(Getvar::new("LAB").channel(&*call.second)).await;
    assert_eq!(value.value().as_deref(), Some("x, y"));
    let channels = lab.ask(CoreShowChannels).await;
    let names: Vec<_> = channels
        .iter()
        .filter_map(|channel| channel.message().get("Channel"))
        .collect();
    assert!(
        names.contains(&&*call.first) && names.contains(&&*call.second),
        "{names:?}"
    );
    let status = lab
        .ask(Status::new().channel(&*call.second).all_variables(true))
        .await;
    let second = find(status.messages(), "Channel", &call.second);
    assert_eq!(second.get("AccountCode"), Some("laboratory"));
    assert!(
        second.get_all("Variable").any(|variable| variable == b"LAB=x, y"),
        "{second:?}"
    );
    let status = lab.ask(Status::new().variables(["LAB"])).await;
    assert_eq!(status.len(), channels.len());
    if lab.is_22() {
        // It maps who is connected with whom, and nobody is.
        assert!(
            lab.ask(CoreShowChannelMap::new().channel(&*call.first))
                .await
                .is_empty()
        );
    }
    lab.ask(AbsoluteTimeout::new(&*call.second, Duration::from_secs(100)))
        .await;
    let left = lab
        .ask(Getvar::new("TIMEOUT(absolute)").channel(&*call.second))
        .await;
    let left: f64 = left.value().expect("a time").parse().expect("seconds");
    assert!((80.0..=100.0).contains(&left), "{left}");
}

async fn heard(lab: &Lab, call: &Call) {
    let mark = lab.log.mark();
    lab.ask(PlayDtmf::new(&*call.second, "5").duration(Duration::from_millis(120)))
        .await;
    let end = lab
        .log
        .event(mark, "the end of digit 5", |event| {
            event.event_name() == Some("DTMFEnd") && event.get("Digit") == Some("5")
        })
        .await;
    assert_eq!(end.get("DurationMs"), Some("120"));
    lab.ask(PlayDtmf::new(&*call.second, "7").receive(true)).await;
    lab.log
        .event(mark, "digit 7", |event| {
            event.event_name() == Some("DTMFBegin") && event.get("Digit") == Some("7")
        })
        .await;
    lab.ask(PlayMf::new(&*call.second, "5").duration(Duration::from_millis(60)))
        .await;
    if lab.is_22() {
        lab.ask(SendFlash::new(&*call.second).receive(true)).await;
        lab.log.named(mark, "Flash", "Channel", &call.second).await;
    }
    lab.ask(SendText::new(&*call.second, "hello")).await;
    lab.ask(MuteAudio::new(&*call.second, AudioSide::All, true)).await;
    lab.ask(MuteAudio::new(&*call.second, AudioSide::All, false))
        .await;
}

async fn recorded(lab: &Lab, call: &Call) {
    let mark = lab.log.mark();
    let recording = lab
        .ask(
            MixMonitor::new(&*call.second)
                .file("live.wav")
                .options("i(LAB_ID)"),
        )
        .await;
    let id = lab.ask(Getvar::new("LAB_ID").channel(&*call.second)).await;
    let id = id.value().expect("an id").into_owned();
    assert!(!id.is_empty());
    // Asterisk says it in the answer only from 18 on.
    assert!(
        recording.mix_monitor_id().is_none_or(|told| told == id),
        "{recording:?}"
    );
    lab.log
        .named(mark, "MixMonitorStart", "Channel", &call.second)
        .await;
    lab.ask(MixMonitorMute::new(&*call.second, true).direction(RecordingSide::Read))
        .await;
    let muted = lab
        .log
        .named(mark, "MixMonitorMute", "Channel", &call.second)
        .await;
    assert_eq!(
        (muted.get("Direction"), muted.get("State")),
        (Some("read"), Some("1"))
    );
    lab.ask(StopMixMonitor::new(&*call.second).mix_monitor_id(&*id))
        .await;
    lab.log
        .named(mark, "MixMonitorStop", "Channel", &call.second)
        .await;
    let refused = lab.refused(StopMixMonitor::new("PJSIP/nobody-00000000")).await;
    assert!(refused.contains("No such channel"), "{refused}");
}

async fn charged(lab: &Lab, call: &Call) {
    for kind in [AocKind::During, AocKind::End] {
        let message = AocMessage::new(kind)
            .channel(&*call.second)
            .charge_type(AocCharge::Currency)
            .currency_amount(42)
            .currency_name("EUR")
            .currency_multiplier(AocMultiplier::OneHundredth)
            .total_type(AocTotal::Total);
        lab.ask(message).await;
    }
    let refused = lab.refused(AocMessage::new(AocKind::During)).await;
    assert!(refused.contains("Channel"), "{refused}");
}

async fn optimized(lab: &Lab) {
    // A local channel between two others leaves once it is asked to.
    let call = lab.call("forwarder").await;
    lab.ask(LocalOptimizeAway::new(&*call.second)).await;
    let refused = lab.refused(LocalOptimizeAway::new("PJSIP/nobody-00000000")).await;
    assert_eq!(refused, "Channel does not exist.");
    lab.ask(Hangup::channel(call.first)).await;
}

async fn steered(lab: &Lab) {
    let call = lab.call("speech").await;
    for control in [
        PlaybackControl::Pause,
        PlaybackControl::Restart,
        PlaybackControl::Stop,
    ] {
        lab.ask(ControlPlayback::new(&*call.second, control)).await;
    }
    // Stopped, the dialplan goes on.
    lab.log
        .event(0, "Newexten after the speech", |event| {
            event.event_name() == Some("Newexten")
                && event.get("Channel") == Some(&call.second)
                && event.get("Application") == Some("Wait")
        })
        .await;
    lab.ask(Hangup::channel(call.first)).await;
}

async fn programmed(lab: &Lab) {
    let mark = lab.log.mark();
    let call = lab.call("agi").await;
    lab.log
        .named(mark, "AsyncAGIStart", "Channel", &call.second)
        .await;
    lab.ask(Agi::new(&*call.second, "GET VARIABLE EXTEN").command_id("lab-agi"))
        .await;
    let done = lab.log.named(mark, "AsyncAGIExec", "CommandID", "lab-agi").await;
    assert!(
        done.get("Result").is_some_and(|result| result.contains("agi")),
        "{done:?}"
    );
    let refused = lab.refused(Agi::new(&*call.first, "NOOP")).await;
    assert!(refused.starts_with("Failed to add AGI command"), "{refused}");
    lab.ask(Hangup::channel(call.first)).await;
    lab.log.named(mark, "AsyncAGIEnd", "Channel", &call.second).await;
}

async fn hung_up_by_pjsip(lab: &Lab) {
    // It ends calls that came in and were not answered, with a SIP status.
    let pbx = &lab.rig.pbx;
    let caller = pbx.phone("100", &Behaviour::answer()).expect("registered");
    let _called = pbx
        .phone("101", &Behaviour::RingWithoutAnswer)
        .expect("registered");
    let mark = lab.log.mark();
    let mut call = caller.calls("101").expect("dialled");
    let made = lab
        .log
        .event(mark, "the caller's channel", |event| {
            event.event_name() == Some("Newchannel")
                && event
                    .get("Channel")
                    .is_some_and(|name| name.starts_with("PJSIP/100-"))
        })
        .await;
    call.rings(SOON).expect("rings");
    let channel = made.get("Channel").expect("its name");
    lab.ask(PjsipHangup::channel(channel)).await;
    lab.log.named(mark, "Hangup", "Channel", channel).await;
    let status = call.refused(SOON).expect("refused");
    assert!((400..700).contains(&status), "{status}");
}

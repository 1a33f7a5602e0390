//! Bridges, transfers, parking.

use std::time::Duration;

use switchhook_ami::action::{
    Atxfer, BlindTransfer, Bridge, BridgeDestroy, BridgeInfo, BridgeKick, BridgeList, BridgeTechnologyList,
    BridgeTechnologySuspend, BridgeTechnologyUnsuspend, BridgeTone, CancelAtxfer, CoreShowChannelMap, Hangup,
    Park, ParkedCalls, Parkinglots, Redirect,
};

use crate::lab::{Call, Lab, find, item};

pub(super) async fn chapter(lab: &Lab) {
    joined(lab).await;
    transferred(lab).await;
    parked(lab).await;
    technologies(lab).await;
    lab.hang_up_all().await;
}

/// Joins the first ends of two calls; gives the bridge.
async fn bridged(lab: &Lab, one: &Call, two: &Call) -> String {
    let mark = lab.log.mark();
    lab.ask(Bridge::new(&*one.first, &*two.first).tone(BridgeTone::Nobody))
        .await;
    let entered = lab.log.named(mark, "BridgeEnter", "Channel", &one.first).await;
    lab.log.named(mark, "BridgeEnter", "Channel", &two.first).await;
    entered.get("BridgeUniqueid").expect("its id").to_owned()
}

async fn joined(lab: &Lab) {
    let (one, two) = (lab.call("answer").await, lab.call("answer").await);
    let bridge = bridged(lab, &one, &two).await;
    let bridges = lab.ask(BridgeList::new()).await;
    let listed = find(bridges.messages(), "BridgeUniqueid", &bridge);
    assert_eq!(
        (listed.get("BridgeType"), listed.get("BridgeNumChannels")),
        (Some("basic"), Some("2"))
    );
    assert!(
        lab.ask(BridgeList::new().bridge_type("nonsense"))
            .await
            .is_empty()
    );
    let inside = lab.ask(BridgeInfo::new(&*bridge)).await;
    assert_eq!(inside.len(), 2);
    find(inside.messages(), "Channel", &two.first);
    if lab.is_22() {
        let map = lab.ask(CoreShowChannelMap::new().channel(&*one.first)).await;
        find(map.messages(), "ConnectedChannel", &two.first);
    }
    let mark = lab.log.mark();
    lab.ask(BridgeKick::new(&*two.first).bridge_id(&*bridge)).await;
    lab.log.named(mark, "BridgeLeave", "Channel", &two.first).await;

    let (one, two) = (lab.call("answer").await, lab.call("answer").await);
    let bridge = bridged(lab, &one, &two).await;
    let mark = lab.log.mark();
    lab.ask(BridgeDestroy::new(&*bridge)).await;
    lab.log
        .named(mark, "BridgeDestroy", "BridgeUniqueid", &bridge)
        .await;
    let refused = lab.refused(BridgeInfo::new(&*bridge)).await;
    assert!(refused.contains("not found"), "{refused}");
}

async fn transferred(lab: &Lab) {
    let (one, two) = (lab.call("answer").await, lab.call("answer").await);
    bridged(lab, &one, &two).await;
    let mark = lab.log.mark();
    lab.ask(BlindTransfer::new(&*one.first, "echo").context("lab"))
        .await;
    let done = lab
        .log
        .named(mark, "BlindTransfer", "TransfererChannel", &one.first)
        .await;
    assert_eq!(
        (done.get("Result"), done.get("Extension")),
        (Some("Success"), Some("echo"))
    );

    // Asterisk presses the keys of the feature and of the extension: one made of letters cannot be reached, and the
    // channel must be allowed to transfer. The other hears music meanwhile.
    let mark = lab.log.mark();
    let call = lab.call("dialler").await;
    lab.log.named(mark, "BridgeEnter", "Channel", &call.second).await;
    let music = async |word: &str| {
        lab.log
            .event(mark, word, |event| {
                event.event_name() == Some(word)
                    && event
                        .get("Channel")
                        .is_some_and(|name| name.starts_with("Local/answer@lab"))
            })
            .await
    };
    lab.ask(Atxfer::new(&*call.second, "9001").context("lab")).await;
    music("MusicOnHoldStart").await;
    lab.log
        .event(mark, "the consulted extension", |event| {
            event.event_name() == Some("Newexten") && event.get("Exten") == Some("9001")
        })
        .await;
    lab.ask(CancelAtxfer::new(&*call.second)).await;
    music("MusicOnHoldStop").await;
    let refused = lab.refused(CancelAtxfer::new("PJSIP/nobody-00000000")).await;
    assert!(refused.contains("does not exist"), "{refused}");
    lab.hang_up_all().await;
}

async fn parked(lab: &Lab) {
    let lots = lab.ask(Parkinglots).await;
    let lot = item!(lots, name: "default");
    assert_eq!((lot.start_space(), lot.stop_space()), (Some(701), Some(720)));
    let call = lab.call("answer").await;
    let mark = lab.log.mark();
    let park = Park::new(&*call.first)
        .timeout(Duration::from_secs(2))
        .timeout_channel("Local/answer@lab");
    lab.ask(park).await;
    let told = lab
        .log
        .named(mark, "ParkedCall", "ParkeeChannel", &call.first)
        .await;
    assert_eq!(told.get("Parkinglot"), Some("default"));
    let calls = lab.ask(ParkedCalls::new().parking_lot("default")).await;
    let listed = find(calls.messages(), "ParkeeChannel", &call.first);
    assert_eq!(listed.get("ParkingSpace"), told.get("ParkingSpace"));
    let refused = lab.refused(ParkedCalls::new().parking_lot("nowhere")).await;
    assert!(refused.contains("not be found"), "{refused}");
    lab.log
        .named(mark, "ParkedCallTimeOut", "ParkeeChannel", &call.first)
        .await;

    // One is fetched, one gives up.
    let (fetched, patient) = (lab.call("answer").await, lab.call("answer").await);
    let mark = lab.log.mark();
    lab.ask(Park::new(&*fetched.first).parking_space("715")).await;
    lab.ask(Park::new(&*patient.first)).await;
    lab.log
        .named(mark, "ParkedCall", "ParkeeChannel", &patient.first)
        .await;
    let space = lab
        .log
        .named(mark, "ParkedCall", "ParkeeChannel", &fetched.first)
        .await;
    let space = space.get("ParkingSpace").expect("where").to_owned();
    lab.ask(Redirect::new(&*fetched.second, "answer", "lab", 1)).await;
    let fetcher = lab.call("answer").await;
    lab.ask(Redirect::new(&*fetcher.second, &*space, "parkedcalls", 1))
        .await;
    lab.log
        .named(mark, "UnParkedCall", "ParkeeChannel", &fetched.first)
        .await;
    lab.ask(Hangup::channel(&*patient.first)).await;
    lab.log
        .named(mark, "ParkedCallGiveUp", "ParkeeChannel", &patient.first)
        .await;
}

async fn technologies(lab: &Lab) {
    let suspended = async || {
        let list = lab.ask(BridgeTechnologyList).await;
        let softmix = item!(list, bridge_technology: "softmix");
        assert_eq!(softmix.bridge_type().as_deref(), Some("MultiMix"));
        softmix.bridge_suspended() == Some(true)
    };
    lab.ask(BridgeTechnologySuspend::new("softmix")).await;
    assert!(suspended().await);
    lab.ask(BridgeTechnologyUnsuspend::new("softmix")).await;
    assert!(!suspended().await);
}

//! What 16 still has: res_monitor, chan_sip, chan_skinny.

use switchhook_ami::action::{
    ChangeMonitor, Monitor, PauseMonitor, SipNotify, SipPeerStatus, SipPeers, SipQualifyPeer, SipShowPeer,
    SipShowRegistry, SkinnyDevices, SkinnyLines, SkinnyShowDevice, SkinnyShowLine, StopMonitor,
    UnpauseMonitor,
};
use switchhook_rig::SccpPhone;

use crate::lab::{Lab, find, item};

pub(super) async fn chapter(lab: &Lab) {
    if lab.is_22() {
        return;
    }
    monitor(lab).await;
    sip(lab).await;
    skinny(lab).await;
}

async fn monitor(lab: &Lab) {
    let call = lab.call("answer").await;
    let mark = lab.log.mark();
    lab.ask(Monitor::new(&*call.second).file("lab-monitor").format("wav"))
        .await;
    lab.log.named(mark, "MonitorStart", "Channel", &call.second).await;
    lab.ask(PauseMonitor::new(&*call.second)).await;
    lab.ask(UnpauseMonitor::new(&*call.second)).await;
    lab.ask(ChangeMonitor::new(&*call.second, "lab-changed")).await;
    lab.ask(StopMonitor::new(&*call.second)).await;
    lab.log.named(mark, "MonitorStop", "Channel", &call.second).await;
    lab.hang_up_all().await;
}

async fn sip(lab: &Lab) {
    let reachable = async || {
        let peers = lab.ask(SipPeers).await;
        let peer = item!(peers, object_name: "lab");
        peer.status()
            .is_some_and(|status| status.starts_with("OK"))
            .then_some(())
    };
    lab.eventually("reachable peer", reachable).await;
    let status = lab.ask(SipPeerStatus::new()).await;
    assert_eq!(
        find(status.messages(), "Peer", "SIP/lab").get("PeerStatus"),
        Some("Reachable")
    );
    let peer = lab.ask(SipShowPeer::new("lab")).await;
    assert_eq!(
        (peer.context().as_deref(), peer.secret_exist()),
        (Some("internal"), Some(true))
    );
    assert_eq!(peer.address_ip().as_deref(), Some("127.0.0.1"));
    lab.ask(SipQualifyPeer::new("lab")).await;
    let registry = lab.ask(SipShowRegistry).await;
    assert_eq!(
        item!(registry, username: "lab").state().as_deref(),
        Some("Registered")
    );
    // A peer that does not answer at the moment cannot be told anything.
    lab.eventually("notified peer", async || {
        let told = lab.client.send(SipNotify::new("lab", "Event", "lab")).await;
        told.ok()
    })
    .await;
    lab.note("SIPnotify");
}

async fn skinny(lab: &Lab) {
    let _phone = SccpPhone::register(lab.rig.sccp_addr()).expect("registered");
    // Items and end are one message, since no item ends with an empty line.
    let mark = lab.tap.messages().len();
    lab.ask(SkinnyDevices).await;
    lab.ask(SkinnyLines).await;
    let told = lab.tap.messages().split_off(mark);
    assert_eq!(
        find(&told, "ObjectName", "labphone").get("Devicestatus"),
        Some("registered")
    );
    assert_eq!(find(&told, "ObjectName", "labline").get_all("Event").count(), 2);
    let device = lab.ask(SkinnyShowDevice::new("labphone")).await;
    assert_eq!(device.id().as_deref(), Some("SEP00E04C000001"));
    assert_eq!(
        (device.devicestatus().as_deref(), device.number_of_lines()),
        (Some("registered"), Some(1))
    );
    let line = lab.ask(SkinnyShowLine::new("labline")).await;
    assert_eq!(
        (line.device().as_deref(), line.transfer()),
        (Some("labphone"), Some(true))
    );
}

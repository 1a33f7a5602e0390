//! IAX2 and XMPP.

use std::time::Duration;

use switchhook_ami::action::{IaxNetstats, IaxPeerlist, IaxPeers, IaxRegistry, JabberSend};

use crate::lab::{Lab, item};

pub(super) async fn chapter(lab: &Lab) {
    let peers = lab.ask(IaxPeerlist).await;
    let peer = item!(peers, object_name: "lab");
    assert_eq!(
        (peer.channel_type().as_deref(), peer.dynamic()),
        (Some("IAX"), Some(true))
    );
    // The items of the other list bear no ActionID.
    let mark = lab.log.mark();
    let peers = lab.ask(IaxPeers).await;
    if peers.is_empty() {
        lab.log.named(mark, "PeerEntry", "ObjectName", "lab").await;
    } else {
        let _ = item!(peers, object_name: "lab");
    }
    let registrations = lab.ask(IaxRegistry).await;
    assert_eq!(
        item!(registrations, username: "lab").refresh(),
        Some(Duration::from_secs(60))
    );
    // Text for people; empty where there is no call, and a registration is one to Asterisk.
    let netstats = lab.ask(IaxNetstats).await;
    assert!(
        netstats.lines.iter().all(|line| line.split(' ').count() > 10),
        "{netstats:?}"
    );

    // Nobody is connected to a server, and Asterisk only says that it tries.
    lab.ask(JabberSend::new("lab", "someone@example.org", "hello"))
        .await;
}

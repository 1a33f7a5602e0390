// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn iax_peerlist() {
    let least = IaxPeerlist;
    let full = IaxPeerlist;
    assert_encodes(&least, "IAXpeerlist", "system,reporting", &[]);
    assert_encodes(&full, "IAXpeerlist", "system,reporting", &[]);
    assert_lists(&least, &["PeerEntry"], "PeerlistComplete", false);
}

#[test]
fn iax_peers() {
    let least = IaxPeers;
    let full = IaxPeers;
    assert_encodes(&least, "IAXpeers", "system,reporting", &[]);
    assert_encodes(&full, "IAXpeers", "system,reporting", &[]);
    assert_lists(&least, &["PeerEntry"], "PeerlistComplete", false);
}

#[test]
fn iax_registry() {
    let least = IaxRegistry;
    let full = IaxRegistry;
    assert_encodes(&least, "IAXregistry", "system,reporting", &[]);
    assert_encodes(&full, "IAXregistry", "system,reporting", &[]);
    assert_lists(&least, &["RegistryEntry"], "RegistrationsComplete", false);
}

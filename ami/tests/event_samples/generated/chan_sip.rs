// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    session_timeout: SessionTimeout reads
    ["SessionTimeout"]
    "Source" = "some text" => source "\"some text\""
}

samples! {
    sip_qualify_peer_done: SipQualifyPeerDone reads
    ["SIPQualifyPeerDone"]
    "Peer" = "some text" => peer "\"some text\""
}

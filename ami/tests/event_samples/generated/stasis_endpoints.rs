// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    contact_status: ContactStatus reads
    ["ContactStatus"]
    "URI" = "some text" => uri "\"some text\""
    "ContactStatus" = "NonQualified" => contact_status "NonQualified"
    "AOR" = "some text" => aor "\"some text\""
    "EndpointName" = "some text" => endpoint_name "\"some text\""
    "RoundtripUsec" = "1500" => round_trip "1.5ms"
}

samples! {
    peer_status: PeerStatus reads
    ["PeerStatus"]
    "ChannelType" = "some text" => channel_type "\"some text\""
    "Peer" = "some text" => peer "\"some text\""
    "PeerStatus" = "Reachable" => peer_status "Reachable"
    "Cause" = "some text" => cause "\"some text\""
    "Address" = "some text" => address "\"some text\""
    "Port" = "5060" => port "5060"
    "Time" = "1500" => time "1.5s"
}

// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

samples! {
    rtcp: Rtcp reads
    ["RTCPReceived", "RTCPSent"]
    "SSRC" = "some text" => ssrc "\"some text\""
    "PT" = "some text" => pt "\"some text\""
    "From" = "some text" => from "\"some text\""
    "RTT" = "3.250000" => rtt "3.25s"
    "ReportCount" = "42" => report_count "42"
    "SentNTP" = "1718000000.250000" => sent_ntp "Timestamp { seconds: 1718000000, micros: 250000 }"
    "SentRTP" = "4294967296" => sent_rtp "4294967296"
    "SentPackets" = "4294967296" => sent_packets "4294967296"
    "SentOctets" = "4294967296" => sent_octets "4294967296"
    "To" = "some text" => to "\"some text\""
}

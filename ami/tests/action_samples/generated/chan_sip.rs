// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use switchhook_ami::action::*;

use crate::support::*;

#[test]
fn sip_notify() {
    let least = SipNotify::new("some text", "NAME", "hunter2,b");
    let full = SipNotify::new("some text", "NAME", "hunter2,b")
        .variable("NAME", "hunter2,b")
        .call_id("some text");
    assert_encodes(
        &least,
        "SIPnotify",
        "system",
        &["Channel: some text", "Variable: NAME=hunter2\\,b"],
    );
    assert_encodes(
        &full,
        "SIPnotify",
        "system",
        &[
            "Channel: some text",
            "Variable: NAME=hunter2\\,b",
            "Variable: NAME=hunter2\\,b",
            "Call-ID: some text",
        ],
    );
    assert_simple(&least);
}

#[test]
fn sip_peers() {
    let least = SipPeers;
    let full = SipPeers;
    assert_encodes(&least, "SIPpeers", "system,reporting", &[]);
    assert_encodes(&full, "SIPpeers", "system,reporting", &[]);
    assert_lists(&least, &["PeerEntry"], "PeerlistComplete", false);
}

#[test]
fn sip_peer_status() {
    let least = SipPeerStatus::new();
    let full = SipPeerStatus::new().peer("some text");
    assert_encodes(&least, "SIPpeerstatus", "system", &[]);
    assert_encodes(&full, "SIPpeerstatus", "system", &["Peer: some text"]);
    assert_lists(&least, &["PeerStatus"], "SIPpeerstatusComplete", false);
}

#[test]
fn sip_qualify_peer() {
    let least = SipQualifyPeer::new("some text");
    let full = SipQualifyPeer::new("some text");
    assert_encodes(&least, "SIPqualifypeer", "system,reporting", &["Peer: some text"]);
    assert_encodes(&full, "SIPqualifypeer", "system,reporting", &["Peer: some text"]);
    assert_simple(&least);
}

#[test]
fn sip_show_peer() {
    let least = SipShowPeer::new("some text");
    let full = SipShowPeer::new("some text");
    assert_encodes(&least, "SIPshowpeer", "system,reporting", &["Peer: some text"]);
    assert_encodes(&full, "SIPshowpeer", "system,reporting", &["Peer: some text"]);
    let reply = assert_fields(
        &least,
        &[
            "Channeltype: some text",
            "ObjectName: some text",
            "ChanObjectType: some text",
            "SecretExist: Yes",
            "RemoteSecretExist: Yes",
            "MD5SecretExist: Yes",
            "Context: some text",
            "Language: some text",
            "ToneZone: some text",
            "Accountcode: some text",
            "AMAflags: some text",
            "CID-CallingPres: some text",
            "Callgroup: some text",
            "Pickupgroup: some text",
            "Named Callgroup: some text",
            "Named Pickupgroup: some text",
            "MOHSuggest: some text",
            "VoiceMailbox: some text",
            "TransferMode: some text",
            "LastMsgsSent: -1",
            "Maxforwards: 42",
            "Call-limit: 42",
            "Busy-level: 42",
            "MaxCallBR: some text",
            "Dynamic: Yes",
            "Callerid: some text",
            "RegExpire: some text",
            "SIP-AuthInsecure: some text",
            "SIP-Forcerport: Yes",
            "SIP-Comedia: Yes",
            "ACL: Yes",
            "SIP-CanReinvite: Yes",
            "SIP-DirectMedia: Yes",
            "SIP-PromiscRedir: Yes",
            "SIP-UserPhone: Yes",
            "SIP-VideoSupport: Yes",
            "SIP-TextSupport: Yes",
            "SIP-T.38Support: Yes",
            "SIP-T.38EC: some text",
            "SIP-T.38MaxDtgrm: 42",
            "SIP-Sess-Timers: some text",
            "SIP-Sess-Refresh: some text",
            "SIP-Sess-Expires: 42",
            "SIP-Sess-Min: 42",
            "SIP-RTP-Engine: some text",
            "SIP-Encryption: Yes",
            "SIP-RTCP-Mux: Yes",
            "SIP-DTMFmode: some text",
            "ToHost: some text",
            "Address-IP: some text",
            "Address-Port: 5060",
            "Default-addr-IP: some text",
            "Default-addr-port: 5060",
            "Default-Username: some text",
            "Codecs: some text",
            "Status: some text",
            "SIP-Useragent: some text",
            "Reg-Contact: some text",
            "QualifyFreq: some text",
            "Parkinglot: some text",
            "SIP-Use-Reason-Header: Yes",
            "Description: some text",
        ],
    );
    assert_reads(reply.channeltype(), "\"some text\"", "Channeltype");
    assert_reads(reply.object_name(), "\"some text\"", "ObjectName");
    assert_reads(reply.chan_object_type(), "\"some text\"", "ChanObjectType");
    assert_reads(reply.secret_exist(), "true", "SecretExist");
    assert_reads(reply.remote_secret_exist(), "true", "RemoteSecretExist");
    assert_reads(reply.md5secret_exist(), "true", "MD5SecretExist");
    assert_reads(reply.context(), "\"some text\"", "Context");
    assert_reads(reply.language(), "\"some text\"", "Language");
    assert_reads(reply.tone_zone(), "\"some text\"", "ToneZone");
    assert_reads(reply.accountcode(), "\"some text\"", "Accountcode");
    assert_reads(reply.am_aflags(), "\"some text\"", "AMAflags");
    assert_reads(reply.cid_calling_pres(), "\"some text\"", "CID-CallingPres");
    assert_reads(reply.callgroup(), "\"some text\"", "Callgroup");
    assert_reads(reply.pickupgroup(), "\"some text\"", "Pickupgroup");
    assert_reads(reply.named_callgroup(), "\"some text\"", "Named Callgroup");
    assert_reads(reply.named_pickupgroup(), "\"some text\"", "Named Pickupgroup");
    assert_reads(reply.moh_suggest(), "\"some text\"", "MOHSuggest");
    assert_reads(reply.voice_mailbox(), "\"some text\"", "VoiceMailbox");
    assert_reads(reply.transfer_mode(), "\"some text\"", "TransferMode");
    assert_reads(reply.last_msgs_sent(), "-1", "LastMsgsSent");
    assert_reads(reply.maxforwards(), "42", "Maxforwards");
    assert_reads(reply.call_limit(), "42", "Call-limit");
    assert_reads(reply.busy_level(), "42", "Busy-level");
    assert_reads(reply.max_call_br(), "\"some text\"", "MaxCallBR");
    assert_reads(reply.dynamic(), "true", "Dynamic");
    assert_reads(reply.callerid(), "\"some text\"", "Callerid");
    assert_reads(reply.reg_expire(), "\"some text\"", "RegExpire");
    assert_reads(reply.sip_auth_insecure(), "\"some text\"", "SIP-AuthInsecure");
    assert_reads(reply.sip_forcerport(), "true", "SIP-Forcerport");
    assert_reads(reply.sip_comedia(), "true", "SIP-Comedia");
    assert_reads(reply.acl(), "true", "ACL");
    assert_reads(reply.sip_can_reinvite(), "true", "SIP-CanReinvite");
    assert_reads(reply.sip_direct_media(), "true", "SIP-DirectMedia");
    assert_reads(reply.sip_promisc_redir(), "true", "SIP-PromiscRedir");
    assert_reads(reply.sip_user_phone(), "true", "SIP-UserPhone");
    assert_reads(reply.sip_video_support(), "true", "SIP-VideoSupport");
    assert_reads(reply.sip_text_support(), "true", "SIP-TextSupport");
    assert_reads(reply.sip_t_38support(), "true", "SIP-T.38Support");
    assert_reads(reply.sip_t_38ec(), "\"some text\"", "SIP-T.38EC");
    assert_reads(reply.sip_t_38max_dtgrm(), "42", "SIP-T.38MaxDtgrm");
    assert_reads(reply.sip_sess_timers(), "\"some text\"", "SIP-Sess-Timers");
    assert_reads(reply.sip_sess_refresh(), "\"some text\"", "SIP-Sess-Refresh");
    assert_reads(reply.sip_sess_expires(), "42", "SIP-Sess-Expires");
    assert_reads(reply.sip_sess_min(), "42", "SIP-Sess-Min");
    assert_reads(reply.sip_rtp_engine(), "\"some text\"", "SIP-RTP-Engine");
    assert_reads(reply.sip_encryption(), "true", "SIP-Encryption");
    assert_reads(reply.sip_rtcp_mux(), "true", "SIP-RTCP-Mux");
    assert_reads(reply.sip_dtm_fmode(), "\"some text\"", "SIP-DTMFmode");
    assert_reads(reply.to_host(), "\"some text\"", "ToHost");
    assert_reads(reply.address_ip(), "\"some text\"", "Address-IP");
    assert_reads(reply.address_port(), "5060", "Address-Port");
    assert_reads(reply.default_addr_ip(), "\"some text\"", "Default-addr-IP");
    assert_reads(reply.default_addr_port(), "5060", "Default-addr-port");
    assert_reads(reply.default_username(), "\"some text\"", "Default-Username");
    assert_reads(reply.codecs(), "\"some text\"", "Codecs");
    assert_reads(reply.status(), "\"some text\"", "Status");
    assert_reads(reply.sip_useragent(), "\"some text\"", "SIP-Useragent");
    assert_reads(reply.reg_contact(), "\"some text\"", "Reg-Contact");
    assert_reads(reply.qualify_freq(), "\"some text\"", "QualifyFreq");
    assert_reads(reply.parkinglot(), "\"some text\"", "Parkinglot");
    assert_reads(reply.sip_use_reason_header(), "true", "SIP-Use-Reason-Header");
    assert_reads(reply.description(), "\"some text\"", "Description");
}

#[test]
fn sip_show_registry() {
    let least = SipShowRegistry;
    let full = SipShowRegistry;
    assert_encodes(&least, "SIPshowregistry", "system,reporting", &[]);
    assert_encodes(&full, "SIPshowregistry", "system,reporting", &[]);
    assert_lists(&least, &["RegistryEntry"], "RegistrationsComplete", false);
}

//! SIPp scenarios: what a phone says, message by message.
//!
//! Each scenario logs a line when something happens: `invited`, `ringing`, `answered`, `ended`, `refused|486`, and
//! `dialling …` and `talking …` with what it takes to cancel or to hang up. That is how the rest of the rig learns
//! of it.

use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use super::Behaviour;
use crate::secret::Secret;

/// Who a phone is and where it registers.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) user: String,
    /// None for the outside line, which is known by its address.
    pub(super) secret: Option<Secret>,
    pub(super) address: Ipv4Addr,
    pub(super) server: SocketAddr,
}

/// The XML of a SIPp scenario. Holds secrets: it lies in the instance's folder, which others cannot enter.
pub(super) struct Scenario(String);

/// Final answers that refuse a call.
const REFUSALS: [u16; 11] = [403, 404, 408, 480, 484, 486, 487, 488, 500, 503, 603];

impl Scenario {
    /// The scenario with what surrounds it.
    pub(super) fn text(&self) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<scenario name=\"switchhook-rig\">\n{}</scenario>\n",
            self.0
        )
    }

    /// Registers `port` of this phone for `expires`; zero takes the registration back.
    pub(super) fn register(identity: &Identity, port: u16, expires: Duration) -> Self {
        let Identity {
            user,
            address,
            server,
            ..
        } = identity;
        let seconds = expires.as_secs();
        let request = |sequence: u8, authentication: &str| {
            let via = via(&sequence.to_string());
            format!(
                "REGISTER sip:{server} SIP/2.0\n{via}\nFrom: <sip:{user}@{server}>;tag={TAG}\n\
                 To: <sip:{user}@{server}>\nCall-ID: [call_id]\nCSeq: {sequence} REGISTER\n\
                 Contact: <sip:{user}@{address}:{port}>\nMax-Forwards: 70\nExpires: {seconds}\n{authentication}\
                 Content-Length: 0\n"
            )
        };
        let mut s = Self(String::new());
        s.send(&request(1, ""));
        s.0.push_str("<recv response=\"100\" optional=\"true\"></recv>\n");
        s.refusals(&[403, 404, 500, 503], "refused");
        s.0.push_str("<recv response=\"401\" auth=\"true\"></recv>\n");
        s.send(&request(2, &authentication(identity)));
        s.0.push_str("<recv response=\"100\" optional=\"true\"></recv>\n");
        s.refusals(&[401, 403, 404, 500, 503], "refused");
        s.0.push_str("<recv response=\"200\"></recv>\n");
        s.0.push_str("<nop next=\"end\"></nop>\n<label id=\"refused\"/>\n");
        // An answer that never comes fails the scenario, which is what a refusal should do.
        s.0.push_str("<recv response=\"599\" timeout=\"1\"></recv>\n<label id=\"end\"/>\n<nop></nop>\n");
        s.numbered()
    }

    /// Takes the calls that come.
    pub(super) fn taking(identity: &Identity, behaviour: &Behaviour) -> Self {
        let mut s = Self(String::new());
        let keep = "<ereg regexp=\".*\" search_in=\"hdr\" header=\"From:\" assign_to=\"remote\"/>\
                    <ereg regexp=\".*\" search_in=\"hdr\" header=\"To:\" assign_to=\"local\"/>\
                    <ereg regexp=\".*\" search_in=\"hdr\" header=\"Contact:\" assign_to=\"target\"/>\
                    <ereg regexp=\"[0-9]+\" search_in=\"hdr\" header=\"CSeq:\" assign_to=\"invite\"/>\
                    <log message=\"invited|[call_id]\"/>";
        let _ = writeln!(
            s.0,
            "<recv request=\"INVITE\" rrs=\"true\"><action>{keep}</action></recv>"
        );
        match behaviour {
            Behaviour::Busy | Behaviour::Refuse(_) => {
                let status = match behaviour {
                    Behaviour::Refuse(status) => format!("{status} Refused"),
                    _ => "486 Busy Here".to_owned(),
                };
                s.send(&reply(&status, "", ""));
                s.0.push_str("<recv request=\"ACK\"></recv>\n");
            }
            Behaviour::RingWithoutAnswer => {
                s.send_once(&reply("180 Ringing", &contact(identity), ""));
                s.0.push_str("<recv request=\"CANCEL\"></recv>\n");
                s.cancelled();
            }
            Behaviour::Answer {
                ring_for,
                hang_up_after,
                digits,
                sound,
            } => {
                s.send_once(&reply("180 Ringing", &contact(identity), ""));
                if !ring_for.is_zero() {
                    // Not a pause: the caller may give up meanwhile.
                    s.recv_within("CANCEL", *ring_for, "answer");
                    s.0.push_str("<nop next=\"cancelled\"></nop>\n<label id=\"answer\"/>\n");
                }
                s.send(&reply("200 OK", &contact(identity), &sdp()));
                let dialogue = Dialogue {
                    from: "[$local];tag=[pid]s[call_number]",
                    to: "[$remote]",
                    first: 1,
                };
                let _ = writeln!(
                    s.0,
                    "<recv request=\"ACK\"><action>{}</action></recv>",
                    dialogue.log()
                );
                s.talk(&dialogue, identity, *hang_up_after, digits, sound.as_deref());
                s.0.push_str("<nop next=\"end\"></nop>\n<label id=\"cancelled\"/>\n");
                s.cancelled();
            }
        }
        s.0.push_str("<label id=\"end\"/>\n");
        s.log("ended|[call_id]");
        // SIPp insists that what is kept is also used.
        s.0.push_str("<Reference variables=\"remote,local,target,invite\"/>\n");
        s.numbered()
    }

    /// Dials.
    pub(super) fn placing(identity: &Identity, extension: &str, behaviour: &Behaviour) -> Self {
        let Identity { user, server, .. } = identity;
        let mut s = Self(String::new());
        let invite = |sequence: u8, authentication: &str| {
            let (sdp, via) = (sdp(), via(&sequence.to_string()));
            format!(
                "INVITE sip:{extension}@{server} SIP/2.0\n{via}\nFrom: <sip:{user}@{server}>;tag={TAG}\n\
                 To: <sip:{extension}@{server}>\nCall-ID: [call_id]\nCSeq: {sequence} INVITE\n{}\
                 Max-Forwards: 70\n{authentication}Content-Type: application/sdp\nContent-Length: [len]\n\n{sdp}",
                contact(identity)
            )
        };
        let acknowledge = |uri: &str, sequence: u8, transaction: &str| {
            let via = via(transaction);
            format!(
                "ACK {uri} SIP/2.0\n{via}\nFrom: <sip:{user}@{server}>;tag={TAG}\n\
                 To: <sip:{extension}@{server}>[peer_tag_param]\nCall-ID: [call_id]\nCSeq: {sequence} ACK\n\
                 Max-Forwards: 70\nContent-Length: 0\n"
            )
        };
        let callee = format!("sip:{extension}@{server}");
        let sequence = if identity.secret.is_some() { 2 } else { 1 };
        // Before it happens: between a request and its answer SIPp has no time to spare.
        s.log(&format!(
            "dialling|[call_id]|{callee}|{user}|{sequence}|[pid]c[call_number]|[pid]-[call_number]"
        ));
        s.send(&invite(1, ""));
        if identity.secret.is_some() {
            s.provisional();
            s.0.push_str("<recv response=\"401\" auth=\"true\"></recv>\n");
            s.send_once(&acknowledge(&callee, 1, "1"));
            s.send(&invite(sequence, &authentication(identity)));
        }
        s.provisional();
        s.refusals(&REFUSALS, "refused");
        let keep = "<ereg regexp=\".*\" search_in=\"hdr\" header=\"From:\" assign_to=\"local\"/>\
                    <ereg regexp=\".*\" search_in=\"hdr\" header=\"To:\" assign_to=\"remote\"/>\
                    <ereg regexp=\".*\" search_in=\"hdr\" header=\"Contact:\" assign_to=\"target\"/>";
        let dialogue = Dialogue {
            from: "[$local]",
            to: "[$remote]",
            first: sequence + 1,
        };
        let told = dialogue.log();
        let _ = writeln!(
            s.0,
            "<recv response=\"200\" rrs=\"true\"><action>{keep}{told}</action></recv>"
        );
        s.send_once(&acknowledge("[next_url]", sequence, "ack"));
        let (hang_up_after, digits, sound) = match behaviour {
            Behaviour::Answer {
                hang_up_after,
                digits,
                sound,
                ..
            } => (*hang_up_after, digits.as_str(), sound.as_deref()),
            _ => (None, "", None),
        };
        s.talk(&dialogue, identity, hang_up_after, digits, sound);
        s.0.push_str("<nop next=\"end\"></nop>\n<label id=\"refused\"/>\n");
        s.send_once(&acknowledge(&callee, sequence, &sequence.to_string()));
        s.0.push_str("<label id=\"end\"/>\n");
        s.log("ended|[call_id]");
        s.0.push_str("<Reference variables=\"remote,local,target\"/>\n");
        s.numbered()
    }

    /// An established call: digits and sound, then waiting for the other side to hang up, or hanging up.
    fn talk(
        &mut self,
        dialogue: &Dialogue,
        identity: &Identity,
        after: Option<Duration>,
        digits: &str,
        sound: Option<&Path>,
    ) {
        let Dialogue { from, to, first } = dialogue;
        let mut sequence = *first;
        let request = |method: &str, sequence: u8, rest: &str| {
            let via = via(&sequence.to_string());
            format!(
                "{method} [next_url] SIP/2.0\n{via}\nFrom:{from}\nTo:{to}\n[routes]\nCall-ID: [call_id]\n\
                 CSeq: {sequence} {method}\n{}Max-Forwards: 70\n{rest}",
                contact(identity)
            )
        };
        for digit in digits.chars() {
            self.0.push_str("<pause milliseconds=\"200\"/>\n");
            let body = format!(
                "Content-Type: application/dtmf-relay\nContent-Length: [len]\n\nSignal={digit}\nDuration=160\n"
            );
            self.send(&request("INFO", sequence, &body));
            self.0.push_str("<recv response=\"200\"></recv>\n");
            sequence = sequence.saturating_add(1);
        }
        if let Some(sound) = sound {
            // Once, as payload 0. It plays while the scenario goes on.
            let _ = writeln!(
                self.0,
                "<nop><action><exec rtp_stream=\"{},1,0,PCMU/8000\"/></action></nop>",
                sound.display()
            );
        }
        if let Some(after) = after {
            self.recv_within("BYE", after, "hangup");
            self.0
                .push_str("<nop next=\"bye\"></nop>\n<label id=\"hangup\"/>\n");
            self.send(&request("BYE", sequence, "Content-Length: 0\n"));
            self.0
                .push_str("<recv response=\"200\"></recv>\n<nop next=\"end\"></nop>\n<label id=\"bye\"/>\n");
        } else {
            self.0.push_str("<recv request=\"BYE\"></recv>\n");
        }
        self.send_once(
            "SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\n\
             Content-Length: 0\n",
        );
    }

    /// Tells the rest of the rig.
    fn log(&mut self, line: &str) {
        let _ = writeln!(self.0, "<nop><action><log message=\"{line}\"/></action></nop>");
    }

    /// Answers a CANCEL: it has its own answer, and the INVITE gets one too.
    fn cancelled(&mut self) {
        self.send_once(&reply("200 OK", "", ""));
        self.send(&reply("487 Request Terminated", "", "").replace("[last_CSeq:]", "CSeq: [$invite] INVITE"));
        self.0.push_str("<recv request=\"ACK\"></recv>\n");
    }

    /// What may come before a final answer.
    fn provisional(&mut self) {
        self.0.push_str(
            "<recv response=\"100\" optional=\"true\"></recv>\n\
             <recv response=\"180\" optional=\"true\"><action><log message=\"ringing|[call_id]\"/></action></recv>\n\
             <recv response=\"183\" optional=\"true\"></recv>\n",
        );
    }

    fn refusals(&mut self, codes: &[u16], label: &str) {
        for code in codes {
            let _ = writeln!(
                self.0,
                "<recv response=\"{code}\" optional=\"true\" next=\"{label}\"><action>\
                 <log message=\"refused|{code}\"/></action></recv>"
            );
        }
    }

    fn recv_within(&mut self, request: &str, time: Duration, then: &str) {
        let milliseconds = time.as_millis().max(1);
        let _ = writeln!(
            self.0,
            "<recv request=\"{request}\" timeout=\"{milliseconds}\" ontimeout=\"{then}\"></recv>"
        );
    }

    /// Sends, and again until answered.
    fn send(&mut self, message: &str) {
        let _ = write!(self.0, "<send retrans=\"500\"><![CDATA[\n{message}\n]]></send>\n");
    }

    fn send_once(&mut self, message: &str) {
        let _ = write!(self.0, "<send><![CDATA[\n{message}\n]]></send>\n");
    }

    /// Older SIPp versions know labels by number only.
    fn numbered(self) -> Self {
        let mut text = self.0;
        for (number, name) in ["end", "refused", "answer", "cancelled", "hangup", "bye"]
            .iter()
            .enumerate()
        {
            for attribute in ["id", "next", "ontimeout"] {
                text = text.replace(
                    &format!("{attribute}=\"{name}\""),
                    &format!("{attribute}=\"{number}\""),
                );
            }
        }
        Self(text)
    }
}

/// The two sides of an established call, as header values, and our first sequence number.
struct Dialogue {
    from: &'static str,
    to: &'static str,
    first: u8,
}

impl Dialogue {
    /// Tells the rest of the rig that the call is answered, and what it takes to hang it up.
    fn log(&self) -> String {
        let Self { from, to, .. } = self;
        format!(
            "<log message=\"answered|[call_id]\"/><log message=\"talking|[call_id]|[$target]|{from}|{to}\"/>"
        )
    }
}

/// The transaction has a name of ours, since the ACK of a refused INVITE must bear that of the INVITE.
fn via(transaction: &str) -> String {
    format!("Via: SIP/2.0/UDP [local_ip]:[local_port];branch=z9hG4bK[pid]-[call_number]-{transaction}")
}

const TAG: &str = "[pid]c[call_number]";

/// SIPp finds its calls by `Call-ID: [call_id]`, so that stays as it is in every message.
fn reply(status: &str, contact: &str, body: &str) -> String {
    let content = if body.is_empty() {
        "Content-Length: 0\n".to_owned()
    } else {
        format!("Content-Type: application/sdp\nContent-Length: [len]\n\n{body}")
    };
    format!(
        "SIP/2.0 {status}\n[last_Via:]\n[last_From:]\nTo:[$local];tag=[pid]s[call_number]\n[last_Call-ID:]\n\
         [last_CSeq:]\n[last_Record-Route:]\n{contact}{content}"
    )
}

fn contact(identity: &Identity) -> String {
    format!("Contact: <sip:{}@[local_ip]:[local_port]>\n", identity.user)
}

fn authentication(identity: &Identity) -> String {
    let secret = identity.secret.as_ref().map_or("", Secret::expose);
    format!("[authentication username={} password={secret}]\n", identity.user)
}

fn sdp() -> String {
    "v=0\no=rig 1 1 IN IP4 [local_ip]\ns=-\nc=IN IP4 [media_ip]\nt=0 0\nm=audio [media_port] RTP/AVP 0 8 101\n\
     a=rtpmap:0 PCMU/8000\na=rtpmap:8 PCMA/8000\na=rtpmap:101 telephone-event/8000\na=fmtp:101 0-15\na=sendrecv\n"
        .to_owned()
}

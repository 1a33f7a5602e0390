//! What SIPp cannot be told in the middle of a scenario: to hang up, to press a key, to send words. The rig sends these
//! requests itself, with what the scenario logged about the call.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::Duration;

/// A request is sent this often, this far apart, until it is answered.
const TRIES: u8 = 5;
const INTERVAL: Duration = Duration::from_millis(200);

/// What a scenario's log says about one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Logged {
    pub(super) call_id: String,
    pub(super) state: State,
}

/// How far it got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It was placed; what is needed to cancel it.
    Dialling {
        callee: String,
        user: String,
        sequence: String,
        tag: String,
        transaction: String,
    },
    /// It was answered; what is needed to hang up.
    Talking {
        target: String,
        local: String,
        remote: String,
    },
    /// It is over, or there is nothing to hang up.
    Over,
}

/// Reads a log; a later line about the same call replaces an earlier one.
pub(super) fn calls(log: &str) -> Vec<Logged> {
    let mut calls: Vec<Logged> = Vec::new();
    for line in log.lines() {
        let fields: Vec<String> = line.split('|').map(|field| field.trim().to_owned()).collect();
        let (call_id, state) = match fields.as_slice() {
            [word, id, callee, user, sequence, tag, prefix] if word == "dialling" => {
                let transaction = format!("z9hG4bK{prefix}-{sequence}");
                let (callee, user, sequence, tag) =
                    (callee.clone(), user.clone(), sequence.clone(), tag.clone());
                (
                    id,
                    State::Dialling {
                        callee,
                        user,
                        sequence,
                        tag,
                        transaction,
                    },
                )
            }
            [word, id, target, local, remote] if word == "talking" => {
                let uri = target
                    .trim_start_matches('<')
                    .split('>')
                    .next()
                    .unwrap_or_default();
                let (local, remote) = (local.clone(), remote.clone());
                (
                    id,
                    State::Talking {
                        target: uri.to_owned(),
                        local,
                        remote,
                    },
                )
            }
            [word, id] if word == "invited" || word == "ended" => (id, State::Over),
            _ => continue,
        };
        match calls.iter_mut().find(|call| call.call_id == *call_id) {
            Some(call) => call.state = state,
            None => calls.push(Logged {
                call_id: call_id.clone(),
                state,
            }),
        }
    }
    calls
}

impl Logged {
    /// Hangs up or cancels. Says whether there was something to end and the other side agreed.
    pub(super) fn end(&self, address: Ipv4Addr, server: SocketAddr) -> bool {
        let Ok(socket) = UdpSocket::bind((address, 0)) else {
            return false;
        };
        let Ok(port) = socket.local_addr().map(|local| local.port()) else {
            return false;
        };
        let call_id = &self.call_id;
        let request = match &self.state {
            State::Over => return false,
            State::Talking {
                target,
                local,
                remote,
            } => format!(
                // Above any number that a scenario reaches.
                "BYE {target} SIP/2.0\r\nVia: SIP/2.0/UDP {address}:{port};rport;branch=z9hG4bK-bye-{port}\r\n\
                 From: {local}\r\nTo: {remote}\r\nCall-ID: {call_id}\r\nCSeq: 1000 BYE\r\n\
                 Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
            ),
            State::Dialling {
                callee,
                user,
                sequence,
                tag,
                transaction,
            } => format!(
                "CANCEL {callee} SIP/2.0\r\nVia: SIP/2.0/UDP {address}:{port};rport;branch={transaction}\r\n\
                 From: <sip:{user}@{server}>;tag={tag}\r\nTo: <{callee}>\r\nCall-ID: {call_id}\r\n\
                 CSeq: {sequence} CANCEL\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n"
            ),
        };
        is_accepted(&socket, &request, server)
    }

    /// Sends a request within an established call. Says whether there is one and the other side agreed.
    pub(super) fn ask(&self, address: Ipv4Addr, server: SocketAddr, request: &Within<'_>) -> bool {
        let State::Talking {
            target,
            local,
            remote,
        } = &self.state
        else {
            return false;
        };
        let Ok(socket) = UdpSocket::bind((address, 0)) else {
            return false;
        };
        let Ok(port) = socket.local_addr().map(|local| local.port()) else {
            return false;
        };
        let (
            Within {
                method,
                sequence,
                headers,
                content,
                body,
            },
            call_id,
        ) = (request, &self.call_id);
        let text = format!(
            "{method} {target} SIP/2.0\r\nVia: SIP/2.0/UDP {address}:{port};rport;branch=z9hG4bK-{sequence}-{port}\r\n\
             From: {local}\r\nTo: {remote}\r\nCall-ID: {call_id}\r\nCSeq: {sequence} {method}\r\n\
             Max-Forwards: 70\r\n{headers}Content-Type: {content}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        is_accepted(&socket, &text, server)
    }
}

impl Logged {
    /// The value of a `Refer-To` that names this call, so that somebody else takes our place in it (RFC 3891).
    pub(super) fn replaced(&self, server: SocketAddr) -> Option<String> {
        let State::Talking { local, remote, .. } = &self.state else {
            return None;
        };
        let tag = |side: &str| side.split_once(";tag=").map(|(_, tag)| tag.trim().to_owned());
        let (ours, theirs, id) = (tag(local)?, tag(remote)?, &self.call_id);
        Some(format!(
            "<sip:{server}?Replaces={}%3Bto-tag%3D{theirs}%3Bfrom-tag%3D{ours}>",
            id.replace('@', "%40")
        ))
    }
}

/// A request within a call, and what it carries.
pub(super) struct Within<'a> {
    pub(super) method: &'a str,
    pub(super) sequence: u16,
    /// Lines of its own, each with its line end.
    pub(super) headers: String,
    pub(super) content: &'a str,
    pub(super) body: String,
}

/// Sends until there is an answer; says whether it agrees.
fn is_accepted(socket: &UdpSocket, request: &str, server: SocketAddr) -> bool {
    let mut answer = [0_u8; 4096];
    for _ in 0..TRIES {
        if socket.send_to(request.as_bytes(), server).is_err()
            || socket.set_read_timeout(Some(INTERVAL)).is_err()
        {
            return false;
        }
        if let Ok(length) = socket.recv(&mut answer) {
            let answer = &answer[..length];
            return answer.starts_with(b"SIP/2.0 200") || answer.starts_with(b"SIP/2.0 202");
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_about_a_call_counts() {
        let log = "invited|a@x\nanswered|a@x\ntalking|a@x| <sip:asterisk@127.0.0.1:5060>| <sip:101@h>;tag=1| <sip:100@h>;tag=2\n\
                   dialling|b@x|sip:101@h|100|2|9c1|9-1\nringing|b@x\nended|c@x\n";
        let calls = calls(log);
        assert_eq!(calls.len(), 3);
        let State::Talking { target, local, .. } = &calls[0].state else {
            panic!("{calls:?}")
        };
        assert_eq!(
            (target.as_str(), local.as_str()),
            ("sip:asterisk@127.0.0.1:5060", "<sip:101@h>;tag=1")
        );
        let State::Dialling {
            transaction,
            sequence,
            ..
        } = &calls[1].state
        else {
            panic!("{calls:?}")
        };
        assert_eq!((transaction.as_str(), sequence.as_str()), ("z9hG4bK9-1-2", "2"));
        assert_eq!(calls[2].state, State::Over);
    }
}

//! What the phone does with a SIP NOTIFY.

use std::fmt;
use std::net::IpAddr;

use super::account::Registration;
use super::phone::Phone;
use super::{agent, digest};

/// The longest message that is looked at.
const MESSAGE_BYTES: usize = 64 << 10;

/// Nonces that the phone asked an answer with, the latest last.
#[derive(Default)]
pub(super) struct Challenges(Vec<String>);

/// What the phone answers, and what it does.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notified {
    /// The SIP response, for the address that the message came from; empty when it stays silent.
    pub answer: Vec<u8>,
    /// What it does. Give it to [`Phone::react`].
    pub reaction: Reaction,
}

impl fmt::Debug for Notified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answer = String::from_utf8_lossy(&self.answer);
        write!(
            f,
            "{:?} ({:?})",
            answer.lines().next().unwrap_or_default(),
            self.reaction
        )
    }
}

/// What a NOTIFY makes the phone do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reaction {
    /// Nothing: it is no NOTIFY, or of an event that the model does not know.
    Nothing,
    /// Nothing: it came from elsewhere than the account's server, and P2347 is on.
    WrongSource,
    /// Nothing yet: it asks who speaks (P4428 is 0).
    Challenge,
    /// It fetches its files.
    Resync,
    /// It starts anew, and fetches its files.
    Restart,
    /// It fetches its idle screen.
    Screen,
}

impl Phone {
    /// Takes a SIP message from the network and says what the phone answers and does.
    pub fn notify(&mut self, message: &[u8], from: IpAddr) -> Notified {
        let silent = |reaction| Notified {
            answer: Vec::new(),
            reaction,
        };
        let Some(message) = Message::read(message) else {
            return silent(Reaction::Nothing);
        };
        if message.method != "NOTIFY" {
            let answer = self.answer(&message, "405 Method Not Allowed", &[]);
            return Notified {
                answer,
                reaction: Reaction::Nothing,
            };
        }
        let account = self.account_of(message.uri);
        let number = account.as_ref().map_or(1, |account| u32::from(account.account));
        if self.text(2347 + 100 * (number - 1)) == "1" && !self.is_server_of(account.as_ref(), from) {
            return silent(Reaction::WrongSource);
        }
        if self.text(4428) != "1"
            && let Some(challenge) = self.challenge(&message, account.as_ref())
        {
            let lines = [("WWW-Authenticate", challenge.as_str())];
            let answer = self.answer(&message, "401 Unauthorized", &lines);
            return Notified {
                answer,
                reaction: Reaction::Challenge,
            };
        }
        let event = message.header("event", "o").unwrap_or_default();
        let mut words = event.split(';').map(str::trim);
        let name = words.next().unwrap_or_default().to_ascii_lowercase();
        let reaction = match name.as_str() {
            "check-sync" => {
                let restart = match words.find_map(|word| word.strip_prefix("reboot=")) {
                    Some(value) => value == "true",
                    None => self.habits.check_sync_restarts,
                };
                if restart {
                    Reaction::Restart
                } else {
                    Reaction::Resync
                }
            }
            // Told of by GXP213x and later; the oldest were never seen to know it.
            "resync" if !self.habits.old_codes => Reaction::Resync,
            "x-gs-screen" if self.habits.idle_screen => Reaction::Screen,
            _ => Reaction::Nothing,
        };
        let status = if reaction == Reaction::Nothing {
            "489 Bad Event"
        } else {
            "200 OK"
        };
        Notified {
            answer: self.answer(&message, status, &[]),
            reaction,
        }
    }

    /// Does what a NOTIFY asked for.
    pub async fn react(&mut self, reaction: Reaction) -> Vec<super::Round> {
        match reaction {
            Reaction::Resync => self.resync().await,
            Reaction::Restart => self.boot().await,
            Reaction::Screen => {
                // What came of it is the server's to see; the display is not simulated.
                let _ = self.idle_screen().await;
                Vec::new()
            }
            Reaction::Nothing | Reaction::WrongSource | Reaction::Challenge => Vec::new(),
        }
    }

    fn account_of(&self, uri: &str) -> Option<Registration> {
        let user = uri.split_once(':').map_or(uri, |(_, rest)| rest);
        let user = user.split(['@', ';']).next().unwrap_or_default();
        let accounts = self.accounts();
        let own = accounts
            .iter()
            .position(|account| account.user == user)
            .unwrap_or(0);
        accounts.into_iter().nth(own)
    }

    fn is_server_of(&self, account: Option<&Registration>, from: IpAddr) -> bool {
        let Some(account) = account else { return false };
        let server = match account.proxy.as_str() {
            "" => account.server.as_str(),
            proxy => proxy,
        };
        let host = host_of(server);
        match self.hosts.get(&host.to_ascii_lowercase()) {
            Some(address) => address.ip() == from,
            None if host == "localhost" => from.is_loopback(),
            None => host.parse() == Ok(from),
        }
    }

    /// The challenge that is still to be answered; `None` when the message answers one.
    fn challenge(&mut self, message: &Message<'_>, account: Option<&Registration>) -> Option<String> {
        let realm = account.map_or("grandstream", |account| host_of(&account.server));
        if let (Some(account), Some(header)) = (account, message.header("authorization", "")) {
            let who = (account.auth_user.as_str(), account.password.expose());
            let answered = |nonce: &String| digest::is_answered(header, realm, nonce, who, "NOTIFY");
            if let Some(at) = self.challenges.0.iter().position(answered) {
                self.challenges.0.remove(at);
                return None;
            }
        }
        let nonce = self.fresh();
        let challenge = format!("Digest realm=\"{realm}\", nonce=\"{nonce}\", algorithm=MD5, qop=\"auth\"");
        if self.challenges.0.len() == 8 {
            self.challenges.0.remove(0);
        }
        self.challenges.0.push(nonce);
        Some(challenge)
    }

    fn answer(&self, message: &Message<'_>, status: &str, lines: &[(&str, &str)]) -> Vec<u8> {
        let mut text = format!("SIP/2.0 {status}\r\n");
        for (name, value) in &message.headers {
            let long = match name.to_ascii_lowercase().as_str() {
                "via" | "v" => "Via",
                "from" | "f" => "From",
                "to" | "t" => "To",
                "call-id" | "i" => "Call-ID",
                "cseq" => "CSeq",
                _ => continue,
            };
            let tag = if long == "To" && !value.contains(";tag=") {
                format!(";tag={:x}", self.mac)
            } else {
                String::new()
            };
            text.push_str(&format!("{long}: {value}{tag}\r\n"));
        }
        for (name, value) in lines {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        let agent = agent::sip(&self.name, &self.firmware);
        text.push_str(&format!("User-Agent: {agent}\r\nContent-Length: 0\r\n\r\n"));
        text.into_bytes()
    }
}

fn host_of(server: &str) -> &str {
    match server.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => server,
    }
}

struct Message<'a> {
    method: &'a str,
    uri: &'a str,
    headers: Vec<(&'a str, &'a str)>,
}

impl<'a> Message<'a> {
    /// A request; anything else is `None`.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        if bytes.len() > MESSAGE_BYTES {
            return None;
        }
        let text = std::str::from_utf8(bytes).ok()?;
        let head = text.split_once("\r\n\r\n").map_or(text, |(head, _)| head);
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, uri, version) = (words.next()?, words.next()?, words.next()?);
        if version != "SIP/2.0" {
            return None;
        }
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim(), value.trim()))
            .collect();
        Some(Self { method, uri, headers })
    }

    fn header(&self, long: &str, short: &str) -> Option<&'a str> {
        self.headers
            .iter()
            .find(|(name, _)| {
                name.eq_ignore_ascii_case(long) || !short.is_empty() && name.eq_ignore_ascii_case(short)
            })
            .map(|(_, value)| *value)
    }
}

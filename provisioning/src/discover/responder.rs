//! Whom a plug-and-play question is answered.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use ipnet::IpNet;

use crate::pnp::{Folder, ParseError, Subscribe};

/// Who is answered.
pub trait Inventory {
    /// The folder of a phone that is expected, or nothing for all others. Called for phones of this maker in the own network
    /// only; what the phone says of itself is not proved.
    fn folder(&mut self, asked: &Subscribe) -> Option<Folder>;
}

impl<F: FnMut(&Subscribe) -> Option<Folder>> Inventory for F {
    fn folder(&mut self, asked: &Subscribe) -> Option<Folder> {
        self(asked)
    }
}

/// Something to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transmit {
    /// To whom.
    pub to: SocketAddr,
    /// What.
    pub text: String,
}

/// What a datagram led to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reaction {
    /// A phone is sent to its folder: see [`Responder::poll_transmit`].
    Answered(Box<Subscribe>),
    /// A phone has taken its folder's URL.
    Acknowledged,
    /// Nothing is said, for this reason.
    Silent(Silence),
}

/// Why nothing is said. Whoever asks does not learn it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Silence {
    /// It is not such a question.
    NoQuestion(ParseError),
    /// It came from outside the own networks.
    Foreign,
    /// It wants the answer somewhere else than where it came from.
    Elsewhere,
    /// It is another maker's phone.
    OtherMaker,
    /// This question was answered already.
    Repeated,
    /// More questions than are answered in a second.
    TooMany,
    /// The phone is not expected.
    Unexpected,
}

/// Decides whom to answer and what: without a socket and a clock of its own.
///
/// Silent towards other networks, other makers' phones, phones that nobody expects, questions that were answered, and
/// more than ten questions a second: so it is of no use to find out which phones there are, nor to flood anybody. The
/// NOTIFY goes where the question came from and nowhere else, up to four times, until the phone says that it has it.
#[derive(Debug)]
pub struct Responder<I> {
    inventory: I,
    networks: Vec<IpNet>,
    local: SocketAddr,
    answered: VecDeque<(Instant, String)>,
    pending: VecDeque<Pending>,
    outbox: VecDeque<Transmit>,
    /// Answers that may be given, and when that was counted.
    room: (u32, Option<Instant>),
}

#[derive(Debug)]
struct Pending {
    call_id: String,
    notify: Transmit,
    due: Instant,
    wait: Duration,
    left: u8,
}

impl<I: Inventory> Responder<I> {
    /// How many questions are answered in a second.
    pub const EACH_SECOND: u32 = 10;
    /// How long a question counts as answered.
    const REMEMBERED: Duration = Duration::from_secs(64);
    /// Answers in that time, by the rate.
    const MOST: usize = 10 * 65;
    /// SIP's first wait before something is sent again.
    const FIRST_WAIT: Duration = Duration::from_millis(500);

    /// Answers phones of the inventory in these networks, from a socket at `local`.
    pub fn new(inventory: I, networks: impl IntoIterator<Item = IpNet>, local: SocketAddr) -> Self {
        Self {
            inventory,
            networks: networks.into_iter().collect(),
            local,
            answered: VecDeque::new(),
            pending: VecDeque::new(),
            outbox: VecDeque::new(),
            room: (Self::EACH_SECOND, None),
        }
    }

    /// Takes a datagram. `tag` is any word of letters and digits that is different each time.
    pub fn receive(&mut self, datagram: &[u8], source: SocketAddr, tag: &str, now: Instant) -> Reaction {
        if !self.networks.iter().any(|network| network.contains(&source.ip())) {
            return Reaction::Silent(Silence::Foreign);
        }
        if datagram.starts_with(b"SIP/2.0 200") {
            return self.acknowledge(datagram, source);
        }
        let asked = match Subscribe::parse(datagram) {
            Ok(asked) => asked,
            Err(error) => return Reaction::Silent(Silence::NoQuestion(error)),
        };
        if let Some(why) = self.silence(&asked, source, now) {
            return Reaction::Silent(why);
        }
        let Some(folder) = self.inventory.folder(&asked) else {
            return Reaction::Silent(Silence::Unexpected);
        };
        self.answered.push_back((now, asked.call_id().to_owned()));
        self.outbox.push_back(Transmit {
            to: source,
            text: asked.ok(source, tag),
        });
        let notify = Transmit {
            to: asked.contact(),
            text: asked.notify(&folder, self.local, tag),
        };
        self.outbox.push_back(notify.clone());
        self.pending.push_back(Pending {
            call_id: asked.call_id().to_owned(),
            notify,
            due: now + Self::FIRST_WAIT,
            wait: Self::FIRST_WAIT,
            left: 3,
        });
        Reaction::Answered(Box::new(asked))
    }

    /// What is to be sent, until there is nothing more.
    pub fn poll_transmit(&mut self) -> Option<Transmit> {
        self.outbox.pop_front()
    }

    /// When [`handle_timeout`](Self::handle_timeout) is due.
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.pending.iter().map(|pending| pending.due).min()
    }

    /// Sends again what no phone has acknowledged.
    pub fn handle_timeout(&mut self, now: Instant) {
        for pending in self.pending.iter_mut().filter(|pending| pending.due <= now) {
            self.outbox.push_back(pending.notify.clone());
            pending.wait *= 2;
            pending.due = now + pending.wait;
            pending.left -= 1;
        }
        self.pending.retain(|pending| pending.left > 0);
    }

    fn silence(&mut self, asked: &Subscribe, source: SocketAddr, now: Instant) -> Option<Silence> {
        if asked.vendor() != "Grandstream" {
            return Some(Silence::OtherMaker);
        }
        if asked.contact().ip() != source.ip() {
            return Some(Silence::Elsewhere);
        }
        while self
            .answered
            .front()
            .is_some_and(|(when, _)| now.saturating_duration_since(*when) > Self::REMEMBERED)
        {
            self.answered.pop_front();
        }
        if self
            .answered
            .iter()
            .any(|(_, call_id)| call_id == asked.call_id())
        {
            return Some(Silence::Repeated);
        }
        // Counted before the inventory is asked: that may cost something.
        if self.answered.len() >= Self::MOST || !self.takes_room(now) {
            return Some(Silence::TooMany);
        }
        None
    }

    fn takes_room(&mut self, now: Instant) -> bool {
        let (left, counted) = &mut self.room;
        match counted {
            Some(when) if now.saturating_duration_since(*when) < Duration::from_secs(1) => {}
            _ => (*left, *counted) = (Self::EACH_SECOND, Some(now)),
        }
        if *left == 0 {
            return false;
        }
        *left -= 1;
        true
    }

    /// A 200 from where a NOTIFY was sent, with its Call-ID.
    fn acknowledge(&mut self, datagram: &[u8], source: SocketAddr) -> Reaction {
        let text = String::from_utf8_lossy(&datagram[..datagram.len().min(crate::pnp::MAX_BYTES)]);
        let call_id = text.split("\r\n").find_map(|line| {
            let (name, value) = line.split_once(':')?;
            let name = name.trim();
            (name.eq_ignore_ascii_case("call-id") || name.eq_ignore_ascii_case("i")).then_some(value.trim())
        });
        let before = self.pending.len();
        self.pending.retain(|pending| {
            Some(pending.call_id.as_str()) != call_id || pending.notify.to.ip() != source.ip()
        });
        match self.pending.len() == before {
            true => Reaction::Silent(Silence::NoQuestion(ParseError::NotSip)),
            false => Reaction::Acknowledged,
        }
    }
}

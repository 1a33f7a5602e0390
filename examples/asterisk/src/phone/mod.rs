//! SIP phones, played by SIPp.

mod dialogue;
mod scenario;

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::error::{Result, RigError, at};
use crate::ports::{Ports, udp_is_free};
use crate::process::{Guarded, find};
use crate::secret::Secret;
use crate::site::Site;
use crate::wait::wait_for;
use scenario::{Identity, Scenario};

/// However long a test hangs, its phones do not live longer.
const LIFETIME: Duration = Duration::from_secs(30 * 60);
/// A registration is renewed after half of this.
const EXPIRES: Duration = Duration::from_secs(120);
/// Phones live on the address that the telephone system listens on; the outside has one of its own.
const INSIDE: Ipv4Addr = Ipv4Addr::LOCALHOST;
const OUTSIDE: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

/// What a phone does with the calls it gets.
///
/// ```
/// use std::time::Duration;
/// use switchhook_rig::Behaviour;
///
/// let patient = Behaviour::answer();
/// let brief = Behaviour::answer().ring_for(Duration::from_secs(1)).hang_up_after(Duration::from_secs(5));
/// let menu = Behaviour::answer().digits("12#");
/// assert_ne!(patient, brief);
/// assert_ne!(menu, Behaviour::Busy);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Behaviour {
    /// Takes the call.
    Answer {
        /// How long it rings before; zero by default.
        ring_for: Duration,
        /// Hangs up this long after answering; by default the other side does.
        hang_up_after: Option<Duration>,
        /// Digits pressed after answering, a fifth of a second apart.
        digits: String,
        /// Played once after answering, when the keys were pressed: a file of µ-law samples, 8000 a second.
        sound: Option<PathBuf>,
    },
    /// Rings until the caller gives up.
    RingWithoutAnswer,
    /// Says at once that it is busy.
    Busy,
    /// Refuses at once with another SIP status, such as 603 or 480.
    Refuse(u16),
}

impl Behaviour {
    /// Answers at once and leaves hanging up to the other side.
    #[must_use]
    pub fn answer() -> Self {
        Self::Answer {
            ring_for: Duration::ZERO,
            hang_up_after: None,
            digits: String::new(),
            sound: None,
        }
    }

    /// Plays this file once after answering, and after the keys if there are some: µ-law samples without a header, 8000
    /// a second. Without effect on a phone that never answers.
    #[must_use]
    pub fn plays(mut self, file: impl Into<PathBuf>) -> Self {
        if let Self::Answer { sound, .. } = &mut self {
            *sound = Some(file.into());
        }
        self
    }

    /// How SIPp treats sound. A phone that plays a file sends back nothing of what it hears: the two come from two ports,
    /// and Asterisk (`strictrtp`) listens to one of them only, whichever it took first.
    fn media(&self) -> &'static [&'static str] {
        match self {
            Self::Answer { sound: Some(_), .. } => &["-aa"],
            _ => &["-aa", "-rtp_echo"],
        }
    }

    /// Rings for a while before answering. Without effect on a phone that never answers.
    #[must_use]
    pub fn ring_for(mut self, time: Duration) -> Self {
        if let Self::Answer { ring_for, .. } = &mut self {
            *ring_for = time;
        }
        self
    }

    /// Hangs up this long after answering. Without effect on a phone that never answers.
    #[must_use]
    pub fn hang_up_after(mut self, time: Duration) -> Self {
        if let Self::Answer { hang_up_after, .. } = &mut self {
            *hang_up_after = Some(time);
        }
        self
    }

    /// Presses these keys (`0` to `9`, `*`, `#`, `A` to `D`) after answering; anything else is left out. Without
    /// effect on a phone that never answers.
    #[must_use]
    pub fn digits(mut self, keys: &str) -> Self {
        if let Self::Answer { digits, .. } = &mut self {
            *digits = keys
                .chars()
                .filter(|c| c.is_ascii_digit() || "*#ABCD".contains(*c))
                .collect();
        }
        self
    }
}

/// A SIP phone, or the outside line. Dropping it ends its calls and its registration.
#[derive(Debug)]
pub struct Phone {
    identity: Identity,
    ports: Ports,
    folder: PathBuf,
    // The registration is renewed by one SIPp, calls are taken by another.
    renewing: Option<Guarded>,
    taking: Guarded,
    log: PathBuf,
    // SIPp does not notice that we hung up for it.
    hung_up: Vec<String>,
    /// How many requests of ours there were within calls.
    requests: u16,
    seat: Seat,
}

impl Phone {
    /// Registers an account and then behaves as told. Also for accounts that were added later.
    ///
    /// # Errors
    ///
    /// SIPp is missing or did not start, or Asterisk refused the registration.
    pub fn register(site: &Site, user: &str, secret: &Secret, behaviour: &Behaviour) -> Result<Self> {
        let identity = Identity {
            user: user.to_owned(),
            secret: Some(secret.clone()),
            address: INSIDE,
            server: site.sip_addr(),
        };
        let mut phone = Self::start(site, identity, None, behaviour)?;
        // On a busy machine SIPp repeats itself, and takes the second answer to the same request for a refusal.
        phone
            .send_registration(EXPIRES)
            .or_else(|_| phone.send_registration(EXPIRES))?;
        let scenario = Scenario::register(&phone.identity, phone.seat.sip, EXPIRES);
        let half = (EXPIRES / 2).as_millis().to_string();
        // One REGISTER each half period, the first of them after the first half.
        let renewing = phone.sipp("renew", &scenario, &["-r", "1", "-rp", &half, "-m", "1000"])?;
        phone.renewing = Some(renewing.0);
        Ok(phone)
    }

    /// Registers an account whose contact is a socket of the caller's own on 127.0.0.1, for two minutes. Nobody takes
    /// calls there; what Asterisk sends to the phone arrives at the socket.
    ///
    /// # Errors
    ///
    /// SIPp is missing or did not start, or Asterisk refused the registration.
    pub fn register_contact(site: &Site, user: &str, secret: &Secret, port: u16) -> Result<()> {
        find("sipp", "sip-tester")?;
        let identity = Identity {
            user: user.to_owned(),
            secret: Some(secret.clone()),
            address: INSIDE,
            server: site.sip_addr(),
        };
        let folder = site.phones_dir();
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let scenario = Scenario::register(&identity, port, EXPIRES);
        let seat = Seat::find(identity.address, site.ports)?;
        let (sipp, log) = sipp(&folder, &identity, "contact", &scenario, seat, &["-m", "1"])?;
        registered(&identity, sipp, &log)
    }

    /// Plays the outside line on 127.0.0.2, which needs no registration.
    ///
    /// # Errors
    ///
    /// SIPp is missing or did not start, or the outside line is played already.
    pub fn trunk(site: &Site, behaviour: &Behaviour) -> Result<Self> {
        let identity = Identity {
            user: "outside".into(),
            secret: None,
            address: OUTSIDE,
            server: site.sip_addr(),
        };
        Self::start(site, identity, Some(site.ports.trunk), behaviour)
    }

    /// Dials, as this phone.
    ///
    /// # Errors
    ///
    /// SIPp did not start.
    pub fn calls(&self, extension: &str) -> Result<Call> {
        self.calls_as(extension, &Behaviour::answer())
    }

    /// Dials, and presses keys or hangs up once the other side has answered.
    ///
    /// # Errors
    ///
    /// SIPp did not start.
    pub fn calls_as(&self, extension: &str, behaviour: &Behaviour) -> Result<Call> {
        self.place(&self.identity, extension, behaviour)
    }

    /// Dials from the outside line with this caller's number.
    ///
    /// # Errors
    ///
    /// SIPp did not start.
    pub fn calls_from(&self, caller: &str, extension: &str) -> Result<Call> {
        let identity = Identity {
            user: caller.to_owned(),
            ..self.identity.clone()
        };
        self.place(&identity, extension, &Behaviour::answer())
    }

    /// How many calls reached the phone.
    #[must_use]
    pub fn rung(&self) -> usize {
        count(&self.log, "invited")
    }

    /// Waits until the phone has answered `calls` calls in all.
    ///
    /// # Errors
    ///
    /// It did not in this time.
    pub fn answered(&self, calls: usize, within: Duration) -> Result<()> {
        let what = format!("phone {} to answer {calls} calls", self.identity.user);
        wait_for(&what, within, || {
            (count(&self.log, "answered") >= calls).then_some(())
        })
    }

    /// Waits until `calls` calls of this phone are over.
    ///
    /// # Errors
    ///
    /// They are not in this time.
    pub fn ended(&self, calls: usize, within: Duration) -> Result<()> {
        let what = format!("{calls} calls of phone {} to end", self.identity.user);
        wait_for(&what, within, || {
            (count(&self.log, "ended") + self.hung_up.len() >= calls).then_some(())
        })
    }

    /// Hangs up the calls that the phone has taken.
    pub fn hang_up(&mut self) {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        for call in dialogue::calls(&log) {
            if !self.hung_up.contains(&call.call_id) && call.end(self.identity.address, self.identity.server)
            {
                self.hung_up.push(call.call_id);
            }
        }
    }

    /// Presses keys in the call that the phone has taken, a tenth of a second apart: `0` to `9`, `*`, `#`, `A` to `D`.
    ///
    /// # Errors
    ///
    /// There is no such call, or Asterisk did not take a key.
    pub fn press(&mut self, keys: &str) -> Result<()> {
        for key in keys.chars() {
            // Asterisk puts off a key that follows within 45 ms until sound comes in, and our phones send none of their
            // own.
            std::thread::sleep(Duration::from_millis(100));
            let request = dialogue::Within {
                method: "INFO",
                // Above any number that a scenario reaches, below that of the BYE.
                sequence: 300 + self.requests % 700,
                headers: String::new(),
                content: "application/dtmf-relay",
                body: format!("Signal={key}\r\nDuration=160\r\n"),
            };
            self.requests += 1;
            let log = fs::read_to_string(&self.log).unwrap_or_default();
            let (address, server) = (self.identity.address, self.identity.server);
            let is_taken = dialogue::calls(&log)
                .iter()
                .any(|call| call.ask(address, server, &request));
            if !is_taken {
                return Err(RigError::Sipp {
                    what: format!("phone {}", self.identity.user),
                    reason: format!("Asterisk did not take the key {key}"),
                });
            }
        }
        Ok(())
    }

    fn start(site: &Site, identity: Identity, port: Option<u16>, behaviour: &Behaviour) -> Result<Self> {
        find("sipp", "sip-tester")?;
        let folder = site.phones_dir();
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let mut seat = Seat::find(identity.address, site.ports)?;
        if let Some(port) = port {
            seat.sip = port;
        }
        let scenario = Scenario::taking(&identity, behaviour);
        let (taking, log) = sipp(&folder, &identity, "take", &scenario, seat, behaviour.media())?;
        let (user, address) = (identity.user.clone(), identity.address);
        let mut phone = Self {
            identity,
            ports: site.ports,
            folder,
            renewing: None,
            taking,
            log,
            hung_up: Vec::new(),
            requests: 0,
            seat,
        };
        // Nobody may call before SIPp listens.
        wait_for("SIPp to listen", Duration::from_secs(10), || {
            if let Some(status) = phone.taking.ended() {
                return Some(Err(RigError::Sipp {
                    what: user.clone(),
                    reason: status.to_string(),
                }));
            }
            (!udp_is_free(address, seat.sip)).then_some(Ok(()))
        })??;
        Ok(phone)
    }

    fn send_registration(&self, expires: Duration) -> Result<()> {
        let scenario = Scenario::register(&self.identity, self.seat.sip, expires);
        let (sipp, log) = self.sipp("register", &scenario, &["-m", "1"])?;
        registered(&self.identity, sipp, &log)
    }

    fn place(&self, identity: &Identity, extension: &str, behaviour: &Behaviour) -> Result<Call> {
        let scenario = Scenario::placing(identity, extension, behaviour);
        let seat = Seat::find(identity.address, self.ports)?;
        let arguments = [&["-m", "1"], behaviour.media()].concat();
        let (sipp, log) = sipp(&self.folder, identity, "call", &scenario, seat, &arguments)?;
        let what = format!("the call of {} to {extension}", identity.user);
        Ok(Call {
            sipp,
            log,
            what,
            address: identity.address,
            server: identity.server,
            requests: 0,
        })
    }

    /// A SIPp beside the one that takes calls.
    fn sipp(&self, role: &str, scenario: &Scenario, arguments: &[&str]) -> Result<(Guarded, PathBuf)> {
        let seat = Seat::find(self.identity.address, self.ports)?;
        sipp(&self.folder, &self.identity, role, scenario, seat, arguments)
    }
}

/// Waits for the one registration of a SIPp.
fn registered(identity: &Identity, mut sipp: Guarded, log: &Path) -> Result<()> {
    let refused = |reason| RigError::Register {
        user: identity.user.clone(),
        reason,
    };
    match sipp.wait(Duration::from_secs(10)) {
        Some(status) if status.success() => Ok(()),
        Some(_) => Err(refused(refusal(log))),
        None => Err(refused("no answer within ten seconds".into())),
    }
}

impl Drop for Phone {
    fn drop(&mut self) {
        drop(self.renewing.take());
        if self.identity.secret.is_some() {
            // So that Asterisk knows at once; it would notice by itself after `EXPIRES`.
            let _ = self.send_registration(Duration::ZERO);
        }
        self.hang_up();
        self.taking.stop();
    }
}

/// A call that a phone placed. Dropping it hangs up.
#[derive(Debug)]
pub struct Call {
    sipp: Guarded,
    log: PathBuf,
    what: String,
    address: Ipv4Addr,
    server: SocketAddr,
    /// How many requests of ours there were within the call.
    requests: u16,
}

impl Call {
    /// Waits until the other side rings.
    ///
    /// # Errors
    ///
    /// It does not in this time, or the call was refused.
    pub fn rings(&mut self, within: Duration) -> Result<()> {
        self.reaches("ringing", within)
    }

    /// Waits until the other side has answered.
    ///
    /// # Errors
    ///
    /// It does not in this time, or the call was refused.
    pub fn answered(&mut self, within: Duration) -> Result<()> {
        self.reaches("answered", within)
    }

    /// Waits until the call was refused, and gives the SIP status (486 is busy).
    ///
    /// # Errors
    ///
    /// It was not in this time.
    pub fn refused(&mut self, within: Duration) -> Result<u16> {
        wait_for(&format!("{} to be refused", self.what), within, || {
            refusal_code(&self.log)
        })
    }

    /// Waits until the call is over, whoever ended it.
    ///
    /// # Errors
    ///
    /// It is not in this time.
    pub fn ended(&mut self, within: Duration) -> Result<()> {
        match self.sipp.wait(within) {
            Some(_) => Ok(()),
            None => Err(RigError::Timeout {
                what: format!("{} to end", self.what),
                within,
            }),
        }
    }

    /// Presses keys in an answered call, one after the other: `0` to `9`, `*`, `#`, `A` to `D`.
    ///
    /// # Errors
    ///
    /// There is no such call, or Asterisk did not take a key.
    pub fn press(&mut self, keys: &str) -> Result<()> {
        for key in keys.chars() {
            let body = format!("Signal={key}\r\nDuration=160\r\n");
            self.ask("INFO", "application/dtmf-relay", body)?;
        }
        Ok(())
    }

    /// Sends words in an answered call, as a SIP MESSAGE.
    ///
    /// # Errors
    ///
    /// There is no such call, or Asterisk did not take them.
    pub fn says(&mut self, text: &str) -> Result<()> {
        self.ask("MESSAGE", "text/plain", text.to_owned())
    }

    /// Joins the other side of this call with that of another one of the same phone, as its transfer key does: an
    /// attended transfer (SIP REFER with Replaces).
    ///
    /// # Errors
    ///
    /// One of the calls is not answered, or Asterisk did not take the request.
    pub fn transfers_to(&mut self, other: &Self) -> Result<()> {
        let log = fs::read_to_string(&other.log).unwrap_or_default();
        let calls = dialogue::calls(&log);
        let target = calls
            .iter()
            .find_map(|call| call.replaced(self.server))
            .ok_or_else(|| RigError::Sipp {
                what: other.what.clone(),
                reason: "nobody has answered it".into(),
            })?;
        let headers = format!("Refer-To: {target}\r\nContact: <sip:{}>\r\n", self.address);
        self.request("REFER", headers, "text/plain", String::new())
    }

    fn ask(&mut self, method: &str, content: &str, body: String) -> Result<()> {
        self.request(method, String::new(), content, body)
    }

    fn request(&mut self, method: &str, headers: String, content: &str, body: String) -> Result<()> {
        // Above any number that a scenario reaches, below that of the BYE.
        let sequence = 300 + self.requests % 700;
        self.requests += 1;
        let request = dialogue::Within {
            method,
            sequence,
            headers,
            content,
            body,
        };
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let calls = dialogue::calls(&log);
        if calls
            .iter()
            .any(|call| call.ask(self.address, self.server, &request))
        {
            return Ok(());
        }
        Err(RigError::Sipp {
            what: self.what.clone(),
            reason: format!("Asterisk did not take the {method}"),
        })
    }

    /// Hangs up, or cancels the call if nobody has answered yet.
    pub fn hang_up(self) {
        drop(self);
    }

    fn end(&mut self) {
        if self.sipp.ended().is_some() {
            return;
        }
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        for call in dialogue::calls(&log) {
            // SIPp acknowledges that a call was cancelled; let it.
            if call.end(self.address, self.server) && matches!(call.state, dialogue::State::Dialling { .. }) {
                let _ = self.sipp.wait(Duration::from_secs(1));
            }
        }
    }

    fn reaches(&mut self, word: &str, within: Duration) -> Result<()> {
        let (log, sipp, what) = (&self.log, &mut self.sipp, &self.what);
        wait_for(&format!("{what}: {word}"), within, || {
            if count(log, word) > 0 {
                return Some(Ok(()));
            }
            let refused = refusal_code(log).map(|code| format!("refused with {code}"));
            let ended = || sipp.ended().map(|status| format!("ended with {status}"));
            let reason = refused.or_else(ended)?;
            Some(Err(RigError::Sipp {
                what: what.clone(),
                reason,
            }))
        })?
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.end();
        self.sipp.stop();
    }
}

/// Starts a SIPp; gives it and the file in which its scenario says what happened.
fn sipp(
    folder: &Path,
    identity: &Identity,
    role: &str,
    scenario: &Scenario,
    seat: Seat,
    arguments: &[&str],
) -> Result<(Guarded, PathBuf)> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("{role}-{}-{number}", identity.user);
    let file = |end: &str| folder.join(format!("{name}.{end}"));
    let (path, log) = (file("xml"), file("log"));
    fs::write(&path, scenario.text()).map_err(at(&path))?;
    let address = identity.address.to_string();
    let mut words = vec![identity.server.to_string()];
    for (option, value) in [
        ("-sf", path.display().to_string()),
        ("-i", address.clone()),
        ("-p", seat.sip.to_string()),
        ("-mi", address),
        ("-mp", seat.media.to_string()),
        ("-ci", INSIDE.to_string()),
        ("-cp", seat.control.to_string()),
        ("-log_file", log.display().to_string()),
        ("-error_file", file("errors").display().to_string()),
    ] {
        words.extend([option.to_owned(), value]);
    }
    words.extend(["-nostdin", "-trace_logs", "-trace_err"].map(str::to_owned));
    words.extend(arguments.iter().map(|word| (*word).to_owned()));
    Ok((
        Guarded::spawn("sipp", words, folder, &file("out"), LIFETIME)?,
        log,
    ))
}

/// The UDP ports of one SIPp.
#[derive(Clone, Copy, Debug)]
struct Seat {
    sip: u16,
    control: u16,
    media: u16,
}

impl Seat {
    /// Signalling, control, two pairs for sound and picture.
    const PORTS: u16 = 6;

    fn find(address: Ipv4Addr, ports: Ports) -> Result<Self> {
        // Round the block, so that a port just given back, or given away but not yet bound, is the last to be looked
        // at; each process begins elsewhere.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let seats = u32::from(Ports::PHONES / Self::PORTS);
        for _ in 0..seats {
            let turn = NEXT
                .fetch_add(1, Ordering::Relaxed)
                .wrapping_add(std::process::id().wrapping_mul(11));
            let number = u16::try_from(turn % seats).unwrap_or(0);
            let first = ports.phones + Self::PORTS * number;
            let seat = Self {
                sip: first,
                control: first + 1,
                media: first + 2,
            };
            if udp_is_free(address, seat.sip)
                && udp_is_free(INSIDE, seat.control)
                && (2..Self::PORTS).all(|n| udp_is_free(address, first + n))
            {
                return Ok(seat);
            }
        }
        Err(RigError::NoPorts {
            first: ports.phones,
            last: ports.phones + Ports::PHONES - 1,
        })
    }
}

/// How often a scenario's log says a word.
fn count(log: &Path, word: &str) -> usize {
    fs::read_to_string(log)
        .unwrap_or_default()
        .lines()
        .filter(|line| line.split('|').next() == Some(word))
        .count()
}

fn refusal_code(log: &Path) -> Option<u16> {
    let text = fs::read_to_string(log).ok()?;
    text.lines()
        .find_map(|line| line.trim().strip_prefix("refused|")?.parse().ok())
}

fn refusal(log: &Path) -> String {
    match refusal_code(log) {
        Some(code) => format!("Asterisk answered {code}"),
        None => {
            let errors = fs::read_to_string(log.with_extension("errors")).unwrap_or_default();
            // The first line is a heading.
            errors.lines().nth(1).unwrap_or("SIPp gave no reason").to_owned()
        }
    }
}

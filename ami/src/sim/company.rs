//! What a simulated PBX is told to be: its phones, queues, users and habits.

use std::fmt;
use std::time::Duration;

use super::class::Classes;
use super::error::SimError;

/// The company whose PBX is simulated.
#[derive(Clone, Debug, Default)]
pub struct Company {
    /// The phones that exist from the start. More appear when a phone section is written and reloaded: see
    /// [`Settings::phones_file`].
    pub phones: Vec<SimPhone>,
    /// The queues, all with strategy `ringall`.
    pub queues: Vec<SimQueue>,
    /// Numbers that the staff call and are called from. Any other number of six digits or more is outside too.
    pub outside: Vec<String>,
    /// Who may log in to AMI.
    pub users: Vec<AmiUser>,
    /// Configuration files that exist from the start: name as `GetConfig` asks for it, and text.
    pub files: Vec<(String, String)>,
    /// The endpoint towards the outside, such as `PJSIP/trunk`. Empty: there is no outside.
    pub trunk: String,
}

/// A phone on somebody's desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimPhone {
    /// The PJSIP endpoint, with or without its technology: `PJSIP/ab12cd34` and `ab12cd34` are the same.
    pub endpoint: String,
    /// The number that rings it.
    pub extension: String,
    /// The name shown to the other side.
    pub name: String,
}

impl SimPhone {
    /// A phone with its endpoint, extension and name.
    pub fn new(endpoint: impl Into<String>, extension: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            extension: extension.into(),
            name: name.into(),
        }
    }
}

/// A queue and its static members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimQueue {
    /// Its name in Asterisk.
    pub name: String,
    /// The number that reaches it.
    pub extension: String,
    /// Interface (`PJSIP/ab12cd34`) and member name.
    pub members: Vec<(String, String)>,
}

/// An AMI user, as a section of `manager.conf`.
#[derive(Clone, PartialEq, Eq)]
pub struct AmiUser {
    /// The user name; compared without case.
    pub name: String,
    /// The password. Never printed.
    pub secret: String,
    /// Classes of events the user may hear, as in `manager.conf`: `call,agent,cdr` or `all`.
    pub read: String,
    /// Classes of actions the user may call, written alike.
    pub write: String,
    /// Whether a second login at the same time is refused: `allowmultiplelogin = no`.
    pub single: bool,
}

impl AmiUser {
    /// A user who may hear and do everything.
    pub fn new(name: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            secret: secret.into(),
            read: "all".into(),
            write: "all".into(),
            single: false,
        }
    }
}

/// The secret is left out.
impl fmt::Debug for AmiUser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AmiUser")
            .field("name", &self.name)
            .field("secret", &"[redacted]")
            .field("read", &self.read)
            .field("write", &self.write)
            .field("single", &self.single)
            .finish()
    }
}

/// What a phone does when it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// Rings, and is picked up.
    Answers {
        /// Ringing time before it is picked up.
        after: Duration,
        /// How long the conversation lasts, unless the call says so itself.
        talk: Duration,
    },
    /// Answers `486 Busy Here`.
    Busy,
    /// Answers `503 Service Unavailable`, as a trunk whose lines are all taken.
    Congested,
    /// Rings until the caller gives up.
    NoAnswer,
    /// Is not registered: its device state is `UNAVAILABLE` and it cannot be dialled.
    Unreachable,
}

impl Behaviour {
    /// Picked up after three seconds, hung up after a minute.
    pub const PATIENT: Self = Self::Answers {
        after: Duration::from_secs(3),
        talk: Duration::from_secs(60),
    };
}

/// The Asterisk whose manager is spoken: what differs between them are banner, actions and headers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Version {
    /// Asterisk 16.28, manager 5.0.4.
    V16,
    /// Asterisk 22.10, manager 11.0.0.
    #[default]
    V22,
}

impl Version {
    pub(super) const fn manager(self) -> &'static str {
        match self {
            Self::V16 => "5.0.4",
            Self::V22 => "11.0.0",
        }
    }

    pub(super) const fn asterisk(self) -> &'static str {
        match self {
            Self::V16 => "16.28.0",
            Self::V22 => "22.10.1",
        }
    }
}

/// The habits of a simulated PBX.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The same seed, company and settings give the same life. Default 1.
    pub seed: u64,
    /// How fast life passes: 1 is real time, 10 makes calls ten times as frequent and ten times as short, 0 means that
    /// nothing happens by itself. Does not touch calls asked for by an action or a method. Default 0.
    pub pace: f32,
    /// Calls that come and go by themselves, at pace 1. Default 60.
    pub calls_per_hour: u32,
    /// What a phone does until [`Pbx::set_phone`](super::Pbx::set_phone) says otherwise. Default [`Behaviour::PATIENT`].
    pub phones: Behaviour,
    /// What a number outside does. Default [`Behaviour::PATIENT`].
    pub outside: Behaviour,
    /// How long the dialplan rings a phone or an outside number. Default 30 s.
    pub dial_timeout: Duration,
    /// How long a queue rings its members before it tries again. Default 15 s.
    pub queue_timeout: Duration,
    /// Pause of a queue between two tries. Default 5 s.
    pub queue_retry: Duration,
    /// How long a member is not rung after a call. Default 0 s.
    pub queue_wrapup: Duration,
    /// The context in which all numbers can be dialled. Default `internal`.
    pub context: String,
    /// The file whose sections with `type=wizard` (or `type=endpoint`) are phones after a reload; the section is the
    /// endpoint. Its extension comes from any file with a line `exten = 106,hint,PJSIP/<section>` or
    /// `exten = 106,1,…PJSIP/<section>…`. Default `switchhook/phones.conf`.
    pub phones_file: String,
    /// Unauthenticated connections accepted at a time. Default 50, as `authlimit` in `manager.conf`.
    pub auth_limit: usize,
    /// All connections accepted at a time. Default 200.
    pub connection_limit: usize,
    /// An unauthenticated connection is closed after this time. Default 30 s, as `authtimeout`.
    pub auth_timeout: Duration,
    /// The pause before a failed login is answered. Default 1 s, as in Asterisk.
    pub login_failure_delay: Duration,
    /// Bytes that may wait for a client that does not read; one more and it is dropped. Default 1 MiB.
    pub backlog_limit: usize,
    /// Which Asterisk it answers as. Default [`Version::V22`].
    pub version: Version,
    /// Modules that are not loaded, such as `chan_dahdi` or `app_voicemail`: their actions are unknown. Default none, so
    /// that every action answers.
    pub modules_missing: Vec<String>,
    /// Offset of the PBX's local time from UTC, in seconds; `None` takes that of this machine at the start.
    pub utc_offset: Option<i32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            pace: 0.0,
            calls_per_hour: 60,
            phones: Behaviour::PATIENT,
            outside: Behaviour::PATIENT,
            dial_timeout: Duration::from_secs(30),
            queue_timeout: Duration::from_secs(15),
            queue_retry: Duration::from_secs(5),
            queue_wrapup: Duration::ZERO,
            context: "internal".into(),
            phones_file: "switchhook/phones.conf".into(),
            auth_limit: 50,
            connection_limit: 200,
            auth_timeout: Duration::from_secs(30),
            login_failure_delay: Duration::from_secs(1),
            backlog_limit: 1024 * 1024,
            version: Version::V22,
            modules_missing: Vec::new(),
            utc_offset: None,
        }
    }
}

impl Company {
    /// Refuses what no PBX could be: text that would break a line, numbers or names used twice, unknown classes.
    pub(super) fn check(&self) -> Result<(), SimError> {
        let refuse = |what: String| Err(SimError::Company { what });
        let mut numbers = Vec::new();
        for phone in &self.phones {
            for text in [&phone.endpoint, &phone.extension, &phone.name] {
                if !is_line(text) {
                    return refuse(format!(
                        "phone {:?} has a line break in {text:?}; remove it",
                        phone.extension
                    ));
                }
            }
            if resource(&phone.endpoint).is_empty() || phone.extension.is_empty() {
                return refuse(format!(
                    "phone {:?} lacks its endpoint or extension; give both",
                    phone.name
                ));
            }
            numbers.push(&phone.extension);
        }
        for queue in &self.queues {
            let members = queue
                .members
                .iter()
                .flat_map(|(interface, name)| [interface, name]);
            if let Some(text) = [&queue.name, &queue.extension]
                .into_iter()
                .chain(members)
                .find(|text| !is_line(text))
            {
                return refuse(format!(
                    "queue {:?} has a line break in {text:?}; remove it",
                    queue.name
                ));
            }
            if queue.name.is_empty() || queue.extension.is_empty() {
                return refuse(format!(
                    "queue {:?} lacks its name or extension; give both",
                    queue.name
                ));
            }
            numbers.push(&queue.extension);
        }
        numbers.sort();
        if let Some(pair) = numbers.windows(2).find(|pair| pair[0] == pair[1]) {
            return refuse(format!(
                "extension {} is used twice; give each phone and queue its own",
                pair[0]
            ));
        }
        for user in &self.users {
            if user.name.is_empty() || !is_line(&user.name) || !is_line(&user.secret) {
                return refuse(format!(
                    "AMI user {:?} has an empty name or a line break; correct it",
                    user.name
                ));
            }
            if let Some(name) = [&user.read, &user.write]
                .into_iter()
                .find_map(|text| Classes::unknown_name(text))
            {
                return refuse(format!(
                    "AMI user {:?} has the unknown class {name:?}; see manager.conf",
                    user.name
                ));
            }
        }
        if let Some(number) = self
            .outside
            .iter()
            .chain([&self.trunk])
            .find(|text| !is_line(text))
        {
            return refuse(format!("line break in {number:?}; remove it"));
        }
        Ok(())
    }
}

fn is_line(text: &str) -> bool {
    !text.contains(['\r', '\n', '\0'])
}

/// `PJSIP/ab12cd34` and `ab12cd34` without their technology.
pub(super) fn resource(endpoint: &str) -> &str {
    endpoint
        .split_once('/')
        .map_or(endpoint, |(_, resource)| resource)
}

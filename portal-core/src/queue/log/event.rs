use std::time::Duration;

use super::Data;
use super::data::Values;

/// What happened. Numbers that are missing or unreadable are `None`.
///
/// Source: Asterisk `apps/app_queue.c`, `apps/app_agent_pool.c`, `main/logger.c`; the words of [`Refusal`] are those that a
/// dialplan writes with `QueueLog()`, because `Queue()` writes nothing when it lets nobody in.
///
/// ```
/// use switchhook_portal_core::queue::log::{Entry, Event, TransferTarget};
///
/// // An attended transfer has five values or six: its numbers are read from the right.
/// let line = "1795341700|1795341600.7|support|Ana|ATTENDEDTRANSFER|LINK|PJSIP/a-1|PJSIP/b-2|5|60|1";
/// let Event::Transfer { target, position, .. } = Entry::parse(line)?.event else { panic!() };
/// assert_eq!(target, TransferTarget::Link { first: "PJSIP/a-1", second: "PJSIP/b-2" });
/// assert_eq!(position, Some(1));
/// # Ok::<(), switchhook_portal_core::queue::log::EntryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// `ENTERQUEUE`: a call begins to wait.
    EnterQueue {
        /// The URL given to `Queue()`; mostly empty.
        url: &'a str,
        /// The caller's number; may be empty.
        caller: &'a str,
        /// Where in the queue it begins, from 1.
        position: Option<u32>,
        /// The caller's name, with `log_caller_id_name=yes`.
        name: Option<&'a str>,
    },
    /// `RINGNOANSWER`: a member did not answer.
    RingNoAnswer {
        /// How long the member rang.
        ring: Option<Duration>,
    },
    /// `RINGCANCELED`: the caller left while a member rang.
    RingCanceled {
        /// How long the member rang.
        ring: Option<Duration>,
    },
    /// `CONNECT`: a member answered.
    Connect {
        /// How long the caller waited.
        wait: Option<Duration>,
        /// The unique id of the member's channel.
        channel: &'a str,
        /// How long the member rang.
        ring: Option<Duration>,
    },
    /// `COMPLETEAGENT`, `COMPLETECALLER`: the talk is over.
    Complete {
        /// Who hung up.
        by: HungUp,
        /// How long the caller had waited.
        wait: Option<Duration>,
        /// How long they talked.
        talk: Option<Duration>,
        /// Where in the queue the call had begun.
        position: Option<u32>,
    },
    /// `BLINDTRANSFER`, `ATTENDEDTRANSFER`, and `TRANSFER` up to 11: the talk is over, the caller talks to others.
    Transfer {
        /// Whereto.
        target: TransferTarget<'a>,
        /// How long the caller had waited.
        wait: Option<Duration>,
        /// How long they talked.
        talk: Option<Duration>,
        /// Where in the queue the call had begun.
        position: Option<u32>,
    },
    /// `ABANDON`: the caller gave up. The entry has an agent if that one was just being connected.
    Abandon {
        /// Where in the queue the call was.
        position: Option<u32>,
        /// Where it had begun.
        original_position: Option<u32>,
        /// How long the caller waited.
        wait: Option<Duration>,
    },
    /// `EXITWITHTIMEOUT`: the time to wait was over.
    ExitWithTimeout {
        /// Where in the queue the call was.
        position: Option<u32>,
        /// Where it had begun.
        original_position: Option<u32>,
        /// How long the caller waited.
        wait: Option<Duration>,
    },
    /// `EXITWITHKEY`: the caller left by a key.
    ExitWithKey {
        /// Which key.
        key: &'a str,
        /// Where in the queue the call was.
        position: Option<u32>,
        /// Where it had begun.
        original_position: Option<u32>,
        /// How long the caller waited.
        wait: Option<Duration>,
    },
    /// `EXITEMPTY`: no member was left.
    ExitEmpty {
        /// Where in the queue the call was.
        position: Option<u32>,
        /// Where it had begun.
        original_position: Option<u32>,
        /// How long the caller waited.
        wait: Option<Duration>,
    },
    /// `WITHDRAW`: somebody took the call out.
    Withdraw {
        /// Where in the queue the call was.
        position: Option<u32>,
        /// Where it had begun.
        original_position: Option<u32>,
        /// How long the caller waited.
        wait: Option<Duration>,
        /// What was said of it, up to 40 bytes; a `|` of it parts its values.
        info: Data<'a>,
    },
    /// `AGENTDUMP`: a member hung up during the announcement. The caller goes on waiting since 1.8, before that not.
    AgentDump,
    /// `SYSCOMPAT`: caller and member have no codec in common; the call is lost.
    SysCompat,
    /// `CLOSED`, `DISSUASION`, `FULL`, `JOINEMPTY`: a call that was not let in.
    Refused(Refusal),
    /// `ADDMEMBER`.
    AddMember {
        /// Whether it begins with a pause. Not every release says so.
        paused: bool,
    },
    /// `REMOVEMEMBER`.
    RemoveMember,
    /// `PAUSE`.
    Pause {
        /// Why; may be empty.
        reason: &'a str,
    },
    /// `UNPAUSE`.
    Unpause {
        /// Why; may be empty.
        reason: &'a str,
    },
    /// `PAUSEALL`, without queue: a `PAUSE` of each queue follows.
    PauseAll {
        /// Why; may be empty.
        reason: &'a str,
    },
    /// `UNPAUSEALL`, without queue: an `UNPAUSE` of each queue follows.
    UnpauseAll {
        /// Why; may be empty.
        reason: &'a str,
    },
    /// `AGENTLOGIN`, and `AGENTCALLBACKLOGIN` of 1.4.
    AgentLogin {
        /// Where from.
        channel: &'a str,
    },
    /// `AGENTLOGOFF`, and `AGENTCALLBACKLOGOFF` of 1.4.
    AgentLogoff {
        /// Where from.
        channel: &'a str,
        /// How long the agent was logged in.
        login: Option<Duration>,
    },
    /// `PENALTY`: the entry has the interface as agent.
    Penalty {
        /// The new one.
        value: Option<u32>,
    },
    /// `RINGINUSE`: the entry has the interface as agent.
    RingInUse {
        /// The new one.
        value: Option<bool>,
    },
    /// `QUEUESTART`: Asterisk began to write; nothing from before goes on.
    QueueStart,
    /// `CONFIGRELOAD`: the log was reloaded or rotated; calls go on.
    ConfigReload,
    /// `OUTCALL`: a call made for a queue, noted by `QueueUpdate()`.
    OutCall {
        /// Such as `ANSWER`.
        status: &'a str,
        /// How long they talked.
        talk: Option<Duration>,
        /// Free text.
        text: &'a str,
    },
    /// Another word: of `QueueLog()`, or of a newer release.
    Other {
        /// The word.
        name: &'a str,
        /// What it says.
        data: Data<'a>,
    },
}

/// Who ended a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HungUp {
    /// The member.
    Agent,
    /// The caller.
    Caller,
}

/// Why a call was not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// `FULL`.
    Full,
    /// `JOINEMPTY`: no member was there.
    Empty,
    /// `CLOSED`: out of opening hours.
    Closed,
    /// `DISSUASION`: the caller was told to call later.
    Dissuaded,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Full, Self::Empty, Self::Closed, Self::Dissuaded];

    /// A stable name such as `dissuaded`, for the store and translations.
    pub fn key(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Empty => "empty",
            Self::Closed => "closed",
            Self::Dissuaded => "dissuaded",
        }
    }

    /// The refusal of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|refusal| refusal.key() == key)
    }
}

/// Whereto a caller was transferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransferTarget<'a> {
    /// A blind transfer to an extension. Up to 11 also attended ones look like this.
    Extension {
        /// The extension.
        extension: &'a str,
        /// Its context.
        context: &'a str,
    },
    /// Into a bridge.
    Bridge(&'a str),
    /// Into an application such as `VoiceMail`.
    Application(&'a str),
    /// Two bridges were linked by a pair of channels.
    Link {
        /// One channel of the pair.
        first: &'a str,
        /// The other one.
        second: &'a str,
    },
    /// What the line says is not known.
    Unknown,
}

impl<'a> Event<'a> {
    /// Reads an event from its word and its values.
    pub fn read(name: &'a str, data: Data<'a>) -> Self {
        let mut values = data.values();
        let mut text = || values.next().unwrap_or_default();
        match name {
            "ENTERQUEUE" => Self::EnterQueue {
                url: text(),
                caller: text(),
                position: number(text()),
                name: values.next().filter(|name| !name.is_empty()),
            },
            "CONNECT" => Self::Connect {
                wait: seconds(text()),
                channel: text(),
                ring: seconds(text()),
            },
            "COMPLETECALLER" => complete(HungUp::Caller, values),
            "COMPLETEAGENT" => complete(HungUp::Agent, values),
            "RINGNOANSWER" => Self::RingNoAnswer {
                ring: milliseconds(text()),
            },
            "RINGCANCELED" => Self::RingCanceled {
                ring: milliseconds(text()),
            },
            "ABANDON" => Self::Abandon {
                position: number(text()),
                original_position: number(text()),
                wait: seconds(text()),
            },
            "EXITWITHTIMEOUT" => Self::ExitWithTimeout {
                position: number(text()),
                original_position: number(text()),
                wait: seconds(text()),
            },
            "EXITWITHKEY" => Self::ExitWithKey {
                key: text(),
                position: number(text()),
                original_position: number(text()),
                wait: seconds(text()),
            },
            "EXITEMPTY" => Self::ExitEmpty {
                position: number(text()),
                original_position: number(text()),
                wait: seconds(text()),
            },
            "WITHDRAW" => Self::Withdraw {
                position: number(text()),
                original_position: number(text()),
                wait: seconds(text()),
                info: values.remaining(),
            },
            "BLINDTRANSFER" | "TRANSFER" => Self::Transfer {
                target: TransferTarget::Extension {
                    extension: text(),
                    context: text(),
                },
                wait: seconds(text()),
                talk: seconds(text()),
                position: number(text()),
            },
            "ATTENDEDTRANSFER" => attended_transfer(values),
            "AGENTDUMP" => Self::AgentDump,
            "SYSCOMPAT" => Self::SysCompat,
            "FULL" => Self::Refused(Refusal::Full),
            "JOINEMPTY" => Self::Refused(Refusal::Empty),
            "CLOSED" => Self::Refused(Refusal::Closed),
            "DISSUASION" => Self::Refused(Refusal::Dissuaded),
            "ADDMEMBER" => Self::AddMember {
                paused: text() == "PAUSED",
            },
            "REMOVEMEMBER" => Self::RemoveMember,
            "PAUSE" => Self::Pause { reason: text() },
            "UNPAUSE" => Self::Unpause { reason: text() },
            "PAUSEALL" => Self::PauseAll { reason: text() },
            "UNPAUSEALL" => Self::UnpauseAll { reason: text() },
            "AGENTLOGIN" | "AGENTCALLBACKLOGIN" => Self::AgentLogin { channel: text() },
            "AGENTLOGOFF" | "AGENTCALLBACKLOGOFF" => Self::AgentLogoff {
                channel: text(),
                login: seconds(text()),
            },
            "PENALTY" => Self::Penalty {
                value: number(text()),
            },
            "RINGINUSE" => Self::RingInUse {
                value: number(text()).map(|value| value != 0),
            },
            "QUEUESTART" => Self::QueueStart,
            "CONFIGRELOAD" => Self::ConfigReload,
            "OUTCALL" => Self::OutCall {
                status: text(),
                talk: seconds(text()),
                text: text(),
            },
            _ => Self::Other { name, data },
        }
    }

    /// Whether it tells of one stay of one call in one queue, and so names both.
    pub fn is_of_a_visit(&self) -> bool {
        matches!(
            self,
            Self::EnterQueue { .. }
                | Self::Connect { .. }
                | Self::Complete { .. }
                | Self::RingNoAnswer { .. }
                | Self::RingCanceled { .. }
                | Self::Transfer { .. }
                | Self::Abandon { .. }
                | Self::ExitWithTimeout { .. }
                | Self::ExitWithKey { .. }
                | Self::ExitEmpty { .. }
                | Self::Withdraw { .. }
                | Self::AgentDump
                | Self::SysCompat
        )
    }
}

fn complete(by: HungUp, mut values: Values<'_>) -> Event<'_> {
    let mut text = || values.next().unwrap_or_default();
    Event::Complete {
        by,
        wait: seconds(text()),
        talk: seconds(text()),
        position: number(text()),
    }
}

/// `BRIDGE|id`, `APP|name` or `LINK|channel|channel`, and then up to three numbers: so these are counted from the right.
fn attended_transfer(values: Values<'_>) -> Event<'_> {
    const MOST: usize = 16;
    let mut all = [""; MOST];
    let mut length = 0;
    for (place, value) in all.iter_mut().zip(values) {
        *place = value;
        length += 1;
    }
    // Columns of a table are empty where there is nothing.
    while length > 0 && all[length - 1].is_empty() {
        length -= 1;
    }
    let named = match all[0] {
        "LINK" => 3,
        "BRIDGE" | "APP" => 2,
        _ => 1,
    };
    let mut numbers = length;
    while numbers > named && length - numbers < 3 && number(all[numbers - 1]).is_some() {
        numbers -= 1;
    }
    Event::Transfer {
        target: match all[0] {
            "LINK" => TransferTarget::Link {
                first: all[1],
                second: all[2],
            },
            "BRIDGE" => TransferTarget::Bridge(all[1]),
            "APP" => TransferTarget::Application(all[1]),
            _ => TransferTarget::Unknown,
        },
        wait: all[numbers..length].first().and_then(|text| seconds(text)),
        talk: all[numbers..length].get(1).and_then(|text| seconds(text)),
        position: all[numbers..length].get(2).and_then(|text| number(text)),
    }
}

fn number(text: &str) -> Option<u32> {
    if text.is_empty() || text.len() > 10 {
        return None;
    }
    let mut value = 0u64;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + u64::from(byte - b'0');
    }
    u32::try_from(value).ok()
}

fn seconds(text: &str) -> Option<Duration> {
    number(text).map(|seconds| Duration::from_secs(seconds.into()))
}

fn milliseconds(text: &str) -> Option<Duration> {
    number(text).map(|milliseconds| Duration::from_millis(milliseconds.into()))
}

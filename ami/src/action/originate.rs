use std::time::Duration;

use super::variables::Variables;
use super::{Action, Expects, Reply, ReplyError};
use crate::event::{Event, OriginateResponse};
use crate::value::{ChannelName, HangupCause, Priority, UniqueId};
use crate::wire::{EncodeError, HeaderWriter};

/// Longest `ChannelId` that Asterisk takes.
const MAX_CHANNEL_ID: usize = 149;

/// Calls a telephone and, once it answers, sends it somewhere. Needs write class originate.
///
/// Always asynchronous underneath: the connection goes on while the telephone rings, and the answer comes when
/// it was answered or was not. The user needs read class call, or the answer never comes.
///
/// ```
/// use std::time::Duration;
/// use switchhook_ami::action::{Originate, Request, Target};
///
/// let call = Originate::new("PJSIP/100", Target::extension("from-internal", "200"))
///     .caller_id("\"Click to dial\" <200>")
///     .variable("NOTE", "Ana, \"the\" boss")
///     .timeout(Duration::from_secs(20));
/// assert!(Request::new(&call).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "an Originate calls nobody until it is sent"]
pub struct Originate {
    channel: String,
    target: Target,
    timeout: Duration,
    caller_id: Option<String>,
    account: Option<String>,
    channel_id: Option<UniqueId>,
    other_channel_id: Option<UniqueId>,
    pre_dial_go_sub: Option<String>,
    early_media: bool,
    codecs: Option<String>,
    variables: Variables,
}

/// Where an answered [`Originate`] goes: one or the other.
///
/// ```
/// use switchhook_ami::action::Target;
/// assert_ne!(Target::extension("from-internal", "200"), Target::application("Playback", "hello-world"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A step of the dialplan.
    Extension {
        /// `Context`.
        context: String,
        /// `Exten`.
        extension: String,
        /// `Priority`: a number or a label.
        priority: Priority,
    },
    /// One application.
    Application {
        /// Its name. Some need write class system (`main/manager.c`: those that could run programs).
        name: String,
        /// Its arguments.
        data: String,
    },
}

/// What became of an [`Originate`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It was answered.
    Answered {
        /// The channel that was made.
        channel: ChannelName,
        /// Its id.
        unique_id: Option<UniqueId>,
    },
    /// The telephone is busy (reason 5).
    Busy,
    /// It rang in vain (reason 3).
    NoAnswer,
    /// It was refused or hung up before it was answered (reason 1).
    HungUp,
    /// The network could not (reason 8).
    Congestion,
    /// Anything else: the device is not registered or does not exist (0 or none), or a reason without a name here.
    Failure {
        /// `Reason`, where it is a number.
        reason: Option<i32>,
        /// How the channel ended, where its events were heard: `Client::dial` hears them.
        cause: Option<HangupCause>,
    },
}

impl Target {
    /// The first step of an extension.
    pub fn extension(context: impl Into<String>, extension: impl Into<String>) -> Self {
        Self::Extension {
            context: context.into(),
            extension: extension.into(),
            priority: Priority::Number(1),
        }
    }

    /// An application with its arguments.
    pub fn application(name: impl Into<String>, data: impl Into<String>) -> Self {
        Self::Application {
            name: name.into(),
            data: data.into(),
        }
    }
}

impl Originate {
    /// Calls `channel`, `Technology/Resource` such as `PJSIP/100`.
    pub fn new(channel: impl Into<String>, target: Target) -> Self {
        Self {
            channel: channel.into(),
            target,
            timeout: Duration::from_secs(30),
            caller_id: None,
            account: None,
            channel_id: None,
            other_channel_id: None,
            pre_dial_go_sub: None,
            early_media: false,
            codecs: None,
            variables: Variables::default(),
        }
    }

    /// How long it may ring. Default 30 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// What the called telephone shows: `"Name" <number>` or a number. Default: nothing.
    pub fn caller_id(mut self, caller_id: impl Into<String>) -> Self {
        self.caller_id = Some(caller_id.into());
        self
    }

    /// Account code of the call. Default: the device's own.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// The unique id that the channel gets, to recognise its events before the answer comes. At most 149 bytes.
    /// Default: chosen by Asterisk.
    pub fn channel_id(mut self, id: impl Into<UniqueId>) -> Self {
        self.channel_id = Some(id.into());
        self
    }

    /// The one chosen by [`channel_id`](Self::channel_id).
    #[cfg(feature = "tokio")]
    pub(crate) fn chosen_channel_id(&self) -> Option<&str> {
        self.channel_id.as_ref().map(UniqueId::as_str)
    }

    /// The unique id that the second half of a `Local` channel gets. At most 149 bytes. Default: the id of the first
    /// with `;2`, or chosen by Asterisk.
    pub fn other_channel_id(mut self, id: impl Into<UniqueId>) -> Self {
        self.other_channel_id = Some(id.into());
        self
    }

    /// `context,extension,priority` of a subroutine to run on the channel before it is dialled: Asterisk 18.23, 20.8,
    /// 21.3 and later. So far it takes no notice of this in asynchronous calls, which all calls of this type are.
    /// Default: none.
    pub fn pre_dial_go_sub(mut self, subroutine: impl Into<String>) -> Self {
        self.pre_dial_go_sub = Some(subroutine.into());
        self
    }

    /// Goes to the target as soon as there is sound, before the answer. Default: no.
    pub fn early_media(mut self, early_media: bool) -> Self {
        self.early_media = early_media;
        self
    }

    /// Codecs to offer, such as `alaw,ulaw`. Default: the device's.
    pub fn codecs(mut self, codecs: impl Into<String>) -> Self {
        self.codecs = Some(codecs.into());
        self
    }

    /// Sets a variable of the channel, to exactly this value. `_NAME` and `__NAME` are inherited as in the
    /// dialplan; `FUNC(args)` calls a function.
    ///
    /// Asterisk 16, 17, 18 up to 18.16 and 20.0 lose these when the manager user has a `setvar`.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.add(name, value);
        self
    }
}

impl Action for Originate {
    type Response = Outcome;

    fn name(&self) -> &str {
        "Originate"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Channel", &self.channel);
        if !self.channel.contains('/') {
            headers.fail(EncodeError::Value {
                header: "Channel".to_owned(),
                problem: "no technology; write it as Technology/Resource, such as PJSIP/100",
            });
        }
        match &self.target {
            Target::Extension {
                context,
                extension,
                priority,
            } => {
                headers
                    .header("Context", context)
                    .header("Exten", extension)
                    .display("Priority", priority);
                if context.is_empty() || extension.is_empty() || *priority == Priority::from("") {
                    headers.fail(EncodeError::Value {
                        header: "Exten".to_owned(),
                        problem: "context, extension or priority is empty; name all three",
                    });
                }
            }
            Target::Application { name, data } => {
                headers.header("Application", name).header("Data", data);
                if name.is_empty() {
                    headers.fail(EncodeError::Value {
                        header: "Application".to_owned(),
                        problem: "empty; name the application",
                    });
                }
            }
        }
        headers
            .display("Timeout", self.timeout.as_millis().min(i32::MAX as u128))
            .header("Async", "true")
            .optional("CallerID", self.caller_id.as_ref())
            .optional("Account", self.account.as_ref())
            .optional("ChannelId", self.channel_id.as_ref().map(UniqueId::as_str))
            .optional(
                "OtherChannelId",
                self.other_channel_id.as_ref().map(UniqueId::as_str),
            )
            .optional("PreDialGoSub", self.pre_dial_go_sub.as_ref())
            .optional("EarlyMedia", self.early_media.then_some("true"))
            .optional("Codecs", self.codecs.as_ref());
        for (header, id) in [
            ("ChannelId", &self.channel_id),
            ("OtherChannelId", &self.other_channel_id),
        ] {
            if id.as_ref().is_some_and(|id| id.as_str().len() > MAX_CHANNEL_ID) {
                headers.fail(EncodeError::Value {
                    header: header.to_owned(),
                    problem: "longer than the 149 bytes that Asterisk takes; shorten it",
                });
            }
        }
        self.variables.write(headers);
    }

    fn expects(&self) -> Expects {
        Expects::Event("OriginateResponse")
    }

    fn extra_time(&self) -> Duration {
        self.timeout
    }

    fn response(&self, reply: &Reply) -> Result<Outcome, ReplyError> {
        reply.accepted()?;
        reply
            .events
            .iter()
            .find_map(|event| match event.event() {
                Event::OriginateResponse(response) => Some(Outcome::of(response)),
                _ => None,
            })
            .ok_or(ReplyError::Missing {
                action: "Originate",
                header: "Reason",
            })
    }
}

impl Outcome {
    /// Reads the event that tells it.
    pub fn of(response: OriginateResponse<'_>) -> Self {
        let reason = response.reason();
        if response.is_success() {
            return match response.channel() {
                Some(channel) => Self::Answered {
                    channel,
                    unique_id: response.unique_id(),
                },
                None => Self::Failure { reason, cause: None },
            };
        }
        match reason {
            Some(1) => Self::HungUp,
            Some(3) => Self::NoAnswer,
            Some(5) => Self::Busy,
            Some(8) => Self::Congestion,
            _ => Self::Failure { reason, cause: None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Originate, Outcome, Target};
    use crate::action::Action;
    use crate::action::testing::{encoded, reply};
    use crate::value::{ChannelName, UniqueId};

    fn call() -> Originate {
        Originate::new("PJSIP/100", Target::extension("from-internal", "200"))
    }

    #[test]
    fn every_setter_is_written() {
        let call = call()
            .timeout(std::time::Duration::from_millis(1500))
            .caller_id("\"Ana\" <100>")
            .account("sales")
            .channel_id("click-1")
            .other_channel_id("click-2")
            .pre_dial_go_sub("subs,headers,1")
            .early_media(true)
            .codecs("alaw")
            .variable("A", "1,2")
            .variable("__B", "");
        assert_eq!(
            encoded(&call).unwrap(),
            "Action: Originate\nActionID: 1\nChannel: PJSIP/100\nContext: from-internal\nExten: 200\nPriority: 1\n\
             Timeout: 1500\nAsync: true\nCallerID: \"Ana\" <100>\nAccount: sales\nChannelId: click-1\nOtherChannelId: click-2\n\
             PreDialGoSub: subs,headers,1\nEarlyMedia: true\nCodecs: alaw\nVariable: A=1\\,2\nVariable: __B=\n\n"
        );
    }

    #[test]
    fn what_asterisk_would_misread_is_refused() {
        let extension = Target::extension("c", "e");
        for (call, expected) in [
            (
                Originate::new("100", extension.clone()),
                "header Channel: no technology; write it as Technology/Resource, such as PJSIP/100",
            ),
            (
                Originate::new("PJSIP/1\r\n", extension),
                "header Channel: CR at byte 7; remove it, a header cannot carry line breaks or NUL",
            ),
            (
                Originate::new("PJSIP/1", Target::extension("c", "")),
                "header Exten: context, extension or priority is empty; name all three",
            ),
            (
                Originate::new("PJSIP/1", Target::application("", "")),
                "header Application: empty; name the application",
            ),
            (
                call().channel_id("x".repeat(150)),
                "header ChannelId: longer than the 149 bytes that Asterisk takes; shorten it",
            ),
            (
                call().variable("a,b", "1"),
                "header Variable: a name is empty or would be read as something else (= , \" \\ or a stray bracket); rename the variable",
            ),
        ] {
            assert_eq!(encoded(&call).unwrap_err().to_string(), expected);
        }
    }

    #[test]
    fn each_reason_is_an_outcome() {
        let failure = |reason| Outcome::Failure { reason, cause: None };
        for (text, expected) in [
            ("Failure\nReason: 5", Outcome::Busy),
            ("Failure\nReason: 3", Outcome::NoAnswer),
            ("Failure\nReason: 1", Outcome::HungUp),
            ("Failure\nReason: 8", Outcome::Congestion),
            ("Failure\nReason: 0", failure(Some(0))),
            ("Failure\nReason: 77", failure(Some(77))),
            ("Failure", failure(None)),
            (
                "Success\nReason: 4\nChannel: PJSIP/100-1\nUniqueid: 1.2",
                Outcome::Answered {
                    channel: ChannelName::new("PJSIP/100-1"),
                    unique_id: Some(UniqueId::new("1.2")),
                },
            ),
        ] {
            let reply = reply(&format!(
                "Response: Success\n\nEvent: OriginateResponse\nResponse: {text}"
            ));
            assert_eq!(call().response(&reply).unwrap(), expected, "{text}");
        }
    }
}

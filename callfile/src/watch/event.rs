//! What the manager interface says about a call, as plain values.

use std::borrow::Cow;

use crate::call_file::CallFile;
use crate::spool::FileName;
use crate::value::ValueError;

/// The variable that ties the events of a call to its file: its value is the file's name.
pub const CALL_VARIABLE: &str = "SWITCHHOOK_CALL";

/// The channel on which Asterisk runs the extension `failed`.
const FAILED_CHANNEL: &str = "OutgoingSpoolFailed";

/// The same call with its file's name as a variable, so that its events are recognised.
///
/// ```
/// use switchhook_callfile::watch::tied;
/// use switchhook_callfile::{CallFile, FileName, Target};
///
/// let call = CallFile::builder("PJSIP/100", Target::extension("internal", "200")?).build()?;
/// let tied = tied(&call, &FileName::new("alarm-17.call")?)?;
/// assert!(tied.to_string().ends_with("Set: SWITCHHOOK_CALL=alarm-17.call\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// The name cannot stand in a call file, or the file becomes too long.
pub fn tied(call: &CallFile, name: &FileName) -> Result<CallFile, ValueError> {
    use std::os::unix::ffi::OsStrExt;
    let name = name.as_os_str().as_bytes();
    call.edit().variable(CALL_VARIABLE, name).build()
}

/// Something that happened to a channel of a call.
///
/// ```
/// use switchhook_callfile::watch::{PbxEvent, PbxFact};
///
/// let event = PbxEvent::from_headers([
///     ("Event", "DialEnd"),
///     ("DestChannel", "PJSIP/104-00000001"),
///     ("DestUniqueid", "1795345428.1"),
///     ("DestChanVariable", "SWITCHHOOK_CALL=alarm-17.call"),
///     ("DialStatus", "BUSY"),
/// ])
/// .unwrap();
/// assert_eq!(event.unique_id, "1795345428.1");
/// assert_eq!(event.call.as_deref(), Some("alarm-17.call"));
/// assert_eq!(event.fact, PbxFact::NotAnswered { status: "BUSY".to_owned() });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PbxEvent {
    /// The channel's `Uniqueid`.
    pub unique_id: String,
    /// The file's name, if the event says it.
    pub call: Option<String>,
    /// What happened.
    pub fact: PbxFact,
}

/// What happened to a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PbxFact {
    /// Asterisk made it for a call file.
    Dialled,
    /// It was answered.
    Answered,
    /// It was not, for a reason that Asterisk gives: `BUSY`, `NOANSWER`, `CONGESTION`, `CHANUNAVAIL` …
    NotAnswered {
        /// `DialStatus`, as sent.
        status: String,
    },
    /// The extension `failed` runs in its place: the attempt is over.
    FailedExtension,
    /// It is gone.
    Ended {
        /// The cause of the hangup (Q.850); 0 is none.
        cause: u16,
    },
}

/// The headers that matter.
#[derive(Default)]
struct Headers<'a> {
    event: Cow<'a, str>,
    channel: Cow<'a, str>,
    unique_id: Cow<'a, str>,
    dest_unique_id: Cow<'a, str>,
    variable: Cow<'a, str>,
    value: Cow<'a, str>,
    call: Option<String>,
    dest_call: Option<String>,
    status: Cow<'a, str>,
    cause: Cow<'a, str>,
}

impl PbxEvent {
    /// An event made by hand.
    #[must_use]
    pub fn new(unique_id: impl Into<String>, fact: PbxFact) -> Self {
        Self {
            unique_id: unique_id.into(),
            call: None,
            fact,
        }
    }

    /// Says to which file it belongs. Once said, later events of the channel need not repeat it.
    #[must_use]
    pub fn call(mut self, name: impl Into<String>) -> Self {
        self.call = Some(name.into());
        self
    }

    /// Reads the headers of a manager event. None if it says nothing about calls of files.
    ///
    /// Names are compared without case. Headers may be any pairs of text, such as `&str` or those of switchhook-ami.
    pub fn from_headers<'a, N, V>(headers: impl IntoIterator<Item = (N, V)>) -> Option<Self>
    where
        N: AsRef<str>,
        V: Into<Cow<'a, str>>,
    {
        let mut found = Headers::default();
        for (name, value) in headers {
            let (name, value) = (name.as_ref(), value.into());
            let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
            match name.len() {
                5 if is("Event") => found.event = value,
                5 if is("Value") => found.value = value,
                5 if is("Cause") => found.cause = value,
                7 if is("Channel") => found.channel = value,
                8 if is("Uniqueid") => found.unique_id = value,
                8 if is("Variable") => found.variable = value,
                10 if is("DialStatus") => found.status = value,
                12 if is("DestUniqueid") => found.dest_unique_id = value,
                12 if is("ChanVariable") => found.call = found.call.or(tie(&value)),
                16 if is("DestChanVariable") => found.dest_call = found.dest_call.or(tie(&value)),
                _ => {}
            }
        }
        found.read()
    }
}

/// The name in `SWITCHHOOK_CALL=name`.
fn tie(variable: &str) -> Option<String> {
    let name = variable.strip_prefix(CALL_VARIABLE)?.strip_prefix('=')?;
    (!name.is_empty()).then(|| name.to_owned())
}

impl Headers<'_> {
    fn read(self) -> Option<PbxEvent> {
        let (unique_id, call, fact) = match &*self.event {
            "VarSet" if self.variable == CALL_VARIABLE && !self.value.is_empty() => {
                let fact = match &*self.channel {
                    FAILED_CHANNEL => PbxFact::FailedExtension,
                    // The far side of a Local channel gets a copy; the call is the near side.
                    far if far.ends_with(";2") => return None,
                    _ => PbxFact::Dialled,
                };
                (self.unique_id, Some(self.value.into_owned()), fact)
            }
            // The dialling of a call file has no channel that calls. Where there is one, it is an application Dial
            // somewhere behind.
            "DialBegin" if self.channel.is_empty() => {
                (self.dest_unique_id, Some(self.dest_call?), PbxFact::Dialled)
            }
            "DialEnd" if self.channel.is_empty() => {
                let fact = match &*self.status {
                    "ANSWER" => PbxFact::Answered,
                    status => PbxFact::NotAnswered {
                        status: status.to_owned(),
                    },
                };
                (self.dest_unique_id, self.dest_call, fact)
            }
            "Hangup" if self.channel == FAILED_CHANNEL => {
                (self.unique_id, Some(self.call?), PbxFact::FailedExtension)
            }
            "Hangup" => {
                let cause = self.cause.parse().unwrap_or(0);
                (self.unique_id, None, PbxFact::Ended { cause })
            }
            _ => return None,
        };
        if unique_id.is_empty() {
            return None;
        }
        Some(PbxEvent {
            unique_id: unique_id.into_owned(),
            call,
            fact,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<PbxEvent> {
        PbxEvent::from_headers(text.lines().filter_map(|line| line.split_once(": ")))
    }

    /// As Asterisk 22.10 and 16.28 send them.
    #[test]
    fn events_of_call_files_are_recognised_and_others_are_not() {
        let dialled = "Event: VarSet\nChannel: PJSIP/104-00000001\nUniqueid: 1.1\nVariable: SWITCHHOOK_CALL\nValue: busy\n";
        let far = dialled.replace("PJSIP/104-00000001", "Local/busy@probe-00000000;2");
        let failed = dialled.replace("PJSIP/104-00000001", "OutgoingSpoolFailed");
        let other = dialled.replace("Value: busy", "Value: ");
        let begin = "Event: DialBegin\nDestChannel: Local/a@b-0;1\nDestUniqueid: 1.6\nDestChanVariable: SWITCHHOOK_CALL=x\n";
        let untied = begin.replace("=x", "=");
        let behind =
            "Event: DialEnd\nChannel: Local/a@b-0;2\nUniqueid: 1.7\nDestUniqueid: 1.8\nDialStatus: BUSY\n";
        let answer = "Event: DialEnd\nDestUniqueid: 1.6\nDialStatus: ANSWER\n";
        let hangup =
            "Event: Hangup\nChannel: PJSIP/104-00000001\nUniqueid: 1.1\nCause: 17\nCause-txt: User busy\n";
        let pseudo = "Event: Hangup\nChannel: OutgoingSpoolFailed\nUniqueid: 1.2\nChanVariable: SWITCHHOOK_CALL=x\nCause: 3\n";
        let cases = [
            (dialled, Some(PbxEvent::new("1.1", PbxFact::Dialled).call("busy"))),
            (&far, None),
            (
                &failed,
                Some(PbxEvent::new("1.1", PbxFact::FailedExtension).call("busy")),
            ),
            (&other, None),
            (begin, Some(PbxEvent::new("1.6", PbxFact::Dialled).call("x"))),
            (&untied, None),
            (behind, None),
            (answer, Some(PbxEvent::new("1.6", PbxFact::Answered))),
            (hangup, Some(PbxEvent::new("1.1", PbxFact::Ended { cause: 17 }))),
            (
                pseudo,
                Some(PbxEvent::new("1.2", PbxFact::FailedExtension).call("x")),
            ),
            ("Event: Newchannel\nUniqueid: 1.1\n", None),
            ("Event: Hangup\n", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}

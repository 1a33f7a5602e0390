// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Removes a participant from a conference.
///
/// The account needs write class call. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeKick, Request};
/// assert!(Request::new(&ConfbridgeKick::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeKick {
    conference: String,
    channel: String,
}

impl ConfbridgeKick {
    /// What Asterisk cannot do without:
    ///
    /// - `Conference`: The conference.
    /// - `Channel`: The participant's channel, `all` or `participants`.
    pub fn new(conference: impl Into<String>, channel: impl Into<String>) -> Self {
        Self {
            conference: conference.into(),
            channel: channel.into(),
        }
    }
}

impl Action for ConfbridgeKick {
    type Response = ();

    fn name(&self) -> &str {
        "ConfbridgeKick"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Conference", &self.conference)
            .header("Channel", &self.channel);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the participants of a conference.
///
/// The account needs write class reporting. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeList, Request};
/// assert!(Request::new(&ConfbridgeList::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeList {
    conference: String,
}

impl ConfbridgeList {
    /// What Asterisk cannot do without:
    ///
    /// - `Conference`: The conference.
    pub fn new(conference: impl Into<String>) -> Self {
        Self {
            conference: conference.into(),
        }
    }
}

impl Action for ConfbridgeList {
    type Response = List<event::ConfbridgeList<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "ConfbridgeList"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Conference", &self.conference);
    }

    fn expects(&self) -> Expects {
        Expects::List("ConfbridgeListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "ConfbridgeListComplete")
    }
}

/// Lists the conferences that are going on.
///
/// The account needs write class reporting. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeListRooms, Request};
/// assert!(Request::new(&ConfbridgeListRooms).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeListRooms;

impl Action for ConfbridgeListRooms {
    type Response = List<event::ConfbridgeRoomItem<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "ConfbridgeListRooms"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("ConfbridgeListRoomsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "ConfbridgeListRoomsComplete")
    }
}

/// Lets nobody else enter a conference.
///
/// The account needs write class call. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeLock, Request};
/// assert!(Request::new(&ConfbridgeLock::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeLock {
    conference: String,
}

impl ConfbridgeLock {
    /// What Asterisk cannot do without:
    ///
    /// - `Conference`: The conference.
    pub fn new(conference: impl Into<String>) -> Self {
        Self {
            conference: conference.into(),
        }
    }
}

impl Action for ConfbridgeLock {
    type Response = ();

    fn name(&self) -> &str {
        "ConfbridgeLock"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Conference", &self.conference);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Mutes a participant of a conference.
///
/// The account needs write class call. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeMute, Request};
/// assert!(Request::new(&ConfbridgeMute::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeMute {
    conference: String,
    channel: String,
}

impl ConfbridgeMute {
    /// What Asterisk cannot do without:
    ///
    /// - `Conference`: The conference.
    /// - `Channel`: The participant's channel or how it begins, `all` or `participants`.
    pub fn new(conference: impl Into<String>, channel: impl Into<String>) -> Self {
        Self {
            conference: conference.into(),
            channel: channel.into(),
        }
    }
}

impl Action for ConfbridgeMute {
    type Response = ();

    fn name(&self) -> &str {
        "ConfbridgeMute"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Conference", &self.conference)
            .header("Channel", &self.channel);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Makes one participant the video that all of a conference see.
///
/// The account needs write class call. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeSetSingleVideoSrc, Request};
/// assert!(Request::new(&ConfbridgeSetSingleVideoSrc::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeSetSingleVideoSrc {
    conference: String,
    channel: String,
}

impl ConfbridgeSetSingleVideoSrc {
    /// What Asterisk cannot do without:
    ///
    /// - `Conference`: The conference.
    /// - `Channel`: The participant's channel or how it begins.
    pub fn new(conference: impl Into<String>, channel: impl Into<String>) -> Self {
        Self {
            conference: conference.into(),
            channel: channel.into(),
        }
    }
}

impl Action for ConfbridgeSetSingleVideoSrc {
    type Response = ();

    fn name(&self) -> &str {
        "ConfbridgeSetSingleVideoSrc"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Conference", &self.conference)
            .header("Channel", &self.channel);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Begins to record a conference.
///
/// The account needs write class system. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeStartRecord, Request};
/// assert!(Request::new(&ConfbridgeStartRecord::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeStartRecord {
    conference: String,
    record_file: Option<String>,
}

impl ConfbridgeStartRecord {
    /// What Asterisk cannot do without:
    ///
    /// - `Conference`: The conference.
    pub fn new(conference: impl Into<String>) -> Self {
        Self {
            conference: conference.into(),
            record_file: None,
        }
    }

    /// `RecordFile`: The file. Default: named by Asterisk, or as the conference's profile says.
    pub fn record_file(mut self, record_file: impl Into<String>) -> Self {
        self.record_file = Some(record_file.into());
        self
    }
}

impl Action for ConfbridgeStartRecord {
    type Response = ();

    fn name(&self) -> &str {
        "ConfbridgeStartRecord"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Conference", &self.conference)
            .optional("RecordFile", self.record_file.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Ends the recording of a conference.
///
/// The account needs write class system. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeStopRecord, Request};
/// assert!(Request::new(&ConfbridgeStopRecord::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeStopRecord {
    conference: String,
}

impl ConfbridgeStopRecord {
    /// What Asterisk cannot do without:
    ///
    /// - `Conference`: The conference.
    pub fn new(conference: impl Into<String>) -> Self {
        Self {
            conference: conference.into(),
        }
    }
}

impl Action for ConfbridgeStopRecord {
    type Response = ();

    fn name(&self) -> &str {
        "ConfbridgeStopRecord"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Conference", &self.conference);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lets others enter a conference again.
///
/// The account needs write class call. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeUnlock, Request};
/// assert!(Request::new(&ConfbridgeUnlock::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeUnlock {
    conference: String,
}

impl ConfbridgeUnlock {
    /// What Asterisk cannot do without:
    ///
    /// - `Conference`: The conference.
    pub fn new(conference: impl Into<String>) -> Self {
        Self {
            conference: conference.into(),
        }
    }
}

impl Action for ConfbridgeUnlock {
    type Response = ();

    fn name(&self) -> &str {
        "ConfbridgeUnlock"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Conference", &self.conference);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lets a muted participant of a conference speak again.
///
/// The account needs write class call. Part of `app_confbridge` (Asterisk `apps/app_confbridge.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{ConfbridgeUnmute, Request};
/// assert!(Request::new(&ConfbridgeUnmute::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ConfbridgeUnmute {
    conference: String,
    channel: String,
}

impl ConfbridgeUnmute {
    /// What Asterisk cannot do without:
    ///
    /// - `Conference`: The conference.
    /// - `Channel`: The participant's channel or how it begins, `all` or `participants`.
    pub fn new(conference: impl Into<String>, channel: impl Into<String>) -> Self {
        Self {
            conference: conference.into(),
            channel: channel.into(),
        }
    }
}

impl Action for ConfbridgeUnmute {
    type Response = ();

    fn name(&self) -> &str {
        "ConfbridgeUnmute"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Conference", &self.conference)
            .header("Channel", &self.channel);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

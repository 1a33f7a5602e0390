// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Lists the participants of MeetMe conferences.
///
/// The account needs write class reporting. Part of `app_meetme` (Asterisk `apps/app_meetme.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{MeetmeList, Request};
/// assert!(Request::new(&MeetmeList::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct MeetmeList {
    conference: Option<String>,
}

impl MeetmeList {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Conference`: Only this conference. Default: all.
    pub fn conference(mut self, conference: impl Into<String>) -> Self {
        self.conference = Some(conference.into());
        self
    }
}

impl Action for MeetmeList {
    type Response = List<event::MeetmeList<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "MeetmeList"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Conference", self.conference.as_ref());
    }

    fn expects(&self) -> Expects {
        Expects::List("MeetmeListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "MeetmeListComplete")
    }
}

/// Lists the MeetMe conferences that are going on.
///
/// The account needs write class reporting. Part of `app_meetme` (Asterisk `apps/app_meetme.c`) since 10.0.0.
///
/// ```
/// use switchhook_ami::action::{MeetmeListRooms, Request};
/// assert!(Request::new(&MeetmeListRooms).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct MeetmeListRooms;

impl Action for MeetmeListRooms {
    type Response = List<event::MeetmeRoom<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "MeetmeListRooms"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("MeetmeListRoomsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "MeetmeListRoomsComplete")
    }
}

/// Mutes a participant of a MeetMe conference.
///
/// The account needs write class call. Part of `app_meetme` (Asterisk `apps/app_meetme.c`) since 1.4.0.
///
/// ```
/// use switchhook_ami::action::{MeetmeMute, Request};
/// assert!(Request::new(&MeetmeMute::new("some text", 7)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MeetmeMute {
    meetme: String,
    usernum: u32,
}

impl MeetmeMute {
    /// What Asterisk cannot do without:
    ///
    /// - `Meetme`: The conference.
    /// - `Usernum`: The participant's number in the conference.
    pub fn new(meetme: impl Into<String>, usernum: u32) -> Self {
        Self {
            meetme: meetme.into(),
            usernum,
        }
    }
}

impl Action for MeetmeMute {
    type Response = ();

    fn name(&self) -> &str {
        "MeetmeMute"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Meetme", &self.meetme)
            .display("Usernum", self.usernum);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lets a muted participant of a MeetMe conference speak again.
///
/// The account needs write class call. Part of `app_meetme` (Asterisk `apps/app_meetme.c`) since 1.4.0.
///
/// ```
/// use switchhook_ami::action::{MeetmeUnmute, Request};
/// assert!(Request::new(&MeetmeUnmute::new("some text", 7)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MeetmeUnmute {
    meetme: String,
    usernum: u32,
}

impl MeetmeUnmute {
    /// What Asterisk cannot do without:
    ///
    /// - `Meetme`: The conference.
    /// - `Usernum`: The participant's number in the conference.
    pub fn new(meetme: impl Into<String>, usernum: u32) -> Self {
        Self {
            meetme: meetme.into(),
            usernum,
        }
    }
}

impl Action for MeetmeUnmute {
    type Response = ();

    fn name(&self) -> &str {
        "MeetmeUnmute"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Meetme", &self.meetme)
            .display("Usernum", self.usernum);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

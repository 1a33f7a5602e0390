//! The first page after logging in.

use askama::Template;

use super::common::{DialNumber, Presence};
use crate::web::frame::Frame;

/// `GET /`.
#[derive(Debug, Template)]
#[template(path = "home.html")]
pub(crate) struct HomePage {
    pub(crate) frame: Frame,
    /// The person's first name.
    pub(crate) name: String,
    pub(crate) phones: Vec<OwnPhone>,
    pub(crate) missed: Vec<MissedCall>,
    /// `None` for who sees no queue.
    pub(crate) queues: Option<Vec<QueueLine>>,
    /// `None` for who does not administer the portal.
    pub(crate) administration: Option<AdministrationCard>,
}

/// A phone of the reader.
#[derive(Clone, Debug)]
pub(crate) struct OwnPhone {
    pub(crate) extension: String,
    pub(crate) label: String,
    pub(crate) presence: Presence,
}

/// A call that the reader missed.
#[derive(Clone, Debug)]
pub(crate) struct MissedCall {
    pub(crate) when: String,
    pub(crate) name: String,
    pub(crate) number: DialNumber,
}

/// A queue in one line.
#[derive(Clone, Debug)]
pub(crate) struct QueueLine {
    pub(crate) label: String,
    pub(crate) waiting: i64,
    pub(crate) agents_free: i64,
}

/// How the portal does.
#[derive(Clone, Debug)]
pub(crate) struct AdministrationCard {
    /// Items of the configuration check that are not well.
    pub(crate) problems: i64,
    pub(crate) unrated: i64,
}

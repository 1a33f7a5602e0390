//! Administration of profiles.

use askama::Template;

use super::common::Choice;
use crate::web::frame::Frame;

/// `GET /admin/profiles?as=`.
#[derive(Debug, Template)]
#[template(path = "profiles.html")]
pub(crate) struct ProfilesPage {
    pub(crate) frame: Frame,
    /// Profiles and people whose menu can be shown.
    pub(crate) choices: Vec<Choice>,
    pub(crate) seen: Option<SeenAs>,
    /// The heads of the columns.
    pub(crate) profiles: Vec<String>,
    pub(crate) rows: Vec<RightRow>,
    pub(crate) gone: Vec<GoneQueue>,
}

/// The menu as somebody else sees it.
#[derive(Clone, Debug)]
pub(crate) struct SeenAs {
    pub(crate) name: String,
    /// Names of profiles, ready to read.
    pub(crate) profiles: String,
    pub(crate) pages: Vec<String>,
}

/// A capability.
#[derive(Clone, Debug)]
pub(crate) struct RightRow {
    pub(crate) name: String,
    /// How far it reaches with each profile; empty where it does not.
    pub(crate) cells: Vec<String>,
}

/// A queue that is gone, with those who still hold a profile of it.
#[derive(Clone, Debug)]
pub(crate) struct GoneQueue {
    pub(crate) queue: String,
    pub(crate) people: Vec<String>,
}

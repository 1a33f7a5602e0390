//! The reader's own account.

use askama::Template;

use super::common::Errors;
use crate::web::frame::Frame;

/// `GET /account`.
///
/// The password form posts `current`, `password` and `password_again` to `/account/password`.
#[derive(Debug, Template)]
#[template(path = "account.html")]
pub(crate) struct AccountPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) login: String,
    pub(crate) email: String,
    pub(crate) department: String,
    /// Extensions, ready to read.
    pub(crate) phones: String,
    /// Names of profiles, ready to read.
    pub(crate) profiles: String,
    /// The fewest characters that a password may have.
    pub(crate) minimum: i64,
    pub(crate) errors: Errors,
    pub(crate) sessions: Vec<SessionRow>,
}

/// A session of the reader.
#[derive(Clone, Debug)]
pub(crate) struct SessionRow {
    pub(crate) started: String,
    pub(crate) seen: String,
    pub(crate) address: String,
    /// Such as `Firefox, Linux`.
    pub(crate) browser: String,
    pub(crate) current: bool,
    /// Where it is ended (POST).
    pub(crate) end: String,
}

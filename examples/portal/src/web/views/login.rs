//! Logging in, the first administrator, and choosing a password by a one-time link.

use askama::Template;

use super::common::Errors;
use crate::web::frame::Frame;

/// `GET /login`.
#[derive(Debug, Template)]
#[template(path = "login.html")]
pub(crate) struct LoginPage {
    pub(crate) frame: Frame,
    /// What was typed before, so that only the password is typed again.
    pub(crate) login: String,
    /// Why the last attempt failed.
    pub(crate) error: Option<String>,
    /// Where to go after logging in, a path of ours.
    pub(crate) next: String,
    /// Shown by the demonstration only.
    pub(crate) accounts: Vec<DemoAccount>,
}

/// An account of the demonstration, with its made-up password.
#[derive(Clone, Debug)]
pub(crate) struct DemoAccount {
    pub(crate) profile: String,
    pub(crate) login: String,
    pub(crate) password: String,
}

/// The page behind a one-time link: the first administrator (with `account`) or a new password.
///
/// Posts `password`, `password_again`, and for the first administrator `first_name`, `last_name` and `login`.
#[derive(Debug, Template)]
#[template(path = "setup.html")]
pub(crate) struct SetupPage {
    pub(crate) frame: Frame,
    /// Where the form posts to; holds the one-time token.
    pub(crate) action: String,
    pub(crate) intro: String,
    pub(crate) account: Option<NewAccount>,
    /// The fewest characters that a password may have.
    pub(crate) minimum: i64,
    pub(crate) errors: Errors,
}

/// Who the first administrator is.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewAccount {
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) login: String,
}

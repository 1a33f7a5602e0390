//! Administration of other programs that may start calls.

use std::fmt;

use askama::Template;

use super::common::Errors;
use crate::web::frame::Frame;

/// `GET /admin/clients`.
#[derive(Debug, Template)]
#[template(path = "clients.html")]
pub(crate) struct ClientsPage {
    pub(crate) frame: Frame,
    pub(crate) rows: Vec<ClientLine>,
    pub(crate) add: String,
}

/// A client in the list.
#[derive(Clone, Debug)]
pub(crate) struct ClientLine {
    pub(crate) name: String,
    pub(crate) sources: String,
    pub(crate) created: String,
    /// When, and from which address.
    pub(crate) used: Option<String>,
    /// Since when it is stopped.
    pub(crate) revoked: Option<String>,
    /// Where it is stopped (POST), as long as it is not.
    pub(crate) revoke: Option<Revoke>,
}

/// A button that stops a client.
#[derive(Clone, Debug)]
pub(crate) struct Revoke {
    pub(crate) action: String,
    pub(crate) confirm: String,
}

/// `GET /admin/clients/new`. Posts `name` and `sources`.
#[derive(Debug, Template)]
#[template(path = "client.html")]
pub(crate) struct ClientPage {
    pub(crate) frame: Frame,
    pub(crate) name: String,
    pub(crate) sources: String,
    pub(crate) errors: Errors,
}

/// Shown once, after a client was made.
#[derive(Debug, Template)]
#[template(path = "client_token.html")]
pub(crate) struct ClientTokenPage {
    pub(crate) frame: Frame,
    pub(crate) address: String,
    pub(crate) token: Token,
    pub(crate) back: &'static str,
}

/// The token of a client; never in logs.
#[derive(Clone)]
pub(crate) struct Token(pub(crate) String);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(redacted)")
    }
}

//! What is shown when something went wrong.

use askama::Template;

use crate::web::frame::Frame;

/// Any page that could not be shown, and any action that could not be done.
#[derive(Debug, Template)]
#[template(path = "error.html")]
pub(crate) struct ErrorPage {
    pub(crate) frame: Frame,
    /// The HTTP status.
    pub(crate) status: u16,
    pub(crate) what: String,
    pub(crate) not_done: Option<String>,
    pub(crate) remedy: String,
    /// What the log has it under.
    pub(crate) reference: Option<String>,
}

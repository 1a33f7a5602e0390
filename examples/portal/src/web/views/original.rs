//! Coming from the original portal.

use askama::Template;

use super::common::Errors;
use crate::web::frame::Frame;

/// `GET /admin/import`. Posts the files `ini` and `phones`.
#[derive(Debug, Template)]
#[template(path = "original.html")]
pub(crate) struct OriginalPage {
    pub(crate) frame: Frame,
    pub(crate) errors: Errors,
    /// How the table is exported there.
    pub(crate) export: &'static str,
}

/// `GET /admin/import/{token}`: what would be stored. A POST to `action` stores it.
#[derive(Debug, Template)]
#[template(path = "original_read.html")]
pub(crate) struct OriginalReadPage {
    pub(crate) frame: Frame,
    /// `None` where there is nothing to store, or all is stored.
    pub(crate) action: Option<String>,
    /// What was stored, sentence by sentence; empty before.
    pub(crate) stored: Vec<String>,
    pub(crate) keys: Vec<OriginalKey>,
    pub(crate) phones: Vec<OriginalPhone>,
    pub(crate) refused: Vec<OriginalRefused>,
    /// Columns without a place here.
    pub(crate) unused: String,
}

/// A key of the configuration file.
#[derive(Clone, Debug)]
pub(crate) struct OriginalKey {
    pub(crate) line: String,
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) fate: String,
    /// The tone of its colours and its symbol.
    pub(crate) tone: &'static str,
    pub(crate) icon: &'static str,
}

/// A telephone that would be made.
#[derive(Clone, Debug)]
pub(crate) struct OriginalPhone {
    pub(crate) line: String,
    pub(crate) extension: String,
    pub(crate) label: String,
    pub(crate) device: String,
    pub(crate) notes: Vec<String>,
}

/// A row that is refused, or a telephone that could not be made.
#[derive(Clone, Debug)]
pub(crate) struct OriginalRefused {
    pub(crate) line: String,
    pub(crate) column: String,
    pub(crate) reason: String,
}

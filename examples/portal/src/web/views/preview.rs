//! What telephones would be told anew, shown before it is saved.

use askama::Template;

use super::phones::{DeviceChange, DeviceState};
use crate::web::frame::Frame;

/// The answer to a form that was not saved yet. Posts what was typed once more, with `confirmed` or with `again`.
#[derive(Debug, Template)]
#[template(path = "preview.html")]
pub(crate) struct PreviewPage {
    pub(crate) frame: Frame,
    pub(crate) intro: String,
    pub(crate) telephones: Vec<PreviewGroup>,
    /// How many are told nothing new; empty where that is none.
    pub(crate) unchanged: String,
    pub(crate) action: String,
    /// What was typed: names and values.
    pub(crate) typed: Vec<(String, String)>,
}

/// Telephones that are told the same.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PreviewGroup {
    /// Which ones.
    pub(crate) caption: String,
    /// What they must do for it.
    pub(crate) forecast: DeviceState,
    pub(crate) changes: Vec<DeviceChange>,
    /// Sentences: what is left out, or why there would be no file.
    pub(crate) notes: Vec<String>,
}

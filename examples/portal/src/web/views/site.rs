//! What telephones are told of the site.

use askama::Template;

use super::common::{Choice, Errors};
use crate::web::frame::Frame;

/// `GET /admin/site?version=`. Posts each field and `version`.
#[derive(Debug, Template)]
#[template(path = "site.html")]
pub(crate) struct SitePage {
    pub(crate) frame: Frame,
    pub(crate) errors: Errors,
    /// The version that the form was made from.
    pub(crate) version: i64,
    pub(crate) groups: Vec<SiteGroup>,
    /// Where telephones fetch their files.
    pub(crate) served: String,
    /// Newest first.
    pub(crate) versions: Vec<SiteVersionRow>,
    /// What `portal.toml` says, in the form.
    pub(crate) start: String,
}

/// Fields under one heading.
#[derive(Clone, Debug)]
pub(crate) struct SiteGroup {
    pub(crate) title: String,
    pub(crate) fields: Vec<SiteField>,
}

/// One setting.
#[derive(Clone, Debug)]
pub(crate) struct SiteField {
    pub(crate) key: &'static str,
    pub(crate) label: String,
    pub(crate) help: String,
    pub(crate) value: String,
    pub(crate) required: bool,
    /// None where it is written.
    pub(crate) choices: Vec<Choice>,
}

/// One version in the list.
#[derive(Clone, Debug)]
pub(crate) struct SiteVersionRow {
    pub(crate) href: String,
    pub(crate) number: String,
    pub(crate) when: String,
    pub(crate) who: String,
    /// Where it came from, if not from the page.
    pub(crate) note: String,
    pub(crate) changes: Vec<String>,
}

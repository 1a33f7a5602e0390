//! The configuration check.

use askama::Template;

use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /admin/health`.
#[derive(Debug, Template)]
#[template(path = "health.html")]
pub(crate) struct HealthPage {
    pub(crate) frame: Frame,
    pub(crate) items: Vec<HealthItem>,
    pub(crate) checked_at: String,
}

/// Something that must work.
#[derive(Clone, Debug)]
pub(crate) struct HealthItem {
    pub(crate) name: String,
    pub(crate) status: HealthStatus,
    pub(crate) detail: String,
    /// What to do where it does not.
    pub(crate) remedy: Option<String>,
}

/// Whether it works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HealthStatus {
    Ok,
    Warning,
    Failed,
}

impl HealthStatus {
    /// Its symbol.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Ok => "check",
            Self::Warning => "alert",
            Self::Failed => "cross",
        }
    }

    /// The tone of its colours.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Ok => "good",
            Self::Warning => "warn",
            Self::Failed => "bad",
        }
    }

    /// Its word.
    pub(crate) fn word(self, t: &Texts) -> String {
        match self {
            Self::Ok => t.health_ok(),
            Self::Warning => t.health_warning(),
            Self::Failed => t.health_failed(),
        }
    }
}

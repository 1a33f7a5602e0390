//! The audit trail.

use askama::Template;

use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /admin/audit?q=`.
#[derive(Debug, Template)]
#[template(path = "audit.html")]
pub(crate) struct AuditPage {
    pub(crate) frame: Frame,
    pub(crate) q: String,
    pub(crate) rows: Vec<AuditRow>,
    pub(crate) total: i64,
    pub(crate) more: Option<String>,
}

/// Something that somebody did or tried.
#[derive(Clone, Debug)]
pub(crate) struct AuditRow {
    pub(crate) when: String,
    pub(crate) who: String,
    pub(crate) address: String,
    pub(crate) action: String,
    pub(crate) object: String,
    /// What became different, or why it was refused.
    pub(crate) detail: String,
    pub(crate) result: AuditResult,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuditResult {
    Done,
    Refused,
    Failed,
}

impl AuditResult {
    /// Its symbol.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Done => "check",
            Self::Refused => "lock",
            Self::Failed => "cross",
        }
    }

    /// The tone of its colours.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Done => "good",
            Self::Refused => "warn",
            Self::Failed => "bad",
        }
    }

    /// Its word.
    pub(crate) fn word(self, t: &Texts) -> String {
        match self {
            Self::Done => t.audit_done(),
            Self::Refused => t.audit_refused(),
            Self::Failed => t.audit_failed(),
        }
    }
}

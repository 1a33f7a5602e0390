//! Rating calls again: the jobs, how far one has come, and what it changes.

use askama::Template;

use super::common::{Choice, Errors};
use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /tariff/rerating`. Posts `from`, `to` and `which`.
#[derive(Debug, Template)]
#[template(path = "rerating.html")]
pub(crate) struct ReratingsPage {
    pub(crate) frame: Frame,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) which: Vec<Choice>,
    pub(crate) jobs: Vec<JobRow>,
    /// The one that has to be finished first.
    pub(crate) open: Option<String>,
    pub(crate) errors: Errors,
}

/// A job in the list.
#[derive(Clone, Debug)]
pub(crate) struct JobRow {
    pub(crate) href: String,
    /// When and by whom it was begun.
    pub(crate) began: String,
    pub(crate) what: String,
    pub(crate) looked_at: String,
    pub(crate) changes: String,
    pub(crate) state: JobBadge,
}

/// How far a job has come: symbol, tone of its colours, word.
#[derive(Clone, Debug)]
pub(crate) struct JobBadge {
    pub(crate) icon: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) word: String,
}

/// `GET /tariff/rerating/{id}`.
#[derive(Debug, Template)]
#[template(path = "rerating_job.html")]
pub(crate) struct JobPage {
    pub(crate) frame: Frame,
    pub(crate) job: JobRow,
    /// Why it could not go on.
    pub(crate) trouble: String,
    /// While it runs.
    pub(crate) progress: Option<ReratingProgress>,
    /// Where it is stopped or what came out is thrown away (POST).
    pub(crate) cancel: Option<String>,
    /// Where it is applied (POST).
    pub(crate) apply: Option<String>,
    /// How many become dearer and cheaper, get a price and lose it: label and number.
    pub(crate) counts: [(String, String); 4],
    pub(crate) departments: Vec<SumRow>,
    pub(crate) destinations: Vec<SumRow>,
    pub(crate) calls: Vec<ChangedRow>,
    /// How many more there are.
    pub(crate) more: i64,
}

/// The live part: topic `rerating`.
#[derive(Debug, Template)]
#[template(path = "fragments/rerating.html")]
pub(crate) struct ReratingProgress {
    pub(crate) t: Texts,
    pub(crate) looked_at: i64,
    pub(crate) total: i64,
    pub(crate) sentence: String,
    /// Where it can be read once it is done.
    pub(crate) done: Option<String>,
}

/// The calls of a department or a destination whose price changes.
#[derive(Clone, Debug)]
pub(crate) struct SumRow {
    pub(crate) name: String,
    pub(crate) calls: String,
    pub(crate) old: String,
    pub(crate) new: String,
    pub(crate) difference: String,
}

/// A call whose price changes.
#[derive(Clone, Debug)]
pub(crate) struct ChangedRow {
    pub(crate) when: String,
    pub(crate) from: String,
    pub(crate) called: String,
    pub(crate) old: String,
    pub(crate) new: String,
}

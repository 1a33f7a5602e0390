//! Queue statistics: form, tables, the visits behind a figure.

use askama::Template;

use super::common::{Choice, Errors};
use crate::web::chart::Chart;
use crate::web::frame::Frame;

/// `GET /queues/statistics`.
///
/// The form is a GET with `table`, `period` or `from` and `to`, `queues`, `agent`, `level`, `service` and `short`.
#[derive(Debug, Template)]
#[template(path = "queue_statistics.html")]
pub(crate) struct QueueStatisticsPage {
    pub(crate) frame: Frame,
    pub(crate) errors: Errors,
    /// The key of the table.
    pub(crate) table: &'static str,
    pub(crate) periods: Vec<Choice>,
    /// `2026-11-01` or empty.
    pub(crate) from: String,
    pub(crate) to: String,
    /// Those that the reader may see.
    pub(crate) queues: Vec<Choice>,
    /// Those that the reader may see, where agents are shown.
    pub(crate) agents: Vec<Choice>,
    /// The definitions of the service level, where it is shown.
    pub(crate) levels: Vec<Choice>,
    /// In seconds.
    pub(crate) service: String,
    pub(crate) short: String,
    pub(crate) tabs: Vec<Tab>,
    /// Below the tables: that what was offered is what became of it, or what the figures are made of.
    pub(crate) note: String,
    /// Why lines counted each kind on its own do not add up.
    pub(crate) causes: Vec<String>,
    /// The counts of the table; none where no call came.
    pub(crate) charts: Vec<Chart>,
    /// None where there is nothing to show.
    pub(crate) tables: Vec<FigureTable>,
    pub(crate) csv: String,
    /// Whether the portal was not told where the queue log is.
    pub(crate) no_log: bool,
    /// Whether no queue that the reader may see has had calls.
    pub(crate) no_queue: bool,
}

/// Figures with their sum.
#[derive(Clone, Debug)]
pub(crate) struct FigureTable {
    pub(crate) caption: String,
    /// What the first column is about.
    pub(crate) head: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<FigureRow>,
    pub(crate) total: Option<FigureRow>,
}

/// Another table of the same report.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) current: bool,
}

/// The figures of a queue, a wait or a time.
#[derive(Clone, Debug)]
pub(crate) struct FigureRow {
    pub(crate) label: String,
    pub(crate) figures: Vec<Figure>,
}

/// A figure, and where the visits behind it are listed.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

impl Figure {
    /// Without a list.
    pub(crate) fn plain(text: String) -> Self {
        Self { text, href: None }
    }
}

/// `GET /queues/statistics/visits`.
#[derive(Debug, Template)]
#[template(path = "queue_visits.html")]
pub(crate) struct QueueVisitsPage {
    pub(crate) frame: Frame,
    /// What the figure counts.
    pub(crate) what: String,
    pub(crate) period: String,
    pub(crate) total: i64,
    /// How many more there are than rows.
    pub(crate) more: i64,
    pub(crate) rows: Vec<VisitRow>,
    /// The table that the figure stands in.
    pub(crate) back: String,
}

/// A visit, or a call that was not let in.
#[derive(Clone, Debug, Default)]
pub(crate) struct VisitRow {
    pub(crate) when: String,
    pub(crate) queue: String,
    /// Masked for most.
    pub(crate) caller: String,
    pub(crate) outcome: String,
    pub(crate) wait: String,
    pub(crate) agent: String,
    pub(crate) talk: String,
}

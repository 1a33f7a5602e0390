//! Statistics of calls.

use askama::Template;

use super::common::{Choice, Errors};
use crate::web::chart::Chart;
use crate::web::frame::Frame;

/// `GET /statistics` and `GET /statistics/hours`.
#[derive(Debug, Template)]
#[template(path = "statistics.html")]
pub(crate) struct StatisticsPage {
    pub(crate) frame: Frame,
    pub(crate) tabs: Vec<Tab>,
    /// Where the choice of a month leads: this page.
    pub(crate) action: String,
    /// The first entry is all months, with an empty value.
    pub(crate) months: Vec<Choice>,
    pub(crate) csv: String,
    /// Label and value of the figures on top.
    pub(crate) tiles: Vec<(String, String)>,
    pub(crate) charts: Vec<Chart>,
    /// What the table is about.
    pub(crate) caption: String,
    /// The head of the first column.
    pub(crate) key: String,
    pub(crate) rows: Vec<StatisticsRow>,
    pub(crate) total: StatisticsFigures,
}

/// A page beside this one.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) current: bool,
}

/// A month, a day or an hour.
#[derive(Clone, Debug)]
pub(crate) struct StatisticsRow {
    pub(crate) label: String,
    /// Where its calls are.
    pub(crate) href: Option<String>,
    /// How long a day was on which clocks were changed; empty for others.
    pub(crate) note: String,
    pub(crate) figures: StatisticsFigures,
}

/// Figures as text.
#[derive(Clone, Debug)]
pub(crate) struct StatisticsFigures {
    pub(crate) calls: String,
    pub(crate) answered: String,
    pub(crate) talk: String,
    pub(crate) mean: String,
    pub(crate) incoming: String,
    pub(crate) outgoing: String,
    pub(crate) internal: String,
}

/// `GET /statistics/staffing`.
///
/// The form is a GET to the page with `calls` (in half an hour), `handling` (seconds), `level`, `within`, `occupancy`,
/// `shrinkage`, `patience` and `day`.
#[derive(Debug, Template)]
#[template(path = "staffing.html")]
pub(crate) struct StaffingPage {
    pub(crate) frame: Frame,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) calls: String,
    pub(crate) handling: String,
    pub(crate) level: String,
    pub(crate) within: String,
    pub(crate) occupancy: String,
    pub(crate) shrinkage: String,
    pub(crate) patience: String,
    pub(crate) day: String,
    /// For the typed calls.
    pub(crate) answer: Option<StaffingAnswer>,
    /// Absent where no day like it is known.
    pub(crate) forecast: Option<ForecastPart>,
    pub(crate) errors: Errors,
}

/// How many people calls need.
#[derive(Clone, Debug)]
pub(crate) struct StaffingAnswer {
    pub(crate) erlangs: String,
    pub(crate) agents: String,
    pub(crate) scheduled: String,
    pub(crate) rows: Vec<AgentsRow>,
}

/// What a number of agents makes of the calls.
#[derive(Clone, Debug)]
pub(crate) struct AgentsRow {
    pub(crate) agents: String,
    /// Whether it is the answer.
    pub(crate) needed: bool,
    pub(crate) service_level: String,
    pub(crate) mean_wait: String,
    pub(crate) abandoned: String,
    pub(crate) occupancy: String,
}

/// The half-hours of a day.
#[derive(Clone, Debug)]
pub(crate) struct ForecastPart {
    pub(crate) caption: String,
    /// Label and value of what the forecast is worth.
    pub(crate) figures: Vec<(String, String)>,
    pub(crate) chart: Chart,
    pub(crate) rows: Vec<ForecastRow>,
}

/// A half-hour.
#[derive(Clone, Debug)]
pub(crate) struct ForecastRow {
    pub(crate) label: String,
    pub(crate) expected: String,
    pub(crate) last_week: String,
    pub(crate) agents: String,
    pub(crate) scheduled: String,
}

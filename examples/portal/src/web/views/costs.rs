//! Costs: the form of three steps, the report, the calls without a tariff.

use askama::Template;

use super::common::{Choice, Errors};
use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /costs`.
///
/// The form is a GET to `action` with `month`, `from`, `to`, `report` (`summary` or `detail`), `department` and any
/// number of `phones`, so that a report has an address of its own.
#[derive(Debug, Template)]
#[template(path = "costs.html")]
pub(crate) struct CostsPage {
    pub(crate) frame: Frame,
    pub(crate) action: String,
    /// The last months; the first entry is "use the dates" with an empty value.
    pub(crate) months: Vec<Choice>,
    /// `2026-11-01` or empty.
    pub(crate) begin: String,
    pub(crate) end: String,
    pub(crate) detail: bool,
    /// Departments that the reader may see, "all" first; empty for who sees only their own.
    pub(crate) departments: Vec<Choice>,
    /// Phones that the reader may see; empty for who sees only their own.
    pub(crate) phones: Vec<Choice>,
    pub(crate) preview: CostsPreview,
    pub(crate) errors: Errors,
}

/// `GET /costs/preview`: what the report would say, a part of the form's page.
#[derive(Debug, Template)]
#[template(path = "fragments/costs_preview.html")]
pub(crate) struct CostsPreview {
    pub(crate) t: Texts,
    pub(crate) period: String,
    /// Code of the currency.
    pub(crate) currency: String,
    pub(crate) rows: Vec<PreviewRow>,
    /// Absent without a call that costs something.
    pub(crate) total: Option<CostFigures>,
    /// How many more departments there are.
    pub(crate) more: i64,
    /// Calls of the period without a tariff.
    pub(crate) unrated: i64,
    /// Why there is no report yet.
    pub(crate) problems: Vec<String>,
}

/// A department.
#[derive(Clone, Debug)]
pub(crate) struct PreviewRow {
    pub(crate) name: String,
    pub(crate) figures: CostFigures,
}

/// The report of the costs.
#[derive(Debug, Template)]
#[template(path = "costs_report.html")]
pub(crate) struct CostsReportPage {
    pub(crate) frame: Frame,
    /// Label and value of each criterion.
    pub(crate) criteria: Vec<(String, String)>,
    /// Code of the currency, such as `XPF`.
    pub(crate) currency: String,
    /// Whether each call has its line.
    pub(crate) detail: bool,
    pub(crate) groups: Vec<CostGroup>,
    pub(crate) total: CostFigures,
    /// Calls of the period without a tariff: how many, and where they are listed for who may see that list.
    pub(crate) unrated: i64,
    pub(crate) unrated_href: Option<String>,
    pub(crate) csv: String,
    pub(crate) xlsx: String,
    /// The form, filled with the same criteria.
    pub(crate) change: String,
}

/// The costs of a department.
#[derive(Clone, Debug)]
pub(crate) struct CostGroup {
    pub(crate) short: String,
    pub(crate) full: String,
    pub(crate) lines: Vec<CostLine>,
    pub(crate) subtotal: CostFigures,
}

/// The costs of a person (summary) or of a call (detail).
#[derive(Clone, Debug)]
pub(crate) struct CostLine {
    /// `Doe Jane (101)`; in the detail, empty where it is that of the line above.
    pub(crate) name: String,
    /// Detail only: the page of the call.
    pub(crate) href: String,
    /// Detail only.
    pub(crate) when: String,
    /// Detail only; masked where it is not the reader's own.
    pub(crate) called: String,
    pub(crate) figures: CostFigures,
}

/// Sums, each written in the reader's language and without the currency.
#[derive(Clone, Debug, Default)]
pub(crate) struct CostFigures {
    pub(crate) calls: String,
    pub(crate) duration: String,
    pub(crate) before_tax: String,
    pub(crate) tax: String,
    pub(crate) after_tax: String,
}

/// `GET /costs/unrated`: numbers that should have a price and have none.
#[derive(Debug, Template)]
#[template(path = "unrated.html")]
pub(crate) struct UnratedPage {
    pub(crate) frame: Frame,
    pub(crate) rows: Vec<UnratedRow>,
    /// Calls.
    pub(crate) total: i64,
    /// How many more numbers there are.
    pub(crate) more: i64,
    /// Name and size of the tariff in use; empty without one.
    pub(crate) tariff: String,
    /// What of the tariff cannot be used: file, line, reason, remedy.
    pub(crate) problems: Vec<String>,
    /// Where they are rated again (POST); `None` where the reader may not.
    pub(crate) rate_again: Option<String>,
}

/// The calls to numbers that begin alike and have no tariff.
#[derive(Clone, Debug)]
pub(crate) struct UnratedRow {
    /// The number, its end hidden.
    pub(crate) called: String,
    pub(crate) calls: String,
    pub(crate) duration: String,
    /// When the last one began.
    pub(crate) last: String,
    /// Why no rate was found, and what to add.
    pub(crate) reason: String,
    /// Where a row for them is added.
    pub(crate) add: Option<String>,
}

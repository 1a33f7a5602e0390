//! Administration of the tariff: its versions, a new one, two compared, a number tried, a row added.

use askama::Template;

use super::common::{Choice, Errors};
use crate::web::frame::Frame;

/// `GET /tariff`.
#[derive(Debug, Template)]
#[template(path = "tariff.html")]
pub(crate) struct TariffPage {
    pub(crate) frame: Frame,
    /// What the configured file gives, in a sentence.
    pub(crate) files: String,
    pub(crate) problems: Vec<String>,
    pub(crate) rows: Vec<VersionRow>,
    /// Prices that are of another tariff than the one in force on their day.
    pub(crate) stale: i64,
}

/// A version in the list.
#[derive(Clone, Debug)]
pub(crate) struct VersionRow {
    pub(crate) href: String,
    pub(crate) effective: String,
    pub(crate) name: String,
    pub(crate) rows: String,
    pub(crate) refused: String,
    /// When and by whom.
    pub(crate) made: String,
    pub(crate) state: VersionBadge,
    /// When and by whom it was activated or withdrawn.
    pub(crate) changed: String,
}

/// How far a version has come: symbol, tone of its colours, word.
#[derive(Clone, Debug)]
pub(crate) struct VersionBadge {
    pub(crate) icon: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) word: String,
}

/// `GET /tariff/new`. Posts `plan`, `decks`, `effective` and `note` as multipart.
#[derive(Debug, Template)]
#[template(path = "tariff_new.html")]
pub(crate) struct NewVersionPage {
    pub(crate) frame: Frame,
    pub(crate) effective: String,
    pub(crate) note: String,
    /// Why the files that were uploaded make no tariff.
    pub(crate) problems: Problems,
    pub(crate) errors: Errors,
}

/// Lines that were refused, as many as a page can bear.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems {
    pub(crate) shown: Vec<String>,
    /// How many more there are.
    pub(crate) more: i64,
}

/// `GET /tariff/{id}`.
#[derive(Debug, Template)]
#[template(path = "tariff_version.html")]
pub(crate) struct VersionPage {
    pub(crate) frame: Frame,
    pub(crate) version: VersionRow,
    pub(crate) note: String,
    /// What is kept with each price that it makes.
    pub(crate) fingerprint: String,
    /// Name and address.
    pub(crate) files: Vec<(String, String)>,
    pub(crate) problems: Problems,
    /// Where it came from, if that was the file of an operator.
    pub(crate) import: Option<ImportSummary>,
    pub(crate) compare: String,
    pub(crate) test: String,
    /// Where it is activated (POST), and what has to be confirmed.
    pub(crate) activate: Option<Activate>,
    /// Where it is withdrawn (POST).
    pub(crate) withdraw: Option<String>,
    /// Where it is deleted (POST).
    pub(crate) discard: Option<String>,
    pub(crate) errors: Errors,
}

/// `GET /tariff/import`. Posts `file`, `mapping`, `map`, `deck` and `plan` as multipart.
#[derive(Debug, Template)]
#[template(path = "tariff_import.html")]
pub(crate) struct ImportForm {
    pub(crate) frame: Frame,
    /// The first entry is one's own, with an empty value.
    pub(crate) mappings: Vec<Choice>,
    /// Those of the tariff in force.
    pub(crate) decks: Vec<Choice>,
    pub(crate) errors: Errors,
}

/// `GET /tariff/import/{token}`: what was read and is kept nowhere yet.
#[derive(Debug, Template)]
#[template(path = "tariff_imported.html")]
pub(crate) struct ImportPage {
    pub(crate) frame: Frame,
    pub(crate) summary: ImportSummary,
    /// The deck that it becomes.
    pub(crate) deck: String,
    /// What of the whole tariff cannot be used.
    pub(crate) problems: Problems,
    pub(crate) counts: String,
    pub(crate) rows: Vec<DifferenceRow>,
    /// How many more there are.
    pub(crate) more: i64,
    /// Absent where it makes no tariff.
    pub(crate) keep: Option<ImportKeep>,
    pub(crate) errors: Errors,
}

/// The form that keeps what was read. Posts `effective` and `note`.
#[derive(Clone, Debug)]
pub(crate) struct ImportKeep {
    pub(crate) action: String,
    pub(crate) effective: String,
    pub(crate) note: String,
}

/// What became of the lines of a file.
#[derive(Clone, Debug)]
pub(crate) struct ImportSummary {
    pub(crate) file: String,
    pub(crate) mapping: String,
    pub(crate) encoding: String,
    /// Lines, rows, refused, left out, repaired: label and number.
    pub(crate) counts: [(String, String); 5],
    pub(crate) refused: Problems,
    pub(crate) repaired: Problems,
}

/// The form that activates a version.
#[derive(Clone, Debug)]
pub(crate) struct Activate {
    pub(crate) action: String,
    /// How many rows it has, and how many the one in force.
    pub(crate) help: String,
    pub(crate) typed: String,
    pub(crate) refused: bool,
}

/// `GET /tariff/{id}/difference`.
#[derive(Debug, Template)]
#[template(path = "tariff_difference.html")]
pub(crate) struct DifferencePage {
    pub(crate) frame: Frame,
    /// The tariffs that this one can be compared with.
    pub(crate) with: Vec<Choice>,
    pub(crate) action: String,
    pub(crate) counts: String,
    /// Whether the rules around the decks differ too.
    pub(crate) plan: bool,
    pub(crate) rows: Vec<DifferenceRow>,
    /// How many more there are.
    pub(crate) more: i64,
    pub(crate) back: String,
}

/// A row that is not the same in both.
#[derive(Clone, Debug)]
pub(crate) struct DifferenceRow {
    pub(crate) icon: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) word: String,
    /// The deck it stands in, where there are several.
    pub(crate) deck: String,
    pub(crate) prefix: String,
    pub(crate) destination: String,
    /// Its prices and steps; empty for a row that is new.
    pub(crate) old: String,
    /// Empty for a row that is gone.
    pub(crate) new: String,
}

/// `GET /tariff/test`. A GET to itself, so that a question has an address.
#[derive(Debug, Template)]
#[template(path = "tariff_test.html")]
pub(crate) struct TestPage {
    pub(crate) frame: Frame,
    pub(crate) number: String,
    pub(crate) date: String,
    pub(crate) time: String,
    pub(crate) length: String,
    pub(crate) trunk: String,
    pub(crate) phones: Vec<Choice>,
    pub(crate) tariffs: Vec<Choice>,
    pub(crate) answer: Option<TestAnswer>,
    pub(crate) errors: Errors,
}

/// What a call would cost, and why.
#[derive(Clone, Debug)]
pub(crate) struct TestAnswer {
    pub(crate) icon: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) word: String,
    pub(crate) destination: String,
    /// Before and with tax; absent where there is no price.
    pub(crate) amounts: Option<(String, String)>,
    pub(crate) steps: Vec<String>,
}

/// `GET /tariff/rates/new`. A GET to itself that shows what the row would do; the draft is then made by a POST.
#[derive(Debug, Template)]
#[template(path = "tariff_rate.html")]
pub(crate) struct RatePage {
    pub(crate) frame: Frame,
    pub(crate) currency: String,
    pub(crate) rate: RateFields,
    pub(crate) decks: Vec<Choice>,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) preview: Option<RatePreview>,
    pub(crate) errors: Errors,
}

/// The fields as typed, for the form and once more for the draft.
#[derive(Clone, Debug, Default)]
pub(crate) struct RateFields {
    pub(crate) prefix: String,
    pub(crate) digits: String,
    pub(crate) destination: String,
    pub(crate) kind: String,
    pub(crate) price: String,
    pub(crate) per: String,
    pub(crate) first: String,
    pub(crate) next: String,
    pub(crate) fee: String,
    pub(crate) deck: String,
    pub(crate) effective: String,
}

/// What a new row would do.
#[derive(Clone, Debug)]
pub(crate) struct RatePreview {
    /// Why it cannot be added; empty where it can.
    pub(crate) refused: Vec<String>,
    /// How many calls without a price it rates, and for how much.
    pub(crate) sentence: String,
    /// Number, length and price of some of them.
    pub(crate) calls: Vec<(String, String, String)>,
}

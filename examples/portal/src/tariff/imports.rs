//! Files of operators, read through a mapping: shown to whoever uploaded them, and kept nowhere until they say so.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use switchhook_portal_core::PersonId;
use switchhook_rating::import::ready::{self, InterPrice};
use switchhook_rating::import::{Imported, Mapping};

use super::Sources;
use crate::token;

/// Files that wait at once: each may be as large as an upload.
const WAITING: usize = 4;

/// How long one waits for whoever reads what was refused.
const WAITS: Duration = Duration::from_secs(3600);

/// Lines of which a report keeps what was said; the rest is counted.
const LINES: usize = 10_000;

/// Mappings for files that exist, by the names of the command line `rating import --ready`.
pub const READY: [&str; 7] = [
    "inter",
    "inter-optimum",
    "inter-1-16",
    "inter-25-250",
    "inter-500",
    "opt-rates",
    "teliax",
];

/// The ready-made mapping of a name.
pub fn ready_mapping(name: &str) -> Option<Mapping> {
    Some(match name {
        "inter" => ready::inter(InterPrice::Classic),
        "inter-optimum" => ready::inter(InterPrice::Optimum),
        "inter-1-16" => ready::inter(InterPrice::Hours1To16),
        "inter-25-250" => ready::inter(InterPrice::Hours25To250),
        "inter-500" => ready::inter(InterPrice::Hours500),
        "opt-rates" => ready::opt_rates(),
        "teliax" => ready::teliax(),
        _ => return None,
    })
}

/// What became of the lines of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub file: String,
    /// The name of a ready-made mapping, or of the file of another.
    pub mapping: String,
    pub encoding: String,
    /// Whether that was told from the bytes and not by the mapping.
    pub is_detected: bool,
    pub lines: usize,
    pub rows: usize,
    pub skipped: usize,
    pub refused: usize,
    pub repaired: usize,
    /// Line, reason and remedy, of the first ten thousand.
    pub refused_lines: Vec<String>,
    /// What stood there and what it was read as, of the first ten thousand.
    pub repaired_lines: Vec<String>,
}

impl ImportReport {
    pub fn new(file: &str, mapping: &str, imported: &Imported) -> Self {
        // Kept as text, one a line.
        let one_line = |text: String| text.replace(['\r', '\n'], " ");
        Self {
            file: file.to_owned(),
            mapping: mapping.to_owned(),
            encoding: imported.encoding.to_string(),
            is_detected: imported.is_detected,
            lines: imported.counts.lines,
            rows: imported.counts.rows,
            skipped: imported.counts.skipped,
            refused: imported.counts.refused,
            repaired: imported.repaired.len(),
            refused_lines: imported
                .refused
                .iter()
                .take(LINES)
                .map(|refused| one_line(refused.to_string()))
                .collect(),
            repaired_lines: imported
                .repaired
                .iter()
                .take(LINES)
                .map(|repaired| one_line(repaired.to_string()))
                .collect(),
        }
    }
}

/// A tariff with a deck from a file.
pub struct Waiting {
    pub token: String,
    person: PersonId,
    since: Instant,
    /// The deck that comes from the file.
    pub deck: String,
    pub sources: Sources,
    pub report: ImportReport,
    /// Why it makes no tariff; then it cannot be kept.
    pub problems: Vec<String>,
    pub is_usable: bool,
}

/// What was read and waits.
#[derive(Default)]
pub struct Imports(Mutex<VecDeque<Arc<Waiting>>>);

impl Imports {
    /// Lets a file wait for the person who uploaded it, and gives the name under which it does. The oldest goes when
    /// there are too many.
    pub fn add(
        &self,
        person: PersonId,
        deck: String,
        sources: Sources,
        report: ImportReport,
        problems: Vec<String>,
        is_usable: bool,
    ) -> String {
        let token = token::random();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|waiting| waiting.since.elapsed() < WAITS);
        while all.len() >= WAITING {
            all.pop_front();
        }
        all.push_back(Arc::new(Waiting {
            token: token.clone(),
            person,
            since: Instant::now(),
            deck,
            sources,
            report,
            problems,
            is_usable,
        }));
        token
    }

    /// The file of this name, if the person uploaded it.
    pub fn find(&self, person: PersonId, token: &str) -> Option<Arc<Waiting>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter()
            .find(|waiting| {
                waiting.token == token && waiting.person == person && waiting.since.elapsed() < WAITS
            })
            .cloned()
    }

    /// Forgets a file that was kept.
    pub fn remove(&self, token: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|waiting| waiting.token != token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_waits_for_its_person_until_others_need_its_place() {
        let imports = Imports::default();
        let add = |person| {
            let report = ImportReport::default();
            imports.add(
                PersonId(person),
                String::new(),
                Sources::default(),
                report,
                Vec::new(),
                true,
            )
        };
        let first = add(1);
        assert!(imports.find(PersonId(1), &first).is_some());
        assert!(imports.find(PersonId(2), &first).is_none());
        for _ in 1..WAITING {
            add(2);
        }
        assert!(imports.find(PersonId(1), &first).is_some());
        let last = add(2);
        assert!(imports.find(PersonId(1), &first).is_none());
        imports.remove(&last);
        assert!(imports.find(PersonId(2), &last).is_none());
    }

    #[test]
    fn every_name_has_its_mapping() {
        for name in READY {
            assert!(ready_mapping(name).is_some(), "{name}");
        }
        assert_eq!(ready_mapping(""), None);
    }
}

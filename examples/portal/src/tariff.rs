//! The tariff: a plan and its decks, read from files, re-read while the portal runs, or kept as a version in the
//! database.

mod versions;

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use sha2::{Digest, Sha256};
use switchhook_rating::{Book, Call, Deck, Outcome, Plan};

/// Where the tariff stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// No tariff: every call to the outside is reported as having none.
    None,
    /// A plan's file; its decks stand beside it.
    Plan(PathBuf),
    /// The sample that the demo uses, compiled in.
    Sample,
}

pub use self::versions::{InForce, Tariffs, checked};

/// The tariff of the files, replaced as a whole when its files are read again.
pub struct TariffFiles {
    source: Source,
    current: RwLock<Arc<Tariff>>,
}

/// A plan and its decks as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    pub plan: String,
    /// Name, as in the plan, and text.
    pub decks: Vec<(String, String)>,
}

impl Sources {
    pub fn deck(&self, name: &str) -> Option<&str> {
        self.decks
            .iter()
            .find(|(deck, _)| deck == name)
            .map(|(_, text)| text.as_str())
    }
}

/// A tariff as it was read.
pub struct Tariff {
    book: Option<Book>,
    name: String,
    rows: usize,
    /// What could not be used: file, line, reason, remedy.
    problems: Vec<String>,
    fingerprint: String,
    sources: Sources,
}

impl TariffFiles {
    pub fn load(source: Source) -> Self {
        let current = RwLock::new(Arc::new(Tariff::read(&source)));
        Self { source, current }
    }

    pub fn current(&self) -> Arc<Tariff> {
        // A panic while this lock is held is impossible: nothing but an assignment happens under it.
        self.current
            .read()
            .map_or_else(|poisoned| poisoned.into_inner().clone(), |tariff| tariff.clone())
    }

    /// Reads the files again. A tariff that cannot be used at all leaves the old one in place, with the problems shown.
    pub fn reload(&self) -> Arc<Tariff> {
        let mut read = Tariff::read(&self.source);
        let old = self.current();
        if read.book.is_none() && old.book.is_some() {
            read.problems
                .push(format!("the tariff {:?} read before stays in use", old.name));
            read.book.clone_from(&old.book);
            read.name.clone_from(&old.name);
            read.rows = old.rows;
            read.fingerprint.clone_from(&old.fingerprint);
            read.sources.clone_from(&old.sources);
        }
        let read = Arc::new(read);
        if let Ok(mut current) = self.current.write() {
            *current = read.clone();
        }
        read
    }
}

impl Tariff {
    fn read(source: &Source) -> Self {
        match source {
            Source::None => Self::unusable(Vec::new()),
            Source::Plan(path) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                let read = |file: &Path| {
                    std::fs::read_to_string(file).map_err(|e| {
                        format!(
                            "{}: {e}; give a UTF-8 file that the portal may read",
                            file.display()
                        )
                    })
                };
                match read(path) {
                    Ok(plan) => Self::build(&path.display().to_string(), &plan, |deck| {
                        read(&folder.join(deck))
                    }),
                    Err(problem) => Self::unusable(vec![problem]),
                }
            }
            Source::Sample => Self::build(
                "plan.toml",
                include_str!("../../../rating/testdata/new-caledonia/plan.toml"),
                |_| Ok(include_str!("../../../rating/testdata/new-caledonia/deck.csv").to_owned()),
            ),
        }
    }

    /// The tariff of a version.
    pub fn of(sources: &Sources) -> Self {
        Self::build("plan.toml", &sources.plan, |name| {
            let text = sources.deck(name).ok_or_else(|| {
                format!(
                    "{name}: the plan names this deck, and it is not there; upload it along with the plan"
                )
            });
            text.map(str::to_owned)
        })
    }

    fn build(plan_name: &str, plan_text: &str, read_deck: impl Fn(&str) -> Result<String, String>) -> Self {
        let mut hash = Sha256::new_with_prefix(plan_text);
        let plan = match Plan::from_toml(plan_text) {
            Ok(plan) => plan,
            Err(error) => return Self::unusable(vec![format!("{plan_name}: {error}")]),
        };
        let mut problems = Vec::new();
        let mut complete = true;
        let mut deck = Deck::new();
        let mut sources = Sources {
            plan: plan_text.to_owned(),
            decks: Vec::new(),
        };
        for file in plan.decks() {
            let text = match read_deck(&file.file) {
                Ok(text) => text,
                Err(problem) => {
                    problems.push(problem);
                    complete = false;
                    continue;
                }
            };
            hash.update(&text);
            let (rows, rejected) = Deck::from_csv(&text, &file.format);
            problems.extend(rejected.iter().map(|line| format!("{}, {line}", file.file)));
            problems.extend(
                deck.merge(rows)
                    .iter()
                    .map(|(line, error)| format!("{}, line {line}: {error}", file.file)),
            );
            sources.decks.push((file.file.clone(), text));
        }
        if !complete {
            // Without a whole deck, calls would get the price of a shorter prefix, and keep it.
            return Self::unusable(problems);
        }
        let (name, rows) = (plan.name().to_owned(), deck.len());
        match Book::new(plan, deck) {
            Ok(book) => {
                let fingerprint = hash
                    .finalize()
                    .iter()
                    .take(8)
                    .map(|b| format!("{b:02x}"))
                    .collect();
                Self {
                    book: Some(book),
                    name,
                    rows,
                    problems,
                    fingerprint,
                    sources,
                }
            }
            Err(error) => {
                problems.push(format!("{plan_name}: {error}"));
                Self::unusable(problems)
            }
        }
    }

    fn unusable(problems: Vec<String>) -> Self {
        Self {
            book: None,
            name: String::new(),
            rows: 0,
            problems,
            fingerprint: String::new(),
            sources: Sources::default(),
        }
    }

    /// What it was read from; empty without a tariff.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What could not be used, each with its file, line, reason and remedy.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The plan's name; empty without a tariff.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many rows price calls.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The same files give the same text.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub fn book(&self) -> Option<&Book> {
        self.book.as_ref()
    }

    /// What a call costs; `None` without a tariff.
    pub fn rate(&self, call: &Call<'_>) -> Option<Outcome<'_>> {
        self.book.as_ref().map(|book| book.rate(call))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_reported_and_the_rest_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let plan = include_str!("../../../rating/testdata/new-caledonia/plan.toml");
        let deck = include_str!("../../../rating/testdata/new-caledonia/deck.csv");
        std::fs::write(folder.path().join("plan.toml"), plan).unwrap();
        let deck_file = Plan::from_toml(plan).unwrap().decks()[0].file.clone();
        std::fs::write(
            folder.path().join(&deck_file),
            format!("{deck}\nthis is not a row\n"),
        )
        .unwrap();
        let files = TariffFiles::load(Source::Plan(folder.path().join("plan.toml")));
        let tariff = files.current();
        assert_eq!(tariff.problems().len(), 1, "{:?}", tariff.problems());
        assert!(tariff.problems()[0].contains("line "), "{:?}", tariff.problems());
        assert!(tariff.book().is_some());

        // Ruined while the portal runs: the old one stays, and the page says so.
        std::fs::write(folder.path().join("plan.toml"), "name = ").unwrap();
        let tariff = files.reload();
        assert!(tariff.book().is_some());
        assert!(
            tariff.problems().last().unwrap().contains("stays in use"),
            "{:?}",
            tariff.problems()
        );
    }

    #[test]
    fn a_deck_that_is_gone_for_a_moment_changes_no_price() {
        let folder = tempfile::tempdir().unwrap();
        let plan = include_str!("../../../rating/testdata/new-caledonia/plan.toml");
        let deck = folder
            .path()
            .join(&Plan::from_toml(plan).unwrap().decks()[0].file);
        std::fs::write(folder.path().join("plan.toml"), plan).unwrap();
        std::fs::write(
            &deck,
            include_str!("../../../rating/testdata/new-caledonia/deck.csv"),
        )
        .unwrap();
        let files = TariffFiles::load(Source::Plan(folder.path().join("plan.toml")));
        let before = files.current();
        std::fs::remove_file(&deck).unwrap();
        let after = files.reload();
        assert_eq!(
            (after.rows, after.fingerprint()),
            (before.rows, before.fingerprint())
        );
        assert_eq!(after.problems().len(), 2, "{:?}", after.problems());
        assert!(after.problems()[0].contains("deck.csv"), "{:?}", after.problems());
    }

    #[test]
    fn a_missing_plan_is_named() {
        let tariff = TariffFiles::load(Source::Plan("/nowhere/plan.toml".into())).current();
        assert!(
            tariff.problems()[0].contains("/nowhere/plan.toml"),
            "{:?}",
            tariff.problems()
        );
        assert!(tariff.book().is_none());
    }

    #[test]
    fn the_sample_has_no_broken_line() {
        let tariff = TariffFiles::load(Source::Sample).current();
        assert_eq!(tariff.problems(), &[] as &[String]);
        assert!(!tariff.name().is_empty() && tariff.rows() > 0);
    }
}

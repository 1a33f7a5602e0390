//! The tariff: a book of one plan or several and their decks, read from files, re-read while the portal runs, or kept as a
//! version in the database.

mod imports;
mod versions;

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use switchhook_rating::{
    Book, BookBuilder, Call, Currency, Deck, DeckFile, FileError, Outcome, Package, Plan,
};

/// Where the tariff stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// No tariff: every call to the outside is reported as having none.
    None,
    /// The file of a plan, or of a book of several; its decks stand beside it.
    Plan(PathBuf),
    /// The sample that the demo uses, compiled in.
    Sample,
}

pub use self::imports::{ImportReport, Imports, READY, Waiting, ready_mapping};
pub use self::versions::{InForce, Tariffs, checked};

/// The tariff of the files, replaced as a whole when its files are read again.
pub struct TariffFiles {
    source: Source,
    current: RwLock<Arc<Tariff>>,
}

/// A plan, or a book of several, and its decks as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    pub plan: String,
    /// Name, as in the plan, and text; each once.
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

/// The decks that a plan, or the plans of a book, name, with the currency of their prices; each file once.
pub fn decks_of(text: &str) -> Result<Vec<(DeckFile, Currency)>, FileError> {
    let builder = BookBuilder::from_toml(text)?;
    let mut files: Vec<(DeckFile, Currency)> = Vec::new();
    for (plan, _) in builder.plans() {
        for file in plan.decks() {
            if !files.iter().any(|(known, _)| known.file == file.file) {
                files.push((file.clone(), file.currency.unwrap_or(plan.currency())));
            }
        }
    }
    Ok(files)
}

/// The decks that a plan, or the plans of a book, name; each file once.
pub fn deck_files(text: &str) -> Result<Vec<DeckFile>, FileError> {
    let decks = decks_of(text)?;
    Ok(decks.into_iter().map(|(file, _)| file).collect())
}

/// The names of the packages in a book, of which a portal counts none: how much of a package is left depends on all
/// calls before, and the portal prices each call by itself.
pub fn packages(text: &str) -> Vec<String> {
    let builder = BookBuilder::from_toml(text).unwrap_or_default();
    let names = builder.packages().iter().map(|package| package.name().to_owned());
    names.collect()
}

/// The names of plans, of the first three where there are more.
fn name<'a>(plans: impl ExactSizeIterator<Item = &'a str>) -> String {
    let more = if plans.len() > 3 { ", …" } else { "" };
    plans.take(3).collect::<Vec<_>>().join(", ") + more
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

    fn build(book_name: &str, text: &str, read_deck: impl Fn(&str) -> Result<String, String>) -> Self {
        let builder = match BookBuilder::from_toml(text) {
            Ok(builder) => builder,
            Err(error) => return Self::unusable(vec![format!("{book_name}: {error}")]),
        };
        if !builder.packages().is_empty() {
            let names: Vec<&str> = builder.packages().iter().map(Package::name).collect();
            return Self::unusable(vec![format!(
                "{book_name}: the packages {} cannot be counted: the portal prices each call by itself; take \
                 [[packages]] out of the file, and calls cost what their plan says",
                names.join(", ")
            )]);
        }
        let mut problems = Vec::new();
        let mut complete = true;
        let mut sources = Sources {
            plan: text.to_owned(),
            decks: Vec::new(),
        };
        let read: Result<_, Infallible> = builder.read_decks(|file| {
            let text = match (sources.deck(&file.file), read_deck(&file.file)) {
                // Two plans may name the same deck.
                (Some(text), _) => text.to_owned(),
                (None, Ok(text)) => {
                    sources.decks.push((file.file.clone(), text.clone()));
                    text
                }
                (None, Err(problem)) => {
                    complete = false;
                    if !problems.contains(&problem) {
                        problems.push(problem);
                    }
                    return Ok(Deck::new());
                }
            };
            let (rows, rejected) = Deck::from_csv(&text, &file.format);
            for line in rejected {
                let problem = format!("{}, {line}", file.file);
                if !problems.contains(&problem) {
                    problems.push(problem);
                }
            }
            Ok(rows)
        });
        let Ok((builder, overlaps)) = read;
        problems.extend(overlaps.iter().map(ToString::to_string));
        if !complete {
            // Without a whole deck, calls would get the price of a shorter prefix, and keep it.
            return Self::unusable(problems);
        }
        let name = name(builder.plans().iter().map(|(plan, _)| plan.name()));
        let rows = builder
            .plans()
            .iter()
            .flat_map(|(_, decks)| decks)
            .map(Deck::len)
            .sum();
        match builder.build() {
            Ok(book) => Self {
                fingerprint: book.fingerprint().to_string(),
                book: Some(book),
                name,
                rows,
                problems,
                sources,
            },
            Err(error) => {
                problems.push(format!("{book_name}: {error}"));
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

    /// The name of the plan, or of the plans; empty without a tariff.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many rows price calls.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The book's: the same prices of the same rows give the same text, whatever the files look like.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    pub fn book(&self) -> Option<&Book> {
        self.book.as_ref()
    }

    /// The plan that counts in a currency; of several, the first.
    pub fn plan_in(&self, currency: &str) -> Option<&Plan> {
        let mut plans = self.book.iter().flat_map(Book::plans);
        plans.find(|plan| plan.currency().code() == currency)
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

    /// A book of two plans: the second one has the rows of the first at half the price, for one telephone.
    const BOOK: &str = r#"
        [[plans]]
        name = "New Caledonia"
        currency = "XPF"
        zone = "Pacific/Noumea"
        otherwise = "offpeak"
        bands = [{ name = "peak", days = ["mon-fri"], hours = ["07:00-19:00"] }]
        decks = [{ file = "deck.csv" }, { file = "next.csv", effective = "2026-11-20" }]

        [[plans]]
        name = "Workshop"
        currency = "XPF"
        zone = "Pacific/Noumea"
        otherwise = "offpeak"
        bands = [{ name = "peak", days = ["mon-fri"], hours = ["07:00-19:00"] }]
        parent = { plan = "New Caledonia", factor = "1/2" }

        [[assign]]
        extension = "221"
        plan = "Workshop"
    "#;

    #[test]
    fn a_book_of_several_plans_prices_by_telephone_and_day() {
        let deck = include_str!("../../../rating/testdata/new-caledonia/deck.csv");
        let decks = vec![
            ("deck.csv".to_owned(), deck.to_owned()),
            ("next.csv".to_owned(), deck.replace("10.45,6.30", "12.00,8.00")),
        ];
        let sources = Sources {
            plan: BOOK.to_owned(),
            decks,
        };
        let tariff = Tariff::of(&sources);
        assert_eq!(tariff.problems(), &[] as &[String]);
        assert_eq!((tariff.name(), tariff.rows()), ("New Caledonia, Workshop", 8));
        assert_eq!(tariff.sources(), &sources);
        for (extension, day, price) in [
            ("222", "2026-11-19", 10_450_000),
            ("221", "2026-11-19", 5_225_000),
            ("222", "2026-11-20", 12_000_000),
            ("221", "2026-11-20", 6_000_000),
        ] {
            let start: switchhook_rating::Start = format!("{day} 10:00:00").parse().unwrap();
            let call = Call::new("872345", start, std::time::Duration::from_secs(60)).extension(extension);
            let outcome = tariff.rate(&call).unwrap();
            assert_eq!(
                outcome.charge().unwrap().after_tax.micros(),
                price,
                "{extension} {day}"
            );
        }
        let named = deck_files(BOOK).unwrap();
        let named: Vec<_> = named.iter().map(|deck| deck.file.as_str()).collect();
        assert_eq!(named, ["deck.csv", "next.csv"]);

        // Every deck that is not there is named, and prices nothing meanwhile.
        let tariff = Tariff::of(&Sources {
            plan: BOOK.to_owned(),
            decks: Vec::new(),
        });
        assert!(tariff.book().is_none());
        assert_eq!(tariff.problems().len(), 2, "{:?}", tariff.problems());
    }

    #[test]
    fn comments_and_names_of_files_make_no_other_tariff() {
        let deck = include_str!("../../../rating/testdata/new-caledonia/deck.csv");
        let plan = include_str!("../../../rating/testdata/new-caledonia/plan.toml");
        let of = |plan: &str, name: &str, deck: &str| {
            Tariff::of(&Sources {
                plan: plan.to_owned(),
                decks: vec![(name.to_owned(), deck.to_owned())],
            })
            .fingerprint()
            .to_owned()
        };
        let usual = of(plan, "deck.csv", deck);
        assert_eq!(usual.len(), 32);
        let renamed = plan.replace("\"deck.csv\"", "\"other.csv\"");
        assert_eq!(of(&format!("# A remark.\n{renamed}"), "other.csv", deck), usual);
        assert_ne!(of(plan, "deck.csv", &deck.replace("10.45", "10.46")), usual);
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

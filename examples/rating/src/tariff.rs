//! A tariff from files: a book in TOML or JSON and the decks beside it.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use switchhook_rating::{Book, BookBuilder, Deck, Finding, Plan};

use crate::failure::Failure;

/// Bytes beyond which a file is no tariff.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// A tariff that was read, and what in its files was refused.
#[derive(Debug)]
pub(crate) struct Tariff {
    pub(crate) book: Book,
    /// Its decks as they were read.
    pub(crate) parts: Vec<Part>,
    /// Lines of its files that are not used: file, line, reason, remedy.
    pub(crate) refused: Vec<String>,
}

/// A deck of a tariff, with the plan that it is of.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) plan: Plan,
    pub(crate) deck: Deck,
}

impl Part {
    /// The plan, and the day from which the deck is in force if there is one.
    pub(crate) fn name(&self) -> String {
        match self.deck.effective() {
            Some(day) => format!("{} from {day}", self.plan.name()),
            None => self.plan.name().to_owned(),
        }
    }

    /// What is odd about the deck: its files, and what.
    pub(crate) fn findings(&self, wanted: impl Fn(&Finding) -> bool) -> Vec<String> {
        let own = |file: &&switchhook_rating::DeckFile| {
            (file.effective, file.currency) == (self.deck.effective(), self.deck.currency())
        };
        let files = self.plan.decks().iter().filter(own);
        let files: Vec<_> = files.map(|file| file.file.as_str()).collect();
        let files = files.join(" and ");
        let findings = self.deck.check(&self.plan).into_iter();
        findings
            .filter(wanted)
            .map(|finding| format!("{files}: {finding}"))
            .collect()
    }
}

impl Tariff {
    /// Reads a tariff: its TOML or JSON file, or the folder that holds one called `book.toml` or `plan.toml`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let file = file_of(path)?;
        let text = read_text(&file)?;
        let is_json = file
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        let builder = match is_json {
            true => BookBuilder::from_json(&text),
            false => BookBuilder::from_toml(&text),
        };
        let builder = builder.map_err(|error| Failure::Tariff(format!("{}, {error}", file.display())))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut refused = Vec::new();
        // A deck that is missing as a whole is no refused line: calls would get the price of a shorter prefix.
        let (builder, overlaps) = builder.read_decks(|part| {
            let path = folder.join(&part.file);
            let (rows, rejected) = Deck::from_csv(&read_text(&path)?, &part.format);
            refused.extend(rejected.iter().map(|line| format!("{}, {line}", path.display())));
            Ok::<_, Failure>(rows)
        })?;
        refused.extend(
            overlaps
                .iter()
                .map(|overlap| folder.join(overlap.to_string()).display().to_string()),
        );
        let parts: Vec<Part> = builder
            .plans()
            .iter()
            .flat_map(|(plan, decks)| {
                decks.iter().map(|deck| Part {
                    plan: plan.clone(),
                    deck: deck.clone(),
                })
            })
            .collect();
        match builder.build() {
            Ok(book) => Ok(Self { book, parts, refused }),
            Err(error) => {
                let mut text = format!("{}: {error}", file.display());
                // The first misfit ends the work; the others are of use too.
                let misfits = parts.iter().flat_map(|part| part.findings(Finding::is_fatal));
                for line in refused.into_iter().chain(misfits) {
                    text = text + "\n  " + &line;
                }
                Err(Failure::Tariff(text))
            }
        }
    }

    /// Reads a tariff, and says on the way what was refused.
    pub(crate) fn read_aloud(path: &Path) -> Result<Self, Failure> {
        let tariff = Self::read(path)?;
        for line in &tariff.refused {
            crate::say(line);
        }
        Ok(tariff)
    }

    /// Rows of all decks.
    pub(crate) fn rows(&self) -> usize {
        self.parts.iter().map(|part| part.deck.len()).sum()
    }
}

/// The file that a tariff begins with.
fn file_of(path: &Path) -> Result<PathBuf, Failure> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    ["book.toml", "plan.toml"]
        .into_iter()
        .map(|name| path.join(name))
        .find(|file| file.is_file())
        .ok_or_else(|| {
            Failure::Input(format!(
                "{}: holds no book.toml or plan.toml; give the file of a tariff, or its folder",
                path.display()
            ))
        })
}

/// The text of a file.
pub(crate) fn read_text(path: &Path) -> Result<String, Failure> {
    let cannot = |_| Failure::cannot_read(path, &std::io::ErrorKind::InvalidData.into());
    String::from_utf8(read_bytes(path)?).map_err(cannot)
}

/// The bytes of a file.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::cannot_read(path, &error);
    let mut bytes = Vec::new();
    // One byte more than may be tells a file that is too large, whatever its length is said to be.
    let read = File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(failed)?;
    if read as u64 > LARGEST {
        return Err(Failure::Input(format!(
            "{}: has more than 1 GiB; a tariff is smaller",
            path.display()
        )));
    }
    Ok(bytes)
}

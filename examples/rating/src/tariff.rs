//! A tariff from files: a plan in TOML and the decks beside it.

use std::path::{Path, PathBuf};

use switchhook_rating::{Book, Deck, Plan};

use crate::failure::Failure;

/// Bytes beyond which a file is no tariff.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// A tariff that was read, and what in its files was refused.
#[derive(Debug)]
pub(crate) struct Tariff {
    pub(crate) book: Book,
    /// Lines of its files that are not used: file, line, reason, remedy.
    pub(crate) refused: Vec<String>,
    /// Rows of its decks.
    pub(crate) rows: usize,
}

impl Tariff {
    /// Reads a tariff: its TOML file, or the folder that holds one called `book.toml` or `plan.toml`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let file = file_of(path)?;
        let plan = Plan::from_toml(&read_text(&file)?)
            .map_err(|error| Failure::Tariff(format!("{}: {error}", file.display())))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        let mut deck = Deck::new();
        let mut refused = Vec::new();
        for part in plan.decks() {
            let path = folder.join(&part.file);
            // A deck that is missing as a whole is no refused line: calls would get the price of a shorter prefix.
            let (rows, rejected) = Deck::from_csv(&read_text(&path)?, &part.format);
            refused.extend(rejected.iter().map(|line| format!("{}, {line}", path.display())));
            let merged = deck.merge(rows);
            refused.extend(
                merged
                    .iter()
                    .map(|(line, error)| format!("{}, line {line}: {error}", path.display())),
            );
        }
        let rows = deck.len();
        match Book::new(plan, deck) {
            Ok(book) => Ok(Self { book, refused, rows }),
            Err(error) => {
                let mut text = format!("{}: {error}", file.display());
                for line in refused {
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

fn read_text(path: &Path) -> Result<String, Failure> {
    let data = std::fs::metadata(path).map_err(|error| Failure::cannot_read(path, &error))?;
    if data.len() > LARGEST {
        return Err(Failure::Input(format!(
            "{}: has more than 1 GiB; a tariff is smaller",
            path.display()
        )));
    }
    std::fs::read_to_string(path).map_err(|error| Failure::cannot_read(path, &error))
}

//! Books from files and texts: plans, packages and rules in TOML or JSON, decks in CSV.

use std::io::Read;
use std::path::{Path, PathBuf};

use pyo3::prelude::*;
use pyo3::types::PyString;
use switchhook_rating::{self as rating, BookBuilder, Deck, DeckFile, Format};

use crate::bytes::bytes_or_text;
use crate::error::{ParseError, book_error, os_error, plan_error, refused};
use crate::rating::RejectedLine;

/// Bytes beyond which a file is no book and no deck: two million prefixes need less.
const LONGEST_FILE: u64 = 256 * 1024 * 1024;

/// A compiled book, and the lines of its decks that are not in it.
pub(crate) type Loaded = (rating::Book, Vec<RejectedLine>);

/// Where the texts of decks come from.
pub(crate) enum Decks<'py> {
    /// Given one by one, in the order in which the plans name them.
    Texts(Vec<String>),
    /// Files of a folder.
    Folder(PathBuf),
    /// A function that gives the text of a name.
    Function(Bound<'py, PyAny>),
}

/// The book of a file, or of the one in a folder.
pub(crate) fn from_file(py: Python<'_>, path: PathBuf) -> PyResult<Loaded> {
    let path = if path.is_dir() {
        let book = path.join("book.toml");
        if book.is_file() {
            book
        } else {
            path.join("plan.toml")
        }
    } else {
        path
    };
    let name = path.display().to_string();
    let text = read_file(py, &path)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    from_text(py, &text, Some(&name), &Decks::Folder(folder.to_owned()))
}

/// The book of a text, and of decks from wherever they are.
pub(crate) fn from_text(
    py: Python<'_>,
    text: &str,
    file: Option<&str>,
    decks: &Decks<'_>,
) -> PyResult<Loaded> {
    // TOML never begins like this.
    let is_json = text.trim_start().starts_with('{');
    let builder = py
        .detach(|| match is_json {
            true => BookBuilder::from_json(text),
            false => BookBuilder::from_toml(text),
        })
        .map_err(|error| plan_error(py, &error, file))?;
    let texts = texts(py, &builder, decks)?;
    let (book, rejected) = py.detach(|| {
        let (builder, rejected) = read_decks(builder, &texts);
        (builder.build(), rejected)
    });
    Ok((book.map_err(|error| book_error(py, &error))?, rejected))
}

/// The files that the plans name, in their order.
fn named(builder: &BookBuilder) -> impl Iterator<Item = &DeckFile> {
    builder.plans().iter().flat_map(|(plan, _)| plan.decks())
}

/// The texts of the decks, in the order in which the plans name them.
fn texts(py: Python<'_>, builder: &BookBuilder, decks: &Decks<'_>) -> PyResult<Vec<String>> {
    match decks {
        Decks::Folder(folder) => named(builder)
            .map(|deck| read_file(py, &folder.join(&deck.file)))
            .collect(),
        Decks::Function(read) => named(builder)
            .map(|deck| {
                let given = read.call1((&deck.file,))?;
                let bytes = bytes_or_text(&given)?.into_owned();
                text(py, bytes, &deck.file)
            })
            .collect(),
        Decks::Texts(texts) => {
            let count = named(builder).count();
            let is_for_one = count == 0 && (builder.plans().len() == 1 || texts.is_empty());
            if !is_for_one && count != texts.len() {
                let message = format!(
                    "the plans name {count} decks and {} were given; give the text of each, in their order",
                    texts.len()
                );
                return Err(refused(py, &message, Some("decks")));
            }
            Ok(texts.clone())
        }
    }
}

/// Gives the plans their decks, and says which lines are not in them.
fn read_decks(builder: BookBuilder, texts: &[String]) -> (BookBuilder, Vec<RejectedLine>) {
    let mut rejected = Vec::new();
    if named(&builder).next().is_none() {
        let builder = unnamed(builder, texts, &mut rejected);
        return (builder, rejected);
    }
    let files: Vec<String> = named(&builder).map(|deck| deck.file.clone()).collect();
    let mut left = texts.iter();
    let read = builder.read_decks(|deck| {
        let text = left.next().map_or("", String::as_str);
        Ok::<_, std::convert::Infallible>(read_deck(text, &deck.format, Some(&deck.file), &mut rejected))
    });
    let (builder, overlaps) = match read {
        Ok(read) => read,
        Err(never) => match never {},
    };
    // Overlaps come file by file. Lines are counted off once for each: a whole deck may be there twice.
    let mut shown: Option<(&str, Vec<&str>)> = None;
    for overlap in &overlaps {
        let lines = match &mut shown {
            Some((file, lines)) if *file == overlap.file => lines,
            _ => {
                let at = files.iter().position(|file| *file == overlap.file);
                let text = at.and_then(|at| texts.get(at)).map_or("", String::as_str);
                &mut shown.insert((&overlap.file, text.lines().collect())).1
            }
        };
        rejected.push(twin(Some(&overlap.file), lines, overlap.line, &overlap.error));
    }
    (builder, rejected)
}

/// The one plan of a book with all of these texts as its deck.
fn unnamed(builder: BookBuilder, texts: &[String], rejected: &mut Vec<RejectedLine>) -> BookBuilder {
    let mut deck = Deck::new();
    for text in texts {
        let part = read_deck(text, &Format::default(), None, rejected);
        let twins = deck.merge(part);
        if !twins.is_empty() {
            let lines: Vec<&str> = text.lines().collect();
            rejected.extend(twins.iter().map(|(line, error)| twin(None, &lines, *line, error)));
        }
    }
    let [(plan, _)] = builder.plans() else {
        return builder;
    };
    let mut whole = BookBuilder::default().plan(plan.clone(), (!texts.is_empty()).then_some(deck));
    if let Some(numbering) = builder.site_numbering() {
        whole = whole.numbering(numbering.clone());
    }
    if let Some(name) = builder.fallback() {
        whole = whole.default_plan(name);
    }
    for (when, plan) in builder.rules() {
        whole = whole.assign(when.clone(), plan);
    }
    for package in builder.packages() {
        whole = whole.package(package.clone());
    }
    whole
}

fn read_deck(text: &str, format: &Format, file: Option<&str>, rejected: &mut Vec<RejectedLine>) -> Deck {
    let (deck, lines) = Deck::from_csv(text, format);
    rejected.extend(lines.into_iter().map(|line| RejectedLine {
        file: file.map(str::to_owned),
        line: line.line,
        text: line.text,
        reason: line.error.to_string(),
    }));
    deck
}

/// A line that another deck of the same days has already.
fn twin(file: Option<&str>, lines: &[&str], line: usize, error: &rating::DeckError) -> RejectedLine {
    let text = lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
    RejectedLine {
        file: file.map(str::to_owned),
        line,
        text: text.chars().take(80).collect(),
        reason: error.to_string(),
    }
}

/// A file as text. The crates read none: the one place of the bindings that does.
#[expect(clippy::disallowed_types, reason = "Book.load reads files, as its name says")]
fn read_file(py: Python<'_>, path: &Path) -> PyResult<String> {
    let mut bytes = Vec::new();
    py.detach(|| {
        let file = std::fs::File::open(path)?;
        file.take(LONGEST_FILE + 1).read_to_end(&mut bytes)
    })
    .map_err(|error| os_error(&error, path))?;
    text(py, bytes, &path.display().to_string())
}

/// Bytes as text, or where they are none.
fn text(py: Python<'_>, bytes: Vec<u8>, name: &str) -> PyResult<String> {
    let fail = |message: String, line| {
        ParseError {
            message,
            file: Some(name),
            line,
            ..ParseError::default()
        }
        .raise(py)
    };
    if bytes.len() as u64 > LONGEST_FILE {
        let message =
            format!("more than {LONGEST_FILE} bytes, which no deck needs; check that it is the right file");
        return Err(fail(message, None));
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..good]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        fail(
            format!("line {line} is not UTF-8; save the file as UTF-8"),
            Some(line),
        )
    })
}

/// Where decks come from, as the arguments of `Book.from_text` say.
pub(crate) fn decks<'py>(
    py: Python<'py>,
    texts: &Bound<'py, pyo3::types::PyTuple>,
    folder: Option<PathBuf>,
    read: Option<Bound<'py, PyAny>>,
) -> PyResult<Decks<'py>> {
    match (folder, read) {
        (None, None) => {
            let texts = texts.iter().map(|text| {
                let wrong = || crate::time::wrong_type("a deck", "a str", &text);
                Ok(text
                    .cast::<PyString>()
                    .map_err(|_| wrong())?
                    .to_cow()?
                    .into_owned())
            });
            Ok(Decks::Texts(texts.collect::<PyResult<_>>()?))
        }
        (Some(folder), None) if texts.is_empty() => Ok(Decks::Folder(folder)),
        (None, Some(read)) if texts.is_empty() => Ok(Decks::Function(read)),
        _ => {
            let message =
                "decks come from one place; give their texts, or a folder, or a function that reads them";
            Err(refused(py, message, Some("decks")))
        }
    }
}

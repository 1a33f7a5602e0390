//! Books as files: everything but the rows of the decks, in TOML or JSON, both ways.

mod numbering;
mod package;
mod plan;
mod text;
mod words;

use std::fmt::Display;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use toml::de::{DeTable, Error as TomlError};

use crate::{BookBuilder, Numbering, Package, Plan, Prefix, When};
use numbering::NumberingEntry;
use package::PackageEntry;
use plan::PlanEntry;
use text::{line_of, line_of_key};
use words::parse;

/// Bytes beyond which a text is no book.
const LONGEST: usize = 1024 * 1024;

/// A book of several plans.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct BookFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    numbering: Option<NumberingEntry>,
    plans: Vec<PlanEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    packages: Vec<PackageEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    assign: Vec<AssignEntry>,
}

/// A rule of assignment: one of the first five keys.
#[derive(Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct AssignEntry {
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    extension: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trunk: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caller: Option<String>,
    plan: String,
}

impl Plan {
    /// Reads a plan from TOML. The README describes the keys; `testdata/new-caledonia/plan.toml` is a plan with
    /// comments.
    ///
    /// Numbers of money are texts (`percent = "13"`), since a TOML float would no longer be the number in the
    /// contract.
    ///
    /// ```
    /// use switchhook_rating::Plan;
    /// let plan = Plan::from_toml(
    ///     r#"
    ///     name = "example"
    ///     currency = "EUR"
    ///     zone = "Europe/Paris"
    ///     "#,
    /// )?;
    /// assert_eq!(plan.currency().decimals(), 2);
    ///
    /// let error = Plan::from_toml("name = 'x'\ncurrency = 'EUR'\nzone = 'Europe/Atlantis'").unwrap_err();
    /// assert!(error.to_string().starts_with("line 3: zone: \"Europe/Atlantis\" is not a time zone"));
    /// # Ok::<(), switchhook_rating::FileError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`FileError`] names the line and the key, what it holds and what belongs there.
    pub fn from_toml(text: &str) -> Result<Self, FileError> {
        check_length(text)?;
        toml_value::<PlanEntry>(text)?
            .read_whole()
            .map_err(|error| error.located(text))
    }
}

impl BookBuilder {
    /// Reads a book from TOML: the keys of one plan, or `[[plans]]` with what joins them. The README describes them.
    ///
    /// The plans have no decks yet: [`read_decks`](Self::read_decks) fetches those that they name.
    ///
    /// ```
    /// use switchhook_rating::{Book, BookBuilder, Deck, DeckFile, Format};
    /// let builder = BookBuilder::from_toml(
    ///     r#"
    ///     default = "usual"
    ///     numbering = { ready = "FR" }
    ///     plans = [
    ///         { name = "usual", currency = "EUR", zone = "Europe/Paris", decks = [{ file = "usual.csv" }] },
    ///         { name = "night", currency = "EUR", zone = "Europe/Paris", parent = { plan = "usual", factor = "1/2" } },
    ///     ]
    ///     assign = [{ account = "night watch", plan = "night" }]
    ///     "#,
    /// )?;
    /// assert_eq!(builder.plans().len(), 2);
    /// # Ok::<(), switchhook_rating::FileError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`FileError`] names the line and the key, what it holds and what belongs there.
    pub fn from_toml(text: &str) -> Result<Self, FileError> {
        check_length(text)?;
        let read = if DeTable::parse(text).is_ok_and(|table| table.get_ref().contains_key("plans")) {
            toml_value::<BookFile>(text)?.read()
        } else {
            toml_value::<PlanEntry>(text)?
                .read_whole()
                .map(|plan| Self::default().plan(plan, []))
        };
        read.map_err(|error| error.located(text))
    }

    /// Reads a book from JSON, with the keys of TOML.
    ///
    /// # Errors
    ///
    /// [`FileError`], as for [`from_toml`](Self::from_toml); the line is known of what is no JSON.
    pub fn from_json(text: &str) -> Result<Self, FileError> {
        check_length(text)?;
        let whole: serde_json::Value = json_value(text)?;
        if whole.get("plans").is_some() {
            read_book(text)
        } else {
            let plan = json_value::<PlanEntry>(text)?.read_whole()?;
            Ok(Self::default().plan(plan, []))
        }
    }

    /// Writes the book as TOML, without the rows of its decks. What holds its default is left out.
    ///
    /// ```
    /// use switchhook_rating::{BookBuilder, Currency, Plan, Tax};
    /// let plan = Plan::new("example", Currency::EUR, chrono_tz::Europe::Paris)
    ///     .tax(Tax::inclusive().from("2014-01-01".parse()?, "20".parse()?));
    /// let text = BookBuilder::default().plan(plan, []).to_toml();
    /// assert!(text.starts_with("name = \"example\"\ncurrency = \"EUR\"\nzone = \"Europe/Paris\"\n"));
    /// assert_eq!(BookBuilder::from_toml(&text)?.to_toml(), text);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn to_toml(&self) -> String {
        match self.print() {
            // The entries are made of tables, lists, texts, small integers and booleans, all of which TOML has.
            Printed::Plan(plan) => toml::to_string(plan.as_ref()).unwrap_or_default(),
            Printed::Book(book) => toml::to_string(book.as_ref()).unwrap_or_default(),
        }
    }

    /// Writes the book as JSON, without the rows of its decks.
    #[must_use]
    pub fn to_json(&self) -> String {
        match self.print() {
            // As above.
            Printed::Plan(plan) => serde_json::to_string_pretty(plan.as_ref()).unwrap_or_default(),
            Printed::Book(book) => serde_json::to_string_pretty(book.as_ref()).unwrap_or_default(),
        }
    }

    fn print(&self) -> Printed {
        let numbering = match (self.site_numbering(), self.plans().first()) {
            (Some(numbering), _) => numbering.clone(),
            (None, Some((plan, _))) => plan.dialling().clone(),
            (None, None) => Numbering::new(),
        };
        match self.plans() {
            [(plan, _)]
                if self.rules().is_empty() && self.packages().is_empty() && self.fallback().is_none() =>
            {
                let mut entry = PlanEntry::print(plan);
                entry.numbering = NumberingEntry::print(&numbering);
                Printed::Plan(Box::new(entry))
            }
            plans => Printed::Book(Box::new(BookFile::print(
                &numbering,
                plans.iter().map(|(plan, _)| plan),
                self.fallback(),
                self.rules().iter().map(|(when, plan)| (when, plan.as_str())),
                self.packages().iter(),
            ))),
        }
    }
}

/// A book as JSON on one line, with the files of its decks or without: of all the forms the one that is written in one
/// way only, so that fingerprints can be made of it.
pub(crate) fn print_book<'a>(
    numbering: &Numbering,
    plans: impl Iterator<Item = &'a Plan>,
    default: Option<&str>,
    rules: impl Iterator<Item = (&'a When, &'a str)>,
    packages: impl Iterator<Item = &'a Package>,
    with_files: bool,
) -> String {
    let mut book = BookFile::print(numbering, plans, default, rules, packages);
    if !with_files {
        book.plans.iter_mut().for_each(PlanEntry::forget_files);
    }
    // As in `to_toml`.
    serde_json::to_string(&book).unwrap_or_default()
}

/// Reads what [`print_book`] wrote, however long it is.
pub(crate) fn read_book(text: &str) -> Result<BookBuilder, FileError> {
    json_value::<BookFile>(text)?.read()
}

/// The two forms of a file.
enum Printed {
    Plan(Box<PlanEntry>),
    Book(Box<BookFile>),
}

impl PlanEntry {
    /// The plan of a file that holds no other, with its numbering.
    fn read_whole(&self) -> Result<Plan, FileError> {
        let plan = self.read("")?;
        Ok(match &self.numbering {
            Some(numbering) => plan.numbering(numbering.read("numbering")?),
            None => plan,
        })
    }
}

impl BookFile {
    fn read(&self) -> Result<BookBuilder, FileError> {
        let mut builder = BookBuilder::default();
        if let Some(numbering) = &self.numbering {
            builder = builder.numbering(numbering.read("numbering")?);
        }
        if let Some(default) = &self.default {
            builder = builder.default_plan(default);
        }
        for (at, entry) in self.plans.iter().enumerate() {
            if entry.numbering.is_some() {
                return Err(FileError::value(
                    format!("plans[{at}].numbering"),
                    "numbers are dialled in one way at a site; move it to [numbering] of the book",
                ));
            }
            builder = builder.plan(entry.read(&format!("plans[{at}]."))?, []);
        }
        for (at, entry) in self.packages.iter().enumerate() {
            let currency = |name: &str| {
                let mut plans = builder.plans().iter().map(|(plan, _)| plan);
                plans.find(|plan| plan.name() == name).map(Plan::currency)
            };
            let package = entry.read(&format!("packages[{at}]"), currency)?;
            builder = builder.package(package);
        }
        for (at, entry) in self.assign.iter().enumerate() {
            builder = builder.assign(entry.read(&format!("assign[{at}]"))?, &entry.plan);
        }
        Ok(builder)
    }

    fn print<'a>(
        numbering: &Numbering,
        plans: impl Iterator<Item = &'a Plan>,
        default: Option<&str>,
        rules: impl Iterator<Item = (&'a When, &'a str)>,
        packages: impl Iterator<Item = &'a Package>,
    ) -> Self {
        Self {
            default: default.map(str::to_owned),
            numbering: NumberingEntry::print(numbering),
            plans: plans.map(PlanEntry::print).collect(),
            packages: packages.map(PackageEntry::print).collect(),
            assign: rules.map(|(when, plan)| AssignEntry::print(when, plan)).collect(),
        }
    }
}

impl AssignEntry {
    fn read(&self, at: &str) -> Result<When, FileError> {
        let prefix = |key: &str, text: &str| parse::<Prefix>(&format!("{at}.{key}"), text);
        match (
            &self.account,
            &self.extension,
            &self.trunk,
            &self.number,
            &self.caller,
        ) {
            (Some(name), None, None, None, None) => Ok(When::Account(name.clone())),
            (None, Some(name), None, None, None) => Ok(When::Extension(name.clone())),
            (None, None, Some(name), None, None) => Ok(When::Trunk(name.clone())),
            (None, None, None, Some(text), None) => prefix("number", text).map(When::Number),
            (None, None, None, None, Some(text)) => prefix("caller", text).map(When::Caller),
            _ => Err(FileError::value(
                at,
                "a rule asks for one of account, extension, trunk, number and caller; write exactly one of them",
            )),
        }
    }

    fn print(when: &When, plan: &str) -> Self {
        let mut entry = Self {
            plan: plan.to_owned(),
            ..Self::default()
        };
        match when {
            When::Account(name) => entry.account = Some(name.clone()),
            When::Extension(name) => entry.extension = Some(name.clone()),
            When::Trunk(name) => entry.trunk = Some(name.clone()),
            When::Number(prefix) => entry.number = Some(prefix.to_string()),
            When::Caller(prefix) => entry.caller = Some(prefix.to_string()),
        }
        entry
    }
}

fn check_length(text: &str) -> Result<(), FileError> {
    if text.len() > LONGEST {
        return Err(FileError::TooLong);
    }
    Ok(())
}

fn toml_value<T: DeserializeOwned>(text: &str) -> Result<T, FileError> {
    toml::from_str(text).map_err(|error: TomlError| FileError::Syntax {
        line: error.span().map_or(1, |span| line_of(text, span.start)),
        message: with_remedy(error.message().replace('\n', " ")),
    })
}

fn json_value<T: DeserializeOwned>(text: &str) -> Result<T, FileError> {
    serde_json::from_str(text).map_err(|error| {
        let message = error.to_string();
        // Where it is, which the error says itself.
        let message = message.split(" at line ").next().unwrap_or_default();
        FileError::Syntax {
            line: error.line().max(1),
            message: with_remedy(message.to_owned()),
        }
    })
}

/// Says what to do where the reader of TOML or JSON does not.
fn with_remedy(message: String) -> String {
    if message.starts_with("missing field") {
        message + "; add it, in the table that begins on this line"
    } else {
        message
    }
}

/// Why a text is no plan or no book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The syntax of TOML or JSON, a missing key or one that does not belong there.
    #[error("line {line}: {message}")]
    Syntax {
        /// Counted from 1.
        line: usize,
        /// What the reader says.
        message: String,
    },
    /// A key holds something that it cannot hold.
    #[error("{}{key}: {message}", line.map(|line| format!("line {line}: ")).unwrap_or_default())]
    Value {
        /// Counted from 1; known of TOML only.
        line: Option<usize>,
        /// The key, such as `plans[1].bands[0].hours`.
        key: String,
        /// What it holds, and what belongs there.
        message: String,
    },
    /// More than a book could need.
    #[error("the text has more than {LONGEST} bytes; rates belong in a deck")]
    TooLong,
}

impl FileError {
    fn value(key: impl Into<String>, message: impl Display) -> Self {
        Self::Value {
            line: None,
            key: key.into(),
            message: message.to_string(),
        }
    }

    /// The same with the line on which the key stands.
    fn located(self, text: &str) -> Self {
        match self {
            Self::Value { key, message, .. } => Self::Value {
                line: line_of_key(text, &key),
                key,
                message,
            },
            other => other,
        }
    }
}

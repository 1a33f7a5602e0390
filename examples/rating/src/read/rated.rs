//! Rated calls, as `rating rate` wrote them: CSV, JSON lines, Parquet.

use std::collections::BTreeMap;
use std::path::Path;

use indicatif::ProgressBar;

use super::Input;
use super::lines::{Line, Lines};
use crate::failure::Failure;
use crate::row::{COLUMNS, Row, place};

/// Reads rated calls one by one, in whatever form they stand.
pub(crate) struct Rated {
    form: Form,
    name: String,
    pub(crate) bar: ProgressBar,
}

enum Form {
    Text {
        lines: Lines<Input>,
        // The column of ours that each column of the file is; none for JSON.
        places: Option<Vec<usize>>,
    },
    #[cfg(feature = "parquet")]
    Parquet {
        file: Box<super::parquet::ParquetRated>,
        calls: u64,
    },
}

/// What is needed to add a call up.
const NEEDED: [&str; 2] = ["number", "status"];

impl Rated {
    /// Opens a file, or the standard input for `-`, and looks at its beginning: CSV names its columns there.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let (mut input, bar) = super::open(path)?;
        let name = path.display().to_string();
        let beginning = super::beginning(&mut input, path)?;
        let form = if beginning.starts_with(b"PAR1") {
            parquet(path)?
        } else {
            let first = beginning.iter().find(|byte| !byte.is_ascii_whitespace());
            let is_json = first.is_some_and(|byte| *byte == b'{');
            let mut lines = Lines::new(input);
            let places = if is_json {
                None
            } else {
                Some(head(&mut lines, path)?)
            };
            Form::Text { lines, places }
        };
        Ok(Self { form, name, bar })
    }

    /// Reads the next call into `row`; `None` at the end. A line that is no call comes back as its own error: reason
    /// and remedy; [`place`](Self::place) says where.
    pub(crate) fn read(&mut self, row: &mut Row) -> Result<Option<Result<(), String>>, Failure> {
        let (lines, places) = match &mut self.form {
            Form::Text { lines, places } => (lines, places),
            #[cfg(feature = "parquet")]
            Form::Parquet { file, calls } => {
                *calls += 1;
                return Ok(file.read(row)?.then_some(Ok(())));
            }
        };
        loop {
            row.clear();
            let line = lines.next();
            let line = line.map_err(|error| Failure::cannot_read(Path::new(&self.name), &error))?;
            return Ok(Some(match line {
                None => return Ok(None),
                Some(Line::Text("")) => continue,
                Some(Line::Unusable(what)) => Err(what.to_owned()),
                Some(Line::Text(text)) => match places {
                    Some(places) => from_csv(text, places, row),
                    None => from_json(text, row),
                },
            }));
        }
    }

    /// What is wrong with the call read last, and where it is.
    pub(crate) fn place(&self, what: &str) -> String {
        match &self.form {
            Form::Text { lines, .. } => format!("{}, line {}: {what}", self.name, lines.number),
            #[cfg(feature = "parquet")]
            Form::Parquet { calls, .. } => format!("{}, call {calls}: {what}", self.name),
        }
    }
}

#[cfg(feature = "parquet")]
fn parquet(path: &Path) -> Result<Form, Failure> {
    if path == Path::new("-") {
        return Err(Failure::Input(
            "-: Parquet is read from its end; give the path of a file".to_owned(),
        ));
    }
    Ok(Form::Parquet {
        file: Box::new(super::parquet::ParquetRated::open(path)?),
        calls: 0,
    })
}

#[cfg(not(feature = "parquet"))]
fn parquet(path: &Path) -> Result<Form, Failure> {
    Err(Failure::Input(format!(
        "{}: is Parquet, which this program was built without; build it with --features parquet, or write CSV",
        path.display()
    )))
}

/// The column of ours that each column of CSV is.
fn head(lines: &mut Lines<Input>, path: &Path) -> Result<Vec<usize>, Failure> {
    let wrong = |what: &str| {
        Failure::Input(format!(
            "{}, line 1: {what}; give a file that `rating rate` wrote",
            path.display()
        ))
    };
    let line = lines.next().map_err(|error| Failure::cannot_read(path, &error))?;
    let text = match line {
        Some(Line::Text(text)) => text.trim_start_matches('\u{feff}'),
        Some(Line::Unusable(_)) => return Err(wrong("this is no text of rated calls")),
        None => return Err(wrong("the file is empty")),
    };
    let mut cells = Vec::new();
    split(text, &mut cells).map_err(wrong)?;
    let places: Vec<usize> = cells.iter().map(|cell| place(cell)).collect();
    for needed in NEEDED {
        if !places.contains(&place(needed)) {
            return Err(wrong(&format!("no column {needed:?}")));
        }
    }
    Ok(places)
}

fn from_csv(text: &str, places: &[usize], row: &mut Row) -> Result<(), String> {
    let mut cells = Vec::with_capacity(places.len());
    split(text, &mut cells)?;
    if cells.len() != places.len() {
        return Err(format!(
            "{} fields, and the first line names {}; write the file again with `rating rate`",
            cells.len(),
            places.len()
        ));
    }
    for (cell, &place) in cells.into_iter().zip(places) {
        if let Some(to) = row.cells.get_mut(place) {
            *to = cell;
        }
    }
    Ok(())
}

fn from_json(text: &str, row: &mut Row) -> Result<(), String> {
    // Of an object that names a key twice the last one counts; keys that are not ours are read over.
    let fields: BTreeMap<&str, serde_json::Value> = serde_json::from_str(text)
        .map_err(|error| format!("{error}; write the file again with `rating rate`"))?;
    for (cell, name) in row.cells.iter_mut().zip(COLUMNS) {
        match fields.get(name) {
            Some(serde_json::Value::String(value)) => cell.clone_from(value),
            None => {}
            Some(_) => {
                return Err(format!(
                    "{name} is no text; write the file again with `rating rate`"
                ));
            }
        }
    }
    Ok(())
}

/// The fields of a line, without quotes and without the apostrophe that guards against formulas.
fn split(line: &str, cells: &mut Vec<String>) -> Result<(), &'static str> {
    let mut rest = line;
    loop {
        let cell = match rest.strip_prefix('"') {
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                let (cell, behind) = rest.split_at(end);
                rest = behind;
                cell.to_owned()
            }
            Some(mut inner) => {
                let mut cell = String::new();
                loop {
                    let end = inner
                        .find('"')
                        .ok_or("a quote without its end; mend the line or remove it")?;
                    let (text, behind) = inner.split_at(end);
                    cell.push_str(text);
                    inner = behind.get(1..).unwrap_or_default();
                    match inner.strip_prefix('"') {
                        Some(next) => {
                            cell.push('"');
                            inner = next;
                        }
                        None => break,
                    }
                }
                rest = inner;
                cell
            }
        };
        cells.push(match cell.strip_prefix('\'') {
            Some(guarded) => guarded.to_owned(),
            None => cell,
        });
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None if rest.is_empty() => return Ok(()),
            None => return Err("text behind a closing quote; mend the line or remove it"),
        }
    }
}

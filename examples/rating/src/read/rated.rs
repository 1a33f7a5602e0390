//! Rated calls, as `rating rate` wrote them: CSV or JSON lines.

use std::collections::BTreeMap;
use std::path::Path;

use super::Input;
use super::lines::{Line, Lines};
use crate::failure::Failure;
use crate::row::{COLUMNS, Row, column};

/// Reads rated calls one by one.
pub(crate) struct Rated {
    lines: Lines<Input>,
    // The column of ours that each column of the file is; none for JSON.
    places: Option<Vec<usize>>,
    name: String,
}

/// What is needed to add a call up.
const NEEDED: [&str; 2] = ["number", "status"];

impl Rated {
    /// Looks at the first line, which names the columns of CSV.
    pub(crate) fn new(mut input: Input, path: &Path) -> Result<Self, Failure> {
        let is_json = super::beginning(&mut input, path)?
            .iter()
            .find(|byte| !byte.is_ascii_whitespace())
            .is_some_and(|byte| *byte == b'{');
        let mut rated = Self {
            lines: Lines::new(input),
            places: None,
            name: path.display().to_string(),
        };
        if !is_json {
            rated.places = Some(rated.head(path)?);
        }
        Ok(rated)
    }

    fn head(&mut self, path: &Path) -> Result<Vec<usize>, Failure> {
        let name = &self.name;
        let wrong = |what: &str| {
            Failure::Input(format!(
                "{name}, line 1: {what}; give a file that `rating rate` wrote as CSV or JSON lines"
            ))
        };
        let line = self
            .lines
            .next()
            .map_err(|error| Failure::cannot_read(path, &error))?;
        let text = match line {
            Some(Line::Text(text)) => text.trim_start_matches('\u{feff}'),
            Some(Line::Unusable(_)) => return Err(wrong("this is no text of rated calls")),
            None => return Err(wrong("the file is empty")),
        };
        let mut cells = Vec::new();
        split(text, &mut cells).map_err(wrong)?;
        let places: Vec<usize> = cells.iter().map(|cell| column(cell)).collect();
        for needed in NEEDED {
            if !places.contains(&column(needed)) {
                return Err(wrong(&format!("no column {needed:?}")));
            }
        }
        Ok(places)
    }

    /// Reads the next call into `row`; `false` at the end. A line that is no call comes back as its own error: reason and remedy;
    /// [`place`](Self::place) says where.
    pub(crate) fn read(&mut self, row: &mut Row) -> Result<Option<Result<(), String>>, Failure> {
        loop {
            row.clear();
            let line = self.lines.next();
            let line = line.map_err(|error| Failure::cannot_read(Path::new(&self.name), &error))?;
            let read = match line {
                None => return Ok(None),
                Some(Line::Text("")) => continue,
                Some(Line::Unusable(what)) => Err(what.to_owned()),
                Some(Line::Text(text)) => match &self.places {
                    Some(places) => from_csv(text, places, row),
                    None => from_json(text, row),
                },
            };
            return Ok(Some(read));
        }
    }

    /// What is wrong with the line read last, and where it is.
    pub(crate) fn place(&self, what: &str) -> String {
        format!("{}, line {}: {what}", self.name, self.lines.number)
    }
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

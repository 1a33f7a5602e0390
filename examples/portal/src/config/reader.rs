//! Reads values out of a TOML document as the table of keys describes them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::keys::{KEYS, Key, Kind, Unset};
use super::{ConfigError, Secret, manual};

/// The values of a file, or of one of several tables of the same name in it.
#[derive(Debug)]
pub struct Reader<'a> {
    path: &'a Path,
    /// Before the names of its keys in [`KEYS`]: empty, or such as `pbx.manager[].`.
    prefix: String,
    /// The same for people: `pbx.manager[2].`.
    place: String,
    values: BTreeMap<String, Value>,
    tables: BTreeMap<String, Vec<Reader<'a>>>,
}

impl<'a> Reader<'a> {
    pub fn parse(text: &str, path: &'a Path) -> Result<Self, ConfigError> {
        let table: Table = toml::from_str(text).map_err(|error| ConfigError::Syntax {
            path: path.into(),
            message: place_and_reason(text, &error),
        })?;
        Self::new(path, String::new(), String::new(), table)
    }

    fn new(path: &'a Path, prefix: String, place: String, table: Table) -> Result<Self, ConfigError> {
        let mut reader = Self {
            path,
            prefix,
            place,
            values: BTreeMap::new(),
            tables: BTreeMap::new(),
        };
        reader.take("", table)?;
        Ok(reader)
    }

    /// Sorts what stands in a table into values and tables that may stand several times; refuses the rest.
    fn take(&mut self, within: &str, table: Table) -> Result<(), ConfigError> {
        for (last, value) in table {
            let name = format!("{within}{last}");
            let full = format!("{}{name}", self.prefix);
            let below = |text: &str| KEYS.iter().any(|key| key.name.starts_with(text));
            if KEYS.iter().any(|key| key.name == full) {
                self.values.insert(name, value);
            } else if below(&format!("{full}.")) {
                let Value::Table(inner) = value else {
                    return Err(self.bad(
                        &name,
                        "is a table".into(),
                        &format!("write [{full}] and its keys below"),
                    ));
                };
                self.take(&format!("{name}."), inner)?;
            } else if below(&format!("{full}[].")) {
                let readers = self.several(&name, &full, value)?;
                self.tables.insert(name, readers);
            } else {
                return Err(self.unknown(within, &name));
            }
        }
        Ok(())
    }

    fn several(&self, name: &str, full: &str, value: Value) -> Result<Vec<Self>, ConfigError> {
        let wrong = || {
            self.bad(
                name,
                "is a table that may stand several times".into(),
                &format!("write [[{full}]] and its keys below"),
            )
        };
        let Value::Array(all) = value else {
            return Err(wrong());
        };
        all.into_iter()
            .enumerate()
            .map(|(index, value)| {
                let Value::Table(table) = value else {
                    return Err(wrong());
                };
                let place = format!("{}{name}[{}].", self.place, index + 1);
                Self::new(self.path, format!("{full}[]."), place, table)
            })
            .collect()
    }

    /// The tables of this name, in their order.
    pub fn tables(&self, name: &str) -> &[Self] {
        self.tables.get(name).map_or(&[], Vec::as_slice)
    }

    /// Text; empty where none is set.
    pub fn text(&self, name: &str) -> Result<String, ConfigError> {
        Ok(self.optional(name)?.unwrap_or_default())
    }

    pub fn optional(&self, name: &str) -> Result<Option<String>, ConfigError> {
        self.value(name)?
            .map(|value| self.string(name, &value))
            .transpose()
    }

    pub fn secret(&self, name: &str) -> Result<Secret, ConfigError> {
        match self.value(name)? {
            Some(Value::String(text)) if !text.is_empty() && !text.contains(char::is_control) => {
                Ok(Secret::new(text))
            }
            // What was written instead may be the secret all the same: the error does not repeat it.
            _ => Err(self.bad(
                name,
                "is not text on one line".into(),
                "write it between quotation marks",
            )),
        }
    }

    /// A path, relative to the folder of the file.
    pub fn path(&self, name: &str) -> Result<Option<PathBuf>, ConfigError> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        match self.optional(name)? {
            Some(text) if text.is_empty() => {
                Err(self.bad(name, "is empty".into(), "write a path, or leave the key out"))
            }
            text => Ok(text.map(|text| folder.join(text))),
        }
    }

    pub fn integer<T: TryFrom<i64>>(&self, name: &str) -> Result<T, ConfigError> {
        let form = self.key(name).kind.form();
        let value = self.value(name)?;
        let number = value.as_ref().and_then(Value::as_integer);
        let Some(number) = number else {
            let shown = value.as_ref().map(Value::to_string).unwrap_or_default();
            return Err(self.bad(
                name,
                format!("{shown} is not a whole number"),
                &format!("write {form}"),
            ));
        };
        let within =
            matches!(self.key(name).kind, Kind::Integer(least, most) if (least..=most).contains(&number));
        T::try_from(number).ok().filter(|_| within).ok_or_else(|| {
            self.bad(
                name,
                format!("{number} is out of range"),
                &format!("write {form}"),
            )
        })
    }

    pub fn flag(&self, name: &str) -> Result<bool, ConfigError> {
        match self.value(name)? {
            Some(Value::Boolean(on)) => Ok(on),
            other => {
                let shown = other.as_ref().map(Value::to_string).unwrap_or_default();
                Err(self.bad(
                    name,
                    format!("{shown} is neither true nor false"),
                    "write true or false, without quotation marks",
                ))
            }
        }
    }

    /// A number as it was written, whole or with decimals.
    pub fn number(&self, name: &str) -> Result<Option<String>, ConfigError> {
        match self.value(name)? {
            None => Ok(None),
            Some(value @ (Value::Integer(_) | Value::Float(_))) => Ok(Some(value.to_string())),
            Some(other) => Err(self.bad(
                name,
                format!("{other} is not a number"),
                &format!("write {} without quotation marks", self.key(name).kind.form()),
            )),
        }
    }

    /// Whether the key stands in the file.
    pub fn has(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// The words of a list.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, ConfigError> {
        match self.value(name)? {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => values.iter().map(|value| self.string(name, value)).collect(),
            Some(other) => Err(self.bad(
                name,
                format!("{other} is not a list"),
                &format!("write [{}]", self.key(name).example.trim_matches(['[', ']'])),
            )),
        }
    }

    /// A mistake at one of these keys.
    pub fn bad(&self, name: &str, problem: String, remedy: &str) -> ConfigError {
        ConfigError::Value {
            path: self.path.into(),
            key: format!("{}{name}", self.place),
            problem,
            remedy: remedy.into(),
        }
    }

    fn key(&self, name: &str) -> &'static Key {
        let full = format!("{}{name}", self.prefix);
        // Every key is read from every file, so the first test finds one that is missing.
        KEYS.iter()
            .find(|key| key.name == full)
            .unwrap_or_else(|| panic!("{full} does not stand in KEYS"))
    }

    /// What stands in the file, or the default.
    fn value(&self, name: &str) -> Result<Option<Value>, ConfigError> {
        let key = self.key(name);
        if let Some(value) = self.values.get(name) {
            return Ok(Some(value.clone()));
        }
        match key.unset {
            Unset::Nothing(_) => Ok(None),
            Unset::Is(literal) => Ok(Some(parse_value(literal))),
            Unset::Refused => Err(self.bad(
                name,
                "is missing".into(),
                &format!("write {}, such as {}", key.kind.form(), key.example),
            )),
        }
    }

    fn string(&self, name: &str, value: &Value) -> Result<String, ConfigError> {
        let kind = self.key(name).kind;
        let Value::String(text) = value else {
            return Err(self.bad(
                name,
                format!("{value} is not text"),
                &format!("write {} between quotation marks", kind.form()),
            ));
        };
        if text.contains(char::is_control) {
            return Err(self.bad(
                name,
                format!("{text:?} has a control character"),
                "write it on one line",
            ));
        }
        if let Kind::Choice(all) | Kind::Choices(all) = kind
            && !all.contains(&text.as_str())
        {
            return Err(self.bad(
                name,
                format!("{text:?} is not known here"),
                &format!("write {}", Kind::Choice(all).form()),
            ));
        }
        Ok(text.clone())
    }

    fn unknown(&self, within: &str, name: &str) -> ConfigError {
        let start = format!("{}{within}", self.prefix);
        let remedy = match manual::replacement(&format!("{start}{}", &name[within.len()..])) {
            Some(remedy) => remedy.to_owned(),
            None => {
                let mut here: Vec<&str> = KEYS
                    .iter()
                    .filter_map(|key| key.name.strip_prefix(start.as_str()))
                    .map(|rest| rest.split(['.', '[']).next().unwrap_or(rest))
                    .collect();
                here.dedup();
                format!("the keys here are {}", here.join(", "))
            }
        };
        self.bad(name, "is no key of the portal".into(), &remedy)
    }
}

/// Where the text is no TOML, and why. The line itself is not shown, as the library's own message does: it may hold a
/// secret, and this goes into logs.
fn place_and_reason(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let reason = error.message().trim_end().replace('\n', "; ");
    format!("line {line}, column {column}: {reason}")
}

/// A value as it would stand in a file.
///
/// # Panics
///
/// If it is none; the values of the table of keys are tested to be.
pub fn parse_value(literal: &str) -> Value {
    toml::from_str::<Table>(&format!("value = {literal}"))
        .ok()
        .and_then(|mut table| table.remove("value"))
        .unwrap_or_else(|| panic!("{literal} is not a TOML value"))
}

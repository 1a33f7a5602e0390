use std::collections::BTreeMap;

use serde::Deserialize;

use super::parameter::ParameterType;
use crate::events::{EventTable, HeaderTypes};
use crate::names;
use crate::table::{self, TableError};

/// All of `actions.toml`, with our words for it.
#[derive(Debug)]
pub struct Table {
    /// The actions, by name.
    pub actions: Vec<ActionRow>,
    /// The words that some parameters are chosen from.
    pub choices: Vec<Choice>,
    /// The types of headers.
    pub types: HeaderTypes,
    words: Words,
    views: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    action: Vec<ActionRow>,
    choice: Vec<Choice>,
}

/// Our words of `words.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    actions: BTreeMap<String, String>,
    parameters: BTreeMap<String, String>,
}

/// One action.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionRow {
    /// As on the wire.
    pub name: String,
    rust: Option<String>,
    /// What has to be loaded; `core` is Asterisk itself.
    pub module: String,
    family: Option<String>,
    /// The C file that carries it out.
    pub source: String,
    /// Any one of these lets an account call it; none: every account may.
    pub classes: Vec<String>,
    /// The releases that had it first.
    pub since: Vec<String>,
    /// The last branch that had it, if it was removed.
    pub removed_after: Option<u32>,
    /// The branches that have it, if not all from 16 on.
    #[serde(default)]
    pub branches: Vec<u32>,
    /// How it is answered.
    pub response: Response,
    /// The items of a list.
    #[serde(default)]
    pub items: Vec<String>,
    /// The event that ends a list.
    pub end: Option<String>,
    /// The event that follows the response.
    pub event: Option<String>,
    /// Whether a Success without a list means that there is nothing to list.
    #[serde(default)]
    pub bare_success_is_empty: bool,
    /// Whether its Rust is in `ami/src/action` and not made from this row.
    #[serde(default)]
    pub hand_written: bool,
    /// Its headers besides `Action` and `ActionID`, in order.
    #[serde(default)]
    pub params: Vec<Parameter>,
    /// The headers of its response.
    #[serde(default)]
    pub fields: Vec<Field>,
}

/// How an action is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Response {
    /// Success or Error.
    Simple,
    /// A response with headers of its own.
    Fields,
    /// A list.
    List,
    /// A response, or a list.
    SimpleOrList,
    /// A response and then an event.
    AckThenEvent,
    /// A response and then any events.
    AckThenEvents,
    /// A response and later an event, if it was asked to go on meanwhile.
    SimpleThenEventIfAsync,
    /// Text without a response.
    Raw,
}

/// A header of an action.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// As on the wire.
    pub name: String,
    /// What it holds.
    #[serde(default, rename = "type")]
    pub kind: ParameterType,
    /// Whether Asterisk refuses to do without.
    #[serde(default)]
    pub required: bool,
    /// Whether there may be several.
    #[serde(default)]
    pub multiple: bool,
    /// What holds without it.
    pub default: Option<String>,
    /// Whether Asterisk's documentation has it.
    #[serde(default = "yes")]
    pub documented: bool,
}

/// A header of a response.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// As on the wire.
    pub name: String,
    /// A type of `types.toml`; text if there is none.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

/// The words of a parameter that takes only some.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its Rust type.
    pub name: String,
    /// Its words.
    pub words: Vec<ChoiceWord>,
}

/// One word of a choice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChoiceWord {
    /// The variant.
    pub name: String,
    /// As on the wire.
    pub word: String,
}

fn yes() -> bool {
    true
}

impl Table {
    /// Reads the tables.
    ///
    /// # Errors
    /// They cannot be read, or a row says what cannot be.
    pub fn read() -> Result<Self, TableError> {
        let rows: Rows = table::read("actions.toml")?;
        let table = Self {
            actions: rows.action,
            choices: rows.choice,
            types: HeaderTypes::read()?,
            words: table::read("words.toml")?,
            views: EventTable::read()?
                .event
                .into_iter()
                .map(|event| (event.name.clone(), event.view_name()))
                .collect(),
        };
        table.check()?;
        Ok(table)
    }

    fn check(&self) -> Result<(), TableError> {
        for action in &self.actions {
            let problem = |problem: String| {
                Err(TableError::Row {
                    table: "actions.toml",
                    row: action.name.clone(),
                    problem,
                })
            };
            if !self.words.actions.contains_key(&action.name) {
                return problem("words.toml has no sentence for it; write one".to_owned());
            }
            let is_list = action.response == Response::List;
            if is_list && (action.end.is_none() || action.items.is_empty()) {
                return problem("a list has `items` and an `end`; name them".to_owned());
            }
            if action.response == Response::AckThenEvent && action.event.is_none() {
                return problem("an event follows its response; name it as `event`".to_owned());
            }
            for event in action.items.iter().chain(&action.end).chain(&action.event) {
                if !self.views.contains_key(event) {
                    return problem(format!("events.toml has no event {event}"));
                }
            }
            for parameter in &action.params {
                if let ParameterType::Choice(name) = &parameter.kind
                    && !self.choices.iter().any(|choice| choice.name == *name)
                {
                    return problem(format!("{}: there is no choice {name}", parameter.name));
                }
                if !action.hand_written && self.parameter_words(action, parameter).is_none() {
                    return problem(format!("words.toml has no sentence for {}", parameter.name));
                }
            }
        }
        Ok(())
    }

    /// A sentence that says what `action` does.
    #[must_use]
    pub fn words(&self, action: &ActionRow) -> &str {
        // `check` has seen that it is there.
        self.words.actions.get(&action.name).map_or("", String::as_str)
    }

    /// A sentence that says what `parameter` is.
    #[must_use]
    pub fn parameter_words(&self, action: &ActionRow, parameter: &Parameter) -> Option<&str> {
        let own = format!("{}.{}", action.name, parameter.name);
        let words = &self.words.parameters;
        words
            .get(&own)
            .or_else(|| words.get(&parameter.name))
            .map(String::as_str)
    }

    /// The Rust type that reads the event `name`.
    #[must_use]
    pub fn view(&self, name: &str) -> &str {
        // `check` has seen that it is there.
        self.views.get(name).map_or("", String::as_str)
    }

    /// The choice called `name`.
    #[must_use]
    pub fn choice(&self, name: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.name == name)
    }
}

impl ActionRow {
    /// The name of its Rust type.
    #[must_use]
    pub fn rust(&self) -> String {
        self.rust
            .clone()
            .unwrap_or_else(|| names::upper_camel(&self.name))
    }

    /// The name of the file that it is in: its module, and of the core a family.
    #[must_use]
    pub fn file(&self) -> String {
        match &self.family {
            Some(family) => format!("{}_{family}", self.module),
            None => self.module.clone(),
        }
    }

    /// Whether there is a header that the constructor takes.
    #[must_use]
    pub fn needs_something(&self) -> bool {
        self.params.iter().any(|parameter| parameter.required)
    }
}

impl Parameter {
    /// The name of its field and setter.
    #[must_use]
    pub fn rust(&self) -> String {
        match self.name.as_str() {
            // As the accessors of events are called.
            "Exten" => "extension".to_owned(),
            "ExtraExten" => "extra_extension".to_owned(),
            "BridgeUniqueid" => "bridge_id".to_owned(),
            "Parkinglot" => "parking_lot".to_owned(),
            "Uniqueid" => "unique_id".to_owned(),
            "Wrapuptime" => "wrap_up_time".to_owned(),
            "Base64Body" => "base64_body".to_owned(),
            // Of the repeated `UnitAmount(n)` Asterisk takes the first where there is only one.
            name => names::snake(name.trim_end_matches("(0)")),
        }
    }
}

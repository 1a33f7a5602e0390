//! The types of answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::row::{ActionRow, Field, Response, Table};
use crate::generated::GeneratedFile;
use crate::names;
use crate::table::TableError;

/// What a list of several kinds of items gives, each recognised by its name.
const ANY_EVENT: &str = "Event";

/// The views that there are.
const VIEWS: [&str; 2] = ["CoreShowChannel", "DeviceStateChange"];

/// How a header of an answer is read.
pub(super) struct FieldType {
    /// What the accessor returns, inside `Option`.
    pub(super) rust: &'static str,
    /// The method of `Message` that reads it.
    pub(super) read: &'static str,
}

/// The types of headers.
pub(super) fn types() -> Result<BTreeMap<String, FieldType>, TableError> {
    let types = [
        ("text", "Cow<'a, str>", "known"),
        ("verbatim", "Cow<'a, str>", "text"),
        ("count", "u32", "number"),
        ("large", "u64", "number"),
        ("signed", "i32", "number"),
        ("port", "u16", "number"),
        ("decimal", "f64", "number"),
        ("flag", "bool", "flag"),
        ("extension_state", "i32", "number"),
        ("presence_state", "Cow<'a, str>", "known"),
    ];
    Ok(types
        .into_iter()
        .map(|(name, rust, read)| (name.to_owned(), FieldType { rust, read }))
        .collect())
}

/// What the answer to `action` is in Rust.
pub(super) fn response(table: &Table, action: &ActionRow) -> String {
    match action.response {
        Response::List => {
            let views: BTreeSet<&str> = action.items.iter().map(|item| table.view(item)).collect();
            let item = match views.first() {
                Some(view) if views.len() == 1 => view,
                _ => ANY_EVENT,
            };
            let end = table.view(action.end.as_deref().unwrap_or_default());
            format!("List<{}, {}>", path(item), path(end))
        }
        Response::AckThenEvent => {
            let event = table.view(action.event.as_deref().unwrap_or_default());
            format!("Then<{}>", path(event))
        }
        Response::Fields | Response::Raw => format!("{}Reply", action.rust()),
        _ => "()".to_owned(),
    }
}

fn path(view: &str) -> String {
    if VIEWS.contains(&view) {
        format!("event::{view}<'static>")
    } else {
        "Message<'static>".to_owned()
    }
}

/// When the answer to `action` is complete, as the body of `expects`; nothing for one response.
pub(super) fn expects(action: &ActionRow) -> Option<String> {
    let end = action.end.as_deref().unwrap_or_default();
    match action.response {
        Response::List if action.bare_success_is_empty => {
            Some(format!("Expects::PerhapsList({end:?}.into())"))
        }
        Response::List => Some(format!("Expects::List({end:?}.into())")),
        Response::AckThenEvent => {
            let event = action.event.as_deref().unwrap_or_default();
            Some(format!("Expects::Event({event:?})"))
        }
        Response::Raw => Some("Expects::Text".to_owned()),
        _ => None,
    }
}

/// The body of `response`.
pub(super) fn reading(action: &ActionRow) -> String {
    match action.response {
        Response::List => {
            let end = action.end.as_deref().unwrap_or_default();
            format!("List::read(reply, {end:?})")
        }
        Response::AckThenEvent => {
            let event = action.event.as_deref().unwrap_or_default();
            format!("Then::read(reply, {:?}, {event:?})", action.name)
        }
        Response::Fields => format!(
            "reply.accepted()?;\n        Ok({}Reply(reply.response.clone()))",
            action.rust()
        ),
        Response::Raw => format!(
            "reply.accepted()?;\n        Ok({}Reply(reply.text().clone()))",
            action.rust()
        ),
        _ => "reply.accepted()".to_owned(),
    }
}

/// The type of the fields of an answer.
pub(super) fn fields_type(
    action: &ActionRow,
    types: &BTreeMap<String, FieldType>,
) -> Result<String, TableError> {
    let mut text = String::new();
    let name = format!("{}Reply", action.rust());
    let _ = write!(
        text,
        "/// The answer to [`{}`].\n#[derive(Clone, Debug, PartialEq, Eq)]\npub struct {name}(MessageBuf);\n\nimpl {name} {{\n",
        action.rust()
    );
    for field in &action.fields {
        let kind = field_type(action, field, types)?;
        let _ = write!(
            text,
            "    /// `{}`.\n    pub fn {}(&self) -> Option<{}> {{\n        self.0.as_message().{}({:?})\n    }}\n\n",
            field.name,
            names::snake(&field.name),
            kind.rust.replace("'a", "'_"),
            kind.read,
            field.name,
        );
    }
    text.push_str(
        "    /// The response with every header.\n    pub fn response(&self) -> &MessageBuf {\n        &self.0\n    }\n}\n",
    );
    Ok(text)
}

/// The type of `field`.
pub(super) fn field_type<'a>(
    action: &ActionRow,
    field: &Field,
    types: &'a BTreeMap<String, FieldType>,
) -> Result<&'a FieldType, TableError> {
    let name = field.kind.as_deref().unwrap_or("text");
    types.get(name).ok_or_else(|| TableError::Row {
        table: "actions.toml",
        row: action.name.clone(),
        problem: format!("{}: types.toml has no type {name}", field.name),
    })
}

/// `action/generated/views.rs`: the views that lists and single events are read with.
pub(super) fn file(table: &Table) -> GeneratedFile {
    let used: BTreeSet<&str> = table
        .actions
        .iter()
        .flat_map(|action| action.items.iter().chain(&action.end).chain(&action.event))
        .map(|event| table.view(event))
        .filter(|view| VIEWS.contains(view))
        .collect();
    let mut text = String::from("crate::action::list::views! {\n");
    for view in used {
        let _ = writeln!(text, "    {view},");
    }
    text.push_str("}\n");
    GeneratedFile::new("action/generated/views.rs", "actions.toml", &text)
}

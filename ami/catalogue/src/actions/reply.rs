//! The types of answers.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::row::{ActionRow, Field, Response, Table};
use crate::events::ValueType;
use crate::names;
use crate::table::TableError;

/// What a list of several kinds of items gives, each recognised by its name.
const ANY_EVENT: &str = "Event";

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
            format!("List<event::{item}<'static>, event::{end}<'static>>")
        }
        Response::AckThenEvent => {
            let event = table.view(action.event.as_deref().unwrap_or_default());
            format!("Then<event::{event}<'static>>")
        }
        Response::Fields | Response::Raw => format!("{}Reply", action.rust()),
        _ => "()".to_owned(),
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
pub(super) fn fields_type(table: &Table, action: &ActionRow) -> Result<String, TableError> {
    let mut text = String::new();
    let name = format!("{}Reply", action.rust());
    let _ = write!(
        text,
        "/// The answer to [`{}`].\n#[derive(Clone, Debug, PartialEq, Eq)]\npub struct {name}(MessageBuf);\n\nimpl {name} {{\n",
        action.rust()
    );
    for field in &action.fields {
        let kind = field_type(table, action, field)?;
        let note = kind
            .note
            .as_ref()
            .map_or(String::new(), |note| format!(", {note}"));
        let arguments = kind
            .arguments
            .as_ref()
            .map_or(String::new(), |arguments| format!(", {}", qualified(arguments)));
        let _ = write!(
            text,
            "    /// `{}`{note}.\n    pub fn {}(&self) -> Option<{}> {{\n        self.0.as_message().{}({:?}{arguments})\n    }}\n\n",
            field.name,
            names::snake(&field.name),
            qualified(&kind.rust.replace("'a", "'_")),
            kind.read,
            field.name,
        );
    }
    text.push_str(
        "    /// The response with every header.\n    pub fn response(&self) -> &MessageBuf {\n        &self.0\n    }\n}\n",
    );
    Ok(text)
}

/// A type of `value` by its path: some of them have the name of an action.
fn qualified(name: &str) -> String {
    let is_ours = name.starts_with(|first: char| first.is_ascii_uppercase())
        && !["Cow", "Duration"].iter().any(|other| name.starts_with(other));
    if is_ours {
        format!("value::{name}")
    } else {
        name.to_owned()
    }
}

/// The type of `field`.
pub(super) fn field_type<'a>(
    table: &'a Table,
    action: &ActionRow,
    field: &Field,
) -> Result<&'a ValueType, TableError> {
    let name = field.kind.as_deref().unwrap_or("text");
    table.types.types.get(name).ok_or_else(|| TableError::Row {
        table: "actions.toml",
        row: action.name.clone(),
        problem: format!("{}: types.toml has no type {name}", field.name),
    })
}

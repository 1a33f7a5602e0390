//! The codes of keys.

use crate::catalogue::{LineKeyCodes, Model};
use crate::problem::Problem;
use crate::setting::{Key, KeyFunction};

/// Which table of codes a key has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    Fixed,
    Dynamic,
    Unknown,
}

/// Fixed line keys have a table of their own; all other keys share one.
pub(super) fn table(model: Model, key: Key) -> Table {
    let Key::Line(number) = key else {
        return Table::Dynamic;
    };
    match model.line_keys() {
        None => Table::Unknown,
        Some(line_keys) if number > line_keys => Table::Dynamic,
        Some(_) => match model.family().line_key_codes() {
            LineKeyCodes::Fixed => Table::Fixed,
            LineKeyCodes::Dynamic => Table::Dynamic,
            _ => Table::Unknown,
        },
    }
}

/// What stands for a function on a key.
pub(super) fn code(model: Model, key: Key, function: KeyFunction) -> Result<&'static str, Problem> {
    let codes = function.codes();
    match table(model, key) {
        Table::Dynamic => Ok(codes.dynamic),
        Table::Fixed => codes.fixed.ok_or_else(|| Problem::KeyFunction {
            model: model.name(),
            line_keys: model.line_keys().unwrap_or(0),
            function: function.name(),
        }),
        Table::Unknown => Err(Problem::Unpublished { model: model.name() }),
    }
}

/// What a code stands for on a key.
pub(super) fn function(model: Model, key: Key, code: &str) -> Option<KeyFunction> {
    let table = table(model, key);
    let stands = |function: &KeyFunction| match table {
        Table::Dynamic => function.codes().dynamic == code,
        Table::Fixed => function.codes().fixed == Some(code),
        Table::Unknown => false,
    };
    KeyFunction::ALL.iter().copied().find(stands)
}

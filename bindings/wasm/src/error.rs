//! Errors as JavaScript sees them.

use js_sys::Error;
use switchhook_rating::{BookError, FileError, NumberError};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::object::set;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What every function of this package throws. */
export interface SwitchhookError extends Error {
  /** A word for programs, such as `plan-syntax`. It does not change when the sentence does. */
  readonly code: string;
  /** The line of the text that was given, from 1; `null` if it is not about a line. */
  readonly line: number | null;
  /** What to do. The message holds it too. */
  readonly hint: string;
}
"#;

/// Something to throw.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) code: &'static str,
    pub(crate) line: Option<usize>,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            line: None,
            message: message.into(),
        }
    }

    /// An argument of another type.
    pub(crate) fn argument(name: &str, wanted: &str) -> Self {
        Self::new("argument", format!("{name} is of another type; give {wanted}"))
    }
}

/// The one place where an error of Rust becomes one of JavaScript.
pub(crate) fn into_error(failure: &Failure) -> JsValue {
    let error = Error::new(&failure.message);
    error.set_name("SwitchhookError");
    set(&error, "code", failure.code);
    set(&error, "line", line(failure.line));
    set(&error, "hint", hint(&failure.message));
    error.into()
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        into_error(&failure)
    }
}

/// A line number, or `null`.
pub(crate) fn line(line: Option<usize>) -> JsValue {
    line.map_or(JsValue::NULL, |line| crate::object::number(line).into())
}

/// What to do: errors of Switchhook say it last, after a semicolon.
pub(crate) fn hint(message: &str) -> &str {
    message.rsplit_once("; ").map_or("", |(_, remedy)| remedy)
}

impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let (code, line) = match &error {
            FileError::Syntax { line, .. } => ("plan-syntax", Some(*line)),
            FileError::Value { line, .. } => ("plan-value", *line),
            FileError::TooLong => ("plan-too-long", None),
            _ => ("plan", None),
        };
        let message = error.to_string();
        Self { code, line, message }
    }
}

impl From<BookError> for Failure {
    fn from(error: BookError) -> Self {
        let about = match &error {
            BookError::InPlan { error, .. } => error,
            error => error,
        };
        let (code, line) = match about {
            BookError::EmptyDeck => ("deck-empty", None),
            BookError::UnknownBand { line, .. } => ("band-unknown", Some(*line)),
            BookError::NoPrice { line, .. } => ("price-missing", Some(*line)),
            BookError::Duplicate { second, .. } => ("prefix-twice", Some(*second)),
            BookError::Prefix { line, .. } => ("prefix", Some(*line)),
            BookError::DialCode { .. } => ("dial-code", None),
            BookError::Tax { .. } => ("tax", None),
            _ => ("book", None),
        };
        let message = error.to_string();
        Self { code, line, message }
    }
}

impl From<NumberError> for Failure {
    fn from(error: NumberError) -> Self {
        Self::new("number", error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn the_hint_is_what_stands_after_the_last_semicolon() {
        assert_eq!(
            hint("line 3: \"a; b\" is not a number; write digits"),
            "write digits"
        );
        assert_eq!(hint("no remedy"), "");
    }
}

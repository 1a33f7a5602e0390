//! What the newer phones answer: JSON with `response` and `body`; and Android's lines of names and values.

use serde_json::Value;

/// An answer of `api.*` and its like.
pub(super) enum Api {
    Success(Value),
    Error(String),
}

/// Reads an answer; `None` if it is something else, such as a page.
pub(super) fn api(body: &[u8]) -> Option<Api> {
    let Value::Object(mut object) = serde_json::from_slice(body).ok()? else {
        return None;
    };
    let response = object.get("response")?.as_str()?.to_ascii_lowercase();
    let body = object.remove("body").unwrap_or_default();
    // Some say success and mean that the request was understood.
    let status = body.get("status").and_then(Value::as_str).unwrap_or_default();
    let failed = ["wrong", "error", "fail", "unauthorized"]
        .iter()
        .any(|word| status.eq_ignore_ascii_case(word));
    if response == "success" && !failed {
        Some(Api::Success(body))
    } else {
        Some(Api::Error(body.to_string().to_ascii_lowercase()))
    }
}

/// The session's name in the answer to a login, or any word that stands alone in it, such as a challenge.
pub(super) fn word(body: &Value, name: &str) -> Option<String> {
    let text = match body {
        Value::String(text) => text.as_str(),
        _ => body.get(name)?.as_str()?,
    };
    let fits = !text.is_empty() && text.len() <= 512 && text.bytes().all(|byte| byte.is_ascii_graphic());
    fits.then(|| text.to_owned())
}

/// A value as text, whatever JSON has made of it.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(u8::from(*flag).to_string()),
        _ => None,
    }
}

/// `Response=Success` and further lines, or the same as JSON: names and values, if there is a `Response`.
pub(super) fn pairs(body: &[u8]) -> Option<Vec<(String, String)>> {
    let pairs: Vec<(String, String)> = match serde_json::from_slice(body) {
        Ok(Value::Object(object)) => object
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), text(value)?)))
            .collect(),
        _ => std::str::from_utf8(body)
            .ok()?
            .lines()
            .take(5_000)
            .filter_map(|line| line.split_once('='))
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect(),
    };
    pairs
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("response"))
        .then_some(pairs)
}

/// Whether such lines tell of a success.
pub(super) fn succeeded(pairs: &[(String, String)]) -> bool {
    pairs
        .iter()
        .any(|(name, value)| name.eq_ignore_ascii_case("response") && value.eq_ignore_ascii_case("success"))
}

/// Whether somebody says that nobody is let in for a while.
pub(super) fn is_locked(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["locked", "lockout", "lock out", "\"lock\"", "too many"]
        .iter()
        .any(|word| text.contains(word))
}

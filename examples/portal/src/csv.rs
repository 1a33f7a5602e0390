//! Files for spreadsheets, to save.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use switchhook_portal_core::csv;

/// A file in the making.
#[derive(Debug, Default)]
pub struct Csv(String);

impl Csv {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let cells: Vec<T> = cells.into_iter().collect();
        self.0.push_str(&csv::row(cells.iter().map(AsRef::as_ref)));
    }

    /// As a file to save; see [`send`].
    pub fn into_response(self, name: &str) -> Response {
        send(self.0, name)
    }
}

/// A table as a file to save. The name is ours: letters, digits, `-` and `.`.
pub fn send(table: String, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    (headers, table).into_response()
}

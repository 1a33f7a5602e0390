//! Files for spreadsheets: RFC 4180, CR LF, UTF-8, and no cell that a spreadsheet would run.

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// A file in the making.
#[derive(Debug, Default)]
pub struct Csv(String);

impl Csv {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                self.0.push(',');
            }
            self.cell(cell.as_ref());
        }
        self.0.push_str("\r\n");
    }

    fn cell(&mut self, text: &str) {
        // A spreadsheet takes these for formulas; an apostrophe makes them text.
        let dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
        let text = if dangerous { format!("'{text}") } else { text.to_owned() };
        if text.contains(['"', ',', '\r', '\n']) {
            self.0.push('"');
            self.0.push_str(&text.replace('"', "\"\""));
            self.0.push('"');
        } else {
            self.0.push_str(&text);
        }
    }

    /// As a file to save. The name is ours: letters, digits, `-` and `.`.
    pub fn into_response(self, name: &str) -> Response {
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ];
        (headers, self.0).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_are_text() {
        let mut csv = Csv::new();
        csv.row(["a", "b,c", "d\"e", "=1+1", "-3.5", "@x", ""]);
        assert_eq!(csv.0, "a,\"b,c\",\"d\"\"e\",'=1+1,-3.5,'@x,\r\n");
    }
}

//! Rated calls as CSV: one line a call, texts guarded against formulas.

use crate::row::{COLUMNS, Row, is_number};

/// The first line.
pub(crate) fn head() -> String {
    COLUMNS.join(",") + "\r\n"
}

/// Appends the line of a call. A record never takes more than one line: line breaks in texts become blanks.
pub(crate) fn line(row: &Row, to: &mut Vec<u8>) {
    for (at, cell) in row.cells.iter().enumerate() {
        if at > 0 {
            to.push(b',');
        }
        // An apostrophe in front keeps a spreadsheet from running a text. A text that begins with one gets another, so
        // that reading takes away what writing has put there, and no more.
        let is_guarded = !is_number(at) && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']);
        if cell.is_empty() {
            continue;
        }
        let is_quoted = cell.contains([',', '"', '\r', '\n']);
        if !is_quoted && !is_guarded {
            to.extend(cell.as_bytes());
            continue;
        }
        if is_quoted {
            to.push(b'"');
        }
        if is_guarded {
            to.push(b'\'');
        }
        for byte in cell.bytes() {
            match byte {
                b'"' => to.extend(b"\"\""),
                b'\r' | b'\n' => to.push(b' '),
                byte => to.push(byte),
            }
        }
        if is_quoted {
            to.push(b'"');
        }
    }
    to.extend(b"\r\n");
}

//! Rated calls as JSON, one object a line. Every value is a text: amounts keep all their digits.

use crate::row::{COLUMNS, Row};

/// Appends the line of a call; what is not known is left out.
pub(crate) fn line(row: &Row, to: &mut Vec<u8>) {
    to.push(b'{');
    let known = COLUMNS
        .iter()
        .zip(&row.cells)
        .filter(|(_, cell)| !cell.is_empty());
    for (at, (name, cell)) in known.enumerate() {
        if at > 0 {
            to.push(b',');
        }
        to.push(b'"');
        to.extend(name.as_bytes());
        to.extend(b"\":");
        // Texts always become JSON, and a vector takes all that is written.
        let _ = serde_json::to_writer(&mut *to, cell);
    }
    to.extend(b"}\n");
}

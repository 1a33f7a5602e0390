//! Comma-separated values that a spreadsheet opens without running them.

use std::borrow::Cow;

/// One row of RFC 4180, with its CR LF.
///
/// Cells with commas, quotes or line breaks are quoted. A cell that a spreadsheet would take for a formula (it begins
/// with `=`, `+`, `-`, `@`, a tab or a carriage return) gets an apostrophe in front, which spreadsheets do not show; [`unguarded`] takes it away.
///
/// ```
/// use switchhook_portal_core::csv::row;
///
/// assert_eq!(row(["Souza, Ana", "say \"hi\"", "106"]), "\"Souza, Ana\",\"say \"\"hi\"\"\",106\r\n");
/// assert_eq!(row(["=HYPERLINK(1)", "+687"]), "'=HYPERLINK(1),'+687\r\n");
/// ```
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    row_with(',', cells)
}

/// The same with another delimiter: `;` or a tab.
pub fn row_with<'a>(delimiter: char, cells: impl IntoIterator<Item = &'a str>) -> String {
    let mut row = String::new();
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            row.push(delimiter);
        }
        let cell = guarded(cell);
        if cell.contains([delimiter, '"', '\r', '\n']) {
            row.push('"');
            row.push_str(&cell.replace('"', "\"\""));
            row.push('"');
        } else {
            row.push_str(&cell);
        }
    }
    row.push_str("\r\n");
    row
}

fn guarded(cell: &str) -> Cow<'_, str> {
    if is_risky(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// What is guarded, or would read as if it had been.
fn is_risky(cell: &str) -> bool {
    cell.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The cell as it was before [`row`] guarded it.
///
/// ```
/// use switchhook_portal_core::csv::unguarded;
///
/// assert_eq!((unguarded("'+687"), unguarded("'t Hooft")), ("+687", "'t Hooft"));
/// ```
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| is_risky(rest))
        .unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A reader of RFC 4180, to show that what is written can be read.
    fn read(row: &str) -> Vec<String> {
        let mut cells = vec![String::new()];
        let mut quoted = false;
        let mut characters = row.strip_suffix("\r\n").unwrap().chars().peekable();
        while let Some(character) = characters.next() {
            match (character, quoted) {
                ('"', true) if characters.peek() == Some(&'"') => {
                    characters.next();
                    cells.last_mut().unwrap().push('"');
                }
                ('"', _) => quoted = !quoted,
                (',', false) => cells.push(String::new()),
                _ => cells.last_mut().unwrap().push(character),
            }
        }
        cells
    }

    proptest! {
        /// Whatever stands in a cell comes back, and never as a formula.
        #[test]
        fn cells_come_back_and_none_is_a_formula(cells in prop::collection::vec("[-=+@,\"'a\t\r\n é]{0,8}", 1..5)) {
            let read = read(&row(cells.iter().map(String::as_str)));
            prop_assert_eq!(read.len(), cells.len());
            for (read, cell) in read.iter().zip(&cells) {
                prop_assert!(!read.starts_with(['=', '+', '-', '@', '\t', '\r']));
                prop_assert_eq!(unguarded(read), cell);
            }
        }
    }
}

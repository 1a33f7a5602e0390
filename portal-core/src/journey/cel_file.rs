//! The file that `cel_custom` writes: a line for each event, quoted as CSV.

use chrono_tz::Tz;

use super::{CelError, CelRow};
use crate::text::clip;

/// The columns of `Master.csv` in Asterisk's sample `cel_custom.conf`, by the names that [`CelRow::from_headers`] knows.
pub const CEL_COLUMNS: [&str; 20] = [
    "eventtype",
    "eventtime",
    "cid_name",
    "cid_num",
    "cid_ani",
    "cid_rdnis",
    "cid_dnid",
    "exten",
    "context",
    "channame",
    "appname",
    "appdata",
    "amaflags",
    "accountcode",
    "uniqueid",
    "linkedid",
    "peer",
    "userfield",
    "userdeftype",
    "eventextra",
];

/// Bytes of a longest line: twenty columns as wide as Asterisk makes them, and room.
const LONGEST: usize = 65_536;

/// A line of a file of the channel event log.
#[derive(Clone, Debug)]
pub struct CelLine {
    /// Its number, from one.
    pub line: usize,
    /// What it says, or why it says nothing.
    pub row: Result<CelRow, CelError>,
}

/// Reads a file of the channel event log line by line: `Master.csv` of `cel_custom.conf` with these columns in this
/// order, [`CEL_COLUMNS`] where the sample is used. A bad line costs that line; blank ones are passed over.
///
/// Bytes that are no UTF-8 are replaced. `zone` is that of [`CelRow::from_headers`].
///
/// ```
/// use switchhook_portal_core::journey::{Builder, CEL_COLUMNS, Limits, Source, read_cel};
///
/// let file = concat!(
///     r#""CHAN_START","1795404453.5","Alice ""A"" Martin","100","","","","999","internal","PJSIP/100-1","","","","","1.1","1.1","","","","""#, "\n",
///     r#""CHAN_START","yesterday""#, "\n",
///     r#""LINKEDID_END","1795404455.5","","","","","","","","PJSIP/100-1","","","","","1.1","1.1","","","","""#, "\n",
/// );
/// let mut builder = Builder::new(Limits::default(), Source::Cel);
/// let mut bad = Vec::new();
/// for line in read_cel(file.as_bytes(), &CEL_COLUMNS, chrono_tz::UTC) {
///     match line.row {
///         Ok(row) => builder.cel(row),
///         Err(error) => bad.push(format!("line {}: {error}", line.line)),
///     }
/// }
/// assert_eq!(bad, ["line 2: eventtime is \"yesterday\", not a time like 2026-11-22 10:00:00 or 1795341600.25"]);
/// let call = &builder.open().next().unwrap();
/// assert_eq!(call.legs[0].name, "Alice \"A\" Martin");
/// ```
pub fn read_cel<'a>(file: &'a [u8], columns: &'a [&'a str], zone: Tz) -> impl Iterator<Item = CelLine> + 'a {
    (1..)
        .zip(file.split(|byte| *byte == b'\n'))
        .filter(|(_, line)| !line.trim_ascii().is_empty())
        .map(move |(line, bytes)| CelLine {
            line,
            row: read(bytes, columns, zone),
        })
}

fn read(line: &[u8], columns: &[&str], zone: Tz) -> Result<CelRow, CelError> {
    if line.len() > LONGEST {
        return Err(CelError::TooLong { bytes: line.len() });
    }
    let text = String::from_utf8_lossy(line);
    let cells = cells(text.trim_end_matches('\r')).ok_or_else(|| CelError::Quotes {
        text: clip(&text, 40),
    })?;
    let row: Vec<(&str, String)> = columns.iter().copied().zip(cells).collect();
    CelRow::from_headers(row.as_slice(), zone)
}

/// The cells of a line; `None` where a quote is not closed, or something stands after it.
fn cells(line: &str) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        cells.push(cell);
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None if after.is_empty() => return Some(cells),
            None => return None,
        }
    }
}

/// What stands up to the closing quote, and what follows it.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('"')?;
        cell.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                cell.push('"');
                rest = after;
            }
            None => return Some((cell, rest)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(file: &str) -> Vec<(usize, Result<i64, CelError>)> {
        read_cel(file.as_bytes(), &CEL_COLUMNS[..3], chrono_tz::UTC)
            .map(|line| (line.line, line.row.map(|row| row.at().timestamp())))
            .collect()
    }

    #[test]
    fn cells_are_read_as_asterisk_quotes_them() {
        for (line, expected) in [
            ("a,b", Some(vec!["a", "b"])),
            (r#""a","b""#, Some(vec!["a", "b"])),
            (r#""a,""b""","""#, Some(vec!["a,\"b\"", ""])),
            (r#""a,""b""",""""#, None),
            (r#""a,""b""","""""#, Some(vec!["a,\"b\"", "\""])),
            (r#""","#, Some(vec!["", ""])),
            (r#""a"b"#, None),
            (r#""a"#, None),
            ("", Some(vec![""])),
        ] {
            let expected =
                expected.map(|cells: Vec<&str>| cells.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(cells(line), expected, "{line}");
        }
    }

    #[test]
    fn a_bad_line_costs_that_line_and_is_named_with_its_number() {
        let long = "x".repeat(LONGEST + 1);
        let file = format!("\"ANSWER\",\"5\r\n\n{long}\nANSWER\n");
        let quotes = CelError::Quotes {
            text: "\"ANSWER\",\"5\r".to_owned(),
        };
        assert_eq!(
            lines(&file),
            [
                (1, Err(quotes)),
                (3, Err(CelError::TooLong { bytes: LONGEST + 1 })),
                (4, Err(CelError::Missing { field: "eventtime" })),
            ]
        );
    }

    #[test]
    fn the_columns_are_those_that_the_configuration_names() {
        let columns = ["uniqueid", "eventtime", "eventtype"];
        let found: Vec<_> = read_cel(b"1.1,7.5,ANSWER\r\n", &columns, chrono_tz::UTC)
            .map(|line| line.row.unwrap().at().timestamp_millis())
            .collect();
        assert_eq!(found, [7_500]);
    }
}

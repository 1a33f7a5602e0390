//! Contacts as tables of spreadsheets.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::header::{self, Field, Words};
use super::{Import, Reason, encoding};
use crate::directory::{Entry, Kind};
use crate::{ContactDetails, ContactForm, FieldError, Problem, csv};

/// A row of a contact is no longer, notes and all.
const LONGEST: usize = 64 * 1024;
/// Cells of a row; those of Google are fewer than a hundred.
const MOST_CELLS: usize = 1_024;
/// Rows that are looked at for the heading: other programs write a title above it.
const HEADING_WITHIN: usize = 10;
/// By what cells are parted, the most certain first.
const DELIMITERS: [u8; 3] = [b'\t', b';', b','];

/// Reads a table whose heading names its columns, in any of the four languages; see [`Words`].
///
/// Tabs, semicolons and commas part cells. A row with a field that a form would refuse is refused; of more than three
/// numbers the others are left out. `private` is what rows without a column of that name are.
pub fn read_csv(bytes: &[u8], private: bool) -> Import {
    let (text, encoding) = encoding::decode(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut import = Import::new(encoding);
    let heading = DELIMITERS
        .into_iter()
        .find_map(|delimiter| heading(text, delimiter));
    let Some(Heading {
        delimiter,
        rows,
        columns,
    }) = heading
    else {
        import.refuse(1, Reason::NoHeading);
        return import;
    };
    for row in Rows::new(text, delimiter).skip(rows) {
        let cells = match row.cells {
            Ok(cells) => cells,
            Err(reason) => {
                import.refuse(row.line, reason);
                continue;
            }
        };
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let (details, left_out) = contact(&columns, &cells, private);
        if details.is_ok() {
            left_out.iter().for_each(|name| import.leave_out(name));
        }
        if !import.take(row.line, details) {
            break;
        }
    }
    import
}

struct Heading {
    delimiter: u8,
    /// How many rows it ends.
    rows: usize,
    /// Each with its name.
    columns: Vec<(Option<Field>, String)>,
}

fn heading(text: &str, delimiter: u8) -> Option<Heading> {
    Rows::new(text, delimiter)
        .take(HEADING_WITHIN)
        .zip(1..)
        .find_map(|(row, rows)| {
            let cells = row.cells.ok()?;
            let columns: Vec<_> = cells
                .into_iter()
                .map(|cell| (header::field(&cell), cell))
                .collect();
            let has = |wanted: &[Field]| {
                columns
                    .iter()
                    .any(|(field, _)| field.is_some_and(|field| wanted.contains(&field)))
            };
            let is_heading = has(&[Field::LastName, Field::Name, Field::Company]) && has(&[Field::Number]);
            is_heading.then_some(Heading {
                delimiter,
                rows,
                columns,
            })
        })
}

type Details = Result<ContactDetails, Vec<FieldError>>;

/// The contact of a row, and the columns that it fills without a place here.
fn contact<'c>(
    columns: &'c [(Option<Field>, String)],
    cells: &[String],
    private: bool,
) -> (Details, Vec<&'c str>) {
    let mut form = ContactForm {
        private,
        ..ContactForm::default()
    };
    let mut numbers = Vec::new();
    let mut name = "";
    let mut left_out = Vec::new();
    let mut problems = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        // An apostrophe keeps spreadsheets from running what is no formula.
        let cell = csv::unguarded(cell).trim();
        let (field, heading) = columns
            .get(index)
            .map_or((None, "…"), |(field, heading)| (*field, heading.as_str()));
        if cell.is_empty() {
            continue;
        }
        let place = match field {
            Some(Field::FirstName) => &mut form.first_name,
            Some(Field::LastName) => &mut form.last_name,
            Some(Field::Company) => &mut form.company,
            Some(Field::Email) => &mut form.email,
            Some(Field::Name) => &mut name,
            Some(Field::Number) => {
                if numbers.len() < 3 {
                    numbers.push(cell);
                } else {
                    left_out.push(heading);
                }
                continue;
            }
            Some(Field::Private) => {
                match header::private(cell) {
                    Ok(Some(private)) => form.private = private,
                    Ok(None) => {}
                    Err(()) => problems.push(FieldError::new("private", Problem::Unknown)),
                }
                continue;
            }
            Some(Field::Department) | None => {
                left_out.push(heading);
                continue;
            }
        };
        if place.is_empty() {
            *place = cell;
        } else {
            left_out.push(heading);
        }
    }
    if form.first_name.is_empty() && form.last_name.is_empty() {
        form.last_name = name;
    }
    let number = |index: usize| numbers.get(index).copied().unwrap_or_default();
    (form.phone1, form.phone2, form.phone3) = (number(0), number(1), number(2));
    let details = match ContactDetails::parse(&form) {
        Ok(details) if problems.is_empty() => Ok(details),
        Ok(_) => Err(problems),
        Err(mut errors) => {
            errors.append(&mut problems);
            Err(errors)
        }
    };
    (details, left_out)
}

/// The rows of a table.
struct Rows<'a> {
    rest: &'a str,
    delimiter: u8,
    line: usize,
    output: Vec<u8>,
    ends: Vec<usize>,
}

struct Row {
    /// Where it begins, from 1.
    line: usize,
    cells: Result<Vec<String>, Reason>,
}

impl<'a> Rows<'a> {
    fn new(text: &'a str, delimiter: u8) -> Self {
        Self {
            rest: text,
            delimiter,
            line: 1,
            output: vec![0; LONGEST.min(text.len() + 1)],
            ends: vec![0; MOST_CELLS],
        }
    }

    /// The next line alone, which is no row.
    fn skip_line(&mut self) -> Option<()> {
        let end = self.rest.find('\n').map_or(self.rest.len(), |end| end + 1);
        self.go(end)
    }

    fn go(&mut self, bytes: usize) -> Option<()> {
        let (gone, rest) = self.rest.split_at_checked(bytes)?;
        self.line += gone.matches('\n').count();
        self.rest = rest;
        Some(())
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        // What the reader would skip, it would not count.
        while self.rest.starts_with(['\r', '\n']) {
            self.go(1)?;
        }
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        let mut reader: Reader = ReaderBuilder::new().delimiter(self.delimiter).build();
        let (output, ends) = (&mut self.output, &mut self.ends);
        let (mut result, mut read, written, mut count) =
            reader.read_record(self.rest.as_bytes(), output, ends);
        if result == ReadRecordResult::InputEmpty {
            // The last line has no end.
            let (last, more, _, cells) = reader.read_record(b"", &mut output[written..], &mut ends[count..]);
            (result, read, count) = (last, read + more, count + cells);
        }
        let taken = self.rest.get(..read).unwrap_or(self.rest);
        // Only inside of quotes does a row go on to the next line: if they do not match, it swallowed what is not its own.
        let is_open = taken.trim_end().contains('\n') && taken.matches('"').count() % 2 == 1;
        let cells = match result {
            ReadRecordResult::Record if !is_open => {
                let mut start = 0;
                let cells = ends[..count].iter().map(|&end| {
                    let cell = String::from_utf8_lossy(&output[start..end]).into_owned();
                    start = end;
                    cell
                });
                let cells = cells.collect();
                self.go(taken.len())?;
                Ok(cells)
            }
            ReadRecordResult::Record => {
                self.skip_line()?;
                Err(Reason::OpenQuote)
            }
            _ => {
                self.skip_line()?;
                Err(Reason::TooLong { max: LONGEST })
            }
        };
        Some(Row { line, cells })
    }
}

/// Writes a table that spreadsheets open and [`read_csv`] reads, with a byte order mark: without it some take it for another
/// encoding. French, Spanish and Russian spreadsheets want `;` as the delimiter.
///
/// ```
/// use switchhook_portal_core::directory::exchange::{Words, write_csv};
///
/// assert_eq!(
///     write_csv(&[], Words::French, ';'),
///     "\u{feff}Nom de famille;Prénom;Société;Service;Courriel;Privé;Numéro 1;Numéro 2;Numéro 3\r\n"
/// );
/// ```
pub fn write_csv(entries: &[Entry], words: Words, delimiter: char) -> String {
    let most = entries
        .iter()
        .map(|entry| entry.numbers.len())
        .max()
        .unwrap_or(0)
        .max(3);
    let heading = [
        Field::LastName,
        Field::FirstName,
        Field::Company,
        Field::Department,
        Field::Email,
        Field::Private,
    ];
    let numbers: Vec<String> = (1..=most)
        .map(|place| format!("{} {place}", words.heading(Field::Number)))
        .collect();
    let mut table = String::from("\u{feff}");
    table.push_str(&csv::row_with(
        delimiter,
        heading
            .into_iter()
            .map(|field| words.heading(field))
            .chain(numbers.iter().map(String::as_str)),
    ));
    for entry in entries {
        let cells = [
            &*entry.last_name,
            &*entry.first_name,
            &*entry.company,
            &*entry.department_name,
            &*entry.email,
            words.yes_or_no(entry.kind == Kind::Private),
        ];
        let numbers = (0..most).map(|place| entry.numbers.get(place).map_or("", String::as_str));
        table.push_str(&csv::row_with(delimiter, cells.into_iter().chain(numbers)));
    }
    table
}

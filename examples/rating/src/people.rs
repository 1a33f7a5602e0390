//! Who owns which telephone: a small file beside the calls.

use std::collections::HashMap;
use std::path::Path;

use switchhook_rating::report::Owner;

use crate::failure::Failure;

/// People by the extension of their telephone.
#[derive(Debug, Default)]
pub(crate) struct People {
    by_extension: HashMap<String, (String, String)>,
}

/// More telephones than any site has.
const MOST: usize = 1_000_000;

impl People {
    /// Reads `extension,department,person`, a line for each telephone; `;` separates as well. The first line names
    /// the columns, in any order.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).map_err(|error| Failure::cannot_read(path, &error))?;
        let wrong =
            |line: usize, what: &str| Failure::Input(format!("{}, line {line}: {what}", path.display()));
        let mut lines = (1..).zip(text.trim_start_matches('\u{feff}').lines());
        let head = lines.next().map_or("", |(_, head)| head);
        let separator = if head.contains(';') { ';' } else { ',' };
        let fields = |line: &str| -> Vec<String> {
            line.split(separator)
                .map(|field| field.trim().trim_matches('"').to_owned())
                .collect()
        };
        let heads = fields(head);
        let place = |name: &str| heads.iter().position(|head| head.eq_ignore_ascii_case(name));
        let (Some(extension), Some(department)) = (place("extension"), place("department")) else {
            return Err(wrong(
                1,
                "no columns extension and department; begin the file with extension,department,person",
            ));
        };
        let person = place("person");
        let mut people = Self::default();
        for (number, line) in lines {
            if line.trim().is_empty() {
                continue;
            }
            let fields = fields(line);
            if fields.len() != heads.len() {
                let what = format!(
                    "{} fields, and the first line names {}",
                    fields.len(),
                    heads.len()
                );
                return Err(wrong(number, &(what + "; no name may hold the separator")));
            }
            let field = |place: Option<usize>| {
                place
                    .and_then(|place| fields.get(place))
                    .cloned()
                    .unwrap_or_default()
            };
            let extension = field(Some(extension));
            if people.by_extension.len() >= MOST {
                return Err(wrong(
                    number,
                    "more than 1000000 telephones; give a list of people",
                ));
            }
            let known = people
                .by_extension
                .insert(extension.clone(), (field(Some(department)), field(person)));
            if known.is_some() {
                let what = format!("extension {extension:?} is there twice; remove one of the two");
                return Err(wrong(number, &what));
            }
        }
        Ok(people)
    }

    /// Who owns a telephone.
    pub(crate) fn owner<'a>(&'a self, extension: &'a str) -> Owner<'a> {
        let (department, person) = self
            .by_extension
            .get(extension)
            .map_or(("", ""), |(department, person)| {
                (department.as_str(), person.as_str())
            });
        Owner {
            department,
            person,
            extension,
        }
    }
}

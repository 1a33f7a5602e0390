//! Finding and sorting entries.

use std::cmp::Ordering;

use super::{Entry, Kind, Source};
use crate::number::digits;
use crate::text::fold;
use crate::{DepartmentId, DialString};

/// What to look for; an empty field does not narrow. Texts are compared without accents and case.
///
/// ```
/// use switchhook_portal_core::directory::Search;
///
/// let search = Search { text: "muller sales".into(), ..Search::default() };
/// // finds Zoë Müller of the Sales department: every word stands somewhere in the entry
/// # assert!(!search.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// Words, each of which stands in some field.
    pub text: String,
    /// Contained in the first name.
    pub first_name: String,
    /// Contained in the last name.
    pub last_name: String,
    /// Contained in the company.
    pub company: String,
    /// Contained in the e-mail address.
    pub email: String,
    /// Contained in one of the numbers; separators do not count.
    pub number: String,
    /// Belongs to the department.
    pub department: Option<DepartmentId>,
    /// Is of the kind.
    pub kind: Option<Kind>,
}

impl Search {
    /// Whether everything is found.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The entries that fit, in their order.
    pub fn filter<'a>(&self, entries: &'a [Entry]) -> Vec<&'a Entry> {
        let needles = Needles::new(self);
        entries.iter().filter(|entry| needles.fit(entry)).collect()
    }

    /// Whether an entry fits.
    pub fn matches(&self, entry: &Entry) -> bool {
        Needles::new(self).fit(entry)
    }
}

/// A search whose texts are folded once, not once per entry.
struct Needles<'a> {
    search: &'a Search,
    /// Each with the number that it is, if it is one.
    words: Vec<(String, Option<String>)>,
    fields: [String; 4],
    number: String,
}

impl<'a> Needles<'a> {
    fn new(search: &'a Search) -> Self {
        Self {
            search,
            words: fold(&search.text)
                .split(' ')
                .map(|word| {
                    (
                        word.to_owned(),
                        word.parse().map(|number: DialString| number.to_string()).ok(),
                    )
                })
                .collect(),
            fields: [
                &search.first_name,
                &search.last_name,
                &search.company,
                &search.email,
            ]
            .map(|text| fold(text)),
            number: digits(&search.number),
        }
    }

    fn fit(&self, entry: &Entry) -> bool {
        let Search {
            department,
            kind,
            number,
            ..
        } = self.search;
        let fields =
            [&entry.first_name, &entry.last_name, &entry.company, &entry.email].map(|text| fold(text));
        let has_number = |digits: &str| entry.numbers.iter().any(|number| number.contains(digits));
        kind.is_none_or(|kind| entry.kind == kind)
            && department.is_none_or(|department| entry.department == Some(department))
            && fields.iter().zip(&self.fields).all(|(field, needle)| field.contains(needle))
            // A number without any digit finds nothing, rather than everything.
            && (number.trim().is_empty() || !self.number.is_empty() && has_number(&self.number))
            && self.words.iter().all(|(word, number)| {
                fields.iter().any(|field| field.contains(word))
                    || fold(&entry.department_name).contains(word)
                    || number.as_deref().is_some_and(has_number)
            })
    }
}

/// By what the directory is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Column {
    /// First name.
    FirstName,
    /// Last name.
    #[default]
    LastName,
    /// Company.
    Company,
    /// Department.
    Department,
    /// First number: short ones first, as extensions stand before outside numbers.
    Number,
    /// E-mail address.
    Email,
}

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From A to Z.
    #[default]
    Ascending,
    /// From Z to A.
    Descending,
}

/// Sorts entries without regard to accents and case; what is empty comes last either way.
pub fn sort(entries: &mut [Entry], column: Column, direction: Direction) {
    entries.sort_by_cached_key(|entry| {
        let text = match column {
            Column::FirstName => fold(&entry.first_name),
            Column::LastName => fold(&entry.last_name),
            Column::Company => fold(&entry.company),
            Column::Department => fold(&entry.department_name),
            Column::Email => fold(&entry.email),
            Column::Number => entry.numbers.first().cloned().unwrap_or_default(),
        };
        let length = if column == Column::Number { text.len() } else { 0 };
        SortKey {
            direction,
            key: (length, text),
            rest: (fold(&entry.last_name), fold(&entry.first_name), entry.source),
        }
    });
}

#[derive(PartialEq, Eq)]
struct SortKey {
    direction: Direction,
    key: (usize, String),
    rest: (String, String, Source),
}

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_key = match self.direction {
            Direction::Ascending => self.key.cmp(&other.key),
            Direction::Descending => other.key.cmp(&self.key),
        };
        self.key
            .1
            .is_empty()
            .cmp(&other.key.1.is_empty())
            .then(by_key)
            .then_with(|| self.rest.cmp(&other.rest))
    }
}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

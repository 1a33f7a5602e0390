//! What to look for, and in which order it is shown.

use super::Kind;
use crate::DepartmentId;

/// What to look for; an empty field does not narrow. Texts are compared without accents and case.
///
/// A [`text`](Self::text) of digits is also a number in any of its spellings, and from two digits on the beginning of a word
/// of a name on the keys of a telephone.
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

impl Column {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::FirstName,
        Self::LastName,
        Self::Company,
        Self::Department,
        Self::Number,
        Self::Email,
    ];
}

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From A to Z.
    #[default]
    Ascending,
    /// From Z to A; what is empty stays last.
    Descending,
}

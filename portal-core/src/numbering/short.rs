use std::collections::BTreeMap;

use super::{Number, Site};
use crate::{DialString, PersonId};

/// A few digits that stand for a whole number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShortNumber {
    /// What is dialled; at most [`MAX`](Self::MAX) characters.
    pub short: DialString,
    /// What it stands for.
    pub number: DialString,
    /// What people see in the list.
    pub description: String,
    /// Whose it is; everybody's if nobody's.
    pub owner: Option<PersonId>,
}

impl ShortNumber {
    /// The longest short number.
    pub const MAX: usize = 10;
}

/// The short numbers of a site and of its people. A person's own go before the site's.
///
/// ```
/// use switchhook_portal_core::PersonId;
/// use switchhook_portal_core::numbering::{ShortNumber, ShortNumbers, Site};
///
/// let short = |number: &str, owner| ShortNumber {
///     short: "501".parse().unwrap(),
///     number: number.parse().unwrap(),
///     description: String::new(),
///     owner,
/// };
/// let mut numbers = ShortNumbers::default();
/// numbers.add(short("+68987721234", None), &Site::default())?;
/// numbers.add(short("+68940111111", Some(PersonId(7))), &Site::default())?;
/// let of = |person| numbers.find(&"501".parse().unwrap(), person).unwrap().number.to_string();
/// assert_eq!((of(None), of(Some(PersonId(7)))), ("+68987721234".into(), "+68940111111".into()));
/// # Ok::<(), switchhook_portal_core::numbering::ShortNumberError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShortNumbers(BTreeMap<(DialString, Option<PersonId>), ShortNumber>);

impl ShortNumbers {
    /// Adds one.
    ///
    /// # Errors
    ///
    /// It is too long, taken, a call for help, or stands for another short number.
    pub fn add(&mut self, new: ShortNumber, site: &Site) -> Result<(), ShortNumberError> {
        if new.short.as_str().len() > ShortNumber::MAX {
            return Err(ShortNumberError::TooLong);
        }
        if matches!(site.read(&new.short), Number::Emergency(_)) {
            return Err(ShortNumberError::Emergency);
        }
        if new.short == new.number || self.has(&new.number) {
            return Err(ShortNumberError::Chained);
        }
        if self.0.values().any(|other| other.number == new.short) {
            return Err(ShortNumberError::Chained);
        }
        let key = (new.short.clone(), new.owner);
        if self.0.contains_key(&key) {
            return Err(ShortNumberError::Taken);
        }
        self.0.insert(key, new);
        Ok(())
    }

    /// What a number stands for when this person dials it.
    pub fn find(&self, dialled: &DialString, person: Option<PersonId>) -> Option<&ShortNumber> {
        let of = |owner| self.0.get(&(dialled.clone(), owner));
        person.and_then(|person| of(Some(person))).or_else(|| of(None))
    }

    fn has(&self, dialled: &DialString) -> bool {
        self.0.values().any(|short| short.short == *dialled)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &ShortNumber> {
        self.0.values()
    }
}

/// Why a short number cannot be added.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ShortNumberError {
    /// More than ten characters.
    #[error("the short number has more than 10 characters; shorten it")]
    TooLong,
    /// It would hide a call for help.
    #[error("the short number is a call for help; choose another")]
    Emergency,
    /// A short number that stands for a short number may lead round in circles.
    #[error("the short number leads to another short number; write the whole number")]
    Chained,
    /// There is one already.
    #[error("the short number is taken; choose another")]
    Taken,
}

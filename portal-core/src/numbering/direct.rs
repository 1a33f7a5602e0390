use std::collections::BTreeMap;

use super::{Number, Site};
use crate::{DirectNumber, PhoneId};

/// Which telephone a number of the outside leads to. Numbers are compared whole.
///
/// ```
/// use switchhook_portal_core::PhoneId;
/// use switchhook_portal_core::numbering::{DirectNumbers, Site};
///
/// let site = Site { country: "687".parse()?, ..Site::default() };
/// let direct = DirectNumbers::new([(PhoneId(1), &"+687 25 41 06".parse().unwrap())], &site);
/// assert_eq!(direct.phone(&site.read(&"00687254106".parse().unwrap())), Some(PhoneId(1)));
/// # Ok::<(), switchhook_portal_core::numbering::ParseDigitsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectNumbers(BTreeMap<Number, PhoneId>);

impl DirectNumbers {
    /// Of these telephones. If two have the same number, the first has it.
    pub fn new<'a>(numbers: impl IntoIterator<Item = (PhoneId, &'a DirectNumber)>, site: &Site) -> Self {
        let mut known = BTreeMap::new();
        for (phone, number) in numbers {
            if let Ok(number) = number.as_str().parse() {
                known.entry(site.read(&number)).or_insert(phone);
            }
        }
        Self(known)
    }

    /// Whose it is.
    pub fn phone(&self, number: &Number) -> Option<PhoneId> {
        self.0.get(number).copied()
    }
}

//! Names with texts, in the order of a file.

use std::collections::BTreeMap;
use std::fmt;

use super::Brand;

/// Names with texts, in the order in which a file has them. `Debug` shows names alone.
///
/// ```
/// use switchhook_provisioning::brand::{Brand, Entries};
/// let mut entries = Entries::new(Brand::Cisco);
/// entries.set("User_ID_1_", "u4711");
/// entries.set("Password_1_", "kT9-vV2_mQ7.xR4-pL1s");
/// assert_eq!(entries.get("User_ID_1_"), Some("u4711"));
/// assert!(!format!("{entries:?}").contains("kT9"), "the secret does not show");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Entries {
    brand: Brand,
    /// What the person at the phone may do with what is no password, on Ciscos.
    pub(crate) access: &'static str,
    list: Vec<(String, String)>,
    places: BTreeMap<String, usize>,
}

impl Entries {
    /// None yet.
    #[must_use]
    pub const fn new(brand: Brand) -> Self {
        Self {
            brand,
            access: "na",
            list: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    /// Whose names they are.
    #[must_use]
    pub const fn brand(&self) -> Brand {
        self.brand
    }

    /// Sets one; a name that is there already keeps its place.
    pub fn set(&mut self, name: impl Into<String>, text: impl Into<String>) {
        let (name, text) = (name.into(), text.into());
        if let Some((_, old)) = self.places.get(&name).and_then(|place| self.list.get_mut(*place)) {
            *old = text;
        } else {
            self.places.insert(name.clone(), self.list.len());
            self.list.push((name, text));
        }
    }

    /// The text of a name; empty where the file empties it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let place = self.places.get(name)?;
        self.list.get(*place).map(|(_, text)| text.as_str())
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.list
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// What these state otherwise than earlier ones, or that the earlier ones do not state; passwords left out.
    ///
    /// ```
    /// use switchhook_provisioning::brand::{Brand, Change, Entries};
    /// let mut earlier = Entries::new(Brand::Mitel);
    /// earlier.set("sip line1 user name", "u1");
    /// let mut now = earlier.clone();
    /// now.set("sip line1 user name", "u2");
    /// now.set("sip line1 password", "kT9-vV2_mQ7.xR4-pL1s");
    /// let changes: Vec<_> = now.changes(&earlier).collect();
    /// assert_eq!(changes[0], Change { name: "sip line1 user name", before: Some("u1"), now: Some("u2") });
    /// assert_eq!(changes[1], Change { name: "sip line1 password", before: None, now: None });
    /// ```
    pub fn changes<'a>(&'a self, earlier: &'a Self) -> impl Iterator<Item = Change<'a>> {
        self.iter().filter_map(move |(name, text)| {
            let before = earlier.get(name);
            let shown = !self.brand.is_secret(name);
            (before != Some(text)).then_some(Change {
                name,
                before: before.filter(|_| shown),
                now: shown.then_some(text),
            })
        })
    }
}

/// A text that is stated otherwise than before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// Its name.
    pub name: &'a str,
    /// How it was stated; `None` if it was not, and for a password.
    pub before: Option<&'a str>,
    /// How it is stated now; `None` for a password.
    pub now: Option<&'a str>,
}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.list.iter().map(|(name, _)| name);
        write!(f, "{} ", self.brand)?;
        f.debug_list().entries(names).finish()
    }
}

//! The names in the columns of text, and their keys.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};
use std::sync::Arc;

use arrow_array::StringArray;
use arrow_array::builder::StringBuilder;
use chrono::Datelike;

use crate::book::Site;
use crate::{Book, Destination, Prefix};

/// The names that charges of a book came to so far. They keep their keys, so that a stream of batches shares them.
#[derive(Debug)]
pub(super) struct Names<'b> {
    plans: Vec<PlanNames>,
    plan_values: Arc<StringArray>,
    currency_values: Arc<StringArray>,
    band_values: Arc<StringArray>,
    // Of a row that was found before: one step to both keys. By where the destination stands in the book.
    found: HashMap<(Prefix, usize), (i32, i32), BuildHasherDefault<Mix>>,
    prefixes: Texts<Prefix>,
    destinations: Texts<&'b str>,
}

/// What the columns of a plan hold.
#[derive(Debug)]
struct PlanNames {
    currency: i32,
    /// By the number of the band.
    bands: Vec<i32>,
    /// By the number of the version: days since 1970.
    versions: Vec<Option<i32>>,
}

/// By what a row of the deck a call was priced, as keys, and as a day since 1970.
#[derive(Clone, Copy, Default)]
pub(super) struct PricedBy {
    pub(super) plan: i32,
    pub(super) currency: i32,
    pub(super) band: i32,
    pub(super) version: Option<i32>,
}

impl<'b> Names<'b> {
    pub(super) fn new(book: &'b Book) -> Self {
        let mut currencies = Texts::default();
        let mut bands = Texts::default();
        let mut plan_values = StringBuilder::new();
        let plans = book.plans_data().iter().map(|data| {
            plan_values.append_value(data.plan.name());
            PlanNames {
                currency: currencies.key(data.plan.currency(), |currency| currency.code().to_owned()),
                bands: data
                    .calendar
                    .names()
                    .iter()
                    .map(|name| bands.key(&**name, |name| (*name).to_owned()))
                    .collect(),
                versions: data
                    .versions
                    .iter()
                    .map(|version| Some(version.effective?.num_days_from_ce() - EPOCH))
                    .collect(),
            }
        });
        let plans = plans.collect();
        Self {
            plans,
            plan_values: Arc::new(plan_values.finish()),
            currency_values: currencies.values(),
            band_values: bands.values(),
            found: HashMap::default(),
            prefixes: Texts::default(),
            destinations: Texts::default(),
        }
    }

    /// The keys of a prefix and of the name of a destination of the book.
    pub(super) fn found(&mut self, prefix: Prefix, destination: &'b Destination) -> (i32, i32) {
        let place = (prefix, std::ptr::from_ref(destination).addr());
        if let Some(&keys) = self.found.get(&place) {
            return keys;
        }
        let keys = (
            self.prefixes.key(prefix, ToString::to_string),
            self.destinations
                .key(&destination.name, |name| (*name).to_owned()),
        );
        self.found.insert(place, keys);
        keys
    }

    pub(super) fn priced_by(&self, site: Site) -> PricedBy {
        let rules = self.plans.get(usize::from(site.plan));
        let source = self.plans.get(usize::from(site.source));
        let band = source.and_then(|source| source.bands.get(usize::from(site.band)));
        let version = source.and_then(|source| source.versions.get(usize::from(site.version)));
        PricedBy {
            plan: i32::from(site.plan),
            currency: rules.map_or(0, |rules| rules.currency),
            band: band.copied().unwrap_or_default(),
            version: version.copied().flatten(),
        }
    }

    pub(super) fn plans(&self) -> Arc<StringArray> {
        Arc::clone(&self.plan_values)
    }

    pub(super) fn currencies(&self) -> Arc<StringArray> {
        Arc::clone(&self.currency_values)
    }

    pub(super) fn bands(&self) -> Arc<StringArray> {
        Arc::clone(&self.band_values)
    }

    pub(super) fn prefixes(&mut self) -> Arc<StringArray> {
        self.prefixes.values()
    }

    pub(super) fn destinations(&mut self) -> Arc<StringArray> {
        self.destinations.values()
    }
}

/// 1970-01-01, in days of the common era.
const EPOCH: i32 = 719_163;

/// Texts with a key each, in the order in which they came.
#[derive(Debug)]
struct Texts<T> {
    keys: HashMap<T, i32>,
    texts: StringBuilder,
    // The array of the texts so far: made once for all batches that bring nothing new.
    values: Option<Arc<StringArray>>,
}

impl<T: Copy + Eq + Hash> Texts<T> {
    fn key(&mut self, value: T, show: impl Fn(&T) -> String) -> i32 {
        if let Some(&key) = self.keys.get(&value) {
            return key;
        }
        // There are no more of them than rows of decks, which are counted in 32 bits.
        let key = i32::try_from(self.keys.len()).unwrap_or(i32::MAX);
        self.texts.append_value(show(&value));
        self.keys.insert(value, key);
        self.values = None;
        key
    }

    fn values(&mut self) -> Arc<StringArray> {
        let texts = &self.texts;
        let values = self.values.get_or_insert_with(|| Arc::new(texts.finish_cloned()));
        Arc::clone(values)
    }
}

impl<T> Default for Texts<T> {
    fn default() -> Self {
        Self {
            keys: HashMap::new(),
            texts: StringBuilder::new(),
            values: None,
        }
    }
}

/// Mixes the few words of a place. Whoever gives the calls cannot choose them: they are of the book.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        // The upper bits are the mixed ones.
        self.0 ^ (self.0 >> 32)
    }
}

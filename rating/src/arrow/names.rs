//! The names in the columns of text, and their keys.

use std::collections::HashMap;
use std::fmt::{Display, Write};
use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::sync::Arc;

use arrow_array::StringArray;
use arrow_array::builder::StringBuilder;
use chrono::Datelike;

use crate::batch::Spot;
use crate::book::Site;
use crate::{Book, Destination, Prefix};

/// The names that charges of a book came to so far.
///
/// They keep their keys, so that a stream of batches shares them: a dictionary begins with the one of the batch before.
/// All the names of a book from the start would be a megabyte or more beside every small batch that goes to another
/// process.
#[derive(Debug)]
pub(super) struct Names<'b> {
    book: &'b Book,
    plans: Vec<PlanNames>,
    plan_values: Arc<StringArray>,
    currency_values: Arc<StringArray>,
    band_values: Arc<StringArray>,
    decks: Vec<DeckNames>,
    prefixes: Texts<Prefix, Seed>,
    destinations: Texts<&'b str, RandomState>,
}

/// What the columns of a plan hold.
#[derive(Debug)]
struct PlanNames {
    currency: i32,
    /// By the number of the band.
    bands: Vec<i32>,
    /// The number of its first deck among those of the book.
    first_deck: usize,
}

/// What the columns of a deck hold. Its names are not known as long as no call met them.
#[derive(Debug)]
struct DeckNames {
    plan: u16,
    /// From which day it is in force, in days since 1970.
    version: Option<i32>,
    /// By range of the index: the keys of prefix and destination, each greater by one; 0 is not known yet.
    keys: Vec<[u32; 2]>,
    /// By number of the destination: its key, in the same way.
    destinations: Vec<u32>,
}

/// What the names of a row of the result are known by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Named {
    // As in `DeckNames`.
    keys: [u32; 2],
    // Among all decks of the book.
    deck: u32,
    // The plan whose rules count. The row may stand in the deck of a parent.
    plan: u16,
    band: u16,
    /// Whether a row of a deck was found, as it is for forbidden calls too: 1 or 0.
    pub(super) is_found: u8,
    /// Whether it gave the price: 1 or 0.
    pub(super) is_priced: u8,
}

/// A call without a range, until the keys of the others are looked up.
const NO_RANGE: Named = Named {
    keys: [u32::MAX, 0],
    deck: 0,
    plan: 0,
    band: 0,
    is_found: 0,
    is_priced: 0,
};

impl Named {
    const fn priced(site: Site, deck: u32, keys: [u32; 2]) -> Self {
        Self {
            keys,
            deck,
            plan: site.plan,
            band: site.band,
            is_found: 1,
            is_priced: 1,
        }
    }

    /// The key of the prefix, 0 for none: a key that is hidden by a null has to be one too.
    pub(super) const fn prefix(&self) -> i32 {
        self.keys[0].saturating_sub(1).cast_signed()
    }

    /// The key of the destination.
    pub(super) const fn destination(&self) -> i32 {
        self.keys[1].saturating_sub(1).cast_signed()
    }

    /// The key of the plan.
    pub(super) const fn plan(&self) -> i32 {
        self.plan as i32
    }
}

impl<'b> Names<'b> {
    pub(super) fn new(book: &'b Book) -> Self {
        let mut currencies = Texts::<_, RandomState>::default();
        let mut bands = Texts::<_, RandomState>::default();
        let mut plan_values = StringBuilder::new();
        let mut decks = Vec::new();
        let plans = (0..).zip(book.plans_data()).map(|(plan, data)| {
            plan_values.append_value(data.plan.name());
            let first_deck = decks.len();
            decks.extend(data.versions.iter().map(|version| DeckNames {
                plan,
                version: version.effective.map(|day| day.num_days_from_ce() - EPOCH),
                keys: Vec::new(),
                destinations: Vec::new(),
            }));
            PlanNames {
                currency: currencies.key(data.plan.currency(), data.plan.currency().code()) as i32 - 1,
                bands: data
                    .calendar
                    .names()
                    .iter()
                    .map(|name| bands.key(&**name, &**name) as i32 - 1)
                    .collect(),
                first_deck,
            }
        });
        let plans = plans.collect();
        Self {
            book,
            plans,
            plan_values: Arc::new(plan_values.finish()),
            currency_values: currencies.values(),
            band_values: bands.values(),
            decks,
            prefixes: Texts::default(),
            destinations: Texts::default(),
        }
    }

    /// The names of some calls of a batch. Keys of prefixes and destinations take a step more.
    pub(super) fn fill(&mut self, rated: &crate::Charges, has_keys: bool, named: &mut [Named]) {
        let number = |&(plan, version): &(u16, u16)| (plan, self.deck_number(plan, version));
        let decks: Vec<(u16, u32)> = rated.decks().iter().map(number).collect();
        let mut unknown = Vec::new();
        for ((at, named), spot) in named.iter_mut().enumerate().zip(rated.spots()) {
            *named = match spot {
                Spot::Range { deck, band, range } => {
                    let (plan, deck) = decks.get(usize::from(deck)).copied().unwrap_or_default();
                    Named {
                        // In place of the keys, until they are looked up.
                        keys: [range, 0],
                        deck,
                        plan,
                        band,
                        is_found: 1,
                        is_priced: 1,
                    }
                }
                Spot::Nowhere => NO_RANGE,
                Spot::Other => {
                    unknown.push(at);
                    NO_RANGE
                }
            };
        }
        if has_keys {
            match *decks {
                [(_, deck)] => look_up(named, |_| self.decks.get(deck as usize)),
                _ => look_up(named, |named| self.decks.get(named.deck as usize)),
            }
            let is_new = |named: &Named| (named.is_priced == 1) & (named.keys[0] == 0);
            if named.iter().fold(false, |any, named| any | is_new(named)) {
                let new = named.iter().enumerate().filter(|(_, named)| is_new(named));
                unknown.extend(new.map(|(at, _)| at));
            }
        }
        self.learn(rated, &unknown, named);
    }

    /// The names of calls whose ranges are not known, and from now on those of the ranges.
    fn learn(&mut self, rated: &crate::Charges, unknown: &[usize], named: &mut [Named]) {
        // Each step waits for memory, and loops of one step let many calls wait together.
        let site = |&at: &usize| Some((at, self.book.source(rated, at)?.site));
        let sites: Vec<(usize, Site)> = unknown.iter().filter_map(site).collect();
        let destinations: Vec<u32> = sites.iter().map(|(_, site)| self.destination(*site)).collect();
        for (&(at, site), destination) in sites.iter().zip(destinations) {
            let keys = [self.prefixes.key(site.prefix, &site.prefix), destination];
            let deck = self.deck_number(site.source, site.version);
            if let Some(named) = named.get_mut(at) {
                *named = Named::priced(site, deck, keys);
            }
            let (Spot::Range { range, .. }, Some(names)) =
                (rated.spot(at), self.decks.get_mut(deck as usize))
            else {
                continue;
            };
            if names.keys.is_empty() {
                names.keys = vec![[0; 2]; self.book.version(site).index.range_count()];
            }
            if let Some(place) = names.keys.get_mut(range as usize) {
                *place = keys;
            }
        }
    }

    /// The number of a deck among all of the book.
    fn deck_number(&self, plan: u16, version: u16) -> u32 {
        let first = self
            .plans
            .get(usize::from(plan))
            .map_or(0, |plan| plan.first_deck);
        (first + usize::from(version)) as u32
    }

    /// The names of a call that a row of a deck gave the price.
    pub(super) fn priced(&mut self, site: Site) -> Named {
        let keys = [
            self.prefixes.key(site.prefix, &site.prefix),
            self.destination(site),
        ];
        Named::priced(site, self.deck_number(site.source, site.version), keys)
    }

    /// The key of a destination, found by its number after the first time.
    fn destination(&mut self, site: Site) -> u32 {
        let deck = self.book.version(site);
        let number = deck.destination_number(site.row) as usize;
        let names = self.deck_number(site.source, site.version);
        let Some(names) = self.decks.get_mut(names as usize) else {
            return 0;
        };
        if names.destinations.len() <= number {
            names.destinations.resize(number + 1, 0);
        }
        let Some(key) = names.destinations.get_mut(number) else {
            return 0;
        };
        if *key == 0 {
            let name = &*deck.destination(site.row).name;
            *key = self.destinations.key(name, name);
        }
        *key
    }

    /// The names of a call that a row of a deck forbids.
    pub(super) fn found(&mut self, prefix: Prefix, destination: &'b Destination) -> Named {
        let name = &*destination.name;
        Named {
            keys: [
                self.prefixes.key(prefix, &prefix),
                self.destinations.key(name, name),
            ],
            is_found: 1,
            ..Named::default()
        }
    }

    /// The key of the currency.
    pub(super) fn currency(&self, named: &Named) -> i32 {
        let plan = self.plans.get(usize::from(named.plan));
        plan.map_or(0, |plan| plan.currency)
    }

    /// The key of the band.
    pub(super) fn band(&self, named: &Named) -> i32 {
        let plan = self
            .decks
            .get(named.deck as usize)
            .map(|deck| usize::from(deck.plan));
        let plan = plan.and_then(|plan| self.plans.get(plan));
        let band = plan.and_then(|plan| plan.bands.get(usize::from(named.band)));
        band.copied().unwrap_or_default()
    }

    /// From which day the deck is in force, counted from 1970.
    pub(super) fn version(&self, named: &Named) -> Option<i32> {
        self.decks.get(named.deck as usize)?.version
    }

    /// The day from which all decks are in force, if it is one: `None` within for decks that always are.
    pub(super) fn only_version(&self) -> Option<Option<i32>> {
        let mut versions = self.decks.iter().map(|deck| deck.version);
        let first = versions.next()?;
        versions.all(|version| version == first).then_some(first)
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

/// The keys of calls in place of their ranges. Each may have to wait for memory, and a loop of nothing else lets many of
/// them wait together.
fn look_up<'d>(named: &mut [Named], deck: impl Fn(&Named) -> Option<&'d DeckNames>) {
    for named in named {
        let keys = deck(named).and_then(|deck| deck.keys.get(named.keys[0] as usize));
        named.keys = keys.copied().unwrap_or_default();
    }
}

/// 1970-01-01, in days of the common era.
const EPOCH: i32 = 719_163;

/// Texts with a key each, in the order in which they came.
#[derive(Debug)]
struct Texts<T, S> {
    keys: HashMap<T, u32, S>,
    texts: StringBuilder,
    // The array of the texts so far: made once for all batches that bring nothing new.
    values: Option<Arc<StringArray>>,
}

impl<T: Copy + Eq + Hash, S: BuildHasher> Texts<T, S> {
    /// The key of a value, greater by one.
    fn key(&mut self, value: T, text: &(impl Display + ?Sized)) -> u32 {
        // There are no more of them than rows of decks, which are counted in 32 bits.
        let next = self.keys.len() as u32 + 1;
        let key = *self.keys.entry(value).or_insert(next);
        if key == next {
            // A builder takes what is written until a value ends, and has no errors.
            let _ = write!(self.texts, "{text}");
            self.texts.append_value("");
            self.values = None;
        }
        key
    }

    fn values(&mut self) -> Arc<StringArray> {
        let texts = &self.texts;
        let values = self.values.get_or_insert_with(|| Arc::new(texts.finish_cloned()));
        Arc::clone(values)
    }
}

impl<T, S: Default> Default for Texts<T, S> {
    fn default() -> Self {
        Self {
            keys: HashMap::default(),
            texts: StringBuilder::new(),
            values: None,
        }
    }
}

/// Makes hashes of prefixes: of so few bytes that the standard library's would take longer than all the rest. Begins with
/// a number of its own, so that nobody can write a deck whose prefixes fall together.
#[derive(Clone, Debug)]
struct Seed(u64);

impl Default for Seed {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0))
    }
}

impl BuildHasher for Seed {
    type Hasher = Mix;

    fn build_hasher(&self) -> Mix {
        Mix(self.0)
    }
}

struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u8(byte);
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        let product = u128::from(self.0 ^ value) * 0x9E37_79B9_7F4A_7C15;
        self.0 = product as u64 ^ (product >> 64) as u64;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

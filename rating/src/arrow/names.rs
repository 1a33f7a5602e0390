//! The names in the columns of text, and their keys.

use std::collections::HashMap;
use std::hash::Hash;
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
    // By deck, then by range of its index: the keys of prefix and destination, each greater by one; 0 is not known yet. A
    // deck that no call met has no table.
    tables: Vec<Vec<[u32; 2]>>,
    // Of a part of a batch, kept from one to the next.
    ranges: Vec<u32>,
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
    /// Where the tables of its decks begin.
    tables: usize,
}

/// What the names of a row of the result are known by.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Named {
    // See `Names::tables`.
    keys: [u32; 2],
    plan: u16,
    source: u16,
    version: u16,
    band: u16,
    /// Whether a row of a deck was found, as it is for forbidden calls too: 1 or 0.
    pub(super) is_found: u8,
    /// Whether it gave the price: 1 or 0.
    pub(super) is_priced: u8,
}

impl Named {
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
        let mut currencies = Texts::default();
        let mut bands = Texts::default();
        let mut plan_values = StringBuilder::new();
        let mut tables = 0;
        let plans = book.plans_data().iter().map(|data| {
            plan_values.append_value(data.plan.name());
            tables += data.versions.len();
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
                tables: tables - data.versions.len(),
            }
        });
        let plans = plans.collect();
        Self {
            book,
            plans,
            plan_values: Arc::new(plan_values.finish()),
            currency_values: currencies.values(),
            band_values: bands.values(),
            tables: vec![Vec::new(); tables],
            ranges: Vec::new(),
            prefixes: Texts::default(),
            destinations: Texts::default(),
        }
    }

    /// The names of some calls of a batch. Keys of prefixes and destinations take a step more.
    pub(super) fn fill(&mut self, rated: &crate::Charges, has_keys: bool, named: &mut [Named]) {
        self.ranges.clear();
        let mut unknown = Vec::new();
        let mut deck = None;
        let mut is_one_deck = true;
        for (at, named) in named.iter_mut().enumerate() {
            let (name, range) = match rated.spot(at) {
                Spot::Nowhere => (Named::default(), u32::MAX),
                Spot::Range {
                    plan,
                    version,
                    band,
                    range,
                } => {
                    let first = *deck.get_or_insert((plan, version));
                    is_one_deck &= first == (plan, version);
                    let name = Named {
                        keys: [0; 2],
                        plan,
                        source: plan,
                        version,
                        band,
                        is_found: 1,
                        is_priced: 1,
                    };
                    (name, range)
                }
                Spot::Other => {
                    unknown.push(at);
                    (Named::default(), u32::MAX)
                }
            };
            *named = name;
            self.ranges.push(range);
        }
        if has_keys {
            self.look_up(deck.filter(|_| is_one_deck), named);
            let is_new = |named: &Named| (named.is_priced == 1) & (named.keys[0] == 0);
            if named.iter().fold(false, |any, named| any | is_new(named)) {
                let new = named.iter().enumerate().filter(|(_, named)| is_new(named));
                unknown.extend(new.map(|(at, _)| at));
            }
        }
        for at in unknown {
            if let Some((named, source)) = named.get_mut(at).zip(self.book.source(rated, at)) {
                *named = self.priced(source.site);
                if let Spot::Range {
                    plan, version, range, ..
                } = rated.spot(at)
                {
                    self.learn(plan, version, range, named.keys);
                }
            }
        }
    }

    /// The keys of calls whose ranges are known. Each may have to wait for memory, and a loop of nothing else lets many of
    /// them wait together.
    fn look_up(&self, deck: Option<(u16, u16)>, named: &mut [Named]) {
        let places = named.iter_mut().zip(&self.ranges);
        match deck.and_then(|(plan, version)| self.table(plan, version)) {
            Some(table) => {
                for (named, &range) in places {
                    named.keys = table.get(range as usize).copied().unwrap_or_default();
                }
            }
            None => {
                for (named, &range) in places {
                    let table = self.table(named.plan, named.version);
                    let keys = table.and_then(|table| table.get(range as usize));
                    named.keys = keys.copied().unwrap_or_default();
                }
            }
        }
    }

    fn table(&self, plan: u16, version: u16) -> Option<&[[u32; 2]]> {
        let first = self.plans.get(usize::from(plan))?.tables;
        let table = self.tables.get(first + usize::from(version))?;
        Some(table)
    }

    fn learn(&mut self, plan: u16, version: u16, range: u32, keys: [u32; 2]) {
        let Some(names) = self.plans.get(usize::from(plan)) else {
            return;
        };
        let Some(table) = self.tables.get_mut(names.tables + usize::from(version)) else {
            return;
        };
        if table.is_empty() {
            let deck = self.book.plan_data(plan).versions.get(usize::from(version));
            *table = vec![[0; 2]; deck.map_or(0, |deck| deck.index.range_count())];
        }
        if let Some(place) = table.get_mut(range as usize) {
            *place = keys;
        }
    }

    /// The names of a call that a row of a deck gave the price.
    pub(super) fn priced(&mut self, site: Site) -> Named {
        let destination = self.book.version(site).destination(site.row);
        Named {
            plan: site.plan,
            source: site.source,
            version: site.version,
            band: site.band,
            is_priced: 1,
            ..self.found(site.prefix, destination)
        }
    }

    /// The names of a call that a row of a deck forbids.
    pub(super) fn found(&mut self, prefix: Prefix, destination: &'b Destination) -> Named {
        let prefix = self.prefixes.key(prefix, ToString::to_string);
        let destination = self
            .destinations
            .key(&destination.name, |name| (*name).to_owned());
        Named {
            keys: [prefix, destination].map(|key| key.cast_unsigned() + 1),
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
        let plan = self.plans.get(usize::from(named.source));
        let band = plan.and_then(|plan| plan.bands.get(usize::from(named.band)));
        band.copied().unwrap_or_default()
    }

    /// From which day the deck is in force, counted from 1970.
    pub(super) fn version(&self, named: &Named) -> Option<i32> {
        let plan = self.plans.get(usize::from(named.source))?;
        *plan.versions.get(usize::from(named.version))?
    }

    /// The day from which all decks are in force, if it is one: `None` within for decks that always are.
    pub(super) fn only_version(&self) -> Option<Option<i32>> {
        let mut versions = self.plans.iter().flat_map(|plan| &plan.versions);
        let first = *versions.next()?;
        versions.all(|version| *version == first).then_some(first)
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

//! The directory of everybody, made once and changed entry by entry, searched for each person by what that person may see.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::order::Order;
use super::query::Query;
use super::texts::{BETWEEN, Texts};
use super::{
    Column, Direction, Entry, Facts, Joined, Kind, Named, Search, Source, colleagues, contact_entry, keypad,
};
use crate::numbering::{Number, Site};
use crate::person::display_name;
use crate::text::{clip, fold};
use crate::{
    Capability, Contact, ContactDetails, ContactId, Denied, DepartmentId, DialString, PersonId, Subject,
};

/// Characters of a field that are searched; no field of a form is longer.
const SEARCHED: usize = 256;

/// All telephones and contacts, also the private ones of everybody: it shows each person what that person may see.
///
/// ```
/// use std::collections::BTreeMap;
/// use switchhook_portal_core::directory::{Column, Direction, Facts, Index, Search};
/// use switchhook_portal_core::numbering::Site;
/// use switchhook_portal_core::{Contact, ContactDetails, ContactForm, Profile, Subject};
///
/// let mut index = Index::new(Site { country: "33".parse().unwrap(), trunk_prefix: "0".parse().unwrap(), ..Site::default() });
/// let form = ContactForm { first_name: "Zoë", last_name: "Müller", phone1: "06 87 72 12 34", ..ContactForm::default() };
/// let zoe = Contact { id: 1.into(), creator: 7.into(), details: ContactDetails::parse(&form).unwrap() };
/// index.put(&zoe)?;
///
/// let subject = |person: i64| Subject {
///     person: person.into(),
///     profiles: [Profile::User].into_iter().collect(),
///     phones: [].into(),
///     departments: [].into(),
/// };
/// for text in ["muller", "ZOE MÜLLER", "068772", "+33 687 72 12 34", "685537"] {
///     let search = Search { text: text.into(), ..Search::default() };
///     let found = |person| index.search(&subject(person), &search, Column::LastName, Direction::Ascending, |_| true);
///     assert_eq!(found(7).unwrap().len(), 1, "{text}");
///     assert_eq!(found(8).unwrap().len(), 0, "a private contact is its creator's");
/// }
/// let caller = index.site().read_recorded(&"0033687721234".parse().unwrap());
/// assert_eq!(index.reverse(&subject(7), &caller)?.unwrap().name(), "Zoë Müller");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Index {
    site: Site,
    entries: Vec<Option<Entry>>,
    /// What a search asks of every entry that fits, by slot.
    marks: Vec<Mark>,
    free: Vec<u32>,
    slots: BTreeMap<Source, u32>,
    /// Names and numbers as people read them, folded.
    texts: Texts,
    /// Names as keys of a telephone.
    keys: Texts,
    /// A number and the folded name of somebody who has it.
    pairs: BTreeMap<(Number, String), u32>,
    /// By pair: the slots of entries with this number and name.
    holders: Vec<Vec<u32>>,
    free_pairs: Vec<u32>,
    /// By column; made when somebody sorts by it for the first time.
    orders: [OnceLock<Order>; Column::ALL.len()],
}

/// What decides whether an entry is shown.
#[derive(Clone, Debug, Default)]
struct Mark {
    /// Nothing for colleagues.
    creator: Option<PersonId>,
    kind: Kind,
    department: Option<DepartmentId>,
    pairs: Vec<u32>,
    /// Another entry may have the same name and number: there was one once.
    has_twins: bool,
}

impl Index {
    /// The most entries.
    pub const MAX: usize = 1_000_000;

    /// An empty directory. The site says which spellings are the same number.
    pub fn new(site: Site) -> Self {
        Self {
            site,
            ..Self::default()
        }
    }

    /// All that there is.
    ///
    /// # Errors
    ///
    /// There is more than [`MAX`](Self::MAX).
    pub fn of(facts: &Facts<'_>, site: Site) -> Result<Self, Full> {
        let mut index = Self::new(site);
        index.put_colleagues(facts)?;
        for contact in facts.contacts {
            index.put(contact)?;
        }
        Ok(index)
    }

    /// By which it compares numbers.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// How many entries there are, whoever sees them.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Takes all telephones and people as they are now in place of those before. Contacts stay.
    ///
    /// # Errors
    ///
    /// There is no room for all of them; those that are left are missing.
    pub fn put_colleagues(&mut self, facts: &Facts<'_>) -> Result<(), Full> {
        let first = Source::Contact(ContactId(i64::MIN));
        let old: Vec<Source> = self.slots.range(..first).map(|(source, _)| *source).collect();
        self.forget_orders(old.len());
        for source in old {
            self.take(source);
        }
        for entry in colleagues(facts) {
            self.file(entry, None)?;
        }
        Ok(())
    }

    /// Adds a contact, or takes it as it is now.
    ///
    /// # Errors
    ///
    /// There is no room for another.
    pub fn put(&mut self, contact: &Contact) -> Result<(), Full> {
        self.take(Source::Contact(contact.id));
        self.file(contact_entry(contact), Some(contact.creator))
    }

    /// Adds many, as [`put`](Self::put) does one.
    ///
    /// # Errors
    ///
    /// There is no room for all of them; those that are left are missing.
    pub fn put_all<'a>(&mut self, contacts: impl IntoIterator<Item = &'a Contact>) -> Result<(), Full> {
        let contacts = contacts.into_iter();
        self.forget_orders(contacts.size_hint().0);
        contacts.into_iter().try_for_each(|contact| self.put(contact))
    }

    /// Takes a contact out.
    pub fn remove(&mut self, contact: ContactId) {
        self.take(Source::Contact(contact));
    }

    /// Many places are found faster together than one by one.
    fn forget_orders(&mut self, changes: usize) {
        if changes > 16 {
            self.orders = Default::default();
        }
    }

    fn file(&mut self, entry: Entry, creator: Option<PersonId>) -> Result<(), Full> {
        if self.slots.len() >= Self::MAX {
            return Err(Full);
        }
        let slot = self.free.pop().unwrap_or_else(|| {
            self.entries.push(None);
            self.marks.push(Mark::default());
            u32::try_from(self.entries.len() - 1).expect("at most a million")
        });
        let numbers = self.numbers(&entry);
        self.texts.put(slot, &searched(&entry, &numbers));
        self.keys.put(slot, &keys(&entry));
        let name = fold(&clip(&entry.display_name(), SEARCHED));
        let mut pairs = Vec::with_capacity(numbers.len());
        let mut has_twins = false;
        for number in numbers {
            let pair = self.pair(number, name.clone());
            if !pairs.contains(&pair) {
                pairs.push(pair);
                for &twin in &self.holders[pair as usize] {
                    self.marks[twin as usize].has_twins = true;
                    has_twins = true;
                }
                self.holders[pair as usize].push(slot);
            }
        }
        self.marks[slot as usize] = Mark {
            creator,
            kind: entry.kind,
            department: entry.department,
            pairs,
            has_twins,
        };
        self.slots.insert(entry.source, slot);
        self.entries[slot as usize] = Some(entry);
        for (column, order) in Column::ALL.into_iter().zip(&mut self.orders) {
            if let Some(order) = order.get_mut() {
                order.insert(slot, column, &self.entries);
            }
        }
        Ok(())
    }

    fn take(&mut self, source: Source) {
        let Some(slot) = self.slots.remove(&source) else {
            return;
        };
        for (column, order) in Column::ALL.into_iter().zip(&mut self.orders) {
            if let Some(order) = order.get_mut() {
                order.remove(slot, column, &self.entries);
            }
        }
        let entry = self.entries[slot as usize].take();
        let mark = std::mem::take(&mut self.marks[slot as usize]);
        self.texts.remove(slot);
        self.keys.remove(slot);
        self.free.push(slot);
        let Some(entry) = entry else { return };
        let name = fold(&clip(&entry.display_name(), SEARCHED));
        for pair in mark.pairs {
            let holders = &mut self.holders[pair as usize];
            holders.retain(|holder| *holder != slot);
            if holders.is_empty() {
                holders.shrink_to_fit();
                self.free_pairs.push(pair);
            }
        }
        for number in self.numbers(&entry) {
            let key = (number, name.clone());
            let is_unused = self
                .pairs
                .get(&key)
                .is_some_and(|pair| self.holders[*pair as usize].is_empty());
            if is_unused {
                self.pairs.remove(&key);
            }
        }
    }

    fn pair(&mut self, number: Number, name: String) -> u32 {
        *self.pairs.entry((number, name)).or_insert_with(|| {
            self.free_pairs.pop().unwrap_or_else(|| {
                self.holders.push(Vec::new());
                u32::try_from(self.holders.len() - 1).expect("a few for each of a million")
            })
        })
    }

    /// The numbers of an entry, each in its one form.
    fn numbers(&self, entry: &Entry) -> Vec<Number> {
        entry
            .numbers
            .iter()
            .filter_map(|number| number.parse::<DialString>().ok())
            .map(|number| self.site.read(&number))
            .collect()
    }

    /// What a person finds, in the order of a column. Entries of the same name and number are one.
    ///
    /// `keep` is asked of each entry that fits, for what the directory does not know, such as who is free.
    ///
    /// # Errors
    ///
    /// The person may not see the directory.
    pub fn search(
        &self,
        subject: &Subject,
        search: &Search,
        column: Column,
        direction: Direction,
        keep: impl Fn(&Entry) -> bool,
    ) -> Result<Hits<'_>, Denied> {
        subject.require(Capability::DirectoryRead)?;
        let shown = |slot: u32| {
            let mark = &self.marks[slot as usize];
            mark.is_visible_to(subject.person)
                && search.kind.is_none_or(|kind| mark.kind == kind)
                && search
                    .department
                    .is_none_or(|department| mark.department == Some(department))
        };
        let order = self.order(column);
        let query = Query::new(search, &self.site);
        let mut slots = if query.is_everything() {
            order.slots().to_vec()
        } else {
            query.run(&self.texts, &self.keys)
        };
        slots.retain(|&slot| shown(slot) && self.entries[slot as usize].as_ref().is_none_or(&keep));
        self.join(&mut slots, subject.person);
        order.sort(&mut slots, direction);
        Ok(Hits {
            index: self,
            subject: subject.clone(),
            slots,
        })
    }

    fn order(&self, column: Column) -> &Order {
        self.orders[column as usize].get_or_init(|| Order::new(column, &self.entries))
    }

    /// Leaves of entries that are joined the first.
    fn join(&self, slots: &mut Vec<u32>, person: PersonId) {
        if slots.iter().all(|slot| !self.marks[*slot as usize].has_twins) {
            return;
        }
        // By slot: listed already, itself or as part of another.
        let mut is_listed = vec![false; self.entries.len()];
        slots.retain_mut(|slot| {
            if is_listed[*slot as usize] {
                return false;
            }
            let parts = self.parts(*slot, person);
            for &part in &parts {
                is_listed[part as usize] = true;
            }
            *slot = parts[0];
            true
        });
    }

    /// The entries of the same name that share a number with this one, or with one that does: all that the person sees, in
    /// the order of their precedence.
    fn parts(&self, slot: u32, person: PersonId) -> Vec<u32> {
        let mut parts = vec![slot];
        if !self.marks[slot as usize].has_twins {
            return parts;
        }
        let mut pairs = std::collections::BTreeSet::new();
        let mut seen = std::collections::BTreeSet::from([slot]);
        let mut next = 0;
        while let Some(&part) = parts.get(next) {
            next += 1;
            for &pair in &self.marks[part as usize].pairs {
                if !pairs.insert(pair) {
                    continue;
                }
                for &twin in &self.holders[pair as usize] {
                    if self.marks[twin as usize].is_visible_to(person) && seen.insert(twin) {
                        parts.push(twin);
                    }
                }
            }
        }
        parts.sort_by_key(|&part| {
            (
                self.marks[part as usize].kind.precedence(),
                self.entry(part).source,
            )
        });
        parts
    }

    fn entry(&self, slot: u32) -> &Entry {
        self.entries[slot as usize]
            .as_ref()
            .expect("slots that are listed hold entries")
    }

    /// Who has a number, for a person: the own private contact before the colleague, and that before a shared contact.
    ///
    /// # Errors
    ///
    /// The person may not see the directory.
    pub fn reverse(&self, subject: &Subject, number: &Number) -> Result<Option<Named<'_>>, Denied> {
        subject.require(Capability::DirectoryRead)?;
        let mut best: Option<(u8, &Entry)> = None;
        let mut others = 0;
        for ((_, _), &pair) in self
            .pairs
            .range((number.clone(), String::new())..)
            .take_while(|((of, _), _)| of == number)
        {
            // Of one name, whoever comes first says all that is to be said.
            let first = self.holders[pair as usize]
                .iter()
                .map(|&slot| (&self.marks[slot as usize], slot))
                .filter(|(mark, _)| mark.is_visible_to(subject.person))
                .map(|(mark, slot)| (mark.kind.precedence(), self.entry(slot)))
                .min_by_key(|(precedence, entry)| (*precedence, entry.source));
            match (first, best) {
                (None, _) => {}
                (Some(first), Some(known)) if first.0 == known.0 => others += 1,
                (Some(first), Some(known)) if first.0 > known.0 => {}
                (Some(first), _) => (best, others) = (Some(first), 0),
            }
        }
        Ok(best.map(|(_, entry)| Named { entry, others }))
    }

    /// What the person sees of the name and a number of this contact already.
    pub fn known(&self, subject: &Subject, contact: &ContactDetails) -> Option<&Entry> {
        if !subject.may(Capability::DirectoryRead) {
            return None;
        }
        let name = fold(&contact.display_name());
        let holders = contact.numbers.iter().filter_map(|number| {
            let pair = self.pairs.get(&(self.site.read(number), name.clone()))?;
            Some(&self.holders[*pair as usize])
        });
        holders
            .flatten()
            .find(|slot| self.marks[**slot as usize].is_visible_to(subject.person))
            .map(|slot| self.entry(*slot))
    }

    /// About how many bytes the index takes in memory, besides the names and numbers themselves.
    pub fn bytes(&self) -> usize {
        let orders = self.orders.iter().filter_map(OnceLock::get).map(Order::bytes);
        self.texts.bytes()
            + self.keys.bytes()
            + orders.sum::<usize>()
            + self.entries.capacity() * size_of::<Option<Entry>>()
            + self.marks.capacity() * size_of::<Mark>()
            + self
                .marks
                .iter()
                .map(|mark| mark.pairs.capacity() * 4)
                .sum::<usize>()
            + self.holders.capacity() * size_of::<Vec<u32>>()
            + self
                .holders
                .iter()
                .map(|slots| slots.capacity() * 4)
                .sum::<usize>()
            + self
                .pairs
                .keys()
                .map(|(_, name)| 48 + name.capacity())
                .sum::<usize>()
    }
}

impl Mark {
    fn is_visible_to(&self, person: PersonId) -> bool {
        self.kind != Kind::Private || self.creator == Some(person)
    }

    /// As [`Contact::is_editable_by`] says.
    fn is_editable_by(&self, subject: &Subject) -> bool {
        match (self.creator, subject.scope(Capability::ContactWrite)) {
            (None, _) | (_, None) => false,
            (Some(creator), _) if creator == subject.person => true,
            (_, Some(scopes)) => scopes.is_all() && self.kind != Kind::Private,
        }
    }
}

/// What is compared with needles: the fields, then all numbers, as written and in their one form.
fn searched(entry: &Entry, numbers: &[Number]) -> String {
    let mut text = String::new();
    for field in [
        &entry.first_name,
        &entry.last_name,
        &entry.company,
        &entry.department_name,
        &entry.email,
    ] {
        // Control characters part the fields; a form lets none in.
        text.push_str(&fold(&clip(field, SEARCHED)).replace(char::is_control, " "));
        text.push(BETWEEN);
    }
    for number in &entry.numbers {
        text.push_str(&crate::number::digits(&clip(number, DialString::MAX)));
        text.push(' ');
    }
    for (written, number) in entry.numbers.iter().zip(numbers) {
        let canonical = number.canonical();
        if canonical != *written {
            text.push_str(&canonical);
            text.push(' ');
        }
    }
    text
}

/// `0`, the names in both orders and the company, each word behind a `0`.
fn keys(entry: &Entry) -> String {
    let name = |first: &str, last: &str| display_name(first, last);
    let (first, last) = (
        clip(&entry.first_name, SEARCHED),
        clip(&entry.last_name, SEARCHED),
    );
    [
        name(&first, &last),
        name(&last, &first),
        clip(&entry.company, SEARCHED),
    ]
    .iter()
    .map(|text| format!("0{}", keypad(text)))
    .collect()
}

/// There is no room for another entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the directory holds {} entries and takes no more; delete some first",
    Index::MAX
)]
pub struct Full;

/// What a person found.
#[derive(Clone, Debug)]
pub struct Hits<'a> {
    index: &'a Index,
    subject: Subject,
    slots: Vec<u32>,
}

impl<'a> Hits<'a> {
    /// How many.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Each of them, joined.
    pub fn iter(&self) -> impl Iterator<Item = Joined> + use<'_, 'a> {
        self.page(0, usize::MAX)
    }

    /// Some of them, joined.
    pub fn page(&self, from: usize, most: usize) -> impl Iterator<Item = Joined> + use<'_, 'a> {
        self.slots.iter().skip(from).take(most).map(|&slot| {
            let parts = self.index.parts(slot, self.subject.person);
            Joined::of(
                parts
                    .into_iter()
                    .map(|part| Entry {
                        editable: self.index.marks[part as usize].is_editable_by(&self.subject),
                        ..self.index.entry(part).clone()
                    })
                    .collect(),
            )
        })
    }
}

//! A phone book out of a file, tolerant of what phones, UCMs and other programs write.

use std::collections::HashSet;

use crate::mac::shown;
use crate::markup::{Markup, MarkupError, Piece};

use super::render::ACCOUNTS;
use super::{Contact, Finding, Group, GroupId, Number, NumberKind, PhoneBook, Problem};

/// How a file counts accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AccountIndex {
    /// 0 is the first: files of and for phones.
    #[default]
    FromZero,
    /// 1 is the first: what an UCM exports.
    FromOne,
}

/// How much a file from outside may hold. The defaults are several times what a phone can keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file; 16 MiB by default.
    pub bytes: usize,
    /// Contacts in it; 50 000 by default.
    pub contacts: usize,
    /// Groups in it; 1 000 by default.
    pub groups: usize,
    /// Numbers of one contact, and groups of one; 20 by default.
    pub numbers: usize,
    /// Bytes of one text; 1 000 by default.
    pub text_bytes: usize,
    /// Findings that are kept; the ones after are not. 1 000 by default.
    pub findings: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 16 << 20,
            contacts: 50_000,
            groups: 1_000,
            numbers: 20,
            text_bytes: 1_000,
            findings: 1_000,
        }
    }
}

/// A book that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parsed {
    /// The book.
    pub book: PhoneBook,
    /// What was doubtful or passed over.
    pub findings: Vec<Finding>,
}

/// Reads a phone book, whatever its generation.
///
/// ```
/// use switchhook_provisioning::phonebook::{self, AccountIndex, Limits};
/// let file = b"<AddressBook>
///   <pbgroup><id>1</id><name>Sales</name></pbgroup>
///   <Contact><FirstName>Ana</FirstName><LastName>Teva</LastName><Pet>Rex</Pet>
///     <Phone type='Cell'><phonenumber>201</phonenumber><accountindex>0</accountindex></Phone>
///     <Group>1</Group></Contact>
/// </AddressBook>";
/// let read = phonebook::parse(file, AccountIndex::FromZero, &Limits::default())?;
/// assert_eq!(read.book.contacts[0].numbers[0].number, "201");
/// assert_eq!(read.book.contacts[0].numbers[0].account, 1);
/// assert_eq!(read.findings[0].to_string(), "line 3: contact 1: <Pet> is not known here; it is passed over");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When the file is no well-formed XML, its root is another, or it has more contacts or groups than the limits allow. All else
/// costs what is doubtful, and is told by a finding.
pub fn parse(file: &[u8], accounts: AccountIndex, limits: &Limits) -> Result<Parsed, ReadPhoneBookError> {
    let mut reader = FileReader {
        xml: Markup::new(file, limits.bytes)?,
        accounts,
        limits,
        book: PhoneBook::new(),
        findings: Vec::new(),
        unknown: HashSet::new(),
        group_ids: HashSet::new(),
        contact: None,
    };
    reader.run()?;
    Ok(Parsed {
        book: reader.book,
        findings: reader.findings,
    })
}

struct FileReader<'a> {
    xml: Markup<'a>,
    accounts: AccountIndex,
    limits: &'a Limits,
    book: PhoneBook,
    findings: Vec<Finding>,
    unknown: HashSet<String>,
    group_ids: HashSet<GroupId>,
    /// Which contact is being read, from 1.
    contact: Option<usize>,
}

impl FileReader<'_> {
    fn run(&mut self) -> Result<(), ReadPhoneBookError> {
        let mut had_root = false;
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(start) if start.name().as_ref() == "AddressBook" && !had_root => {
                    had_root = true;
                    self.root()?;
                }
                Piece::Open(start) => {
                    return Err(ReadPhoneBookError::Root {
                        line: self.xml.line(),
                        name: shown(start.name().as_ref()),
                    });
                }
                Piece::Text(_) | Piece::Close => {}
            }
        }
        if !had_root {
            return Err(ReadPhoneBookError::NoRoot);
        }
        self.check_groups();
        Ok(())
    }

    fn root(&mut self) -> Result<(), ReadPhoneBookError> {
        while let Some(name) = self.child()? {
            match name.as_str() {
                "Contact" => {
                    if self.book.contacts.len() == self.limits.contacts {
                        return Err(ReadPhoneBookError::TooMany {
                            what: "contacts",
                            limit: self.limits.contacts,
                        });
                    }
                    self.contact = Some(self.book.contacts.len() + 1);
                    let contact = self.contact()?;
                    self.book.contacts.push(contact);
                    self.contact = None;
                }
                "pbgroup" => self.group()?,
                "version" => self.skip()?,
                _ => self.unknown(&name)?,
            }
        }
        Ok(())
    }

    fn group(&mut self) -> Result<(), ReadPhoneBookError> {
        let mut group = Group::new(GroupId(0), "");
        let mut id = None;
        while let Some(name) = self.child()? {
            match name.as_str() {
                "id" => id = self.text(&name)?.trim().parse().ok().map(GroupId),
                "name" => group.name = self.text(&name)?,
                "ringtones" => group.ringtone = self.text(&name)?,
                "photos" | "primary" => self.skip()?,
                _ => self.unknown(&name)?,
            }
        }
        match id {
            None => self.found(Problem::GroupText),
            Some(group) if !self.group_ids.insert(group) => self.found(Problem::GroupTwice { group }),
            Some(_) if self.book.groups.len() == self.limits.groups => {
                return Err(ReadPhoneBookError::TooMany {
                    what: "groups",
                    limit: self.limits.groups,
                });
            }
            Some(id) => {
                group.id = id;
                self.book.groups.push(group);
            }
        }
        Ok(())
    }

    fn contact(&mut self) -> Result<Contact, ReadPhoneBookError> {
        let mut contact = Contact::default();
        while let Some((name, kind)) = self.child_with_kind()? {
            match name.as_str() {
                "FirstName" => contact.first_name = self.text(&name)?,
                "LastName" => contact.last_name = self.text(&name)?,
                "Department" => contact.department = self.text(&name)?,
                "Company" => contact.company = self.text(&name)?,
                "Mail" | "Email" => contact.mail = self.text(&name)?,
                "PhotoUrl" => contact.photo = self.text(&name)?,
                "Ringtone" | "RingtoneUrl" => contact.ringtone = self.text(&name)?,
                "Frequent" => contact.favourite = self.text(&name)?.trim() == "1",
                "Phone" => self.phone(kind.as_deref(), &mut contact)?,
                "Group" | "group" => self.group_of(&name, &mut contact)?,
                "Groups" => {
                    while let Some(name) = self.child()? {
                        match name.as_str() {
                            "groupid" | "Group" => self.group_of(&name, &mut contact)?,
                            _ => self.unknown(&name)?,
                        }
                    }
                }
                "id" | "Primary" | "IsPrimary" => self.skip()?,
                _ => self.unknown(&name)?,
            }
        }
        Ok(contact)
    }

    /// A `Phone` has a number and an account; files of old phones have several pairs in one.
    fn phone(&mut self, kind: Option<&str>, contact: &mut Contact) -> Result<(), ReadPhoneBookError> {
        let kind = match kind.map(str::parse::<NumberKind>) {
            None => NumberKind::Work,
            Some(Ok(kind)) => kind,
            Some(Err(_)) => {
                self.found(Problem::Kind);
                NumberKind::Other
            }
        };
        let mut here = None;
        while let Some(name) = self.child()? {
            match name.as_str() {
                "phonenumber" => {
                    let text = self.text(&name)?;
                    here = None;
                    if text.trim().is_empty() {
                        self.found(Problem::BlankNumber);
                    } else if contact.numbers.len() == self.limits.numbers {
                        let limit = self.limits.numbers;
                        self.found(Problem::TooMany { limit });
                    } else {
                        here = Some(contact.numbers.len());
                        contact.numbers.push(Number::new(text).kind(kind));
                    }
                }
                "accountindex" => {
                    let text = self.text(&name)?;
                    let account = self.account(&text);
                    if let Some(number) = here.and_then(|here: usize| contact.numbers.get_mut(here)) {
                        number.account = account;
                    }
                }
                _ => self.unknown(&name)?,
            }
        }
        Ok(())
    }

    fn account(&mut self, text: &str) -> u8 {
        let first = match self.accounts {
            AccountIndex::FromZero => 0,
            AccountIndex::FromOne => 1,
        };
        let text = text.trim();
        let Ok(index) = text.parse::<i64>() else {
            if !text.is_empty() {
                self.found(Problem::AccountText);
            }
            return 1;
        };
        let account = index.saturating_sub(first).saturating_add(1);
        match u8::try_from(account) {
            Ok(account) if (1..=ACCOUNTS).contains(&account) => account,
            _ => {
                self.found(Problem::Account { account });
                1
            }
        }
    }

    fn group_of(&mut self, name: &str, contact: &mut Contact) -> Result<(), ReadPhoneBookError> {
        let text = self.text(name)?;
        match text.trim().parse().map(GroupId) {
            Ok(group) if contact.groups.contains(&group) => {}
            Ok(_) if contact.groups.len() == self.limits.numbers => {
                let limit = self.limits.numbers;
                self.found(Problem::TooMany { limit });
            }
            Ok(group) => contact.groups.push(group),
            Err(_) if text.trim().is_empty() => {}
            Err(_) => self.found(Problem::GroupText),
        }
        Ok(())
    }

    /// Groups may stand after the contacts that name them, so this comes last. 0 is what phones write for none.
    fn check_groups(&mut self) {
        for (index, contact) in self.book.contacts.iter_mut().enumerate() {
            contact.groups.retain(|group| {
                let known = self.group_ids.contains(group);
                if !known && group.0 != 0 && self.findings.len() < self.limits.findings {
                    self.findings.push(Finding {
                        contact: Some(index + 1),
                        line: None,
                        problem: Problem::Group { group: *group },
                    });
                }
                known
            });
        }
    }

    /// The next element inside the one in hand; `None` when that ends. Text between elements is layout.
    fn child(&mut self) -> Result<Option<String>, ReadPhoneBookError> {
        Ok(self.child_with_kind()?.map(|(name, _)| name))
    }

    fn child_with_kind(&mut self) -> Result<Option<(String, Option<String>)>, ReadPhoneBookError> {
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(start) => {
                    let kind = self.xml.attribute(&start, "type")?;
                    let kind = kind.map(|kind| shown(&kind));
                    return Ok(Some((shown(start.name().as_ref()), kind)));
                }
                Piece::Close => return Ok(None),
                Piece::Text(_) => {}
            }
        }
        Ok(None)
    }

    /// All text of the element in hand, blanks around it taken away, without that of elements inside.
    fn text(&mut self, name: &str) -> Result<String, ReadPhoneBookError> {
        let mut text = String::new();
        let mut too_long = false;
        let mut depth = 0usize;
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(_) => depth += 1,
                Piece::Close if depth == 0 => break,
                Piece::Close => depth -= 1,
                Piece::Text(_) if depth > 0 => {}
                Piece::Text(added) => {
                    too_long |= text.len() + added.len() > self.limits.text_bytes;
                    if !too_long {
                        text.push_str(&added);
                    }
                }
            }
        }
        if too_long {
            self.found(Problem::TooLong {
                name: name.to_owned(),
                limit: self.limits.text_bytes,
            });
            return Ok(String::new());
        }
        Ok(text.trim().to_owned())
    }

    fn unknown(&mut self, name: &str) -> Result<(), ReadPhoneBookError> {
        // Told once for each name, and remembered for no more names than findings are kept.
        if self.unknown.len() < self.limits.findings && self.unknown.insert(name.to_owned()) {
            self.found(Problem::Element {
                name: name.to_owned(),
            });
        }
        self.skip()
    }

    fn skip(&mut self) -> Result<(), ReadPhoneBookError> {
        let mut depth = 0usize;
        while let Some(piece) = self.xml.next()? {
            match piece {
                Piece::Open(_) => depth += 1,
                Piece::Close if depth == 0 => break,
                Piece::Close => depth -= 1,
                Piece::Text(_) => {}
            }
        }
        Ok(())
    }

    fn found(&mut self, problem: Problem) {
        if self.findings.len() < self.limits.findings {
            self.findings.push(Finding {
                contact: self.contact,
                line: Some(self.xml.line()),
                problem,
            });
        }
    }
}

/// Why a phone book could not be read. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadPhoneBookError {
    /// No XML that phones' files are made of.
    #[error(transparent)]
    Markup(#[from] MarkupError),
    /// Another root.
    #[error("line {line}: <{name}> is no phone book; its root is <AddressBook>")]
    Root {
        /// Where.
        line: usize,
        /// Its name, shortened when long.
        name: String,
    },
    /// No root.
    #[error("no <AddressBook> in the file; give a phone book")]
    NoRoot,
    /// More contacts or groups than the limit.
    #[error("more than {limit} {what}; split the book")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        limit: usize,
    },
}

impl ReadPhoneBookError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Markup(error) => error.code(),
            Self::Root { .. } | Self::NoRoot => "E-PHONEBOOK-ROOT",
            Self::TooMany { .. } => "E-PHONEBOOK-MANY",
        }
    }

    /// The line, where the error has one.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::Markup(error) => error.line(),
            Self::Root { line, .. } => Some(*line),
            Self::NoRoot | Self::TooMany { .. } => None,
        }
    }
}

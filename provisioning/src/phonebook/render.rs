//! A phone book as the file that phones download.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::grandstream::may_stand_in_a_file;
use crate::markup::push_escaped;

use super::{Contact, Finding, GroupId, Number, PhoneBook, Problem};

/// Highest account that a phone has.
pub(super) const ACCOUNTS: u8 = 16;

/// Which phones a file is for: see the [module](super).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Generation {
    /// GXP20xx, 14xx, 2100 to 2124, GXV3140.
    Old,
    /// GXP16xx, 17xx, 2130 to 2170, 2200, GRP, GHP, GXV32xx and later, WP.
    New,
    /// The book on the base of a DP7xx.
    Dect,
}

/// A file, and what was put right in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rendered {
    /// The file.
    pub file: String,
    /// What was put right or left out.
    pub findings: Vec<Finding>,
}

impl PhoneBook {
    /// Writes the file for phones of a generation.
    ///
    /// What a generation has no place for is left out without a finding; what would make a phone refuse the file is put
    /// right with one.
    #[must_use]
    pub fn render(&self, generation: Generation) -> Rendered {
        let mut writer = Writer {
            file: String::with_capacity(self.contacts.len() * 300 + 100),
            generation,
            groups: HashSet::new(),
            findings: Vec::new(),
            contact: None,
        };
        writer.book(self);
        Rendered {
            file: writer.file,
            findings: writer.findings,
        }
    }
}

struct Writer {
    file: String,
    generation: Generation,
    groups: HashSet<GroupId>,
    findings: Vec<Finding>,
    /// Which contact is being written, from 1.
    contact: Option<usize>,
}

impl Writer {
    fn book(&mut self, book: &PhoneBook) {
        self.file
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<AddressBook>\n");
        if self.generation != Generation::Old {
            self.file.push_str("  <version>1</version>\n");
        }
        if self.generation != Generation::Dect {
            for group in &book.groups {
                if !self.groups.insert(group.id) {
                    self.found(Problem::GroupTwice { group: group.id });
                    continue;
                }
                self.file.push_str("  <pbgroup>\n");
                self.element("    ", "id", &group.id.to_string());
                let name = self.clean(&group.name);
                self.element("    ", "name", if name.is_empty() { "?" } else { &name });
                if self.generation == Generation::New {
                    self.optional("    ", "ringtones", &group.ringtone);
                }
                self.file.push_str("  </pbgroup>\n");
            }
        }
        let mut id = 0;
        for (index, contact) in book.contacts.iter().enumerate() {
            self.contact = Some(index + 1);
            self.contact(contact, &mut id);
        }
        self.file.push_str("</AddressBook>\n");
    }

    fn contact(&mut self, contact: &Contact, id: &mut usize) {
        let mut numbers = Vec::new();
        for number in &contact.numbers {
            let text = self.clean(&number.number);
            if text.is_empty() {
                self.found(Problem::BlankNumber);
            } else {
                numbers.push((text, number));
            }
        }
        if numbers.is_empty() {
            return self.found(Problem::NoNumber);
        }
        *id += 1;
        self.file.push_str("  <Contact>\n");
        let first = self.clean(&contact.first_name);
        let last = self.clean(&contact.last_name);
        let alone = match (first.is_empty(), last.is_empty()) {
            (false, false) => None,
            (false, true) => Some(first.clone()),
            (true, false) => Some(last.clone()),
            (true, true) => {
                self.found(Problem::NoName);
                Some(Cow::Borrowed("?"))
            }
        };
        if self.generation == Generation::Old {
            self.element("    ", "LastName", alone.as_deref().unwrap_or(&last));
            if alone.is_none() {
                self.element("    ", "FirstName", &first);
            }
            for (text, number) in &numbers {
                self.file.push_str("    <Phone>\n");
                self.number(text, number);
            }
            let before = self.file.len();
            self.file.push_str("    <Groups>\n");
            let begun = self.file.len();
            self.groups_of(contact, "      ", "groupid");
            if self.file.len() == begun {
                self.file.truncate(before);
            } else {
                self.file.push_str("    </Groups>\n");
            }
        } else {
            self.element("    ", "id", &id.to_string());
            self.element("    ", "FirstName", alone.as_deref().unwrap_or(&first));
            if alone.is_none() {
                self.element("    ", "LastName", &last);
            }
            self.optional("    ", "Department", &contact.department);
            self.optional("    ", "Company", &contact.company);
            self.element("    ", "Frequent", if contact.favourite { "1" } else { "0" });
            self.element("    ", "Primary", "0");
            for (text, number) in &numbers {
                let kind = number.kind;
                self.file.push_str(&format!("    <Phone type=\"{kind}\">\n"));
                self.number(text, number);
            }
            self.optional("    ", "Mail", &contact.mail);
            if self.generation == Generation::New {
                self.groups_of(contact, "    ", "Group");
            }
            self.optional("    ", "PhotoUrl", &contact.photo);
            self.optional("    ", "RingtoneUrl", &contact.ringtone);
        }
        self.file.push_str("  </Contact>\n");
    }

    fn number(&mut self, text: &str, number: &Number) {
        self.element("      ", "phonenumber", text);
        let account = number.account;
        let account = if (1..=ACCOUNTS).contains(&account) {
            account
        } else {
            self.found(Problem::Account {
                account: account.into(),
            });
            1
        };
        self.element("      ", "accountindex", &(account - 1).to_string());
        self.file.push_str("    </Phone>\n");
    }

    fn groups_of(&mut self, contact: &Contact, indent: &str, name: &str) {
        for &group in &contact.groups {
            if self.groups.contains(&group) {
                self.element(indent, name, &group.to_string());
            } else {
                self.found(Problem::Group { group });
            }
        }
    }

    fn optional(&mut self, indent: &str, name: &str, text: &str) {
        let text = self.clean(text);
        if !text.is_empty() {
            self.element(indent, name, &text);
        }
    }

    fn element(&mut self, indent: &str, name: &str, text: &str) {
        self.file.push_str(&format!("{indent}<{name}>"));
        push_escaped(&mut self.file, text);
        self.file.push_str(&format!("</{name}>\n"));
    }

    /// A text without blanks around it, line breaks, and what XML forbids.
    fn clean<'t>(&mut self, text: &'t str) -> Cow<'t, str> {
        let stays = |found: char| may_stand_in_a_file(found) && !matches!(found, '\n' | '\t');
        let text = text.trim();
        if text.chars().all(stays) {
            return Cow::Borrowed(text);
        }
        let mut clean = String::with_capacity(text.len());
        for found in text.chars() {
            match found {
                _ if stays(found) => clean.push(found),
                // Line ends are layout of whoever typed them.
                '\n' | '\t' | '\r' => clean.push(' '),
                _ => self.found(Problem::Character { found }),
            }
        }
        Cow::Owned(clean.trim().to_owned())
    }

    fn found(&mut self, problem: Problem) {
        self.findings.push(Finding {
            contact: self.contact,
            line: None,
            problem,
        });
    }
}

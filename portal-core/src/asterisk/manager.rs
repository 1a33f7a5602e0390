//! What a section of `manager.conf` grants to an account, read as Asterisk reads it.
//!
//! Asterisk is silent about much that is wrong there: a misspelt `permit` is not read, a class after a blank is not
//! known, and an address that it cannot read takes the whole account away. All of it was tried on 16.28 and 22.10.

use std::fmt;
use std::net::IpAddr;

/// A set of the classes into which Asterisk sorts manager events and actions.
///
/// ```
/// use switchhook_portal_core::asterisk::Classes;
///
/// let read = Classes::read("system,call, agent");
/// assert_eq!(read.to_string(), "system,call", "Asterisk does not know the class ` agent`");
/// assert!(Classes::read("all").contains("dtmf"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u32);

/// In the order of Asterisk's `main/manager.c`, `perms`.
const NAMES: [&str; 18] = [
    "system",
    "call",
    "log",
    "verbose",
    "command",
    "agent",
    "user",
    "config",
    "dtmf",
    "reporting",
    "cdr",
    "dialplan",
    "originate",
    "agi",
    "cc",
    "aoc",
    "security",
    "message",
];

impl Classes {
    /// Reads the value of `read` or `write`.
    ///
    /// As in Asterisk, names are compared with case and blanks; an element that is not the last one matches as the
    /// beginning of a name, an empty one matches everything; unknown names count for nothing.
    pub fn read(value: &str) -> Self {
        let parts: Vec<&str> = value.split(',').collect();
        let named = |name: &str| {
            parts
                .iter()
                .enumerate()
                .any(|(index, part)| match index + 1 == parts.len() {
                    true => *part == name,
                    false => name.starts_with(part),
                })
        };
        if named("all") {
            return Self(u32::MAX);
        }
        NAMES.into_iter().filter(|name| named(name)).collect()
    }

    /// Whether a class is in it.
    pub fn contains(self, class: &str) -> bool {
        bit(class).is_some_and(|bit| self.0 & bit != 0)
    }

    /// Whether it is `all`, which later versions of Asterisk may fill with more.
    pub fn is_all(self) -> bool {
        self.0 == u32::MAX
    }

    /// The classes of both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Its classes that the other one does not have.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

fn bit(class: &str) -> Option<u32> {
    NAMES
        .iter()
        .position(|name| *name == class)
        .map(|index| 1 << index)
}

impl<'a> FromIterator<&'a str> for Classes {
    /// The classes of these names; names that are none count for nothing.
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        Self(names.into_iter().filter_map(bit).fold(0, |all, bit| all | bit))
    }
}

/// As it is written in `manager.conf`.
impl fmt::Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_all() {
            return f.write_str("all");
        }
        let names: Vec<&str> = NAMES.into_iter().filter(|name| self.contains(name)).collect();
        f.write_str(&names.join(","))
    }
}

/// An account of the manager interface, as far as it concerns what it may do and from where.
///
/// ```
/// use switchhook_portal_core::asterisk::{ManagerAccount, ManagerMistake};
///
/// let section = [("read", "call,cdr"), ("deny", "0.0.0.0/0.0.0.0"), ("permits", "127.0.0.1")];
/// let account = ManagerAccount::of(section);
/// assert!(!account.lets_in("127.0.0.1".parse()?));
/// assert_eq!(account.mistakes[0], ManagerMistake::Unread { key: "permits".into() });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ManagerAccount {
    /// Which events it may hear.
    pub read: Classes,
    /// Which actions it may use.
    pub write: Classes,
    /// Named lists of addresses that it refers to, by `acl`.
    pub acls: Vec<String>,
    /// What Asterisk reads otherwise than it was meant.
    pub mistakes: Vec<ManagerMistake>,
    rules: Vec<Rule>,
}

/// A line that Asterisk reads otherwise than it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ManagerMistake {
    /// Asterisk does not know the key, and says nothing.
    Unread {
        /// As it is written.
        key: String,
    },
    /// Asterisk cannot read an address, and removes the whole account.
    Address {
        /// `deny` or `permit`.
        key: String,
        /// As it is written.
        value: String,
    },
    /// A word is no class.
    Class {
        /// `read` or `write`.
        key: String,
        /// The word.
        word: String,
    },
}

impl fmt::Display for ManagerMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unread { key } => write!(f, "Asterisk does not read `{key}`"),
            Self::Address { key, value } => write!(
                f,
                "Asterisk cannot read an address in `{key} = {value}` and removes the account"
            ),
            Self::Class { key, word } => write!(f, "`{key}` names {word:?}, which is no class"),
        }
    }
}

/// The keys of an account that Asterisk reads.
const KEYS: [&str; 10] = [
    "secret",
    "read",
    "write",
    "deny",
    "permit",
    "acl",
    "setvar",
    "writetimeout",
    "displayconnects",
    "allowmultiplelogin",
];

impl ManagerAccount {
    /// Reads the lines of an account's section, inherited ones included. The secret is passed over.
    pub fn of<'a>(lines: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut account = Self::default();
        for (key, value) in lines {
            account.take(key, value);
        }
        account
    }

    fn take(&mut self, written: &str, value: &str) {
        let key = written.to_ascii_lowercase();
        match key.as_str() {
            "read" | "write" => {
                let classes = if key == "read" {
                    &mut self.read
                } else {
                    &mut self.write
                };
                *classes = Classes::read(value);
                self.mistakes.extend(
                    value
                        .split(',')
                        .filter(|word| *word != "all" && !word.is_empty() && bit(word).is_none())
                        .map(|word| ManagerMistake::Class {
                            key: key.clone(),
                            word: word.to_owned(),
                        }),
                );
            }
            "deny" | "permit" => match rules(value, key == "permit") {
                Some(rules) => self.rules.extend(rules),
                None => self.mistakes.push(ManagerMistake::Address {
                    key,
                    value: value.to_owned(),
                }),
            },
            "acl" => self.acls.push(value.to_owned()),
            known if KEYS.contains(&known) || known.starts_with("eventfilter") => {}
            _ => self.mistakes.push(ManagerMistake::Unread {
                key: written.to_owned(),
            }),
        }
    }

    /// Whether its own lines let somebody at this address log in. The named lists are not looked at; each of them has to
    /// let him in as well.
    pub fn lets_in(&self, address: IpAddr) -> bool {
        // Everybody may who is not denied, and the last line that speaks of an address decides.
        let spoken = self.rules.iter().rfind(|rule| rule.covers(address));
        spoken.is_none_or(|rule| rule.permits) && !self.is_removed()
    }

    /// Whether it lets in whoever reaches the port: nothing denies addresses of strangers.
    pub fn lets_strangers_in(&self) -> bool {
        // Addresses for documentation: nobody permits them on purpose.
        let strangers = [[192, 0, 2, 77], [203, 0, 113, 77]].map(IpAddr::from);
        self.acls.is_empty() && strangers.into_iter().all(|stranger| self.lets_in(stranger))
    }

    /// Whether Asterisk removes the account because of a line that it cannot read.
    pub fn is_removed(&self) -> bool {
        self.mistakes
            .iter()
            .any(|mistake| matches!(mistake, ManagerMistake::Address { .. }))
    }
}

/// A network that is let in or kept out.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    permits: bool,
    network: IpAddr,
    mask: u128,
}

impl Rule {
    fn covers(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.network.is_ipv4()
            && bits(address) & self.mask == bits(self.network) & self.mask
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_bits()),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

/// The networks of a line, commas without blanks between; `None` where Asterisk cannot read one.
fn rules(value: &str, permits: bool) -> Option<Vec<Rule>> {
    let rule = |text: &str| {
        let (text, permits) = match text.strip_prefix('!') {
            Some(rest) => (rest, !permits),
            None => (text, permits),
        };
        let (address, mask) = match text.split_once('/') {
            Some((address, mask)) => (address, Some(mask)),
            None => (text, None),
        };
        let bare = address.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let network: IpAddr = bare.unwrap_or(address).parse().ok()?;
        let width = if network.is_ipv4() { 32 } else { 128 };
        let mask = match mask {
            None => prefix(width, width),
            Some(mask) => match mask.parse::<IpAddr>() {
                Ok(mask) if mask.is_ipv4() == network.is_ipv4() => bits(mask),
                _ => mask
                    .parse()
                    .ok()
                    .filter(|length| *length <= width)
                    .map(|length| prefix(length, width))?,
            },
        };
        Some(Rule {
            permits,
            network,
            mask,
        })
    };
    value.split(',').map(rule).collect()
}

/// The first `length` of `width` bits.
fn prefix(length: u32, width: u32) -> u128 {
    let all = u128::MAX >> (128 - width);
    all & !all.checked_shr(length).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(lines: &[(&'static str, &'static str)]) -> ManagerAccount {
        ManagerAccount::of(lines.iter().copied())
    }

    const ALL: (&str, &str) = ("deny", "0.0.0.0/0");

    /// Each line was tried on Asterisk 16.28 and 22.10, from 127.0.0.1.
    #[test]
    fn somebody_is_let_in_as_asterisk_does() {
        for (lines, in_) in [
            (&[][..], true),
            (&[("denny", "0.0.0.0/0.0.0.0"), ("permits", "10.0.0.0/8")], true),
            (&[("DENY", "0.0.0.0/0"), ("Permit", "127.0.0.1")], true),
            (&[ALL, ("permit", "127.0.0.1/33")], false),
            (&[ALL, ("permit", "localhost")], false),
            (&[("permit", "127.0.0.1"), ALL], false),
            (&[ALL, ("permit", "10.0.0.0/8,127.0.0.1")], true),
            (&[ALL, ("permit", "10.0.0.0/8 127.0.0.1")], false),
            (&[ALL, ("permit", "10.0.0.0/8, 127.0.0.1")], false),
            (&[ALL, ("permit", "127.0.0.0/8,!127.0.0.1")], false),
            (&[("deny", "all"), ("permit", "127.0.0.1")], false),
            (&[("permit", "10.0.0.0/8")], true),
            (&[("deny", "10.0.0.0/8")], true),
            (&[("deny", "0.0.0.0/0.0.0.0"), ("permit", "127.0.0.0/8")], true),
            (&[ALL, ("permit", "[::1]/128"), ("permit", "127.0.0.1")], true),
            (&[ALL, ("permit", "127.0.0.1/0.0.0.0")], true),
            (&[("deny", "!127.0.0.1")], true),
            (&[ALL, ("permit", "")], false),
            (&[ALL, ("permit", "127.0.0.1:5038")], false),
            (&[ALL, ("permit", "127.0.0.1/255.0.255.255")], true),
            (&[ALL, ("permit", "127.0.0.1,")], false),
        ] {
            assert_eq!(
                account(lines).lets_in("127.0.0.1".parse().unwrap()),
                in_,
                "{lines:?}"
            );
        }
    }

    #[test]
    fn strangers_are_kept_out_by_what_denies_them_only() {
        for (lines, open) in [
            (&[][..], true),
            // What permits without denying permits everybody.
            (&[("permit", "127.0.0.1")], true),
            (&[("deny", "10.0.0.0/8")], true),
            (&[ALL, ("permit", "127.0.0.1")], false),
            (&[ALL, ("permit", "0.0.0.0/0")], true),
            (&[("acl", "office")], false),
        ] {
            assert_eq!(account(lines).lets_strangers_in(), open, "{lines:?}");
        }
        let six = account(&[("deny", "::/0"), ("permit", "2001:db8::/32")]);
        assert!(six.lets_in("2001:db8::1".parse().unwrap()) && !six.lets_in("fe80::1".parse().unwrap()));
    }

    #[test]
    fn classes_are_what_asterisk_makes_of_them() {
        for (value, expected) in [
            ("system,call,agent,cdr", "system,call,agent,cdr"),
            ("call, agent, cdr", "call"),
            ("reporting ,originate", "originate"),
            ("ca,cdr", "call,cdr"),
            ("CALL", ""),
            ("all", "all"),
            ("al,call", "all"),
            ("call,,x", "all"),
            ("", ""),
        ] {
            assert_eq!(Classes::read(value).to_string(), expected, "{value:?}");
        }
        assert!(
            Classes::read("all")
                .without(Classes::read("call"))
                .contains("command")
        );
    }

    #[test]
    fn what_asterisk_reads_otherwise_is_told() {
        let account = account(&[
            ("read", "call, cdr"),
            ("secrett", "x"),
            ("eventfilter", "!Event: Newexten"),
            ("permit", "localhost"),
        ]);
        let told: Vec<String> = account.mistakes.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "`read` names \" cdr\", which is no class",
                "Asterisk does not read `secrett`",
                "Asterisk cannot read an address in `permit = localhost` and removes the account",
            ]
        );
        assert!(account.is_removed());
    }
}

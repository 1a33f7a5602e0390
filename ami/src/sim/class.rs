//! Permission classes: who may call which action, and who hears which event.
//!
//! Asterisk `main/manager.c`: `perms[]`, `get_perm`, `strings_to_mask`.

use std::fmt;

use crate::value::CLASS_NAMES;

/// A set of AMI classes, as `read=` and `write=` in `manager.conf` and `EventMask:` describe them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Classes(u32);

impl Classes {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(0x7fff_ffff);
    pub(super) const SYSTEM: Self = Self(1);
    pub(super) const CALL: Self = Self(1 << 1);
    pub(super) const AGENT: Self = Self(1 << 5);
    pub(super) const USER: Self = Self(1 << 6);
    pub(super) const CDR: Self = Self(1 << 10);
    pub(super) const DIALPLAN: Self = Self(1 << 11);

    /// Both sets together.
    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets hold.
    pub(super) const fn limited_to(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether any class is in both: enough to be allowed an action.
    pub(super) const fn touches(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether `other` is wholly inside: needed to be sent an event.
    pub(super) const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Reads the value of `read=`, `write=` or `EventMask:`; `None` for an empty one.
    ///
    /// As in Asterisk, a number is a bit mask (`1` is class system, not "on"), an element that is not the last matches as
    /// a prefix, an empty element matches everything, and unknown names count for nothing.
    pub(super) fn from_mask(text: &str) -> Option<Self> {
        if text.is_empty() {
            return None;
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return Some(
                text.parse::<u32>()
                    .map_or(Self::ALL, |bits| Self(bits & Self::ALL.0)),
            );
        }
        match text.to_ascii_lowercase().as_str() {
            "off" | "no" | "false" | "n" | "f" => return Some(Self::NONE),
            "on" | "yes" | "true" | "y" | "t" | "all" => return Some(Self::ALL),
            _ => {}
        }
        let parts: Vec<&str> = text.split(',').collect();
        let mut set = Self::NONE;
        for (bit, name) in CLASS_NAMES.iter().copied().chain([(Self::ALL.0, "all")]) {
            let named = parts.iter().enumerate().any(|(i, part)| {
                if i + 1 == parts.len() {
                    part.eq_ignore_ascii_case(name)
                } else {
                    starts_with_ignore_case(name, part)
                }
            });
            if named {
                set = set.with(Self(bit));
            }
        }
        Some(set)
    }

    /// The first part of `text` that is no class name, for the check of a company's users.
    pub(super) fn unknown_name(text: &str) -> Option<&str> {
        text.split(',')
            .filter(|part| !part.is_empty())
            .find(|part| *part != "all" && !CLASS_NAMES.iter().any(|(_, name)| name == part))
    }
}

fn starts_with_ignore_case(name: &str, prefix: &str) -> bool {
    name.get(..prefix.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(prefix))
}

/// The names joined by commas, as in `(Priv: system,call)`; `<none>` for none.
impl fmt::Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("<none>");
        }
        let mut separator = "";
        for (bit, name) in CLASS_NAMES {
            if self.0 & bit != 0 {
                write!(f, "{separator}{name}")?;
                separator = ",";
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Classes({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_reads_as_asterisk_reads_it() {
        for (text, expected) in [
            ("on", Some(Classes::ALL)),
            ("off", Some(Classes::NONE)),
            ("0", Some(Classes::NONE)),
            ("1", Some(Classes::SYSTEM)),
            ("call", Some(Classes::CALL)),
            ("call,agent", Some(Classes::CALL.with(Classes::AGENT))),
            ("agent,call", Some(Classes::CALL.with(Classes::AGENT))),
            ("nonsense", Some(Classes::NONE)),
            ("all", Some(Classes::ALL)),
            ("", None),
        ] {
            assert_eq!(Classes::from_mask(text), expected, "{text:?}");
        }
    }

    #[test]
    fn all_but_the_last_name_may_be_a_prefix() {
        let set = Classes::from_mask("ca,cdr").unwrap();
        assert_eq!(set, Classes::CALL.with(Classes::CDR));
        assert_eq!(
            Classes::from_mask("call,,cdr"),
            Some(Classes::ALL),
            "an empty element matches everything"
        );
    }

    #[test]
    fn names_print_in_the_order_of_their_bits() {
        assert_eq!(Classes::CDR.with(Classes::SYSTEM).to_string(), "system,cdr");
        assert_eq!(Classes::NONE.to_string(), "<none>");
    }
}

use std::fmt;
use std::ops::BitOr;

/// Classes of `manager.conf`: what an account may do (`write=`), or what an action needs, any one of them.
///
/// ```
/// use switchhook_ami::action::{Action, Originate, Ping, Target};
/// use switchhook_ami::value::Classes;
///
/// let account = Classes::from_list("call,reporting");
/// let call = Originate::new("PJSIP/100", Target::extension("from-internal", "200"));
/// assert_eq!(call.classes(), Classes::ORIGINATE);
/// assert!(!call.classes().allow(account));
/// // What needs no class is open to everybody who is logged in.
/// assert!(Ping.classes().allow(Classes::NONE));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Classes(u32);

/// Bits as in Asterisk's `include/asterisk/manager.h`, in the order in which it prints them: for what accounts may do, and
/// for events.
pub(crate) const CLASS_NAMES: [(u32, &str); 19] = [
    (1, "system"),
    (1 << 1, "call"),
    (1 << 2, "log"),
    (1 << 3, "verbose"),
    (1 << 4, "command"),
    (1 << 5, "agent"),
    (1 << 6, "user"),
    (1 << 7, "config"),
    (1 << 8, "dtmf"),
    (1 << 9, "reporting"),
    (1 << 10, "cdr"),
    (1 << 11, "dialplan"),
    (1 << 12, "originate"),
    (1 << 13, "agi"),
    (1 << 15, "cc"),
    (1 << 16, "aoc"),
    (1 << 17, "test"),
    (1 << 18, "security"),
    (1 << 30, "message"),
];

impl Classes {
    /// None. As what an action needs: nothing but a login.
    pub const NONE: Self = Self(0);
    /// All of them.
    pub const ALL: Self = Self(0x7fff_ffff);
    /// Modules, files of the system, AstDB, most of PJSIP.
    pub const SYSTEM: Self = Self(1);
    /// Channels and bridges.
    pub const CALL: Self = Self(1 << 1);
    /// Asterisk's command line.
    pub const COMMAND: Self = Self(1 << 4);
    /// Queues and agents.
    pub const AGENT: Self = Self(1 << 5);
    /// Events of users, voicemail.
    pub const USER: Self = Self(1 << 6);
    /// Configuration files.
    pub const CONFIG: Self = Self(1 << 7);
    /// Reading states and lists.
    pub const REPORTING: Self = Self(1 << 9);
    /// The dialplan.
    pub const DIALPLAN: Self = Self(1 << 11);
    /// Making calls.
    pub const ORIGINATE: Self = Self(1 << 12);
    /// AGI.
    pub const AGI: Self = Self(1 << 13);
    /// Advice of charge.
    pub const AOC: Self = Self(1 << 16);
    /// Text messages.
    pub const MESSAGE: Self = Self(1 << 30);

    /// The classes of a list such as `system,call`, as `read=` and `write=` have it; `all` is all of them, other
    /// words count for nothing.
    pub fn from_list(list: &str) -> Self {
        list.split(',').map(str::trim).fold(Self::NONE, |classes, word| {
            if word.eq_ignore_ascii_case("all") {
                return Self::ALL;
            }
            let named = CLASS_NAMES
                .iter()
                .find(|(_, name)| word.eq_ignore_ascii_case(name));
            classes | named.map_or(Self::NONE, |(bit, _)| Self(*bit))
        })
    }

    /// Both together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether these, being what an action needs, let an account of the classes `account` call it.
    pub const fn allow(self, account: Self) -> bool {
        self.is_empty() || self.0 & account.0 != 0
    }

    /// Their names.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let named = CLASS_NAMES.iter().filter(move |(bit, _)| self.0 & bit != 0);
        named.map(|(_, name)| *name)
    }
}

impl BitOr for Classes {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

/// Displays as `manager.conf` wants it, `system,call`; nothing for none.
impl fmt::Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return f.write_str("all");
        }
        for (position, name) in self.names().enumerate() {
            let separator = if position == 0 { "" } else { "," };
            write!(f, "{separator}{name}")?;
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
    use super::Classes;

    #[test]
    fn a_list_reads_back_as_what_was_written() {
        for text in ["", "system", "call,agent", "originate,message", "all"] {
            assert_eq!(Classes::from_list(text).to_string(), text);
        }
        assert_eq!(
            Classes::from_list("Call, nonsense"),
            Classes::CALL,
            "blanks, case and unknown words do no harm"
        );
    }

    #[test]
    fn any_one_of_the_classes_is_enough() {
        let needs = Classes::SYSTEM | Classes::REPORTING;
        assert!(needs.allow(Classes::REPORTING | Classes::CALL));
        assert!(!needs.allow(Classes::CALL));
    }
}

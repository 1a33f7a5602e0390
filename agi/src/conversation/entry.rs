//! What a caller keys in, and whether it will do. Decides only: nothing here waits or plays.

use std::fmt;
use std::time::Duration;

use crate::command::Digit;

/// What a caller has keyed in, without the key that ended it.
///
/// `Debug` shows how many keys there are: they may be a PIN.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Digits(String);

impl Digits {
    /// As text: `007` is not 7, and there may be `*` in it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Digits {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for Digits {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Debug for Digits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digits({})", self.0.len())
    }
}

/// How much is to be keyed in, how it ends, and how long to wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rules {
    pub(super) min: usize,
    pub(super) max: usize,
    pub(super) terminator: Option<Digit>,
    pub(super) first: Duration,
    pub(super) between: Duration,
}

/// What to do next to get at the whole entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Wait for one key.
    Key(Duration),
    /// Read up to this many keys, until `#` or this long after the last. One command: no key falls between two.
    Keys { between: Duration, max: usize },
    /// That was all.
    Done,
}

/// Why an entry will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Nothing,
    Invalid,
}

/// An entry in the making.
pub(super) struct Entry<'a> {
    rules: &'a Rules,
    keys: String,
    is_ended: bool,
}

impl<'a> Entry<'a> {
    pub(super) fn new(rules: &'a Rules) -> Self {
        Self {
            rules,
            keys: String::new(),
            is_ended: false,
        }
    }

    pub(super) fn step(&self) -> Step {
        let left = self.rules.max.saturating_sub(self.keys.len());
        if self.is_ended || left == 0 {
            Step::Done
        } else if self.keys.is_empty() {
            Step::Key(self.rules.first)
        } else if self.rules.terminator == Some(Digit::POUND) {
            Step::Keys {
                between: self.rules.between,
                max: left,
            }
        } else {
            Step::Key(self.rules.between)
        }
    }

    /// A key was pressed, or none in time.
    pub(super) fn key(&mut self, key: Option<Digit>) {
        match key {
            Some(key) if Some(key) != self.rules.terminator => self.keys.push(key.to_char()),
            _ => self.is_ended = true,
        }
    }

    /// What was read by [`Step::Keys`].
    pub(super) fn keys(&mut self, keys: &str) {
        self.keys.push_str(keys);
        self.is_ended = true;
    }

    /// What there is, or why it will not do.
    pub(super) fn finish(self) -> Result<Digits, Problem> {
        match self.keys.len() {
            0 if self.rules.min > 0 => Err(Problem::Nothing),
            length if (self.rules.min..=self.rules.max).contains(&length) => Ok(Digits(self.keys)),
            _ => Err(Problem::Invalid),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Digit, Entry, Problem, Rules, Step};

    const FIRST: Duration = Duration::from_secs(6);
    const BETWEEN: Duration = Duration::from_secs(2);

    fn rules(min: usize, max: usize, terminator: Option<Digit>) -> Rules {
        Rules {
            min,
            max,
            terminator,
            first: FIRST,
            between: BETWEEN,
        }
    }

    /// Presses these keys as long as they are waited for, then none.
    fn enter(rules: &Rules, pressed: &str) -> Result<String, Problem> {
        let mut entry = Entry::new(rules);
        let mut keys = pressed.chars();
        loop {
            match entry.step() {
                Step::Key(_) => entry.key(keys.next().and_then(Digit::new)),
                // As Asterisk reads them.
                Step::Keys { max, .. } => {
                    let read: String = keys.by_ref().take_while(|key| *key != '#').take(max).collect();
                    entry.keys(&read);
                }
                Step::Done => return entry.finish().map(|digits| digits.as_str().to_owned()),
            }
        }
    }

    #[test]
    fn an_entry_ends_by_its_key_its_length_or_silence() {
        let (pound, star) = (Some(Digit::POUND), Some(Digit::STAR));
        for (min, max, terminator, pressed, expected) in [
            (4, 6, pound, "0070#", Ok("0070")),
            (4, 6, pound, "0070", Ok("0070")),
            (4, 6, pound, "00700700", Ok("007007")),
            (4, 6, pound, "007#", Err(Problem::Invalid)),
            (4, 6, pound, "#", Err(Problem::Nothing)),
            (4, 6, pound, "", Err(Problem::Nothing)),
            (0, 6, pound, "#", Ok("")),
            (1, 6, pound, "*98#", Ok("*98")),
            (1, 1, pound, "5", Ok("5")),
            (1, 1, pound, "#", Err(Problem::Nothing)),
            (1, 4, star, "12*", Ok("12")),
            (1, 4, star, "12#*", Ok("12#")),
            (1, 4, star, "*", Err(Problem::Nothing)),
            (3, 3, None, "1#*", Ok("1#*")),
            (3, 3, None, "1#", Err(Problem::Invalid)),
        ] {
            let entered = enter(&rules(min, max, terminator), pressed);
            assert_eq!(
                entered,
                expected.map(str::to_owned),
                "{min}..={max} {terminator:?} {pressed:?}"
            );
        }
    }

    #[test]
    fn the_first_key_has_its_own_time() {
        let rules = rules(1, 3, None);
        let mut entry = Entry::new(&rules);
        assert_eq!(entry.step(), Step::Key(FIRST));
        entry.key(Some(Digit::D1));
        assert_eq!(entry.step(), Step::Key(BETWEEN));
        let rules = self::rules(1, 3, Some(Digit::POUND));
        let mut entry = Entry::new(&rules);
        assert_eq!(entry.step(), Step::Key(FIRST));
        entry.key(Some(Digit::D1));
        let rest = Step::Keys {
            between: BETWEEN,
            max: 2,
        };
        assert_eq!(entry.step(), rest);
    }

    #[test]
    fn digits_are_not_shown_by_debug() {
        let rules = rules(1, 6, None);
        let mut entry = Entry::new(&rules);
        entry.keys("0070");
        let digits = entry.finish().unwrap();
        assert_eq!(format!("{digits:?}"), "Digits(4)");
        assert!(digits == "0070");
    }
}

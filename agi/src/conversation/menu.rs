use std::time::Duration;

use super::{Announcement, play};
use crate::command::Digit;
use crate::{Call, CallError};

/// A choice by one key.
///
/// Keys interrupt the announcement, those too that mean nothing. After it there are 6 s; the menu is offered three
/// times. By default `*` repeats it, which does not count, unless it has a meaning.
///
/// ```
/// use switchhook_agi::command::Digit;
/// use switchhook_agi::conversation::{Choice, Menu};
/// use switchhook_agi::{Call, CallError};
///
/// async fn reception(call: Call) -> Result<(), CallError> {
///     let menu = Menu::new("press-1-for-sales-2-for-support")
///         .key(Digit::D1, "100")
///         .key(Digit::D2, "101")
///         .on_invalid("pbx-invalid");
///     let extension = match menu.choose(&call).await? {
///         Choice::Chosen(extension) => extension,
///         Choice::Nothing | Choice::Invalid => "102",
///     };
///     call.set_variable("CHOSEN", extension).await
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Menu<T> {
    greeting: Announcement,
    announcement: Announcement,
    nothing: Announcement,
    invalid: Announcement,
    keys: Vec<(Digit, T)>,
    repeat: Option<Digit>,
    wait: Duration,
    barge_in: bool,
    tries: u32,
}

/// What became of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice<T> {
    /// What the key means.
    Chosen(T),
    /// No key was pressed, ever.
    Nothing,
    /// Keys were pressed, but none that means anything.
    Invalid,
}

impl<T> Choice<T> {
    /// What was chosen, or this.
    pub fn or(self, default: T) -> T {
        match self {
            Self::Chosen(value) => value,
            Self::Nothing | Self::Invalid => default,
        }
    }
}

/// What a key does.
#[derive(Debug, PartialEq, Eq)]
enum Meaning<'a, T> {
    Choose(&'a T),
    Repeat,
    Nothing,
    Invalid,
}

impl<T> Menu<T> {
    /// Announced like this, without keys yet.
    pub fn new(announcement: impl Into<Announcement>) -> Self {
        Self {
            greeting: Announcement::silent(),
            announcement: announcement.into(),
            nothing: Announcement::silent(),
            invalid: Announcement::silent(),
            keys: Vec::new(),
            repeat: Some(Digit::STAR),
            wait: Duration::from_secs(6),
            barge_in: true,
            tries: 3,
        }
    }

    /// What is said before the first offer only. Keys interrupt it too. Nothing by default.
    pub fn greeting(mut self, announcement: impl Into<Announcement>) -> Self {
        self.greeting = announcement.into();
        self
    }

    /// What a key means. Of several meanings the last counts.
    pub fn key(mut self, key: Digit, value: T) -> Self {
        self.keys.retain(|(found, _)| *found != key);
        self.keys.push((key, value));
        self
    }

    /// The key that repeats the menu, if there is one. `*` by default. A key with a meaning keeps that.
    pub fn repeat(mut self, key: Option<Digit>) -> Self {
        self.repeat = key;
        self
    }

    /// How long to wait for a key after the announcement. 6 s by default.
    pub fn timeout(mut self, time: Duration) -> Self {
        self.wait = time;
        self
    }

    /// Whether keys interrupt the announcement. They do by default.
    pub fn barge_in(mut self, does: bool) -> Self {
        self.barge_in = does;
        self
    }

    /// How often to offer it. 3 by default, at least 1.
    pub fn tries(mut self, tries: u32) -> Self {
        self.tries = tries.max(1);
        self
    }

    /// What is said when no key was pressed. Nothing by default.
    pub fn on_nothing(mut self, announcement: impl Into<Announcement>) -> Self {
        self.nothing = announcement.into();
        self
    }

    /// What is said when a key means nothing. Nothing by default.
    pub fn on_invalid(mut self, announcement: impl Into<Announcement>) -> Self {
        self.invalid = announcement.into();
        self
    }

    fn meaning(&self, key: Option<Digit>) -> Meaning<'_, T> {
        let Some(key) = key else {
            return Meaning::Nothing;
        };
        match self.keys.iter().find(|(found, _)| *found == key) {
            Some((_, value)) => Meaning::Choose(value),
            None if self.repeat == Some(key) => Meaning::Repeat,
            None => Meaning::Invalid,
        }
    }
}

impl<T: Clone> Menu<T> {
    /// Offers it.
    ///
    /// # Errors
    /// As for [`Call::send`]: the caller left, or a sound is missing.
    pub async fn choose(&self, call: &Call) -> Result<Choice<T>, CallError> {
        let mut outcome = Choice::Nothing;
        let mut offer = self.greeting.clone().then(self.announcement.clone());
        let mut begun = None;
        let mut tries = 0;
        loop {
            let key = match begun.take() {
                Some(key) => Some(key),
                None => offer.play_for_key(call, self.barge_in, self.wait).await?,
            };
            offer.clone_from(&self.announcement);
            let reproach = match self.meaning(key) {
                Meaning::Choose(value) => return Ok(Choice::Chosen(value.clone())),
                Meaning::Repeat => continue,
                Meaning::Nothing => &self.nothing,
                Meaning::Invalid => {
                    outcome = Choice::Invalid;
                    &self.invalid
                }
            };
            tries += 1;
            // Who knows what went wrong may choose at once.
            let keys = if tries < self.tries && self.barge_in {
                play::ANY
            } else {
                ""
            };
            begun = reproach.play_until(call, keys).await?;
            if tries == self.tries {
                return Ok(outcome);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Digit, Meaning, Menu};

    #[test]
    fn a_key_with_a_meaning_keeps_it_and_the_last_meaning_counts() {
        let menu = Menu::new("x")
            .key(Digit::D1, 'a')
            .key(Digit::D1, 'b')
            .key(Digit::POUND, 'c');
        let star = menu.clone().key(Digit::STAR, 'd');
        for (menu, key, meaning) in [
            (&menu, Digit::D1, Meaning::Choose(&'b')),
            (&menu, Digit::POUND, Meaning::Choose(&'c')),
            (&menu, Digit::STAR, Meaning::Repeat),
            (&menu, Digit::D2, Meaning::Invalid),
            (&star, Digit::STAR, Meaning::Choose(&'d')),
        ] {
            assert_eq!(menu.meaning(Some(key)), meaning, "{key}");
        }
        assert_eq!(menu.meaning(None), Meaning::Nothing);
        assert_eq!(menu.repeat(None).meaning(Some(Digit::STAR)), Meaning::Invalid);
    }
}

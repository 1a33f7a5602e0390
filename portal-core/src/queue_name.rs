//! The name of a queue.

use std::fmt;
use std::str::FromStr;

use crate::Problem;

/// The name of a queue as Asterisk knows it: the section of `queues.conf`, the argument of `Queue()`, the third column of
/// the queue log.
///
/// It is the one name of a queue. What people read may be translated or renamed; rights, statistics and configuration are
/// joined by this. So it has none of the characters that any of these places takes for a separator.
///
/// ```
/// use switchhook_portal_core::{Problem, QueueName};
///
/// assert_eq!("Standard d'été".parse::<QueueName>()?.as_str(), "Standard d'été");
/// assert_eq!("a,b".parse::<QueueName>(), Err(Problem::BadCharacter { character: ',' }));
/// # Ok::<(), Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueueName(String);

impl QueueName {
    /// The longest name, in characters: what Asterisk keeps of it (`app_queue.c`, `name[80]` with its end).
    pub const MAX: usize = 79;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for QueueName {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let name = text.trim();
        let bad = |c: &char| c.is_control() || ",|[];:\"".contains(*c);
        if let Some(character) = name.chars().find(bad) {
            return Err(Problem::BadCharacter { character });
        }
        match name.chars().count() {
            0 => Err(Problem::Empty),
            length if length > Self::MAX => Err(Problem::TooLong { max: Self::MAX }),
            _ => Ok(Self(name.to_owned())),
        }
    }
}

impl fmt::Display for QueueName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for QueueName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_blanks_and_long_names_of_queues_are_kept_as_they_are() {
        let longest = "é".repeat(QueueName::MAX);
        for name in ["Réception Générale", "очередь 1", &longest] {
            assert_eq!(name.parse::<QueueName>().unwrap().as_str(), name);
        }
    }

    #[test]
    fn separators_of_any_place_are_refused() {
        for bad in ["a|b", "a;b", "[a", "a]", "a:b", "a\nb", "a\0", "a\"b"] {
            assert!(
                matches!(bad.parse::<QueueName>(), Err(Problem::BadCharacter { .. })),
                "{bad:?}"
            );
        }
        assert_eq!(" ".parse::<QueueName>(), Err(Problem::Empty));
        let long = "q".repeat(QueueName::MAX + 1);
        assert_eq!(
            long.parse::<QueueName>(),
            Err(Problem::TooLong { max: QueueName::MAX })
        );
    }
}

use super::Prompt;
use crate::command::{SayAlpha, SayDate, SayDateTime, SayDigits, SayNumber, SayPhonetic, SayTime};

/// What a caller hears: sound files and things that Asterisk says, one after the other.
///
/// Made from a file's name, one of the SAY commands, a list of [`Prompt`]s, or several of these. SAY commands use the
/// sounds that are installed for the channel's language, and are silent where one is missing; what keys interrupt them
/// is set where the announcement is played.
///
/// ```
/// use switchhook_agi::command::SayNumber;
/// use switchhook_agi::conversation::{Announcement, Currency, Language, money};
/// let prices = money(12_50, Currency::EUR, Language::French)?;
/// let balance = Announcement::from("your-balance-is").then(prices);
/// let queue = Announcement::from("queue-thereare").then(SayNumber::new(3)).then("queue-callswaiting");
/// assert_eq!((balance.len(), queue.len()), (6, 3));
/// # Ok::<(), switchhook_agi::conversation::TooLarge>(())
/// ```
///
/// A file that is not there ends an announcement with an error, [`ReplyError::Failed`](crate::command::ReplyError):
/// Asterisk's log names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    items: Vec<Item>,
}

/// A part of an [`Announcement`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Item {
    /// A sound file, without its ending.
    File(String),
    /// A number.
    Number(SayNumber),
    /// Digits, one by one.
    Digits(SayDigits),
    /// Letters, one by one.
    Alpha(SayAlpha),
    /// Letters by the spelling alphabet.
    Phonetic(SayPhonetic),
    /// A day.
    Date(SayDate),
    /// A time of day.
    Time(SayTime),
    /// A day and a time of day.
    DateTime(SayDateTime),
}

impl Announcement {
    /// Says nothing.
    pub fn silent() -> Self {
        Self::default()
    }

    /// The keys of a telephone, one by one, as sound files: `SAY DIGITS` refuses `*98`. What is no key is left
    /// out.
    ///
    /// ```
    /// use switchhook_agi::conversation::Announcement;
    /// assert_eq!(Announcement::keys("0*7"), ["digits/0", "digits/star", "digits/7"].into());
    /// ```
    pub fn keys(keys: &str) -> Self {
        let files = keys.chars().filter_map(|key| match key {
            '0'..='9' => Some(format!("digits/{key}")),
            '*' => Some("digits/star".to_owned()),
            '#' => Some("digits/pound".to_owned()),
            'A'..='D' => Some(format!("letters/{}", key.to_ascii_lowercase())),
            _ => None,
        });
        Self {
            items: files.map(Item::File).collect(),
        }
    }

    /// Says this after it.
    #[must_use]
    pub fn then(mut self, next: impl Into<Self>) -> Self {
        self.items.extend(next.into().items);
        self
    }

    /// Its parts, in order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// How many parts it has.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl From<&str> for Item {
    fn from(file: &str) -> Self {
        Self::File(file.to_owned())
    }
}

impl From<String> for Item {
    fn from(file: String) -> Self {
        Self::File(file)
    }
}

impl From<Prompt> for Item {
    fn from(prompt: Prompt) -> Self {
        Self::File(prompt.file().to_owned())
    }
}

impl From<&str> for Announcement {
    fn from(file: &str) -> Self {
        Item::from(file).into()
    }
}

impl From<String> for Announcement {
    fn from(file: String) -> Self {
        Item::from(file).into()
    }
}

impl From<Item> for Announcement {
    fn from(item: Item) -> Self {
        Self { items: vec![item] }
    }
}

impl<T: Into<Item>> From<Vec<T>> for Announcement {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<Item>, const N: usize> From<[T; N]> for Announcement {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<Item>> FromIterator<T> for Announcement {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self {
            items: items.into_iter().map(Into::into).collect(),
        }
    }
}

macro_rules! say {
    ($($item:ident: $command:ty),+ $(,)?) => {$(
        impl From<$command> for Item {
            fn from(command: $command) -> Self {
                Self::$item(command)
            }
        }

        impl From<$command> for Announcement {
            fn from(command: $command) -> Self {
                Item::from(command).into()
            }
        }
    )+};
}

say! {
    Number: SayNumber,
    Digits: SayDigits,
    Alpha: SayAlpha,
    Phonetic: SayPhonetic,
    Date: SayDate,
    Time: SayTime,
    DateTime: SayDateTime,
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::super::testing::pack;
    use super::{Announcement, Item};

    #[test]
    fn every_key_has_a_sound_in_every_pack() {
        let keys = "0123456789*#ABCD";
        let announcement = Announcement::keys(&format!("{keys}xyz é"));
        assert_eq!(announcement.len(), keys.len());
        for language in Language::ALL {
            for item in announcement.items() {
                let Item::File(file) = item else {
                    panic!("{item:?}")
                };
                assert!(
                    pack(language).lines().any(|line| line == file),
                    "{language}: {file}"
                );
            }
        }
    }
}

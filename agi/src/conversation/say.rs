/// What Asterisk says itself, in the channel's language, with the sounds that are installed for it.
///
/// Where its grammar has no sounds it is silent: [`number`](fn@super::number) and [`money`](super::money) are lists of
/// prompts that say more. Times are those of the channel's clock: give a zone where callers may be elsewhere.
///
/// ```
/// use switchhook_agi::conversation::Say;
/// let when = Say::date_time(1_767_225_600).format("ABdY 'digits/at' HM").zone("Pacific/Noumea");
/// assert_ne!(when, Say::date_time(1_767_225_600));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Say(pub(super) What);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Number {
        number: i32,
        gender: Option<char>,
    },
    Digits(String),
    Alpha(String),
    Phonetic(String),
    Date(i64),
    Time(i64),
    DateTime {
        epoch: i64,
        format: Option<String>,
        zone: Option<String>,
    },
}

impl Say {
    /// A whole number.
    pub fn number(number: i32) -> Self {
        Self(What::Number { number, gender: None })
    }

    /// Digits, one by one: no `*` nor `#`, for which there is [`Announcement::keys`](super::Announcement::keys).
    pub fn digits(digits: impl Into<String>) -> Self {
        Self(What::Digits(digits.into()))
    }

    /// Letters, digits and signs, one by one.
    pub fn alpha(text: impl Into<String>) -> Self {
        Self(What::Alpha(text.into()))
    }

    /// The same by the spelling alphabet: alpha, bravo.
    pub fn phonetic(text: impl Into<String>) -> Self {
        Self(What::Phonetic(text.into()))
    }

    /// A day, in seconds since 1970.
    pub fn date(epoch: i64) -> Self {
        Self(What::Date(epoch))
    }

    /// A time of day, in seconds since 1970.
    pub fn time(epoch: i64) -> Self {
        Self(What::Time(epoch))
    }

    /// A day and a time of day, in seconds since 1970.
    pub fn date_time(epoch: i64) -> Self {
        Self(What::DateTime {
            epoch,
            format: None,
            zone: None,
        })
    }

    /// The gender of what a number counts, as Asterisk's grammar for the language has it: `f`, `m`, `n`, `c`. Only
    /// numbers have one.
    #[must_use]
    pub fn gender(mut self, letter: char) -> Self {
        if let What::Number { gender, .. } = &mut self.0 {
            *gender = Some(letter);
        }
        self
    }

    /// What of a day and time is said, as in `voicemail.conf`. Asterisk has a default for each language. Only
    /// [`date_time`](Self::date_time)s have one.
    #[must_use]
    pub fn format(mut self, text: impl Into<String>) -> Self {
        if let What::DateTime { format, .. } = &mut self.0 {
            *format = Some(text.into());
        }
        self
    }

    /// The time zone, such as `Pacific/Noumea`; that of Asterisk's machine by default. Only
    /// [`date_time`](Self::date_time)s have one.
    #[must_use]
    pub fn zone(mut self, name: impl Into<String>) -> Self {
        if let What::DateTime { zone, .. } = &mut self.0 {
            *zone = Some(name.into());
        }
        self
    }
}

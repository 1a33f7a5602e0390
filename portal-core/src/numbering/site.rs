use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::{Class, E164};
use crate::dial::Pattern;
use crate::{DialString, Extension, Right};

/// Digits that stand in front of others: a country code, a prefix. At most 15; may be empty.
///
/// ```
/// use switchhook_portal_core::numbering::Digits;
///
/// assert_eq!("00".parse::<Digits>()?.as_str(), "00");
/// assert!("+33".parse::<Digits>().is_err());
/// # Ok::<(), switchhook_portal_core::numbering::ParseDigitsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digits(String);

impl Digits {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows them in a number; `None` if there are none, or the number begins otherwise or ends there.
    fn strip<'a>(&self, number: &'a str) -> Option<&'a str> {
        let rest = number.strip_prefix(self.as_str())?;
        (!self.0.is_empty() && !rest.is_empty()).then_some(rest)
    }
}

impl FromStr for Digits {
    type Err = ParseDigitsError;

    fn from_str(text: &str) -> Result<Self, ParseDigitsError> {
        let digits = text.trim();
        if digits.len() > E164::MAX || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseDigitsError(digits.to_owned()));
        }
        Ok(Self(digits.to_owned()))
    }
}

/// A text that is no prefix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no prefix; write at most 15 digits")]
pub struct ParseDigitsError(pub String);

/// What somebody means by a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Number {
    /// Help: always allowed, never rewritten.
    Emergency(DialString),
    /// A key of the PBX: begins with `*` or `#`.
    Code(DialString),
    /// As long as an extension of the site. Whether somebody has it is another question.
    Internal(Extension),
    /// A number of the public network.
    Outside(E164),
    /// None of these: too short, too long, or with `*` and `#` inside.
    Other(DialString),
}

impl Number {
    /// The number in its one form: `+` and digits outside, else as dialled.
    ///
    /// ```
    /// use switchhook_portal_core::numbering::{Number, Site};
    ///
    /// let site = Site { country: "33".parse()?, trunk_prefix: "0".parse()?, ..Site::default() };
    /// assert_eq!(site.read(&"06 87.72 12 34".parse().unwrap()).canonical(), "+33687721234");
    /// # Ok::<(), switchhook_portal_core::numbering::ParseDigitsError>(())
    /// ```
    pub fn canonical(&self) -> String {
        match self {
            Self::Emergency(text) | Self::Code(text) | Self::Other(text) => text.to_string(),
            Self::Internal(extension) => extension.to_string(),
            Self::Outside(number) => number.to_string(),
        }
    }

    /// How people who are not concerned see it: extensions and calls for help whole, others without their last three.
    ///
    /// ```
    /// use switchhook_portal_core::numbering::Site;
    ///
    /// let site = Site::default();
    /// assert_eq!(site.read(&"106".parse().unwrap()).masked(), "106");
    /// assert_eq!(site.read(&"+68987721234".parse().unwrap()).masked(), "+68987721***");
    /// ```
    pub fn masked(&self) -> String {
        match self {
            Self::Emergency(_) | Self::Internal(_) => self.canonical(),
            _ => crate::number::mask(&self.canonical()),
        }
    }
}

/// How numbers are written and dialled at a place. By default a place without prefixes: what is longer than an
/// extension and has no `+` is then taken for a number of country [`country`](Self::country).
///
/// ```
/// use switchhook_portal_core::numbering::{Number, Site};
///
/// let site = Site {
///     country: "33".parse()?,
///     trunk_prefix: "0".parse()?,
///     international_prefix: "00".parse()?,
///     line_prefix: "0".parse()?,
///     internal_digits: 4,
///     ..Site::default()
/// };
/// let number = site.read(&"0687 72 12 34".parse().unwrap());
/// assert_eq!(number, site.read(&"+33 687 72 12 34".parse().unwrap()));
/// assert_eq!(number, site.read_dialled(&"00687721234".parse().unwrap()), "the first 0 is for a line");
/// assert_eq!(site.to_dial(&number).as_str(), "00687721234");
/// # Ok::<(), switchhook_portal_core::numbering::ParseDigitsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The country's code, such as `33`; empty where nobody said it, and only numbers with `+` are then known whole.
    pub country: Digits,
    /// Between country code and a number without trunk prefix; empty by default.
    pub area: Digits,
    /// In front of national numbers, such as `0`; empty by default.
    pub trunk_prefix: Digits,
    /// In front of country codes; `00` by default.
    pub international_prefix: Digits,
    /// Dialled for a line to the outside, before anything else; empty by default.
    pub line_prefix: Digits,
    /// Turns an extension into the number that call records have for it; empty by default.
    pub source_prefix: Digits,
    /// The most digits of an extension; 6 by default.
    pub internal_digits: usize,
    /// Calls for help.
    pub emergency: Vec<Pattern>,
    /// What can be called, class by class: the first that fits a number decides.
    pub classes: Vec<Class>,
    /// What phones without rights of their own may call.
    pub everyone: BTreeSet<Right>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            country: Digits::default(),
            area: Digits::default(),
            trunk_prefix: Digits::default(),
            international_prefix: Digits("00".to_owned()),
            line_prefix: Digits::default(),
            source_prefix: Digits::default(),
            internal_digits: Extension::MAX,
            emergency: Vec::new(),
            classes: Vec::new(),
            everyone: BTreeSet::new(),
        }
    }
}

impl Site {
    /// A number as people write it: without the prefix for a line.
    pub fn read(&self, written: &DialString) -> Number {
        let text = written.as_str();
        if self.emergency.iter().any(|pattern| pattern.matches(written)) {
            return Number::Emergency(written.clone());
        }
        if text.starts_with(['*', '#']) {
            return Number::Code(written.clone());
        }
        let other = || Number::Other(written.clone());
        if text.contains(['*', '#']) {
            return other();
        }
        if text.len() <= self.internal_digits && !text.starts_with('+') {
            return text.parse().map_or_else(|_| other(), Number::Internal);
        }
        let digits = if let Some(whole) = text
            .strip_prefix('+')
            .or_else(|| self.international_prefix.strip(text))
        {
            whole.to_owned()
        } else if self.country.0.is_empty() {
            return other();
        } else if let Some(national) = self.trunk_prefix.strip(text) {
            format!("{}{national}", self.country.0)
        } else {
            format!("{}{}{text}", self.country.0, self.area.0)
        };
        E164::of_digits(&digits).map_or_else(|_| other(), Number::Outside)
    }

    /// A number as a telephone dials it: a number of the outside has the prefix for a line in front, if there is one.
    pub fn read_dialled(&self, dialled: &DialString) -> Number {
        let read = self.read(dialled);
        let outside = matches!(read, Number::Outside(_) | Number::Other(_));
        match self.line_prefix.strip(dialled.as_str()) {
            Some(rest) if outside => rest.parse().map_or(read, |rest| match self.read(&rest) {
                // `0` and an extension is an outside number that is as short as one.
                Number::Internal(_) => Number::Other(dialled.clone()),
                number => number,
            }),
            _ => read,
        }
    }

    /// A number as call records have it: an extension may have [`source_prefix`](Self::source_prefix) in front.
    ///
    /// ```
    /// use switchhook_portal_core::numbering::{Number, Site};
    ///
    /// let site = Site { source_prefix: "463".parse()?, internal_digits: 3, ..Site::default() };
    /// assert_eq!(site.read_recorded(&"463106".parse().unwrap()), Number::Internal("106".parse().unwrap()));
    /// # Ok::<(), switchhook_portal_core::numbering::ParseDigitsError>(())
    /// ```
    pub fn read_recorded(&self, recorded: &DialString) -> Number {
        let extension = self
            .source_prefix
            .strip(recorded.as_str())
            .filter(|rest| rest.len() <= self.internal_digits)
            .and_then(|rest| rest.parse().ok());
        extension.map_or_else(|| self.read(recorded), Number::Internal)
    }

    /// Whether two ways to write a number mean the same.
    pub fn same(&self, one: &DialString, other: &DialString) -> bool {
        self.read(one) == self.read(other)
    }

    /// What a telephone of the site dials for the number.
    pub fn to_dial(&self, number: &Number) -> DialString {
        match number {
            Number::Emergency(text) | Number::Code(text) | Number::Other(text) => text.clone(),
            Number::Internal(extension) => dial_string(extension.as_str()),
            Number::Outside(number) => {
                dial_string(&format!("{}{}", self.line_prefix.0, self.to_write(*number)))
            }
        }
    }

    /// How people of the site write a number of the outside: with the trunk prefix, or the international one.
    ///
    /// It is a form that [`read`](Self::read) understands as the same number; `+` and digits where no other is.
    pub fn to_write(&self, number: E164) -> String {
        let digits = number.digits();
        let means = |text: &String| {
            text.parse()
                .is_ok_and(|text| self.read(&text) == Number::Outside(number))
        };
        let national = self.country.strip(&digits);
        let trunk = national.map(|national| format!("{}{national}", self.trunk_prefix.0));
        let local = national
            .filter(|_| self.trunk_prefix.0.is_empty() && !self.area.0.is_empty())
            .and_then(|national| self.area.strip(national))
            .map(str::to_owned);
        let abroad = Some(format!("{}{digits}", self.international_prefix.0))
            .filter(|_| !self.international_prefix.0.is_empty());
        [local, trunk, abroad]
            .into_iter()
            .flatten()
            .find(means)
            .unwrap_or_else(|| number.to_string())
    }

    /// The forms in which a class may list a number.
    pub(crate) fn spellings(&self, number: &Number) -> Vec<DialString> {
        let mut spellings = vec![dial_string(&number.canonical())];
        if let Number::Outside(number) = number {
            spellings.push(dial_string(&self.to_write(*number)));
        }
        spellings
    }
}

/// Out of what is made of digits, `+`, `*` and `#` already.
fn dial_string(text: &str) -> DialString {
    // Prefixes have at most 15 digits each, and so has a number: cut what no telephone could dial.
    let end = text.len().min(DialString::MAX);
    text[..end].parse().expect("digits are a dial string")
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.canonical())
    }
}

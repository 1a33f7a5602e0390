use std::fmt;

/// A key of a telephone: `0` to `9`, `*`, `#`, and `A` to `D` of old ones.
///
/// ```
/// use switchhook_agi::command::Digit;
/// assert_eq!(Digit::new('#').unwrap().to_char(), '#');
/// assert_eq!(Digit::new('x'), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digit(u8);

impl Digit {
    /// The key with this sign.
    pub fn new(sign: char) -> Option<Self> {
        matches!(sign, '0'..='9' | '*' | '#' | 'A'..='D').then_some(Self(sign as u8))
    }

    /// Its sign.
    pub fn to_char(self) -> char {
        char::from(self.0)
    }

    /// By the number that replies have for it, its ASCII code.
    pub(super) fn of_code(code: i64) -> Option<Self> {
        Self::new(char::from(u8::try_from(code).ok()?))
    }
}

impl fmt::Display for Digit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_char())
    }
}

impl fmt::Debug for Digit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digit({:?})", self.to_char())
    }
}

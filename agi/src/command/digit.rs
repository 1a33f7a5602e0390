use std::fmt;

/// A key of a telephone: `0` to `9`, `*`, `#`, and `A` to `D` of old ones.
///
/// ```
/// use switchhook_agi::command::Digit;
/// assert_eq!(Digit::new('#').unwrap().to_char(), '#');
/// assert_eq!(Digit::new('1'), Some(Digit::D1));
/// assert_eq!(Digit::new('x'), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digit(u8);

impl Digit {
    /// The key `0`.
    pub const D0: Self = Self(b'0');
    /// The key `1`.
    pub const D1: Self = Self(b'1');
    /// The key `2`.
    pub const D2: Self = Self(b'2');
    /// The key `3`.
    pub const D3: Self = Self(b'3');
    /// The key `4`.
    pub const D4: Self = Self(b'4');
    /// The key `5`.
    pub const D5: Self = Self(b'5');
    /// The key `6`.
    pub const D6: Self = Self(b'6');
    /// The key `7`.
    pub const D7: Self = Self(b'7');
    /// The key `8`.
    pub const D8: Self = Self(b'8');
    /// The key `9`.
    pub const D9: Self = Self(b'9');
    /// The key `*`.
    pub const STAR: Self = Self(b'*');
    /// The key `#`.
    pub const POUND: Self = Self(b'#');

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

use super::digit::Digit;
use super::stream::digit;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Says digits one by one, in the language of the channel.
///
/// `Debug` shows how many there are: they may be a PIN.
///
/// ```
/// use switchhook_agi::command::{Request, SayDigits};
/// use switchhook_agi::wire::LineLimit;
/// let line = |say: SayDigits| Request::new(&say, LineLimit::BYTES_2046).map(|request| request.as_bytes().to_vec());
/// assert_eq!(line(SayDigits::new("007").until("#"))?, b"SAY DIGITS \"007\" \"#\"\n");
/// // Asterisk wants a number at the beginning.
/// assert!(line(SayDigits::new("*98")).is_err());
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SayDigits {
    digits: String,
    keys: String,
}

impl SayDigits {
    /// These: digits, with `*`, `#` and `-` among them, but not at the beginning, save for one `-`.
    pub fn new(digits: impl Into<String>) -> Self {
        Self {
            digits: digits.into(),
            keys: String::new(),
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }
}

impl Command for SayDigits {
    /// The key that ended it, if one did.
    type Response = Option<Digit>;

    fn name(&self) -> &str {
        "SAY DIGITS"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.digits);
        let mut after_sign = self.digits.strip_prefix('-').unwrap_or(&self.digits).bytes();
        if !after_sign.next().is_some_and(|byte| byte.is_ascii_digit()) {
            line.refuse("begin with a digit, or say it with SAY ALPHA; Asterisk wants a number");
        } else if !after_sign.all(|byte| matches!(byte, b'0'..=b'9' | b'*' | b'#' | b'-')) {
            line.refuse("give digits, *, # and - only; Asterisk leaves out what it has no sound for");
        }
        line.argument(&self.keys);
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<Digit>, ReplyError> {
        digit(ReplyError::unless_failed(reply)?)
    }
}

impl std::fmt::Debug for SayDigits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SayDigits({} digits)", self.digits.len())
    }
}

/// Says a whole number, in the language of the channel.
///
/// ```
/// use switchhook_agi::command::{Gender, Request, SayNumber};
/// use switchhook_agi::wire::LineLimit;
/// let say = SayNumber::new(21).gender(Gender::Feminine);
/// let request = Request::new(&say, LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SAY NUMBER \"21\" \"\" \"f\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SayNumber {
    number: i32,
    keys: String,
    gender: Option<Gender>,
}

/// Of what is counted. Each language knows some of them, and says its usual form for the others (Asterisk
/// `main/say.c`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Gender {
    /// `m`.
    Masculine,
    /// `f`: `une`, `una`, `одна`.
    Feminine,
    /// `n`: `et`, `одно`.
    Neuter,
    /// `c`: `en`, in Danish, Norwegian and Swedish.
    Common,
    /// `p`.
    Plural,
}

impl Gender {
    fn letter(self) -> &'static str {
        match self {
            Self::Masculine => "m",
            Self::Feminine => "f",
            Self::Neuter => "n",
            Self::Common => "c",
            Self::Plural => "p",
        }
    }
}

impl SayNumber {
    /// This one: Asterisk reads an int.
    pub fn new(number: i32) -> Self {
        Self {
            number,
            keys: String::new(),
            gender: None,
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }

    /// The form of what is counted. That of the language by default.
    #[must_use]
    pub fn gender(mut self, gender: Gender) -> Self {
        self.gender = Some(gender);
        self
    }
}

impl Command for SayNumber {
    /// The key that ended it, if one did.
    type Response = Option<Digit>;

    fn name(&self) -> &str {
        "SAY NUMBER"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.display(self.number).argument(&self.keys);
        line.optional(self.gender.map(Gender::letter));
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<Digit>, ReplyError> {
        digit(ReplyError::unless_failed(reply)?)
    }
}

/// Spells letters, digits and signs one by one, in the language of the channel.
///
/// `Debug` shows how many there are.
///
/// ```
/// use switchhook_agi::command::{LetterCase, Request, SayAlpha};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SayAlpha::new("aB-1").case(LetterCase::All), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SAY ALPHA \"aB-1\" \"\" \"a\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SayAlpha {
    text: String,
    keys: String,
    case: Option<LetterCase>,
}

/// Of which letters it is said whether they are capitals. Asterisk 11 and older do not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LetterCase {
    /// `a`: of all.
    All,
    /// `l`: of small ones.
    Lower,
    /// `n`: of none.
    Neither,
    /// `u`: of capitals.
    Upper,
}

impl LetterCase {
    fn letter(self) -> &'static str {
        match self {
            Self::All => "a",
            Self::Lower => "l",
            Self::Neither => "n",
            Self::Upper => "u",
        }
    }
}

impl SayAlpha {
    /// This text.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            keys: String::new(),
            case: None,
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }

    /// Says of these letters whether they are capitals. Of none by default.
    #[must_use]
    pub fn case(mut self, case: LetterCase) -> Self {
        self.case = Some(case);
        self
    }
}

impl Command for SayAlpha {
    /// The key that ended it, if one did.
    type Response = Option<Digit>;

    fn name(&self) -> &str {
        "SAY ALPHA"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.text).argument(&self.keys);
        line.optional(self.case.map(LetterCase::letter));
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<Digit>, ReplyError> {
        digit(ReplyError::unless_failed(reply)?)
    }
}

impl std::fmt::Debug for SayAlpha {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SayAlpha({} bytes)", self.text.len())
    }
}

/// Spells a text as pilots do: alpha, bravo, charlie.
///
/// `Debug` shows how long it is.
///
/// ```
/// use switchhook_agi::command::{Request, SayPhonetic};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SayPhonetic::new("abc"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SAY PHONETIC \"abc\" \"\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SayPhonetic {
    text: String,
    keys: String,
}

impl SayPhonetic {
    /// This text.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            keys: String::new(),
        }
    }

    /// The keys that end it. None by default.
    #[must_use]
    pub fn until(mut self, keys: impl Into<String>) -> Self {
        self.keys = keys.into();
        self
    }
}

impl Command for SayPhonetic {
    /// The key that ended it, if one did.
    type Response = Option<Digit>;

    fn name(&self) -> &str {
        "SAY PHONETIC"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.text).argument(&self.keys);
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<Digit>, ReplyError> {
        digit(ReplyError::unless_failed(reply)?)
    }
}

impl std::fmt::Debug for SayPhonetic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SayPhonetic({} bytes)", self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read, refusal};
    use super::{Digit, ReplyError, SayAlpha, SayDigits, SayNumber, SayPhonetic};

    #[test]
    fn what_is_said_is_ended_by_a_key_or_not() {
        let say = SayDigits::new("1");
        assert_eq!(read(&say, "200 result=0"), Ok(None));
        assert_eq!(read(&say, "200 result=42"), Ok(Digit::new('*')));
        assert_eq!(read(&say, "200 result=-1"), Err(ReplyError::Failed));
        assert_eq!(read(&SayNumber::new(1), "200 result=49"), Ok(Digit::new('1')));
        assert_eq!(read(&SayAlpha::new("a"), "200 result=0"), Ok(None));
        assert_eq!(read(&SayPhonetic::new("a"), "200 result=0"), Ok(None));
    }

    #[test]
    fn digits_that_asterisk_would_refuse_or_leave_out_are_refused() {
        for digits in ["1", "007", "-1", "12*3#", "1-800-555"] {
            assert_eq!(
                line(&SayDigits::new(digits)),
                format!("SAY DIGITS \"{digits}\" \"\"")
            );
        }
        for digits in ["", "*98", "#", "--1", "1a", " 1", "+1", "1 2"] {
            let refused = refusal(&SayDigits::new(digits));
            assert!(
                refused.starts_with("SAY DIGITS: argument 1: "),
                "{digits:?}: {refused}"
            );
        }
    }

    #[test]
    fn what_may_be_a_pin_is_not_shown_by_debug() {
        assert_eq!(format!("{:?}", SayDigits::new("0070")), "SayDigits(4 digits)");
        assert_eq!(format!("{:?}", SayAlpha::new("0070")), "SayAlpha(4 bytes)");
        assert_eq!(format!("{:?}", SayPhonetic::new("0070")), "SayPhonetic(4 bytes)");
    }
}

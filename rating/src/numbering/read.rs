//! From a dialled string to a number, step by step as [`Numbering`] says.

use super::number::Digits;
use super::plain::{Plain, Run};
use super::{Code, Kind, Number, NumberError, Numbering};

impl Numbering {
    /// The number, and its kind where that shows only in what was dialled.
    #[inline]
    pub(crate) fn read(&self, dialled: &str) -> Result<(Number, Option<Kind>), NumberError> {
        match self.read_plain(dialled.as_bytes()) {
            Some(plain) => Ok((plain.number(), None)),
            None => self.read_spelt(dialled),
        }
    }

    #[cold]
    fn read_spelt(&self, dialled: &str) -> Result<(Number, Option<Kind>), NumberError> {
        let (digits, plus) = spelt(dialled)?;
        if !plus {
            let mut inner = digits;
            let is_outside = inner.strip(self.outside_line.digits, 1) && self.outside_line.digits.len() > 0;
            if let Some(found) = self.unlike_others(digits, inner, is_outside) {
                return Ok(found);
            }
        }
        let (digits, international) = self.resolve_dialled(digits, plus)?;
        let number = Number {
            digits,
            international,
        };
        Ok((number, None))
    }

    /// The same for what nearly all numbers are: at most fifteen digits, as dialled and in the end, perhaps behind a
    /// `+`, and too many for an extension or a short code. `None` for all others.
    #[inline(always)]
    pub(crate) fn read_plain(&self, dialled: &[u8]) -> Option<Plain> {
        let (plus, digits) = match dialled.split_first() {
            Some((b'+', rest)) => (true, rest),
            _ => (false, dialled),
        };
        let mut digits = Plain::pack(digits)?;
        if !plus && digits.len() <= self.longest_unlike {
            return None;
        }
        let international;
        (digits, international) = self.resolve_dialled(digits, plus).ok()?;
        digits.international = international;
        Some(digits)
    }

    /// Steps 4 to 6 of the type's description.
    #[inline(always)]
    fn resolve_dialled<D: Run>(&self, mut digits: D, plus: bool) -> Result<(D, bool), NumberError> {
        if plus {
            return self.resolve(digits, true, 1);
        }
        if self.outside_line.digits.len() > 0 {
            digits.strip(&self.outside_line, 1);
        }
        if let Some(code) = longest(&self.access_codes, digits) {
            digits.strip(code, 1);
        }
        let (mut digits, international) = self.resolve(digits, false, 1)?;
        let stands_alone = !international && !digits.begins(&self.national);
        if stands_alone && self.has_length(digits.len()) {
            digits.prepend(&self.national)?;
        }
        Ok((digits, international))
    }

    /// Steps 2 and 3 of the type's description.
    fn unlike_others(
        &self,
        whole: Digits,
        inner: Digits,
        is_outside: bool,
    ) -> Option<(Number, Option<Kind>)> {
        let national = |digits| Number {
            digits,
            international: false,
        };
        let exact = |wanted: bool| {
            let codes = self
                .short_codes
                .iter()
                .filter(move |(_, kind)| (*kind == Kind::Emergency) == wanted);
            codes
                .flat_map(|(code, kind)| {
                    [
                        (code.digits == whole, whole, *kind),
                        (code.digits == inner, inner, *kind),
                    ]
                })
                .find_map(|(same, digits, kind)| same.then_some((national(digits), Some(kind))))
        };
        let may_be_short = inner.len() <= self.longest_short_code;
        if may_be_short && let Some(found) = exact(true) {
            return Some(found);
        }
        let is_internal = !is_outside && self.internal.of(national(whole)).is_some();
        let internal = || is_internal.then_some((national(whole), Some(Kind::Internal)));
        let short = || if may_be_short { exact(false) } else { None };
        if self.outside_line.text.is_empty() {
            short().or_else(internal)
        } else {
            internal().or_else(short)
        }
    }

    /// Steps 5 (its first half) and 6 of the type's description.
    ///
    /// `least` digits stay: a number never becomes empty, a prefix may (`00` is every international number).
    #[inline]
    pub(super) fn resolve<D: Run>(
        &self,
        mut digits: D,
        international: bool,
        least: usize,
    ) -> Result<(D, bool), NumberError> {
        let mut international = international;
        if !international && let Some(code) = longest(&self.international, digits) {
            international = digits.strip(code, least);
        }
        if international && !self.country.text.is_empty() && digits.strip(&self.country, least) {
            international = false;
            digits.prepend(&self.national)?;
        }
        Ok((digits, international))
    }

    pub(super) fn has_length(&self, digits: usize) -> bool {
        self.lengths
            .checked_shr(digits as u32)
            .is_some_and(|lengths| lengths & 1 == 1)
    }
}

fn longest<D: Run>(codes: &[Code], digits: D) -> Option<&Code> {
    codes
        .iter()
        .find(|code| code.digits.len() > 0 && digits.begins(code))
}

/// A number with signs between its digits, or a long one; and whether it has a `+`.
#[cold]
fn spelt(dialled: &str) -> Result<(Digits, bool), NumberError> {
    let (mut digits, mut plus) = (Digits::EMPTY, false);
    for (index, byte) in dialled.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => digits.push(byte - b'0')?,
            b'+' if digits.len() == 0 && !plus => plus = true,
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' => {}
            _ => return Err(NumberError::at(dialled, index)),
        }
    }
    if digits.len() == 0 {
        Err(NumberError::Empty)
    } else {
        Ok((digits, plus))
    }
}

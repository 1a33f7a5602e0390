//! Numbers and booleans as Asterisk reads them.

use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{digit1, i64, one_of};
use nom::combinator::opt;
use nom::sequence::{delimited, pair, preceded};
use nom::{IResult, Parser};

use crate::line::is_blank;

/// The characters that Asterisk gives `sscanf` (`%30d`).
const WIDTH: usize = 30;

/// A number at the beginning of a text, as `sscanf("%30d")` reads it, and what follows it.
///
/// glibc reads into 64 bits and keeps the lower 32; this gives the 64, and [`wrapped`] the 32.
pub(crate) fn leading_integer(text: &[u8]) -> Option<(i64, &[u8])> {
    fn sign_and_digits(text: &[u8]) -> IResult<&[u8], (Option<char>, &[u8])> {
        pair(opt(one_of("+-")), digit1).parse(text)
    }
    let window = text.get(..WIDTH).unwrap_or(text);
    let (_, (sign, digits)) = sign_and_digits(window).ok()?;
    let rest = &text[usize::from(sign.is_some()) + digits.len()..];
    let negative = sign == Some('-');
    let value = digits.iter().fold(0_i64, |value, digit| {
        let digit = i64::from(digit - b'0');
        let tens = value.saturating_mul(10);
        if negative {
            tens.saturating_sub(digit)
        } else {
            tens.saturating_add(digit)
        }
    });
    Some((value, rest))
}

/// What is left of a number in a C `int`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "this is the truncation that glibc does"
)]
pub(crate) const fn wrapped(value: i64) -> i32 {
    value as i32
}

/// Whether the text is one of Asterisk's words for yes (`ast_true`); anything else is no.
pub(crate) fn is_true(text: &[u8]) -> bool {
    [&b"yes"[..], b"true", b"y", b"t", b"1", b"on"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether it is one of Asterisk's words for no (`ast_false`).
pub(crate) fn is_false(text: &[u8]) -> bool {
    [&b"no"[..], b"false", b"n", b"f", b"0", b"off"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word))
}

/// `<pid> <attempt> (<seconds since 1970>)`; what is missing or does not fit is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bookkeeping {
    pub(crate) pid: Option<i64>,
    pub(crate) attempt: Option<i64>,
    pub(crate) epoch: Option<i64>,
}

pub(crate) fn bookkeeping(text: &[u8]) -> Bookkeeping {
    fn parts(text: &[u8]) -> IResult<&[u8], Bookkeeping> {
        let epoch = delimited(tag(&b"("[..]), i64, tag(&b")"[..]));
        let (rest, (pid, attempt, epoch)) = (
            opt(i64),
            opt(preceded(take_while(is_blank), i64)),
            opt(preceded(take_while(is_blank), epoch)),
        )
            .parse(text)?;
        Ok((rest, Bookkeeping { pid, attempt, epoch }))
    }
    parts(text).map_or_else(|_| Bookkeeping::default(), |(_, parts)| parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_far_as_they_go() {
        for (text, expected) in [
            (&b"5"[..], Some((5, &b""[..]))),
            (b"5x", Some((5, b"x"))),
            (b"-1", Some((-1, b""))),
            (b"+7 s", Some((7, b" s"))),
            (b"0x10", Some((0, b"x10"))),
            (b"3.5", Some((3, b".5"))),
            (b"", None),
            (b"-", None),
            (b"x5", None),
            (b"99999999999999999999", Some((i64::MAX, b""))),
            (b"-99999999999999999999", Some((i64::MIN, b""))),
        ] {
            assert_eq!(leading_integer(text), expected, "{}", text.escape_ascii());
        }
        let long = [b'0'; 40];
        assert_eq!(leading_integer(&long), Some((0, &long[30..])));
    }

    #[test]
    fn numbers_too_long_for_an_int_keep_their_lower_bits() {
        for (value, expected) in [(5, 5), (1 << 32, 0), (4_294_967_297, 1), (i64::MAX, -1)] {
            assert_eq!(wrapped(value), expected, "{value}");
        }
    }

    #[test]
    fn what_asterisk_appended_is_read() {
        for (text, pid, attempt, epoch) in [
            (
                &b"4711 1 (1718000000)"[..],
                Some(4711),
                Some(1),
                Some(1_718_000_000),
            ),
            (b"4711 1", Some(4711), Some(1), None),
            (b"4711", Some(4711), None, None),
            (b"", None, None, None),
            (b"x", None, None, None),
            (b"99999999999999999999 1", None, None, None),
        ] {
            let expected = Bookkeeping { pid, attempt, epoch };
            assert_eq!(bookkeeping(text), expected, "{}", text.escape_ascii());
        }
    }
}

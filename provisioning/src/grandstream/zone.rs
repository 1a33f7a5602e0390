//! Time zones as phones read them: POSIX rules with names of letters.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{char, one_of};
use nom::combinator::{all_consuming, opt, verify};
use nom::{IResult, Parser};

use crate::mac::shown;
use crate::problem::Problem;
use crate::time_zone::UtcOffset;

/// The rule of a clock without summer time. POSIX counts westwards, hence the other sign.
pub(crate) fn fixed(offset: UtcOffset) -> String {
    let minutes = offset.minutes();
    let sign = if minutes > 0 { "-" } else { "" };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match rest {
        0 => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

/// How far a clock without summer time is from UTC; `None` for one with, or that is no rule.
pub(crate) fn fixed_offset(rule: &str) -> Option<UtcOffset> {
    check_rule(rule).ok()?;
    let offset = rule.trim_start_matches(|found: char| found.is_ascii_alphabetic());
    let (west, offset) = match offset.strip_prefix('-') {
        Some(offset) => (false, offset),
        None => (true, offset.strip_prefix('+').unwrap_or(offset)),
    };
    let mut parts = offset.split(':');
    let hours: i16 = parts.next()?.parse().ok()?;
    let minutes: i16 = parts.next().map_or(Some(0), |minutes| minutes.parse().ok())?;
    if parts.next().is_some() {
        return None;
    }
    let minutes = hours * 60 + minutes;
    UtcOffset::from_minutes(if west { -minutes } else { minutes })
}

/// `std offset`, or `std offset dst [offset],Mm.w.d[/time],Mm.w.d[/time]`.
///
/// Narrower than POSIX: no names in angle brackets and no counted days, since no guide of the phones shows them.
pub(crate) fn check_rule(text: &str) -> Result<(), Problem> {
    let summer = (name, opt(offset), char(','), date, char(','), date);
    let rule: IResult<&str, _> = all_consuming((name, offset, opt(summer))).parse(text);
    match rule {
        Ok(_) if text.len() <= 64 => Ok(()),
        _ => Err(Problem::ZoneRule { text: shown(text) }),
    }
}

fn name(input: &str) -> IResult<&str, &str> {
    take_while_m_n(3, 6, |found: char| found.is_ascii_alphabetic()).parse(input)
}

/// Hours from UTC, westwards, with minutes and seconds if wanted.
fn offset(input: &str) -> IResult<&str, ()> {
    let (input, _) = opt(one_of("+-")).parse(input)?;
    clock(input)
}

fn clock(input: &str) -> IResult<&str, ()> {
    let sixtieth = || (char(':'), take_while_m_n(2, 2, is_digit)).map(|(_, digits): (_, &str)| digits);
    let (input, _) = number(0, 24).parse(input)?;
    let (input, _) = opt(verify(sixtieth(), |digits: &str| digits < "60")).parse(input)?;
    let (input, _) = opt(verify(sixtieth(), |digits: &str| digits < "60")).parse(input)?;
    Ok((input, ()))
}

/// The `w`th weekday `d` of month `m`, and the time of the change.
fn date(input: &str) -> IResult<&str, ()> {
    let (input, _) = (
        tag("M"),
        number(1, 12),
        char('.'),
        number(1, 5),
        char('.'),
        number(0, 6),
    )
        .parse(input)?;
    let (input, _) = opt((char('/'), clock)).parse(input)?;
    Ok((input, ()))
}

fn number<'a>(from: u8, to: u8) -> impl Parser<&'a str, Output = u8, Error = nom::error::Error<&'a str>> {
    verify(
        alt((take_while_m_n(2, 2, is_digit), take_while_m_n(1, 1, is_digit))).map_res(str::parse::<u8>),
        move |value| (from..=to).contains(value),
    )
}

fn is_digit(found: char) -> bool {
    found.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_fixed_clock_has_the_sign_of_posix() {
        for (minutes, rule) in [
            (0, "UTC0"),
            (660, "UTC-11"),
            (-600, "UTC10"),
            (345, "UTC-5:45"),
            (-30, "UTC0:30"),
        ] {
            let fixed = fixed(UtcOffset::from_minutes(minutes).unwrap());
            assert_eq!(fixed, rule);
            assert_eq!(check_rule(&fixed), Ok(()), "{rule}");
        }
    }

    #[test]
    fn rules_are_read_and_what_phones_may_not_know_is_refused() {
        for (text, good) in [
            ("CET-1CEST,M3.5.0,M10.5.0/3", true),
            ("MTZ+6MDT+5,M4.1.0,M11.1.0", true),
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", true),
            ("IST-5:30", true),
            ("EST5EDT,M3.2.0,M11.1.0", true),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3:00:00", true),
            ("", false),
            ("CET", false),
            ("CE-1", false),
            ("CET-25", false),
            ("CET-1CEST", false),
            ("CET-1CEST,M3.5.0", false),
            ("CET-1CEST,M13.5.0,M10.5.0", false),
            ("CET-1CEST,M3.6.0,M10.5.0", false),
            ("CET-1CEST,M3.5.7,M10.5.0", false),
            ("CET-1:60", false),
            ("<+11>-11", false),
            ("CET-1CEST,J60,J300", false),
            ("CET-1CEST,M3.5.0,M10.5.0/3\n", false),
            ("Europe/Paris", false),
        ] {
            assert_eq!(check_rule(text).is_ok(), good, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_rule_is_too_strange(text: String) {
            let _ = check_rule(&text);
        }
    }
}

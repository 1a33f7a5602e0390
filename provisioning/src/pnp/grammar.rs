//! The part of SIP's grammar that phones use to ask (RFC 3261, section 25; RFC 6080 for the event).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use nom::branch::alt;
use nom::bytes::complete::{tag_no_case, take_while, take_while1};
use nom::character::complete::{char, space0, space1};
use nom::combinator::{opt, verify};
use nom::multi::many0;
use nom::sequence::{delimited, preceded, separated_pair, terminated};
use nom::{IResult, Parser as _};

pub(super) fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "-.!%*_+`'~".contains(character)
}

/// `SUBSCRIBE sip:… SIP/2.0`: method and URI.
pub(super) fn request_line(line: &str) -> IResult<&str, (&str, &str)> {
    terminated(
        separated_pair(
            take_while1(is_token),
            char(' '),
            take_while1(|character: char| character != ' '),
        ),
        tag_no_case(" SIP/2.0"),
    )
    .parse(line)
}

/// `Name: value`, the name in its long form where it has a short one.
pub(super) fn header(line: &str) -> IResult<&str, (&str, &str)> {
    let (rest, name) = terminated(take_while1(is_token), (space0, char(':'), space0)).parse(line)?;
    let name = match name {
        "v" | "V" => "Via",
        "f" | "F" => "From",
        "t" | "T" => "To",
        "i" | "I" => "Call-ID",
        "m" | "M" => "Contact",
        "o" | "O" => "Event",
        long => long,
    };
    Ok(("", (name, rest.trim_end())))
}

/// `20000 SUBSCRIBE`: number and method.
pub(super) fn sequence(value: &str) -> IResult<&str, (u32, &str)> {
    separated_pair(nom::character::complete::u32, space1, take_while1(is_token)).parse(value)
}

/// A value, and names and values of its parameters.
pub(super) type WithParameters<'a> = (&'a str, Vec<(&'a str, String)>);

/// A value and its parameters: `ua-profile;vendor="Grandstream"`. A backslash takes the next character as it is.
pub(super) fn with_parameters(value: &str) -> IResult<&str, WithParameters<'_>> {
    let quoted = delimited(
        char('"'),
        many0(alt((
            preceded(char('\\'), nom::character::complete::anychar),
            verify(nom::character::complete::anychar, |character: &char| {
                !matches!(character, '"' | '\\')
            }),
        ))),
        char('"'),
    )
    .map(|characters: Vec<char>| characters.into_iter().collect());
    let bare = take_while(|character: char| is_token(character) || "[]:".contains(character))
        .map(|text: &str| text.to_owned());
    let parameter = (
        preceded((space0, char(';'), space0), take_while1(is_token)),
        opt(preceded((space0, char('='), space0), alt((quoted, bare)))),
    )
        .map(|(name, value): (_, Option<String>)| (name, value.unwrap_or_default()));
    (take_while1(is_token), many0(parameter)).parse(value)
}

/// Where a Contact leads: an address and a port, never a name, which somebody else would decide about.
pub(super) fn contact(value: &str) -> Option<SocketAddr> {
    let inner = match value.split_once('<') {
        Some((_, rest)) => rest.split_once('>')?.0,
        None => value.split(';').next()?,
    };
    let (rest, _) = sip(inner).ok()?;
    let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    let address = rest.split([';', '?']).next()?.trim();
    if let Ok(address) = address.parse::<SocketAddr>() {
        return (address.port() != 0).then_some(address);
    }
    let bare: IpAddr = match address.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(six) => six.parse::<Ipv6Addr>().ok()?.into(),
        None => address.parse::<Ipv4Addr>().ok()?.into(),
    };
    Some(SocketAddr::new(bare, 5060))
}

fn sip(text: &str) -> IResult<&str, &str> {
    preceded(space0, tag_no_case("sip:")).parse(text)
}

/// The user part of `sip:MAC%3AC074AD112233@224.0.1.75`, percent signs resolved.
pub(super) fn user(uri: &str) -> Option<String> {
    let (rest, _) = sip(uri).ok()?;
    let (user, _) = rest.split_once('@')?;
    let mut bytes = Vec::new();
    let mut left = user.bytes();
    while let Some(byte) = left.next() {
        if byte == b'%' {
            let mut digit = || left.next().and_then(|digit| char::from(digit).to_digit(16));
            let (high, low) = (digit()?, digit()?);
            bytes.push((high << 4 | low) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_addresses() {
        for (value, expected) in [
            ("<sip:192.0.2.40:5080>", Some("192.0.2.40:5080")),
            (
                "\"GRP\" <sip:MAC@192.0.2.40:5080;transport=udp>;expires=0",
                Some("192.0.2.40:5080"),
            ),
            ("sip:192.0.2.40", Some("192.0.2.40:5060")),
            ("<SIP:[2001:db8::1]:5080>", Some("[2001:db8::1]:5080")),
            ("<sip:[2001:db8::1]>", Some("[2001:db8::1]:5060")),
            ("<sip:phone.example.net:5080>", None),
            ("<sip:192.0.2.40:0>", None),
            ("<sip:192.0.2.40:99999>", None),
            ("<sips:192.0.2.40>", None),
            ("<tel:+441632960000>", None),
            ("<sip:192.0.2.40", None),
            ("*", None),
            ("", None),
        ] {
            assert_eq!(
                contact(value),
                expected.map(|text| text.parse().unwrap()),
                "{value}"
            );
        }
    }

    #[test]
    fn parameters_may_be_quoted_with_escapes() {
        let (rest, (value, parameters)) =
            with_parameters("ua-profile ; vendor = \"a\\\"b\\\\\";model=GRP;flag").unwrap();
        assert_eq!((rest, value), ("", "ua-profile"));
        let expected = [
            ("vendor", "a\"b\\".to_owned()),
            ("model", "GRP".to_owned()),
            ("flag", String::new()),
        ];
        assert_eq!(parameters, expected);
    }

    #[test]
    fn users_lose_their_percent_signs() {
        assert_eq!(
            user("sip:MAC%3AC074AD112233@224.0.1.75").as_deref(),
            Some("MAC:C074AD112233")
        );
        for uri in ["sip:%3@h", "sip:%zz@h", "sip:%ff@h", "sip:h", "MAC@h"] {
            assert_eq!(user(uri), None, "{uri}");
        }
    }
}

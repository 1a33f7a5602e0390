//! What a phone of another brand says it is.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till1, take_while1};
use nom::character::complete::char;
use nom::combinator::{all_consuming, opt};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use super::{Brand, Model};
use crate::mac::MacAddr;

/// Longer ones are nobody's.
const LONGEST: usize = 256;

/// What a phone says it is, in a User-Agent. It is a claim: anybody can send any text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identity {
    /// Who makes it.
    pub brand: Brand,
    /// The model as it names itself: `SPA504G`, `6731i`.
    pub model_name: String,
    /// The model, if this crate knows it.
    pub model: Option<Model>,
    /// Its firmware: `7.4.8a`, `3.2.2.6038`.
    pub firmware: Option<String>,
    /// Its address. An SPA525G does not tell it, nor does the User-Agent of SIP.
    pub mac: Option<MacAddr>,
}

/// Reads the User-Agent of a request for a file, or of SIP. Never panics, whatever the text.
///
/// ```
/// use switchhook_provisioning::brand::{Brand, identify};
/// let who = identify("Cisco/SPA504G-7.4.8a (0002FDFF2103)(CBT141400UK)").expect("a phone");
/// assert_eq!((who.brand, who.model_name.as_str()), (Brand::Cisco, "SPA504G"));
/// assert_eq!(who.mac, "00:02:fd:ff:21:03".parse().ok());
///
/// let who = identify("Aastra6731i MAC:00-08-5D-23-74-29 V:3.2.2.1136-SIP").expect("a phone");
/// assert_eq!(who.firmware.as_deref(), Some("3.2.2.1136"));
/// assert_eq!(identify("Grandstream GXP2170 1.0.11.64"), None);
/// ```
#[must_use]
pub fn identify(user_agent: &str) -> Option<Identity> {
    let text = user_agent.trim();
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let (_, who) = all_consuming(alt((cisco, linksys, mitel, mitel_sip)))
        .parse(text)
        .ok()?;
    Some(who)
}

/// `Cisco/SPA504G-7.4.4 (8843E157DDCC)(CBT141100HR)`: address, then serial number; older ones the latter alone, SIP neither.
fn cisco(input: &str) -> IResult<&str, Identity> {
    let (input, name) = preceded(tag("Cisco/"), take_while1(is_name)).parse(input)?;
    let (input, firmware) = preceded(char('-'), take_while1(is_version)).parse(input)?;
    let (input, groups) = opt((char(' '), group, opt(group))).parse(input)?;
    let mac = match groups {
        Some((_, first, Some(_))) => first.parse().ok(),
        _ => None,
    };
    Ok((input, identity(Brand::Cisco, name, Some(firmware), mac)))
}

/// `Linksys/SPA-942-6.1.5(a) (88019FA42805)`: what Cisco sold before, of which no model is known here.
fn linksys(input: &str) -> IResult<&str, Identity> {
    let (input, kind) = preceded(tag("Linksys/"), take_while1(is_name)).parse(input)?;
    let (input, number) = opt(preceded(char('-'), take_while1(is_name))).parse(input)?;
    let (input, version) = preceded(char('-'), take_till1(|found| found == ' ')).parse(input)?;
    let (input, _) = opt((char(' '), group)).parse(input)?;
    let name = format!("{kind}{}", number.unwrap_or_default());
    Ok((input, identity(Brand::Cisco, &name, Some(version), None)))
}

/// `Aastra6731i MAC:00-08-5D-23-74-29 V:2.6.0.1008-SIP`.
fn mitel(input: &str) -> IResult<&str, Identity> {
    let (input, name) = preceded(alt((tag("Aastra"), tag("Mitel"))), take_while1(is_name)).parse(input)?;
    let (input, mac) = preceded(tag(" MAC:"), take_till1(|found| found == ' ')).parse(input)?;
    let (input, firmware) = preceded(tag(" V:"), take_while1(is_version)).parse(input)?;
    let (input, _) = tag("-SIP").parse(input)?;
    Ok((
        input,
        identity(Brand::Mitel, name, Some(firmware), mac.parse().ok()),
    ))
}

/// `Aastra 6757i/3.3.1.4305`.
fn mitel_sip(input: &str) -> IResult<&str, Identity> {
    let (input, name) = preceded(alt((tag("Aastra "), tag("Mitel "))), take_while1(is_name)).parse(input)?;
    let (input, firmware) = preceded(char('/'), take_while1(is_version)).parse(input)?;
    Ok((input, identity(Brand::Mitel, name, Some(firmware), None)))
}

fn group(input: &str) -> IResult<&str, &str> {
    delimited(char('('), take_while1(is_name), char(')')).parse(input)
}

fn is_name(found: char) -> bool {
    found.is_ascii_alphanumeric()
}

fn is_version(found: char) -> bool {
    found.is_ascii_alphanumeric() || found == '.'
}

fn identity(brand: Brand, name: &str, firmware: Option<&str>, mac: Option<MacAddr>) -> Identity {
    // The first ones leave out what stands before their number on the label: `Aastra57i` is a 6757i.
    let short = (brand == Brand::Mitel && name.len() == 3).then(|| format!("67{name}"));
    let name = short.as_deref().unwrap_or(name);
    Identity {
        brand,
        model_name: name.to_owned(),
        model: Model::by_name(name).filter(|model| model.brand() == brand),
        firmware: firmware.map(str::to_owned),
        mac,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_shape_that_was_seen_is_read() {
        for (text, name, known, firmware, mac) in [
            (
                "Cisco/SPA501G-7.4.4 (8843E157DDCC)(CBT141100HR)",
                "SPA501G",
                true,
                "7.4.4",
                Some("88:43:e1:57:dd:cc"),
            ),
            (
                "Cisco/SPA508G-7.4.8a (0002FDFF2103)(CBT141400UK)",
                "SPA508G",
                true,
                "7.4.8a",
                Some("00:02:fd:ff:21:03"),
            ),
            (
                "Cisco/SPA525G-7.4.7 (CBT141900G7)",
                "SPA525G",
                true,
                "7.4.7",
                None,
            ),
            ("Cisco/SPA504G-7.5.2b", "SPA504G", true, "7.5.2b", None),
            (
                "Linksys/SPA-942-6.1.5(a) (88019FA42805)",
                "SPA942",
                false,
                "6.1.5(a)",
                None,
            ),
            (
                "Aastra6731i MAC:00-08-5D-23-74-29 V:2.6.0.1008-SIP",
                "6731i",
                true,
                "2.6.0.1008",
                Some("00:08:5d:23:74:29"),
            ),
            (
                "Aastra57i MAC:00-08-5D-19-E4-01 V:2.6.0.1008-SIP",
                "6757i",
                true,
                "2.6.0.1008",
                Some("00:08:5d:19:e4:01"),
            ),
            ("Aastra 6757i/3.3.1.4305", "6757i", true, "3.3.1.4305", None),
        ] {
            let who = identify(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(who.model_name, name, "{text}");
            assert_eq!(who.model.map(Model::name), known.then_some(name), "{text}");
            assert_eq!(who.firmware.as_deref(), Some(firmware), "{text}");
            assert_eq!(who.mac, mac.map(|mac| mac.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn other_texts_are_nobody() {
        for text in [
            "",
            "Cisco/",
            "Cisco/SPA504G",
            "Cisco/SPA504G-7.4.4 (8843E157DDCC",
            "Cisco/SPA504G-7.4.4 (8843E157DDCC)(CBT)x",
            "Cisco-CP8865/12.0",
            "Aastra6731i V:2.6.0.1008-SIP",
            "Grandstream GXP2170 1.0.11.64",
        ] {
            assert_eq!(identify(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,300}", tail in "[ A-Za-z0-9:/().-]{0,80}") {
            let _ = identify(&text);
            for head in ["Cisco/", "Linksys/", "Aastra", "Mitel ", "Cisco/SPA504G-7.4.4 "] {
                let _ = identify(&format!("{head}{tail}"));
            }
        }
    }
}

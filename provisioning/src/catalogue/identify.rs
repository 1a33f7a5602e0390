//! What a device says it is.

use nom::branch::alt;
use nom::bytes::complete::{tag, take_till1, take_while, take_while1};
use nom::character::complete::{char, space1};
use nom::combinator::{all_consuming, opt, verify};
use nom::sequence::{delimited, preceded};
use nom::{IResult, Parser};

use super::firmware::Firmware;
use super::model::Model;
use crate::mac::MacAddr;

/// Longer ones are nobody's.
const LONGEST: usize = 256;

/// What a device says it is, in a User-Agent. It is a claim: anybody can send any text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Identity {
    /// The model as it names itself, such as `GXP2170` or `GRP2612W`.
    pub model_name: String,
    /// The model, if this crate knows it; one that differs in its network alone (a W, P or G behind the name) is its base.
    pub model: Option<Model>,
    /// The revision of the hardware, such as `V1.0A`.
    pub hardware: Option<String>,
    /// The version of its firmware.
    pub firmware: Option<Firmware>,
    /// Its address. Old firmware does not tell, nor does the User-Agent of SIP.
    pub mac: Option<MacAddr>,
}

/// Reads the User-Agent of a request for a file, or of SIP. Never panics, whatever the text.
///
/// ```
/// use switchhook_provisioning::catalogue::{Model, identify};
/// let who = identify("Grandstream Model HW HT802V2 V1.0A SW 1.0.5.10 DevId c074ad112233").expect("a phone");
/// assert_eq!(who.model, Some(Model::HT802V2));
/// assert_eq!(who.hardware.as_deref(), Some("V1.0A"));
/// assert_eq!(who.firmware, "1.0.5.10".parse().ok());
/// assert_eq!(who.mac, "c0:74:ad:11:22:33".parse().ok());
///
/// let old = identify("Grandstream HT287 1.1.0.31").expect("an adapter");
/// assert_eq!((old.model, old.mac), (Some(Model::HT287), None));
/// assert_eq!(identify("Mozilla/5.0 (X11; Linux x86_64)"), None);
/// ```
#[must_use]
pub fn identify(user_agent: &str) -> Option<Identity> {
    let text = user_agent.trim();
    if text.len() > LONGEST || !text.is_ascii() {
        return None;
    }
    let brand = (tag("Grandstream"), space1);
    let (_, who) = all_consuming(preceded(brand, alt((current, parts, legacy))))
        .parse(text)
        .ok()?;
    Some(who)
}

/// `Model HW GXP1405 SW 1.0.4.23 DevId 000b8240d55c`, with a revision of the hardware behind the model on some.
fn current(input: &str) -> IResult<&str, Identity> {
    let (input, _) = (tag("Model"), space1, tag("HW"), space1).parse(input)?;
    let (input, name) = name(input)?;
    let (input, hardware) = opt(preceded(space1, hardware)).parse(input)?;
    let (input, _) = (space1, tag("SW"), space1).parse(input)?;
    let (input, firmware) = firmware(input)?;
    let (input, mac) = opt(device).parse(input)?;
    Ok((input, identity(name, hardware, Some(firmware), mac)))
}

/// `GXP2000 (gxp2000e.bin:1.2.5.3/boot55e.bin:1.1.6.9) DevId 000b822726c8`: the version is that of the first part.
fn parts(input: &str) -> IResult<&str, Identity> {
    let (input, name) = name(input)?;
    let (input, _) = space1(input)?;
    let (input, parts) = delimited(char('('), take_till1(|found| found == ')'), char(')')).parse(input)?;
    let (input, mac) = opt(device).parse(input)?;
    let first = parts.split('/').next().unwrap_or(parts);
    let version = first
        .rsplit_once(':')
        .and_then(|(_, version)| version.parse().ok());
    Ok((input, identity(name, None, version, mac)))
}

/// `BT110 1.0.8.33`, which newer ones send in SIP.
fn legacy(input: &str) -> IResult<&str, Identity> {
    let (input, name) = name(input)?;
    let (input, hardware) = opt(preceded(space1, hardware)).parse(input)?;
    let (input, firmware) = preceded(space1, firmware).parse(input)?;
    let (input, mac) = opt(device).parse(input)?;
    Ok((input, identity(name, hardware, Some(firmware), mac)))
}

fn name(input: &str) -> IResult<&str, &str> {
    verify(
        take_while1(|found: char| found.is_ascii_alphanumeric()),
        |name: &str| {
            let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
            (2..=4).contains(&letters)
                && name.len() <= 12
                && name.as_bytes().get(letters).is_some_and(u8::is_ascii_digit)
        },
    )
    .parse(input)
}

fn hardware(input: &str) -> IResult<&str, &str> {
    verify(
        take_while1(|found: char| found.is_ascii_alphanumeric() || found == '.'),
        |text: &str| {
            let mut bytes = text.bytes();
            text.len() <= 12
                && bytes.next() == Some(b'V')
                && bytes.next().is_some_and(|digit| digit.is_ascii_digit())
        },
    )
    .parse(input)
}

fn firmware(input: &str) -> IResult<&str, Firmware> {
    let (rest, text) = take_while1(|found: char| found.is_ascii_digit() || found == '.').parse(input)?;
    match text.parse() {
        Ok(firmware) => Ok((rest, firmware)),
        Err(_) => Err(nom::Err::Error(nom::error::Error::new(
            input,
            nom::error::ErrorKind::Verify,
        ))),
    }
}

/// ` DevId 000b8240d55c`, with colons and capitals on some.
fn device(input: &str) -> IResult<&str, MacAddr> {
    let (input, _) = (space1, tag("DevId"), space1).parse(input)?;
    let (rest, text) =
        take_while(|found: char| found.is_ascii_hexdigit() || matches!(found, ':' | '-')).parse(input)?;
    match text.parse() {
        Ok(mac) => Ok((rest, mac)),
        Err(_) => Err(nom::Err::Error(nom::error::Error::new(
            input,
            nom::error::ErrorKind::Verify,
        ))),
    }
}

fn identity(
    name: &str,
    hardware: Option<&str>,
    firmware: Option<Firmware>,
    mac: Option<MacAddr>,
) -> Identity {
    let model = Model::by_name(name).or_else(|| name.strip_suffix(['W', 'P', 'G']).and_then(Model::by_name));
    Identity {
        model_name: name.to_owned(),
        model,
        hardware: hardware.map(str::to_owned),
        firmware,
        mac,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_shape_is_read() {
        for (text, model, hardware, firmware, mac) in [
            (
                "Grandstream Model HW GXP1405 SW 1.0.4.23 DevId 000b8240d55c",
                Some(Model::GXP1405),
                None,
                "1.0.4.23",
                Some("00:0b:82:40:d5:5c"),
            ),
            (
                "Grandstream Model HW HT802V2 V1.0A SW 1.0.5.10 DevId 000b8240d55c",
                Some(Model::HT802V2),
                Some("V1.0A"),
                "1.0.5.10",
                Some("00:0b:82:40:d5:5c"),
            ),
            (
                "Grandstream Model HW GXV3350  V1.3A SW 1.0.3.57 DevId c074ad000001",
                Some(Model::GXV3350),
                Some("V1.3A"),
                "1.0.3.57",
                Some("c0:74:ad:00:00:01"),
            ),
            (
                "Grandstream Model HW GRP2601W SW 1.0.5.48 DevId EC:74:D7:89:1A:76",
                Some(Model::GRP2601W),
                None,
                "1.0.5.48",
                Some("ec:74:d7:89:1a:76"),
            ),
            (
                "Grandstream GXP2000 (gxp2000e.bin:1.2.5.3/boot55e.bin:1.1.6.9) DevId 000b822726c8",
                Some(Model::GXP2000),
                None,
                "1.2.5.3",
                Some("00:0b:82:27:26:c8"),
            ),
            (
                "Grandstream GXP2000 (gxp2000e.bin:1.1.6.46/boot55e.bin:1.1.6.9)",
                Some(Model::GXP2000),
                None,
                "1.1.6.46",
                None,
            ),
            (
                "Grandstream HT287 1.1.0.31",
                Some(Model::HT287),
                None,
                "1.1.0.31",
                None,
            ),
            (
                "Grandstream BT110 1.0.8.33",
                Some(Model::BT110),
                None,
                "1.0.8.33",
                None,
            ),
            (
                "Grandstream GRP2612W 1.0.5.67",
                Some(Model::GRP2612W),
                None,
                "1.0.5.67",
                None,
            ),
            (
                "Grandstream HT801 V1.1A 1.0.17.5",
                Some(Model::HT801),
                Some("V1.1A"),
                "1.0.17.5",
                None,
            ),
            (
                "Grandstream Model HW GHP611W SW 1.0.1.101 DevId EC:74:D7:00:00:09",
                Some(Model::GHP611),
                None,
                "1.0.1.101",
                Some("ec:74:d7:00:00:09"),
            ),
            (
                "Grandstream Model HW GXP9999 SW 9.9.9.9 DevId 000b8240d55c",
                None,
                None,
                "9.9.9.9",
                Some("00:0b:82:40:d5:5c"),
            ),
        ] {
            let who = identify(text).unwrap_or_else(|| panic!("{text:?}"));
            assert_eq!(who.model, model, "{text:?}");
            assert_eq!(who.hardware.as_deref(), hardware, "{text:?}");
            assert_eq!(who.firmware, firmware.parse().ok(), "{text:?}");
            assert_eq!(who.mac, mac.map(|mac| mac.parse().unwrap()), "{text:?}");
        }
    }

    #[test]
    fn other_texts_are_nobody() {
        for text in [
            "",
            "Grandstream",
            "Grandstream ",
            "Grandstream Model HW",
            "Grandstream Model HW GXP2170 SW x DevId 000b8240d55c",
            "Grandstream Model HW GXP2170 SW 1.0.4.23 DevId 000b8240d5",
            "Grandstream Model HW GXP2170 SW 1.0.4.23 DevId 000b8240d55c extra",
            "Grandstream GXP2000 ()",
            "Grandstream GXP2000 (",
            "grandstream HT287 1.1.0.31",
            "Asterisk PBX 22.1.0",
            "Cisco/SPA504G-7.6.2 (0002FDABCDEF)",
        ] {
            assert_eq!(identify(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,300}", tail in "[ A-Za-z0-9:/().-]{0,80}") {
            let _ = identify(&text);
            let _ = identify(&format!("Grandstream {tail}"));
            let _ = identify(&format!("Grandstream Model HW {tail}"));
        }

        #[test]
        fn every_model_is_recognised_in_every_shape(
            index in 0..Model::all().len(), a in 0u16..3, b in 0u16..300, mac in any::<[u8; 6]>(),
        ) {
            let model = Model::all().nth(index).unwrap();
            let mac = MacAddr::new(mac);
            let firmware = Firmware::new(a, 0, b, 7);
            let colons = mac.to_string().to_uppercase();
            for text in [
                format!("Grandstream Model HW {model} SW {firmware} DevId {mac:x}"),
                format!("Grandstream Model HW {model}  V1.0A SW {firmware} DevId {mac:x}"),
                format!("Grandstream Model HW {model} SW {firmware} DevId {colons}"),
                format!("Grandstream {model} (app.bin:{firmware}/boot.bin:1.1.6.9) DevId {mac:x}"),
                format!("Grandstream {model} {firmware}"),
            ] {
                let who = identify(&text);
                prop_assert_eq!(who.as_ref().and_then(|who| who.model), Some(model), "{}", text);
                prop_assert_eq!(who.and_then(|who| who.firmware), Some(firmware), "{}", text);
            }
        }
    }
}

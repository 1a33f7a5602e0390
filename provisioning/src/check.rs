//! Rules for the texts of settings. Each gives the text as the phone gets it, or what is wrong.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::device::Schedule;
use crate::grandstream::{zone, zone_names};
use crate::mac::shown;
use crate::problem::Problem;
use crate::time_zone::TimeZone;

/// No guide tells how much room phones have; these are far from what people write and from any firmware's edge.
const LONGEST_NAME: usize = 64;
const LONGEST_HOST: usize = 253;
const LONGEST_PATH: usize = 255;
const LONGEST_SECRET: usize = 64;
const LONGEST_PLAN: usize = 512;
const LONGEST_PEM: usize = 16 * 1024;

/// A text for people: names and labels.
pub(crate) fn name(text: &str) -> Result<(), Problem> {
    length(text, LONGEST_NAME)?;
    if let Some((index, found)) = text.chars().enumerate().find(|(_, found)| is_control(*found)) {
        return Err(Problem::Control {
            position: index + 1,
            found,
        });
    }
    if text.trim().len() != text.len() {
        return Err(Problem::Blank);
    }
    Ok(())
}

/// The name sent with calls. It travels between quotes, and not every firmware hides a quote within.
pub(crate) fn display_name(text: &str) -> Result<(), Problem> {
    name(text)?;
    only(text, |found| !matches!(found, '"' | '\\'))
}

/// What a phone dials: digits, star codes, names.
pub(crate) fn dialled(text: &str) -> Result<(), Problem> {
    name(text)?;
    only(text, |found| {
        found.is_ascii_graphic() && !matches!(found, '<' | '>' | '"' | '\\')
    })
}

/// The user part of a SIP address.
pub(crate) fn sip_user(text: &str) -> Result<(), Problem> {
    name(text)?;
    only(text, |found| {
        found.is_ascii_alphanumeric() || "-_.!~*'()&=+$,;?/#%".contains(found)
    })
}

/// The user of digest authentication: it stands between quotes, and providers put addresses there.
pub(crate) fn auth_id(text: &str) -> Result<(), Problem> {
    name(text)?;
    only(text, |found| {
        found.is_ascii_graphic() && !matches!(found, '"' | '\\')
    })
}

/// A SIP secret. Only ASCII: phone and PBX hash bytes, and disagree about the bytes of other characters.
pub(crate) fn sip_secret(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::EmptyPassword);
    }
    length(text, LONGEST_SECRET)?;
    password_characters(text)
}

/// A password of the phone's own pages.
pub(crate) fn password(text: &str, shortest: usize, longest: usize) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::EmptyPassword);
    }
    if ["admin", "user", "123", "1234", "0000", "password"].contains(&text.to_ascii_lowercase().as_str()) {
        return Err(Problem::FactoryPassword);
    }
    let characters = text.chars().count();
    if !(shortest..=longest).contains(&characters) {
        return Err(Problem::PasswordLength {
            characters,
            shortest,
            longest,
        });
    }
    password_characters(text)
}

fn password_characters(text: &str) -> Result<(), Problem> {
    match text.chars().position(|found| !found.is_ascii_graphic()) {
        None => Ok(()),
        Some(index) => Err(Problem::Character {
            position: index + 1,
            found: None,
        }),
    }
}

/// `host` or `host:port`.
pub(crate) fn host(text: &str) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    length(text, LONGEST_HOST)?;
    if text.contains("://") || text.starts_with("sip:") || text.starts_with("sips:") {
        return Err(Problem::Scheme {
            text: shown_server(text),
        });
    }
    let bad_host = || Problem::Host {
        text: shown_server(text),
    };
    let nowhere = || Problem::Nowhere {
        text: shown_server(text),
    };
    let port = if let Some(rest) = text.strip_prefix('[') {
        let (address, after) = rest.split_once(']').ok_or_else(bad_host)?;
        let address: Ipv6Addr = address.parse().map_err(|_| bad_host())?;
        if address.is_unspecified() || address.is_multicast() {
            return Err(nowhere());
        }
        match after {
            "" => None,
            _ => Some(after.strip_prefix(':').ok_or_else(bad_host)?),
        }
    } else {
        let (name, port) = match text.split_once(':') {
            None => (text, None),
            Some((name, port)) => (name, Some(port)),
        };
        // What ends in a number is an address to everybody who resolves it.
        let last_label = name.rsplit('.').next().unwrap_or(name);
        if !last_label.is_empty() && last_label.bytes().all(|byte| byte.is_ascii_digit()) {
            let address: Ipv4Addr = name.parse().map_err(|_| bad_host())?;
            if address.is_unspecified() || address.is_multicast() || address.is_broadcast() {
                return Err(nowhere());
            }
        } else if !is_host_name(name) {
            return Err(bad_host());
        }
        port
    };
    match port {
        None => Ok(()),
        Some(port) if is_port(port) => Ok(()),
        Some(_) => Err(Problem::Port {
            text: shown_server(text),
        }),
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port != 0)
}

fn is_host_name(name: &str) -> bool {
    name.split('.').all(|label| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

/// `host[:port][/path]`, as phones want the place of files.
pub(crate) fn server_path(text: &str) -> Result<(), Problem> {
    length(text, LONGEST_PATH)?;
    if text.contains("://") {
        return Err(Problem::Scheme {
            text: shown_server(text),
        });
    }
    let (server, path) = text.split_once('/').unwrap_or((text, ""));
    host(server).map_err(|problem| match problem {
        // The whole text is what the reader knows.
        Problem::Host { .. } => Problem::Host {
            text: shown_server(text),
        },
        Problem::Port { .. } => Problem::Port {
            text: shown_server(text),
        },
        other => other,
    })?;
    match path
        .chars()
        .find(|found| !found.is_ascii_alphanumeric() && !"-._~/%+=@:,".contains(*found))
    {
        None => Ok(()),
        Some(found) => Err(Problem::Path {
            text: shown_server(text),
            found,
        }),
    }
}

/// The shape of a language code. Which ones a phone has depends on its firmware.
pub(crate) fn language(text: &str) -> Result<(), Problem> {
    let good = (2..=8).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'));
    if good {
        Ok(())
    } else {
        Err(Problem::Language { text: shown(text) })
    }
}

/// An address that a device can reach.
pub(crate) fn address(address: Ipv4Addr) -> Result<(), Problem> {
    if address.is_unspecified() || address.is_multicast() || address.is_broadcast() {
        return Err(Problem::Nowhere {
            text: address.to_string(),
        });
    }
    Ok(())
}

/// `http://…` or `https://…`, with the variables (`$mac`) that devices put in.
pub(crate) fn url(text: &str) -> Result<(), Problem> {
    length(text, LONGEST_PATH)?;
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(()),
        _ => Err(Problem::Url {
            text: shown_server(text),
        }),
    }
}

/// A certificate or private key between its two lines.
pub(crate) fn pem(text: &str) -> Result<(), Problem> {
    let good = text.starts_with("-----BEGIN ") && text.trim_end().ends_with("-----");
    let plain = |byte: u8| byte == b'\n' || byte == b' ' || byte.is_ascii_graphic();
    if good && text.len() <= LONGEST_PEM && text.bytes().all(plain) {
        Ok(())
    } else {
        Err(Problem::Pem)
    }
}

/// What both file forms carry.
pub(crate) fn raw(text: &str) -> Result<(), Problem> {
    if text.len() > LONGEST_PEM {
        return Err(Problem::Long {
            characters: text.chars().count(),
            longest: LONGEST_PEM,
        });
    }
    let bad = text.chars().enumerate().find(|(_, found)| match found {
        '\n' | '\t' => false,
        '\u{fffe}' | '\u{ffff}' => true,
        _ => found.is_control(),
    });
    match bad {
        None => Ok(()),
        Some((index, found)) => Err(Problem::Control {
            position: index + 1,
            found,
        }),
    }
}

/// The characters of a dial plan.
pub(crate) fn dial_plan(text: &str) -> Result<(), Problem> {
    length(text, LONGEST_PLAN)?;
    only(text, |found| found == ' ' || found.is_ascii_graphic())
}

/// A password of any kind, of which nothing else is known.
pub(crate) fn any_secret(text: &str) -> Result<(), Problem> {
    sip_secret(text)
}

pub(crate) fn zone(zone: &TimeZone) -> Result<(), Problem> {
    match zone {
        TimeZone::Named(name) => match zone_names::rule(name) {
            Some(_) => Ok(()),
            None => Err(Problem::ZoneName { text: shown(name) }),
        },
        TimeZone::Utc(_) => Ok(()),
        TimeZone::Posix(rule) => zone::check_rule(rule),
        TimeZone::Maker(code) => dialled(code),
    }
}

pub(crate) fn schedule(schedule: Schedule) -> Result<(), Problem> {
    const YEAR: u64 = 366 * 24 * 60;
    match schedule {
        Schedule::Never => Ok(()),
        Schedule::Every(time) => {
            let minutes = time.as_secs().div_ceil(60);
            if (60..=YEAR).contains(&minutes) {
                Ok(())
            } else {
                Err(Problem::Interval { minutes })
            }
        }
        Schedule::Daily { hour } if hour > 23 => Err(Problem::When { weekday: None, hour }),
        Schedule::Weekly { weekday, hour } if weekday > 6 || hour > 23 => Err(Problem::When {
            weekday: Some(weekday),
            hour,
        }),
        Schedule::Daily { .. } | Schedule::Weekly { .. } => Ok(()),
    }
}

/// A server as an error may repeat it: before an `@` people write a password.
fn shown_server(text: &str) -> String {
    match text.rsplit_once('@') {
        None => shown(text),
        Some((_, server)) => format!("…@{}", shown(server)),
    }
}

fn length(text: &str, longest: usize) -> Result<(), Problem> {
    if text.is_empty() {
        return Err(Problem::Empty);
    }
    let characters = text.chars().count();
    if characters > longest {
        return Err(Problem::Long { characters, longest });
    }
    Ok(())
}

fn only(text: &str, allowed: impl Fn(char) -> bool) -> Result<(), Problem> {
    match text.chars().enumerate().find(|(_, found)| !allowed(*found)) {
        None => Ok(()),
        Some((index, found)) => Err(Problem::Character {
            position: index + 1,
            found: Some(found),
        }),
    }
}

/// Control characters, those that break lines, and those that turn the direction of writing round.
fn is_control(found: char) -> bool {
    found.is_control()
        || matches!(
            found,
            '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}'
        )
}

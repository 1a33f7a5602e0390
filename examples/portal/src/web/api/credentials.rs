//! The token of a request: in a header, or in the address where the site allows that.

use axum::http::{HeaderMap, header};

/// The longest token that is looked at; ours have 43 characters.
const LONGEST: usize = 100;

/// Takes the token of `Authorization: Bearer`, or the password of `Authorization: Basic`.
///
/// Basic is for programs that can put `name:token@` before a host and nothing else; the name is not looked at.
pub fn of_header(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    let token = if scheme.eq_ignore_ascii_case("bearer") {
        rest.trim().to_owned()
    } else if scheme.eq_ignore_ascii_case("basic") {
        let text = String::from_utf8(base64(rest.trim())?).ok()?;
        text.split_once(':')?.1.to_owned()
    } else {
        return None;
    };
    usable(token)
}

/// A token that can be one of ours.
pub fn usable(token: String) -> Option<String> {
    (!token.is_empty() && token.len() <= LONGEST).then_some(token)
}

/// Reads base64 as in a header: the usual alphabet, padding or not.
fn base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    if text.len() > 2 * LONGEST {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut word, mut bits) = (0u32, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        word = word << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            // The eight bits above those that are left over.
            bytes.push((word >> bits & 0xff) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_taken_from_bearer_and_basic_only() {
        let long = format!("Bearer {}", "x".repeat(101));
        for (value, expected) in [
            ("Bearer abc", Some("abc")),
            ("bearer  abc ", Some("abc")),
            // crm:abc, :abc, crm:a:b, crm
            ("Basic Y3JtOmFiYw==", Some("abc")),
            ("basic OmFiYw", Some("abc")),
            ("Basic Y3JtOmE6Yg==", Some("a:b")),
            ("Basic Y3Jt", None),
            ("Basic Y3*=", None),
            ("Bearer ", None),
            ("Bearer", None),
            ("Digest abc", None),
            (long.as_str(), None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
            assert_eq!(of_header(&headers).as_deref(), expected, "{value:?}");
        }
        assert_eq!(of_header(&HeaderMap::new()), None);
    }

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (text, expected) in [
            ("", &b""[..]),
            ("Zg==", b"f"),
            ("Zm8=", b"fo"),
            ("Zm9v", b"foo"),
            ("Zm9vYmFy", b"foobar"),
            ("+/8=", &[0xfb, 0xff]),
        ] {
            assert_eq!(base64(text).as_deref(), Some(expected), "{text:?}");
        }
    }
}

//! The token of a request: in a header, or in the address where the site allows that.

use axum::http::{HeaderMap, header};
use base64ct::{Base64Unpadded, Encoding};

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
        // With padding as with none: programs send both.
        let bytes = Base64Unpadded::decode_vec(rest.trim().trim_end_matches('=')).ok()?;
        let text = String::from_utf8(bytes).ok()?;
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
}

//! URLs that phones are sent to: http or https, a host, a path, and nothing that any file or message would have to escape.

/// A URL in its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Url<'a> {
    pub(crate) encrypted: bool,
    /// Host, port and path: what P237 holds.
    pub(crate) rest: &'a str,
}

/// Why a URL is not given to phones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// No http URL, or one with characters that need an escape somewhere.
    Shape,
    /// A name or password before the host.
    Password,
}

pub(crate) fn read(url: &str) -> Result<Url<'_>, Unusable> {
    // Said first, so that no error repeats such a URL.
    if url.contains('@') {
        return Err(Unusable::Password);
    }
    let (encrypted, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return Err(Unusable::Shape),
    };
    let host = rest.split('/').next().unwrap_or_default();
    let fits = |character: char| character.is_ascii_alphanumeric() || "-._~:/%[]".contains(character);
    if host.is_empty() || host.starts_with([':', '-', '.']) || !rest.chars().all(fits) {
        return Err(Unusable::Shape);
    }
    Ok(Url { encrypted, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_no_escape_is_taken() {
        for (text, expected) in [
            ("https://p.example.net/b/x/", Ok((true, "p.example.net/b/x/"))),
            ("http://192.0.2.1:8080", Ok((false, "192.0.2.1:8080"))),
            ("https://[2001:db8::1]/b", Ok((true, "[2001:db8::1]/b"))),
            ("p.example.net/b", Err(Unusable::Shape)),
            ("https://", Err(Unusable::Shape)),
            ("https:///b", Err(Unusable::Shape)),
            ("https://p.example.net/a b", Err(Unusable::Shape)),
            ("https://p.example.net/a\"b", Err(Unusable::Shape)),
            ("https://p.example.net/a\r\nb", Err(Unusable::Shape)),
            ("https://a:b@p.example.net/", Err(Unusable::Password)),
            ("a:b@p.example.net", Err(Unusable::Password)),
        ] {
            assert_eq!(
                read(text).map(|url| (url.encrypted, url.rest)),
                expected,
                "{text:?}"
            );
        }
    }
}

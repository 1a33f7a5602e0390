use std::borrow::Cow;
use std::fmt;

/// Path and query of a request such as `agi://host/ivr/main?lang=fr`. Asterisk passes both on as they are written in
/// the dialplan; here they are decoded when they are read.
///
/// ```
/// use switchhook_agi::wire::RequestUrl;
/// let url = RequestUrl::of_request("agi://127.0.0.1:4573/ivr/caf%C3%A9?lang=fr&vip");
/// assert_eq!(url.segments().collect::<Vec<_>>(), ["ivr", "café"]);
/// assert_eq!(url.query("lang").as_deref(), Some("fr"));
/// assert_eq!(url.query("vip").as_deref(), Some(""));
/// assert_eq!(url.query("x"), None);
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RequestUrl {
    /// Begins with a slash.
    path: String,
    query: Option<String>,
}

impl RequestUrl {
    /// By what `agi_network_script` says: everything after the first slash of the URL.
    pub fn of_script(script: &str) -> Self {
        let (path, query) = match script.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (script, None),
        };
        Self {
            path: format!("/{}", path.trim_start_matches('/')),
            query: query.map(str::to_owned),
        }
    }

    /// By what `agi_request` says: a URL, or the name of a script.
    pub fn of_request(request: &str) -> Self {
        match request.split_once("://") {
            Some((_, after)) => match after.find(['/', '?']) {
                Some(end) => Self::of_script(after[end..].strip_prefix('/').unwrap_or(&after[end..])),
                None => Self::of_script(""),
            },
            None => Self::of_script(request),
        }
    }

    /// The path as it was written, with a slash before it. `/` if there is none.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The parts of the path between its slashes, decoded. Empty parts do not count.
    pub fn segments(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(percent_decode)
    }

    /// The decoded value of `name=value` in the query. A name alone has an empty value; of several the first counts.
    pub fn query(&self, name: &str) -> Option<Cow<'_, str>> {
        self.queries()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value)
    }

    /// All names and values of the query in order, decoded.
    pub fn queries(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        self.query
            .as_deref()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (percent_decode(name), percent_decode(value))
            })
    }
}

/// Shows the path only: a query may hold a token.
impl fmt::Debug for RequestUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestUrl({:?})", self.path)
    }
}

/// Replaces `%41` by `A` and so on; what is no such escape stays as it is, and so does `+`.
///
/// ```
/// use switchhook_agi::wire::percent_decode;
/// assert_eq!(percent_decode("a%20b+c%zz%"), "a b+c%zz%");
/// ```
pub fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(String::from_utf8_lossy(&percent_decode_bytes(text)).into_owned())
}

/// As [`percent_decode`], of what may be no text.
pub(crate) fn percent_decode_bytes(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                // Two hexadecimal digits are at most 255.
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::RequestUrl;

    #[test]
    fn path_and_query_are_found_in_every_form_of_a_request() {
        for (request, path, lang) in [
            ("agi://127.0.0.1", "/", None),
            ("agi://127.0.0.1/", "/", None),
            ("agi://127.0.0.1:4573/ivr", "/ivr", None),
            ("AGI://[::1]:4573/ivr/main?lang=fr", "/ivr/main", Some("fr")),
            ("hagi://pbx.example/ivr?x=1&lang=%66r", "/ivr", Some("fr")),
            ("agi://127.0.0.1?lang=fr", "/", Some("fr")),
            ("script.sh", "/script.sh", None),
            ("/opt/agi/script.sh", "/opt/agi/script.sh", None),
            ("async", "/async", None),
        ] {
            let url = RequestUrl::of_request(request);
            assert_eq!(url.path(), path, "{request}");
            assert_eq!(url.query("lang").as_deref(), lang, "{request}");
        }
    }
}

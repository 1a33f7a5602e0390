//! Requests and answers of HTTP, as far as a phone's pages need them.

use std::fmt;

/// What is done with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read it.
    Get,
    /// Send a form.
    Post,
    /// Send JSON.
    Put,
}

impl Method {
    /// The word on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// One request to a phone. `Debug` shows no query, no header and no body: all of them can hold passwords.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    method: Method,
    path: &'static str,
    target: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Request {
    pub(super) fn get(path: &'static str, query: &[(&str, &str)]) -> Self {
        let target = if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", form(query))
        };
        Self {
            method: Method::Get,
            path,
            target,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub(super) fn page(path: String) -> Self {
        Self {
            target: path,
            ..Self::get("a page", &[])
        }
    }

    pub(super) fn post(path: &'static str, fields: &[(&str, &str)]) -> Self {
        Self {
            method: Method::Post,
            body: form(fields).into_bytes(),
            ..Self::get(path, &[])
        }
        .header("content-type", "application/x-www-form-urlencoded")
    }

    /// With another path and query, for people still the same.
    pub(super) fn to(mut self, target: String) -> Self {
        self.target = target;
        self
    }

    pub(super) fn with(mut self, body: String) -> Self {
        self.body = body.into_bytes();
        self
    }

    pub(super) fn post_json(path: &'static str, body: String) -> Self {
        Self {
            method: Method::Post,
            ..Self::put_json(path, body)
        }
    }

    pub(super) fn put_json(path: &'static str, body: String) -> Self {
        Self {
            method: Method::Put,
            body: body.into_bytes(),
            ..Self::get(path, &[])
        }
        .header("content-type", "application/json")
    }

    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// What is done.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// What it is done with, for people: without the query.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Path and query. The query can hold secrets: keep it out of logs.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Headers besides `Host` and `Content-Length`, which are the driver's. Cookies are among them.
    pub fn headers(&self) -> impl ExactSizeIterator<Item = (&'static str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// What is sent.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.body.len();
        write!(
            f,
            "Request({} {}, {bytes} bytes)",
            self.method.as_str(),
            self.path
        )
    }
}

/// Names and values as browsers send them.
pub(super) fn form(fields: &[(&str, &str)]) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        if !text.is_empty() {
            text.push('&');
        }
        escape(&mut text, name);
        text.push('=');
        escape(&mut text, value);
    }
    text
}

fn escape(text: &mut String, part: &str) {
    for byte in part.bytes() {
        match byte {
            // Phones are known to get the colon between names as it is.
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b':' => text.push(byte.into()),
            b' ' => text.push('+'),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
}

/// What a phone answered. `Debug` shows neither headers nor body.
#[derive(Clone, PartialEq, Eq)]
pub struct Response<'a> {
    status: u16,
    cookies: Vec<&'a str>,
    body: &'a [u8],
}

impl<'a> Response<'a> {
    /// An answer by its HTTP status and body.
    #[must_use]
    pub const fn new(status: u16, body: &'a [u8]) -> Self {
        Self {
            status,
            cookies: Vec::new(),
            body,
        }
    }

    /// With the value of one `Set-Cookie` header; once for each.
    #[must_use]
    pub fn set_cookie(mut self, value: &'a str) -> Self {
        self.cookies.push(value);
        self
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    pub(super) const fn body(&self) -> &'a [u8] {
        self.body
    }

    pub(super) const fn is_redirect(&self) -> bool {
        matches!(self.status, 301 | 302 | 303 | 307 | 308)
    }

    pub(super) const fn is_ok(&self) -> bool {
        matches!(self.status, 200..=299)
    }
}

impl fmt::Debug for Response<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Response({}, {} bytes)", self.status, self.body.len())
    }
}

/// The cookies of a session. Their attributes are left out: all of them go back to the one phone.
#[derive(Clone, Default)]
pub(super) struct Cookies(Vec<(String, String)>);

impl Cookies {
    const MOST: usize = 16;
    const LONGEST: usize = 1024;

    pub(super) fn take(&mut self, response: &Response<'_>) {
        for cookie in &response.cookies {
            let pair = cookie.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            self.set(name.trim(), value.trim());
        }
    }

    pub(super) fn set(&mut self, name: &str, value: &str) {
        let sendable = |text: &str| {
            text.len() <= Self::LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b';')
        };
        if name.is_empty() || !sendable(name) || !sendable(value) {
            return;
        }
        if let Some((_, old)) = self.0.iter_mut().find(|(there, _)| there == name) {
            value.clone_into(old);
        } else if self.0.len() < Self::MOST {
            self.0.push((name.to_owned(), value.to_owned()));
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(there, _)| there == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What goes into the header `Cookie`.
    pub(super) fn header(&self) -> Option<String> {
        let pairs: Vec<_> = self
            .0
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }
}

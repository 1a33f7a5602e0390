//! Requests to the phone's pages and their answers.

use std::io;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};

use crate::testing::http::{Headers, Response, bad, read_body, read_chunks, read_head};

/// A request, as the phone's pages get it.
#[derive(Clone, Default)]
pub(in crate::testing) struct Request {
    pub(in crate::testing) method: String,
    /// The path without the query.
    pub(in crate::testing) path: String,
    pub(in crate::testing) query: String,
    pub(in crate::testing) headers: Headers,
    pub(in crate::testing) body: Vec<u8>,
}

impl Request {
    /// The values of a form, from the query and, for a POST, from the body.
    pub(in crate::testing) fn form(&self) -> Vec<(String, String)> {
        let body = match self.headers.get("content-type") {
            Some(kind) if kind.contains("json") => "",
            _ => std::str::from_utf8(&self.body).unwrap_or_default(),
        };
        [self.query.as_str(), body]
            .into_iter()
            .flat_map(|text| text.trim_end().split('&'))
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (from_form(name), from_form(value))
            })
            .collect()
    }

    /// A cookie by its name.
    pub(in crate::testing) fn cookie(&self, name: &str) -> Option<&str> {
        self.headers
            .all("cookie")
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(there, _)| *there == name)
            .map(|(_, value)| value)
    }
}

impl Response {
    pub(in crate::testing) fn of(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Headers(vec![("Content-Type".to_owned(), kind.to_owned())]),
            body: body.into(),
        }
    }

    pub(in crate::testing) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.0.push((name.to_owned(), value.into()));
        self
    }

    /// The bytes on the wire.
    pub(in crate::testing) fn to_bytes(&self) -> Vec<u8> {
        let reason = match self.status {
            200 => "OK",
            302 => "Found",
            403 => "Forbidden",
            404 => "Not Found",
            405 => "Method Not Allowed",
            _ => "Answer",
        };
        let mut text = format!("HTTP/1.1 {} {reason}\r\n", self.status);
        for (name, value) in &self.headers.0 {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!(
            "Content-Length: {}\r\nConnection: close\r\n\r\n",
            self.body.len()
        ));
        let mut bytes = text.into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// Text of a form: `+` is a blank, `%XX` a byte. What is no escape stays as it is.
fn from_form(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let escaped = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(byte) => {
                plain.push(byte);
                at += 2;
            }
            None if bytes[at] == b'+' => plain.push(b' '),
            None => plain.push(bytes[at]),
        }
        at += 1;
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// Reads a request of somebody who looks at the phone's pages.
pub(in crate::testing) async fn read_request<S>(stream: &mut S) -> io::Result<Request>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (first, headers, rest) = read_head(stream, Vec::new()).await?;
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Err(bad("no request line"));
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if headers
        .get("expect")
        .is_some_and(|expect| expect.eq_ignore_ascii_case("100-continue"))
    {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
    }
    let body = if headers.get("transfer-encoding").is_some() {
        read_chunks(stream, rest).await?
    } else {
        let length = headers
            .get("content-length")
            .map_or(Ok(0), |length| length.trim().parse());
        read_body(stream, rest, length.map_err(|_| bad("no length"))?).await?
    };
    Ok(Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_read_as_browsers_write_them() {
        let request = Request {
            query: "P2=a%26b+c&empty=&odd=100%".to_owned(),
            body: b"P3=H%C3%A9l%C3%A8ne".to_vec(),
            ..Request::default()
        };
        let form = request.form();
        let form: Vec<_> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            form,
            [("P2", "a&b c"), ("empty", ""), ("odd", "100%"), ("P3", "Hélène")]
        );
    }
}

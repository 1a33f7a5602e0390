//! As much of HTTP/1.1 as a phone speaks: one request for each connection, and the answers of its own pages.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The longest head of a message that is read.
const HEAD_BYTES: usize = 32 << 10;
/// The longest body. Real full exports have 100 to 300 kB; firmware is only counted in length.
const BODY_BYTES: usize = 8 << 20;

/// An answer.
#[derive(Clone, Default)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) body: Vec<u8>,
}

/// The lines of a head.
#[derive(Clone, Default)]
pub(super) struct Headers(pub(super) Vec<(String, String)>);

impl Headers {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut found = self
            .0
            .iter()
            .filter(|(there, _)| there.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value.as_str())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(there, _)| there.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// What happens while the phone reads an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Cut {
    /// Nothing: it reads to the end.
    #[default]
    No,
    /// It hangs up as soon as it has asked.
    AfterRequest,
    /// It takes the first half of the body for all of it.
    Half,
}

/// Sends a request and reads the answer to its end.
pub(super) async fn exchange<S>(stream: &mut S, request: &[u8], cut: Cut) -> io::Result<Response>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    stream.write_all(request).await?;
    stream.flush().await?;
    if cut == Cut::AfterRequest {
        return Err(io::Error::new(
            io::ErrorKind::ConnectionAborted,
            "the phone hung up",
        ));
    }
    let mut read = Vec::new();
    let (mut response, rest) = loop {
        let (first, headers, rest) = read_head(stream, std::mem::take(&mut read)).await?;
        let status = first
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .filter(|_| first.starts_with("HTTP/1."))
            .ok_or_else(|| bad("no status line"))?;
        // 100 Continue and its like announce the answer.
        if status >= 200 {
            let response = Response {
                status,
                headers,
                body: Vec::new(),
            };
            break (response, rest);
        }
        read = rest;
    };
    let length = response.headers.get("content-length").map(str::to_owned);
    let chunked = response.headers.get("transfer-encoding").is_some();
    response.body = if matches!(response.status, 204 | 304) {
        Vec::new()
    } else if chunked {
        read_chunks(stream, rest).await?
    } else if let Some(length) = length {
        let length = length.trim().parse().map_err(|_| bad("no length"))?;
        read_body(stream, rest, length).await?
    } else {
        let mut body = rest;
        stream.take(BODY_BYTES as u64).read_to_end(&mut body).await?;
        body
    };
    if cut == Cut::Half {
        response.body.truncate(response.body.len() / 2);
    }
    Ok(response)
}

/// The first line, the header lines, and what was read beyond them.
pub(super) async fn read_head<S: AsyncRead + Unpin>(
    stream: &mut S,
    mut bytes: Vec<u8>,
) -> io::Result<(String, Headers, Vec<u8>)> {
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if bytes.len() > HEAD_BYTES {
            return Err(bad("the head does not end"));
        }
        more(stream, &mut bytes).await?;
    };
    let rest = bytes.split_off(end + 4);
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let first = lines.next().unwrap_or_default().to_owned();
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect();
    Ok((first, Headers(headers), rest))
}

pub(super) async fn read_body<S: AsyncRead + Unpin>(
    stream: &mut S,
    mut body: Vec<u8>,
    length: usize,
) -> io::Result<Vec<u8>> {
    if length > BODY_BYTES {
        return Err(bad("the body is too long"));
    }
    while body.len() < length {
        more(stream, &mut body).await?;
    }
    body.truncate(length);
    Ok(body)
}

pub(super) async fn read_chunks<S: AsyncRead + Unpin>(
    stream: &mut S,
    mut bytes: Vec<u8>,
) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = loop {
            if let Some(at) = bytes.windows(2).position(|two| two == b"\r\n") {
                let line = String::from_utf8_lossy(&bytes[..at]).into_owned();
                bytes.drain(..at + 2);
                break line;
            }
            if bytes.len() > HEAD_BYTES {
                return Err(bad("a chunk has no length"));
            }
            more(stream, &mut bytes).await?;
        };
        let digits = line.split(';').next().unwrap_or_default().trim();
        let length = usize::from_str_radix(digits, 16).map_err(|_| bad("a chunk has no length"))?;
        if length == 0 {
            return Ok(body);
        }
        if length > BODY_BYTES - body.len() {
            return Err(bad("the body is too long"));
        }
        while bytes.len() < length + 2 {
            more(stream, &mut bytes).await?;
        }
        body.extend(bytes.drain(..length));
        bytes.drain(..2);
    }
}

async fn more<S: AsyncRead + Unpin>(stream: &mut S, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut buffer = [0; 8192];
    match stream.read(&mut buffer).await? {
        0 => Err(io::Error::new(
            io::ErrorKind::UnexpectedEof,
            "the other end hung up in the middle",
        )),
        read => {
            bytes.extend_from_slice(&buffer[..read]);
            Ok(())
        }
    }
}

pub(super) fn bad(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(bytes: &[u8]) -> io::Result<Response> {
        let (mut here, mut there) = tokio::io::duplex(64);
        let bytes = bytes.to_vec();
        let peer = tokio::spawn(async move {
            let mut asked = [0; 3];
            there.read_exact(&mut asked).await.unwrap();
            // The phone may hang up before it has read all.
            let _ = there.write_all(&bytes).await;
        });
        let response = exchange(&mut here, b"ask", Cut::No).await;
        drop(here);
        peer.await.unwrap();
        response
    }

    #[tokio::test]
    async fn bodies_of_all_three_kinds_are_read() {
        for bytes in [
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, more",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=1\r\nllo\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\n\r\nhello",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nhello",
        ] {
            let response = read(bytes.as_bytes()).await.unwrap();
            assert_eq!(
                (response.status, response.body.as_slice()),
                (200, &b"hello"[..]),
                "{bytes}"
            );
        }
    }

    #[tokio::test]
    async fn answers_that_break_off_are_errors() {
        for bytes in [
            "",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "hello\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        ] {
            assert!(read(bytes.as_bytes()).await.is_err(), "{bytes}");
        }
    }
}

//! A file as a browser asks for it: whole, or the part that it plays next (RFC 9110, section 14).

use std::fs::File;
use std::io;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use futures_util::stream;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

/// What is in memory of each file that is on its way.
const CHUNK: u64 = 64 * 1024;

/// Which bytes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    /// The first and the last one.
    Part(u64, u64),
    /// None of those that there are.
    Nothing,
}

/// Reads a `Range` header. What makes no sense, and several parts at once, may be answered with the whole.
fn wanted(range: &str, size: u64) -> Wanted {
    let part = range
        .split_once('=')
        .filter(|(unit, _)| unit.trim().eq_ignore_ascii_case("bytes"))
        .and_then(|(_, part)| part.trim().split_once('-'));
    // A number that is too large for us is beyond every file.
    let number = |text: &str| -> Option<u64> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(u64::MAX))
    };
    match part {
        Some(("", suffix)) => match number(suffix) {
            None => Wanted::Whole,
            Some(0) => Wanted::Nothing,
            Some(_) if size == 0 => Wanted::Nothing,
            Some(count) => Wanted::Part(size.saturating_sub(count), size - 1),
        },
        Some((first, last)) => match (number(first), last, number(last)) {
            (Some(first), ..) if first >= size => Wanted::Nothing,
            (Some(first), "", _) => Wanted::Part(first, size - 1),
            (Some(first), _, Some(last)) if first <= last => Wanted::Part(first, last.min(size - 1)),
            _ => Wanted::Whole,
        },
        None => Wanted::Whole,
    }
}

/// Answers with the file, or with the part of it that the headers ask for. `more` are headers of the answer.
///
/// # Errors
///
/// The file cannot be read.
pub async fn respond(
    file: File,
    method: &Method,
    asked: &HeaderMap,
    media_type: &'static str,
    more: Vec<(HeaderName, HeaderValue)>,
) -> io::Result<Response> {
    let metadata = file.metadata()?;
    let (size, modified) = (metadata.len(), DateTime::<Utc>::from(metadata.modified()?));
    // A recording that grows is another file at each look.
    let tag = format!("\"{size:x}-{:x}\"", modified.timestamp_micros());
    let date = modified.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let text = |name| asked.get(name).and_then(|value| value.to_str().ok());
    // With another file than it has the beginning of, a browser wants to begin again.
    let same = text(header::IF_RANGE).is_none_or(|known| known == tag || known == date);
    let wanted = match text(header::RANGE) {
        Some(range) if same => wanted(range, size),
        _ => Wanted::Whole,
    };
    let (status, first, length) = match wanted {
        Wanted::Whole => (StatusCode::OK, 0, size),
        Wanted::Part(first, last) => (StatusCode::PARTIAL_CONTENT, first, last - first + 1),
        Wanted::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, 0, 0),
    };
    let body = if *method == Method::HEAD || length == 0 {
        Body::empty()
    } else {
        stream(file, first, length).await?
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    // Somebody's voice: nobody keeps it.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    let range = match wanted {
        Wanted::Whole => None,
        Wanted::Part(first, last) => Some(format!("bytes {first}-{last}/{size}")),
        Wanted::Nothing => Some(format!("bytes */{size}")),
    };
    let ours = [
        (header::ETAG, Some(tag)),
        (header::LAST_MODIFIED, Some(date)),
        (header::CONTENT_RANGE, range),
    ];
    for (name, text) in ours {
        // Digits, letters and punctuation.
        if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
            headers.insert(name, value);
        }
    }
    headers.extend(more);
    Ok(response)
}

/// `length` bytes from `first` on, read as they are sent. A file that has become shorter meanwhile ends the connection: the
/// browser sees that something is missing.
async fn stream(file: File, first: u64, length: u64) -> io::Result<Body> {
    let mut file = tokio::fs::File::from_std(file);
    file.seek(io::SeekFrom::Start(first)).await?;
    let chunks = stream::try_unfold((file, length), async |(mut file, left)| {
        if left == 0 {
            return Ok::<_, io::Error>(None);
        }
        let mut chunk = Vec::new();
        let read = (&mut file).take(left.min(CHUNK)).read_to_end(&mut chunk).await? as u64;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(Some((chunk, (file, left - read))))
    });
    Ok(Body::from_stream(Box::pin(chunks)))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn every_form_of_a_range_is_read() {
        use Wanted::{Nothing, Part, Whole};
        for (range, size, expected) in [
            ("bytes=0-", 100, Part(0, 99)),
            ("bytes=0-0", 100, Part(0, 0)),
            ("bytes=10-19", 100, Part(10, 19)),
            ("Bytes= 10-19", 100, Part(10, 19)),
            ("bytes=90-500", 100, Part(90, 99)),
            ("bytes=-10", 100, Part(90, 99)),
            ("bytes=-500", 100, Part(0, 99)),
            ("bytes=99999999999999999999999-", 100, Nothing),
            ("bytes=0-99999999999999999999999", 100, Part(0, 99)),
            ("bytes=100-", 100, Nothing),
            ("bytes=-0", 100, Nothing),
            ("bytes=0-", 0, Nothing),
            ("bytes=-5", 0, Nothing),
            // Nonsense and several parts: the whole is an answer to both.
            ("bytes=20-10", 100, Whole),
            ("bytes=0-1,5-6", 100, Whole),
            ("bytes=", 100, Whole),
            ("bytes=-", 100, Whole),
            ("bytes=+1-2", 100, Whole),
            ("lines=0-1", 100, Whole),
            ("", 100, Whole),
        ] {
            assert_eq!(wanted(range, size), expected, "{range:?} of {size}");
        }
    }

    async fn ask(method: Method, headers: &[(HeaderName, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
        let mut file = tempfile::tempfile().unwrap();
        // More than is read at once.
        let bytes: Vec<u8> = (0..200_000u32).map(|n| (n % 251) as u8).collect();
        file.write_all(&bytes).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_795_341_600))
            .unwrap();
        let asked = headers
            .iter()
            .map(|(name, value)| (name.clone(), value.parse().unwrap()))
            .collect();
        let response = respond(file, &method, &asked, "audio/wav", Vec::new())
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, body.to_vec())
    }

    #[tokio::test]
    async fn the_bytes_are_those_that_the_header_says() {
        let (status, headers, whole) = ask(Method::GET, &[]).await;
        assert_eq!((status, whole.len()), (StatusCode::OK, 200_000));
        assert_eq!(headers[header::ACCEPT_RANGES], "bytes");
        assert_eq!(headers[header::LAST_MODIFIED], "Sun, 22 Nov 2026 10:00:00 GMT");
        let tag = headers[header::ETAG].to_str().unwrap().to_owned();
        for (range, first, last) in [
            ("bytes=70000-", 70_000, 199_999),
            ("bytes=5-9", 5, 9),
            ("bytes=-3", 199_997, 199_999),
        ] {
            let (status, headers, part) = ask(Method::GET, &[(header::RANGE, range)]).await;
            assert_eq!(status, StatusCode::PARTIAL_CONTENT, "{range}");
            assert_eq!(
                headers[header::CONTENT_RANGE],
                format!("bytes {first}-{last}/200000")
            );
            assert_eq!(headers[header::CONTENT_LENGTH], (last - first + 1).to_string());
            assert_eq!(part, whole[first..=last], "{range}");
        }
        let (status, headers, part) = ask(Method::GET, &[(header::RANGE, "bytes=200000-")]).await;
        assert_eq!((status, part.len()), (StatusCode::RANGE_NOT_SATISFIABLE, 0));
        assert_eq!(headers[header::CONTENT_RANGE], "bytes */200000");
        // The part only of the file that the browser knows.
        for (known, expected) in [
            (&*tag, StatusCode::PARTIAL_CONTENT),
            ("Sun, 22 Nov 2026 10:00:00 GMT", StatusCode::PARTIAL_CONTENT),
            ("Sun, 22 Nov 2026 09:00:00 GMT", StatusCode::OK),
            ("\"another\"", StatusCode::OK),
            (&format!("W/{tag}"), StatusCode::OK),
        ] {
            let asked = [(header::RANGE, "bytes=5-9"), (header::IF_RANGE, known)];
            assert_eq!(ask(Method::GET, &asked).await.0, expected, "{known}");
        }
    }

    #[tokio::test]
    async fn a_head_tells_the_same_without_the_bytes() {
        let (status, headers, body) = ask(Method::HEAD, &[(header::RANGE, "bytes=5-9")]).await;
        assert_eq!((status, body.len()), (StatusCode::PARTIAL_CONTENT, 0));
        assert_eq!(headers[header::CONTENT_LENGTH], "5");
    }

    #[tokio::test]
    async fn a_file_that_becomes_shorter_is_not_taken_for_whole() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&[1; 1000]).unwrap();
        let body = stream(file.try_clone().unwrap(), 0, 2000).await.unwrap();
        assert!(axum::body::to_bytes(body, usize::MAX).await.is_err());
    }
}

//! Requests that change something must come from a page of our own.
//!
//! Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`) and pages cannot forge it. Forms carry the
//! session's token besides (`web::form`), for browsers that say nothing.

use axum::http::{HeaderMap, header};

/// Whether a state-changing request may go on, by what the browser says of its origin.
pub fn same_origin(headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok()) {
        // "none": typed or bookmarked by the user.
        return matches!(site, "same-origin" | "none");
    }
    match (text(header::ORIGIN), text(header::HOST)) {
        (Some(origin), Some(host)) => origin
            .split_once("://")
            .is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host)),
        // Neither header: not a browser's cross-site request; the form's token decides.
        (None, _) => true,
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_pages_are_refused() {
        for (lines, expected) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("origin", "http://portal"),
                    ("host", "portal"),
                ],
                false,
            ),
            (
                &[("origin", "https://portal:8080"), ("host", "portal:8080")],
                true,
            ),
            (&[("origin", "https://evil"), ("host", "portal:8080")], false),
            (&[("origin", "null"), ("host", "portal:8080")], false),
            (&[("host", "portal:8080")], true),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in lines {
                headers.insert(*name, value.parse().unwrap());
            }
            assert_eq!(same_origin(&headers), expected, "{lines:?}");
        }
    }
}

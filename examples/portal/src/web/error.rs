//! What the user sees when something goes wrong: what happened, what was not done, what to do.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::log::Event;
use crate::store::StoreError;
use crate::token;

/// A page that could not be shown or an action that was not done.
#[derive(Debug)]
pub enum WebError {
    /// Nobody is logged in: to the login page, and back here afterwards.
    LoginNeeded {
        next: String,
        expired: bool,
    },
    /// The person's profiles do not allow it.
    Forbidden,
    NotFound,
    /// The form did not come from one of our pages, or from one that is too old.
    StaleForm,
    /// The request is not one that our pages make.
    BadRequest,
    /// The address is there, but not for this method.
    WrongMethod,
    TooMany {
        wait_seconds: u64,
    },
    /// A one-time link that was used or is too old.
    VoidLink,
    /// Our own fault; the reference is in the log.
    Internal {
        reference: String,
    },
}

impl WebError {
    /// Logs the cause and gives the page only a reference to it.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let reference = token::typeable(8);
        tracing::error!(event = %Event::RequestFailed, %reference, error = %cause);
        Self::Internal { reference }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            Self::LoginNeeded { .. } => StatusCode::SEE_OTHER,
            Self::Forbidden | Self::StaleForm => StatusCode::FORBIDDEN,
            Self::NotFound | Self::VoidLink => StatusCode::NOT_FOUND,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Gone => Self::NotFound,
            other => Self::internal(other),
        }
    }
}

impl From<askama::Error> for WebError {
    fn from(error: askama::Error) -> Self {
        Self::internal(error)
    }
}

/// The error travels in the response's extensions; `web::error_pages` writes the page in the user's language.
#[derive(Clone, Debug)]
pub struct ErrorMark(pub std::sync::Arc<WebError>);

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        if let Self::LoginNeeded { next, expired } = &self {
            let mut query = url_query("next", next);
            if *expired {
                query.push_str("&expired=1");
            }
            return axum::response::Redirect::to(&format!("/login?{query}")).into_response();
        }
        let mut response = self.status().into_response();
        response
            .extensions_mut()
            .insert(ErrorMark(std::sync::Arc::new(self)));
        response
    }
}

/// `name=value` with the value percent-encoded.
pub fn url_query(name: &str, value: &str) -> String {
    let mut text = format!("{name}=");
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                text.push(char::from(byte));
            }
            _ => {
                use std::fmt::Write;
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

/// A path of our own to go back to, never another site.
pub fn local_path(next: &str) -> &str {
    let plain = next.starts_with('/') && !next.starts_with("//") && !next.contains('\\');
    // Control characters have no place in a header, and browsers read some of them away.
    if plain && !next.contains(char::is_control) {
        next
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_login_never_leads_to_another_site() {
        for (next, expected) in [
            ("/directory?q=a", "/directory?q=a"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/\t/evil.example", "/"),
            ("/\r\nset-cookie: a=b", "/"),
            ("/\0", "/"),
            ("/\u{7f}", "/"),
            ("", "/"),
        ] {
            assert_eq!(local_path(next), expected, "{next:?}");
        }
    }

    #[test]
    fn queries_are_percent_encoded() {
        assert_eq!(
            url_query("next", "/calls?number=1&x=é"),
            "next=/calls%3Fnumber%3D1%26x%3D%C3%A9"
        );
    }
}

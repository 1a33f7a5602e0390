//! Forms that browsers post, checked to come from our own pages.

use std::time::Duration;

use axum::Form;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;

use super::error::WebError;
use super::visitor::Visitor;
use crate::app::Shared;
use crate::auth::origin::same_origin;

/// How long a browser may take to send a form, on a slow line too.
const ARRIVES_WITHIN: Duration = Duration::from_secs(30);

/// The fields of a posted form, after its origin and token were checked.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The field's text without surrounding blanks; empty if it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The field as typed: for passwords.
    pub fn raw(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// All values of a field that may repeat.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.trim())
    }

    /// All fields as typed, in their order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// A checkbox.
    pub fn checked(&self, name: &str) -> bool {
        !self.raw(name).is_empty()
    }

    /// A row's number in a hidden field or a select; `None` if it is empty.
    pub fn id<T: From<i64>>(&self, name: &str) -> Result<Option<T>, WebError> {
        match self.text(name) {
            "" => Ok(None),
            text => text
                .parse::<i64>()
                .map(|id| Some(T::from(id)))
                .map_err(|_| WebError::BadRequest),
        }
    }
}

impl FromRequest<Shared> for Fields {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &Shared) -> Result<Self, WebError> {
        if !same_origin(request.headers()) {
            return Err(WebError::StaleForm);
        }
        let visitor = request.extensions().get::<Visitor>().cloned();
        let header_token = token_header(request.headers()).map(str::to_owned);
        // A form that never ends must not hold its connection for ever.
        let form = Form::<Vec<(String, String)>>::from_request(request, state);
        let Ok(Ok(Form(pairs))) = tokio::time::timeout(ARRIVES_WITHIN, form).await else {
            return Err(WebError::BadRequest);
        };
        let fields = Self(pairs);
        if let Some(session) = visitor.and_then(|v| v.session) {
            let token = header_token.as_deref().unwrap_or_else(|| fields.raw("csrf"));
            if token != session.csrf {
                return Err(WebError::StaleForm);
            }
        }
        Ok(fields)
    }
}

fn token_header(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-csrf-token").and_then(|v| v.to_str().ok())
}

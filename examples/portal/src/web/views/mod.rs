//! What each page shows, as plain display data: one file and one template for each screen.
//!
//! A handler fills a view with text that is ready to read (dates and amounts through
//! [`Texts`](crate::i18n::Texts), numbers already masked) and gives it to [`page`]. A view knows neither the store
//! nor the telephone exchange, and a template decides nothing but its layout.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod calls;
pub(crate) mod channels;
pub(crate) mod clients;
pub(crate) mod common;
pub(crate) mod costs;
pub(crate) mod departments;
pub(crate) mod directory;
pub(crate) mod error;
pub(crate) mod forwards;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod journey;
pub(crate) mod live;
pub(crate) mod login;
pub(crate) mod original;
pub(crate) mod people;
pub(crate) mod phones;
pub(crate) mod preview;
pub(crate) mod profiles;
pub(crate) mod queue_statistics;
pub(crate) mod queues;
pub(crate) mod recordings;
pub(crate) mod rerating;
pub(crate) mod scheduled;
pub(crate) mod site;
pub(crate) mod statistics;
pub(crate) mod tariff;

#[cfg(test)]
mod samples;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::log::Event;

/// Answers with a page. What a page shows is personal and changes, so nobody keeps it.
pub(crate) fn page<T: Template>(status: StatusCode, view: &T) -> Response {
    match view.render() {
        Ok(html) => (status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Err(error) => {
            tracing::error!(event = %Event::PageUnrendered, %error, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

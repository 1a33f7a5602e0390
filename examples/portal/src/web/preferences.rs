//! Language, theme and the folded menu: cookies of the browser, so that they hold before logging in too.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};

use super::error::{WebError, local_path};
use super::form::Fields;
use super::frame::Theme;
use super::visitor::set_cookie;
use crate::app::Shared;
use crate::i18n::Lang;

const YEAR: u32 = 365 * 24 * 3600;

/// `POST /preferences`: `lang`, `theme` and `folded`, each only if sent; back to `here`.
pub async fn save(
    State(app): State<Shared>,
    _headers: HeaderMap,
    fields: Fields,
) -> Result<Response, WebError> {
    let mut cookies: Vec<(HeaderName, axum::http::HeaderValue)> = Vec::new();
    let mut keep = |name: &str, value: &str| {
        cookies.push((
            header::SET_COOKIE,
            set_cookie(name, value, Some(YEAR), app.peers.encrypted(), true),
        ));
    };
    if let Ok(lang) = fields.text("lang").parse::<Lang>() {
        keep("lang", lang.code());
    }
    if let Ok(theme) = fields.text("theme").parse::<Theme>() {
        keep("theme", theme.code());
    }
    match fields.text("folded") {
        "1" => keep("menu", "folded"),
        "0" => keep("menu", "open"),
        _ => {}
    }
    Ok((
        AppendHeaders(cookies),
        Redirect::to(local_path(fields.text("return"))),
    )
        .into_response())
}

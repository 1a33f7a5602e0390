//! Who makes this request: address, preferences and, if logged in, the session.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use switchhook_portal_core::rights::Scopes;
use switchhook_portal_core::{Capability, Person, Phone, Subject};

use super::error::WebError;
use super::frame::Theme;
use super::page;
use crate::app::{App, Shared};
use crate::i18n::Lang;
use crate::log::Event;
use crate::store::Seconds;

/// Everything known about whoever sent the request.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub address: IpAddr,
    pub lang: Lang,
    pub theme: Theme,
    pub folded: bool,
    pub session: Option<Arc<Session>>,
    /// A session cookie came, but its session has ended.
    pub expired: bool,
}

/// A logged-in person.
#[derive(Debug)]
pub struct Session {
    pub person: Person,
    pub phones: Vec<Phone>,
    pub subject: Subject,
    pub csrf: String,
    pub fingerprint: Vec<u8>,
    pub address: IpAddr,
}

impl Session {
    /// How far the capability reaches; refused without it.
    pub fn scope(&self, capability: Capability) -> Result<Scopes, WebError> {
        self.subject.scope(capability).ok_or(WebError::Forbidden)
    }

    pub fn may(&self, capability: Capability) -> bool {
        self.subject.scope(capability).is_some()
    }
}

/// Requests that the page makes by itself: they do not keep a session alive.
fn by_itself(path: &str) -> bool {
    path.starts_with("/live/") || path.starts_with("/assets/") || path == "/session/status"
}

/// Runs before every handler: refuses foreign peers, finds out who is asking, and notes activity.
pub async fn identify(
    State(app): State<Shared>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let forwarded = forwarded_for(request.headers());
    let Some(address) = app.peers.client(peer.ip(), forwarded) else {
        return (
            StatusCode::FORBIDDEN,
            "Only the configured proxy may connect here.\n",
        )
            .into_response();
    };
    let mut visitor = stranger(&app, address, request.headers());
    let session = match cookie(request.headers(), app.session_cookie()) {
        Some(token) => session(&app, token, address, by_itself(request.uri().path()))
            .await
            .inspect(|found| visitor.expired = found.is_none()),
        None => Ok(None),
    };
    match session {
        Ok(session) => visitor.session = session.map(Arc::new),
        Err(error) => return page::error_page(&app, &visitor, &error),
    }
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

/// The last line of the header: some proxies add one of their own after the client's, rather than to it.
pub fn forwarded_for(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all("x-forwarded-for")
        .into_iter()
        .next_back()?
        .to_str()
        .ok()
}

/// Somebody who is not logged in, with the preferences of the browser.
fn stranger(app: &App, address: IpAddr, headers: &HeaderMap) -> Visitor {
    let accept_language = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok());
    let lang = cookie(headers, "lang")
        .and_then(|code| code.parse().ok())
        .unwrap_or_else(|| Lang::negotiate(accept_language, app.default_lang));
    let theme = cookie(headers, "theme")
        .and_then(|code| code.parse().ok())
        .unwrap_or(Theme::System);
    let folded = cookie(headers, "menu") == Some("folded");
    Visitor {
        address,
        lang,
        theme,
        folded,
        session: None,
        expired: false,
    }
}

/// The session behind a cookie, if it has not ended.
pub async fn session(
    app: &App,
    token: &str,
    address: IpAddr,
    by_itself: bool,
) -> Result<Option<Session>, WebError> {
    if token.len() > 100 {
        return Ok(None);
    }
    let Some(row) = app.store.session(token).await? else {
        return Ok(None);
    };
    let now = app.now();
    let policy = app.config.session;
    let ended = now - row.last_activity > policy.idle.as_secs() as Seconds
        || now - row.started > policy.absolute.as_secs() as Seconds;
    let person = app.store.person(row.person).await?.filter(|p| !p.disabled);
    let (false, Some(person)) = (ended, person) else {
        app.store.end_session(row.person, &row.token).await?;
        return Ok(None);
    };
    // One write for every ten seconds of clicking is exact enough for a limit in minutes.
    if !by_itself && now - row.last_activity >= 10 {
        // A disk that is full keeps nobody from reading: the session merely ends sooner.
        if let Err(error) = app.store.touch_session(&row.token, now).await {
            tracing::error!(event = %Event::SessionUnnoted, %error, "a session's activity could not be noted");
        }
    }
    let phones = app.store.phones_of(person.id).await?;
    let departments = app.store.departments().await?;
    let subject = Subject::new(&person, &phones).with_departments_below(&departments);
    Ok(Some(Session {
        person,
        phones,
        subject,
        csrf: row.csrf,
        fingerprint: row.token,
        address,
    }))
}

/// One cookie of the request.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// A `Set-Cookie` value. `max_age` of zero deletes; none lasts as long as the browser is open.
pub fn set_cookie(
    name: &str,
    value: &str,
    max_age: Option<u32>,
    secure: bool,
    http_only: bool,
) -> HeaderValue {
    let mut text = format!("{name}={value}; Path=/; SameSite=Lax");
    if let Some(seconds) = max_age {
        text.push_str(&format!("; Max-Age={seconds}"));
    }
    if http_only {
        text.push_str("; HttpOnly");
    }
    if secure {
        text.push_str("; Secure");
    }
    // Names and values are ours: letters, digits, `-` and `_`.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

impl FromRequestParts<Shared> for Visitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &Shared) -> Result<Self, WebError> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| WebError::internal("no visitor in the request"))
    }
}

/// A visitor who is logged in; anybody else is sent to the login page.
#[derive(Clone, Debug)]
pub struct LoggedIn {
    pub visitor: Visitor,
    pub session: Arc<Session>,
}

impl std::ops::Deref for LoggedIn {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl FromRequestParts<Shared> for LoggedIn {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, WebError> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        match &visitor.session {
            Some(session) => Ok(Self {
                session: session.clone(),
                visitor,
            }),
            None => {
                let next = if parts.method == Method::GET {
                    parts.uri.path_and_query().map_or("/", |p| p.as_str())
                } else {
                    "/"
                };
                Err(WebError::LoginNeeded {
                    next: next.to_owned(),
                    expired: visitor.expired,
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "lang=fr; switchhook=abc".parse().unwrap());
        headers.append(header::COOKIE, "theme=dark".parse().unwrap());
        assert_eq!(cookie(&headers, "switchhook"), Some("abc"));
        assert_eq!(cookie(&headers, "theme"), Some("dark"));
        assert_eq!(cookie(&headers, "witchhook"), None);
    }

    #[test]
    fn the_line_that_the_proxy_added_counts() {
        let mut headers = HeaderMap::new();
        assert_eq!(forwarded_for(&headers), None);
        headers.append("x-forwarded-for", "6.6.6.6".parse().unwrap());
        headers.append("x-forwarded-for", "192.0.2.7".parse().unwrap());
        assert_eq!(forwarded_for(&headers), Some("192.0.2.7"));
    }

    #[test]
    fn live_pages_are_not_activity() {
        assert!(by_itself("/live/stream"));
        assert!(by_itself("/session/status"));
        assert!(!by_itself("/live"));
        assert!(!by_itself("/session/stay"));
    }
}

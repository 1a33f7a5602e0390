//! Logging in and out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use switchhook_portal_core::PersonId;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};

use super::error::{WebError, local_path, url_query};
use super::extract::Query;
use super::form::Fields;
use super::frame::{Flash, FlashKind};
use super::page;
use super::views::login::{DemoAccount, LoginPage};
use super::visitor::{LoggedIn, Visitor, set_cookie};
use crate::app::{App, Shared};
use crate::auth::password;

#[derive(Deserialize)]
pub struct LoginQuery {
    #[serde(default)]
    next: String,
    #[serde(default)]
    expired: String,
    #[serde(default)]
    notice: String,
}

/// `GET /login`
pub async fn show(State(app): State<Shared>, visitor: Visitor, Query(query): Query<LoginQuery>) -> Response {
    if visitor.session.is_some() {
        return Redirect::to(local_path(&query.next)).into_response();
    }
    let t = visitor.texts();
    let mut view = view(&app, &visitor, &query.next, "", None);
    let notice = match query.notice.as_str() {
        "password-set" => Some((FlashKind::Success, t.notice_password_set())),
        "logged-out" => Some((FlashKind::Success, t.notice_logged_out())),
        _ if !query.expired.is_empty() => Some((FlashKind::Info, t.login_expired())),
        _ => None,
    };
    view.frame
        .flash
        .extend(notice.map(|(kind, text)| Flash { kind, text }));
    page::ok(&view)
}

fn view(app: &App, visitor: &Visitor, next: &str, login: &str, error: Option<String>) -> LoginPage {
    let t = visitor.texts();
    let here = format!("/login?{}", url_query("next", next));
    LoginPage {
        frame: visitor.frame(app, &here, t.login_title()),
        login: login.to_owned(),
        error,
        next: next.to_owned(),
        accounts: app
            .demo
            .iter()
            .flat_map(|demo| demo.accounts.iter())
            .map(|a| DemoAccount {
                profile: page::profile_name(t, a.profile),
                login: a.login.to_owned(),
                password: a.password.to_owned(),
            })
            .collect(),
    }
}

/// `POST /login`
pub async fn log_in(
    State(app): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, WebError> {
    let t = visitor.texts();
    let (login, next) = (fields.text("login"), fields.text("next"));
    if let Err(wait) = app.logins.check(login, visitor.address) {
        if app.logins.is_worth_noting(visitor.address) {
            let outcome = Outcome::Refused("too-many".to_owned());
            audit(&app, &visitor, None, login, outcome).await;
        }
        let error = t.login_too_many(i64::try_from(wait.as_secs() + 1).unwrap_or(60));
        return Ok(super::views::page(
            StatusCode::TOO_MANY_REQUESTS,
            &view(&app, &visitor, next, login, Some(error)),
        ));
    }
    let account = app
        .store
        .account(login)
        .await?
        .filter(|(person, _)| !person.disabled);
    let (person, stored) = account.unzip();
    let right = password::verify(fields.raw("password").to_owned(), stored.flatten()).await;
    let (true, Some(person)) = (right, person) else {
        audit(
            &app,
            &visitor,
            None,
            login,
            Outcome::Refused("wrong-password".to_owned()),
        )
        .await;
        let view = view(&app, &visitor, next, login, Some(t.login_wrong()));
        return Ok(super::views::page(StatusCode::UNAUTHORIZED, &view));
    };
    let browser = headers
        .get(header::USER_AGENT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    // A session that the browser had before, whoever's it was, ends: the token is new at every login.
    if let Some(old) = &visitor.session {
        app.store.end_session(old.person.id, &old.fingerprint).await?;
    }
    let token = app
        .store
        .start_session(person.id, &visitor.address.to_string(), browser, app.now())
        .await?;
    audit(
        &app,
        &visitor,
        Some(person.id),
        person.login.as_str(),
        Outcome::Done,
    )
    .await;
    let cookie = set_cookie(app.session_cookie(), &token, None, app.peers.encrypted(), true);
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(local_path(next))).into_response())
}

/// `POST /logout`
pub async fn log_out(State(app): State<Shared>, user: LoggedIn, _: Fields) -> Result<Response, WebError> {
    app.store.end_session(user.person.id, &user.fingerprint).await?;
    let entry = AuditEntry::new(Actor::Person(user.person.id), Action::LogOut, Object::Session);
    app.audit(&user.session, entry).await;
    let cookie = set_cookie(app.session_cookie(), "", Some(0), app.peers.encrypted(), true);
    Ok((
        [(header::SET_COOKIE, cookie)],
        Redirect::to("/login?notice=logged-out"),
    )
        .into_response())
}

/// `POST /session/stay`: the user wants the session to go on. Passing the visitor was enough to note it.
pub async fn stay(State(app): State<Shared>, user: LoggedIn, _: Fields) -> Result<StatusCode, WebError> {
    app.store.touch_session(&user.fingerprint, app.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn audit(app: &App, visitor: &Visitor, person: Option<PersonId>, login: &str, outcome: Outcome) {
    let actor = person.map_or_else(|| Actor::Login(login.to_owned()), Actor::Person);
    let entry = AuditEntry::new(actor, Action::LogIn, Object::Session).outcome(outcome);
    app.audit_login(person, login, visitor.address, entry).await;
}

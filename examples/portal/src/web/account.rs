//! One's own account: what the administrator keeps of it, the password, and where it is logged in.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};
use switchhook_portal_core::{Capability, Email};

use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::page::{self, held_names, redirect_with};
use super::views::account::{AccountPage, SessionRow};
use super::views::common::Errors;
use super::visitor::LoggedIn;
use super::welcome::check_new_password;
use crate::app::{App, Shared};
use crate::auth::password;
use crate::i18n::Texts;
use crate::store;

/// `GET /account`
pub async fn show(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::AccountSelf)?;
    let mut view = view(&app, &user, Errors::default()).await?;
    view.frame = user.frame(&app, page::here(&uri), view.frame.title);
    Ok(page::ok(&view))
}

/// `POST /account/password`: `current`, `password`, `password_again`. Every other session ends.
pub async fn change_password(
    State(app): State<Shared>,
    user: LoggedIn,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::AccountSelf)?;
    let (t, login) = (user.texts(), user.person.login.as_str());
    // Whoever finds an open browser could try out passwords here: the same limit as at the login.
    app.logins
        .check(login, user.address)
        .map_err(|wait| WebError::TooMany {
            wait_seconds: wait.as_secs() + 1,
        })?;
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Update,
        Object::Person(user.person.id),
    )
    .secret_changed("password");
    let stored = app.store.password_of(user.person.id).await?;
    let mut errors = Errors::default();
    if !password::verify(fields.raw("current").to_owned(), stored).await {
        app.audit(
            &user.session,
            entry.outcome(Outcome::Refused("wrong-password".to_owned())),
        )
        .await;
        errors.add("current", t.problem_password_wrong());
        return Ok(page::unprocessable(&view(&app, &user, errors).await?));
    }
    check_new_password(t, &fields, login, &mut errors);
    if !errors.is_empty() {
        return Ok(page::unprocessable(&view(&app, &user, errors).await?));
    }
    let hash = password::hash(fields.raw("password").to_owned()).await;
    app.store.set_password(user.person.id, &hash).await?;
    app.store
        .end_other_sessions(user.person.id, Some(&user.fingerprint))
        .await?;
    app.audit(&user.session, entry).await;
    Ok(redirect_with("/account", "password-changed"))
}

/// `POST /account/sessions/{name}/end`
pub async fn end_session(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(name): Path<String>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::AccountSelf)?;
    let sessions = app.store.sessions_of(user.person.id).await?;
    let session = sessions
        .iter()
        .find(|session| session_name(&session.token) == name)
        .ok_or(WebError::NotFound)?;
    app.store.end_session(user.person.id, &session.token).await?;
    let entry = AuditEntry::new(Actor::Person(user.person.id), Action::Delete, Object::Session);
    app.audit(&user.session, entry.change("address", &session.address, ""))
        .await;
    Ok(redirect_with("/account", "session-ended"))
}

async fn view(app: &App, user: &LoggedIn, errors: Errors) -> Result<AccountPage, WebError> {
    let t = user.texts();
    let person = &user.person;
    let department = match person.department {
        Some(id) => app.store.department(id).await?,
        None => None,
    };
    let sessions = app.store.sessions_of(person.id).await?;
    let extensions: Vec<&str> = user.phones.iter().map(|phone| phone.extension.as_str()).collect();
    Ok(AccountPage {
        frame: user.frame(app, "/account", t.account_title()),
        name: person.display_name(),
        login: person.login.to_string(),
        email: person.email.as_ref().map(Email::to_string).unwrap_or_default(),
        department: department
            .map(|department| department.heading())
            .unwrap_or_default(),
        phones: t.list(&extensions),
        profiles: t.list(&held_names(t, &person.profiles)),
        minimum: i64::try_from(password::MIN_LENGTH).unwrap_or(i64::MAX),
        errors,
        sessions: sessions
            .iter()
            .map(|session| session_row(app, t, session, &user.fingerprint))
            .collect(),
    })
}

fn session_row(app: &App, t: Texts, session: &store::SessionRow, current: &[u8]) -> SessionRow {
    SessionRow {
        started: t.date_time(app.local(session.started)),
        seen: t.date_time(app.local(session.last_activity)),
        address: session.address.clone(),
        browser: browser(t, &session.browser),
        current: session.token == current,
        end: format!("/account/sessions/{}/end", session_name(&session.token)),
    }
}

/// A name for the address of a session: from the fingerprint, from which nobody finds the token.
fn session_name(fingerprint: &[u8]) -> String {
    fingerprint
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// `Firefox, Linux` out of what the browser says of itself.
fn browser(t: Texts, agent: &str) -> String {
    // The order matters: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
    let browsers = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iOS"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |names: &[(&str, &'static str)]| {
        names
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    match (find(&browsers), find(&systems)) {
        (Some(browser), Some(system)) => t.browser_on_system(browser, system),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) if agent.is_empty() => t.unknown(),
        // A program: its own first words are the best name.
        (None, None) => agent.chars().take(40).collect(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::demo::PASSWORD;
    use crate::i18n::Lang;
    use crate::testing::TestPortal;

    #[tokio::test]
    async fn a_new_password_needs_the_old_one_and_ends_the_other_sessions() {
        let portal = TestPortal::start().await;
        let (mut here, mut there) = (portal.log_in("vaiana").await, portal.log_in("vaiana").await);
        let form = |current, password, again| {
            [
                ("current", current),
                ("password", password),
                ("password_again", again),
            ]
        };
        for (current, password, again, words) in [
            (
                "guess",
                "quite a long one",
                "quite a long one",
                "This is not your present password.",
            ),
            (PASSWORD, "zq7-zq7", "zq7-zq7", "Give at least 8 characters."),
            (
                PASSWORD,
                "my name is vaiana",
                "my name is vaiana",
                "The password contains the account name",
            ),
            (
                PASSWORD,
                "quite a long one",
                "quite another one",
                "The two passwords differ",
            ),
        ] {
            let page = here
                .post("/account/password", &form(current, password, again))
                .await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            page.shows(words);
            assert!(
                !page.body.contains(password) && !page.body.contains(PASSWORD),
                "no password comes back"
            );
        }
        assert_eq!(
            there.get("/account").await.status,
            StatusCode::OK,
            "nothing has changed"
        );
        let page = portal
            .log_in("mateo")
            .await
            .post(
                "/account/password",
                &form(PASSWORD, "quite a long one", "quite a long one"),
            )
            .await;
        assert_eq!(page.location, "/account?notice=password-changed");
        assert_eq!(
            there.get("/account").await.status,
            StatusCode::OK,
            "that was mateo's"
        );
        // Two logins and four attempts: vaiana's six guesses of this minute are used up.
        let page = here
            .post(
                "/account/password",
                &form(PASSWORD, "quite a long one", "quite a long one"),
            )
            .await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    }

    #[tokio::test]
    async fn other_sessions_end_with_the_old_password_or_one_by_one() {
        let portal = TestPortal::start().await;
        let (mut here, mut there) = (portal.log_in("vaiana").await, portal.log_in("vaiana").await);
        let mut stranger = portal.log_in("mateo").await;
        let page = here.get("/account").await;
        let (_, rest) = page.body.split_once("action=\"/account/sessions/").unwrap();
        let end = format!("/account/sessions/{}", rest.split('"').next().unwrap());
        assert_eq!(
            stranger.post(&end, &[]).await.status,
            StatusCode::NOT_FOUND,
            "it is not mateo's session"
        );
        assert_eq!(there.get("/account").await.status, StatusCode::OK);
        let page = here.post(&end, &[]).await;
        assert_eq!(page.location, "/account?notice=session-ended");
        here.get(&page.location).await.shows("The session has ended.");
        assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);

        let mut there = portal.log_in("vaiana").await;
        let form = [
            ("current", PASSWORD),
            ("password", "quite a long one"),
            ("password_again", "quite a long one"),
        ];
        assert_eq!(
            here.post("/account/password", &form).await.location,
            "/account?notice=password-changed"
        );
        assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
        assert_eq!(here.get("/account").await.status, StatusCode::OK);
        let page = portal
            .stranger()
            .post("/login", &[("login", "vaiana"), ("password", "quite a long one")])
            .await;
        assert_eq!(page.location, "/");
    }

    #[test]
    fn browsers_are_told_by_what_only_they_say() {
        let t = Texts::new(Lang::En);
        for (agent, expected) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox, Linux",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
                "Edge, Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36",
                "Chrome, Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari, iOS",
            ),
            ("curl/8.14.1", "curl/8.14.1"),
            ("", "Unknown"),
        ] {
            assert_eq!(browser(t, agent), expected);
        }
    }

    #[test]
    fn a_session_has_a_name_that_is_not_its_fingerprint() {
        let fingerprint = crate::token::fingerprint("some token");
        let name = session_name(&fingerprint);
        assert_eq!(name.len(), 16);
        assert_ne!(name, session_name(&crate::token::fingerprint("another")));
    }
}

//! One-time links: the first administrator makes the account, everybody else chooses a password.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use switchhook_portal_core::{NewPerson, PersonForm, PersonId, Profile};

use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::page;
use super::views::common::Errors;
use super::views::login::{NewAccount, SetupPage};
use super::visitor::Visitor;
use crate::app::{App, Shared};
use crate::auth::password;
use crate::i18n::Texts;
use crate::store::{Link, StoreError};

/// `GET /welcome/{token}`: looking does not use the link up.
pub async fn show(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, WebError> {
    let link = valid(&app, &token).await?;
    let account = match link {
        Link::FirstAdministrator => Some(NewAccount::default()),
        Link::ChoosePassword(_) => None,
    };
    let view = view(&app, &visitor, &token, link, account, Errors::default()).await?;
    Ok(page::ok(&view))
}

/// `POST /welcome/{token}`
pub async fn choose(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response, WebError> {
    let link = valid(&app, &token).await?;
    match link {
        Link::FirstAdministrator => first_administrator(&app, &visitor, &token, &fields).await,
        Link::ChoosePassword(person) => choose_password(&app, &visitor, &token, person, &fields).await,
    }
}

async fn first_administrator(
    app: &App,
    visitor: &Visitor,
    token: &str,
    fields: &Fields,
) -> Result<Response, WebError> {
    let t = visitor.texts();
    let parsed = NewPerson::parse(&PersonForm {
        login: fields.text("login"),
        first_name: fields.text("first_name"),
        last_name: fields.text("last_name"),
        profiles: &[Profile::Administrator.key(), Profile::User.key()],
        ..PersonForm::default()
    });
    let mut errors = parsed
        .as_ref()
        .err()
        .map(|found| page::errors(t, found))
        .unwrap_or_default();
    check_new_password(t, fields, fields.text("login"), &mut errors);
    if let (Ok(person), true) = (parsed, errors.is_empty()) {
        let hash = password::hash(fields.raw("password").to_owned()).await;
        match app.store.add_first_administrator(token, &person, &hash).await {
            Ok(Some(_)) => return Ok(Redirect::to("/login?notice=password-set").into_response()),
            Ok(None) => return Err(WebError::VoidLink),
            // Somebody who cannot log in, or not yet, has the name.
            Err(StoreError::Taken(_)) => errors.add("login", t.problem_taken()),
            Err(error) => return Err(error.into()),
        }
    }
    let account = NewAccount {
        first_name: fields.text("first_name").to_owned(),
        last_name: fields.text("last_name").to_owned(),
        login: fields.text("login").to_owned(),
    };
    let view = view(
        app,
        visitor,
        token,
        Link::FirstAdministrator,
        Some(account),
        errors,
    )
    .await?;
    Ok(page::unprocessable(&view))
}

async fn choose_password(
    app: &App,
    visitor: &Visitor,
    token: &str,
    person: PersonId,
    fields: &Fields,
) -> Result<Response, WebError> {
    let login = app.store.person(person).await?.ok_or(WebError::VoidLink)?.login;
    let mut errors = Errors::default();
    check_new_password(visitor.texts(), fields, login.as_str(), &mut errors);
    if !errors.is_empty() {
        let view = view(app, visitor, token, Link::ChoosePassword(person), None, errors).await?;
        return Ok(page::unprocessable(&view));
    }
    let hash = password::hash(fields.raw("password").to_owned()).await;
    if app
        .store
        .use_password_link(token, person, &hash, app.now())
        .await?
    {
        Ok(Redirect::to("/login?notice=password-set").into_response())
    } else {
        Err(WebError::VoidLink)
    }
}

/// Checks the fields `password` and `password_again`.
pub fn check_new_password(t: Texts, fields: &Fields, login: &str, errors: &mut Errors) {
    let chosen = fields.raw("password");
    if let Err(weakness) = password::check(chosen, login) {
        let text = match weakness {
            password::Weakness::TooShort => t.problem_too_short(password::MIN_LENGTH as i64),
            password::Weakness::TooLong => t.problem_too_long(password::MAX_LENGTH as i64),
            password::Weakness::Common => t.problem_password_common(),
            password::Weakness::LikeLogin => t.problem_password_like_login(),
        };
        errors.add("password", text);
    }
    if chosen != fields.raw("password_again") {
        errors.add("password_again", t.problem_passwords_differ());
    }
}

async fn valid(app: &App, token: &str) -> Result<Link, WebError> {
    app.store.link(token, app.now()).await?.ok_or(WebError::VoidLink)
}

async fn view(
    app: &App,
    visitor: &Visitor,
    token: &str,
    link: Link,
    account: Option<NewAccount>,
    errors: Errors,
) -> Result<SetupPage, WebError> {
    let t = visitor.texts();
    let (title, intro) = match link {
        Link::FirstAdministrator => (t.setup_title(), t.setup_intro()),
        Link::ChoosePassword(person) => {
            let person = app.store.person(person).await?.ok_or(WebError::VoidLink)?;
            (
                t.invite_title(),
                t.invite_intro(&person.display_name(), person.login.as_str()),
            )
        }
    };
    let action = format!("/welcome/{token}");
    Ok(SetupPage {
        frame: visitor.frame(app, &action, title),
        action,
        intro,
        account,
        minimum: password::MIN_LENGTH as i64,
        errors,
    })
}

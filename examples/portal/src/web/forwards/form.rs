//! The form of a forward.

use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::Deserialize;
use switchhook_portal_core::forward::{self, Decision, Kind, Policy, Reason, Set, Warning};
use switchhook_portal_core::{Capability, Phone, PhoneId, Problem};

use super::{LIST, failed, named, reaches};
use crate::app::{App, Shared};
use crate::auth::password;
use crate::forwards::{self, ForwardsError};
use crate::i18n::Texts;
use crate::log::Event;
use crate::scheduled::due;
use crate::web::error::WebError;
use crate::web::extract::Query;
use crate::web::form::Fields;
use crate::web::page::{self, problem_text, redirect_with};
use crate::web::views::common::{Choice, Errors};
use crate::web::views::forwards::{ForwardForm, ForwardPage};
use crate::web::visitor::LoggedIn;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    phone: String,
    kind: String,
}

/// `GET /forwards/new?phone=&kind=`
pub async fn new(
    State(app): State<Shared>,
    user: LoggedIn,
    Query(query): Query<NewQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::ForwardRead)?;
    let kind = query.kind.parse().unwrap_or(Kind::Immediate);
    let data = match forwards::data(&app, false).await {
        Ok(data) => data,
        Err(error) => return failed(error),
    };
    let phone = query.phone.parse::<i64>().ok().map(PhoneId);
    let phone = phone.or_else(|| user.subject.phones.first().copied());
    let mut typed = ForwardForm {
        phone: phone.map(|id| id.to_string()).unwrap_or_default(),
        kind: kind.key().to_owned(),
        ..ForwardForm::default()
    };
    // What holds already, to be changed. Only within reach: see `view`.
    let phone = data
        .phones
        .iter()
        .find(|phone| Some(phone.id) == phone_of(&typed));
    if let Some(phone) = phone.filter(|phone| settable(&user, phone))
        && let Some(forward) = data.state.of(phone.id).forwards.get(&kind)
    {
        typed.number = forward.target.to_string();
        if let Some(until) = forward.until {
            let until = app.local(until.timestamp());
            typed.date = until.date().to_string();
            typed.time = until.format("%H:%M").to_string();
        }
    }
    Ok(page::ok(&view(
        &app,
        &user,
        &data.phones,
        typed,
        Errors::default(),
    )?))
}

/// `POST /forwards/new`: `phone`, `kind`, `colleague` or `number`, `date` and `time` or neither, `password` where calls leave
/// the house.
pub async fn set(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::ForwardRead)?;
    let t = user.texts();
    let (typed, mut errors) = (typed(&fields), Errors::default());
    let kind: Kind = typed.kind.parse().map_err(|_| WebError::BadRequest)?;
    let phone = phone_of(&typed).ok_or(WebError::BadRequest)?;
    let until = until(t, &app, &typed, &mut errors);
    let confirmed = confirmed(&app, &user, fields.raw("password"), &mut errors).await?;

    let _one_at_a_time = app.forwards.changing.lock().await;
    let data = match forwards::data(&app, true).await {
        Ok(data) => data,
        Err(error) => return failed(error),
    };
    if !errors.is_empty() {
        return Ok(page::unprocessable(&view(
            &app,
            &user,
            &data.phones,
            typed,
            errors,
        )?));
    }
    let number = if typed.number.is_empty() {
        &typed.colleague
    } else {
        &typed.number
    };
    let command = Set {
        phone,
        kind,
        target: number,
        until,
        confirmed,
    };
    let decision = forward::set(&user.subject, &command, &data.facts(&app), &app.config.forward);
    let approved = match decision {
        Decision::Change(approved) => approved,
        Decision::Denied { reason, audit } => {
            app.audit(&user.session, audit).await;
            let (field, text) = why_not(&app, t, &reason);
            errors.add(field, text);
            return Ok(page::unprocessable(&view(
                &app,
                &user,
                &data.phones,
                typed,
                errors,
            )?));
        }
    };
    let whose = data.phones.iter().find(|phone| phone.id == command.phone);
    let set = whose.map(|phone| (phone, kind, user.person.id));
    if let Err(error) = forwards::change(&app, &approved, set).await {
        app.audit(&user.session, approved.failed("pbx")).await;
        let ForwardsError::Pbx(error) = error else {
            return failed(error);
        };
        tracing::error!(event = %Event::ForwardUnwritten, %error, "a forward was not set");
        errors.add("number", t.forwards_trouble(&error.to_string()));
        return Ok(page::unprocessable(&view(
            &app,
            &user,
            &data.phones,
            typed,
            errors,
        )?));
    }
    let (effect, audit) = approved.into_parts();
    app.audit(&user.session, audit).await;
    if let Some(notice) = &effect.notice {
        let person = user.person.login.as_str();
        let until = notice.until.map(|until| until.to_rfc3339());
        tracing::warn!(event = %Event::ForwardOutside, person, phone = %notice.phone, number = notice.number, until, "calls leave the house");
    }
    Ok(redirect_with(LIST, said(&effect.warnings)))
}

/// What the person has to know first.
fn said(warnings: &[Warning]) -> &'static str {
    match warnings.first() {
        Some(Warning::LeavesTheHouse) => "forward-outside",
        Some(Warning::TargetForwarded { .. }) => "forward-further",
        Some(Warning::TakesAlong { .. }) => "forward-along",
        _ => "forward-set",
    }
}

/// Whether the person typed their password. Whoever finds an open browser could try out passwords here: the same limit as at
/// the login.
async fn confirmed(app: &App, user: &LoggedIn, typed: &str, errors: &mut Errors) -> Result<bool, WebError> {
    if typed.is_empty() {
        return Ok(false);
    }
    app.logins
        .check(user.person.login.as_str(), user.address)
        .map_err(|wait| WebError::TooMany {
            wait_seconds: wait.as_secs() + 1,
        })?;
    let stored = app.store.password_of(user.person.id).await?;
    let right = password::verify(typed.to_owned(), stored).await;
    if !right {
        errors.add("password", user.texts().problem_password_wrong());
    }
    Ok(right)
}

fn typed(fields: &Fields) -> ForwardForm {
    let text = |name| fields.text(name).to_owned();
    ForwardForm {
        phone: text("phone"),
        kind: text("kind"),
        colleague: text("colleague"),
        number: text("number"),
        date: text("date"),
        time: text("time"),
    }
}

fn phone_of(typed: &ForwardForm) -> Option<PhoneId> {
    typed.phone.parse::<i64>().ok().map(PhoneId)
}

/// When the site's clock shows what was typed; midnight without a time.
fn until(t: Texts, app: &App, typed: &ForwardForm, errors: &mut Errors) -> Option<DateTime<Utc>> {
    if typed.date.is_empty() && typed.time.is_empty() {
        return None;
    }
    let time = match typed.time.as_str() {
        "" => Ok(NaiveTime::MIN),
        // Browsers send seconds where somebody asked for them.
        text => {
            NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"))
        }
    };
    let Ok(time) = time else {
        errors.add("time", problem_text(t, &Problem::NotATime));
        return None;
    };
    let date = NaiveDate::parse_from_str(&typed.date, "%Y-%m-%d").ok();
    let until = date.and_then(|date| due(date.and_time(time), app.config.pbx.time_zone));
    if until.is_none() {
        errors.add("date", problem_text(t, &Problem::NotADate));
    }
    until.map(|(until, _)| until)
}

/// The field to mend, and what to say there.
fn why_not(app: &App, t: Texts, reason: &Reason) -> (&'static str, String) {
    let field = match reason {
        Reason::NotYourPhone => "phone",
        Reason::NotConfirmed => "password",
        Reason::EndsInThePast | Reason::EndsTooLate { .. } => "date",
        _ => "number",
    };
    let detail = match reason {
        Reason::BadNumber(why) => problem_text(t, &why.clone().into()),
        Reason::Loop { extensions } | Reason::ChainLeaves { extensions } => extensions.join(" → "),
        Reason::NotCallable { extension, .. } => extension.clone(),
        Reason::UnknownNumber { number } => number.clone(),
        Reason::EndsTooLate { latest } => t.date_time(app.local(latest.timestamp())),
        _ => String::new(),
    };
    (field, t.forward_refusal(reason.key(), &detail))
}

fn settable(user: &LoggedIn, phone: &Phone) -> bool {
    reaches(user, Capability::ForwardInternal, phone) || reaches(user, Capability::ForwardExternal, phone)
}

fn view(
    app: &App,
    user: &LoggedIn,
    phones: &[Phone],
    typed: ForwardForm,
    errors: Errors,
) -> Result<ForwardPage, WebError> {
    let t = user.texts();
    let choices: Vec<Choice> = phones
        .iter()
        .filter(|phone| settable(user, phone))
        .map(|phone| Choice {
            value: phone.id.to_string(),
            label: named(app, phone.extension.as_str()),
            selected: phone.id.to_string() == typed.phone,
        })
        .collect();
    if choices.is_empty() {
        return Err(WebError::Forbidden);
    }
    let kinds = Kind::ALL.into_iter().map(|kind| Choice {
        value: kind.key().to_owned(),
        label: t.forward_kind(kind.key()),
        selected: kind.key() == typed.kind,
    });
    let nobody = Choice {
        value: String::new(),
        label: t.forward_choose(),
        selected: typed.colleague.is_empty(),
    };
    let colleagues = phones.iter().filter(|phone| !phone.hidden).map(|phone| Choice {
        value: phone.extension.to_string(),
        label: named(app, phone.extension.as_str()),
        selected: phone.extension.as_str() == typed.colleague,
    });
    let external = phones
        .iter()
        .any(|phone| reaches(user, Capability::ForwardExternal, phone));
    let Policy { confirm, longest, .. } = &app.config.forward;
    let days = longest.map(|longest| longest.as_secs() / (24 * 3600));
    Ok(ForwardPage {
        frame: user.frame(app, "/forwards/new", t.forward_set()),
        phones: choices,
        kinds: kinds.collect(),
        colleagues: std::iter::once(nobody).chain(colleagues).collect(),
        confirm: external && *confirm,
        limit: days
            .filter(|_| external)
            .map(|days| t.forward_longest(i64::try_from(days).unwrap_or(i64::MAX)))
            .unwrap_or_default(),
        clock: t.forward_clock(app.config.pbx.time_zone.name()),
        typed,
        errors,
    })
}

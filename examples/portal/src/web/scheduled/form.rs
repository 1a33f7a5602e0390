//! Scheduling a call, and choosing another time for it.

use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use serde::Deserialize;
use switchhook_callfile::Rescheduled;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};
use switchhook_portal_core::number::mask;
use switchhook_portal_core::schedule::{self, Command, Decision, Facts, Reason};
use switchhook_portal_core::{Capability, PhoneId, Problem, dial};

use super::{failed, of, trouble};
use crate::app::{App, Shared};
use crate::budgets;
use crate::i18n::Texts;
use crate::jobs::scheduled::{is_extension, now};
use crate::log::Event;
use crate::scheduled::{self, Clock};
use crate::store::{CallState, NewScheduledCall, ScheduledCall};
use crate::web::dial::refusal;
use crate::web::error::WebError;
use crate::web::extract::{Path, Query};
use crate::web::form::Fields;
use crate::web::page::{self, problem_text, redirect_with};
use crate::web::views::common::{Choice, Errors};
use crate::web::views::scheduled::{ScheduledCallPage, ScheduledForm};
use crate::web::visitor::LoggedIn;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    /// Where the link was followed.
    number: String,
}

/// `GET /scheduled/new?number=`
pub async fn new(
    State(app): State<Shared>,
    user: LoggedIn,
    Query(query): Query<NewQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::CallSchedule)?;
    let soon = soon(app.local(app.now()));
    let typed = ScheduledForm {
        number: query.number.trim().to_owned(),
        date: soon.date().to_string(),
        time: soon.format("%H:%M").to_string(),
        note: String::new(),
    };
    let mut errors = Errors::default();
    if let Some(trouble) = trouble(&app, user.texts()) {
        errors.add("number", trouble);
    }
    Ok(page::ok(&view(&app, &user, None, typed, None, errors)))
}

/// `POST /scheduled/new`
pub async fn create(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::CallSchedule)?;
    let t = user.texts();
    let phone: Option<PhoneId> = fields.id("phone")?;
    let (mut errors, typed) = (Errors::default(), typed(&fields));
    let time = time(t, &app, &typed, &mut errors);
    let again = |errors| page::unprocessable(&view(&app, &user, None, typed.clone(), phone, errors));
    let (Some(folder), None) = (&app.config.spool.folder, trouble(&app, t)) else {
        errors.add("number", trouble(&app, t).unwrap_or_default());
        return Ok(again(errors));
    };
    let Some((at, clock)) = time else {
        return Ok(again(errors));
    };

    let _one_at_a_time = app.scheduled.changing.lock().await;
    let name = user.person.ascii_name();
    let waiting = app.store.waiting_numbers(user.person.id).await?;
    let facts = Facts {
        dial: dial::Facts {
            phones: &user.phones,
            caller_name: &name,
            recent_calls: 0,
        },
        waiting: &waiting,
        extension: is_extension(&app, &typed.number).await?,
        now: now(&app),
    };
    let command = Command {
        number: &typed.number,
        phone,
        at,
        note: &typed.note,
    };
    let mut decision = schedule::decide(&user.subject, &command, &facts, &app.schedule_policy());
    if let Decision::Plan { effect, .. } = &decision {
        let purses = app.purses(&effect.endpoint, at.timestamp()).await?;
        decision = decision.within(&purses);
    }
    let (effect, note, audit) = match decision {
        Decision::Plan { effect, note, audit } => (effect, note, audit),
        Decision::Denied { reason, audit } => {
            app.audit(&user.session, audit).await;
            let (field, text) = why_not(t, &reason, &typed.number);
            errors.add(field, text);
            return Ok(again(errors));
        }
    };
    let call = NewScheduledCall {
        person: user.person.id,
        phone: effect.phone,
        extension: effect.source.clone(),
        number: typed.number.clone(),
        dialled: effect.extension.to_string(),
        due: at.timestamp(),
        note,
        file: scheduled::new_name(),
        made: app.now(),
    };
    // The row first: a call that nobody knows of must not ring.
    let id = app.store.add_scheduled_call(&call).await?;
    if let Err(error) = scheduled::place(&app.config.spool, folder, &effect, &call.file, call.due).await {
        tracing::error!(event = %Event::SpoolUnusable, %error, "a call was not scheduled");
        app.store.forget_scheduled_call(id).await?;
        app.audit(&user.session, audit.outcome(Outcome::Failed("spool".to_owned())))
            .await;
        errors.add("number", t.scheduled_trouble(&error.to_string()));
        return Ok(again(errors));
    }
    app.store
        .scheduled_call_is(&call.file, CallState::Waiting, None, None)
        .await?;
    let due = app.local(call.due).to_string();
    app.audit(&user.session, audit.change("due", "", due)).await;
    Ok(redirect_with("/scheduled", said(clock)))
}

/// `GET /scheduled/{id}`
pub async fn edit(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    let call = own(&app, &user, id).await?;
    let due = app.local(call.due);
    let form = ScheduledForm {
        number: call.number.clone(),
        date: due.date().to_string(),
        time: due.format("%H:%M").to_string(),
        note: call.note.clone(),
    };
    Ok(page::ok(&view(
        &app,
        &user,
        Some(&call),
        form,
        None,
        Errors::default(),
    )))
}

/// `POST /scheduled/{id}`: another time.
pub async fn change(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::CallSchedule)?;
    let t = user.texts();
    let _one_at_a_time = app.scheduled.changing.lock().await;
    let call = own(&app, &user, id).await?;
    let (mut errors, mut typed) = (Errors::default(), typed(&fields));
    typed.number.clone_from(&call.number);
    typed.note.clone_from(&call.note);
    let time = time(t, &app, &typed, &mut errors).filter(|(at, _)| {
        schedule::in_time(*at, now(&app), &app.schedule_policy())
            .map_err(|reason| {
                let (field, text) = why_not(t, &reason, &call.number);
                errors.add(field, text);
            })
            .is_ok()
    });
    if let Some((at, _)) = time {
        let party = app.live.index().by_extension(&call.extension).cloned();
        let purses = app.purses_of(&party.unwrap_or_default(), at.timestamp()).await?;
        let number = call.number.parse().ok();
        let dialled = number.and_then(|number| app.dial_policy().destination(&number).1.ok());
        if let Some(Err(limit)) = dialled.map(|dialled| purses.check(&dialled)) {
            errors.add("time", budgets::words(t, &limit));
        }
    }
    let Some((at, clock)) = time.filter(|_| errors.is_empty()) else {
        return Ok(page::unprocessable(&view(
            &app,
            &user,
            Some(&call),
            typed,
            None,
            errors,
        )));
    };
    let Some(folder) = app
        .config
        .spool
        .folder
        .as_deref()
        .filter(|_| call.ended.is_none())
    else {
        return Ok(redirect_with("/scheduled", "scheduled-over"));
    };
    // Asterisk has noted the old name for the old time.
    let file = scheduled::new_name();
    let notice = match scheduled::reschedule(folder, &call.file, &file, at.timestamp()).await {
        Ok(Rescheduled::Moved) => {
            app.store
                .move_scheduled_call(call.id, at.timestamp(), &file)
                .await?;
            let entry = AuditEntry::new(
                Actor::Person(user.person.id),
                Action::Update,
                Object::Call(mask(&call.number)),
            )
            .change(
                "due",
                app.local(call.due).to_string(),
                app.local(at.timestamp()).to_string(),
            );
            app.audit(&user.session, entry).await;
            said(clock)
        }
        Ok(Rescheduled::Gone) => "scheduled-over",
        Ok(Rescheduled::Calling | Rescheduled::Late) => "scheduled-not-moved",
        Err(error) => failed(&error),
    };
    Ok(redirect_with("/scheduled", notice))
}

/// Nobody chooses another time for somebody else.
async fn own(app: &App, user: &LoggedIn, id: i64) -> Result<ScheduledCall, WebError> {
    user.scope(Capability::CallSchedule)?;
    match of(app, user, id).await? {
        (call, seen) if seen.own => Ok(call),
        _ => Err(WebError::Forbidden),
    }
}

/// What holds where the clock is changed.
fn said(clock: Clock) -> &'static str {
    match clock {
        Clock::Plain => "scheduled",
        Clock::Skips => "scheduled-skips",
        Clock::Twice => "scheduled-twice",
    }
}

fn typed(fields: &Fields) -> ScheduledForm {
    let text = |name| fields.text(name).to_owned();
    ScheduledForm {
        number: text("number"),
        date: text("date"),
        time: text("time"),
        note: text("note"),
    }
}

/// When the site's clock shows what was typed.
fn time(t: Texts, app: &App, typed: &ScheduledForm, errors: &mut Errors) -> Option<(DateTime<Utc>, Clock)> {
    let date = NaiveDate::parse_from_str(&typed.date, "%Y-%m-%d");
    // Browsers send seconds where somebody asked for them.
    let time = NaiveTime::parse_from_str(&typed.time, "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(&typed.time, "%H:%M:%S"));
    if date.is_err() {
        errors.add("date", problem_text(t, &Problem::NotADate));
    }
    if time.is_err() {
        errors.add("time", problem_text(t, &Problem::NotATime));
    }
    let due = scheduled::due(date.ok()?.and_time(time.ok()?), app.config.pbx.time_zone);
    if due.is_none() {
        errors.add("date", problem_text(t, &Problem::NotADate));
    }
    due
}

/// A full quarter of an hour, more than nine minutes ahead.
fn soon(local: NaiveDateTime) -> NaiveDateTime {
    let later = local + Duration::minutes(24);
    let past = Duration::minutes(i64::from(later.minute() % 15)) + Duration::seconds(later.second().into());
    later - past
}

/// The field to mend, and what to say there.
fn why_not(t: Texts, reason: &Reason, number: &str) -> (&'static str, String) {
    match reason {
        Reason::NoRight => ("number", t.dial_not_allowed()),
        Reason::Dial(reason) => ("number", refusal(t, reason, number)),
        Reason::Emergency => ("number", t.scheduled_emergency()),
        Reason::Past => ("time", t.scheduled_past()),
        Reason::TooFar { days } => ("date", t.scheduled_too_far((*days).into())),
        Reason::Note(problem) => ("note", problem_text(t, problem)),
        Reason::Twice => ("number", t.scheduled_planned_twice()),
        Reason::TooMany { limit } => ("number", t.scheduled_too_many((*limit).into())),
        other => ("number", other.to_string()),
    }
}

fn view(
    app: &App,
    user: &LoggedIn,
    existing: Option<&ScheduledCall>,
    call: ScheduledForm,
    phone: Option<PhoneId>,
    errors: Errors,
) -> ScheduledCallPage {
    let t = user.texts();
    let (action, title) = match existing {
        Some(call) => (format!("/scheduled/{}", call.id), t.scheduled_change()),
        None => ("/scheduled/new".to_owned(), t.scheduled_new()),
    };
    let phones = match &*user.phones {
        [] | [_] => Vec::new(),
        several => several
            .iter()
            .map(|own| Choice {
                value: own.id.to_string(),
                label: own.extension.to_string(),
                selected: Some(own.id) == phone,
            })
            .collect(),
    };
    let rules = &app.config.spool;
    ScheduledCallPage {
        frame: user.frame(app, &action, title),
        action,
        existing: existing.is_some(),
        call,
        phones,
        clock: t.scheduled_clock(app.config.pbx.time_zone.name()),
        limits: t.scheduled_limits(rules.days.into(), rules.per_person.into()),
        errors,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_is_offered_is_a_quarter_of_an_hour_soon() {
        let at = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").unwrap();
        for (now, offered) in [
            ("2026-11-22T09:00:00", "2026-11-22T09:15:00"),
            ("2026-11-22T09:05:59", "2026-11-22T09:15:00"),
            ("2026-11-22T09:06:00", "2026-11-22T09:30:00"),
            ("2026-12-31T23:59:59", "2027-01-01T00:15:00"),
        ] {
            assert_eq!(soon(at(now)), at(offered), "{now}");
        }
    }
}

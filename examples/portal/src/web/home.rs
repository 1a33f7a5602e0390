//! The first page after logging in.

use axum::extract::State;
use axum::response::Response;
use switchhook_portal_core::Capability;
use switchhook_portal_core::call_log::{Direction, Disposition, Filter, LogScope};
use switchhook_portal_core::live::MemberState;

use super::directory::dial_reason;
use super::error::WebError;
use super::page;
use super::views::common::DialNumber;
use super::views::home::{AdministrationCard, HomePage, MissedCall, OwnPhone, QueueLine};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::live::presence;
use crate::pbx::AccountState;
use crate::store::CallQuery;

/// Missed calls shown.
const MISSED: usize = 5;

/// `GET /`
pub async fn show(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    let t = user.texts();
    let presences = app.live.presences();
    let phones = user
        .phones
        .iter()
        .map(|phone| OwnPhone {
            extension: phone.extension.to_string(),
            label: phone.label.clone(),
            presence: presence::shown(presences.get(phone.endpoint.as_str()).copied()),
        })
        .collect();
    let view = HomePage {
        name: if user.person.first_name.is_empty() {
            user.person.display_name()
        } else {
            user.person.first_name.clone()
        },
        phones,
        missed: missed(&app, &user).await?,
        queues: user.may(Capability::QueueBoardRead).then(|| queues(&app, &user)),
        administration: administration(&app, &user).await?,
        frame: user.frame(&app, "/", t.home_title()),
    };
    Ok(page::ok(&view))
}

/// Calls of today that rang on a telephone of this person and were not answered.
async fn missed(app: &App, user: &LoggedIn) -> Result<Vec<MissedCall>, WebError> {
    if !user.may(Capability::CallLogRead) {
        return Ok(Vec::new());
    }
    let today = app.local(app.now()).date();
    let scope = LogScope::own(&user.subject);
    let filter = Filter {
        from: Some(today),
        ..Filter::default()
    };
    let query = CallQuery {
        scope: &scope,
        filter: &filter,
        zone: app.config.pbx.time_zone,
        before: None,
        limit: 500,
    };
    let may_dial = dial_reason(app, user).is_none();
    let t = user.texts();
    let calls = app.store.calls(&query).await?;
    let missed = calls.into_iter().filter(|call| {
        let record = &call.record;
        record.cdr.disposition != Disposition::Answered
            && user.subject.is(&record.callee)
            && record.direction != Direction::Outgoing
    });
    Ok(missed
        .take(MISSED)
        .map(|call| {
            let caller = call.record.caller;
            let at = app.local(call.record.cdr.start.timestamp());
            MissedCall {
                when: t.time(at.time()),
                name: caller.name,
                number: DialNumber {
                    dial: (may_dial && !caller.number.is_empty()).then(|| caller.number.clone()),
                    shown: caller.number,
                },
            }
        })
        .collect())
}

fn queues(app: &App, user: &LoggedIn) -> Vec<QueueLine> {
    let index = app.live.index();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    app.live
        .read(|state| state.queues_for(&user.subject, &index))
        .into_iter()
        .map(|queue| QueueLine {
            waiting: count(queue.waiting.len()),
            agents_free: count(
                queue
                    .members
                    .iter()
                    .filter(|m| m.state == MemberState::Available)
                    .count(),
            ),
            label: queue.name,
        })
        .collect()
}

async fn administration(app: &App, user: &LoggedIn) -> Result<Option<AdministrationCard>, WebError> {
    if !user.may(Capability::HealthRead) {
        return Ok(None);
    }
    let unwell = app
        .pbx
        .health()
        .iter()
        .filter(|a| !matches!(a.state, AccountState::Connected { .. }))
        .count();
    let tariff = usize::from(!app.tariff.current().problems().is_empty());
    Ok(Some(AdministrationCard {
        problems: i64::try_from(unwell + tariff).unwrap_or(i64::MAX),
        unrated: app.store.count_unrated().await?,
    }))
}

//! The list: what is to come, and what became of the rest.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::schedule::seen_by;
use switchhook_portal_core::{Capability, Person, PersonId, ScheduledCallId};

use super::{party, trouble};
use crate::app::{App, Shared};
use crate::store::{CallState, ScheduledCall, Seconds};
use crate::web::error::WebError;
use crate::web::extract::Query;
use crate::web::page::{self, Reach, reach};
use crate::web::views::common::Party;
use crate::web::views::scheduled::{ScheduledPage, ScheduledRow, ScheduledState};
use crate::web::visitor::LoggedIn;

/// Calls that are over, on a page.
const PAGE: u32 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ScheduledQuery {
    /// End and id of the last call of the page before.
    before: String,
}

/// `GET /scheduled`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<ScheduledQuery>,
) -> Result<Response, WebError> {
    let scope = user.scope(Capability::CallSchedule)?;
    let t = user.texts();
    let people = app.store.people().await?;
    let owners: HashMap<PersonId, &Person> = people
        .iter()
        .filter(|person| user.subject.reaches(Capability::CallSchedule, &party(person)))
        .map(|person| (person.id, person))
        .collect();
    let open = app.store.open_scheduled_calls().await?;
    let ids: Vec<PersonId> = owners.keys().copied().collect();
    let whose = (!scope.is_all()).then_some(&*ids);
    let done = app
        .store
        .ended_scheduled_calls(whose, place(&query.before), PAGE)
        .await?;
    let rows = |calls: &[ScheduledCall]| -> Vec<ScheduledRow> {
        calls
            .iter()
            .filter_map(|call| row(&app, &user, owners.get(&call.person)?, call))
            .collect()
    };
    let view = ScheduledPage {
        frame: user.frame(&app, page::here(&uri), t.scheduled_title()),
        trouble: trouble(&app, t),
        scope: match reach(scope) {
            Reach::All => t.scheduled_scope_all(),
            Reach::Department | Reach::DepartmentAndQueues => t.scheduled_scope_department(),
            Reach::Own | Reach::Queues => t.scheduled_scope_own(),
        },
        open: rows(&open),
        done: rows(&done),
        more: done
            .get(PAGE as usize - 1)
            .and_then(|last| Some(format!("/scheduled?before={}-{}", last.ended?, last.id))),
    };
    Ok(page::ok(&view))
}

/// `<end>-<id>`, the place from which older calls follow.
fn place(text: &str) -> Option<(Seconds, ScheduledCallId)> {
    let (ended, id) = text.rsplit_once('-')?;
    Some((ended.parse().ok()?, ScheduledCallId(id.parse().ok()?)))
}

fn row(app: &App, user: &LoggedIn, owner: &Person, call: &ScheduledCall) -> Option<ScheduledRow> {
    let t = user.texts();
    let seen = seen_by(&user.subject, &party(owner), &call.number, &call.note)?;
    let index = app.live.index();
    let open = call.ended.is_none();
    let waits = open && matches!(call.state, CallState::Waiting | CallState::Retrying);
    let here = format!("/scheduled/{}", call.id);
    let state = if open { call.state.key() } else { &call.outcome };
    Some(ScheduledRow {
        when: t.date_time(app.local(call.due)),
        from: Party {
            name: owner.display_name(),
            number: call.extension.clone(),
        },
        to: Party {
            name: index
                .by_extension(&call.number)
                .map(|party| party.name.clone())
                .unwrap_or_default(),
            number: seen.number,
        },
        note: seen.note,
        state: ScheduledState(state.to_owned()),
        attempts: if call.attempts > 1 {
            t.scheduled_attempts(call.attempts)
        } else {
            String::new()
        },
        change: (waits && seen.own).then(|| here.clone()),
        // A call that is talked on is hung up by telephone.
        cancel: (waits || call.state == CallState::Calling).then(|| format!("{here}/cancel")),
    })
}

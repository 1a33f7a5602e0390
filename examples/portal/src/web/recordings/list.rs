//! The list, searched as the person sees it.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::call_log::{Direction as Way, LogScope};
use switchhook_portal_core::recording::{RecordingFilter, RecordingFilterForm, Seen, heard_by};
use switchhook_portal_core::{Capability, FieldError, RecordingId, Subject};

use super::{call, row};
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::store::{Recording, RecordingQuery, SEARCHED, Seconds, StoreError};
use crate::web::calls::direction;
use crate::web::error::{WebError, url_query};
use crate::web::extract::Query;
use crate::web::frame::{Flash, FlashKind};
use crate::web::page::{self, Reach, reach};
use crate::web::views::common::{Chip, Choice, Errors};
use crate::web::views::recordings::RecordingsPage;
use crate::web::visitor::LoggedIn;

/// Rows on a page: each has a player.
const PAGE: u32 = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RecordingsQuery {
    from: String,
    to: String,
    who: String,
    number: String,
    queue: String,
    direction: String,
    at_least: String,
    text: String,
    /// Beginning and id of the last recording of the page before.
    before: String,
}

impl RecordingsQuery {
    fn filter(&self) -> Result<RecordingFilter, Vec<FieldError>> {
        RecordingFilter::parse(&RecordingFilterForm {
            from: &self.from,
            to: &self.to,
            who: &self.who,
            number: &self.number,
            queue: &self.queue,
            direction: &self.direction,
            at_least: &self.at_least,
            text: &self.text,
        })
    }

    /// The address of the same list with one part changed; an empty value leaves it out.
    fn with(&self, name: &str, value: &str) -> String {
        let parts = [
            ("from", &*self.from),
            ("to", &self.to),
            ("who", &self.who),
            ("number", &self.number),
            ("queue", &self.queue),
            ("direction", &self.direction),
            ("at_least", &self.at_least),
            ("text", &self.text),
        ];
        let mut query: Vec<String> = parts
            .into_iter()
            .filter(|(part, text)| *part != name && !text.is_empty())
            .map(|(part, text)| url_query(part, text))
            .collect();
        if !value.is_empty() {
            query.push(url_query(name, value));
        }
        if query.is_empty() {
            "/recordings".to_owned()
        } else {
            format!("/recordings?{}", query.join("&"))
        }
    }
}

/// `<beginning>-<id>`, the place from which older recordings follow.
fn place(text: &str) -> Option<(Seconds, RecordingId)> {
    let (recorded, id) = text.rsplit_once('-')?;
    Some((recorded.parse().ok()?, RecordingId(id.parse().ok()?)))
}

/// `GET /recordings`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<RecordingsQuery>,
) -> Result<Response, WebError> {
    let subject = &user.subject;
    let scope = LogScope::of(subject, Capability::RecordingListen).ok_or(WebError::Forbidden)?;
    let t = user.texts();
    let mut view = form(&app, &user, &query, page::here(&uri)).await?;
    let filter = match query.filter() {
        Ok(filter) => filter,
        Err(found) => {
            for error in &found {
                view.errors
                    .add(error.field, page::problem_text(t, &error.problem));
            }
            return Ok(page::unprocessable(&view));
        }
    };
    let wanted = RecordingQuery {
        scope: &scope,
        filter: &filter,
        zone: app.config.pbx.time_zone,
        before: place(&query.before),
        limit: PAGE,
    };
    let _turn = if filter.is_search() {
        Some(app.turn().await)
    } else {
        None
    };
    let (recordings, total) = find(&app, subject, &wanted).await?;
    view.total = total;
    if filter.is_search() && app.store.count_recordings(&wanted).await? > i64::from(SEARCHED) {
        view.frame.flash.push(Flash {
            kind: FlashKind::Info,
            text: t.recordings_search_cut(SEARCHED.into()),
        });
    }
    view.more = recordings.get(PAGE as usize - 1).map(|last| {
        let place = format!("{}-{}", last.recorded, last.id);
        query.with("before", &place)
    });
    view.rows = recordings
        .iter()
        .filter_map(|recording| row(&app, &user, recording))
        .collect();
    Ok(page::ok(&view))
}

/// A page of what the person may hear and asked for, and how many there are in all.
async fn find(
    app: &App,
    subject: &Subject,
    wanted: &RecordingQuery<'_>,
) -> Result<(Vec<Recording>, i64), StoreError> {
    if !wanted.filter.is_search() {
        return Ok((
            app.store.recordings(wanted).await?,
            app.store.count_recordings(wanted).await?,
        ));
    }
    app.store
        .search_recordings(wanted, |recording| {
            let Some(view) = heard_by(subject, call(recording), &recording.queue) else {
                return false;
            };
            let seen = Seen {
                call: call(recording),
                view: &view,
                recorded: recording.began(),
                queue: &recording.queue,
                file: recording.file.as_str(),
                hold: &recording.hold,
                length: recording.lasts(),
            };
            wanted.filter.matches(&seen, wanted.zone)
        })
        .await
}

/// The page without its rows.
async fn form(
    app: &App,
    user: &LoggedIn,
    query: &RecordingsQuery,
    here: &str,
) -> Result<RecordingsPage, WebError> {
    let t = user.texts();
    let all = || (String::new(), t.all());
    let choices = |chosen: &str, list: Vec<(String, String)>| {
        std::iter::once(all())
            .chain(list)
            .map(|(value, label)| Choice {
                selected: value == chosen,
                value,
                label,
            })
            .collect()
    };
    let queues = app.store.recorded_queues().await?;
    let ways = Way::ALL.map(|way| (way.key().to_owned(), direction(way).word(&t)));
    Ok(RecordingsPage {
        frame: user.frame(app, here, t.recordings_title()),
        configured: app.config.recordings.folder.is_some(),
        from: query.from.clone(),
        to: query.to.clone(),
        who: query.who.clone(),
        number: query.number.clone(),
        at_least: query.at_least.clone(),
        text: query.text.clone(),
        queues: choices(
            &query.queue,
            queues.into_iter().map(|queue| (queue.clone(), queue)).collect(),
        ),
        directions: choices(&query.direction, ways.into()),
        errors: Errors::default(),
        chips: chips(t, query),
        scope: match reach(user.scope(Capability::RecordingListen)?) {
            Reach::All => t.recordings_scope_all(),
            Reach::DepartmentAndQueues => t.recordings_scope_department_queues(),
            Reach::Department => t.recordings_scope_department(),
            Reach::Queues => t.recordings_scope_queues(),
            Reach::Own => t.recordings_scope_own(),
        },
        rows: Vec::new(),
        total: 0,
        hint: app.config.recordings.folder.is_some() && user.scope(Capability::RecordingPurge).is_ok(),
        downloads: user.scope(Capability::RecordingDownload).is_ok(),
        more: None,
    })
}

fn chips(t: Texts, query: &RecordingsQuery) -> Vec<Chip> {
    let way = Way::from_key(&query.direction).map(|way| direction(way).word(&t));
    let day = |text: &str| {
        let date = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d");
        date.map(|date| t.date(date)).unwrap_or_default()
    };
    [
        ("from", t.recordings_first_day(), day(&query.from)),
        ("to", t.recordings_last_day(), day(&query.to)),
        ("who", t.recordings_who(), query.who.clone()),
        ("number", t.number(), query.number.clone()),
        ("queue", t.recordings_queue(), query.queue.clone()),
        ("direction", t.calls_direction(), way.unwrap_or_default()),
        ("at_least", t.recordings_at_least(), query.at_least.clone()),
        ("text", t.recordings_text(), query.text.clone()),
    ]
    .into_iter()
    .filter(|(.., value)| !value.is_empty())
    .map(|(name, label, value)| Chip {
        label: t.filter_chip(&label, &value),
        remove: query.with(name, ""),
    })
    .collect()
}

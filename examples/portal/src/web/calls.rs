//! The call log: found by number, direction, day and time of day, masked for whoever may not see whole numbers.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono_tz::Tz;
use serde::Deserialize;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::call_log::{
    CallView, Direction as Way, Disposition, Filter, FilterForm, LogScope, Pricing, Visibility,
};
use switchhook_portal_core::recording::reaches;
use switchhook_portal_core::{CallId, Capability, DialString, FieldError, Party as Known, Subject};

mod journey;
mod one;

pub use self::one::{outcome, show as one};
use super::directory::dial_reason;
use super::error::{WebError, url_query};
use super::extract::Query;
use super::frame::{Flash, FlashKind};
use super::money::Shown;
use super::page::{self, Reach, reach};
use super::views::calls::{CallResult, CallRow, CallsPage, Cost};
use super::views::common::{Chip, Choice, Column, Direction, Errors, Party};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::csv::Csv;
use crate::directory::name;
use crate::i18n::Texts;
use crate::store::{CallQuery, LoggedCall, SEARCHED, Seconds, Store, StoreError};
use crate::tariff::Tariff;

/// Rows on a page.
const PAGE: u32 = 100;

/// Rows read at once for a file.
const STEP: u32 = 2_000;

/// The longest file. The last row says so where it was cut.
const LONGEST: u32 = 200_000;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CallsQuery {
    number: String,
    direction: String,
    date: String,
    time: String,
    /// Start and id of the last call of the page before.
    before: String,
}

impl CallsQuery {
    fn filter(&self) -> Result<Filter, Vec<FieldError>> {
        Filter::parse(&FilterForm {
            number: &self.number,
            direction: &self.direction,
            from: &self.date,
            to: &self.date,
            time: &self.time,
            ..FilterForm::default()
        })
    }

    /// The address of the same list at `path`, with one part changed; an empty value leaves it out.
    fn with(&self, path: &str, name: &str, value: &str) -> String {
        let parts = [
            ("number", &*self.number),
            ("direction", &self.direction),
            ("date", &self.date),
            ("time", &self.time),
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
            path.to_owned()
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }
}

/// `<start>-<id>`, the place in the log from which older calls follow.
fn place(text: &str) -> Option<(Seconds, CallId)> {
    let (start, id) = text.rsplit_once('-')?;
    Some((start.parse().ok()?, CallId(id.parse().ok()?)))
}

/// `GET /calls`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<CallsQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::CallLogRead)?;
    let t = user.texts();
    let mut view = form(&app, &user, &query, page::here(&uri));
    let filter = match query.filter() {
        Ok(filter) => filter,
        Err(found) => {
            view.errors = errors(t, &found);
            return Ok(page::unprocessable(&view));
        }
    };
    let log = Log::new(&app, &user.subject, filter)?;
    let _turn = if log.is_search() {
        Some(app.turn().await)
    } else {
        None
    };
    let (calls, total) = log.page(place(&query.before), PAGE).await?;
    view.total = total;
    if log.is_cut().await? {
        let text = t.calls_search_cut(SEARCHED.into());
        view.frame.flash.push(Flash {
            kind: FlashKind::Info,
            text,
        });
    }
    view.more = calls.get(PAGE as usize - 1).map(|last| {
        let place = format!("{}-{}", last.record.cdr.start.timestamp(), last.id);
        query.with("/calls", "before", &place)
    });
    let (tariff, may_dial) = (app.tariff.current(), dial_reason(&app, &user).is_none());
    let recordings = if user.may(Capability::RecordingListen) {
        let ids: Vec<_> = calls.iter().map(|call| call.id).collect();
        app.store.recordings_of_calls(&ids).await?
    } else {
        HashMap::new()
    };
    let recording = |call: &LoggedCall| {
        let heard = reaches(&user.subject, Capability::RecordingListen, Some(&call.record), "");
        recordings
            .get(&call.id)
            .filter(|_| heard)
            .map(|id| format!("/recordings/{id}"))
    };
    let directory = app.directory.read(&app).await?;
    view.rows = calls
        .iter()
        .filter_map(|call| {
            let mut seen = call.record.seen_by(&user.subject)?;
            name(&directory, &user.subject, t, &mut seen.caller);
            name(&directory, &user.subject, t, &mut seen.callee);
            Some(CallRow {
                recording: recording(call),
                ..row(&app, t, &user.subject, &tariff, call, &seen, may_dial)
            })
        })
        .collect();
    Ok(page::ok(&view))
}

/// `GET /calls.csv`: every call that the filters leave, masked as on the page.
pub async fn csv(
    State(app): State<Shared>,
    user: LoggedIn,
    Query(query): Query<CallsQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::CallLogRead)?;
    let t = user.texts();
    let log = Log::new(
        &app,
        &user.subject,
        query.filter().map_err(|_| WebError::BadRequest)?,
    )?;
    let _turn = app.turn().await;
    let tariff = app.tariff.current();
    let mut csv = Csv::new();
    csv.row([
        t.calls_direction(),
        t.costs_date_and_time(),
        t.calls_from_name(),
        t.calls_from_number(),
        t.calls_to_name(),
        t.calls_to_number(),
        t.result(),
        t.duration_label(),
        t.calls_cost(),
        t.currency(),
    ]);
    let complete = log
        .each(LONGEST, |call, seen| {
            csv.row(line(&app, t, &user.subject, &tariff, call, seen));
        })
        .await?;
    if !complete {
        csv.row([t.calls_csv_cut(LONGEST.into())]);
    }
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Export,
        Object::Page("/calls.csv".to_owned()),
    );
    app.audit(&user.session, entry).await;
    Ok(csv.into_response(&format!("calls-{}.csv", app.local(app.now()).format("%Y%m%d"))))
}

/// The calls that one person may see and asked for.
struct Log<'a> {
    store: &'a Store,
    zone: Tz,
    subject: &'a Subject,
    scope: LogScope,
    filter: Filter,
}

impl<'a> Log<'a> {
    fn new(app: &'a App, subject: &'a Subject, filter: Filter) -> Result<Self, WebError> {
        let scope = LogScope::of(subject, Capability::CallLogRead).ok_or(WebError::Forbidden)?;
        Ok(Self {
            store: &app.store,
            zone: app.config.pbx.time_zone,
            subject,
            scope,
            filter,
        })
    }

    fn query(&self, before: Option<(Seconds, CallId)>, limit: u32) -> CallQuery<'_> {
        CallQuery {
            scope: &self.scope,
            filter: &self.filter,
            zone: self.zone,
            before,
            limit,
        }
    }

    /// The call as this person sees it, if it fits. Digits are looked for in what is seen: searching would tell the
    /// masked ones otherwise.
    fn view(&self, call: &LoggedCall) -> Option<CallView> {
        let seen = call.record.seen_by(self.subject)?;
        self.filter
            .matches(&call.record, &seen, self.zone)
            .then_some(seen)
    }

    /// Whether each call has to be looked at: the database finds neither digits nor times of day.
    fn is_search(&self) -> bool {
        !self.filter.number.is_empty() || self.filter.time.is_some()
    }

    /// Whether there are calls that a search did not reach.
    async fn is_cut(&self) -> Result<bool, StoreError> {
        Ok(self.is_search() && self.store.count_calls(&self.query(None, 1)).await? > i64::from(SEARCHED))
    }

    /// A page of the log, and how many calls there are in all.
    async fn page(
        &self,
        before: Option<(Seconds, CallId)>,
        limit: u32,
    ) -> Result<(Vec<LoggedCall>, i64), StoreError> {
        let query = self.query(before, limit);
        if !self.is_search() {
            Ok((
                self.store.calls(&query).await?,
                self.store.count_calls(&query).await?,
            ))
        } else {
            self.store
                .search_calls(&query, |call| self.view(call).is_some())
                .await
        }
    }

    /// Every call, newest first. `false` if there were more than `longest`.
    async fn each(
        &self,
        longest: u32,
        mut take: impl FnMut(&LoggedCall, CallView),
    ) -> Result<bool, StoreError> {
        let (mut before, mut taken) = (None, 0);
        loop {
            let calls = self.store.calls(&self.query(before, STEP)).await?;
            let Some(last) = calls.last() else { return Ok(true) };
            before = Some((last.record.cdr.start.timestamp(), last.id));
            for call in &calls {
                let Some(seen) = self.view(call) else { continue };
                if taken == longest {
                    return Ok(false);
                }
                taken += 1;
                take(call, seen);
            }
        }
    }
}

/// The page without its rows.
fn form(app: &App, user: &LoggedIn, query: &CallsQuery, here: &str) -> CallsPage {
    let t = user.texts();
    let held = |capability| user.subject.scope(capability).unwrap_or_default();
    let scope = held(Capability::CallLogRead);
    let whole = held(Capability::CallLogUnmask);
    CallsPage {
        frame: user.frame(app, here, t.calls_title()),
        number: query.number.clone(),
        directions: std::iter::once(("", t.all()))
            .chain(Way::ALL.map(|way| (way.key(), direction(way).word(&t))))
            .map(|(value, label)| Choice {
                value: value.to_owned(),
                label,
                selected: query.direction == value,
            })
            .collect(),
        date: query.date.clone(),
        time: query.time.clone(),
        errors: Errors::default(),
        chips: chips(t, query),
        scope: match reach(scope) {
            Reach::All => t.calls_scope_all(),
            Reach::DepartmentAndQueues => t.calls_scope_department_queues(),
            Reach::Department => t.calls_scope_department(),
            Reach::Queues => t.calls_scope_queues(),
            Reach::Own => t.calls_scope_own(),
        },
        masked: !whole.covers(scope),
        columns: [
            t.calls_direction(),
            t.date_label(),
            t.from(),
            t.to(),
            t.result(),
            t.duration_label(),
            t.calls_cost(),
        ]
        .into_iter()
        .enumerate()
        .map(|(index, label)| Column {
            numeric: index >= 5,
            ..Column::plain(label)
        })
        .collect(),
        rows: Vec::new(),
        total: 0,
        more: None,
        csv: Some(query.with("/calls.csv", "", "")),
    }
}

fn chips(t: Texts, query: &CallsQuery) -> Vec<Chip> {
    let way = Way::from_key(&query.direction).map(|way| direction(way).word(&t));
    let date = chrono::NaiveDate::parse_from_str(&query.date, "%Y-%m-%d").map(|date| t.date(date));
    [
        ("number", t.number(), query.number.clone()),
        ("direction", t.calls_direction(), way.unwrap_or_default()),
        ("date", t.date_label(), date.unwrap_or_default()),
        ("time", t.calls_time_window(), query.time.clone()),
    ]
    .into_iter()
    .filter(|(.., value)| !value.is_empty())
    .map(|(name, label, value)| Chip {
        label: t.filter_chip(&label, &value),
        remove: query.with("/calls", name, ""),
    })
    .collect()
}

/// One field of the page is two of the filter.
fn errors(t: Texts, found: &[FieldError]) -> Errors {
    let mut errors = Errors::default();
    for error in found {
        let field = match error.field {
            "from" => "date",
            // The same mistake once more.
            "to" => continue,
            other => other,
        };
        errors.add(field, page::problem_text(t, &error.problem));
    }
    errors
}

fn row(
    app: &App,
    t: Texts,
    subject: &Subject,
    tariff: &Tariff,
    call: &LoggedCall,
    seen: &CallView,
    may_dial: bool,
) -> CallRow {
    let cdr = &call.record.cdr;
    CallRow {
        href: format!("/calls/{}", call.id),
        when: t.date_time(app.local(cdr.start.timestamp())),
        direction: direction(call.record.direction),
        from: party(&seen.caller),
        to: party(&seen.callee),
        result: result(cdr.disposition),
        duration: t.duration(cdr.billable.as_secs()),
        cost: match (reads_cost(subject, call), &call.record.pricing) {
            (true, Pricing::Priced(price)) => {
                Cost::Amount(Shown::of(tariff, &price.currency).amount(t, price.after_tax_micros))
            }
            (true, Pricing::NoTariff { .. }) => Cost::NoTariff,
            _ => Cost::None,
        },
        dial: if may_dial {
            other_side(subject, call.record.direction, seen)
        } else {
            None
        },
        recording: None,
    }
}

/// A row of the file.
fn line(
    app: &App,
    t: Texts,
    subject: &Subject,
    tariff: &Tariff,
    call: &LoggedCall,
    seen: CallView,
) -> [String; 10] {
    let cdr = &call.record.cdr;
    let (cost, currency) = match (reads_cost(subject, call), &call.record.pricing) {
        (true, Pricing::Priced(price)) => (
            Shown::of(tariff, &price.currency).plain(price.after_tax_micros),
            price.currency.clone(),
        ),
        (true, Pricing::NoTariff { .. }) => (t.calls_unrated(), String::new()),
        _ => Default::default(),
    };
    [
        direction(call.record.direction).word(&t),
        app.local(cdr.start.timestamp())
            .format("%Y-%m-%d %H:%M:%S")
            .to_string(),
        seen.caller.name,
        seen.caller.number,
        seen.callee.name,
        seen.callee.number,
        result(cdr.disposition).word(&t),
        t.duration(cdr.billable.as_secs()),
        cost,
        currency,
    ]
}

/// A call is paid by whoever made it.
fn reads_cost(subject: &Subject, call: &LoggedCall) -> bool {
    subject.reaches(Capability::CostRead, &call.record.caller)
}

/// The number that calls the other side back, if it is there to be seen and can be dialled.
fn other_side(subject: &Subject, way: Way, seen: &CallView) -> Option<String> {
    if seen.visibility != Visibility::Full {
        return None;
    }
    let other = match way {
        _ if subject.is(&seen.caller) => &seen.callee,
        _ if subject.is(&seen.callee) => &seen.caller,
        // Somebody else's call: whoever is outside.
        Way::Incoming => &seen.caller,
        _ => &seen.callee,
    };
    other
        .number
        .parse::<DialString>()
        .ok()
        .map(|number| number.to_string())
}

/// Gives numbers without a name the name that the reader's directory has.
async fn named(app: &App, subject: &Subject, t: Texts, seen: &mut CallView) -> Result<(), StoreError> {
    let index = app.directory.read(app).await?;
    name(&index, subject, t, &mut seen.caller);
    name(&index, subject, t, &mut seen.callee);
    Ok(())
}

pub fn direction(way: Way) -> Direction {
    match way {
        Way::Incoming => Direction::In,
        Way::Outgoing => Direction::Out,
        Way::Internal => Direction::Internal,
    }
}

fn result(disposition: Disposition) -> CallResult {
    match disposition {
        Disposition::Answered => CallResult::Answered,
        Disposition::NoAnswer | Disposition::Cancelled => CallResult::Missed,
        Disposition::Busy => CallResult::Busy,
        _ => CallResult::Failed,
    }
}

pub fn party(known: &Known) -> Party {
    Party {
        name: known.name.clone(),
        number: known.number.clone(),
    }
}

#[cfg(test)]
mod tests;

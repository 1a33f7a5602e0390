//! Queue statistics: the form, six tables, and the visits behind each figure.

mod period;
mod words;

use std::ops::Range;
use std::time::Duration;

use axum::extract::State;
use axum::http::Uri;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use switchhook_portal_core::Capability;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::number::mask;
use switchhook_portal_core::queue::log::Refusal;
use switchhook_portal_core::queue::reconcile::{Reconciliation, reconcile};
use switchhook_portal_core::queue::rollup::{Report, Rollup};
use switchhook_portal_core::queue::service_level::{Thresholds, Variant};
use switchhook_portal_core::queue::table::{
    self, Behind, Cell, Column, CsvTexts, Kind, Options, Row, Table, Value, What,
};
use switchhook_portal_core::queue::visit::{Outcome, Refused, Stray, Visit};

use self::period::Period;
use super::chart::{self, Chart, Drawing, Series, Unit};
use super::error::{WebError, url_query};
use super::extract::Query as QueryString;
use super::page;
use super::views::common::{Choice, Errors};
use super::views::queue_statistics::{
    Figure, FigureRow, QueueStatisticsPage, QueueVisitsPage, Tab, VisitRow,
};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;

/// Visits that a report is made from at most: about 200 MB.
const LONGEST: u32 = 500_000;

/// Visits that a list shows.
const LISTED: usize = 500;

/// The form as it stands in the address.
#[derive(Clone, Debug, Default)]
struct Typed {
    table: String,
    period: String,
    from: String,
    to: String,
    level: String,
    service: String,
    short: String,
    queues: Vec<String>,
    /// What a list of visits is asked for.
    behind: Vec<(String, String)>,
}

type Pairs = QueryString<Vec<(String, String)>>;

impl Typed {
    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "table" => typed.table = value,
                "period" => typed.period = value,
                "from" => typed.from = value,
                "to" => typed.to = value,
                "level" => typed.level = value,
                "service" => typed.service = value,
                "short" => typed.short = value,
                "queues" => typed.queues.push(value),
                _ => typed.behind.push((name, value)),
            }
        }
        if typed.period.is_empty() && typed.from.is_empty() && typed.to.is_empty() {
            typed.period = "ten-days".to_owned();
        }
        typed
    }

    fn kind(&self) -> Kind {
        Kind::from_key(&self.table).unwrap_or_default()
    }

    fn variant(&self) -> Variant {
        Variant::from_key(&self.level).unwrap_or_default()
    }

    fn thresholds(&self) -> Thresholds {
        let default = Thresholds::default();
        let seconds = |text: &str, default: Duration| {
            let typed = text.parse().ok().filter(|seconds| *seconds <= 3600);
            typed.map_or(default, Duration::from_secs)
        };
        Thresholds {
            service: seconds(&self.service, default.service),
            short_abandon: seconds(&self.short, default.short_abandon),
        }
    }

    /// The same criteria at another address, with another table or with what a list is asked for.
    fn address(&self, path: &str, table: Kind, behind: &[(&'static str, String)]) -> String {
        let single = [
            ("table", table.key()),
            ("period", &self.period),
            ("from", &self.from),
            ("to", &self.to),
            ("level", &self.level),
            ("service", &self.service),
            ("short", &self.short),
        ];
        let query: Vec<String> = single
            .into_iter()
            .chain(self.queues.iter().map(|queue| ("queues", queue.as_str())))
            .chain(behind.iter().map(|(name, value)| (*name, value.as_str())))
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| url_query(name, value))
            .collect();
        format!("{path}?{}", query.join("&"))
    }
}

/// What a report is made from.
struct Facts {
    period: Period,
    days: Range<NaiveDate>,
    /// All queues that the reader may see.
    queues: Vec<String>,
    visits: Vec<Visit>,
    refused: Vec<Refused>,
    strays: Vec<Stray>,
    bounds: Range<DateTime<Utc>>,
}

impl Facts {
    /// What happened in the period in the chosen queues, as far as the reader may see them, or what is wrong with the form.
    async fn load(app: &App, user: &LoggedIn, typed: &Typed) -> Result<Result<Self, Errors>, WebError> {
        let t = user.texts();
        let zone = app.config.pbx.time_zone;
        let queues = seen(app, user).await?;
        let mut errors = Errors::default();
        let Some(period) = Period::parse(&typed.period, &typed.from, &typed.to) else {
            errors.add("from", t.qs_no_period());
            return Ok(Err(errors));
        };
        let days = period.days(app.local(app.now()).date());
        let bounds = period::bounds(&days, zone);
        let chosen = |queue: &str| {
            queues.iter().any(|seen| seen == queue)
                && (typed.queues.is_empty() || typed.queues.iter().any(|typed| typed == queue))
        };
        let mut visits = app
            .store
            .queue_visits(bounds.start, bounds.end, LONGEST + 1)
            .await?;
        if visits.len() > LONGEST as usize {
            errors.add("period", t.qs_too_many(LONGEST.into()));
            return Ok(Err(errors));
        }
        visits.retain(|visit| chosen(&visit.queue));
        let mut refused = app.store.queue_refused(bounds.start, bounds.end).await?;
        refused.retain(|refused| chosen(&refused.queue));
        let mut strays = app.store.queue_strays(bounds.start, bounds.end).await?;
        strays.retain(|stray| chosen(&stray.queue));
        Ok(Ok(Self {
            period,
            days,
            queues,
            visits,
            refused,
            strays,
            bounds,
        }))
    }

    fn report(&self, app: &App, thresholds: Thresholds) -> Report {
        let mut rollup = Rollup::new(app.config.pbx.time_zone, thresholds);
        for visit in &self.visits {
            rollup.add(visit);
        }
        for refused in &self.refused {
            rollup.add_refused(refused);
        }
        rollup.report(self.days.clone(), |_| true)
    }

    /// Why kinds of lines do not add up, of all queues together. Callers of before the period count with it.
    async fn reconciled(&self, app: &App) -> Result<Reconciliation, WebError> {
        let before = self.bounds.start - chrono::TimeDelta::hours(24);
        let mut earlier = app.store.queue_visits(before, self.bounds.start, LONGEST).await?;
        let queues: std::collections::BTreeSet<&str> =
            self.visits.iter().map(|visit| &*visit.queue).collect();
        earlier.retain(|visit| queues.contains(&*visit.queue));
        let mut all = Reconciliation::default();
        let visits = earlier.iter().chain(&self.visits);
        for lines in reconcile(visits, &self.strays, &self.bounds).values() {
            all.merge(lines);
        }
        Ok(all)
    }
}

/// The queues that the reader may see.
async fn seen(app: &App, user: &LoggedIn) -> Result<Vec<String>, WebError> {
    user.scope(Capability::QueueStatistics)?;
    let mut queues = app.store.logged_queues().await?;
    queues.retain(|queue| user.subject.reaches_queue(Capability::QueueStatistics, queue));
    Ok(queues)
}

/// `GET /queues/statistics`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    QueryString(pairs): Pairs,
) -> Result<Response, WebError> {
    user.scope(Capability::QueueStatistics)?;
    let typed = Typed::of(pairs);
    let _turn = app.turn().await;
    let here = page::here(&uri);
    match Facts::load(&app, &user, &typed).await? {
        Ok(facts) => Ok(page::ok(&page_of(&app, &user, here, &typed, &facts).await?)),
        Err(errors) => {
            let queues = seen(&app, &user).await?;
            let view = form(&app, &user, here, &typed, &queues, errors);
            Ok(page::unprocessable(&view))
        }
    }
}

/// The form without an answer.
fn form(
    app: &App,
    user: &LoggedIn,
    here: &str,
    typed: &Typed,
    queues: &[String],
    errors: Errors,
) -> QueueStatisticsPage {
    let t = user.texts();
    let thresholds = typed.thresholds();
    QueueStatisticsPage {
        frame: user.frame(app, here, t.qs_title()),
        errors,
        table: typed.kind().key(),
        periods: period::choices(t, app.local(app.now()).date(), &typed.period),
        from: typed.from.clone(),
        to: typed.to.clone(),
        queues: queues
            .iter()
            .map(|queue| Choice {
                value: queue.clone(),
                label: queue.clone(),
                selected: typed.queues.contains(queue),
            })
            .collect(),
        levels: Variant::ALL
            .into_iter()
            .map(|variant| Choice {
                value: variant.key().to_owned(),
                label: words::variant(t, variant),
                selected: variant == typed.variant(),
            })
            .collect(),
        service: thresholds.service.as_secs().to_string(),
        short: thresholds.short_abandon.as_secs().to_string(),
        tabs: Kind::ALL
            .into_iter()
            .map(|kind| Tab {
                href: typed.address("/queues/statistics", kind, &[]),
                label: words::kind(t, kind),
                current: kind == typed.kind(),
            })
            .collect(),
        caption: String::new(),
        identity: String::new(),
        causes: Vec::new(),
        head: String::new(),
        charts: Vec::new(),
        columns: Vec::new(),
        rows: Vec::new(),
        total: None,
        csv: String::new(),
        no_log: app.config.queue_log.file.is_none(),
    }
}

async fn page_of(
    app: &App,
    user: &LoggedIn,
    here: &str,
    typed: &Typed,
    facts: &Facts,
) -> Result<QueueStatisticsPage, WebError> {
    let t = user.texts();
    let kind = typed.kind();
    let report = facts.report(app, typed.thresholds());
    let mut view = form(app, user, here, typed, &facts.queues, Errors::default());
    if report.total.counts.arrived() == 0 {
        return Ok(view);
    }
    let table = Table::new(kind, &report, options(typed));
    let row = |row: &Row| FigureRow {
        label: words::label(t, &row.label),
        figures: row
            .cells
            .iter()
            .map(|cell| figure(t, typed, kind, cell))
            .collect(),
    };
    view.caption = t.qs_caption(&words::kind(t, kind), &period::text(t, facts.period, &facts.days));
    view.identity = words::identity(t, &report.total.counts);
    if kind == Kind::Queues {
        let lines = facts.reconciled(app).await?;
        view.causes = words::causes(t, &lines);
    }
    view.charts = drawn(t, &view.caption, kind, &table);
    view.head = words::head(t, kind);
    view.columns = table
        .columns
        .iter()
        .map(|column| words::column(t, *column))
        .collect();
    view.rows = table.rows.iter().map(row).collect();
    view.total = Some(row(&table.total));
    view.csv = typed.address("/queues/statistics.csv", kind, &[]);
    Ok(view)
}

fn options(typed: &Typed) -> Options {
    Options {
        service_level: typed.variant(),
        ..Options::default()
    }
}

/// The counts of a table as a chart: lines where rows follow each other in time, else bars.
fn drawn(t: Texts, caption: &str, kind: Kind, table: &Table) -> Vec<Chart> {
    const SHOWN: [Column; 6] = [
        Column::Offered,
        Column::Calls,
        Column::Outcome(Outcome::Answered),
        Column::Outcome(Outcome::Abandoned),
        Column::Refused(Refusal::Dissuaded),
        Column::Refused(Refusal::Closed),
    ];
    let series = table.columns.iter().enumerate();
    let series = series.filter(|(_, column)| SHOWN.contains(column));
    let counts = |at: usize| {
        let cells = table.rows.iter().map(move |row| row.cells.get(at));
        cells.map(|cell| match cell?.value {
            Value::Count(count) => Some(count),
            Value::Share(_) | Value::Time(_) => None,
        })
    };
    let drawing = Drawing {
        id: "counts",
        title: caption.to_owned(),
        description: t.statistics_chart_table(),
        kind: match kind {
            Kind::HalfHours => chart::Kind::Lines,
            _ => chart::Kind::Bars,
        },
        unit: Unit::Count,
        labels: table.rows.iter().map(|row| words::label(t, &row.label)).collect(),
        series: series
            .map(|(at, column)| Series {
                name: words::column(t, *column),
                values: counts(at).collect(),
            })
            .collect(),
    };
    vec![Chart::draw(t, &drawing)]
}

fn figure(t: Texts, typed: &Typed, kind: Kind, cell: &Cell) -> Figure {
    let text = match cell.value {
        Value::Count(count) => t.integer(i64::try_from(count).unwrap_or(i64::MAX)),
        Value::Share(share) => match share.tenths().and_then(|tenths| i64::try_from(tenths).ok()) {
            Some(tenths) => t.decimal(tenths, 1),
            None => "–".to_owned(),
        },
        Value::Time(Some(time)) => t.duration(time.as_secs()),
        Value::Time(None) => "–".to_owned(),
    };
    let behind = cell.behind.as_ref().filter(|_| cell.value != Value::Count(0));
    Figure {
        text,
        href: behind.map(|behind| typed.address("/queues/statistics/visits", kind, &behind.parameters())),
    }
}

/// `GET /queues/statistics.csv`
pub async fn csv(
    State(app): State<Shared>,
    user: LoggedIn,
    QueryString(pairs): Pairs,
) -> Result<Response, WebError> {
    user.scope(Capability::QueueStatistics)?;
    let (t, typed) = (user.texts(), Typed::of(pairs));
    let _turn = app.turn().await;
    let facts = Facts::load(&app, &user, &typed)
        .await?
        .map_err(|_| WebError::BadRequest)?;
    let report = facts.report(&app, typed.thresholds());
    let kind = typed.kind();
    let file = Table::new(kind, &report, options(&typed)).csv(&CsvTexts {
        title: &format!("{}: {}", t.qs_title(), words::kind(t, kind)),
        period: (&t.costs_period(), &period::text(t, facts.period, &facts.days)),
        head: &words::head(t, kind),
        column: &|column| words::column(t, column),
        label: &|label| words::label(t, label),
    });
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Export,
        Object::Page("/queues/statistics.csv".to_owned()),
    );
    app.audit(&user.session, entry).await;
    let name = table::file_name(app.local(app.now()).date());
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, file).into_response())
}

/// `GET /queues/statistics/visits`: what a figure counts.
pub async fn visits(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    QueryString(pairs): Pairs,
) -> Result<Response, WebError> {
    user.scope(Capability::QueueStatistics)?;
    let (t, typed) = (user.texts(), Typed::of(pairs));
    let asked = |name: &str| {
        let known = typed.behind.iter().find(|(known, _)| known == name);
        known.map(|(_, value)| value.clone())
    };
    let behind = Behind::from_parameters(asked).ok_or(WebError::NotFound)?;
    let _turn = app.turn().await;
    let facts = Facts::load(&app, &user, &typed)
        .await?
        .map_err(|_| WebError::BadRequest)?;
    let zone = app.config.pbx.time_zone;
    let visits = facts.visits.iter().filter(|visit| behind.has(visit, zone));
    let refused = facts
        .refused
        .iter()
        .filter(|refused| behind.has_refused(refused, zone));
    let unmasked = user
        .scope(Capability::CallLogUnmask)
        .is_ok_and(switchhook_portal_core::rights::Scopes::is_all);
    let mut rows: Vec<_> = visits
        .map(|visit| visit_row(&app, t, visit, unmasked))
        .chain(refused.map(|refused| refused_row(&app, t, refused)))
        .collect();
    let total = rows.len();
    rows.truncate(LISTED);
    let view = QueueVisitsPage {
        frame: user.frame(&app, page::here(&uri), t.qs_visits_title()),
        what: what(t, &behind),
        period: period::text(t, facts.period, &facts.days),
        total: i64::try_from(total).unwrap_or(i64::MAX),
        more: i64::try_from(total - rows.len()).unwrap_or(i64::MAX),
        rows,
        back: typed.address("/queues/statistics", typed.kind(), &[]),
    };
    Ok(page::ok(&view))
}

/// In words, what a figure counts.
fn what(t: Texts, behind: &Behind) -> String {
    let mut parts = Vec::new();
    parts.extend(behind.queue.as_ref().map(ToString::to_string));
    parts.extend(behind.when.map(|when| words::when(t, when)));
    parts.push(match behind.what {
        What::Offered => t.qs_offered(),
        What::Outcome(outcome) => words::outcome(t, outcome),
        What::Refused(why) => words::refusal(t, why),
        What::AnsweredAfter(from, to) => {
            t.filter_chip(&words::outcome(t, Outcome::Answered), &words::wait(t, from, to))
        }
        What::AbandonedAfter(from, to) => {
            t.filter_chip(&words::outcome(t, Outcome::Abandoned), &words::wait(t, from, to))
        }
    });
    parts.join(" · ")
}

fn visit_row(app: &App, t: Texts, visit: &Visit, unmasked: bool) -> VisitRow {
    let length =
        |length: Option<Duration>| length.map_or_else(String::new, |length| t.duration(length.as_secs()));
    VisitRow {
        when: t.date_time(app.local(visit.entered.timestamp())),
        queue: visit.queue.to_string(),
        caller: if unmasked {
            visit.caller.to_string()
        } else {
            mask(&visit.caller)
        },
        outcome: words::outcome(t, visit.outcome()),
        wait: length(visit.wait),
        agent: visit
            .answer
            .as_ref()
            .and_then(|answer| answer.agent.as_deref())
            .unwrap_or_default()
            .to_owned(),
        talk: length(visit.talk),
    }
}

fn refused_row(app: &App, t: Texts, refused: &Refused) -> VisitRow {
    VisitRow {
        when: t.date_time(app.local(refused.time.timestamp())),
        queue: refused.queue.to_string(),
        outcome: words::refusal(t, refused.why),
        ..VisitRow::default()
    }
}

#[cfg(test)]
mod tests;

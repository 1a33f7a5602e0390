//! Queue statistics: the form, six tables, the time of agents, callers who gave up, and the visits behind each figure.

mod agents;
mod callers;
mod period;
mod words;

use std::ops::Range;
use std::time::Duration;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use switchhook_portal_core::Capability;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::queue::log::Refusal;
use switchhook_portal_core::queue::reconcile::{Reconciliation, reconcile};
use switchhook_portal_core::queue::rollup::{Report, Rollup};
use switchhook_portal_core::queue::service_level::{Thresholds, Variant};
use switchhook_portal_core::queue::table::{
    self, Behind, Cell, Column, CsvTexts, Kind, Options, Row, Table, Value, What,
};
use switchhook_portal_core::queue::visit::{Outcome, Refused, Stray, Visit};
use switchhook_portal_core::rights::Scope;

use self::period::Period;
use super::chart::{self, Chart, Drawing, Series, Unit};
use super::error::{WebError, url_query};
use super::extract::Query as QueryString;
use super::page;
use super::views::common::{Choice, Errors};
use super::views::queue_statistics::{
    Figure, FigureRow, FigureTable, QueueStatisticsPage, QueueVisitsPage, Tab, VisitRow,
};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::csv::send;
use crate::i18n::Texts;
use crate::jobs::queue_log::no_days;

/// Visits whose callers are compared at most: about 200 MB.
const LONGEST: u32 = 500_000;

/// Days of which the lines are counted by kind at most: that takes all visits.
const RECONCILED: i64 = 62;

/// Visits that are looked at together.
const TOGETHER: usize = 10_000;

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
    /// The key of an agent.
    agent: String,
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
                "agent" => typed.agent = value,
                _ => typed.behind.push((name, value)),
            }
        }
        if typed.period.is_empty() && typed.from.is_empty() && typed.to.is_empty() {
            typed.period = "ten-days".to_owned();
        }
        typed
    }

    /// Who sees no queue but own figures is shown those.
    fn screen(&self, sees_queues: bool) -> Screen {
        match self.table.as_str() {
            _ if !sees_queues => Screen::Agents,
            "agents" => Screen::Agents,
            "callers" => Screen::Callers,
            table => Screen::Table(Kind::from_key(table).unwrap_or_default()),
        }
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
    fn address(&self, path: &str, table: Screen, behind: &[(&'static str, String)]) -> String {
        let single = [
            ("table", table.key()),
            ("period", &self.period),
            ("from", &self.from),
            ("to", &self.to),
            ("level", &self.level),
            ("service", &self.service),
            ("short", &self.short),
            (
                "agent",
                if behind.iter().any(|(name, _)| *name == "agent") {
                    ""
                } else {
                    &self.agent
                },
            ),
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

/// What is shown of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    Table(Kind),
    Agents,
    Callers,
}

impl Screen {
    fn key(self) -> &'static str {
        match self {
            Self::Table(kind) => kind.key(),
            Self::Agents => "agents",
            Self::Callers => "callers",
        }
    }

    fn label(self, t: Texts) -> String {
        match self {
            Self::Table(kind) => words::kind(t, kind),
            Self::Agents => t.qs_table_agents(),
            Self::Callers => t.qs_table_callers(),
        }
    }

    /// All of them; for who sees no queue, only that of the own figures.
    fn all(sees_queues: bool) -> Vec<Self> {
        let tables = Kind::ALL.into_iter().map(Self::Table);
        let all = tables.chain([Self::Agents, Self::Callers]);
        all.filter(|screen| sees_queues || *screen == Self::Agents)
            .collect()
    }
}

/// What a report is asked for, as far as the reader may see it.
struct Asked {
    period: Period,
    days: Range<NaiveDate>,
    bounds: Range<DateTime<Utc>>,
    /// The chosen ones of the queues that the reader may see, or all of these.
    queues: Vec<String>,
}

impl Asked {
    /// Nothing without a period.
    fn of(app: &App, typed: &Typed, seen: &[String]) -> Option<Self> {
        let period = Period::parse(&typed.period, &typed.from, &typed.to)?;
        let days = period.days(app.local(app.now()).date());
        Some(Self {
            period,
            bounds: period::bounds(&days, app.config.pbx.time_zone),
            days,
            queues: seen
                .iter()
                .filter(|queue| typed.queues.is_empty() || typed.queues.contains(queue))
                .cloned()
                .collect(),
        })
    }

    fn has_queue(&self, queue: &str) -> bool {
        self.queues.iter().any(|known| known == queue)
    }

    fn has(&self, visit: &Visit) -> bool {
        self.bounds.contains(&visit.entered) && self.has_queue(&visit.queue)
    }

    fn text(&self, t: Texts) -> String {
        period::text(t, self.period, &self.days)
    }

    /// From the days that are kept and the visits that are open; with other thresholds than usual, from all visits.
    async fn report(&self, app: &App, thresholds: Thresholds) -> Result<Report, WebError> {
        let zone = app.config.pbx.time_zone;
        let kept = if thresholds == Thresholds::default() {
            app.store.queue_days(&self.days, no_days(zone)).await?
        } else {
            None
        };
        let rollup = match kept {
            Some(mut rollup) => {
                let open = app
                    .store
                    .open_queue_visits(self.bounds.start, self.bounds.end)
                    .await?;
                open.iter().for_each(|visit| rollup.add(visit));
                rollup
            }
            None => {
                let mut rollup = Rollup::new(zone, thresholds);
                let (from, until) = (self.bounds.start, self.bounds.end);
                app.store
                    .each_queue_visit(from, until, |visit| rollup.add(&visit))
                    .await?;
                for refused in app.store.queue_refused(from, until).await? {
                    rollup.add_refused(&refused);
                }
                rollup
            }
        };
        Ok(rollup.report(self.days.clone(), |queue| self.has_queue(queue)))
    }

    /// Why kinds of lines do not add up, of all queues together. Callers of before the period count with it.
    async fn reconciled(&self, app: &App) -> Result<Reconciliation, WebError> {
        let before = self.bounds.start - chrono::TimeDelta::hours(24);
        let mut strays: Vec<Stray> = app.store.queue_strays(self.bounds.start, self.bounds.end).await?;
        strays.retain(|stray| self.has_queue(&stray.queue));
        let mut all = Reconciliation::default();
        let mut count = |visits: &[Visit], strays: &[Stray]| {
            for lines in reconcile(visits, strays, &self.bounds).values() {
                all.merge(lines);
            }
        };
        count(&[], &strays);
        let mut visits = Vec::new();
        app.store
            .each_queue_visit(before, self.bounds.end, |visit| {
                if self.has_queue(&visit.queue) {
                    visits.push(visit);
                }
                if visits.len() >= TOGETHER {
                    count(&visits, &[]);
                    visits.clear();
                }
            })
            .await?;
        count(&visits, &[]);
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
    let (t, typed) = (user.texts(), Typed::of(pairs));
    let here = page::here(&uri);
    let seen = seen(&app, &user).await?;
    let mut errors = Errors::default();
    let Some(asked) = Asked::of(&app, &typed, &seen) else {
        errors.add("from", t.qs_no_period());
        return Ok(page::unprocessable(&form(
            &app, &user, here, &typed, &seen, errors,
        )));
    };
    let mut view = form(&app, &user, here, &typed, &seen, errors);
    let _turn = app.turn().await;
    let period = asked.text(t);
    let screen = typed.screen(shows_queues(&user));
    match screen {
        Screen::Table(kind) => fill(&app, t, &typed, kind, &asked, &mut view).await?,
        Screen::Agents => match agents::Loaded::of(&app, &user, &typed, &asked).await? {
            Some(loaded) => {
                view.agents = loaded.choices(t, &typed);
                view.tables = loaded.tables(t, &typed, &period);
                view.note = t.qs_agents_note();
            }
            None => return Ok(page::unprocessable(&too_many(t, view))),
        },
        Screen::Callers => match callers::Loaded::of(&app, &asked).await? {
            Some(loaded) => {
                view.tables = loaded.tables(&app, &user, &typed, &asked, &period);
                view.note = t.qs_callers_note();
            }
            None => return Ok(page::unprocessable(&too_many(t, view))),
        },
    }
    if !view.tables.is_empty() && screen != Screen::Callers {
        view.csv = typed.address("/queues/statistics.csv", screen, &[]);
    }
    Ok(page::ok(&view))
}

/// Whether the reader sees figures of queues, and not only own ones.
fn shows_queues(user: &LoggedIn) -> bool {
    user.subject
        .scope(Capability::QueueStatistics)
        .is_some_and(|scopes| scopes.is_all() || scopes.contains(Scope::Queue))
}

fn too_many(t: Texts, mut view: QueueStatisticsPage) -> QueueStatisticsPage {
    view.errors.add("period", t.qs_too_many(LONGEST.into()));
    view
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
    let shown = typed.screen(shows_queues(user));
    QueueStatisticsPage {
        frame: user.frame(app, here, t.qs_title()),
        errors,
        table: shown.key(),
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
        agents: Vec::new(),
        levels: if matches!(shown, Screen::Table(_)) {
            Variant::ALL
                .into_iter()
                .map(|variant| Choice {
                    value: variant.key().to_owned(),
                    label: words::variant(t, variant),
                    selected: variant == typed.variant(),
                })
                .collect()
        } else {
            Vec::new()
        },
        service: thresholds.service.as_secs().to_string(),
        short: thresholds.short_abandon.as_secs().to_string(),
        tabs: Screen::all(shows_queues(user))
            .into_iter()
            .map(|screen| Tab {
                href: typed.address("/queues/statistics", screen, &[]),
                label: screen.label(t),
                current: screen == shown,
            })
            .collect(),
        note: String::new(),
        causes: Vec::new(),
        charts: Vec::new(),
        tables: Vec::new(),
        csv: String::new(),
        no_log: app.config.queue_log.file.is_none(),
        no_queue: queues.is_empty() && shows_queues(user),
    }
}

async fn fill(
    app: &App,
    t: Texts,
    typed: &Typed,
    kind: Kind,
    asked: &Asked,
    view: &mut QueueStatisticsPage,
) -> Result<(), WebError> {
    let report = asked.report(app, typed.thresholds()).await?;
    if report.total.counts.arrived() == 0 {
        return Ok(());
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
    let caption = t.qs_caption(&words::kind(t, kind), &asked.text(t));
    view.note = words::identity(t, &report.total.counts);
    if kind == Kind::Queues {
        let days = (asked.days.end - asked.days.start).num_days();
        view.causes = if days <= RECONCILED {
            words::causes(t, &asked.reconciled(app).await?)
        } else {
            vec![t.qs_lines_too_long(RECONCILED)]
        };
    }
    view.charts = drawn(t, &caption, kind, &table);
    view.tables = vec![FigureTable {
        caption,
        head: words::head(t, kind),
        columns: table
            .columns
            .iter()
            .map(|column| words::column(t, *column))
            .collect(),
        rows: table.rows.iter().map(row).collect(),
        total: Some(row(&table.total)),
    }];
    Ok(())
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
        href: behind.map(|behind| {
            typed.address(
                "/queues/statistics/visits",
                Screen::Table(kind),
                &behind.parameters(),
            )
        }),
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
    let seen = seen(&app, &user).await?;
    let asked = Asked::of(&app, &typed, &seen).ok_or(WebError::BadRequest)?;
    let _turn = app.turn().await;
    let today = app.local(app.now()).date();
    let file = match typed.screen(shows_queues(&user)) {
        Screen::Table(kind) => {
            let report = asked.report(&app, typed.thresholds()).await?;
            Table::new(kind, &report, options(&typed)).csv(&CsvTexts {
                title: &format!("{}: {}", t.qs_title(), words::kind(t, kind)),
                period: (&t.costs_period(), &asked.text(t)),
                head: &words::head(t, kind),
                column: &|column| words::column(t, column),
                label: &|label| words::label(t, label),
            })
        }
        Screen::Agents => agents::Loaded::of(&app, &user, &typed, &asked)
            .await?
            .ok_or(WebError::BadRequest)?
            .csv(t, &t.date(today), &asked.text(t)),
        Screen::Callers => return Err(WebError::NotFound),
    };
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Export,
        Object::Page("/queues/statistics.csv".to_owned()),
    );
    app.audit(&user.session, entry).await;
    Ok(send(file, &table::file_name(today)))
}

/// What a list of visits is asked for.
enum Wanted {
    Figure(Behind),
    Agent(agents::Behind),
    Callers(callers::Behind),
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
    let parameter = |name: &str| {
        if name == "agent" {
            return Some(typed.agent.clone());
        }
        let known = typed.behind.iter().find(|(known, _)| known == name);
        known.map(|(_, value)| value.clone())
    };
    let wanted = Behind::from_parameters(parameter)
        .map(Wanted::Figure)
        .or_else(|| agents::Behind::from_parameters(parameter).map(Wanted::Agent))
        .or_else(|| callers::Behind::from_parameters(parameter).map(Wanted::Callers))
        .ok_or(WebError::NotFound)?;
    let seen = seen(&app, &user).await?;
    let asked = Asked::of(&app, &typed, &seen).ok_or(WebError::BadRequest)?;
    let _turn = app.turn().await;
    let (from, until) = (asked.bounds.start, asked.bounds.end);
    let (mut rows, mut total) = (Vec::new(), 0usize);
    let mut list = |row: &dyn Fn() -> VisitRow| {
        total += 1;
        if rows.len() < LISTED {
            rows.push(row());
        }
    };
    let zone = app.config.pbx.time_zone;
    let what = match wanted {
        Wanted::Figure(behind) => {
            app.store
                .each_queue_visit(from, until, |visit| {
                    if asked.has_queue(&visit.queue) && behind.has(&visit, zone) {
                        list(&|| visit_row(&app, &user, &visit));
                    }
                })
                .await?;
            for refused in app.store.queue_refused(from, until).await? {
                if asked.has_queue(&refused.queue) && behind.has_refused(&refused, zone) {
                    list(&|| refused_row(&app, t, &refused));
                }
            }
            what(t, &behind)
        }
        Wanted::Agent(behind) => {
            let people = agents::People::load(&app).await?;
            // Who was answered in the period may have come before it.
            app.store
                .each_queue_visit(from - chrono::TimeDelta::hours(24), until, |visit| {
                    if behind.has(&visit, &asked, &people, &user) {
                        list(&|| visit_row(&app, &user, &visit));
                    }
                })
                .await?;
            behind.in_words(t, &people)
        }
        Wanted::Callers(behind) => {
            let loaded = callers::Loaded::of(&app, &asked)
                .await?
                .ok_or(WebError::BadRequest)?;
            for visit in loaded.behind(&app, &asked, behind) {
                list(&|| visit_row(&app, &user, visit));
            }
            behind.in_words(t)
        }
    };
    let view = QueueVisitsPage {
        frame: user.frame(&app, page::here(&uri), t.qs_visits_title()),
        what,
        period: asked.text(t),
        total: i64::try_from(total).unwrap_or(i64::MAX),
        more: i64::try_from(total - rows.len()).unwrap_or(i64::MAX),
        rows,
        back: typed.address("/queues/statistics", typed.screen(shows_queues(&user)), &[]),
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

fn visit_row(app: &App, user: &LoggedIn, visit: &Visit) -> VisitRow {
    let t = user.texts();
    let length =
        |length: Option<Duration>| length.map_or_else(String::new, |length| t.duration(length.as_secs()));
    VisitRow {
        when: t.date_time(app.local(visit.entered.timestamp())),
        queue: visit.queue.to_string(),
        caller: callers::shown(user, visit),
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

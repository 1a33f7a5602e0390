//! Statistics of all calls: by month, by day of a month, by hour of the clock; and how many people they need.

pub mod staffing;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::{Datelike as _, NaiveDate, NaiveTime};
use serde::Deserialize;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::call_log::Direction;
use switchhook_portal_core::statistics::{Count, CsvTexts, Rollup, Table};
use switchhook_portal_core::{Capability, Month};

use super::chart::{Chart, Drawing, Kind, Series, Unit};
use super::error::{WebError, url_query};
use super::extract::Query;
use super::page;
use super::views::common::Choice;
use super::views::statistics::{StatisticsFigures, StatisticsPage, StatisticsRow, Tab};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::csv::send;
use crate::i18n::Texts;

/// Months in the table at least, so that a new site has a year to fill.
const FEWEST: usize = 12;

/// Months in the table, and to choose from, at most.
const MOST: usize = 120;

#[derive(Debug, Default, Deserialize)]
pub struct StatisticsQuery {
    #[serde(default)]
    month: String,
}

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Report {
    Months,
    Days(Month),
    /// Of a month, or of all of them.
    Hours(Option<Month>),
}

impl Report {
    fn of(query: &StatisticsQuery, hours: bool) -> Result<Self, WebError> {
        let month = match query.month.as_str() {
            "" => None,
            text => Some(text.parse::<Month>().map_err(|_| WebError::BadRequest)?),
        };
        Ok(match (hours, month) {
            (true, month) => Self::Hours(month),
            (false, Some(month)) => Self::Days(month),
            (false, None) => Self::Months,
        })
    }

    fn month(self) -> Option<Month> {
        match self {
            Self::Months => None,
            Self::Days(month) => Some(month),
            Self::Hours(month) => month,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Self::Months | Self::Days(_) => "/statistics",
            Self::Hours(_) => "/statistics/hours",
        }
    }

    fn title(self, t: Texts) -> String {
        match self {
            Self::Months => t.statistics_by_month(),
            Self::Days(month) => t.statistics_by_day(&t.month(month.first_day())),
            Self::Hours(None) => t.statistics_by_hour(),
            Self::Hours(Some(month)) => t.statistics_by_hour_of(&t.month(month.first_day())),
        }
    }

    fn key(self, t: Texts) -> String {
        match self {
            Self::Months => t.costs_month(),
            Self::Days(_) => t.statistics_day(),
            Self::Hours(_) => t.statistics_hour(),
        }
    }
}

fn address(path: &str, month: Option<Month>) -> String {
    month.map_or_else(
        || path.to_owned(),
        |month| format!("{path}?{}", url_query("month", &month.to_string())),
    )
}

/// `GET /statistics`
pub async fn calls(
    state: State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<StatisticsQuery>,
) -> Result<Response, WebError> {
    show(state, user, &uri, Report::of(&query, false)?).await
}

/// `GET /statistics/hours`
pub async fn hours(
    state: State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<StatisticsQuery>,
) -> Result<Response, WebError> {
    show(state, user, &uri, Report::of(&query, true)?).await
}

/// `GET /statistics.csv`
pub async fn calls_csv(
    state: State<Shared>,
    user: LoggedIn,
    Query(query): Query<StatisticsQuery>,
) -> Result<Response, WebError> {
    csv(state, user, Report::of(&query, false)?).await
}

/// `GET /statistics/hours.csv`
pub async fn hours_csv(
    state: State<Shared>,
    user: LoggedIn,
    Query(query): Query<StatisticsQuery>,
) -> Result<Response, WebError> {
    csv(state, user, Report::of(&query, true)?).await
}

/// A table of a kind of rows.
enum Answer {
    Months(Table<Month>),
    Days(Table<NaiveDate>),
    Hours(Table<u8>),
}

/// The table, and the months there are.
async fn answer(app: &App, user: &LoggedIn, report: Report) -> Result<(Answer, Vec<Month>), WebError> {
    user.scope(Capability::StatisticsGlobal)?;
    let zone = app.config.pbx.time_zone;
    let _turn = app.turn().await;
    let this = Month::of(app.local(app.now()).date());
    let first = app
        .store
        .first_call()
        .await?
        .map(|at| Month::of(at.with_timezone(&zone).date_naive()));
    let months = Month::last(
        first.map_or(1, |first| months_between(first, this)),
        this.first_day(),
    );
    // A day more on either side, wherever midnight is: the tables leave it out.
    let day = |day: Option<NaiveDate>| day.map(|day| day.and_time(NaiveTime::MIN).and_utc());
    let from = report.month().and_then(|month| day(month.first_day().pred_opt()));
    let until = report
        .month()
        .and_then(|month| day(month.next().first_day().succ_opt()));
    let sums: Rollup = app.store.call_sums(from, until, zone).await?;
    let answer = match report {
        Report::Months => Answer::Months(sums.months(this, months.len().max(FEWEST))),
        Report::Days(month) => Answer::Days(sums.days(month)),
        Report::Hours(Some(month)) => Answer::Hours(sums.hours(month, 1)),
        Report::Hours(None) => Answer::Hours(sums.hours(this, months.len())),
    };
    Ok((answer, months))
}

/// How many months there are from one to another, both included.
fn months_between(first: Month, last: Month) -> usize {
    let number = |month: Month| {
        let day = month.first_day();
        day.year() * 12 + day.month0() as i32
    };
    usize::try_from(number(last) - number(first) + 1)
        .unwrap_or(1)
        .clamp(1, MOST)
}

async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: &Uri,
    report: Report,
) -> Result<Response, WebError> {
    let t = user.texts();
    let (answer, months) = answer(&app, &user, report).await?;
    // Whoever sees all calls gets from a figure to them.
    let sees_calls = user
        .scope(Capability::CallLogRead)
        .is_ok_and(switchhook_portal_core::rights::Scopes::is_all);
    let lines: Vec<Line> = match &answer {
        Answer::Months(table) => lines(table, |month| Line {
            label: t.month(month.first_day()),
            short: month.to_string(),
            href: Some(address("/statistics", Some(*month))),
            ..Line::default()
        }),
        Answer::Days(table) => lines(table, |day| Line {
            label: t.date(*day),
            short: day.day().to_string(),
            href: sees_calls.then(|| format!("/calls?{}", url_query("date", &day.to_string()))),
            usual_hours: Some(24),
            ..Line::default()
        }),
        Answer::Hours(table) => lines(table, |hour| Line {
            label: hours_of_day(*hour),
            short: hour.to_string(),
            ..Line::default()
        }),
    };
    let (total, busiest) = match &answer {
        Answer::Months(table) => (table.total, busiest(table)),
        Answer::Days(table) => (table.total, busiest(table)),
        Answer::Hours(table) => (table.total, busiest(table)),
    };
    let busiest = busiest.map_or_else(|| "–".to_owned(), |index| lines[index].label.clone());
    let sums = total.all();
    let caption = report.title(t);
    let view = StatisticsPage {
        frame: user.frame(&app, page::here(uri), t.statistics_title()),
        tabs: tabs(t, report.path(), report.month()),
        action: report.path().to_owned(),
        months: choices(t, &months, report.month()),
        csv: address(&format!("{}.csv", report.path()), report.month()),
        tiles: vec![
            (t.costs_calls(), t.integer(signed(sums.calls))),
            (t.statistics_answered(), share(t, sums.answered, sums.calls)),
            (t.statistics_talk(), t.duration(sums.talk.as_secs())),
            (t.statistics_busiest(&report.key(t)), busiest.clone()),
        ],
        charts: charts(t, &caption, &busiest, &lines),
        caption,
        key: report.key(t),
        rows: lines.into_iter().map(|line| line.row(t)).collect(),
        total: figures(t, &total),
    };
    Ok(page::ok(&view))
}

async fn csv(State(app): State<Shared>, user: LoggedIn, report: Report) -> Result<Response, WebError> {
    let t = user.texts();
    let (answer, _) = answer(&app, &user, report).await?;
    let today = app.local(app.now()).date();
    let (title, date) = (t.statistics_title(), t.date_label());
    let key = report.key(t);
    let figures = [
        t.costs_calls(),
        t.statistics_answered(),
        t.statistics_talk_seconds(),
    ];
    let directions = [t.direction_internal(), t.direction_out(), t.direction_in()];
    let texts = CsvTexts {
        title: &title,
        date: (&date, &today.to_string()),
        report: (&t.costs_report(), &report.title(t)),
        key: &key,
        figures: figures.each_ref().map(String::as_str),
        directions: directions.each_ref().map(String::as_str),
        total: &t.costs_total(),
    };
    let file = match &answer {
        Answer::Months(table) => table.csv(&texts, ToString::to_string),
        Answer::Days(table) => table.csv(&texts, ToString::to_string),
        Answer::Hours(table) => table.csv(&texts, |hour| hours_of_day(*hour)),
    };
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Export,
        Object::Page(format!("{}.csv", report.path())),
    );
    app.audit(&user.session, entry).await;
    Ok(send(file, &format!("statistics-{}.csv", today.format("%Y%m%d"))))
}

/// A row before it is text.
#[derive(Default)]
struct Line {
    label: String,
    /// For the axis of a chart.
    short: String,
    href: Option<String>,
    /// Another number of hours is worth a note.
    usual_hours: Option<u32>,
    hours: u32,
    count: Count,
}

impl Line {
    fn row(self, t: Texts) -> StatisticsRow {
        let odd = self.usual_hours.is_some_and(|usual| usual != self.hours);
        StatisticsRow {
            note: if odd {
                t.statistics_hours_of_day(self.hours.into())
            } else {
                String::new()
            },
            label: self.label,
            href: self.href,
            figures: figures(t, &self.count),
        }
    }
}

fn lines<K>(table: &Table<K>, line: impl Fn(&K) -> Line) -> Vec<Line> {
    let rows = table.rows.iter();
    rows.map(|row| Line {
        hours: row.hours,
        count: row.count,
        ..line(&row.key)
    })
    .collect()
}

fn busiest<K>(table: &Table<K>) -> Option<usize> {
    let busiest = table.busiest()?;
    table.rows.iter().position(|row| std::ptr::eq(row, busiest))
}

/// `07:00–08:00`
fn hours_of_day(hour: u8) -> String {
    format!("{hour:02}:00–{:02}:00", hour + 1)
}

fn figures(t: Texts, count: &Count) -> StatisticsFigures {
    let all = count.all();
    let number = |direction| t.integer(signed(count.of(direction).calls));
    StatisticsFigures {
        calls: t.integer(signed(all.calls)),
        answered: t.integer(signed(all.answered)),
        talk: t.duration(all.talk.as_secs()),
        mean: all
            .mean_talk()
            .map_or_else(|| "–".to_owned(), |mean| t.duration(mean.as_secs())),
        incoming: number(Direction::Incoming),
        outgoing: number(Direction::Outgoing),
        internal: number(Direction::Internal),
    }
}

fn share(t: Texts, part: u64, whole: u64) -> String {
    match switchhook_portal_core::queue::ratio::Ratio::new(part, whole).tenths() {
        Some(tenths) => Unit::PerMille.shown(t, tenths),
        None => "–".to_owned(),
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn charts(t: Texts, caption: &str, busiest: &str, lines: &[Line]) -> Vec<Chart> {
    let labels: Vec<String> = lines.iter().map(|line| line.short.clone()).collect();
    let values = |value: &dyn Fn(&Count) -> u64| lines.iter().map(|line| Some(value(&line.count))).collect();
    let directions = [
        (Direction::Incoming, t.direction_in()),
        (Direction::Outgoing, t.direction_out()),
        (Direction::Internal, t.direction_internal()),
    ];
    let calls = Drawing {
        id: "calls",
        title: t.statistics_chart_calls(caption),
        description: t.statistics_chart_most(busiest),
        kind: Kind::Stacked,
        unit: Unit::Count,
        labels: labels.clone(),
        series: directions
            .into_iter()
            .map(|(direction, name)| Series {
                name,
                values: values(&|count| count.of(direction).calls),
            })
            .collect(),
    };
    let talk = Drawing {
        id: "talk",
        title: t.statistics_chart_talk(caption),
        description: t.statistics_chart_table(),
        kind: Kind::Lines,
        unit: Unit::Seconds,
        labels,
        series: vec![Series {
            name: t.statistics_talk(),
            values: values(&|count| count.all().talk.as_secs()),
        }],
    };
    vec![Chart::draw(t, &calls), Chart::draw(t, &talk)]
}

/// The pages of statistics; the month goes along where it can be chosen.
fn tabs(t: Texts, here: &str, month: Option<Month>) -> Vec<Tab> {
    [
        ("/statistics", t.statistics_tab_days(), month),
        ("/statistics/hours", t.statistics_tab_hours(), month),
        ("/statistics/staffing", t.staffing_title(), None),
    ]
    .into_iter()
    .map(|(path, label, month)| Tab {
        href: address(path, month),
        label,
        current: path == here,
    })
    .collect()
}

fn choices(t: Texts, months: &[Month], chosen: Option<Month>) -> Vec<Choice> {
    let all = Choice {
        value: String::new(),
        label: t.statistics_all_months(),
        selected: chosen.is_none(),
    };
    // A month before the first call was asked for: it stays chosen.
    let other = chosen.filter(|month| !months.contains(month));
    let months = months.iter().copied().chain(other).map(|month| Choice {
        value: month.to_string(),
        label: t.month(month.first_day()),
        selected: chosen == Some(month),
    });
    std::iter::once(all).chain(months).collect()
}

#[cfg(test)]
mod tests;

//! How many people calls need: for typed figures, and for the half-hours of a day to come.

use std::time::Duration;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Deserialize;
use switchhook_portal_core::call_log::Direction;
use switchhook_portal_core::queue::staffing::{
    Goal, History, Load, MeanError, Model, Prediction, SLOTS, StaffingError,
};
use switchhook_portal_core::statistics::Figures;
use switchhook_portal_core::{Capability, Month};

use super::{signed, tabs};
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::web::chart::{Chart, Drawing, Kind, Series, Unit};
use crate::web::error::WebError;
use crate::web::extract::Query;
use crate::web::page;
use crate::web::views::common::Errors;
use crate::web::views::statistics::{AgentsRow, ForecastPart, ForecastRow, StaffingAnswer, StaffingPage};
use crate::web::visitor::LoggedIn;

/// The path of the page.
const PATH: &str = "/statistics/staffing";

/// Days that a forecast is made of: eight like days, and the four weeks that it is tried on.
const LOOKED_AT: u64 = 7 * (8 + 4 + 2);

/// A handling time for a site where nobody has talked yet.
const HANDLING: u64 = 180;

const HALF_HOUR: Duration = Duration::from_secs(1800);

/// The form, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    calls: String,
    handling: String,
    level: String,
    within: String,
    occupancy: String,
    shrinkage: String,
    patience: String,
    day: String,
}

/// What the form asks for.
struct Wish {
    calls: Option<u64>,
    handling: Duration,
    goal: Goal,
    model: Model,
    day: NaiveDate,
}

impl Typed {
    /// Empty fields have the usual values.
    fn filled(mut self, handling: Option<Duration>, tomorrow: NaiveDate) -> Self {
        let handling = handling.map_or(HANDLING, |mean| mean.as_secs().clamp(1, 86_400));
        for (field, usual) in [
            (&mut self.handling, handling.to_string()),
            (&mut self.level, "80".to_owned()),
            (&mut self.within, "20".to_owned()),
            (&mut self.occupancy, "90".to_owned()),
            (&mut self.shrinkage, "30".to_owned()),
            (&mut self.day, tomorrow.to_string()),
        ] {
            if field.trim().is_empty() {
                *field = usual;
            }
        }
        self
    }

    fn wish(&self, t: Texts) -> Result<Wish, Errors> {
        let mut errors = Errors::default();
        let mut number = |field: &'static str, text: &str, from: u64, to: u64| {
            let number = text
                .trim()
                .parse()
                .ok()
                .filter(|number| (from..=to).contains(number));
            if number.is_none() {
                errors.add(
                    field,
                    t.staffing_wrong(&t.integer(signed(from)), &t.integer(signed(to))),
                );
            }
            number.unwrap_or(from)
        };
        let mut optional =
            |field, text: &str, from, to| (!text.trim().is_empty()).then(|| number(field, text, from, to));
        let calls = optional("calls", &self.calls, 0, 100_000);
        let patience = optional("patience", &self.patience, 1, 30 * 86_400);
        let handling = number("handling", &self.handling, 1, 86_400);
        let level = number("level", &self.level, 1, 99);
        let within = number("within", &self.within, 0, 86_400);
        let occupancy = number("occupancy", &self.occupancy, 1, 100);
        let shrinkage = number("shrinkage", &self.shrinkage, 0, 99);
        let part = |per_cent: u64| per_cent as f64 / 100.0;
        let day = self.day.parse::<NaiveDate>().ok().filter(|day| {
            // As far as any month goes that the portal knows.
            Month::of(*day).to_string().parse::<Month>().is_ok()
        });
        if day.is_none() {
            errors.add("day", t.staffing_wrong_day());
        }
        match day {
            Some(day) if errors.is_empty() => Ok(Wish {
                calls,
                handling: Duration::from_secs(handling),
                goal: Goal {
                    service_level: part(level),
                    within: Duration::from_secs(within),
                    occupancy: part(occupancy),
                    shrinkage: part(shrinkage),
                },
                model: patience.map_or(Model::ErlangC, |seconds| Model::ErlangA {
                    patience: Duration::from_secs(seconds),
                }),
                day,
            }),
            _ => Err(errors),
        }
    }
}

/// `GET /statistics/staffing`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(typed): Query<Typed>,
) -> Result<Response, WebError> {
    user.scope(Capability::StatisticsGlobal)?;
    let t = user.texts();
    let past = past(&app).await?;
    let tomorrow = past.today.succ_opt().unwrap_or(past.today);
    let typed = typed.filled(past.handling, tomorrow);
    let (mut answer, mut forecast, mut errors) = (None, None, Errors::default());
    match typed.wish(t) {
        Err(found) => errors = found,
        Ok(wish) => {
            forecast = forecast_of(t, &wish, &past.history);
            match wish
                .calls
                .map(|calls| answer_of(t, &wish, calls as f64))
                .transpose()
            {
                Ok(found) => answer = found,
                Err(_) => errors.add("calls", t.staffing_too_much()),
            }
        }
    }
    let wrong = !errors.is_empty();
    let view = StaffingPage {
        frame: user.frame(&app, page::here(&uri), t.staffing_title()),
        tabs: tabs(t, PATH, None),
        calls: typed.calls,
        handling: typed.handling,
        level: typed.level,
        within: typed.within,
        occupancy: typed.occupancy,
        shrinkage: typed.shrinkage,
        patience: typed.patience,
        day: typed.day,
        answer,
        forecast,
        errors,
    };
    Ok(if wrong {
        page::unprocessable(&view)
    } else {
        page::ok(&view)
    })
}

/// What the call log knows.
struct Past {
    today: NaiveDate,
    history: History,
    /// Mean talk of the calls that came in and were answered.
    handling: Option<Duration>,
}

/// The calls that came in on the days before today.
async fn past(app: &App) -> Result<Past, WebError> {
    let zone = app.config.pbx.time_zone;
    let today = app.local(app.now()).date();
    let first = today.checked_sub_days(Days::new(LOOKED_AT)).unwrap_or(today);
    let day_before = first
        .pred_opt()
        .unwrap_or(first)
        .and_time(chrono::NaiveTime::MIN)
        .and_utc();
    let _turn = app.turn().await;
    let begun = app.store.first_call().await?;
    let quarters = app.store.call_quarters(Some(day_before), None).await?;
    let local = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
    let mut history = History::new(zone);
    // Days without a call count as such from the first call on.
    if let Some(begun) = begun {
        let from = first.max(local(begun));
        for day in from.iter_days().take_while(|day| *day < today) {
            history.know(day);
        }
    }
    let mut incoming = Figures::default();
    for quarter in quarters {
        let day = local(quarter.start);
        if quarter.direction != Direction::Incoming || day < first || day >= today {
            continue;
        }
        incoming += quarter.figures;
        for _ in 0..quarter.figures.calls {
            history.add(quarter.start);
        }
    }
    Ok(Past {
        today,
        history,
        handling: incoming.mean_talk(),
    })
}

/// What calls within half an hour need, and what fewer and more people would make of them.
fn answer_of(t: Texts, wish: &Wish, calls: f64) -> Result<StaffingAnswer, StaffingError> {
    let load = Load::new(calls, HALF_HOUR, wish.handling)?;
    let staffing = load.staffing(&wish.goal, wish.model)?;
    let around = staffing.agents.saturating_sub(3)..=staffing.agents.saturating_add(3);
    let rows = around.map(|agents| {
        let prediction = load.predict(agents, wish.goal.within, wish.model)?;
        Ok(AgentsRow {
            agents: t.integer(agents.into()),
            needed: agents == staffing.agents,
            service_level: share(t, prediction.service_level),
            mean_wait: mean_wait(t, &prediction),
            abandoned: share(t, prediction.abandoned),
            occupancy: share(t, prediction.occupancy),
        })
    });
    Ok(StaffingAnswer {
        erlangs: t.decimal((load.erlangs() * 10.0).round() as i64, 1),
        agents: t.integer(staffing.agents.into()),
        scheduled: t.integer(staffing.scheduled.into()),
        rows: rows.collect::<Result<_, _>>()?,
    })
}

/// Each half-hour of a day; nothing where no like day is known.
fn forecast_of(t: Texts, wish: &Wish, history: &History) -> Option<ForecastPart> {
    let forecast = history.forecast(wish.day)?;
    let label = |slot: usize| format!("{:02}:{:02}", slot / 2, slot % 2 * 30);
    let needed: Vec<Option<(u32, u32)>> = forecast
        .slots
        .iter()
        .map(|slot| {
            let load = Load::new(slot.expected, HALF_HOUR, wish.handling).ok()?;
            let staffing = load.staffing(&wish.goal, wish.model).ok()?;
            Some((staffing.agents, staffing.scheduled))
        })
        .collect();
    let people =
        |number: Option<u32>| number.map_or_else(|| "–".to_owned(), |number| t.integer(number.into()));
    let rows = (0..SLOTS).map(|index| {
        let slot = &forecast.slots[index];
        ForecastRow {
            label: label(index),
            expected: t.decimal((slot.expected * 10.0).round() as i64, 1),
            last_week: people(slot.last_week),
            agents: people(needed[index].map(|(agents, _)| agents)),
            scheduled: people(needed[index].map(|(_, scheduled)| scheduled)),
        }
    });
    let caption = t.staffing_forecast_of(&t.date(wish.day));
    let chart = Drawing {
        id: "forecast",
        title: caption.clone(),
        description: t.statistics_chart_table(),
        kind: Kind::Lines,
        unit: Unit::Count,
        labels: (0..SLOTS).map(label).collect(),
        series: vec![
            Series {
                name: t.staffing_expected(),
                values: forecast
                    .slots
                    .iter()
                    .map(|slot| Some(slot.expected.round() as u64))
                    .collect(),
            },
            Series {
                name: t.staffing_last_week(),
                values: forecast
                    .slots
                    .iter()
                    .map(|slot| slot.last_week.map(u64::from))
                    .collect(),
            },
            Series {
                name: t.staffing_agents(),
                values: needed
                    .iter()
                    .map(|needed| needed.map(|(agents, _)| agents.into()))
                    .collect(),
            },
        ],
    };
    let accuracy = history.accuracy(wish.day);
    let error = |error: MeanError| error.mean().map_or_else(|| "–".to_owned(), |mean| share(t, mean));
    Some(ForecastPart {
        caption,
        figures: vec![
            (t.staffing_like_days(), t.integer(forecast.like_days as i64)),
            (t.staffing_level(), share(t, forecast.level)),
            (t.staffing_error(), error(accuracy.forecast)),
            (t.staffing_error_last_week(), error(accuracy.last_week)),
        ],
        chart: Chart::draw(t, &chart),
        rows: rows.collect(),
    })
}

/// A part from 0 to 1, or a little over, as a percentage.
fn share(t: Texts, part: f64) -> String {
    Unit::PerMille.shown(t, (part * 1000.0).round().clamp(0.0, 1e12) as u64)
}

fn mean_wait(t: Texts, prediction: &Prediction) -> String {
    match prediction.mean_wait {
        Some(seconds) => t.staffing_seconds(&t.decimal((seconds * 10.0).round().min(1e15) as i64, 1)),
        None => t.staffing_ever_longer(),
    }
}

//! The pages of statistics.

use super::super::common::Errors;
use super::super::statistics::{
    AgentsRow, ForecastPart, ForecastRow, StaffingAnswer, StaffingPage, StatisticsFigures, StatisticsPage,
    StatisticsRow, Tab,
};
use super::{choice, frame, show};
use crate::i18n::Texts;
use crate::web::chart::{Chart, Drawing, Kind, Series, Unit};

/// Names and pages.
pub(super) fn statistics(t: Texts) -> Vec<(&'static str, String)> {
    let lang = t.lang();
    let figures = || StatisticsFigures {
        calls: t.integer(4168),
        answered: t.integer(3025),
        talk: t.duration(211_800),
        mean: t.duration(122),
        incoming: t.integer(2351),
        outgoing: t.integer(1298),
        internal: t.integer(519),
    };
    let caption = t.statistics_by_hour();
    let days = StatisticsPage {
        frame: frame(lang, t.statistics_title(), "/statistics"),
        tabs: tabs(t),
        action: "/statistics/hours".to_owned(),
        months: vec![choice("", &t.statistics_all_months(), true)],
        csv: "/statistics/hours.csv".to_owned(),
        tiles: vec![
            (t.costs_calls(), t.integer(4168)),
            (t.statistics_answered(), Unit::PerMille.shown(t, 726)),
            (t.statistics_talk(), t.duration(211_800)),
            (
                t.statistics_busiest(&t.statistics_hour()),
                "09:00–10:00".to_owned(),
            ),
        ],
        charts: vec![
            chart(t, "calls", Kind::Stacked, Unit::Count),
            chart(t, "talk", Kind::Lines, Unit::Seconds),
        ],
        caption,
        key: t.statistics_hour(),
        rows: (0..24)
            .map(|hour| StatisticsRow {
                label: format!("{hour:02}:00–{:02}:00", hour + 1),
                href: (hour == 9).then(|| "/calls?date=2026-11-22".to_owned()),
                note: if hour == 2 {
                    t.statistics_hours_of_day(25)
                } else {
                    String::new()
                },
                figures: figures(),
            })
            .collect(),
        total: figures(),
    };
    let mut wrong = Errors::default();
    wrong.add("level", t.staffing_wrong("1", "99"));
    vec![
        ("statistics", show(&days)),
        ("staffing", show(&staffing(t, Errors::default()))),
        ("staffing-wrong", show(&staffing(t, wrong))),
    ]
}

fn staffing(t: Texts, errors: Errors) -> StaffingPage {
    let shown = errors.is_empty();
    let caption = t.staffing_forecast_of(&t.date(chrono::NaiveDate::MIN));
    StaffingPage {
        frame: frame(t.lang(), t.staffing_title(), "/statistics"),
        tabs: tabs(t),
        calls: "100".to_owned(),
        handling: "180".to_owned(),
        level: "80".to_owned(),
        within: "20".to_owned(),
        occupancy: "90".to_owned(),
        shrinkage: "30".to_owned(),
        patience: "120".to_owned(),
        day: "2026-11-23".to_owned(),
        answer: shown.then(|| StaffingAnswer {
            erlangs: t.decimal(100, 1),
            agents: t.integer(14),
            scheduled: t.integer(20),
            rows: (13..=15)
                .map(|agents| AgentsRow {
                    agents: t.integer(agents),
                    needed: agents == 14,
                    service_level: Unit::PerMille.shown(t, 888),
                    mean_wait: t.staffing_ever_longer(),
                    abandoned: Unit::PerMille.shown(t, 62),
                    occupancy: Unit::PerMille.shown(t, 714),
                })
                .collect(),
        }),
        forecast: shown.then(|| ForecastPart {
            caption,
            figures: vec![
                (t.staffing_like_days(), t.integer(8)),
                (t.staffing_level(), Unit::PerMille.shown(t, 1040)),
                (t.staffing_error(), Unit::PerMille.shown(t, 310)),
                (t.staffing_error_last_week(), Unit::PerMille.shown(t, 450)),
            ],
            chart: chart(t, "forecast", Kind::Lines, Unit::Count),
            rows: (0..48)
                .map(|slot| ForecastRow {
                    label: format!("{:02}:{:02}", slot / 2, slot % 2 * 30),
                    expected: t.decimal(75, 1),
                    last_week: t.integer(8),
                    agents: t.integer(2),
                    scheduled: t.integer(3),
                })
                .collect(),
        }),
        errors,
    }
}

fn tabs(t: Texts) -> Vec<Tab> {
    [
        ("/statistics", t.statistics_tab_days()),
        ("/statistics/hours", t.statistics_tab_hours()),
        ("/statistics/staffing", t.staffing_title()),
    ]
    .into_iter()
    .map(|(href, label)| Tab {
        href: href.to_owned(),
        current: href == "/statistics/hours",
        label,
    })
    .collect()
}

pub(super) fn chart(t: Texts, id: &'static str, kind: Kind, unit: Unit) -> Chart {
    let series = |name: String, factor: u64| Series {
        name,
        values: (0..24).map(|hour| Some(factor * (hour * (24 - hour)))).collect(),
    };
    let drawing = Drawing {
        id,
        title: t.statistics_by_hour(),
        description: t.statistics_chart_table(),
        kind,
        unit,
        labels: (0..24).map(|hour| format!("{hour:02}:30")).collect(),
        series: vec![
            series(t.direction_in(), 7),
            series(t.direction_out(), 3),
            series(t.direction_internal(), 1),
        ],
    };
    Chart::draw(t, &drawing)
}

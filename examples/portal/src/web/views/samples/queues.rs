//! The pages of queue statistics.

use super::super::common::Errors;
use super::super::queue_statistics::{
    Figure, FigureRow, FigureTable, QueueStatisticsPage, QueueVisitsPage, Tab, VisitRow,
};
use super::{HOSTILE, choice, frame, show};
use crate::i18n::Texts;
use crate::web::chart::{Kind, Unit};

/// Names and pages.
pub(super) fn queues(t: Texts) -> Vec<(&'static str, String)> {
    vec![
        ("queue-statistics", show(&statistics(t, true))),
        ("queue-statistics-empty", show(&statistics(t, false))),
        ("queue-visits", show(&visits(t))),
    ]
}

fn row(label: &str) -> FigureRow {
    let figure = |text: &str, href: Option<&str>| Figure {
        text: text.to_owned(),
        href: href.map(str::to_owned),
    };
    FigureRow {
        label: label.to_owned(),
        figures: vec![
            figure("4,168", Some("/queues/statistics/visits?what=offered")),
            figure("76.2", None),
            figure("0:01:30", None),
        ],
    }
}

fn statistics(t: Texts, filled: bool) -> QueueStatisticsPage {
    let mut errors = Errors::default();
    if !filled {
        errors.add("from", t.qs_no_period());
    }
    let columns = vec![
        t.qs_offered(),
        t.qs_share_of(&t.qs_answered()),
        t.qs_longest_wait(),
    ];
    QueueStatisticsPage {
        frame: frame(t.lang(), t.qs_title(), "/queues/statistics"),
        errors,
        table: "queues",
        periods: vec![
            choice("", &t.costs_month_none(), false),
            choice("ten-days", &t.qs_ten_days(), true),
        ],
        from: String::new(),
        to: String::new(),
        queues: vec![choice("support", "support", true), choice("x", HOSTILE, false)],
        agents: vec![choice("", &t.qs_all_agents(), true), choice("nx", HOSTILE, false)],
        levels: vec![choice("offered", &t.qs_level_offered(), true)],
        service: "20".to_owned(),
        short: "5".to_owned(),
        tabs: vec![
            Tab {
                href: "/queues/statistics?table=global".to_owned(),
                label: t.qs_table_global(),
                current: false,
            },
            Tab {
                href: "/queues/statistics?table=queues".to_owned(),
                label: t.qs_table_queues(),
                current: true,
            },
        ],
        note: format!("{} 12 = {} 12", t.qs_offered(), t.qs_answered()),
        causes: vec![
            t.qs_lines("4,168", "3,025", "1,145"),
            format!("+3: {}", t.qs_cause_no_entry()),
        ],
        charts: vec![super::statistics::chart(t, "counts", Kind::Bars, Unit::Count)],
        tables: if filled {
            vec![
                FigureTable {
                    caption: t.qs_caption(&t.qs_table_queues(), "13/11/2026"),
                    head: t.qs_queue(),
                    columns: columns.clone(),
                    rows: vec![row("support"), row(HOSTILE)],
                    total: Some(row(&t.costs_total())),
                },
                FigureTable {
                    caption: t.qs_caption(&t.qs_agents_by_queue(), "13/11/2026"),
                    head: t.qs_agent_and_queue(),
                    columns,
                    rows: vec![row(HOSTILE)],
                    total: None,
                },
            ]
        } else {
            Vec::new()
        },
        csv: if filled {
            "/queues/statistics.csv".to_owned()
        } else {
            String::new()
        },
        no_log: false,
        no_queue: false,
    }
}

fn visits(t: Texts) -> QueueVisitsPage {
    QueueVisitsPage {
        frame: frame(t.lang(), t.qs_visits_title(), "/queues/statistics"),
        what: t.filter_chip(&t.qs_answered(), "0:00–0:30"),
        period: "13/11/2026".to_owned(),
        total: 512,
        more: 12,
        rows: vec![VisitRow {
            when: "13/11/2026 09:05:07".to_owned(),
            queue: "support".to_owned(),
            caller: "272***".to_owned(),
            outcome: t.qs_answered(),
            wait: t.duration(25),
            agent: HOSTILE.to_owned(),
            talk: t.duration(90),
        }],
        back: "/queues/statistics".to_owned(),
    }
}

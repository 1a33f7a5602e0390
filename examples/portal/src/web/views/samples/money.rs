//! The pages of the costs.

use super::super::common::Errors;
use super::super::costs;
use super::{HOSTILE, choice, frame, show};
use crate::i18n::Texts;

/// Names and pages.
pub(super) fn money(t: Texts) -> Vec<(&'static str, String)> {
    let lang = t.lang();
    let unrated = costs::UnratedPage {
        frame: frame(lang, t.unrated_title(), "/costs/unrated"),
        rows: vec![costs::UnratedRow {
            called: "99123***".to_owned(),
            calls: "3".to_owned(),
            duration: "0:01:00".to_owned(),
            last: "22/11/2026 09:05:07".to_owned(),
            reason: "no destination begins with 99".to_owned(),
            add: Some("/tariff/rates/new?prefix=99123".to_owned()),
        }],
        total: 3,
        more: 1,
        tariff: "New Caledonia (120 rows)".to_owned(),
        problems: vec!["deck.csv, line 7: no price; give one".to_owned()],
        rate_again: Some("/costs/unrated/rate".to_owned()),
    };
    vec![
        ("costs", show(&costs_page(t))),
        ("costs-summary", show(&report(t, false))),
        ("costs-detail", show(&report(t, true))),
        ("unrated", show(&unrated)),
    ]
}

fn figures(t: Texts) -> costs::CostFigures {
    costs::CostFigures {
        calls: t.integer(12),
        duration: t.duration(4_530),
        before_tax: t.integer(2_717),
        tax: t.integer(353),
        after_tax: t.integer(3_070),
    }
}

fn report(t: Texts, detail: bool) -> costs::CostsReportPage {
    let line = |name: &str| costs::CostLine {
        name: name.to_owned(),
        href: "/calls/1".to_owned(),
        when: "02/11/2026 09:05:07".to_owned(),
        called: "404***".to_owned(),
        figures: figures(t),
    };
    let group = |short: &str, full: &str| costs::CostGroup {
        short: short.to_owned(),
        full: full.to_owned(),
        lines: vec![line("Tehei Hinano (101)"), line(HOSTILE)],
        subtotal: figures(t),
    };
    costs::CostsReportPage {
        frame: frame(t.lang(), t.costs_report_title("11/2026"), "/costs"),
        criteria: vec![
            (t.costs_period(), "11/2026".to_owned()),
            (
                t.costs_report(),
                if detail {
                    t.costs_kind_detail()
                } else {
                    t.costs_kind_summary()
                },
            ),
        ],
        currency: "XPF".to_owned(),
        detail,
        groups: vec![group("ACC", "Accounting"), group("SUP", "Support")],
        total: figures(t),
        unrated: 2,
        unrated_href: Some("/costs/unrated".to_owned()),
        csv: "/costs/report.csv".to_owned(),
        xlsx: "/costs/report.xlsx".to_owned(),
        change: "/costs".to_owned(),
    }
}

fn costs_page(t: Texts) -> costs::CostsPage {
    let mut errors = Errors::default();
    errors.add("to", "The last day is before the first.");
    costs::CostsPage {
        frame: frame(t.lang(), t.costs_title(), "/costs"),
        action: "/costs/report".to_owned(),
        months: vec![
            choice("", &t.costs_month_none(), true),
            choice("2026-11", "11/2026", false),
        ],
        begin: "2026-11-20".to_owned(),
        end: "2026-11-02".to_owned(),
        detail: false,
        departments: vec![choice("", &t.all(), true), choice("1", "ACC – Accounting", false)],
        preview: costs::CostsPreview {
            t,
            period: "11/2026".to_owned(),
            currency: "XPF".to_owned(),
            rows: vec![costs::PreviewRow {
                name: HOSTILE.to_owned(),
                figures: figures(t),
            }],
            total: Some(figures(t)),
            more: 1,
            unrated: 2,
            problems: Vec::new(),
        },
        phones: (101..115)
            .map(|n| choice(&n.to_string(), &format!("{n} Teva Maruhi"), n == 103))
            .collect(),
        errors,
    }
}

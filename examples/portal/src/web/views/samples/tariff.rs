//! The pages of the tariff's administration.

use super::super::common::Errors;
use super::super::{rerating, tariff};
use super::{HOSTILE, choice, frame, show};
use crate::i18n::Texts;

/// Names and pages.
pub(super) fn tariffs(t: Texts) -> Vec<(&'static str, String)> {
    let lang = t.lang();
    let list = tariff::TariffPage {
        frame: frame(lang, t.tariff_title(), "/tariff"),
        files: t.tariff_files_in_use("New Caledonia (120 rows)"),
        problems: vec!["deck.csv, line 7: no price; give one".to_owned()],
        rows: vec![version(t), version(t)],
        stale: 3,
    };
    let mut errors = Errors::default();
    errors.add("decks", t.tariff_not_named("other.csv"));
    let new = tariff::NewVersionPage {
        frame: frame(lang, t.tariff_upload(), "/tariff"),
        effective: "2026-12-01".to_owned(),
        note: HOSTILE.to_owned(),
        problems: problems(),
        errors,
    };
    vec![
        ("tariff", show(&list)),
        ("tariff-new", show(&new)),
        ("tariff-import", show(&import_form(t))),
        ("tariff-imported", show(&imported(t))),
        ("tariff-version", show(&one(t))),
        ("tariff-difference", show(&difference(t))),
        ("tariff-test", show(&test(t))),
        ("tariff-rate", show(&rate(t))),
        ("reratings", show(&jobs(t))),
        ("rerating-running", show(&job(t, true))),
        ("rerating-ready", show(&job(t, false))),
    ]
}

fn problems() -> tariff::Problems {
    tariff::Problems {
        shown: vec![format!("deck.csv, line 7: {HOSTILE}")],
        more: 2,
    }
}

fn version(t: Texts) -> tariff::VersionRow {
    tariff::VersionRow {
        href: "/tariff/1".to_owned(),
        effective: "01/12/2026".to_owned(),
        name: HOSTILE.to_owned(),
        rows: t.integer(12_345),
        refused: t.integer(1),
        made: t.tariff_by("22/11/2026 09:05:07", "Inès Lacroix"),
        state: tariff::VersionBadge {
            icon: "check",
            tone: "good",
            word: t.tariff_in_force(),
        },
        changed: t.tariff_by("22/11/2026 09:06:00", "Inès Lacroix"),
    }
}

fn one(t: Texts) -> tariff::VersionPage {
    let mut errors = Errors::default();
    errors.add("rows", t.problem_not_confirmed());
    errors.add("refused", t.tariff_refused_first());
    tariff::VersionPage {
        frame: frame(t.lang(), t.tariff_version_title("01/12/2026"), "/tariff"),
        version: version(t),
        note: HOSTILE.to_owned(),
        fingerprint: "0123456789abcdef".to_owned(),
        files: vec![("plan.toml".to_owned(), "/tariff/1/files/0".to_owned())],
        problems: problems(),
        import: Some(import_summary(t)),
        compare: "/tariff/1/difference".to_owned(),
        test: "/tariff/test?tariff=1".to_owned(),
        activate: Some(tariff::Activate {
            action: "/tariff/1/activate".to_owned(),
            help: t.tariff_activate_help(12_345, 12_300),
            typed: "12".to_owned(),
            refused: true,
        }),
        withdraw: Some("/tariff/1/withdraw".to_owned()),
        discard: Some("/tariff/1/delete".to_owned()),
        errors,
    }
}

fn difference(t: Texts) -> tariff::DifferencePage {
    let row = |word: String| tariff::DifferenceRow {
        icon: "edit",
        tone: "warn",
        word,
        deck: "deck.csv".to_owned(),
        prefix: "7, digits 6-7".to_owned(),
        destination: HOSTILE.to_owned(),
        old: "price 9.45".to_owned(),
        new: "price 9.90".to_owned(),
    };
    tariff::DifferencePage {
        frame: frame(t.lang(), t.difference_of("01/12/2026"), "/tariff"),
        with: vec![choice("", &t.tariff_in_force(), true)],
        action: "/tariff/1/difference".to_owned(),
        counts: t.difference_counts(1, 1, 1),
        plan: true,
        rows: vec![
            row(t.difference_added()),
            row(t.difference_removed()),
            row(t.difference_changed()),
        ],
        more: 2,
        back: "/tariff/1".to_owned(),
    }
}

fn import_form(t: Texts) -> tariff::ImportForm {
    let mut errors = Errors::default();
    errors.add("map", t.import_no_mapping());
    errors.add("deck", t.import_no_deck(HOSTILE));
    tariff::ImportForm {
        frame: frame(t.lang(), t.import_title(), "/tariff"),
        mappings: vec![
            choice("", &t.import_mapping_own(), true),
            choice("inter", &t.import_ready_inter(), false),
        ],
        decks: vec![choice("deck.csv", "deck.csv", true)],
        errors,
    }
}

fn import_summary(t: Texts) -> tariff::ImportSummary {
    tariff::ImportSummary {
        file: HOSTILE.to_owned(),
        mapping: t.import_ready_inter(),
        encoding: t.import_encoding_detected("windows-1252"),
        counts: [
            (t.import_lines(), t.integer(486)),
            (t.tariff_rows(), t.integer(470)),
            (t.tariff_refused(), t.integer(14)),
            (t.import_skipped(), t.integer(2)),
            (t.import_repairs(), t.integer(7)),
        ],
        refused: problems(),
        repaired: problems(),
    }
}

fn imported(t: Texts) -> tariff::ImportPage {
    let difference = difference(t);
    tariff::ImportPage {
        frame: frame(t.lang(), t.import_read("inter.csv"), "/tariff"),
        summary: import_summary(t),
        deck: "deck.csv".to_owned(),
        problems: problems(),
        counts: difference.counts,
        rows: difference.rows,
        more: 2,
        keep: Some(tariff::ImportKeep {
            action: "/tariff/import/token".to_owned(),
            effective: "2026-12-01".to_owned(),
            note: HOSTILE.to_owned(),
        }),
        errors: Errors::default(),
    }
}

fn test(t: Texts) -> tariff::TestPage {
    tariff::TestPage {
        frame: frame(t.lang(), t.test_title(), "/tariff"),
        number: "87 23 45".to_owned(),
        date: "2026-11-22".to_owned(),
        time: "09:05".to_owned(),
        length: "16:19".to_owned(),
        trunk: String::new(),
        phones: vec![choice("", &t.test_phone_any(), true), choice("221", "221", false)],
        tariffs: vec![choice("", &t.test_in_force(), true)],
        answer: Some(tariff::TestAnswer {
            icon: "money",
            tone: "good",
            word: t.outcome_rated(),
            destination: HOSTILE.to_owned(),
            amounts: Some(("177 XPF".to_owned(), "177 XPF".to_owned())),
            steps: vec!["17 × 10.45 = 177.65".to_owned()],
        }),
        errors: Errors::default(),
    }
}

fn rate(t: Texts) -> tariff::RatePage {
    tariff::RatePage {
        frame: frame(t.lang(), t.rate_title(), "/tariff"),
        currency: "XPF".to_owned(),
        rate: tariff::RateFields {
            prefix: "99123".to_owned(),
            destination: HOSTILE.to_owned(),
            price: "12,5".to_owned(),
            ..tariff::RateFields::default()
        },
        decks: vec![choice("deck.csv", "deck.csv", true)],
        kinds: vec![choice("", &t.rate_kind_none(), true)],
        preview: Some(tariff::RatePreview {
            refused: Vec::new(),
            sentence: t.rate_will(3, 2, "25 XPF"),
            calls: vec![("99123***".to_owned(), "0:01:00".to_owned(), "12 XPF".to_owned())],
        }),
        errors: Errors::default(),
    }
}

fn job_row(t: Texts) -> rerating::JobRow {
    rerating::JobRow {
        href: "/tariff/rerating/1".to_owned(),
        began: t.tariff_by("22/11/2026 09:05:07", HOSTILE),
        what: t.rerating_which_all(),
        looked_at: t.integer(12_345),
        changes: t.integer(12),
        state: rerating::JobBadge {
            icon: "clock",
            tone: "warn",
            word: t.rerating_state_ready(),
        },
    }
}

fn jobs(t: Texts) -> rerating::ReratingsPage {
    rerating::ReratingsPage {
        frame: frame(t.lang(), t.rerating_title(), "/tariff"),
        from: "2026-11-01".to_owned(),
        to: String::new(),
        which: vec![choice("all", &t.rerating_which_all(), true)],
        jobs: vec![job_row(t)],
        open: None,
        errors: Errors::default(),
    }
}

fn job(t: Texts, running: bool) -> rerating::JobPage {
    let sum = rerating::SumRow {
        name: HOSTILE.to_owned(),
        calls: t.integer(12),
        old: "100 XPF".to_owned(),
        new: "120 XPF".to_owned(),
        difference: "20 XPF".to_owned(),
    };
    rerating::JobPage {
        frame: frame(t.lang(), t.rerating_title(), "/tariff"),
        job: job_row(t),
        trouble: t.rerating_trouble_tariff(),
        progress: running.then(|| rerating::ReratingProgress {
            t,
            looked_at: 500,
            total: 12_345,
            sentence: t.rerating_progress(500, 12_345, 12),
            done: Some("/tariff/rerating/1".to_owned()),
        }),
        cancel: Some("/tariff/rerating/1/cancel".to_owned()),
        apply: Some("/tariff/rerating/1/apply".to_owned()),
        counts: [
            (t.rerating_dearer(), t.integer(9)),
            (t.rerating_cheaper(), t.integer(1)),
            (t.rerating_gained(), t.integer(2)),
            (t.rerating_lost(), t.integer(0)),
        ],
        departments: vec![sum.clone()],
        destinations: vec![sum],
        calls: vec![rerating::ChangedRow {
            when: "22/11/2026 09:05:07".to_owned(),
            from: HOSTILE.to_owned(),
            called: "872***".to_owned(),
            old: "100 XPF".to_owned(),
            new: "120 XPF".to_owned(),
        }],
        more: 3,
    }
}

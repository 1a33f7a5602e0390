//! The pages around telephones: finding them, and what comes from the original.

use super::super::common::Errors;
use super::super::{original, phones, preview};
use super::{HOSTILE, choice, frame, show};
use crate::i18n::Texts;

/// Names and pages.
pub(super) fn telephones(t: Texts) -> Vec<(&'static str, String)> {
    let mut errors = Errors::default();
    errors.add("ini", t.original_no_file());
    let form = original::OriginalPage {
        frame: frame(t.lang(), t.original_title(), "/admin/phones"),
        errors,
        export: "\\copy (SELECT …) TO 'phones.csv' CSV HEADER",
    };
    let mut nothing = Errors::default();
    nothing.add("address", t.search_no_answer());
    let search = phones::PhoneSearchPage {
        frame: frame(t.lang(), t.phone_new(), "/admin/phones"),
        errors: nothing,
        hints: vec!["127.0.0.1:45123".to_owned()],
        address: HOSTILE.to_owned(),
        mac: String::new(),
        plain: true,
        known: Some((
            t.search_known("c0:74:ad:11:22:33", "105"),
            "/admin/phones/105".to_owned(),
        )),
    };
    let ready = |password: Option<&str>| phones::PhoneReadyPage {
        frame: frame(t.lang(), t.phone_ready_title("105"), "/admin/phones"),
        device: found(),
        password: password.map(|text| phones::SipSecret(text.to_owned())),
        trouble: HOSTILE.to_owned(),
        phone: "/admin/phones/105".to_owned(),
        back: "/admin/phones".to_owned(),
    };
    vec![
        ("phone-search", show(&search)),
        ("phone-ready", show(&ready(Some("a-sample-and-not-a-secret")))),
        ("phone-not-ready", show(&ready(None))),
        ("phone-enrolment", show(&enrolment(t))),
        ("phone-why", show(&why(t))),
        ("phone-preview", show(&before_saving(t))),
        ("original", show(&form)),
        ("original-read", show(&read(t, false))),
        ("original-stored", show(&read(t, true))),
    ]
}

/// What the first step finds.
pub(super) fn found() -> phones::FoundDevice {
    phones::FoundDevice {
        token: "abc".to_owned(),
        model: "GXP2135".to_owned(),
        firmware: "1.0.11.106".to_owned(),
        mac: "c0:74:ad:11:22:33".to_owned(),
        address: "192.168.1.40".to_owned(),
    }
}

fn read(t: Texts, stored: bool) -> original::OriginalReadPage {
    original::OriginalReadPage {
        frame: frame(t.lang(), t.original_title(), "/admin/phones"),
        action: (!stored).then(|| "/admin/import/abc".to_owned()),
        stored: if stored {
            vec![
                t.original_site_stored("2"),
                t.original_phones_made(&t.phones_count(1)),
            ]
        } else {
            Vec::new()
        },
        keys: vec![original::OriginalKey {
            line: "7".to_owned(),
            key: "server.sip".to_owned(),
            value: HOSTILE.to_owned(),
            fate: t.original_stored_as(&t.site_sip()),
            tone: "good",
            icon: "check",
        }],
        phones: vec![original::OriginalPhone {
            line: "2".to_owned(),
            extension: "106".to_owned(),
            label: HOSTILE.to_owned(),
            device: "GXP2135 00:0b:82:aa:bb:cc".to_owned(),
            notes: vec![t.original_note_secret(), t.original_note_right("pyf")],
        }],
        refused: vec![original::OriginalRefused {
            line: "3".to_owned(),
            column: "exten".to_owned(),
            reason: t.original_twice("2"),
        }],
        unused: "phone_id, secretary".to_owned(),
    }
}

/// The state of a telephone that registered.
pub(super) fn verified(t: Texts) -> phones::DeviceState {
    phones::DeviceState {
        icon: "check",
        tone: "good",
        word: t.device_state_verified(),
    }
}

/// All that can stand there.
pub(super) fn life(t: Texts) -> phones::DeviceLife {
    let date = "22/11/2026 09:05:07";
    let action = |label, danger| phones::LifeAction {
        href: "/admin/phones/105/renew".to_owned(),
        label,
        confirm: HOSTILE.to_owned(),
        danger,
    };
    phones::DeviceLife {
        state: verified(t),
        since: t.device_since(date),
        window: t.device_window(date),
        fetched: t.device_fetched(date, "192.168.1.40"),
        unheard: t.device_unheard(),
        hole: t.device_hole("1.0.7.81", HOSTILE),
        actions: vec![
            action(t.device_resync(), false),
            action(t.device_renew(), false),
            action(t.device_retire(), true),
        ],
        pass: Some(phones::DevicePass {
            text: t.device_pass_text(),
            targets: vec![choice("106", HOSTILE, false)],
            pass: "/admin/phones/105/pass".to_owned(),
            back: Some("/admin/phones/105/pass-back".to_owned()),
        }),
        why: Some("/admin/phones/105/why".to_owned()),
    }
}

fn enrolment(t: Texts) -> phones::PhoneEnrolmentPage {
    phones::PhoneEnrolmentPage {
        frame: frame(t.lang(), t.enrolment_title("105"), "/admin/phones"),
        device: "GXP2135 c0:74:ad:11:22:33".to_owned(),
        address: phones::SipSecret(
            "https://telephony.example.org/prov/b/a-sample-and-not-a-token/".to_owned(),
        ),
        until: t.device_window("29/11/2026 09:05:07"),
        back: "/admin/phones/105".to_owned(),
    }
}

fn why(t: Texts) -> phones::PhoneWhyPage {
    phones::PhoneWhyPage {
        frame: frame(t.lang(), t.phone_why_title("105"), "/admin/phones"),
        device: "GXP2135 c0:74:ad:11:22:33".to_owned(),
        rows: vec![phones::WhyRow {
            setting: "First SIP server".to_owned(),
            path: "account.1.server.1".to_owned(),
            number: "P47".to_owned(),
            value: HOSTILE.to_owned(),
            layer: t.layer_site("Pacific Mills"),
            instead_of: t.layer_baseline(),
        }],
        trouble: String::new(),
        back: "/admin/phones/105".to_owned(),
    }
}

fn before_saving(t: Texts) -> preview::PreviewPage {
    let group = |caption: &str, tone, word, notes| preview::PreviewGroup {
        caption: caption.to_owned(),
        forecast: phones::DeviceState {
            icon: "refresh",
            tone,
            word,
        },
        changes: vec![phones::DeviceChange {
            setting: "Display name".to_owned(),
            number: "P3".to_owned(),
            before: HOSTILE.to_owned(),
            now: t.preview_stays(),
            layer: t.layer_site("Pacific Mills"),
        }],
        notes,
    };
    preview::PreviewPage {
        frame: frame(t.lang(), t.preview_title(), "/admin/site"),
        intro: t.preview_intro(),
        telephones: vec![
            group(
                "GRP2614, 3 x 101, 102, 103",
                "warn",
                t.preview_reboot(),
                Vec::new(),
            ),
            group(
                HOSTILE,
                "warn",
                t.preview_resync(),
                vec![
                    t.device_left_out_instead("Time zone", "UTC+02:00", HOSTILE),
                    t.preview_replaced("c0:74:ad:11:22:33", "c0:74:ad:11:22:44"),
                ],
            ),
        ],
        unchanged: t.preview_unchanged(5),
        action: "/admin/site".to_owned(),
        typed: vec![("sip".to_owned(), HOSTILE.to_owned())],
    }
}

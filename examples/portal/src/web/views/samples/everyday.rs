//! The pages that everybody uses, filled with made-up data.

use super::super::common::{Chip, Column, Direction, Errors, Order, Picture, Presence};
use super::super::{
    account, calls, channels, directory, error, forwards, home, journey, live, login, queues, recordings,
    scheduled,
};
use super::{HOSTILE, NOW, choice, column, dial, frame, numeric, party, show};
use crate::i18n::Texts;
use crate::web::frame::{Csrf, Flash, FlashKind, Frame};
use crate::web::timeline::{Span, Timeline};

/// Names and pages.
pub(super) fn everyday(t: Texts) -> Vec<(&'static str, String)> {
    let lang = t.lang();
    let mut wrong = Errors::default();
    wrong.add("password_again", "The two passwords differ.");
    let outside = |title| Frame {
        demo: true,
        csrf: Csrf::new("sample-token"),
        ..Frame::new(lang, title)
    };
    let login = login::LoginPage {
        frame: outside(t.login_title()),
        next: String::new(),
        login: "hinano".to_owned(),
        error: Some(t.login_wrong()),
        accounts: vec![login::DemoAccount {
            profile: "Administrator".to_owned(),
            login: "admin".to_owned(),
            password: "a-demo-password".to_owned(),
        }],
    };
    let setup = login::SetupPage {
        frame: outside(t.setup_title()),
        action: "/setup/0123".to_owned(),
        intro: t.setup_intro(),
        account: Some(login::NewAccount::default()),
        minimum: 12,
        errors: wrong,
    };
    let home = home::HomePage {
        frame: Frame {
            flash: vec![
                Flash {
                    kind: FlashKind::Success,
                    text: t.login_expired(),
                },
                Flash {
                    kind: FlashKind::Error,
                    text: HOSTILE.to_owned(),
                },
                Flash {
                    kind: FlashKind::Info,
                    text: t.demo_help(),
                },
            ],
            pbx_notice: Some("Asterisk at 127.0.0.1:5038 does not answer since 09:05.".to_owned()),
            ..frame(lang, t.home_title(), "/")
        },
        name: "Hinano".to_owned(),
        phones: vec![home::OwnPhone {
            extension: "101".to_owned(),
            label: "Hinano Tehei".to_owned(),
            presence: Presence::Free,
        }],
        missed: vec![home::MissedCall {
            when: "08:47".to_owned(),
            name: "Lagoon Supplies".to_owned(),
            number: dial("87 70 11 22"),
        }],
        queues: Some(vec![home::QueueLine {
            label: "Support".to_owned(),
            waiting: 2,
            agents_free: 1,
        }]),
        administration: Some(home::AdministrationCard {
            problems: 2,
            unrated: 5,
        }),
    };
    let contact = directory::ContactPage {
        frame: frame(lang, t.contact_edit(), "/directory"),
        action: "/directory/contacts/1".to_owned(),
        contact: directory::ContactForm {
            last_name: HOSTILE.to_owned(),
            ..Default::default()
        },
        errors: Errors::default(),
        delete: Some("/directory/contacts/1/delete".to_owned()),
    };
    let session = |current| account::SessionRow {
        started: "22/11/2026 08:00:00".to_owned(),
        seen: "22/11/2026 09:10:00".to_owned(),
        address: "127.0.0.1".to_owned(),
        browser: "Firefox, Linux".to_owned(),
        current,
        end: "/account/sessions/1/end".to_owned(),
    };
    let account = account::AccountPage {
        frame: frame(lang, t.account_title(), "/account"),
        name: "Hinano Tehei".to_owned(),
        login: "hinano".to_owned(),
        email: String::new(),
        department: "Support".to_owned(),
        phones: "101".to_owned(),
        profiles: "User".to_owned(),
        minimum: 12,
        errors: Errors::default(),
        sessions: vec![session(true), session(false)],
    };
    let error = error::ErrorPage {
        frame: frame(lang, t.failure(), ""),
        status: 502,
        what: "Asterisk did not answer.".to_owned(),
        not_done: Some("The phone was not created.".to_owned()),
        remedy: "Try again in a minute.".to_owned(),
        reference: Some("7f3a-90c1".to_owned()),
    };
    let live = live::LivePage {
        frame: frame(lang, t.live_title(), "/live"),
        calls: live_calls(t),
        all: true,
    };
    let channels = channels::ChannelsPage {
        frame: frame(lang, t.channels_title(), "/live"),
        channels: channel_table(t),
    };
    let quiet = live::LivePage {
        frame: frame(lang, t.live_title(), "/live"),
        calls: live::LiveCalls {
            t,
            picture: Picture {
                current: false,
                ..PICTURE
            },
            calls: Vec::new(),
        },
        all: false,
    };
    let queues = queues::QueuesPage {
        frame: frame(lang, t.queues_title(), "/queues"),
        board: board(t),
    };
    vec![
        ("login", show(&login)),
        ("setup", show(&setup)),
        ("home", show(&home)),
        ("directory", show(&directory_page(t))),
        ("contact", show(&contact)),
        ("contacts-exchange", show(&contacts_page(t))),
        ("contacts-preview", show(&contacts_preview(t))),
        ("live", show(&live)),
        ("live-quiet", show(&quiet)),
        ("channels", show(&channels)),
        ("queues", show(&queues)),
        ("calls", show(&calls_page(t))),
        ("call", show(&call_page(t))),
        ("recordings", show(&recordings_page(t))),
        ("scheduled", show(&scheduled_page(t))),
        ("scheduled-call", show(&scheduled_call_page(t))),
        ("forwards", show(&forwards_page(t))),
        ("forward", show(&forward_page(t))),
        (
            "recordings-off",
            show(&recordings::RecordingsPage {
                configured: false,
                rows: Vec::new(),
                total: 0,
                ..recordings_page(t)
            }),
        ),
        ("recording", show(&recording_page(t))),
        ("account", show(&account)),
        ("error", show(&error)),
    ]
}

fn contacts_page(t: Texts) -> directory::ContactImportPage {
    let mut errors = Errors::default();
    errors.add("file", t.contacts_too_large("4"));
    directory::ContactImportPage {
        frame: frame(t.lang(), t.contacts_exchange(), "/directory"),
        may_share: true,
        help: t.contacts_file_help("4"),
        errors,
    }
}

fn contacts_preview(t: Texts) -> directory::ContactPreviewPage {
    let row = |line, name: &str, private| directory::PreviewRow {
        line,
        name: name.to_owned(),
        company: "Lagoon Supplies".to_owned(),
        numbers: vec!["+33123456789".to_owned(), "87701122".to_owned()],
        email: "someone.with.a.long.name@example.com".to_owned(),
        private,
    };
    directory::ContactPreviewPage {
        frame: frame(t.lang(), t.contacts_preview("contacts.csv"), "/directory"),
        action: Some("/directory/contacts/import/0123".to_owned()),
        counts: vec![
            (t.contacts_to_add(), "2".to_owned()),
            (t.contacts_known(), "1".to_owned()),
            (t.contacts_later(), "0".to_owned()),
            (t.contacts_refused(), "2".to_owned()),
        ],
        left_out: vec!["PHOTO (12)".to_owned(), format!("{HOSTILE} (1)")],
        rows: vec![row(2, HOSTILE, true), row(4, "Anne-Sophie Lefèvre", false)],
        more: 7,
        refused: vec![
            directory::RefusedLine {
                line: 3,
                reason: t.contacts_field(&t.email(), &t.problem_not_an_email()),
            },
            directory::RefusedLine {
                line: 5,
                reason: t.contacts_unknown_version(HOSTILE),
            },
        ],
        more_refused: 1,
    }
}

fn directory_page(t: Texts) -> directory::DirectoryPage {
    let people = [
        ("Tehei", "Hinano", "Accounting", "101", Presence::Free),
        ("Maruhi", "Teva", "Support", "102", Presence::Busy),
        ("Lefèvre", "Anne-Sophie", "Support", "103", Presence::Ringing),
        ("Иванова", "Мария", "Management", "104", Presence::Offline),
    ];
    let mut rows: Vec<directory::DirectoryRow> = people
        .iter()
        .map(
            |(last, first, place, extension, presence)| directory::DirectoryRow {
                presence: Some(directory::OwnedPresence {
                    extension: (*extension).to_owned(),
                    presence: *presence,
                }),
                first_name: (*first).to_owned(),
                last_name: (*last).to_owned(),
                place: (*place).to_owned(),
                numbers: vec![dial(extension), dial("40 47 12 34")],
                emails: vec![format!("{extension}@example.com")],
                private: false,
                contacts: Vec::new(),
            },
        )
        .collect();
    rows.push(directory::DirectoryRow {
        presence: None,
        first_name: HOSTILE.to_owned(),
        last_name: "Dubois".to_owned(),
        place: "Lagoon Supplies".to_owned(),
        numbers: vec![
            dial("+33 1 23 45 67 89"),
            dial("87 70 11 22"),
            dial("40 50 60 70"),
        ],
        emails: Vec::new(),
        private: true,
        contacts: vec![directory::RowContact {
            which: String::new(),
            edit: "/directory/contacts/1".to_owned(),
            delete: "/directory/contacts/1/delete".to_owned(),
        }],
    });
    directory::DirectoryPage {
        frame: frame(t.lang(), t.directory_title(), "/directory"),
        q: String::new(),
        departments: vec![choice("", &t.all(), true), choice("1", "Support", false)],
        sources: vec![
            choice("", &t.all(), true),
            choice("internal", &t.directory_source_internal(), false),
            choice("contact", &t.directory_source_contact(), false),
        ],
        only_private: false,
        only_free: false,
        sort: "last".to_owned(),
        chips: vec![Chip {
            label: t.filter_chip(&t.department(), "Support"),
            remove: "/directory".to_owned(),
        }],
        columns: vec![
            column(t.last_name(), Some(Order::Ascending)),
            column(t.first_name(), None),
            column(t.directory_where(), None),
            Column::plain(t.numbers()),
            column(t.email(), None),
        ],
        rows,
        total: 1_205,
        more: Some("/directory?after=5".to_owned()),
        csv: Some("/directory.csv".to_owned()),
        dial_reason: None,
    }
}

fn scheduled_page(t: Texts) -> scheduled::ScheduledPage {
    let row = |state: &str, open: bool| scheduled::ScheduledRow {
        when: "22/11/2026 16:30".to_owned(),
        from: party("Teva Maruhi", "102"),
        to: party(HOSTILE, "40471234"),
        note: HOSTILE.to_owned(),
        state: scheduled::ScheduledState(state.to_owned()),
        attempts: if open {
            String::new()
        } else {
            t.scheduled_attempts(2)
        },
        change: open.then(|| "/scheduled/1".to_owned()),
        cancel: open.then(|| "/scheduled/1/cancel".to_owned()),
    };
    scheduled::ScheduledPage {
        frame: Frame {
            may_schedule: true,
            ..frame(t.lang(), t.scheduled_title(), "/scheduled")
        },
        trouble: Some(t.scheduled_trouble(HOSTILE)),
        scope: t.scheduled_scope_department(),
        open: ["waiting", "calling", "talking", "retrying"]
            .map(|state| row(state, true))
            .into(),
        done: [
            "answered",
            "busy",
            "no-answer",
            "failed",
            "expired",
            "discarded",
            "cancelled",
            "withdrawn",
            "unknown",
        ]
        .map(|state| row(state, false))
        .into(),
        more: Some("/scheduled?before=1-1".to_owned()),
    }
}

fn forwards_page(t: Texts) -> forwards::ForwardsPage {
    let flag = |flag: &str| forwards::ForwardFlag {
        icon: "alert",
        tone: "warn",
        word: t.forward_flag(flag),
    };
    let kinds = ["immediate", "busy", "no-answer", "voicemail"];
    let cards = kinds.iter().map(|kind| forwards::ForwardCard {
        kind,
        phone: "1".to_owned(),
        title: t.forward_kind(kind),
        target: if *kind == "immediate" {
            HOSTILE.to_owned()
        } else {
            String::new()
        },
        until: t.forward_until("22/11/2026 18:00"),
        flags: vec![flag("external")],
        set: Some("/forwards/new?phone=1".to_owned()),
        clear: *kind == "immediate",
    });
    let rows = kinds.iter().map(|kind| forwards::ForwardRow {
        phone: "2".to_owned(),
        whose: "Teva Maruhi 102".to_owned(),
        kind,
        kind_word: t.forward_kind(kind),
        target: "Anne-Sophie Lefèvre 103".to_owned(),
        until: t.forward_until("22/11/2026 18:00"),
        flags: vec![flag("target-forwarded"), flag("not-allowed")],
        since: "22/11/2026 08:00".to_owned(),
        by: t.forward_by_phone(),
        change: Some("/forwards/new?phone=2".to_owned()),
        clear: true,
    });
    forwards::ForwardsPage {
        frame: frame(t.lang(), t.forwards_title(), "/forwards"),
        trouble: Some(t.forwards_trouble(HOSTILE)),
        changeable: true,
        others: true,
        own: vec![forwards::OwnForwards {
            extension: "101".to_owned(),
            now: t.forward_end("outside", "+68987701122"),
            cards: cards.collect(),
        }],
        rows: rows.collect(),
    }
}

fn forward_page(t: Texts) -> forwards::ForwardPage {
    let mut errors = Errors::default();
    errors.add("number", t.forward_refusal("loop", "101 → 102 → 101"));
    errors.add("password", t.forward_refusal("not-confirmed", ""));
    forwards::ForwardPage {
        frame: frame(t.lang(), t.forward_set(), "/forwards/new"),
        phones: vec![choice("1", "Hinano Tehei 101", true)],
        kinds: vec![choice("immediate", &t.forward_kind("immediate"), true)],
        colleagues: vec![
            choice("", &t.forward_choose(), true),
            choice("102", HOSTILE, false),
        ],
        confirm: true,
        limit: t.forward_longest(30),
        clock: t.forward_clock("Pacific/Noumea"),
        typed: forwards::ForwardForm {
            number: HOSTILE.to_owned(),
            ..forwards::ForwardForm::default()
        },
        errors,
    }
}

fn scheduled_call_page(t: Texts) -> scheduled::ScheduledCallPage {
    let mut errors = Errors::default();
    errors.add("time", t.scheduled_past());
    scheduled::ScheduledCallPage {
        frame: frame(t.lang(), t.scheduled_new(), "/scheduled/new"),
        action: "/scheduled/new".to_owned(),
        existing: false,
        call: scheduled::ScheduledForm {
            number: HOSTILE.to_owned(),
            date: "2026-11-22".to_owned(),
            time: "09:30".to_owned(),
            note: HOSTILE.to_owned(),
        },
        phones: vec![choice("1", "102", true), choice("2", "103", false)],
        clock: t.scheduled_clock("Pacific/Noumea"),
        limits: t.scheduled_limits(31, 10),
        errors,
    }
}

fn recording_row(sound: recordings::Sound) -> recordings::RecordingRow {
    recordings::RecordingRow {
        href: "/recordings/1".to_owned(),
        when: "22/11/2026 09:05:07".to_owned(),
        direction: Some(Direction::In),
        from: party("", "0689***"),
        to: party("Teva Maruhi", "102"),
        queue: "support".to_owned(),
        length: "0:03:10".to_owned(),
        held: sound == recordings::Sound::Missing,
        download: Some("/recordings/1/download".to_owned()),
        sound,
    }
}

fn recordings_page(t: Texts) -> recordings::RecordingsPage {
    use recordings::Sound;

    recordings::RecordingsPage {
        frame: frame(t.lang(), t.recordings_title(), "/recordings"),
        configured: true,
        from: "2026-11-22".to_owned(),
        to: String::new(),
        who: HOSTILE.to_owned(),
        number: String::new(),
        at_least: "30".to_owned(),
        text: String::new(),
        queues: vec![choice("", &t.all(), true), choice("support", "support", false)],
        directions: vec![choice("", &t.all(), true), choice("in", &t.direction_in(), false)],
        errors: Errors::default(),
        chips: vec![Chip {
            label: t.filter_chip(&t.recordings_first_day(), "22/11/2026"),
            remove: "/recordings".to_owned(),
        }],
        scope: t.recordings_scope_department(),
        rows: vec![
            recording_row(Sound::Here("/recordings/1/audio".to_owned())),
            recording_row(Sound::NotPlayable),
            recording_row(Sound::Expected),
            recording_row(Sound::Missing),
            recordings::RecordingRow {
                direction: None,
                from: party("", ""),
                to: party("", ""),
                download: None,
                ..recording_row(Sound::Purged("23/11/2026 03:30:00".to_owned()))
            },
        ],
        total: 1_205,
        hint: true,
        downloads: true,
        more: Some("/recordings?before=5-5".to_owned()),
    }
}

fn recording_page(t: Texts) -> recordings::RecordingPage {
    let mut errors = Errors::default();
    errors.add("reason", t.problem_empty());
    recordings::RecordingPage {
        frame: frame(t.lang(), t.recording_of("22/11/2026 09:05:07"), "/recordings"),
        row: recording_row(recordings::Sound::Missing),
        file: "2026/11/22/1795338307.42.wav".to_owned(),
        size: t.size_megabytes("1.2"),
        until: "21/05/2027".to_owned(),
        reason: String::new(),
        keeping: Some(recordings::Keeping {
            gone: false,
            hold: "/recordings/1/hold".to_owned(),
            release: "/recordings/1/release".to_owned(),
            delete: Some("/recordings/1/delete".to_owned()),
            errors,
            uses: vec![recordings::RecordingUse {
                when: "22/11/2026 10:00:00".to_owned(),
                who: HOSTILE.to_owned(),
                what: t.recording_use("listen"),
            }],
        }),
    }
}

fn call_page(t: Texts) -> calls::CallPage {
    calls::CallPage {
        frame: frame(t.lang(), t.call_of("22/11/2026 09:05:07"), "/calls"),
        when: "22/11/2026 09:05:07".to_owned(),
        direction: Direction::Out,
        from: party(HOSTILE, "101"),
        to: party("", "872***"),
        result: calls::CallResult::Answered,
        duration: t.duration(190),
        recording: Some("/recordings/1".to_owned()),
        journey: Some(journey(t)),
        may_read_cost: true,
        price: Some(calls::CallPrice {
            state: calls::PriceBadge {
                icon: "money",
                tone: "good",
                word: t.outcome_rated(),
            },
            amounts: Some(("17 XPF".to_owned(), "2 XPF".to_owned(), "19 XPF".to_owned())),
            destination: HOSTILE.to_owned(),
            steps: vec!["17 × 10.45 = 177.65".to_owned(), HOSTILE.to_owned()],
            english: String::new(),
            tariff: (HOSTILE.to_owned(), Some("/tariff/1".to_owned())),
            fingerprint: "0123456789abcdef0123456789abcdef".to_owned(),
            rated: "22/11/2026 09:08:20".to_owned(),
        }),
        back: "/calls",
    }
}

/// With everything that a journey can have.
fn journey(t: Texts) -> journey::JourneyPanel {
    let who = "Élise Caillard 272410".to_owned();
    let leg = |party, side: &str, ending: &str, tone| journey::LegRow {
        party,
        side: t.journey_side_of(side),
        dialled: "800".to_owned(),
        began: "09:05:07".to_owned(),
        rang: "0:00:18".to_owned(),
        talked: "0:03:10".to_owned(),
        ending: journey::EndingBadge {
            icon: "check",
            tone,
            word: t.journey_ending(ending),
        },
        cause: "19 no answer".to_owned(),
    };
    let step = |lasted: &str, text| journey::StepRow {
        at: "09:05:11".to_owned(),
        lasted: lasted.to_owned(),
        text,
        data: "custom/welcome".to_owned(),
    };
    let line = [
        (
            who.clone(),
            vec![
                (Span::Service, 0, 5_000),
                (Span::Waiting, 8_000, 36_000),
                (Span::Talking, 36_000, 226_000),
            ],
        ),
        (HOSTILE.to_owned(), vec![(Span::Ringing, 10_000, 28_000)]),
        (
            who.clone(),
            vec![(Span::Ringing, 30_000, 36_000), (Span::Parked, 40_000, 90_000)],
        ),
    ];
    let answered = t.journey_ending("answered");
    let sentence = t.journey_line_sentence(&answered, "0:03:46", "0:03:10");
    journey::JourneyPanel {
        notes: [
            (true, t.journey_incomplete()),
            (false, t.journey_source("records")),
        ]
        .map(|(warns, text)| journey::Note { warns, text })
        .to_vec(),
        figures: vec![
            (t.result(), answered),
            (t.journey_lasted(), "0:03:46".to_owned()),
            (t.journey_talked(), "0:03:10".to_owned()),
        ],
        timeline: Timeline::draw(t, t.journey_line(), sentence, 226_000, &line),
        legs: vec![
            leg(party("Élise Caillard", "272410"), "calling", "answered", "good"),
            leg(party(HOSTILE, "231"), "called", "no-answer", "warn"),
            leg(party("", "232"), "called", "elsewhere", "muted"),
        ],
        steps: vec![
            step("0:00:05", t.journey_step_application("menu", &who)),
            step("", t.journey_step_digits(&who, "2")),
            step(
                "0:00:28",
                t.journey_step_queue(&who, "support", &t.journey_ending("answered")),
            ),
            step(
                "0:00:18",
                t.journey_step_rang_in_vain(HOSTILE, &t.journey_ending("no-answer")),
            ),
            step("0:03:10", t.journey_step_talk(&t.list(&[who.as_str(), HOSTILE]))),
            step("", t.journey_step_blind_transfer(HOSTILE, &who, "234")),
            step("0:00:50", t.journey_step_park_fetched(&who, "701", HOSTILE)),
        ],
        technical: true,
    }
}

fn calls_page(t: Texts) -> calls::CallsPage {
    let row = |direction, from, to, result, cost| calls::CallRow {
        href: "/calls/1".to_owned(),
        when: "22/11/2026 09:05:07".to_owned(),
        direction,
        from,
        to,
        result,
        duration: "0:03:10".to_owned(),
        cost,
        dial: Some("40471234".to_owned()),
        recording: Some("/recordings/1".to_owned()),
    };
    let desk = || party("Teva Maruhi", "102");
    calls::CallsPage {
        frame: frame(t.lang(), t.calls_title(), "/calls"),
        number: String::new(),
        directions: vec![choice("", &t.all(), true), choice("in", &t.direction_in(), false)],
        date: "2026-11-22".to_owned(),
        time: String::new(),
        errors: Errors::default(),
        chips: vec![Chip {
            label: t.filter_chip(&t.date_label(), "22/11/2026"),
            remove: "/calls".to_owned(),
        }],
        scope: t.calls_scope_department(),
        masked: true,
        columns: vec![
            Column::plain(t.calls_direction()),
            column(t.date_label(), Some(Order::Descending)),
            column(t.from(), None),
            column(t.to(), None),
            Column::plain(t.result()),
            numeric(t.duration_label()),
            numeric(t.calls_cost()),
        ],
        rows: vec![
            row(
                Direction::Out,
                desk(),
                party("", "40 47 1***"),
                calls::CallResult::Answered,
                calls::Cost::Amount("17 XPF".to_owned()),
            ),
            row(
                Direction::In,
                party(HOSTILE, "87 70 1***"),
                desk(),
                calls::CallResult::Missed,
                calls::Cost::None,
            ),
            row(
                Direction::Internal,
                desk(),
                party("Hinano Tehei", "101"),
                calls::CallResult::Busy,
                calls::Cost::None,
            ),
            row(
                Direction::Out,
                desk(),
                party("", "+99 1 2***"),
                calls::CallResult::Answered,
                calls::Cost::NoTariff,
            ),
            row(
                Direction::Out,
                desk(),
                party("", "000"),
                calls::CallResult::Failed,
                calls::Cost::None,
            ),
        ],
        total: 5,
        more: Some("/calls?after=5".to_owned()),
        csv: Some("/calls.csv".to_owned()),
    }
}

const PICTURE: Picture = Picture {
    current: true,
    now_ms: NOW,
};

fn live_calls(t: Texts) -> live::LiveCalls {
    let call = |id: &str, state, queue: &str| live::LiveCall {
        id: id.to_owned(),
        direction: Direction::In,
        from: party(HOSTILE, "87 70 11 22"),
        to: party("Teva Maruhi", "102"),
        state,
        queue: queue.to_owned(),
        since_ms: NOW - 83_000,
    };
    live::LiveCalls {
        t,
        picture: PICTURE,
        calls: vec![
            call("1.1", live::CallState::Talking, "Support"),
            call("1.2", live::CallState::Ringing, ""),
            call("1.3", live::CallState::Waiting, "Support"),
            call("1.4", live::CallState::Held, ""),
        ],
    }
}

fn channel_table(t: Texts) -> channels::ChannelTable {
    let channel = |id: &str, name: &str, state: &str| channels::Channel {
        id: id.to_owned(),
        name: name.to_owned(),
        state: state.to_owned(),
        party: party(HOSTILE, "87 70 11 22"),
        connected: party("Teva Maruhi", "102"),
        application: "Dial".to_owned(),
        since_ms: NOW - 83_000,
    };
    let joined = |id: &str, kind: &str, channels| channels::Joined {
        id: id.to_owned(),
        kind: kind.to_owned(),
        channels,
    };
    channels::ChannelTable {
        t,
        picture: PICTURE,
        bridges: vec![
            joined(
                "b4e6c99f",
                "basic",
                vec![
                    channel("1.1", "PJSIP/ab12cd34-0000001f", "Up"),
                    channel("1.2", "PJSIP/trunk-00000020", "Up"),
                ],
            ),
            joined(
                "",
                "",
                vec![channel("1.3", "Local/…members-00000003;1", "Ringing")],
            ),
        ],
    }
}

fn board(t: Texts) -> queues::QueueBoard {
    let states = [
        queues::AgentState::Free,
        queues::AgentState::Ringing,
        queues::AgentState::Busy,
        queues::AgentState::Paused,
        queues::AgentState::Unavailable,
    ];
    let agents = states.iter().enumerate().map(|(index, state)| queues::Agent {
        name: "Anne-Sophie Lefèvre".to_owned(),
        extension: format!("10{index}"),
        state: *state,
        reason: if *state == queues::AgentState::Paused {
            "lunch".to_owned()
        } else {
            String::new()
        },
        since_ms: (index > 0).then_some(NOW - 42_000),
        calls_taken: 7,
    });
    let caller = queues::Caller {
        position: 1,
        party: party("", "87 70 11 22"),
        since_ms: NOW - 65_000,
    };
    let full = queues::Queue {
        name: "support".to_owned(),
        label: "Support".to_owned(),
        answered: 41,
        abandoned: 3,
        callers: vec![caller],
        agents: agents.collect(),
    };
    let empty = queues::Queue {
        name: "sales".to_owned(),
        label: "Sales".to_owned(),
        answered: 0,
        abandoned: 0,
        callers: Vec::new(),
        agents: Vec::new(),
    };
    queues::QueueBoard {
        t,
        picture: PICTURE,
        queues: vec![full, empty],
    }
}

//! Every page with made-up data: rendered in each language by the tests, and written to the folder in
//! `PORTAL_SAMPLES` for whoever wants to look at the pages without a running portal.

use askama::Template;

use super::common::{Chip, Choice, Column, DialNumber, Direction, Errors, Order, Party, Presence};
use super::{account, audit, calls, costs, departments, directory, error, health, home, live, login, people};
use super::{phones, queues};
use crate::i18n::{Lang, Texts};
use crate::web::frame::{Csrf, Flash, FlashKind, Frame, MenuEntry, MenuGroup, UserBadge};

/// 2026-11-22 09:12:00 UTC.
const NOW: i64 = 1_795_338_720_000;
/// A name that attacks the page.
const HOSTILE: &str = "<script>alert('x')</script>\"&";

fn entry(href: &str, label: String, icon: &'static str) -> MenuEntry {
    MenuEntry {
        href: href.to_owned(),
        label,
        icon,
        current: false,
    }
}

fn frame(lang: Lang, title: String, current: &str) -> Frame {
    let t = Texts::new(lang);
    let mut menu = vec![
        MenuGroup {
            title: t.menu_telephony(),
            entries: vec![
                entry("/", t.home_title(), "home"),
                entry("/directory", t.directory_title(), "book"),
                entry("/calls", t.calls_title(), "list"),
                entry("/costs", t.costs_title(), "coins"),
                entry("/account", t.account_title(), "user"),
            ],
        },
        MenuGroup {
            title: t.menu_queues(),
            entries: vec![entry("/queues", t.queues_title(), "queue")],
        },
        MenuGroup {
            title: t.menu_admin(),
            entries: vec![
                entry("/live", t.live_title(), "live"),
                entry("/admin/people", t.people_title(), "people"),
                entry("/admin/departments", t.departments_title(), "building"),
                entry("/admin/phones", t.phones_title(), "desk-phone"),
                entry("/costs/unrated", t.unrated_title(), "alert"),
                entry("/admin/health", t.health_title(), "heart"),
                entry("/admin/audit", t.audit_title(), "shield"),
            ],
        },
    ];
    for entry in menu.iter_mut().flat_map(|group| &mut group.entries) {
        entry.current = entry.href == current;
    }
    Frame {
        user: Some(UserBadge {
            name: "Hinano Tehei".to_owned(),
        }),
        menu,
        demo: true,
        csrf: Csrf::new("sample-token"),
        idle_seconds: Some(600),
        here: current.to_owned(),
        ..Frame::new(lang, title)
    }
}

fn choice(value: &str, label: &str, selected: bool) -> Choice {
    Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected,
    }
}

fn party(name: &str, number: &str) -> Party {
    Party {
        name: name.to_owned(),
        number: number.to_owned(),
    }
}

fn dial(shown: &str) -> DialNumber {
    DialNumber {
        shown: shown.to_owned(),
        dial: Some(shown.replace(' ', "")),
    }
}

fn column(label: String, order: Option<Order>) -> Column {
    Column {
        href: Some("?sort=x".to_owned()),
        order,
        ..Column::plain(label)
    }
}

fn numeric(label: String) -> Column {
    Column {
        numeric: true,
        ..Column::plain(label)
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
                email: format!("{extension}@example.com"),
                private: false,
                edit: None,
                delete: None,
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
        email: String::new(),
        private: true,
        edit: Some("/directory/contacts/1".to_owned()),
        delete: Some("/directory/contacts/1/delete".to_owned()),
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

fn calls_page(t: Texts) -> calls::CallsPage {
    let row = |direction, from, to, result, cost| calls::CallRow {
        when: "22/11/2026 09:05:07".to_owned(),
        direction,
        from,
        to,
        result,
        duration: "0:03:10".to_owned(),
        cost,
        dial: Some("40471234".to_owned()),
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
        calls: vec![
            call("1.1", live::CallState::Talking, "Support"),
            call("1.2", live::CallState::Ringing, ""),
            call("1.3", live::CallState::Waiting, "Support"),
            call("1.4", live::CallState::Held, ""),
        ],
    }
}

fn board(t: Texts) -> queues::QueueBoard {
    let states = [
        queues::AgentState::Free,
        queues::AgentState::Ringing,
        queues::AgentState::Busy,
        queues::AgentState::WrapUp,
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
        queues: vec![full, empty],
    }
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
        change: "/costs".to_owned(),
    }
}

fn costs_page(t: Texts) -> costs::CostsPage {
    let mut errors = Errors::default();
    errors.add("end", "The last day is before the first.");
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
        phones: (101..115)
            .map(|n| choice(&n.to_string(), &format!("{n} Teva Maruhi"), n == 103))
            .collect(),
        errors,
    }
}

fn person_page(t: Texts, existing: bool) -> people::PersonPage {
    let profile = |name: &str, checked, locked| people::ProfileChoice {
        id: name.to_lowercase(),
        name: name.to_owned(),
        help: "May read the whole call log, the ends of numbers hidden.".to_owned(),
        checked,
        locked,
    };
    let mut errors = Errors::default();
    if !existing {
        errors.add("login", "This login is taken; choose another.");
        errors.add("profiles", "Choose at least one profile.");
    }
    people::PersonPage {
        frame: frame(t.lang(), t.person_new(), "/admin/people"),
        action: "/admin/people".to_owned(),
        person: people::PersonForm {
            first_name: "Teva".to_owned(),
            last_name: "Maruhi".to_owned(),
            login: "teva".to_owned(),
            email: String::new(),
        },
        departments: vec![choice("", &t.person_department_none(), true)],
        profiles: vec![
            profile("User", true, Some("Everybody has this one.".to_owned())),
            profile("Accounting", false, None),
            profile("Supervisor", true, None),
        ],
        errors,
        existing: existing.then(|| people::ExistingPerson {
            state: people::PersonState::Active,
            new_link: "/admin/people/2/link".to_owned(),
            switch: Some("/admin/people/2/disable".to_owned()),
        }),
    }
}

fn phone_page(t: Texts, existing: bool) -> phones::PhonePage {
    phones::PhonePage {
        frame: frame(t.lang(), t.phone_new(), "/admin/phones"),
        action: "/admin/phones".to_owned(),
        phone: phones::PhoneForm {
            extension: "105".to_owned(),
            label: "Workshop".to_owned(),
            ..Default::default()
        },
        people: vec![choice("", &t.phone_person_none(), true)],
        departments: vec![choice("", &t.person_department_none(), true)],
        errors: Errors::default(),
        existing: existing.then(|| phones::ExistingPhone {
            presence: Presence::Free,
            new_secret: "/admin/phones/105/secret".to_owned(),
            delete: "/admin/phones/105/delete".to_owned(),
        }),
    }
}

fn administration(t: Texts) -> Vec<(&'static str, String)> {
    let lang = t.lang();
    let person = |state, last_login: Option<&str>| people::PersonRow {
        href: "/admin/people/2".to_owned(),
        name: HOSTILE.to_owned(),
        login: "teva".to_owned(),
        department: "Support".to_owned(),
        phones: "102, 112".to_owned(),
        profiles: t.list(&["User", "Supervisor of support"]),
        state,
        last_login: last_login.map(str::to_owned),
    };
    let item = |name: &str, status, remedy: Option<&str>| health::HealthItem {
        name: name.to_owned(),
        status,
        detail: "Asterisk 22.10 at 127.0.0.1:5038, clock 12 ms apart".to_owned(),
        remedy: remedy.map(str::to_owned),
    };
    let audit_row = |result| audit::AuditRow {
        when: "22/11/2026 09:05:07".to_owned(),
        who: "Hinano Tehei".to_owned(),
        address: "127.0.0.1".to_owned(),
        action: "phone.create".to_owned(),
        object: HOSTILE.to_owned(),
        detail: "email: a@example.org → b@example.org".to_owned(),
        result,
    };
    let phone = |presence, extension: &str| phones::PhoneRow {
        href: format!("/admin/phones/{extension}"),
        presence,
        extension: extension.to_owned(),
        label: "Workshop".to_owned(),
        person: "Teva Maruhi".to_owned(),
        department: "Support".to_owned(),
    };
    let people = people::PeoplePage {
        frame: frame(lang, t.people_title(), "/admin/people"),
        q: String::new(),
        rows: vec![
            person(people::PersonState::Active, Some("22/11/2026 08:00:00")),
            person(people::PersonState::Invited, None),
            person(people::PersonState::Disabled, None),
        ],
        total: 3,
        more: None,
        add: "/admin/people/new".to_owned(),
    };
    let link = people::LinkPage {
        frame: frame(lang, t.link_title(), "/admin/people"),
        name: "Teva Maruhi".to_owned(),
        url: people::OneTimeUrl("http://127.0.0.1:8080/invite/0123456789abcdef".to_owned()),
        expires: "23/11/2026 09:12:00".to_owned(),
        back: "/admin/people".to_owned(),
    };
    let departments = departments::DepartmentsPage {
        frame: frame(lang, t.departments_title(), "/admin/departments"),
        rows: vec![departments::DepartmentRow {
            href: "/admin/departments/1".to_owned(),
            short: "SUP".to_owned(),
            full: "Support".to_owned(),
            people: 4,
            phones: 5,
        }],
        add: "/admin/departments/new".to_owned(),
    };
    let department = departments::DepartmentPage {
        frame: frame(lang, t.department_new(), "/admin/departments"),
        action: "/admin/departments/1".to_owned(),
        short: "SUP".to_owned(),
        full: "Support".to_owned(),
        errors: Errors::default(),
        delete: Some("/admin/departments/1/delete".to_owned()),
    };
    let phones = phones::PhonesPage {
        frame: frame(lang, t.phones_title(), "/admin/phones"),
        q: String::new(),
        rows: vec![phone(Presence::Free, "101"), phone(Presence::Unknown, "102")],
        total: 2,
        add: "/admin/phones/new".to_owned(),
    };
    let secret = phones::PhoneSecretPage {
        frame: frame(lang, t.phone_secret_title("105"), "/admin/phones"),
        server: "127.0.0.1".to_owned(),
        user: "p-7f3a90".to_owned(),
        secret: phones::SipSecret("a-sample-and-not-a-secret".to_owned()),
        back: "/admin/phones".to_owned(),
    };
    let health = health::HealthPage {
        frame: frame(lang, t.health_title(), "/admin/health"),
        items: vec![
            item("AMI", health::HealthStatus::Ok, None),
            item(
                "Clock",
                health::HealthStatus::Warning,
                Some("Run an NTP client on both machines."),
            ),
            item(
                "Tariffs",
                health::HealthStatus::Failed,
                Some("Give the path of the tariff file."),
            ),
        ],
        checked_at: "22/11/2026 09:12:00".to_owned(),
    };
    let audit = audit::AuditPage {
        frame: frame(lang, t.audit_title(), "/admin/audit"),
        q: String::new(),
        rows: vec![
            audit_row(audit::AuditResult::Done),
            audit_row(audit::AuditResult::Refused),
            audit_row(audit::AuditResult::Failed),
        ],
        total: 3,
        more: None,
    };
    vec![
        ("people", show(&people)),
        ("person-new", show(&person_page(t, false))),
        ("person", show(&person_page(t, true))),
        ("link", show(&link)),
        ("departments", show(&departments)),
        ("department", show(&department)),
        ("phones", show(&phones)),
        ("phone-new", show(&phone_page(t, false))),
        ("phone", show(&phone_page(t, true))),
        ("phone-secret", show(&secret)),
        ("health", show(&health)),
        ("audit", show(&audit)),
    ]
}

fn everyday(t: Texts) -> Vec<(&'static str, String)> {
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
    let unrated = costs::UnratedPage {
        frame: frame(lang, t.unrated_title(), "/costs/unrated"),
        rows: vec![costs::UnratedRow {
            when: "22/11/2026 09:05:07".to_owned(),
            from: "101".to_owned(),
            called: "+99 123".to_owned(),
            duration: "0:01:00".to_owned(),
            reason: "no destination begins with 99".to_owned(),
        }],
        total: 1,
        more: None,
        tariff: "New Caledonia (120 rows)".to_owned(),
        problems: vec!["deck.csv, line 7: no price; give one".to_owned()],
        rate_again: Some("/costs/unrated/rate".to_owned()),
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
    };
    let quiet = live::LivePage {
        frame: frame(lang, t.live_title(), "/live"),
        calls: live::LiveCalls { t, calls: Vec::new() },
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
        ("live", show(&live)),
        ("live-quiet", show(&quiet)),
        ("queues", show(&queues)),
        ("calls", show(&calls_page(t))),
        ("costs", show(&costs_page(t))),
        ("costs-summary", show(&report(t, false))),
        ("costs-detail", show(&report(t, true))),
        ("unrated", show(&unrated)),
        ("account", show(&account)),
        ("error", show(&error)),
    ]
}

fn show<T: Template>(view: &T) -> String {
    view.render().unwrap()
}

fn every_page(lang: Lang) -> Vec<(&'static str, String)> {
    let t = Texts::new(lang);
    let mut pages = everyday(t);
    pages.extend(administration(t));
    pages
}

#[test]
fn no_page_lets_a_name_become_markup_or_carries_inline_code() {
    for lang in Lang::ALL {
        for (name, html) in every_page(lang) {
            assert!(
                !html.contains("<script>alert"),
                "{name} in {lang} does not escape"
            );
            assert!(
                !html.contains(" style=") && !html.contains(" onclick="),
                "{name} in {lang} has inline code"
            );
            assert!(
                html.contains(&format!("<html lang=\"{lang}\"")),
                "{name} in {lang} says its language"
            );
        }
    }
}

#[test]
fn every_page_has_one_heading_one_main_and_unique_ids() {
    for (name, html) in every_page(Lang::En) {
        assert_eq!(
            html.matches("<h1").count(),
            1,
            "{name}: headings of the first level"
        );
        assert_eq!(html.matches("<main").count(), 1, "{name}: main landmarks");
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        ids.sort_unstable();
        let before = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), before, "{name}: an id stands twice among {ids:?}");
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    for (name, html) in every_page(Lang::En) {
        for form in html.split("<form ").skip(1).filter(|form| {
            form.starts_with("method=\"post\"")
                || form.starts_with("class") && form.contains("method=\"post\" ")
        }) {
            let form = form.split("</form>").next().unwrap_or_default();
            if form.contains("method=\"post\"") {
                assert!(
                    form.contains("name=\"csrf\" value=\"sample-token\""),
                    "{name}: {form}"
                );
            }
        }
    }
}

#[test]
fn every_icon_of_a_page_exists() {
    let sprite = include_str!("../../../assets/icons.svg");
    for (name, html) in every_page(Lang::En) {
        for rest in html.split("icons-").skip(1) {
            let icon = rest
                .split('#')
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap_or_default();
            assert!(
                sprite.contains(&format!("<symbol id=\"{icon}\"")),
                "{name} shows the icon {icon:?}"
            );
        }
    }
}

/// Does nothing unless asked: the pages are for eyes, the assertions stand above.
#[test]
fn the_pages_are_written_where_asked() {
    let Some(folder) = std::env::var_os("PORTAL_SAMPLES").map(std::path::PathBuf::from) else {
        return;
    };
    for lang in Lang::ALL {
        let folder = folder.join(lang.code());
        std::fs::create_dir_all(&folder).unwrap();
        for (name, html) in every_page(lang) {
            std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
        }
    }
    let assets = folder.join("assets");
    std::fs::create_dir_all(&assets).unwrap();
    for name in ["app.css", "app.js", "icons.svg", "favicon.svg"] {
        let url = crate::assets::url(name);
        let from = format!("{}/assets/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(from, folder.join(url.trim_start_matches('/'))).unwrap();
    }
}

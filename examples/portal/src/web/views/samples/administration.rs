//! The pages of the administration.

use super::super::common::{Errors, Presence};
use super::super::{audit, clients, departments, health, people, phones, profiles, recordings, site};
use super::{HOSTILE, choice, frame, show};
use crate::i18n::Texts;

/// Names and pages.
pub(super) fn administration(t: Texts) -> Vec<(&'static str, String)> {
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
        device: "GXP2135 00:0b:82:aa:bb:cc".to_owned(),
        state: Some(super::telephones::verified(t)),
        firmware: "1.0.11.106".to_owned(),
        old: Some(phones::DeviceState {
            icon: "alert",
            tone: "bad",
            word: t.device_old_hole("1.0.7.81"),
        }),
        left_out: t.phones_left_out(2),
        address: "192.168.1.40".to_owned(),
        seen: "22/11/2026 09:05:07".to_owned(),
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
            depth: "– ".to_owned(),
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
        parents: vec![choice("", &t.person_department_none(), true)],
        errors: Errors::default(),
        delete: Some("/admin/departments/1/delete".to_owned()),
    };
    let profiles = profiles::ProfilesPage {
        frame: frame(lang, t.profiles(), "/admin/profiles"),
        choices: vec![choice("profile:user", &t.profile_user(), true)],
        seen: Some(profiles::SeenAs {
            name: "<script>alert(1)</script>".to_owned(),
            profiles: t.profile_user(),
            pages: vec![t.directory_title(), t.calls_title()],
        }),
        profiles: vec![t.profile_user(), t.profile_administrator()],
        rows: vec![profiles::RightRow {
            name: t.capability_recording_listen(),
            cells: vec![String::new(), t.scope_grant()],
        }],
        gone: vec![profiles::GoneQueue {
            queue: "support".to_owned(),
            people: vec!["Teva Maruhi".to_owned()],
        }],
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
    let client = |revoked: bool| clients::ClientLine {
        name: "crm".to_owned(),
        sources: HOSTILE.to_owned(),
        created: "22/11/2026 09:05:07".to_owned(),
        used: Some(t.clients_used_from("22/11/2026 09:05:07", "192.168.1.7")),
        revoked: revoked.then(|| "22/11/2026 09:05:07".to_owned()),
        revoke: (!revoked).then(|| clients::Revoke {
            action: "/admin/clients/1/revoke".to_owned(),
            confirm: t.client_revoke_confirm("crm"),
        }),
    };
    let client_list = clients::ClientsPage {
        frame: frame(lang, t.clients_title(), "/admin/clients"),
        rows: vec![client(false), client(true)],
        add: "/admin/clients/new".to_owned(),
    };
    let mut wrong = Errors::default();
    wrong.add("sources", "Leave out the character “[”.");
    let client_new = clients::ClientPage {
        frame: frame(lang, t.clients_add(), "/admin/clients"),
        name: "crm".to_owned(),
        sources: HOSTILE.to_owned(),
        errors: wrong,
    };
    let client_token = clients::ClientTokenPage {
        frame: frame(lang, t.client_token_title("crm"), "/admin/clients"),
        address: "https://telephony.example.org/api/v1/calls".to_owned(),
        token: clients::Token("a-sample-and-not-a-token".to_owned()),
        back: "/admin/clients",
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
    let run = |trouble: String| recordings::RunRow {
        when: "22/11/2026 03:30:00".to_owned(),
        recordings: "12".to_owned(),
        size: t.size_megabytes("1.2"),
        notes: "7".to_owned(),
        trouble,
    };
    let retention = recordings::RetentionPage {
        frame: frame(lang, t.retention_title(), "/admin/retention"),
        rules: vec![
            t.retention_of_recordings(&t.retention_days(180)),
            t.retention_of_notes(&t.retention_for_ever()),
            t.retention_next("23/11/2026 03:30:00"),
        ],
        recordings: "1".to_owned(),
        size: t.size_kilobytes("480"),
        notes: "0".to_owned(),
        due: true,
        rows: vec![recordings::OldRow {
            href: "/recordings/1".to_owned(),
            when: "22/05/2026 09:05:07".to_owned(),
            file: format!("2026/05/22/{HOSTILE}.wav"),
            size: t.size_kilobytes("480"),
        }],
        more: Some("/admin/retention?after=5-5".to_owned()),
        purge: "/admin/retention/purge".to_owned(),
        runs: vec![run(String::new()), run(t.retention_run_failed(2))],
    };
    vec![
        ("people", show(&people)),
        ("person-new", show(&person_page(t, false))),
        ("person", show(&person_page(t, true))),
        ("link", show(&link)),
        ("departments", show(&departments)),
        ("department", show(&department)),
        ("profiles", show(&profiles)),
        ("phones", show(&phones)),
        ("phone-new", show(&phone_page(t, false))),
        ("phone", show(&phone_page(t, true))),
        ("phone-secret", show(&secret)),
        ("site", show(&site_page(t))),
        ("clients", show(&client_list)),
        ("client-new", show(&client_new)),
        ("client-token", show(&client_token)),
        ("retention", show(&retention)),
        ("health", show(&health)),
        ("audit", show(&audit)),
    ]
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
            profile("Supervisor of departments", true, None),
        ],
        queues: vec![
            profile("Agent: support", true, None),
            profile("Supervisor: support", false, None),
        ],
        grants: vec![profile("See whole numbers", false, None)],
        errors,
        existing: existing.then(|| people::ExistingPerson {
            state: people::PersonState::Active,
            new_link: "/admin/people/2/link".to_owned(),
            switch: Some("/admin/people/2/disable".to_owned()),
        }),
    }
}

fn site_page(t: Texts) -> site::SitePage {
    let field = |key, label, help, value: &str| site::SiteField {
        key,
        label,
        help,
        value: value.to_owned(),
        required: key == "sip",
        choices: if key == "vlan" {
            vec![choice("", HOSTILE, false), choice("20", "20", true)]
        } else {
            Vec::new()
        },
    };
    let mut errors = Errors::default();
    errors.add("vlan", t.site_problem_vlan("5000"));
    site::SitePage {
        frame: frame(t.lang(), t.site_title(), "/admin/site"),
        served: t.site_served("https://telephony.example.org/prov"),
        errors,
        version: 2,
        groups: vec![
            site::SiteGroup {
                title: t.site_group_calls(),
                fields: vec![
                    field("sip", t.site_sip(), String::new(), "192.168.10.5"),
                    field("sip2", t.site_sip2(), t.site_sip2_help(), HOSTILE),
                ],
            },
            site::SiteGroup {
                title: t.site_group_network(),
                fields: vec![field("vlan", t.site_vlan(), t.site_vlan_help(), "5000")],
            },
        ],
        versions: vec![site::SiteVersionRow {
            href: "/admin/site?version=2".to_owned(),
            number: "2".to_owned(),
            when: "22/11/2026 09:05:07".to_owned(),
            who: "Hinano Tehei".to_owned(),
            note: "astportal.ini".to_owned(),
            changes: vec![format!("{}: – → {HOSTILE}", t.site_sip2())],
        }],
        start: "/admin/site?version=0".to_owned(),
    }
}

fn phone_page(t: Texts, existing: bool) -> phones::PhonePage {
    phones::PhonePage {
        frame: frame(t.lang(), t.phone_new(), "/admin/phones"),
        action: "/admin/phones".to_owned(),
        phone: phones::PhoneForm {
            extension: "105".to_owned(),
            label: "Workshop".to_owned(),
            call_groups: HOSTILE.to_owned(),
            ..Default::default()
        },
        rights: vec![
            phones::RightChoice {
                name: "internal".to_owned(),
                checked: true,
            },
            phones::RightChoice {
                name: "national".to_owned(),
                checked: false,
            },
        ],
        languages: vec![
            choice("", &t.phone_language_site(), true),
            choice("fr", "Français", false),
        ],
        people: vec![choice("", &t.phone_person_none(), true)],
        departments: vec![choice("", &t.person_department_none(), true)],
        errors: Errors::default(),
        found: (!existing).then(super::telephones::found),
        existing: existing.then(|| phones::ExistingPhone {
            presence: Presence::Free,
            new_secret: "/admin/phones/105/secret".to_owned(),
            delete: "/admin/phones/105/delete".to_owned(),
            device: phones::DeviceCard {
                models: vec![
                    choice("", &t.phone_model_none(), false),
                    choice("GXP2135", "Grandstream GXP2135", true),
                ],
                mac: "00:0b:82:aa:bb:cc".to_owned(),
                change: "/admin/phones/105/device".to_owned(),
                download: "/admin/phones/105/file".to_owned(),
                files: vec![phones::DeviceFile {
                    form: "xml",
                    name: "cfg000b82aabbcc.xml".to_owned(),
                }],
                configure: Some("/admin/phones/105/configure".to_owned()),
                address: "192.168.1.40".to_owned(),
                left_out: vec![t.device_left_out(HOSTILE, HOSTILE)],
                difference: Some(phones::DeviceDifference::Changes(
                    vec![phones::DeviceChange {
                        setting: "Name".to_owned(),
                        number: "P3".to_owned(),
                        before: HOSTILE.to_owned(),
                        now: t.phone_secret_changed(),
                        layer: t.layer_site("Pacific Mills"),
                    }],
                    t.phone_forecast_restart(),
                )),
                life: Some(super::telephones::life(t)),
                note: t.device_other_brand(HOSTILE),
            },
        }),
    }
}

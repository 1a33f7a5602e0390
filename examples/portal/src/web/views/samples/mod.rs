//! Every page with made-up data: rendered in each language by the tests, and written to the folder in
//! `PORTAL_SAMPLES` for whoever wants to look at the pages without a running portal.

mod administration;
mod everyday;
mod money;
mod queues;
mod statistics;
mod tariff;
mod telephones;

use askama::Template;

use super::common::{Choice, Column, DialNumber, Order, Party};
use crate::i18n::{Lang, Texts};
use crate::web::frame::{Csrf, Frame, MenuEntry, MenuGroup, UserBadge};

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
                entry("/calls", t.calls_title(), "log"),
                entry("/costs", t.costs_title(), "money"),
                entry("/account", t.account_title(), "person"),
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
                entry("/admin/phones", t.phones_title(), "phone"),
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

fn show<T: Template>(view: &T) -> String {
    view.render().unwrap()
}

fn every_page(lang: Lang) -> Vec<(&'static str, String)> {
    let t = Texts::new(lang);
    let mut pages = everyday::everyday(t);
    pages.extend(money::money(t));
    pages.extend(self::queues::queues(t));
    pages.extend(statistics::statistics(t));
    pages.extend(self::tariff::tariffs(t));
    pages.extend(administration::administration(t));
    pages.extend(telephones::telephones(t));
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
        let mut posts = 0;
        for form in html.split("<form ").skip(1) {
            let form = form.split("</form>").next().unwrap_or_default();
            let tag = form.split('>').next().unwrap_or_default();
            if tag.contains("method=\"post\"") {
                posts += 1;
                assert!(
                    form.contains("name=\"csrf\" value=\"sample-token\""),
                    "{name}: {form}"
                );
            }
        }
        assert!(posts > 0, "{name} has at least the form of the preferences");
    }
}

#[test]
fn every_icon_of_a_page_exists() {
    let sprite = include_str!("../../../../assets/icons.svg");
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

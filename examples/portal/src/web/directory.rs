//! The directory: colleagues and contacts, searched, sorted, called.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::Capability;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::directory::{
    Column as By, Direction, Entry, Hits, Index, Joined, Kind, Search, Source,
};

use super::error::{WebError, url_query};
use super::extract::Query;
use super::page;
use super::views::common::{Chip, Choice, Column, DialNumber, Order};
use super::views::directory::{DirectoryPage, DirectoryRow, OwnedPresence, RowContact};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::csv::Csv;
use crate::i18n::Texts;
use crate::live::presence;

/// Rows on a page.
const PAGE: usize = 100;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DirectoryQuery {
    q: String,
    first_name: String,
    last_name: String,
    company: String,
    number: String,
    email: String,
    department: String,
    source: String,
    private: String,
    free: String,
    sort: String,
    from: usize,
}

impl DirectoryQuery {
    /// Name and value of each part, in the order of the address.
    fn parts(&self) -> [(&'static str, &str); 11] {
        [
            ("q", &self.q),
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("company", &self.company),
            ("number", &self.number),
            ("email", &self.email),
            ("department", &self.department),
            ("source", &self.source),
            ("private", &self.private),
            ("free", &self.free),
            ("sort", &self.sort),
        ]
    }

    /// The address of the same list with one part changed.
    fn with(&self, path: &str, name: &str, value: &str) -> String {
        let mut query: Vec<String> = self
            .parts()
            .into_iter()
            .filter(|(part, text)| *part != name && !text.is_empty())
            .map(|(part, text)| url_query(part, text))
            .collect();
        if !value.is_empty() {
            query.push(url_query(name, value));
        }
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }

    fn search(&self) -> Search {
        Search {
            text: self.q.clone(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            company: self.company.clone(),
            email: self.email.clone(),
            number: self.number.clone(),
            department: self.department.parse::<i64>().ok().map(Into::into),
            kind: if self.private.is_empty() {
                None
            } else {
                Some(Kind::Private)
            },
        }
    }

    fn order(&self) -> (By, Direction) {
        let (name, direction) = match self.sort.strip_prefix('-') {
            Some(name) => (name, Direction::Descending),
            None => (self.sort.as_str(), Direction::Ascending),
        };
        let column = COLUMNS
            .iter()
            .find(|(_, key)| *key == name)
            .map_or(By::LastName, |(column, _)| *column);
        (column, direction)
    }
}

/// The sortable columns and their names in the address.
const COLUMNS: [(By, &str); 5] = [
    (By::LastName, "last_name"),
    (By::FirstName, "first_name"),
    (By::Company, "where"),
    (By::Number, "number"),
    (By::Email, "email"),
];

/// `GET /directory`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<DirectoryQuery>,
) -> Result<Response, WebError> {
    let t = user.texts();
    let departments = app.store.departments().await?;
    let index = app.directory.read(&app).await?;
    let hits = found(&app, &user, &query, &index)?;
    let until = query.from.saturating_add(PAGE);
    let dial_reason = dial_reason(&app, &user);
    let presences = app.live.presences();
    let may_dial = dial_reason.is_none();
    let rows = hits
        .page(query.from, PAGE)
        .map(|joined| row(t, &joined, &presences, may_dial))
        .collect();
    let (column, direction) = query.order();
    let here = uri.path_and_query().map_or("/directory", |p| p.as_str());
    let all = || Choice {
        value: String::new(),
        label: t.all(),
        selected: false,
    };
    let view = DirectoryPage {
        frame: user.frame(&app, here, t.directory_title()),
        q: query.q.clone(),
        departments: std::iter::once(all())
            .chain(departments.iter().map(|d| Choice {
                value: d.id.to_string(),
                label: d.heading(),
                selected: query.department == d.id.to_string(),
            }))
            .collect(),
        sources: std::iter::once(all())
            .chain(
                [
                    ("internal", t.directory_source_internal()),
                    ("contact", t.directory_source_contact()),
                ]
                .map(|(value, label)| Choice {
                    value: value.to_owned(),
                    label,
                    selected: query.source == value,
                }),
            )
            .collect(),
        only_private: !query.private.is_empty(),
        only_free: !query.free.is_empty(),
        sort: query.sort.clone(),
        chips: chips(t, &query, &departments),
        columns: COLUMNS
            .iter()
            .map(|(by, key)| {
                let current = *by == column;
                let descend = current && direction == Direction::Ascending;
                let target = if descend {
                    format!("-{key}")
                } else {
                    (*key).to_owned()
                };
                Column {
                    label: match by {
                        By::LastName => t.last_name(),
                        By::FirstName => t.first_name(),
                        By::Number => t.numbers(),
                        By::Email => t.email(),
                        _ => t.directory_where(),
                    },
                    href: Some(query.with("/directory", "sort", &target)),
                    order: current.then_some(match direction {
                        Direction::Ascending => Order::Ascending,
                        Direction::Descending => Order::Descending,
                    }),
                    numeric: false,
                }
            })
            .collect(),
        total: i64::try_from(hits.len()).unwrap_or(i64::MAX),
        more: (hits.len() > until).then(|| {
            let same = query.with("/directory", "", "");
            format!("{same}{}from={until}", if same.contains('?') { '&' } else { '?' })
        }),
        csv: Some(query.with("/directory.csv", "", "")),
        dial_reason,
        rows,
    };
    Ok(page::ok(&view))
}

/// `GET /directory.csv`: everything that the search found.
pub async fn csv(
    State(app): State<Shared>,
    user: LoggedIn,
    Query(query): Query<DirectoryQuery>,
) -> Result<Response, WebError> {
    let t = user.texts();
    let mut csv = Csv::new();
    csv.row([
        t.last_name(),
        t.first_name(),
        t.company(),
        t.department(),
        t.email(),
        t.contact_number_nth(1),
        t.contact_number_nth(2),
        t.contact_number_nth(3),
    ]);
    {
        let index = app.directory.read(&app).await?;
        for Joined { entry, .. } in found(&app, &user, &query, &index)?.iter() {
            let number = |n: usize| entry.numbers.get(n).cloned().unwrap_or_default();
            let numbers = [number(0), number(1), number(2)];
            let texts = [
                entry.last_name,
                entry.first_name,
                entry.company,
                entry.department_name,
                entry.email,
            ];
            csv.row(texts.into_iter().chain(numbers));
        }
    }
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Export,
        Object::Page("/directory.csv".to_owned()),
    );
    app.audit(&user.session, entry).await;
    Ok(csv.into_response(&format!(
        "directory-{}.csv",
        app.local(app.now()).format("%Y%m%d")
    )))
}

fn found<'a>(
    app: &App,
    user: &LoggedIn,
    query: &DirectoryQuery,
    index: &'a Index,
) -> Result<Hits<'a>, WebError> {
    let presences = app.live.presences();
    let of_source = |entry: &Entry| match query.source.as_str() {
        "internal" => entry.kind == Kind::Colleague,
        "contact" => entry.kind != Kind::Colleague,
        _ => true,
    };
    let free = |entry: &Entry| {
        query.free.is_empty()
            || entry
                .endpoint
                .as_ref()
                .and_then(|e| presences.get(e.as_str()))
                .is_some_and(|p| presence::is_free(*p))
    };
    let (column, direction) = query.order();
    index
        .search(&user.subject, &query.search(), column, direction, |entry| {
            of_source(entry) && free(entry)
        })
        .map_err(|_| WebError::Forbidden)
}

fn row(t: Texts, joined: &Joined, presences: &presence::Presences, may_dial: bool) -> DirectoryRow {
    let Joined { entry, parts } = joined;
    let place = match &*entry.department_name {
        "" => joined.companies().join(", "),
        department => department.to_owned(),
    };
    let colleague = parts.iter().find(|part| part.kind == Kind::Colleague);
    let extension = colleague.and_then(|part| part.numbers.first()).cloned();
    let contacts: Vec<_> = parts
        .iter()
        .filter(|part| part.editable)
        .filter_map(|part| match part.source {
            Source::Contact(id) => Some((part, format!("/directory/contacts/{id}"))),
            Source::Phone(_) => None,
        })
        .collect();
    let several = contacts.len() > 1;
    DirectoryRow {
        presence: entry.endpoint.as_ref().map(|endpoint| OwnedPresence {
            extension: extension.unwrap_or_default(),
            presence: presence::shown(presences.get(endpoint.as_str()).copied()),
        }),
        first_name: entry.first_name.clone(),
        last_name: entry.last_name.clone(),
        place,
        numbers: entry
            .numbers
            .iter()
            .map(|number| DialNumber {
                shown: number.clone(),
                dial: may_dial.then(|| number.clone()),
            })
            .collect(),
        emails: joined.emails().into_iter().map(str::to_owned).collect(),
        private: parts.iter().any(|part| part.kind == Kind::Private),
        contacts: contacts
            .into_iter()
            .map(|(part, path)| RowContact {
                which: match part.kind {
                    _ if !several => String::new(),
                    Kind::Private => t.directory_private(),
                    _ => t.directory_shared(),
                },
                delete: format!("{path}/delete"),
                edit: path,
            })
            .collect(),
    }
}

fn chips(t: Texts, query: &DirectoryQuery, departments: &[switchhook_portal_core::Department]) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut chip = |name: &str, label: String, value: String| {
        if !value.is_empty() {
            chips.push(Chip {
                label: format!("{label}: {value}"),
                remove: query.with("/directory", name, ""),
            });
        }
    };
    chip("q", t.search(), query.q.clone());
    chip("first_name", t.first_name(), query.first_name.clone());
    chip("last_name", t.last_name(), query.last_name.clone());
    chip("company", t.company(), query.company.clone());
    chip("number", t.number(), query.number.clone());
    chip("email", t.email(), query.email.clone());
    let department = departments.iter().find(|d| d.id.to_string() == query.department);
    chip(
        "department",
        t.department(),
        department.map(|d| d.short_name.clone()).unwrap_or_default(),
    );
    chips
}

/// Why this person cannot start calls here; `None` if they can.
pub fn dial_reason(app: &App, user: &LoggedIn) -> Option<String> {
    let t = user.texts();
    if !user.may(Capability::CallOriginate) {
        Some(t.dial_not_allowed())
    } else if user.phones.is_empty() {
        Some(t.dial_no_phone())
    } else if app.config.pbx.calls.is_none() {
        Some(t.dial_not_configured())
    } else {
        None
    }
}

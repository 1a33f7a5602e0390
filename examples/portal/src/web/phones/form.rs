//! The form of a telephone: what was typed, what is wrong with it, and how it is shown again.

use switchhook_portal_core::{
    Department, FieldError, NewPhone, Person, Phone, PhoneForm, PhoneService, PhoneServiceForm, Problem,
};

use super::{LIST, path, text};
use crate::app::App;
use crate::i18n::{Lang, Texts};
use crate::live::presence;
use crate::pbx::caller_name;
use crate::store::StoreError;
use crate::web::devices;
use crate::web::error::WebError;
use crate::web::form::Fields;
use crate::web::views::common::{Choice, Errors};
use crate::web::views::phones::{self as views, ExistingPhone, FoundDevice, PhonePage, RightChoice};
use crate::web::visitor::LoggedIn;

/// The people and departments that telephones name.
pub(in crate::web) struct Known {
    people: Vec<Person>,
    departments: Vec<Department>,
}

impl Known {
    pub(in crate::web) async fn load(app: &App) -> Result<Self, StoreError> {
        Ok(Self {
            people: app.store.people().await?,
            departments: app.store.departments().await?,
        })
    }

    pub(super) fn owner(&self, phone: &Phone) -> Option<&Person> {
        self.people.iter().find(|person| Some(person.id) == phone.owner)
    }

    pub(super) fn department(&self, phone: &Phone) -> Option<&Department> {
        self.departments
            .iter()
            .find(|department| Some(department.id) == phone.department)
    }

    /// What Asterisk shows to those who are called.
    pub(in crate::web) fn caller_name(&self, phone: &Phone) -> String {
        caller_name(phone, self.owner(phone))
    }
}

/// What was typed, or what a telephone has.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    extension: String,
    label: String,
    owner: String,
    department: String,
    hidden: bool,
    direct_number: String,
    rights: Vec<String>,
    call_groups: String,
    pickup_groups: String,
    language: String,
}

impl Typed {
    pub(super) fn read(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            extension: text("extension"),
            label: text("label"),
            owner: text("owner"),
            department: text("department"),
            hidden: fields.checked("hidden"),
            direct_number: text("direct_number"),
            rights: fields.all("rights").map(str::to_owned).collect(),
            call_groups: text("call_groups"),
            pickup_groups: text("pickup_groups"),
            language: text("language"),
        }
    }

    pub(super) fn of(phone: &Phone, service: &PhoneService) -> Self {
        Self {
            extension: phone.extension.to_string(),
            label: phone.label.clone(),
            owner: text(phone.owner),
            department: text(phone.department),
            hidden: phone.hidden,
            direct_number: text(service.direct_number.as_ref()),
            rights: service.rights.iter().map(ToString::to_string).collect(),
            call_groups: service.call_groups.to_string(),
            pickup_groups: service.pickup_groups.to_string(),
            language: text(service.language.as_ref()),
        }
    }
}

/// Finds what the store would refuse before anything is written to Asterisk.
pub(super) async fn check(
    app: &App,
    known: &Known,
    old: Option<&Phone>,
    typed: &Typed,
) -> Result<Result<(NewPhone, PhoneService), Vec<FieldError>>, StoreError> {
    let phone = NewPhone::parse(&PhoneForm {
        extension: &typed.extension,
        label: &typed.label,
        owner: &typed.owner,
        department: &typed.department,
        hidden: typed.hidden,
    });
    let service = PhoneService::parse(&PhoneServiceForm {
        direct_number: &typed.direct_number,
        rights: typed.rights.iter().map(String::as_str).collect(),
        call_groups: &typed.call_groups,
        pickup_groups: &typed.pickup_groups,
        language: &typed.language,
    });
    let (new, service) = match (phone, service) {
        (Ok(new), Ok(service)) => (new, service),
        (phone, service) => {
            let found = [phone.err(), service.err()].into_iter().flatten().flatten();
            return Ok(Err(found.collect()));
        }
    };
    let mut found = Vec::new();
    let id = old.map(|old| old.id);
    let others = app.store.phones().await?;
    if others
        .iter()
        .any(|phone| phone.extension == new.extension && Some(phone.id) != id)
    {
        found.push(FieldError::new("extension", Problem::Taken));
    }
    let services = app.store.services().await?;
    let taken =
        |(other, of): &(_, PhoneService)| Some(*other) != id && of.direct_number == service.direct_number;
    if service.direct_number.is_some() && services.iter().any(taken) {
        found.push(FieldError::new("direct_number", Problem::Taken));
    }
    // What the site no longer offers may stay where it is, and be given to nobody else.
    let before = match id {
        Some(id) => app.store.service(id).await?,
        None => PhoneService::default(),
    };
    let offered = &app.config.pbx.phones.rights;
    if service
        .rights
        .iter()
        .any(|right| !offered.contains(right) && !before.rights.contains(right))
    {
        found.push(FieldError::new("rights", Problem::Unknown));
    }
    if new
        .owner
        .is_some_and(|owner| known.people.iter().all(|person| person.id != owner))
    {
        found.push(FieldError::new("owner", Problem::Unknown));
    }
    if new
        .department
        .is_some_and(|id| known.departments.iter().all(|department| department.id != id))
    {
        found.push(FieldError::new("department", Problem::Unknown));
    }
    Ok(if found.is_empty() {
        Ok((new, service))
    } else {
        Err(found)
    })
}

pub(super) async fn view(
    app: &App,
    user: &LoggedIn,
    old: Option<&Phone>,
    typed: &Typed,
    errors: Errors,
    device: Option<&devices::Typed>,
    found: Option<FoundDevice>,
) -> Result<PhonePage, WebError> {
    let t = user.texts();
    let known = Known::load(app).await?;
    let presences = app.live.presences();
    let action = old.map_or_else(|| format!("{LIST}/new"), |old| path(old.id));
    let title = old.map_or_else(|| t.phone_new(), |old| t.phone_edit(old.extension.as_str()));
    let people = known
        .people
        .iter()
        .map(|person| (person.id.to_string(), person.display_name()));
    let departments = known
        .departments
        .iter()
        .map(|department| (department.id.to_string(), department.heading()));
    Ok(PhonePage {
        frame: user.frame(app, &action, title),
        phone: views::PhoneForm {
            extension: typed.extension.clone(),
            label: typed.label.clone(),
            hidden: typed.hidden,
            direct_number: typed.direct_number.clone(),
            call_groups: typed.call_groups.clone(),
            pickup_groups: typed.pickup_groups.clone(),
        },
        people: choices(t.phone_person_none(), people, &typed.owner),
        departments: choices(t.person_department_none(), departments, &typed.department),
        rights: rights(app, typed),
        languages: languages(t, &typed.language),
        errors,
        found,
        existing: match old {
            Some(old) => Some(ExistingPhone {
                presence: presence::shown(presences.get(old.endpoint.as_str()).copied()),
                new_secret: format!("{action}/secret"),
                delete: format!("{action}/delete"),
                device: devices::card(app, t, old, device).await?,
            }),
            None => None,
        },
        action,
    })
}

/// A list to choose from, with "none" first.
fn choices(none: String, all: impl Iterator<Item = (String, String)>, chosen: &str) -> Vec<Choice> {
    std::iter::once((String::new(), none))
        .chain(all)
        .map(|(value, label)| Choice {
            selected: value == chosen,
            value,
            label,
        })
        .collect()
}

/// What the site offers, and what the telephone has beside that.
fn rights(app: &App, typed: &Typed) -> Vec<RightChoice> {
    let offered = app.config.pbx.phones.rights.iter().map(ToString::to_string);
    let mut all: Vec<String> = offered.collect();
    for right in &typed.rights {
        if !all.contains(right) {
            all.push(right.clone());
        }
    }
    all.into_iter()
        .map(|name| RightChoice {
            checked: typed.rights.contains(&name),
            name,
        })
        .collect()
}

fn languages(t: Texts, chosen: &str) -> Vec<Choice> {
    let known = Lang::ALL.map(|lang| (lang.code().to_owned(), lang.native_name().to_owned()));
    let other = Some(chosen)
        .filter(|code| !code.is_empty() && known.iter().all(|(known, _)| known != code))
        .map(|code| (code.to_owned(), code.to_owned()));
    choices(
        t.phone_language_site(),
        known.clone().into_iter().chain(other),
        chosen,
    )
}

//! Departments: made, renamed, and deleted once nothing belongs to them.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use switchhook_portal_core::approved::Refused;
use switchhook_portal_core::department::{DepartmentError, Uses, as_tree, with_those_below};
use switchhook_portal_core::{
    Capability, Department, DepartmentId, FieldError, NewDepartment, Person, Problem, department,
};
use tokio::sync::Mutex;

use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::page::{self, redirect_with};
use super::views::common::{Choice, Errors};
use super::views::departments::{DepartmentPage, DepartmentRow, DepartmentsPage};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::store::StoreError;

const LIST: &str = "/admin/departments";

static CHANGING: Mutex<()> = Mutex::const_new(());

/// `GET /admin/departments`
pub async fn list(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::DepartmentManage)?;
    let t = user.texts();
    let (people, phones) = (app.store.people().await?, app.store.phones().await?);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let departments = app.store.departments().await?;
    let rows = as_tree(&departments).into_iter().map(|(depth, department)| {
        let id = Some(department.id);
        DepartmentRow {
            href: path(department.id),
            depth: "– ".repeat(depth),
            people: count(people.iter().filter(|p| p.department == id).count()),
            phones: count(phones.iter().filter(|p| p.department == id).count()),
            short: department.short_name.clone(),
            full: department.full_name.clone(),
        }
    });
    let view = DepartmentsPage {
        frame: user.frame(&app, page::here(&uri), t.departments_title()),
        rows: rows.collect(),
        add: format!("{LIST}/new"),
    };
    Ok(page::ok(&view))
}

/// `GET /admin/departments/new`
pub async fn new(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    user.scope(Capability::DepartmentManage)?;
    let all = app.store.departments().await?;
    let empty = view(&app, &user, None, &all, ("", "", ""), Errors::default());
    Ok(page::ok(&empty))
}

/// `POST /admin/departments/new`
pub async fn create(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::DepartmentManage)?;
    let all = app.store.departments().await?;
    let new = match parse(&fields) {
        Ok(new) => new,
        Err(found) => return Ok(refused(&app, &user, None, &all, &fields, &found)),
    };
    let approved = match department::add(&user.subject, new, &all) {
        Ok(approved) => approved,
        Err(found) => {
            let found = not_allowed(&app, &user, found).await?;
            return Ok(refused(&app, &user, None, &all, &fields, &[found]));
        }
    };
    match taken(
        app.store
            .add_department(approved, &app.occasion(&user.session))
            .await,
    )? {
        Ok((_, audit)) => {
            App::noted(&user.session, &audit);
            app.directory.refresh_colleagues(&app).await?;
            Ok(redirect_with(LIST, "saved"))
        }
        Err(found) => Ok(refused(&app, &user, None, &all, &fields, &found)),
    }
}

/// `GET /admin/departments/{id}`
pub async fn edit(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    user.scope(Capability::DepartmentManage)?;
    let old = stored(&app, id.into()).await?;
    let mut view = shown(&app, &user, &old, Errors::default()).await?;
    view.frame = user.frame(&app, page::here(&uri), view.frame.title);
    Ok(page::ok(&view))
}

/// `POST /admin/departments/{id}`
pub async fn change(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::DepartmentManage)?;
    // Two changes at the same moment, each right by itself, could make a loop.
    let _changing = CHANGING.lock().await;
    let old = stored(&app, id.into()).await?;
    let all = app.store.departments().await?;
    let new = match parse(&fields) {
        Ok(new) => new,
        Err(found) => return Ok(refused(&app, &user, Some(&old), &all, &fields, &found)),
    };
    let approved = match department::change(&user.subject, &old, new, &all) {
        Ok(approved) => approved,
        Err(found) => {
            let found = not_allowed(&app, &user, found).await?;
            return Ok(refused(&app, &user, Some(&old), &all, &fields, &[found]));
        }
    };
    match taken(
        app.store
            .change_department(approved, &app.occasion(&user.session))
            .await,
    )? {
        Ok(audit) => {
            App::noted(&user.session, &audit);
            app.directory.refresh_colleagues(&app).await?;
            Ok(redirect_with(LIST, "saved"))
        }
        Err(found) => Ok(refused(&app, &user, Some(&old), &all, &fields, &found)),
    }
}

/// `POST /admin/departments/{id}/delete`: lists what still belongs to a department that cannot go.
pub async fn delete(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::DepartmentManage)?;
    let old = stored(&app, id.into()).await?;
    let approved = match department::remove(&user.subject, &old, &uses(&app, old.id).await?) {
        Ok(approved) => approved,
        Err(found) => {
            app.audit(&user.session, *found.audit).await;
            let DepartmentError::InUse(uses) = found.reason else {
                return Err(WebError::Forbidden);
            };
            let t = user.texts();
            let names: Vec<String> = [uses.people, uses.phones, uses.departments].concat();
            let mut errors = Errors::default();
            errors.add("short_name", t.department_in_use_by(&t.list(&names)));
            let view = shown(&app, &user, &old, errors).await?;
            return Ok(page::unprocessable(&view));
        }
    };
    match app
        .store
        .remove_department(approved, &app.occasion(&user.session))
        .await
    {
        Ok(audit) => {
            App::noted(&user.session, &audit);
            app.directory.refresh_colleagues(&app).await?;
            Ok(redirect_with(LIST, "deleted"))
        }
        // Somebody came meanwhile.
        Err(StoreError::InUse) => Ok(redirect_with(&path(old.id), "department-in-use")),
        Err(error) => Err(error.into()),
    }
}

/// What belongs to a department.
async fn uses(app: &App, id: DepartmentId) -> Result<Uses, WebError> {
    let (people, phones) = (app.store.people().await?, app.store.phones().await?);
    let departments = app.store.departments().await?;
    let id = Some(id);
    Ok(Uses {
        people: people
            .iter()
            .filter(|person| person.department == id)
            .map(Person::display_name)
            .collect(),
        phones: phones
            .iter()
            .filter(|phone| phone.department == id)
            .map(|phone| phone.extension.to_string())
            .collect(),
        departments: departments
            .iter()
            .filter(|department| department.parent == id)
            .map(|department| department.short_name.clone())
            .collect(),
    })
}

/// Notes a refusal; a field that cannot be so is for the form, anything else is forbidden.
async fn not_allowed(
    app: &App,
    user: &LoggedIn,
    found: Refused<DepartmentError>,
) -> Result<FieldError, WebError> {
    app.audit(&user.session, *found.audit).await;
    match found.reason {
        DepartmentError::Field(error) => Ok(error),
        _ => Err(WebError::Forbidden),
    }
}

fn path(id: DepartmentId) -> String {
    format!("{LIST}/{id}")
}

async fn stored(app: &App, id: DepartmentId) -> Result<Department, WebError> {
    app.store.department(id).await?.ok_or(WebError::NotFound)
}

fn parse(fields: &Fields) -> Result<NewDepartment, Vec<FieldError>> {
    let parent = match fields.text("parent") {
        "" => None,
        text => match text.parse() {
            Ok(id) => Some(DepartmentId(id)),
            Err(_) => return Err(vec![FieldError::new("parent", Problem::Unknown)]),
        },
    };
    let new = NewDepartment::parse(fields.text("short_name"), fields.text("full_name"))?;
    Ok(new.below(parent))
}

/// A short name that is taken is a mistake in the form, anything else a failure.
fn taken<T>(result: Result<T, StoreError>) -> Result<Result<T, Vec<FieldError>>, StoreError> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(StoreError::Taken(_)) => Ok(Err(vec![FieldError::new("short_name", Problem::Taken)])),
        Err(error) => Err(error),
    }
}

fn refused(
    app: &App,
    user: &LoggedIn,
    old: Option<&Department>,
    all: &[Department],
    fields: &Fields,
    found: &[FieldError],
) -> Response {
    let typed = (
        fields.text("short_name"),
        fields.text("full_name"),
        fields.text("parent"),
    );
    let errors = page::errors(user.texts(), found);
    page::unprocessable(&view(app, user, old, all, typed, errors))
}

/// The page of a department as stored.
async fn shown(
    app: &App,
    user: &LoggedIn,
    old: &Department,
    errors: Errors,
) -> Result<DepartmentPage, WebError> {
    let all = app.store.departments().await?;
    let parent = old.parent.map(|id| id.to_string()).unwrap_or_default();
    let typed = (&*old.short_name, &*old.full_name, &*parent);
    Ok(view(app, user, Some(old), &all, typed, errors))
}

fn view(
    app: &App,
    user: &LoggedIn,
    old: Option<&Department>,
    all: &[Department],
    typed: (&str, &str, &str),
    errors: Errors,
) -> DepartmentPage {
    let t = user.texts();
    let action = old.map_or_else(|| format!("{LIST}/new"), |old| path(old.id));
    let title = old.map_or_else(|| t.department_new(), |old| t.department_edit(&old.short_name));
    // What stands below this one cannot stand above it too.
    let below = with_those_below(all, old.map(|old| old.id));
    let above = as_tree(all)
        .into_iter()
        .filter(|(_, one)| !below.contains(&one.id))
        .map(|(depth, one)| Choice {
            value: one.id.to_string(),
            label: format!("{}{}", "– ".repeat(depth), one.heading()),
            selected: typed.2 == one.id.to_string(),
        });
    let none = Choice {
        value: String::new(),
        label: t.person_department_none(),
        selected: typed.2.is_empty(),
    };
    DepartmentPage {
        frame: user.frame(app, &action, title),
        delete: old.map(|_| format!("{action}/delete")),
        action,
        short: typed.0.to_owned(),
        full: typed.1.to_owned(),
        parents: std::iter::once(none).chain(above).collect(),
        errors,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::testing::TestPortal;

    #[tokio::test]
    async fn a_department_is_made_renamed_and_deleted_once_nothing_belongs_to_it() {
        let portal = TestPortal::start().await;
        let mut browser = portal.log_in("admin").await;
        let find = async |name: &str| {
            let all = portal.app.store.departments().await.unwrap();
            all.into_iter().find(|department| department.short_name == name)
        };
        for (name, words) in [
            (" ", "Fill in this field."),
            ("com", "This is taken already"),
            ("a\nb", "U+000A"),
        ] {
            let page = browser
                .post("/admin/departments/new", &[("short_name", name)])
                .await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name:?}");
            page.shows(words);
        }
        let page = browser
            .post(
                "/admin/departments/new",
                &[("short_name", "QUAI"), ("full_name", "Quais")],
            )
            .await;
        assert_eq!(page.location, "/admin/departments?notice=saved");
        browser.get(&page.location).await.shows("Saved.");
        let path = path(find("QUAI").await.unwrap().id);
        let taken = browser.post(&path, &[("short_name", "COM")]).await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(
            browser.post(&path, &[("short_name", "DOCK")]).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(find("DOCK").await.unwrap().full_name, "");
        assert_eq!(
            browser.post(&format!("{path}/delete"), &[]).await.location,
            "/admin/departments?notice=deleted"
        );
        assert_eq!(browser.get(&path).await.status, StatusCode::NOT_FOUND);

        let used = super::path(find("COM").await.unwrap().id);
        let page = browser.post(&format!("{used}/delete"), &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.shows("Soledad Ibáñez");
        assert!(find("COM").await.is_some());
    }

    #[tokio::test]
    async fn departments_stand_below_each_other_and_the_head_reaches_them() {
        let portal = TestPortal::start().await;
        let mut browser = portal.log_in("admin").await;
        let find = async |name: &str| {
            let all = portal.app.store.departments().await.unwrap();
            all.into_iter()
                .find(|department| department.short_name == name)
                .unwrap()
        };
        let (com, sav) = (find("COM").await.id, find("SAV").await.id);
        let below = |parent: DepartmentId| parent.to_string();
        let page = browser
            .post(&path(sav), &[("short_name", "SAV"), ("parent", &below(com))])
            .await;
        assert_eq!(page.location, "/admin/departments?notice=saved");
        let page = browser
            .post(&path(com), &[("short_name", "COM"), ("parent", &below(sav))])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "a loop");
        assert_eq!(find("COM").await.parent, None);
        browser.get("/admin/departments").await.shows("– <a href");

        // The head of COM has the calls of SAV in sight now.
        let (chef, _) = portal.app.store.account("chef").await.unwrap().unwrap();
        let phones = portal.app.store.phones_of(chef.id).await.unwrap();
        let departments = portal.app.store.departments().await.unwrap();
        let subject =
            switchhook_portal_core::Subject::new(&chef, &phones).with_departments_below(&departments);
        assert!(subject.reaches_department(Capability::CallLogRead, sav));
    }
}

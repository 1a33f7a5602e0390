//! Departments: made, renamed, and deleted once nothing belongs to them.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};
use switchhook_portal_core::{Capability, Department, DepartmentId, FieldError, NewDepartment, Problem};

use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::page::{self, redirect_with};
use super::views::common::Errors;
use super::views::departments::{DepartmentPage, DepartmentRow, DepartmentsPage};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::store::StoreError;

const LIST: &str = "/admin/departments";

/// `GET /admin/departments`
pub async fn list(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::DepartmentManage)?;
    let t = user.texts();
    let (people, phones) = (app.store.people().await?, app.store.phones().await?);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let rows = app.store.departments().await?.into_iter().map(|department| {
        let id = Some(department.id);
        DepartmentRow {
            href: path(department.id),
            people: count(people.iter().filter(|p| p.department == id).count()),
            phones: count(phones.iter().filter(|p| p.department == id).count()),
            short: department.short_name,
            full: department.full_name,
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
    Ok(page::ok(&view(&app, &user, None, ("", ""), Errors::default())))
}

/// `POST /admin/departments/new`
pub async fn create(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::DepartmentManage)?;
    let added = match parse(&fields) {
        Ok(department) => taken(app.store.add_department(&department).await)?.map(|id| (id, department)),
        Err(found) => Err(found),
    };
    match added {
        Ok((id, department)) => {
            let entry = entry(&user, Action::Create, id).change("short_name", "", &department.short_name);
            app.audit(&user.session, entry).await;
            Ok(redirect_with(LIST, "saved"))
        }
        Err(found) => Ok(refused(&app, &user, None, &fields, &found)),
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
    let old = department(&app, id.into()).await?;
    let mut view = view(
        &app,
        &user,
        Some(&old),
        (&old.short_name, &old.full_name),
        Errors::default(),
    );
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
    let old = department(&app, id.into()).await?;
    let changed = match parse(&fields) {
        Ok(new) => taken(app.store.change_department(old.id, &new).await)?.map(|()| new),
        Err(found) => Err(found),
    };
    match changed {
        Ok(new) => {
            let entry = entry(&user, Action::Update, old.id)
                .change("short_name", &old.short_name, &new.short_name)
                .change("full_name", &old.full_name, &new.full_name);
            app.audit(&user.session, entry).await;
            Ok(redirect_with(LIST, "saved"))
        }
        Err(found) => Ok(refused(&app, &user, Some(&old), &fields, &found)),
    }
}

/// `POST /admin/departments/{id}/delete`
pub async fn delete(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::DepartmentManage)?;
    let old = department(&app, id.into()).await?;
    let entry = entry(&user, Action::Delete, old.id);
    match app.store.remove_department(old.id).await {
        Ok(()) => {
            app.audit(&user.session, entry.change("short_name", &old.short_name, ""))
                .await;
            Ok(redirect_with(LIST, "deleted"))
        }
        Err(StoreError::InUse) => {
            app.audit(
                &user.session,
                entry.outcome(Outcome::Refused("in-use".to_owned())),
            )
            .await;
            Ok(redirect_with(&path(old.id), "department-in-use"))
        }
        Err(error) => Err(error.into()),
    }
}

fn path(id: DepartmentId) -> String {
    format!("{LIST}/{id}")
}

fn entry(user: &LoggedIn, action: Action, id: DepartmentId) -> AuditEntry {
    AuditEntry::new(Actor::Person(user.person.id), action, Object::Department(id))
}

async fn department(app: &App, id: DepartmentId) -> Result<Department, WebError> {
    app.store.department(id).await?.ok_or(WebError::NotFound)
}

fn parse(fields: &Fields) -> Result<NewDepartment, Vec<FieldError>> {
    NewDepartment::parse(fields.text("short_name"), fields.text("full_name"))
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
    fields: &Fields,
    found: &[FieldError],
) -> Response {
    let typed = (fields.text("short_name"), fields.text("full_name"));
    page::unprocessable(&view(app, user, old, typed, page::errors(user.texts(), found)))
}

fn view(
    app: &App,
    user: &LoggedIn,
    old: Option<&Department>,
    typed: (&str, &str),
    errors: Errors,
) -> DepartmentPage {
    let t = user.texts();
    let action = old.map_or_else(|| format!("{LIST}/new"), |old| path(old.id));
    let title = old.map_or_else(|| t.department_new(), |old| t.department_edit(&old.short_name));
    DepartmentPage {
        frame: user.frame(app, &action, title),
        delete: old.map(|_| format!("{action}/delete")),
        action,
        short: typed.0.to_owned(),
        full: typed.1.to_owned(),
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
        browser
            .get(&page.location)
            .await
            .shows("The department still has people or telephones");
        assert!(find("COM").await.is_some());
    }
}

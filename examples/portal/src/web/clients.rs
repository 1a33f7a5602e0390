//! Other programs that may start calls: made with a token that is shown once, and stopped.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::dial::{ClientForm, NewApiClient};
use switchhook_portal_core::{ApiClientId, Capability, FieldError, Problem};

use super::api;
use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::page::{self, redirect_with};
use super::views::clients::{ClientLine, ClientPage, ClientTokenPage, ClientsPage, Revoke, Token};
use super::views::common::Errors;
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::run::base_url;
use crate::store::{ClientRow, StoreError};

const LIST: &str = "/admin/clients";

/// `GET /admin/clients`
pub async fn list(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::ApiClientManage)?;
    let t = user.texts();
    let clients = app.store.clients().await?;
    let view = ClientsPage {
        frame: user.frame(&app, page::here(&uri), t.clients_title()),
        rows: clients.into_iter().map(|client| line(&app, t, client)).collect(),
        add: format!("{LIST}/new"),
    };
    Ok(page::ok(&view))
}

fn line(app: &App, t: Texts, client: ClientRow) -> ClientLine {
    let when = |at| t.date_time(app.local(at));
    ClientLine {
        created: when(client.created),
        used: client
            .last_used
            .map(|at| t.clients_used_from(&when(at), &client.last_address)),
        revoke: client.revoked.is_none().then(|| Revoke {
            action: format!("{LIST}/{}/revoke", client.id),
            confirm: t.client_revoke_confirm(&client.name),
        }),
        revoked: client.revoked.map(when),
        sources: if client.sources.is_empty() {
            t.client_sources_all()
        } else {
            client.sources
        },
        name: client.name,
    }
}

/// `GET /admin/clients/new`
pub async fn new(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    user.scope(Capability::ApiClientManage)?;
    let nothing = ClientForm::default();
    Ok(page::ok(&view(&app, &user, &nothing, Errors::default())))
}

/// `POST /admin/clients/new`: draws the token and shows it.
pub async fn create(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::ApiClientManage)?;
    let typed = ClientForm {
        name: fields.text("name"),
        sources: fields.text("sources"),
    };
    let refused = |found: &[FieldError]| {
        page::unprocessable(&view(&app, &user, &typed, page::errors(user.texts(), found)))
    };
    let new = match NewApiClient::parse(&typed) {
        Ok(new) => new,
        Err(found) => return Ok(refused(&found)),
    };
    let (id, token) = match app.store.add_client(&new, app.now()).await {
        Ok(added) => added,
        Err(StoreError::Taken(_)) => return Ok(refused(&[FieldError::new("name", Problem::Taken)])),
        Err(error) => return Err(error.into()),
    };
    app.audit(&user.session, added(Actor::Person(user.person.id), id, &new))
        .await;
    let view = ClientTokenPage {
        frame: user.frame(&app, LIST, user.texts().client_token_title(&new.name)),
        address: format!("{}{}", base_url(&app.config), api::PATH),
        token: Token(token),
        back: LIST,
    };
    Ok(page::ok(&view))
}

/// What the audit trail says of a new client, made on the page or on the command line.
pub fn added(actor: Actor, id: ApiClientId, new: &NewApiClient) -> AuditEntry {
    AuditEntry::new(actor, Action::Create, Object::Client(id))
        .change("name", "", &new.name)
        .change("sources", "", new.sources_text())
        .secret_changed("token")
}

/// `POST /admin/clients/{id}/revoke`
pub async fn revoke(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::ApiClientManage)?;
    let id = ApiClientId::from(id);
    let client = app.store.client(id).await?.ok_or(WebError::NotFound)?;
    app.store.revoke_client(id, app.now()).await?;
    let entry = AuditEntry::new(Actor::Person(user.person.id), Action::Delete, Object::Client(id)).change(
        "name",
        &client.name,
        "",
    );
    app.audit(&user.session, entry).await;
    Ok(redirect_with(LIST, "client-revoked"))
}

fn view(app: &App, user: &LoggedIn, typed: &ClientForm<'_>, errors: Errors) -> ClientPage {
    ClientPage {
        frame: user.frame(app, &format!("{LIST}/new"), user.texts().clients_add()),
        name: typed.name.to_owned(),
        sources: typed.sources.to_owned(),
        errors,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::testing::TestPortal;

    #[tokio::test]
    async fn a_token_is_shown_once_and_void_when_its_client_is_stopped() {
        let portal = TestPortal::start().await;
        let mut admin = portal.log_in("admin").await;
        admin.get(LIST).await.shows("No other program may start calls.");
        for (fields, words) in [
            ([("name", ""), ("sources", "")], "Fill in this field."),
            ([("name", "my crm"), ("sources", "")], "Leave out the blanks."),
            (
                [("name", "crm"), ("sources", "2[0-4]")],
                "Leave out the character “[”",
            ),
        ] {
            let page = admin.post("/admin/clients/new", &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            page.shows(words);
        }
        let fields = [("name", "crm"), ("sources", "22X, 240")];
        let page = admin.post("/admin/clients/new", &fields).await;
        assert_eq!(page.status, StatusCode::OK);
        page.shows("/api/v1/calls");
        let (_, rest) = page.body.split_once("id=\"api-token\"").unwrap();
        let token = rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let client = portal.app.store.client_with(token).await.unwrap().unwrap();
        assert_eq!(client.sources.len(), 2);

        let list = admin.get(LIST).await;
        list.shows("22X 240");
        list.shows("Active");
        assert!(!list.body.contains(token));
        let again = admin.post("/admin/clients/new", &[("name", "CRM")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again.shows("This is taken already");

        let revoke = format!("{LIST}/{}/revoke", client.id);
        let page = admin.post(&revoke, &[]).await;
        assert_eq!(page.location, "/admin/clients?notice=client-revoked");
        admin.get(&page.location).await.shows("its token is void");
        assert!(portal.app.store.client_with(token).await.unwrap().is_none());
        assert_eq!(admin.post(&revoke, &[]).await.status, StatusCode::NOT_FOUND);
        let page = admin.post("/admin/clients/new", &[("name", "crm")]).await;
        assert_eq!(page.status, StatusCode::OK, "a name can be given again");

        let trail = admin.get("/admin/audit?q=crm").await;
        trail.shows("API client: crm");
        assert!(!trail.body.contains(token));
    }
}

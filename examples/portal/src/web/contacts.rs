//! Contacts that people add to the directory.

mod exchange;

#[cfg(test)]
mod tests;

pub use self::exchange::{export, form as import_form, import, preview};

use axum::extract::State;
use axum::response::Response;
use switchhook_portal_core::approved::Refused;
use switchhook_portal_core::{
    Capability, Contact, ContactDetails, ContactForm as Typed, ContactId, Denied, contact,
};

use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::page::{self, redirect_with};
use super::views::common::Errors;
use super::views::directory::{ContactForm, ContactPage};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};

/// `GET /directory/contacts/new`
pub async fn new(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    user.scope(Capability::ContactWrite)?;
    let blank = ContactForm {
        private: true,
        ..ContactForm::default()
    };
    Ok(page::ok(&view(&app, &user, None, blank, Errors::default())))
}

/// `POST /directory/contacts/new`
pub async fn create(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::ContactWrite)?;
    match parse(&fields) {
        Ok(details) => {
            let approved = match contact::add(&user.subject, details) {
                Ok(approved) => approved,
                Err(found) => return denied(&app, &user, found).await,
            };
            let occasion = app.occasion(&user.session);
            let (id, audit) = app.store.add_contact(approved, &occasion).await?;
            App::noted(&user.session, &audit);
            app.directory.refresh_contacts(&app, &[id]).await?;
            Ok(redirect_with("/directory", "saved"))
        }
        Err(found) => {
            let errors = page::errors(user.texts(), &found);
            Ok(page::unprocessable(&view(
                &app,
                &user,
                None,
                typed(&fields),
                errors,
            )))
        }
    }
}

/// `GET /directory/contacts/{id}`
pub async fn edit(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    let contact = editable(&app, &user, id.into()).await?;
    let details = &contact.details;
    let number = |n: usize| {
        details
            .numbers
            .get(n)
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let form = ContactForm {
        first_name: details.first_name.clone(),
        last_name: details.last_name.clone(),
        company: details.company.clone(),
        number1: number(0),
        number2: number(1),
        number3: number(2),
        email: details
            .email
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        private: details.private,
    };
    Ok(page::ok(&view(
        &app,
        &user,
        Some(contact.id),
        form,
        Errors::default(),
    )))
}

/// `POST /directory/contacts/{id}`
pub async fn change(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    let contact = editable(&app, &user, id.into()).await?;
    match parse(&fields) {
        Ok(details) => {
            let approved = match contact::change(&user.subject, &contact, details) {
                Ok(approved) => approved,
                Err(found) => return denied(&app, &user, found).await,
            };
            let occasion = app.occasion(&user.session);
            let audit = app.store.change_contact(approved, &occasion).await?;
            App::noted(&user.session, &audit);
            app.directory.refresh_contacts(&app, &[contact.id]).await?;
            Ok(redirect_with("/directory", "saved"))
        }
        Err(found) => {
            let errors = page::errors(user.texts(), &found);
            Ok(page::unprocessable(&view(
                &app,
                &user,
                Some(contact.id),
                typed(&fields),
                errors,
            )))
        }
    }
}

/// `POST /directory/contacts/{id}/delete`
pub async fn delete(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    let contact = editable(&app, &user, id.into()).await?;
    let approved = match contact::remove(&user.subject, &contact) {
        Ok(approved) => approved,
        Err(found) => return denied(&app, &user, found).await,
    };
    let occasion = app.occasion(&user.session);
    let audit = app.store.remove_contact(approved, &occasion).await?;
    App::noted(&user.session, &audit);
    app.directory.refresh_contacts(&app, &[contact.id]).await?;
    Ok(redirect_with("/directory", "deleted"))
}

/// A contact that this person may change. Somebody else's private contact does not exist for anybody else.
async fn editable(app: &App, user: &LoggedIn, id: ContactId) -> Result<Contact, WebError> {
    user.scope(Capability::ContactWrite)?;
    let contact = app
        .store
        .contact(id)
        .await?
        .filter(|contact| contact.is_visible_to(&user.subject));
    let contact = contact.ok_or(WebError::NotFound)?;
    if contact.is_editable_by(&user.subject) {
        Ok(contact)
    } else {
        Err(WebError::Forbidden)
    }
}

fn parse(fields: &Fields) -> Result<ContactDetails, Vec<switchhook_portal_core::FieldError>> {
    ContactDetails::parse(&Typed {
        first_name: fields.text("first_name"),
        last_name: fields.text("last_name"),
        company: fields.text("company"),
        phone1: fields.text("number1"),
        phone2: fields.text("number2"),
        phone3: fields.text("number3"),
        email: fields.text("email"),
        private: fields.checked("private"),
    })
    .map_err(|mut errors| {
        for error in &mut errors {
            // The page's fields are called as the manual calls them.
            error.field = match error.field {
                "phone1" => "number1",
                "phone2" => "number2",
                "phone3" => "number3",
                other => other,
            };
        }
        errors
    })
}

fn typed(fields: &Fields) -> ContactForm {
    let text = |name| fields.text(name).to_owned();
    ContactForm {
        first_name: text("first_name"),
        last_name: text("last_name"),
        company: text("company"),
        number1: text("number1"),
        number2: text("number2"),
        number3: text("number3"),
        email: text("email"),
        private: fields.checked("private"),
    }
}

fn view(
    app: &App,
    user: &LoggedIn,
    id: Option<ContactId>,
    contact: ContactForm,
    errors: Errors,
) -> ContactPage {
    let t = user.texts();
    let action = id.map_or_else(
        || "/directory/contacts/new".to_owned(),
        |id| format!("/directory/contacts/{id}"),
    );
    ContactPage {
        frame: user.frame(
            app,
            &action,
            if id.is_some() {
                t.contact_edit()
            } else {
                t.contact_new()
            },
        ),
        delete: id.map(|_| format!("{action}/delete")),
        action,
        contact,
        errors,
    }
}

async fn denied(app: &App, user: &LoggedIn, found: Refused<Denied>) -> Result<Response, WebError> {
    app.audit(&user.session, *found.audit).await;
    Err(WebError::Forbidden)
}

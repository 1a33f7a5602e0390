//! Contacts as files: in, after a look at what comes of them, and out.

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::contact::{Plan, add, plan_import};
use switchhook_portal_core::directory::Entry;
use switchhook_portal_core::directory::exchange::{
    Import, Reason, VcardVersion, Words, read, write_csv, write_vcard,
};
use switchhook_portal_core::{Capability, FieldError};

use crate::app::{App, Shared};
use crate::csv;
use crate::i18n::{Lang, Texts};
use crate::web::error::WebError;
use crate::web::extract::Path;
use crate::web::form::Fields;
use crate::web::page::{self, problem_text, redirect_with};
use crate::web::upload::Upload;
use crate::web::views::common::Errors;
use crate::web::views::directory::{ContactImportPage, ContactPreviewPage, PreviewRow, RefusedLine};
use crate::web::visitor::LoggedIn;

/// The page of the form.
const FORM: &str = "/directory/contacts/import";

/// The largest file, in megabytes: some ten thousand contacts without photographs.
const MEGABYTES: usize = 4;

/// Rows of a table on the preview; the rest is counted.
const ROWS: usize = 200;

/// `GET /directory/contacts/import`
pub async fn form(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    user.scope(Capability::ContactWrite)?;
    Ok(page::ok(&form_view(&app, &user, Errors::default())))
}

/// `POST /directory/contacts/import`: reads the file and shows what would come of it.
pub async fn preview(
    State(app): State<Shared>,
    user: LoggedIn,
    request: Request,
) -> Result<Response, WebError> {
    let upload = Upload::read(request, &app, &user, Capability::ContactWrite).await?;
    let t = user.texts();
    let wrong = |text| {
        let mut errors = Errors::default();
        errors.add("file", text);
        page::unprocessable(&form_view(&app, &user, errors))
    };
    let file = upload.files("file").next();
    if upload.too_large || file.is_some_and(|file| file.bytes.len() > MEGABYTES << 20) {
        return Ok(wrong(t.contacts_too_large(&MEGABYTES.to_string())));
    }
    let Some(file) = file else {
        return Ok(wrong(t.contacts_no_file()));
    };
    let private = upload.text("shared").is_empty();
    let bytes = file.bytes.clone();
    let imported = {
        let _turn = app.turn().await;
        tokio::task::spawn_blocking(move || read(&bytes, private))
            .await
            .map_err(WebError::internal)?
    };
    let existing = app.store.contacts().await?;
    let plan =
        plan_import(&user.subject, imported.contacts.clone(), &existing).map_err(|_| WebError::Forbidden)?;
    let frame = user.frame(&app, FORM, t.contacts_preview(&file.name));
    let token = (!plan.add.is_empty()).then(|| app.contact_imports.add(user.person.id, plan.add.clone()));
    Ok(page::ok(&ContactPreviewPage {
        frame,
        action: token.map(|token| format!("{FORM}/{token}")),
        counts: vec![
            (t.contacts_to_add(), t.integer(count(plan.add.len()))),
            (t.contacts_known(), t.integer(count(plan.known))),
            (t.contacts_later(), t.integer(count(plan.more))),
            (
                t.contacts_refused(),
                t.integer(count(plan.shared.len() + imported.count_refused())),
            ),
        ],
        left_out: imported
            .left_out
            .iter()
            .map(|(name, times)| format!("{name} ({})", t.integer(count(*times))))
            .collect(),
        more: count(plan.add.len().saturating_sub(ROWS)),
        rows: plan.add.iter().take(ROWS).map(row).collect(),
        more_refused: count(
            (plan.shared.len() + imported.refused.len()).saturating_sub(ROWS) + imported.more_refused,
        ),
        refused: refused(t, &plan, &imported),
    }))
}

/// `POST /directory/contacts/import/{token}`: adds what was shown.
pub async fn import(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(token): Path<String>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::ContactWrite)?;
    let Some(waiting) = app.contact_imports.take(user.person.id, &token) else {
        return Ok(redirect_with(FORM, "import-gone"));
    };
    // Rights and contacts may be others than when it was shown.
    let existing = app.store.contacts().await?;
    let plan = plan_import(&user.subject, waiting, &existing).map_err(|_| WebError::Forbidden)?;
    let occasion = app.occasion(&user.session);
    let mut ids = Vec::with_capacity(plan.add.len());
    for imported in plan.add {
        let approved = add(&user.subject, imported.details).map_err(|_| WebError::Forbidden)?;
        match app.store.add_contact(approved, &occasion).await {
            Ok((id, audit)) => {
                App::noted(&user.session, &audit);
                ids.push(id);
            }
            Err(error) => {
                // What was added is there: the same file brings the rest.
                app.directory.refresh_contacts(&app, &ids).await?;
                return Err(error.into());
            }
        }
    }
    app.directory.refresh_contacts(&app, &ids).await?;
    Ok(redirect_with("/directory?source=contact", "contacts-imported"))
}

/// `GET /directory/contacts/export/{name}`: `private` or `shared`, and `csv` or `vcf` behind a point.
pub async fn export(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(name): Path<String>,
) -> Result<Response, WebError> {
    let (which, form) = name.split_once('.').ok_or(WebError::NotFound)?;
    let private = match which {
        "private" => true,
        "shared" => false,
        _ => return Err(WebError::NotFound),
    };
    user.scope(if private {
        Capability::DirectoryRead
    } else {
        Capability::DirectoryManage
    })?;
    let contacts = app.store.contacts().await?;
    let visible = contacts
        .iter()
        .filter(|contact| contact.details.private == private && contact.is_visible_to(&user.subject));
    let entries: Vec<Entry> = visible
        .map(|contact| contact.details.to_entry(contact.id))
        .collect();
    let file = format!(
        "contacts-{which}-{}.{form}",
        app.local(app.now()).format("%Y%m%d")
    );
    let response = match form {
        "csv" => {
            let (words, delimiter) = match user.texts().lang() {
                Lang::Fr => (Words::French, ';'),
                Lang::En => (Words::English, ','),
                Lang::Es => (Words::Spanish, ';'),
                Lang::Ru => (Words::Russian, ';'),
            };
            csv::send(write_csv(&entries, words, delimiter), &file)
        }
        "vcf" => {
            let headers = [
                (header::CONTENT_TYPE, "text/vcard; charset=utf-8".to_owned()),
                (
                    header::CONTENT_DISPOSITION,
                    format!("attachment; filename=\"{file}\""),
                ),
            ];
            (headers, write_vcard(&entries, VcardVersion::V3)).into_response()
        }
        _ => return Err(WebError::NotFound),
    };
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Export,
        Object::Page(format!("/directory/contacts/export/{name}")),
    );
    app.audit(&user.session, entry).await;
    Ok(response)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn form_view(app: &App, user: &LoggedIn, errors: Errors) -> ContactImportPage {
    let t = user.texts();
    let may_share = user.subject.may(Capability::DirectoryManage);
    ContactImportPage {
        frame: user.frame(app, FORM, t.contacts_exchange()),
        may_share,
        help: t.contacts_file_help(&MEGABYTES.to_string()),
        errors,
    }
}

fn row(imported: &switchhook_portal_core::directory::exchange::Imported) -> PreviewRow {
    let details = &imported.details;
    PreviewRow {
        line: count(imported.line),
        name: details.display_name(),
        company: details.company.clone(),
        numbers: details.numbers.iter().map(ToString::to_string).collect(),
        email: details
            .email
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        private: details.private,
    }
}

/// What is not added, in the order of the lines.
fn refused(t: Texts, plan: &Plan, import: &Import) -> Vec<RefusedLine> {
    let shared = plan.shared.iter().map(|line| (*line, t.contacts_not_yours()));
    let rest = import.refused.iter();
    let mut all: Vec<_> = shared
        .chain(rest.map(|refused| (refused.line, reason(t, &refused.reason))))
        .collect();
    all.sort_by_key(|(line, _)| *line);
    all.into_iter()
        .take(ROWS)
        .map(|(line, reason)| RefusedLine {
            line: count(line),
            reason,
        })
        .collect()
}

fn reason(t: Texts, reason: &Reason) -> String {
    match reason {
        Reason::Field(FieldError { field, problem, .. }) => {
            let field = match *field {
                "first_name" => t.first_name(),
                "last_name" => t.last_name(),
                "company" => t.company(),
                "phone1" => t.contact_number_nth(1),
                "phone2" => t.contact_number_nth(2),
                "phone3" => t.contact_number_nth(3),
                "email" => t.email(),
                other => other.to_owned(),
            };
            t.contacts_field(&field, &problem_text(t, problem))
        }
        Reason::OpenQuote => t.contacts_open_quote(),
        Reason::TooLong { max } => t.contacts_row_too_long(count(*max)),
        Reason::NoHeading => t.contacts_no_heading(),
        Reason::OutsideCard => t.contacts_outside_card(),
        Reason::NotEnded => t.contacts_not_ended(),
        Reason::UnknownVersion { version } => t.contacts_unknown_version(version),
        Reason::Group => t.contacts_group(),
        Reason::TooMany { max } => t.contacts_too_many(count(*max)),
        other => other.to_string(),
    }
}

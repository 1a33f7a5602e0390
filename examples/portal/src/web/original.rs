//! Coming from the original portal: its configuration file and its table of telephones, shown before they are stored.

use axum::extract::{Request, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use switchhook_portal_core::Capability;
use switchhook_portal_core::audit::Actor;

use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::page::{self, problem_text, redirect_with};
use super::site;
use super::upload::Upload;
use super::views::common::Errors;
use super::views::original::{OriginalKey, OriginalPage, OriginalPhone, OriginalReadPage, OriginalRefused};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::live::feed::refresh_index;
use crate::original::{self, FILE_BYTES, Facts, Fate, Ini, Note, Original, Phones, Reason, Stored, Who};
use crate::store::StoreError;

pub const PATH: &str = "/admin/import";

/// Rows of each table on the page.
const ROWS: usize = 500;

/// How the table leaves PostgreSQL, with names in the place of identifiers that mean nothing here.
const EXPORT: &str = "\\copy (SELECT p.*, u.user_name, d.name AS department FROM phone p LEFT JOIN tg_user u USING (user_id) LEFT JOIN department d ON d.dptm_id = p.department_id) TO 'phones.csv' CSV HEADER";

/// `GET /admin/import`
pub async fn form(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    Ok(page::ok(&form_view(
        &app,
        &user,
        page::here(&uri),
        Errors::default(),
    )))
}

/// `POST /admin/import`: reads the files and shows what came of them.
pub async fn read(State(app): State<Shared>, user: LoggedIn, request: Request) -> Result<Response, WebError> {
    let upload = Upload::read(request, &app, &user, Capability::PhoneManage).await?;
    let t = user.texts();
    let mut errors = Errors::default();
    let mut bytes_of = |field: &'static str| {
        let file = upload.files(field).next()?;
        if file.bytes.len() > FILE_BYTES {
            errors.add(field, t.original_too_large());
            return None;
        }
        Some(file.bytes.clone())
    };
    let (ini, phones) = (bytes_of("ini"), bytes_of("phones"));
    if upload.too_large {
        errors.add("ini", t.original_too_large());
    } else if ini.is_none() && phones.is_none() && errors.is_empty() {
        errors.add("ini", t.original_no_file());
    }
    if !errors.is_empty() {
        return Ok(page::unprocessable(&form_view(&app, &user, PATH, errors)));
    }
    let facts = Facts::load(&app.store, &app.config).await?;
    let held = app.site.current();
    let original = Original {
        ini: ini.map(|bytes| Ini::read(&String::from_utf8_lossy(&bytes), &held.site)),
        phones: phones.map(|bytes| Phones::read(&bytes, &facts)),
    };
    let token = app.originals.add(user.person.id, original);
    Ok(Redirect::to(&format!("{PATH}/{token}")).into_response())
}

/// `GET /admin/import/{token}`: what would be stored, and what would not.
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Path(token): Path<String>,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let Some(original) = app.originals.find(user.person.id, &token) else {
        return Ok(redirect_with(PATH, "original-gone"));
    };
    let changes = original
        .ini
        .as_ref()
        .is_some_and(|ini| ini.site != app.site.current().site);
    let makes = original
        .phones
        .as_ref()
        .is_some_and(|phones| !phones.read.is_empty());
    let mut view = view(&app, &user, page::here(&uri), &original);
    view.action = (changes || makes).then(|| format!("{PATH}/{token}"));
    Ok(page::ok(&view))
}

/// `POST /admin/import/{token}`: stores what can be stored.
pub async fn store(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(token): Path<String>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let Some(original) = app.originals.take(user.person.id, &token) else {
        return Ok(redirect_with(PATH, "original-gone"));
    };
    let who = Who {
        actor: Actor::Person(user.person.id),
        person: Some(user.person.id.into()),
        login: user.person.login.to_string(),
        address: user.address.to_string(),
    };
    let held = app.site.current();
    let stored = match original::store(&app.store, &app.pbx, &original, &held, &who, app.now()).await {
        Ok(stored) => stored,
        // Somebody saved the settings meanwhile: what would be stored is something else now.
        Err(StoreError::Gone) => return Ok(redirect_with(PATH, "original-gone")),
        Err(error) => return Err(error.into()),
    };
    if let Some(held) = &stored.site {
        app.use_site(held.version, held.site.clone());
    }
    refresh_index(&app).await?;
    let t = user.texts();
    let mut view = view(&app, &user, PATH, &original);
    view.stored = told(t, &stored);
    for (line, extension, reason) in &stored.failed {
        view.refused.push(OriginalRefused {
            line: line.to_string(),
            column: extension.clone(),
            reason: t.problem_pbx(reason),
        });
    }
    Ok(page::ok(&view))
}

fn form_view(app: &App, user: &LoggedIn, here: &str, errors: Errors) -> OriginalPage {
    OriginalPage {
        frame: user.frame(app, here, user.texts().original_title()),
        errors,
        export: EXPORT,
    }
}

fn view(app: &App, user: &LoggedIn, here: &str, original: &Original) -> OriginalReadPage {
    let t = user.texts();
    let phones = original.phones.as_ref();
    OriginalReadPage {
        frame: user.frame(app, here, t.original_title()),
        action: None,
        stored: Vec::new(),
        keys: original
            .ini
            .iter()
            .flat_map(|ini| &ini.keys)
            .take(ROWS)
            .map(|row| {
                let (fate, tone, icon) = fate(t, &row.fate);
                OriginalKey {
                    line: row.line.to_string(),
                    key: row.key.clone(),
                    value: row.value.clone().unwrap_or_else(|| "…".to_owned()),
                    fate,
                    tone,
                    icon,
                }
            })
            .collect(),
        phones: phones
            .iter()
            .flat_map(|phones| &phones.read)
            .take(ROWS)
            .map(|phone| OriginalPhone {
                line: phone.line.to_string(),
                extension: phone.new.extension.to_string(),
                label: phone.new.label.clone(),
                device: phone
                    .device
                    .as_ref()
                    .map(|device| format!("{} {}", device.model.name(), device.mac))
                    .unwrap_or_default(),
                notes: phone.notes.iter().map(|note| noted(t, note)).collect(),
            })
            .collect(),
        refused: phones
            .iter()
            .flat_map(|phones| &phones.refused)
            .take(ROWS)
            .map(|row| OriginalRefused {
                line: row.line.to_string(),
                column: row.column.to_owned(),
                reason: reason(t, &row.reason),
            })
            .collect(),
        unused: phones.map(|phones| phones.unused.join(", ")).unwrap_or_default(),
    }
}

fn fate(t: Texts, fate: &Fate) -> (String, &'static str, &'static str) {
    match fate {
        Fate::Stored(key) => (t.original_stored_as(&site::label(t, key)), "good", "check"),
        // As in docs/configuration.md, which has one language.
        Fate::Elsewhere(place) => (t.original_elsewhere(&place.replace('`', "")), "muted", "info"),
        Fate::Refused(wrong) => (site::wrong(t, wrong), "bad", "alert"),
        Fate::Interpolated => (t.original_interpolated(), "bad", "alert"),
        Fate::Unknown => (t.original_unknown(), "muted", "minus"),
    }
}

fn noted(t: Texts, note: &Note) -> String {
    match note {
        Note::Model(text) => t.original_note_model(text),
        Note::Mac(text) => t.original_note_mac(text),
        Note::MacTaken(text) => t.original_note_mac_taken(text),
        Note::Right(text) => t.original_note_right(text),
        Note::Owner(text) => t.original_note_owner(text),
        Note::Department(text) => t.original_note_department(text),
        Note::ShortSecret => t.original_note_secret(),
    }
}

fn reason(t: Texts, reason: &Reason) -> String {
    match reason {
        Reason::Field(problem) => problem_text(t, problem),
        Reason::NoColumn(column) => t.original_no_column(column),
        Reason::Twice(line) => t.original_twice(&line.to_string()),
        Reason::Unreadable => t.original_unreadable(),
        Reason::TooMany => t.original_too_many(),
    }
}

fn told(t: Texts, stored: &Stored) -> Vec<String> {
    let settings = match &stored.site {
        Some(held) => t.original_site_stored(&held.version.to_string()),
        None => t.original_site_same(),
    };
    let phones = t.phones_count(i64::try_from(stored.phones).unwrap_or(i64::MAX));
    vec![settings, t.original_phones_made(&phones)]
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::testing::TestPortal;

    const INI: &[u8] = b"[app:main]\nserver.sip = 192.168.10.5\nserver.vlan = 9999\nserver.utc_diff = -10.0\nasterisk.manager = [('localhost','a','hush')]\n";
    const TABLE: &[u8] = b"phone_id,sip_id,mac,model,password,exten,dnis,contexts,user_name\n\
        1,AbCd1234,00:0b:82:aa:bb:cc,GXP2135,x9Yz12ab,298,453031,pyf,vaiana\n\
        2,EfGh5678,,,q1Ws2eD3,221,,,\n";

    #[tokio::test]
    async fn both_files_are_shown_first_and_stored_once() {
        let portal = TestPortal::start().await;
        portal.connected().await;
        let mut browser = portal.log_in("admin").await;
        let files = [("ini", "astportal.ini", INI), ("phones", "phones.csv", TABLE)];
        let page = browser.upload(PATH, &[], &files).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let waiting = page.location;
        let page = browser.get(&waiting).await;
        for text in [
            "“9999” is no VLAN",
            "Stored as: SIP server",
            "pbx.address and the list",
            "This is taken already",
            "AA:BB:CC".to_lowercase().as_str(),
            "pyf",
            "phone_id",
        ] {
            page.shows(text);
        }
        assert!(
            !page.body.contains("hush") && !page.body.contains("x9Yz12ab"),
            "{}",
            page.body
        );
        // Nobody else sees it, and nothing is stored yet.
        let mut other = portal.log_in("vaiana").await;
        assert_eq!(other.get(&waiting).await.status, StatusCode::FORBIDDEN);
        assert_eq!(portal.app.site.current().version, 0);
        let page = browser.post(&waiting, &[]).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.shows("stored as version 1");
        page.shows("1 phone");
        let held = portal.app.site.current();
        assert_eq!(
            (&*held.site.servers.sip, held.site.clock.to_string()),
            ("192.168.10.5", "UTC-10:00".into())
        );
        let phones = portal.app.store.phones().await.unwrap();
        let phone = phones
            .iter()
            .find(|phone| phone.extension.as_str() == "298")
            .unwrap();
        assert_eq!(phone.endpoint.as_str(), "AbCd1234");
        // The telephone on the desk goes on registering with what it has.
        assert_eq!(
            portal.app.pbx.sip_secret(phone).await.unwrap().expose(),
            "x9Yz12ab"
        );
        assert!(phone.owner.is_some());
        let device = portal.app.store.device(phone.id).await.unwrap().unwrap();
        assert_eq!(device.model.name(), "GXP2135");
        let again = browser.post(&waiting, &[]).await;
        assert!(again.location.contains("original-gone"), "{}", again.location);
        browser.get("/admin/audit").await.shows("extension:  → 298");
    }

    #[tokio::test]
    async fn without_a_file_the_form_says_what_is_missing() {
        let portal = TestPortal::start().await;
        let mut browser = portal.log_in("admin").await;
        let page = browser.upload(PATH, &[], &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.shows("Choose at least one of the two files");
    }
}

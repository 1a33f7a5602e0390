//! Forwards: of the own telephones, and of all that the person may see.

mod form;

#[cfg(test)]
mod tests;

pub use self::form::{new, set};

use std::collections::HashMap;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use switchhook_portal_core::forward::{self, Clear, Decision, End, Facts, Flag, Kind, Reach, Row, Trace};
use switchhook_portal_core::{Capability, Party, Person, PersonId, Phone, PhoneId, Presence};

use super::error::{WebError, url_query};
use super::form::Fields;
use super::page::{self, redirect_with};
use super::views::forwards::{ForwardCard, ForwardFlag, ForwardRow, ForwardsPage, OwnForwards};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::forwards::{self, Data, ForwardsError};
use crate::i18n::Texts;
use crate::log::Event;
use crate::store::Seconds;

const LIST: &str = "/forwards";

/// Who set each forward, by account and kind, and since when it is known.
type Makers = HashMap<(String, String), (Seconds, Option<PersonId>)>;

/// `GET /forwards`
pub async fn show(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::ForwardRead)?;
    let t = user.texts();
    let frame = user.frame(&app, page::here(&uri), t.forwards_title());
    let data = match forwards::data(&app, false).await {
        Ok(data) => data,
        Err(ForwardsError::Store(error)) => return Err(error.into()),
        Err(ForwardsError::Pbx(error)) => {
            let view = ForwardsPage {
                frame,
                trouble: Some(t.forwards_trouble(&error.to_string())),
                changeable: false,
                others: false,
                own: Vec::new(),
                rows: Vec::new(),
            };
            return Ok(page::ok(&view));
        }
    };
    let facts = data.facts(&app);
    let rows = forward::list(&user.subject, &facts);
    let (people, makers) = (app.store.people().await?, app.store.forward_makers().await?);
    let changeable = app.config.pbx.state.is_some();
    let own = user.phones.iter().map(|phone| OwnForwards {
        extension: phone.extension.to_string(),
        now: now(&app, t, &data, phone),
        cards: Kind::ALL
            .into_iter()
            .map(|kind| {
                let row = rows.iter().find(|row| (row.phone, row.kind) == (phone.id, kind));
                card(&app, t, phone, kind, row, changeable)
            })
            .collect(),
    });
    let own = own.collect();
    // Whoever sees only the own telephones has them above.
    let others = data.phones.iter().any(|phone| {
        !user.subject.phones.contains(&phone.id) && reaches(&user, Capability::ForwardRead, phone)
    });
    let lines = rows.iter().filter(|_| others);
    let lines = lines.filter_map(|row| line(&app, t, &data, row, &people, &makers, changeable));
    let view = ForwardsPage {
        frame,
        trouble: (!changeable).then(|| t.forwards_read_only()),
        changeable,
        others,
        rows: lines.collect(),
        own,
    };
    Ok(page::ok(&view))
}

/// `POST /forwards/clear`: `phone` and `kind`.
pub async fn clear(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    let kind = fields
        .text("kind")
        .parse::<Kind>()
        .map_err(|_| WebError::BadRequest)?;
    let phone: PhoneId = fields.id("phone")?.ok_or(WebError::BadRequest)?;
    let _one_at_a_time = app.forwards.changing.lock().await;
    let data = match forwards::data(&app, true).await {
        Ok(data) => data,
        Err(error) => return failed(error),
    };
    match forward::clear(&user.subject, &Clear { phone, kind }, &data.facts(&app)) {
        Decision::Denied { audit, .. } => {
            app.audit(&user.session, audit).await;
            Ok(redirect_with(LIST, "forward-refused"))
        }
        Decision::Change(approved) => match forwards::change(&app, &approved, None).await {
            Ok(()) => {
                app.audit(&user.session, approved.into_parts().1).await;
                Ok(redirect_with(LIST, "forward-cleared"))
            }
            Err(error) => {
                app.audit(&user.session, approved.failed("pbx")).await;
                failed(error)
            }
        },
    }
}

/// Back to the list, where the PBX did not do as it was asked.
fn failed(error: ForwardsError) -> Result<Response, WebError> {
    match error {
        ForwardsError::Store(error) => Err(error.into()),
        ForwardsError::Pbx(error) => {
            tracing::error!(event = %Event::ForwardUnwritten, %error, "a forward was not changed");
            Ok(redirect_with(LIST, "forward-failed"))
        }
    }
}

fn party(phone: &Phone) -> Party {
    Party {
        number: phone.extension.to_string(),
        phone: Some(phone.id),
        person: phone.owner,
        department: phone.department,
        ..Party::default()
    }
}

fn reaches(user: &LoggedIn, capability: Capability, phone: &Phone) -> bool {
    user.subject.reaches(capability, &party(phone))
}

/// `Vaiana Teriitahi 221`, or the number alone.
fn named(app: &App, number: &str) -> String {
    let index = app.live.index();
    let name = index.by_extension(number).map(|party| party.name.clone());
    match name.filter(|name| !name.is_empty()) {
        Some(name) => format!("{name} {number}"),
        None => number.to_owned(),
    }
}

fn extension(facts: &Facts<'_>, id: PhoneId) -> String {
    let phone = facts.phones.iter().find(|phone| phone.id == id);
    phone.map(|phone| phone.extension.to_string()).unwrap_or_default()
}

/// Who would ring now, in a sentence.
fn now(app: &App, t: Texts, data: &Data, phone: &Phone) -> String {
    let facts = data.facts(app);
    let presences = app.live.presences();
    let reach = |id: PhoneId| {
        let phone = data.phones.iter().find(|phone| phone.id == id);
        match phone.and_then(|phone| presences.get(phone.endpoint.as_str())) {
            Some(Presence::InUse | Presence::Busy | Presence::OnHold) => Reach::Busy,
            Some(Presence::Unavailable | Presence::Invalid) => Reach::NoAnswer,
            _ => Reach::Rings,
        }
    };
    let Trace { end, .. } = facts.trace(phone.id, reach);
    let who = |id: &PhoneId| named(app, &extension(&facts, *id));
    let target = match &end {
        End::Rings { phone } | End::Voicemail { phone } | End::Busy { phone } | End::Unanswered { phone } => {
            who(phone)
        }
        End::Application { extension } => extension.to_string(),
        End::Outside { number, .. } | End::Refused { number, .. } => number.to_string(),
        End::Loop { phones } => {
            let ways: Vec<String> = phones.iter().map(|id| extension(&facts, *id)).collect();
            ways.join(" → ")
        }
        End::Nobody { target } => target.to_string(),
        _ => String::new(),
    };
    t.forward_end(end.key(), &target)
}

fn form_path(phone: &Phone, kind: Kind) -> String {
    let phone = url_query("phone", &phone.id.to_string());
    format!("{LIST}/new?{phone}&{}", url_query("kind", kind.key()))
}

fn card(app: &App, t: Texts, phone: &Phone, kind: Kind, row: Option<&Row>, changeable: bool) -> ForwardCard {
    ForwardCard {
        kind: kind.key(),
        phone: phone.id.to_string(),
        title: t.forward_kind(kind.key()),
        target: row.map(|row| target(app, t, row)).unwrap_or_default(),
        until: row.map(|row| until(app, t, row)).unwrap_or_default(),
        flags: row.map(|row| flags(t, row)).unwrap_or_default(),
        set: changeable.then(|| form_path(phone, kind)),
        clear: changeable && row.is_some(),
    }
}

fn target(app: &App, t: Texts, row: &Row) -> String {
    match row.kind {
        Kind::Voicemail => t.forward_voicemail(),
        _ => named(app, &row.shown),
    }
}

fn until(app: &App, t: Texts, row: &Row) -> String {
    let until = row.forward.until.map(|until| app.local(until.timestamp()));
    until
        .map(|until| t.forward_until(&t.date_time(until)))
        .unwrap_or_default()
}

fn flags(t: Texts, row: &Row) -> Vec<ForwardFlag> {
    let flags = row.flags.iter();
    flags
        .map(|flag| ForwardFlag {
            tone: match flag {
                Flag::Over => "muted",
                Flag::External | Flag::TargetForwarded => "warn",
                _ => "bad",
            },
            icon: if *flag == Flag::Over { "clock" } else { "alert" },
            word: t.forward_flag(flag.key()),
        })
        .collect()
}

fn line(
    app: &App,
    t: Texts,
    data: &Data,
    row: &Row,
    people: &[Person],
    makers: &Makers,
    changeable: bool,
) -> Option<ForwardRow> {
    let phone = data.phones.iter().find(|phone| phone.id == row.phone)?;
    let made = makers.get(&(phone.endpoint.to_string(), row.kind.key().to_owned()));
    let by = made.and_then(|(_, person)| *person);
    let by = by.and_then(|id| people.iter().find(|person| person.id == id));
    Some(ForwardRow {
        phone: phone.id.to_string(),
        whose: named(app, phone.extension.as_str()),
        kind: row.kind.key(),
        kind_word: t.forward_kind(row.kind.key()),
        target: target(app, t, row),
        until: until(app, t, row),
        flags: flags(t, row),
        since: made
            .map(|(since, _)| t.date_time(app.local(*since)))
            .unwrap_or_default(),
        by: by.map_or_else(|| t.forward_by_phone(), Person::display_name),
        change: (changeable && row.editable).then(|| form_path(phone, row.kind)),
        clear: changeable && row.editable,
    })
}

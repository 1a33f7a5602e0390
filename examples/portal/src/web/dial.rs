//! Click-to-dial.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use switchhook_portal_core::audit::Outcome;
use switchhook_portal_core::dial::{self, Command, Decision, Facts, Reason};

use super::error::{WebError, local_path, url_query};
use super::extract::Path;
use super::form::Fields;
use super::page::problem_text;
use super::visitor::LoggedIn;
use crate::app::Shared;
use crate::budgets;
use crate::dialing::{DialState, Progress};
use crate::i18n::Texts;

/// A little longer than a telephone rings.
const WAIT: Duration = Duration::from_secs(40);

/// `POST /dial`: rings the person's own telephone, then calls `number`. Answers at once; the outcome is at `/dial/{id}`.
pub async fn start(
    State(app): State<Shared>,
    user: LoggedIn,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, WebError> {
    let t = user.texts();
    let answer = Answer::of(&headers, &fields);
    let number = fields.text("number");
    let command = Command {
        number,
        phone: fields.id("phone")?,
    };
    let name = user.person.ascii_name();
    let facts = Facts {
        phones: &user.phones,
        caller_name: &name,
        recent_calls: 0,
    };
    let mut decision = dial::decide(&user.subject, &command, &facts, &app.dial_policy());
    if let Decision::Dial(approved) = &decision {
        let purses = app.purses(&approved.effect().endpoint, app.now()).await?;
        decision = decision.within(&purses);
    }
    let approved = match decision {
        Decision::Dial(approved) => approved,
        Decision::Denied { reason, audit } => {
            app.audit(&user.session, audit).await;
            let text = refusal(t, &reason, number);
            return Ok(answer.refused(StatusCode::UNPROCESSABLE_ENTITY, reason.key(), text));
        }
    };
    if let Err(wait) = app.dials.check(&user.person.id) {
        let text = t.dial_too_many(i64::try_from(wait.as_secs() + 1).unwrap_or(60));
        let (_, audit) = approved.into_parts();
        app.audit(
            &user.session,
            audit.outcome(Outcome::Refused("too-many".to_owned())),
        )
        .await;
        return Ok(answer.refused(StatusCode::TOO_MANY_REQUESTS, "too-many", text));
    }
    let phone = user
        .phones
        .iter()
        .find(|p| Some(p.id) == approved.effect().phone)
        .map_or("", |p| p.extension.as_str());
    let (id, progress) = app.dialing.begin(user.person.id, phone, number);
    let begun = progress.borrow().clone();
    let (session, portal) = (user.session.clone(), app.clone());
    // The call goes on when the browser does not wait for it.
    tokio::spawn(async move {
        let result = portal.pbx.originate(&approved).await;
        let (_, audit) = approved.into_parts();
        let state = DialState::of(&result);
        let outcome = match &state {
            DialState::Connected => Outcome::Done,
            other => Outcome::Failed(other.key().to_owned()),
        };
        portal.audit(&session, audit.outcome(outcome)).await;
        progress.send_modify(|p| p.state = state);
    });
    Ok(answer.begun(&id, &begun, &begun.text(t)))
}

/// Why a number is not called, in words.
pub fn refusal(t: Texts, reason: &Reason, number: &str) -> String {
    match reason {
        Reason::NoPhone => t.dial_no_phone(),
        Reason::NoRight | Reason::NotYourPhone => t.dial_not_allowed(),
        Reason::NotAllowed => t.dial_number_not_allowed(number),
        Reason::BadNumber(why) => t.dial_bad_number(number, &problem_text(t, &why.clone().into())),
        Reason::OwnNumber => t.dial_own_number(),
        Reason::Limit(limit) => budgets::words(t, limit),
        other => t.dial_refused(&other.to_string()),
    }
}

/// `GET /dial/{id}`: waits for the outcome of a call of this person's.
pub async fn outcome(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let progress = app
        .dialing
        .outcome(user.person.id, &id, WAIT)
        .await
        .ok_or(WebError::NotFound)?;
    Ok(json(
        StatusCode::OK,
        &id,
        progress.state.key(),
        &progress.text(user.texts()),
    ))
}

/// The script asks for JSON; without it the browser goes back to the page it came from.
enum Answer {
    Json,
    Page { here: String },
}

impl Answer {
    fn of(headers: &HeaderMap, fields: &Fields) -> Self {
        let accept = headers
            .get(header::ACCEPT)
            .and_then(|v| v.to_str().ok())
            .unwrap_or("");
        if accept.contains("application/json") {
            Self::Json
        } else {
            Self::Page {
                here: page_of(fields.text("return")),
            }
        }
    }

    fn begun(&self, id: &str, progress: &Progress, text: &str) -> Response {
        match self {
            Self::Json => json(StatusCode::ACCEPTED, id, progress.state.key(), text),
            Self::Page { here } => {
                let joint = if here.contains('?') { '&' } else { '?' };
                Redirect::to(&format!("{here}{joint}{}", url_query("dial", id))).into_response()
            }
        }
    }

    fn refused(&self, status: StatusCode, state: &str, text: String) -> Response {
        match self {
            Self::Json => json(status, "", state, &text),
            Self::Page { .. } => (status, text).into_response(),
        }
    }
}

/// The page that the form came from; the directory if it does not say.
fn page_of(path: &str) -> String {
    if path.is_empty() {
        "/directory".to_owned()
    } else {
        local_path(path).to_owned()
    }
}

fn json(status: StatusCode, id: &str, state: &str, text: &str) -> Response {
    (
        status,
        Json(serde_json::json!({ "id": id, "state": state, "text": text })),
    )
        .into_response()
}

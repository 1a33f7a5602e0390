//! Click-to-dial for other programs: `/api/v1/calls`. What may be asked and is answered is in `docs/api.md`.

mod answer;
mod credentials;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequest, Query, Request, State};
use axum::http::{HeaderMap, Method, Uri, header};
use axum::{Form, Json};
use serde::Deserialize;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};
use switchhook_portal_core::dial::{ApiClient, ClientCommand, ClientFacts, Decision, decide_for_client};

pub use self::answer::{Answer, Code};
use super::visitor::{Visitor, forwarded_for};
use crate::app::{App, Shared, stopped};
use crate::client_calls::{Begun, Ended, KEY_CHARACTERS, Numbers};
use crate::dialing::DialState;
use crate::log::Event;

/// Where calls are asked for.
pub const PATH: &str = "/api/v1/calls";

/// How long a program may take to send two numbers.
const ARRIVES_WITHIN: Duration = Duration::from_secs(10);

/// How much longer than the telephone rings Asterisk may take to say so.
const PATIENCE: Duration = Duration::from_secs(15);

/// Two numbers, as JSON, as a form, or behind the `?`. The short names are those of the URLs that older programs have.
#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(alias = "src")]
    source: String,
    #[serde(alias = "dst")]
    destination: String,
}

/// `POST /api/v1/calls`, and `GET` where the site allows it: rings the source, then calls the destination. Answers when
/// the source was lifted, or was not.
pub async fn calls(State(app): State<Shared>, visitor: Visitor, request: Request) -> Answer {
    match serve(&app, &visitor, request).await {
        Ok(answer) | Err(answer) => answer,
    }
}

/// Any other address below `/api`.
pub async fn not_found() -> Answer {
    Code::NotFound.into()
}

async fn serve(app: &Shared, visitor: &Visitor, request: Request) -> Result<Answer, Answer> {
    let by_get = request.method() == Method::GET && app.config.api.get;
    // HEAD would be answered like GET, and must not ring.
    if !by_get && request.method() != Method::POST {
        return Err(Code::MethodNotAllowed.into());
    }
    // Browsers fetch pages before somebody clicks on a link to them.
    if ["sec-purpose", "purpose"].iter().any(|name| {
        let value = request.headers().get(*name).and_then(|v| v.to_str().ok());
        value.is_some_and(|value| value.contains("prefetch"))
    }) {
        return Err(Answer::from(Code::BadRequest).detail("a link was fetched before anybody clicked on it"));
    }
    let client = client(app, visitor, request.headers(), by_get.then(|| request.uri())).await?;
    if let Err(wait) = app.requests.check(&client.id) {
        if app.logins.is_worth_noting(visitor.address) {
            let entry = AuditEntry::new(
                Actor::Client(client.id),
                Action::Originate,
                Object::Client(client.id),
            )
            .outcome(Outcome::Refused(Code::TooMany.key().to_owned()));
            app.audit_client(&client.name, visitor.address, entry).await;
        }
        return Err(Answer::from(Code::TooMany).retry_after(wait));
    }
    let key = idempotency_key(request.headers())?;
    let asked = asked(request, by_get).await?;
    if let Err(error) = app
        .store
        .note_client_use(client.id, &visitor.address.to_string(), app.now())
        .await
    {
        // A disk that is full keeps nobody from calling.
        tracing::error!(event = %Event::ClientUnnoted, %error, client = client.name);
    }
    call(app, visitor, client, asked, key).await
}

/// Who asks: from an allowed network, with a token that is valid.
async fn client(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    address_bar: Option<&Uri>,
) -> Result<ApiClient, Answer> {
    let refused = async |code: Code| {
        // What anybody may cause is noted once a minute for each address, as with logins.
        if app.logins.is_worth_noting(visitor.address) {
            let entry = AuditEntry::new(
                Actor::Login("api".to_owned()),
                Action::LogIn,
                Object::Page(PATH.to_owned()),
            )
            .outcome(Outcome::Refused(code.key().to_owned()));
            app.audit_client("?", visitor.address, entry).await;
        }
        Answer::from(code)
    };
    if !app.peers.knows_client(forwarded_for(headers)) {
        return Err(refused(Code::ClientAddressUnknown).await);
    }
    if !app.config.api.admits(visitor.address) {
        return Err(refused(Code::NetworkNotAllowed)
            .await
            .detail(visitor.address.to_string()));
    }
    if let Err(wait) = app.guesses.check(visitor.address) {
        return Err(Answer::from(Code::TooManyGuesses).retry_after(wait));
    }
    let in_address = address_bar
        .filter(|_| app.config.api.token_in_url)
        .and_then(|uri| parameter(uri, "token"))
        .and_then(credentials::usable);
    let Some(token) = credentials::of_header(headers).or(in_address) else {
        // Nothing was guessed.
        return Err(Code::BadToken.into());
    };
    match app.store.client_with(&token).await {
        Ok(Some(client)) => Ok(client),
        Ok(None) => {
            app.guesses.wrong(visitor.address);
            Err(refused(Code::BadToken).await)
        }
        Err(error) => Err(Answer::internal(error)),
    }
}

/// One parameter behind the `?`.
fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> = Query::try_from_uri(uri).ok()?.0;
    pairs
        .into_iter()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value)
}

/// A name that the client gives the request, so that a repetition of it is known.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Answer> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if !key.is_empty() && key.len() <= KEY_CHARACTERS => Ok(Some(key.to_owned())),
        _ => Err(Answer::from(Code::BadRequest).detail(format!(
            "the Idempotency-Key is empty, longer than {KEY_CHARACTERS} characters or not in ASCII"
        ))),
    }
}

async fn asked(request: Request, by_get: bool) -> Result<Asked, Answer> {
    let bad = |detail: String| Answer::from(Code::BadRequest).detail(detail);
    if by_get {
        let query = Query::<Asked>::try_from_uri(request.uri());
        return query
            .map(|query| query.0)
            .map_err(|_| bad("the address needs src and dst behind the ?".to_owned()));
    }
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    let is_form = kind.starts_with("application/x-www-form-urlencoded");
    if !is_form && !kind.starts_with("application/json") {
        return Err(bad(format!(
            "the Content-Type is {kind:?}, not application/json or application/x-www-form-urlencoded"
        )));
    }
    let read = async {
        if is_form {
            let form = Form::<Asked>::from_request(request, &()).await;
            form.map(|form| form.0).map_err(|error| bad(error.body_text()))
        } else {
            let json = Json::<Asked>::from_request(request, &()).await;
            json.map(|json| json.0).map_err(|error| bad(error.body_text()))
        }
    };
    // A body that never ends must not hold its connection for ever.
    tokio::time::timeout(ARRIVES_WITHIN, read)
        .await
        .unwrap_or_else(|_| Err(bad("the body did not arrive in time".to_owned())))
}

async fn call(
    app: &Shared,
    visitor: &Visitor,
    client: ApiClient,
    asked: Asked,
    key: Option<String>,
) -> Result<Answer, Answer> {
    let (phones, people) = (
        app.store.phones().await.map_err(Answer::internal)?,
        app.store.people().await.map_err(Answer::internal)?,
    );
    let facts = ClientFacts {
        phones: &phones,
        people: &people,
    };
    let command = ClientCommand {
        source: &asked.source,
        destination: &asked.destination,
    };
    let policy = app.dial_policy();
    let mut decision = decide_for_client(&client, &command, &facts, &policy);
    if let Decision::Dial(approved) = &decision {
        let purses = app.purses(&approved.effect().endpoint, app.now()).await;
        decision = decision.within(&purses.map_err(Answer::internal)?);
    }
    let approved = match decision {
        Decision::Dial(approved) => approved,
        Decision::Denied { reason, audit } => {
            app.audit_client(&client.name, visitor.address, audit).await;
            return Err(Answer::refused(&reason));
        }
    };
    let effect = approved.effect();
    let (ringing, dialled) = (effect.source.clone(), effect.extension.to_string());
    let numbers = Numbers {
        source: ringing.clone(),
        destination: dialled.clone(),
    };
    let mut waiting = match app.client_calls.begin(client.id, key.as_deref(), numbers) {
        Begun::Again(waiting) => waiting,
        Begun::KeyReused => return Err(Code::KeyReused.into()),
        Begun::New(sender) => {
            let waiting = sender.subscribe();
            let (portal, address) = (app.clone(), visitor.address);
            // The call goes on, and is noted, when the program does not wait for its end.
            tokio::spawn(async move {
                let result = portal.pbx.originate(&approved).await;
                let (_, audit) = approved.into_parts();
                let ended = Ended::of(&result);
                let outcome = match &ended.state {
                    DialState::Connected => Outcome::Done,
                    other => Outcome::Failed(other.key().to_owned()),
                };
                portal
                    .audit_client(&client.name, address, audit.outcome(outcome))
                    .await;
                sender.send_replace(Some(Arc::new(ended)));
            });
            waiting
        }
    };
    let mut stopping = app.stopping.clone();
    let at_most = policy.timeout + PATIENCE;
    let told = async {
        tokio::select! {
            told = waiting.wait_for(Option::is_some) => told.ok().and_then(|told| told.clone()),
            () = tokio::time::sleep(at_most) => None,
            () = stopped(&mut stopping) => None,
        }
    };
    let unknown = || {
        Arc::new(Ended {
            state: DialState::Unknown,
            channel: None,
            unique_id: None,
        })
    };
    let ended = told.await.unwrap_or_else(unknown);
    Ok(Answer::ended(&ended, &ringing, &dialled))
}

//! What programs are told: a status, a code that stays the same, what happened and what to do.

use std::time::Duration;

use axum::Json;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use switchhook_portal_core::dial::Reason;

use crate::client_calls::Ended;
use crate::dialing::DialState;
use crate::log::Event;

/// Everything that a request can be answered. `docs/api.md` lists the same; a test compares them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    Connected,
    BadRequest,
    BadToken,
    NetworkNotAllowed,
    ClientAddressUnknown,
    SourceNotAllowed,
    DestinationNotAllowed,
    NotFound,
    MethodNotAllowed,
    SourceBusy,
    SourceNoAnswer,
    SourceUnreachable,
    BadSource,
    BadDestination,
    UnknownSource,
    UnknownDestination,
    OwnNumber,
    KeyReused,
    TooMany,
    TooManyGuesses,
    Internal,
    PbxRefused,
    PbxUnreachable,
    NotConfigured,
    OutcomeUnknown,
}

impl Code {
    #[cfg(test)]
    pub const ALL: [Self; 25] = [
        Self::Connected,
        Self::BadRequest,
        Self::BadToken,
        Self::NetworkNotAllowed,
        Self::ClientAddressUnknown,
        Self::SourceNotAllowed,
        Self::DestinationNotAllowed,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::SourceBusy,
        Self::SourceNoAnswer,
        Self::SourceUnreachable,
        Self::BadSource,
        Self::BadDestination,
        Self::UnknownSource,
        Self::UnknownDestination,
        Self::OwnNumber,
        Self::KeyReused,
        Self::TooMany,
        Self::TooManyGuesses,
        Self::Internal,
        Self::PbxRefused,
        Self::PbxUnreachable,
        Self::NotConfigured,
        Self::OutcomeUnknown,
    ];

    /// Status, name, what happened, what to do.
    fn row(self) -> (u16, &'static str, &'static str, &'static str) {
        match self {
            Self::Connected => (
                200,
                "connected",
                "the source was lifted; the destination is being called",
                "",
            ),
            Self::BadRequest => (
                400,
                "bad-request",
                "the request cannot be read",
                "send JSON such as {\"source\": \"10\", \"destination\": \"93200900\"}, or the same two fields as a form",
            ),
            Self::BadToken => (
                401,
                "bad-token",
                "there is no token, or none that is valid",
                "send Authorization: Bearer and the token; an administrator makes one on the page API clients",
            ),
            Self::NetworkNotAllowed => (
                403,
                "network-not-allowed",
                "calls cannot be asked for from this address",
                "ask from one of the networks in portal.toml (api.networks), or add this one there",
            ),
            Self::ClientAddressUnknown => (
                403,
                "client-address-unknown",
                "there is a proxy, and who is asking behind it is not known",
                "name the proxy in portal.toml (web.proxy), and let it send X-Forwarded-For",
            ),
            Self::SourceNotAllowed => (
                403,
                "source-not-allowed",
                "this client may not ring the source",
                "make the client anew with the source among its telephones",
            ),
            Self::DestinationNotAllowed => (
                403,
                "destination-not-allowed",
                "the rules of the site leave the destination out",
                "see pbx.dialing and budget in portal.toml; `switchhook-portal number` explains which rule it is",
            ),
            Self::NotFound => (
                404,
                "not-found",
                "there is nothing at this address",
                "calls are at /api/v1/calls",
            ),
            Self::MethodNotAllowed => (
                405,
                "method-not-allowed",
                "this method is not answered here",
                "use POST; GET works once portal.toml says api.get = true",
            ),
            Self::SourceBusy => (
                409,
                "source-busy",
                "the source is busy",
                "try again when it is free",
            ),
            Self::SourceNoAnswer => (
                409,
                "source-no-answer",
                "the source rang and was not lifted",
                "try again when somebody is there",
            ),
            Self::SourceUnreachable => (
                409,
                "source-unreachable",
                "the source did not ring: it is not registered, or Asterisk does not know it",
                "switch the telephone on, or correct the rule in pbx.dialing.source",
            ),
            Self::BadSource => (
                422,
                "bad-source",
                "the source is no number",
                "send digits, * and #",
            ),
            Self::BadDestination => (
                422,
                "bad-destination",
                "the destination is no number",
                "send digits, * and #, and one + in front",
            ),
            Self::UnknownSource => (
                422,
                "unknown-source",
                "no telephone has the source's number",
                "send the extension of a telephone, or add a rule to pbx.dialing.source",
            ),
            Self::UnknownDestination => (
                422,
                "unknown-destination",
                "the dialplan has nothing for the destination; nothing rang",
                "correct the number, or the rules in pbx.dialing.destination",
            ),
            Self::OwnNumber => (
                422,
                "own-number",
                "source and destination are the same telephone",
                "send another destination",
            ),
            Self::KeyReused => (
                422,
                "idempotency-key-reused",
                "the Idempotency-Key was used for another call",
                "make a new key for each call, and keep it when repeating the request",
            ),
            Self::TooMany => (
                429,
                "too-many",
                "this client asked for too many calls in a minute",
                "wait as Retry-After says; the limit is api.per_minute",
            ),
            Self::TooManyGuesses => (
                429,
                "too-many-guesses",
                "too many wrong tokens came from this address",
                "wait as Retry-After says, then send the right one",
            ),
            Self::Internal => (
                500,
                "internal",
                "the portal failed; nothing rang",
                "look for the reference in the portal's log",
            ),
            Self::PbxRefused => (
                502,
                "pbx-refused",
                "Asterisk refused the call",
                "see the text; `switchhook-portal check` tries the account for calls",
            ),
            Self::PbxUnreachable => (
                503,
                "pbx-unreachable",
                "Asterisk cannot be reached; nothing rang",
                "try again in a minute; the page Health says since when",
            ),
            Self::NotConfigured => (
                503,
                "not-configured",
                "the portal has no manager account for calls",
                "add one to portal.toml",
            ),
            Self::OutcomeUnknown => (
                504,
                "outcome-unknown",
                "the call was asked for, but Asterisk did not say what became of it",
                "look at the telephone before asking again",
            ),
        }
    }

    pub fn status(self) -> StatusCode {
        // The numbers of the table are statuses; a test asks for each.
        StatusCode::from_u16(self.row().0).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub fn key(self) -> &'static str {
        self.row().1
    }
}

/// An answer, with what is known beyond its code.
#[derive(Debug)]
pub struct Answer {
    pub code: Code,
    /// More about what happened.
    detail: Option<String>,
    call: Option<Value>,
    retry_after: Option<Duration>,
}

impl From<Code> for Answer {
    fn from(code: Code) -> Self {
        Self {
            code,
            detail: None,
            call: None,
            retry_after: None,
        }
    }
}

impl Answer {
    /// Adds what exactly it is about.
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// A failure of the portal itself: the cause is in the log, under a reference.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let reference = crate::token::typeable(8);
        tracing::error!(event = %Event::RequestFailed, %reference, error = %cause);
        Self::from(Code::Internal).detail(format!("reference {reference}"))
    }

    pub fn refused(reason: &Reason) -> Self {
        match reason {
            Reason::BadSource(problem) => Self::from(Code::BadSource).detail(problem.to_string()),
            Reason::BadNumber(problem) => Self::from(Code::BadDestination).detail(problem.to_string()),
            Reason::UnknownSource => Code::UnknownSource.into(),
            Reason::SourceNotAllowed => Code::SourceNotAllowed.into(),
            Reason::OwnNumber => Code::OwnNumber.into(),
            Reason::TooMany { .. } => Code::TooMany.into(),
            Reason::Limit(limit) => Self::from(Code::DestinationNotAllowed).detail(limit.to_string()),
            _ => Code::DestinationNotAllowed.into(),
        }
    }

    /// What became of a call that was asked for.
    pub fn ended(ended: &Ended, ringing: &str, dialled: &str) -> Self {
        let code = match &ended.state {
            DialState::Connected => Code::Connected,
            DialState::OwnBusy => Code::SourceBusy,
            DialState::OwnNoAnswer => Code::SourceNoAnswer,
            DialState::OwnUnreachable => Code::SourceUnreachable,
            DialState::PbxDown => Code::PbxUnreachable,
            DialState::NotConfigured => Code::NotConfigured,
            DialState::UnknownNumber => Code::UnknownDestination,
            DialState::Refused(_) => Code::PbxRefused,
            DialState::Ringing | DialState::Unknown => Code::OutcomeUnknown,
        };
        let mut answer = Self::from(code);
        if let DialState::Refused(words) = &ended.state {
            answer.detail = Some(words.clone());
        }
        if code == Code::PbxUnreachable {
            answer.retry_after = Some(Duration::from_secs(60));
        }
        answer.call = Some(json!({
            "source": ringing,
            "destination": dialled,
            "channel": ended.channel,
            "unique_id": ended.unique_id,
        }));
        answer
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let (_, code, text, remedy) = self.code.row();
        let text = match &self.detail {
            Some(detail) => format!("{text}: {detail}"),
            None => text.to_owned(),
        };
        let mut body = json!({ "code": code, "text": text });
        if !remedy.is_empty() {
            body["remedy"] = remedy.into();
        }
        if let Some(call) = self.call {
            body["call"] = call;
        }
        let mut response = (self.code.status(), Json(body)).into_response();
        let headers = response.headers_mut();
        let mut set = |name: HeaderName, value: HeaderValue| {
            headers.insert(name, value);
        };
        // An answer that a cache repeats would claim a call that was never made.
        set(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match self.code {
            // Never Basic: a browser that was asked for it would send the token along with every later request, also
            // with those that another site makes it send.
            Code::BadToken => set(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")),
            Code::MethodNotAllowed => set(header::ALLOW, HeaderValue::from_static("POST")),
            _ => {}
        }
        if let Some(wait) = self.retry_after {
            // Rounded up: who comes back on time must not be too early.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            set(header::RETRY_AFTER, seconds.max(1).into());
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_lists_every_code_with_its_status() {
        let page = include_str!("../../../docs/api.md");
        for code in Code::ALL {
            let (status, key, ..) = code.row();
            assert_eq!(code.status().as_u16(), status, "{key}");
            let line = format!("| {status} | `{key}` |");
            assert!(page.contains(&line), "docs/api.md has no line {line}");
        }
        let listed = page
            .lines()
            .filter(|l| l.starts_with("| ") && l.contains(" | `"))
            .count();
        assert_eq!(
            listed,
            Code::ALL.len(),
            "docs/api.md lists a code that does not exist"
        );
    }

    #[test]
    fn waiting_is_rounded_up() {
        for (wait, expected) in [
            (Duration::ZERO, "1"),
            (Duration::from_millis(1), "1"),
            (Duration::from_secs(2), "2"),
            (Duration::from_millis(2001), "3"),
        ] {
            let response = Answer::from(Code::TooMany).retry_after(wait).into_response();
            assert_eq!(response.headers()[header::RETRY_AFTER], expected, "{wait:?}");
        }
    }
}

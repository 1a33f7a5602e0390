//! Calls that should have a price and have none, and the tariff that should have given it.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::number::mask;
use switchhook_portal_core::{CallId, Capability, Subject};

use super::error::WebError;
use super::extract::Query;
use super::form::Fields;
use super::page::{self, redirect_with};
use super::views::costs::{UnratedPage, UnratedRow};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::jobs;
use crate::log::Event;
use crate::store::{LoggedCall, StoredCharge};

/// Rows on a page.
const PAGE: u32 = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct UnratedQuery {
    /// The last call of the page before.
    before: String,
}

/// `GET /costs/unrated`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<UnratedQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let t = user.texts();
    let before = query.before.parse().ok().map(CallId);
    let (calls, total) = app.store.unrated_calls(before, PAGE).await?;
    let tariff = app.tariff.current();
    let view = UnratedPage {
        frame: user.frame(&app, page::here(&uri), t.unrated_title()),
        more: calls
            .get(PAGE as usize - 1)
            .map(|last| format!("/costs/unrated?before={}", last.id)),
        rows: calls
            .iter()
            .map(|call| row(&app, t, &user.subject, call))
            .collect(),
        total,
        tariff: page::tariff_name(t, &tariff),
        problems: tariff.problems().to_vec(),
        rate_again: Some("/costs/unrated/again".to_owned()),
    };
    Ok(page::ok(&view))
}

/// `POST /costs/unrated/again`: reads the tariff again and rates what has no price.
pub async fn again(State(app): State<Shared>, user: LoggedIn, _: Fields) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let tariff = {
        let app = app.clone();
        // Decks of a hundred thousand rows take a moment.
        tokio::task::spawn_blocking(move || app.tariff.reload())
            .await
            .map_err(WebError::internal)?
    };
    let report = jobs::rating::run(&app.store, &tariff, app.now()).await?;
    tracing::info!(event = %Event::RatingDone, looked_at = report.looked_at, priced = report.priced, without_tariff = report.without_tariff, person = %user.person.login);
    let entry = AuditEntry::new(Actor::Person(user.person.id), Action::Rate, Object::Tariffs)
        .change("priced", "0", report.priced.to_string())
        .change(
            "without_tariff",
            report.looked_at.to_string(),
            report.without_tariff.to_string(),
        );
    app.audit(&user.session, entry).await;
    Ok(redirect_with("/costs/unrated", "rated-again"))
}

fn row(app: &App, t: Texts, subject: &Subject, call: &LoggedCall) -> UnratedRow {
    let record = &call.record;
    // The beginning of a number is what a tariff knows; its end is private here as in the call log.
    let (from, called) = match record.seen_by(subject) {
        Some(seen) if seen.caller.name.is_empty() => (seen.caller.number, seen.callee.number),
        Some(seen) => (
            format!("{} ({})", seen.caller.name, seen.caller.number),
            seen.callee.number,
        ),
        None => (mask(&record.caller.number), mask(&record.callee.number)),
    };
    UnratedRow {
        when: t.date_time(app.local(record.cdr.start.timestamp())),
        from,
        called,
        duration: t.duration(record.cdr.billable.as_secs()),
        reason: call
            .charge
            .as_ref()
            .map(|charge| reason(t, charge))
            .unwrap_or_default(),
    }
}

/// Why there is no price and what to add, by the codes of `jobs::rating`.
fn reason(t: Texts, charge: &StoredCharge) -> String {
    match charge.reason.as_str() {
        "no-tariff" => t.unrated_no_tariff(),
        "no-prefix" => t.unrated_no_prefix(),
        "length" => t.unrated_length(),
        "blocked" => t.unrated_blocked(),
        // The explanation names a character or a time, never a number.
        _ => t.unrated_invalid(&charge.explanation),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::i18n::Lang;
    use crate::store::Status;
    use crate::testing::TestPortal;
    use crate::web::call_samples::{add_call, price};

    #[tokio::test]
    async fn a_call_without_a_tariff_is_listed_and_rated_again_on_demand() {
        let portal = TestPortal::start().await;
        let store = &portal.app.store;
        let foreign = add_call(store, "221", "99123456", "2026-11-20T10:00:00Z").await;
        let local = add_call(store, "221", "272410", "2026-11-20T11:00:00Z").await;
        price(store, foreign, "", None).await;
        price(store, local, "", None).await;
        let mut browser = portal.log_in("admin").await;
        let page = browser.get("/costs/unrated").await;
        page.shows("2 calls");
        page.shows("99123***");
        assert!(
            !page.body.contains("99123456"),
            "the end of a number is private here too"
        );
        // The first was written by hand in this test; the tariff knows the second one.
        let page = browser.post("/costs/unrated/again", &[]).await;
        assert_eq!(page.location, "/costs/unrated?notice=rated-again");
        let page = browser.get(&page.location).await;
        page.shows("1 call<");
        page.shows("The tariff was read again");
        page.shows("The number has another length than the tariff expects.");
        for login in ["compta", "direction", "vaiana"] {
            let mut other = portal.log_in(login).await;
            assert_eq!(
                other.get("/costs/unrated").await.status,
                StatusCode::FORBIDDEN,
                "{login}"
            );
            assert_eq!(
                other.post("/costs/unrated/again", &[]).await.status,
                StatusCode::FORBIDDEN,
                "{login}"
            );
        }
    }

    #[test]
    fn every_reason_of_the_job_has_its_words() {
        let charge = |reason: &str| StoredCharge {
            status: Status::Unmatched,
            amount: None,
            destination: String::new(),
            reason: reason.to_owned(),
            explanation: "no rate for 0687123456: no prefix".to_owned(),
        };
        for lang in Lang::ALL {
            let t = Texts::new(lang);
            let words = ["no-tariff", "no-prefix", "length", "blocked"].map(|code| reason(t, &charge(code)));
            for (index, word) in words.iter().enumerate() {
                assert!(!word.contains("0687"), "{word} shows the number");
                assert!(!words[..index].contains(word), "{word} stands for two reasons");
            }
        }
    }
}

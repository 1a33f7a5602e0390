//! Calls that should have a price and have none, and the tariff that should have given it.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use switchhook_portal_core::Capability;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::tariff::{UnmatchedGroup, unmatched};
use switchhook_rating::explain::Explanation;

use super::error::{WebError, url_query};
use super::form::Fields;
use super::money::language;
use super::page::{self, redirect_with};
use super::views::costs::{UnratedPage, UnratedRow};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::jobs;
use crate::log::Event;

/// Numbers that are gathered, the latest.
const NUMBERS: u32 = 5_000;

/// Rows on the page.
const ROWS: usize = 200;

/// Refused lines on the page.
const PROBLEMS: usize = 200;

/// `GET /costs/unrated`
pub async fn show(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let t = user.texts();
    let mut numbers = app.store.unmatched_numbers(NUMBERS).await?;
    for number in &mut numbers {
        in_words(t, &mut number.reason);
    }
    let groups = unmatched(&user.subject, numbers).map_err(|_| WebError::Forbidden)?;
    let tariff = app.tariff.current();
    let view = UnratedPage {
        frame: user.frame(&app, page::here(&uri), t.unrated_title()),
        more: i64::try_from(groups.len().saturating_sub(ROWS)).unwrap_or(i64::MAX),
        rows: groups
            .iter()
            .take(ROWS)
            .map(|group| row(&app, t, group))
            .collect(),
        total: app.store.count_unrated().await?,
        tariff: page::tariff_name(t, &tariff),
        problems: tariff.problems().iter().take(PROBLEMS).cloned().collect(),
        rate_again: Some("/costs/unrated/again".to_owned()),
    };
    Ok(page::ok(&view))
}

/// `POST /costs/unrated/again`: reads the tariff again and rates what has no price.
pub async fn again(State(app): State<Shared>, user: LoggedIn, _: Fields) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let in_force = {
        let app = app.clone();
        // Decks of a hundred thousand rows take a moment.
        tokio::task::spawn_blocking(move || app.tariff.reload())
            .await
            .map_err(WebError::internal)?
    };
    let report = jobs::rating::run(&app.store, &in_force, app.now()).await?;
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

fn row(app: &App, t: Texts, group: &UnmatchedGroup) -> UnratedRow {
    UnratedRow {
        called: group.shown.clone(),
        calls: t.integer(i64::try_from(group.calls).unwrap_or(i64::MAX)),
        duration: t.duration(group.seconds),
        last: t.date_time(app.local(group.last.timestamp())),
        reason: reason(t, &group.reason),
        // What cannot be rated for another reason is not helped by a row.
        add: (group.reason == "no-prefix" || group.reason == "length")
            .then(|| format!("/tariff/rates/new?{}", url_query("prefix", &group.prefix))),
    }
}

/// Puts the explanation of a record that cannot be rated into words, the last of which say why.
fn in_words(t: Texts, reason: &mut String) {
    if let Ok(explanation) = serde_json::from_str::<Explanation>(reason) {
        *reason = explanation.sentences(language(t)).pop().unwrap_or_default();
    }
}

/// Why there is no price and what to add, by the codes of `jobs::rating`.
fn reason(t: Texts, reason: &str) -> String {
    match reason {
        "no-tariff" => t.unrated_no_tariff(),
        "no-prefix" => t.unrated_no_prefix(),
        "length" => t.unrated_length(),
        "blocked" => t.unrated_blocked(),
        // The explanation names a character or a time, never a number.
        explanation => t.unrated_invalid(explanation),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::i18n::Lang;
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
        page.shows("/tariff/rates/new?prefix=99123");
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
        for lang in Lang::ALL {
            let t = Texts::new(lang);
            let words = ["no-tariff", "no-prefix", "length", "blocked"].map(|code| reason(t, code));
            for (index, word) in words.iter().enumerate() {
                assert!(!words[..index].contains(word), "{word} stands for two reasons");
            }
        }
    }
}

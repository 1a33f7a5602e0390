//! One call: what became of it, what it cost, and why.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use switchhook_portal_core::call_log::{CallRecord, CallView, Visibility};
use switchhook_portal_core::cost::{self, Called};
use switchhook_portal_core::recording::reaches;
use switchhook_portal_core::{Capability, Party as Known};

use super::{direction, journey, named, party, result};
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::store::{LoggedCall, Status, StoredCharge};
use crate::web::error::WebError;
use crate::web::extract::Path;
use crate::web::money::{Shown, language};
use crate::web::page;
use crate::web::views::calls::{CallPage, CallPrice, PriceBadge};
use crate::web::visitor::LoggedIn;

/// `GET /calls/{id}`, for who sees it in the log and for who may read its costs.
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    if !user.may(Capability::CostRead) {
        user.scope(Capability::CallLogRead)?;
    }
    let call = app.store.calls_of_ids(&[id]).await?.pop();
    let call = call.ok_or(WebError::NotFound)?;
    let called = cost::called(&user.subject, &call.record);
    let in_log = call.record.seen_by(&user.subject);
    let back = if in_log.is_some() { "/calls" } else { "/costs" };
    // Who sees nothing but what calls cost does not see what happened to them.
    let journey = match &in_log {
        Some(_) => journey::panel(&app, &user, &call).await?,
        None => None,
    };
    let seen = in_log.or_else(|| Some(costs_only(&call.record, called?)));
    // What somebody does not see does not exist.
    let mut seen = seen.ok_or(WebError::NotFound)?;
    let t = user.texts();
    let cdr = &call.record.cdr;
    let when = t.date_time(app.local(cdr.start.timestamp()));
    named(&app, &user.subject, t, &mut seen).await?;
    let recording = if user.may(Capability::RecordingListen)
        && reaches(&user.subject, Capability::RecordingListen, Some(&call.record), "")
    {
        app.store.recordings_of_calls(&[call.id]).await?.remove(&call.id)
    } else {
        None
    };
    let view = CallPage {
        frame: user.frame(&app, page::here(&uri), t.call_of(&when)),
        when,
        direction: direction(call.record.direction),
        from: party(&seen.caller),
        to: party(&seen.callee),
        result: result(cdr.disposition),
        duration: t.duration(cdr.billable.as_secs()),
        recording: recording.map(|id| format!("/recordings/{id}")),
        journey,
        price: match (called, &call.charge) {
            (Some(called), Some(charge)) => Some(price(&app, &user, &call, charge, called).await?),
            _ => None,
        },
        may_read_cost: called.is_some(),
        back,
    };
    Ok(page::ok(&view))
}

/// The parties for who sees nothing but costs: who paid, and as much of the number as the report of costs has.
fn costs_only(call: &CallRecord, called: Called) -> CallView {
    let caller = if call.caller.is_inside() {
        call.caller.clone()
    } else {
        Known::outside(called.shown(&call.caller.number), "")
    };
    CallView {
        visibility: Visibility::Masked,
        caller,
        callee: Known::outside(called.shown(&call.cdr.destination), ""),
    }
}

async fn price(
    app: &App,
    user: &LoggedIn,
    call: &LoggedCall,
    charge: &StoredCharge,
    called: Called,
) -> Result<CallPrice, WebError> {
    let t = user.texts();
    let tariff = app.tariff.current();
    let amounts = charge.amount.as_ref().map(|(currency, before, after)| {
        let shown = Shown::of(&tariff, currency);
        (
            shown.amount(t, *before),
            shown.amount(t, after.saturating_sub(*before)),
            shown.amount(t, *after),
        )
    });
    let (icon, tone, word) = outcome(t, charge.status);
    let explanation = charge
        .explanation()
        .map(|explanation| called.explanation(explanation).sentences(language(t)));
    let steps = explanation.unwrap_or_default();
    let (fingerprint, rated) = app.store.priced_with(call.id).await?.unwrap_or_default();
    let made = made_with(app, user, &fingerprint).await?;
    Ok(CallPrice {
        state: PriceBadge { icon, tone, word },
        amounts,
        destination: charge.destination.clone(),
        // Portals before this one kept a line in English, which tells the prefix of the number.
        english: if steps.is_empty() && called == Called::Whole && !charge.is_explained() {
            charge.explanation.clone()
        } else {
            String::new()
        },
        steps,
        tariff: made,
        fingerprint,
        rated: t.date_time(app.local(rated)),
    })
}

/// The name of the tariff that made a price, and where it is shown; empty when nobody knows it any more.
async fn made_with(
    app: &App,
    user: &LoggedIn,
    fingerprint: &str,
) -> Result<(String, Option<String>), WebError> {
    let t = user.texts();
    if fingerprint.is_empty() {
        return Ok(Default::default());
    }
    let versions = app.store.tariff_versions().await?;
    // Of several drafts with the same prices none priced a call.
    let known = versions
        .iter()
        .filter(|version| version.fingerprint == fingerprint)
        .max_by_key(|version| version.changed.is_some());
    if let Some(version) = known {
        let name = format!("{}, {}", version.name, t.date(version.effective));
        let href = user
            .may(Capability::TariffManage)
            .then(|| format!("/tariff/{}", version.version.id));
        return Ok((name, href));
    }
    let files = app.tariff.files();
    if files.fingerprint() == fingerprint {
        return Ok((format!("{}, {}", files.name(), t.tariff_from_file()), None));
    }
    Ok(Default::default())
}

/// Symbol, tone and word of what became of a price.
pub fn outcome(t: Texts, status: Status) -> (&'static str, &'static str, String) {
    match status {
        Status::Rated => ("money", "good", t.outcome_rated()),
        Status::Free => ("check", "good", t.outcome_free()),
        Status::Blocked => ("lock", "bad", t.outcome_forbidden()),
        Status::Unmatched => ("question", "warn", t.outcome_unmatched()),
        Status::Invalid => ("alert", "bad", t.outcome_rejected()),
        Status::Internal | Status::NotAnswered | Status::Incoming => {
            ("minus", "muted", t.outcome_not_charged())
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::jobs::rating;
    use crate::testing::TestPortal;
    use crate::web::call_samples::add_call;

    #[tokio::test]
    async fn a_price_is_explained_in_the_language_of_whoever_reads_it() {
        let portal = TestPortal::start().await;
        let store = &portal.app.store;
        // 21:00 in Nouméa.
        let call = add_call(store, "221", "272410", "2026-11-20T10:00:00Z").await;
        let in_force = portal.app.tariff.in_force();
        rating::run(store, &in_force, portal.app.now()).await.unwrap();
        let path = format!("/calls/{call}");
        let fingerprint = portal.app.tariff.current().fingerprint().to_owned();
        let mut admin = portal.log_in("admin").await;
        for (lang, words) in [
            ("en", ["How the price comes about", "Prefix 2:"]),
            ("fr", ["Comment le prix est obtenu", "Préfixe 2"]),
            ("es", ["Cómo se llega al precio", "Prefijo 2"]),
            ("ru", ["Как получается цена", "Префикс 2"]),
        ] {
            let page = admin.get_with(&path, &[("accept-language", lang)]).await;
            assert_eq!(page.status, StatusCode::OK);
            page.shows(&format!("lang=\"{lang}\""));
            for word in words {
                page.shows(word);
            }
            page.shows("6\u{a0}XPF");
            page.shows(&format!("<code>{fingerprint}</code>"));
            page.shows("New Caledonia");
            // An administrator sees calls of others without their end, here too.
            page.shows("272***");
            assert!(!page.body.contains("272410"), "{lang}");
        }
        admin.get("/calls").await.shows(&format!("href=\"{path}\""));
    }

    #[tokio::test]
    async fn each_role_sees_the_calls_and_as_much_of_the_number_as_elsewhere() {
        let portal = TestPortal::start().await;
        let store = &portal.app.store;
        let call = add_call(store, "221", "872410", "2026-11-20T10:00:00Z").await;
        rating::run(store, &portal.app.tariff.in_force(), portal.app.now())
            .await
            .unwrap();
        let path = format!("/calls/{call}");
        for (login, number, priced) in [
            ("vaiana", Some("872410"), true),
            ("compta", Some("872***"), true),
            ("direction", Some("872***"), true),
            ("admin", Some("872***"), true),
            ("audit", None, false),
        ] {
            let mut browser = portal.log_in(login).await;
            let page = browser.get(&path).await;
            match number {
                Some(number) => {
                    assert_eq!(page.status, StatusCode::OK, "{login}");
                    page.shows(number);
                    let whole = number == "872410";
                    assert_eq!(page.body.contains("872410"), whole, "{login}");
                }
                None => assert_ne!(page.status, StatusCode::OK, "{login}"),
            }
            assert_eq!(page.body.contains("<ol>"), priced, "{login}");
            // The way to the tariff is for who manages it.
            assert!(
                login == "admin" || !page.body.contains("href=\"/tariff"),
                "{login}"
            );
        }
        let mut compta = portal.log_in("compta").await;
        compta
            .get("/costs/report?month=2026-11&report=detail")
            .await
            .shows(&format!("href=\"{path}\""));
        // The log of an accountant has no calls of others: the way back is to the costs.
        compta
            .get(&path)
            .await
            .shows("<a class=\"button\" href=\"/costs\">");
        assert_eq!(compta.get("/calls/999999").await.status, StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_call_without_a_price_says_why() {
        let portal = TestPortal::start().await;
        let store = &portal.app.store;
        let call = add_call(store, "221", "99123456", "2026-11-20T10:00:00Z").await;
        let incoming = add_call(store, "0033123456789", "221", "2026-11-20T10:00:00Z").await;
        rating::run(store, &portal.app.tariff.in_force(), portal.app.now())
            .await
            .unwrap();
        let mut admin = portal.log_in("admin").await;
        let page = admin.get(&format!("/calls/{call}")).await;
        page.shows("No tariff");
        page.shows("prefix 9 is for numbers of 6-7 digits");
        let page = admin.get(&format!("/calls/{incoming}")).await;
        page.shows("Call of ");
        assert!(!page.body.contains("<ol>"), "{}", page.body);
    }
}

//! Each limit, as a person meets it at a click, at a planned call and through a program.

use axum::http::StatusCode;
use chrono::{TimeDelta, TimeZone, Utc};
use switchhook_portal_core::dial::budget::{Budget, Closed};
use switchhook_portal_core::numbering::ClassKind;

use super::day_began;
use crate::config::Budgets;
use crate::store::TrailQuery;
use crate::testing::{Browser, TestPortal};
use crate::web::call_samples::{add_call, price};

/// `vaiana` (221) and `mateo` (223) are of `COM`, the telephone 234 is of `SAV`.
async fn portal(change: impl FnOnce(&mut Budgets)) -> TestPortal {
    let portal = TestPortal::start_with(|config| {
        config.budget = Budgets::default();
        change(&mut config.budget);
    })
    .await;
    portal.connected().await;
    portal
}

/// A minute of the telephone's to the outside, begun as this day did, for a price in millionths after tax.
async fn spend(portal: &TestPortal, from: &str, micros: i64) {
    let began = day_began(
        portal.app.local(portal.app.now()),
        portal.app.config.pbx.time_zone,
    );
    let start = chrono::DateTime::from_timestamp(began, 0).unwrap().to_rfc3339();
    let call = add_call(&portal.app.store, from, "272410", &start).await;
    price(&portal.app.store, call, "XPF", Some((micros, micros))).await;
}

/// What a click says: `ringing`, or the name of the limit.
async fn click(browser: &mut Browser<'_>, number: &str) -> String {
    let token = browser.csrf.clone();
    let script = [("sec-fetch-site", "same-origin"), ("accept", "application/json")];
    let page = browser
        .post_raw("/dial", &[("csrf", &token), ("number", number)], &script)
        .await;
    let told: serde_json::Value = serde_json::from_str(&page.body).unwrap();
    told["state"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_minutes_of_the_day_end_calls_outside_but_not_to_colleagues_or_for_help() {
    let portal = portal(|budgets| budgets.person.minutes_per_day = Some(2)).await;
    let mut vaiana = portal.log_in("vaiana").await;
    spend(&portal, "221", 0).await;
    // Yesterday's are not today's.
    let yesterday = Utc::now() - TimeDelta::hours(48);
    add_call(&portal.app.store, "221", "272410", &yesterday.to_rfc3339()).await;
    spend(&portal, "223", 0).await;
    assert_eq!(click(&mut vaiana, "272411").await, "ringing");
    spend(&portal, "221", 0).await;
    assert_eq!(click(&mut vaiana, "272410").await, "minutes-per-day");
    assert_eq!(click(&mut vaiana, "15").await, "ringing", "help");
    assert_eq!(click(&mut vaiana, "222").await, "ringing", "a colleague");
    let page = vaiana.post("/dial", &[("number", "272410")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("The 2 minutes of calls to the outside for today are used up");

    let trail = portal
        .app
        .store
        .trail(&TrailQuery::default(), None, 10)
        .await
        .unwrap();
    let refused = trail.iter().find(|row| row.action == "originate").unwrap();
    assert_eq!(
        (
            refused.login.as_str(),
            refused.object.as_str(),
            refused.detail.as_str()
        ),
        ("vaiana", "call 272***", "minutes-per-day"),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_department_has_one_budget_for_all_its_people() {
    let portal = portal(|budgets| budgets.department.minutes_per_day = Some(2)).await;
    spend(&portal, "221", 0).await;
    spend(&portal, "223", 0).await;
    for (login, expected) in [("vaiana", "minutes-per-day"), ("mateo", "minutes-per-day")] {
        let mut browser = portal.log_in(login).await;
        assert_eq!(click(&mut browser, "272410").await, expected, "{login}");
    }
    let other = add_call(&portal.app.store, "234", "272410", "2026-01-01T00:00:00Z").await;
    assert!(i64::from(other) > 0, "the telephone is of another department");
    let sav = portal.app.live.index().by_extension("234").cloned().unwrap();
    let purses = portal.app.purses_of(&sav, portal.app.now()).await.unwrap();
    assert_eq!(purses.check(&"272410".parse().unwrap()), Ok(()));
}

#[tokio::test]
async fn what_calls_cost_ends_them_as_soon_as_they_are_rated() {
    let portal = portal(|budgets| budgets.person.cost_per_day = Some(100_000_000)).await;
    let mut vaiana = portal.log_in("vaiana").await;
    spend(&portal, "221", 99_999_999).await;
    assert_eq!(click(&mut vaiana, "272411").await, "ringing");
    spend(&portal, "221", 1).await;
    assert_eq!(click(&mut vaiana, "272410").await, "cost-per-day");
}

#[tokio::test]
async fn calls_at_the_same_time_are_counted_while_they_go_on() {
    let portal = portal(|budgets| budgets.person.simultaneous = Some(1)).await;
    let mut vaiana = portal.log_in("vaiana").await;
    assert_eq!(click(&mut vaiana, "272410").await, "ringing");
    let told = portal
        .until("the call goes on", async || {
            let vaiana = portal.app.live.index().by_extension("221").cloned().unwrap();
            let purses = portal.app.purses_of(&vaiana, portal.app.now()).await.unwrap();
            purses.check(&"272411".parse().unwrap()).err()
        })
        .await;
    assert_eq!(told.key(), "simultaneous");
    let page = vaiana.post("/dial", &[("number", "272411")]).await;
    page.shows("One call to the outside goes on already");
}

#[tokio::test]
async fn countries_off_the_list_and_premium_numbers_are_refused_in_the_persons_language() {
    let portal = portal(|budgets| {
        budgets.everybody.countries = vec!["687".parse().unwrap()];
        budgets.everybody.no_premium = true;
    })
    .await;
    let mut vaiana = portal.log_in("vaiana").await;
    for (number, expected) in [
        ("+33140506070", "country"),
        ("0033140506070", "country"),
        ("3612", "premium"),
        ("272410", "ringing"),
    ] {
        assert_eq!(click(&mut vaiana, number).await, expected, "{number}");
    }
    let french = [("accept-language", "fr"), ("sec-fetch-site", "same-origin")];
    let token = vaiana.csrf.clone();
    let page = vaiana
        .post_raw("/dial", &[("csrf", &token), ("number", "+33140506070")], &french)
        .await;
    assert!(
        page.body.contains("vers ce pays") || page.body.contains("to this country"),
        "{}",
        page.body
    );
}

/// Closed for two hours from now on, by the clock of the site.
fn closed_now(portal: &TestPortal) -> Closed {
    let now = portal.app.local(portal.app.now());
    Closed {
        from: (now - TimeDelta::hours(1)).time(),
        until: (now + TimeDelta::hours(1)).time(),
        weekend: false,
        allowed: [ClassKind::National].into(),
    }
}

#[tokio::test]
async fn closed_hours_leave_the_kinds_of_numbers_that_are_listed() {
    let zone = portal(|_| {}).await;
    let closed = closed_now(&zone);
    let portal = portal(|budgets| budgets.everybody.closed = Some(closed)).await;
    let mut vaiana = portal.log_in("vaiana").await;
    for (number, expected) in [
        ("+33140506070", "closed"),
        ("272410", "ringing"),
        ("15", "ringing"),
    ] {
        assert_eq!(click(&mut vaiana, number).await, expected, "{number}");
    }
}

async fn plan(portal: &TestPortal, browser: &mut Browser<'_>, number: &str, hours: i64) -> String {
    let at = portal.app.local(portal.app.now()) + TimeDelta::hours(hours);
    let (date, time) = (at.date().to_string(), at.format("%H:%M:%S").to_string());
    let page = browser
        .post(
            "/scheduled/new",
            &[("number", number), ("date", &date), ("time", &time), ("note", "")],
        )
        .await;
    if page.location.is_empty() {
        page.body
    } else {
        page.location
    }
}

#[tokio::test]
async fn a_planned_call_is_bound_by_the_hours_at_which_it_is_due_and_by_what_is_spent_until_then() {
    let zone = portal(|_| {}).await;
    let closed = closed_now(&zone);
    let portal = portal(|budgets| {
        budgets.everybody.closed = Some(closed);
        budgets.person.minutes_per_day = Some(1);
    })
    .await;
    let mut vaiana = portal.log_in("vaiana").await;
    // A day later the same hours are closed.
    let refused = plan(&portal, &mut vaiana, "+33140506070", 24).await;
    assert!(refused.contains("outside working hours"), "{refused}");
    assert_eq!(
        plan(&portal, &mut vaiana, "+33140506070", 27).await,
        "/scheduled?notice=scheduled"
    );
    // The minutes of today are not those of the day on which it is due.
    spend(&portal, "221", 0).await;
    assert_eq!(
        plan(&portal, &mut vaiana, "+33140506071", 51).await,
        "/scheduled?notice=scheduled"
    );
    crate::jobs::scheduled::withdraw(&portal.app).await.unwrap();
    assert_eq!(portal.app.store.open_scheduled_calls().await.unwrap().len(), 2);
}

#[tokio::test]
async fn administrators_see_whose_budget_is_nearly_used_up() {
    let portal = portal(|budgets| {
        budgets.person = Budget {
            minutes_per_day: Some(5),
            cost_per_day: Some(500_000_000),
            ..Budget::default()
        };
    })
    .await;
    let mut admin = portal.log_in("admin").await;
    admin
        .get("/admin/health")
        .await
        .shows("Nobody is near a budget for today");
    for _ in 0..4 {
        spend(&portal, "221", 1_000_000).await;
    }
    let page = admin.get("/admin/health").await;
    page.shows(
        "Vaiana Teriitahi has used up most of today’s budget: 4 of 5 minutes, 4\u{a0}XPF of 500\u{a0}XPF",
    );
    spend(&portal, "221", 0).await;
    let page = admin.get("/admin/health").await;
    page.shows(
        "Vaiana Teriitahi has used up today’s budget and makes no more calls to the outside: 5 of 5 minutes",
    );
}

#[test]
fn a_day_begins_when_its_clock_does() {
    let zone = chrono_tz::Africa::Cairo;
    // Clocks are put forward at midnight: the day begins at one.
    for (now, began) in [
        ("2026-04-24T10:00:00", "2026-04-23T22:00:00Z"),
        ("2026-04-25T10:00:00", "2026-04-24T21:00:00Z"),
    ] {
        let expected = began.parse::<chrono::DateTime<Utc>>().unwrap().timestamp();
        assert_eq!(day_began(now.parse().unwrap(), zone), expected, "{now}");
    }
    assert!(
        zone.from_local_datetime(&"2026-04-24T00:30:00".parse().unwrap())
            .earliest()
            .is_none()
    );
}

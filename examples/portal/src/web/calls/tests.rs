//! Who sees how much of whose calls, and what the filters leave.

use axum::http::StatusCode;

use super::*;
use crate::testing::TestPortal;
use crate::web::call_samples::{add_call, price};

/// `vaiana` is at 221 and `noah`, a colleague of another department, at 234.
const OUTSIDE: &str = "272410";

#[tokio::test]
async fn whole_numbers_are_for_their_parties_on_the_page_in_the_file_and_in_the_search() {
    let portal = TestPortal::start().await;
    add_call(&portal.app.store, "221", OUTSIDE, "2026-11-22T10:00:00Z").await;
    for (login, sees, whole) in [
        ("vaiana", true, true),
        ("chef", true, false),
        ("appels", true, false),
        ("admin", true, false),
        ("mateo", false, false),
    ] {
        let mut browser = portal.log_in(login).await;
        for path in ["/calls", "/calls.csv"] {
            let page = browser.get(path).await;
            // Not only "272": a page's random tokens have digits too.
            assert_eq!(page.body.contains("272***"), sees && !whole, "{login} {path}");
            assert_eq!(page.body.contains(OUTSIDE), whole, "{login} {path}");
        }
        // Digit by digit, a search would otherwise tell what the mask hides.
        for (number, found) in [("272", sees), ("2724", whole), ("410", whole), ("999", false)] {
            let page = browser.get(&format!("/calls.csv?number={number}")).await;
            assert_eq!(
                page.body.lines().count() == 2,
                found,
                "{login} searching {number}: {}",
                page.body
            );
            assert_eq!(
                browser
                    .get(&format!("/calls?number={number}"))
                    .await
                    .body
                    .contains(">1 call<"),
                found,
                "{login} {number}"
            );
        }
    }
    assert_eq!(
        portal.log_in("audit").await.get("/calls.csv").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a_cost_is_shown_to_whoever_may_read_that_callers_costs() {
    let portal = TestPortal::start().await;
    let store = &portal.app.store;
    let call = add_call(store, "221", OUTSIDE, "2026-11-22T10:00:00Z").await;
    let other = add_call(store, "221", "99123456", "2026-11-22T11:00:00Z").await;
    price(store, call, "XPF", Some((10_450_000, 10_450_000))).await;
    price(store, other, "XPF", None).await;
    for (login, reads) in [
        ("vaiana", true),
        ("chef", true),
        ("appels", false),
        ("admin", true),
    ] {
        let mut browser = portal.log_in(login).await;
        let (page, file) = (browser.get("/calls").await, browser.get("/calls.csv").await);
        assert_eq!(page.body.contains("10\u{a0}XPF"), reads, "{login}");
        assert_eq!(page.body.contains("No tariff"), reads, "{login}");
        assert_eq!(file.body.contains(",10,XPF\r\n"), reads, "{login}: {}", file.body);
        assert!(
            !file.body.contains("10.45"),
            "shown in the decimals of the currency"
        );
    }
}

#[tokio::test]
async fn filters_narrow_and_wrong_ones_are_named_instead_of_ignored() {
    let portal = TestPortal::start().await;
    let store = &portal.app.store;
    // In Nouméa: 21:00 on the 22nd, 09:10 on the 23rd.
    add_call(store, "221", OUTSIDE, "2026-11-22T10:00:00Z").await;
    add_call(store, "234", "221", "2026-11-22T22:10:00Z").await;
    let mut browser = portal.log_in("vaiana").await;
    for (query, rows) in [
        ("", 2),
        ("?direction=outgoing", 1),
        ("?direction=incoming", 0),
        ("?date=2026-11-22", 1),
        ("?date=2026-11-23", 1),
        ("?date=2026-11-24", 0),
        ("?time=20:45", 1),
        ("?time=09:41", 0),
        ("?number=234&direction=internal", 1),
    ] {
        let file = browser.get(&format!("/calls.csv{query}")).await;
        assert_eq!(file.body.lines().count() - 1, rows, "{query}: {}", file.body);
    }
    for (query, words) in [
        ("?date=22.11.2026", "Choose a date."),
        ("?time=noon", "Write the time as 14:30."),
        ("?number=12x", "Leave out the character “x”"),
        ("?direction=sideways", "Choose from the list."),
    ] {
        let page = browser.get(&format!("/calls{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        page.shows(words);
        assert!(!page.body.contains(OUTSIDE), "{query} lists nothing");
        assert_eq!(
            browser.get(&format!("/calls.csv{query}")).await.status,
            StatusCode::BAD_REQUEST
        );
    }
}

#[tokio::test]
async fn a_page_of_the_log_begins_where_the_one_before_ended() {
    let portal = TestPortal::start().await;
    let mut expected = Vec::new();
    for minute in [1, 1, 2, 3, 3, 3, 4] {
        expected.push(
            add_call(
                &portal.app.store,
                "221",
                OUTSIDE,
                &format!("2026-11-22T10:0{minute}:00Z"),
            )
            .await,
        );
    }
    expected.reverse();
    let people = portal.app.store.people().await.unwrap();
    let admin = people
        .iter()
        .find(|person| person.login.as_str() == "admin")
        .unwrap();
    let subject = Subject::new(admin, &[]);
    for filter in [
        Filter::default(),
        Filter {
            number: "272".to_owned(),
            ..Filter::default()
        },
    ] {
        let log = Log::new(&portal.app, &subject, filter).unwrap();
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let (calls, total) = log.page(before, 2).await.unwrap();
            assert_eq!(total, 7);
            let Some(last) = calls.last() else { break };
            let address = format!("{}-{}", last.record.cdr.start.timestamp(), last.id);
            before = place(&address);
            assert!(before.is_some(), "{address}");
            seen.extend(calls.iter().map(|call| call.id));
        }
        assert_eq!(seen, expected);

        // A file that would be too long is cut at its old end, and says so.
        for (longest, rows, complete) in [(7, 7, true), (6, 6, false), (0, 0, false)] {
            let mut taken = Vec::new();
            let all = log.each(longest, |call, _| taken.push(call.id)).await.unwrap();
            assert_eq!((all, &taken[..]), (complete, &expected[..rows]), "{longest}");
        }
    }
}

#[test]
fn places_that_are_not_ours_begin_at_the_top() {
    for text in ["", "-", "1", "1-x", "x-1", "99999999999999999999-1"] {
        assert_eq!(place(text), None, "{text}");
    }
    assert_eq!(place("-5-7"), Some((-5, CallId(7))));
}

//! Who sees how much of what happened to a call, in which words.

use axum::http::StatusCode;
use switchhook_portal_core::CallId;
use switchhook_portal_core::journey::{Builder, Limits};

use super::*;
use crate::i18n::Lang;
use crate::store::Store;
use crate::testing::TestPortal;
use crate::web::call_samples::add_call;

const BEGAN: &str = "2026-11-22T10:00:00Z";
const OUTSIDE: &str = "0687272410";

/// From outside over a menu to the queue, where 231 rings in vain and 221 answers and sends the call on to 234.
async fn transferred(store: &Store, change: impl FnOnce(&mut Journey)) -> CallId {
    let call = add_call(store, OUTSIDE, "221", BEGAN).await;
    let linked_id = store.unique_id(call).await;
    let phones = store.phones().await.unwrap();
    let channel = |extension: &str| {
        let phone = phones.iter().find(|phone| phone.extension.as_str() == extension);
        format!("{}-02", phone.unwrap().endpoint.channel())
    };
    let begin: DateTime<Utc> = BEGAN.parse().unwrap();
    let mut builder = Builder::new(Limits::default(), Source::Events);
    let channels = [
        ("trunk", "PJSIP/trunk-01".to_owned(), OUTSIDE, "463000", "4"),
        ("first", channel("231"), "231", "s", "0"),
        ("second", channel("221"), "221", "s", "0"),
        ("third", channel("234"), "234", "s", "0"),
    ];
    let mut say = |second: i64, id: &str, event: &str, more: &[(&str, &str)]| {
        let (_, name, number, ..) = channels.iter().find(|(known, ..)| *known == id).unwrap();
        let mut event = vec![
            ("Event", event),
            ("Channel", name.as_str()),
            ("CallerIDNum", number),
            ("Uniqueid", id),
            ("Linkedid", linked_id.as_str()),
        ];
        event.extend(more);
        builder.event(event.as_slice(), begin + TimeDelta::seconds(second));
    };
    for (second, (id, _, _, exten, state)) in [0, 10, 30, 60].into_iter().zip(&channels) {
        say(
            second,
            id,
            "Newchannel",
            &[("Exten", exten), ("ChannelState", state)],
        );
    }
    let menu = [("Application", "BackGround"), ("AppData", "custom/welcome")];
    say(1, "trunk", "Newexten", &menu);
    say(
        5,
        "trunk",
        "DTMFEnd",
        &[("Digit", "2"), ("Direction", "Received")],
    );
    say(8, "trunk", "QueueCallerJoin", &[("Queue", "support")]);
    for (second, id) in [(11, "first"), (31, "second"), (61, "third")] {
        say(second, id, "Newstate", &[("ChannelState", "5")]);
    }
    say(29, "first", "Hangup", &[("Cause", "19")]);
    for (second, id) in [(36, "second"), (64, "third")] {
        say(second, id, "Newstate", &[("ChannelState", "6")]);
    }
    say(36, "trunk", "QueueCallerLeave", &[("Queue", "support")]);
    for (second, id, event, bridge) in [
        (36, "trunk", "BridgeEnter", "a"),
        (36, "second", "BridgeEnter", "a"),
        (60, "trunk", "BridgeLeave", "a"),
        (60, "second", "BridgeLeave", "a"),
        (64, "trunk", "BridgeEnter", "b"),
        (64, "third", "BridgeEnter", "b"),
    ] {
        say(second, id, event, &[("BridgeUniqueid", bridge)]);
    }
    for (second, id) in [(60, "second"), (124, "third"), (124, "trunk")] {
        say(second, id, "Hangup", &[("Cause", "16")]);
    }
    let sent = [
        ("Event", "BlindTransfer"),
        ("TransfererUniqueid", "second"),
        ("TransfererLinkedid", &linked_id),
        ("TransfereeUniqueid", "trunk"),
        ("TransfereeLinkedid", &linked_id),
        ("Extension", "234"),
    ];
    builder.event(&sent, begin + TimeDelta::seconds(59));
    let mut journey = builder.finished(begin + TimeDelta::hours(1)).remove(0);
    change(&mut journey);
    let people = store.people().await.unwrap();
    let index = switchhook_portal_core::PartyIndex::new(&phones, &people);
    let parties = journey.parties(&index);
    store
        .add_journeys(&[KeptJourney { journey, parties }])
        .await
        .unwrap();
    call
}

#[tokio::test]
async fn the_legs_and_steps_of_a_call_are_on_its_page_in_every_language() {
    let portal = TestPortal::start().await;
    let call = transferred(&portal.app.store, |_| ()).await;
    let mut browser = portal.log_in("vaiana").await;
    let page = browser.get(&format!("/calls/{call}")).await;
    // 21:00 in Nouméa; 221 is the reader's own.
    for text in [
        "<td class=\"when\">21:00:08</td><td class=\"numeric\">0:00:28</td><th scope=\"row\">0687272410 in the queue support: Answered</th>",
        "<td class=\"when\">21:00:05</td><td class=\"numeric\"></td><th scope=\"row\">0687272410 pressed *</th>",
        "0687272410: menu</th>",
        "<td class=\"when\">21:00:11</td><td class=\"numeric\">0:00:18</td><th scope=\"row\">Rang in vain: *** (No answer)",
        "<td class=\"when\">21:00:31</td><td class=\"numeric\">0:00:05</td><th scope=\"row\">Rang: Vaiana Teriitahi 221",
        "<td class=\"when\">21:00:36</td><td class=\"numeric\">0:00:24</td><th scope=\"row\">Talk: 0687272410 and Vaiana Teriitahi 221",
        "Vaiana Teriitahi 221 sent 0687272410 on to 234",
        "<td class=\"when\">21:01:04</td><td class=\"numeric\">0:01:00</td><th scope=\"row\">Talk: 0687272410 and ***",
        "role=\"img\" aria-labelledby=\"journey-line-title journey-line-desc\"",
        "Answered; it lasted 0:02:04, of which 0:01:24 talking.",
    ] {
        page.shows(text);
    }
    assert!(!page.body.contains("custom/welcome") && !page.body.contains("Q.850"));
    for (lang, words) in [
        ("fr", ["Déroulement", "dans la file support : Répondu"]),
        ("es", ["Qué pasó", "en la cola support: Contestada"]),
        ("ru", ["Ход звонка", "в очереди support: Ответ"]),
    ] {
        let page = browser
            .get_with(&format!("/calls/{call}"), &[("accept-language", lang)])
            .await;
        for word in words {
            page.shows(word);
        }
    }
}

#[tokio::test]
async fn each_role_sees_as_much_of_a_journey_as_of_its_call() {
    let portal = TestPortal::start().await;
    let call = transferred(&portal.app.store, |_| ()).await;
    let path = format!("/calls/{call}");
    for (login, sees, whole, technical) in [
        ("vaiana", true, true, false),
        ("chef", true, false, false),
        ("appels", true, false, false),
        ("admin", true, false, true),
        // Neither talked nor rang; what calls cost is no reason to know what happened to them.
        ("mateo", false, false, false),
        ("compta", false, false, false),
        ("audit", false, false, false),
    ] {
        let page = portal.log_in(login).await.get(&path).await;
        assert_eq!(page.body.contains("id=\"journey\""), sees, "{login}");
        assert_eq!(page.body.contains(OUTSIDE), whole, "{login}");
        assert_eq!(page.body.contains("19 no answer"), technical, "{login}");
        assert_eq!(page.body.contains("custom/welcome"), technical, "{login}");
        let counts = login == "compta";
        assert_eq!(page.status == StatusCode::OK, sees || counts, "{login}");
        // Only who pressed it knows.
        assert!(!page.body.contains("pressed 2"), "{login}");
    }
}

#[tokio::test]
async fn who_paid_for_a_call_and_sees_nothing_else_of_it_sees_no_journey() {
    let portal = TestPortal::start().await;
    let call = add_call(&portal.app.store, "221", "872410", BEGAN).await;
    let page = portal.log_in("compta").await.get(&format!("/calls/{call}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("id=\"journey\""));
}

#[tokio::test]
async fn a_call_of_which_a_part_is_missing_says_so_and_one_known_from_records_too() {
    let portal = TestPortal::start().await;
    let store = &portal.app.store;
    let mut browser = portal.log_in("vaiana").await;
    let missing = "Part of this is missing";
    let records = "Known from the call records alone";
    let whole = transferred(store, |_| ()).await;
    let cut = transferred(store, |journey| journey.is_incomplete = true).await;
    let unheard = add_call(store, "221", "234", BEGAN).await;
    for (call, is_cut, is_of_records) in [(whole, false, false), (cut, true, false), (unheard, false, true)] {
        let page = browser.get(&format!("/calls/{call}")).await;
        page.shows("id=\"journey\"");
        assert_eq!(page.body.contains(missing), is_cut, "{call}");
        assert_eq!(page.body.contains(records), is_of_records, "{call}");
    }
    let page = browser.get(&format!("/calls/{unheard}")).await;
    page.shows("Talk: Vaiana Teriitahi 221 and Noah Whitford 234");
}

#[tokio::test]
async fn a_call_on_the_pbx_is_kept_with_its_legs_and_one_that_outlasts_the_portal_as_a_piece() {
    let mut portal = TestPortal::start().await;
    portal.connected().await;
    let long = std::time::Duration::from_secs(600);
    let brief = std::time::Duration::from_millis(200);
    portal.pbx.call("221", "234", brief).unwrap();
    let store = portal.app.store.clone();
    let kept = portal
        .until("the journey is kept", async || {
            let calls = store.calls_of_ids(&[1]).await.unwrap();
            let linked_id = &calls.first()?.record.cdr.linked_id;
            store.journey(linked_id).await.unwrap()
        })
        .await;
    assert!(!kept.journey.is_incomplete, "{kept:?}");
    assert_eq!(kept.journey.ending, Ending::Answered);
    let numbers: Vec<&str> = kept.parties.iter().map(|party| party.number.as_str()).collect();
    assert_eq!(numbers, ["221", "234"]);
    let mut browser = portal.log_in("vaiana").await;
    let page = browser.get("/calls/1").await;
    page.shows("Talk: Vaiana Teriitahi 221 and Noah Whitford 234");
    drop(browser);

    portal.pbx.call("222", "223", long).unwrap();
    portal
        .until("they talk", async || {
            let talking = portal.app.live.read(|state| {
                state
                    .calls()
                    .iter()
                    .any(|call| call.channels == 2 && call.channel_names.len() == 2)
            });
            talking.then_some(())
        })
        .await;
    portal.stop().await;
    portal
        .until("the piece is kept", async || {
            (store.count_journeys().await == 2).then_some(())
        })
        .await;
    portal.start_again().await;
    assert_eq!(portal.app.store.count_journeys().await, 2);
}

#[test]
fn every_ending_has_its_own_word_and_every_kind_of_application() {
    for lang in Lang::ALL {
        let t = Texts::new(lang);
        let mut words: Vec<String> = Ending::ALL
            .iter()
            .map(|ending| t.journey_ending(ending.key()))
            .collect();
        words.extend(
            [
                "background",
                "confbridge",
                "voicemailmain",
                "musiconhold",
                "record",
                "disa",
                "agi",
                "playback",
            ]
            .map(|name| t.journey_step_application(kind_of(name), "")),
        );
        let count = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), count, "{lang:?}: {words:?}");
    }
}

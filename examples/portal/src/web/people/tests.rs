//! Accounts: made, changed, switched off, never by a password that somebody else chose.

use axum::http::StatusCode;
use switchhook_ami::action::GetConfig;
use switchhook_ami::client::{Client, Config};
use switchhook_ami::value::Secret;

use super::*;
use crate::demo::PASSWORD;
use crate::testing::{Page, TestPortal};

async fn find(portal: &TestPortal, login: &str) -> Person {
    let people = portal.app.store.people().await.unwrap();
    people
        .into_iter()
        .find(|person| person.login.as_str() == login)
        .unwrap()
}

/// The path of the one-time link on a page.
fn link_of(page: &Page) -> String {
    let (_, rest) = page.body.split_once("/welcome/").unwrap();
    format!("/welcome/{}", rest.split('"').next().unwrap())
}

#[tokio::test]
async fn a_new_person_chooses_the_password_and_nobody_else_does() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let form = admin.get("/admin/people/new").await;
    assert!(!form.body.contains("type=\"password\""), "{}", form.body);
    for (fields, words) in [
        (
            vec![("login", "vaiana"), ("last_name", "X"), ("profiles", "user")],
            "This is taken already",
        ),
        (
            vec![("login", "a b"), ("last_name", "X"), ("profiles", "user")],
            "Leave out the blanks.",
        ),
        (vec![("login", "ana"), ("last_name", "X")], "Fill in this field."),
        (
            vec![("login", "ana"), ("last_name", "X"), ("profiles", "root")],
            "Choose from the list.",
        ),
        (
            vec![
                ("login", "ana"),
                ("last_name", "X"),
                ("profiles", "user"),
                ("department", "999"),
            ],
            "Choose from the list.",
        ),
    ] {
        let page = admin.post("/admin/people/new", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        page.shows(words);
    }
    let fields = [
        ("login", "Ana"),
        ("first_name", "Ana"),
        ("last_name", "Souza"),
        ("profiles", "user"),
        ("password", "sneaked in"),
    ];
    let page = admin.post("/admin/people/new", &fields).await;
    page.shows("Give this link to Ana Souza.");
    admin.get("/admin/people?q=souz").await.shows("Invited");
    let mut ana = portal.stranger();
    let refused = ana
        .post("/login", &[("login", "ana"), ("password", "sneaked in")])
        .await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let chosen = [("password", "correct horse"), ("password_again", "correct horse")];
    assert_eq!(
        ana.post(&link_of(&page), &chosen).await.location,
        "/login?notice=password-set"
    );
    assert_eq!(
        ana.post("/login", &[("login", "ana"), ("password", "correct horse")])
            .await
            .location,
        "/"
    );
    let list = admin.get("/admin/people?q=souz").await;
    assert!(
        list.body.contains("Active") && !list.body.contains(">Never<"),
        "the login is noted: {}",
        list.body
    );

    // A new link voids the one before.
    let path = path(find(&portal, "ana").await.id);
    let (first, second) = (
        admin.post(&format!("{path}/link"), &[]).await,
        admin.post(&format!("{path}/link"), &[]).await,
    );
    assert_eq!(ana.get(&link_of(&first)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ana.get(&link_of(&second)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_last_administrator_stays_and_says_why() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let person = find(&portal, "admin").await;
    let path = path(person.id);
    let page = admin.get(&path).await;
    page.shows("This is the last administrator");
    assert!(
        !page.body.contains(&format!("{path}/disable")),
        "nobody locks oneself out"
    );
    let fields = [
        ("login", "admin"),
        ("first_name", "Inès"),
        ("last_name", "Lacroix"),
        ("profiles", "user"),
    ];
    for page in [
        admin.post(&path, &fields).await,
        admin.post(&format!("{path}/disable"), &[]).await,
    ] {
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.shows("This is the last administrator; make somebody else one first.");
    }
    assert_eq!(find(&portal, "admin").await, person);
}

#[tokio::test]
async fn who_is_disabled_is_out_at_once_and_comes_back_with_everything() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let mut vaiana = portal.log_in("vaiana").await;
    let before = find(&portal, "vaiana").await;
    let path = path(before.id);
    assert_eq!(
        admin.post(&format!("{path}/disable"), &[]).await.location,
        format!("{path}?notice=saved")
    );
    assert_eq!(vaiana.get("/directory").await.status, StatusCode::SEE_OTHER);
    let page = vaiana
        .post("/login", &[("login", "vaiana"), ("password", PASSWORD)])
        .await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        admin.post(&format!("{path}/enable"), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(find(&portal, "vaiana").await, before);
    portal.log_in("vaiana").await;
    // What changed stands in the trail, in words.
    let trail = admin.get("/admin/audit?q=teriitahi").await;
    trail.shows("Person: Vaiana Teriitahi");
    trail.shows("disabled: false → true");
}

#[test]
fn people_are_found_by_the_beginnings_of_their_names_without_accents() {
    let form = Typed {
        login: "ines.l",
        first_name: "Inès",
        last_name: "Lacroix-Duval",
        profiles: &["user"],
        ..Typed::default()
    };
    let person = NewPerson::parse(&form).unwrap().with_id(PersonId(1));
    for (search, expected) in [
        ("", true),
        ("ines", true),
        ("duv lac", true),
        ("roix", false),
        ("s.l", true),
        ("ines other", false),
    ] {
        assert_eq!(matches(&person, search), expected, "{search}");
    }
}

#[tokio::test]
async fn a_new_name_is_told_to_the_exchange_and_said_where_it_was_not() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut admin = portal.log_in("admin").await;
    let person = find(&portal, "vaiana").await;
    let owner = person.id.to_string();
    let made = admin
        .post("/admin/phones/new", &[("extension", "299"), ("owner", &owner)])
        .await;
    made.shows("Phone 299 is ready");
    let callerid = async || {
        let config = Config::new(portal.pbx.addr().to_string(), "portal", Secret::new("secret"));
        let client = Client::connect(config).await.unwrap();
        let file = client
            .send(GetConfig::file(&*portal.app.config.pbx.phones.file))
            .await
            .unwrap();
        client.close().await;
        let lines: Vec<_> = file
            .categories
            .into_iter()
            .flat_map(|category| category.lines)
            .collect();
        lines
            .into_iter()
            .find(|line| line.name == "endpoint/callerid" && line.value.contains("299"))
            .unwrap()
            .value
    };
    assert_eq!(callerid().await, "\"Vaiana Teriitahi\" <299>");
    let fields = |last_name| {
        [
            ("login", "vaiana"),
            ("first_name", "Vaiana"),
            ("last_name", last_name),
            ("profiles", "user"),
        ]
    };
    let path = path(person.id);
    assert_eq!(
        admin.post(&path, &fields("Müller")).await.location,
        "/admin/people?notice=saved"
    );
    assert_eq!(callerid().await, "\"Vaiana Muller\" <299>");

    portal.pbx.crash();
    portal
        .until("the portal notices", async || portal.app.pbx.notice())
        .await;
    let page = admin.post(&path, &fields("Meier")).await;
    assert_eq!(page.location, "/admin/people?notice=saved-not-in-pbx");
    admin
        .get(&page.location)
        .await
        .shows("the telephony server did not take the new name");
    assert_eq!(find(&portal, "vaiana").await.last_name, "Meier");
    portal.pbx.revive().await.unwrap();
    portal.connected().await;
    let phones = portal.app.store.phones().await.unwrap();
    let phone = phones
        .iter()
        .find(|phone| phone.extension.as_str() == "299")
        .unwrap()
        .id;
    portal
        .until("saving the telephone writes the name", async || {
            let saved = admin
                .post(
                    &format!("/admin/phones/{phone}"),
                    &[("extension", "299"), ("owner", &owner)],
                )
                .await;
            assert_eq!(saved.location, "/admin/phones?notice=saved");
            (callerid().await == "\"Vaiana Meier\" <299>").then_some(())
        })
        .await;
}

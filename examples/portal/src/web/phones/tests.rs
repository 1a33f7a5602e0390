//! Telephones in the portal and in Asterisk, on a simulated PBX.

use axum::http::StatusCode;
use switchhook_ami::action::{Category, GetConfig};
use switchhook_ami::client::{Client, Config};
use switchhook_ami::value::Secret as ManagerSecret;

use super::*;
use crate::testing::{Page, TestPortal};

/// The two files as the PBX has them: names of the accounts, and lines of the extensions.
async fn files(portal: &TestPortal) -> (Vec<String>, Vec<String>) {
    let config = Config::new(
        portal.pbx.addr().to_string(),
        "portal",
        ManagerSecret::new("secret"),
    );
    let client = Client::connect(config).await.unwrap();
    let phones = &portal.app.config.pbx.phones;
    // A file that does not exist yet holds nothing.
    let read = async |file: &str| -> Vec<Category> {
        client
            .send(GetConfig::file(file))
            .await
            .map(|file| file.categories)
            .unwrap_or_default()
    };
    let (accounts, dialplan) = (read(&phones.file).await, read(&phones.dialplan_file).await);
    client.close().await;
    (
        accounts.into_iter().map(|category| category.name).collect(),
        dialplan
            .into_iter()
            .flat_map(|category| category.lines)
            .map(|line| line.value)
            .collect(),
    )
}

async fn find(portal: &TestPortal, extension: &str) -> Option<Phone> {
    portal
        .app
        .store
        .phones()
        .await
        .unwrap()
        .into_iter()
        .find(|phone| phone.extension.as_str() == extension)
}

fn value_of(page: &Page, id: &str) -> String {
    let (_, rest) = page.body.split_once(&format!("id=\"{id}\"")).unwrap();
    rest.split_once("value=\"")
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_telephone_is_in_asterisk_and_in_the_portal_from_its_making_to_its_end() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut browser = portal.log_in("admin").await;
    let vaiana = portal
        .app
        .store
        .people()
        .await
        .unwrap()
        .into_iter()
        .find(|p| p.login.as_str() == "vaiana")
        .unwrap();
    let owner = vaiana.id.to_string();
    let page = browser
        .post("/admin/phones/new", &[("extension", "299"), ("owner", &owner)])
        .await;
    page.shows("Phone 299 is ready");
    let phone = find(&portal, "299").await.unwrap();
    assert_eq!(value_of(&page, "sip-user"), phone.endpoint.as_str());
    assert_eq!(value_of(&page, "sip-server"), "pbx.example");
    let secret = value_of(&page, "sip-password");
    assert_eq!(secret.len(), 26);
    let path = path(phone.id);
    for address in [&*path, LIST, "/admin/audit"] {
        assert!(
            !browser.get(address).await.body.contains(&secret),
            "{address} shows the secret again"
        );
    }
    let (accounts, dialplan) = files(&portal).await;
    assert!(accounts.contains(&phone.endpoint.to_string()), "{accounts:?}");
    assert!(
        dialplan.contains(&format!("299,hint,{}", phone.endpoint.channel())),
        "{dialplan:?}"
    );

    // A renamed extension keeps its account; a department is the portal's alone.
    let page = browser
        .post(
            &path,
            &[("extension", "298"), ("label", "Salle Bleue"), ("hidden", "1")],
        )
        .await;
    assert_eq!(page.location, "/admin/phones?notice=saved", "{}", page.body);
    let changed = find(&portal, "298").await.unwrap();
    assert_eq!(
        (changed.endpoint.clone(), changed.owner, changed.hidden),
        (phone.endpoint.clone(), None, true)
    );
    let dialplan = files(&portal).await.1;
    assert!(
        dialplan.iter().any(|line| line.starts_with("298,hint,")),
        "{dialplan:?}"
    );
    assert!(
        !dialplan.iter().any(|line| line.starts_with("299,")),
        "{dialplan:?}"
    );

    let page = browser.post(&format!("{path}/secret"), &[]).await;
    assert_ne!(value_of(&page, "sip-password"), secret);
    assert_eq!(
        browser.post(&format!("{path}/delete"), &[]).await.location,
        "/admin/phones?notice=deleted"
    );
    assert!(find(&portal, "298").await.is_none());
    let (accounts, dialplan) = files(&portal).await;
    assert!(!accounts.contains(&phone.endpoint.to_string()), "{accounts:?}");
    assert!(
        !dialplan.iter().any(|line| line.contains(phone.endpoint.as_str())),
        "{dialplan:?}"
    );
}

#[tokio::test]
async fn mistakes_are_found_before_anything_is_written() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut browser = portal.log_in("admin").await;
    let before = files(&portal).await;
    for (fields, words) in [
        (vec![("extension", "29x")], "Use digits only."),
        (vec![("extension", "")], "Fill in this field."),
        (vec![("extension", "221")], "This is taken already"),
        (
            vec![("extension", "299"), ("owner", "999")],
            "Choose from the list.",
        ),
        (
            vec![("extension", "299"), ("department", "999")],
            "Choose from the list.",
        ),
        (vec![("extension", "299"), ("label", "a\r\nexten => s")], "U+000D"),
    ] {
        let page = browser.post("/admin/phones/new", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        page.shows(words);
    }
    assert_eq!(files(&portal).await, before);
    assert!(find(&portal, "299").await.is_none());
}

#[tokio::test]
async fn nothing_half_written_stays_when_the_exchange_is_down() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut browser = portal.log_in("admin").await;
    browser
        .post("/admin/phones/new", &[("extension", "299")])
        .await
        .shows("Phone 299 is ready");
    let phone = find(&portal, "299").await.unwrap();
    portal.pbx.crash();
    portal
        .until("the portal notices", async || portal.app.pbx.notice())
        .await;
    let path = path(phone.id);
    for (address, fields) in [
        ("/admin/phones/new".to_owned(), vec![("extension", "297")]),
        (path.clone(), vec![("extension", "296")]),
        (format!("{path}/secret"), vec![]),
        (format!("{path}/delete"), vec![]),
    ] {
        let page = browser.post(&address, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        page.shows("The telephony server did not take the change, so nothing was saved:");
    }
    assert_eq!(find(&portal, "299").await, Some(phone.clone()));
    assert!(find(&portal, "297").await.is_none() && find(&portal, "296").await.is_none());
    // What only the portal holds can be changed all the same.
    let page = browser
        .post(&path, &[("extension", "299"), ("hidden", "1")])
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    browser
        .get("/admin/audit?q=failed")
        .await
        .shows("Configured the exchange");
}

#[tokio::test]
async fn two_administrators_who_take_the_same_extension_make_one_telephone() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let (mut one, mut other) = (portal.log_in("admin").await, portal.log_in("admin").await);
    let fields = [("extension", "299")];
    let (one, other) = tokio::join!(
        one.post("/admin/phones/new", &fields),
        other.post("/admin/phones/new", &fields)
    );
    let mut statuses = [one.status, other.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY]);
    let phone = find(&portal, "299").await.unwrap();
    let (accounts, dialplan) = files(&portal).await;
    assert!(accounts.contains(&phone.endpoint.to_string()), "{accounts:?}");
    let of_299: Vec<_> = dialplan.iter().filter(|line| line.starts_with("299,")).collect();
    assert!(
        of_299.len() == 2 && of_299.iter().all(|line| line.contains(phone.endpoint.as_str())),
        "{of_299:?}"
    );
    assert_eq!(
        accounts
            .iter()
            .filter(|name| **name == phone.endpoint.to_string())
            .count(),
        1
    );
}

#[tokio::test]
async fn the_sites_number_stands_in_a_telephones_caller_id_and_its_prefix_finds_the_telephone() {
    let portal = TestPortal::start_with(|config| {
        config.pbx.phones.outside_number = Some("3030".to_owned());
        config.source_prefix = "463".to_owned();
    })
    .await;
    portal.connected().await;
    let mut browser = portal.log_in("admin").await;
    let page = browser.post("/admin/phones/new", &[("extension", "299")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let phone = find(&portal, "299").await.unwrap();
    let config = Config::new(
        portal.pbx.addr().to_string(),
        "portal",
        ManagerSecret::new("secret"),
    );
    let client = Client::connect(config).await.unwrap();
    let file = GetConfig::file(&*portal.app.config.pbx.phones.file).category(phone.endpoint.as_str());
    let sections = client.send(file).await.unwrap();
    client.close().await;
    let section = sections.category(phone.endpoint.as_str()).unwrap();
    assert!(section.get("endpoint/callerid").unwrap().ends_with("<3030>"));
    assert_eq!(section.get("endpoint/set_var"), Some("SWITCHHOOK_EXTENSION=299"));
    // What the feed makes call rows with.
    let index = portal.app.live.index();
    assert_eq!(index.by_outside_number("463299").unwrap().phone, Some(phone.id));
}

/// The lines of a section as the PBX has it; none where there is no such section.
async fn section(portal: &TestPortal, file: &str, name: &str) -> Vec<(String, String)> {
    let config = Config::new(
        portal.pbx.addr().to_string(),
        "portal",
        ManagerSecret::new("secret"),
    );
    let client = Client::connect(config).await.unwrap();
    let read = client.send(GetConfig::file(file)).await.unwrap();
    client.close().await;
    let Some(section) = read.category(name) else {
        return Vec::new();
    };
    let lines = section.lines.iter();
    lines
        .map(|line| (line.name.clone(), line.value.clone()))
        .collect()
}

#[tokio::test]
async fn direct_number_rights_groups_and_language_reach_asterisk_and_leave_it() {
    let portal = TestPortal::start_with(|config| {
        config.pbx.phones.rights = ["internal", "national"]
            .map(|right| right.parse().unwrap())
            .to_vec();
        config.pbx.phones.outside_number = Some("3030".to_owned());
    })
    .await;
    portal.connected().await;
    let mut browser = portal.log_in("admin").await;
    browser.get("/admin/phones/new").await.shows("value=\"national\"");
    let fields = [
        ("extension", "299"),
        ("direct_number", "45 30 31"),
        ("rights", "internal"),
        ("rights", "national"),
        ("call_groups", "1 2"),
        ("pickup_groups", "2"),
        ("language", "fr"),
    ];
    let page = browser.post("/admin/phones/new", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let phone = find(&portal, "299").await.unwrap();
    let endpoint = phone.endpoint.to_string();
    let files = portal.app.config.pbx.phones.clone();
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let account = section(&portal, &files.file, &endpoint).await;
    for (key, value) in [
        ("endpoint/context", &*endpoint),
        ("endpoint/callerid", "\"\" <453031>"),
        ("endpoint/call_group", "1,2"),
        ("endpoint/pickup_group", "2"),
        ("endpoint/language", "fr"),
    ] {
        assert!(account.contains(&pair(key, value)), "{key} in {account:?}");
    }
    assert_eq!(
        section(&portal, &files.dialplan_file, &endpoint).await,
        [pair("include", "internal"), pair("include", "national")]
    );
    let direct = format!("453031,1,Gosub(stdexten,s,1(PJSIP/{endpoint}))");
    assert_eq!(
        section(&portal, &files.dialplan_file, "switchhook-direct").await,
        [pair("exten", &direct)]
    );
    let path = path(phone.id);
    browser.get(&path).await.shows("value=\"453031\"");
    // Clicked calls show it as those of the telephone do.
    let policy = portal.app.dial_policy();
    assert_eq!(
        policy.direct_numbers.get("299").map(String::as_str),
        Some("453031")
    );
    browser
        .get("/admin/audit")
        .await
        .shows("rights:  → internal,national");
    // A number leads to one telephone, and what the site does not offer cannot be given.
    let taken = browser
        .post(
            "/admin/phones/new",
            &[("extension", "298"), ("direct_number", "453031")],
        )
        .await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    taken.shows("id=\"direct_number-error\"");
    for (field, value) in [
        ("rights", "international"),
        ("call_groups", "64"),
        ("language", "x"),
    ] {
        let page = browser
            .post("/admin/phones/new", &[("extension", "298"), (field, value)])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
    // Taken away, it is taken out of Asterisk.
    let page = browser.post(&path, &[("extension", "299")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let account = section(&portal, &files.file, &endpoint).await;
    assert!(
        account.contains(&pair("endpoint/callerid", "\"\" <3030>")),
        "{account:?}"
    );
    assert!(
        account.iter().all(|(key, _)| !key.contains("group")),
        "{account:?}"
    );
    assert_eq!(section(&portal, &files.dialplan_file, &endpoint).await, []);
    assert_eq!(
        section(&portal, &files.dialplan_file, "switchhook-direct").await,
        []
    );
}

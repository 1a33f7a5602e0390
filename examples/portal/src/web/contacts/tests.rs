//! Contacts from and to files, through the router.

use axum::http::StatusCode;
use switchhook_portal_core::Contact;

use crate::testing::TestPortal;

const FILE: &str =
    "Name;Number;E-mail;Private\nGirard;501040;;\nSouza;call me;;\n=Evil();501042;;\nOpen;501043;;no\n";

async fn contact(portal: &TestPortal, name: &str) -> Option<Contact> {
    let contacts = portal.app.store.contacts().await.unwrap();
    contacts
        .into_iter()
        .find(|contact| contact.details.display_name() == name)
}

/// Where the preview's form leads.
fn action(body: &str) -> String {
    let (_, rest) = body
        .split_once("action=\"/directory/contacts/import/")
        .unwrap_or_else(|| panic!("nothing to import in {body}"));
    format!(
        "/directory/contacts/import/{}",
        rest.split('"').next().unwrap_or_default()
    )
}

#[tokio::test]
async fn a_file_with_a_bad_line_is_shown_first_and_imports_the_others() {
    let portal = TestPortal::start().await;
    let mut vaiana = portal.log_in("vaiana").await;
    let before = portal.app.store.contacts().await.unwrap().len();
    let page = vaiana
        .upload(
            "/directory/contacts/import",
            &[],
            &[("file", "contacts.csv", FILE.as_bytes())],
        )
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("<th scope=\"row\" class=\"numeric\">3</th><td>Number 1: Leave out the character");
    page.shows("<th scope=\"row\" class=\"numeric\">5</th><td>Everybody would see this contact");
    assert_eq!(
        portal.app.store.contacts().await.unwrap().len(),
        before,
        "nothing is stored before Import"
    );
    let action = action(&page.body);
    let mut other = portal.log_in("mateo").await;
    let stolen = other.post(&action, &[]).await;
    assert_eq!(stolen.location, "/directory/contacts/import?notice=import-gone");
    let done = vaiana.post(&action, &[]).await;
    assert_eq!(
        done.location, "/directory?source=contact&notice=contacts-imported",
        "{}",
        done.body
    );
    assert_eq!(portal.app.store.contacts().await.unwrap().len(), before + 2);
    assert!(contact(&portal, "Girard").await.unwrap().details.private);
    assert!(contact(&portal, "Souza").await.is_none());
    assert!(contact(&portal, "Open").await.is_none());
    vaiana.get("/directory?q=Girard").await.shows("501040");
    // Pressed twice, or uploaded twice: nothing comes in twice.
    let again = vaiana.post(&action, &[]).await;
    assert_eq!(again.location, "/directory/contacts/import?notice=import-gone");
    let page = vaiana
        .upload(
            "/directory/contacts/import",
            &[],
            &[("file", "contacts.csv", FILE.as_bytes())],
        )
        .await;
    assert!(!page.body.contains("action=\"/directory/contacts/import/"));

    let csv = vaiana.get("/directory/contacts/export/private.csv").await;
    csv.shows("Girard");
    csv.shows("'=Evil()");
    let card = vaiana.get("/directory/contacts/export/private.vcf").await;
    card.shows("TEL;TYPE=voice");
    let empty = other.get("/directory/contacts/export/private.csv").await;
    assert!(!empty.body.contains("Girard"), "somebody else's private contact");
}

#[tokio::test]
async fn nobody_imports_or_exports_contacts_of_everybody_without_the_right() {
    let portal = TestPortal::start().await;
    let card = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Tout Le Monde\r\nTEL:501055\r\nEND:VCARD\r\n";
    let files: &[(&str, &str, &[u8])] = &[("file", "all.vcf", card)];
    let mut vaiana = portal.log_in("vaiana").await;
    let page = vaiana
        .upload("/directory/contacts/import", &[("shared", "1")], files)
        .await;
    page.shows("Everybody would see this contact");
    assert!(!page.body.contains("action=\"/directory/contacts/import/"));
    let export = vaiana.get("/directory/contacts/export/shared.vcf").await;
    assert_eq!(export.status, StatusCode::FORBIDDEN);
    let auditor = portal
        .log_in("audit")
        .await
        .upload("/directory/contacts/import", &[], files)
        .await;
    assert_eq!(auditor.status, StatusCode::FORBIDDEN);

    let mut admin = portal.log_in("admin").await;
    let page = admin
        .upload("/directory/contacts/import", &[("shared", "1")], files)
        .await;
    admin.post(&action(&page.body), &[]).await;
    let added = contact(&portal, "Tout Le Monde").await.unwrap();
    assert!(!added.details.private);
    vaiana.get("/directory?q=Tout").await.shows("501055");
    let export = admin.get("/directory/contacts/export/shared.vcf").await;
    export.shows("501055");
}

#[tokio::test]
async fn a_file_that_is_too_large_or_missing_is_refused_and_says_so() {
    let portal = TestPortal::start().await;
    let mut vaiana = portal.log_in("vaiana").await;
    let large = vec![b'a'; (4 << 20) + 1];
    for (file, words) in [
        (&*large, "The file is larger than 4 MB"),
        (b"".as_slice(), "Choose a file."),
    ] {
        let name = if file.is_empty() { "" } else { "a.csv" };
        let page = vaiana
            .upload("/directory/contacts/import", &[], &[("file", name, file)])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.shows(words);
    }
    let unknown = vaiana.get("/directory/contacts/export/all.csv").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

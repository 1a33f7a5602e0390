//! AstDB and configuration files.

use switchhook_ami::action::{
    CreateConfig, DbDel, DbDelTree, DbGet, DbGetTree, DbPut, GetConfig, GetConfigJson, ListCategories,
    Operation, UpdateConfig,
};
use switchhook_ami::client::SendError;

use crate::lab::{Lab, item};

const FILE: &str = "switchhook/live-test.conf";

pub(super) async fn chapter(lab: &Lab) {
    astdb(lab).await;
    configuration(lab).await;
}

async fn astdb(lab: &Lab) {
    for value in ["0611223344", "a: b, \"c\" [d]\\", "", "Café "] {
        lab.ask(DbPut::new("lab/files", "key", value)).await;
        assert_eq!(lab.ask(DbGet::new("lab/files", "key")).await, value);
    }
    lab.ask(DbPut::new("lab/files", "other", "1")).await;
    let tree = lab.ask(DbGetTree::new().family("lab/files")).await;
    assert_eq!(
        item!(tree, key: "/lab/files/key").value().as_deref(),
        Some("Café ")
    );
    assert_eq!(tree.len(), 2);
    lab.ask(DbDel::new("lab/files", "key")).await;
    let gone = lab
        .client
        .send(DbGet::new("lab/files", "key"))
        .await
        .expect_err("gone");
    assert!(gone.is_not_found(), "{gone}");
    lab.ask(DbDelTree::new("lab/files")).await;
    assert!(lab.ask(DbGetTree::new().family("lab/files")).await.is_empty());
}

async fn configuration(lab: &Lab) {
    lab.ask(CreateConfig::file(FILE)).await;
    let refused = lab.refused(CreateConfig::file(FILE)).await;
    assert_eq!(refused, "File exists");

    let values =
        (0..100).map(|n| Operation::append("phone", format!("v{n}"), format!("value {n}; not a comment")));
    let update = UpdateConfig::file(FILE)
        .step(Operation::new_category("phone"))
        .steps(values);
    lab.client
        .update_config(update)
        .await
        .expect("written in several messages");
    let file = lab.ask(GetConfig::file(FILE)).await;
    assert_eq!(file.category("phone").expect("the category").lines.len(), 100);
    assert_eq!(lab.ask(ListCategories::new(FILE)).await, ["phone"]);
    let json = lab.ask(GetConfigJson::new(FILE).category("phone")).await;
    assert!(
        json.json()
            .is_some_and(|json| json.contains("\"v7\":\"value 7; not a comment\"")),
        "{json:?}"
    );

    // One step that fails leaves all as it was.
    let update = UpdateConfig::file(FILE)
        .step(Operation::append("phone", "half", "written"))
        .step(Operation::append("no such category", "a", "b"));
    let refused = lab.client.update_config(update).await;
    assert!(matches!(refused, Err(SendError::Refused { .. })), "{refused:?}");
    let file = lab.ask(GetConfig::file(FILE).category("phone")).await;
    assert_eq!(file.category("phone").and_then(|phone| phone.get("half")), None);
    lab.ask(UpdateConfig::file(FILE).step(Operation::delete_category("phone")))
        .await;
    assert!(lab.ask(GetConfig::file(FILE)).await.category("phone").is_none());
}

//! An older database, filled, becomes one of this version with nothing lost.

use sqlx::SqlitePool;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use switchhook_portal_core::PersonId;

use super::Store;

/// What a portal of the first version would have in its tables: every one of them filled.
const FILLED: &str = "
    INSERT INTO department (id, short_name, full_name) VALUES (1, 'COM', 'Commercial');
    INSERT INTO person VALUES (1, 'ana', 'Ana', 'Souza', 'ana@example.org', 1, 'user,administrator', 0, '$argon2id$x');
    INSERT INTO phone VALUES (1, 'pab12cd34', '221', 1, 1, '', 0);
    INSERT INTO contact VALUES (1, 1, 1, 'Élise', 'Caillard', '', '', '272410', '', '');
    INSERT INTO session VALUES (x'01', 1, 'token', 100, 200, '127.0.0.1', 'browser');
    INSERT INTO one_time_link VALUES (x'02', 1, 300);
    INSERT INTO call VALUES (1, '1700000000.1', '1700000000.1', 1, 1700000000, 1700000003, 1700000063, 63, 60, 'answered',
        '221', '272410', '\"Ana\" <221>', 'internal', 'PJSIP/pab12cd34-00000001', 'PJSIP/trunk-00000002', 'Dial', '', '', '',
        'outgoing', '221', 'Ana Souza', 1, 1, 1, '272410', '', NULL, NULL, NULL, 'fingerprint');
";

#[tokio::test]
async fn a_filled_database_of_each_earlier_version_is_brought_to_this_one() {
    let all = sqlx::migrate!();
    let versions: Vec<_> = all.iter().map(|migration| migration.version).collect();
    assert!(versions.len() > 1, "there is no earlier version to come from");
    for &from in &versions[..versions.len() - 1] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let old = SqlitePool::connect_with(
            SqliteConnectOptions::new()
                .filename(&path)
                .create_if_missing(true),
        )
        .await
        .unwrap();
        let until: Vec<_> = all.iter().filter(|m| m.version <= from).cloned().collect();
        Migrator::with_migrations(until).run(&old).await.unwrap();
        sqlx::raw_sql(FILLED).execute(&old).await.unwrap();
        old.close().await;

        let store = Store::open(&path).await.unwrap();
        let person = store.person(PersonId(1)).await.unwrap().unwrap();
        assert_eq!(person.display_name(), "Ana Souza");
        assert_eq!(
            store.password_of(PersonId(1)).await.unwrap().as_deref(),
            Some("$argon2id$x")
        );
        assert_eq!(
            store.phones_of(PersonId(1)).await.unwrap()[0].extension.as_str(),
            "221"
        );
        assert_eq!(
            store.contacts().await.unwrap()[0].details.numbers[0].as_str(),
            "272410"
        );
        assert_eq!(
            store.sessions_of(PersonId(1)).await.unwrap()[0].last_activity,
            200
        );
        let calls = store.calls_to_rate(0.into(), false, 10).await.unwrap();
        assert_eq!(
            calls.len(),
            1,
            "from version {from}: the call waits for its price"
        );
        assert_eq!(calls[0].record.callee.number, "272410");
        store.close().await;
    }
}

#[tokio::test]
async fn a_database_of_a_later_version_is_refused_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("later.db");
    let store = Store::open(&path).await.unwrap();
    sqlx::query("UPDATE _sqlx_migrations SET version = 9999 WHERE version = 1")
        .execute(&store.write)
        .await
        .unwrap();
    store.close().await;
    let error = Store::open(&path).await.unwrap_err().to_string();
    assert!(
        error.contains("later.db") && error.contains("use the version that wrote it"),
        "{error}"
    );
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_named() {
    let error = Store::open("/nowhere/at/all.db".as_ref())
        .await
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("/nowhere/at/all.db") && error.contains("check that its folder exists"),
        "{error}"
    );
}

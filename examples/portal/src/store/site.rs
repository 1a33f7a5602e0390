//! Settings of the site: every version of them, the last one holds.

use super::{Result, Seconds, Store, StoreError};
use crate::site::{Held, Site};

/// One version in the list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SiteVersion {
    pub id: i64,
    pub made: Seconds,
    pub person: Option<i64>,
    pub note: String,
}

/// Settings to keep as a new version.
#[derive(Clone, Copy, Debug)]
pub struct NewSite<'a> {
    /// The version that they were made from; 0 for `portal.toml`.
    pub from: i64,
    pub site: &'a Site,
    pub made: Seconds,
    pub person: Option<i64>,
    pub note: &'a str,
}

impl Store {
    /// The version that holds, if there is any.
    pub async fn site(&self) -> Result<Option<Held>> {
        let last: Option<i64> = sqlx::query_scalar("SELECT max(id) FROM site_version")
            .fetch_one(&self.read)
            .await?;
        match last {
            Some(version) => Ok(Some(Held {
                version,
                site: self.site_of(version).await?,
            })),
            None => Ok(None),
        }
    }

    /// The settings of a version.
    pub async fn site_of(&self, version: i64) -> Result<Site> {
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT key, value FROM site_setting WHERE version = ?")
                .bind(version)
                .fetch_all(&self.read)
                .await?;
        if rows.is_empty() {
            return Err(StoreError::Gone);
        }
        let value = |name: &str| {
            let row = rows.iter().find(|(key, _)| key == name);
            row.map_or("", |(_, value)| value.as_str())
        };
        Site::read(value).map_err(|mistakes| StoreError::Value {
            column: "site_setting.value",
            value: mistakes
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        })
    }

    /// The latest versions, newest first.
    pub async fn site_versions(&self, limit: u32) -> Result<Vec<SiteVersion>> {
        Ok(
            sqlx::query_as("SELECT id, made, person, note FROM site_version ORDER BY id DESC LIMIT ?")
                .bind(limit)
                .fetch_all(&self.read)
                .await?,
        )
    }

    /// Keeps a new version and gives its number; [`StoreError::Gone`] if somebody else made one meanwhile.
    pub async fn add_site(&self, new: &NewSite<'_>) -> Result<i64> {
        let mut transaction = self.write.begin().await?;
        let last: Option<i64> = sqlx::query_scalar("SELECT max(id) FROM site_version")
            .fetch_one(&mut *transaction)
            .await?;
        if last.unwrap_or_default() != new.from {
            return Err(StoreError::Gone);
        }
        let id = sqlx::query("INSERT INTO site_version (made, person, note) VALUES (?, ?, ?)")
            .bind(new.made)
            .bind(new.person)
            .bind(new.note)
            .execute(&mut *transaction)
            .await?
            .last_insert_rowid();
        for (key, value) in new.site.texts().iter().filter(|(_, value)| !value.is_empty()) {
            sqlx::query("INSERT INTO site_setting (version, key, value) VALUES (?, ?, ?)")
                .bind(id)
                .bind(key)
                .bind(value)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(from: i64, site: &Site) -> NewSite<'_> {
        NewSite {
            from,
            site,
            made: 7,
            person: None,
            note: "",
        }
    }

    #[tokio::test]
    async fn the_last_version_holds_and_a_second_writer_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("site.db")).await.unwrap();
        assert!(store.site().await.unwrap().is_none());
        let mut site = Site::of(&crate::demo::site_of_tests());
        let first = store.add_site(&new(0, &site)).await.unwrap();
        site.servers.vlan = Some(20);
        let error = store.add_site(&new(0, &site)).await.unwrap_err();
        assert!(matches!(error, StoreError::Gone), "{error}");
        let second = store.add_site(&new(first, &site)).await.unwrap();
        let held = store.site().await.unwrap().unwrap();
        assert_eq!((held.version, &held.site), (second, &site));
        assert_eq!(store.site_of(first).await.unwrap().servers.vlan, None);
        assert_eq!(store.site_versions(10).await.unwrap().len(), 2);
        store.close().await;
    }
}

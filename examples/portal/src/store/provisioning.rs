//! What the provisioning server keeps of each device: one row each, written by compare-and-set.

use std::net::IpAddr;
use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sqlx::FromRow;
use switchhook_portal_core::PhoneId;
use switchhook_provisioning::server::{
    self, Exceptions, FileHash, Form, Grant, Put, Record, Seen, StoreError as ServerError, TokenHash,
};
use switchhook_provisioning::{AnyModel, MacAddr};

use super::{Result, Seconds, Store, StoreError};

#[derive(FromRow)]
struct Row {
    mac: String,
    version: i64,
    model: String,
    site: String,
    form: String,
    state: String,
    since: Seconds,
    closes: Option<Seconds>,
    first_token: Option<Vec<u8>>,
    grant_seed: Option<Vec<u8>>,
    grant_token: Option<Vec<u8>>,
    next_seed: Option<Vec<u8>>,
    next_token: Option<Vec<u8>>,
    claimed_by: Option<String>,
    plain_http: Option<String>,
    no_digest: Option<String>,
    no_user_agent: Option<String>,
    seen_at: Option<Seconds>,
    seen_address: Option<String>,
    seen_firmware: Option<String>,
    seen_file: Option<Vec<u8>>,
}

fn unknown(column: &'static str, value: impl Into<String>) -> StoreError {
    StoreError::Value {
        column,
        value: value.into(),
    }
}

fn parsed<T: FromStr>(column: &'static str, text: &str) -> Result<T> {
    text.parse().map_err(|_| unknown(column, text))
}

/// Bytes are never shown: a hash is as good as its token to whoever has the key.
fn bytes<const N: usize>(column: &'static str, bytes: &[u8]) -> Result<[u8; N]> {
    bytes
        .try_into()
        .map_err(|_| unknown(column, format!("{} bytes", bytes.len())))
}

fn grant(column: &'static str, seed: Option<&[u8]>, token: Option<&[u8]>) -> Result<Option<Grant>> {
    match (seed, token) {
        (None, None) => Ok(None),
        (seed, token) => Ok(Some(Grant {
            seed: bytes(column, seed.unwrap_or_default())?,
            token: TokenHash::from_bytes(bytes(column, token.unwrap_or_default())?),
        })),
    }
}

fn time(seconds: Seconds) -> SystemTime {
    let distance = Duration::from_secs(seconds.unsigned_abs());
    let time = match seconds {
        0.. => UNIX_EPOCH.checked_add(distance),
        _ => UNIX_EPOCH.checked_sub(distance),
    };
    time.unwrap_or(UNIX_EPOCH)
}

pub fn seconds(time: SystemTime) -> Seconds {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => since.as_secs().cast_signed(),
        Err(before) => -before.duration().as_secs().cast_signed(),
    }
}

impl TryFrom<Row> for Record {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let mut record = Self::expected(
            parsed("provisioning.mac", &row.mac)?,
            parsed::<AnyModel>("provisioning.model", &row.model)?,
            row.site,
            time(row.since),
        );
        record.version = row.version.unsigned_abs();
        record.form = Form::from_name(&row.form).ok_or_else(|| unknown("provisioning.form", &row.form))?;
        record.state = parsed("provisioning.state", &row.state)?;
        record.window = row.closes.map(time);
        record.first = row
            .first_token
            .map(|first| bytes("provisioning.first_token", &first).map(TokenHash::from_bytes))
            .transpose()?;
        record.grant = grant(
            "provisioning.grant_token",
            row.grant_seed.as_deref(),
            row.grant_token.as_deref(),
        )?;
        record.next = grant(
            "provisioning.next_token",
            row.next_seed.as_deref(),
            row.next_token.as_deref(),
        )?;
        record.claimed_by = row
            .claimed_by
            .map(|text| parsed::<IpAddr>("provisioning.claimed_by", &text))
            .transpose()?;
        record.exceptions = Exceptions {
            plain_http: row.plain_http,
            no_digest: row.no_digest,
            no_user_agent: row.no_user_agent,
        };
        if let (Some(at), Some(address), Some(file)) = (row.seen_at, row.seen_address, row.seen_file) {
            record.seen = Some(Seen {
                at: time(at),
                address: parsed("provisioning.seen_address", &address)?,
                firmware: row.seen_firmware,
                file: FileHash::from_bytes(bytes("provisioning.seen_file", &file)?),
            });
        }
        Ok(record)
    }
}

fn failed(error: impl Into<StoreError>) -> ServerError {
    ServerError::Other(Box::new(error.into()))
}

fn one(row: Option<Row>) -> Result<Option<Arc<Record>>, ServerError> {
    let record = row.map(Record::try_from).transpose().map_err(failed)?;
    Ok(record.map(Arc::new))
}

impl server::Store for Store {
    async fn by_mac(&self, mac: MacAddr) -> Result<Option<Arc<Record>>, ServerError> {
        let row = sqlx::query_as("SELECT * FROM provisioning WHERE mac = ?")
            .bind(format!("{mac:x}"))
            .fetch_optional(&self.read)
            .await
            .map_err(failed)?;
        one(row)
    }

    async fn by_token(&self, token: &TokenHash) -> Result<Option<Arc<Record>>, ServerError> {
        let row = sqlx::query_as("SELECT * FROM provisioning WHERE grant_token = ?1 OR next_token = ?1")
            .bind(&token.as_bytes()[..])
            .fetch_optional(&self.read)
            .await
            .map_err(failed)?;
        one(row)
    }

    async fn put(&self, mut record: Record) -> Result<Put, ServerError> {
        let before = record.version.cast_signed();
        record.version += 1;
        let sql = if before == 0 {
            "INSERT INTO provisioning (version, model, site, form, state, since, closes, first_token, \
             grant_seed, grant_token, next_seed, next_token, claimed_by, plain_http, no_digest, no_user_agent, \
             seen_at, seen_address, seen_firmware, seen_file, mac) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21) \
             ON CONFLICT (mac) DO NOTHING"
        } else {
            "UPDATE provisioning SET version = ?1, model = ?2, site = ?3, form = ?4, state = ?5, since = ?6, \
             closes = ?7, first_token = ?8, grant_seed = ?9, grant_token = ?10, next_seed = ?11, next_token = ?12, \
             claimed_by = ?13, plain_http = ?14, no_digest = ?15, no_user_agent = ?16, seen_at = ?17, \
             seen_address = ?18, seen_firmware = ?19, seen_file = ?20 WHERE mac = ?21 AND version = ?22"
        };
        let Exceptions {
            plain_http,
            no_digest,
            no_user_agent,
        } = &record.exceptions;
        let seen = record.seen.as_ref();
        let token = |grant: &Option<Grant>| grant.as_ref().map(|grant| grant.token.as_bytes().to_vec());
        let seed = |grant: &Option<Grant>| grant.as_ref().map(|grant| grant.seed.to_vec());
        let query = sqlx::query(sql)
            .bind(record.version.cast_signed())
            .bind(record.model.name())
            .bind(&record.site)
            .bind(record.form.name())
            .bind(record.state.name())
            .bind(seconds(record.since))
            .bind(record.window.map(seconds))
            .bind(record.first.map(|first| first.as_bytes().to_vec()))
            .bind(seed(&record.grant))
            .bind(token(&record.grant))
            .bind(seed(&record.next))
            .bind(token(&record.next))
            .bind(record.claimed_by.map(|address| address.to_string()))
            .bind(plain_http)
            .bind(no_digest)
            .bind(no_user_agent)
            .bind(seen.map(|seen| seconds(seen.at)))
            .bind(seen.map(|seen| seen.address.to_string()))
            .bind(seen.and_then(|seen| seen.firmware.clone()))
            .bind(seen.map(|seen| seen.file.as_bytes().to_vec()))
            .bind(format!("{:x}", record.mac));
        let query = if before == 0 { query } else { query.bind(before) };
        let done = query.execute(&self.write).await.map_err(failed)?;
        Ok(match done.rows_affected() {
            0 => Put::Conflict,
            _ => Put::Stored(Arc::new(record)),
        })
    }

    async fn all(&self) -> Result<Vec<Arc<Record>>, ServerError> {
        let rows: Vec<Row> = sqlx::query_as("SELECT * FROM provisioning ORDER BY mac")
            .fetch_all(&self.read)
            .await
            .map_err(failed)?;
        rows.into_iter()
            .map(|row| Record::try_from(row).map(Arc::new).map_err(failed))
            .collect()
    }
}

impl Store {
    /// The telephone whose account the device has.
    pub async fn phone_with(&self, mac: MacAddr) -> Result<Option<PhoneId>> {
        let id: Option<i64> = sqlx::query_scalar("SELECT phone FROM device WHERE mac = ?")
            .bind(format!("{mac:x}"))
            .fetch_optional(&self.read)
            .await?;
        Ok(id.map(Into::into))
    }

    /// The seed of the passwords of a device's pages; the one given, if it has none yet.
    pub async fn pages_seed(&self, mac: MacAddr, new: [u8; 16]) -> Result<[u8; 16]> {
        let mac = format!("{mac:x}");
        let there: Option<Vec<u8>> = sqlx::query_scalar("SELECT seed FROM device_pages WHERE mac = ?")
            .bind(&mac)
            .fetch_optional(&self.read)
            .await?;
        let kept = match there {
            Some(seed) => seed,
            // Somebody else may be faster: what is there then counts.
            None => {
                sqlx::query_scalar(
                    "INSERT INTO device_pages (mac, seed) VALUES (?, ?) \
                     ON CONFLICT (mac) DO UPDATE SET seed = seed RETURNING seed",
                )
                .bind(&mac)
                .bind(&new[..])
                .fetch_one(&self.write)
                .await?
            }
        };
        bytes("device_pages.seed", &kept)
    }

    /// The passwords of the device's pages are others from now on.
    pub async fn forget_pages_seed(&self, mac: MacAddr) -> Result<()> {
        sqlx::query("DELETE FROM device_pages WHERE mac = ?")
            .bind(format!("{mac:x}"))
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use switchhook_provisioning::server::{Store as _, check_store};

    use super::*;

    async fn store() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("provisioning.db")).await.unwrap();
        (folder, store)
    }

    #[tokio::test]
    async fn the_laws_of_a_store_of_devices_hold() {
        let (_folder, store) = store().await;
        check_store(&store).await;
        store.close().await;
    }

    #[tokio::test]
    async fn of_many_writers_of_one_version_one_wins() {
        let (_folder, store) = store().await;
        let mac: MacAddr = "c0:74:ad:11:22:33".parse().unwrap();
        let model = switchhook_provisioning::Model::GRP2614;
        let record = Record::expected(mac, model, "main", time(5));
        assert!(matches!(store.put(record).await.unwrap(), Put::Stored(_)));
        let first = store.by_mac(mac).await.unwrap().unwrap();
        let writers: Vec<_> = (0..20)
            .map(|writer| {
                let store = store.clone();
                let mut record = (*first).clone();
                record.site = writer.to_string();
                tokio::spawn(async move { matches!(store.put(record).await.unwrap(), Put::Stored(_)) })
            })
            .collect();
        let mut won = 0;
        for writer in writers {
            won += u32::from(writer.await.unwrap());
        }
        assert_eq!(won, 1);
        assert_eq!(store.by_mac(mac).await.unwrap().unwrap().version, 2);
        store.close().await;
    }

    #[tokio::test]
    async fn a_seed_stays_until_it_is_forgotten() {
        let (_folder, store) = store().await;
        let mac: MacAddr = "c0:74:ad:11:22:33".parse().unwrap();
        assert_eq!(store.pages_seed(mac, [1; 16]).await.unwrap(), [1; 16]);
        assert_eq!(store.pages_seed(mac, [2; 16]).await.unwrap(), [1; 16]);
        store.forget_pages_seed(mac).await.unwrap();
        assert_eq!(store.pages_seed(mac, [3; 16]).await.unwrap(), [3; 16]);
        store.close().await;
    }
}

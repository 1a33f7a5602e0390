//! Devices that are passed from one account to another.

use sqlx::FromRow;
use switchhook_portal_core::PhoneId;
use switchhook_provisioning::MacAddr;

use super::{Result, Seconds, Store};

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Handover {
    /// Twelve hexadecimal digits.
    pub mac: String,
    /// The library's step, as text.
    pub change: String,
    pub old_phone: i64,
    pub new_phone: i64,
    /// When this step was reached.
    pub since: Seconds,
    /// When the file that it is to fetch was offered.
    pub staged: Seconds,
    /// The hash of the file that it had when it began.
    pub before: Option<Vec<u8>>,
}

impl Store {
    pub async fn handovers(&self) -> Result<Vec<Handover>> {
        Ok(sqlx::query_as("SELECT * FROM handover ORDER BY mac")
            .fetch_all(&self.read)
            .await?)
    }

    /// The one of a device, or to or from a telephone.
    pub async fn handover(&self, mac: MacAddr, phone: PhoneId) -> Result<Option<Handover>> {
        Ok(
            sqlx::query_as("SELECT * FROM handover WHERE mac = ?1 OR old_phone = ?2 OR new_phone = ?2")
                .bind(format!("{mac:x}"))
                .bind(i64::from(phone))
                .fetch_optional(&self.read)
                .await?,
        )
    }

    /// Begins one. False where the device is passed on already, or the other telephone takes part in one or has a device.
    pub async fn begin_handover(&self, new: &Handover) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO handover (mac, change, old_phone, new_phone, since, before) SELECT ?1, ?2, ?3, ?4, ?5, ?6 \
             WHERE NOT EXISTS (SELECT 1 FROM handover WHERE mac = ?1 OR old_phone IN (?3, ?4) OR new_phone IN (?3, ?4)) \
             AND NOT EXISTS (SELECT 1 FROM device WHERE phone = ?4)",
        )
        .bind(&new.mac)
        .bind(&new.change)
        .bind(new.old_phone)
        .bind(new.new_phone)
        .bind(new.since)
        .bind(&new.before)
        .execute(&self.write)
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Notes how far it is, unless somebody noted something else in between.
    pub async fn step_handover(&self, before: &str, now: &Handover) -> Result<bool> {
        let done =
            sqlx::query("UPDATE handover SET change = ?, since = ?, staged = ? WHERE mac = ? AND change = ?")
                .bind(&now.change)
                .bind(now.since)
                .bind(now.staged)
                .bind(&now.mac)
                .bind(before)
                .execute(&self.write)
                .await?;
        Ok(done.rows_affected() > 0)
    }

    pub async fn end_handover(&self, mac: &str) -> Result<()> {
        sqlx::query("DELETE FROM handover WHERE mac = ?")
            .bind(mac)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// The device has this telephone's account from now on.
    pub async fn move_device(&self, mac: &str, phone: i64) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        let before: Option<i64> = sqlx::query_scalar("SELECT phone FROM device WHERE mac = ?")
            .bind(mac)
            .fetch_optional(&mut *transaction)
            .await?;
        if let Some(before) = before.filter(|before| *before != phone) {
            for table in ["device_seen", "device_value"] {
                sqlx::query(sqlx::AssertSqlSafe(format!(
                    "DELETE FROM {table} WHERE phone = ?"
                )))
                .bind(phone)
                .execute(&mut *transaction)
                .await?;
            }
            for table in ["device", "device_seen", "device_value"] {
                // What is known of the device goes with it.
                sqlx::query(sqlx::AssertSqlSafe(format!(
                    "UPDATE {table} SET phone = ?1 WHERE phone = ?2"
                )))
                .bind(phone)
                .bind(before)
                .execute(&mut *transaction)
                .await?;
            }
        }
        transaction.commit().await?;
        Ok(())
    }
}

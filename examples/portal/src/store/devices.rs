//! Devices: which model, with which hardware address, uses a telephone's account.

use switchhook_portal_core::PhoneId;
use switchhook_provisioning::{MacAddr, Model};

use super::{Result, Store, StoreError};

/// What stands on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    pub model: Model,
    pub mac: MacAddr,
}

fn read((phone, model, mac): (i64, String, String)) -> Result<(PhoneId, Device)> {
    let unknown = |column, value: &str| StoreError::Value {
        column,
        value: value.to_owned(),
    };
    let device = Device {
        model: model.parse().map_err(|_| unknown("device.model", &model))?,
        mac: mac.parse().map_err(|_| unknown("device.mac", &mac))?,
    };
    Ok((phone.into(), device))
}

impl Store {
    pub async fn devices(&self) -> Result<Vec<(PhoneId, Device)>> {
        let rows: Vec<(i64, String, String)> = sqlx::query_as("SELECT phone, model, mac FROM device")
            .fetch_all(&self.read)
            .await?;
        rows.into_iter().map(read).collect()
    }

    pub async fn device(&self, phone: PhoneId) -> Result<Option<Device>> {
        let row: Option<(i64, String, String)> =
            sqlx::query_as("SELECT phone, model, mac FROM device WHERE phone = ?")
                .bind(i64::from(phone))
                .fetch_optional(&self.read)
                .await?;
        Ok(row.map(read).transpose()?.map(|(_, device)| device))
    }

    /// Which device uses the telephone's account, or that none is known.
    pub async fn set_device(&self, phone: PhoneId, device: Option<&Device>) -> Result<()> {
        let query = match device {
            Some(device) => sqlx::query(
                "INSERT INTO device (phone, model, mac) VALUES (?, ?, ?) \
                 ON CONFLICT (phone) DO UPDATE SET model = excluded.model, mac = excluded.mac",
            )
            .bind(i64::from(phone))
            .bind(device.model.name())
            .bind(format!("{:x}", device.mac)),
            None => sqlx::query("DELETE FROM device WHERE phone = ?").bind(i64::from(phone)),
        };
        query.execute(&self.write).await?;
        Ok(())
    }
}

//! Devices: which model, with which hardware address, uses a telephone's account.

use switchhook_portal_core::PhoneId;
use switchhook_provisioning::{AnyModel, MacAddr, Model, brand};

use super::{Result, Seconds, Store, StoreError};

/// What stands on the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    pub model: AnyModel,
    pub mac: MacAddr,
}

/// A device of the maker whose telephones can be told everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grandstream {
    pub model: Model,
    pub mac: MacAddr,
}

/// A device of another maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherBrand {
    pub model: brand::Model,
    pub mac: MacAddr,
}

/// Whose device it is: makers differ in what a telephone can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    Grandstream(Grandstream),
    OtherBrand(OtherBrand),
}

impl Device {
    pub fn maker(&self) -> Maker {
        let mac = self.mac;
        match self.model {
            AnyModel::Grandstream(model) => Maker::Grandstream(Grandstream { model, mac }),
            AnyModel::Brand(model) => Maker::OtherBrand(OtherBrand { model, mac }),
        }
    }

    /// The Grandstream that it is, if it is one.
    pub fn grandstream(&self) -> Option<Grandstream> {
        match self.maker() {
            Maker::Grandstream(device) => Some(device),
            Maker::OtherBrand(_) => None,
        }
    }
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

/// What is known of a device from when it was found in the network.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct DeviceSeen {
    pub phone: i64,
    pub firmware: String,
    pub address: String,
    pub seen: Seconds,
    /// When its configuration was written into it.
    pub configured: Option<Seconds>,
}

impl Store {
    pub async fn devices_seen(&self) -> Result<Vec<DeviceSeen>> {
        Ok(sqlx::query_as("SELECT * FROM device_seen")
            .fetch_all(&self.read)
            .await?)
    }

    pub async fn device_seen(&self, phone: PhoneId) -> Result<Option<DeviceSeen>> {
        Ok(sqlx::query_as("SELECT * FROM device_seen WHERE phone = ?")
            .bind(i64::from(phone))
            .fetch_optional(&self.read)
            .await?)
    }

    /// Notes what was seen. When it was configured stays, unless that is told too.
    pub async fn set_device_seen(&self, seen: &DeviceSeen) -> Result<()> {
        sqlx::query(
            "INSERT INTO device_seen (phone, firmware, address, seen, configured) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT (phone) DO UPDATE SET firmware = excluded.firmware, address = excluded.address, \
             seen = excluded.seen, configured = coalesce(excluded.configured, configured)",
        )
        .bind(seen.phone)
        .bind(&seen.firmware)
        .bind(&seen.address)
        .bind(seen.seen)
        .bind(seen.configured)
        .execute(&self.write)
        .await?;
        Ok(())
    }
}

/// A value by the maker's number; absent for a secret.
pub type DeviceValue = (u32, Option<String>);

impl Store {
    /// What was written into a device last.
    pub async fn device_values(&self, phone: PhoneId) -> Result<Vec<DeviceValue>> {
        Ok(
            sqlx::query_as("SELECT number, value FROM device_value WHERE phone = ? ORDER BY number")
                .bind(i64::from(phone))
                .fetch_all(&self.read)
                .await?,
        )
    }

    /// Keeps what was written, in the place of what was before.
    pub async fn set_device_values(&self, phone: PhoneId, values: &[DeviceValue]) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        sqlx::query("DELETE FROM device_value WHERE phone = ?")
            .bind(i64::from(phone))
            .execute(&mut *transaction)
            .await?;
        for (number, value) in values {
            sqlx::query("INSERT INTO device_value (phone, number, value) VALUES (?, ?, ?)")
                .bind(i64::from(phone))
                .bind(number)
                .bind(value)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// A secret of the telephone changed: its device has another one.
    pub async fn forget_device_secrets(&self, phone: PhoneId) -> Result<()> {
        sqlx::query("DELETE FROM device_value WHERE phone = ? AND value IS NULL")
            .bind(i64::from(phone))
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

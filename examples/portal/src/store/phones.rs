//! Telephones: a SIP account, an extension and whose it is. The SIP secret is not kept here; Asterisk has it.

use sqlx::FromRow;
use switchhook_portal_core::{NewPhone, PersonId, Phone, PhoneId};

use super::{Result, Store, StoreError};

#[derive(FromRow)]
struct Row {
    id: i64,
    endpoint: String,
    extension: String,
    owner: Option<i64>,
    department: Option<i64>,
    label: String,
    hidden: bool,
}

impl TryFrom<Row> for Phone {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let unknown = |column, value: &str| StoreError::Value {
            column,
            value: value.to_owned(),
        };
        Ok(Self {
            id: row.id.into(),
            endpoint: row
                .endpoint
                .parse()
                .map_err(|_| unknown("phone.endpoint", &row.endpoint))?,
            extension: row
                .extension
                .parse()
                .map_err(|_| unknown("phone.extension", &row.extension))?,
            owner: row.owner.map(Into::into),
            department: row.department.map(Into::into),
            label: row.label,
            hidden: row.hidden,
        })
    }
}

impl Store {
    pub async fn phones(&self) -> Result<Vec<Phone>> {
        let rows: Vec<Row> = sqlx::query_as("SELECT * FROM phone ORDER BY length(extension), extension")
            .fetch_all(&self.read)
            .await?;
        rows.into_iter().map(Phone::try_from).collect()
    }

    pub async fn phone(&self, id: PhoneId) -> Result<Option<Phone>> {
        let row: Option<Row> = sqlx::query_as("SELECT * FROM phone WHERE id = ?")
            .bind(i64::from(id))
            .fetch_optional(&self.read)
            .await?;
        row.map(Phone::try_from).transpose()
    }

    pub async fn phones_of(&self, owner: PersonId) -> Result<Vec<Phone>> {
        let rows: Vec<Row> =
            sqlx::query_as("SELECT * FROM phone WHERE owner = ? ORDER BY length(extension), extension")
                .bind(i64::from(owner))
                .fetch_all(&self.read)
                .await?;
        rows.into_iter().map(Phone::try_from).collect()
    }

    pub async fn add_phone(&self, endpoint: &str, phone: &NewPhone) -> Result<PhoneId> {
        let id = sqlx::query(
            "INSERT INTO phone (endpoint, extension, owner, department, label, hidden) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(endpoint)
        .bind(phone.extension.as_str())
        .bind(phone.owner.map(i64::from))
        .bind(phone.department.map(i64::from))
        .bind(&phone.label)
        .bind(phone.hidden)
        .execute(&self.write)
        .await?
        .last_insert_rowid();
        Ok(id.into())
    }

    pub async fn change_phone(&self, id: PhoneId, phone: &NewPhone) -> Result<()> {
        let changed = sqlx::query(
            "UPDATE phone SET extension = ?, owner = ?, department = ?, label = ?, hidden = ? WHERE id = ?",
        )
        .bind(phone.extension.as_str())
        .bind(phone.owner.map(i64::from))
        .bind(phone.department.map(i64::from))
        .bind(&phone.label)
        .bind(phone.hidden)
        .bind(i64::from(id))
        .execute(&self.write)
        .await?
        .rows_affected();
        if changed == 0 {
            Err(StoreError::Gone)
        } else {
            Ok(())
        }
    }

    pub async fn remove_phone(&self, id: PhoneId) -> Result<()> {
        sqlx::query("DELETE FROM phone WHERE id = ?")
            .bind(i64::from(id))
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

//! What telephones have beside their extensions: direct numbers, rights, groups, languages.

use sqlx::FromRow;
use switchhook_portal_core::{DirectNumber, Language, PhoneId, PhoneService, PhoneServiceForm, Right};

use super::{Result, Store, StoreError};

#[derive(FromRow)]
struct Row {
    phone: i64,
    direct_number: Option<String>,
    rights: String,
    call_groups: String,
    pickup_groups: String,
    language: Option<String>,
}

fn read(row: &Row) -> Result<(PhoneId, PhoneService)> {
    let form = PhoneServiceForm {
        direct_number: row.direct_number.as_deref().unwrap_or_default(),
        rights: row.rights.split(',').filter(|right| !right.is_empty()).collect(),
        call_groups: &row.call_groups,
        pickup_groups: &row.pickup_groups,
        language: row.language.as_deref().unwrap_or_default(),
    };
    match PhoneService::parse(&form) {
        Ok(service) => Ok((row.phone.into(), service)),
        Err(found) => Err(StoreError::Value {
            column: "phone_service",
            value: found
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("; "),
        }),
    }
}

/// Rights as they are kept and shown in the audit trail.
pub fn rights_text(service: &PhoneService) -> String {
    let rights: Vec<_> = service.rights.iter().map(Right::as_str).collect();
    rights.join(",")
}

impl Store {
    pub async fn services(&self) -> Result<Vec<(PhoneId, PhoneService)>> {
        let rows: Vec<Row> = sqlx::query_as("SELECT * FROM phone_service")
            .fetch_all(&self.read)
            .await?;
        rows.iter().map(read).collect()
    }

    /// What a telephone has; nothing if nobody gave it anything.
    pub async fn service(&self, phone: PhoneId) -> Result<PhoneService> {
        let row: Option<Row> = sqlx::query_as("SELECT * FROM phone_service WHERE phone = ?")
            .bind(i64::from(phone))
            .fetch_optional(&self.read)
            .await?;
        match row {
            Some(row) => Ok(read(&row)?.1),
            None => Ok(PhoneService::default()),
        }
    }

    pub async fn set_service(&self, phone: PhoneId, service: &PhoneService) -> Result<()> {
        sqlx::query(
            "INSERT INTO phone_service (phone, direct_number, rights, call_groups, pickup_groups, language) \
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (phone) DO UPDATE SET direct_number = excluded.direct_number, \
             rights = excluded.rights, call_groups = excluded.call_groups, pickup_groups = excluded.pickup_groups, \
             language = excluded.language",
        )
        .bind(i64::from(phone))
        .bind(service.direct_number.as_ref().map(DirectNumber::as_str))
        .bind(rights_text(service))
        .bind(service.call_groups.to_string())
        .bind(service.pickup_groups.to_string())
        .bind(service.language.as_ref().map(Language::as_str))
        .execute(&self.write)
        .await?;
        Ok(())
    }
}

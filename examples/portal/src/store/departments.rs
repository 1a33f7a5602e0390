//! Departments.

use sqlx::FromRow;
use switchhook_portal_core::approved::Approved;
use switchhook_portal_core::audit::{AuditEntry, Object};
use switchhook_portal_core::department::{AddDepartment, ChangeDepartment, RemoveDepartment};
use switchhook_portal_core::port::Occasion;
use switchhook_portal_core::{Department, DepartmentId};

use super::audit::note;
use super::{Result, Store, StoreError};

#[derive(FromRow)]
struct Row {
    id: i64,
    short_name: String,
    full_name: String,
    parent: Option<i64>,
}

impl From<Row> for Department {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            short_name: row.short_name,
            full_name: row.full_name,
            parent: row.parent.map(Into::into),
        }
    }
}

impl Store {
    pub async fn departments(&self) -> Result<Vec<Department>> {
        let rows: Vec<Row> =
            sqlx::query_as("SELECT id, short_name, full_name, parent FROM department ORDER BY short_name")
                .fetch_all(&self.read)
                .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    pub async fn department(&self, id: DepartmentId) -> Result<Option<Department>> {
        let row: Option<Row> =
            sqlx::query_as("SELECT id, short_name, full_name, parent FROM department WHERE id = ?")
                .bind(i64::from(id))
                .fetch_optional(&self.read)
                .await?;
        Ok(row.map(Into::into))
    }

    /// Adds a department and its entry of the trail, which it gives.
    pub async fn add_department(
        &self,
        approved: Approved<AddDepartment>,
        occasion: &Occasion,
    ) -> Result<(DepartmentId, AuditEntry)> {
        let department = &approved.effect().department;
        let mut transaction = self.write.begin().await?;
        let id: DepartmentId =
            sqlx::query("INSERT INTO department (short_name, full_name, parent) VALUES (?, ?, ?)")
                .bind(&department.short_name)
                .bind(&department.full_name)
                .bind(department.parent.map(i64::from))
                .execute(&mut *transaction)
                .await?
                .last_insert_rowid()
                .into();
        let audit = approved.about(Object::Department(id)).into_parts().1;
        note(&mut transaction, &audit, occasion).await?;
        transaction.commit().await?;
        Ok((id, audit))
    }

    /// Changes a department and adds the entry of the trail, which it gives.
    pub async fn change_department(
        &self,
        approved: Approved<ChangeDepartment>,
        occasion: &Occasion,
    ) -> Result<AuditEntry> {
        let (ChangeDepartment { id, department }, audit) = approved.into_parts();
        let mut transaction = self.write.begin().await?;
        let changed =
            sqlx::query("UPDATE department SET short_name = ?, full_name = ?, parent = ? WHERE id = ?")
                .bind(&department.short_name)
                .bind(&department.full_name)
                .bind(department.parent.map(i64::from))
                .bind(i64::from(id))
                .execute(&mut *transaction)
                .await?
                .rows_affected();
        if changed == 0 {
            return Err(StoreError::Gone);
        }
        note(&mut transaction, &audit, occasion).await?;
        transaction.commit().await?;
        Ok(audit)
    }

    /// Removes a department without people, telephones or departments below it; otherwise `InUse`. The entry of the trail is
    /// added too.
    pub async fn remove_department(
        &self,
        approved: Approved<RemoveDepartment>,
        occasion: &Occasion,
    ) -> Result<AuditEntry> {
        let (effect, audit) = approved.into_parts();
        let mut transaction = self.write.begin().await?;
        let removed = sqlx::query("DELETE FROM department WHERE id = ?")
            .bind(i64::from(effect.id))
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        if removed == 0 {
            return Err(StoreError::Gone);
        }
        note(&mut transaction, &audit, occasion).await?;
        transaction.commit().await?;
        Ok(audit)
    }
}

//! Departments.

use sqlx::FromRow;
use switchhook_portal_core::approved::Approved;
use switchhook_portal_core::audit::{AuditEntry, Object};
use switchhook_portal_core::department::{AddDepartment, ChangeDepartment, RemoveDepartment};
use switchhook_portal_core::{Department, DepartmentId};

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

    /// Adds a department, and gives what goes into the trail.
    pub async fn add_department(
        &self,
        approved: Approved<AddDepartment>,
    ) -> Result<(DepartmentId, AuditEntry)> {
        let department = &approved.effect().department;
        let id: DepartmentId =
            sqlx::query("INSERT INTO department (short_name, full_name, parent) VALUES (?, ?, ?)")
                .bind(&department.short_name)
                .bind(&department.full_name)
                .bind(department.parent.map(i64::from))
                .execute(&self.write)
                .await?
                .last_insert_rowid()
                .into();
        Ok((id, approved.about(Object::Department(id)).into_parts().1))
    }

    /// Changes a department, and gives what goes into the trail.
    pub async fn change_department(&self, approved: Approved<ChangeDepartment>) -> Result<AuditEntry> {
        let (ChangeDepartment { id, department }, audit) = approved.into_parts();
        let changed =
            sqlx::query("UPDATE department SET short_name = ?, full_name = ?, parent = ? WHERE id = ?")
                .bind(&department.short_name)
                .bind(&department.full_name)
                .bind(department.parent.map(i64::from))
                .bind(i64::from(id))
                .execute(&self.write)
                .await?
                .rows_affected();
        if changed == 0 {
            Err(StoreError::Gone)
        } else {
            Ok(audit)
        }
    }

    /// Removes a department without people, telephones or departments below it; otherwise `InUse`.
    pub async fn remove_department(&self, approved: Approved<RemoveDepartment>) -> Result<AuditEntry> {
        let (effect, audit) = approved.into_parts();
        let removed = sqlx::query("DELETE FROM department WHERE id = ?")
            .bind(i64::from(effect.id))
            .execute(&self.write)
            .await?
            .rows_affected();
        if removed == 0 {
            Err(StoreError::Gone)
        } else {
            Ok(audit)
        }
    }
}

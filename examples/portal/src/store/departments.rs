//! Departments.

use sqlx::FromRow;
use switchhook_portal_core::{Department, DepartmentId, NewDepartment};

use super::{Result, Store, StoreError};

#[derive(FromRow)]
struct Row {
    id: i64,
    short_name: String,
    full_name: String,
}

impl From<Row> for Department {
    fn from(row: Row) -> Self {
        Self {
            id: row.id.into(),
            short_name: row.short_name,
            full_name: row.full_name,
        }
    }
}

impl Store {
    pub async fn departments(&self) -> Result<Vec<Department>> {
        let rows: Vec<Row> =
            sqlx::query_as("SELECT id, short_name, full_name FROM department ORDER BY short_name")
                .fetch_all(&self.read)
                .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    pub async fn department(&self, id: DepartmentId) -> Result<Option<Department>> {
        let row: Option<Row> =
            sqlx::query_as("SELECT id, short_name, full_name FROM department WHERE id = ?")
                .bind(i64::from(id))
                .fetch_optional(&self.read)
                .await?;
        Ok(row.map(Into::into))
    }

    pub async fn add_department(&self, department: &NewDepartment) -> Result<DepartmentId> {
        let id = sqlx::query("INSERT INTO department (short_name, full_name) VALUES (?, ?)")
            .bind(&department.short_name)
            .bind(&department.full_name)
            .execute(&self.write)
            .await?
            .last_insert_rowid();
        Ok(id.into())
    }

    pub async fn change_department(&self, id: DepartmentId, department: &NewDepartment) -> Result<()> {
        let changed = sqlx::query("UPDATE department SET short_name = ?, full_name = ? WHERE id = ?")
            .bind(&department.short_name)
            .bind(&department.full_name)
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

    /// Removes a department without people or telephones; otherwise `InUse`.
    pub async fn remove_department(&self, id: DepartmentId) -> Result<()> {
        let removed = sqlx::query("DELETE FROM department WHERE id = ?")
            .bind(i64::from(id))
            .execute(&self.write)
            .await?
            .rows_affected();
        if removed == 0 {
            Err(StoreError::Gone)
        } else {
            Ok(())
        }
    }
}

//! Versions of the tariff: files as they were taken, and what was done with them.

use chrono::NaiveDate;
use sqlx::FromRow;
use switchhook_portal_core::tariff::{Version, VersionState};
use switchhook_portal_core::{PersonId, TariffVersionId};

use super::{Result, Seconds, Store, StoreError};
use crate::tariff::{ImportReport, Sources};

/// A version without its files.
#[derive(Clone, Debug)]
pub struct StoredVersion {
    pub version: Version,
    pub effective: NaiveDate,
    /// Of the plan.
    pub name: String,
    pub note: String,
    pub fingerprint: String,
    pub made: Seconds,
    /// Empty where the portal made it.
    pub made_by: String,
    /// When it was activated or withdrawn last, and by whom.
    pub changed: Option<(Seconds, String)>,
}

/// A version to be kept.
#[derive(Clone, Debug)]
pub struct NewVersion<'a> {
    pub effective: NaiveDate,
    pub name: &'a str,
    pub note: &'a str,
    pub rows: usize,
    pub refused: usize,
    pub fingerprint: &'a str,
    pub sources: &'a Sources,
    pub made: Seconds,
    pub made_by: Option<PersonId>,
    /// Where it came from, if that was the file of an operator.
    pub import: Option<&'a ImportReport>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    effective: String,
    name: String,
    note: String,
    tariff_rows: i64,
    refused: i64,
    fingerprint: String,
    state: String,
    made: Seconds,
    maker: String,
    changed: Option<Seconds>,
    changer: String,
}

impl TryFrom<Row> for StoredVersion {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let wrong = |column, value: &str| StoreError::Value {
            column,
            value: value.to_owned(),
        };
        Ok(Self {
            version: Version {
                id: TariffVersionId(row.id),
                state: row
                    .state
                    .parse()
                    .map_err(|_| wrong("tariff_version.state", &row.state))?,
                rows: usize::try_from(row.tariff_rows).unwrap_or(0),
                refused: usize::try_from(row.refused).unwrap_or(0),
            },
            effective: row
                .effective
                .parse()
                .map_err(|_| wrong("tariff_version.effective", &row.effective))?,
            name: row.name,
            note: row.note,
            fingerprint: row.fingerprint,
            made: row.made,
            made_by: row.maker,
            changed: row.changed.map(|at| (at, row.changer)),
        })
    }
}

#[derive(FromRow)]
struct ImportRow {
    file: String,
    mapping: String,
    encoding: String,
    detected: bool,
    lines: i64,
    rows_read: i64,
    skipped: i64,
    refused: i64,
    repaired: i64,
    refused_lines: String,
    repaired_lines: String,
}

impl From<ImportRow> for ImportReport {
    fn from(row: ImportRow) -> Self {
        let count = |number: i64| usize::try_from(number).unwrap_or(0);
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        Self {
            file: row.file,
            mapping: row.mapping,
            encoding: row.encoding,
            is_detected: row.detected,
            lines: count(row.lines),
            rows: count(row.rows_read),
            skipped: count(row.skipped),
            refused: count(row.refused),
            repaired: count(row.repaired),
            refused_lines: lines(&row.refused_lines),
            repaired_lines: lines(&row.repaired_lines),
        }
    }
}

const VERSIONS: &str =
    "SELECT version.id, effective, name, note, tariff_rows, refused, fingerprint, state, made,
     coalesce(maker.first_name || ' ' || maker.last_name, '') AS maker, changed,
     coalesce(changer.first_name || ' ' || changer.last_name, '') AS changer
     FROM tariff_version AS version
     LEFT JOIN person AS maker ON maker.id = version.made_by
     LEFT JOIN person AS changer ON changer.id = version.changed_by";

impl Store {
    /// All versions, the latest day first.
    pub async fn tariff_versions(&self) -> Result<Vec<StoredVersion>> {
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "{VERSIONS} ORDER BY effective DESC, version.id DESC"
        )))
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(StoredVersion::try_from).collect()
    }

    pub async fn tariff_version(&self, id: TariffVersionId) -> Result<StoredVersion> {
        let row: Row = sqlx::query_as(sqlx::AssertSqlSafe(format!("{VERSIONS} WHERE version.id = ?")))
            .bind(i64::from(id))
            .fetch_one(&self.read)
            .await?;
        row.try_into()
    }

    /// Those that price calls, in the order in which they were activated.
    pub async fn active_tariffs(&self) -> Result<Vec<StoredVersion>> {
        let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
            "{VERSIONS} WHERE state = 'active' ORDER BY changed, version.id"
        )))
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(StoredVersion::try_from).collect()
    }

    /// The files of a version.
    pub async fn tariff_sources(&self, id: TariffVersionId) -> Result<Sources> {
        let plan: String = sqlx::query_scalar("SELECT plan FROM tariff_version WHERE id = ?")
            .bind(i64::from(id))
            .fetch_one(&self.read)
            .await?;
        let decks = sqlx::query_as("SELECT name, content FROM tariff_deck WHERE version = ? ORDER BY place")
            .bind(i64::from(id))
            .fetch_all(&self.read)
            .await?;
        Ok(Sources { plan, decks })
    }

    /// What became of the lines of the operator's file that a version came from, if it came from one.
    pub async fn tariff_import(&self, id: TariffVersionId) -> Result<Option<ImportReport>> {
        let row: Option<ImportRow> = sqlx::query_as("SELECT * FROM tariff_import WHERE version = ?")
            .bind(i64::from(id))
            .fetch_optional(&self.read)
            .await?;
        Ok(row.map(ImportReport::from))
    }

    /// Keeps a version as a draft.
    pub async fn add_tariff_version(&self, new: &NewVersion<'_>) -> Result<TariffVersionId> {
        let mut transaction = self.write.begin().await?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO tariff_version (effective, name, note, plan, tariff_rows, refused, fingerprint, state, made, made_by)
             VALUES (?, ?, ?, ?, ?, ?, ?, 'draft', ?, ?) RETURNING id",
        )
        .bind(new.effective.to_string())
        .bind(new.name)
        .bind(new.note)
        .bind(&new.sources.plan)
        .bind(i64::try_from(new.rows).unwrap_or(i64::MAX))
        .bind(i64::try_from(new.refused).unwrap_or(i64::MAX))
        .bind(new.fingerprint)
        .bind(new.made)
        .bind(new.made_by.map(i64::from))
        .fetch_one(&mut *transaction)
        .await?;
        for (place, (name, content)) in (0i64..).zip(&new.sources.decks) {
            sqlx::query("INSERT INTO tariff_deck (version, place, name, content) VALUES (?, ?, ?, ?)")
                .bind(id)
                .bind(place)
                .bind(name)
                .bind(content)
                .execute(&mut *transaction)
                .await?;
        }
        if let Some(import) = new.import {
            let count = |lines: usize| i64::try_from(lines).unwrap_or(i64::MAX);
            sqlx::query(
                "INSERT INTO tariff_import (version, file, mapping, encoding, detected, lines, rows_read, skipped, refused,
                 repaired, refused_lines, repaired_lines) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(id)
            .bind(&import.file)
            .bind(&import.mapping)
            .bind(&import.encoding)
            .bind(import.is_detected)
            .bind(count(import.lines))
            .bind(count(import.rows))
            .bind(count(import.skipped))
            .bind(count(import.refused))
            .bind(count(import.repaired))
            .bind(import.refused_lines.join("\n"))
            .bind(import.repaired_lines.join("\n"))
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(TariffVersionId(id))
    }

    /// Goes from one state to another; `Gone` when somebody else was faster.
    pub async fn tariff_version_is(
        &self,
        id: TariffVersionId,
        before: VersionState,
        after: VersionState,
        person: Option<PersonId>,
        now: Seconds,
    ) -> Result<()> {
        let done = sqlx::query(
            "UPDATE tariff_version SET state = ?, changed = ?, changed_by = ? WHERE id = ? AND state = ?",
        )
        .bind(after.key())
        .bind(now)
        .bind(person.map(i64::from))
        .bind(i64::from(id))
        .bind(before.key())
        .execute(&self.write)
        .await?;
        match done.rows_affected() {
            0 => Err(StoreError::Gone),
            _ => Ok(()),
        }
    }

    /// Deletes a version that never priced a call.
    pub async fn delete_tariff_draft(&self, id: TariffVersionId) -> Result<()> {
        let done = sqlx::query("DELETE FROM tariff_version WHERE id = ? AND state = 'draft'")
            .bind(i64::from(id))
            .execute(&self.write)
            .await?;
        match done.rows_affected() {
            0 => Err(StoreError::Gone),
            _ => Ok(()),
        }
    }
}

//! The chain through the trail: continued with each line, verified line by line.

use sqlx::SqliteConnection;
use switchhook_portal_core::audit::chain::{Broken, Fingerprint, Line, Place, StoredLine, Verifier};

use super::{AuditRow, Result, Seconds, Store, StoreError};

/// Lines read at once.
const BATCH: i64 = 5000;

/// What became of verifying the trail.
#[derive(Clone, Debug)]
pub struct Verified {
    pub lines: u64,
    /// Where it ends. Noted elsewhere, it shows later that no line at the end is missing.
    pub place: Place,
    /// Empty: nothing is wrong.
    pub broken: Vec<Broken>,
}

impl AuditRow {
    fn line(&self) -> Line<'_> {
        Line {
            number: self.id,
            at: self.at,
            person: self.person,
            login: &self.login,
            address: &self.address,
            action: &self.action,
            object: &self.object,
            result: &self.result,
            detail: &self.detail,
        }
    }

    /// With what is stored as its fingerprint; what is none counts as missing.
    pub fn stored(self) -> StoredLine {
        let fingerprint = self.fingerprint.as_deref().and_then(fingerprint);
        StoredLine {
            number: self.id,
            at: self.at,
            person: self.person,
            login: self.login,
            address: self.address,
            action: self.action,
            object: self.object,
            result: self.result,
            detail: self.detail,
            fingerprint,
        }
    }
}

fn fingerprint(bytes: &[u8]) -> Option<Fingerprint> {
    <[u8; 32]>::try_from(bytes).ok().map(Fingerprint::from)
}

async fn place(connection: &mut SqliteConnection, name: &str) -> Result<Option<Place>> {
    let row: Option<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT number, fingerprint FROM audit_chain WHERE name = ?")
            .bind(name)
            .fetch_optional(connection)
            .await?;
    row.map(|(number, bytes)| {
        let fingerprint = fingerprint(&bytes).ok_or_else(|| StoreError::Value {
            column: "audit_chain.fingerprint",
            value: name.to_owned(),
        })?;
        Ok(Place { number, fingerprint })
    })
    .transpose()
}

async fn set_place(connection: &mut SqliteConnection, name: &str, place: Place) -> Result<()> {
    sqlx::query(
        "INSERT INTO audit_chain (name, number, fingerprint) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET number = excluded.number, fingerprint = excluded.fingerprint",
    )
    .bind(name)
    .bind(place.number)
    .bind(&place.fingerprint.as_bytes()[..])
    .execute(connection)
    .await?;
    Ok(())
}

/// Adds a line at the end of the chain; whoever calls this commits.
pub(super) async fn add(connection: &mut SqliteConnection, row: &AuditRow) -> Result<()> {
    let end = place(connection, "end").await?.unwrap_or(Place::START);
    let row = AuditRow {
        id: end.number + 1,
        ..row.clone()
    };
    let end = end.after(&row.line());
    sqlx::query(
        "INSERT INTO audit (id, at, person, login, address, action, object, result, detail, fingerprint)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(row.id)
    .bind(row.at)
    .bind(row.person)
    .bind(&row.login)
    .bind(&row.address)
    .bind(&row.action)
    .bind(&row.object)
    .bind(&row.result)
    .bind(&row.detail)
    .bind(&end.fingerprint.as_bytes()[..])
    .execute(&mut *connection)
    .await?;
    set_place(connection, "end", end).await
}

/// Deletes lines of `cutoff` or earlier from the beginning on, up to the first that is younger, and keeps the place.
pub(super) async fn forget(connection: &mut SqliteConnection, cutoff: Seconds) -> Result<u64> {
    let last: Option<(i64, Option<Vec<u8>>)> = sqlx::query_as(
        "SELECT id, fingerprint FROM audit
         WHERE id < coalesce((SELECT min(id) FROM audit WHERE at > ?), 9223372036854775807)
         ORDER BY id DESC LIMIT 1",
    )
    .bind(cutoff)
    .fetch_optional(&mut *connection)
    .await?;
    let Some((number, bytes)) = last else {
        return Ok(0);
    };
    let gone = sqlx::query("DELETE FROM audit WHERE id <= ?")
        .bind(number)
        .execute(&mut *connection)
        .await?
        .rows_affected();
    // A line without a fingerprint is reported as long as it is there; then the rest begins anew.
    let fingerprint = bytes
        .as_deref()
        .and_then(fingerprint)
        .unwrap_or(Fingerprint::START);
    set_place(connection, "begin", Place { number, fingerprint }).await?;
    Ok(gone)
}

impl Store {
    /// Chains the lines of a database that had no chain yet.
    pub(super) async fn begin_chain(&self) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        if place(&mut transaction, "end").await?.is_some() {
            return Ok(());
        }
        let mut end = Place::START;
        loop {
            let rows: Vec<AuditRow> = sqlx::query_as("SELECT * FROM audit WHERE id > ? ORDER BY id LIMIT ?")
                .bind(end.number)
                .bind(BATCH)
                .fetch_all(&mut *transaction)
                .await?;
            if rows.is_empty() {
                break;
            }
            for row in rows {
                end = end.after(&row.line());
                sqlx::query("UPDATE audit SET fingerprint = ? WHERE id = ?")
                    .bind(&end.fingerprint.as_bytes()[..])
                    .bind(row.id)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        set_place(&mut transaction, "end", end).await?;
        Ok(transaction.commit().await?)
    }

    /// Follows the chain: all of it, or its newest lines.
    pub async fn verify_trail(&self, newest: Option<i64>) -> Result<Verified> {
        // One transaction: a line that is written meanwhile is not taken for one too many.
        let mut reading = self.read.begin().await?;
        let noted = place(&mut reading, "end").await?;
        let begin = place(&mut reading, "begin").await?.unwrap_or(Place::START);
        let before: Option<(i64, Option<Vec<u8>>)> =
            sqlx::query_as("SELECT id, fingerprint FROM audit ORDER BY id DESC LIMIT 1 OFFSET ?")
                .bind(newest.unwrap_or(i64::MAX))
                .fetch_optional(&mut *reading)
                .await?;
        let place_of = |(number, bytes): (i64, Option<Vec<u8>>)| {
            bytes
                .as_deref()
                .and_then(fingerprint)
                .map(|fingerprint| Place { number, fingerprint })
        };
        let from = before.and_then(place_of);
        let mut verifier = Verifier::from(from.unwrap_or(begin));
        // Also lines before the beginning, which should not be there.
        let mut last = from.map_or(i64::MIN, |from| from.number);
        loop {
            let rows: Vec<AuditRow> = sqlx::query_as("SELECT * FROM audit WHERE id > ? ORDER BY id LIMIT ?")
                .bind(last)
                .bind(BATCH)
                .fetch_all(&mut *reading)
                .await?;
            for row in rows.iter().cloned() {
                let stored = row.stored();
                verifier.follow(&stored.line(), stored.fingerprint);
            }
            match rows.last() {
                Some(row) => last = row.id,
                None => break,
            }
        }
        Ok(Verified {
            lines: verifier.lines(),
            place: verifier.place(),
            broken: verifier.end(noted),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(detail: &str, at: Seconds) -> AuditRow {
        AuditRow {
            id: 0,
            at,
            person: Some(1),
            login: "ana".to_owned(),
            address: "::1".to_owned(),
            action: "update".to_owned(),
            object: "person 2".to_owned(),
            result: "done".to_owned(),
            detail: detail.to_owned(),
            fingerprint: None,
        }
    }

    async fn filled() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("trail.db")).await.unwrap();
        for at in 1..=6 {
            store
                .add_audit(&line(&format!("line {at}"), at * 10))
                .await
                .unwrap();
        }
        (folder, store)
    }

    async fn broken(store: &Store) -> Vec<Broken> {
        store.verify_trail(None).await.unwrap().broken
    }

    async fn tamper(store: &Store, statement: &'static str) {
        sqlx::query(statement).execute(&store.write).await.unwrap();
    }

    #[tokio::test]
    async fn a_trail_that_nobody_touched_is_whole() {
        let (_folder, store) = filled().await;
        let all = store.verify_trail(None).await.unwrap();
        assert_eq!((all.lines, all.place.number, &*all.broken), (6, 6, &[][..]));
        let newest = store.verify_trail(Some(2)).await.unwrap();
        assert_eq!(
            (newest.lines, newest.place, &*newest.broken),
            (2, all.place, &[][..])
        );
    }

    #[tokio::test]
    async fn what_was_changed_taken_out_or_put_in_by_hand_is_named() {
        for (statement, expected) in [
            (
                "UPDATE audit SET detail = 'x' WHERE id = 3",
                Broken::Line { number: 3, after: 2 },
            ),
            (
                "DELETE FROM audit WHERE id = 3",
                Broken::Line { number: 4, after: 2 },
            ),
            (
                "DELETE FROM audit WHERE id = 6",
                Broken::End { found: 5, noted: 6 },
            ),
            (
                "UPDATE audit SET fingerprint = NULL WHERE id = 2",
                Broken::Without { number: 2 },
            ),
        ] {
            let (_folder, store) = filled().await;
            tamper(&store, statement).await;
            assert_eq!(broken(&store).await, [expected], "{statement}");
        }
    }

    #[tokio::test]
    async fn deleting_old_lines_keeps_the_rest_verifiable_and_numbers_go_on() {
        let (_folder, store) = filled().await;
        assert_eq!(store.forget_old_notes(40).await.unwrap(), 4);
        store.add_audit(&line("later", 70)).await.unwrap();
        let verified = store.verify_trail(None).await.unwrap();
        assert_eq!(
            (verified.lines, verified.place.number, &*verified.broken),
            (3, 7, &[][..])
        );

        // Even if all are old: the next one continues the chain.
        assert_eq!(store.forget_old_notes(1000).await.unwrap(), 3);
        assert_eq!(broken(&store).await, []);
        store.add_audit(&line("after", 80)).await.unwrap();
        assert_eq!(store.verify_trail(None).await.unwrap().place.number, 8);
        assert_eq!(broken(&store).await, []);
        tamper(&store, "UPDATE audit SET login = 'bob'").await;
        assert_eq!(broken(&store).await, [Broken::Line { number: 8, after: 7 }]);
    }

    #[tokio::test]
    async fn a_trail_from_before_is_chained_when_the_portal_starts() {
        let (_folder, store) = filled().await;
        tamper(&store, "DELETE FROM audit_chain").await;
        tamper(&store, "UPDATE audit SET fingerprint = NULL").await;
        assert_eq!(broken(&store).await.len(), 6);
        store.begin_chain().await.unwrap();
        assert_eq!(broken(&store).await, []);
        store.begin_chain().await.unwrap();
        store.add_audit(&line("new", 70)).await.unwrap();
        assert_eq!(broken(&store).await, []);
    }
}

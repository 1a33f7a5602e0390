//! Calls that people planned, and what became of them.

use sqlx::FromRow;
use switchhook_portal_core::{PersonId, PhoneId, ScheduledCallId};

use super::{Result, Seconds, Store, StoreError};

/// A planned call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduledCall {
    pub id: ScheduledCallId,
    pub person: PersonId,
    /// Rings first; none if it was deleted since.
    pub phone: Option<PhoneId>,
    pub extension: String,
    /// As typed.
    pub number: String,
    pub due: Seconds,
    pub note: String,
    /// Its name in the spool.
    pub file: String,
    pub state: CallState,
    pub attempts: i64,
    /// A word for how it ended; empty until then.
    pub outcome: String,
    pub ended: Option<Seconds>,
}

/// How far a planned call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallState {
    /// Its file is not in the spool yet, or the portal was stopped just then.
    Placing,
    Waiting,
    /// The own telephone rings.
    Calling,
    /// It was lifted.
    Talking,
    /// Not answered, and called again when it is due.
    Retrying,
    Done,
}

impl CallState {
    const ALL: [Self; 6] = [
        Self::Placing,
        Self::Waiting,
        Self::Calling,
        Self::Talking,
        Self::Retrying,
        Self::Done,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Placing => "placing",
            Self::Waiting => "waiting",
            Self::Calling => "calling",
            Self::Talking => "talking",
            Self::Retrying => "retrying",
            Self::Done => "done",
        }
    }
}

/// A call to be planned.
#[derive(Clone, Debug)]
pub struct NewScheduledCall {
    pub person: PersonId,
    pub phone: Option<PhoneId>,
    pub extension: String,
    pub number: String,
    pub dialled: String,
    pub due: Seconds,
    pub note: String,
    pub file: String,
    pub made: Seconds,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    person: i64,
    phone: Option<i64>,
    extension: String,
    number: String,
    due: i64,
    note: String,
    file: String,
    state: String,
    attempts: i64,
    outcome: String,
    ended: Option<i64>,
}

impl TryFrom<Row> for ScheduledCall {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let state = CallState::ALL.into_iter().find(|state| state.key() == row.state);
        Ok(Self {
            id: row.id.into(),
            person: row.person.into(),
            phone: row.phone.map(Into::into),
            extension: row.extension,
            number: row.number,
            due: row.due,
            note: row.note,
            file: row.file,
            state: state.ok_or(StoreError::Value {
                column: "scheduled_call.state",
                value: row.state,
            })?,
            attempts: row.attempts,
            outcome: row.outcome,
            ended: row.ended,
        })
    }
}

const COLUMNS: &str =
    "id, person, phone, extension, number, due, note, file, state, attempts, outcome, ended";

impl Store {
    async fn scheduled_where(&self, condition: &str, values: &[i64]) -> Result<Vec<ScheduledCall>> {
        let mut query = sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM scheduled_call WHERE {condition}"
        )));
        for value in values {
            query = query.bind(*value);
        }
        let rows = query.fetch_all(&self.read).await?;
        rows.into_iter().map(ScheduledCall::try_from).collect()
    }

    pub async fn scheduled_call(&self, id: ScheduledCallId) -> Result<Option<ScheduledCall>> {
        Ok(self.scheduled_where("id = ?", &[id.into()]).await?.pop())
    }

    /// Those that are not over, the next one first.
    pub async fn open_scheduled_calls(&self) -> Result<Vec<ScheduledCall>> {
        self.scheduled_where("ended IS NULL ORDER BY due, id", &[]).await
    }

    /// Those of these people, or of everybody, that are over, the last one first.
    pub async fn ended_scheduled_calls(
        &self,
        people: Option<&[PersonId]>,
        before: Option<ScheduledPlace>,
        limit: u32,
    ) -> Result<Vec<ScheduledCall>> {
        let (ended, id) = before.map_or((i64::MAX, i64::MAX), |(ended, id)| (ended, id.into()));
        // Numbers of rows: nothing of what anybody typed.
        let whose = people.map_or(String::new(), |people| {
            let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
            format!(" AND person IN ({})", ids.join(", "))
        });
        let condition =
            format!("ended IS NOT NULL{whose} AND (ended, id) < (?, ?) ORDER BY ended DESC, id DESC LIMIT ?");
        self.scheduled_where(&condition, &[ended, id, limit.into()]).await
    }

    /// What this person's calls that are not over will dial.
    pub async fn waiting_numbers(&self, person: PersonId) -> Result<Vec<String>> {
        Ok(
            sqlx::query_scalar("SELECT dialled FROM scheduled_call WHERE person = ? AND ended IS NULL")
                .bind(i64::from(person))
                .fetch_all(&self.read)
                .await?,
        )
    }

    /// Notes a call before its file is placed.
    pub async fn add_scheduled_call(&self, call: &NewScheduledCall) -> Result<ScheduledCallId> {
        let id = sqlx::query(
            "INSERT INTO scheduled_call (person, phone, extension, number, dialled, due, note, file, state, made)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'placing', ?)",
        )
        .bind(i64::from(call.person))
        .bind(call.phone.map(i64::from))
        .bind(&call.extension)
        .bind(&call.number)
        .bind(&call.dialled)
        .bind(call.due)
        .bind(&call.note)
        .bind(&call.file)
        .bind(call.made)
        .execute(&self.write)
        .await?
        .last_insert_rowid();
        Ok(id.into())
    }

    /// A call whose file could not be placed was never planned.
    pub async fn forget_scheduled_call(&self, id: ScheduledCallId) -> Result<()> {
        sqlx::query("DELETE FROM scheduled_call WHERE id = ?")
            .bind(i64::from(id))
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Another time, and another file with it. Its attempts stay as they were.
    pub async fn move_scheduled_call(&self, id: ScheduledCallId, due: Seconds, file: &str) -> Result<()> {
        sqlx::query(
            "UPDATE scheduled_call SET due = ?, file = ?, state = 'waiting' WHERE id = ? AND ended IS NULL",
        )
        .bind(due)
        .bind(file)
        .bind(i64::from(id))
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// How far the call of this file is; `due` where that changed. Nothing happens to one that is over.
    pub async fn scheduled_call_is(
        &self,
        file: &str,
        state: CallState,
        attempts: Option<i64>,
        due: Option<Seconds>,
    ) -> Result<()> {
        sqlx::query(
            "UPDATE scheduled_call SET state = ?, attempts = coalesce(?, attempts), due = coalesce(?, due)
             WHERE file = ? AND ended IS NULL",
        )
        .bind(state.key())
        .bind(attempts)
        .bind(due)
        .bind(file)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// How the call of this file ended: told once, what comes later is passed over. Whether this was the first.
    pub async fn scheduled_call_ended(&self, file: &str, outcome: &str, now: Seconds) -> Result<bool> {
        let changed = sqlx::query(
            "UPDATE scheduled_call SET state = 'done', outcome = ?, ended = ? WHERE file = ? AND ended IS NULL",
        )
        .bind(outcome)
        .bind(now)
        .bind(file)
        .execute(&self.write)
        .await?
        .rows_affected();
        Ok(changed > 0)
    }
}

/// When a call ended, and which it is: the place from which older ones follow.
pub type ScheduledPlace = (Seconds, ScheduledCallId);

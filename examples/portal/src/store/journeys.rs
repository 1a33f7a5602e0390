//! What happened to calls: one journey for each call, found by any of its linked ids.

use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, SqliteConnection, Transaction};
use switchhook_portal_core::Party;
use switchhook_portal_core::journey::Journey;

use super::{LoggedCall, Result, Seconds, Store, StoreError};

/// A journey, and whose telephones its legs were at the time, in their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptJourney {
    #[serde(flatten)]
    pub journey: Journey,
    pub parties: Vec<Party>,
}

impl KeptJourney {
    fn linked_ids(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.journey.id).chain(&self.journey.joined)
    }

    /// How much it tells.
    fn fullness(&self) -> usize {
        self.journey.legs.len() + self.journey.steps.len()
    }

    /// Of two pieces of one call, told before and after the portal was away, the one that tells more; nothing is made up
    /// for what is missing between them.
    fn joined_with(self, other: Self) -> Self {
        let is_incomplete = self.journey.is_incomplete && other.journey.is_incomplete;
        let ended = self.journey.ended.max(other.journey.ended);
        let tells_more = other.journey.is_incomplete && self.fullness() >= other.fullness();
        let (mut stays, goes) = if !self.journey.is_incomplete || tells_more {
            (self, other)
        } else {
            (other, self)
        };
        for linked_id in goes.linked_ids() {
            if !stays.linked_ids().any(|known| known == linked_id) {
                stays.journey.joined.push(linked_id.clone());
            }
        }
        stays.journey.ended = ended;
        stays.journey.is_incomplete = is_incomplete;
        stays
    }
}

impl Store {
    /// Keeps journeys. One of a call that is there already is not kept twice: a whole one stays, and takes the place of
    /// a piece.
    pub async fn add_journeys(&self, journeys: &[KeptJourney]) -> Result<()> {
        let mut transaction = self.write.begin().await?;
        for journey in journeys {
            add(&mut transaction, journey.clone()).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// The journey of a linked id.
    pub async fn journey(&self, linked_id: &str) -> Result<Option<KeptJourney>> {
        let told: Option<String> = sqlx::query_scalar(
            "SELECT told FROM journey WHERE id = (SELECT journey FROM journey_linked_id WHERE linked_id = ?)",
        )
        .bind(linked_id)
        .fetch_optional(&self.read)
        .await?;
        told.map(|told| read(&told)).transpose()
    }

    /// The records of a call, oldest first, 200 at most.
    pub async fn calls_of_linked_id(&self, linked_id: &str) -> Result<Vec<LoggedCall>> {
        self.calls_where("call.linked_id = ", linked_id).await
    }

    /// Forgets journeys that began before a moment and have no call in the log: the PBX wrote no record of them.
    pub async fn forget_journeys_without_calls(&self, before: Seconds) -> Result<()> {
        sqlx::query(
            "DELETE FROM journey WHERE began < ? AND NOT EXISTS (
                 SELECT 1 FROM journey_linked_id JOIN call ON call.linked_id = journey_linked_id.linked_id
                 WHERE journey_linked_id.journey = journey.id)",
        )
        .bind(before)
        .execute(&self.write)
        .await?;
        Ok(())
    }

    /// How many journeys are kept.
    #[cfg(test)]
    pub async fn count_journeys(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM journey")
            .fetch_one(&self.read)
            .await
            .unwrap()
    }

    /// Deletes the records of a linked id, as somebody with the database might.
    #[cfg(test)]
    pub async fn delete_calls(&self, linked_id: &str) {
        sqlx::query("DELETE FROM call WHERE linked_id = ?")
            .bind(linked_id)
            .execute(&self.write)
            .await
            .unwrap();
    }
}

async fn add(transaction: &mut Transaction<'_, Sqlite>, new: KeptJourney) -> Result<()> {
    let mut journey = new.clone();
    for linked_id in new.linked_ids() {
        let Some(before) = take(transaction, linked_id).await? else {
            continue;
        };
        journey = before.joined_with(journey);
    }
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO journey (linked_id, began, ended, source, ending, incomplete, told)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(&journey.journey.id)
    .bind(journey.journey.began.timestamp())
    .bind(journey.journey.ended.map(|at| at.timestamp()))
    .bind(journey.journey.source.key())
    .bind(journey.journey.ending.key())
    .bind(journey.journey.is_incomplete)
    .bind(write(&journey)?)
    .fetch_one(&mut **transaction)
    .await?;
    for linked_id in journey.linked_ids() {
        sqlx::query("INSERT INTO journey_linked_id (linked_id, journey) VALUES (?, ?)")
            .bind(linked_id)
            .bind(id)
            .execute(&mut **transaction)
            .await?;
    }
    Ok(())
}

/// Takes the journey of a linked id out.
async fn take(connection: &mut SqliteConnection, linked_id: &str) -> Result<Option<KeptJourney>> {
    let told: Option<String> = sqlx::query_scalar(
        "DELETE FROM journey WHERE id = (SELECT journey FROM journey_linked_id WHERE linked_id = ?) RETURNING told",
    )
    .bind(linked_id)
    .fetch_optional(connection)
    .await?;
    told.map(|told| read(&told)).transpose()
}

fn read(told: &str) -> Result<KeptJourney> {
    serde_json::from_str(told).map_err(|error| StoreError::Value {
        column: "journey.told",
        value: error.to_string(),
    })
}

fn write(journey: &KeptJourney) -> Result<String> {
    serde_json::to_string(journey).map_err(|error| StoreError::Value {
        column: "journey.told",
        value: error.to_string(),
    })
}

#[cfg(test)]
mod tests;

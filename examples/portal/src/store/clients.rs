//! Other programs that may ask for calls. Their tokens are kept as SHA-256.

use sqlx::FromRow;
use switchhook_portal_core::ApiClientId;
use switchhook_portal_core::dial::{ApiClient, ClientForm, NewApiClient};

use super::{Result, Seconds, Store, StoreError};
use crate::token;

/// A client as its page shows it.
#[derive(Clone, Debug, FromRow)]
pub struct ClientRow {
    #[sqlx(try_from = "i64")]
    pub id: ApiClientId,
    pub name: String,
    /// Patterns with a blank between.
    pub sources: String,
    pub created: Seconds,
    /// Since when its token is void.
    pub revoked: Option<Seconds>,
    pub last_used: Option<Seconds>,
    pub last_address: String,
}

impl Store {
    /// All of them, those that work first.
    pub async fn clients(&self) -> Result<Vec<ClientRow>> {
        Ok(
            sqlx::query_as("SELECT * FROM api_client ORDER BY revoked IS NOT NULL, name, id")
                .fetch_all(&self.read)
                .await?,
        )
    }

    pub async fn client(&self, id: ApiClientId) -> Result<Option<ClientRow>> {
        Ok(sqlx::query_as("SELECT * FROM api_client WHERE id = ?")
            .bind(i64::from(id))
            .fetch_optional(&self.read)
            .await?)
    }

    /// Adds a client and gives its token, which cannot be had again.
    pub async fn add_client(&self, client: &NewApiClient, now: Seconds) -> Result<(ApiClientId, String)> {
        let token = token::random();
        let id = sqlx::query("INSERT INTO api_client (name, token, sources, created) VALUES (?, ?, ?, ?)")
            .bind(&client.name)
            .bind(token::fingerprint(&token))
            .bind(client.sources_text())
            .bind(now)
            .execute(&self.write)
            .await?
            .last_insert_rowid();
        Ok((id.into(), token))
    }

    /// The client with this token, unless it was stopped.
    pub async fn client_with(&self, token: &str) -> Result<Option<ApiClient>> {
        let row: Option<ClientRow> =
            sqlx::query_as("SELECT * FROM api_client WHERE token = ? AND revoked IS NULL")
                .bind(token::fingerprint(token))
                .fetch_optional(&self.read)
                .await?;
        row.map(|row| {
            let form = ClientForm {
                name: &row.name,
                sources: &row.sources,
            };
            // What cannot be read must not be read as "every telephone".
            let read = NewApiClient::parse(&form).map_err(|_| StoreError::Value {
                column: "api_client.sources",
                value: row.sources.clone(),
            })?;
            Ok(ApiClient {
                id: row.id,
                name: read.name,
                sources: read.sources,
            })
        })
        .transpose()
    }

    pub async fn note_client_use(&self, id: ApiClientId, address: &str, now: Seconds) -> Result<()> {
        sqlx::query("UPDATE api_client SET last_used = ?, last_address = ? WHERE id = ?")
            .bind(now)
            .bind(address)
            .bind(i64::from(id))
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Stops a client; `Gone` if there is none or it was stopped before.
    pub async fn revoke_client(&self, id: ApiClientId, now: Seconds) -> Result<()> {
        let changed = sqlx::query("UPDATE api_client SET revoked = ? WHERE id = ? AND revoked IS NULL")
            .bind(now)
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
}

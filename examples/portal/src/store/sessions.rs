//! Logged-in browsers.

use sqlx::FromRow;
use switchhook_portal_core::PersonId;

use super::{Result, Seconds, Store};
use crate::token;

/// A session as stored; the token itself is only in the browser.
#[derive(Clone, Debug, FromRow)]
pub struct SessionRow {
    #[sqlx(try_from = "i64")]
    pub person: PersonId,
    pub csrf: String,
    pub started: Seconds,
    pub last_activity: Seconds,
    pub address: String,
    pub browser: String,
    pub token: Vec<u8>,
}

impl Store {
    /// Starts a session and gives the token for the browser's cookie.
    pub async fn start_session(
        &self,
        person: PersonId,
        address: &str,
        browser: &str,
        now: Seconds,
    ) -> Result<String> {
        let token = token::random();
        let browser: String = browser.chars().take(200).collect();
        sqlx::query(
            "INSERT INTO session (token, person, csrf, started, last_activity, address, browser)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(token::fingerprint(&token))
        .bind(i64::from(person))
        .bind(token::random())
        .bind(now)
        .bind(now)
        .bind(address)
        .bind(browser)
        .execute(&self.write)
        .await?;
        Ok(token)
    }

    pub async fn session(&self, token: &str) -> Result<Option<SessionRow>> {
        Ok(sqlx::query_as("SELECT * FROM session WHERE token = ?")
            .bind(token::fingerprint(token))
            .fetch_optional(&self.read)
            .await?)
    }

    pub async fn touch_session(&self, fingerprint: &[u8], now: Seconds) -> Result<()> {
        sqlx::query("UPDATE session SET last_activity = max(last_activity, ?) WHERE token = ?")
            .bind(now)
            .bind(fingerprint)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    pub async fn sessions_of(&self, person: PersonId) -> Result<Vec<SessionRow>> {
        Ok(
            sqlx::query_as("SELECT * FROM session WHERE person = ? ORDER BY last_activity DESC")
                .bind(i64::from(person))
                .fetch_all(&self.read)
                .await?,
        )
    }

    /// Ends one session of this person.
    pub async fn end_session(&self, person: PersonId, fingerprint: &[u8]) -> Result<()> {
        sqlx::query("DELETE FROM session WHERE person = ? AND token = ?")
            .bind(i64::from(person))
            .bind(fingerprint)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Ends every session of this person but the one given.
    pub async fn end_other_sessions(&self, person: PersonId, keep: Option<&[u8]>) -> Result<()> {
        sqlx::query("DELETE FROM session WHERE person = ? AND token IS NOT ?")
            .bind(i64::from(person))
            .bind(keep)
            .execute(&self.write)
            .await?;
        Ok(())
    }

    /// Forgets sessions that have ended by themselves.
    pub async fn forget_ended_sessions(&self, idle_since: Seconds, started_before: Seconds) -> Result<()> {
        sqlx::query("DELETE FROM session WHERE last_activity < ? OR started < ?")
            .bind(idle_since)
            .bind(started_before)
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

#[cfg(test)]
impl Store {
    /// Pretends that the session was last used at this time.
    pub async fn set_session_activity(&self, token: &str, at: Seconds) -> Result<()> {
        sqlx::query("UPDATE session SET last_activity = ? WHERE token = ?")
            .bind(at)
            .bind(token::fingerprint(token))
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

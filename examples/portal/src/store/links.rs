//! One-time links: to make the first administrator, and for people to choose their password.

use switchhook_portal_core::PersonId;

use super::{Result, Seconds, Store};
use crate::token;

/// What a valid link allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    FirstAdministrator,
    ChoosePassword(PersonId),
}

impl Store {
    /// Makes a link and voids earlier ones for the same purpose; gives its token.
    pub async fn make_link(&self, link: Link, expires: Seconds) -> Result<String> {
        let token = token::random();
        let person = match link {
            Link::FirstAdministrator => None,
            Link::ChoosePassword(person) => Some(i64::from(person)),
        };
        let mut transaction = self.write.begin().await?;
        sqlx::query("DELETE FROM one_time_link WHERE person IS ?")
            .bind(person)
            .execute(&mut *transaction)
            .await?;
        sqlx::query("INSERT INTO one_time_link (token, person, expires) VALUES (?, ?, ?)")
            .bind(token::fingerprint(&token))
            .bind(person)
            .bind(expires)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(token)
    }

    /// What the link allows, without using it up: opening a page must not void it.
    pub async fn link(&self, token: &str, now: Seconds) -> Result<Option<Link>> {
        let found: Option<Option<i64>> =
            sqlx::query_scalar("SELECT person FROM one_time_link WHERE token = ? AND expires > ?")
                .bind(token::fingerprint(token))
                .bind(now)
                .fetch_optional(&self.read)
                .await?;
        Ok(found.map(|person| person.map_or(Link::FirstAdministrator, |id| Link::ChoosePassword(id.into()))))
    }

    /// Sets the password that the link allows to choose, and voids the link. `false` if the link was used meanwhile.
    pub async fn use_password_link(
        &self,
        token: &str,
        person: PersonId,
        password: &str,
        now: Seconds,
    ) -> Result<bool> {
        let mut transaction = self.write.begin().await?;
        let used = sqlx::query("DELETE FROM one_time_link WHERE token = ? AND person = ? AND expires > ?")
            .bind(token::fingerprint(token))
            .bind(i64::from(person))
            .bind(now)
            .execute(&mut *transaction)
            .await?
            .rows_affected();
        if used == 1 {
            sqlx::query("UPDATE person SET password = ? WHERE id = ?")
                .bind(password)
                .bind(i64::from(person))
                .execute(&mut *transaction)
                .await?;
            sqlx::query("DELETE FROM session WHERE person = ?")
                .bind(i64::from(person))
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok(used == 1)
    }
}

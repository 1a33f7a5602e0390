//! What would a call cost, and why?

use std::time::Duration;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use serde::Deserialize;
use switchhook_portal_core::{Capability, DialString, Problem};
use switchhook_rating::Call;

use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::jobs::rating::quote;
use crate::store::StoredCharge;
use crate::tariff::{Tariff, checked};
use crate::web::calls::outcome;
use crate::web::error::WebError;
use crate::web::extract::Query;
use crate::web::money::{Shown, language};
use crate::web::page::{self, problem_text};
use crate::web::views::common::{Choice, Errors};
use crate::web::views::tariff::{TestAnswer, TestPage};
use crate::web::visitor::LoggedIn;

/// The longest call that can be asked about.
const LONGEST: u64 = 366 * 24 * 3600;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TestQuery {
    number: String,
    date: String,
    time: String,
    length: String,
    /// The caller's extension.
    phone: String,
    trunk: String,
    /// A version; empty for the one in force.
    tariff: String,
}

/// `GET /tariff/test`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<TestQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let t = user.texts();
    let mut query = query;
    let now = app.local(app.now());
    for (field, usual) in [
        (&mut query.date, now.format("%Y-%m-%d").to_string()),
        (&mut query.time, now.format("%H:%M").to_string()),
        (&mut query.length, "180".to_owned()),
    ] {
        if field.trim().is_empty() {
            *field = usual;
        }
    }
    let mut errors = Errors::default();
    let answer = match asked(t, &app, &query, &mut errors) {
        Some(asked) => Some(answer(&app, t, &query, &asked).await?),
        None => None,
    };
    let mut phones = vec![choice(String::new(), t.test_phone_any(), &query.phone)];
    phones.extend(app.store.phones().await?.into_iter().map(|phone| {
        let extension = phone.extension.to_string();
        choice(extension.clone(), extension, &query.phone)
    }));
    let mut tariffs = vec![choice(String::new(), t.test_in_force(), &query.tariff)];
    tariffs.extend(app.store.tariff_versions().await?.iter().map(|stored| {
        let label = format!("{}, {}", stored.name, t.date(stored.effective));
        choice(stored.version.id.to_string(), label, &query.tariff)
    }));
    let view = TestPage {
        frame: user.frame(&app, page::here(&uri), t.test_title()),
        number: query.number,
        date: query.date,
        time: query.time,
        length: query.length,
        trunk: query.trunk,
        phones,
        tariffs,
        answer,
        errors,
    };
    Ok(page::ok(&view))
}

fn choice(value: String, label: String, chosen: &str) -> Choice {
    Choice {
        selected: value == chosen,
        value,
        label,
    }
}

/// A call that nobody makes.
struct Asked {
    number: DialString,
    start: DateTime<Utc>,
    length: Duration,
}

/// What was asked; `None` without a number, or with what is wrong noted.
fn asked(t: Texts, app: &App, query: &TestQuery, errors: &mut Errors) -> Option<Asked> {
    if query.number.trim().is_empty() {
        return None;
    }
    let mut wrong = |field, problem: Problem| errors.add(field, problem_text(t, &problem));
    let number = query
        .number
        .parse::<DialString>()
        .map_err(|error| wrong("number", error.into()))
        .ok();
    let date = NaiveDate::parse_from_str(query.date.trim(), "%Y-%m-%d")
        .map_err(|_| wrong("date", Problem::NotADate))
        .ok();
    let time = NaiveTime::parse_from_str(query.time.trim(), "%H:%M")
        .map_err(|_| wrong("time", Problem::NotATime))
        .ok();
    let length = length(&query.length);
    if length.is_none() {
        errors.add("length", t.test_length_wrong());
    }
    let clock = date?.and_time(time?);
    // Of an hour that came twice the first is meant; one that clocks leave out is nobody's.
    let start = app.config.pbx.time_zone.from_local_datetime(&clock).earliest();
    if start.is_none() {
        errors.add("time", problem_text(t, &Problem::NotATime));
    }
    Some(Asked {
        number: number?,
        start: start?.to_utc(),
        length: length?,
    })
}

/// `150`, `2:30` or `1:02:30`.
fn length(text: &str) -> Option<Duration> {
    let mut seconds = 0u64;
    let parts: Vec<&str> = text.trim().split(':').collect();
    if parts.len() > 3 {
        return None;
    }
    for part in parts {
        let digits = !part.is_empty() && part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit());
        let part: u64 = part.parse().ok().filter(|_| digits)?;
        seconds = seconds.checked_mul(60)?.checked_add(part)?;
    }
    (seconds <= LONGEST).then(|| Duration::from_secs(seconds))
}

async fn answer(app: &App, t: Texts, query: &TestQuery, asked: &Asked) -> Result<TestAnswer, WebError> {
    let version;
    let in_force = app.tariff.in_force();
    let tariff: &Tariff = match query.tariff.parse::<i64>() {
        Ok(id) => {
            version = checked(app.store.tariff_sources(id.into()).await?).await;
            &version
        }
        Err(_) => in_force.at(asked.start),
    };
    let call = Call::new(asked.number.as_str(), asked.start, asked.length)
        .caller(query.phone.trim())
        .extension(query.phone.trim())
        .trunk(query.trunk.trim());
    let charge = quote(tariff, &call, false);
    let (icon, tone, word) = outcome(t, charge.status);
    Ok(TestAnswer {
        icon,
        tone,
        word,
        amounts: amounts(t, tariff, &charge),
        steps: steps(t, tariff, &call),
        destination: charge.destination,
    })
}

/// Before and with tax.
fn amounts(t: Texts, tariff: &Tariff, charge: &StoredCharge) -> Option<(String, String)> {
    let (currency, before, after) = charge.amount.as_ref()?;
    let shown = Shown::of(tariff, currency);
    Some((shown.amount(t, *before), shown.amount(t, *after)))
}

/// How the price comes about, or why there is none, in the reader's language.
fn steps(t: Texts, tariff: &Tariff, call: &Call<'_>) -> Vec<String> {
    match tariff.book() {
        Some(book) => book.explain(call).sentences(language(t)),
        None => vec![t.unrated_no_tariff()],
    }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn a_length_is_seconds_or_a_clock_without_signs() {
        for (text, seconds) in [
            ("150", Some(150)),
            (" 2:30 ", Some(150)),
            ("1:00:01", Some(3601)),
            ("0", Some(0)),
            ("", None),
            ("2:", None),
            ("-5", None),
            ("+5", None),
            ("1:2:3:4", None),
            ("999999999", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(length(text).map(|length| length.as_secs()), seconds, "{text:?}");
        }
    }
}

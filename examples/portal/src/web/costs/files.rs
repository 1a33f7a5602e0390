//! The report of the costs as a file for spreadsheets.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::Utc;
use switchhook_portal_core::Capability;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::cost::{CsvTexts, file_name};
use switchhook_rating::report::Table;

use super::{Pairs, Typed, answer, kind};
use crate::app::{App, Shared};
use crate::web::error::WebError;
use crate::web::extract::Query as QueryString;
use crate::web::visitor::LoggedIn;

/// `GET /costs/report.csv`
pub async fn csv(
    State(app): State<Shared>,
    user: LoggedIn,
    QueryString(pairs): Pairs,
) -> Result<Response, WebError> {
    let table = table(&app, &user, pairs).await?;
    let file = table.to_csv().into_bytes();
    send(&app, &user, "csv", "text/csv; charset=utf-8", file).await
}

/// `GET /costs/report.xlsx`
pub async fn xlsx(
    State(app): State<Shared>,
    user: LoggedIn,
    QueryString(pairs): Pairs,
) -> Result<Response, WebError> {
    let table = table(&app, &user, pairs).await?;
    let name = user.texts().costs_title();
    // Packing many thousand rows takes a moment.
    let file = tokio::task::spawn_blocking(move || table.to_xlsx(&name, Utc::now()))
        .await
        .map_err(WebError::internal)?
        .map_err(WebError::internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    send(&app, &user, "xlsx", kind, file).await
}

async fn table(app: &App, user: &LoggedIn, pairs: Vec<(String, String)>) -> Result<Table, WebError> {
    user.scope(Capability::CostRead)?;
    let t = user.texts();
    let _turn = app.turn().await;
    let answer = answer(app, user, &Typed::of(pairs))
        .await?
        .map_err(|_| WebError::BadRequest)?;
    let today = app.local(app.now()).date();
    let currency = answer.currency.to_string();
    let criteria = answer.criteria(t);
    let listed: Vec<String> = criteria
        .iter()
        .map(|(label, value)| format!("{label}: {value}"))
        .collect();
    let heads = [
        t.department(),
        t.name(),
        t.date_label(),
        t.costs_called(),
        t.costs_calls(),
        t.duration_label(),
        t.costs_before_tax(&currency),
        t.costs_after_tax(&currency),
    ];
    let texts = CsvTexts {
        title: &t.costs_title(),
        date: (&t.date_label(), &t.date(today)),
        report: (&t.costs_report(), &kind(t, answer.query.detail)),
        criteria: Some(&listed.join("; ")),
        heads: heads.each_ref().map(String::as_str),
        subtotal: &t.costs_department_total(),
        total: &t.costs_total(),
        unknown: &t.costs_without_department(),
    };
    Ok(answer.report.table(&texts, app.config.pbx.time_zone))
}

async fn send(
    app: &App,
    user: &LoggedIn,
    ending: &str,
    kind: &'static str,
    file: Vec<u8>,
) -> Result<Response, WebError> {
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Export,
        Object::Page(format!("/costs/report.{ending}")),
    );
    app.audit(&user.session, entry).await;
    let name = file_name(app.local(app.now()).date());
    let name = name.strip_suffix("csv").unwrap_or(&name);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}{ending}\""),
        ),
    ];
    Ok((headers, file).into_response())
}

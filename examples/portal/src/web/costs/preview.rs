//! What a report would say, beside the form while it is filled in.

use axum::extract::State;
use axum::response::Response;
use switchhook_portal_core::Capability;

use super::{Pairs, Typed, answer, figures, period};
use crate::app::{App, Shared};
use crate::web::error::WebError;
use crate::web::extract::Query as QueryString;
use crate::web::money::Shown;
use crate::web::page;
use crate::web::views::costs::{CostsPreview, PreviewRow};
use crate::web::visitor::LoggedIn;

/// Departments that the preview shows; the report has all of them.
const ROWS: usize = 12;

/// `GET /costs/preview`: a fragment for the page that is open.
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    QueryString(pairs): Pairs,
) -> Result<Response, WebError> {
    user.scope(Capability::CostRead)?;
    let _turn = app.turn().await;
    let fragment = fragment(&app, &user, &Typed::of(pairs)).await?;
    Ok(page::ok(&fragment))
}

/// The sums by department. What is wrong with the form is said there too: it is not sent yet.
pub(super) async fn fragment(app: &App, user: &LoggedIn, typed: &Typed) -> Result<CostsPreview, WebError> {
    let t = user.texts();
    let summary = Typed {
        report: String::new(),
        ..typed.clone()
    };
    let answer = match answer(app, user, &summary).await? {
        Ok(answer) => answer,
        Err(errors) => {
            return Ok(CostsPreview {
                t,
                period: String::new(),
                currency: String::new(),
                rows: Vec::new(),
                total: None,
                more: 0,
                unrated: 0,
                problems: errors.iter().map(|error| error.text.clone()).collect(),
            });
        }
    };
    let shown = Shown::of(&answer.tariff, answer.currency.code());
    let groups = &answer.report.groups;
    Ok(CostsPreview {
        t,
        period: period(t, answer.query.period),
        currency: answer.currency.to_string(),
        rows: groups
            .iter()
            .take(ROWS)
            .map(|group| PreviewRow {
                name: if group.heading.is_empty() {
                    t.costs_without_department()
                } else {
                    group.heading.clone()
                },
                figures: figures(t, shown, &group.total),
            })
            .collect(),
        total: (!groups.is_empty()).then(|| figures(t, shown, &answer.report.total)),
        more: i64::try_from(groups.len().saturating_sub(ROWS)).unwrap_or(0),
        unrated: answer.unrated,
        problems: Vec::new(),
    })
}

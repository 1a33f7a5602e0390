//! A row for numbers that have no price: what it would rate, then a draft with it.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;
use switchhook_portal_core::number::mask;
use switchhook_portal_core::tariff::{NewRate, RateForm};
use switchhook_portal_core::{CallId, Capability};
use switchhook_rating::{Currency, DeckFile, Plan};

use super::upload::{effective, keep};
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::jobs::rating;
use crate::store::Status;
use crate::tariff::{Sources, Tariff, checked};
use crate::web::error::WebError;
use crate::web::extract::Query;
use crate::web::form::Fields;
use crate::web::money::Shown;
use crate::web::page;
use crate::web::views::common::{Choice, Errors};
use crate::web::views::tariff::{RateFields, RatePage, RatePreview};
use crate::web::visitor::LoggedIn;

/// Calls without a price that a preview looks at, in one step.
const STEP: u32 = 1_000;

/// And at most: the sentence says how many there were.
const LOOKED_AT: usize = 20_000;

/// Calls that a preview shows.
const SHOWN: usize = 20;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RateQuery {
    prefix: String,
    digits: String,
    destination: String,
    kind: String,
    price: String,
    per: String,
    first: String,
    next: String,
    fee: String,
    /// The name of the deck's file; the first one by default.
    deck: String,
    effective: String,
}

impl RateQuery {
    fn of(fields: &Fields) -> Self {
        let text = |name| fields.text(name).to_owned();
        Self {
            prefix: text("prefix"),
            digits: text("digits"),
            destination: text("destination"),
            kind: text("kind"),
            price: text("price"),
            per: text("per"),
            first: text("first"),
            next: text("next"),
            fee: text("fee"),
            deck: text("deck"),
            effective: text("effective"),
        }
    }

    fn form(&self) -> RateForm<'_> {
        RateForm {
            prefix: &self.prefix,
            digits: &self.digits,
            destination: &self.destination,
            kind: &self.kind,
            price: &self.price,
            per: &self.per,
            first: &self.first,
            next: &self.next,
            fee: &self.fee,
        }
    }
}

/// `GET /tariff/rates/new`: the form, and what the row would do once it is filled in.
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    Query(query): Query<RateQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let t = user.texts();
    let mut query = query;
    for (field, usual) in [
        (&mut query.per, "60"),
        (&mut query.first, "60"),
        (&mut query.next, "1"),
    ] {
        if field.is_empty() {
            usual.clone_into(field);
        }
    }
    if query.effective.is_empty() {
        query.effective = app.tariff.today().to_string();
    }
    let mut errors = Errors::default();
    // Followed from the list, the form is not filled in yet.
    let preview = if query.destination.is_empty() && query.price.is_empty() {
        None
    } else {
        match changed(t, &app, &query, &mut errors).await {
            Some((_, Ok(tariff))) => Some(rates(&app, t, &tariff).await?),
            Some((_, Err(refused))) => Some(RatePreview {
                refused,
                sentence: String::new(),
                calls: Vec::new(),
            }),
            None => None,
        }
    };
    Ok(page::ok(&view(&app, &user, query, preview, errors)))
}

/// `POST /tariff/rates/new`: the draft that was previewed.
pub async fn create(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let (t, query) = (user.texts(), RateQuery::of(&fields));
    let mut errors = Errors::default();
    let again = |preview, errors| page::unprocessable(&view(&app, &user, query.clone(), preview, errors));
    match changed(t, &app, &query, &mut errors).await {
        Some((day, Ok(tariff))) => {
            let note = t.rate_note(&query.destination);
            keep(&app, &user, &tariff, day, &note, None).await
        }
        Some((_, Err(refused))) => Ok(again(
            Some(RatePreview {
                refused,
                sentence: String::new(),
                calls: Vec::new(),
            }),
            errors,
        )),
        None => Ok(again(None, errors)),
    }
}

/// The tariff in force with the row in it, or why it does not take it. `None` with what is wrong in the form noted.
async fn changed(
    t: Texts,
    app: &App,
    query: &RateQuery,
    errors: &mut Errors,
) -> Option<(NaiveDate, Result<Tariff, Vec<String>>)> {
    let current = app.tariff.current();
    let day = effective(t, &query.effective, errors);
    let rate = NewRate::parse(&query.form())
        .map_err(|found| {
            for error in found {
                errors.add(error.field, page::problem_text(t, &error.problem));
            }
        })
        .ok();
    let Some((_, deck)) = deck(&current, &query.deck) else {
        errors.add("deck", t.rate_no_tariff());
        return None;
    };
    let (day, rate) = (day?, rate?);
    let sources = current.sources();
    let text = sources.deck(&deck.file)?;
    let format = &deck.format;
    let with_row = match rate.insert(text, char::from(format.delimiter), format.decimal_mark) {
        Ok(with_row) => with_row,
        Err(error) => return Some((day, Err(vec![format!("{}: {error}", deck.file)]))),
    };
    let line = with_row.lines().count();
    let mut decks = sources.decks.clone();
    for (name, text) in &mut decks {
        if *name == deck.file {
            text.clone_from(&with_row);
        }
    }
    let tariff = checked(Sources {
        plan: sources.plan.clone(),
        decks,
    })
    .await;
    // The deck is read whole, and the row is its last line: what it says of that line is about the row.
    let about = format!("{}, line {line}:", deck.file);
    let mut refused: Vec<String> = tariff
        .problems()
        .iter()
        .filter(|problem| problem.starts_with(&about))
        .cloned()
        .collect();
    if tariff.book().is_none() {
        refused = tariff.problems().to_vec();
    }
    let result = if refused.is_empty() {
        Ok(tariff)
    } else {
        Err(refused)
    };
    Some((day, result))
}

/// The decks of all plans, each file once.
fn decks(tariff: &Tariff) -> Vec<(&Plan, &DeckFile)> {
    let mut decks: Vec<(&Plan, &DeckFile)> = Vec::new();
    for plan in tariff.book().iter().flat_map(|book| book.plans()) {
        for deck in plan.decks() {
            if !decks.iter().any(|(_, known)| known.file == deck.file) {
                decks.push((plan, deck));
            }
        }
    }
    decks
}

/// The deck of this name, or else the first one.
fn deck<'a>(tariff: &'a Tariff, name: &str) -> Option<(&'a Plan, &'a DeckFile)> {
    let decks = decks(tariff);
    let named = decks.iter().find(|(_, deck)| deck.file == name);
    named.or_else(|| decks.first()).copied()
}

/// What the calls without a price would cost.
async fn rates(app: &App, t: Texts, tariff: &Tariff) -> Result<RatePreview, WebError> {
    let (mut after, mut all, mut count, mut sum) = (CallId(0), 0usize, 0i64, 0i64);
    let mut shown: Option<Shown> = None;
    let mut calls = Vec::new();
    loop {
        let step = app.store.unmatched_calls(after, STEP).await?;
        let Some(last) = step.last() else { break };
        after = last.id;
        all += step.len();
        for call in &step {
            let charge = rating::charge(tariff, call);
            let (Status::Rated | Status::Free, Some((currency, _, with_tax))) =
                (charge.status, &charge.amount)
            else {
                continue;
            };
            let shown = *shown.get_or_insert_with(|| Shown::of(tariff, currency));
            count += 1;
            sum = sum.saturating_add(*with_tax);
            if calls.len() < SHOWN {
                calls.push((
                    mask(&call.record.cdr.destination),
                    t.duration(call.record.cdr.billable.as_secs()),
                    shown.amount(t, *with_tax),
                ));
            }
        }
        if all >= LOOKED_AT {
            break;
        }
    }
    let plan = tariff.book().map(|book| book.plan().currency());
    let plan = plan.as_ref().map_or("", Currency::code);
    let shown = shown.unwrap_or_else(|| Shown::of(tariff, plan));
    Ok(RatePreview {
        refused: Vec::new(),
        sentence: t.rate_will(
            i64::try_from(all).unwrap_or(i64::MAX),
            count,
            &shown.amount(t, sum),
        ),
        calls,
    })
}

/// The currency of the prices in a deck.
fn currency(tariff: &Tariff, name: &str) -> String {
    deck(tariff, name)
        .map(|(plan, deck)| deck.currency.unwrap_or(plan.currency()).to_string())
        .unwrap_or_default()
}

fn view(
    app: &App,
    user: &LoggedIn,
    query: RateQuery,
    preview: Option<RatePreview>,
    mut errors: Errors,
) -> RatePage {
    let t = user.texts();
    let current = app.tariff.current();
    let chosen = |value: &str, label: String, now: &str| Choice {
        value: value.to_owned(),
        label,
        selected: value == now,
    };
    let several = current.book().is_some_and(|book| book.plans().len() > 1);
    let decks: Vec<_> = decks(&current)
        .into_iter()
        .map(|(plan, deck)| {
            let label = match several {
                true => format!("{}: {}", plan.name(), deck.file),
                false => deck.file.clone(),
            };
            chosen(&deck.file, label, &query.deck)
        })
        .collect();
    if decks.is_empty() && errors.is_empty() {
        errors.add("deck", t.rate_no_tariff());
    }
    let kinds = [
        ("", t.rate_kind_none()),
        ("fixed", t.rate_kind_fixed()),
        ("mobile", t.rate_kind_mobile()),
        ("special", t.rate_kind_special()),
        ("tollfree", t.rate_kind_tollfree()),
        ("premium", t.rate_kind_premium()),
        ("emergency", t.rate_kind_emergency()),
    ];
    RatePage {
        frame: user.frame(app, "/tariff/rates/new", t.rate_title()),
        currency: currency(&current, &query.deck),
        decks,
        kinds: kinds
            .into_iter()
            .map(|(kind, label)| chosen(kind, label, &query.kind))
            .collect(),
        rate: RateFields {
            prefix: query.prefix,
            digits: query.digits,
            destination: query.destination,
            kind: query.kind,
            price: query.price,
            per: query.per,
            first: query.first,
            next: query.next,
            fee: query.fee,
            deck: query.deck,
            effective: query.effective,
        },
        preview,
        errors,
    }
}

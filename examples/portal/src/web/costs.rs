//! Costs in three steps (when, how detailed, for whom), and the report that answers.

mod files;
mod preview;

pub use self::files::{csv, xlsx};
pub use self::preview::show as preview;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::NaiveDate;
use switchhook_portal_core::call_log::{CallRecord, LogScope};
use switchhook_portal_core::cost::{
    Detail, Facts, Group, Line, Month, Period, Query, QueryForm, Report, ReportError, Total, Who,
};
use switchhook_portal_core::{CallId, Capability, Department, FieldError, Party, Phone, Scope};
use switchhook_rating::{Book, Currency, Plan, Rounding};

use super::error::{WebError, url_query};
use super::extract::Query as QueryString;
use super::money::Shown;
use super::page;
use super::views::common::{Choice, Errors};
use super::views::costs::{CostFigures, CostGroup, CostLine, CostsPage, CostsReportPage};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::store::CostQuery;
use crate::tariff::Tariff;

/// Months that the form offers.
const MONTHS: usize = 18;

/// Calls that a report is made from at most: about 150 MB.
const LONGEST: u32 = 200_000;

/// The form as it stands in the address.
#[derive(Clone, Debug, Default)]
struct Typed {
    month: String,
    from: String,
    to: String,
    report: String,
    department: String,
    phones: Vec<String>,
}

impl Typed {
    fn of(pairs: Vec<(String, String)>) -> Self {
        let mut typed = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "month" => typed.month = value,
                "from" => typed.from = value,
                "to" => typed.to = value,
                "report" => typed.report = value,
                "department" => typed.department = value,
                "phones" => typed.phones.push(value),
                _ => {}
            }
        }
        typed
    }

    fn query(&self) -> Result<Query, Vec<FieldError>> {
        let phones: Vec<&str> = self.phones.iter().map(String::as_str).collect();
        Query::parse(&QueryForm {
            month: &self.month,
            from: &self.from,
            to: &self.to,
            report: &self.report,
            department: &self.department,
            phones: &phones,
        })
    }

    /// The same criteria at another address.
    fn address(&self, path: &str) -> String {
        let single = [
            ("month", &self.month),
            ("from", &self.from),
            ("to", &self.to),
            ("report", &self.report),
            ("department", &self.department),
        ];
        let query: Vec<String> = single
            .into_iter()
            .chain(self.phones.iter().map(|phone| ("phones", phone)))
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| url_query(name, value))
            .collect();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{}", query.join("&"))
        }
    }
}

type Pairs = QueryString<Vec<(String, String)>>;

/// `GET /costs`
pub async fn form(
    State(app): State<Shared>,
    user: LoggedIn,
    QueryString(pairs): Pairs,
) -> Result<Response, WebError> {
    user.scope(Capability::CostRead)?;
    let mut typed = Typed::of(pairs);
    if typed.month.is_empty() && typed.from.is_empty() && typed.to.is_empty() {
        typed.month = Month::of(app.local(app.now()).date()).to_string();
    }
    let _turn = app.turn().await;
    Ok(page::ok(
        &form_page(&app, &user, &typed, Errors::default()).await?,
    ))
}

/// `GET /costs/report`
pub async fn report(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    QueryString(pairs): Pairs,
) -> Result<Response, WebError> {
    user.scope(Capability::CostRead)?;
    let (t, typed) = (user.texts(), Typed::of(pairs));
    let _turn = app.turn().await;
    let answer = match answer(&app, &user, &typed).await? {
        Ok(answer) => answer,
        Err(errors) => {
            return Ok(page::unprocessable(
                &form_page(&app, &user, &typed, errors).await?,
            ));
        }
    };
    let shown = Shown::of(&answer.tariff, answer.currency.code());
    let here = page::here(&uri);
    let criteria = answer.criteria(t);
    let view = CostsReportPage {
        frame: user.frame(&app, here, t.costs_report_title(&criteria[0].1)),
        criteria,
        currency: answer.currency.to_string(),
        detail: answer.query.detail == Detail::Calls,
        groups: answer
            .report
            .groups
            .iter()
            .map(|group| cost_group(&app, t, shown, &answer.departments, group))
            .collect(),
        total: figures(t, shown, &answer.report.total),
        unrated: answer.unrated,
        unrated_href: user
            .may(Capability::TariffManage)
            .then(|| "/costs/unrated".to_owned()),
        csv: typed.address("/costs/report.csv"),
        xlsx: typed.address("/costs/report.xlsx"),
        change: typed.address("/costs"),
    };
    Ok(page::ok(&view))
}

/// A report with what it was made from.
struct Answer {
    query: Query,
    report: Report,
    currency: Currency,
    tariff: std::sync::Arc<Tariff>,
    departments: Vec<Department>,
    phones: Vec<Phone>,
    unrated: i64,
}

/// The report, or what is wrong with the form.
async fn answer(app: &App, user: &LoggedIn, typed: &Typed) -> Result<Result<Answer, Errors>, WebError> {
    let t = user.texts();
    let query = match typed.query() {
        Ok(query) => query,
        Err(found) => return Ok(Err(page::errors(t, &found))),
    };
    let zone = app.config.pbx.time_zone;
    let scope = LogScope::of(&user.subject, Capability::CostRead).ok_or(WebError::Forbidden)?;
    let (from, until) = query.period.bounds(zone);
    let wanted = CostQuery {
        scope: &scope,
        who: &query.who,
        from,
        until,
    };
    let calls = app.store.priced_calls(&wanted, LONGEST + 1).await?;
    let wrong = |text: String| {
        let mut errors = Errors::default();
        errors.add("month", text);
        Ok(Err(errors))
    };
    if calls.len() > LONGEST as usize {
        return wrong(t.costs_too_many_calls(LONGEST.into()));
    }
    let (tariff, departments) = (app.tariff.current(), app.store.departments().await?);
    let currency = currency(&tariff, &calls);
    let facts = Facts {
        calls: &calls,
        departments: &departments,
        zone,
        currency,
        rounding: tariff
            .plan_in(currency.code())
            .or_else(|| tariff.book().map(Book::plan))
            .map_or(Rounding::default(), Plan::shown_rounding),
    };
    let report = match Report::build(&user.subject, &query, &facts) {
        Ok(report) => report,
        Err(ReportError::Denied(_)) => return Err(WebError::Forbidden),
        Err(ReportError::OtherCurrency { found, expected }) => {
            return wrong(t.costs_two_currencies(&found, expected.code()));
        }
        Err(_) => return wrong(t.costs_too_large()),
    };
    let unrated = app.store.count_unpriced(&wanted).await?;
    let phones = app.store.phones().await?;
    Ok(Ok(Answer {
        query,
        report,
        currency,
        tariff,
        departments,
        phones,
        unrated,
    }))
}

/// That of the calls, which may have been priced before the tariff was changed.
fn currency(tariff: &Tariff, calls: &[(CallId, CallRecord)]) -> Currency {
    let code = calls
        .iter()
        .find_map(|(_, call)| call.pricing.price())
        .map(|price| price.currency.as_str());
    let currency = match code {
        Some(code) => tariff
            .plan_in(code)
            .map(Plan::currency)
            .or_else(|| code.parse().ok())
            .or_else(|| Currency::new(code, 2)),
        None => tariff.book().map(|book| book.plan().currency()),
    };
    currency.unwrap_or(Currency::EUR)
}

impl Answer {
    /// Label and value, the period first.
    fn criteria(&self, t: Texts) -> Vec<(String, String)> {
        let mut criteria = vec![
            (t.costs_period(), period(t, self.query.period)),
            (t.costs_report(), kind(t, self.query.detail)),
        ];
        match &self.query.who {
            Who::Everybody => {}
            Who::Department(id) => {
                let name = self
                    .departments
                    .iter()
                    .find(|d| d.id == *id)
                    .map(Department::heading);
                criteria.push((t.department(), name.unwrap_or_else(|| t.unknown())));
            }
            Who::Phones(ids) => {
                let known = |id| {
                    self.phones
                        .iter()
                        .find(|p| p.id == id)
                        .map(|p| p.extension.to_string())
                };
                let names: Vec<String> = ids
                    .iter()
                    .map(|id| known(*id).unwrap_or_else(|| t.unknown()))
                    .collect();
                criteria.push((t.costs_phones(), t.list(&names)));
            }
        }
        criteria
    }
}

fn kind(t: Texts, detail: Detail) -> String {
    match detail {
        Detail::Summary => t.costs_kind_summary(),
        Detail::Calls => t.costs_kind_detail(),
    }
}

fn period(t: Texts, period: Period) -> String {
    match period {
        Period::Month(month) => t.month(month.first_day()),
        Period::Days {
            from: Some(from),
            to: Some(to),
        } => t.costs_days(&t.date(from), &t.date(to)),
        Period::Days {
            from: Some(from),
            to: None,
        } => t.costs_days_from(&t.date(from)),
        Period::Days { to, .. } => t.costs_days_until(&t.date(to.unwrap_or(NaiveDate::MAX))),
    }
}

fn cost_group(app: &App, t: Texts, shown: Shown, departments: &[Department], group: &Group) -> CostGroup {
    let department = departments.iter().find(|d| Some(d.id) == group.department);
    CostGroup {
        short: department.map_or_else(|| t.costs_without_department(), |d| d.short_name.clone()),
        full: department.map(|d| d.full_name.clone()).unwrap_or_default(),
        lines: group
            .lines
            .iter()
            .map(|line| cost_line(app, t, shown, line))
            .collect(),
        subtotal: figures(t, shown, &group.total),
    }
}

fn cost_line(app: &App, t: Texts, shown: Shown, line: &Line) -> CostLine {
    let name = match (line.name.as_str(), line.extension.as_str()) {
        _ if !line.first => String::new(),
        ("", "") => t.unknown(),
        ("", extension) => format!("({extension})"),
        (name, extension) => format!("{name} ({extension})"),
    };
    let call = line.call.as_ref();
    CostLine {
        name,
        href: call.map(|call| format!("/calls/{}", call.id)).unwrap_or_default(),
        when: call
            .map(|call| t.date_time(app.local(call.at.timestamp())))
            .unwrap_or_default(),
        called: call.map(|call| call.number.clone()).unwrap_or_default(),
        figures: figures(t, shown, &line.total),
    }
}

/// Each figure is rounded for itself, the last step of all.
fn figures(t: Texts, shown: Shown, total: &Total) -> CostFigures {
    let (before, after) = (total.before_tax.micros(), total.after_tax.micros());
    CostFigures {
        calls: t.integer(i64::try_from(total.calls).unwrap_or(i64::MAX)),
        duration: t.duration(total.duration.as_secs()),
        before_tax: shown.figure(t, before),
        tax: shown.figure(t, after.saturating_sub(before)),
        after_tax: shown.figure(t, after),
    }
}

async fn form_page(app: &App, user: &LoggedIn, typed: &Typed, errors: Errors) -> Result<CostsPage, WebError> {
    let t = user.texts();
    let choice = |value: String, label: String, selected| Choice {
        value,
        label,
        selected,
    };
    let today = app.local(app.now()).date();
    let months = Month::last(MONTHS, today).into_iter().map(|month| {
        let value = month.to_string();
        choice(value.clone(), t.month(month.first_day()), typed.month == value)
    });
    let mut departments = Vec::new();
    let mut phones = Vec::new();
    if user.scope(Capability::CostRead)?.contains(Scope::Department) {
        let people = app.store.people().await?;
        let index = switchhook_portal_core::PartyIndex::new(&app.store.phones().await?, &people);
        let reached = |party: &Party| user.subject.reaches(Capability::CostRead, party);
        departments.push(choice(String::new(), t.all(), typed.department.is_empty()));
        let all = app.store.departments().await?;
        departments.extend(
            all.iter()
                .filter(|d| {
                    reached(&Party {
                        department: Some(d.id),
                        ..Party::default()
                    })
                })
                .map(|d| {
                    choice(
                        d.id.to_string(),
                        d.heading(),
                        typed.department == d.id.to_string(),
                    )
                }),
        );
        phones = app
            .store
            .phones()
            .await?
            .iter()
            .filter_map(|phone| Some((phone, index.by_endpoint(phone.endpoint.as_str())?)))
            .filter(|(_, party)| reached(party))
            .map(|(phone, party)| {
                let value = phone.id.to_string();
                let selected = typed.phones.contains(&value);
                choice(
                    value,
                    format!("{} {}", phone.extension, party.name)
                        .trim_end()
                        .to_owned(),
                    selected,
                )
            })
            .collect();
    }
    Ok(CostsPage {
        frame: user.frame(app, &typed.address("/costs"), t.costs_title()),
        action: "/costs/report".to_owned(),
        preview: preview::fragment(app, user, typed).await?,
        months: std::iter::once(choice(
            String::new(),
            t.costs_month_none(),
            typed.month.is_empty(),
        ))
        .chain(months)
        .collect(),
        begin: typed.from.clone(),
        end: typed.to.clone(),
        detail: typed.report == Detail::Calls.key(),
        departments,
        phones,
        errors,
    })
}

#[cfg(test)]
mod tests;

//! The configuration check: everything that the portal needs, with what to do where it fails.

use std::time::Duration;

use axum::extract::State;
use axum::response::Response;
use switchhook_portal_core::{Capability, Person};

use super::error::WebError;
use super::money::Shown;
use super::page;
use super::views::health::{HealthItem, HealthPage, HealthStatus};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::budgets::{Account, AccountUse};
use crate::config::Budgets;
use crate::i18n::Texts;
use crate::pbx::{AccountHealth, AccountState, Task};
use crate::recordings::folder::Folder;
use crate::store::{Payer, Seconds, StoreError, Verified};
use crate::tariff::Tariff;

/// Lines of the trail that are verified each time: the command verifies all.
const NEWEST: i64 = 10_000;

/// Interruptions shown.
const GAPS: u32 = 5;

/// Budgets shown, those that are used up first.
const SPENDERS: usize = 20;

/// An interruption of long ago is no news: thirty days.
const NEWS: Seconds = 30 * 86_400;

/// `GET /admin/health`
pub async fn show(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    user.scope(Capability::HealthRead)?;
    let t = user.texts();
    let mut items: Vec<HealthItem> = app
        .pbx
        .health()
        .into_iter()
        .map(|account| account_item(t, account))
        .collect();
    items.extend(gap_items(&app, t).await);
    items.push(database_item(t, app.store.version().await));
    items.push(audit_item(t, app.store.verify_trail(Some(NEWEST)).await));
    items.extend(recordings_item(&app, t).await);
    items.extend(scheduled_item(&app, t));
    items.push(tariff_item(t, &app.tariff.current()));
    items.extend(budget_items(&app, t).await?);
    items.push(HealthItem {
        name: t.health_portal(),
        status: HealthStatus::Ok,
        detail: t.health_version(env!("CARGO_PKG_VERSION"), &uptime(t, app.started.elapsed())),
        remedy: None,
    });
    let view = HealthPage {
        frame: user.frame(&app, "/admin/health", t.health_title()),
        items,
        checked_at: t.date_time(app.local(app.now())),
    };
    Ok(page::ok(&view))
}

fn account_item(t: Texts, account: AccountHealth) -> HealthItem {
    let name = match account.task {
        Task::Events => t.health_pbx_events(),
        Task::Calls => t.health_pbx_calls(),
        Task::Config => t.health_pbx_config(),
        Task::Notify => t.health_pbx_notify(),
        Task::State => t.health_pbx_state(),
    };
    let (status, detail, remedy) = match account.state {
        AccountState::Connected { version } => (HealthStatus::Ok, t.health_pbx_connected(&version), None),
        AccountState::Connecting { reason } => (
            HealthStatus::Failed,
            t.health_pbx_connecting(&reason),
            Some(t.health_pbx_remedy()),
        ),
        AccountState::Refused { reason } => (
            HealthStatus::Failed,
            t.health_pbx_refused(&reason),
            Some(t.health_pbx_remedy()),
        ),
        // Without events there is no portal; calls and configuration are a choice.
        AccountState::Missing => (
            HealthStatus::Warning,
            t.health_pbx_missing(),
            Some(t.health_pbx_missing_remedy()),
        ),
    };
    HealthItem {
        name,
        status,
        detail,
        remedy,
    }
}

/// Began, ended (absent while it lasts), reason.
type Gap = (Seconds, Option<Seconds>, String);

async fn gap_items(app: &App, t: Texts) -> Vec<HealthItem> {
    let item = |status, detail, remedy| HealthItem {
        name: t.health_gaps(),
        status,
        detail,
        remedy,
    };
    let is_news = |gap: &Gap| gap.1.is_none_or(|ended| ended > app.now() - NEWS);
    let gaps = app.store.gaps(GAPS).await;
    match gaps.map(|gaps| gaps.into_iter().filter(is_news).collect::<Vec<_>>()) {
        Ok(gaps) if gaps.is_empty() => vec![item(HealthStatus::Ok, t.health_gaps_none(), None)],
        Ok(gaps) => gaps
            .iter()
            .map(|gap| gap_item(t, gap, |at| t.date_time(app.local(at))))
            .collect(),
        Err(error) => vec![item(HealthStatus::Failed, error.to_string(), None)],
    }
}

fn gap_item(t: Texts, (began, ended, reason): &Gap, clock: impl Fn(Seconds) -> String) -> HealthItem {
    let (status, what) = match ended {
        Some(ended) => (
            HealthStatus::Warning,
            t.health_gap(&clock(*began), &clock(*ended)),
        ),
        None => (HealthStatus::Failed, t.health_gap_open(&clock(*began))),
    };
    HealthItem {
        name: t.health_gaps(),
        status,
        detail: if reason.is_empty() {
            what
        } else {
            format!("{what} ({reason})")
        },
        remedy: Some(t.health_gap_remedy()),
    }
}

fn database_item(t: Texts, version: Result<String, StoreError>) -> HealthItem {
    let (status, detail) = match version {
        Ok(version) => (HealthStatus::Ok, t.health_database_version(&version)),
        Err(error) => (HealthStatus::Failed, error.to_string()),
    };
    HealthItem {
        name: t.health_database(),
        status,
        detail,
        remedy: None,
    }
}

/// Whether the newest lines of the trail are as they were written.
fn audit_item(t: Texts, verified: Result<Verified, StoreError>) -> HealthItem {
    let (status, detail) = match verified {
        Ok(Verified { broken, lines, .. }) => match broken.first() {
            None => {
                let lines = i64::try_from(lines).unwrap_or(i64::MAX);
                (HealthStatus::Ok, t.health_audit_whole(&t.integer(lines)))
            }
            Some(wrong) => (HealthStatus::Failed, wrong.to_string()),
        },
        Err(error) => (HealthStatus::Failed, error.to_string()),
    };
    HealthItem {
        name: t.health_audit(),
        remedy: (status != HealthStatus::Ok).then(|| t.health_audit_broken_remedy()),
        status,
        detail,
    }
}

fn tariff_item(t: Texts, tariff: &Tariff) -> HealthItem {
    let broken = i64::try_from(tariff.problems().len()).unwrap_or(i64::MAX);
    let (status, detail, remedy) = if tariff.book().is_none() {
        (
            HealthStatus::Warning,
            t.health_tariff_none(),
            Some(t.health_tariff_none_remedy()),
        )
    } else if broken > 0 {
        let detail = format!(
            "{} {}",
            t.tariff_in_use(&page::tariff_name(t, tariff)),
            t.health_tariff_problems(broken)
        );
        (HealthStatus::Warning, detail, Some(t.health_tariff_remedy()))
    } else {
        (HealthStatus::Ok, page::tariff_name(t, tariff), None)
    };
    HealthItem {
        name: t.health_tariff(),
        status,
        detail,
        remedy,
    }
}

/// Whether the files are there that the PBX named. Nothing where no folder is configured.
async fn recordings_item(app: &App, t: Texts) -> Option<HealthItem> {
    let folder = app.config.recordings.folder.clone()?;
    let item = |status, detail, remedy| HealthItem {
        name: t.health_recordings(),
        status,
        detail,
        remedy,
    };
    let shown = folder.display().to_string();
    // Another machine's folder may take its time.
    let opened = tokio::task::spawn_blocking(move || Folder::open(&folder)).await;
    Some(match (opened, app.store.count_missing_recordings().await) {
        (Ok(Ok(_)), Ok(0)) => item(HealthStatus::Ok, shown, None),
        (Ok(Ok(_)), Ok(missing)) => item(
            HealthStatus::Warning,
            t.recordings_missing(missing),
            Some(t.health_recordings_missing_remedy()),
        ),
        (Ok(Err(error)), _) => item(
            HealthStatus::Failed,
            t.health_recordings_unread(&error.to_string()),
            Some(t.health_recordings_remedy()),
        ),
        (_, Err(error)) => item(HealthStatus::Failed, error.to_string(), None),
        (Err(error), _) => item(HealthStatus::Failed, error.to_string(), None),
    })
}

/// Whether calls can be scheduled. Nothing where no spool is configured.
fn scheduled_item(app: &App, t: Texts) -> Option<HealthItem> {
    let folder = app.config.spool.folder.as_ref()?;
    let trouble = app.scheduled.trouble();
    Some(HealthItem {
        name: t.health_scheduled(),
        status: if trouble.is_some() {
            HealthStatus::Failed
        } else {
            HealthStatus::Ok
        },
        remedy: trouble.as_ref().map(|_| t.health_scheduled_remedy()),
        detail: trouble.unwrap_or_else(|| folder.display().to_string()),
    })
}

/// Whose budget of calls to the outside is nearly used up today. Nothing where none is configured.
async fn budget_items(app: &App, t: Texts) -> Result<Vec<HealthItem>, StoreError> {
    if app.config.budget == Budgets::default() {
        return Ok(Vec::new());
    }
    let item = |status, detail, remedy| HealthItem {
        name: t.health_budgets(),
        status,
        detail,
        remedy,
    };
    let accounts = app.low_accounts().await?;
    if accounts.is_empty() {
        return Ok(vec![item(HealthStatus::Ok, t.health_budgets_within(), None)]);
    }
    let (people, departments) = (app.store.people().await?, app.store.departments().await?);
    let tariff = app.tariff.current();
    let named = |account: &Account| {
        let (name, budget) = match account.payer {
            Payer::Person(id) => (
                people
                    .iter()
                    .find(|person| person.id == id)
                    .map(Person::display_name),
                &app.config.budget.person,
            ),
            Payer::Department(id) => (
                departments
                    .iter()
                    .find(|department| department.id == id)
                    .map(|department| department.short_name.clone()),
                &app.config.budget.department,
            ),
        };
        let minutes = budget.minutes_per_day.map(|limit| {
            let used = i64::try_from(account.spent.seconds_today / 60).unwrap_or(i64::MAX);
            t.health_budget_minutes(&t.integer(used), limit.into())
        });
        let cost = budget.cost_per_day.map(|limit| {
            let shown = tariff
                .book()
                .map(|book| Shown::of(&tariff, &book.plan().currency().to_string()));
            let amount = |micros: u64| {
                let micros = i64::try_from(micros).unwrap_or(i64::MAX);
                shown.map_or_else(String::new, |shown| shown.amount(t, micros))
            };
            t.health_budget_cost(&amount(account.spent.cost_today), &amount(limit))
        });
        let used: Vec<String> = minutes.into_iter().chain(cost).collect();
        let name = name.unwrap_or_else(|| "?".to_owned());
        let (words, status) = match account.state {
            AccountUse::Low => (t.health_budget_low(&name), HealthStatus::Warning),
            AccountUse::Empty => (t.health_budget_empty(&name), HealthStatus::Failed),
        };
        item(
            status,
            format!("{words} {}", used.join(", ")),
            Some(t.health_budget_remedy()),
        )
    };
    Ok(accounts.iter().take(SPENDERS).map(named).collect())
}

/// `0:12:05`, or days and that.
fn uptime(t: Texts, running: Duration) -> String {
    let seconds = running.as_secs();
    let (days, rest) = (seconds / 86_400, t.duration(seconds % 86_400));
    match i64::try_from(days) {
        Ok(0) => rest,
        Ok(days) => t.health_uptime(days, &rest),
        Err(_) => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use crate::tariff::{Source, TariffFiles};

    #[test]
    fn what_does_not_work_says_what_to_do() {
        let t = Texts::new(Lang::En);
        let reason = || "connection refused".to_owned();
        for (state, status) in [
            (
                AccountState::Connected {
                    version: "Asterisk 22.10".to_owned(),
                },
                HealthStatus::Ok,
            ),
            (
                AccountState::Connecting { reason: reason() },
                HealthStatus::Failed,
            ),
            (AccountState::Refused { reason: reason() }, HealthStatus::Failed),
            (AccountState::Missing, HealthStatus::Warning),
        ] {
            let item = account_item(
                t,
                AccountHealth {
                    task: Task::Calls,
                    state,
                },
            );
            assert_eq!(item.status, status);
            assert_eq!(
                item.remedy.is_none(),
                status == HealthStatus::Ok,
                "{}",
                item.detail
            );
            assert_eq!(
                item.detail.contains("connection refused"),
                status == HealthStatus::Failed
            );
        }
        let none = TariffFiles::load(Source::None).current();
        assert_eq!(tariff_item(t, &none).status, HealthStatus::Warning);
        let sample = TariffFiles::load(Source::Sample).current();
        assert_eq!(tariff_item(t, &sample).status, HealthStatus::Ok);
    }

    #[test]
    fn an_interruption_that_lasts_is_a_failure_and_a_past_one_a_warning() {
        let t = Texts::new(Lang::En);
        let clock = |at: Seconds| format!("<{at}>");
        let past = gap_item(t, &(1, Some(2), "timeout".to_owned()), clock);
        assert_eq!(
            (
                past.status,
                past.detail.contains("<2>"),
                past.detail.contains("timeout")
            ),
            (HealthStatus::Warning, true, true)
        );
        assert_eq!(
            gap_item(t, &(1, None, String::new()), clock).status,
            HealthStatus::Failed
        );
    }

    #[test]
    fn uptimes_are_days_and_a_time() {
        let t = Texts::new(Lang::En);
        assert_eq!(uptime(t, Duration::from_secs(725)), "0:12:05");
        assert_eq!(
            uptime(t, Duration::from_secs(86_400 + 3_600)),
            "1 day and 1:00:00"
        );
    }
}

//! Rates calls again when somebody asks for it, step by step, beside what is stored: nothing is replaced here.
//!
//! How far a job has come is written with each step, so that a portal that was stopped goes on where it was.

use switchhook_portal_core::ReratingId;
use switchhook_portal_core::tariff::{JobState, Which};
use tokio::sync::{Notify, watch};

use super::rating::priced;
use crate::app::{App, Shared, stopped};
use crate::log::Event;
use crate::store::{RerateSums, Rerated, Result, StoredRerating};
use crate::tariff::InForce;

/// Calls in one step: the database is free for others between two steps.
const STEP: u32 = 500;

/// Why a job failed, as the pages know it.
pub const TARIFF_CHANGED: &str = "tariff-changed";
pub const DATABASE: &str = "database";

/// What the pages are told while a job goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub id: ReratingId,
    pub state: JobState,
    pub looked_at: i64,
    pub total: i64,
    pub changes: i64,
}

/// How far the last job has come, and how to wake the one that does them.
pub struct Reratings {
    progress: watch::Sender<(u64, Option<Progress>)>,
    asked: Notify,
}

impl Default for Reratings {
    fn default() -> Self {
        Self {
            progress: watch::Sender::new((0, None)),
            asked: Notify::new(),
        }
    }
}

impl Reratings {
    /// Counts the changes, and holds the latest.
    pub fn subscribe(&self) -> watch::Receiver<(u64, Option<Progress>)> {
        self.progress.subscribe()
    }

    pub fn latest(&self) -> Option<Progress> {
        self.progress.borrow().1
    }

    /// Begins with a job that was just written down.
    pub fn ask(&self) {
        self.asked.notify_one();
    }

    pub fn tell(&self, job: &StoredRerating, state: JobState) {
        let progress = Progress {
            id: job.id,
            state,
            looked_at: job.looked_at,
            total: job.total,
            changes: job.changes,
        };
        self.progress.send_modify(|(count, latest)| {
            *count += 1;
            *latest = Some(progress);
        });
    }
}

/// Goes on with a job that was begun, now or before the portal was stopped.
pub async fn keep_going(app: Shared) {
    let mut stopping = app.stopping.clone();
    loop {
        let work = async {
            match app.store.running_rerating().await {
                Ok(Some(job)) => run(&app, job).await,
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(event = %Event::ReratingFailed, %error, reason = DATABASE);
                }
            }
        };
        // A step that is cut off is done again: what it found is written with how far it came, or not at all.
        tokio::select! {
            () = work => {}
            () = stopped(&mut stopping) => return,
        }
        tokio::select! {
            () = app.reratings.asked.notified() => {}
            () = stopped(&mut stopping) => return,
        }
    }
}

async fn run(app: &App, mut job: StoredRerating) {
    let in_force = app.tariff.in_force();
    if in_force.fingerprint() != job.tariff {
        return fail(app, &job, TARIFF_CHANGED).await;
    }
    app.reratings.tell(&job, JobState::Running);
    loop {
        match step(app, &in_force, &mut job).await {
            Ok(Step::More) => app.reratings.tell(&job, JobState::Running),
            Ok(Step::Stopped) => return app.reratings.tell(&job, JobState::Cancelled),
            Ok(Step::Last) => {
                tracing::info!(event = %Event::ReratingDone, looked_at = job.looked_at, changes = job.changes);
                return app.reratings.tell(&job, JobState::Ready);
            }
            Err(error) => {
                tracing::error!(event = %Event::ReratingFailed, %error, reason = DATABASE);
                return fail(app, &job, DATABASE).await;
            }
        }
    }
}

enum Step {
    More,
    Last,
    Stopped,
}

async fn step(app: &App, in_force: &InForce, job: &mut StoredRerating) -> Result<Step> {
    let calls = app.store.calls_to_rerate(job, STEP).await?;
    let Some(last) = calls.last() else {
        let (before, after) = (JobState::Running, JobState::Ready);
        let ready = app
            .store
            .rerating_is(job.id, before, after, "", app.now())
            .await?;
        return Ok(if ready { Step::Last } else { Step::Stopped });
    };
    job.position = last.call.id;
    job.looked_at += i64::try_from(calls.len()).unwrap_or(i64::MAX);
    let (mut found, mut sums) = (Vec::new(), RerateSums::default());
    for call in calls {
        let new = priced(in_force, &call.call);
        let stale = call.priced_with.as_deref() != Some(new.tariff.as_str());
        if job.which == Which::Stale && !stale {
            continue;
        }
        let old = call.call.charge;
        let changes = old
            .as_ref()
            .is_none_or(|old| (old.status, &old.amount) != (new.charge.status, &new.charge.amount));
        if changes || stale {
            if changes {
                job.changes += 1;
                let department = call.call.record.caller.department;
                sums.record(department, old.as_ref(), &new.charge);
            }
            found.push(Rerated {
                call: new.call,
                charge: new.charge,
                tariff: new.tariff,
                old,
                changes,
            });
        }
    }
    let going = app.store.rerated(job, &found, &sums).await?;
    Ok(if going { Step::More } else { Step::Stopped })
}

async fn fail(app: &App, job: &StoredRerating, reason: &str) {
    tracing::warn!(event = %Event::ReratingFailed, reason);
    let (before, after) = (JobState::Running, JobState::Failed);
    if let Err(error) = app
        .store
        .rerating_is(job.id, before, after, reason, app.now())
        .await
    {
        tracing::error!(event = %Event::ReratingFailed, %error, reason = DATABASE);
    }
    app.reratings.tell(job, JobState::Failed);
}

//! Follows planned calls in Asterisk's spool, and takes back those that whoever planned them may not make any more.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use switchhook_callfile::watch::{Follower, News, Outcome};
use switchhook_callfile::{FileName, Spool, Status};
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::number::mask;
use switchhook_portal_core::{DialString, Subject, dial, schedule};
use tokio::sync::mpsc;

use crate::app::{App, Shared, stopped};
use crate::log::Event;
use crate::scheduled::{self, PREFIX};
use crate::store::{CallState, ScheduledCall, Seconds, StoreError};

/// How long after the spool could not be used it is tried again, and how often rights are looked at.
const AGAIN: Duration = Duration::from_secs(60);

/// What a follower says to the portal.
enum Said {
    /// It sees every change from now on.
    Ready,
    News(String, News),
}

/// For as long as the portal runs. What is known stands in the rows: after a restart, files that went meanwhile are looked
/// for in the archive.
pub async fn follow(app: Shared) {
    let Some(folder) = app.config.spool.folder.clone() else {
        return;
    };
    let mut stopping = app.stopping.clone();
    let mut told = String::new();
    loop {
        let (to, mut from) = mpsc::unbounded_channel();
        let (watched, portal) = (folder.clone(), app.clone());
        let follower = tokio::task::spawn_blocking(move || watch(&watched, &portal, &to));
        loop {
            let said = tokio::select! {
                said = from.recv() => said,
                () = stopped(&mut stopping) => {
                    app.scheduled.stop();
                    // What was said before the end is written.
                    from.recv().await
                }
            };
            let Some(said) = said else { break };
            let written = match said {
                Said::Ready => {
                    told.clear();
                    app.scheduled.set_trouble("");
                    reconcile(&app, &folder).await
                }
                Said::News(file, news) => note(&app, &folder, &file, news).await,
            };
            if let Err(error) = written {
                tracing::error!(event = %Event::ScheduledUnwritten, %error, "what became of a planned call was not written");
            }
            app.scheduled.news.send_modify(|count| *count += 1);
        }
        app.scheduled.followed_by(None);
        let error = match follower.await {
            Ok(error) => error,
            Err(error) => error.to_string(),
        };
        if *stopping.borrow() {
            return;
        }
        app.scheduled.set_trouble(&error);
        if told != error {
            tracing::error!(event = %Event::SpoolUnusable, error, "planned calls wait");
            told = error;
        }
        tokio::select! {
            () = tokio::time::sleep(AGAIN) => {}
            () = stopped(&mut stopping) => return,
        }
    }
}

/// In a thread of its own, until it is stopped or the folder goes; says why it ended.
fn watch(folder: &Path, app: &App, to: &mpsc::UnboundedSender<Said>) -> String {
    if let Err(error) = scheduled::usable(folder) {
        return error;
    }
    let follower = match Spool::open(folder)
        .map_err(|error| error.to_string())
        .and_then(|spool| Follower::open(&spool).map_err(|error| error.to_string()))
    {
        Ok(follower) => follower,
        Err(error) => return error,
    };
    app.scheduled.followed_by(Some(follower.handle()));
    if *app.stopping.borrow() {
        // It was asked to before there was a handle to ask.
        app.scheduled.stop();
    }
    let _ = to.send(Said::Ready);
    let mut last = "the spool is not watched any more".to_owned();
    for update in follower {
        match update {
            Ok(update) => {
                let name = update.name.to_string();
                if name.starts_with(PREFIX) && to.send(Said::News(name, update.news)).is_err() {
                    break;
                }
            }
            // One file that cannot be read costs that file; a folder that is gone ends it.
            Err(error) => last = error.to_string(),
        }
    }
    last
}

async fn note(app: &App, folder: &Path, file: &str, news: News) -> Result<(), StoreError> {
    let _one_at_a_time = app.scheduled.changing.lock().await;
    let store = &app.store;
    match news {
        News::Trying { attempt } => {
            store
                .scheduled_call_is(file, CallState::Calling, Some(attempt.into()), None)
                .await
        }
        News::Answered { .. } => {
            store
                .scheduled_call_is(file, CallState::Talking, None, None)
                .await
        }
        News::Retrying { failed, next, .. } => {
            store
                .scheduled_call_is(
                    file,
                    CallState::Retrying,
                    Some(failed.into()),
                    next.and_then(seconds),
                )
                .await
        }
        News::Ended(outcome) => ended(app, folder, file, outcome.code()).await,
        // When it is due stands in the row.
        _ => Ok(()),
    }
}

fn seconds(at: SystemTime) -> Option<Seconds> {
    let since = at.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    since.as_secs().try_into().ok()
}

async fn ended(app: &App, folder: &Path, file: &str, outcome: &str) -> Result<(), StoreError> {
    if app.store.scheduled_call_ended(file, outcome, app.now()).await? {
        tracing::info!(event = %Event::ScheduledDone, outcome);
        // Nobody else cleans the archive. Where the portal may not, the file merely stays.
        let archived = folder.join("outgoing_done").join(file);
        let _ = tokio::fs::remove_file(archived).await;
    }
    Ok(())
}

/// Calls whose files went while nobody watched.
async fn reconcile(app: &App, folder: &Path) -> Result<(), StoreError> {
    let _one_at_a_time = app.scheduled.changing.lock().await;
    for call in app.store.open_scheduled_calls().await? {
        match whereabouts(folder.to_owned(), call.file.clone()).await {
            Whereabouts::Waiting if call.state == CallState::Placing => {
                app.store
                    .scheduled_call_is(&call.file, CallState::Waiting, None, None)
                    .await?;
            }
            Whereabouts::Waiting => {}
            Whereabouts::Done(outcome) => ended(app, folder, &call.file, outcome).await?,
            // Whoever planned it was never told that it is planned.
            Whereabouts::Nowhere if call.state == CallState::Placing => {
                app.store.forget_scheduled_call(call.id).await?;
            }
            Whereabouts::Nowhere => ended(app, folder, &call.file, UNKNOWN).await?,
        }
    }
    Ok(())
}

/// The word of [`Outcome::Unknown`].
const UNKNOWN: &str = "unknown";

enum Whereabouts {
    /// Or the spool cannot be read: then nothing is concluded.
    Waiting,
    Done(&'static str),
    Nowhere,
}

async fn whereabouts(folder: PathBuf, file: String) -> Whereabouts {
    let found = tokio::task::spawn_blocking(move || {
        let name = FileName::new(file).ok()?;
        let spool = Spool::open(&folder).ok()?;
        Some(match spool.read(&name).ok()? {
            Some(_) => Whereabouts::Waiting,
            None => match spool.read_done(&name).ok()? {
                Some(report) => Whereabouts::Done(match report.history.status() {
                    Some(Status::Completed) => Outcome::Answered(Default::default()).code(),
                    Some(Status::Expired) => Outcome::Expired.code(),
                    Some(Status::Failed) => Outcome::Discarded.code(),
                    _ => UNKNOWN,
                }),
                None => Whereabouts::Nowhere,
            },
        })
    });
    found.await.ok().flatten().unwrap_or(Whereabouts::Waiting)
}

/// Each minute.
pub async fn withdraw_often(app: Shared) {
    if app.config.spool.folder.is_none() {
        return;
    }
    let mut stopping = app.stopping.clone();
    let mut tick = tokio::time::interval(AGAIN);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = stopped(&mut stopping) => return,
        }
        if let Err(error) = withdraw(&app).await {
            tracing::error!(event = %Event::ScheduledUnwritten, %error, "planned calls were not looked at");
        }
    }
}

/// Takes back what whoever planned it could not plan any more: people leave, telephones change hands, rules change.
pub async fn withdraw(app: &App) -> Result<(), StoreError> {
    let Some(folder) = &app.config.spool.folder else {
        return Ok(());
    };
    let _one_at_a_time = app.scheduled.changing.lock().await;
    for call in app.store.open_scheduled_calls().await? {
        if !matches!(call.state, CallState::Waiting | CallState::Retrying) {
            continue;
        }
        let Some(reason) = refusal(app, &call).await? else {
            continue;
        };
        match scheduled::cancel(folder, &call.file).await {
            Ok(Some(_)) => {
                app.store
                    .scheduled_call_ended(&call.file, "withdrawn", app.now())
                    .await?;
                let entry = AuditEntry::new(Actor::System, Action::Delete, Object::Call(mask(&call.number)))
                    .change("reason", "", reason);
                app.audit_system(entry).await;
                tracing::info!(event = %Event::ScheduledWithdrawn, reason);
            }
            // Over by now: its follower says how.
            Ok(None) => {}
            Err(error) => {
                tracing::error!(event = %Event::SpoolUnusable, %error, "a planned call could not be taken back");
            }
        }
    }
    Ok(())
}

/// Why the person could not plan this call any more.
async fn refusal(app: &App, call: &ScheduledCall) -> Result<Option<&'static str>, StoreError> {
    let Some(person) = app.store.person(call.person).await? else {
        return Ok(Some("no-right"));
    };
    let Some(phone) = call.phone else {
        return Ok(Some("no-phone"));
    };
    let phones = app.store.phones_of(person.id).await?;
    let facts = schedule::Facts {
        dial: dial::Facts {
            phones: &phones,
            caller_name: "",
            recent_calls: 0,
        },
        waiting: &[],
        extension: is_extension(app, &call.number).await?,
        now: now(app),
    };
    let subject = Subject::new(&person, &phones);
    let effect = schedule::effect(
        &subject,
        &call.number,
        Some(phone),
        &facts,
        &app.schedule_policy(),
    );
    let effect = match effect {
        Ok(effect) => effect,
        Err(reason) => return Ok(Some(reason.key())),
    };
    // What is spent since, or a time that was moved into closed hours.
    let purses = app.purses(&effect.endpoint, call.due.max(app.now())).await?;
    Ok(purses.check(&effect.extension).err().map(|limit| limit.key()))
}

/// Whether a number is a telephone's here.
pub async fn is_extension(app: &App, number: &str) -> Result<bool, StoreError> {
    let Ok(number) = number.parse::<DialString>() else {
        return Ok(false);
    };
    let phones = app.store.phones().await?;
    Ok(phones
        .iter()
        .any(|phone| phone.extension.as_str() == number.as_str()))
}

pub fn now(app: &App) -> DateTime<Utc> {
    DateTime::from_timestamp(app.now(), 0).unwrap_or_default()
}

//! The spool of call files of the simulated PBX: takes each file at its time, places its call, and archives it with its
//! status, as `pbx_spool` of Asterisk does.

use std::collections::HashSet;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use switchhook_ami::action::{Originate, Outcome, Target as AmiTarget};
use switchhook_ami::client::{Client, Config as AmiConfig, Item};
use switchhook_ami::value::{EventMask, Secret};
use switchhook_callfile::{CallFile, FileName, Spool, State, Target};
use switchhook_portal_core::Profile;
use tokio::sync::Mutex;
use tokio::task::{JoinHandle, JoinSet};

use super::EMPLOYEES;
use crate::config::Config;
use crate::scheduled;
use crate::store::{NewScheduledCall, Seconds, Store, StoreError};

/// How often the folder is looked at.
const LOOK: Duration = Duration::from_millis(250);

/// A call that nobody ends is not watched for longer.
const LONGEST: Duration = Duration::from_secs(3600);

/// The folders of `astspooldir`.
pub fn make(folder: &Path) -> io::Result<()> {
    for part in ["outgoing", "outgoing_done", "tmp"] {
        std::fs::create_dir_all(folder.join(part))?;
    }
    Ok(())
}

/// Scheduled calls of the past days, so that the list shows how they end.
pub async fn tell_history(store: &Store, now: Seconds) -> Result<(), StoreError> {
    let hour = 3600;
    for profile in [Profile::User, Profile::DepartmentHead] {
        let Some(employee) = EMPLOYEES.iter().find(|e| e.profile == profile) else {
            continue;
        };
        let Some((person, phones)) = caller(store, employee.login).await? else {
            continue;
        };
        let Some(phone) = phones.first() else { continue };
        for (hours, number, note, outcome) in [
            (50, "272410", "Order 4711: delivery date", "answered"),
            (26, "286120", "Invoice of October", "busy"),
            (25, "286120", "Invoice of October, again", "answered"),
            (4, "261500", "", "no-answer"),
            (2, "277700", "Offer: no longer needed", "cancelled"),
        ] {
            let due = now - hours * hour - now % 900;
            let call = NewScheduledCall {
                person,
                phone: Some(phone.id),
                extension: phone.extension.to_string(),
                number: number.to_owned(),
                dialled: number.to_owned(),
                due,
                note: note.to_owned(),
                file: scheduled::new_name(),
                made: due - hour,
            };
            store.add_scheduled_call(&call).await?;
            store.scheduled_call_ended(&call.file, outcome, due + 60).await?;
        }
    }
    Ok(())
}

async fn caller(
    store: &Store,
    login: &str,
) -> Result<
    Option<(
        switchhook_portal_core::PersonId,
        Vec<switchhook_portal_core::Phone>,
    )>,
    StoreError,
> {
    let people = store.people().await?;
    let Some(person) = people.iter().find(|person| person.login.as_str() == login) else {
        return Ok(None);
    };
    Ok(Some((person.id, store.phones_of(person.id).await?)))
}

/// Plays the spool for as long as the demo runs.
pub struct Player {
    client: Client,
    task: JoinHandle<()>,
}

impl Player {
    /// For the spool and the PBX of this configuration.
    pub fn start(config: &Config) -> Self {
        let account = &config.pbx.events;
        let client = Client::start(
            AmiConfig::new(
                config.pbx.address.as_str(),
                account.user.as_str(),
                Secret::new(account.secret.expose()),
            )
            .events(EventMask::CALL),
        );
        let folder = config.spool.folder.clone().unwrap_or_default();
        let task = tokio::spawn(play(client.clone(), folder));
        Self { client, task }
    }

    pub async fn stop(self) {
        self.task.abort();
        let _ = tokio::time::timeout(Duration::from_secs(2), self.client.close()).await;
    }
}

async fn play(client: Client, folder: PathBuf) {
    let Ok(spool) = Spool::open(&folder) else { return };
    let spool = Arc::new(spool);
    let taken: Arc<Mutex<HashSet<FileName>>> = Arc::default();
    let mut calls = JoinSet::new();
    loop {
        tokio::time::sleep(LOOK).await;
        while calls.try_join_next().is_some() {}
        let Ok(listing) = spool.list() else { continue };
        for file in listing.flatten() {
            if file.due > SystemTime::now() || !taken.lock().await.insert(file.name.clone()) {
                continue;
            }
            let (client, spool, taken) = (client.clone(), spool.clone(), taken.clone());
            calls.spawn(async move {
                // Somebody may have taken the file away meanwhile: then there is nothing to archive either.
                let _ = attempt(&client, &spool, &file).await;
                taken.lock().await.remove(&file.name);
            });
        }
    }
}

/// Calls once, and writes down what Asterisk would.
async fn attempt(client: &Client, spool: &Spool, file: &switchhook_callfile::Listed) -> io::Result<()> {
    let path = spool.outgoing().join(file.name.as_os_str());
    let failed = file.report.history.failed_attempts();
    let (State::Waiting | State::Retrying { .. } | State::Calling { .. }, Some(call)) =
        (&file.state, &file.report.call)
    else {
        return archive(&path, &file.name, "Failed");
    };
    let (pid, attempt) = (std::process::id(), failed + 1);
    let retry = call.retry_time();
    append(
        &path,
        &format!("\nStartRetry: {pid} {attempt} ({})\n", seconds(retry)),
    )?;
    let Some(originate) = originate(call) else {
        return archive(&path, &file.name, "Failed");
    };
    let mut items = client.subscribe();
    if let Ok(Outcome::Answered { unique_id, .. }) = client.dial(originate).await {
        let ended = async {
            while let Some(item) = items.next().await {
                if let Item::Event(event) = item
                    && event.event_name() == Some("Hangup")
                    && event.text("Uniqueid").as_deref()
                        == unique_id.as_ref().map(switchhook_ami::UniqueId::as_str)
                {
                    return;
                }
            }
        };
        let _ = tokio::time::timeout(LONGEST, ended).await;
        return archive(&path, &file.name, "Completed");
    }
    if failed >= call.max_retries() as usize {
        return archive(&path, &file.name, "Expired");
    }
    append(
        &path,
        &format!("EndRetry: {pid} {attempt} ({})\n", seconds(Duration::ZERO)),
    )?;
    OpenOptions::new()
        .append(true)
        .open(&path)?
        .set_modified(SystemTime::now() + retry)
}

/// What the file asks for, as an action of AMI. None for what the portal never asks for.
fn originate(call: &CallFile) -> Option<Originate> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let Target::Extension {
        context, extension, ..
    } = call.target()
    else {
        return None;
    };
    let context = context
        .as_ref()
        .map_or_else(String::new, |context| text(context.as_bytes()));
    let target = AmiTarget::extension(context, text(extension.as_bytes()));
    let originate = Originate::new(text(call.channel().as_bytes()), target).timeout(call.wait_time());
    let originate = match call.caller_id() {
        Some(caller) => originate.caller_id(format!(
            "\"{}\" <{}>",
            text(&caller.name()),
            text(&caller.number())
        )),
        None => originate,
    };
    Some(call.variables().iter().fold(originate, |originate, variable| {
        originate.variable(text(variable.name()), text(variable.value()))
    }))
}

/// Seconds since 1970, so much from now.
fn seconds(from_now: Duration) -> u64 {
    (SystemTime::now() + from_now)
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}

fn append(path: &Path, line: &str) -> io::Result<()> {
    OpenOptions::new()
        .append(true)
        .open(path)?
        .write_all(line.as_bytes())
}

/// With its status, beside `outgoing`.
fn archive(path: &Path, name: &FileName, status: &str) -> io::Result<()> {
    append(path, &format!("Status: {status}\n"))?;
    let spool = path.parent().and_then(Path::parent).unwrap_or(Path::new(""));
    std::fs::rename(path, spool.join("outgoing_done").join(name.as_os_str()))
}
